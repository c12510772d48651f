"""One report in, one record out: the same bytes whatever the batch, the workers or the order; hostile texts survive."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import accordingto
from accordingto.pipeline import Pipeline, read_one
from accordingto.settings import Settings
from accordingto.types import Failure, Record, Report

TEXTS = {
    "arrest": "Police in Bishkek arrested the journalist Aida Toktosunova on Monday, her lawyer said. "
    "The interior ministry denied that she had been beaten.",
    "talks": "According to a statement by the Peruvian foreign ministry, Marco Tarqui said his country "
    '"understands the measures". "We are grateful," he added.',
    "toll": "At least 25 people were killed when government forces shelled a market in Idlib, a monitor said.",
    "none": "The match ended in a draw.",
}


def reports() -> list[Report]:
    return [Report(id=name, text=text, published_at="2021-06-04") for name, text in TEXTS.items()]


def lines(records: Iterator[Record | Failure]) -> list[str]:
    return [json.dumps(r.to_dict()) for r in records]


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"start", "end", "exact"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@pytest.mark.parametrize("report", reports(), ids=lambda r: r.id)
def test_every_span_quotes_the_text(pipeline: Pipeline, report: Report) -> None:
    data = pipeline.read(report).to_dict()
    found = [s for layer in ("statements", "acts", "actors", "times", "places") for s in spans(data[layer])]
    assert report.id == "none" or found
    assert all(report.text[s["start"] : s["end"]] == s["exact"] for s in found)


def test_ids_point_at_what_is_there(pipeline: Pipeline) -> None:
    for report in reports():
        record = pipeline.read(report)
        actors, statements = {a.id for a in record.actors}, {s.id for s in record.statements}
        roles = [r for s in record.statements for r in s.sources] + [
            r for a in record.acts for r in (*a.initiators, *a.targets)
        ]
        assert {r.actor for r in roles} - {None} <= actors
        assert {s.speaker for s in record.statements} - {None} <= actors
        assert {i for a in record.acts for i in (*a.per, *a.denied_by)} <= statements
        assert {a.when.time for a in record.acts if a.when} - {None} <= {t.id for t in record.times}
        assert {a.where for a in record.acts} - {None} <= {p.id for p in record.places}


def test_same_bytes_in_any_order_and_with_any_number_of_workers(pipeline: Pipeline) -> None:
    alone = [json.dumps(pipeline.read(r).to_dict()) for r in reports()]
    assert lines(pipeline.pipe(reports())) == alone
    assert lines(pipeline.pipe(reports(), workers=2)) == alone
    shuffled = reports() * 3
    random.Random(7).shuffle(shuffled)
    for report, line in zip(shuffled, lines(pipeline.pipe(shuffled)), strict=True):
        assert line == alone[list(TEXTS).index(report.id)]


def test_another_language_is_kept_with_a_warning(pipeline: Pipeline) -> None:
    text = "Le ministère des Affaires étrangères a démenti mardi avoir reçu une lettre du gouvernement, selon l'agence."
    record = pipeline.read(Report(id="fr", text=text))
    assert (record.report.language, record.report.text) == ("fr", text)
    assert not record.statements
    assert not record.acts
    assert "not coded" in record.report.warnings[0]


def test_a_text_over_the_limit_is_a_failure_and_the_rest_goes_on(pipeline: Pipeline) -> None:
    small = Pipeline(Settings(max_characters=100))
    records = list(small.pipe([Report(id="long", text="He said so. " * 20), Report(id="short", text="He said so.")]))
    assert isinstance(records[0], Failure)
    assert records[0].kind == "too-long"
    assert "more than 100" in records[0].message
    assert isinstance(records[1], Record)


def test_an_error_inside_is_the_failure_of_that_report_alone(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Pipeline, report: Report) -> Record:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(Pipeline, "read", broken)
    failure = read_one(pipeline, Report(id="x", text="He said so."))
    assert isinstance(failure, Failure)
    assert (failure.id, failure.kind) == ("x", "internal")
    assert "ZeroDivisionError" in failure.message


HOSTILE = {
    "one word": "Said",
    "only quotes": '"' * 500,
    "controls": "He \x00\x1b[31m said\u202e that\ufeff troops\x07 fired.\r\n\r\n\x0c",
    "right to left": 'قال المتحدث "the army" said שלום that 5 people were killed.',
    "astral": "𝒯𝒽𝑒 minister 👩‍👩‍👧‍👦 said “𝒳” was arrested.",
    "no space": "said" * 5_000,
    "brackets": "(" * 3_000 + "he said" + ")" * 3_000,
    "digits": "9" * 4_000 + " people were killed on 99/99/9999.",
    "commas": "He said, " * 2_000,
    "newlines": "\n" * 5_000 + "He said so." + "\n" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_give_a_record(pipeline: Pipeline, name: str) -> None:
    text = HOSTILE[name]
    record = pipeline.read(Report(id=name, text=text, published_at="2020-01-01"))
    assert record.report.text == text
    assert all(text[s["start"] : s["end"]] == s["exact"] for s in spans(record.to_dict()["statements"]))


@pytest.mark.slow
def test_a_paragraph_of_a_million_characters(pipeline: Pipeline) -> None:
    text = "The ministry said on Monday that two people were killed in the town and denied it later again. " * 10_600
    record = pipeline.read(Report(id="long", text=text, published_at="2020-01-01"))
    assert len(text) > 1_000_000
    assert len(record.statements) > 5_000


def test_the_api_of_the_readme() -> None:
    record = accordingto.read("The minister denied that troops had shot protesters.", published="2019-03-26")
    assert [s.stance for s in record.statements] == ["denies"]
    assert Record.from_dict(record.to_dict()) == record


def test_the_function_read_is_never_covered_by_the_room_of_that_name() -> None:
    code = (
        "import accordingto; from accordingto.read.times import tag_times; import accordingto.pipeline; "
        "first, second = (accordingto.read('He denied it.') for _ in range(2)); assert first == second"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
