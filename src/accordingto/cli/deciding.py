"""The commands of what people add to a casebook by hand: decide, translate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordingto.cli.options import CASE, WHY, open_case, parse_id

if TYPE_CHECKING:
    from accordingto.casebook.translations import Parts

MAX_BYTES = 8_000_000
"""A translation is at most so long."""

DECISIONS = ("accept", "reject", "change", "undo", "finish", "add-statement", "add-act")


@click.command()
@click.argument("id")
@click.argument("decision", type=click.Choice(DECISIONS))
@click.argument("value", required=False, metavar="[JSON]")
@CASE
@WHY
def decide(id: str, decision: str, value: str | None, case: str, why: str) -> None:
    """Accept, reject or change a statement or act, or code one by hand, in a report of any language.

    ID is a statement or act (12.s3, 12.c1); for finish, add-statement and add-act a report (12). JSON holds the fields
    that change, those of a new statement or act, or the number of the decision to undo. A passage is told by its words
    ("words", and "nth" where they come more than once), or by "start" and "end". Nothing is overwritten: the record
    stays as it was read, and each decision can be undone by another.

    \b
    Examples:
      accordingto decide 12.c1 accept --why "seen on the video" --case syria
      accordingto decide 12.c1 change '{"type": "COERCE"}' --why "an arrest" --case syria
      accordingto decide 7 add-act '{"type": "COERCE", "trigger": {"words": "задержала"},
        "initiators": [{"words": "Полиция"}]}' --why "coded by hand" --case syria
      accordingto decide 12.c1 undo '{"review": 4}' --why "another video" --case syria
    """
    from accordingto.casebook.deciding import decide as write_down
    from accordingto.casebook.reader import Reader

    number, run, item = parse_id(id)
    verb, _, kind = decision.partition("-")
    if run is not None or (item is None) != (verb in ("finish", "add")):
        wanted = "a report, like 12" if verb in ("finish", "add") else "a statement or act, like 12.s3"
        raise click.UsageError(f"{decision}: name {wanted}, not {id[:40]!r}")
    casebook = open_case(case)
    reader = Reader(casebook)
    told = None if value is None else _placed(_json(value), reader.report(number).record.report.text)
    done = write_down(casebook, number, kind or item or "report", verb, why, told, seen=reader)
    click.echo(f"review {done} written down")


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"no JSON: {str(error)[:100]}") from None


def _placed(value: Any, text: str) -> Any:
    """The value with every passage that is told by its words told by its place."""
    if isinstance(value, list):
        return [_placed(v, text) for v in value]
    if not isinstance(value, dict):
        return value
    rest = {k: _placed(v, text) for k, v in value.items() if k not in ("words", "nth")}
    if "words" not in value:
        return {**rest, **({"nth": value["nth"]} if "nth" in value else {})}
    words, nth = value["words"], value.get("nth")
    start = _place(text, words, nth)
    return {**rest, "start": start, "end": start + len(words)}


def _place(text: str, words: Any, nth: Any) -> int:
    if not isinstance(words, str) or not words or not (nth is None or (type(nth) is int and 0 < nth < 10_000)):
        raise click.UsageError('a passage is told as {"words": "…"}, with "nth": 2 for the second time that they come')
    found = -1
    for _ in range(nth or 1):
        found = text.find(words, found + 1)
    if found < 0:
        raise click.UsageError(
            f"the words {words[:60]!r} do not stand in the report" + (f" {nth} times" if nth else "")
        )
    if nth is None and text.find(words, found + 1) >= 0:
        raise click.UsageError(f'the words {words[:60]!r} come more than once: say "nth", or more words')
    return found


@click.command()
@click.argument("report", type=click.IntRange(1))
@click.argument("file", type=click.File("rb"))
@click.option("--language", required=True, metavar="CODE", help="The language of the translation (en).")
@click.option("--aligned", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="JSON: [[start, end, start in the translation, end], ...], in characters.")  # fmt: skip
@CASE
def translate(report: int, file: Any, language: str, aligned: Path | None, case: str) -> None:
    """Attach a translation to a report, aligned to its text; - as FILE reads it from standard input.

    Without --aligned each line is laid beside the line of the text in the same place; where their numbers differ, the
    whole translation beside the whole text. `show` prints translations beside the text.
    """
    from accordingto.casebook.reader import Reader
    from accordingto.casebook.translations import by_lines
    from accordingto.casebook.translations import translate as attach

    casebook = open_case(case)
    body = _text(file)
    text = Reader(casebook).report(report).record.report.text
    parts = _parts(aligned) if aligned else by_lines(text, body)
    if parts is None:
        click.echo("the translation has not as many lines as the text: aligned as a whole", err=True)
        parts = [(0, len(text), 0, len(body))]
    done = attach(casebook, report, language, body, parts)
    click.echo(f"translation {done} of report {report} attached, {len(parts)} parts aligned")


def _text(file: Any) -> str:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise click.UsageError(f"the translation is larger than {MAX_BYTES // 10**6} MB")
    try:
        return str(data.decode("utf-8-sig")).replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise click.UsageError("the translation is no UTF-8 text; save it as UTF-8") from None


def _parts(path: Path) -> Parts:
    parts = _json(path.read_bytes()[:MAX_BYTES].decode("utf-8", "replace"))
    if not isinstance(parts, list) or not all(
        isinstance(part, list) and [type(n) for n in part] == [int] * 4 for part in parts
    ):
        raise click.UsageError(f"{path.name}: needs [[start, end, start in the translation, end], ...]")
    return [tuple(part) for part in parts]


COMMANDS: tuple[click.Command, ...] = (decide, translate)
