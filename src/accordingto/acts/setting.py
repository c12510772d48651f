"""When and where: the time and the place whose words belong to an act, never to its neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import pycountry
from spacy.tokens import Doc, Token

from accordingto.acts.drafts import Draft
from accordingto.acts.timelinks import link_of
from accordingto.acts.words import words
from accordingto.types import Place, Role, Time, When

T = TypeVar("T", Time, Place)

SAYING = words(
    "say tell report announce add state quote confirm note write warn claim according declare testify reveal disclose"
)
CLIMB = (
    "advcl",
    "conj",
    "xcomp",
    "acl",
    "pcomp",
    "prep",
    "pobj",
    "dobj",
    "nsubj",
    "nsubjpass",
    "attr",
    "appos",
    "agent",
    "dep",
    "compound",
    "poss",
)
"""Edges by which an act shares the time of the clause above; not ccomp (another's words) nor relcl (background)."""
IN = words("in at near outside inside around across throughout within along off on")
TOWARDS = words("to into")
MOVING = frozenset({"CONSULT", "MOBILIZE", "COERCE", "AID", "CONCEDE"})
LANDED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "CONSULT", "RETREAT"})
"""Types that happen at their target where that is a place."""
SAID = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "REJECT", "THREATEN", "AGREE"})
"""Types that are words to somebody: their target is no place."""
FAR = 9
"""Steps to a date that only dates when the act was told: taken where nothing nearer dates it."""
REMOTE = frozenset({"cyber", "misinformation"})
"""Modes of acts that happen at no one place."""
GROUNDED = frozenset({"ASSAULT", "COERCE", "PROTEST"})
RANK = {"point": 3, "city": 2, "region": 1, "country": 0}


class Setting:
    """The times and places of one text, by the tokens that they hang on."""

    __slots__ = ("_all", "_initiators", "_places", "_times", "_triggers", "doc")

    def __init__(self, doc: Doc, times: Sequence[Time], places: Sequence[Place], drafts: Sequence[Draft]) -> None:
        self.doc = doc
        self._triggers = {d.head.i for d in drafts}
        self._initiators = {d.head.i: {t.i for t in d.initiators} for d in drafts}
        self._times = _by_sentence(doc, [t for t in times if t.type in ("DATE", "TIME") and (t.earliest or t.latest)])
        self._places = _by_sentence(doc, places)
        self._all = tuple(places)

    def date(self, draft: Draft) -> When | None:
        """The date of an act, None where no word dates it."""
        found: list[tuple[int, int, Time]] = []
        chain = _chain(draft.head)
        for time, root in self._times.get(draft.sentence.start, ()):
            steps = self._distance(time, root, draft, chain)
            if steps is not None:
                found.append((steps, abs(root.i - draft.head.i), time))
        if not found:
            return None
        best = min(found, key=lambda f: f[:2])[2]
        return When(best.earliest, best.latest, best.id)

    def _distance(self, time: Time, root: Token, draft: Draft, chain: dict[int, int]) -> int | None:
        """How far up the act's chain of governors the time hangs; None where it dates something else."""
        own = {t.i for t in draft.match.tokens}
        token, nested = root, False
        for _ in range(8):
            if token.i in own:
                return 0
            if token.i in chain:
                if chain[token.i] and nested and token.pos_ in ("VERB", "AUX"):
                    return None  # "strained by the downing of a plane in 2015": the date of the downing
                steps = chain[token.i]
                if steps and token.lemma_ in SAYING and _has_clause(token, draft.head):
                    return None
                if (
                    steps
                    and token.i in self._triggers
                    and token.i not in own
                    and root.i > token.i
                    and not _is_manner(draft.head)
                ):
                    return None  # the other act's own words
                return steps
            if token.lemma_ in SAYING and _is_long(time) and _has_clause(token, draft.head):
                return FAR
            if token.i in self._triggers and token.i not in own:
                return None
            if token.head == token or token.dep_ == "relcl" or _is_ground(token, own, draft):
                return None
            own_doing = token.dep_ in ("nsubj", "nsubjpass") or token.head.dep_ == "agent"
            own_doing = own_doing or (root.head.lower_ == "since" and token == root.head.head)
            nested = nested or (token.pos_ in ("NOUN", "PROPN") and token != root and own_doing)
            token = token.head
        return None

    def place(self, draft: Draft, roles: Sequence[Role]) -> Place | None:
        """The place of an act: after a preposition in its clause, or in its target; else None.

        For deeds on the ground else the town or region told last, if it lies in the country of one of the `roles`.
        """
        if draft.mode == "phone":
            return None
        return self._own_place(draft) or (None if draft.mode in REMOTE else self._told_before(draft, roles))

    def _told_before(self, draft: Draft, roles: Sequence[Role]) -> Place | None:
        if draft.type not in GROUNDED:
            return None
        countries = {alpha2(c) for r in roles for c in r.codes[:1]} - {None}
        before = [p for p in self._all if p.end <= draft.head.idx and p.country in countries and not p.metonym]
        small = [p for p in before if p.precision != "country"]
        return (small or before)[-1] if countries and (small or before) else None

    def _own_place(self, draft: Draft) -> Place | None:
        chain = _chain(draft.head)
        best: tuple[int, int, int, Place] | None = None
        for place, root in self._places.get(draft.sentence.start, ()):
            steps = self._place_distance(place, root, draft, chain)
            if steps is not None:
                key = (steps, -RANK[place.precision], abs(root.i - draft.head.i))
                if best is None or key < best[:3]:
                    best = (*key, place)
        return best[3] if best else None

    def _place_distance(self, place: Place, root: Token, draft: Draft, chain: dict[int, int]) -> int | None:
        """0 beside the trigger, more further up its clause; None where the place belongs to something else."""
        targets = {t.i for t in draft.targets}
        token = root
        while token.dep_ in ("compound", "amod", "nmod", "poss", "appos", "conj") and token.head != token:
            if token.i in targets:
                break
            token = token.head
        if token.i in targets and draft.type in LANDED:
            return 2 if token.i == root.i or token.dep_ == "pobj" else 3
        if token.i in targets and draft.type in SAID:
            return None  # "blamed it on Russia" does not say where
        if token.dep_ == "pobj" and token.head.lower_ == "of":
            outer = token.head.head
            if outer.i in targets:
                return 3
            token = outer
        if token.dep_ != "pobj" or token.head.lower_ not in (IN | TOWARDS if draft.type in MOVING else IN):
            return None
        owner = token.head.head
        own = {t.i for t in draft.match.tokens}
        for hops in range(5):
            if owner.i in own:
                return hops
            if owner.i in targets:
                return 1 + hops
            if owner.i in self._initiators[draft.head.i]:
                return 6
            if owner.i in chain:
                other = owner.i in self._triggers and owner.pos_ == "VERB" and owner.i > draft.head.i
                return None if other else chain[owner.i] + 2 + hops
            if owner.dep_ in ("pobj", "prep", "dobj", "nsubj", "nsubjpass", "conj", "appos") and owner.head != owner:
                owner = owner.head
                continue
            return None
        return None


