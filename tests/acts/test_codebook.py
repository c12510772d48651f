"""The codebook as data: it loads fast, says what is wrong with a file, and can be extended."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.acts.codebook import SHIPPED, Codebook, inflect
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
    assert {s.type for s in codebook.senses} == TYPES
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
