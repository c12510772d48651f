"""The codebook page: terms with rules, types with their words, found by any of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from accordingto.acts.vocabulary import fingerprint
from accordingto.casebook.adding import run_of
from accordingto.casebook.store import Casebook
from accordingto.review.routes.codebook import entries, rulings
from accordingto.settings import Settings
from tests.casebook.conftest import put
from tests.review import made
from tests.review.conftest import Client
from tests.review.shown import main, seen


def test_all_of_the_codebook_is_shown(client: Client) -> None:
    html = main(client.get("/codebook").text)
    assert len(re.findall(r'<h3 id="[A-Z]+"', html)) == 16
    assert html.count('<details class="sense"') == len(entries())
    words = seen(f"<main{html}</main>")
    for head, some in rulings().items():
        assert head in words
        assert all(rule in words for rule in some.values())


@pytest.mark.parametrize(
    ("words", "type"), [("arrest", "COERCE"), ("house arrest", "COERCE"), ("PROTEST demo", "PROTEST")]
)
def test_it_is_found_by_type_mode_and_word(client: Client, words: str, type: str) -> None:
    assert f'<h3 id="{type}"' in client.get("/codebook", params={"words": words}).text
    senses = client.get("/api/codebook", params={"words": words}).json()["senses"]
    assert type in {s["type"] for s in senses}
    assert len(senses) < len(entries())


def test_a_rule_is_found_by_its_words(client: Client) -> None:
    words = seen(client.get("/codebook?words=averaged").text)
    assert "numbers as told" in words
    assert "COERCE" not in words


def test_what_it_does_not_have_is_said(client: Client) -> None:
    assert "Nothing in the codebook has these words" in client.get("/codebook?words=xylophone").text


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


def test_the_codebook_that_the_runs_used_is_shown(casebook: Casebook, client: Client, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN)
    put(casebook, made.teacher(), run=run_of(Settings()))
    assert "PLOVER, as it ships with this program" in seen(client.get("/codebook").text)
    put(casebook, made.plain(), run=run_of(Settings(codebook=path)))
    words = seen(client.get("/codebook").text)
    assert "STRIKES (version" in words
    assert "STRIKE walked out" in words
    assert "wildcat of STRIKE" in words
    assert "COERCE" not in words
    shipped = seen(client.get(f"/codebook?version={fingerprint(None)}").text)
    assert "COERCE" in shipped
    assert "walked out" not in shipped
    found = seen(client.get(f"/codebook?version={fingerprint(path)}&words=wildcat").text)
    assert "wildcat of STRIKE" in found
    assert "STRIKE walked out" not in found
    told = client.get("/api/codebook").json()["codebooks"]
    assert [(b["name"], b["shipped"], b["runs"]) for b in told] == [("strikes", False, [2]), ("plover", True, [1])]
    assert told[0]["terms"]["type"] == {"STRIKE": "walked out"}
