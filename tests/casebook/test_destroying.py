"""What is destroyed is gone from every file, and the journal says when, by whom and why; refused consent hides."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.casebook import deciding
from accordingto.casebook.destroying import destroy, set_consent
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.seals import make_seal
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.casebook.translations import translate
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Added, Run
from accordingto.errors import UsageError
from tests.casebook.conftest import fill, put
from tests.casebook.test_search import story

TEXT = "Guards held Quentin Xylander in Almaty, a Zweiblatt cousin said."


@pytest.fixture
def told(casebook: Casebook) -> Casebook:
    """Three made reports and one that must go."""
    fill(casebook, 3)
    put(casebook, story("4", TEXT, "Guards", "held", place="Almaty", publisher="Xylander Zeitung"))
    put(
        casebook,
        story("4", TEXT, "Guards", "held", place="Almaty", publisher="Xylander Zeitung"),
        run=Run("made", {"version": 2}),
    )
    deciding.decide(casebook, 4, "c1", "accept", "Xylander told me")
    translate(casebook, 4, "de", "Wächter hielten Quentin Xylander fest.", [(0, 6, 0, 8)])
    return casebook


def test_destroyed_content_is_gone_and_verify_says_so(told: Casebook) -> None:
    seal = make_seal(told)
    destroy(told, 4, "the witness withdrew")
    reader = Reader(told)
    assert [held.number for held in reader.reports()] == [1, 2, 3]
    assert reader.find(Query("xylander")) == reader.find(Query("zweiblatt")) == []
    with pytest.raises(UsageError, match="no report 4"):
        reader.report(4)
    found = verify(told, seal)
    assert found.damage == []
    note = next(n for n in found.notes if n.startswith("report 4"))
    assert note.endswith("by Tester because the witness withdrew")
    assert "destroyed on 20" in note


def test_no_byte_of_it_is_left_in_the_folder(folder: Path) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 3)
    put(casebook, story("4", TEXT, "Guards", "held", place="Almaty"))
    deciding.decide(casebook, 4, "c1", "accept", "Xylander told me")
    destroy(casebook, 4, "asked")
    casebook.engine.dispose()
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()
    for words in (b"xylander", b"zweiblatt"):
        assert words not in held
    assert b"people" in held


def test_what_is_destroyed_does_not_come_back(told: Casebook) -> None:
    destroy(told, 4, "asked")
    again = put(
        told, story("4", TEXT, "Guards", "held", place="Almaty", publisher="Xylander Zeitung"), run=Run("new", {})
    )
    assert [o.new for o in again if isinstance(o, Added)] == ["nothing"]
    assert Reader(told).find(Query("zweiblatt")) == []
    destroy(told, 4, "asked again")
    assert verify(told).damage == []


def test_destroying_says_what_it_cannot(told: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no report 99"):
        destroy(told, 99, "x")
    with pytest.raises(UsageError, match="--why"):
        destroy(told, 4, "  ")
    assert verify(told).damage == []


def test_bytes_that_came_back_are_damage(folder: Path) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 1)
    path = next((folder / "captures").glob("??/*"))
    data = path.read_bytes()
    destroy(casebook, 1, "asked")
    path.write_bytes(data)
    assert "though the journal says they were destroyed" in verify(casebook).damage[0]
    destroy(casebook, 1, "asked")
    assert verify(casebook).damage == []


@pytest.mark.parametrize("status", ["refused", "withdrawn"])
def test_without_consent_nothing_leaves(told: Casebook, status: str) -> None:
    set_consent(told, 4, status, "by letter")
    reader = Reader(told)
    assert reader.find(Query("zweiblatt")) == []
    assert [g.items for g in reader.count(Query("zweiblatt"), [])] in ([0], [])
    assert [h.number for h in reader.reports()] == [h.number for h in reader.records()] == [1, 2, 3]
    with pytest.raises(UsageError, match="no report 4"):
        reader.report(4)
    assert Reader(told, why="to answer the letter").report(4).consent == status
    assert verify(told).damage == []
    set_consent(told, 4, "given", "changed her mind")
    assert [h.id for h in reader.find(Query("zweiblatt"))] == ["4.s1"]
    with pytest.raises(UsageError, match="no consent status"):
        set_consent(told, 4, "perhaps", "x")


def test_a_capture_that_two_reports_share_stays_for_the_other(casebook: Casebook) -> None:
    from sqlalchemy import text

    fill(casebook, 2)
    with casebook.writing() as transaction:
        transaction.connection.execute(text("UPDATE report SET capture_id = 1 WHERE id = 2"))
    destroy(casebook, 2, "asked")
    assert Reader(casebook).capture(1)
    assert verify(casebook).damage == []


def test_translations_keep_their_alignment(told: Casebook) -> None:
    for wrong in ([(0, 9999, 0, 1)], [(5, 2, 0, 1)], [(0, 1, 0, 9999)]):
        with pytest.raises(UsageError, match="outside"):
            translate(told, 1, "de", "kurz", wrong)
    assert Reader(told).translations(4) == [
        {"id": 1, "language": "de", "body": "Wächter hielten Quentin Xylander fest.", "aligned": [[0, 6, 0, 8]]}
    ]
