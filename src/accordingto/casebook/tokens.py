"""Words as search knows them, the same for index and query and on both databases."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

MAX_TOKEN = 60
"""Characters of a token; what is longer is no word, and PostgreSQL takes lexemes of at most 2 KB."""

# Scripts written without spaces: each character is a token, and a word of several is found as a phrase.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


def plain(text: str) -> str:
    """Small letters without accents (Unicode NFKD without combining marks)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words(text: str) -> list[str]:
    """The tokens of a text, English endings cut off (Snowball), so that "arrest" finds "arrested"."""
    return list(map(_stem, _TOKEN.findall(plain(text))))


def unstemmed(text: str) -> list[str]:
    """The tokens of a text with their endings."""
    return [token[:MAX_TOKEN] for token in _TOKEN.findall(plain(text))]


@lru_cache(maxsize=200_000)
def _stem(token: str) -> str:
    stem: str = _stemmer().stemWord(token) if token.isascii() else token
    return stem[:MAX_TOKEN]


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from accordingto.casebook.extras import need

    return need("snowballstemmer", "casebook").stemmer("english")


@lru_cache(maxsize=10_000)
def facet(name: str, value: str | None) -> tuple[str, ...]:
    """A filter as one token of its own, e.g. ``typecoerce``; none where the value has no letter or digit."""
    letters = "".join(unstemmed(value)) if value else ""
    return ((name + letters)[:MAX_TOKEN],) if letters else ()
