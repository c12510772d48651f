"""Chooses what leaves: from a casebook through its reader, reviewed items unless asked otherwise; or from a file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from accordingto.casebook.checking import check, keepable
from accordingto.casebook.query import Query
from accordingto.casebook.reader import PORTION, Reader
from accordingto.casebook.reviews import Reviewed, ReviewedRecord
from accordingto.errors import InputError, UsageError
from accordingto.export.accused import accused
from accordingto.export.taken import Item, Mark, Material, Taken
from accordingto.reconcile.loading import load_records
from accordingto.types import Record

UNREVIEWED_LEFT = "statements and acts that nobody has reviewed"
ACCUSING_LEFT = "statements and acts that accuse a named person and that nobody has reviewed"


Reached = Callable[[int, int], None]


def nobody_looks(_done: int, _of: int) -> None:
    """Progress of which nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to export.

    query: only items that a search finds, None for all. reports: only these, empty for all. unreviewed: items nobody
    reviewed too, of which those that accuse a named person only with `accusing`, a reason that is journalled.
    """

    query: Query | None = None
    reports: frozenset[int] = frozenset()
    unreviewed: bool = False
    accusing: str | None = None

    def __post_init__(self) -> None:
        if self.accusing is not None and not (self.unreviewed and self.accusing.strip()):
            raise UsageError("--accusing REASON says why unreviewed accusations leave; give it with --unreviewed")

    @property
    def filters(self) -> dict[str, object]:
        """The parts of the search that were given."""
        told = (
            {}
            if self.query is None
            else {f.name: value for f in fields(Query) if (value := getattr(self.query, f.name)) != f.default}
        )
        return {**told, "reports": sorted(self.reports)} if self.reports else told

    @property
    def scope(self) -> str:
        """What the export holds, in words that stand in it."""
        if not self.unreviewed:
            return "only what a person has reviewed"
        also = "" if self.accusing else ", but no unreviewed accusation of a named person"
        return f"what is reviewed and what is not, as each row says{also}"


def from_casebook(
    reader: Reader, choice: Choice, *, casebook: str, recipient: str, seal: str,
    reached: Reached = nobody_looks,
) -> Material:  # fmt: skip
    """What leaves a casebook for one recipient. The reader must be that recipient's. reached: is told how many reports
    are gone through, of how many; a format may go through them several times."""
    found = _found(reader, choice)
    numbers = _numbers(choice, found)
    size = reader.size() if numbers is None else len(numbers)

    def taken(held_back: Counter[str]) -> Iterator[Taken]:
        for done, reviewed in enumerate(_reviewed(reader, numbers), 1):
            wanted = None if found is None else found[reviewed.held.number]
            one = _take(reviewed, choice, wanted, held_back)
            if one.items:
                yield one
            reached(done, size)

    return Material(taken, choice.scope, casebook, recipient, seal, reader)


def from_file(path: Path) -> Material:
    """All records of a file that `accordingto read` wrote; nobody has reviewed them, and each row says so.

    Raises `UsageError` where a line is no record, or a quote is not the text's words.
    """
    records, _ = load_records(path)
    records = [keepable(record)[0] for record in records]
    for record in records:
        try:
            check(record)
        except InputError as error:
            raise UsageError(f"{path}: report {record.report.id[:80]}: {error}") from None

    def taken(held_back: Counter[str]) -> Iterator[Taken]:
        yield from (Taken(r.report.id, r, r, {}, accused(r)) for r in records if r.statements or r.acts)

    return Material(taken, "what accordingto read, which nobody has reviewed")


def _numbers(choice: Choice, found: dict[int, set[str]] | None) -> list[int] | None:
    """The reports that may have something to give, None for all."""
    if found is None and not choice.reports:
        return None
    return sorted(n for n in (choice.reports or found or ()) if found is None or n in found)


def _reviewed(reader: Reader, numbers: list[int] | None) -> Iterator[ReviewedRecord]:
    """These reports, or all, in order."""
    if numbers is None:
        yield from reader.reviewed_records()
        return
    for start in range(0, len(numbers), PORTION):
        some = reader.reviewed_of(numbers[start : start + PORTION])
        yield from (some[number] for number in sorted(some))


def _found(reader: Reader, choice: Choice) -> dict[int, set[str]] | None:
    """The ids of what the search finds, by report."""
    if choice.query is None:
        return None
    found = defaultdict(set)
    for hit in reader.find(choice.query):
        if hit.item:
            found[hit.held.number].add(hit.item.id)
    return found


def _take(reviewed: ReviewedRecord, choice: Choice, wanted: set[str] | None, held_back: Counter[str]) -> Taken:
    whole = reviewed.record
    blamed = accused(whole)
    marks = {r.item.id: mark_of(r) for r in reviewed.items if r.state != "rejected"}
    items: list[Item] = [*whole.statements, *whole.acts]
    leaving = set()
    for id in (item.id for item in items if wanted is None or item.id in wanted):
        if marks[id].reviewed or (choice.unreviewed and (choice.accusing or id not in blamed)):
            leaving.add(id)
        else:
            held_back[ACCUSING_LEFT if id in blamed else UNREVIEWED_LEFT] += 1
    return Taken(
        id=str(reviewed.held.number),
        record=only(whole, leaving),
        whole=whole,
        marks={id: mark for id, mark in marks.items() if id in leaving},
        accused={id: names for id, names in blamed.items() if id in leaving},
        copy_of=reviewed.held.copy_of,
        killed=reviewed.held.killed,
        finished=bool(reviewed.finished),
        run=reviewed.held.run,
        noted=reviewed.held.archive,
    )


def mark_of(reviewed: Reviewed) -> Mark:
    """The mark of a statement or act as it stands."""
    last = reviewed.last
    return Mark(reviewed.state, last.by, last.at, last.why) if last else Mark(reviewed.state)


def only(record: Record, ids: set[str]) -> Record:
    """The record with these statements and acts alone, pointing at none that stay behind."""

    def kept(links: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in links if id in ids)

    statements = tuple(replace(s, answers=kept(s.answers)) for s in record.statements if s.id in ids)
    acts = tuple(replace(a, per=kept(a.per), denied_by=kept(a.denied_by), after=kept(a.after))
                 for a in record.acts if a.id in ids)  # fmt: skip
    return replace(record, statements=statements, acts=acts)
