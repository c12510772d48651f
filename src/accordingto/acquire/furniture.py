"""What stands around the body of a report and is none: promotion, disclaimers, credits, captions, related links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from accordingto.acquire.agencies import read_credit
from accordingto.acquire.dates import Locale, find_date_words
from accordingto.acquire.tables import table
from accordingto.acquire.words import normal, squeeze

HEAD_LINES = 8
"""Lines at the head that may be furniture: title, standfirst, byline, credit, place, date and two more."""
FOOT_SHARE = 2 / 3
"""Part of the text after which a heading like "Related articles" ends the body."""
PROSE = 120
"""Characters from which a line at the head is taken for a paragraph of the body."""
REPEATED = 60
"""Characters from which a line that stands a second time is a repetition by the page, not by the writer."""

_DATE_LABEL = re.compile(
    r"(?:first |originally |last |date |article |page |story )?(?:published|posted|created|issued|released|uploaded|"
    r"updated?|modified|revised|edited|reviewed|changed|publication date|date)"
    r"(?:\s+(?:on|at|by|date|time))?\s*[:|-]?\s*",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\bis (?:an?|the)\b.{0,80}\b(?:reporter|correspondent|editor|writer|journalist|columnist|author|contributor)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?:ago|just now|today|yesterday)\b", re.IGNORECASE)

MAX_LINES = 3_000
"""Lines that are looked at one by one; a page with more is a list that nobody reads as a report."""
_LONGEST_KEY = 600
"""Characters of the longest headline or caption: longer lines are not compared with them."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the page told elsewhere and therefore is no body where it stands alone: headlines, names, captions; all
    normalised (`page.normal`). `linked`: lines that are one link as a whole."""

    titles: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()
    locale: Locale = field(default_factory=Locale)


def strip_furniture(lines: Sequence[str], known: Known) -> list[str]:
    """The lines of the body; all lines where none would be left.

    A paragraph of prose is never taken for furniture unless its own words say that it is.
    """
    near = lines[:MAX_LINES]
    kept = [line for line in near if not is_furniture(line) and _key(line) not in known.captions]
    kept += lines[MAX_LINES:]
    kept = list(_once(kept))
    kept = _cut_foot(kept[: end_of_body(kept)], known)
    kept = list(_without_labels(kept, known))
    start, end = 0, len(kept)
    for index in range(min(end, HEAD_LINES)):
        if _key(kept[index]) in known.titles and len(kept[index]) > 20:
            start = index + 1 if all(len(line) < PROSE for line in kept[:index]) else start
            break
    while end > start + 1 and _is_foot(kept[end - 1], known):
        end -= 1
    return kept[start:end] or list(lines)


def end_of_body(lines: Sequence[str]) -> int:
    """The index of the line in the second half that says that the report is over, else the number of lines."""
    total, seen = sum(map(len, lines)), 0
    for index, line in enumerate(lines[:MAX_LINES]):
        if index and seen >= total / 2 and len(line) < 600 and _pattern("ends").match(_bare_end(line)):
            return index
        seen += len(line)
    return len(lines)


def is_furniture(line: str) -> bool:
    """Whether a line is furniture wherever it stands."""
    return len(line) <= table("furniture")["longest_anywhere"] and bool(_pattern("anywhere").match(_bare(line)))


def is_edge(line: str) -> bool:
    """Whether a line is furniture where it stands at the head or the foot."""
    bare = _bare(line)
    if not _pattern("edges").match(bare) and not is_date_label(bare):
        return False
    return not _pattern("speech").search(bare) or bool(_pattern("always").match(bare))


def is_date_label(line: str) -> bool:
    """ "First published: 29 March 2019, 1:30 pm", "Updated 3 hours ago": a label, a date and little else."""
    label = _DATE_LABEL.match(line)
    if not label or len(line) > 160:
        return False
    found = find_date_words(line, Locale(day_first=True))
    rest = line[label.end() : found.start] + " " + line[found.end :] if found else line[label.end() :]
    few = len(normal(rest).split()) <= 6
    return few and (found is not None or bool(_AGO.search(rest)))


def is_foot_heading(line: str) -> bool:
    """Whether a line heads other pages' headlines, so that the body ends before it."""
    return len(line) < 80 and bool(_pattern("foot").match(_bare(line)))


