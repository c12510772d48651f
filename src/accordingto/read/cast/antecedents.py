"""Which party a definite description takes up again: "the ministry", "the president", "the group", "the two sides"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordingto.read.cast.parties import Party
from accordingto.read.cast.phrase import Phrase, Told

if TYPE_CHECKING:
    from accordingto.read.cast.descriptions import Descriptions

_FOR = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "minister", "secretary", "candidate", "envoy"}
)
POLITICS = frozenset({"GOV", "LEG", "PTY", "OPP", "ELI"})
"""Sectors between which a politician moves."""
SENTENCES_BACK = 40
"""How far back a noun is taken up by the same noun ("the ministry")."""
NEAR = 4
"""How far back a noun for anybody or for a whole sort reaches ("the politician", "the group")."""
REACH = 25
"""Tokens to either side in which another argument of the same verb is looked for."""
LEAD = 0.3
"""How much better the best bearer of an office must be than the next ("the president" where a report has two)."""


class Antecedents:
    """Finds antecedents in one report."""

    def __init__(self, descriptions: Descriptions) -> None:
        self._of = descriptions
        self.reader = descriptions.reader
        self.words = descriptions.words
        self.register = descriptions.register
        self.history = descriptions.history
        self.context = descriptions.context
        self.lists = descriptions.lists
        self._bearers: dict[str, list[Party]] | None = None

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
            if person and self._clashes(phrase, party):
                continue
            if party.kind == ("person" if person else "country") and party.name is not None:
                found[party] = None
            if len(found) == 2:
                members = tuple(sorted(found, key=lambda p: p.mentions[0] if p.mentions else (0, 0)))
                group = Party("group", " and ".join(str(p.name) for p in members), plural=True, members=members)
                group.described = words.exact(phrase.start, phrase.end)
                return self.register.add(group, f"pair:{phrase.last}")
        return None

    def find(self, phrase: Phrase) -> Party | None:
        """The party that a definite description takes up again; None where none fits or two fit as well."""
        noun = phrase.noun
        assert noun is not None
        country = self.reader.country(Phrase(phrase.start, phrase.core, phrase.core, phrase.last))
        if (
            phrase.posts
            and (phrase.posts[0][0] == "of" or (phrase.posts[0][0] == "for" and noun.lemma in _FOR))
            and country is None
        ):
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
        """The bearer of an office: by how much, how lately and as what the report spoke of each; else the only one
        further on.
        """
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
        ahead = [p for p in self._named_bearers().get(lemma, ()) if self._agrees(p, country)]
        return ahead[0] if len(ahead) == 1 and lemma not in self.lists.anybody else None

    def _named_bearers(self) -> dict[str, list[Party]]:
        """Office -> the persons that the report names as its bearers anywhere."""
        if self._bearers is None:
            self._bearers = {}
            for party in self.register.parties:
                for head in sorted(party.heads) if party.kind == "person" and party.name else ():
                    self._bearers.setdefault(head, []).append(party)
        return self._bearers

    def _anybody(self, phrase: Phrase, country: Told | None) -> Party | None:
        """A word for anybody ("the politician") takes up the named person spoken of last, where no other is as near."""
        if phrase.lemma not in self.lists.anybody or phrase.last - phrase.start > 1 or phrase.end > phrase.core:
            return None
        candidates: dict[Party, float] = {}
        silent = phrase.lemma in self.lists.spoken_of
        speakers = {e.party for e in self.history.back(phrase.last, NEAR) if silent and e.speaks}
        now = self.words.sentence[phrase.last]
        for entry in self.history.back(phrase.last, NEAR):
            party = entry.party
            if party.kind != "person" or party.plural or party in speakers or not self._agrees(party, country):
                continue
            if self._clashes(phrase, party) or self._coargument(phrase.last, party):
                continue
            score = (1.0 if entry.subject else 0.0) - (now - entry.sentence) + (0.5 if entry.named else 0.0)
            candidates.setdefault(party, score)
        ranked = sorted(candidates.items(), key=lambda c: -c[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < LEAD):
            return None
        return ranked[0][0] if ranked[0][0].name is not None else None  # "an aide of the mayor … the politician"

    def _coargument(self, i: int, party: Party) -> bool:
        """Whether the party is named as another argument of the same verb ("The man told Walsh")."""
        words = self.words
        verb, around = words.head[i], range(max(0, i - REACH), min(len(words), i + REACH))
        return any(words.head[j] == verb and j != i and self._of.party_at.get(j) is party for j in around)

    def _state(self, phrase: Phrase, country: Told | None) -> Party | None:
        """ "The country": that which the report is about, else the last that did something or is a possessor; "his
        country".
        """
        if phrase.own is not None:
            owner = self._of.meant(phrase.own)
            return self.register.by_key(owner.country.code) if owner is not None and owner.country is not None else None
        if any(tag == "RBS" or tag == "JJS" for tag in self.words.tag[phrase.start : phrase.last]):
            return None
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
        scores: dict[Party, float] = {}
        now = self.words.sentence[phrase.last]
        for entry in self.history.back(phrase.last, NEAR):
            party = entry.party
            if party.plural or party.kind != "organisation" or not self._agrees(party, country):
                continue
            told = phrase.lemma in party.heads or (party.name is not None and any(c in wanted for c in party.codes()))
            unknown = party.name is not None and not party.codes() and "?" in wanted
            if not told and not unknown:
                continue
            score = (1.0 if told else 0.0) + (0.6 if entry.subject else 0.3 if entry.of_subject else 0.0)
            score += 0.1 * min(len(party.mentions), 5) - 0.5 * (now - entry.sentence)
            scores[party] = max(score, scores.get(party, score))
        ranked = sorted(scores.items(), key=lambda r: -r[1])
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < LEAD / 2:
            return None
        return ranked[0][0] if ranked else self._same_noun(phrase, country)

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

    def _clashes(self, phrase: Phrase, party: Party) -> bool:
        """Another sex or another sector than the party's ("the journalist" of a minister)."""
        female, male = self.reader.lexicon.female, self.reader.lexicon.male
        if (phrase.lemma in female and party.sex == "m") or (phrase.lemma in male and party.sex == "f"):
            return True
        told = phrase.noun.sector if phrase.noun is not None else None
        sector = party.sector.code if party.sector is not None else None
        if told is None or sector is None or told == sector or told == "CVL":
            return False
        return not (told in POLITICS and sector in POLITICS)
