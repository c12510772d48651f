"""Turns a text into words and one class character for each, so that time patterns are plain regular expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

WORD = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9:]{4,6})?)?(?![\w-])"  # ISO 8601
    r"|[0-9]+(?:[.,:/][0-9]+)*[^\W\d_]*"  # numbers, with the letters glued to them: 1990s, 3rd, 7pm
    r"|(?<!['’`])['’][0-9]{2}s?\b|['’]s\b|[oO]['’]clock"
    r"|[^\W\d_]\.(?:[^\W\d_]\.?)+(?![^\W_])"  # p.m., U.S.
    r"|[^\W_]\w*"
    r"|\n\s*\n"
    r"|\S"
)

OTHER = "\u0100"
"""The class character of a word that no pattern knows."""

_SHAPES: tuple[frozenset[str], ...] = tuple(
    frozenset(s.split())
    for s in (
        "int",
        "int dayint",
        "int dayint hour",
        "int dayint yy",
        "int dayint hour yy",
        "int yy",
        "int year",
        "int year fourdigits",
        "int fourdigits",
        "decimal",
        "decimal dotclock",
        "fraction",
        "numdate",
        "clock",
        "nth",
        "nth dayth",
        "decade",
        "clockampm",
        "isodate",
        "twoyears",
    )
)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])(?::[0-5][0-9])?")
_CLOCK_AMPM = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))?([ap])m", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")
_VULGAR = re.compile(r"[0-9]{1,4}[¼½¾]")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_FRACTION = re.compile(r"[0-9]/[0-9]")
_NUMDATE = re.compile(r"[0-9]{1,4}([./])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})")
_TWO_YEARS = re.compile(r"[12][0-9]{3}/(?:[0-9]{2}|[12][0-9]{3})")
_NTH = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th)", re.IGNORECASE)
_DECADE = re.compile(r"['’]?([0-9]{1,3})0s")
_PATTERNS = (
    ("clock", _CLOCK),
    ("int", _THOUSANDS),
    ("fraction", _FRACTION),
    ("numdate", _NUMDATE),
    ("clockampm", _CLOCK_AMPM),
    ("twoyears", _TWO_YEARS),
)


def shape(word: str) -> frozenset[str] | None:
    """The classes of a word that begins with a digit, or None where it is no part of a time."""
    if _DIGITS.fullmatch(word):
        return _shape_digits(word)
    if _DECIMAL.fullmatch(word):
        return frozenset(("decimal", "dotclock")) if _CLOCK.fullmatch(word) else frozenset(("decimal",))
    if _VULGAR.fullmatch(word):
        return frozenset(("decimal",))
    if m := _NTH.fullmatch(word):
        return frozenset(("nth", "dayth")) if 1 <= int(m[1]) <= 31 else frozenset(("nth",))
    for name, pattern in _PATTERNS:
        if pattern.fullmatch(word):
            return frozenset((name,))
    if (m := _DECADE.fullmatch(word)) and len(m[1]) != 2:
        return frozenset(("decade",))
    return frozenset(("isodate",)) if word[4:5] == "-" else None


def _shape_digits(word: str) -> frozenset[str] | None:
    if len(word) > 7:
        return None
    number, classes = int(word), {"int"}
    if len(word) <= 2:
        if 1 <= number <= 31:
            classes.add("dayint")
        if 1 <= number <= 12:
            classes.add("hour")
        if len(word) == 2:
            classes.add("yy")
    elif len(word) == 4:
        if 1000 <= number <= 2100:
            classes.add("year")
        if number < 2400 and number % 100 < 60:
            classes.add("fourdigits")
    return frozenset(classes)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: their offsets, and `code`, one class character a word."""

    text: str
    starts: list[int]
    ends: list[int]
    code: str

    def word(self, i: int) -> str:
        """The i-th word in lower case, "" outside the text."""
        return self.text[self.starts[i] : self.ends[i]].lower() if 0 <= i < len(self.starts) else ""


class Lexicon:
    """Which words belong to which classes, and the value that a word has in a class."""

    def __init__(
        self, words: dict[str, dict[str, Any]], cased: list[str], literals: set[str], signs: dict[str, list[str]]
    ) -> None:
        self.signs = {name: frozenset(members) for name, members in signs.items()}
        self._values: dict[tuple[str, str], Any] = {}
        classes: dict[str, set[str]] = {}
        for name, members in words.items():
            for word, value in members.items():
                self._values[name, word.lower()] = value
                forms = (word, word.upper()) if name in cased else (word.lower(), word.capitalize(), word.upper())
                for form in forms:
                    classes.setdefault(form, set()).add(name)
        for word in literals:
            for form in (word, word.capitalize(), word.upper()):
                classes.setdefault(form, set()).add("=" + word)
        for form, name in ((",", "comma"), (".", "dot"), ("'s", "poss"), ("’s", "poss")):
            classes.setdefault(form, set()).add(name)
        sets = sorted({frozenset(c) for c in classes.values()} | {frozenset(s) for s in _SHAPES} | {_HYPHEN, _DASH},
                      key=sorted)  # fmt: skip
        self._char = {s: chr(0x101 + i) for i, s in enumerate(sets)}
        self._known = {form: self._char[frozenset(c)] for form, c in classes.items()}
        self.classes: dict[str, str] = {}
        for members_of, char in self._char.items():
            for name in members_of:
                self.classes[name] = self.classes.get(name, "") + char

    def read(self, text: str) -> Words:
        """The words of a text."""
        starts: list[int] = []
        ends: list[int] = []
        code: list[str] = []
        known = self._known.get
        for m in WORD.finditer(text):
            start, end = m.span()
            word = m[0]
            starts.append(start)
            ends.append(end)
            char = known(word)
            if char is None:
                char = self._unknown(word, text, start, end) if word[0] in _MARKED else OTHER
            code.append(char)
        return Words(text, starts, ends, "".join(code))

    def value(self, name: str, word: str) -> Any:
        """The value that a word (lower case) has in a class of the lexicon, else None."""
        return self._values.get((name, word))

    def _unknown(self, word: str, text: str, start: int, end: int) -> str:
        if word[0] in _HYPHENS:
            tight = start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()
            return self._char[_HYPHEN if tight else _DASH]
        if word[0] in "'’":
            return self._char[frozenset(("decade",))] if _DECADE.fullmatch(word) else OTHER
        classes = shape(word)
        return OTHER if classes is None else self._char[classes]


_HYPHENS = "-–‑—"
_MARKED = frozenset("0123456789'’" + _HYPHENS)
_HYPHEN = frozenset(("hy",))
_DASH = frozenset(("dash",))


def clock(word: str) -> tuple[int, int] | None:
    """Hour and minute of "10:35", "10.35", "7pm", "7.30pm", "1900"."""
    if m := _CLOCK_AMPM.fullmatch(word):
        return int(m[1]) % 12 + (12 if m[3].lower() == "p" else 0), int(m[2] or 0)
    if m := _CLOCK.fullmatch(word):
        return int(m[1]), int(m[2])
    if word.isascii() and word.isdigit() and len(word) <= 4:
        number = int(word)
        return (number, 0) if len(word) <= 2 else (number // 100, number % 100)
    return None


def decade(word: str, century: int) -> str | None:
    """The decade of "1990s" ("199"), "'90s" ("199" where the century is 19), or None."""
    m = _DECADE.fullmatch(word)
    if m is None:
        return None
    return m[1] if len(m[1]) == 3 else f"{century}{m[1]}"
