"""What a description without a name means: "the ministry", "the Syrian army", "a senior official", "the group"."""

from __future__ import annotations

from accordingto.read.cast.context import Context
from accordingto.read.cast.documents import Documents
from accordingto.read.cast.parties import ANYWHERE, STATE, Party, Register
from accordingto.read.cast.phrase import OWN, UNIONS, Phrase, Reader, Told
from accordingto.read.cast.reference import Reference
from accordingto.read.cast.salience import History
from accordingto.types import ActorKind

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
SENTENCES_BACK = 40
NEAR = 4
LEAD = 0.3
"""How much better the best bearer of an office must be than the next ("the president" where a report has two)."""


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
            return self.documents.resolve(phrase)
        if noun is None:
            return self.unnamed(phrase)
        both = self.pair(phrase)
        if both is not None:
            return both
        beside = self._organisation_before(phrase)
        if beside is not None:
            return beside
        self._inner(phrase)
        if self.names_itself(phrase):
            return self.named(phrase)
        if self.is_definite(phrase):
            found = self.antecedent(phrase)
            if found is not None:
                found.mentions.append((phrase.start, phrase.last + 1))
                return found
        return self.unnamed(phrase)

    def _organisation_before(self, phrase: Phrase) -> Party | None:
        """ "the Anadolu news agency", "the Hezbollah movement": the noun only says what the organisation before it is."""
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
        party = self.meant(before)
        codes = (party.codes() or ("?",)) if party is not None else ()
        return party if any(c in self.lists.sorts[phrase.lemma] for c in codes) else None

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
        party.described = self.words.exact(phrase.start, phrase.end)
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
        if sector is None and words.low[phrase.last] in self.lists.crowd and (country or self.context.dominant()) is not None:
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

    def pair(self, phrase: Phrase) -> Party | None:
        """ "The two sides", "both countries": the last two parties that can be meant, named together."""
        words = self.words
        low = words.low[phrase.start : phrase.last]
        if (
            phrase.noun is None
            or not phrase.noun.plural
            or phrase.lemma not in self.lists.pairs
            or not ("two" in low or "both" in low or words.low[phrase.start - 1] == "both")
        ):
            return None
        person = phrase.noun.kind == "person" and phrase.lemma != "side"
        found: dict[Party, None] = {}
        for entry in self.history.back(phrase.last, NEAR + 2):
            party = entry.party
            if party.kind == "person" and not person:
                country = self.register.by_key(party.country.code) if party.country is not None else None
                if country is None:
                    continue
                party = country
            if party.kind == ("person" if person else "country") and party.name is not None:
                found[party] = None
            if len(found) == 2:
                members = tuple(sorted(found, key=lambda p: p.mentions[0] if p.mentions else (0, 0)))
                group = Party("group", " and ".join(str(p.name) for p in members), plural=True, members=members)
                group.described = words.exact(phrase.start, phrase.end)
                return self.register.add(group, f"pair:{phrase.last}")
        return None

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

    def _inner(self, phrase: Phrase) -> None:
        """ "the Syrian army spokesman", "the Syrian army command": the institution inside a longer description gets its name too."""
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
        """A single institution with its country, place or proper name: "the Syrian army", "Public Security Directorate"."""
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
        if phrase.determiner in ("a", "an") or (not upper and (noun.weak or noun.sector is None)):
            return False
        if noun.sector in ("REB", "UAF", "CVL", "CRM") and not upper:
            return False
        return self.reader.country(
            Phrase(phrase.start, phrase.core, phrase.core, phrase.last)
        ) is not None or self._proper(phrase)

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
        noun = phrase.noun
        assert noun is not None
        country = self.reader.country(Phrase(phrase.start, phrase.core, phrase.core, phrase.last))
        name, bare = self._called(phrase, country)
        key = f"{country.code if country else ''}|{bare.lower()}"
        party = self.register.by_key(key)
        if party is None:
            kind: ActorKind = "organisation"
            party = self.register.add(Party(kind, name), key)
            party.heads |= {noun.lemma, noun.lemma.split()[-1], *bare.lower().split()[-1:]}
            party.tell(*self.codes(phrase))
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
        if (
            mention is not None
            and mention.start == bare_first
            and mention.end <= phrase.last
            and mention.sort != "organisation"
        ):
            bare_first = mention.end
        bare = words.exact(bare_first, phrase.last + 1)
        if possessed and country is not None and (" " not in bare or not bare[0].isupper()):
            return f"{self.reader.lexicon.adjectives.get(country.code, country.words)} {bare}", bare
        return words.exact(first, phrase.last + 1), bare

    def antecedent(self, phrase: Phrase) -> Party | None:
        """The party that a definite description takes up again; None where none fits or two fit as well."""
        noun = phrase.noun
        assert noun is not None
        country = self.reader.country(Phrase(phrase.start, phrase.core, phrase.core, phrase.last))
        if phrase.posts and phrase.posts[0][0] in ("of", "who", "for", "behind", "against") and country is None:
            return None
        if noun.kind == "person" and not noun.plural:
            return self._bearer(phrase, country) or self._anybody(phrase, country)
        if noun.lemma in self.lists.states and not noun.plural:
            return self._state(phrase, country)
        if noun.lemma in self.lists.sorts and not noun.plural:
            return self._sort(phrase, country)
        return self._same_noun(phrase, country)

    def _agrees(self, party: Party, country: Told | None) -> bool:
        return country is None or (party.country is not None and party.country.code == country.code)

    def _bearer(self, phrase: Phrase, country: Told | None) -> Party | None:
        """The bearer of an office: by how much, how lately and as what the report spoke of each; else the only one further on."""
        lemma = phrase.lemma
        last = lemma.split()[-1]
        if (
            last in ("man", "woman", "person", "official", "source", "spokesman", "spokeswoman", "member")
            and phrase.last - phrase.start > 1
        ):
            return None
        mine = self.context.dominant(0.5)
        scores: dict[Party, float] = {}
        seen: dict[Party, int] = {}
        now = self.words.sentence[phrase.last]
        for entry in self.history.back(phrase.last, SENTENCES_BACK):
            party = entry.party
            if (
                party.kind != "person"
                or party.plural
                or not (lemma in party.heads or (lemma == last and last in party.heads))
                or not self._agrees(party, country)
            ):
                continue
            if self._coargument(phrase.last, party):
                continue
            seen[party] = seen.get(party, 0) + 1
            if party not in scores:
                bonus = 1.0 if entry.subject else 0.0
                if mine is not None and party.country is not None and party.country.code == mine.code:
                    bonus += 0.6
                scores[party] = bonus - 0.25 * min(now - entry.sentence, 6)
        ranked = sorted(
            ((s + 0.2 * min(seen[p], 8), n, p) for n, (p, s) in enumerate(scores.items())), key=lambda r: (-r[0], r[1])
        )
        if ranked:
            return ranked[0][2] if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= LEAD else None
        if phrase.last - phrase.start > 3:
            return None
        ahead = [
            p
            for p in self.register.parties
            if p.kind == "person" and p.name and lemma in p.heads and self._agrees(p, country)
        ]
        return ahead[0] if len(ahead) == 1 and lemma not in self.lists.anybody else None

    def _anybody(self, phrase: Phrase, country: Told | None) -> Party | None:
        """A word for anybody ("the politician") takes up the person spoken of last, where no other is as near."""
        if phrase.lemma not in self.lists.anybody or phrase.last - phrase.start > 1 or phrase.end > phrase.core:
            return None
        candidates: dict[Party, float] = {}
        now = self.words.sentence[phrase.last]
        for entry in self.history.back(phrase.last, NEAR):
            if self._coargument(phrase.last, entry.party):
                continue
            if (
                entry.party.kind == "person"
                and not entry.party.plural
                and not self._clashes(phrase.lemma, entry.party)
                and self._agrees(entry.party, country)
            ):
                candidates.setdefault(
                    entry.party,
                    (1.0 if entry.subject else 0.0) - (now - entry.sentence) + (0.5 if entry.named else 0.0),
                )
        ranked = sorted(candidates.items(), key=lambda c: -c[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < LEAD):
            return None
        return ranked[0][0]

    def _coargument(self, i: int, party: Party) -> bool:
        """Whether the party is named as another argument of the same verb ("The man told Walsh")."""
        words = self.words
        verb = words.head[i]
        return any(words.head[last - 1] == verb and last - 1 != i for _, last in party.mentions if abs(last - i) < 30)

    def _state(self, phrase: Phrase, country: Told | None) -> Party | None:
        """ "The country": that which the report is about, else the last that did something or is a possessor; "his country"."""
        if phrase.own is not None:
            owner = self.meant(phrase.own)
            return self.register.by_key(owner.country.code) if owner is not None and owner.country is not None else None
        mine = self.context.dominant(0.5)
        if mine is not None:
            return self.register.by_key(mine.code) if self._agrees_code(mine, country) else None
        for entry in self.history.back(phrase.last, NEAR):
            if (
                entry.party.kind == "country"
                and (entry.subject or entry.possessive)
                and self._agrees(entry.party, country)
            ):
                return entry.party
        return None

    def _agrees_code(self, told: Told, country: Told | None) -> bool:
        return country is None or country.code == told.code

    def _sort(self, phrase: Phrase, country: Told | None) -> Party | None:
        wanted = self.lists.sorts[phrase.lemma]
        for entry in self.history.back(phrase.last, NEAR):
            party = entry.party
            if party.plural or party.kind not in ("organisation",) or not self._agrees(party, country):
                continue
            codes = party.codes() or ("?",)
            if phrase.lemma in party.heads or (party.name is not None and any(c in wanted for c in codes)):
                return party
        return self._same_noun(phrase, country)

    def _same_noun(self, phrase: Phrase, country: Told | None) -> Party | None:
        noun, lemma = phrase.noun, phrase.lemma
        assert noun is not None
        last = lemma.split()[-1]
        for entry in self.history.back(phrase.last, SENTENCES_BACK):
            party = entry.party
            if party.plural != noun.plural or party.kind in ("document", "person") or not self._agrees(party, country):
                continue
            if lemma in party.heads or (last in party.heads and lemma == last):
                return party
        return None

    def _clashes(self, lemma: str, party: Party) -> bool:
        female, male = self.reader.lexicon.female, self.reader.lexicon.male
        return (lemma in female and party.sex == "m") or (lemma in male and party.sex == "f")

    def unnamed(self, phrase: Phrase) -> Party:
        """A party without a name, with what its phrase tells."""
        noun = phrase.noun
        plural = noun.plural if noun is not None else self.words.tag[phrase.last] in ("NNS", "NNPS")
        kind: ActorKind = (
            "group" if plural else "organisation" if noun is not None and noun.kind == "organisation" else "person"
        )
        party = Party(kind, None, plural=plural)
        party.described = self.words.exact(phrase.start, phrase.end)
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
