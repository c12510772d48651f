"""Acts that a modal makes: what one will give is an offer (AGREE), what one will not do a refusal (REJECT)."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.acts.drafts import Draft
from accordingto.acts.status import FUTURE

GIVEN = frozenset({"AID", "SUPPORT"})
"""Told in the future with a receiver these are offers made to somebody; other plans keep their type (codebook)."""
REFUSED = frozenset({"AID", "COOPERATE", "CONSULT", "CONCEDE", "RETREAT", "AGREE", "SUPPORT"})


def upgrade(draft: Draft) -> Draft:
    """The draft with the type that its modal gives it."""
    if draft.match.phrase.kind != "verb":
        return draft
    auxiliaries = {c.lower_ for c in draft.head.children if c.dep_ == "aux"}
    will = bool(auxiliaries & (FUTURE | {"would", "'d"}))
    if not will:
        return draft
    if draft.status == "planned" and draft.type in GIVEN and draft.targets:
        draft.type, draft.mode, draft.status = "AGREE", None, "reported"
    elif draft.status == "negated" and draft.type in REFUSED and draft.initiators:
        mode = "meet" if draft.type == "CONSULT" else "assist" if draft.type == "AID" else "yield"
        others: list[Token] = draft.initiators[1:] if draft.type == "CONSULT" else []
        draft.type, draft.mode, draft.status = "REJECT", mode, "reported"
        draft.targets = draft.targets or others
        draft.initiators = [t for t in draft.initiators if t not in others]
    return draft
