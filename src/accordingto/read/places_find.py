"""Finding: which names in a report mean a place, and which are people, months, common words or parts of longer names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from spacy.attrs import ENT_IOB, ENT_TYPE, IDX, LENGTH
from spacy.tokens import Doc

from accordingto.read.gazetteer import Entry, Gazetteer, Kind, Quality, words

LONGEST = 6
"""Words of the longest name that is looked for."""

_EXACT = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]\.){2,4}|[A-Z]\. ?[A-Z]\.|[A-Z]\. ?[A-Z][a-z]{1,3}\.|[A-Z][a-z]{1,4}\.|(?:[A-Z]&?){2,5}(?![\w&]))"
)
_GAP = re.compile(r"\s*-?\s*|\.\s|\.?\s?&\s?")
_DOT_GAP = {"st", "ste", "mt", "ft"}
_PLACE_LABELS = {"GPE", "LOC", "FAC", "NORP"}


@dataclass(slots=True)
class Mention:
    """A name in the text that is taken for a place, with the rows it may mean."""

    start: int
    end: int
    exact: str
    entries: list[Entry]
    label: str = ""
    inside: bool = False
    metonym: bool = False
    container: Mention | None = field(default=None, repr=False)

    @property
    def demonym(self) -> bool:
        """Whether the name is that of the people ("Turkish")."""
        return all(e.quality == Quality.DEMONYM for e in self.entries)


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions of places in text order; they do not overlap."""
    text = doc.text
    found = _matches(text, gazetteer)
    tokens = _Tokens(doc)
    mentions: list[Mention] = []
    end = 0
    for start, stop, entries in found:
        if start < end:
            continue
        mention = Mention(start, stop, text[start:stop], entries)
        mention.label, mention.inside = tokens.label(start, stop)
        if _is_place(mention, text):
            mentions.append(mention)
            end = stop
    return mentions


def _matches(text: str, gazetteer: Gazetteer) -> list[tuple[int, int, list[Entry]]]:
    """All names of the gazetteer in the text as (start, end, rows), by start, the longest first."""
    spans: list[tuple[int, int]] = []
    keys: list[str] = []
    for m in _EXACT.finditer(text):
        spans.append(m.span())
        keys.append("=" + m.group())
    ws = words(text)
    for i, (start, stop, word) in enumerate(ws):
        if not text[start].isupper():
            continue
        key = word
        if len(word) > 2:
            spans.append((start, stop))
            keys.append(key)
        for j in range(i + 1, min(i + LONGEST, len(ws))):
            a, b, next_word = ws[j]
            gap = text[stop:a]
            if len(gap) > 1 and not _joins(gap, ws[j - 1][2]):
                break
            if gap not in (" ", "-") and not _joins(gap, ws[j - 1][2]):
                break
            key += " " + next_word
            stop = b
            if text[a].isupper() or text[a].isdigit():
                spans.append((start, b))
                keys.append(key)
    out = []
    for (start, stop), positions in zip(spans, gazetteer.find(keys), strict=True):
        if positions:
            out.append((start, stop, [gazetteer.entry(p) for p in positions]))
    return sorted(out, key=lambda m: (m[0], -m[1]))


def _joins(gap: str, before: str) -> bool:
    if gap == ". ":
        return before in _DOT_GAP
    return (gap.isspace() and gap.count("\n") < 2) or gap in ("-", "‐", "–", " & ")


class _Tokens:
    """Entity labels by character, from one array."""

    def __init__(self, doc: Doc) -> None:
        array = doc.to_array([IDX, LENGTH, ENT_IOB, ENT_TYPE])
        self._starts = array[:, 0].astype(np.int64)
        self._ends = self._starts + array[:, 1].astype(np.int64)
        self._doc = doc
        self._ent = {t: e for e in doc.ents for t in range(e.start, e.end)}

    def label(self, start: int, end: int) -> tuple[str, bool]:
        """The entity label over a span and whether the entity goes beyond it."""
        i = int(np.searchsorted(self._starts, start, "right")) - 1
        ent = self._ent.get(i)
        if ent is None:
            return "", False
        return ent.label_, ent.start_char < start - 4 or ent.end_char > end + 2


def _is_place(m: Mention, text: str) -> bool:
    strong = any(e.kind in (Kind.COUNTRY, Kind.REGION, Kind.AREA) and e.quality in (Quality.NAME, Quality.DEMONYM, Quality.ABBREVIATION) for e in m.entries)
    if all(e.quality == Quality.POSTAL for e in m.entries):
        return text[max(0, m.start - 2) : m.start] == ", "
    if any(e.quality == Quality.ABBREVIATION for e in m.entries):
        return m.exact.count(".") != 1 or text[max(0, m.start - 2) : m.start] == ", "
    if m.label == "PERSON":
        return False
    if m.label in _PLACE_LABELS:
        return strong or not m.inside or m.label != "FAC"
    if m.label == "ORG":
        return strong or any(e.population > 100_000 and e.quality == Quality.NAME for e in m.entries)
    return strong or any(e.population > 200_000 and e.quality == Quality.NAME for e in m.entries)
