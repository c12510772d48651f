"""Compares what two runs read from the same reports: what is gone, new and changed, and where a person had decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from accordingto.casebook.reader import Held, Reader
from accordingto.errors import UsageError
from accordingto.types import Act, Record, Report, Statement

Item = Statement | Act
_NOT_COMPARED = ("id", "confidence")
"""Numbers and doubts differ between runs without anything being read differently."""


_HEAD = ("title", "publisher", "agency", "voice", "byline", "dateline", "published_at", "language", "url")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `fields`: what changed, each with its value before and after, for people to read.

    decided: what a person had decided on the item as the old run read it; that decision stays in the casebook.
    """

    report: int
    kind: Literal["statement", "act", "report", "text"]
    change: Literal["gone", "new", "changed"]
    before: str | None
    after: str | None
    words: str
    fields: tuple[tuple[str, str, str], ...] = ()
    decided: str | None = None


def compare_runs(reader: Reader, old: int, new: int) -> Iterator[Change]:
    """What run `new` reads otherwise than run `old`, by report. Raises `UsageError` for a run that there is not."""
    there = {run["id"] for run in reader.runs()}
    for run in (old, new):
        if run not in there:
            raise UsageError(f"no run {run}; see: accordingto list runs")
    decisions = reader.reviews(old)
    before, after = reader.records(old), reader.records(new)
    was, now = next(before, None), next(after, None)
    while was or now:
        first = min(held.number for held in (was, now) if held)
        one = was if was and was.number == first else None
        other = now if now and now.number == first else None
        for change in compare(one, other):
            yield replace(change, decided=decisions.get((first, change.before or "")))
        was = next(before, None) if one else was
        now = next(after, None) if other else now


def compare(old: Held | None, new: Held | None) -> Iterator[Change]:
    """The differences between two readings of one report, in the order of the text."""
    if old is None or new is None:
        there = old or new
        assert there is not None
        yield Change(
            there.number, "report", "gone" if new is None else "new", None, None, there.record.report.title or ""
        )
        return
    was, now = ({name: _head(held.record.report, name) for name in _HEAD} for held in (old, new))
    if changed := tuple(_changed(was, now)):
        yield Change(new.number, "report", "changed", None, None, new.record.report.title or "", changed)
    if old.record.report.text != new.record.report.text:
        yield Change(new.number, "text", "changed", None, None, "the text was taken from the page in another way")
    for kind in ("statement", "act"):
        yield from _compare(new.number, kind, old.record, new.record)


def _head(report: Report, name: str) -> str:
    value = getattr(report, name)
    return "; ".join(value) if isinstance(value, tuple) else value or ""


def _compare(number: int, kind: Any, old: Record, new: Record) -> Iterator[Change]:
    before = {_anchor(i): i for i in getattr(old, f"{kind}s")}
    after = {_anchor(i): i for i in getattr(new, f"{kind}s")}
    for anchor in sorted(before.keys() | after.keys()):
        was, now = before.get(anchor), after.get(anchor)
        if was is None and now is not None:
            yield Change(number, kind, "new", None, now.id, _words(now))
        elif now is None and was is not None:
            yield Change(number, kind, "gone", was.id, None, _words(was))
        elif was is not None and now is not None:
            changed = tuple(_changed(_Plain(old).item(was), _Plain(new).item(now)))
            if changed:
                yield Change(number, kind, "changed", was.id, now.id, _words(now), changed)


def _anchor(item: Item) -> tuple[int, int]:
    """What makes two items the same: the act's trigger, the statement's cue or first words."""
    span = item.trigger if isinstance(item, Act) else item.cue or (item.content or item.sources or (None,))[0]
    return (span.start, span.end) if span else (-1, -1)


def _words(item: Item) -> str:
    return item.trigger.exact if isinstance(item, Act) else " … ".join(c.exact for c in item.content)


def _changed(was: dict[str, str], now: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, value in was.items():
        if value != now[name]:
            yield name, value, now[name]


class _Plain:
    """Items with everything that they point at in words, so that new numbers alone are no change."""

    def __init__(self, record: Record) -> None:
        self.names = {a.id: a.name or a.description or "" for a in record.actors}
        self.places = {p.id: f"{p.name} {p.country or ''}".strip() for p in record.places}
        items: list[Item] = [*record.statements, *record.acts]
        self.items = {i.id: f"{_anchor(i)[0]}-{_anchor(i)[1]}" for i in items}

    def item(self, item: Item) -> dict[str, str]:
        return {f.name: self._value(f.name, getattr(item, f.name)) for f in fields(item) if f.name not in _NOT_COMPARED}

    def _value(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if name == "speaker":
            return self.names.get(value, str(value))
        if name == "where":
            return self.places.get(value, str(value))
        if name in ("answers", "after", "per", "denied_by"):
            return ", ".join(self.items.get(i, i) for i in value)
        if isinstance(value, tuple):
            return "; ".join(self._value("", v) for v in value)
        if hasattr(value, "exact"):
            codes = " ".join(getattr(value, "codes", ()))
            return f"{value.exact} [{codes}]" if codes else str(value.exact)
        if hasattr(value, "earliest"):
            return f"{value.earliest or ''}..{value.latest or ''}"
        if hasattr(value, "approx"):
            return f"{value.min}..{value.max}"
        return str(value)
