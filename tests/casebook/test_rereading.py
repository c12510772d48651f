"""A report that is read again keeps all that people decided: silently, or to be looked at, on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from accordingto.casebook import rereading
from accordingto.casebook.adding import add
from accordingto.casebook.assignments import assign, assignments, set_state
from accordingto.casebook.deciding import decide
from accordingto.casebook.destroying import destroy, set_consent
from accordingto.casebook.diffing import compare_runs
from accordingto.casebook.protect import protect, unprotect
from accordingto.casebook.query import Query
from accordingto.casebook.queue import Waiting, waiting
from accordingto.casebook.reader import Reader
from accordingto.casebook.reviews import ReviewedRecord
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.casebook.transfer import transfer
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Run
from accordingto.errors import UsageError
from accordingto.export.accused import DONE_BY, DONE_TO
from accordingto.export.choosing import Choice, from_casebook
from accordingto.types import Act, Record, Statement
from tests.casebook import made as synthetic
from tests.casebook.conftest import put, read_made
from tests.review import made

TEXT = made.TEACHER


def again(casebook: Casebook, record: Record, number: int = 2) -> None:
    """Reads the teacher's report with a newer version of the extractor, which gives this record."""
    came = synthetic.incoming(made.teacher())
    assert list(add(casebook, [came], read_made([(came, record)]), Run("made", {"version": number})))


def teacher(**acts: Any) -> Record:
    """The teacher's record with other ids, as each reading numbers anew, and some fields of its acts otherwise."""
    record = made.teacher()
    statements = (replace(record.statements[0], id="s7"),
                  replace(record.statements[1], id="s8", answers=("s7",)))  # fmt: skip
    jailed = replace(record.acts[0], id="c8", per=("s7",), denied_by=("s8",), confidence=0.3)
    held = replace(record.acts[1], id="c9")
    return replace(record, statements=statements, acts=(replace(jailed, **acts), held))


def now(casebook: Casebook, coding: str | None = None) -> ReviewedRecord:
    return Reader(casebook).reviewed(1, coding)


def states(casebook: Casebook, coding: str | None = None) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {r.item.id: (r.state, r.look) for r in now(casebook, coding).items}


def left(casebook: Casebook) -> Waiting:
    return waiting(casebook, DONE_BY, DONE_TO)[0]


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "exact": words}


@pytest.fixture
def case(casebook: Casebook) -> Casebook:
    put(casebook, made.teacher())
    return casebook


def test_the_same_reading_keeps_every_decision_silently(case: Casebook) -> None:
    decide(case, 1, "s1", "accept", "read")
    decide(case, 1, "s2", "reject", "not said")
    decide(case, 1, "c1", "change", "the day is another", {"when": {"earliest": "2024-03-07", "latest": "2024-03-07"}})
    again(case, teacher())
    assert states(case) == {"c8": ("changed", ()), "s7": ("accepted", ()), "s8": ("rejected", ()),
                            "c9": ("unreviewed", ())}  # fmt: skip
    jailed = now(case).reviewed("c8")
    assert isinstance(jailed.item, Act)
    assert jailed.item.when
    assert jailed.item.when.latest == "2024-03-07"
    assert jailed.item.confidence == 0.3
    assert (jailed.item.per, jailed.changed) == (("s7",), ("when",))
    assert (jailed.earlier, [r.decision for r in jailed.history]) == (True, ["change"])
    assert (left(case).items, left(case).decided, left(case).again) == (4, 3, 0)
    leaving = next(from_casebook(Reader(case), Choice(), casebook="", recipient="", seal="").reports())
    assert {i.id for i in leaving.items} == {"s7", "c8"}
    assert leaving.mark("c8").by == "Tester"
    assert verify(case).damage == []


def test_what_the_machine_now_says_otherwise_is_to_be_looked_at(case: Casebook) -> None:
    decide(case, 1, "c1", "accept", "read")
    again(case, teacher(type="COERCE", mode="arrest"))
    found = now(case).reviewed("c8")
    assert isinstance(found.item, Act)
    assert isinstance(found.machine, Act)
    assert (found.state, found.look, found.open) == ("accepted", ("type", "mode"), True)
    assert (found.item.type, found.machine.type) == ("SANCTION", "COERCE")
    assert (left(case).decided, left(case).again) == (0, 1)
    decide(case, 1, "c8", "accept", "it stands")
    assert states(case)["c8"] == ("accepted", ())
    assert (left(case).decided, left(case).again) == (1, 0)
    again(case, teacher(type="COERCE", mode="arrest"), 3)
    assert states(case)["c8"] == ("accepted", ())  # nothing new since somebody looked
    assert verify(case).damage == []


