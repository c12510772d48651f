"""From acts laid out to groups of acts that tell one happening."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.reconcile.candidates import candidates
from accordingto.reconcile.clusters import Group, cluster
from accordingto.reconcile.facts import Facts, Laid
from accordingto.reconcile.pairs import Weighing, alike, clash, compare

LEAST = 0.2
"""Mean chance from which groups are joined; found on the development topics of ECB+, five folds by topic."""

WORTH = 0.05
"""A pair below this chance proposes nothing."""


class Chances:
    """The chance of each pair that is asked for, kept for the next time."""

    def __init__(self, told: Sequence[Laid], acts: Sequence[Facts]) -> None:
        self.told, self.acts = told, acts
        self.weighing = Weighing.load()
        self.reports: dict[tuple[int, int], float] = {}
        self.known: dict[tuple[int, int], float] = {}

    def __call__(self, one: int, other: int) -> float:
        """The chance that two acts are one happening, 0 where something speaks against it for certain."""
        key = (one, other)
        if key not in self.known:
            a, b = self.acts[one], self.acts[other]
            self.known[key] = (
                0.0 if clash(a, b) else self.weighing.chance(compare(a, b, self.alike(a.report, b.report)))
            )
        return self.known[key]

    def alike(self, one: int, other: int) -> float:
        """How far two reports are alike."""
        key = (min(one, other), max(one, other))
        if key not in self.reports:
            self.reports[key] = alike(self.told[key[0]], self.told[key[1]])
        return self.reports[key]


def merge(told: Sequence[Laid], acts: Sequence[Facts]) -> tuple[list[Group], Chances]:
    """Groups of two or more acts, and the chances that they rest on."""
    chances = Chances(told, acts)
    pairs = ((a, b, p) for a, b in candidates(told, acts) if (p := chances(a, b)) >= WORTH)
    return cluster(pairs, chances, LEAST), chances
