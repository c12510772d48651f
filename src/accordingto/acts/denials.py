"""Which act a denial meets: told elsewhere as done, it stays done and names who denies it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from accordingto.acts.drafts import Draft
from accordingto.acts.telling import Tellings
from accordingto.acts.words import words
from accordingto.types import Act, Role, Statement

ANYBODY = words(
    "anyone anybody people person somebody someone civilian individual victim man woman other those them they he she "
    "him her"
)
"""Victims in a denial that stand for those of the deed, whatever the report called them."""
BLANKET = words(
    "accusation accusations allegation allegations claim claims charge charges report reports it this that involvement "
    "responsibility role wrongdoing hand part blame complicity"
)
"""Words of a denial that names no deed: it meets what the denier was just said to have done."""
REACH = 600
"""Characters before a denial that names no deed in which that deed is looked for."""
FAMILIES = {"killed": "hurt", "wounded": "hurt", "tortured": "abused", "abused": "abused", "detained": "held",
            "interned": "held", "missing": "held", "displaced": "driven", "expelled": "driven"}  # fmt: skip

STATE = frozenset({"GOV", "MIL", "COP", "JUD", "SPY", "LEG"})
"""Sectors of one state, any of which may deny for another."""
ARMED = frozenset({"MIL", "REB", "UAF", "INS", "SEP", "COP", "GOV"})
"""Sectors of whom nobody means by "civilians"."""

Told = list[tuple[Act, Draft]]


def meet_denials(acts: list[Act], drafts: list[Draft], tellings: Tellings) -> Told:
    """The acts with `denied_by`, and their drafts; what only a denial repeats of an act told elsewhere is dropped."""
    told: Told = list(zip(acts, drafts, strict=True))
    met: dict[str, list[str]] = {a.id: list(a.denied_by) for a in acts}
    gone: set[str] = set()
    for denial in (s for s in tellings.statements if s.stance == "denies"):
        inside = [(a, d) for a, d in told if denial.id in a.per and a.status == "negated"]
        own = {s.id for s in tellings.statements if _is_of_one(s, denial)}
        elsewhere = [(a, d) for a, d in told if not own & set(a.per) and a.status == "reported"]
        found = [a.id for a, _ in elsewhere if set(denial.answers) & set(a.per)]
        for act, draft in inside:
            twins = [a.id for a, d in elsewhere if _is_deed(a, d, act, draft)]
            if twins:
                gone.add(act.id)
                found += twins
        if not found and not inside:
            found = _blanket(denial, elsewhere)
        for id in found:
            met[id].append(denial.id)
    return [(replace(a, denied_by=tuple(dict.fromkeys(met[a.id]))), d) for a, d in told if a.id not in gone]


def _is_of_one(one: Statement, other: Statement) -> bool:
    """Whether two statements are of one speaker: nobody denies what he asserts himself."""
    return _speaks(one) == _speaks(other) or (one.speaker is not None and one.speaker == other.speaker)


def _speaks(statement: Statement) -> int:
    """Where the words for the last source of a statement begin; two statements of one subject share it."""
    return statement.sources[-1].start if statement.sources else -1


def _is_deed(told: Act, draft: Draft, denied: Act, repeated: Draft) -> bool:
    """Whether an act told elsewhere is the one that a denial names: same type and kind of harm, parties that fit."""
    if told.type != denied.type:
        return False
    kinds = {FAMILIES.get(a.harm or "", a.harm) for a in (told, denied)} - {None}
    if len(kinds) > 1 or (denied.harm and not told.harm):
        return False  # who denies that people were killed does not deny the campaign
    if any(r.codes[1:2] and r.codes[1] in ARMED for r in told.targets) and _are_civilians(repeated):
        return False
    who = _fit(told.initiators, denied.initiators, draft.initiators, repeated.initiators)
    if who is False and _share(told.initiators, denied.initiators):
        who = True
    victims = [*draft.targets, *(t for m in draft.merged for t in m.targets)]
    whom = _fit(told.targets, denied.targets, victims, repeated.targets)
    return who is not False and whom is not False and (bool(who) or bool(whom))


def _are_civilians(denied: Draft) -> bool:
    return any(t.lemma_.lower() == "civilian" for t in denied.targets)


def _fit(told: tuple[Role, ...], denied: tuple[Role, ...], words: list[Token], repeated: list[Token]) -> bool | None:
    """Whether parties are the same by actor or word; None where one side names none or only a pronoun."""
    if not told or not denied:
        return None
    actors = {r.actor for r in told if r.actor} & {r.actor for r in denied if r.actor}
    lemmas = {t.lemma_.lower() for t in words} & {t.lemma_.lower() for t in repeated}
    if actors or lemmas or any(t.lemma_.lower() in ANYBODY for t in repeated):
        return True
    return None if all(t.pos_ == "PRON" for t in repeated) else False


def _share(some: tuple[Role, ...], others: tuple[Role, ...]) -> bool:
    """Whether parties can be one by their codes: one country where both tell it, and bodies of one kind or state."""
    return any(_agree(a.codes, b.codes) for a in some for b in others)


def _agree(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    if not some or not others:
        return False
    if len(some) > 1 and len(others) > 1:
        kinds = {*some[1:], *others[1:]}
        return some[0] == others[0] and (bool(set(some[1:]) & set(others[1:])) or kinds <= STATE)
    return bool(set(some) & set(others))


def _blanket(denial: Statement, elsewhere: Told) -> list[str]:
    """The deeds that a bare "denies the accusation", "denies any role" meets: the denier's own, told just before."""
    said = {w.strip('.,"').lower() for c in denial.content for w in c.exact.split()[:4]}
    start = min((c.start for c in denial.content), default=-1)
    if not said & BLANKET or not denial.sources:
        return []
    return [
        a.id
        for a, _ in elsewhere
        if start - REACH < a.trigger.start < start
        and a.type in ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE")
        and _share(a.initiators, denial.sources[-1:])
    ]
