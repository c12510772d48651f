"""Places that no gazetteer lists: streets, buildings, rivers and villages, set on the map by the places around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from accordingto.read.gazetteer import Entry, Gazetteer, Kind
from accordingto.read.places_match import Mention, Word, split_words
from accordingto.read.places_words import words_of

LONGEST = 4
"""Words before the head of an unlisted name ("Robert Trent Jones Golf Club")."""
AROUND = 8
"""Places before and after an unlisted one that are looked at."""

_LINK = re.compile(
    r"\s*(?:,|in|of|near|outside|\(|at)?\s*(?:the\s+)?(?:town|city|village|district|province)?\s*(?:of\s+)?"
)
"""Between an unlisted place and the place that it lies in: "Penn Park in Whittier", "Cloverhill Court, Dublin"."""
_NAME = r"((?<![\w'’-])[A-ZÀ-Þ][\w'’-]{1,30}(?: [A-ZÀ-Þ][\w'’-]{1,30}){0,2})"
_OF = re.compile(
    r"\b(?:village|town|hamlet|suburb|district|neighbou?rhood|settlement|municipality|camp) of (?:the )?" + _NAME
)
_KIND = re.compile(
    _NAME + r" (?:village|town|hamlet|county|district|province|neighbou?rhood|municipality|governorate|camp)\b"
)


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A span that names a place without a row of its own and the row that it is set at."""

    start: int
    end: int
    near: Entry


def find_unlisted(doc: Doc, mentions: list[Mention], rows: list[Entry], gazetteer: Gazetteer) -> list[Unlisted]:
    """Unlisted places outside the given mentions, each at a town, county or region that the report ties it to."""
    text = doc.text
    spans = sorted([*_by_head(doc, text), *_by_word(text), *_by_label(doc)], key=lambda s: (s[0], -s[1]))
    if not spans or not rows:
        return []
    starts, ends = [m.start for m in mentions], [m.end for m in mentions]
    sentences = [s.end_char for s in doc.sents] if doc.has_annotation("SENT_START") else []
    focus = _focus(rows, gazetteer)
    out: list[Unlisted] = []
    for start, end in spans:
        taken = bisect_left(starts, end) > bisect_right(ends, start)
        if taken or (out and start < out[-1].end):
            continue
        k = bisect_left(starts, start)
        window = slice(max(0, k - AROUND), k + AROUND)
        near = _anchor(text, start, end, mentions[window], rows[window], sentences) or focus
        if near is not None:
            out.append(Unlisted(start, end, near))
    return out


def _by_head(doc: Doc, text: str) -> list[tuple[int, int]]:
    """Capitalised words up to a word such as Street or River; "Lake X"; buildings where something is "at" them."""
    ws = split_words(text)
    facilities = {e.end_char: e.start_char for e in doc.ents if e.label_ == "FAC"}
    people = {e.end_char for e in doc.ents if e.label_ == "PERSON"}
    streets, buildings = words_of("streets"), words_of("buildings")
    heads = streets | words_of("nature") | buildings
    generic, surnames = words_of("generic") | words_of("never"), words_of("surnames")
    out = []
    for i, w in enumerate(ws):
        if not w.upper:
            continue
        if w.folded in heads:
            first = _first_word(text, ws, i)
            named = any(x.folded not in generic for x in ws[first:i])
            if first == i or not (named or w.folded in streets) or (w.end in people and w.folded in surnames):
                continue
            if w.folded not in buildings or _is_site(ws, first, w.end, facilities):
                out.append((ws[first].start, w.end))
        elif i and ws[i - 1].upper and ws[i - 1].folded in words_of("features_before") and w.start - ws[i - 1].end == 1:
            out.append((ws[i - 1].start, w.end))
    return out


def _first_word(text: str, ws: list[Word], last: int) -> int:
    """The first word of the capitalised name that ends with word `last`."""
    first = last
    while first > 0 and last - first < LONGEST:
        before = ws[first - 1]
        gap = text[before.end : ws[first].start]
        dotted = gap == ". " and (len(before.folded) == 1 or before.folded in ("st", "dr"))
        if not before.upper or before.folded in words_of("function") or not (dotted or gap in (" ", "-")):
            break
        first -= 1
    return first


def _is_site(ws: list[Word], first: int, end: int, facilities: dict[int, int]) -> bool:
    """Whether a building is told of as a site, not as an organisation: something is in or at it."""
    if end in facilities and facilities[end] <= ws[first].start:
        return True
    before = ws[first - 1].folded if first else ""
    if before == "the" and first > 1:
        before = ws[first - 2].folded
    return before in words_of("locatives")


def _by_word(text: str) -> list[tuple[int, int]]:
    """What the text calls a village, town or district: "the village of Qatraneh", "Maoxian county"."""
    found = [m.span(1) for m in _OF.finditer(text)]
    return found + [m.span(1) for m in _KIND.finditer(text) if m.group(1).lower() not in words_of("function")]


def _by_label(doc: Doc) -> list[tuple[int, int]]:
    """What the parser's names call a facility, where something is in or at it."""
    locatives = words_of("locatives")
    return [
        (e.start_char, e.end_char)
        for e in doc.ents
        if e.label_ == "FAC" and e.text[:1].isupper() and e.start > 0 and doc[e.start - 1].lower_ in locatives
    ]


def _focus(rows: list[Entry], gazetteer: Gazetteer) -> Entry | None:
    """The town, county or region that the report is most about; None where it tells of countries only."""
    for kinds in ((Kind.CITY, Kind.COUNTY), (Kind.REGION,)):
        found = Counter(r.row for r in rows if r.kind in kinds)
        if found:
            return gazetteer.row(found.most_common(1)[0][0])
    return None


def _anchor(
    text: str, start: int, end: int, mentions: list[Mention], rows: list[Entry], sentences: list[int]
) -> Entry | None:
    """The place that the text sets an unlisted one in, or the nearest town or region of its sentence."""
    sentence = bisect_right(sentences, start)
    best: tuple[int, Entry] | None = None
    for m, r in zip(mentions, rows, strict=True):
        if r.kind not in (Kind.CITY, Kind.COUNTY, Kind.REGION) or m.demonym:
            continue
        if end <= m.start < end + 30 and _LINK.fullmatch(text, end, m.start):
            return r
        if bisect_right(sentences, m.start) == sentence:
            # a town of the sentence goes before a region of it
            distance = min(abs(m.start - end), abs(start - m.end)) + (200 if r.kind == Kind.REGION else 0)
            if best is None or distance < best[0]:
                best = (distance, r)
    return best[1] if best else None
