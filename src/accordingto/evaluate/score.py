"""Compares records with hand-coded gold: counts that add up, so that parts of a corpus merge exactly.

Fields are scored over all gold items: what was not found counts as wrong. Words, not characters, are compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from accordingto.types import Act, Record, Role, Span, Statement

_WORD = re.compile(r"\w+")
_CORE_ENDS = re.compile(r",|--|\(|\b(?:who|which|that|whose|where)\b")

Words = frozenset[int]
Gold = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Right, given and wanted items of one measure. For a share of gold items, `given` equals `wanted`."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, right: int, given: int, wanted: int) -> None:
        """Adds the counts of one report or item."""
        self.right += right
        self.given += given
        self.wanted += wanted

    def item(self, right: bool) -> None:
        """Adds one gold item of a share."""
        self.add(int(right), 1, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall in percent; for a share, the share. 0 where nothing is there."""
        return 200 * self.right / (self.given + self.wanted) if self.given + self.wanted else 0.0


@dataclass(slots=True)
class Scores:
    """All measures of one evaluation by name."""

    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def table(self) -> dict[str, float]:
        """Name of the measure to its value in percent, one digit, in the order in which measures first came."""
        return {name: round(tally.f1, 1) for name, tally in self.tallies.items()}


def score(pairs: Iterable[tuple[Gold, Record]]) -> Scores:
    """Scores each record against its gold, which has the keys ``text``, ``statements`` and (or) ``acts``."""
    scores = Scores()
    for gold, record in pairs:
        text = _Text(record.report.text)
        found: dict[str, str] = {}
        if "statements" in gold:
            found = _statements(gold["statements"], record, text, scores)
        if "acts" in gold:
            _acts(gold["acts"], record, text, found, scores)
    return scores


class _Text:
    """Character spans to sets of word numbers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = [(m.start(), m.end()) for m in _WORD.finditer(text)]

    def words(self, spans: Iterable[Any]) -> Words:
        edges = [_edges(s) for s in spans if s]
        return frozenset(i for i, (a, b) in enumerate(self._words) for s, e in edges if a < e and b > s)

    def core(self, span: Any) -> Words:
        """The words of a phrase before its first comma or relative pronoun."""
        start, end = _edges(span)
        cut = _CORE_ENDS.search(self.text, start + 1, end)
        return self.words([{"start": start, "end": cut.start() if cut else end}])


def _edges(span: Any) -> tuple[int, int]:
    return (span["start"], span["end"]) if isinstance(span, dict) else (span.start, span.end)


def _overlap(a: Words, b: Words) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _same(gold: Any, given: Role | Span | None, text: _Text) -> bool:
    """One phrase: half of the given words lie in the gold span and they cover half of its core."""
    if not gold or not given:
        return not gold and not given
    wanted, core, got = text.words([gold]), text.core(gold), text.words([given])
    return bool(got) and 2 * len(got & wanted) >= len(got) and 2 * len(got & core) >= len(core)


def _match(wanted: int, given: int, value: Callable[[int, int], float]) -> dict[int, int]:
    """Greedy one-to-one, best first: gold index -> given index."""
    scored = ((value(i, j), i, j) for i in range(wanted) for j in range(given))
    found: dict[int, int] = {}
    for _, i, j in sorted((s for s in scored if s[0] > 0), key=lambda s: (-s[0], s[1], s[2])):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _statements(gold: list[Gold], record: Record, text: _Text, scores: Scores) -> dict[str, str]:
    given = record.statements
    contents = [text.words(g["content"]) for g in gold], [text.words(s.content) for s in given]

    def last_same(g: Gold, s: Statement) -> bool:
        return _same(g["sources"][-1] if g["sources"] else None, s.sources[-1] if s.sources else None, text)

    def value(i: int, j: int) -> float:
        a, b = contents[0][i], contents[1][j]
        if not a and not b:
            return float(bool(text.words([gold[i].get("cue")]) & text.words([given[j].cue])))
        return _overlap(a, b) + 1 + 0.1 * last_same(gold[i], given[j]) if a & b and _overlap(a, b) >= 0.5 else 0

    pairs = _match(len(gold), len(given), value)
    right = {i: given[j] for i, j in pairs.items() if last_same(gold[i], given[j])}
    ids = {gold[i]["id"]: s.id for i, s in right.items()}
    speech = sum(s.kind == "speech" or j in pairs.values() for j, s in enumerate(given))
    t = scores.tallies
    t["statements"].add(len(right), speech, len(gold))
    for i, g in enumerate(gold):
        _statement_fields(g, right.get(i), record, text, scores)
    wanted = {(ids.get(g["id"], "?"), ids.get(a, "?")) for g in gold for a in g.get("answers") or []}
    links = {(s.id, a) for s in given for a in s.answers}
    t["statements: answers"].add(len(wanted & links), len(links), sum(len(g.get("answers") or []) for g in gold))
    return ids


def _statement_fields(g: Gold, s: Statement | None, record: Record, text: _Text, scores: Scores) -> None:
    t = scores.tallies
    chain = (
        s is not None
        and len(s.sources) == len(g["sources"])
        and all(_same(a, b, text) for a, b in zip(g["sources"], s.sources, strict=True))
    )
    t["statements: chain"].item(chain)
    if len(g["sources"]) > 1:
        t["statements: chain of two or more"].item(chain)
    t["statements: form"].item(s is not None and s.form == g["form"])
    t["statements: stance"].item(s is not None and s.stance == g["stance"])
    if g["stance"] != "asserts":
        t["statements: stance other than asserts"].item(s is not None and s.stance == g["stance"])
    if g.get("kind"):
        t["statements: kind"].item(s is not None and s.kind == g["kind"])
    name = next((a.name for a in record.actors if s and a.id == s.speaker), None)
    if g.get("speaker"):
        t["statements: speaker"].item(s is not None and same_name(g["speaker"], name))
    elif g["sources"]:
        t["statements: unnamed left unnamed"].item(s is not None and not name)
    if g.get("about"):
        t["statements: about"].item(s is not None and _same(g["about"], s.about, text))
    if g.get("addressee"):
        t["statements: addressee"].item(s is not None and _same(g["addressee"], s.addressee, text))


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names are of one party: equal, one inside the other, or half of the words shared."""
    x, y = (
        {w for w in _WORD.findall((n or "").lower()) if w not in ("the", "a", "an", "of", "mr", "ms")} for n in (a, b)
    )
    return x == y if not x or not y else x <= y or y <= x or 2 * len(x & y) >= len(x | y)


