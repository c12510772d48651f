"""The codebook as data: it loads fast, says what is wrong with a file, and can be extended."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.acts.codebook import NO_ACT, SHIPPED, Codebook, inflect
from accordingto.errors import CodebookError
from tests.acts.conftest import Reader

TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
MINE = """extends: plover
classes:
  crop: rice, wheat, maize
types:
  COERCE:
    senses:
      - id: burn-crops
        plain: burned the crops
        mode: seize
        harm: property
        verbs: torch @crop, trample @crop
"""


def test_shipped_codebook_is_without_fault_and_has_all_types(codebook: Codebook) -> None:
    assert Codebook.check(SHIPPED) == []
    assert {s.type for s in codebook.senses} == TYPES | {NO_ACT}
    assert sum(map(len, codebook.verbs.values())) + sum(map(len, codebook.nouns.values())) > 3000


def test_a_researchers_file_adds_to_the_shipped_one(tmp_path: Path, read: Reader) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(MINE, encoding="utf-8")
    assert Codebook.check(file) == []
    acts = read("Soldiers trampled the rice. Police arrested a man.", book=Codebook.load(file)).acts
    assert [(a.type, a.mode, a.harm) for a in acts] == [
        ("COERCE", "seize", "property"),
        ("COERCE", "arrest", "detained"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("harm: property", "harm: propertyy", 10, "propertyy"),
        ("@crop, trample", "@corp, trample", 11, "@corp"),
        ("mode: seize", "moode: seize", 9, "moode"),
        ("plain: burned the crops", "target: ownr", 8, "ownr"),
        ("extends: plover", "extends: cameo", 1, "cameo"),
        ("verbs: torch", "target: torch", 7, "match nothing"),
        ("types:", "types: [", 5, "YAML"),
    ],
)
def test_check_names_the_line_of_a_fault(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(MINE.replace(old, new), encoding="utf-8")
    found = Codebook.check(file)
    assert any(what in f for f in found)
    assert any(f"line {line}" in f for f in found) or what == "YAML"


def test_a_faulty_codebook_does_not_load(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(MINE.replace("@crop", "@nothing"), encoding="utf-8")
    with pytest.raises(CodebookError, match="nothing"):
        Codebook.load(file)
    with pytest.raises(CodebookError, match="no such file"):
        Codebook.load(tmp_path / "absent.yaml")


def test_regular_forms_of_verbs() -> None:
    assert inflect("rape") == ("raped", "raping")
    assert inflect("stab")[:2] == ("stabbed", "stabbing")
    assert inflect("carry") == ("carried", "carrying")


FOLDER = {
    "words.yaml": "classes:\n  crop: rice, wheat\n",
    "coerce.yaml": "types:\n  COERCE:\n    senses:\n      - id: b\n        plain: b\n        verbs: torch @crop\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A codebook of two files, one of which names the word class of the other."""
    for name, text in FOLDER.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_check_reads_a_folder_as_one_codebook(folder: Path) -> None:
    assert Codebook.check(folder) == []
    (folder / "coerce.yaml").write_text(FOLDER["coerce.yaml"].replace("@crop", "@corp"), encoding="utf-8")
    assert [p.split(":")[0] for p in Codebook.check(folder)] == ["coerce.yaml line 6"]


def test_check_of_one_file_of_a_folder_says_that_it_is_one(folder: Path) -> None:
    (problem,) = Codebook.check(folder / "coerce.yaml")
    assert "one file of a folder" in problem
    assert "@crop" in problem
    assert str(folder) in problem


@pytest.mark.parametrize("phrase", ["forcibly return", "not allow"])
def test_check_finds_phrases_that_can_never_match(tmp_path: Path, phrase: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(MINE.replace("trample @crop", phrase), encoding="utf-8")
    (problem,) = Codebook.check(file)
    assert "line 11" in problem
    assert phrase in problem


def test_a_negated_sense_is_told_as_done_and_only_where_negated(tmp_path: Path, read: Reader) -> None:
    file = tmp_path / "mine.yaml"
    negated = MINE.replace("verbs: torch @crop, trample @crop", "negated: true\n        verbs: deliver @crop")
    file.write_text(negated, encoding="utf-8")
    book = Codebook.load(file)
    assert [(a.type, a.status) for a in read("The army did not deliver the rice.", book=book).acts] == [
        ("COERCE", "reported")
    ]
    assert all(a.type != "COERCE" for a in read("The army delivered the rice.", book=book).acts)
    assert all(a.type != "COERCE" for a in read("The army will never deliver the rice.", book=book).acts)