@cache
def alpha2(code: str) -> str | None:
    """ISO 3166 alpha-3 to alpha-2; None for what is no country's code."""
    country = pycountry.countries.get(alpha_3=code)
    return None if country is None else str(country.alpha_2)


def _chain(head: Token) -> dict[int, int]:
    """The act's head and its governors up to the clause that it belongs to, with their distance."""
    out = {head.i: 0}
    token, steps = head, 0
    while token.dep_ in CLIMB and token.head != token and steps < 7 and not _is_other_time(token):
        token, steps = token.head, steps + 1
        out[token.i] = steps
    return out


def _is_long(time: Time) -> bool:
    """Whether a time is a month or more: "in 2014 the group said it had disarmed" dates what it said as well."""
    return (bool(time.earliest and time.latest) and str(time.earliest)[:7] != str(time.latest)[:7]) or (
        str(time.earliest)[8:] == "01" and str(time.latest)[8:] in ("28", "29", "30", "31"))  # fmt: skip


def _is_other_time(token: Token) -> bool:
    """Whether a clause or phrase is told as earlier or later than what it hangs on: it shares no date with it."""
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ == "part":
        return True  # "arrested as part of an inquiry"
    return token.dep_ in ("prep", "advcl", "pcomp") and link_of(token) is not None


def _is_manner(head: Token) -> bool:
    return (head.dep_ == "advcl" and head.tag_ == "VBG") or head.pos_ == "NOUN"


def _is_ground(token: Token, own: set[int], draft: Draft) -> bool:
    """ "Tried for the disappearance of 40 students in 1977": a date inside the charge dates the deed."""
    held = token.dep_ == "acl" and token.tag_ == "VBN"
    charge = token.dep_ == "prep" and token.lower_ in ("for", "of", "over") and token.head.i in own
    return held or (charge and draft.stage is not None and not any(c.ent_type_ == "DATE" for c in token.children))


def _has_clause(verb: Token, inside: Token) -> bool:
    return any(a.dep_ == "ccomp" and a.head.i == verb.i for a in (inside, *inside.ancestors))


def _by_sentence(doc: Doc, items: Sequence[T]) -> dict[int, list[tuple[T, Token]]]:
    out: dict[int, list[tuple[T, Token]]] = {}
    for item in items:
        span = doc.char_span(item.start, item.end, alignment_mode="expand")
        if span is not None:
            out.setdefault(span.root.sent.start, []).append((item, span.root))
    return out
