"""The readable view of a record on a terminal: head, statements, table of acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from accordingto.export import words
from accordingto.export.words import Words
from accordingto.types import Act, Failure, Record, Report, Statement

_STANCE_STYLE = {"asserts": "green", "confirms": "cyan", "denies": "bold red", "no_comment": "yellow",
                 "does_not_mention": "magenta"}  # fmt: skip


def write_text(records: Iterable[Record | Failure], out: TextIO) -> None:
    """Writes each record as a page of text, in colour where `out` is a terminal."""
    width = None if out.isatty() else 120
    console = Console(file=out, width=width, highlight=False, soft_wrap=False)
    for record in records:
        if isinstance(record, Failure):
            console.print(Text(f"✗ {_plain(record.message)}", style="red"))
            continue
        _print_record(console, record)
        out.flush()


def _print_record(console: Console, record: Record) -> None:
    console.print(_head(record.report))
    say = Words(record)
    console.print(Text(f"Statements ({len(record.statements)})", style="bold underline"))
    for statement in record.statements:
        console.print(_statement(statement, say))
    console.print()
    console.print(Text(f"Acts ({len(record.acts)})", style="bold underline"))
    if record.acts:
        console.print(_acts(record.acts, say))
    console.print()


def _head(report: Report) -> Text:
    text = Text()
    text.append(_plain(report.title or report.input or report.id) + "\n", style="bold")
    agency = f"agency {report.agency}" if report.agency else ""
    by = f"by {', '.join(report.byline)}" if report.byline else ""
    date = f"published {report.published_at}" if report.published_at else "publication date unknown"
    facts = [report.publisher or "", agency, by, report.dateline or "", date, f"voice: {report.voice}"]
    text.append(_plain(" · ".join(f for f in facts if f)) + "\n", style="dim")
    for evidence in report.evidence:
        if evidence.field == "published_at":
            text.append(_plain(f"date from {evidence.how}: {evidence.exact}") + "\n", style="dim")
    for warning in report.warnings:
        text.append(_plain(f"! {warning}") + "\n", style="yellow")
    return text


def _statement(statement: Statement, say: Words) -> Text:
    text = Text()
    text.append(f"{statement.id:>4}  ")
    text.append(_plain(say.chain(statement)), style="bold")
    if statement.cue:
        text.append(f"  ‹{_plain(statement.cue.exact)}›", style="italic")
    text.append("  ")
    text.append(words.STANCES[statement.stance], style=_STANCE_STYLE[statement.stance])
    notes = [
        f"about {statement.about.exact}" if statement.about else "",
        f"told to {statement.addressee.exact}" if statement.addressee else "",
        f"answers {', '.join(statement.answers)}" if statement.answers else "",
        f"count {words.count(statement.count)}" if statement.count else "",
        "view held, nothing said" if statement.kind == "attitude" else "",
    ]
    text.append(_plain("".join(f" · {n}" for n in notes if n)), style="dim")
    if statement.content:
        text.append("\n      " + _plain(words.said(statement)))
    return text


def _acts(acts: tuple[Act, ...], say: Words) -> Table:
    table = Table(show_lines=True, expand=True)
    for name, ratio in (("", 1), ("who", 4), ("what", 4), ("whom", 4), ("when", 3), ("where", 3), ("according to", 5)):
        table.add_column(name, ratio=ratio, overflow="fold", no_wrap=False)
    for act in acts:
        what = Text(_plain(act.trigger.exact), style="bold")
        what.append(f"\n{words.act_in_words(act)}", style="dim")
        if act.grounds:
            what.append(f"\nfor: {_plain(act.grounds.exact)}", style="dim")
        per = Text(_plain(say.per(act)))
        if act.denied_by:
            per.append("\n" + _plain(say.contested(act)), style="bold red")
        table.add_row(
            act.id,
            Text(_plain(say.parties(act.initiators)) or "—"),
            what,
            Text(_plain(say.parties(act.targets)) or "—"),
            words.when(act.when),
            Text(_plain(say.place(act.where))),
            per,
        )
    return table


def _plain(value: str) -> str:
    """One line without control characters: a report's text must not steer the reader's terminal."""
    return "".join(c if c.isprintable() or c == " " else " " for c in value).replace("  ", " ")
