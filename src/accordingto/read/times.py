"""Finds the time expressions of a report and says which dates they mean."""

from __future__ import annotations

import re
from datetime import date, timedelta

from spacy.tokens import Doc

from accordingto.types import Time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST = re.compile(
    r"\b(?P<iso>\d{4}-\d\d-\d\d)\b"
    r"|\b(?P<m>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? (?P<d>\d\d?)\b(?:, (?P<y>\d{4})\b)?"
    r"|\b(?P<wd>" + "|".join(_DAYS) + r")\b|\b(?P<year>(?:19|20)\d\d)\b(?![,.]\d)"
)


def tag_times(text: str, published: str | None = None) -> tuple[Time, ...]:
    """The times of a text. A first, simple version: full dates, weekdays (taken as past), years."""
    day = date.fromisoformat(published[:10]) if published else None
    found: list[Time] = []
    for m in _FIRST.finditer(text):
        read = _read(m, day)
        if read:
            found.append(Time(f"t{len(found) + 1}", m.start(), m.end(), m[0], "DATE", *read))
    return tuple(found)


def find_times(doc: Doc, published: str | None) -> tuple[Time, ...]:
    """The times of a parsed report; `published` is an ISO date or RFC 3339."""
    return tag_times(doc.text, published)


def _read(m: re.Match[str], day: date | None) -> tuple[str, str | None, str | None] | None:
    if m["iso"]:
        return m["iso"], m["iso"], m["iso"]
    if m["year"]:
        return m["year"], m["year"] + "-01-01", m["year"] + "-12-31"
    if m["wd"]:
        number = _DAYS.index(m["wd"])
        if day is None:
            return f"XXXX-WXX-{number + 1}", None, None
        iso = (day - timedelta((day.weekday() - number) % 7)).isoformat()
        return iso, iso, iso
    year = m["y"] or (str(day.year) if day else "XXXX")
    iso = f"{year}-{_MONTHS.index(m['m'][:3].lower()) + 1:02}-{int(m['d']):02}"
    return (iso, None, None) if year == "XXXX" else (iso, iso, iso)
