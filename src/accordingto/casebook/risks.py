"""Says where the rest of a report tells who a protected person is: an age, a small place, a relative, a rare event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from accordingto.casebook import schema
from accordingto.types import Act, Record


@dataclass(frozen=True, slots=True)
class Risk:
    """Words near a protected person that may tell who it is: an age, a small place, a relative, an office, a deed."""

    report: int
    what: str
    words: str


NEAR = 200
"""Characters on either side of a protected person in which telling words are looked for."""

MANY = 20
"""Reports; of fewer in the casebook nothing can be called rare."""

_AGE = r"\b(?:aged? (?:of )?\d{1,3}|\d{1,3}[- ]years?[- ]old|in (?:his|her|their) (?:early |mid-|late )?\w+ies)\b"
_RELATIVES = ("wife husband son daughter brother sister father mother parents uncle aunt cousin family children widow "
              "widower grandfather grandmother grandson granddaughter nephew niece twin fiancée?"
              ).replace(" ", "|")  # fmt: skip
_RELATIVE = (
    rf"(?:\b(?:his|her|their|whose) |(?<=⟧['’]s ))(?:\w+ )?(?:{_RELATIVES})\b"  # "her elder brother"
    rf"|\b(?:the|an?) (?:\w+ )?(?:{_RELATIVES}) of [^.,;]{{2,60}}"  # "the sister of a baker"
)
_OFFICES = r"the (?:only|first|last|former)|(?:head|director|editor|imam|mayor|member) of|(?:teacher|doctor|student) at"
_OFFICE = rf"\b(?:{_OFFICES}) [^.,;]{{3,60}}"
_TELLING = (
    ("an age", re.compile(_AGE, re.IGNORECASE)),
    ("an age", re.compile(r"(?<=⟧, )\d{1,3}(?=[,.;])")),  # "N. N., 34, was held"
    ("a relative", re.compile(_RELATIVE, re.IGNORECASE)),
    ("an office or work", re.compile(_OFFICE, re.IGNORECASE)),
)


def find_risks(connection: Connection, report: int, record: Record, token: str) -> list[Risk]:
    """What a covered record tells near the person, and which of the person's acts no other report tells the like of."""
    risks = [*_near(report, record, token), *(Risk(report, "a rare event", act.trigger.exact)
             for act in record.acts if _of(act, token) and _rare(connection, report, record, act))]  # fmt: skip
    return list(dict.fromkeys(risks))


def _near(report: int, record: Record, token: str) -> Iterator[Risk]:
    text = record.report.text
    for match in re.finditer(rf"⟦person{token}⟧", text):
        first, last = max(0, match.start() - NEAR), min(len(text), match.end() + NEAR)
        near = text[first:last]
        yield from (Risk(report, what, m[0]) for what, pattern in _TELLING for m in pattern.finditer(near))
        yield from (Risk(report, "a small place", p.exact) for p in record.places
                    if first <= p.start and p.end <= last and p.precision in ("point", "city"))  # fmt: skip


def _of(act: Act, token: str) -> bool:
    return any(token in role.exact for role in (*act.initiators, *act.targets))


def _rare(connection: Connection, report: int, record: Record, act: Act) -> bool:
    """Whether no other report tells an act of this type and mode in this country, though there are many reports."""
    country = next((place.country for place in record.places if place.id == act.where), None)
    a, r, p = schema.act, schema.record, schema.place
    others = select(func.count()).select_from(r).where(r.c.current, r.c.report_id != report)
    if country is None or connection.execute(others).scalar_one() < MANY:
        return False
    there = (p.c.record_id == a.c.record_id) & (p.c.key == a.c.place) & (p.c.country == country)
    alike = select(a.c.n).join(r, r.c.id == a.c.record_id).join(p, there).where(
        r.c.current, r.c.report_id != report, a.c.type == act.type, a.c.mode.is_not_distinct_from(act.mode)
    )  # fmt: skip
    return connection.execute(alike.limit(1)).first() is None
