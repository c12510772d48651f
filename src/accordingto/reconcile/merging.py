"""From the happenings of single reports to groups of those that are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accordingto.reconcile.clusters import NEVER, Group, Word, cluster
from accordingto.reconcile.facts import Laid, interval
from accordingto.reconcile.incidents import Incident
from accordingto.reconcile.pairs import Weighing, alike, clash, compare

LEAST = 0.2
"""Mean chance from which groups are joined; found on the development topics of ECB+, five folds by topic."""

WEEKS = 45
"""Days between two reports that are of the same weeks."""

WORTH = 0.1
"""A pair below this chance proposes nothing."""


class Chances:
    """The chance of each pair of happenings that is asked for, kept for the next time."""

    def __init__(self, told: Sequence[Laid], nodes: Sequence[Incident]) -> None:
        self.told, self.nodes = told, nodes
        self.weighing = Weighing.load()
        self.reports: dict[tuple[int, int], float] = {}
        self.known: dict[tuple[int, int], float] = {}

    def __call__(self, one: int, other: int) -> float:
        """The chance that two happenings are one, 0 where something speaks against it for certain."""
        key = (one, other)
        if key not in self.known:
            self.known[key] = self.fresh(one, other)
        return self.known[key]

    def fresh(self, number: int, another: int) -> float:
        """The same, not kept."""
        one, other = self.nodes[number], self.nodes[another]
        if one.report == other.report and self.told[one.report].record.report.published_at:
            return NEVER  # what a dated report tells apart stays apart
        if clash(one.whole, other.whole):
            return 0.0
        near, one_report = self.alike(one.report, other.report), one.report == other.report
        weeks = one.kind == other.kind and self._same_weeks(one.report, other.report)
        return self.weighing.chance(compare(one.whole, other.whole, near, one_report, weeks))

    def _same_weeks(self, one: int, other: int) -> bool:
        days = [interval(d, d) for n in (one, other) if (d := self.told[n].record.report.published_at)]
        return len(days) == 2 and None not in days and abs(days[0][0] - days[1][0]) <= WEEKS  # type: ignore[index]

    def alike(self, one: int, other: int) -> float:
        """How far two reports are alike."""
        key = (min(one, other), max(one, other))
        if key not in self.reports:
            self.reports[key] = alike(self.told[key[0]], self.told[key[1]])
        return self.reports[key]


def merge(pairs: Iterable[tuple[int, int]], chances: Chances, words: Iterable[Word] = ()) -> list[Group]:
    """Groups of two or more happenings. words: what people have said of pairs."""
    worth = ((a, b, p) for a, b in pairs if (p := chances.fresh(a, b)) >= WORTH)
    return cluster(worth, chances, LEAST, words)
