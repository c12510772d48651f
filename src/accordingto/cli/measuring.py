"""The commands that check and measure: codebook check, evaluate, bench."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group(name="codebook")
def codebook_group() -> None:
    """Your own codebook of acts."""


@codebook_group.command(name="check")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def check_codebook(file: Path) -> None:
    """Say what does not hold together in a codebook FILE, or in a folder of them, line by line.

    Exit status 1 where anything does not.
    """
    from accordingto.acts.codebook import Codebook

    problems = Codebook.check(file)
    for problem in problems:
        click.echo(problem)
    click.echo(f"{file}: {len(problems)} problems" if problems else f"{file}: holds together")
    if problems:
        sys.exit(1)


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def evaluate(gold: tuple[Path, ...]) -> None:
    """Compare what is read with reports coded by hand.

    GOLD is JSON Lines with the text and its coded statements and acts, as the files under tests/frozen. All measures
    are percent: F1, or the share of all gold items whose field is right (what was not found counts as wrong).
    """
    from accordingto.evaluate.gold import read_again, read_gold
    from accordingto.evaluate.score import score
    from accordingto.pipeline import Pipeline

    pipeline = Pipeline()
    for path in gold:
        items = read_gold(path)
        click.echo(f"{path} ({len(items)} reports)")
        for measure, value in score(read_again(items, pipeline)).table().items():
            click.echo(f"  {measure:42} {value:5.1f}")


@click.command()
@click.argument("tasks", nargs=-1, metavar="[TASK]...")
@click.option("--shared", type=click.Path(exists=True, file_okay=False, path_type=Path), default="../shared",
              show_default=True, help="Folder with bench/score.py and the development data.")  # fmt: skip
@click.option("--records", type=click.Path(file_okay=False, path_type=Path), default="build/bench", show_default=True,
              help="Folder where the records are left for a look.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="All measures, not only the chief ones.")
def bench(tasks: tuple[str, ...], shared: Path, records: Path, everything: bool) -> None:
    """Run the development benchmarks and print one table.

    TASK is one or more of record, attribution, acts, time, places, pages; all six without. Takes about five minutes.
    """
    from accordingto.evaluate.bench import TASKS, chief, run_bench

    unknown = [t for t in tasks if t not in TASKS]
    if unknown:
        raise click.UsageError(f"no task {unknown[0]!r}; there are {', '.join(TASKS)}")
    for row in run_bench(shared, tasks or tuple(TASKS), records):
        if everything or chief(row):
            click.echo(f"{row.task:12} {row.measure:66} {row.value}")


COMMANDS: tuple[click.Command, ...] = (codebook_group, evaluate, bench)
