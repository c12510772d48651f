"""Institutions that name themselves: "the Syrian army", "the Mexican Senate", "Public Security Directorate"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordingto.read.cast.parties import Party
from accordingto.read.cast.phrase import OWN, UNIONS, Phrase, Told

if TYPE_CHECKING:
    from accordingto.read.cast.descriptions import Descriptions


class Institutions:
    """Gives the institutions of one report their names."""

    def __init__(self, descriptions: Descriptions) -> None:
        self._of = descriptions
        self.reader = descriptions.reader
        self.words = descriptions.words
        self.register = descriptions.register
        self.history = descriptions.history
        self.lists = descriptions.lists

    def before_noun(self, phrase: Phrase) -> Party | None:
        """ "the Anadolu news agency", "the Hezbollah movement": the noun only says what the organisation before it
        is.
        """
        before = phrase.last - len(phrase.lemma.split())
        mention = self.reader.at.get(before)
        if (
            mention is None
            or mention.sort != "organisation"
            or phrase.lemma not in self.lists.sorts
            or phrase.noun is None
            or phrase.noun.plural
            or mention.start < phrase.start
        ):
            return None
        party = self._of.meant(before)
        codes = (party.codes() or ("?",)) if party is not None else ()
        return party if any(c in self.lists.sorts[phrase.lemma] for c in codes) else None

    def enter_inner(self, phrase: Phrase) -> None:
        """ "the Syrian army spokesman", "the Syrian army command": the institution inside a longer description gets
        its name too.
        """
        words, inner = self.words, phrase.last - 1
        if inner <= phrase.start or inner in self.reader.at or words.text[inner] == "-":
            return
        noun = self.reader.noun_at(inner, phrase.start)
        if noun is None or noun.kind != "organisation" or noun.weak or noun.plural or noun.sector is None:
            return
        stub = self.reader.phrase(phrase.start, phrase.last)
        if (
            stub.last == inner
            and self.names_itself(stub)
            and self.reader.country(Phrase(stub.start, stub.core, stub.core, stub.last)) is not None
        ):
            self.history.enter(inner, self.named(stub), inner=True)

    def names_itself(self, phrase: Phrase) -> bool:
        """A single institution with its country, place or proper name: "the Syrian army", "Public Security
        Directorate".
        """
        noun, words = phrase.noun, self.words
        if (
            noun is None
            or noun.kind != "organisation"
            or noun.plural
            or words.low[phrase.start] in self.lists.indefinite - {"a", "an"}
        ):
            return False
        upper = words.text[phrase.last][0].isupper()
        if self._union_before(phrase) or self._led(phrase):
            return True
        if phrase.determiner in ("a", "an"):
            return False
        if self._part_of_named(phrase) or self._sort_name(phrase):
            return True
        if not upper and (noun.weak or noun.sector is None):
            return False
        if noun.sector in ("REB", "UAF", "CVL", "CRM") and not upper:
            return False
        return self.reader.country(
            Phrase(phrase.start, phrase.core, phrase.core, phrase.last)
        ) is not None or self._proper(phrase)

    def _part_of_named(self, phrase: Phrase) -> bool:
        """ "Sudan's mission to the UN", "the Italian Senate's labour committee": a part of a country or named
        institution.
        """
        if phrase.owner is None or phrase.lemma.split()[-1] not in self.lists.parts:
            return False
        owner = self._of.meant(phrase.owner)
        return owner is not None and owner.name is not None and owner.kind in ("country", "organisation")

    def _sort_name(self, phrase: Phrase) -> bool:
        """ "the Fars agency", "the Prothom newspaper": an unknown name right before the noun for its sort."""
        words, before = self.words, phrase.last - 1
        return (
            phrase.lemma in self.lists.sorts
            and before > max(phrase.start, words.firsts[words.sentence[phrase.last]])
            and words.pos[before] == "PROPN"
            and words.text[before][0].isupper()
            and before not in self.reader.at
        )

    def _led(self, phrase: Phrase) -> bool:
        """ "the Saudi-led coalition"."""
        if phrase.lemma not in ("coalition", "alliance") or phrase.determiner in ("a", "an"):
            return False
        country = self.reader.country(phrase)
        return country is not None and country.code == "IGO"

    def _union_before(self, phrase: Phrase) -> bool:
        """ "a UN panel", "the FBI field office": an organisation's name right before a noun for a part of it."""
        mention = self.reader.at.get(phrase.last - 1)
        noun = phrase.noun
        return (
            mention is not None
            and noun is not None
            and mention.sort == "organisation"
            and mention.start >= phrase.start
            and noun.sector is None
            and noun.kind == "organisation"
            and bool(mention.known and mention.known.codes[:1] and mention.known.codes[0] in UNIONS)
        )

    def _proper(self, phrase: Phrase) -> bool:
        """A name of two capitalised words or more that ends with the head."""
        words = self.words
        i = phrase.last
        before = i - 1
        if (
            not words.text[i][0].isupper()
            or before < phrase.start
            or not words.text[before][0].isupper()
            or before in self.reader.at
        ):
            return False
        return words.pos[before] not in ("DET", "PRON") and (
            before > words.firsts[words.sentence[i]] or words.pos[before] == "PROPN"
        )

    def named(self, phrase: Phrase) -> Party:
        """The party of a description that names itself, on the register once for each country and words."""
        noun, words = phrase.noun, self.words
        assert noun is not None
        country = self.reader.country(Phrase(phrase.start, phrase.core, phrase.core, phrase.last))
        if self._part_of_named(phrase):
            first = phrase.start + (words.pos[phrase.start] == "DET")
            name = bare = words.exact(first, phrase.last + 1)
        else:
            name, bare = self._called(phrase, country)
        key = f"{country.code if country else ''}|{bare.lower()}"
        party = self.register.by_key(key)
        if party is not None and phrase.owner is None and " " in name:
            party.name = name
        if party is None:
            party = self.register.add(Party("organisation", name), key)
            party.heads |= {noun.lemma, noun.lemma.split()[-1], *bare.lower().split()[-1:]}
            party.tell(*self._of.codes(phrase))
        party.mentions.append((phrase.start, phrase.last + 1))
        return party

    def _called(self, phrase: Phrase, country: Told | None) -> tuple[str, str]:
        """The name ("Mexican Senate") and the name without its country ("senate")."""
        words, reader = self.words, self.reader
        first = phrase.start
        while first < phrase.last and (words.pos[first] in ("DET", "PUNCT", "NUM") or words.low[first] in OWN):
            first += 1
        if phrase.owner is not None:
            first = phrase.owner + 2
        bare_first = first
        mention = reader.at.get(bare_first)
        if (
            mention is not None
            and mention.start == bare_first
            and mention.end <= phrase.last
            and mention.sort != "organisation"
        ):
            bare_first = mention.end
        bare = words.exact(bare_first, phrase.last + 1)
        if phrase.owner is not None and country is not None and (" " not in bare or not bare[0].isupper()):
            return self._possessed(phrase, country, bare), bare
        return words.exact(first, phrase.last + 1), bare

    def _possessed(self, phrase: Phrase, country: Told, bare: str) -> str:
        """ "Mexico's Senate" is the Mexican Senate, "Jordan's interior ministry" the Jordan interior ministry."""
        owner = phrase.owner
        assert owner is not None
        mention = self.reader.at.get(owner)
        adjective = self.reader.lexicon.adjectives.get(country.code)
        if " " not in bare and adjective is not None and mention is not None and mention.sort == "country":
            return f"{adjective} {bare}"
        first = mention.start if mention is not None else phrase.start
        return f"{self.words.exact(first, owner + 1)} {bare}"
