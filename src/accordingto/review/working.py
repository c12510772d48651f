"""What one person sees of a report and may decide on it: the shared review, or their own blind coding alone."""

from __future__ import annotations

from accordingto.casebook.assignments import assignments
from accordingto.casebook.reviews import ReviewedRecord
from accordingto.review.visit import Refused, Visit


def coding(visit: Visit, number: int) -> str | None:
    """Whose blind coding this person works in, None for the shared review."""
    own = assignments(visit.casebook, number, visit.person)
    return visit.person if own and own[0].hides else None


def reviewed(visit: Visit, number: int) -> ReviewedRecord:
    """The report as this person may see it. Raises `MissingError`."""
    return visit.reader.reviewed(number, coding(visit, number))


def may_decide(visit: Visit, number: int) -> bool:
    """Whether this person may decide on the report: a coder not where it is assigned to others only."""
    if visit.session.may("reviewer") or not visit.session.may("coder"):
        return visit.session.may("reviewer")
    there = assignments(visit.casebook, number)
    return not there or any(a.person == visit.person for a in there)


def need_to_decide(visit: Visit, number: int) -> None:
    """Raises `Refused` where this person may not decide on the report."""
    visit.need("coder")
    if not may_decide(visit, number):
        raise Refused(403, f"report {number} is assigned to others")
