"""A raw attribution: what the model and the rules both give, before statements are made of it."""

from __future__ import annotations

from dataclasses import dataclass

Stretches = tuple[tuple[int, int], ...]
"""Half-open character ranges, in text order."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source), by which words (cue), says what (content); any may be empty. `confidence` is 0..1."""

    cue: Stretches
    source: Stretches
    content: Stretches
    confidence: float
