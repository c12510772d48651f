"""Passages as W3C Web Annotation selectors, and words that somebody typed as the passage they mean."""

from __future__ import annotations

from typing import Any

from accordingto.casebook.reviews import spans
from accordingto.errors import UsageError
from accordingto.types import Role, Span

CONTEXT = 32
"""Characters before and after a quote that tell which of several equal ones is meant."""


def selectors(text: str, span: Span | Role) -> list[dict[str, Any]]:
    """A TextPositionSelector and a TextQuoteSelector of one passage."""
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.exact,
            "prefix": text[max(0, span.start - CONTEXT) : span.start],
            "suffix": text[span.end : span.end + CONTEXT],
        },
    ]


def resolve(text: str, value: Any, near: int) -> Any:
    """A review's value in which every passage is told by its place.

    A passage may come as {"start", "end", "exact"}, or by its words alone, {"exact", "prefix", "suffix"}: then the
    nearest to `near` is meant. Raises `UsageError` where the words do not stand in the text.
    """
    if isinstance(value, list):
        return [resolve(text, v, near) for v in value]
    if not isinstance(value, dict):
        return value
    told = {k: resolve(text, v, near) for k, v in value.items()}
    if "exact" in told and "start" not in told:
        found = _nearest(text, told, near)
        told = {k: v for k, v in told.items() if k not in ("prefix", "suffix")}
        told |= {"start": found, "end": found + len(told["exact"])}
    return told


def _nearest(text: str, told: dict[str, Any], near: int) -> int:
    exact, before, after = (told.get(k, "") for k in ("exact", "prefix", "suffix"))
    if not all(isinstance(part, str) for part in (exact, before, after)) or not exact:
        raise UsageError("a passage needs its words, or where they start and end")
    places, at = [], text.find(exact)
    while at >= 0:
        if text.endswith(before, 0, at) and text.startswith(after, at + len(exact)):
            places.append(at)
        at = text.find(exact, at + 1)
    if not places:
        raise UsageError(f"the words {exact[:80]!r} do not stand in the text")
    return min(places, key=lambda place: abs(place - near))


def passages(value: Any) -> list[tuple[int, int]]:
    """Where the passages of a review's value lie."""
    found = ((span["start"], span["end"]) for span in spans(value))
    return [(s, e) for s, e in found if type(s) is int and type(e) is int]
