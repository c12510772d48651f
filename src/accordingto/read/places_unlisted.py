"""Places that no gazetteer lists: streets, buildings, rivers and villages, set on the map by the places around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from accordingto.read.gazetteer import Entry, Gazetteer, Kind, words
from accordingto.read.places_find import Mention
from accordingto.read.places_words import words_of

_LINK = re.compile(r"\s*(?:,|in|of|near|outside|\(|at)?\s*(?:the\s+)?(?:town|city|village|district|province)?\s*(?:of\s+)?")
"""Between an unlisted place and the place that it lies in: "Penn Park in Whittier", "Cloverhill Court, Dublin"."""
_NAME = r"((?:[A-ZÀ-Þ][\w'’-]+)(?: [A-ZÀ-Þ][\w'’-]+){0,2})"
_OF = re.compile(r"\b(?:village|town|hamlet|suburb|district|neighbou?rhood|settlement|municipality) of " + _NAME)
_KIND = re.compile(_NAME + r" (?:village|town|hamlet|county|district|province|neighbou?rhood|municipality|governorate)\b")
LONGEST = 4
"""Words before the head of an unlisted name ("Robert Trent Jones Golf Club")."""


_Word = tuple[int, int, str, bool]
"""Start, end, folded word, whether it has a capital."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A span that names a place without a row of its own and the row that it is set at."""

    start: int
    end: int
    near: Entry


def find_unlisted(doc: Doc, mentions: list[Mention], rows: list[Entry], gazetteer: Gazetteer) -> list[Unlisted]:
    """Unlisted places outside the given mentions, each at a town, county or region that the report ties it to."""
    text = doc.text
    spans = [*_by_head(doc), *_by_word(text), *_by_label(doc)]
    if not spans:
        return []
    taken = [(m.start, m.end) for m in mentions]
    ends = [s.end_char for s in doc.sents]
    focus = _focus(rows, gazetteer)
    out: list[Unlisted] = []
    last = 0
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start < last or any(a < end and start < b for a, b in taken):
            continue
        near = _anchor(text, start, end, mentions, rows, ends) or focus
        if near is not None:
            out.append(Unlisted(start, end, near))
            last = end
    return out


def _by_head(doc: Doc) -> list[tuple[int, int]]:
    """Capitalised words up to a word such as Street or River; "Lake X"; buildings where something is "at" them."""
    text = doc.text
    ws = [(s, e, f, text[s].isupper()) for s, e, f in words(text)]
    facilities = {(e.start_char, e.end_char) for e in doc.ents if e.label_ == "FAC"}
    people = {e.end_char for e in doc.ents if e.label_ == "PERSON"}
    open_air, buildings = words_of("streets") | words_of("nature"), words_of("buildings")
    generic, surnames = words_of("generic") | words_of("never"), words_of("surnames")
    out = []
    for i, (start, end, word, upper) in enumerate(ws):
        if not upper:
            continue
        if word in open_air or word in buildings:
            first = _first_word(text, ws, i)
            named = [w for _, _, w, _ in ws[first:i] if w not in generic]
            if first == i or not (named or word in words_of("streets")) or (end in people and word in surnames):
                continue
            if word in buildings and not _is_site(text, ws, first, end, facilities):
                continue
            out.append((ws[first][0], end))
        elif i > 0 and ws[i - 1][2] in words_of("features_before") and ws[i - 1][3] and text[ws[i - 1][1] : start] == " ":
            out.append((ws[i - 1][0], end))
    return out


def _first_word(text: str, ws: list[_Word], last: int) -> int:
    """The first word of the capitalised name that ends with word `last`."""
    first = last
    while first > 0 and last - first < LONGEST:
        _, end, word, upper = ws[first - 1]
        gap = text[end : ws[first][0]]
        dotted = gap == ". " and (len(word) == 1 or word in ("st", "dr"))
        if not upper or word in words_of("function") or not (dotted or gap in (" ", "-")):
            break
        first -= 1
    return first


def _is_site(text: str, ws: list[_Word], first: int, end: int, facilities: set[tuple[int, int]]) -> bool:
    """Whether a building is told of as a site, not as an organisation: something is in or at it."""
    start = ws[first][0]
    if any(a <= start and end <= b for a, b in facilities):
        return True
    before = ws[first - 1][2] if first else ""
    if before == "the" and first > 1:
        before = ws[first - 2][2]
    return before in words_of("locatives")


def _by_word(text: str) -> list[tuple[int, int]]:
    """What the text calls a village, town or district: "the village of Qatraneh", "Maoxian county"."""
    found = [m.span(1) for m in _OF.finditer(text)]
    return found + [m.span(1) for m in _KIND.finditer(text) if m.group(1).lower() not in words_of("function")]


def _by_label(doc: Doc) -> list[tuple[int, int]]:
    """What the parser's names call a facility, where something is in or at it."""
    out = []
    for e in doc.ents:
        if e.label_ == "FAC" and e.text[:1].isupper() and e.start > 0 and doc[e.start - 1].lower_ in words_of("locatives"):
            out.append((e.start_char, e.end_char))
    return out


def _focus(rows: list[Entry], gazetteer: Gazetteer) -> Entry | None:
    """The town, county or region that the report is most about; None where it tells of countries only."""
    towns = Counter(r.row for r in rows if r.kind in (Kind.CITY, Kind.COUNTY))
    if towns:
        return gazetteer.row(towns.most_common(1)[0][0])
    regions = Counter(r.row for r in rows if r.kind == Kind.REGION)
    return gazetteer.row(regions.most_common(1)[0][0]) if regions else None


def _anchor(
    text: str, start: int, end: int, mentions: list[Mention], rows: list[Entry], ends: list[int]
) -> Entry | None:
    """The place that the text sets an unlisted one in, or the nearest town or region of its sentence."""
    sentence = bisect_right(ends, start)
    best: tuple[int, Entry] | None = None
    for m, r in zip(mentions, rows, strict=True):
        if r.kind not in (Kind.CITY, Kind.COUNTY, Kind.REGION) or m.demonym:
            continue
        if end <= m.start < end + 30 and _LINK.fullmatch(text[end : m.start]):
            return r
        if bisect_right(ends, m.start) == sentence:
            distance = min(abs(m.start - end), abs(start - m.end)) + (200 if r.kind == Kind.REGION else 0)
            if best is None or distance < best[0]:
                best = (distance, r)
    return best[1] if best else None
