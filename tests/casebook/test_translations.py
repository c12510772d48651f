"""Translations stay beside the words that they translate; reports of any language are coded by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accordingto.casebook.protect import protect, unprotect
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.casebook.translations import by_lines, translate
from accordingto.casebook.verify import verify
from accordingto.cli import cli
from accordingto.types import Record, Report
from tests.casebook.conftest import put

NAME = "Zarina Okhotnikova"
TEXT = "Die Wache hielt Zarina Okhotnikova fest.\n\nIhr Bruder sagte: Sie ist frei."
BODY = "The guard held Zarina Okhotnikova.\nHer brother said: She is free.\n"


def told() -> Record:
    return Record(Report("z", TEXT, language="de"))


def sides(reader: Reader) -> list[tuple[str, str]]:
    """Each aligned part: words of the text, words of the translation."""
    text = reader.report(1).record.report.text
    return [(text[start:end], one["body"][there:until]) for one in reader.translations(1)
            for start, end, there, until in one["aligned"]]  # fmt: skip


def test_lines_are_laid_beside_lines() -> None:
    assert by_lines("a\n\n b c \n", "x\ny z") == [(0, 1, 0, 1), (4, 7, 2, 5)]
    assert by_lines("a\nb", "x") is None
    assert by_lines("", "") == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_translation_stays_aligned_whoever_is_protected(casebook: Casebook, when: str) -> None:
    put(casebook, told())
    if when == "after":
        protect(casebook, [NAME], "witness", "asked")
    parts = by_lines(Reader(casebook).report(1).record.report.text, BODY)
    assert parts is not None
    translate(casebook, 1, "en", BODY, parts)
    if when == "before":
        protect(casebook, [NAME], "witness", "asked")
    for recipient in ("", "The International Court"):
        (one, its), (two, other) = sides(Reader(casebook, recipient))
        name = str(Reader(casebook, recipient).protected()[0]["pseudonym"])
        assert (one, its) == (f"Die Wache hielt {name} fest.", f"The guard held {name}.")
        assert (two, other) == ("Ihr Bruder sagte: Sie ist frei.", "Her brother said: She is free.")
    assert sides(Reader(casebook, why="the hearing"))[0][0] == "Die Wache hielt Zarina Okhotnikova fest."
    assert NAME not in repr(Reader(casebook).translations(1))
    assert verify(casebook).damage == []
    unprotect(casebook, 1, "no longer needed")
    assert [text for text, _ in sides(Reader(casebook))] == TEXT.split("\n\n")
    assert verify(casebook).damage == []


@pytest.fixture
def russian(tmp_path: Path) -> str:
    """A casebook with one report in Russian and its translation in a file."""
    casebook = make_casebook(str(tmp_path / "case"))
    text = "Полиция задержала двадцать человек, сообщили врачи. Полиция молчит."
    put(casebook, Record(Report("r", text, language="ru")))
    casebook.engine.dispose()
    (tmp_path / "en.txt").write_text("Police detained twenty people, doctors said. Police are silent.")
    return str(tmp_path / "case")


def run(where: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--case", where])


def test_a_report_of_any_language_is_coded_by_hand(russian: str) -> None:
    act = {"type": "COERCE", "mode": "arrest", "trigger": {"words": "задержала"},
           "initiators": [{"words": "Полиция", "nth": 1}], "targets": [{"words": "двадцать человек"}]}  # fmt: skip
    said = {"sources": [{"words": "врачи"}], "cue": {"words": "сообщили"},
            "content": [{"words": "Полиция задержала двадцать человек"}]}  # fmt: skip
    for kind, value in (("add-act", act), ("add-statement", said)):
        done = run(russian, "decide", "1", kind, json.dumps(value), "--why", "coded by hand")
        assert done.exit_code == 0, done.output
    assert run(russian, "decide", "1.hc1", "change", '{"harm": "detained"}', "--why", "as told").exit_code == 0
    shown = json.loads(run(russian, "show", "1", "--reviewed", "--format", "jsonl").output)
    assert [(a["trigger"]["exact"], a["harm"]) for a in shown["acts"]] == [("задержала", "detained")]
    assert [s["sources"][0]["exact"] for s in shown["statements"]] == ["врачи"]
    assert json.loads(run(russian, "show", "1", "--format", "jsonl").output)["acts"] == []
    assert run(russian, "decide", "1.hc1", "undo", '{"review": 3}', "--why", "told too little").exit_code == 0
    assert "0 DAMAGED" not in run(russian, "verify").output
    assert "as they were" in run(russian, "verify").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["1", "add-act", '{"type": "COERCE", "trigger": {"words": "нет"}}'], "do not stand"),
        (["1", "add-act", '{"type": "COERCE", "trigger": {"words": "Полиция"}}'], "more than once"),
        (["1", "add-act", '{"type": "COERCE", "trigger": {"words": "Полиция", "nth": 3}}'], "3 times"),
        (["1", "add-act", '{"type": "COERCE", "trigger": {"words": 5}}'], "is told as"),
        (["1", "add-act", "{"], "no JSON"),
        (["1", "accept"], "statement or act"),
        (["1.c1", "add-act", "{}"], "a report"),
        (["1@1.c1", "accept"], "statement or act"),
        (["1.c9", "accept"], "no statement or act"),
        (["77", "finish"], "no report"),
    ],
)
def test_what_cannot_be_decided_is_said(russian: str, arguments: list[str], message: str) -> None:
    done = run(russian, "decide", *arguments, "--why", "x")
    assert done.exit_code != 0
    assert message in done.output + str(done.exception)


def test_a_translation_is_attached_by_the_command_line(russian: str, tmp_path: Path) -> None:
    assert "1 parts aligned" in run(russian, "translate", "1", str(tmp_path / "en.txt"), "--language", "en").output
    (tmp_path / "aligned.json").write_text("[[0, 51, 0, 44], [52, 67, 45, 63]]")
    done = run(russian, "translate", "1", str(tmp_path / "en.txt"), "--language", "en",
               "--aligned", str(tmp_path / "aligned.json"))  # fmt: skip
    assert "2 parts aligned" in done.output
    shown = json.loads(run(russian, "show", "1", "--format", "jsonl").output)["casebook"]["translations"]
    assert [len(one["aligned"]) for one in shown] == [1, 2]
    assert "Police are silent." in run(russian, "show", "1", "--format", "text").output
    for wrong in ("[[0, 1, 2]]", "{}", "[[0, 999, 0, 1]]", '[["0", 1, 2, 3]]'):
        (tmp_path / "aligned.json").write_text(wrong)
        done = run(russian, "translate", "1", str(tmp_path / "en.txt"), "--language", "en",
                   "--aligned", str(tmp_path / "aligned.json"))  # fmt: skip
        assert done.exit_code != 0
    (tmp_path / "en.txt").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in run(russian, "translate", "1", str(tmp_path / "en.txt"), "--language", "en").output
