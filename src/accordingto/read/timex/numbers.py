"""Reads number words: "twenty-four", "two hundred", "nineteen ninety-seven", "eighth", "2 1/2"."""

from __future__ import annotations

import re

from accordingto.read.timex.lexicon import Lexicon

_SPLIT = re.compile(r"[\s\-–‑]+")


def read_number(text: str, lexicon: Lexicon) -> int | None:
    """The whole number that words or digits name, None where they name none."""
    total, group = 0, 0
    seen = False
    for word in _SPLIT.split(text.replace(",", "")):
        if m := re.fullmatch(r"([0-9]{1,9})(?:st|nd|rd|th)?", word):
            group, seen = group + int(m[1]), True
        elif (n := lexicon.value("tens", word)) is not None:
            group, seen = (group * 100 if (9 < group < 100 and group % 10) or group in (20,) else group) + n, True
        elif (n := lexicon.value("small", word) or lexicon.value("ordinal", word)) is not None:
            group, seen = (group * 100 if n > 9 and 9 < group < 100 else group) + n, True
        elif (n := lexicon.value("scale", word)) is not None:
            group, seen = max(group, 1) * n, True
            if n == 1000:
                total, group = total + group, 0
        elif word not in ("and", "a", "", "of", "more"):
            return None
    return total + group if seen else None


def read_quantity(text: str, lexicon: Lexicon) -> float | None:
    """The amount of "two and a half", "2 1/2", "a couple of", "half a", "2.5", "a"; None where it is vague ("several")."""
    words = text.split()
    if any(lexicon.value("vague", w) for w in words) or text in ("tens of", "multi", "some") or "many" in words:
        return None
    if "couple" in words or "pair" in words:
        return 2.0
    for i, word in enumerate(words):
        if i and word in ("to", "or", "-", "–", "—"):
            words = words[:i]
            break
    extra = 0.0
    if words[-3:] == ["and", "a", "half"]:
        words, extra = words[:-3], 0.5
    if words and (m := re.fullmatch(r"([0-9])/([1-9])", words[-1])):
        words, extra = words[:-1], int(m[1]) / int(m[2])
    if words and re.fullmatch(r"[0-9]+\.[0-9]+", words[0]):
        return float(words[0][:12])
    if words == ["half"]:
        return 0.5
    if words and words[0] in ("a", "an", "another") and not any(lexicon.value("scale", w) for w in words):
        return 1.0 + extra
    number = read_number(" ".join(w for w in words if w not in ("more", "further", "additional", "an")), lexicon)
    if number is None:
        return extra or None
    return number + extra
