"""The commands that set statements side by side and in order: compare, timeline."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accordingto.cli.events import ABOUT, FORMAT, MAYBE_CASE, RECORDS, SINCE, UNTIL, form_of, matter_of
from accordingto.cli.options import seeing, write_rows

if TYPE_CHECKING:
    from accordingto.reconcile.views.comparing import Comparison, Said


@click.command()
@RECORDS
@MAYBE_CASE
@click.option("--about", required=True, metavar="WORDS|EVENT", help="What is talked about: words, or an event's id.")
@click.option("--party", "parties", multiple=True, metavar="NAME", help="Only this party; give it once for each.")
@FORMAT
@seeing
def compare(
    records: Path | None, case: str | None, about: str, parties: tuple[str, ...], form: str | None, recipient: str,
    names_why: str | None,
) -> None:  # fmt: skip
    """Set statements side by side: one row a point, one column a party, and what each leaves out.

    \b
    Examples:
      accordingto compare records.jsonl --about "market bombing"
      accordingto compare --case syria --about e3fa63480421d --party army --party monitor
    """
    from accordingto.reconcile.views.comparing import compare as put_together

    comparison = put_together(matter_of(records, case, recipient, names_why), about, parties)
    wanted = form_of(form)
    if wanted == "html":
        from accordingto.reconcile.views.pages import write_comparison

        write_comparison(comparison, sys.stdout)
    elif wanted == "jsonl":
        for point in comparison.points:
            said = {party: [asdict(s) for s in some] for party, some in point.said.items()}
            click.echo(json.dumps({"event": point.event, "said": said}, ensure_ascii=False))
    else:
        _print(comparison)


def _print(comparison: Comparison) -> None:
    rows = ({"point": n, **{party: _cell(point.said.get(party, [])) for party in comparison.parties}}
            for n, point in enumerate(comparison.points, 1))  # fmt: skip
    write_rows(rows, ("point", *comparison.parties), "table")
    for party in comparison.parties:
        alone = len(comparison.alone(party))
        click.echo(f"points on which only {party} is quoted: {alone} of {len(comparison.points)}")
    for party, words in comparison.silent:
        click.echo(f"{party}: {words}")


def _cell(said: list[Said]) -> str:
    return " / ".join(f"{s.stance}: {s.words} [{s.publisher}, {s.date or 'no day'}]" for s in said) or "—"


@click.command()
@RECORDS
@MAYBE_CASE
@ABOUT
@SINCE
@UNTIL
@FORMAT
@seeing
def timeline(
    records: Path | None, case: str | None, about: str | None, since: str | None, until: str | None, form: str | None,
    recipient: str, names_why: str | None,
) -> None:  # fmt: skip
    """Show by day what happened as told, and what was said of it when."""
    from accordingto.reconcile.views.matter import about as chosen
    from accordingto.reconcile.views.timeline import timeline as by_day

    moments = by_day(chosen(matter_of(records, case, recipient, names_why, since), about, since, until))
    wanted = form_of(form)
    if wanted == "html":
        from accordingto.reconcile.views.pages import write_timeline

        write_timeline(moments, sys.stdout)
    else:
        write_rows((asdict(m) for m in moments), ("day", "kind", "what", "who", "where", "event"),
                   "table" if wanted == "text" else "jsonl")  # fmt: skip


COMMANDS: tuple[click.Command, ...] = (compare, timeline)