def test_a_correction_that_the_machine_learns_asks_nothing(case: Casebook) -> None:
    decide(case, 1, "c1", "change", "an arrest", {"type": "COERCE", "mode": "arrest"})
    again(case, teacher(type="COERCE", mode="arrest"))
    assert states(case)["c8"] == ("changed", ())
    again(case, teacher(type="ASSAULT", mode=None), 3)
    assert states(case)["c8"] == ("changed", ("type", "mode"))
    again(case, teacher(type="ASSAULT", mode=None), 4)
    assert states(case)["c8"] == ("changed", ("type", "mode"))  # nobody has looked yet


def test_what_is_no_longer_read_stays_by_hand(case: Casebook) -> None:
    decide(case, 1, "c1", "accept", "read")
    decide(case, 1, "c2", "reject", "told twice")
    decide(case, 1, "act", "add", "missed", {"type": "REJECT", "trigger": span("rejected"),
           "initiators": [{**span("The interior ministry"), "actor": {"name": "Interior ministry"}}]})  # fmt: skip
    again(case, replace(teacher(), acts=(), statements=()))
    assert states(case) == {"hc1": ("added", ()), "hc2": ("accepted", ("gone",)), "hc3": ("rejected", ())}
    kept = now(case).reviewed("hc2")
    assert isinstance(kept.item, Act)
    assert (kept.machine, kept.item.trigger.exact, kept.item.per) == (None, "jailed", ())
    names = {a.id: a.name for a in now(case).record.actors}
    added = now(case).reviewed("hc1").item
    assert isinstance(added, Act)
    assert names[str(added.initiators[0].actor)] == "Interior ministry"
    assert [a.id for a in now(case).record.acts] == ["hc2", "hc1"]
    decide(case, 1, "act", "add", "another", {"type": "PROTEST", "trigger": span("burst")})
    assert states(case)["hc4"] == ("added", ())
    again(case, teacher(), 3)  # the next version finds them again, and whose word the act is
    assert states(case)["c8"] == ("accepted", ("per", "denied_by"))
    assert states(case)["c9"] == ("rejected", ())
    assert states(case)["hc1"] == ("added", ())
    assert verify(case).damage == []


def test_what_a_person_added_and_the_machine_now_finds_is_one(case: Casebook) -> None:
    value = {"type": "REJECT", "trigger": span("rejected"), "initiators": [span("The interior ministry")]}
    decide(case, 1, "act", "add", "missed", value)
    own = now(case).reviewed("hc1").item
    assert isinstance(own, Act)
    record = teacher()
    again(case, replace(record, acts=(*record.acts, replace(own, id="c10", confidence=0.8))))
    assert states(case)["c10"] == ("accepted", ())
    assert "hc1" not in states(case)
    again(case, replace(record, acts=(*record.acts, replace(own, id="c10", type="DISAPPROVE"))), 3)
    assert states(case)["c10"] == ("accepted", ("type",))


def test_a_rejected_item_that_is_read_otherwise_stays_rejected_and_is_shown(case: Casebook) -> None:
    decide(case, 1, "c1", "reject", "the type is another")
    again(case, teacher(type="COERCE"))
    found = now(case).reviewed("c8")
    assert isinstance(found.item, Act)
    assert (found.state, found.look, found.item.type) == ("rejected", ("type",), "COERCE")
    assert "c8" not in {a.id for a in now(case).record.acts}


def test_a_decision_on_an_earlier_reading_is_taken_back(case: Casebook) -> None:
    number = decide(case, 1, "c1", "accept", "read")
    kept = decide(case, 1, "c2", "accept", "read")
    again(case, replace(teacher(type="COERCE"), acts=(teacher(type="COERCE").acts[0],)))
    decide(case, 1, "c8", "undo", "the machine is right now", {"review": number})
    decide(case, 1, "hc1", "undo", "no such act", {"review": kept})
    assert states(case)["c8"] == ("unreviewed", ())
    assert "hc1" not in states(case)
    assert (left(case).decided, left(case).again) == (0, 0)
    with pytest.raises(UsageError, match="still holds"):
        decide(case, 1, "c8", "undo", "again", {"review": number})


