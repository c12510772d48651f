"""The commands that look into a casebook: find, show, list, diff."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from accordingto.cli.options import CASE, FORMAT, Command, parse_id, reader_of, seeing, write_rows

if TYPE_CHECKING:
    from accordingto.casebook.diffing import Change
    from accordingto.casebook.query import Query
    from accordingto.casebook.reader import Held, Hit, Reader
    from accordingto.casebook.reviews import ReviewedRecord


STANCES = ("asserts", "confirms", "denies", "no_comment", "does_not_mention")
STATUSES = ("reported", "planned", "hypothetical", "negated", "contested")

COLUMNS = (
    "id",
    "kind",
    "date",
    "who",
    "what",
    "whom",
    "words",
    "according_to",
    "contested",
    "place",
    "publisher",
    "copy_of",
    "warning",
)


FILTERS = (
    click.option("--kind", type=click.Choice(["act", "statement", "report"]), help="Only these."),
    click.option("--party", metavar="NAME", help="Who speaks, acts or is acted upon: name, words or code (CHN, MIL)."),
    click.option("--stance", type=click.Choice(STANCES), help="Statements of this stance."),
    click.option("--type", metavar="TYPE", help="Acts of this type (ASSAULT)."),
    click.option("--mode", metavar="MODE", help="Acts of this mode (arrest)."),
    click.option("--status", type=click.Choice(STATUSES), help="Acts of this status; contested: somebody denies it."),
    click.option("--harm", metavar="HARM", help="Acts of this harm (killed)."),
    click.option("--country", metavar="CC", help="Acts in this country (alpha-2)."),
    click.option("--place", metavar="NAME", help="Acts in this place."),
    click.option("--publisher", metavar="NAME", help="Reports of publishers whose name has these words."),
    click.option("--since", metavar="DAY", help="On or after 2019-03-29: acts by their own date, else by publication."),
    click.option("--until", metavar="DAY", help="On or before this day."),
    click.option("--no-copies", is_flag=True, help="Leave out reports that are copies of others."),
)
"""What narrows a search, and an export."""


def filtering(command: Command) -> Command:
    """The options of every command that works on what a search finds."""
    for option in reversed(FILTERS):
        command = option(command)
    return command


@click.command()
@click.argument("words", nargs=-1)
@CASE
@filtering
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Hits at most.")
@click.option("--by", metavar="GROUP,...", help="Count instead, by one or more of: day, month, year, country, place, "
              "type, mode, status, harm, stance, kind, publisher, language, run.")  # fmt: skip
@FORMAT
@seeing
def find(
    words: tuple[str, ...], case: str, by: str | None, form: str | None, recipient: str, names_why: str | None,
    no_copies: bool, **filters: Any,
) -> None:  # fmt: skip
    """Search statements and acts, the best hits first.

    WORDS must all stand in what is told or in a party's name; "in quotes" as a phrase, arrest* as a beginning.

    What people decided counts: an item that they changed is found as it stands now, one that they added is found, one
    that they rejected is not (`show` still has it).

    \b
    Examples:
      accordingto find arrested --case syria --country SY --since 2019-01-01
      accordingto find --case syria --type ASSAULT --by month,country --format csv
    """
    from accordingto.casebook.query import Query

    reader = reader_of(case, recipient, names_why)
    query = Query(words=" ".join(words), copies=not no_copies, **filters)
    if by is None:
        hits = reader.find(query)
        write_rows((_hit(hit) for hit in hits), COLUMNS, form)
        if not hits:
            click.echo("nothing found", err=True)
    else:
        _count(reader, query, tuple(name.strip() for name in by.split(",")), form)


def _count(reader: Reader, query: Query, by: tuple[str, ...], form: str | None) -> None:
    columns = (*by, "items", "reports", "sources")
    groups = reader.count(query, by)
    write_rows(({**dict(zip(by, g.values, strict=True)), "items": g.items, "reports": g.reports, "sources": g.sources}
            for g in groups), columns, form)  # fmt: skip


def _hit(hit: Hit) -> dict[str, Any]:
    """One hit in words: never a bare fact, always according to whom."""
    from accordingto.export import words as say
    from accordingto.types import Act, Statement

    report = hit.held.record.report
    told = say.Words(hit.held.record)
    row: dict[str, Any] = {"id": hit.id, "kind": "report", "publisher": report.publisher or report.agency,
                           "copy_of": hit.held.copy_of, "warning": _warning(hit.held),
                           "date": report.published_at}  # fmt: skip
    if isinstance(hit.item, Act):
        act = hit.item
        row |= {"kind": "act", "date": say.when(act.when), "who": told.parties(act.initiators),
                "what": say.act_in_words(act), "whom": told.parties(act.targets), "words": act.trigger.exact,
                "according_to": told.per(act), "contested": told.contested(act) or None,
                "place": told.place(act.where)}  # fmt: skip
    elif isinstance(hit.item, Statement):
        statement = hit.item
        row |= {"kind": "statement", "who": told.chain(statement), "what": say.STANCES[statement.stance],
                "words": " … ".join(c.exact for c in statement.content),
                "according_to": say.the_report(report)}  # fmt: skip
    else:
        row |= {"what": f"not coded ({report.language})", "words": report.title or report.text[:200],
                "according_to": say.the_report(report)}  # fmt: skip
    return row


@click.command()
@click.argument("id")
@CASE
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), help="text on a terminal, else jsonl.")
@click.option("--capture", is_flag=True, help="The bytes of the page as they came, instead.")
@click.option("--reviewed", is_flag=True, help="As it stands with all decisions of people, not as it was read.")
@seeing
def show(
    id: str, case: str, form: str | None, capture: bool, reviewed: bool, recipient: str, names_why: str | None
) -> None:
    """Show one report, statement or act: 12, 12.s3, 12.c1, or 12@2 as run 2 read it; a report with its translations."""
    number, run, item = parse_id(id)
    if reviewed and run is not None:
        raise click.UsageError("--reviewed: decisions are on the newest reading; name no run")
    reader = reader_of(case, recipient, names_why)
    if capture:
        sys.stdout.buffer.write(reader.capture(number))
        return
    held = reader.report(number, run)
    if reviewed:
        held = replace(held, record=reader.reviewed(number).record)
    text = (form or ("text" if sys.stdout.isatty() else "jsonl")) == "text"
    if item is not None:
        _show_item(held, item, text)
    else:
        _show_report(held, reader.translations(number), text)


def _warning(held: Held) -> str | None:
    from accordingto.casebook.sources import KILLED

    return KILLED if held.killed else None


def _show_item(held: Held, key: str, text: bool) -> None:
    from accordingto.casebook.reader import Hit

    item = held.item(key)
    if text:
        write_rows([_hit(Hit(held, item))], COLUMNS, "table")
    else:
        click.echo(json.dumps(item.to_dict(), ensure_ascii=False))


def _show_report(held: Held, translations: list[dict[str, Any]], text: bool) -> None:
    from accordingto.export.terminal import write_text

    told = held.record.report.text
    if not text:
        known = {"report": held.number, "run": held.run, "copy_of": held.copy_of, "warning": _warning(held),
                 "consent": held.consent, "translations": translations}  # fmt: skip
        click.echo(json.dumps({**held.record.to_dict(), "casebook": known}, ensure_ascii=False))
        return
    if warning := _warning(held):
        click.echo(f"Warning: {warning}")
    write_text([held.record], sys.stdout)
    for one in translations:
        parts = ({"text": told[start:end], one["language"]: one["body"][there:until]}
                 for start, end, there, until in one["aligned"])  # fmt: skip
        write_rows(parts, ("text", one["language"]), "table")


@click.command("list")
@click.argument("what", type=click.Choice(["reports", "runs", "terms", "journal", "protected"]), default="reports")
@CASE
@click.option("--first", type=click.IntRange(1), default=1, help="Report or journal entry to begin with.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
@FORMAT
@seeing
def list_(
    what: str, case: str, first: int, limit: int, form: str | None, recipient: str, names_why: str | None
) -> None:
    """List a casebook's reports, runs, terms (what each value means), journal or protected people (without names).

    Of a report the statements and acts are counted as people's decisions have them.
    """
    reader = reader_of(case, recipient, names_why)
    if what == "reports":
        columns: tuple[str, ...] = (
            "id",
            "title",
            "publisher",
            "published_at",
            "language",
            "statements",
            "acts",
            "copy_of",
            "warning",
            "consent",
        )
        write_rows((_report(one) for one in reader.reviewed_records(first, limit)), columns, form)
    elif what == "runs":
        write_rows(reader.runs(), ("id", "program", "settings", "started_at", "records"), form)
    elif what == "terms":
        terms = ({**one, "version": one["version"][:12]} for one in reader.terms())
        write_rows(terms, ("list", "code", "label", "codebook", "version", "runs"), form)
    elif what == "journal":
        write_rows(reader.journal(first, limit), ("seq", "at", "person", "kind", "subject", "details", "hash"), form)
    else:
        write_rows(reader.protected(), ("id", "kind", "pseudonym"), form)


def _report(reviewed: ReviewedRecord) -> dict[str, Any]:
    held, record, report = reviewed.held, reviewed.record, reviewed.record.report
    return {"id": held.number, "title": report.title, "publisher": report.publisher or report.agency,
            "published_at": report.published_at, "language": report.language, "copy_of": held.copy_of,
            "statements": len(record.statements), "acts": len(record.acts),
            "warning": _warning(held), "consent": held.consent}  # fmt: skip


@click.command()
@click.argument("old", type=int)
@click.argument("new", type=int)
@CASE
@FORMAT
@seeing
def diff(old: int, new: int, case: str, form: str | None, recipient: str, names_why: str | None) -> None:
    """Show what run NEW reads otherwise than run OLD (see: list runs)."""
    from accordingto.casebook.diffing import compare_runs

    def fields(change: Change) -> str:
        return "; ".join(f"{name}: {was or '—'} → {now or '—'}" for name, was, now in change.fields)

    rows = (
        {"report": c.report, "kind": c.kind, "change": c.change, "before": c.before, "after": c.after, "words": c.words,
         "decided": c.decided, "fields": fields(c)}
        for c in compare_runs(reader_of(case, recipient, names_why), old, new)
    )  # fmt: skip
    write_rows(rows, ("report", "kind", "change", "before", "after", "words", "fields", "decided"), form)


COMMANDS: tuple[click.Command, ...] = (find, show, list_, diff)
