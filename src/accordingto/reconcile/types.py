"""The nouns of the judgment layer: what is concluded from many records, each with the acts that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accordingto.types import Plain, When


@dataclass(frozen=True, slots=True)
class ActRef(Plain):
    """One act of one report."""

    report: str
    act: str


@dataclass(frozen=True, slots=True)
class Event(Plain):
    """One happening and every act that tells it. `reasons`: in words, why these acts were put together.

    `where`: {"name", "country"}. Positions and numbers as told are not concluded yet and so have no field here.
    """

    id: str
    title: str
    acts: tuple[ActRef, ...]
    when: When | None
    where: dict[str, Any] | None
    reasons: tuple[str, ...] = ()
    confidence: float = 0.5
