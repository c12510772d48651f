"""Stories that their agency has killed: their reports are withdrawn, whichever of the two comes first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select, update

from accordingto.casebook import schema
from accordingto.casebook.engine import insert_many
from accordingto.casebook.reader import HIDDEN
from accordingto.casebook.store import Transaction
from accordingto.types import Report

ANY_VERSION = 2**31 - 1
"""What a kill that names no version reaches."""


@dataclass(frozen=True, slots=True)
class StoryVersion:
    """A report that is one version of a wire story.

    story: the SHA-256 of the story's address, which may hold words that must be destroyable. killed: the agency says
    that up to this version none may be used.
    """

    report_id: int
    story: str
    version: int
    killed: bool


def version_of(report: Report, report_id: int) -> StoryVersion | None:
    """What a report's evidence tells of its story; None where it is no wire story."""
    told = {evidence.field: evidence.exact for evidence in report.evidence}
    if "story" not in told:
        return None
    killed = "killed" in told
    found = re.fullmatch(r"\d{1,9}", told.get("version", ""))
    story = hashlib.sha256(told["story"].encode("utf-8", "replace")).hexdigest()
    return StoryVersion(report_id, story, int(found[0]) if found else ANY_VERSION * killed, killed)


def settle(transaction: Transaction, new: Sequence[StoryVersion]) -> list[int]:
    """Keeps these versions and withdraws each report of a killed story, up to the version that was killed last.

    Only what is new decides: where the kill is old, of the new reports alone, so that what a person decided about
    others since then stands. Gives the reports that are withdrawn now; each is an entry of the journal.
    """
    if not new:
        return []
    table, connection = schema.story, transaction.connection
    insert_many(connection, table, [asdict(version) for version in new])
    rows = connection.execute(select(table).where(table.c.story.in_({v.story for v in new}))).all()
    fresh = {v.report_id for v in new}
    withdrawn = []
    for row in rows:
        kills = [k for k in rows if k.story == row.story and k.killed and k.version >= row.version
                 and (row.report_id in fresh or k.report_id in fresh)]  # fmt: skip
        if kills and _withdraw(connection, row.report_id):
            kill = max(kills, key=lambda k: (k.version, k.report_id))
            why = f"killed by its agency, as report {kill.report_id} says"
            transaction.note("consent", f"report {row.report_id}", status="withdrawn", why=why)
            withdrawn.append(int(row.report_id))
    return withdrawn


def _withdraw(connection: Connection, report: int) -> bool:
    """Marks a report; False where it is marked already or destroyed."""
    p = schema.report
    shown = p.c.consent.is_(None) | p.c.consent.not_in(HIDDEN)
    done = connection.execute(update(p).where(p.c.id == report, ~p.c.destroyed, shown).values(consent="withdrawn"))
    return bool(done.rowcount)
