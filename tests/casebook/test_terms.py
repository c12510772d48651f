"""The casebook describes itself: every value in it stands among its terms, with plain words and where it comes from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from accordingto.acts.vocabulary import LISTS, codebook_terms, fingerprint, plain_words
from accordingto.casebook import protect
from accordingto.casebook.adding import run_of
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Run
from accordingto.settings import Settings
from tests.casebook.conftest import fill, put
from tests.casebook.test_search import ONE, TWO

OWN = """\
scheme: strikes
types:
  STRIKE:
    senses:
      - id: walk-out
        plain: walked out
        mode: wildcat
        verbs: walk out
"""


def test_every_value_of_the_format_has_its_words() -> None:
    import typing

    for name, values in LISTS.items():
        assert set(plain_words()[name]) == set(typing.get_args(values)), name
    assert all(isinstance(code, str) and words for some in plain_words().values() for code, words in some.items())


def test_a_run_brings_the_terms_of_its_codebook_once(casebook: Casebook) -> None:
    run = run_of(Settings())
    put(casebook, ONE, run=run)
    put(casebook, TWO, run=run)
    put(casebook, ONE, run=Run(run.program, {**run.settings, "again": True}, run.terms))
    told = Reader(casebook).terms()
    keys = [(t["codebook"], t["version"], t["list"], t["code"]) for t in told]
    assert len(set(keys)) == len(keys)
    by_code = {(t["list"], t["code"]): t for t in told}
    assert "arrested" in by_code["type", "COERCE"]["label"]
    assert "COERCE" in by_code["mode", "arrest"]["label"]
    assert by_code["type", "COERCE"]["version"] == fingerprint(None) == run.settings["codebook"]
    assert by_code["type", "COERCE"]["runs"] == by_code["stance", "denies"]["runs"] == [1, 2]
    assert len([t for t in told if t["list"] == "type"]) == 16


def test_an_own_codebook_adds_its_own(casebook: Casebook, tmp_path: Path) -> None:
    book = tmp_path / "own.yaml"
    book.write_text(OWN)
    put(casebook, ONE, run=run_of(Settings()))
    put(casebook, TWO, run=run_of(Settings(codebook=book)))
    (mine,) = [t for t in Reader(casebook).terms() if t["code"] == "STRIKE"]
    assert (mine["codebook"], mine["label"], mine["runs"]) == ("strikes", "walked out", [2])
    assert [t.code for t in codebook_terms(book)] == ["STRIKE", "wildcat"]
    book.write_text(OWN.replace("walked out", "downed tools"))
    put(casebook, TWO, run=run_of(Settings(codebook=book)))
    assert [t["label"] for t in Reader(casebook).terms() if t["code"] == "STRIKE"] == ["walked out", "downed tools"]


def test_verify_names_what_is_no_known_term(casebook: Casebook) -> None:
    strange = replace(ONE, acts=(replace(ONE.acts[0], type="BEFRIEND", harm="sunburnt"),))  # type: ignore[arg-type]
    put(casebook, strange, run=run_of(Settings()))
    fill(casebook, 3)  # of a run whose codebook nobody knows: its types are not looked at
    found = verify(casebook)
    assert not found.damage
    assert [n for n in found.notes if "no known term" in n] == [
        "harm 'sunburnt' is no known term (list terms); it comes 1 times",
        "type 'BEFRIEND' is no known term (list terms); it comes 1 times",
    ]


def test_terms_hold_no_protected_name(casebook: Casebook, tmp_path: Path) -> None:
    book = tmp_path / "own.yaml"
    book.write_text(
        OWN.replace("scheme: strikes", "scheme: Zarina Okhotnikova").replace("walked out", "Zarina Okhotnikova left")
    )
    put(casebook, ONE, run=run_of(Settings(codebook=book)))
    protect.protect(casebook, ["Zarina Okhotnikova"], "witness", "asked for it")
    book.write_text(book.read_text().replace("left", "went"))
    put(casebook, TWO, run=run_of(Settings(codebook=book)))
    told = json.dumps(Reader(casebook).terms(), default=str)
    assert "Okhotnikova" not in told
    assert " went" in told
    assert "⟦" not in told
