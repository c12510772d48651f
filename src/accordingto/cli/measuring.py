"""The commands that check and measure: codebook check, evaluate, bench."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from accordingto.pipeline import Pipeline


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


@codebook_group.command(name="undecided")
@click.argument("inputs", nargs=-1, required=True, metavar="REPORTS...")
@click.option("--codebook", type=click.Path(exists=True, path_type=Path), help="Your own codebook of acts (YAML).")
@click.option("--at-least", default=5, show_default=True, metavar="N", help="Only words that occur so often.")
def undecided_words(inputs: tuple[str, ...], codebook: Path | None, at_least: int) -> None:
    """List the verbs and nouns of REPORTS that the codebook has not decided, the most frequent first.

    Decided is a word that begins one of its phrases, or that it lists under no_acts.
    """
    from accordingto.acquire.files import check_inputs, find_inputs, read_incoming
    from accordingto.acts.codebook import Codebook
    from accordingto.acts.considered import undecided
    from accordingto.read.parser import Parser
    from accordingto.types import Failure

    check_inputs(inputs)
    book, parser = Codebook.load(codebook), Parser()
    items = (item for item in find_inputs(inputs) if not isinstance(item, Failure))
    words = undecided((parser.parse(read_incoming(item).text) for item in items), book)
    for (kind, word), times in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        if times >= at_least:
            click.echo(f"{kind}\t{times}\t{word}")


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def evaluate(gold: tuple[Path, ...]) -> None:
    """Compare what is read with reports coded by hand.

    GOLD is JSON Lines with the text and its coded statements and acts, as the files under tests/frozen. All measures
    are percent: F1, or the share of all gold items whose field is right (what was not found counts as wrong). Of
    stories of several reports (tests/frozen/stories/gold.jsonl) the positions of parties on events are compared.
    """
    from accordingto.evaluate.gold import read_again, read_gold
    from accordingto.evaluate.score import score
    from accordingto.pipeline import Pipeline

    pipeline = Pipeline()
    for path in gold:
        if _holds_stories(path):
            _evaluate_stories(path, pipeline)
            continue
        items = read_gold(path)
        click.echo(f"{path} ({len(items)} reports)")
        for measure, value in score(read_again(items, pipeline)).table().items():
            click.echo(f"  {measure:42} {value:5.1f}")


def _holds_stories(path: Path) -> bool:
    import json

    with path.open(encoding="utf-8") as stream:
        first = json.loads(next((line for line in stream if line.strip()), "{}"))
    return isinstance(first, dict) and {"parties", "events"} <= first.keys()


def _evaluate_stories(path: Path, pipeline: Pipeline) -> None:
    from accordingto.evaluate.stories import read_stories, score_stories

    stories, records = read_stories(path, pipeline)
    scores, misses = score_stories(stories, records)
    click.echo(f"{path} ({len(stories)} stories, {len(records)} reports)")
    for measure, value in scores.table().items():
        tally = scores.tallies[measure]
        click.echo(f"  {measure:42} {value:5.1f}  (right {tally.right}, given {tally.given}, wanted {tally.wanted})")
    for miss in misses:
        click.echo(
            f"  {'not wanted' if miss.given else 'missing':10} {miss.event}: {miss.party}, {miss.stance}", err=True
        )


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
    Or events: happenings across reports, with two baselines on the same acts; about eight minutes the first time.
    """
    from accordingto.evaluate.bench import TASKS, chief, run_bench

    unknown = [t for t in tasks if t not in (*TASKS, "events")]
    if unknown:
        raise click.UsageError(f"no task {unknown[0]!r}; there are {', '.join((*TASKS, 'events'))}")
    if "events" in tasks:
        from accordingto.evaluate.events_bench import run_events_bench

        for row in run_events_bench(shared, records):
            click.echo(f"{row.task:30} {row.measure:66} {row.value}")
    single = tuple(t for t in tasks or TASKS if t != "events")
    for row in run_bench(shared, single, records) if single else ():
        if everything or chief(row):
            click.echo(f"{row.task:12} {row.measure:66} {row.value}")


COMMANDS: tuple[click.Command, ...] = (codebook_group, evaluate, bench)
