"""Hostile files, made when they are needed, by kind of attack, for every kind that is read.

Each has the outcomes that are right for it: kinds of failure, or ``report`` where what is harmless in it is read.
"""

from __future__ import annotations

from tests.acquire.hostile import bombs, damage, entities, lies, nesting
from tests.acquire.hostile.making import Hostile
from tests.acquire.hostile.sizes import giants, heavy

__all__ = ["Hostile", "giants", "heavy", "small"]


def small() -> list[Hostile]:
    """All but the giants."""
    return [one for attack in (entities, bombs, nesting, lies, damage) for kind in attack.KINDS for one in kind()]
