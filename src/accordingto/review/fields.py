"""The rows of a statement or act on its card: in words, with what the machine proposed and what to doubt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accordingto.casebook.matching import GONE
from accordingto.casebook.reviews import FIELDS, Reviewed, ReviewedRecord
from accordingto.export import words
from accordingto.export.words import Words
from accordingto.review.doubts import doubts
from accordingto.review.plain import Plain
from accordingto.types import Act, Record, Role, Span, Statement

AGAIN = "read otherwise now than when it was decided; look again"

Say = Callable[[Words, Any], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One field. `was`: what the machine proposes, where it stands otherwise; `doubt`: what to look at, or ""; `again`:
    the machine's proposal is newer than what stands."""

    field: str
    label: str
    value: str
    was: str | None = None
    doubt: str = ""
    again: bool = False


def _exact(span: Span | Role | None) -> str:
    return span.exact if span else ""


def _with_codes(role: Role | None) -> str:
    return f"{role.exact} [{' '.join(role.codes)}]" if role and role.codes else _exact(role)


STATEMENT: tuple[tuple[str, str, Say], ...] = (
    ("sources", "source", lambda w, s: w.chain(s) if s.sources else ""),
    ("speaker", "speaker", lambda w, s: w.actor(s.speaker)),
    ("cue", "cue", lambda w, s: _exact(s.cue)),
    ("stance", "stance", lambda w, s: words.STANCES[s.stance]),
    ("content", "content", lambda w, s: words.said(s)),
    ("form", "form", lambda w, s: s.form),
    ("kind", "kind", lambda w, s: "said" if s.kind == "speech" else "a view held, nothing said"),
    ("about", "about", lambda w, s: _with_codes(s.about)),
    ("addressee", "told to", lambda w, s: _with_codes(s.addressee)),
    ("answers", "answers", lambda w, s: ", ".join(s.answers)),
    ("count", "number of people", lambda w, s: words.count(s.count)),
)
ACT: tuple[tuple[str, str, Say], ...] = (
    ("type", "type", lambda w, a: f"{a.type} / {a.mode}" if a.mode else a.type),
    ("trigger", "words", lambda w, a: a.trigger.exact),
    ("initiators", "who", lambda w, a: w.parties(a.initiators)),
    ("targets", "to whom", lambda w, a: w.parties(a.targets)),
    ("when", "when", lambda w, a: words.when(a.when)),
    ("where", "where", lambda w, a: w.place(a.where)),
    ("count", "number of people", lambda w, a: words.count(a.count)),
    ("harm", "harm", lambda w, a: a.harm or ""),
    ("stage", "legal stage", lambda w, a: a.stage or ""),
    ("grounds", "grounds", lambda w, a: _exact(a.grounds)),
    ("status", "told as", lambda w, a: a.status),
    ("per", "according to", lambda w, a: w.per(a)),
    ("denied_by", "contested", lambda w, a: w.contested(a)),
    ("after", "after", lambda w, a: ", ".join(a.after)),
)


def rows(reviewed: ReviewedRecord, one: Reviewed, record: Record | None = None) -> list[Row]:
    """The fields that say something, now or before, or that leave something in doubt.

    record: in which links to other items are looked up; the record as it stands where not given.
    """
    table = ACT if isinstance(one.item, Act) else STATEMENT
    say, before = Plain(record or reviewed.record, True), Plain(reviewed.held.record, True)
    unsure_of = doubts(reviewed.held.record, one.machine) if one.machine else {}
    changed, again = ({"type" if field == "mode" else field for field in some} for some in (one.changed, one.look))
    found = []
    for field, label, how in table:
        value = how(say, one.item)
        was = how(before, one.machine) if one.machine and field in changed else None
        unsure = AGAIN if field in again else "" if field in changed else unsure_of.get(field, "")
        if value or was or unsure:
            found.append(Row(field, label, value, was if was != value else None, unsure, field in again))
    return found


def look(one: Reviewed) -> str:
    """What is to be looked at again, in words; empty where nothing is."""
    labels = {field: label for field, label, _ in (ACT if isinstance(one.item, Act) else STATEMENT)}
    told = {GONE: "no longer read", "mode": "type", "scheme": "codebook"} | labels
    return ", ".join(dict.fromkeys(told[field] for field in one.look))


def taken(one: Reviewed) -> dict[str, Any] | None:
    """What `decide` takes so that the machine's new reading stands in place of what is to be looked at, if anything."""
    told = one.machine.to_dict() if one.machine and one.state != "rejected" else {}
    return {field: told[field] for field in one.look if field in FIELDS[type(one.item)]} if told else None


def doubt(one: Reviewed) -> str:
    """How sure the machine is of its proposal, in a word."""
    return words.doubt(one.machine.confidence) if one.machine else ""


def title(record: Record, item: Statement | Act) -> str:
    """An item in one line: who says what, who does what to whom."""
    say = Plain(record)
    if isinstance(item, Statement):
        said = _short(words.said(item))
        return f"{say.chain(item)} {words.STANCES[item.stance]}{': ' if said else ''}{said}"
    told = [say.parties(item.initiators), item.trigger.exact, say.parties(item.targets)]
    return _short(" ".join(part for part in told if part))


def _short(text: str, most: int = 140) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
