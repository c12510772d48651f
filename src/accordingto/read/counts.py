"""How many people a phrase tells of, with open sides and approximations as the codebook counts them."""

from __future__ import annotations

import re

from spacy.tokens import Span as DocSpan

from accordingto.types import Count, Span

_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {w: n for n, w in enumerate(_UNITS)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "m": 1_000_000,
          "mn": 1_000_000, "bn": 1_000_000_000, "k": 1_000, "dozen": 12}  # fmt: skip
PLURALS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000}
"""The least that a bare plural can mean: two of it (the codebook's dozens, hundreds, thousands)."""

_ONES = "|".join(sorted(WORDS, key=len, reverse=True))
_WORD_NUMBER = rf"(?:half a|an?(?= (?:{'|'.join(SCALES)})\b)|(?:{_ONES})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?)"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_SCALE = rf"(?:[ -]?(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})\b)"
_NUMBER = (
    rf"(?:(?:{_DIGITS}){_SCALE}{{0,2}}|\b{_WORD_NUMBER}{_SCALE}{{0,2}}(?:(?: and)? {_WORD_NUMBER}{_SCALE}?)*|\bdozen\b)"
)
_LEAST = r"at least|no fewer than|no less than|a minimum of|minimum of|not less than"
_MORE = r"more than|over|upwards of|in excess of|above|greater than"
_MOST = r"at most|up to|as many as|no more than|a maximum of|maximum of|not more than"
_LESS = r"fewer than|less than|under|below"
_ABOUT = r"about|around|roughly|approximately|some|nearly|almost|an estimated|estimated|close to|circa|reportedly"
_COUNT = re.compile(
    rf"(?:\b(?P<between>between|from)\s+)?"
    rf"(?:\b(?P<how>{_LEAST}|{_MORE}|{_MOST}|{_LESS}|{_ABOUT})\s+)?"
    rf"(?:\b(?P<vague>(?:(?:tens|hundreds|many|several) of )?(?:{'|'.join(PLURALS)}))\b"
    rf"|(?P<low>{_NUMBER})(?:\s*(?:and|to|or|-|–)\s*(?P<high>{_NUMBER}))?)(?P<more>\s+or more\b)?",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"[\s-]*(?:%|per ?cent|percent|st\b|nd\b|rd\b|th\b|years?\b|months?\b|weeks?\b|days?\b|hours?\b|"
    r"minutes?\b|miles?\b|kilomet|km\b|"
    r"met(?:er|re)s?\b|dollars?\b|euros?\b|pounds?\b|a\.?m\b|p\.?m\b|o'clock|:\d)",
    re.IGNORECASE,
)


def find_count(span: DocSpan) -> Count | None:
    """The first number of people in `span` ("at least 25 men" -> [25, None]); None where it tells none.

    Money, measures, ages, ordinals and years alone ("in 2017") are no counts.
    """
    text, offset = span.text, span.start_char
    for match in _COUNT.finditer(text):
        if _is_other(text, match):
            continue
        low, high, approx = _bounds(match)
        if low is None and high is None:
            continue
        start, end = offset + match.start(), offset + match.end()
        return Count(low, high, approx, Span(start, end, match.group()))
    return None


def _is_other(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 3) : match.start()], text[match.end() :]
    if re.search(r"[$£€#]\s?$|[\d.,:/-]$|\w$", before) or _NOT_PEOPLE.match(after):
        return True
    if re.match(r"[-–](?:year|month|day|week)|\.\d|/\d|[-–]\w", after):
        return True
    number = match.group("low") or ""
    year = re.fullmatch(r"1[89]\d\d|20\d\d", number) is not None and not match.group("how")
    return year and not re.match(r"\s+[a-z]", after)


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None, bool]:
    how = (match.group("how") or "").lower()
    if match.group("vague"):
        return _vague(match.group("vague").lower()), None, True
    low = _value(match.group("low"))
    high = _value(match.group("high")) if match.group("high") else None
    if low is None:
        return None, None, False
    if high is not None and high > low:
        joined = match.group(0).lower()
        ranged = match.group("between") or re.search(r"\bto\b|\bor\b|[-–]", joined)
        return (low, high, True) if ranged else (low, low, False)
    if match.group("more") or how in _LEAST.split("|"):
        return low, None, False
    if how in _MORE.split("|"):
        return low + 1, None, False
    if how in _MOST.split("|"):
        return None, low, False
    if how in _LESS.split("|"):
        return None, low - 1, False
    return low, low, bool(how)


def _vague(words: str) -> int:
    first, _, last = words.partition(" of ")
    if not last:
        return PLURALS[first]
    factor = {"tens": 10, "hundreds": 100}.get(first, 1)
    return 2 * factor * PLURALS[last] // 2 if factor > 1 else PLURALS[last]


def _value(words: str) -> int | None:
    """The number that digits, words and scales make: "1.5 million", "two hundred and five", "half a dozen"."""
    total, current = 0.0, 0.0
    for part in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", words.lower()):
        if part[0].isdigit():
            current += float(part.replace(",", ""))
        elif part == "half":
            current = 0.5
        elif part in ("a", "an") and current == 0:
            current = 1
        elif part in WORDS:
            current += WORDS[part]
        elif part in SCALES:
            current = (current or 1) * SCALES[part]
            if SCALES[part] >= 1_000:
                total, current = total + current, 0.0
    value = total + current
    return int(value) if 0 < value < 1e10 else None  # more people than there are is no count
