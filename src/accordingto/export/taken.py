"""The nouns of an export: a report as it leaves, the mark of review on each row, and all that leaves together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from accordingto.export.archives import archive_of
from accordingto.export.words import Words, the_report
from accordingto.types import Act, Actor, Place, Record, Role, Statement

if TYPE_CHECKING:
    from accordingto.casebook.reader import Reader
    from accordingto.reconcile.types import Event

Item = Statement | Act


@dataclass(frozen=True, slots=True)
class Mark:
    """What people decided on an item. state: unreviewed, accepted, changed or added, of silence counted; by, at, why:
    the last decision."""

    state: str = "unreviewed"
    by: str | None = None
    at: str | None = None
    why: str | None = None

    @property
    def reviewed(self) -> bool:
        """Whether a person stands behind it."""
        return self.state in ("accepted", "changed", "added")

    @property
    def in_words(self) -> str:
        """ "accepted by Tester on 2026-11-24"."""
        return f"{self.state}{f' by {self.by}' if self.by else ''}{f' on {self.at[:10]}' if self.at else ''}"


UNREVIEWED = Mark()


def weakest(marks: Iterable[Mark]) -> Mark:
    """The mark of what rests on several items: reviewed only where all of them are."""
    all_marks = list(marks)
    return next((m for m in all_marks if not m.reviewed), all_marks[0] if all_marks else UNREVIEWED)


@dataclass(frozen=True)
class Taken:
    """One report as it leaves.

    id: its number in the casebook, else the record's own. record: only the statements and acts that leave. whole: all
    that stands, for saying according to whom. marks, accused: by item; accused: the named persons it accuses.
    killed: it shares its words with a report that its agency killed. finished: a person said that everything in the
    report is coded. run: which reading it is. noted: the address that
    somebody noted of a web archive which keeps the page.
    """

    id: str
    record: Record
    whole: Record
    marks: Mapping[str, Mark] = field(default_factory=dict)
    accused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    copy_of: int | None = None
    killed: bool = False
    finished: bool = False
    run: int | None = None
    noted: str | None = None

    @property
    def archive(self) -> str | None:
        """Where a web archive keeps the page."""
        return archive_of(self.record.report, self.noted)

    @property
    def items(self) -> tuple[Item, ...]:
        """Statements, then acts."""
        return items_of(self.record)

    @cached_property
    def say(self) -> Words:
        """Says in words what the report holds."""
        return Words(self.whole)

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The report's parties by id."""
        return {actor.id: actor for actor in self.whole.actors}

    @cached_property
    def places(self) -> dict[str, Place]:
        """The report's places by id."""
        return {place.id: place for place in self.whole.places}

    @property
    def title(self) -> str:
        """The report's title; where it has none, the name of its file, else its number."""
        name = PurePath(self.record.report.input or "").name
        return self.record.report.title or (name if name not in ("", "-") else f"report {self.id}, without title")

    def key(self, id: str) -> str:
        """What the casebook calls a thing of this report: 12.c1."""
        return f"{self.id}.{id}"

    def mark(self, id: str) -> Mark:
        """What people decided on the item."""
        return self.marks.get(id, UNREVIEWED)

    def name(self, role: Role) -> str:
        """The name behind a role, else its words."""
        actor = self.actors.get(role.actor) if role.actor else None
        return (actor.name if actor else None) or role.exact

    def contested_by(self, item: Item) -> str:
        """Who denies an act or what a statement says; empty where nobody does in this report."""
        ids = item.denied_by if isinstance(item, Act) else ()
        denials = [s for s in self.whole.statements if s.id in ids or (s.stance == "denies" and item.id in s.answers)]
        return "; ".join(f"{self.say.chain(s)} ({self.key(s.id)})" for s in denials)

    def according_to(self, item: Item) -> str:
        """Who tells it: for an act the speakers, for a statement the report that carries it."""
        told = [s for s in self.whole.statements if isinstance(item, Act) and s.id in item.per]
        return "; ".join(f"{self.say.chain(s)} ({self.key(s.id)})" for s in told) or the_report(self.record.report)

    def review_words(self, item: Item) -> str:
        """The mark in words: "accepted by Tester on 2026-11-24; contested by Beijing (12.s3)"."""
        contested = self.contested_by(item)
        return self.mark(item.id).in_words + (f"; contested by {contested}" if contested else "")


def items_of(record: Record) -> tuple[Item, ...]:
    """The statements of a record, then its acts."""
    items: list[Item] = [*record.statements, *record.acts]
    return tuple(items)


@dataclass(slots=True)
class Tally:
    """What a writer wrote, and what its format cannot hold, in words with the number of each."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Material:
    """All that leaves together. `reports` can be gone through again and again, a few hundred in memory at a time.

    scope: in words what it holds. reader: for pages and journal, where it comes from a casebook. held_back: in words
    what stays in the casebook, counted in each pass.
    """

    source: Callable[[Counter[str]], Iterable[Taken]]
    scope: str
    casebook: str | None = None
    recipient: str = ""
    seal: str | None = None
    reader: Reader | None = None
    held_back: Counter[str] = field(default_factory=Counter)

    def reports(self) -> Iterator[Taken]:
        """The reports that have anything to give, in order."""
        self.held_back.clear()
        yield from self.source(self.held_back)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that the leaving acts tell; `ActRef.report` is a report's id here."""
        from accordingto.export.happenings import events_of

        return events_of(self)
