"""Where the quotation marks of a text open and close, in all the styles that news uses, with closing marks missing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

OPENING = {"“": '”“"', "„": '“”"', "«": "»", "»": "«", "``": "''", '"': '"”', "‘": "’", "'": "'", "‚": "‘’", "‹": "›"}
"""Each opening mark with the marks that may close it."""

MARKS = frozenset("\"“”„«»‘’'`‚‹›")
_NEWLINE = re.compile(r"(?<![ \t])[ \t]*\r?\n[ \t]*(?:\r?\n\s*)*")
_LEFTOVER_CUE = re.compile(
    r"[,.?!] (?=(?:(?:said|says|added|told|wrote)\b)|(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3})"
    r" (?:said|says|added|told|wrote)\b)"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch between quotation marks, the marks included in [start, end); `inner_*` leaves them out."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    single: bool


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Paragraphs as [start, end): ended by blank lines, and by a line end after closing punctuation or a short line.

    A line end inside a sentence (hard-wrapped text) ends nothing.
    """
    cuts, widest = [0], max((len(line) for line in text.split("\n")), default=0)
    line_start = 0
    for match in _NEWLINE.finditer(text):
        before = text[line_start : match.start()]
        blank = match.group().count("\n") > 1
        ended = before.rstrip()[-1:] in set('.?!:…"”’»)')
        if blank or ended or len(before) < 0.6 * widest:
            cuts.append(match.end())
        line_start = match.end()
    cuts.append(len(text))
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


SINGLE = 2_000
"""Characters that a quotation in single marks has at most: looked through for each apostrophe that may open one."""

CAPTION = 600
"""Characters that a caption has at most; a longer paragraph with a credit in it is no caption."""

_CREDIT = re.compile(r"\([^()\n]{0,60}(?:/|Photo|via )[^()\n]{0,60}\)|\((?:Reuters|AFP|AP|EPA) [^()\n]{0,40}\)")
_AGENCY = re.compile(r"Reuters|AFP|\bAP\b|EPA|Getty|Associated Press|Press|Images|Photo|File")


def find_captions(text: str) -> list[tuple[int, int]]:
    """Captions as [start, end): a short paragraph's begin up to a picture credit ("(M. Hamed/Reuters)")."""
    found: list[tuple[int, int]] = []
    for start, end in find_paragraphs(text):
        credits = _CREDIT.finditer(text, start, min(end, start + CAPTION))
        last = max((m.end() for m in credits if _AGENCY.search(m.group())), default=None)
        if last is not None:
            found.append((start, last))
    return found


_TITLE = re.compile(
    r"[\"“'‘]+[A-Z][\w'’]*(?: (?:(?:a|an|and|at|for|in|of|on|the|to|with)\b|[A-Z\d][\w'’]*)){1,6}[.,!?]?[\"”'’]*"
)
_ON = re.compile(r"\b(?:on|in|of|for|host|['’]s|called|titled|entitled|show|programme|program|book|film)\s*$")


def is_title(text: str, quoted: tuple[int, int]) -> bool:
    """Whether the range is a title in quotation marks: "on 'Face the Facts'", of capitalised words alone."""
    start, end = quoted
    return bool(_TITLE.fullmatch(text[start:end].strip()) and _ON.search(text[max(0, start - 12) : start]))


def range_at(ranges: Sequence[tuple[int, int]], at: int) -> int | None:
    """Number of the one of `ranges` (ascending, apart) that holds the character `at`."""
    number = bisect_right(ranges, at, key=lambda r: r[0]) - 1
    return number if number >= 0 and at < ranges[number][1] else None


def quotes_meeting(quotes: Sequence[Quote], start: int, end: int) -> Sequence[Quote]:
    """Those of a text's `quotes` that share a character with [start, end)."""
    first = bisect_right(quotes, start, key=lambda q: q.end)
    return quotes[first : bisect_left(quotes, end, lo=first, key=lambda q: q.start)]


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of `text`, in order. Apostrophes are none; an open end closes with its paragraph."""
    return tuple(quote for start, end in find_paragraphs(text) for quote in _paragraph_quotes(text, start, end))


def _paragraph_quotes(text: str, start: int, end: int) -> list[Quote]:
    quotes: list[Quote] = []
    at = start
    lost: set[str] = set()  # marks that nothing further on closes
    while at < end:
        mark = "``" if text.startswith("``", at) else text[at]
        if mark not in OPENING or not _opens(text, at, mark):
            at += 1
            continue
        inner = at + len(mark)
        close = _closing(text, inner, end, mark) if mark not in lost else None
        single = mark in "‘'‚"
        if close is None and mark not in '"“':  # those two stop at their next like, the others look to the end
            lost.add(mark)
        if close is None and (single or mark == "»"):
            at += len(mark)
            continue
        if close is None:
            quotes.append(_unclosed(text, at, inner, end))
        else:
            quotes.append(Quote(at, close[1], inner, close[0], True, single))
        at = quotes[-1].end
    return quotes


def _opens(text: str, at: int, mark: str) -> bool:
    before = text[at - 1 : at]
    after = text[at + len(mark) : at + len(mark) + 1]
    if not after or after.isspace():
        return False
    if mark in "'‘":
        return (not before or before.isspace() or before in '([—–-:“"„') and (after.isalnum() or after in '[$£€…“".')
    if mark in '"»':
        return not before or not before.isalnum()
    return True


def _closing(text: str, inner: int, end: int, mark: str) -> tuple[int, int] | None:
    """[start, end) of the mark that closes what `mark` opened, inside the paragraph."""
    if mark == "``":
        for closing in ("''", '"', "”"):
            at = text.find(closing, inner, end)
            if at >= 0:
                return at, at + len(closing)
        return None
    closers = OPENING[mark]
    fallback: tuple[int, int] | None = None
    last = min(end, inner + SINGLE) if mark in "'‘‚" else end
    for at in range(inner, last):
        if text[at] not in closers:
            continue
        before, after = text[at - 1], text[at + 1 : at + 2]
        if mark in "'‘‚":
            if after.isalnum() or before.isspace():
                continue
            if before == "s" and re.match(r" [a-z]", text[at + 1 : at + 3]):
                fallback = fallback or (at, at + 1)
                continue
        elif text[at] in '"“' and (before.isspace() or before in "(["):
            if after.isspace() or not after:
                return at, at + 1
            if text[at] == mark:
                return fallback
            continue
        return at, at + 1
    return fallback


def _unclosed(text: str, start: int, inner: int, end: int) -> Quote:
    """A quotation that nothing closes: it ends before a reporting clause that follows it, else with its paragraph."""
    leftover = _LEFTOVER_CUE.search(text, inner, end)
    stop = leftover.start() + 1 if leftover else end
    stop = inner + len(text[inner:stop].rstrip())
    return Quote(start, stop, inner, stop, False, False)
