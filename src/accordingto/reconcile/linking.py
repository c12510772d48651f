"""Which statements of a report are about which happening: told inside them, answered by them, or alike in words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from accordingto.reconcile.facts import Laid
from accordingto.reconcile.families import families_of
from accordingto.reconcile.incidents import Incident
from accordingto.reconcile.parties import Cast, one_party
from accordingto.reconcile.stances import content_of, stance_of, tells
from accordingto.reconcile.terms import Vector, cosine, name_terms, sentences, terms, vector
from accordingto.types import Statement

ALIKE = 0.12
"""Cosine of a statement's words with those of the sentences that tell a happening, from which it is about it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A statement about a happening. `direct`: it tells an act of it, or denies one; `denies`: the latter."""

    statement: Statement
    direct: bool
    denies: bool


VERBAL = ("ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
"""Acts that are done by speaking; what is said in doing them is mostly about another happening."""


SPOKEN = ("ACCUSE", "CONCEDE", "REJECT")
"""Those of them that speak of what has happened, not of what shall."""


def kind(node: Incident) -> str:
    """The kind of a happening without its mode."""
    return node.kind.split()[0]


def verbal(node: Incident) -> bool:
    """Whether a happening is done by speaking."""
    return kind(node) in VERBAL


def denied(node: Incident) -> bool:
    """Whether a happening is told only as one that did not take place."""
    return all(a.act.status == "negated" for a in node.acts)


class Linker:
    """The statements of one report and its happenings.

    links: the statements about each happening, by its place in `nodes`; floating: those that name a kind of happening
    of which this report tells no act.
    """

    def __init__(self, laid: Laid, nodes: Sequence[Incident], cast: Cast) -> None:
        self.laid, self.nodes, self.cast = laid, nodes, cast
        self.of = {act.act.id: n for n, node in enumerate(nodes) for act in node.acts}
        self.texts = Texts(laid, nodes)
        self.about: dict[str, list[int]] = {}
        self.floating: list[Statement] = []
        self.links = self._all()

    def _all(self) -> dict[int, list[Link]]:
        found: dict[int, list[Link]] = {n: [] for n in range(len(self.nodes))}
        statements = [s for s in self.laid.record.statements if _counts(s)]
        direct = {s.id: _told(s, self.laid, self.of) for s in statements}
        before: Statement | None = None
        for s in statements:
            told = direct[s.id]
            if all(kind(self.nodes[n]) in SPOKEN for n in told):
                told = told + [n for n in self._else(s, before, bool(told)) if n not in told]
            self.about[s.id] = told
            if not told and self.floats(s):
                self.floating.append(s)
            for n in told:
                found[n].append(Link(s, n in direct[s.id], self._denies(s, n)))
            before = s
        return found

    def _else(self, s: Statement, before: Statement | None, spoken: bool) -> list[int]:
        """What a statement is about that tells no act: what it answers, what it is like, what was just spoken of.

        spoken: it tells an act that is done by speaking; then only what that speaking is about is looked for.
        """
        if s.stance in ("denies", "no_comment") and not (s.stance == "no_comment" and s.content):
            named = kinds_named(content_of(s))
            answered = [n for id in s.answers for n in self.about.get(id, ()) if not verbal(self.nodes[n])
                        and (not named or kind(self.nodes[n]) in named)]  # fmt: skip
            if answered:
                return answered[:1]
        if not spoken and self.floats(s):
            return []
        if found := self.texts.about(s, spoken):
            return found
        if before is not None and self._goes_on(s, before):
            return self.about[before.id][-1:]
        return self.texts.witnessed(s)

    def floats(self, s: Statement) -> bool:
        """Whether a statement names a kind of happening of which this report tells no act."""
        kinds = kinds_named(content_of(s))
        return bool(kinds) and not kinds & {kind(node) for node in self.nodes}

    def _goes_on(self, s: Statement, before: Statement) -> bool:
        """Whether a statement goes on after a denial of the same party: with its own account, mostly."""
        one, other = self.cast.behind.get(s.id), self.cast.behind.get(before.id)
        against = before.stance == "denies" or tells("own_not", content_of(before))
        return against and one is not None and other is not None and one_party(one, other)

    def _denies(self, s: Statement, n: int) -> bool:
        """Whether a statement denies a happening, also by telling that it did not take place."""
        own = [a.act for a in self.nodes[n].acts if s.id in a.act.per]
        if s.stance == "denies":
            return any(s.id in a.act.denied_by for a in self.nodes[n].acts) or any(a.status == "negated" for a in own)
        if s.stance not in ("asserts", "confirms"):
            return False
        return bool(own) and all(a.status == "negated" for a in own)


def _counts(s: Statement) -> bool:
    """Whether something is said of what happened: speech that does not only name it ("condemned the attack")."""
    told = f"{s.cue.exact if s.cue else ''} {content_of(s)}"
    if s.stance == "does_not_mention" and tells("detail", told):
        return False
    if s.stance == "asserts" and s.content and tells("naming", content_of(s)) and not tells("acceptance", told):
        return False
    return s.kind == "speech" or tells("acceptance", told)


def _told(s: Statement, laid: Laid, of: dict[str, int]) -> list[int]:
    """The happenings of which an act is told inside a statement; else those of which one is denied by it."""
    acts = [a for a in laid.record.acts if a.id in of]
    inside = [of[a.id] for a in acts if s.id in a.per
              or any(c.start <= a.trigger.start and a.trigger.end <= c.end for c in s.content)]  # fmt: skip
    return list(dict.fromkeys(inside or [of[a.id] for a in acts if s.id in a.denied_by]))


class Texts:
    """The words around each happening of a report."""

    def __init__(self, laid: Laid, nodes: Sequence[Incident]) -> None:
        self.laid, self.nodes = laid, nodes
        self.spans = sentences(laid.record.report.text)
        self.starts = [start for start, _ in self.spans]

    def about(self, s: Statement, done: bool = False) -> list[int]:
        """The happening whose words are most like a statement's; none where none is. done: none done by speaking."""
        text, here = content_of(s), self._sentence(place_of(s))
        named = kinds_named(text)
        some = [n for n, node in enumerate(self.nodes) if not (done and verbal(node))]
        if done and not tells("acceptance", text):
            some = [n for n in some if kind(self.nodes[n]) in named]
        some = [n for n in some if kind(self.nodes[n]) in named] or [n for n in some if not verbal(self.nodes[n])]
        if not some:
            return []
        told = {n: {self._sentence(a.act.trigger.start) for a in self.nodes[n].acts} - {here} for n in some}
        some = [n for n in some if told[n]] or some
        scores = {n: likeness(text, self._words(told[n] or {here}), self.nodes[n]) for n in some}
        best = max(some, key=lambda n: (scores[n], len(self.nodes[n].acts), -n))
        if scores[best] >= ALIKE:
            return [best]
        must = stance_of(s) in ("denies", "no_comment", "does_not_mention") or tells("reference", text)
        must = must or tells("own_not", text)
        return self.before(s) if must else []

    def whole(self) -> Vector:
        """The words of all sentences that tell the happenings."""
        return self._words({self._sentence(a.act.trigger.start) for node in self.nodes for a in node.acts})

    def _sentence(self, place: int) -> int:
        return max(0, bisect_right(self.starts, place) - 1)

    def _words(self, there: set[int]) -> Vector:
        text = self.laid.record.report.text
        return vector(t for n in sorted(there) for t in terms(text[slice(*self.spans[n])]))

    def before(self, s: Statement) -> list[int]:
        """The happening told before a statement that most of the report is about."""
        at = place_of(s)
        matter = [n for n, node in enumerate(self.nodes) if not verbal(node)]
        matter = [n for n in matter if not denied(self.nodes[n])] or matter
        before = [n for n in matter if self.nodes[n].acts[0].act.trigger.start < at]
        found = before or matter or list(range(len(self.nodes)))
        return [max(found, key=lambda n: (len(self.nodes[n].acts), n))]

    def witnessed(self, s: Statement) -> list[int]:
        """The happening told in the sentence before, where somebody is quoted on what was done or seen."""
        text = content_of(s)
        if s.form == "indirect" or not tells("narrative", text) or tells("wish", text):
            return []
        here = self._sentence(place_of(s))
        for back in (here - 1, here - 2):
            there = [n for n, node in enumerate(self.nodes) for a in node.acts if back >= 0 and not verbal(node)
                     and self.spans[back][0] <= a.act.trigger.start < self.spans[back][1]]  # fmt: skip
            if there:
                return there[-1:]
        return []


def place_of(s: Statement) -> int:
    """Where a statement begins in the text."""
    return min((x.start for x in (*s.content, *s.sources, *((s.cue,) if s.cue else ()))), default=0)


def likeness(text: str, words: Vector, node: Incident) -> float:
    """How far some words are about a happening: alike, with its doing named, its day or its people."""
    near = cosine(vector(terms(text)), words)
    doing = doings(text) & node.whole.families
    named = kind(node) in kinds_named(text)
    return near + 0.15 * bool(doing) + 0.15 * bool(named) + 0.05 * bool(name_terms(f"x {text}") & node.whole.names)


def kinds_named(text: str) -> frozenset[str]:
    """The kinds of happenings that are named in a text."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    return frozenset(name for name, some in kind_words().items() if words & some)


@lru_cache(maxsize=1)
def kind_words() -> dict[str, frozenset[str]]:
    """The words by which a happening of each kind is spoken of."""
    text = (files("accordingto.reconcile") / "data/happening_words.yaml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in yaml.safe_load(text).items()}


def doings(text: str) -> frozenset[str]:
    """The families of doings that the words of a text belong to."""
    return frozenset(f for word in set(text.lower().split()) for f in families_of(word.strip(".,;:!?\"'“”‘’()")))


FAR_ALIKE = 0.3
"""The same for a statement of a report that tells no act of the happening."""


def about_group(floating: Sequence[Statement], group: Sequence[tuple[Laid, Incident]]) -> list[Link]:
    """Those of a report's floating statements that are about a happening of which other reports tell the acts."""
    found, named = [], kind(group[0][1])
    for s in floating:
        text = content_of(s)
        if named in kinds_named(text):
            near = max(likeness(text, Texts(laid, [node]).whole(), node) for laid, node in group)
            if near >= FAR_ALIKE:
                found.append(Link(s, False, s.stance == "denies"))
    return found