def is_label(line: str, known: Known) -> bool:
    """Whether a short line is nothing but a credit, a date, a known name or a known headline."""
    if _key(line) in known.titles or _key(line) in known.names or read_credit(line) or _is_desk(line, known):
        return True
    if (
        line.rstrip("\"”’') ").endswith((".", "!", "?", ":"))
        or line.lstrip().startswith(("—", "–", "-"))
        or len(line) > 120
    ):
        return False  # a sentence, or the name under a post that the report quotes
    found = find_date_words(line, known.locale)
    return found is not None and len(normal(line[: found.start] + " " + line[found.end :]).split()) <= 6


def _is_desk(line: str, known: Known) -> bool:
    """ "The Courier News Desk": a name that the page told and words for those who write for it."""
    words = _key(line)
    name = next((n for n in known.names if words.startswith(n + " ")), None)
    return name is not None and set(words[len(name) :].split()) <= set(table("bylines")["organisations"])


def _once(lines: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for line in lines:
        if len(line) < REPEATED or line not in seen:
            seen.add(line)
            yield line


def _without_labels(lines: Sequence[str], known: Known) -> Iterator[str]:
    """Without headline, byline, credit and date where they stand above the first paragraph."""
    above = True
    for index, line in enumerate(lines):
        title = _key(line) in known.titles and index < HEAD_LINES
        above = above and index < HEAD_LINES and (len(line) < PROSE or title or is_edge(line))
        if not above or index == len(lines) - 1 or not _is_head(line, known):
            yield line


def _is_head(line: str, known: Known) -> bool:
    return is_label(line, known) or _is_byline(line, known) or (is_edge(line) and not _is_prose(line))


def _is_byline(line: str, known: Known) -> bool:
    match = re.match(r"(?:by|written by|words by|posted by|from|author)\b:?\s+(.{3,100})$", line, re.IGNORECASE)
    return (
        bool(match)
        and not line.rstrip().endswith((".", "!", "?"))
        and any(name and name in normal(line) for name in known.names)
    )


def _is_foot(line: str, known: Known) -> bool:
    if is_edge(line) or (len(line) < 200 and is_label(line, known)):
        return True
    about = any(_key(line).startswith(f"{name} is ") for name in known.names) and bool(_WRITER.search(line))
    return (about or _key(line) in known.linked) and len(line) < 300


def _is_prose(line: str) -> bool:
    """Several sentences, or one long one: too much for a label."""
    return len(line) > 240 or len(re.findall(r"[a-z]{2,}[.!?][\"”’')]?\s+[A-Z\"“]", line)) >= 1


def _cut_foot(lines: list[str], known: Known) -> list[str]:
    """Without "Related articles" and the headlines under it; prose that goes on after them stays."""
    total, seen = sum(map(len, lines)), 0
    kept: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        seen += len(line)
        end = index + 1
        if is_foot_heading(line) and (
            seen > total * FOOT_SHARE or _key(lines[min(end, len(lines) - 1)]) in known.linked
        ):
            while end < len(lines) and _is_headline(lines[end], known):
                end += 1
            if end > index + 1 or end == len(lines):
                index = end
                continue
        kept.append(line)
        index += 1
    return kept


def _is_headline(line: str, known: Known) -> bool:
    return _key(line) in known.linked or (
        len(line) < 160 and not line.rstrip("\"”’' ").endswith((".", "!", "?", ":", ","))
    )


def _key(line: str) -> str:
    return normal(line) if len(line) <= _LONGEST_KEY else ""


def _bare_end(line: str) -> str:
    return squeeze(line).strip("*–— ")


def _bare(line: str) -> str:
    return squeeze(line[:2000]).strip('-–—•*|>»›·[]➤▶►→ "“”')


@cache
def _pattern(name: str) -> re.Pattern[str]:
    told = table("furniture")[name]
    return re.compile(told if isinstance(told, str) else "|".join(f"(?:{p})" for p in told), re.IGNORECASE)
