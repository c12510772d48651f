"""What reports tell of one name: who bears it in which report, and every statement and act in which it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accordingto.casebook.named import OFFICES, Standing
from accordingto.casebook.reader import Reader
from accordingto.errors import MissingError
from accordingto.review.happening.loading import Source, sources
from accordingto.review.visit import Visit
from accordingto.types import Act, Role, Statement

MOST = 300
"""Reports that a page of one name is made of, the newest in the casebook."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody else of the same name, or at least not known to be the same. `who` leads to the page."""

    who: str
    codes: tuple[str, ...]
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bearer:
    """A name with the reports in which it stands. ids: by report number the actors that bear it.

    name: as this reader may see it; aliases: other names that reconciling found to be its own. left_out: older reports
    of which the page is not made. namesakes: others of this name, those of most reports first.
    """

    name: str
    kinds: tuple[str, ...]
    codes: tuple[str, ...]
    aliases: tuple[str, ...]
    ids: Mapping[str, frozenset[str]]
    sources: Mapping[str, Source]
    left_out: int
    who: str = ""
    namesakes: tuple[Namesake, ...] = ()

    @property
    def private(self) -> bool:
        """Whether this is a person who holds no office that any report tells of."""
        return set(self.kinds) == {"person"} and not set(self.codes) & set(OFFICES)

    def is_it(self, number: str, actor: str | None) -> bool:
        """Whether an actor of a report bears the name."""
        return actor is not None and actor in self.ids.get(number, ())

    def statements(self) -> Iterator[tuple[Source, Statement]]:
        """What it says, by report."""
        for number, source in self.sources.items():
            for s in source.record.statements:
                if self.is_it(number, s.speaker) or any(self.is_it(number, r.actor) for r in s.sources[-1:]):
                    yield source, s

    def acts(self) -> Iterator[tuple[Source, Act, bool, bool]]:
        """The acts in which it stands, by report, each with whether it does them and whether they are done to it."""
        for number, source in self.sources.items():
            for act in source.record.acts:
                does, done = self._stands(number, act.initiators), self._stands(number, act.targets)
                if does or done:
                    yield source, act, does, done

    def _stands(self, number: str, roles: tuple[Role, ...]) -> bool:
        return any(self.is_it(number, role.actor) for role in roles)


def bearer(visit: Visit, name: str, who: str = "") -> Bearer:
    """Who bears a name. who: which of several; without it the one of most reports.

    Raises `MissingError` where nobody does; a protected name is known by its pseudonym alone.
    """
    bearing = visit.reader.standings(name) if name else []
    several = _several(bearing)
    who = who or (several[0].who if several else "")
    found = [s for s in bearing if s.who == who or (not s.who and several[:1] and who == several[0].who)]
    if not found:
        raise MissingError("nobody of this name stands in the reports of this casebook")
    numbers = sorted({s.report for s in found}, reverse=True)
    loaded = sources(visit, {str(n) for n in numbers[:MOST]})
    ids = {number: _ids(number, source, found) for number, source in loaded.items()}
    own = {(str(s.report), s.actor) for s in found if s.name.lower() == name.lower()} or set(_pairs(found))
    shown = next((a.name for number, source in loaded.items() for a in source.record.actors
                  if (number, a.id) in own and a.name), name)  # fmt: skip
    codes = tuple(dict.fromkeys(code for s in found for code in s.codes))
    others = {s.name.lower(): s.name for s in found if s.name.lower() != name.lower()}
    return Bearer(
        shown,
        tuple(dict.fromkeys(s.kind for s in found)),
        codes,
        tuple(sorted(others.values())),
        ids,
        loaded,
        len(numbers[MOST:]),
        who,
        tuple(n for n in several if n.who != who),
    )


def _several(bearing: list[Standing]) -> list[Namesake]:
    """All of one name who are not known to be one, those of most reports first."""
    by_who: dict[str, list[Standing]] = {}
    for s in bearing:
        by_who.setdefault(s.who, []).append(s)
    if len(by_who) > 1:
        by_who.pop("", None)  # reports that are not reconciled yet go with the chief one
    found = [
        Namesake(
            who,
            tuple(dict.fromkeys(code for s in some for code in s.codes)),
            tuple(sorted({s.report for s in some})),
        )
        for who, some in by_who.items()
    ]
    return sorted(found, key=lambda n: (-len(n.reports), n.who))


def _pairs(found: list[Standing]) -> Iterator[tuple[str, str]]:
    return ((str(s.report), s.actor) for s in found)


def _ids(number: str, source: Source, found: list[Standing]) -> frozenset[str]:
    """The actors of one report that bear the name, those that people added too."""
    known = {s.actor for s in found if str(s.report) == number}
    names = {a.name for a in source.record.actors if a.id in known}
    return frozenset(known | {a.id for a in source.record.actors if a.name and a.name in names})


def safe_title(visit: Visit, name: str, otherwise: str) -> str:
    """A name for the browser's tab: told only where it stands uncovered for everybody."""
    return name if Reader(visit.casebook).standings(name) else otherwise
