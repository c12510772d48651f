"""The report's text as paragraphs of marked pieces, so that a browser can lay out and change each by itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, takewhile

from accordingto.casebook.reviews import ReviewedRecord
from accordingto.export.marks import Piece, cut
from accordingto.review.missed import Missed

MAX_PARAGRAPH = 4000
"""Characters: a longer paragraph is laid out in parts, for a browser must not lay out a book at once."""


SAID = {"source": "source of", "cue": "word of saying in", "content": "what is said in", "trigger": "act",
        "initiator": "who does", "target": "to whom in"}  # fmt: skip
"""Parts of a record as they are told to whoever hears the page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text. css: what it is; of: the items whose words it is, as " s1:content c2:trigger ".

    hint: where something may be missed, the sentence and its telling word, as "120-180 131-137 statement"; else empty.
    """

    text: str
    css: str
    of: str
    hint: str = ""

    @property
    def tag(self) -> str:
        """The element: words of a record are marked, for whoever hears the page too."""
        return "mark" if self.of else "span"

    @property
    def details(self) -> str:
        """The id of the first record whose words it is; an element can lead to one."""
        return self.of.strip().partition(":")[0]

    @property
    def described(self) -> str:
        """What it is in each record, in words: "what is said in s1, act c1"."""
        parts = (told.partition(":") for told in self.of.split())
        return ", ".join(f"{SAID.get(part, part)} {id}" for id, _, part in parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of the text. `start`: the place of its first character."""

    n: int
    start: int
    end: int
    marks: tuple[Mark, ...]


def paragraphs(reviewed: ReviewedRecord, missed: Iterable[Missed] = ()) -> list[Paragraph]:
    """The text; what was rejected is not marked."""
    record = reviewed.record
    stances = {s.id: s.stance for s in record.statements}
    hints = sorted(missed, key=lambda m: m.start)
    found: list[Paragraph] = []
    marks: list[Mark] = []
    start = at = 0
    for piece in cut(record):
        for text, ends in _lines(piece.text):
            if text:
                marks += [_mark(piece, part, hint, stances) for part, hint in _hinted(text, at, hints)]
            at += len(text)
            if ends or at - start > MAX_PARAGRAPH:
                found.append(Paragraph(len(found), start, at, tuple(marks)))
                marks, at = [], at + ends
                start = at
    if marks:
        found.append(Paragraph(len(found), start, at, tuple(marks)))
    return [p for p in found if p.marks]


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines of a text, each with 1 where a newline ends it, else 0."""
    lines = text.split("\n")
    for line in lines[:-1]:
        yield line, 1
    yield lines[-1], 0


def _hinted(text: str, at: int, hints: list[Missed]) -> Iterator[tuple[str, Missed | None]]:
    """The text cut where a sentence in which something may be missed begins and ends."""
    first = max(0, bisect_right(hints, at, key=lambda m: m.start) - 2)  # a sentence has two hints at most
    inside = list(takewhile(lambda m: m.start < at + len(text), hints[first:]))
    inside = [m for m in inside if m.end > at]
    edges = {0, len(text), *(max(0, m.start - at) for m in inside), *(min(len(text), m.end - at) for m in inside)}
    for start, end in pairwise(sorted(edges)):
        yield text[start:end], next((m for m in inside if m.start - at <= start and end <= m.end - at), None)


def _mark(piece: Piece, text: str, hint: Missed | None, stances: Mapping[str, str]) -> Mark:
    denies = ["denies"] if "cue" in piece.parts and any(stances.get(id) == "denies" for id in piece.inside) else []
    css = [*piece.parts, *denies, *(["perhaps"] if hint else [])]
    of = " ".join(f"{id}:{part}" for id, part in piece.of)
    told = f"{hint.start}-{hint.end} {hint.at}-{hint.at + len(hint.word)} {hint.kind}" if hint else ""
    return Mark(text, " ".join(css), f" {of} " if of else "", told)
