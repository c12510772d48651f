"""Parties across the reports of one happening: by names, and before these by what people have decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from accordingto.reconcile.decided import Decided, Whose
from accordingto.reconcile.parties import Mention, one_party


@dataclass(slots=True)
class Party:
    """One party of several reports with everything it is called."""

    mentions: list[Mention] = field(default_factory=list)
    decided: set[Whose] = field(default_factory=set)

    @property
    def name(self) -> str:
        """What people's decisions call it, else its own name before one who speaks for it, a proper name before a
        description, the one told most often.
        """
        if titles := [w.title for w in self.decided if w.title]:
            return min(titles)
        often = Counter(m.names[0] for m in {replace(m, actor=None) for m in self.mentions})
        kinds = {m.names[0]: (m.office is None, m.person, m.described and m.office is None, m.country is None)
                 for m in self.mentions}  # fmt: skip
        return min(often, key=lambda n: (kinds[n], -often[n], -len(n), n))

    @property
    def known(self) -> bool:
        """Whether it has a proper name or an office."""
        return any(not m.described or m.office for m in self.mentions)

    def apart(self, others: Iterable[Whose]) -> bool:
        """Whether people have decided that it is none of these."""
        return any(w.who in one.apart for one in others for w in self.decided)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names."""
        return tuple(sorted({n for m in self.mentions for n in m.names} - {self.name}))


def gather(mentions: Iterable[Mention], decided: Decided = MappingProxyType({})) -> dict[Mention, Party]:
    """Mentions of reports on one happening put together into parties. Order does not matter.

    decided: what people have decided, which counts before the names.
    """
    whose = {m: decided.get((m.report, m.actor)) if m.actor else None for m in mentions}
    alike: dict[tuple[Whose | None, Mention], list[Mention]] = {}
    for mention in sorted(whose, key=lambda m: (whose[m] is None, *_order(m))):
        alike.setdefault((whose[mention], replace(mention, report="", actor=None)), []).append(mention)
    parties: list[tuple[Party, list[Mention]]] = []
    found: dict[Mention, Party] = {}
    for (own, mention), same in alike.items():
        told = {own} if own else set[Whose]()
        party = next((p for p in parties if told & p[0].decided), None)
        if party is None:
            fits = [p for p in parties if not p[0].apart(told) and any(one_party(mention, other) for other in p[1])]
            party = _of_these(mention, {m.report for m in same}, fits)
        if party is None:
            party = (Party(), [])
            parties.append(party)
        party[0].mentions.extend(same)
        party[0].decided |= told
        party[1].append(mention)
        found.update((m, party[0]) for m in same)
    return found


def _order(m: Mention) -> tuple[int, tuple[str, ...], str, str, str, str]:
    return (-len(m.names[0]), m.names, m.report, m.office or "", m.country or "", m.actor or "")


def _of_these(
    mention: Mention, reports: set[str], fits: list[tuple[Party, list[Mention]]]
) -> tuple[Party, list[Mention]] | None:
    """Of several parties whose names fit, the one that is meant: a whole name's first, a surname's in its own report.

    Where people have decided that these are two, a name tells as little as a surname.
    """
    namesakes = any(p.apart(other.decided) for p, _ in fits for other, _ in fits)
    if len(fits) == 1 or (fits and len(mention.names[0].split()) > 1 and not namesakes):
        return fits[0]
    here = next((p for p in fits if reports & {m.report for m in p[0].mentions}), None)
    return here or next((p for p in fits if namesakes and not p[0].decided), None)
