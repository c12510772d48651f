"""Reads number words: "twenty-four", "two hundred", "nineteen ninety-seven", "eighth", "2 1/2"."""

from __future__ import annotations

import re

from accordingto.read.timex.lexicon import Lexicon

_SPLIT = re.compile(r"[\s\-–‑]+")
_WHOLE = re.compile(r"([0-9]{1,9})(?:st|nd|rd|th)?")
_FRACTION = re.compile(r"([0-9])/([1-9])")
_DECIMAL = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")
_VULGAR = {"¼": 0.25, "½": 0.5, "¾": 0.75}
_HYPHENS = frozenset(("-", "–", "—", "‑"))
_DIGITS = re.compile(r"[0-9]{1,9}")


def first_digits(text: str) -> int:
    """The number at the beginning of "3rd"; 0 where there is none."""
    m = _DIGITS.match(text)
    return int(m[0]) if m else 0


def read_number(text: str, lexicon: Lexicon) -> int | None:
    """The whole number that words or digits name, None where they name none."""
    total, group, seen = 0, 0, False
    for word in _SPLIT.split(text.replace(",", "")):
        if m := _WHOLE.fullmatch(word):
            group += int(m[1])
        elif (n := lexicon.value("tens", word)) is not None:
            # "nineteen ninety", "twenty twenty" are years: the first pair counts hundreds
            group = (group * 100 if (9 < group < 100 and group % 10) or group == 20 else group) + n
        elif (n := lexicon.value("small", word) or lexicon.value("ordinal", word)) is not None:
            group = (group * 100 if n > 9 and 9 < group < 100 else group) + n
        elif (n := lexicon.value("scale", word)) is not None:
            group = max(group, 1) * n
            if n == 1000:
                total, group = total + group, 0
        elif word not in ("and", "a", "", "of", "more"):
            return None
        else:
            continue
        seen = True
    return total + group if seen else None


def read_quantity(text: str, lexicon: Lexicon) -> float | None:
    """The amount of "two and a half", "2 1/2", "a couple of", "half", "2.5", "a"; None where it is vague ("several").

    Of a range ("two to three", "12-18") the first number.
    """
    words = text.split()
    if any(lexicon.value("vague", w) for w in words) or text in ("tens of", "multi"):
        return None
    if "couple" in words or "pair" in words:
        return 2.0
    if "half" in words:
        words = [w for w in words if w not in _HYPHENS]
    words = _first_of_range(words, lexicon)
    extra = 0.0
    if words[-3:] == ["and", "a", "half"]:
        words, extra = words[:-3], 0.5
    if words and (m := _FRACTION.fullmatch(words[-1])):
        words, extra = words[:-1], int(m[1]) / int(m[2])
    if words == ["half"]:
        return 0.5
    if words and _DECIMAL.fullmatch(words[0]):
        return float(words[0])
    if words and words[0][-1] in _VULGAR:
        return first_digits(words[0]) + _VULGAR[words[0][-1]]
    if words and words[0] in ("a", "an", "another") and not any(lexicon.value("scale", w) for w in words):
        return 1.0 + extra
    number = read_number(" ".join(w for w in words if w not in ("more", "further", "additional", "an")), lexicon)
    return extra or None if number is None else number + extra


def _first_of_range(words: list[str], lexicon: Lexicon) -> list[str]:
    for i, word in enumerate(words):
        hyphen = word in _HYPHENS
        if i and (word in ("to", "or") or (hyphen and not lexicon.value("tens", words[i - 1]))):
            return words[:i]
    return words
