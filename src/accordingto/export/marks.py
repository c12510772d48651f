"""Cuts a text at every edge of its statements and acts, so that overlapping marks nest cleanly in any markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from accordingto.types import Record, Role, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text inside the same marks throughout.

    inside: ids of the records whose words it is. parts: what it is for them (source, cue, content, trigger, initiator,
    target). of: (id, part) for each mark. starts: ids of the records whose own mark stands before it.
    """

    text: str
    inside: tuple[str, ...]
    parts: tuple[str, ...]
    starts: tuple[str, ...]
    of: tuple[tuple[str, str], ...] = ()


def cut(record: Record) -> Iterator[Piece]:
    """The pieces of the record's text in order; joined they give the text back. Linear in text and marks."""
    text = record.report.text
    marks = sorted(_marks(record))
    edges = sorted({0, len(text), *(m[0] for m in marks), *(m[1] for m in marks)})
    anchors: dict[int, list[str]] = {}
    for id, at in _anchors(record):
        anchors.setdefault(at, []).append(id)
    opened, active = 0, list[tuple[int, int, str, str]]()
    for start, end in pairwise(edges):
        while opened < len(marks) and marks[opened][0] <= start:
            active.append(marks[opened])
            opened += 1
        active = [m for m in active if m[1] > start]
        yield Piece(
            text[start:end],
            tuple(dict.fromkeys(m[2] for m in active)),
            tuple(dict.fromkeys(m[3] for m in active)),
            tuple(anchors.get(start, ())),
            tuple(dict.fromkeys((m[2], m[3]) for m in active)),
        )


def _marks(record: Record) -> Iterator[tuple[int, int, str, str]]:
    for s in record.statements:
        spans: list[tuple[Role | Span, str]] = [(x, "source") for x in s.sources]
        spans += [(x, "content") for x in s.content]
        spans += [(s.cue, "cue")] if s.cue else []
        for span, part in spans:
            yield span.start, span.end, s.id, part
    for a in record.acts:
        yield a.trigger.start, a.trigger.end, a.id, "trigger"
        for role in a.initiators:
            yield role.start, role.end, a.id, "initiator"
        for role in a.targets:
            yield role.start, role.end, a.id, "target"


def _anchors(record: Record) -> Iterator[tuple[str, int]]:
    """Where each record's own mark stands: a statement at its cue, else content, else source; an act at its trigger."""
    for s in record.statements:
        spans: list[Role | Span] = [*([s.cue] if s.cue else []), *s.content, *s.sources]
        if spans:
            yield s.id, spans[0].start
    for a in record.acts:
        yield a.id, a.trigger.start
