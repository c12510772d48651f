"""What came after what: the order in which a report tells its acts, from its words, dates and the stages of a case."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from accordingto.acts.drafts import Draft
from accordingto.acts.timelinks import governing, is_background, shift
from accordingto.acts.words import words
from accordingto.types import Act

WINDOW = 25
"""Acts before one that are looked at for the same person's case: bounds the work on hostile texts."""
ORDER = {"investigated": 0, "wanted": 0, "detained": 1, "charged": 2, "tried": 3, "convicted": 4, "sentenced": 4,
         "acquitted": 5, "dropped": 5, "appealed": 6, "released": 7, "pardoned": 7}  # fmt: skip
"""The usual order of a case: a later stage of the same person's case comes after an earlier one."""
VAGUE = words("people person man woman group other those member")

Pair = tuple[int, int]
"""Places of two acts in the text's list, the earlier happening first."""


def earlier_acts(drafts: Sequence[Draft], acts: Sequence[Act]) -> list[list[int]]:
    """For each act the places of those that the report tells as earlier.

    Words ("after", "before", "then", "two days later") win over tense, dates and the usual order of a case.
    """
    told = [a.status in ("reported", "planned") for a in acts]
    persons = [_persons(a, d) for a, d in zip(acts, drafts, strict=True)]
    pairs: set[Pair] = set()
    for found in (_by_clauses(drafts), _by_later(drafts, persons), _by_tense(drafts, persons),
                  _by_row(drafts, persons), _by_case(acts, persons)):  # fmt: skip
        pairs |= {(a, b) for a, b in found if a != b and (b, a) not in pairs and told[a] and told[b]}
    out: list[list[int]] = [[] for _ in acts]
    for first, second in sorted(pairs):
        out[second].append(first)
    return out


def _persons(act: Act, draft: Draft) -> frozenset[str]:
    """Whom the act befell: the actors that the report names, else the nouns of its targets."""
    found = {r.actor for r in act.targets if r.actor}
    nouns = {t.lemma_.lower() for t in draft.targets if t.pos_ in ("NOUN", "PROPN")} - VAGUE
    return frozenset(found | nouns | {f"word {t.i}" for t in draft.targets})


def _by_clauses(drafts: Sequence[Draft]) -> set[Pair]:
    """ "Freed after police detained him", "held before being deported", "arrested in March, he was charged"."""
    owner = {t.i: n for n, d in enumerate(drafts) for t in (*d.match.tokens, d.head)}
    out: set[Pair] = set()
    for inner, draft in enumerate(drafts):
        link, outer = governing(draft.head, owner, inner)
        if outer is not None and link == "after":
            out.add((inner, outer))
        elif outer is not None and link == "before":
            out.add((outer, inner))
    return out


def _by_later(drafts: Sequence[Draft], persons: Sequence[frozenset[str]]) -> set[Pair]:
    """ "Then", "later", "two days later", "the next day", "a week earlier": against the act told before."""
    out: set[Pair] = set()
    for place, draft in enumerate(drafts):
        when = shift(draft)
        if when is None or place == 0:
            continue
        before = [n for n in range(max(0, place - WINDOW), place) if not is_background(drafts[n].head)]
        here = [n for n in before if drafts[n].sentence.start == draft.sentence.start]
        nearest = (here or before)[-1:]
        if not here and nearest and when == "earlier":
            nearest = nearest if persons[place] & persons[nearest[0]] or is_background(draft.head) else []
        also = [n for n in here if persons[n] & persons[place]]
        for other in {*nearest, *also}:
            out.add((other, place) if when == "later" else (place, other))
    return out


def _by_tense(drafts: Sequence[Draft], persons: Sequence[frozenset[str]]) -> set[Pair]:
    """What is told in the past perfect came before the other acts of its sentence and of the same person."""
    out: set[Pair] = set()
    for place, draft in enumerate(drafts):
        if not is_background(draft.head):
            continue
        for other in range(max(0, place - WINDOW), min(len(drafts), place + WINDOW)):
            if other == place or is_background(drafts[other].head):
                continue
            together = bool(persons[place] & persons[other])
            one = drafts[other].sentence.start == draft.sentence.start
            inside = one and draft.head.dep_ == "relcl" and drafts[other].head in draft.head.ancestors
            if inside or (together and (one or abs(place - other) == 1)):
                out.add((place, other))
    return out


def _by_row(drafts: Sequence[Draft], persons: Sequence[frozenset[str]]) -> set[Pair]:
    """ "Was arrested, tortured and deported": what befell one person is told in its order."""
    out: set[Pair] = set()
    for first, second in pairwise(range(len(drafts))):
        before, draft = drafts[first], drafts[second]
        joined = draft.head.dep_ == "conj" and before.head in (draft.head.head, *draft.head.conjuncts)
        apart = draft.sense.id != before.sense.id and {draft.harm, before.harm} != {"killed", "wounded"}
        if joined and apart and persons[first] & persons[second] and {draft.status, before.status} == {"reported"}:
            out.add((first, second))
    return out


def _by_case(acts: Sequence[Act], persons: Sequence[frozenset[str]]) -> set[Pair]:
    """The last act before in the text that befell the same person at an earlier date or stage of the case."""
    out: set[Pair] = set()
    for place, act in enumerate(acts):
        near = range(max(0, place - WINDOW), min(len(acts), place + WINDOW))
        found = [n for n in near if n != place and persons[n] & persons[place] and _comes_after(act, acts[n])]
        before = [n for n in found if n < place]
        dated = [n for n in found if n > place and act.when and acts[n].when]
        out |= {(n, place) for n in (before[-1:] or dated[:1])}
    return out


def _comes_after(act: Act, other: Act) -> bool:
    """By the dates where both have one, else by the stages of a case; who is released was held before."""
    mine, theirs = act.when, other.when
    if mine and theirs:
        if mine.earliest and theirs.latest and theirs.latest < mine.earliest:
            return True
        if mine.latest and theirs.earliest and mine.latest < theirs.earliest:
            return False
    held = other.mode in ("arrest", "abduct", "convict") or other.harm in ("detained", "interned")
    if act.mode == "release" and held:
        return True
    if act.stage is None or other.stage is None:
        return False
    return ORDER[act.stage] > ORDER[other.stage]
