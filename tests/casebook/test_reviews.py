"""Reviews put on top of records: state, the machine's proposal kept, undo, blind codings, protected names."""

from __future__ import annotations

from typing import Any

import pytest

from accordingto.casebook import deciding
from accordingto.casebook.protect import protect, unprotect
from accordingto.casebook.reader import Reader
from accordingto.casebook.reviews import Reviewed
from accordingto.casebook.store import Casebook
from accordingto.casebook.verify import verify
from accordingto.errors import ClashError, UsageError
from accordingto.types import Act, Record, Report, Role, Span, Statement
from tests.casebook.conftest import put

TEXT = "Police said Nadia Abramow was held in Ardena. Later Nadia Abramow denied the charge, officials said."


def span(words: str, after: int = 0) -> dict[str, Any]:
    """Where words stand in the text."""
    start = TEXT.index(words, after)
    return {"start": start, "end": start + len(words), "exact": words}


def role(words: str) -> Role:
    return Role(**span(words))


def record() -> Record:
    cue = Span(**span("said"))
    statement = Statement("s1", "speech", (role("Police"),), None, cue, (Span(**span("Nadia Abramow was held")),),
                          "indirect", "asserts", confidence=0.9)  # fmt: skip
    act = Act("c1", "COERCE", "arrest", Span(**span("held")), (), (role("Nadia Abramow"),), per=("s1",), confidence=0.6)
    return Record(Report("r1", TEXT, title="Held in Ardena"), (statement,), (act,))


@pytest.fixture
def held(casebook: Casebook) -> Casebook:
    put(casebook, record())
    return casebook


def item(casebook: Casebook, key: str, coding: str | None = None) -> Reviewed:
    return Reader(casebook).reviewed(1, coding).reviewed(key)


def test_everything_begins_unreviewed(held: Casebook) -> None:
    found = Reader(held).reviewed(1)
    assert [(r.item.id, r.state, r.machine == r.item) for r in found.items] == [
        ("s1", "unreviewed", True),
        ("c1", "unreviewed", True),
    ]
    assert found.record == found.held.record == next(Reader(held).reviewed_records()).record


def test_each_decision_gives_its_state(held: Casebook) -> None:
    deciding.decide(held, 1, "s1", "accept", "as it stands")
    assert (item(held, "s1").state, item(held, "s1").last.by) == ("accepted", "Tester")  # type: ignore[union-attr]
    deciding.decide(held, 1, "s1", "change", "it is a denial", {"stance": "denies", "cue": span("denied")})
    changed = item(held, "s1")
    assert isinstance(changed.item, Statement)
    assert isinstance(changed.machine, Statement)
    assert (changed.state, changed.item.stance, changed.machine.stance) == ("changed", "denies", "asserts")
    assert changed.item.cue == Span(**span("denied"))
    assert set(changed.changed) == {"stance", "cue"}
    deciding.decide(held, 1, "s1", "reject", "nobody said so")
    assert item(held, "s1").state == "rejected"
    assert not Reader(held).reviewed(1).record.statements
    assert Reader(held).reviewed(1).record.acts[0].per == ()
    assert verify(held).damage == []


def test_undo_takes_back_one_decision(held: Casebook) -> None:
    deciding.decide(held, 1, "c1", "accept", "seen")
    number = deciding.decide(held, 1, "c1", "reject", "slip of the key")
    deciding.decide(held, 1, "c1", "undo", "slip of the key", {"review": number})
    assert item(held, "c1").state == "accepted"
    assert [r.undone for r in item(held, "c1").history] == [False, True, False]
    with pytest.raises(UsageError, match="still holds"):
        deciding.decide(held, 1, "c1", "undo", "again", {"review": number})


def test_what_is_added_has_its_parties(held: Casebook) -> None:
    value = {"cue": span("denied"), "content": [span("the charge")], "stance": "denies",
             "sources": [{**span("Nadia Abramow", 40), "actor": {"name": "Nadia Abramow", "kind": "person"}}],
             "speaker": {"name": "Nadia Abramow", "kind": "person"}}  # fmt: skip
    deciding.decide(held, 1, "statement", "add", "missed", value)
    found = Reader(held).reviewed(1)
    added = found.reviewed("hs1")
    assert (added.state, added.machine) == ("added", None)
    assert isinstance(added.item, Statement)
    assert (added.item.speaker, added.item.sources[0].actor) == ("ha1", "ha1")
    assert [a.name for a in found.record.actors] == ["Nadia Abramow"]
    assert [s.id for s in found.record.statements] == ["s1", "hs1"]
    act = {"type": "ACCUSE", "trigger": span("charge"), "where": {**span("Ardena"), "country": "AL"}}
    deciding.decide(held, 1, "act", "add", "missed", act)
    assert Reader(held).reviewed(1).record.places[0].country == "AL"


@pytest.mark.parametrize(
    ("key", "decision", "value"),
    [
        ("s9", "accept", None),
        ("s1", "bless", None),
        ("s1", "change", {"stance": 7}),
        ("s1", "change", {"mood": "angry"}),
        ("s1", "change", {"cue": {"start": 5, "end": 9_999}}),
        ("s1", "change", {"cue": {"start": 9, "end": 5}}),
        ("s1", "change", {"speaker": "a99"}),
        ("s1", "change", ["stance"]),
        ("c1", "change", {"trigger": None}),
        ("act", "add", {"type": "ACCUSE"}),
        ("person", "add", {}),
        ("s1", "undo", {"review": 77}),
    ],
)
def test_what_does_not_fit_is_refused(held: Casebook, key: str, decision: str, value: Any) -> None:
    with pytest.raises(UsageError):
        deciding.decide(held, 1, key, decision, "try", value)
    assert not Reader(held).reviewed(1).history


def test_words_that_are_not_there_are_a_clash(held: Casebook) -> None:
    with pytest.raises(ClashError):
        deciding.decide(held, 1, "s1", "change", "cue", {"cue": {**span("denied"), "exact": "admitted"}})


def test_a_blind_coding_is_seen_alone(held: Casebook) -> None:
    deciding.decide(held, 1, "s1", "reject", "no", coding="Ana")
    deciding.decide(held, 1, "s1", "accept", "yes", coding="Ben")
    assert (item(held, "s1").state, item(held, "s1", "Ana").state) == ("unreviewed", "rejected")
    assert item(held, "s1", "Ben").state == "accepted"
    assert Reader(held).codings(1) == ["Ana", "Ben"]


def test_passages_keep_their_words_through_protection(held: Casebook) -> None:
    deciding.decide(held, 1, "s1", "change", "the denial", {"content": [span("denied the charge")]})
    person = protect(held, ["Nadia Abramow"], "victim", "asked for").person

    def content(reader: Reader) -> str:
        found = reader.reviewed(1).reviewed("s1").item
        assert isinstance(found, Statement)
        return found.content[0].exact

    covered, named = Reader(held), Reader(held, why="test")
    assert content(covered) == content(named) == "denied the charge"
    text = covered.report(1).record.report.text
    start = text.index("officials")
    value = {"sources": [{"start": start, "end": start + 9, "exact": "officials"}]}
    deciding.decide(held, 1, "s1", "change", "who", value, seen=covered)
    for reader in (covered, named):
        found = reader.reviewed(1).reviewed("s1").item
        assert isinstance(found, Statement)
        assert found.sources[0].exact == "officials"
    assert verify(held).damage == []
    unprotect(held, person, "no longer")
    assert content(Reader(held)) == "denied the charge"
    assert verify(held).damage == []
