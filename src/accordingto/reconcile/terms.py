"""Words as the reconciling room compares them: stemmed terms, names, weights by rarity, and sentences of a text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")
_STEMMER = snowballstemmer.stemmer("english")

FREQUENCIES = Path(str(files("accordingto.reconcile"))) / "data/word_frequencies.txt"

Vector = dict[str, float]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one word; possessive marks fall."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    return str(_STEMMER.stemWord(word))


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Stems of words that tell nothing of which happening is meant."""
    text = (files("accordingto.reconcile") / "data/common.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(stem(word) for line in lines for word in line.split())


def terms(text: str) -> list[str]:
    """The stems of a text in order, without common words and single letters."""
    weak = common()
    return [s for w in _WORD.findall(text) if len(s := stem(w)) > 1 and s not in weak]


def name_terms(text: str) -> frozenset[str]:
    """Stems of the capitalised words of a text that do not open a sentence: mostly names."""
    weak = common()
    found = set()
    for match in _WORD.finditer(text):
        word = match[0]
        if word[0].isupper() and (s := stem(word)) not in weak and len(s) > 1:
            before = text[max(0, match.start() - 20) : match.start()].rstrip(" \"'“‘(")
            if before and before[-1] not in ".!?\n":
                found.add(s)
    return frozenset(found)


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence or line, good enough to find the words around an act."""
    spans, start = [], 0
    for match in _END.finditer(text):
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def weight(term: str) -> float:
    """The weight of a term: the rarer in news, the higher; at least 0. Made by training/word_frequencies.py."""
    reports, frequencies = _frequencies()
    return math.log(reports / (1 + frequencies.get(term, 0)))


@lru_cache(maxsize=1)
def _frequencies() -> tuple[int, dict[str, int]]:
    with FREQUENCIES.open(encoding="utf-8") as stream:
        reports = int(next(stream).rpartition(" ")[2])
        return reports + 1, {term: int(count) for term, count in (line.split() for line in stream)}


def vector(counted: Iterable[str]) -> Vector:
    """A unit vector, terms damped by 1 + log of their count."""
    raw = {t: (1 + math.log(n)) * weight(t) for t, n in Counter(counted).items()}
    length = math.sqrt(sum(v * v for v in raw.values()))
    return {t: v / length for t, v in raw.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Cosine of two unit vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum(v * other[t] for t, v in one.items() if t in other)
