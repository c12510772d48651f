"""Names that a report shortens itself: "the Centre for Civil Records (CCR)" makes every later "CCR" that centre."""

from __future__ import annotations

from collections.abc import Iterator

from accordingto.read.cast.lexicon import Lexicon
from accordingto.read.cast.words import Words

_SMALL = frozenset(
    {
        "of",
        "for",
        "the",
        "and",
        "in",
        "on",
        "to",
        "de",
        "du",
        "des",
        "la",
        "el",
        "al",
        "&",
        "against",
        "from",
        "with",
        "by",
        "at",
        "-",
        "'s",
        "’s",
        "'",
        "’",
    }
)
LONGEST = 14
"""Tokens of a full name at most ("Movement for the Actualization of the Sovereign State of Biafra" has ten)."""


def find_acronyms(words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Full names with their acronym: first token, the token behind the last, the acronym."""
    for i in range(2, len(words) - 2):
        if words.text[i] != "(" or words.text[i + 2] != ")":
            continue
        short = words.text[i + 1]
        if not (2 <= len(short) <= 12 and short[0].isupper() and sum(c.isupper() for c in short) * 2 > len(short)):
            continue
        start = _start(words, i, short)
        if start is not None and words.low[start - 1 if start else 0] not in lexicon.honorifics:
            yield start, i, short


def _start(words: Words, end: int, short: str) -> int | None:
    """Where the full name begins whose initials are those of `short`, else the run of capitalised words before the
    bracket.
    """
    letters = [c for c in short.upper() if c.isalpha()]
    first, run = None, end
    while run > 0 and end - run < LONGEST:
        word = words.text[run - 1]
        if word[0].isupper() and words.low[run - 1] != "the":
            run, first = run - 1, run - 1
        elif words.low[run - 1] in _SMALL and not words.text[run - 1].isspace():
            run -= 1
        else:
            break
        if first == run and _initials(words, run, end) == letters:
            return run
    if first is None or sum(words.text[i][0].isupper() for i in range(first, end)) < 2:
        return None
    return first


def _initials(words: Words, start: int, end: int) -> list[str]:
    return [words.text[i][0].upper() for i in range(start, end) if words.low[i] not in _SMALL]
