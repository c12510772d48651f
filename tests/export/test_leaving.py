"""How records leave: journalled, whole or not at all, reviewed, accusations only with a reason, by the command."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from accordingto.casebook.deciding import decide
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.verify import verify
from accordingto.errors import UsageError
from accordingto.export.accused import accused
from accordingto.export.choosing import ACCUSING_LEFT, UNREVIEWED_LEFT, Choice, from_file
from accordingto.export.exporting import export, export_file
from accordingto.export.formats import FORMATS
from tests.export.conftest import ALL, WITNESS, courier, done, fill, wire


def entries(casebook: Casebook, kind: str = "export") -> list[dict[str, Any]]:
    """The journal's entries of a kind, with their details read."""
    rows = Reader(casebook, why="a test").journal(limit=10_000)
    return [{**row, "details": json.loads(row["details"])} for row in rows if row["kind"] == kind]


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table of an export to JSON Lines."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [row for row in lines if row["table"] == table]


def test_the_journal_keeps_what_left_for_whom_and_its_hash(case: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    told = done(case, "jsonl", path, Choice(Query("detained", type="COERCE")), "Court")
    (entry,) = entries(case)
    assert entry["subject"] == "export jsonl"
    assert entry["person"] == "Tester"
    details = entry["details"]
    assert details["sha256"] == told.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (details["for"], details["rows"], details["scope"]) == (
        "Court", told.tally.rows, "only what a person has reviewed")  # fmt: skip
    assert json.loads(details["filters"]) == {"type": "COERCE", "words": "detained"}
    assert not verify(case).damage


def test_the_journal_does_not_name_who_is_protected(case: Casebook, tmp_path: Path) -> None:
    done(case, "csl", tmp_path / "out", Choice(Query(WITNESS)), f"friends of {WITNESS}")
    assert WITNESS not in repr(entries(case))
    assert "⟦person" in repr(entries(case)) or "Witness-" in repr(entries(case))


def test_what_a_writer_cannot_finish_leaves_nothing(
    case: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("accordingto.export.sheets.write_jsonl", broken)
    with pytest.raises(OSError, match="No space"):
        done(case, "jsonl", tmp_path / "out.jsonl")
    assert [p.name for p in tmp_path.iterdir()] == ["case"]
    assert entries(case) == []


def test_only_reviewed_items_leave_and_it_is_said_how_many_stay(case: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "out"
    told = done(case, "jsonl", path, Choice())
    assert {row["id"] for row in rows(path, "acts")} == {"1.c1", "1.c3", "2.c1"}
    assert told.held_back == {ACCUSING_LEFT: 2, UNREVIEWED_LEFT: 2}
    assert {row["review"] for table in ("acts", "statements", "actors", "events", "positions")
            for row in rows(path, table)} == {"accepted"}  # fmt: skip


def test_a_rejected_item_leaves_by_no_way(case: Casebook, tmp_path: Path) -> None:
    done(case, "jsonl", tmp_path / "out", Choice(unreviewed=True, accusing="all"))
    assert "1.s6" not in {row["id"] for row in rows(tmp_path / "out", "statements")}


def test_a_changed_item_leaves_as_it_was_changed(case: Casebook, tmp_path: Path) -> None:
    decide(case, 1, "c1", "change", "it was the army", {"mode": None, "type": "ASSAULT"})
    done(case, "jsonl", tmp_path / "out", Choice())
    act = next(row for row in rows(tmp_path / "out", "acts") if row["id"] == "1.c1")
    assert (act["type"], act["mode"], act["review"]) == ("ASSAULT", None, "changed")


def test_unreviewed_accusations_leave_only_with_a_journalled_reason(case: Casebook, tmp_path: Path) -> None:
    done(case, "jsonl", tmp_path / "some", Choice(unreviewed=True))
    assert {row["id"] for row in rows(tmp_path / "some", "acts")} == {"1.c1", "1.c3", "1.c4", "2.c1", "2.c2"}
    assert "Imanov" not in (tmp_path / "some").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="--accusing REASON"):
        Choice(accusing="without --unreviewed")
    with pytest.raises(UsageError, match="--accusing REASON"):
        Choice(unreviewed=True, accusing=" ")
    done(case, "jsonl", tmp_path / "all", Choice(unreviewed=True, accusing=f"the court asked, {WITNESS} agrees"))
    beating = next(row for row in rows(tmp_path / "all", "acts") if row["id"] == "1.c2")
    assert (beating["accuses"], beating["review"]) == ("Ruslan Imanov", "unreviewed")
    reason = entries(case)[-1]["details"]["accusing"]
    assert reason.startswith("the court asked")
    assert WITNESS not in reason


def test_who_is_accused() -> None:
    assert accused(wire()) == {"c1": ("Marat Beknazarov",), "c2": ("Ruslan Imanov",), "s1": ("Marat Beknazarov",),
                               "s4": ("Ruslan Imanov",)}  # fmt: skip
    assert accused(courier()) == {"c1": ("Marat Beknazarov",), "s1": ("Marat Beknazarov",)}


def test_withdrawn_consent_keeps_a_report_back(case: Casebook, tmp_path: Path) -> None:
    from accordingto.casebook.destroying import set_consent

    set_consent(case, 2, "withdrawn", "the colleagues asked for it")
    for name in ("jsonl", "evidence", "csl"):
        done(case, name, tmp_path / name)
    assert b"Reporter held" not in b"".join((tmp_path / n).read_bytes() for n in ("jsonl", "evidence", "csl"))


def test_a_search_chooses_what_leaves(case: Casebook, tmp_path: Path) -> None:
    done(case, "jsonl", tmp_path / "out", Choice(Query(country="KG", publisher="courier", limit=100)))
    assert {row["id"] for row in rows(tmp_path / "out", "acts")} == {"2.c1"}
    assert rows(tmp_path / "out", "statements") == []


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A file as `accordingto read` writes it."""
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(r.to_dict()) + "\n" for r in (wire(), courier())), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", [n for n, f in FORMATS.items() if not f.casebook])
def test_records_without_a_casebook(records: Path, tmp_path: Path, name: str) -> None:
    assert export_file(from_file(records), name, tmp_path / name).tally.rows
    assert (tmp_path / name).stat().st_size


def test_a_file_whose_quotes_are_not_its_texts_is_refused(records: Path, tmp_path: Path) -> None:
    records.write_text(records.read_text(encoding="utf-8").replace('"exact": "beat"', '"exact": "kissed"'), "utf-8")
    with pytest.raises(UsageError, match="wire-1"):
        from_file(records)


def test_evidence_needs_a_casebook(records: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="needs a casebook"):
        export_file(from_file(records), "evidence", tmp_path / "out")


def test_formats_that_there_are_not(case: Casebook, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are csv, xlsx"):
        export(case, "docx", Choice(), "", tmp_path / "out")


@pytest.mark.parametrize(("name", "module"), [("xlsx", "openpyxl"), ("parquet", "pyarrow"), ("gpkg", "pyogrio"),
                                              ("gexf", "networkx"), ("ftm", "followthemoney"), ("xmi", "cassis"),
                                              ("dossier-pdf", "weasyprint")])  # fmt: skip
def test_a_missing_library_is_named_with_its_cure(
    case: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=rf"{module} is not installed; run: pip install 'accordingto\[export\]'"):
        done(case, name, tmp_path / "out")
    assert entries(case) == []


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command line, in a process of its own."""
    return subprocess.run([sys.executable, "-m", "accordingto", *arguments], capture_output=True, check=False,
                          env={**os.environ, "ACCORDINGTO_PERSON": "Tester"})  # fmt: skip


def test_the_command_line(case: Casebook, tmp_path: Path) -> None:
    where = str(tmp_path / "case")
    out = run("export", "--to", "jsonl", "--case", where, "--for", "Court", "--type", "COERCE")
    assert out.returncode == 0
    assert {json.loads(line)["table"] for line in out.stdout.splitlines()} == {"acts", "actors", "places", "events"}
    assert b"written, sha256 " + hashlib.sha256(out.stdout).hexdigest().encode() in out.stderr
    done_ = run("export", "--to", "polecat", "--case", where, "-o", str(tmp_path / "p.tsv"))
    assert b"left in the casebook: 2 statements and acts that accuse" in done_.stderr
    assert b"(--unreviewed --accusing REASON takes them)" in done_.stderr
    for arguments, message in (
        (("--to", "docx", "--case", where), b"there are csv, xlsx"),
        (("--to", "csv"), b"either --case DIR or --records FILE"),
        (("--to", "csv", "--case", where, "-o", str(tmp_path / "no" / "x")), b"there is no folder"),
        (("--to", "csl", "--case", where, "--accusing", "so"), b"give it with --unreviewed"),
    ):
        failed = run("export", *arguments)
        assert failed.returncode == 2
        assert message in failed.stderr
        assert b"Traceback" not in failed.stderr
    assert len(entries(case)) == 2


def test_events_are_those_of_the_casebook_and_peoples_word_counts(case: Casebook, tmp_path: Path) -> None:
    from accordingto.casebook import pair_decisions
    from accordingto.reconcile.case import events
    from accordingto.reconcile.casework import reconcile_case

    def told() -> dict[str, str]:
        done(case, "jsonl", tmp_path / "out")
        return {row["id"]: row["acts"] for row in rows(tmp_path / "out", "events")}

    assert "1.c1; 2.c1" in told().values()  # never reconciled: worked out on the way
    arrests = tuple((n, r.acts[0].trigger.start, r.acts[0].trigger.end) for n, r in enumerate((wire(), courier()), 1))
    pair_decisions.decide(case, pair_decisions.ACTS, [(arrests[0], arrests[1])], False, "two arrests")
    reconcile_case(case)
    assert set(told()) == {event.id for event in events(Reader(case))}
    assert {"1.c1", "2.c1"} <= set(told().values())


def test_who_cannot_see_names_exports_all_the_same(tmp_path: Path) -> None:
    """Where protected names are locked away, the journal keeps no words that could be one."""
    from accordingto.casebook.store import make_casebook, open_casebook

    where = str(tmp_path / "locked")
    fill(make_casebook(where, "casebook passphrase", "names passphrase"))
    casebook = open_casebook(where, "casebook passphrase")
    done(casebook, "jsonl", tmp_path / "out", ALL, f"friends of {WITNESS}")
    assert WITNESS not in (tmp_path / "out").read_text(encoding="utf-8")
    rows_ = [row for row in Reader(casebook).journal(limit=1000) if row["kind"] == "export"]
    assert json.loads(rows_[0]["details"])["for"].startswith("sha256 ")
    assert json.loads(rows_[0]["details"])["accusing"].startswith("sha256 ")
