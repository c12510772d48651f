"""The command that puts reports into a casebook: add."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordingto.cli.options import CASE, giving, make_case, tell_passed_over
from accordingto.cli.progress import bar

if TYPE_CHECKING:
    from accordingto.acquire.incoming import Given
    from accordingto.casebook.writing import Added
    from accordingto.types import Failure


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@CASE
@click.option("--records", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Records that `accordingto read` wrote before or elsewhere; also several times.")  # fmt: skip
@giving
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--codebook", type=click.Path(exists=True, path_type=Path), help="Your own codebook of acts (YAML).")
@click.option("--encrypt", is_flag=True, help="Encrypt a new casebook under a passphrase (ACCORDINGTO_PASSPHRASE).")
def add(
    inputs: tuple[str, ...], case: str, records: tuple[Path, ...], given: Given, workers: int, codebook: Path | None,
    encrypt: bool,
) -> None:  # fmt: skip
    """Put reports into a casebook, which is made if there is none.

    INPUT is what `accordingto read` takes. The same bytes are added once; after a crash run the same command again.

    \b
    Examples:
      accordingto add pages/ --case syria
      accordingto add --records records.jsonl --case syria
    """
    from accordingto.acquire.files import check_inputs, find_inputs, size_of
    from accordingto.casebook import adding
    from accordingto.settings import Settings

    if not inputs and not records:
        raise click.UsageError("name an INPUT or --records FILE")
    check_inputs(inputs)
    casebook = make_case(case, encrypt)
    failed = 0
    for path in records:
        with bar(lambda: None) as shown:
            failed += tell(shown.over(adding.add_records(casebook, path)))
    if inputs:
        settings = Settings(codebook=codebook)
        passed_over = Counter[str]()
        run = adding.run_of(settings, given)
        with bar(lambda: size_of(inputs)) as shown:
            items = find_inputs(inputs, given, passed_over, shown.reach)
            failed += tell(shown.over(adding.add(casebook, items, read_with(settings, workers, given), run)))
        tell_passed_over(passed_over)
    sys.exit(1 if failed else 0)


def read_with(settings: Any, workers: int, given: Given) -> Any:
    """Reads inputs; the pipeline is loaded only when there is something to read."""

    def read(items: Iterator[Any]) -> Iterator[Any]:
        import itertools

        for first in items:
            from accordingto.pipeline import read_all

            yield from read_all(itertools.chain([first], items), settings, workers, given)

    return read


def tell(outcomes: Iterator[Added | Failure]) -> int:
    """Says what became of each input; gives the number that failed."""
    from accordingto.casebook.listing import printable
    from accordingto.types import Failure

    counts = {"report": 0, "record": 0, "nothing": 0}
    failed = 0
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failed += 1
            click.echo(printable(f"not added: {outcome.message}"), err=True)
        else:
            counts[outcome.new] += 1
    said = [f"{counts['report']} added"]
    said += [f"{counts['record']} read again by another run"] if counts["record"] else []
    said += [f"{counts['nothing']} there already"] if counts["nothing"] else []
    said += [f"{failed} not added"] if failed else []
    click.echo(", ".join(said))
    return failed


COMMANDS: tuple[click.Command, ...] = (add,)
