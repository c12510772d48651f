"""Words as the reconciling room compares them: stemmed terms, names, weights by rarity, and sentences of a text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")
_STEMMER = snowballstemmer.stemmer("english")

BACKGROUND = 300
"""Reports imagined beside those at hand, so that weights mean something among five reports as among five thousand."""

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
            before = text[: match.start()].rstrip(" \"'“‘(")
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


class Weights:
    """Inverse document frequencies over some reports, smoothed by imagined ones."""

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        self.frequency: Counter[str] = Counter()
        self.documents = 0
        for document in documents:
            self.frequency.update(set(document))
            self.documents += 1

    def of(self, term: str) -> float:
        """The weight of a term: the rarer, the higher; at least 0."""
        return math.log((self.documents + BACKGROUND) / (1 + self.frequency.get(term, 0)))

    def vector(self, counted: Iterable[str]) -> Vector:
        """A unit vector, terms damped by 1 + log of their count."""
        raw = {t: (1 + math.log(n)) * self.of(t) for t, n in Counter(counted).items()}
        length = math.sqrt(sum(v * v for v in raw.values()))
        return {t: v / length for t, v in raw.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Cosine of two unit vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum(v * other[t] for t, v in one.items() if t in other)
