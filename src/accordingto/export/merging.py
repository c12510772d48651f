"""Takes a partner's bundle into a casebook: what nobody here has decided is taken over, conflicts stand side by side.

A conflict changes nothing here: what the partner decided is kept as a coding of its own, "partner 1a2b3c4d", which the
review pages show beside ours like that of a second coder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accordingto.acquire.incoming import Incoming
from accordingto.casebook.adding import add
from accordingto.casebook.deciding import decide
from accordingto.casebook.reader import Reader
from accordingto.casebook.reviews import REPORT, Reviewed
from accordingto.casebook.store import Casebook
from accordingto.casebook.writing import RECORD_LINE, Added, Run
from accordingto.errors import UsageError
from accordingto.export.bundles import Bundle, Sent, read_bundle
from accordingto.export.choosing import Reached, nobody_looks
from accordingto.export.comparing import ITEMS, NotThereError, Placed, differing, lay, place
from accordingto.export.taken import Mark, items_of
from accordingto.types import Failure, Record


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field on which a partner decided otherwise; both sides in words, with who decided."""

    id: str
    field: str
    ours: str
    ours_by: str
    theirs: str
    theirs_by: str


@dataclass(slots=True)
class Merged:
    """What became of a bundle. unplaced: items whose words do not stand in our text; proposals: items that nobody at
    the partner's had reviewed, which are not taken over where the report was here before."""

    new_reports: int = 0
    taken_over: int = 0
    same: int = 0
    proposals: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)


def merge(casebook: Casebook, path: Path, reached: Reached = nobody_looks) -> Merged:
    """Takes the bundle in; the same again changes nothing more. The journal keeps what became of it.

    reached: is told how many of its reports are merged, of how many.
    """
    bundle, merged = read_bundle(path), Merged()
    if bundle.casebook == casebook.id:
        raise UsageError(f"{path.name}: is a bundle of this very casebook")
    numbers = _numbers(casebook, bundle, merged)
    for done, (number, sent) in enumerate(zip(numbers, bundle.reports, strict=True), 1):
        if number is not None:
            _Report(casebook, bundle, number, sent, merged).merge()
        reached(done, len(numbers))
    with casebook.writing() as transaction:
        transaction.note("bundle", f"bundle {bundle.sha256[:16]}", sha256=bundle.sha256, casebook=bundle.casebook,
                         new_reports=merged.new_reports, taken_over=merged.taken_over, same=merged.same,
                         conflicts=len(merged.conflicts), unplaced=len(merged.unplaced))  # fmt: skip
    return merged


def _numbers(casebook: Casebook, bundle: Bundle, merged: Merged) -> list[int | None]:
    """Our number of each report, which is added where it is not here; None where it may not come back."""
    known = {origin: held.number for held in Reader(casebook).records() if (origin := _origin(held.record))}
    new = [sent.record for sent in bundle.reports if _origin(sent.record) not in known]
    lines = {json.dumps(record.to_dict(), ensure_ascii=False).encode(): record for record in new}
    run = Run("records of a partner", {"casebook": bundle.casebook})

    def read(items: Any) -> Iterator[Record | Failure]:
        yield from (lines[item.data] for item in items)

    items = (Incoming(None, line, RECORD_LINE, f"report {r.report.id[:80]}") for line, r in lines.items())
    for record, outcome in zip(lines.values(), list(add(casebook, items, read, run)), strict=True):
        if isinstance(outcome, Added) and outcome.key != "destroyed":
            known[_origin(record)] = outcome.report
            merged.new_reports += outcome.new == "report"
    return [known.get(_origin(sent.record)) for sent in bundle.reports]


def _origin(record: Record) -> str:
    """What makes two readings the same report: its bytes, else its text."""
    return record.report.capture.sha256 if record.report.capture else record.report.text


class _Report:
    """One report of a bundle on its way onto ours."""

    def __init__(self, casebook: Casebook, bundle: Bundle, number: int, sent: Sent, merged: Merged) -> None:
        self.casebook, self.number, self.sent, self.merged = casebook, number, sent, merged
        self.partner = f"partner {bundle.casebook[:8]}"
        self.reader = Reader(casebook)
        self.ours = self.reader.reviewed(number)

    def merge(self) -> None:
        """Statements first: acts point at them."""
        self._archive()
        for item in items_of(self.sent.record):
            mark = self.sent.marks.get(item.id, Mark())
            if not mark.reviewed:
                self.merged.proposals += 1
                continue
            try:
                self._one(place(item, self.sent.record, self.ours.everything), mark)
            except NotThereError as error:
                self.merged.unplaced.append(f"{self.number}: {str(error)[:200]}")

    def _archive(self) -> None:
        """Takes over where a web archive keeps the page; where we noted another address, ours stays."""
        ours, theirs = self.ours.held.archive, self.sent.archive
        if theirs is None or theirs == ours:
            return
        by = next((r.by for r in reversed(self.ours.of_report) if r.decision == "note" and not r.undone), None)
        if by is not None:
            told = ours or "nowhere"
            self.merged.conflicts.append(Conflict(str(self.number), "archive", told, by, theirs, self.partner))
            return
        decide(self.casebook, self.number, REPORT, "note", f"{self.partner}: kept there", {"archive": theirs})
        self._taken()

    def _one(self, theirs: Placed, mark: Mark) -> None:
        known = {laid.key: (r, laid) for r in self.ours.items if (laid := lay(r.item, self.ours.everything))}
        if theirs.key not in known:
            self._decide(ITEMS[theirs.key[0]], "add", mark, theirs.value)
            self._taken()
            return
        reviewed, ours = known[theirs.key]
        fields = differing(ours, theirs)
        if reviewed.state == "unreviewed":
            self._settle(reviewed.item.id, theirs, fields, mark, None)
            self._taken()
        elif fields or reviewed.state == "rejected":
            self._conflict(reviewed, ours, theirs, mark)
        else:
            self.merged.same += 1

    def _taken(self) -> None:
        self.ours = self.reader.reviewed(self.number)
        self.merged.taken_over += 1

    def _conflict(self, reviewed: Reviewed, ours: Placed, theirs: Placed, mark: Mark) -> None:
        """Tells both sides, and keeps the partner's as a coding beside ours."""
        by = (reviewed.last.by if reviewed.last else "", f"{mark.by or self.partner}")
        sides = [(name, ours.told[name], theirs.told[name]) for name in differing(ours, theirs)]
        for name, here, there in sides or [("decision", reviewed.state, mark.state)]:
            self.merged.conflicts.append(Conflict(f"{self.number}.{reviewed.item.id}", name, here, by[0], there, by[1]))
        beside = self.reader.reviewed(self.number, coding=self.partner)
        said = beside.reviewed(reviewed.item.id)
        fields = differing(lay(said.item, beside.everything), theirs)
        if said.state == "unreviewed" or fields:
            self._settle(reviewed.item.id, theirs, fields, mark, self.partner)

    def _settle(self, id: str, theirs: Placed, fields: list[str], mark: Mark, coding: str | None) -> None:
        value = {name: theirs.value[name] for name in fields} or None
        self._decide(id, "change" if value else "accept", mark, value, coding)

    def _decide(self, item: str, decision: str, mark: Mark, value: Any, coding: str | None = None) -> None:
        when = (mark.at or "a day not told")[:10]
        why = f"{self.partner}: {mark.state} by {mark.by or 'one of its people'} on {when}"
        why += f": {mark.why}" if mark.why else ""
        decide(self.casebook, self.number, item, decision, why, value, coding=coding)
