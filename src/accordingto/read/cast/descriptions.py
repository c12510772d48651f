"""What a description without a name means: "the ministry", "the Syrian army", "a senior official", "the group"."""

from __future__ import annotations

from accordingto.read.cast.antecedents import Antecedents
from accordingto.read.cast.context import Context
from accordingto.read.cast.documents import Documents
from accordingto.read.cast.institutions import Institutions
from accordingto.read.cast.parties import ANYWHERE, STATE, Party, Register
from accordingto.read.cast.phrase import Phrase, Reader, Told
from accordingto.read.cast.reference import Reference
from accordingto.read.cast.salience import History
from accordingto.types import ActorKind

DEFINITE = frozenset({"the", "this", "that", "these", "those"})


class Descriptions:
    """Reads descriptions of one report in text order."""

    def __init__(
        self, reader: Reader, register: Register, history: History, context: Context, at: dict[int, Party]
    ) -> None:
        self.reader = reader
        self.lists = Reference.load()
        self.words = reader.words
        self.register = register
        self.history = history
        self.context = context
        self.party_at = at
        self.institutions = Institutions(self)
        self.antecedents = Antecedents(self)
        self.documents = Documents(self)
        self.offices: dict[str, list[Told]] = {}

    def at(self, i: int) -> Party | None:
        """The party of the description whose head is token i; None where no description of a party ends there."""
        words, lexicon = self.words, self.reader.lexicon
        low = words.low[i]
        if (
            low not in lexicon.documents and (low not in lexicon.nouns or lexicon.nouns[low].lemma in self.lists.things)
        ) or not self._is_head(i):
            return None
        start = self.reader.before(i)
        phrase = self.reader.phrase(start, self._end(i))
        if phrase.last != i:
            phrase = self.reader.phrase(start, i + 1)
            if phrase.last != i:
                return None
        return self.resolve(phrase)

    def resolve(self, phrase: Phrase) -> Party:
        """The party that a phrase means: one on the register, one spoken of before, or a new unnamed one."""
        low, noun = self.words.low[phrase.last], phrase.noun
        if low in self.reader.lexicon.documents and (noun is None or noun.sector is None or noun.sector == "JRN"):
            paper = self.antecedents.find(phrase) if low in self.lists.sorts and self.is_definite(phrase) else None
            return paper or self.documents.resolve(phrase)
        if noun is None:
            return self.unnamed(phrase)
        both = self.antecedents.pair(phrase)
        if both is not None:
            return both
        beside = self.institutions.before_noun(phrase)
        if beside is not None:
            return beside
        self.institutions.enter_inner(phrase)
        if self.institutions.names_itself(phrase):
            return self.institutions.named(phrase)
        if self.is_definite(phrase):
            found = self.antecedents.find(phrase)
            if found is not None:
                found.mentions.append((phrase.start, phrase.last + 1))
                return found
        return self.unnamed(phrase)

    def is_definite(self, phrase: Phrase) -> bool:
        """ "the", "this", a possessor, or a singular institution written as a name ("Parliament")."""
        if (
            phrase.determiner in DEFINITE
            or phrase.owner is not None
            or (phrase.own is not None and phrase.lemma in self.lists.states)
        ):
            return True
        first = self.words.text[phrase.start]
        return (
            phrase.noun is not None
            and not phrase.noun.plural
            and first[0].isupper()
            and phrase.determiner == ""
            and phrase.start > self.words.firsts[self.words.sentence[phrase.start]]
        )

    def describe(self, phrase: Phrase, party: Party) -> None:
        """Gives an unnamed party the description and the codes of the phrase that a role points at."""
        told = self.words.exact(phrase.start, phrase.end)
        if len(told) > len(party.described or ""):
            party.described = told
        country, sector = self.codes(phrase)
        party.country, party.sector = country or party.country, sector or party.sector

    def codes(self, phrase: Phrase) -> tuple[Told | None, Told | None]:
        """Country and sector of a description: its own words, its possessor, and for an office of state the context."""
        reader, words = self.reader, self.words
        sector = reader.sector(phrase)
        country = reader.country(phrase)
        if phrase.lemma in self.lists.states and phrase.own is not None:
            owner = self.owner(phrase)
            return country or (owner.country if owner is not None else None), None
        if country is None and phrase.end > phrase.core and words.text[phrase.core] == ",":
            beside = reader.phrase(phrase.core + 1, phrase.end)
            if beside.noun is not None and words.pos[beside.start] in ("DET", "NOUN", "ADJ", "PROPN"):
                country, sector = reader.country(beside), sector or reader.sector(beside)
        if country is None and (phrase.owner is not None or phrase.own is not None):
            owner = self.owner(phrase)
            if owner is not None:
                country = owner.country
                sector = sector or owner.sector
        if sector is not None and sector.code == "NGO":
            return country or sector, sector if country and country.code != "NGO" else None
        if (
            sector is None
            and words.low[phrase.last] in self.lists.crowd
            and (country or self.context.dominant()) is not None
        ):
            sector = Told("CVL", words.low[phrase.last])
        if country is None and sector is not None:
            if sector.code in STATE:
                country = self.context.around(phrase.last)
            elif sector.code not in ANYWHERE:
                country = self.context.dominant()
        return country, sector

    def owner(self, phrase: Phrase) -> Party | None:
        """The party before "'s" or behind "his", "its"."""
        from_name = self.meant(phrase.owner) if phrase.owner is not None else None
        return from_name or (self.meant(phrase.own) if phrase.own is not None else None)

    def meant(self, token: int) -> Party | None:
        """What the token was found to mean, itself or as part of a name."""
        party = self.party_at.get(token)
        if party is None:
            mention = self.reader.at.get(token)
            party = self.party_at.get(mention.end - 1) if mention is not None else None
        return party

    def _is_head(self, i: int) -> bool:
        words = self.words
        if i + 1 < len(words):
            after = self.reader.at.get(i + 1)
            if after is not None and after.start == i + 1 and after.sort in ("person", "organisation"):
                return False
            if words.pos[i + 1] in ("NOUN", "PROPN") and (
                words.dep[i] in ("compound", "amod", "nmod")
                or words.head[i] == i + 1
                or words.head[i] == words.head[i + 1] != i
            ):
                return False
            if words.text[i + 1] == "-" and words.start[i + 1] == words.end[i]:
                return False
        if words.pos[i] in ("VERB", "AUX") and words.dep[i] not in ("nsubj", "dobj", "pobj", "nsubjpass"):
            return False
        return words.pos[i] != "ADJ" or words.dep[i] in ("nsubj", "pobj", "dobj", "nsubjpass")

    def _end(self, i: int) -> int:
        words, end = self.words, i + 1
        while end < len(words) and end - i < 8 and words.sentence[end] == words.sentence[i]:
            if words.text[end] in (",", ".", ";", "“", '"', ":") or words.pos[end] in ("VERB", "AUX", "CCONJ"):
                break
            end += 1
        return end

    def _whole(self, phrase: Phrase) -> int:
        """Where the phrase ends in a noun: one that was cut in the middle ("near the town of") ends at its core."""
        pos = self.words.pos
        end = phrase.end if pos[phrase.end - 1] in ("NOUN", "PROPN", "NUM", "X") else phrase.core
        while end > phrase.last + 1 and pos[end - 1] in ("ADV", "ADP", "DET", "PART", "SCONJ", "PUNCT"):
            end -= 1
        return end

    def unnamed(self, phrase: Phrase) -> Party:
        """A party without a name, with what its phrase tells."""
        noun = phrase.noun
        plural = noun.plural if noun is not None else self.words.tag[phrase.last] in ("NNS", "NNPS")
        kind: ActorKind = (
            "group" if plural else "organisation" if noun is not None and noun.kind == "organisation" else "person"
        )
        party = Party(kind, None, plural=plural)
        party.described = self.words.exact(phrase.start, self._whole(phrase))
        if noun is not None:
            last = noun.lemma.split()[-1]
            party.heads |= {noun.lemma, last}
            if last in self.reader.lexicon.female:
                party.sex = "f"
            elif last in self.reader.lexicon.male:
                party.sex = "m"
        party.tell(*self.codes(phrase))
        if noun is not None and not plural and noun.lemma in self.lists.single_offices:
            told = self.reader.country(phrase)
            if told is not None:
                self.offices.setdefault(noun.lemma, []).append(told)
        return party
