"""The commands of many reports: events."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

RECORDS = click.argument("records", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command()
@RECORDS
@click.option("--format", "form", type=click.Choice(["jsonl"]), help="jsonl: one event a line.")
def events(records: Path, form: str | None) -> None:
    """Put acts of many reports that tell one happening together, with the reasons in words.

    RECORDS is what `accordingto read` wrote. An act that no other tells is an event of its own.
    """
    from accordingto.reconcile.events import reconcile
    from accordingto.reconcile.loading import load_records

    loaded, failures = load_records(records)
    found = reconcile(loaded)
    if (form or ("text" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        for event in found:
            click.echo(json.dumps(event.to_dict(), ensure_ascii=False))
    if failures:
        click.echo(f"accordingto: {failures} reports of {records} had not been read and are left out", err=True)


COMMANDS: tuple[click.Command, ...] = (events,)
