"""Statements, reports, letters: a document means its author where the report tells who that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordingto.read.cast.lexicon import Known
from accordingto.read.cast.parties import Party
from accordingto.read.cast.phrase import Phrase
from accordingto.read.cast.reference import Reference

if TYPE_CHECKING:
    from accordingto.read.cast.descriptions import Descriptions

SENTENCES_BACK = 40
_ONLY_READ = frozenset({"obtained", "seen", "carried"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


class Documents:
    """Resolves documents of one report."""

    def __init__(self, descriptions: Descriptions) -> None:
        self._of = descriptions
        self._lists = Reference.load()
        words = descriptions.words
        self._subjects = {words.head[i]: i for i, dep in enumerate(words.dep) if dep in _SUBJECT}

    def resolve(self, phrase: Phrase) -> Party:
        """The document of a phrase, `author` set where it is told; a definite one takes up the last of its noun."""
        words = self._of.words
        low = words.low[phrase.last]
        noun = low[:-1] if low.endswith("s") and low not in ("figures", "data", "findings", "statistics") else low
        author = self._author(phrase)
        if author is None and (phrase.determiner in ("the", "this", "that") or words.text[phrase.start][0].isupper()):
            for entry in self._of.history.back(phrase.last, SENTENCES_BACK):
                if entry.party.kind == "document" and noun in entry.party.heads:
                    return entry.party
        party = Party("document", None, author=author, heads={noun}, verb=None if author else self._verb(phrase))
        party.described = words.exact(phrase.start, phrase.end)
        return party

    def author(self, document: Party) -> Party | None:
        """Who speaks in the document: told with it, or the subject that "said in a statement"."""
        if document.author is None and document.verb is not None:
            subject = self._subjects.get(document.verb)
            party = self._of.meant(subject) if subject is not None else None
            if party is not None and party.kind != "document":
                document.author = party
        return document.author

    def _verb(self, phrase: Phrase) -> int | None:
        """The verb of "said in a statement", "in a statement, X said"."""
        words = self._of.words
        if words.dep[phrase.last] == "dobj":
            return words.head[phrase.last] if words.low[words.head[phrase.last]] in self._lists.gave else None
        preposition = words.head[phrase.last]
        if words.dep[phrase.last] != "pobj" or words.low[preposition] not in ("in", "via", "through"):
            return None
        verb = words.head[preposition]
        return verb if words.pos[verb] == "VERB" else None

    def _author(self, phrase: Phrase) -> Party | None:
        of, words, reader = self._of, self._of.words, self._of.reader
        owner = of.owner(phrase)
        if owner is not None:
            return self.author(owner) if owner.kind == "document" else owner
        if phrase.last > phrase.start:
            inner = self._inside(phrase)
            if inner is not None:
                return inner
        i = phrase.last + 1
        if i + 2 < len(words) and words.low[i] in self._lists.made_by and words.low[i + 1] == "by":
            if words.low[i] in _ONLY_READ:
                return None
            i += 1
        if i + 1 < len(words) and words.low[i] in ("by", "from"):
            end = i + 1
            while (
                end < len(words)
                and end - i < 12
                and words.text[end] not in (",", ".", ";", '"', "“")
                and words.pos[end] not in ("VERB", "AUX")
            ):
                end += 1
            return self._of_phrase(reader.phrase(i + 1, end)) if end > i + 1 else None
        return None

    def _inside(self, phrase: Phrase) -> Party | None:
        """ "the army statement", "a Human Rights Watch report"."""
        of, reader = self._of, self._of.reader
        before = phrase.last - 1
        mention = reader.at.get(before)
        if mention is not None and mention.start >= phrase.start and mention.sort in ("organisation", "person"):
            return of.meant(before)
        if mention is not None and mention.start >= phrase.start and of.words.low[phrase.last] in of.lists.states_say:
            country = of.reader.lexicon.countries.get(mention.known.codes[0]) if mention.known is not None else None
            if mention.known is not None and country is not None:
                return of.register.name_listed(Known(country, mention.known.codes[:1], "country"), country)
        noun = reader.noun_at(before, phrase.start)
        if noun is None or noun.kind != "organisation" or noun.sector is None:
            return None
        stub = reader.phrase(phrase.start, phrase.last)
        return of.institutions.named(stub) if of.institutions.names_itself(stub) else of.antecedents.find(stub)

    def _of_phrase(self, phrase: Phrase) -> Party | None:
        of = self._of
        mention = of.reader.at.get(phrase.last)
        if mention is not None:
            party = of.meant(phrase.last)
            if party is None and mention.known is not None and mention.sort in ("organisation", "country"):
                party = of.register.name_listed(mention.known, mention.name)
            return party
        return of.resolve(phrase) if phrase.noun is not None else None
