"""Matching: where names of the gazetteer stand in a text, the longest first."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from accordingto.read.gazetteer import Entry, Gazetteer, Kind, Quality, words
from accordingto.read.places_words import words_of

LONGEST = 6
"""Words of the longest name that is looked for."""
CANDIDATES = 120
"""Rows kept of one name, the most populous first ("San José" has several hundred)."""
SMALL = 200_000
"""People below which another name of a town ("Springfield City") gives way to a shorter name of its own."""

_EXACT = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]\.){2,4}|[A-Z]\. ?[A-Z]\.|[A-Z]\. ?[A-Z][a-z]{1,3}\.|[A-Z][a-z]{1,5}\."
    r"|(?:[A-Z]&?){2,5}(?![\w&]))"
)
"""Abbreviations, which count in exactly this writing: "U.S.", "W. Va.", "Calif.", "UAE", "T&T"."""
_DOTTED = {"st", "ste", "mt", "ft"}
_COUNTY = re.compile(r"(?<![\w'’-])(?:St\. )?[A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?")
_COUNTIES = re.compile(
    rf"((?:{_COUNTY.pattern}(?:, (?:and )?| and | or | & )){{1,14}}{_COUNTY.pattern}) (?:[Cc]ounties|[Pp]arishes)\b"
)


@dataclass(slots=True)
class Mention:
    """A name in the text that may mean a place, with the rows it may mean and the weight of the evidence."""

    start: int
    end: int
    exact: str
    key: str
    entries: list[Entry]
    evidence: list[str] = field(default_factory=list)
    score: float = 0.0
    container: Mention | None = field(default=None, repr=False)
    """The region or country that the text sets behind it ("Paris, Texas")."""

    @property
    def demonym(self) -> bool:
        """Whether the name is that of the people ("Turkish")."""
        return all(e.quality == Quality.DEMONYM for e in self.entries)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, folded as the gazetteer's keys are."""

    start: int
    end: int
    folded: str
    upper: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the gazetteer in the text: from word `first` to word `last`."""

    start: int
    end: int
    first: int
    last: int
    key: str
    entries: list[Entry]


def split_words(text: str) -> list[Word]:
    """The words of a text."""
    return [Word(start, end, folded, text[start].isupper()) for start, end, folded in words(text)]


def find_matches(text: str, ws: list[Word], gazetteer: Gazetteer) -> list[Match]:
    """Names of the gazetteer that begin with a capital, by start, the longest first; they may overlap."""
    spans = [*_abbreviations(text, ws), *_names(text, ws), *_county_names(text, ws)]
    known: dict[str, list[Entry]] = {}
    found = []
    for (first, last, start, end, key), positions in zip(spans, gazetteer.find(s[4] for s in spans), strict=True):
        if positions:
            if key not in known:
                known[key] = _entries(positions, gazetteer)
            found.append(Match(start, end, first, last, key, known[key]))
    found.sort(key=lambda m: (m.start, -m.end, not m.key.endswith(" county")))
    return [m for m, after in itertools.zip_longest(found, found[1:]) if not _gives_way(m, after)]


_Span = tuple[int, int, int, int, str]
"""First word, last word, start, end, key."""


def _names(text: str, ws: list[Word]) -> list[_Span]:
    never = words_of("never")
    out: list[_Span] = []
    for i, w in enumerate(ws):
        if not w.upper:
            continue
        key = w.folded
        if len(key) > 2 and key not in never:
            out.append((i, i, w.start, w.end, key))
        for j in range(i + 1, min(i + LONGEST, len(ws))):
            if not _joined(text[ws[j - 1].end : ws[j].start], ws[j - 1].folded):
                break
            key += " " + ws[j].folded
            if ws[j].upper or ws[j].folded.isdigit():
                out.append((i, j, w.start, ws[j].end, key))
    return out


def _abbreviations(text: str, ws: list[Word]) -> list[_Span]:
    at = {w.start: i for i, w in enumerate(ws)}
    ends = [w.end for w in ws]
    out: list[_Span] = []
    for m in _EXACT.finditer(text):
        first = at.get(m.start())
        if first is not None:
            out.append((first, max(first, bisect_right(ends, m.end()) - 1), m.start(), m.end(), "=" + m.group()))
    return out


def _county_names(text: str, ws: list[Word]) -> list[_Span]:
    """The names in "Clarke, Madison and Oconee counties", as "clarke county" and so on."""
    if "ounties" not in text and "arishes" not in text:
        return []
    at = {w.start: i for i, w in enumerate(ws)}
    ends = [w.end for w in ws]
    out: list[_Span] = []
    for m in _COUNTIES.finditer(text):
        for n in _COUNTY.finditer(text, m.start(), m.end(1)):
            head, _, rest = n.group().partition(" ")
            start = n.start() + (len(head) + 1 if rest and head.lower() in words_of("function") else 0)
            first, last = at.get(start), bisect_right(ends, n.end()) - 1
            if first is not None and first <= last:
                key = " ".join(w.folded for w in ws[first : last + 1]) + " county"
                out.append((first, last, start, n.end(), key))
    return out


def _joined(gap: str, before: str) -> bool:
    if gap in (" ", "-"):
        return True
    if gap == ". ":
        return before in _DOTTED
    return (gap.isspace() and gap.count("\n") < 2) or gap in ("‐", "–", " & ")


def _entries(positions: list[int], gazetteer: Gazetteer) -> list[Entry]:
    entries = [gazetteer.entry(p) for p in positions]
    if len(entries) > CANDIDATES:
        entries.sort(key=lambda e: (e.kind > Kind.REGION, -e.population))
        del entries[CANDIDATES:]
    return entries


def _gives_way(m: Match, after: Match | None) -> bool:
    """Whether a long name that only small towns have besides their own gives way to a shorter one at the same word."""
    if after is None or after.start != m.start or after.last >= m.last:
        return False
    weak = all(e.quality == Quality.OTHER and e.population < SMALL for e in m.entries)
    return weak and any(e.quality == Quality.NAME for e in after.entries)
