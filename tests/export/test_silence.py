"""Who is silent on an event leaves with it: in careful words, never bare, as the casebook knows it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from accordingto.casebook.destroying import set_consent
from accordingto.casebook.protect import protect
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.export.choosing import Choice, from_file
from accordingto.export.exporting import export_file
from accordingto.reconcile.casework import reconcile_case
from accordingto.types import Record, Report, Statement
from tests.casebook.conftest import put
from tests.export.conftest import Marker, captured, courier, exported, fill, wire

ELSEWHERE = "Marat Beknazarov, detained in Osh, a local reporter: his lawyer Aida Toktosunova told Northern Wire. "
COUNTED = "not quoted on this in the 2 reports between 2021-05-07 and 2021-05-08 in which it speaks"
NOT_QUOTED = f"United Nations: {COUNTED} (3; 4)"


def on_topic(id: str, words: str, day: str, speaker: str) -> Record:
    """A report on the arrest's topic in which a party speaks of something else."""
    text = ELSEWHERE + words
    m = Marker(text)
    report = Report(id, text, title=words, publisher="The Courier", published_at=day, language="en", voice="outlet")
    said = Statement("s1", "speech", (m.role(speaker, "a1"),), "a1", m.span("said"), (m.span("bread is dear"),),
                     "indirect", "asserts")  # fmt: skip
    return captured(Record(report, (said,), (), (m.actor("a1", speaker, "organisation", speaker),)))


OTHERS = (on_topic("un-1", "United Nations said bread is dear.", "2021-05-07", "United Nations"),
          on_topic("un-2", "United Nations said bread is dear again.", "2021-05-08", "United Nations"))  # fmt: skip


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    """The casebook of the exports' tests with two reports more, in which the United Nations speak of bread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACCORDINGTO_PERSON", "Tester")
        casebook = fill(make_casebook(str(tmp_path_factory.mktemp("quiet") / "case")))
        put(casebook, *OTHERS)
        reconcile_case(casebook)
    return casebook


def positions(path: Path) -> list[dict[str, Any]]:
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [row for row in lines if row["table"] == "positions"]


def test_silence_is_a_row_with_its_words_and_is_nobodys_review(quiet: Casebook, tmp_path: Path) -> None:
    told = positions(exported(quiet, "jsonl", tmp_path, Choice()))
    silent = [row for row in told if row["position"] == "not_quoted"]
    assert NOT_QUOTED in {row["told"] for row in silent}
    assert {(r["review"], r["reviewed_by"], r["statement"], r["confidence"]) for r in silent} == {
        ("counted", None, None, None)}  # fmt: skip
    assert all(" not quoted on this in the " in row["told"] for row in silent)
    assert {row["review"] for row in told if row["position"] != "not_quoted"} == {"accepted"}
    assert all(row["words"] and row["report"] for row in told)


def test_every_table_has_the_same_silence(quiet: Casebook, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(quiet, "csv", tmp_path, Choice())) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("positions.csv").decode("utf-8-sig"))))
    assert NOT_QUOTED in {row["told"] for row in rows}


@pytest.mark.parametrize("name", ["dossier", "timeline", "timeline-sheet", "ftm", "prov"])
def test_every_format_with_events_tells_silence_in_careful_words(quiet: Casebook, tmp_path: Path, name: str) -> None:
    text = exported(quiet, name, tmp_path, Choice()).read_text(encoding="utf-8")
    assert COUNTED in text
    if name == "dossier":
        assert "nobody says so, and the party may have spoken elsewhere" in " ".join(text.split())
    if name == "prov":
        graph = {node["@id"]: node for node in json.loads(text)["@graph"]}
        silence = next(n for n in graph.values() if n.get("rdfs:label") == NOT_QUOTED)
        assert silence["accordingto:position"] == "not_quoted"
        assert len(silence["prov:wasDerivedFrom"]) == 2
        assert silence["accordingto:review"] == "counted"


def test_who_speaks_in_what_stays_is_not_told_to_be_silent(tmp_path: Path) -> None:
    """The United Nations speak of the arrest, but nobody has reviewed that: their word stays, and no silence leaves."""
    casebook = fill(make_casebook(str(tmp_path / "case")))
    text = "United Nations said Marat Beknazarov was detained in Osh on 3 May 2021. " + ELSEWHERE
    m = Marker(text)
    content = m.span("Marat Beknazarov was detained in Osh on 3 May 2021")
    said = Statement("s1", "speech", (m.role("United Nations", "a1"),), "a1", m.span("said"), (content,), "indirect",
                     "asserts")  # fmt: skip
    act = wire().acts[0]
    told = Record(Report("un-0", text, publisher="The Courier", voice="outlet", published_at="2021-05-06"), (said,), (
        type(act)("c1", "COERCE", "arrest", m.span("detained"), (), (m.role("Marat Beknazarov", "a2"),),
                  when=act.when, harm="detained", stage="detained", per=("s1",)),),
        (m.actor("a1", "United Nations", "organisation", "United Nations"),
         m.actor("a2", "Marat Beknazarov", "person", "Marat Beknazarov")))  # fmt: skip
    put(casebook, captured(told), *OTHERS)
    reconcile_case(casebook)
    everything = positions(exported(casebook, "jsonl", tmp_path))
    arrest = {row["event"] for row in everything if row["statement"] == "1.s1"}
    assert {row["position"] for row in everything if row["party"] == "United Nations" and row["event"] in arrest} == {
        "asserts"}  # fmt: skip
    reviewed = positions(exported(casebook, "jsonl", tmp_path, Choice()))
    assert [row for row in reviewed if row["party"] == "United Nations" and row["event"] in arrest] == []


def test_a_party_whose_own_document_is_silent(tmp_path: Path) -> None:
    """The police are told to have detained him, say nothing of it in any report, and publish something else."""
    casebook = fill(make_casebook(str(tmp_path / "case")))
    text = "Police in Osh found a stolen bicycle. " + ELSEWHERE.replace("detained", "well known")
    report = Report("own-1", text, publisher="Police in Osh", voice="party", published_at="2021-05-07", language="en")
    put(casebook, captured(Record(report)))
    reconcile_case(casebook)
    rows = [r for r in positions(exported(casebook, "jsonl", tmp_path)) if r["position"] == "does_not_mention"]
    assert [(r["told"], r["review"]) for r in rows] == [
        ("Police: its own document does not mention it (3)", "counted")]  # fmt: skip


def test_what_is_kept_back_or_protected_is_not_in_silence_either(tmp_path: Path) -> None:
    casebook = fill(make_casebook(str(tmp_path / "case")))
    put(casebook, *OTHERS)
    reconcile_case(casebook)
    set_consent(casebook, 4, "withdrawn", "asked for it")
    told = {row["told"] for row in positions(exported(casebook, "jsonl", tmp_path))}
    assert any("in the 1 report between 2021-05-07 and 2021-05-07 in which it speaks (3)" in one for one in told)
    protect(casebook, ["United Nations"], "source", "a test")
    text = exported(casebook, "jsonl", tmp_path).read_text(encoding="utf-8")
    assert "United Nations" not in text
    assert "not quoted on this in the 1 report" in text


def test_of_a_file_of_records_silence_is_counted_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(r.to_dict()) + "\n" for r in (wire(), courier(), *OTHERS)), encoding="utf-8")
    export_file(from_file(path), "jsonl", tmp_path / "out.jsonl")
    told = {row["told"] for row in positions(tmp_path / "out.jsonl")}
    assert NOT_QUOTED.replace("(3; 4)", "(un-1; un-2)") in told
