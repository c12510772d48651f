"""Who is meant: resolves the phrases of a report to its parties, with their codes; the door of the actors' room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from spacy.tokens import Doc

from accordingto.read.cast.lexicon import Lexicon
from accordingto.read.cast.parties import Party
from accordingto.read.cast.resolve import Resolver
from accordingto.types import Actor, Place, Report, Role, Span

__all__ = ["Cast"]


class Cast:
    """The parties of one report. Named ones are found at once; unnamed ones come into being when a role asks for
    them.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._words = resolver.words
        self._ids: dict[Party, str] = {}
        self._parties: dict[str, Party] = {}
        self._spans: dict[str, dict[tuple[int, int], None]] = {}
        for party in resolver.named():
            self._id(party)

    @classmethod
    def of(cls, doc: Doc, places: Sequence[Place], report: Report) -> Self:
        """Reads the parties of a parsed report. `places` may be empty: the shipped lists know countries, capitals and
        some regions.
        """
        return cls(Resolver(doc, places, report, Lexicon.load()))

    def role(self, start: int, end: int, speaker: str | None = None) -> Role:
        """The phrase or pronoun at characters [start, end) as a role: the actor that it means and its codes.

        `speaker`: id of the actor inside whose words the phrase stands; "I", "me", "my" then mean that actor. What
        cannot be told for sure gives an actor without a name, or, for a pronoun, none.
        """
        exact = self._words.source[start:end]
        first, last = self._words.tokens(start, end)
        if first >= last:
            return Role(start, end, exact)
        told = self._parties.get(speaker) if speaker is not None else None
        party, codes = self._resolver.role(first, last, told)
        if party is None:
            return Role(start, end, exact, None, codes)
        actor = self._id(party)
        self._spans[actor][(start, end)] = None
        return Role(start, end, exact, actor, codes)

    def name(self, actor_id: str) -> str | None:
        """The resolved name of an actor; None for an unnamed one. Raises `KeyError` for an id that this cast never
        gave.
        """
        return self._parties[actor_id].name

    def actors(self) -> tuple[Actor, ...]:
        """All named parties in the order of their first mention, then the unnamed ones that roles asked for."""
        return tuple(self._actor(id, party) for id, party in self._parties.items())

    def why(self, actor_id: str) -> tuple[tuple[str, str], ...]:
        """Each code of an actor with the words that gave it. Raises `KeyError` for an id that this cast never gave."""
        party = self._parties[actor_id]
        return tuple(
            (t.code, t.words) for p in (party.members or (party,)) for t in (p.country, p.sector) if t is not None
        )

    def _id(self, party: Party) -> str:
        found = self._ids.get(party)
        if found is None:
            found = f"a{len(self._ids) + 1}"
            self._ids[party], self._parties[found], self._spans[found] = found, party, {}
        return found

    def _actor(self, id: str, party: Party) -> Actor:
        words = self._words
        ranges = {(words.start[a], words.end[b - 1]) for a, b in party.mentions} | set(self._spans[id])
        spans = tuple(Span(a, b, words.source[a:b]) for a, b in sorted(ranges))
        people = party.kind == "group" and not party.heads
        kind = party.kind if party.name is not None or party.kind == "document" or people else "unnamed"
        return Actor(id, party.name, party.described, kind, party.codes(), spans)