def _acts(gold: list[Gold], record: Record, text: _Text, statements: dict[str, str], scores: Scores) -> None:
    given = record.acts

    def value(i: int, j: int) -> float:
        g, a = gold[i], given[j]
        if g["type"] != a.type or not text.words([g["trigger"]]) & text.words([a.trigger]):
            return 0
        roles = text.words(g["initiators"] + g["targets"]), text.words(a.initiators + a.targets)
        return 1 + _overlap(*roles)

    pairs = _match(len(gold), len(given), value)
    ids = {gold[i]["id"]: given[j].id for i, j in pairs.items()}
    t = scores.tallies
    t["acts"].add(len(pairs), len(given), len(gold))
    for i, g in enumerate(gold):
        a = given[pairs[i]] if i in pairs else None
        _act_fields(g, a, record, text, scores)
        for name in ("per", "denied_by"):
            wanted = {statements.get(x, "?") for x in g.get(name) or []}
            if name == "per" or wanted:
                t[f"acts: {name}"].item(a is not None and wanted == set(getattr(a, name)))
    wanted_after = {(ids.get(g["id"], "?"), ids.get(x, "?")) for g in gold for x in g.get("after") or []}
    if any("after" in g for g in gold):
        links = {(a.id, x) for a in given for x in a.after}
        t["acts: after"].add(len(wanted_after & links), len(links), sum(len(g.get("after") or []) for g in gold))


def _act_fields(g: Gold, a: Act | None, record: Record, text: _Text, scores: Scores) -> None:
    t = scores.tallies
    for name in ("initiators", "targets"):
        roles: tuple[Role, ...] = getattr(a, name) if a else ()
        hits = _match(len(g[name]), len(roles), lambda i, j, n=name, r=roles: float(_same(g[n][i], r[j], text)))  # type: ignore[misc]  # defaults bind the loop's values
        t[f"acts: {name}"].add(len(hits), len(roles), len(g[name]))
        for i, j in hits.items():
            if g[name][i].get("codes"):
                t["acts: first code of a role"].item(g[name][i]["codes"][:1] == list(roles[j].codes[:1]))
    for name in ("mode", "harm", "stage"):
        if g.get(name):
            t[f"acts: {name}"].item(a is not None and getattr(a, name) == g[name])
    t["acts: status"].item(a is not None and a.status == g["status"])
    if g["status"] != "reported":
        t["acts: status other than reported"].item(a is not None and a.status == g["status"])
    if g.get("grounds"):
        t["acts: grounds"].item(a is not None and _same(g["grounds"], a.grounds, text))
    if g.get("when"):
        when = [a.when.earliest, a.when.latest] if a and a.when else None
        t["acts: when"].item(when == g["when"])
    if g.get("count"):
        count = [a.count.min, a.count.max] if a and a.count else None
        t["acts: count"].item(count == _bounds(g["count"]))
    if g.get("where"):
        place = next((p for p in record.places if a and p.id == a.where), None)
        t["acts: country"].item(a is not None and (place.country if place else None) == g["where"].get("country"))


def _bounds(count: Any) -> list[int | None]:
    return [count.get("min"), count.get("max")] if isinstance(count, dict) else list(count)
