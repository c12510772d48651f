"""The order in which parties were spoken of, which is what pronouns and short descriptions lean on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accordingto.read.cast.parties import Party
from accordingto.read.cast.reference import Reference
from accordingto.read.cast.words import Words

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One mention: of which party, where, as what. `verb`: the token that the mention depends on.

    `of_subject`: the possessor of a subject ("Gigante's death was ...").
    """

    token: int
    party: Party
    subject: bool
    speaks: bool
    possessive: bool
    object: bool
    of_subject: bool
    verb: int
    sentence: int
    quoted: bool
    named: bool


class History:
    """Mentions in text order."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.entries: list[Entry] = []

    def enter(self, token: int, party: Party, start: int | None = None, *, inner: bool = False) -> None:
        """Adds the mention whose last token is `token`. `inner`: it stands inside a longer description and is no
        subject.
        """
        words = self.words
        top = _top(words, token, token if start is None else start)
        dep = words.dep[top]
        hops = 0
        while dep in ("appos", "conj", "compound", "flat", "nmod") and hops < 3 and words.head[top] != top:
            top, hops = words.head[top], hops + 1
            dep = words.dep[top]
        verb = words.head[top]
        subject = dep in _SUBJECT and not inner
        speaks = subject and words.low[verb] in Reference.load().speech
        entry = Entry(
            token=token,
            party=party,
            subject=subject,
            speaks=speaks,
            possessive=dep == "poss" or inner,
            object=dep in ("dobj", "dative"),
            of_subject=dep == "poss" and words.dep[verb] in _SUBJECT,
            verb=verb,
            sentence=words.sentence[token],
            quoted=words.quoted[token],
            named=party.name is not None,
        )
        self.entries.append(entry)

    def back(self, token: int, sentences: int) -> Iterator[Entry]:
        """Mentions before a token, nearest first, at most so many sentences back."""
        now = self.words.sentence[token]
        for entry in reversed(self.entries):
            if now - entry.sentence > sentences:
                return
            if entry.token < token:
                yield entry


def _top(words: Words, token: int, start: int) -> int:
    """The token of [start, token] whose head lies outside."""
    for i in range(token, start - 1, -1):
        if not start <= words.head[i] <= token or words.head[i] == i:
            return i
    return token
