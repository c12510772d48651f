"""The record's JSON form: keys of the contract, and there and back without loss."""

from __future__ import annotations

import json

import pytest

from accordingto.types import (
    Act,
    Actor,
    Capture,
    Count,
    Evidence,
    Failure,
    Place,
    Record,
    Report,
    Role,
    Span,
    Statement,
    Time,
    When,
)  # fmt: skip

REPORT = Report(
    id="r", text="He denied it.", published_at="2020-01-02", byline=("A B",), capture=Capture("00", 3, "text/plain"),
    evidence=(Evidence("published_at", "meta", "2020-01-02"),),
)  # fmt: skip
HE = Role(0, 2, "He", "a1", ("KAZ", "GOV"))
STATEMENT = Statement(
    "s1", "speech", (HE,), "a1", Span(3, 9, "denied"), (Span(10, 12, "it"),), "indirect", "denies",
    answers=("s0",), count=Count(25, None, True, Span(0, 2, "He")), confidence=0.7,
)  # fmt: skip
ACT = Act(
    "c1",
    "COERCE",
    "arrest",
    Span(3, 9, "denied"),
    (),
    (HE,),
    when=When("2020-01-01", None, "t1"),
    after=("c0",),
)
RECORD = Record(
    REPORT, (STATEMENT,), (ACT,), (Actor("a1", None, "he", "unnamed", ("KAZ",), (Span(0, 2, "He"),)),),
    (Time("t1", 0, 2, "He", "DATE", "2020"),), (Place("p1", 0, 2, "He", "Here", "KZ", None, 1.5, 2.0, "city"),),
)  # fmt: skip


def test_record_goes_to_json_and_back_without_loss() -> None:
    assert Record.from_dict(json.loads(json.dumps(RECORD.to_dict()))) == RECORD


def test_keys_are_those_of_the_contract() -> None:
    data = RECORD.to_dict()
    assert list(data) == ["version", "report", "statements", "acts", "actors", "times", "places"]
    assert data["version"] == 1
    statement = "id kind sources speaker cue content form stance about addressee answers count confidence"
    assert set(data["statements"][0]) == set(statement.split())
    act = (
        "id scheme type mode trigger initiators targets when where count harm grounds stage after per denied_by status"
    )
    assert set(data["acts"][0]) == {*act.split(), "confidence"}
    assert set(data["statements"][0]["sources"][0]) == {"start", "end", "exact", "actor", "codes"}


def test_failure_is_an_error_line() -> None:
    assert Failure("x", "x.html", "empty", "x.html: empty").to_dict() == {
        "version": 1,
        "report": {"id": "x", "input": "x.html"},
        "error": {"kind": "empty", "message": "x.html: empty"},
    }


@pytest.mark.parametrize("bad", [{"id": 3, "text": "a"}, {"text": "a"}, {"id": "a", "text": "b", "byline": "c"}, []])
def test_a_dict_of_another_shape_is_refused(bad: object) -> None:
    with pytest.raises(TypeError):
        Report.from_dict(bad)  # type: ignore[arg-type]  # what a caller's JSON may hold


def test_unknown_keys_are_ignored() -> None:
    assert Span.from_dict({"start": 1, "end": 2, "exact": "a", "later": 3}) == Span(1, 2, "a")
