"""Cuts the dateline of a paragraph ("MUSCAT, Jan 19 (Gulf Wire) -") off what is told and who tells it."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.parse import SUBJECTS, Range, phrase
from accordingto.attribute.quotes import range_at

_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.]+(?:[ -][A-ZÀ-Þ'’.]+){0,3}"
_PLACE = r"[A-ZÀ-Þ][\w'’.]+(?:[ -][A-ZÀ-Þ][\w'’.]+){0,2}"
_DAY = r"(?:Jan|Feb|March|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
_AGENCY = r"\([A-Z][^()\n]{1,40}\)"
_DASH = r"[ \t]*(?:--+|[–—―]|-[ \t])[ \t]*"
_DATELINE = re.compile(
    rf"^[ \t]*(?:{_CAPITALS}(?:, {_PLACE})?(?:, {_DAY})?(?: {_AGENCY})?"
    rf"|{_PLACE}(?:, {_PLACE})?(?:, {_DAY} {_AGENCY}|, {_DAY}| {_AGENCY})){_DASH}(?=\S)",
    re.MULTILINE,
)
"""A place in capitals with or without day and agency, any other place with one of them, and a dash."""


def find_datelines(text: str) -> list[Range]:
    """The datelines at the begin of lines, dash included, in text order, whoever the agency is."""
    return [match.span() for match in _DATELINE.finditer(text)]


def behind_datelines(doc: Doc, one: Attribution, datelines: list[Range]) -> Attribution:
    """The attribution without the words of a dateline; a source that was nothing else is read anew behind it."""
    content, source = _cut(one.content, datelines), _cut(one.source, datelines)
    if one.source and not source and one.cue:
        source = _subject_behind(doc, one.cue, max(b for _, b in one.source))
    return replace(one, content=content, source=source)


def _cut(stretches: Stretches, datelines: list[Range]) -> Stretches:
    held = [(start, end, range_at(datelines, start)) for start, end in stretches]
    cut = [(start if at is None else datelines[at][1], end, at) for start, end, at in held]
    return tuple((start, end) for start, end, at in cut if at is None or start < end)


def _subject_behind(doc: Doc, cue: Stretches, low: int) -> Stretches:
    """The subject of the cue that stands behind the character `low`, where the parse took the place for it."""
    span = doc.char_span(*cue[-1], alignment_mode="expand")
    if span is None:
        return ()
    found = [c for c in span.root.children if c.dep_ in SUBJECTS and c.idx >= low]
    return tuple(phrase(c) for c in found[-1:])
