"""Whose words a statement is: the cast's reading of the last source, mended by what the statements before tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from spacy.tokens import Doc, Token

from accordingto.attribute.drafts import Draft
from accordingto.attribute.lexicon import Lexicon
from accordingto.types import Role

_PERSON = frozenset({"he", "she", "him", "her"})
_THING = frozenset({"it"})
_FIGURES = frozenset(
    {"estimate", "figure", "datum", "data", "number", "statistic", "count", "tally", "calculation", "record"}
)
_NEAR = 400
"""Characters that a pronoun looks back for the speaker before: two long sentences of news."""
_BACK = 200
"""Statements that "the report added" looks back for the report: more than most reports make."""


class Roles(Protocol):
    """What statements need of the cast: a phrase becomes a role, resolved where the report tells who it is."""

    def role(self, start: int, end: int) -> Role:
        """The role of the phrase [start, end), in characters."""
        ...

    def name(self, actor_id: str) -> str | None:
        """The name of an actor, None for an unnamed one."""
        ...


def find_speakers(
    doc: Doc, drafts: Sequence[Draft], roles: Sequence[tuple[Role, ...]], cast: Roles, lexicon: Lexicon
) -> list[str | None]:
    """The speaker's actor id for each draft, in order; None where the text does not tell who it is."""
    found: list[str | None] = []
    for n, draft in enumerate(drafts):
        found.append(_speaker(doc, n, draft, drafts, roles[n], found, cast, lexicon))
    return found


def _speaker(
    doc: Doc,
    n: int,
    draft: Draft,
    drafts: Sequence[Draft],
    chain: tuple[Role, ...],
    found: Sequence[str | None],
    cast: Roles,
    lexicon: Lexicon,
) -> str | None:
    if not chain:
        return None
    last = chain[-1].actor
    if last is not None and cast.name(last) is not None:
        return last
    span = doc.char_span(*draft.chain[-1], alignment_mode="contract")
    if span is None or not len(span):
        return last
    head = span.root
    if head.lemma_.lower() in _FIGURES and len(chain) > 1 and chain[-2].actor is not None:
        return chain[-2].actor
    if head.lower_ in _PERSON | _THING:
        return _speaker_before(doc, n, head, drafts, found) or last
    if lexicon.is_document(head):
        return _author(doc, n, head, drafts, found, lexicon) or last
    return last


def _speaker_before(
    doc: Doc, n: int, pronoun: Token, drafts: Sequence[Draft], found: Sequence[str | None]
) -> str | None:
    """The last speaker of the pronoun's sort: a "he" goes on with a person, an "it" with a body or a document."""
    for before in range(n - 1, -1, -1):
        other = drafts[before]
        if not other.chain or pronoun.idx - other.chain[-1][0] > _NEAR:
            break
        span = doc.char_span(*other.chain[-1], alignment_mode="contract")
        if found[before] is None or span is None or not len(span):
            continue
        head = span.root
        person = head.ent_type_ == "PERSON" or head.lower_ in _PERSON
        if person == (pronoun.lower_ in _PERSON):
            return found[before]
    return None


def _author(
    doc: Doc, n: int, document: Token, drafts: Sequence[Draft], found: Sequence[str | None], lexicon: Lexicon
) -> str | None:
    """Whose document it is: "the statement added" goes back to the statement that a chain before named."""
    definite = any(c.lower_ in ("the", "this", "that", "its", "their") for c in document.lefts)
    if not definite:
        return None
    for before in range(n - 1, max(-1, n - 1 - _BACK), -1):
        if found[before] is None:
            continue
        for source in drafts[before].chain:
            span = doc.char_span(*source, alignment_mode="contract")
            if span is not None and len(span) and span.root.lemma_ == document.lemma_:
                return found[before]
    return None
