"""Agreement against numbers worked out by hand, and codings brought together record by record."""

from __future__ import annotations

from typing import Any

import pytest

from accordingto.casebook.folding import fold
from accordingto.casebook.reader import Held
from accordingto.casebook.reviews import Review, ReviewedRecord
from accordingto.review.adjudicating import SHARED, align, differs, take
from accordingto.review.agreement import agreements, overlaps
from tests.review import made


def coding(coder: str, *decisions: tuple[str, str, Any]) -> ReviewedRecord:
    """The teacher's report as one coder has it."""
    held = Held(1, 1, 1, made.teacher(), None, None)
    past = [Review(n, item, how, value, "x", coder, "2026-01-01T00:00:00Z", coder)
            for n, (item, how, value) in enumerate(decisions, 1)]  # fmt: skip
    return fold(held, past)


def span(words: str) -> dict[str, int]:
    """Where words stand."""
    start = made.TEACHER.index(words)
    return {"start": start, "end": start + len(words)}


def test_coders_of_one_mind_agree_fully() -> None:
    reports = [{"Ana": coding("Ana"), "Ben": coding("Ben")} for _ in range(3)]
    found = {a.field: a for a in agreements(reports)}
    for name in ("stance", "type", "speaker"):
        assert found[name].alpha.value == found[name].alpha.low == found[name].alpha.high == 1.0
        assert [f.value for f in found[name].kappa.values()] == [1.0]
    assert found["kind"].alpha.value is None, "only one value was given: nothing is measured"
    for overlap in overlaps(reports):
        assert overlap.exact.value == overlap.overlap.value == 1.0


def test_alpha_and_kappa_are_those_worked_out_by_hand() -> None:
    """Four items, told by both: yes yes, yes no, yes yes, yes yes; of eight values one is "no".

    Krippendorff: observed disagreement 2 of 8 ordered pairs = 1/4; expected 2 * 7 * 1 / (8 * 7) = 1/4; alpha 0.
    Cohen: observed agreement 3/4, expected 1 * 3/4 + 0 * 1/4 = 3/4; kappa 0.
    """
    reports = [{"Ana": coding("Ana"), "Ben": coding("Ben", ("s1", "reject", None))}]
    told = next(a for a in agreements(reports) if a.field == "is told")
    assert told.units == 4
    assert told.alpha.value == pytest.approx(0.0)
    assert told.kappa[("Ana", "Ben")].value == pytest.approx(0.0)
    assert told.alpha.low is None


def test_passages_are_counted_by_the_same_words_and_by_touching_ones() -> None:
    longer = {"content": [span("Belkin denied the charge")]}
    reports = [{"Ana": coding("Ana"), "Ben": coding("Ben", ("s2", "change", longer))}]
    content = next(o for o in overlaps(reports) if o.part == "content")
    assert content.exact.value == pytest.approx(0.5)
    assert content.overlap.value == pytest.approx(1.0)


def test_intervals_hold_the_value_and_come_out_the_same_each_time() -> None:
    other = ("s2", "change", {"stance": "asserts"})
    reports = [{"Ana": coding("Ana"), "Ben": coding("Ben", *([other] if n % 3 else []))} for n in range(9)]
    first, second = agreements(reports), agreements(reports)
    assert first == second
    stance = next(a for a in first if a.field == "stance")
    assert stance.alpha.low is not None
    assert stance.alpha.high is not None
    assert stance.alpha.value is not None
    assert stance.alpha.low <= stance.alpha.value <= stance.alpha.high
    assert stance.alpha.low < stance.alpha.high


def test_what_two_coders_add_on_the_same_words_is_one_record() -> None:
    added = {"cue": span("recalled"), "content": [span("windows burst")], "sources": [span("Residents")]}
    other = {"cue": span("recalled"), "content": [span("how windows burst in the old quarter")], "stance": "confirms"}
    codings = {"Ana": coding("Ana", ("hs1", "add", added)), "Ben": coding("Ben", ("hs1", "add", other))}
    lines = align(codings)
    assert len(lines) == 5
    line = next(x for x in lines if x.key.startswith("added"))
    assert line.kept("Ana")
    assert line.kept("Ben")
    assert differs(line, codings)


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([("s1", "accept", None)], ("s1", "accept", None)),
        ([("s1", "reject", None)], ("s1", "reject", None)),
        ([("s1", "change", {"stance": "denies"})], ("s1", "change", {"stance": "denies"})),
        ([("s1", "change", {"speaker": {"name": "Open Door"}})],
         ("s1", "change", {"speaker": {"name": "Open Door", "kind": "organisation", "codes": []}})),
    ],
)  # fmt: skip
def test_taking_a_version_makes_the_shared_review_say_it(decisions: Any, expected: Any) -> None:
    codings = {"Ana": coding("Ana", *decisions), SHARED: coding("shared")}
    line = next(x for x in align(codings) if x.key == "s1")
    assert take(line, "Ana", codings["Ana"]) == expected
    shared = coding("shared", expected)
    line = next(x for x in align({**codings, SHARED: shared}) if x.key == "s1")
    assert take(line, "Ana", codings["Ana"]) is None
