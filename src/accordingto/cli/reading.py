"""The commands that read: read, times, places."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from accordingto.cli.options import date, giving, tell_passed_over
from accordingto.cli.progress import bar

if TYPE_CHECKING:
    from accordingto.acquire.incoming import Given
    from accordingto.types import Failure, Place, Record, Report, Time


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@giving
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "json", "html"]),
    help="text: to read on a terminal (the default there). jsonl: one record a line (the default in a pipe or file). "
    "json: one array. html: one page with the marked text.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that read side by side; the output is the same for any number.",
)
@click.option("--codebook", type=click.Path(exists=True, path_type=Path), help="Your own codebook of acts (YAML).")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="File to write to, not standard output."
)
def read(
    inputs: tuple[str, ...], given: Given, form: str | None, workers: int, codebook: Path | None, output: Path | None,
) -> NoReturn:  # fmt: skip
    """Read reports and write their records.

    \b
    INPUT is one of these, a folder of them, or - for standard input:
      pages       saved pages (.html, .htm, .mhtml), web archives (.warc, .warc.gz, .wacz)
      documents   PDF, Word (.docx), plain text (.txt), mail (.eml, .mbox)
      the wire    RSS and Atom, IPTC ninjs, NewsML-G2
      tables      CSV, Excel (.xlsx), Telegram Desktop's export (.json)
      JSON Lines  one report a line: {"id", "title", "publisher", "published_at", "url", "text"}
    The kind is told by the content, then by the name. What is kept of each: docs/inputs.md.

    A report that cannot be read gives one error line in its place and the others go on; the exit status is then 1.

    \b
    Examples:
      accordingto read page.html
      accordingto read pages/ --workers 2 -o records.jsonl
      accordingto read crawl.warc.gz report.pdf --citations zotero.json
      accordingto read articles.csv --columns text=Body,title=Headline
      cat wire.txt | accordingto read - --published 2019-03-29 --format text
      accordingto read page.html --format html -o page.record.html
    """
    from accordingto.acquire.files import check_inputs, find_inputs, size_of
    from accordingto.export.writers import WRITERS
    from accordingto.pipeline import read_all
    from accordingto.settings import Settings
    from accordingto.types import Failure

    check_inputs(inputs)
    failures, passed_over = 0, Counter[str]()

    def watched(records: Iterable[Record | Failure]) -> Iterator[Record | Failure]:
        nonlocal failures
        for record in records:
            failures += isinstance(record, Failure)
            yield record

    with contextlib.ExitStack() as stack:
        out = stack.enter_context(output.open("w", encoding="utf-8")) if output else sys.stdout
        on_terminal = out.isatty()
        shown = stack.enter_context(bar(lambda: size_of(inputs), hidden=on_terminal))
        items = find_inputs(inputs, given, passed_over, shown.reach)
        records = shown.over(read_all(items, Settings(codebook=codebook), workers, given))
        try:
            WRITERS[form or ("text" if on_terminal else "jsonl")](watched(records), out)
        except BrokenPipeError:
            # The reader has gone (| head): what follows would be for nobody, also Python's own flush at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
            sys.exit(0)
    tell_passed_over(passed_over)
    sys.exit(1 if failures else 0)


def _layer_options(command: Callable[..., None]) -> Callable[..., None]:
    """The argument and options that `times` and `places` share."""
    form = click.Choice(["text", "jsonl"])
    for option in (
        click.option(
            "--format",
            "form",
            type=form,
            help="text: a line a mention (default on a terminal). jsonl: a report a line.",
        ),
        click.option(
            "--published", callback=date, metavar="DATE", help="Publication date, where the input does not tell it."
        ),
        click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    ):
        command = option(command)
    return command


def _printable(line: str) -> str:
    """`line` with control characters as blanks, tabs kept: a report's text must not steer the reader's terminal."""
    return "".join(c if c.isprintable() or c == "\t" else " " for c in line)


@click.command()
@_layer_options
def times(inputs: tuple[str, ...], published: str | None, form: str | None) -> None:
    """Find dates, times, durations and what they mean.

    Each expression gets its TIMEX3 type and value, and the days that it covers: "on Thursday" in a report of Friday
    2019-03-29 is 2019-03-28. INPUT as for `accordingto read`.
    """
    from accordingto.read.parser import Parser
    from accordingto.read.times import find_times

    parser = Parser()

    def line(time: Time) -> str:
        days = f"{time.earliest or '…'} to {time.latest or '…'}" if time.earliest or time.latest else ""
        return f"{time.exact}\t{time.type}\t{time.value}\t{days}"

    _print_layer("times", inputs, published, form, lambda r: find_times(parser.parse(r.text), r.published_at), line)


@click.command()
@_layer_options
def places(inputs: tuple[str, ...], published: str | None, form: str | None) -> None:
    """Find places and resolve them to a country and a point.

    Coordinates and names are from GeoNames (CC BY 4.0). INPUT as for `accordingto read`.
    """
    from accordingto.read.parser import Parser
    from accordingto.read.places import Gazetteer, find_places

    parser, gazetteer = Parser(), Gazetteer.load()

    def line(place: Place) -> str:
        point = f"{place.lat:.3f}\t{place.lon:.3f}" if place.lat is not None and place.lon is not None else "\t"
        marks = " ".join(m for m in ("metonym" * place.metonym, "disputed" * place.disputed) if m)
        return f"{place.exact}\t{place.name}\t{place.country or ''}\t{place.precision}\t{point}\t{marks}".rstrip()

    _print_layer("places", inputs, published, form, lambda r: find_places(parser.parse(r.text), gazetteer, r), line)


def _print_layer(
    name: str,
    inputs: tuple[str, ...],
    published: str | None,
    form: str | None,
    find: Callable[[Report], tuple[Any, ...]],
    line: Callable[[Any], str],
) -> None:
    from accordingto.acquire.files import check_inputs, find_inputs, read_incoming
    from accordingto.acquire.incoming import Given
    from accordingto.errors import InputError
    from accordingto.types import Failure

    check_inputs(inputs)
    failed = False
    for incoming in find_inputs(inputs):
        try:
            if isinstance(incoming, Failure):
                raise InputError(incoming.kind, incoming.message)
            report = read_incoming(incoming, Given(published))
        except InputError as error:
            click.echo(f"accordingto: {error}", err=True)
            failed = True
            continue
        found = find(report)
        if (form or ("text" if sys.stdout.isatty() else "jsonl")) == "jsonl":
            click.echo(json.dumps({"report": report.id, name: [f.to_dict() for f in found]}, ensure_ascii=False))
        else:
            click.echo("".join(_printable(line(f)) + "\n" for f in found), nl=False)
    if failed:
        sys.exit(1)


COMMANDS: tuple[click.Command, ...] = (read, times, places)
