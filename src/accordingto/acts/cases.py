"""Whose case it is: steps of law that name nobody take the person of the step told before."""

from __future__ import annotations

from accordingto.acts.drafts import Draft
from accordingto.acts.words import words

CASE = words("charge case sentence term conviction verdict matter trial indictment acquittal appeal")
"""Objects and subjects of a step of law that stand for the person whose case it is."""
INSIDE = words("of in during amid under as")
"""Prepositions between an arrest and the inquiry that it belongs to."""
STEPS = 6
BEFORE = 4
"""Acts before a step of law among which the person is looked for."""


def name_cases(drafts: list[Draft]) -> None:
    """Fills the targets of "the charges were dropped" and "arrested as part of an inquiry" from the case around."""
    owner = {d.head.i: d for d in drafts}
    for place, draft in enumerate(drafts):
        if draft.targets or draft.stage is None:
            continue
        if draft.match.phrase.kind == "noun":
            case = _around(draft, owner)
            if case is not None:
                draft.targets = list(case.targets)
        elif draft.stage != "investigated" and any(t.lemma_.lower() in CASE for t in draft.match.tokens):
            before = [d for d in drafts[max(0, place - BEFORE) : place] if d.stage and d.targets]
            if before:
                draft.targets = list(before[-1].targets)


def _around(draft: Draft, owner: dict[int, Draft]) -> Draft | None:
    """The step of law that an inquiry or trial told as a noun hangs on ("arrested as part of an investigation")."""
    token = draft.head
    for _ in range(STEPS):
        if token.dep_ == "prep" and token.lower_ not in INSIDE:
            return None
        if token.head == token or token.dep_ not in ("prep", "pobj"):
            return None
        token = token.head
        case = owner.get(token.i)
        if case is not None and case is not draft and case.targets and case.stage:
            return case
    return None
