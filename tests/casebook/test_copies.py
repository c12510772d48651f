"""One agency's story on many sites is one source: copies are found, kept, shown, and parted again by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.casebook import copies
from accordingto.casebook.destroying import destroy, set_consent
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.verify import verify
from accordingto.errors import UsageError
from accordingto.types import Record
from tests.casebook import made
from tests.casebook.conftest import put


def carried(
    number: int, publisher: str, published: str, *, cut: float = 1.0, added: str = "", agency: str | None = "AFP"
) -> Record:
    """Made report `number` as another paper carries it."""
    report = made.record(number).report
    text = report.text[: int(len(report.text) * cut)] + added
    return Record(replace(report, id=f"{publisher} {number}", text=text, publisher=publisher, published_at=published,
                          url=f"https://{publisher}.example/{number}", agency=agency, language="xx"))  # fmt: skip


OWN = (
    "\nOur correspondent adds that the market of the town was open again the next morning, and that people came early. "
    * 3
)


@pytest.fixture
def told(casebook: Casebook) -> Casebook:
    """An agency's story, five that carry it in their ways, and four other reports."""
    put(
        casebook,
        carried(1, "Early Paper", "2019-03-28"),
        carried(1, "AFP", "2019-03-29"),
        carried(1, "Cutting Paper", "2019-03-29", cut=0.4),
        carried(1, "Adding Paper", "2019-03-30", added=OWN),
        carried(1, "Mixing Paper", "2019-03-30", cut=0.7, added=made.record(9).report.text[:800]),
        carried(1, "Uncredited Paper", "2019-03-31", agency=None, cut=0.9),
        *(carried(n, "Other Paper", "2019-03-29") for n in (2, 3, 4, 5)),
    )
    return casebook


def linked(casebook: Casebook) -> dict[int, int | None]:
    return {held.number: held.copy_of for held in Reader(casebook).reports()}


def test_copies_are_found_and_the_agency_is_the_original(told: Casebook) -> None:
    assert copies.find_copies(told) == 5
    assert linked(told) == {1: 2, 2: None, 3: 2, 4: 2, 5: 2, 6: 2, 7: None, 8: None, 9: None, 10: None}
    assert copies.find_copies(told) == 0
    assert verify(told).damage == []


def test_a_hand_parts_and_links_and_that_stands(told: Casebook) -> None:
    copies.find_copies(told)
    copies.unlink(told, 4)
    copies.link(told, 7, 8)
    assert (linked(told)[4], linked(told)[7]) == (None, 8)
    assert copies.find_copies(told) == 0
    assert linked(told)[4] is None
    copies.link(told, 4, 2)
    assert linked(told)[4] == 2
    assert verify(told).damage == []


def test_what_cannot_be_linked_is_said(told: Casebook) -> None:
    copies.link(told, 1, 2)
    for copy, original in ((1, 1), (1, 99), (99, 1), (3, 1)):
        with pytest.raises(UsageError):
            copies.link(told, copy, original)
    with pytest.raises(UsageError, match="not held to be a copy"):
        copies.unlink(told, 5)


def test_made_reports_of_one_kind_are_no_copies(casebook: Casebook) -> None:
    put(casebook, *(made.record(n) for n in range(30)))
    assert copies.find_copies(casebook) == 0


def sources_of(casebook: Casebook) -> int:
    """How many sources search counts, which are those that no list shows as copies."""
    (group,) = Reader(casebook).count(Query(), [])
    assert group.sources == sum(copy is None for copy in linked(casebook).values())
    return group.sources


@pytest.mark.parametrize("gone", ["withdrawn", "destroyed"])
def test_copies_of_what_is_gone_are_one_source(told: Casebook, gone: str) -> None:
    copies.find_copies(told)
    assert sources_of(told) == 5
    if gone == "withdrawn":
        set_consent(told, 2, "withdrawn", "the agency took it back")
    else:
        destroy(told, 2, "a court said so")
    assert linked(told) == {1: None, 3: 1, 4: 1, 5: 1, 6: 1, 7: None, 8: None, 9: None, 10: None}
    assert sources_of(told) == 5
    set_consent(told, 1, "refused", "the paper too")
    assert linked(told) == {3: None, 4: 3, 5: 3, 6: 3, 7: None, 8: None, 9: None, 10: None}
    assert sources_of(told) == 5
    copies.unlink(told, 3)
    assert linked(told) == {3: None, 4: None, 5: 4, 6: 4, 7: None, 8: None, 9: None, 10: None}
    assert sources_of(told) == 6
    if gone == "withdrawn":
        set_consent(told, 2, "given", "it may be used again")
        assert linked(told) == {2: None, 3: None, 4: 2, 5: 2, 6: 2, 7: None, 8: None, 9: None, 10: None}
        assert sources_of(told) == 6
