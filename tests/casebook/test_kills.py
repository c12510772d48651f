"""A killed story: whichever comes first, its reports are withdrawn, nothing is deleted, and the journal says why."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator

import pytest

from accordingto.acquire.files import read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.casebook import copies
from accordingto.casebook.adding import add
from accordingto.casebook.destroying import set_consent
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Run
from accordingto.errors import UsageError
from accordingto.types import Failure, Locator, Record, Report

RUN = Run("made", {})


def story(version: int, status: str = "usable", uri: str = "urn:courier:42") -> Incoming:
    words = f"Version {version} of the story says that nine zebras were detained."
    data = {"uri": uri, "version": str(version), "pubStatus": status, "bodies": [{"value": words}]}
    return Incoming(f"{uri}.{version}.json", json.dumps(data).encode(), "application/ninjs+json")


def read(items: Iterable[Incoming | Failure]) -> Iterator[Record | Failure]:
    for item in items:
        yield Record(read_incoming(item)) if isinstance(item, Incoming) else item


def put(casebook: Casebook, *items: Incoming) -> list[int]:
    return [added.report for added in add(casebook, items, read, RUN) if not isinstance(added, Failure)]


def shown(casebook: Casebook) -> list[int]:
    """The reports that leave the casebook, by list and by search alike."""
    listed = [held.number for held in Reader(casebook).reports()]
    assert sorted(hit.held.number for hit in Reader(casebook).find(Query("zebras"))) == listed
    return listed


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("together", [True, False])
def test_a_kill_withdraws_its_story_in_any_order(casebook: Casebook, order: tuple[int, ...], together: bool) -> None:
    some = [story(1), story(2, "canceled"), story(1, uri="urn:courier:43")]
    calls = [[some[n] for n in order]] if together else [[some[n]] for n in order]
    numbers = [number for items in calls for number in put(casebook, *items)]
    assert shown(casebook) == [numbers[order.index(2)]]
    with pytest.raises(UsageError):
        Reader(casebook).report(numbers[order.index(0)])
    told = [e for e in Reader(casebook).journal(limit=1000) if e["kind"] == "consent"]
    assert {e["subject"] for e in told} == {f"report {numbers[order.index(n)]}" for n in (0, 1)}
    assert all("killed by its agency" in e["details"] for e in told)


def test_nothing_is_deleted_and_the_casebook_still_holds_together(casebook: Casebook) -> None:
    first, _ = put(casebook, story(1), story(2, "canceled"))
    found = verify(casebook)
    assert not found.damage
    assert found.records == 2
    set_consent(casebook, first, "given", "the agency allowed it")
    assert shown(casebook) == [first]


def test_a_later_version_that_is_usable_stays(casebook: Casebook) -> None:
    numbers = put(casebook, story(1), story(2, "canceled"), story(3))
    assert shown(casebook) == [numbers[2]]


def test_what_a_person_decided_since_stands(casebook: Casebook) -> None:
    first, _ = put(casebook, story(1), story(3, "canceled"))
    set_consent(casebook, first, "given", "the agency allowed it")
    put(casebook, story(2))
    assert shown(casebook) == [first]


def test_locators_come_out_as_they_went_in(casebook: Casebook) -> None:
    locators = (Locator(0, 3, "One", "page", "iv"), Locator(4, 8, "two.", "note", "1"))
    report = Report("r", "One two. Three.", locators=locators)
    list(add(casebook, [Incoming("r", b"r", "text/plain")], lambda items: (Record(report) for _ in items), RUN))
    assert Reader(casebook).report(1).record.report == report


def outlet(name: str) -> Incoming:
    return Incoming(f"{name}.txt", f"{name}: the story says that nine zebras were detained.".encode(), "text/plain")


def test_copies_of_a_killed_report_are_marked_and_not_withdrawn(casebook: Casebook) -> None:
    agency, paper, site, other = put(casebook, story(1), outlet("Paper"), outlet("Site"), outlet("Other"))
    copies.link(casebook, paper, agency)
    copies.link(casebook, site, agency)

    def marked() -> list[int]:
        reader = Reader(casebook)
        found = [held.number for held in reader.reports() if held.killed]
        assert sorted(hit.held.number for hit in reader.find(Query("zebras")) if hit.held.killed) == found
        assert [one.held.number for one in reader.reviewed_records() if one.held.killed] == found
        return found

    assert marked() == []
    put(casebook, story(2, "canceled"))
    assert shown(casebook) == [paper, site, other]
    assert marked() == [paper, site]
    copies.unlink(casebook, site)
    assert marked() == [paper]


def test_the_first_to_carry_a_killed_story_is_marked_too(casebook: Casebook) -> None:
    paper, agency, site = put(casebook, outlet("Paper"), story(1), outlet("Site"))
    copies.link(casebook, agency, paper)
    copies.link(casebook, site, paper)
    put(casebook, story(2, "canceled"))
    assert [held.number for held in Reader(casebook).reports() if held.killed] == [paper, site]
