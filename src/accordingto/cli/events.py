"""The commands of many reports: events, reconcile, and what people decide on events."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordingto.cli.options import CASE, WHY, open_case, reader_of, seeing, write_rows
from accordingto.cli.options import FORMAT as TABLE

if TYPE_CHECKING:
    from accordingto.reconcile.casework import Done
    from accordingto.reconcile.types import Event
    from accordingto.reconcile.views.matter import Matter

RECORDS = click.argument("records", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
MAYBE_CASE = click.option("--case", envvar="ACCORDINGTO_CASE", metavar="DIR",
                          help="The casebook, in place of RECORDS; see: reconcile.")  # fmt: skip
SINCE = click.option("--since", metavar="DAY", help="Happenings on or after 2019-03-29.")
UNTIL = click.option("--until", metavar="DAY", help="Happenings on or before this day.")
ABOUT = click.option("--about", metavar="WORDS|EVENT", help="Only events told in these words, or the one with this id.")
FORMAT = click.option("--format", "form", type=click.Choice(["text", "jsonl", "html"]),
                      help="text on a terminal, else jsonl; html: a page of its own.")  # fmt: skip


def matter_of(
    records: Path | None, case: str | None, recipient: str, names_why: str | None, since: str | None = None
) -> Matter:
    """What a view is made of: of the file of records where one is given, else of the casebook."""
    from accordingto.reconcile.views.matter import of_case, of_records

    if records is not None:
        from accordingto.reconcile.loading import load_records

        loaded, failures = load_records(records)
        if failures:
            click.echo(f"accordingto: {failures} reports of {records} had not been read and are left out", err=True)
        return of_records(loaded)
    if not case:
        raise click.UsageError("give a file of RECORDS, or --case DIR")
    reader = reader_of(case, recipient, names_why)
    if waiting := reader.waiting():
        click.echo(f"{waiting} reports are in no event yet: accordingto reconcile --case …", err=True)
    return of_case(reader, since)


def form_of(form: str | None) -> str:
    """The form that was asked for; text where somebody looks."""
    return form or ("text" if sys.stdout.isatty() else "jsonl")


@click.command()
@RECORDS
@MAYBE_CASE
@ABOUT
@SINCE
@UNTIL
@click.option("--several", is_flag=True, help="Only events that several reports tell.")
@FORMAT
@seeing
def events(
    records: Path | None, case: str | None, about: str | None, since: str | None, until: str | None, several: bool,
    form: str | None, recipient: str, names_why: str | None,
) -> None:  # fmt: skip
    """Show what happened as many reports tell it: who stands where on it, and each number as told.

    RECORDS is what `accordingto read` wrote; or name a casebook that was reconciled. An act that no other report tells
    is an event of its own.

    \b
    Examples:
      accordingto events records.jsonl --format jsonl > events.jsonl
      accordingto events --case syria --since 2019-01-01 --several
      accordingto events --case syria --about e3fa63480421d --format html > event.html
    """
    from accordingto.reconcile.views.matter import about as chosen

    found = chosen(matter_of(records, case, recipient, names_why, since), about, since, until)
    if several:
        found = [e for e in found if len({a.report for a in e.acts}) > 1]
    wanted = form_of(form)
    if wanted == "jsonl":
        for event in found:
            click.echo(json.dumps(event.to_dict(), ensure_ascii=False))
    elif wanted == "html":
        from accordingto.reconcile.views.pages import write_events

        write_events(found, sys.stdout)
    else:
        _print(found)


def _print(found: list[Event]) -> None:
    from accordingto.reconcile.views.timeline import reports, who_says

    if len(found) == 1:
        _print_one(found[0])
        return
    write_rows(({"id": e.id, "when": _days(e), "where": e.where["name"] if e.where else "", "what": e.title,
                 "told_by": reports(e), "according_to": who_says(e)} for e in found),
               ("id", "when", "where", "what", "told_by", "according_to"), "table")  # fmt: skip


def _days(event: Event) -> str:
    from accordingto.export.words import when

    return when(event.when)


def _print_one(event: Event) -> None:
    from accordingto.reconcile.numbers import independent
    from accordingto.reconcile.types import STANCES
    from accordingto.reconcile.views.picture import number
    from accordingto.reconcile.views.timeline import reports, who_says

    where = event.where["name"] if event.where else "place unknown"
    click.echo(f"{event.id}  {event.title}\n{_days(event) or 'day unknown'} · {where} · {reports(event)}")
    click.echo(who_says(event))
    if event.reasons:
        click.echo(f"put together because they are {', '.join(event.reasons)} (confidence {event.confidence})")
    write_rows(({"party": p.party, "stands": STANCES[p.stance], "words": p.words, "told_on": p.date,
                 "told_in": f"{p.report}.{p.statement}" if p.statement else p.report} for p in event.positions),
               ("party", "stands", "words", "told_on", "told_in"), "table")  # fmt: skip
    if event.counts:
        click.echo(f"numbers as told, {independent(event.counts)} independent sources")
        write_rows(({"day": c.date, "number": number(c), "of_people": c.what, "says": c.source, "told_in": c.report,
                     "note": _note(c)} for c in event.counts),
                   ("day", "number", "of_people", "says", "told_in", "note"), "table")  # fmt: skip


def _note(count: Any) -> str:
    if count.copy_of:
        return f"a copy of {count.copy_of}"
    return f"repeats {count.repeats}" if count.repeats else ""


@click.command()
@CASE
def reconcile(case: str) -> None:
    """Put the acts of a casebook's reports together into events, with positions, numbers and parties.

    Only what new reports may touch is made again; what people have decided (merge-events, split-event, not-same) is
    kept. The outcome is the same in whatever order the reports came.
    """
    from accordingto.reconcile.casework import reconcile_case

    _report(reconcile_case(open_case(case)))


def _report(done: Done) -> None:
    click.echo(f"{done.reports} reports compared, {done.events} events made or made again")


@click.command("merge-events")
@click.argument("event")
@click.argument("other")
@CASE
@WHY
def merge_events(event: str, other: str, case: str, why: str) -> None:
    """Say that two events (ids as `events` shows them) are one happening."""
    from accordingto.reconcile.deciding import merge

    _report(merge(open_case(case), event, other, why))


@click.command("split-event")
@click.argument("event")
@click.argument("acts", nargs=-1, required=True, metavar="ACT...")
@CASE
@WHY
def split_event(event: str, acts: tuple[str, ...], case: str, why: str) -> None:
    """Say that some acts (12.c3) of an event are another happening than the rest of it."""
    from accordingto.reconcile.deciding import split

    _report(split(open_case(case), event, acts, why))


@click.command("not-same")
@click.argument("event")
@click.argument("other")
@CASE
@WHY
def not_same(event: str, other: str, case: str, why: str) -> None:
    """Say that two events are not one happening, so that nothing ever joins them."""
    from accordingto.reconcile.deciding import part

    _report(part(open_case(case), event, other, why))


@click.command()
@click.argument("words")
@CASE
@TABLE
@seeing
def actors(words: str, case: str, form: str | None, recipient: str, names_why: str | None) -> None:
    """List who bears a name across the reports of a reconciled casebook, and why their reports' actors are one.

    \b
    Example:
      accordingto actors "Moussa Keita" --case mali
    """
    rows = ({"id": k.id, "names": "; ".join(k.names), "codes": " ".join(k.codes), "reports": len(k.reports),
             "confidence": k.confidence, "because": "; ".join(k.reasons)}
            for k in reader_of(case, recipient, names_why).known(words))  # fmt: skip
    write_rows(rows, ("id", "names", "codes", "reports", "confidence", "because"), form)


@click.command("same-actor")
@click.argument("actor")
@click.argument("other")
@CASE
@WHY
def same_actor(actor: str, other: str, case: str, why: str) -> None:
    """Say that two actors (12.a3 as `actors` shows it, or a name that one alone bears) are one person or party.

    Kept over every re-run; a later word on the same two undoes it. Nobody is put together with a protected person.
    """
    from accordingto.reconcile.deciding import same_actor as join

    click.echo(f"{join(open_case(case), actor, other, why)} reports tell of it")


@click.command("not-same-actor")
@click.argument("actor")
@click.argument("other")
@CASE
@WHY
def not_same_actor(actor: str, other: str, case: str, why: str) -> None:
    """Say that two actors are two, whatever their names, so that nothing puts them together."""
    from accordingto.reconcile.deciding import part_actors

    click.echo(f"{part_actors(open_case(case), actor, other, why)} reports tell of the first")


COMMANDS: tuple[click.Command, ...] = (
    events,
    reconcile,
    merge_events,
    split_event,
    not_same,
    actors,
    same_actor,
    not_same_actor,
)
