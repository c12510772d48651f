"""A protected name leaves the casebook by no way: each way out is tried, and so is each way round the door."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from accordingto.casebook import access, deciding, diffing
from accordingto.casebook.listing import FORMATS, write
from accordingto.casebook.protect import protect, unprotect
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.redaction import Names, replace_words
from accordingto.casebook.risks import MANY
from accordingto.casebook.seals import make_seal
from accordingto.casebook.store import Casebook, make_casebook, open_casebook
from accordingto.casebook.transfer import transfer
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Run
from accordingto.errors import AccordingToError, UsageError
from accordingto.types import Actor, Evidence, Record, Report, Role, Span
from tests.casebook import made
from tests.casebook.conftest import fill, put
from tests.casebook.test_search import at, story

NAME = "Zarina Okhotnikova"
LEAK = re.compile(r"zarina|okhotnikova|sandal workshop", re.IGNORECASE)
TEXT = (
    "Zarina Okhotnikova, 34, was beaten by guards in Karagash, her brother said. Ms. Okhotnikova's lawyer, who visited "
    "ZARINA OKHOTNIKOVA in May, said that Zarina\nOkhotnikova ran the only sandal workshop in the village."
)


def witness_report() -> Record:
    """A report that names its witness everywhere a report can."""
    record = story("okhotnikova-1", TEXT, "guards", "beaten", type="ASSAULT", mode="beat", place="Karagash")
    victim = Actor("a2", NAME, "Zarina Okhotnikova, owner of a workshop", "person", (),
                   tuple(Span(*at(TEXT, words)) for words in (NAME, "Okhotnikova's lawyer")))  # fmt: skip
    report = replace(record.report, id="okhotnikova-1", title="Zarina Okhotnikova speaks",
                     input="zarina_okhotnikova.html",
                     url="https://example.org/2019/zarina-okhotnikova-speaks", byline=("Zarina Okhotnikova",),
                     dateline="KARAGASH", publisher="Blog of Zarina Okhotnikova", agency="Okhotnikova Press",
                     warnings=("date of Zarina Okhotnikova's page unknown",),
                     evidence=(Evidence("title", "og:title", "Zarina Okhotnikova speaks"),))  # fmt: skip
    target = Role(*at(TEXT, NAME), "a2")
    acts = (replace(record.acts[0], targets=(target,)),)
    return replace(record, report=report, actors=(*record.actors, victim), acts=acts)


@pytest.fixture
def guarded(casebook: Casebook) -> Casebook:
    """A casebook with a protected witness."""
    put(casebook, witness_report())
    fill(casebook, 3)
    deciding.decide(casebook, 1, "c1", "accept", "Zarina Okhotnikova confirmed it by telephone", {"name": NAME})
    protect(casebook, [NAME], "witness", "asked for by Zarina Okhotnikova herself", ["the only sandal workshop"])
    return casebook


def everything(reader: Reader) -> str:
    """All that a reader can get, as one string."""
    queries = [Query(limit=1000), Query("beaten"), Query("workshop"), Query(party="okhotnikova"), Query("zarina"),
               Query('"zarina okhotnikova"'), Query("okhotni*"), Query(publisher="blog")]  # fmt: skip
    told: list[object] = [reader.find(query) for query in queries]
    told += [reader.count(query, ["publisher", "place"]) for query in queries]
    told += [reader.reports(), reader.report(1), list(reader.records()), list(reader.records(run=1)), reader.runs()]
    told += [
        reader.journal(limit=1000),
        reader.protected(),
        reader.reviews(1),
        list(diffing.compare_runs(reader, 1, 1)),
    ]
    return repr(told)


def test_no_reading_shows_the_name(guarded: Casebook) -> None:
    told = everything(Reader(guarded))
    assert not LEAK.search(told), LEAK.findall(told)
    assert "Witness-" in told
    assert "[withheld]" in told


def test_the_name_finds_nothing_and_counts_nothing(guarded: Casebook) -> None:
    reader = Reader(guarded)
    for words in ("zarina", "Okhotnikova", '"zarina okhotnikova"', "okhotni*", "sandal"):
        assert reader.find(Query(words)) == []
        assert [g.items for g in reader.count(Query(words), [])] in ([0], [])
    assert reader.find(Query(party=NAME)) == []
    assert reader.find(Query("beaten")) != []


def test_every_format_is_covered(guarded: Casebook) -> None:
    held = Reader(guarded).report(1)
    for form in FORMATS:
        out = io.StringIO()
        write(
            [held.record.to_dict()["report"], *held.record.to_dict()["acts"]],
            ["id", "title", "text", "targets"],
            form,
            out,
        )
        assert not LEAK.search(out.getvalue())
        assert "Witness-" in out.getvalue()


def test_covered_records_still_hold_together(guarded: Casebook) -> None:
    record = Reader(guarded, "somebody").report(1).record
    text = record.report.text
    spans = json.loads(json.dumps(record.to_dict()))
    found: list[bool] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if "exact" in value and "start" in value:
                found.append(text[value["start"] : value["end"]] == value["exact"])
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(spans)
    assert len(found) > 8
    assert all(found)


def test_pseudonyms_are_stable_here_and_differ_for_others(guarded: Casebook, place: str) -> None:
    def shown(recipient: str) -> str:
        return str(Reader(guarded, recipient).protected()[0]["pseudonym"])

    assert shown("Court") == shown("Court") == str(Reader(open_casebook(place), "Court").protected()[0]["pseudonym"])
    assert len({shown(""), shown("Court"), shown("Press"), shown("court")}) == 4
    assert f"{shown('Court')}, 34, was beaten" in Reader(guarded, "Court").report(1).record.report.text


def test_the_same_name_has_another_pseudonym_in_another_casebook(tmp_path: Path) -> None:
    shown = set()
    for name in ("one", "two"):
        casebook = make_casebook(str(tmp_path / name))
        put(casebook, witness_report())
        protect(casebook, [NAME], "witness", "asked")
        shown.add(Reader(casebook).protected()[0]["pseudonym"])
    assert len(shown) == 2


def test_a_pseudonym_can_be_searched_for_by_its_recipient(guarded: Casebook) -> None:
    for recipient in ("", "Court"):
        reader = Reader(guarded, recipient)
        pseudonym = reader.protected()[0]["pseudonym"]
        assert [hit.id for hit in reader.find(Query(str(pseudonym), kind="act"))] == ["1.c1"]
        assert Reader(guarded, "Press").find(Query(str(pseudonym))) == []


def test_the_tables_hold_no_name(guarded: Casebook) -> None:
    from sqlalchemy import select

    from accordingto.casebook import schema

    with guarded.reading() as connection:
        for table in schema.metadata.sorted_tables:
            if table.name not in ("sealed", "protected", "capture_content"):
                assert not LEAK.search(repr(connection.execute(select(table)).all())), table.name


def test_a_report_that_comes_later_is_covered(guarded: Casebook) -> None:
    later = story("9", "Guards held Zarina Okhotnikova again, they said. Okhotnikova was ill.", "Guards", "held")
    put(guarded, later, run=Run("Zarina Okhotnikova's laptop", {"title": NAME}))
    assert not LEAK.search(everything(Reader(guarded)))
    assert verify(guarded).damage == []


def test_who_has_the_right_sees_the_name_and_the_journal_says_so(guarded: Casebook) -> None:
    reader = Reader(guarded, why="to prepare the hearing")
    assert reader.report(1).record == replace(witness_report())
    for words in ("okhotnikova", '"zarina okhotnikova"', "beaten"):
        assert "1.c1" in [hit.id for hit in reader.find(Query(words))], words
    assert reader.capture(1)
    last = Reader(guarded).journal(limit=1000)[-1]
    assert (last["kind"], last["person"]) == ("names shown", "Tester")
    assert "hearing" in last["details"]


def test_who_has_no_right_is_refused(guarded: Casebook, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORDINGTO_PERSON", "Stranger")
    stranger = open_casebook(place)
    for attempt in (
        lambda: Reader(stranger, why="curious about Zarina Okhotnikova"),
        lambda: protect(stranger, ["Somebody Else"], "victim", "x"),
        lambda: unprotect(stranger, 1, "x"),
        lambda: access.grant(stranger, "Stranger", "names", "x"),
        lambda: Reader(stranger).capture(1),
    ):
        with pytest.raises(UsageError) as caught:
            attempt()
        assert not LEAK.search(str(caught.value))
    access.grant(guarded, "Stranger", "names", "is the lawyer of Zarina Okhotnikova")
    assert LEAK.search(repr(Reader(stranger, why="the case").report(1)))
    access.grant(guarded, "Stranger", "covered", "left")
    with pytest.raises(UsageError):
        Reader(stranger, why="the case")
    assert not LEAK.search(everything(Reader(stranger)))


def test_diffs_are_covered(guarded: Casebook) -> None:
    other = replace(witness_report(), acts=(), statements=())
    put(guarded, other, run=Run("made", {"version": 2}))
    changes = list(diffing.compare_runs(Reader(guarded), 1, 2))
    assert {c.change for c in changes} == {"gone"}
    assert not LEAK.search(repr(changes))
    assert [c.decided for c in changes if c.before == "c1"] == ["accept"]


def test_errors_and_logs_are_covered(guarded: Casebook, caplog: pytest.LogCaptureFixture) -> None:
    from sqlalchemy import text

    from accordingto.casebook.engine import translated

    with pytest.raises(AccordingToError) as caught, translated(), guarded.engine.connect() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": NAME})
    assert not LEAK.search(str(caught.value))
    for bad in ("1.zz", "99"):
        number, _, key = bad.partition(".")
        with pytest.raises(UsageError) as refused:
            Reader(guarded).report(int(number)).item(key)
        assert not LEAK.search(str(refused.value))
    assert not LEAK.search(caplog.text)


def test_verifying_and_sealing_are_covered(guarded: Casebook) -> None:
    found = verify(guarded, make_seal(guarded))
    assert found.damage == []
    assert not LEAK.search(repr(found) + make_seal(guarded).line())


def test_what_lies_under_seal_is_verified(guarded: Casebook) -> None:
    from tests.casebook.test_custody import change

    if guarded.engine.dialect.name == "sqlite":
        change(guarded, "UPDATE sealed SET original = CAST(replace(original, '34', '43') AS BLOB)")
    else:
        change(
            guarded,
            "UPDATE sealed SET original = convert_to(replace(convert_from(original, 'UTF8'), '34', '43'), 'UTF8')",
        )
    assert verify(guarded).damage == ["record 1: what lies under seal was changed"]


def test_protection_can_be_ended(guarded: Casebook) -> None:
    assert unprotect(guarded, 1, "wrong person") == 1
    assert Reader(guarded).report(1).record == witness_report()
    assert [h.id for h in Reader(guarded).find(Query("okhotnikova", kind="act"))] == ["1.c1"]
    assert verify(guarded).damage == []


def test_two_people_in_one_report(guarded: Casebook) -> None:
    text = "Guards held Zarina Okhotnikova and Piet Zarin van Dam, they said."
    put(guarded, story("7", text, "Guards", "held"))
    protect(guarded, ["Piet Zarin van Dam"], "victim", "asked")
    shown = Reader(guarded).report(5).record.report.text
    assert re.fullmatch(r"Guards held Witness-\w{6} and Victim-\w{6}, they said\.", shown)
    unprotect(guarded, 2, "wrong")
    assert "Piet Zarin van Dam" in Reader(guarded).report(5).record.report.text
    assert not LEAK.search(everything(Reader(guarded)))


def test_copies_to_the_other_database_stay_covered(tmp_path: Path) -> None:
    source = make_casebook(str(tmp_path / "one"))
    put(source, witness_report())
    protect(source, [NAME], "witness", "asked", ["the only sandal workshop"])
    target = transfer(source, make_casebook(str(tmp_path / "two")))
    assert not LEAK.search(everything(Reader(target)))
    assert verify(target, make_seal(source)).damage == []
    assert Reader(target).protected() == Reader(source).protected()


def test_what_tells_the_person_all_the_same_is_warned_of(casebook: Casebook) -> None:
    put(casebook, witness_report())
    done = protect(casebook, [NAME], "witness", "asked")
    told = {(risk.what, risk.words) for risk in done.risks}
    assert {("a relative", "her brother"), ("a small place", "Karagash")} <= told
    assert any(what == "an office or work" and "sandal" in words for what, words in told)
    text = "The rally leader, Rada Miloff, a 61-year-old teacher at School 9, was held, police said."
    put(casebook, story("x", text, "police", "held"))
    told = {(risk.what, risk.words) for risk in protect(casebook, ["Rada Miloff"], "victim", "x").risks}
    assert ("an age", "61-year-old") in told


def test_relatives_are_warned_of_however_they_are_named(casebook: Casebook) -> None:
    text = (
        "Lena Orrik, the sister of a baker, was held, police said. Her elder brother left. Lena Orrik's uncle stayed. "
        "The son of a judge spoke."
    )
    put(casebook, story("x", text, "police", "held"))
    told = {risk.words for risk in protect(casebook, ["Lena Orrik"], "minor", "x").risks if risk.what == "a relative"}
    assert told == {"the sister of a baker", "Her elder brother", "uncle", "The son of a judge spoke"}


@pytest.mark.parametrize("names", [[], [""], ["  "], ["ab"], ["x" * 600]])
def test_what_is_no_name_is_refused(casebook: Casebook, names: list[str]) -> None:
    with pytest.raises(UsageError):
        protect(casebook, names, "victim", "x")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Omir Bekali said", ["Omir Bekali"]),
        ("OMIR BEKALI; omir  bekali", ["OMIR BEKALI", "omir  bekali"]),
        ("/omir-bekali-held.html", ["omir-bekali"]),
        ("Omir\nBekali's son Omir left Bekalistan", ["Omir\nBekali", "Omir"]),
        ("BEKALI and bekali", ["BEKALI"]),
        ("Bekali", ["Bekali"]),
    ],
)
def test_names_are_found_in_every_form(text: str, found: list[str]) -> None:
    names = Names(["Omir Bekali"], [])
    assert [text[start:end] for start, end, _ in names.places(text)] == found


def test_replacing_keeps_every_offset_true() -> None:
    record = made.record(3)
    word = record.acts[0].targets[0].exact

    def find(text: str) -> list[tuple[int, int, str]]:
        return [(m.start(), m.end(), "«covered by me»") for m in re.finditer(re.escape(word), text)]

    replaced = replace_words(record, find)
    from accordingto.casebook.checking import check

    check(replaced)
    assert replaced.acts[0].targets[0].exact == "«covered by me»"
    assert replaced.acts[5].trigger.exact == record.acts[5].trigger.exact


def test_a_hostile_text_cannot_name_a_protected_person(guarded: Casebook) -> None:
    put(guarded, Record(Report("h", "⟦person000000000000⟧ and ⟦person1⟧ did it.", language="xx")))
    assert "⟦person000000000000⟧" in Reader(guarded).report(5).record.report.text


def test_the_command_line_is_covered(tmp_path: Path) -> None:
    from accordingto.casebook.store import make_casebook

    place = str(tmp_path / "case")
    casebook = make_casebook(place)
    put(casebook, witness_report())
    protect(casebook, [NAME], "witness", "asked by Zarina Okhotnikova", ["the only sandal workshop"])
    casebook.engine.dispose()
    commands = [["find"], ["find", "beaten", "--format", "csv"], ["find", "--by", "publisher"], ["find", "okhotnikova"],
                ["show", "1"], ["show", "1", "--format", "text"], ["show", "1.c1"], ["show", "1.zz"], ["list"],
                ["list", "journal"], ["list", "runs"], ["list", "protected"], ["diff", "1", "1"], ["verify"], ["seal"],
                ["show", "1", "--capture"], ["find", "beaten", "--for", "Court"]]  # fmt: skip
    for command in commands:
        done = subprocess.run([sys.executable, "-m", "accordingto", *command, "--case", place], capture_output=True,
                              text=True, check=False, timeout=60)  # fmt: skip
        told = done.stdout + done.stderr
        assert "Traceback" not in told, told
        assert not LEAK.search(told), command
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows


def test_nothing_reads_a_casebook_but_through_the_door() -> None:
    """Outside its own room, nothing of the package touches SQL, tables or what lies under seal."""
    source = Path(__file__).parents[2] / "src/accordingto"
    inner = ("sqlalchemy", "casebook.schema", "casebook.rows", "casebook.protection", "casebook.search",
             "casebook.counting", "casebook.captures", "casebook.engine", "casebook.door", "casebook.decided",
             "casebook.concluded", "casebook.standing")  # fmt: skip
    for path in source.rglob("*.py"):
        if path.relative_to(source).parts[0] != "casebook":
            text = path.read_text()
            assert not any(f"{name} import" in text or f"import {name}" in text for name in inner), path
            assert "unsealed" not in text, path


def test_a_deed_that_no_other_report_tells_is_warned_of(casebook: Casebook) -> None:
    text = "Guards exiled Rada Miloff, 61, from Karagash, they said."
    deed = replace(story("x", text, "Guards", "exiled", mode="exile", place="Karagash"), statements=())
    target = Role(*at(text, "Rada Miloff"), "a2")
    victim = Actor("a2", "Rada Miloff", None, "person", (), (Span(*at(text, "Rada Miloff")),))
    record = replace(deed, acts=(replace(deed.acts[0], targets=(target,), per=()),), actors=(*deed.actors, victim))
    put(casebook, record)
    first = protect(casebook, ["Rada Miloff"], "victim", "asked")
    assert {(risk.what, risk.words) for risk in first.risks} == {("an age", "61"), ("a small place", "Karagash")}
    unprotect(casebook, first.person, "more reports have come")
    fill(casebook, MANY)
    assert ("a rare event", "exiled") in {(r.what, r.words) for r in
            protect(casebook, ["Rada Miloff"], "victim", "asked").risks}  # fmt: skip
    put(casebook, story("y", "Guards exiled two men from Karagash, they said.", "Guards", "exiled", mode="exile",
                        place="Karagash"))  # fmt: skip
    again = protect(casebook, ["Miloff Rada", "Rada Miloff"], "victim", "asked again")
    assert "a rare event" not in {risk.what for risk in again.risks}
