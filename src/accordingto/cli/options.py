"""What the commands share: their common options, the casebook they open, the rows they print."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from accordingto.casebook.reader import Reader
    from accordingto.casebook.store import Casebook

Command = TypeVar("Command", bound=Callable[..., Any])

CASE = click.option(
    "--case",
    envvar="ACCORDINGTO_CASE",
    required=True,
    metavar="DIR",
    help="The casebook: a folder, or postgresql://USER@HOST/DATABASE. Also from ACCORDINGTO_CASE.",
)
WHY = click.option("--why", required=True, metavar="REASON", help="The reason; the journal keeps it.")
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    help="table on a terminal, else jsonl, if not given.",
)


def seeing(command: Command) -> Command:
    """The options of every command that shows words: for whom, and whether with protected names."""
    command = click.option("--for", "recipient", default="", metavar="NAME", help="Use this recipient's pseudonyms.")(
        command
    )
    names = "Show protected names, for this reason; only who may, and the journal keeps it."
    return click.option("--names", "names_why", metavar="REASON", help=names)(command)


def date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The publication date as given, checked."""
    from accordingto.acquire.lines import is_date

    if value is not None and not is_date(value):
        raise click.BadParameter(f"{value!r}: give 2019-03-29, or RFC 3339 like 2019-03-29T13:30:00+05:30")
    return value


def _columns(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[tuple[str, str], ...]:
    """The pairs of text=Body,title=Headline, checked."""
    from accordingto.acquire.columns import FIELDS

    pairs = [pair.partition("=") for pair in (value or "").split(",") if pair.strip()]
    for field, equals, column in pairs:
        if field.strip() not in FIELDS or not equals or not column.strip():
            raise click.BadParameter(f"{field!r}: give FIELD=COLUMN,… with the fields {', '.join(FIELDS)}")
    return tuple((field.strip(), column.strip()) for field, _, column in pairs)


def giving(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which a user tells of the inputs; the command gets them as one `given`."""

    @functools.wraps(command)
    def wrapped(
        published: str | None, title: str | None, columns: tuple[tuple[str, str], ...], citations: tuple[Path, ...],
        **others: Any,
    ) -> Any:  # fmt: skip
        from accordingto.acquire.incoming import Given

        return command(given=Given(published, title, columns, citations), **others)

    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    for option in (
        click.option("--citations", multiple=True, type=file, metavar="FILE",
                     help="CSL-JSON, as Zotero exports it: its titles, dates and authors go to reports by their "
                     "address; also several times."),
        click.option("--columns", callback=_columns, metavar="FIELD=COLUMN,…",
                     help="Columns of CSV and Excel, e.g. text=Body,title=Headline, where their names do not "
                     "tell."),
        click.option("--title", metavar="TEXT", help="Title, for an input that does not tell it."),
        click.option("--published", callback=date, metavar="DATE",
                     help="Publication date (2019-03-29 or RFC 3339), where the input does not tell it; 'on Thursday' "
                     "counts from it."),
    ):  # fmt: skip
        wrapped = option(wrapped)
    return wrapped


def tell_passed_over(counts: Counter[str]) -> None:
    """Says on standard error what lay in files that hold many reports and was none."""
    if counts:
        told = ", ".join(f"{number} {reason}" for reason, number in sorted(counts.items()))
        click.echo(f"passed over: {told}", err=True)


def ask_passphrase(name: str, words: str, where: str, *, confirm: bool = False) -> str | None:
    """A passphrase from the environment, else asked for where somebody can answer."""
    if name in os.environ:
        return os.environ[name]
    if not sys.stdin.isatty():
        return None
    given: str = click.prompt(f"{words} of {where}", hide_input=True, confirmation_prompt=confirm, err=True)
    return given


def open_case(where: str) -> Casebook:
    from accordingto.casebook.store import KEYS, open_casebook

    encrypted = (Path(where) / KEYS).exists()
    given = ask_passphrase("ACCORDINGTO_PASSPHRASE", "passphrase", where) if encrypted else None
    return open_casebook(where, given, os.environ.get("ACCORDINGTO_NAMES_PASSPHRASE"))


def make_case(where: str, encrypt: bool) -> Casebook:
    from accordingto.casebook.store import KEYS, make_casebook
    from accordingto.errors import UsageError

    there = (Path(where) / KEYS).exists()
    given = None
    if encrypt or there:
        given = ask_passphrase("ACCORDINGTO_PASSPHRASE", "passphrase", where, confirm=not there)
        if not given:
            raise UsageError("--encrypt: set ACCORDINGTO_PASSPHRASE, or run it where you can be asked")
    return make_casebook(where, given, os.environ.get("ACCORDINGTO_NAMES_PASSPHRASE"))


def reader_of(where: str, recipient: str, names_why: str | None) -> Reader:
    from accordingto.casebook.reader import Reader

    return Reader(open_case(where), recipient, names_why)


def parse_id(id: str) -> tuple[int, int | None, str | None]:
    """Report, run and item of what `find` gives as an ID: 12, 12.s3, 12@2."""
    match = re.fullmatch(r"([0-9]{1,9})(?:@([0-9]{1,9}))?(?:\.(.{1,200}))?", id)
    if not match:
        raise click.UsageError(
            f"no ID: {id[:40]!r}; give a report's number (12), a statement (12.s3) or an act (12.c1)"
        )
    return int(match[1]), int(match[2]) if match[2] else None, match[3]


def write_rows(rows: Iterable[dict[str, Any]], columns: tuple[str, ...], form: str | None) -> None:
    from accordingto.casebook.listing import write

    write(rows, columns, form or ("table" if sys.stdout.isatty() else "jsonl"), sys.stdout)
