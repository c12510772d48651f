"""Replaces words throughout a record and keeps every offset true, so that the result is a whole record again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accordingto.types import Record

TOKEN = re.compile(r"⟦(person|withheld)([0-9a-f]{12})⟧")
"""What stands in the place of a protected name, or of words that tell who it is."""

Find = Callable[[str], list[tuple[int, int, str]]]
"""Gives (start, end, replacement) of what is to be replaced in a string, in order and without overlap."""

TERMS = frozenset((
    "kind", "form", "stance", "scheme", "type", "mode", "harm", "stage", "status", "value", "voice", "language",
    "precision", "media_type", "sha256", "country", "speaker", "actor", "time", "where", "codes", "answers", "after",
    "per", "denied_by", "field",
))  # fmt: skip
"""Fields that hold codes or point at other items; they hold no words of the report."""


def replace_words(record: Record, find: Find) -> Record:
    """The record with words replaced in its text and every other string; spans grow to hold what replaced theirs."""
    data = record.to_dict()
    edits = Edits(record.report.text, find(record.report.text))
    data["report"]["text"] = edits.text
    for part in ("statements", "acts", "actors", "times", "places"):
        data[part] = [{**_walk(item, edits, find), "id": item["id"]} for item in data[part]]
    report = data["report"]
    data["report"] = {**_walk(report, edits, find), "text": edits.text}
    return Record.from_dict(data)


def _walk(value: Any, edits: Edits, find: Find) -> Any:
    if isinstance(value, dict):
        if "exact" in value and "start" in value:
            start, end = edits.span(value["start"], value["end"])
            value = {**value, "start": start, "end": end}
            rest = {k: _walk(v, edits, find) for k, v in value.items() if k not in TERMS}
            return {**value, **rest, "exact": edits.text[start:end]}
        return {k: v if k in TERMS else _walk(v, edits, find) for k, v in value.items()}
    if isinstance(value, list):
        return [_walk(v, edits, find) for v in value]
    return replace_in(value, find) if isinstance(value, str) else value


def replace_in(text: str, find: Find) -> str:
    """A string with its words replaced."""
    return Edits(text, found).text if (found := find(text)) else text


@dataclass(slots=True)
class Edits:
    """A text after replacements, and where each of its old places lies now."""

    text: str
    starts: list[int]
    moved: list[tuple[int, int, int, int]]  # old start, old end, new start, new end

    def __init__(self, text: str, found: list[tuple[int, int, str]]) -> None:
        parts: list[str] = []
        self.starts, self.moved = [], []
        last = length = 0
        for start, end, new in found:
            parts += [text[last:start], new]
            length += start - last
            self.starts.append(start)
            self.moved.append((start, end, length, length + len(new)))
            length += len(new)
            last = end
        parts.append(text[last:])
        self.text = "".join(parts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span lies now; one that cuts into replaced words holds all of what replaced them."""
        return self._place(start, end=False), self._place(end, end=True) if end > start else self._place(
            start, end=False
        )

    def _place(self, old: int, *, end: bool) -> int:
        n = bisect_right(self.starts, old - 1 if end else old) - 1
        if n < 0:
            return old
        was_start, was_end, is_start, is_end = self.moved[n]
        if old >= was_end:
            return old - was_end + is_end
        return is_end if end else (old if was_start > old else is_start)

    def backward(self) -> Edits:
        """Where each place of the text after the replacements lay before; for `span` only."""
        back = Edits("", [])
        back.moved = [(start, end, was_start, was_end) for was_start, was_end, start, end in self.moved]
        back.starts = [start for start, *_ in back.moved]
        return back


class Names:
    """Finds the names of one protected person, and passages that tell who it is, in any string.

    In a text that has a full name its parts count as well ("Bekali" after "Omir Bekali"), as they are written or in
    capitals. Between the parts of a name there may be anything that is no letter, as in the address of a page.
    """

    def __init__(self, names: list[str], phrases: list[str]) -> None:
        tokens = [re.findall(r"[^\W\d_]+|\d+", name) for name in names]
        full = [r"[\W_]{1,3}".join(map(re.escape, t)) for t in tokens if t]
        parts = sorted({part for t in tokens if len(t) > 1 for part in t if len(part) > 2})
        forms = {form for part in parts for form in (part, part.upper())}
        self._full = _bounded(full, re.IGNORECASE)
        self._parts = _bounded([re.escape(p) for p in forms], 0)
        self._loose = _bounded([re.escape(p) for p in parts], re.IGNORECASE)
        self._phrases = (
            re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))) if phrases else None
        )

    def known(self, text: str) -> bool:
        """Whether a full name or an identifying passage stands in the text."""
        return bool(self._full and self._full.search(text)) or bool(self._phrases and self._phrases.search(text))

    def places(self, text: str, *, loose: bool = False) -> list[tuple[int, int, bool]]:
        """(start, end, is a name) of what tells who it is. loose: parts of the name in any letters, as in addresses."""
        patterns = [(self._phrases, False), (self._full, True), (self._loose if loose else self._parts, True)]
        found = [(m.start(), m.end(), name) for p, name in patterns if p for m in p.finditer(text)]
        return without_overlap(found)


def without_overlap(found: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Places in order; of two that overlap the longer one, which is drawn out over both."""
    merged: list[tuple[int, int, bool]] = []
    for start, end, name in sorted(found, key=lambda f: (f[0], -f[1])):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
        else:
            merged.append((start, end, name))
    return merged


def _bounded(patterns: list[str], flags: int) -> re.Pattern[str] | None:
    longest = sorted(patterns, key=len, reverse=True)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(longest)})(?![^\W\d_])", flags) if longest else None
