"""What a description without a name means: "the ministry", "the Syrian army", "a senior official", "the statement"."""

from __future__ import annotations

from accordingto.read.cast.context import Context
from accordingto.read.cast.parties import STATE, Party, Register
from accordingto.read.cast.phrase import OWN, Phrase, Reader, Told
from accordingto.read.cast.salience import History
from accordingto.types import ActorKind

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_GROUPS = frozenset({"group", "organisation", "organization", "movement", "militia", "faction"})
_STATES = frozenset({"country", "nation", "kingdom", "republic", "state"})
_ANYBODY = frozenset({"politician", "man", "woman", "leader", "activist", "official", "statesman", "suspect", "defendant", "businessman",
                      "businesswoman", "author", "writer", "cleric", "dissident", "journalist", "lawyer", "veteran", "lawmaker", "senator",
                      "candidate", "billionaire", "tycoon", "actor", "singer", "diplomat", "spokesman", "spokeswoman"})  # fmt: skip
SENTENCES_BACK = 40
NEAR = 6


class Descriptions:
    """Reads descriptions of one report in text order."""

    def __init__(self, reader: Reader, register: Register, history: History, context: Context) -> None:
        self.reader = reader
        self.words = reader.words
        self.register = register
        self.history = history
        self.context = context

    def at(self, i: int) -> Party | None:
        """The party of the description whose head is token i; None where no description of a party ends there."""
        words, lexicon = self.words, self.reader.lexicon
        low = words.low[i]
        document = low in lexicon.documents
        if not document and low not in lexicon.nouns or not self._is_head(i):
            return None
        start = self.reader.before(i)
        phrase = self.reader.phrase(start, self._end(i))
        if phrase.last != i:
            phrase = self.reader.phrase(start, i + 1)
        if document and (phrase.noun is None or low in ("statement", "report", "order", "letter")):
            return self._document(phrase)
        if phrase.noun is None:
            return None
        if self._names_itself(phrase):
            return self._named(phrase)
        if phrase.determiner in _DEFINITE or words.text[start][0].isupper() and not phrase.noun.plural:
            found = self._antecedent(phrase)
            if found is not None:
                found.mentions.append((start, i + 1))
                return found
        return self._unnamed(phrase)

    def describe(self, phrase: Phrase, party: Party | None) -> Party:
        """The unnamed party of a phrase that a role points at, with codes and description."""
        party = party if party is not None else self._unnamed(phrase)
        party.described = self.words.exact(phrase.start, phrase.end)
        country, sector = self.codes(phrase)
        party.country, party.sector = country or party.country, sector or party.sector
        return party

    def codes(self, phrase: Phrase) -> tuple[Told | None, Told | None]:
        """Country and sector of a description: its own words, its possessor, and for an office of state the context."""
        reader, words = self.reader, self.words
        sector = reader.sector(phrase)
        country = reader.country(phrase)
        if sector is not None and sector.code == "NGO":
            return country or sector, sector if country else None
        if country is None and phrase.end > phrase.core and words.text[phrase.core] == ",":
            beside = reader.phrase(phrase.core + 1, phrase.end)
            if beside.noun is not None and words.pos[beside.start] in ("DET", "NOUN", "ADJ", "PROPN"):
                country, sector = reader.country(beside), sector or reader.sector(beside)
        if country is None and (phrase.owner is not None or phrase.own is not None):
            owner = self.owner(phrase)
            if owner is not None:
                country = owner.country
                sector = sector or owner.sector
        if country is None and sector is not None:
            if sector.code in STATE:
                country = self.context.around(phrase.last)
            elif sector.code in ("CVL", "REB", "UAF", "REF", "PTY", "EDU", "JRN", "MED", "LAB"):
                country = self.context.dominant()
        return country, sector

    def owner(self, phrase: Phrase) -> Party | None:
        """The party before "'s" or behind "his", "its"."""
        from_name = self.resolved(phrase.owner) if phrase.owner is not None else None
        return from_name or (self.resolved(phrase.own) if phrase.own is not None else None)

    def resolved(self, token: int) -> Party | None:
        """What the token was found to mean."""
        for entry in reversed(self.history.entries):
            if entry.token == token:
                return entry.party
            if entry.token < token - 400:
                return None
        return None

    def _is_head(self, i: int) -> bool:
        words = self.words
        if i + 1 < len(words):
            after = self.reader.at.get(i + 1)
            if after is not None and after.start == i + 1 and after.sort in ("person", "organisation"):
                return False
            if words.pos[i + 1] in ("NOUN", "PROPN") and words.dep[i] in ("compound", "amod", "nmod", "poss"):
                return False
            if words.text[i + 1] == "-" and words.start[i + 1] == words.end[i]:
                return False
        if words.pos[i] == "VERB" and words.dep[i] not in ("nsubj", "dobj", "pobj"):
            return False
        return words.pos[i] != "ADJ" or words.dep[i] in ("nsubj", "pobj", "dobj", "nsubjpass")

    def _end(self, i: int) -> int:
        words, end = self.words, i + 1
        while end < len(words) and end - i < 8 and words.sentence[end] == words.sentence[i]:
            if words.text[end] in (",", ".", ";", "“", '"', ":") or words.pos[end] in ("VERB", "AUX", "CCONJ"):
                break
            end += 1
        return end

    def _names_itself(self, phrase: Phrase) -> bool:
        """A single institution with its country, place or proper name: "the Syrian army", "Public Security Directorate"."""
        noun, words = phrase.noun, self.words
        if noun is None or noun.kind != "organisation" or noun.plural or phrase.determiner in ("a", "an"):
            return False
        if noun.weak and not words.text[phrase.last][0].isupper():
            return False
        if noun.sector is None and not words.text[phrase.last][0].isupper():
            return False
        if words.low[phrase.start] in ("several", "many", "some", "one", "another", "each", "every", "no", "any"):
            return False
        return self.reader.country(Phrase(phrase.start, phrase.core, phrase.core, phrase.last)) is not None or self._proper(phrase)

    def _proper(self, phrase: Phrase) -> bool:
        """A name of two capitalised words or more that ends with the head."""
        words = self.words
        i = phrase.last
        return words.text[i][0].isupper() and i > phrase.start and words.text[i - 1][0].isupper() and i - 1 not in self.reader.at and (
            i - 1 > words.firsts[words.sentence[i]] or words.pos[i - 1] == "PROPN"
        ) and words.pos[i - 1] != "DET"

    def _named(self, phrase: Phrase) -> Party:
        reader, words, noun = self.reader, self.words, phrase.noun
        assert noun is not None
        country = reader.country(Phrase(phrase.start, phrase.core, phrase.core, phrase.last))
        name, bare = self._called(phrase, country)
        key = f"{country.code if country else ''}|{bare.lower()}"
        party = self.register.by_key(key)
        if party is None:
            kind: ActorKind = "organisation"
            party = self.register.add(Party(kind, name), key)
            party.heads |= {noun.lemma, noun.lemma.split()[-1], *bare.lower().split()[-1:]}
            told_country, sector = self.codes(phrase)
            party.tell(told_country, sector)
        party.mentions.append((phrase.start, phrase.last + 1))
        return party

    def _called(self, phrase: Phrase, country: Told | None) -> tuple[str, str]:
        """The name ("Mexican Senate") and the name without its country ("senate")."""
        words, reader = self.words, self.reader
        first = phrase.start
        while first < phrase.last and (words.pos[first] in ("DET", "PUNCT", "NUM") or words.low[first] in OWN):
            first += 1
        possessed = phrase.owner is not None
        if possessed and phrase.owner is not None:
            first = phrase.owner + 2
        bare_first = first
        mention = reader.at.get(bare_first)
        if mention is not None and mention.start == bare_first and mention.end <= phrase.last and mention.sort != "organisation":
            bare_first = mention.end
        bare = words.exact(bare_first, phrase.last + 1)
        if possessed and country is not None and (" " not in bare or not bare[0].isupper()):
            return f"{self.reader.lexicon.adjectives.get(country.code, country.words)} {bare}", bare
        return words.exact(first, phrase.last + 1), bare

    def _antecedent(self, phrase: Phrase) -> Party | None:
        """The party that a definite description takes up again, by its noun; None where none fits."""
        noun = phrase.noun
        assert noun is not None
        lemma, last = noun.lemma, noun.lemma.split()[-1]
        country = self.reader.country(Phrase(phrase.start, phrase.core, phrase.core, phrase.last))
        if phrase.posts and phrase.posts[0][0] == "of":
            return None
        for entry in self.history.back(phrase.last, SENTENCES_BACK):
            party = entry.party
            if party.plural != noun.plural or party.kind == "document":
                continue
            if country is not None and party.country is not None and party.country.code != country.code:
                continue
            if country is not None and party.country is None:
                continue
            if lemma in party.heads or last in party.heads and (lemma == last or party.name is None):
                return party
        if country is not None or noun.plural:
            return None
        return self._near(phrase, lemma)

    def _near(self, phrase: Phrase, lemma: str) -> Party | None:
        """A word for a whole sort of parties takes up the last one of that sort."""
        modified = phrase.last - phrase.start > 1
        for entry in self.history.back(phrase.last, NEAR):
            party = entry.party
            if lemma in _STATES and party.kind == "country":
                return party
            if modified or party.name is None:
                continue
            if lemma in _GROUPS and party.kind == "organisation" and party.sector is not None and party.sector.code not in STATE - {"OPP"}:
                return party
            if lemma in _ANYBODY and party.kind == "person" and not self._clashes(lemma, party):
                return party
        return None

    def _clashes(self, lemma: str, party: Party) -> bool:
        female, male = self.reader.lexicon.female, self.reader.lexicon.male
        return lemma in female and party.sex == "m" or lemma in male and party.sex == "f"

    def _unnamed(self, phrase: Phrase) -> Party:
        noun = phrase.noun
        plural = noun.plural if noun is not None else self.words.tag[phrase.last] in ("NNS", "NNPS")
        kind: ActorKind = "group" if plural else "organisation" if noun is not None and noun.kind == "organisation" else "person"
        party = Party("person" if kind == "person" else kind, None, plural=plural)
        party.described = self.words.exact(phrase.start, phrase.end)
        if noun is not None:
            party.heads |= {noun.lemma, noun.lemma.split()[-1]}
            if noun.lemma.split()[-1] in self.reader.lexicon.female:
                party.sex = "f"
            elif noun.lemma.split()[-1] in self.reader.lexicon.male and noun.lemma not in self.reader.lexicon.honorifics:
                party.sex = "m"
        country, sector = self.codes(phrase)
        party.tell(country, sector)
        return party

    def _document(self, phrase: Phrase) -> Party | None:
        """A statement, report or letter means its author where the report tells who that is."""
        author = self._author(phrase)
        if author is None and phrase.determiner in _DEFINITE:
            low = self.words.low[phrase.last]
            for entry in self.history.back(phrase.last, SENTENCES_BACK):
                if entry.party.kind == "document" and low in entry.party.heads:
                    return entry.party
        party = Party("document", None, author=author, heads={self.words.low[phrase.last]})
        party.described = self.words.exact(phrase.start, phrase.end)
        return party

    def _author(self, phrase: Phrase) -> Party | None:
        owner = self.owner(phrase)
        if owner is not None:
            return owner.author or owner
        words = self.words
        if phrase.last > phrase.start:
            inner = self.reader.noun_at(phrase.last - 1, phrase.start)
            if inner is not None and inner.kind == "organisation":
                stub = self.reader.phrase(phrase.start, phrase.last)
                if self._names_itself(stub):
                    return self._named(stub)
                return self._antecedent(stub)
        for preposition, start, end in phrase.posts:
            if preposition in ("by", "from") and start < end:
                inner_phrase = self.reader.phrase(start, end)
                found = self._of_phrase(inner_phrase)
                if found is not None:
                    return found
        verb = words.head[phrase.last]
        if words.low[verb] == "in" or words.dep[phrase.last] == "pobj":
            return None
        return None

    def _of_phrase(self, phrase: Phrase) -> Party | None:
        mention = self.reader.at.get(phrase.last)
        if mention is not None and mention.known is not None and mention.sort in ("organisation", "country"):
            return self.register.name_listed(mention.known, mention.name)
        if phrase.noun is not None and self._names_itself(phrase):
            return self._named(phrase)
        if phrase.noun is not None:
            return self._antecedent(phrase)
        return None