def test_a_finished_report_stays_finished_where_nothing_new_is_asked(case: Casebook) -> None:
    decide(case, 1, "c1", "accept", "read")
    decide(case, 1, "report", "finish", "read to the end")
    decide(case, 1, "report", "note", "seen there", {"archive": "https://web.archive.org/web/2024/https://example.org"})
    again(case, teacher())
    assert now(case).finished[0].earlier
    assert now(case).held.archive == "https://web.archive.org/web/2024/https://example.org"
    assert waiting(case, DONE_BY, DONE_TO) == []
    again(case, teacher(harm="detained"), 3)
    assert not now(case).finished
    assert left(case).again == 1


def test_blind_codings_go_over_each_by_itself(case: Casebook) -> None:
    assign(case, [1], ["Ana", "Ben"], blind=True)
    decide(case, 1, "c1", "accept", "read", coding="Ana")
    decide(case, 1, "c1", "change", "an arrest", {"type": "COERCE"}, coding="Ben")
    set_state(case, 1, "done")
    again(case, teacher(type="COERCE"))
    assert states(case, "Ana")["c8"] == ("accepted", ("type",))
    assert states(case, "Ben")["c8"] == ("changed", ())
    assert states(case)["c8"] == ("unreviewed", ())
    assert Reader(case).codings(1) == ["Ana", "Ben"]
    assert {a.person: a.state for a in assignments(case, 1)} == {"Ana": "open", "Ben": "done"}


def test_decisions_find_their_words_in_a_text_that_was_taken_otherwise(case: Casebook) -> None:
    decide(case, 1, "c1", "accept", "read")
    decide(case, 1, "c2", "accept", "read")
    decide(case, 1, "s2", "accept", "read")
    text = "By our reporter.\n" + TEXT.replace("Police had detained her on January 12. ", "")
    w = made.Words(text)
    denied = Statement("s1", "speech", (w.role("Belkin", "a1", nth=1),), "a1", w.span("denied"),
                       (w.span("the charge"),), "indirect", "denies")  # fmt: skip
    record = made.teacher()
    actors = tuple(replace(a, mentions=()) for a in record.actors)
    again(case, Record(replace(record.report, text=text), (denied,), (), actors))
    found = now(case)
    assert {r.item.id: (r.state, r.look) for r in found.items} == {"hc1": ("accepted", ("gone",)),
            "s1": ("accepted", ("answers",))}  # fmt: skip
    kept = found.reviewed("hc1").item
    assert isinstance(kept, Act)
    assert text[kept.trigger.start : kept.trigger.end] == "jailed"
    assert [lost.one.item.id for lost in found.lost] == ["c2"]
    assert left(case).again == 3
    again(case, replace(record, report=replace(record.report, text=text), statements=(), acts=(), times=(), places=(),
                        actors=()), 3)  # fmt: skip
    assert [lost.one.item.id for lost in now(case).lost] == ["c2"]
    assert verify(case).damage == []


def test_what_is_no_longer_in_the_text_is_cleared_one_by_one(case: Casebook) -> None:
    for id in ("c1", "c2"):
        decide(case, 1, id, "accept", "read")
    text = "Nothing of all that is here now."
    again(case, Record(replace(made.teacher().report, text=text)))
    first, second = now(case).lost
    assert left(case).again == 2
    decide(case, 1, first.key, "clear", "looked at")
    assert [(one.one.item.id, bool(one.cleared)) for one in now(case).lost] == [("c1", True), ("c2", False)]
    assert left(case).again == 1
    with pytest.raises(UsageError, match="no longer in the text"):
        decide(case, 1, first.key, "clear", "twice")
    again(case, Record(replace(made.teacher().report, text=text + " At all.")), 3)
    cleared = now(case).lost[0].cleared
    assert cleared
    decide(case, 1, first.key, "undo", "once more", {"review": cleared.id})
    assert [bool(one.cleared) for one in now(case).lost] == [False, False]
    decide(case, 1, second.key, "clear", "looked at")
    assert [bool(one.cleared) for one in now(case).lost] == [False, True]
    assert verify(case).damage == []


