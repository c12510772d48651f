"""Acts of reports that tell one happening become one event; acts of another day, town or person do not."""

from __future__ import annotations

import random

from accordingto.reconcile.events import reconcile
from accordingto.types import Act, Actor, Place, Record, Report, Role, Span, When


def told(id: str, person: str, town: str, country: str, day: str, verb: str = "detained") -> Record:
    """A report in which police arrest somebody."""
    text = f"Police {verb} the editor {person} in {town} after a search of the Morning Lantern newspaper office."
    trigger, target = text.index(verb), text.index(person)
    act = Act(
        id="c1", type="COERCE", mode="arrest", trigger=Span(trigger, trigger + len(verb), verb),
        initiators=(Role(0, 6, "Police"),), targets=(Role(target, target + len(person), person, "a1"),),
        when=When(day, day), where="p1", harm="detained", confidence=0.8,
    )  # fmt: skip
    at = text.index(town)
    place = Place("p1", at, at + len(town), town, town, country, None, None, None, "city")
    return Record(Report(id, text), acts=(act,), actors=(Actor("a1", person, None, "person"),), places=(place,))


def sizes(*records: Record) -> list[int]:
    return sorted(len(event.acts) for event in reconcile(records))


ONE = told("r1", "Tamar Olin", "Batumi", "GE", "2024-03-01")


def test_one_arrest_in_other_words_is_one_event() -> None:
    (event,) = reconcile([ONE, told("r2", "Tamar Olin", "Batumi", "GE", "2024-03-02", "arrested")])
    assert {(a.report, a.act) for a in event.acts} == {("r1", "c1"), ("r2", "c1")}
    assert "done to the same" in event.reasons
    assert event.where == {"name": "Batumi", "country": "GE"}


def test_other_day_town_or_person_stays_apart() -> None:
    assert sizes(ONE, told("r2", "Tamar Olin", "Batumi", "GE", "2024-05-20")) == [1, 1]
    assert sizes(ONE, told("r2", "Tamar Olin", "Lyon", "FR", "2024-03-01")) == [1, 1]
    assert sizes(ONE, told("r2", "Goran Pell", "Batumi", "GE", "2024-03-01")) == [1, 1]


def test_order_of_reports_does_not_matter() -> None:
    days, people = ("2024-03-01", "2024-03-02", "2024-06-09"), ("Tamar Olin", "Goran Pell", "Ada Brisk")
    records = [told(f"{person} {day}", person, "Batumi", "GE", day) for person in people for day in days]
    mixed = random.Random(3).sample(records, len(records))
    assert reconcile(records) == reconcile(mixed)


def test_no_records_no_events() -> None:
    assert reconcile([]) == []
