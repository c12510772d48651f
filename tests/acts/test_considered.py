"""Which words a codebook has decided: told by its phrases, or listed as telling no act with the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from spacy.tokens import Doc

from accordingto.acts.codebook import Codebook
from accordingto.acts.considered import undecided
from accordingto.cli.measuring import codebook_group
from accordingto.errors import CodebookError
from accordingto.read.parser import Parser

MINE = """classes:
  crop: rice, wheat
types:
  COERCE:
    senses:
      - id: burn-crops
        plain: burned the crops
        verbs: torch @crop
        nouns: crop burning
no_acts:
  verbs:
    - why: mere activity
      words: cook, bake
  nouns:
    - why: things
      words: oven, rice
"""


@pytest.fixture(scope="module")
def parse() -> Callable[[str], Doc]:
    return Parser().parse


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.yaml"
    file.write_text(MINE, encoding="utf-8")
    return file


def test_words_of_phrases_and_words_that_tell_no_act_are_decided(mine: Path, parse: Callable[[str], Doc]) -> None:
    assert Codebook.check(mine) == []
    docs = [parse("The soldiers torched the rice. She baked bread in the oven."), parse("They baked, he sang a song.")]
    assert undecided(docs, Codebook.load(mine)) == {
        ("nouns", "soldier"): 1, ("nouns", "bread"): 1, ("verbs", "sing"): 1, ("nouns", "song"): 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("words: cook, bake", "words: cook, torch", 12, "'torch' begins a phrase"),
        ("words: oven, rice", "words: oven, burning", 15, "'burning' begins a phrase"),
        ("words: cook, bake", "words: cook, cook", 12, "listed twice"),
        ("words: cook, bake", "words: cook, bake bread", 12, "one word"),
        ("why: things", "because: things", 15, "'why' and 'words'"),
        ("  nouns:\n    - why", "  noun:\n    - why", 14, "neither 'verbs' nor 'nouns'"),
    ],
)
def test_check_names_the_line_of_a_fault(mine: Path, old: str, new: str, line: int, what: str) -> None:
    mine.write_text(MINE.replace(old, new), encoding="utf-8")
    (problem,) = Codebook.check(mine)
    assert what in problem
    assert f"line {line}" in problem


def test_a_faulty_list_does_not_load(mine: Path) -> None:
    mine.write_text(MINE.replace("words: cook, bake", "words: 5"), encoding="utf-8")
    with pytest.raises(CodebookError, match="no_acts"):
        Codebook.load(mine)


def test_the_command_lists_undecided_words_by_frequency(mine: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("She sang. They sang and danced. He cooked.", encoding="utf-8")
    command = ["undecided", str(report), "--codebook", str(mine), "--at-least", "1"]
    result = CliRunner().invoke(codebook_group, command)
    assert result.exit_code == 0
    assert result.output == "verbs\t2\tsing\nverbs\t1\tdance\n"
    assert CliRunner().invoke(codebook_group, [*command[:-1], "2"]).output == "verbs\t2\tsing\n"
