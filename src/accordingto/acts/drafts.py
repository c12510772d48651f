"""An act in the making: what matching found, before the sieve drops, merges and settles it. Never leaves this room."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from accordingto.acts.codebook import Sense
from accordingto.acts.matching import Match
from accordingto.acts.status import Status


@dataclass(slots=True)
class Draft:
    """A match with its roles and status, which the sieve changes. `sentence`: kept, as spaCy searches it each time."""

    match: Match
    sentence: Span
    type: str
    initiators: list[Token]
    targets: list[Token]
    status: Status
    merged: list[Draft] = field(default_factory=list)
    stage: str | None = None
    mode: str | None = None
    harm: str | None = None

    @property
    def sense(self) -> Sense:
        """The sense of the codebook that was matched."""
        return self.match.phrase.sense

    @property
    def head(self) -> Token:
        """The predicate's head token."""
        return self.match.head