def test_a_newer_reading_that_asks_more_gives_the_report_back_to_whoever_had_done_it(case: Casebook) -> None:
    assign(case, [1], ["Ana", "Ben"], blind=True)
    assign(case, [1], ["Rita"], blind=False)
    for person, items in (("Ana", ("s1", "s2", "c1", "c2")), ("Ben", ("s1", "s2", "c1", "c2"))):
        for item in items:
            decide(case, 1, item, "accept", "read", coding=person)
        decide(case, 1, "report", "finish", "done", coding=person)
        set_state(case, 1, "done", person)
    decide(case, 1, "c2", "change", "worse", {"type": "ASSAULT", "mode": None}, coding="Ben")

    def state() -> dict[str, str]:
        return {a.person: a.state for a in assignments(case, 1)}

    again(case, teacher())
    assert state() == {"Ana": "done", "Ben": "done", "Rita": "open"}
    record = teacher()
    again(case, replace(record, acts=(*record.acts, replace(record.acts[0], id="c10", trigger=record.acts[0].grounds
                                                            or record.statements[0].content[0]))), 3)  # fmt: skip
    assert state() == {"Ana": "open", "Ben": "open", "Rita": "open"}
    set_state(case, 1, "adjudicated")
    again(case, teacher(type="COERCE", mode="arrest"), 4)
    assert state() == {"Ana": "adjudicated", "Ben": "adjudicated", "Rita": "open"}


def test_protected_names_stay_covered_over_readings(case: Casebook) -> None:
    value = {"targets": [{**span("Nadia Belkin"), "actor": {"name": "Nadia Belkin", "kind": "person"}}]}
    decide(case, 1, "c1", "change", "Nadia Belkin it is", value)
    again(case, replace(teacher(), acts=()))
    person = protect(case, ["Nadia Belkin"], "victim", "asked").person
    shown = now(case)
    assert "Belkin" not in repr(shown)
    kept = shown.reviewed("hc1").item
    assert isinstance(kept, Act)
    assert kept.targets[0].exact == shown.record.report.text[kept.targets[0].start : kept.targets[0].end]
    again(case, teacher(), 3)
    assert states(case)["c8"] == ("changed", ())
    assert "Belkin" not in repr(now(case))
    assert verify(case).damage == []
    unprotect(case, person, "asked")
    found = now(case).reviewed("c8").item
    assert isinstance(found, Act)
    assert found.targets[0].exact == "Nadia Belkin"


def test_destroyed_reports_take_it_with_them(case: Casebook) -> None:
    decide(case, 1, "c1", "accept", "read")
    again(case, teacher())
    destroy(case, 1, "asked to")
    found = verify(case)
    assert (found.damage, found.decisions) == ([], 0)


def test_it_is_written_with_the_reading_or_not_at_all(case: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(case, 1, "c1", "accept", "read")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rereading, "append", killed)
        with pytest.raises(KeyboardInterrupt):
            again(case, teacher(type="COERCE"))
    assert states(case)["c1"] == ("accepted", ())
    again(case, teacher(type="COERCE"))
    before = Reader(case).journal(limit=1000)
    again(case, teacher(type="COERCE"))
    assert Reader(case).journal(limit=1000) == before
    assert [e["kind"] for e in before].count("carried") == 1
    assert states(case)["c8"] == ("accepted", ("type",))


def test_runs_are_compared_machine_against_machine(case: Casebook) -> None:
    decide(case, 1, "c1", "change", "an arrest", {"type": "COERCE"})
    again(case, teacher(type="ASSAULT"))
    changed = [c for c in compare_runs(Reader(case), 1, 2) if c.kind == "act"]
    assert [(c.fields, c.decided) for c in changed] == [((("type", "SANCTION", "ASSAULT"),), "change")]
    again(case, teacher(type="PROTEST"), 3)
    changed = [c for c in compare_runs(Reader(case), 2, 3) if c.kind == "act"]
    assert [(c.fields, c.decided) for c in changed] == [((("type", "ASSAULT", "PROTEST"),), "change")]


def test_a_copy_of_the_casebook_knows_it_too(case: Casebook, folder: Path) -> None:
    decide(case, 1, "c1", "accept", "read")
    again(case, teacher(type="COERCE"))
    copy = transfer(case, make_casebook(str(folder)))
    assert states(copy) == states(case)
    assert verify(copy).damage == []


def test_consent_that_was_withdrawn_loses_no_decision(case: Casebook) -> None:
    decide(case, 1, "c1", "accept", "read")
    set_consent(case, 1, "withdrawn", "asked")
    again(case, teacher())
    assert Reader(case).find(Query("jailed")) == []
    set_consent(case, 1, "given", "asked again")
    assert [hit.id for hit in Reader(case).find(Query("jailed", kind="act"))] == ["1.c8"]
    assert states(case)["c8"] == ("accepted", ())
