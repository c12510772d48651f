"""One event's numbers as told: by whom, in which report, on which day; copies and repeaters apart, nothing averaged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from accordingto.reconcile.gathering import Party
from accordingto.reconcile.positions import Happening, Parties, Source
from accordingto.reconcile.stances import content_of
from accordingto.reconcile.types import Told
from accordingto.reconcile.voice import the_report
from accordingto.types import Count, Statement

_WHAT = (
    ("killed", re.compile(r"\b(?:killed|dead|died|deaths?|toll|bodies|murdered|drowned)\b", re.IGNORECASE)),
    ("wounded", re.compile(r"\b(?:wounded|injured|hurt)\b", re.IGNORECASE)),
    ("detained", re.compile(r"\b(?:arrest\w*|detain\w*|held|custody|jailed)\b", re.IGNORECASE)),
    ("missing", re.compile(r"\b(?:missing|disappeared|unaccounted)\b", re.IGNORECASE)),
    ("displaced", re.compile(r"\b(?:displaced|fled|homeless)\b", re.IGNORECASE)),
)
_KINDS = {"PROTEST": "protesting", "custody": "detained", "release": "released", "expulsion": "expelled"}


def numbers(happening: Happening, parties: Parties, copies: Mapping[str, str]) -> tuple[Told, ...]:
    """The numbers of one event by day. copies: the original of each report that is a copy."""
    found: list[Told] = []
    for n, node in enumerate(happening.nodes):
        source = happening.sources[n]
        for fact in node.acts:
            act = fact.act
            if act.count is not None and act.status == "reported":
                speakers = [s for s in source.laid.record.statements if s.id in act.per]
                what = act.harm or _KINDS.get(node.kind.split()[0])
                found.append(_told(source, act.count, what, _who(source, speakers, parties), act.id))
        told = [f.act.count for f in node.acts if f.act.count]
        for link in happening.links[n]:
            s = link.statement
            if s.count and s.stance in ("asserts", "confirms") and not any(_one_number(s.count, c) for c in told):
                found.append(_told(source, s.count, _what(content_of(s)), _who(source, [s], parties), None))
    usual = Counter(t.what for t in found if t.what).most_common(1)
    found = [replace(t, what=t.what or (usual[0][0] if usual else None), copy_of=copies.get(t.report)) for t in found]
    ordered = sorted(set(found), key=lambda t: (t.date or "9", t.report, t.what or "", t.min or 0, t.source))
    return tuple(_repeated(t, ordered) for t in ordered)


def _told(source: Source, count: Count, what: str | None, who: str, act: str | None) -> Told:
    return Told(what, count.min, count.max, count.approx, who, source.id, act, source.day, count.span)


def _one_number(one: Count, other: Count) -> bool:
    """Whether two numbers are one: equal, or told in the same words."""
    a, b = one.span, other.span
    return (one.min, one.max) == (other.min, other.max) or bool(a and b and a.start < b.end and b.start < a.end)


def _who(source: Source, statements: Sequence[Statement], parties: Parties) -> str:
    """The party whose word it is; the report itself where nobody is named."""
    named = [p for s in statements if (p := _party(source, s, parties)) is not None]
    return named[0].name if named else the_report(source.laid.record.report)


def _party(source: Source, statement: Statement, parties: Parties) -> Party | None:
    mention = source.cast.behind.get(statement.id)
    return parties.get(mention) if mention else None


def _what(text: str) -> str | None:
    return next((what for what, words in _WHAT if words.search(text)), None)


def _repeated(told: Told, every: Sequence[Told]) -> Told:
    """A number in a report's own voice that one party alone has given, that day or before, repeats that party."""
    if not told.source.startswith("the report"):
        return told
    number = (told.what, told.min, told.max)
    given = [t for t in every if not t.source.startswith("the report") and (t.what, t.min, t.max) == number]
    same = {t.source for t in given if (t.date or "9") <= (told.date or "9")}
    return replace(told, repeats=next(iter(same))) if len(same) == 1 else told


def independent(told: Iterable[Told]) -> int:
    """How many sources stand behind some numbers: neither copies nor repeaters count."""
    return len({t.source for t in told if t.independent})
