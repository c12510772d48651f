"""The record in plain words: what every view for people says of a statement or an act, said in one place."""

from __future__ import annotations

from dataclasses import dataclass

import pycountry

from accordingto.reconcile.voice import the_report as the_report
from accordingto.types import Act, Count, Record, Role, Statement, When

STANCES = {
    "asserts": "asserts",
    "confirms": "confirms",
    "denies": "denies",
    "no_comment": "does not comment",
    "does_not_mention": "does not mention",
}
STATUSES = {"reported": "", "planned": "planned", "hypothetical": "hypothetical", "negated": "told as not done"}


@dataclass(frozen=True, slots=True)
class Words:
    """Says in plain words what one record holds. Never says an act as bare fact: there is always an "according to"."""

    record: Record

    def actor(self, id: str | None) -> str:
        """The actor's name, else its description, else nothing."""
        found = next((a for a in self.record.actors if a.id == id), None) if id else None
        return (found.name or found.description or "") if found else ""

    def chain(self, statement: Statement) -> str:
        """The source chain, the speaker first, then the carriers: "Wang (Wang Yi), in the statement"."""
        if not statement.sources:
            return "nobody named"
        *carriers, last = statement.sources
        name = self.actor(statement.speaker)
        said = _phrase(last) if not name or _same(name, _phrase(last)) else f"{_phrase(last)} ({name})"
        return ", via ".join([said, *(_phrase(c) for c in reversed(carriers))])

    def parties(self, roles: tuple[Role, ...]) -> str:
        """Initiators or targets as the report has them, with the resolved name and codes where they add something."""
        return "; ".join(self._party(role) for role in roles)

    def _party(self, role: Role) -> str:
        name = self.actor(role.actor)
        text = _phrase(role) if not name or _same(name, _phrase(role)) else f"{_phrase(role)} ({name})"
        return f"{text} [{' '.join(role.codes)}]" if role.codes else text

    def per(self, act: Act) -> str:
        """The "according to" of an act: the speakers inside whose statements it is told, else the report itself."""
        told = [s for s in self.record.statements if s.id in act.per]
        if not told:
            return the_report(self.record.report)
        return "; ".join(f"{self.chain(s)} ({s.id})" for s in told)

    def contested(self, act: Act) -> str:
        """Who denies the act: "contested: denied by Beijing (s3)"; empty where nobody does."""
        denials = [s for s in self.record.statements if s.id in act.denied_by]
        return "contested: denied by " + "; ".join(f"{self.chain(s)} ({s.id})" for s in denials) if denials else ""

    def place(self, id: str | None) -> str:
        """Name and country of the place with this id."""
        found = next((p for p in self.record.places if p.id == id), None) if id else None
        if not found:
            return ""
        return found.name if not found.country or found.precision == "country" else f"{found.name}, {found.country}"


_QUOTE_MARKS = "\"'“”‘’„«»‹›`,"


def said(statement: Statement) -> str:
    """What is said, stretches joined by an ellipsis; direct speech in one pair of quotation marks."""
    if statement.form != "direct":
        return " … ".join(c.exact for c in statement.content)
    return f"“{' … '.join(c.exact.strip(_QUOTE_MARKS) for c in statement.content)}”" if statement.content else ""


def _phrase(role: Role) -> str:
    """The phrase to be read in a sentence of our own: without the comma that closes its apposition."""
    return role.exact.rstrip(" ,;")


def _same(name: str, words: str) -> bool:
    return name.lower() in words.lower()


def when(value: When | None) -> str:
    """An interval of dates: one day, "from … to …", "since …", "until …"."""
    if value is None or not (value.earliest or value.latest):
        return ""
    if value.earliest == value.latest:
        return str(value.earliest)
    if value.earliest and value.latest:
        return f"{value.earliest} to {value.latest}"
    return f"since {value.earliest}" if value.earliest else f"until {value.latest}"


def count(value: Count | None) -> str:
    """A number of people as told: "25 or more", "about 300", "24 to 56"."""
    if value is None:
        return ""
    low, high = value.min, value.max
    if low is not None and low == high:
        return f"about {low:,}" if value.approx else f"{low:,}"
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    return f"{low:,} or more" if low is not None else f"up to {high:,}" if high is not None else ""


def act_in_words(act: Act) -> str:
    """The act's type and mode with what a rights documenter needs beside them."""
    parts = [
        act.type if not act.mode else f"{act.type}/{act.mode}",
        STATUSES[act.status],
        act.stage or "",
        act.harm or "",
    ]
    number = count(act.count)
    return " · ".join(dict.fromkeys(p for p in [*parts, f"{number} people" if number else ""] if p))


def doubt(confidence: float) -> str:
    """How sure the machine is, in a word: below one half it is more often wrong than right on the development data."""
    return "sure" if confidence >= 0.8 else "likely" if confidence >= 0.5 else "doubtful"


def several(number: int, noun: str) -> str:
    """A number of things: "1 act", "2 acts"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def place_in_words(name: str, country: str | None) -> str:
    """ "Osh, Kyrgyzstan"."""
    return ", ".join(filter(None, (name, country_name(country))))


def country_name(alpha_2: str | None) -> str:
    """The country's usual name, its code where it has none; empty for none."""
    found = pycountry.countries.get(alpha_2=alpha_2) if alpha_2 else None
    return str(getattr(found, "common_name", found.name)) if found else alpha_2 or ""
