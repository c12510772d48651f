"""One self-contained HTML page of records: the text with its marks, each leading to its record; no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from accordingto.export import words
from accordingto.export.marks import cut
from accordingto.export.words import Words
from accordingto.types import Act, Failure, Record, Report, Statement

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A record at its words and in the list. `id` is unique on the page, `short` inside the report."""

    id: str
    short: str
    css: str
    label: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text with its style and the marks that stand before it."""

    text: str
    css: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One report on the page; `failure` instead of all else where it could not be read."""

    title: str = ""
    facts: Rows = ()
    warnings: tuple[str, ...] = ()
    language: str | None = None
    pieces: tuple[Stretch, ...] = ()
    lists: tuple[tuple[str, tuple[Mark, ...]], ...] = ()
    failure: Failure | None = None


def write_html(records: Iterable[Record | Failure], out: TextIO) -> None:
    """Writes one page with all records, readable without JavaScript, in print and by a screen reader."""
    views = [View(failure=r) if isinstance(r, Failure) else _view(r, n) for n, r in enumerate(records, 1)]
    template = Environment(
        loader=PackageLoader("accordingto.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template("page.html.jinja")
    ids = [m.id for v in views for _, entries in v.lists for m in entries]
    title = views[0].title if len(views) == 1 else f"{len(views)} reports"
    out.write(template.render(views=views, ids=ids, title=f"{title} · accordingto"))


def _view(record: Record, number: int) -> View:
    say = Words(record)
    statements = tuple(_statement_mark(s, say, number) for s in record.statements)
    acts = tuple(_act_mark(a, say, number) for a in record.acts)
    marks = {m.short: m for m in (*statements, *acts)}
    stances = {s.id: s.stance for s in record.statements}
    pieces = tuple(
        Stretch(p.text, _css(p.inside, p.parts, stances, number), tuple(marks[id] for id in p.starts))
        for p in cut(record)
    )
    report = record.report
    return View(
        title=report.title or report.input or report.id,
        facts=_facts(report),
        warnings=report.warnings,
        language=report.language,
        pieces=pieces,
        lists=(("Statements", statements), ("Acts", acts)),
    )


def _css(inside: tuple[str, ...], parts: tuple[str, ...], stances: Mapping[str, str], number: int) -> str:
    denies = ["denies"] if "cue" in parts and any(stances.get(id) == "denies" for id in inside) else []
    return " ".join([*parts, *denies, *(f"in-{number}-{id}" for id in inside)])


def _facts(report: Report) -> Rows:
    published = next((e for e in report.evidence if e.field == "published_at"), None)
    date = report.published_at or "unknown"
    rows = (
        ("publisher", report.publisher or ""),
        ("agency", report.agency or ""),
        ("by", ", ".join(report.byline)),
        ("dateline", report.dateline or ""),
        ("published", f"{date} (from {published.how}: {published.exact})" if published else date),
        ("whose word", report.voice),
        ("address", report.url or ""),
        ("SHA-256", report.capture.sha256 if report.capture else ""),
    )
    return _filled(rows)


def _filled(rows: Iterable[tuple[str, str]]) -> Rows:
    return tuple((name, value) for name, value in rows if value)


def _statement_mark(statement: Statement, say: Words, number: int) -> Mark:
    rows = (
        ("who", say.chain(statement)),
        ("cue", statement.cue.exact if statement.cue else ""),
        ("stance", words.STANCES[statement.stance]),
        ("says", words.said(statement)),
        ("form", f"{statement.form}{', a view held, nothing said' if statement.kind == 'attitude' else ''}"),
        ("about", statement.about.exact if statement.about else ""),
        ("told to", statement.addressee.exact if statement.addressee else ""),
        ("answers", ", ".join(statement.answers)),
        ("number of people", words.count(statement.count)),
        ("certainty", words.doubt(statement.confidence)),
    )
    label = f"Statement {statement.id}: {say.chain(statement)} {words.STANCES[statement.stance]}"
    return Mark(f"{number}-{statement.id}", statement.id, statement.stance, label, _filled(rows))


def _act_mark(act: Act, say: Words, number: int) -> Mark:
    rows = (
        ("who", say.parties(act.initiators)),
        ("what", f"{act.trigger.exact} ({words.act_in_words(act)})"),
        ("whom", say.parties(act.targets)),
        ("when", words.when(act.when)),
        ("where", say.place(act.where)),
        ("grounds", act.grounds.exact if act.grounds else ""),
        ("after", ", ".join(act.after)),
        ("according to", say.per(act)),
        ("contested", say.contested(act)),
        ("certainty", words.doubt(act.confidence)),
    )
    css = "act contested" if act.denied_by else "act"
    contested = ", contested" if act.denied_by else ""
    label = f"Act {act.id}: {act.trigger.exact}, according to {say.per(act)}{contested}"
    return Mark(f"{number}-{act.id}", act.id, css, label, _filled(rows))
