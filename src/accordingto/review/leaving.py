"""What an export would let out, counted before anything leaves: how much, reviewed or not, and what stays behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from accordingto.casebook.store import Casebook
from accordingto.export.choosing import Choice
from accordingto.export.exporting import material_of

MOST = 5000
"""Reports with something to give that are looked through; beyond, the page says that there are more."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Counts of an export. accusing: of the statements and acts those that accuse a named person. unreviewed: those
    that nobody reviewed. held_back: in words what stays, with numbers. whole: whether everything was counted."""

    reports: int
    statements: int
    acts: int
    accusing: int
    unreviewed: int
    held_back: Mapping[str, int]
    whole: bool


def survey(casebook: Casebook, choice: Choice, recipient: str = "") -> Leaving:
    """Counts what `choice` would let out; nothing is written and nothing leaves."""
    material = material_of(casebook, choice, recipient)
    reports = statements = acts = accusing = unreviewed = 0
    looking = material.reports()
    for taken in islice(looking, MOST):
        reports += 1
        statements += len(taken.record.statements)
        acts += len(taken.record.acts)
        accusing += len(taken.accused)
        unreviewed += sum(not mark.reviewed for mark in taken.marks.values())
    whole = next(looking, None) is None
    return Leaving(reports, statements, acts, accusing, unreviewed, dict(material.held_back), whole)
