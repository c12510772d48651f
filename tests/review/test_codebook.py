"""The codebook page: terms with rules, types with their words, found by any of them."""

from __future__ import annotations

import re

import pytest

from accordingto.review.routes.codebook import entries, rulings
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
