"""Takes a noun phrase apart by its words: head, possessor, and the country and sector that the words tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from accordingto.read.cast.lexicon import Lexicon, Noun
from accordingto.read.cast.names import Mention
from accordingto.read.cast.reference import Reference
from accordingto.read.cast.words import Words

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
OWN = frozenset({"his", "her", "its", "their", "my", "our", "your", "whose"})
_BEFORE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "PART", "ADV", "VERB", "SYM", "X"})
UNIONS = frozenset({"IGO", "NGO", "MNC", "IMG"})
IGNORED_COUNTRY_BEFORE = frozenset({"ethnic", "self-styled"})


@dataclass(frozen=True, slots=True)
class Told:
    """A code with the words that give it."""

    code: str
    words: str


@dataclass(slots=True)
class Phrase:
    """A noun phrase at tokens [start, end): `core` ends before the first comma, relative clause or preposition.

    `last` is the head: the last noun of the core. `noun`: its entry in the lists. `owner`: the token of the possessor's
    last word ("Putin" in "Mr Putin's spokesman"). `posts`: what follows the head, as (preposition, start, end).
    """

    start: int
    end: int
    core: int
    last: int
    determiner: str = ""
    noun: Noun | None = None
    lemma: str = ""
    owner: int | None = None
    own: int | None = None
    posts: list[tuple[str, int, int]] = field(default_factory=list)


class Reader:
    """Reads phrases of one report. `at`: token -> the listed name that covers it."""

    def __init__(self, words: Words, lexicon: Lexicon, mentions: list[Mention]) -> None:
        self.words = words
        self.lexicon = lexicon
        self._of = Reference.load()
        self.at: dict[int, Mention] = {i: m for m in mentions for i in range(m.start, m.end)}

    def phrase(self, start: int, end: int) -> Phrase:
        """The phrase of tokens [start, end)."""
        words = self.words
        while start < end and (
            words.pos[start] in ("PUNCT", "SPACE", "ADP", "CCONJ") or words.low[start] in ("both", "only", "even")
        ):
            start += 1
        while end > start and (words.pos[end - 1] in ("PUNCT", "SPACE", "CCONJ") or words.text[end - 1] in POSSESSIVE):
            end -= 1
        core = self._core(start, end)
        last = core - 1
        while (
            last > start
            and words.pos[last] in ("VERB", "ADV", "AUX", "PUNCT", "ADJ", "SPACE", "PART")
            and last not in self.at
        ):
            if self.noun_at(last, start) is not None:
                break
            last -= 1
        phrase = Phrase(start, end, core, last)
        phrase.noun = self.noun_at(last, start)
        phrase.lemma = phrase.noun.lemma if phrase.noun else words.low[last]
        if start < end and (words.pos[start] == "DET" or words.low[start] in OWN):
            phrase.determiner = words.low[start]
        self.mark_owner(phrase)
        phrase.posts = self._posts(core, end)
        return phrase

    def mark_owner(self, phrase: Phrase) -> None:
        """Finds the possessor before the head."""
        words = self.words
        for i in range(phrase.start, phrase.last):
            if words.text[i] in POSSESSIVE and i > phrase.start:
                phrase.owner = i - 1
            elif words.low[i] in OWN:
                phrase.own = i

    def before(self, last: int) -> int:
        """The first token of the noun phrase whose head is `last`, premodifiers only."""
        words, i = self.words, last
        while i > 0:
            p = i - 1
            if words.text[p].isspace() and p > 0 and "\n\n" not in words.text[p]:
                if (
                    words.text[i][0].isupper()
                    and words.text[p - 1][0].isupper()
                    and "\n" in words.text[p]
                    and words.text[p][-1] != " "
                ):
                    break
                i = p
                continue
            if words.sentence[p] != words.sentence[last] or words.text[p] in (",", "(", '"', "“", "”"):
                break
            if words.pos[p] in _BEFORE or words.text[p] == "-" or p in self.at:
                if words.pos[p] == "VERB" and words.tag[p] not in ("VBN", "VBG"):
                    break
                if words.pos[p] == "PRON" and words.low[p] not in OWN:
                    break
                i = p
                if words.pos[p] == "DET" and words.low[p] != "all":
                    break
                continue
            if words.low[p] in ("and", "or") and p > 0 and words.pos[p - 1] == "ADJ" and words.pos[i] == "ADJ":
                i = p
                continue
            break
        while i < last and (words.text[i].isspace() or (words.pos[i] == "ADV" and i not in self.at)):
            i += 1
        return i

    def noun_at(self, i: int, first: int) -> Noun | None:
        """The listed noun that ends at token i, two or three words before one."""
        low, nouns = self.words.low, self.lexicon.nouns
        if i - 2 >= first:
            three = nouns.get(f"{low[i - 2]} {low[i - 1]} {low[i]}")
            if three is not None:
                return three
        if i - 1 >= first:
            two = nouns.get(f"{low[i - 1]} {low[i]}")
            if two is None and self.words.text[i - 1] == "-" and i - 2 >= first:
                two = nouns.get(f"{low[i - 2]}-{low[i]}")
            if two is not None:
                return two
        noun = nouns.get(low[i])
        if noun is not None and noun.lemma in self.lexicon.capitalised and not self.words.text[i][0].isupper():
            rank = noun.sector == "MIL" and self.words.pos[i] == "NOUN" and i > 0 and self.words.pos[i - 1] == "DET"
            return noun if rank else None
        return noun

    def country(self, phrase: Phrase) -> Told | None:
        """The country that the phrase's words give: adjective or possessor, then "of", "in", "from" behind the head.

        Names of the lists win over what only the gazetteer knows. "Russian-backed", "US-made" give none; a coalition
        that a country leads is of several ("IGO").
        """
        behind = [(start, end) for preposition, start, end in phrase.posts if preposition in self._of.owning]
        for listed in (True, False):
            for start, end in [(phrase.start, phrase.core), *behind]:
                for i in range(start, end):
                    told = self._country_at(i, listed)
                    if told is not None:
                        return told
        return None

    def _country_at(self, i: int, listed: bool) -> Told | None:
        mention = self.at.get(i)
        if (
            mention is None
            or mention.start != i
            or mention.known is None
            or mention.sort == "person"
            or mention.placed == listed
        ):
            return None
        words, low = self.words, self.words.low
        if i and (low[i - 1] in IGNORED_COUNTRY_BEFORE or (low[i - 1] == "-" and low[i - 2] in IGNORED_COUNTRY_BEFORE)):
            return None
        code = next(iter(mention.known.codes), "UNK")
        if code not in self.lexicon.countries and code not in UNIONS:
            return None
        end = mention.end
        joined = (
            words.text[end - 1].rpartition("-")[2].lower() if end <= len(words) and "-" in words.text[end - 1] else ""
        )
        if not joined and end + 1 < len(words) and words.text[end] == "-":
            joined = low[end + 1]
        if joined == "led" and any(w in ("coalition", "alliance") for w in low[end : end + 6]):
            return Told("IGO", words.exact(mention.start, end))
        if joined in self._of.foreign:
            return None
        return Told(code, words.exact(mention.start, end))

    def sector(self, phrase: Phrase) -> Told | None:
        """The PLOVER sector that the head gives, or its modifiers where the head is weak ("rebel leader")."""
        noun = phrase.noun
        mention = self.at.get(phrase.last)
        if (
            mention is not None
            and mention.sort == "demonym"
            and mention.known is not None
            and len(mention.known.codes) > 1
        ):
            return Told(mention.known.codes[1], mention.name)
        if noun is None:
            return self._modifier(phrase)
        told = Told(noun.sector, noun.lemma) if noun.sector else None
        if noun.lemma == "campaign":
            return told if self._of_person(phrase) else None
        if noun.weak and self._of_organisation(phrase):
            told = None
        if noun.weak or told is None:
            if noun.lemma == "leader" and self.country(phrase) is None:
                told = None
            return self._modifier(phrase) or told
        return told

    def _of_organisation(self, phrase: Phrase) -> bool:
        """ "KLM president": the office of an organisation that no list knows tells nothing of the state."""
        mention = self.at.get(phrase.last - len(phrase.lemma.split()))
        return (
            mention is not None
            and mention.sort == "organisation"
            and mention.known is None
            and mention.start >= phrase.start
        )

    def _of_person(self, phrase: Phrase) -> bool:
        """ "the Trump campaign", "Mr Trump's campaign", "her campaign"."""
        before = self.at.get(phrase.last - 1) or (self.at.get(phrase.owner) if phrase.owner is not None else None)
        return phrase.own is not None or (before is not None and before.sort in ("person", "organisation"))

    def _modifier(self, phrase: Phrase) -> Told | None:
        words, modifiers = self.words, self.lexicon.modifiers
        for i in range(phrase.last - 1, phrase.start - 1, -1):
            if words.text[i] in POSSESSIVE:
                break
            two = f"{words.low[i - 1]} {words.low[i]}" if i > phrase.start else ""
            for key in (two, words.low[i]):
                if key in modifiers:
                    return Told(modifiers[key], key)
            mention = self.at.get(i)
            if (
                mention is not None
                and mention.sort == "organisation"
                and mention.known is not None
                and len(mention.known.codes) > 1
            ):
                return Told(mention.known.codes[1], words.exact(mention.start, mention.end))
            noun = self.noun_at(i, phrase.start)
            if noun is not None and noun.sector and not noun.weak and noun.lemma not in self.lexicon.capitalised:
                return Told(noun.sector, noun.lemma)
        return self._owner_sector(phrase)

    def _owner_sector(self, phrase: Phrase) -> Told | None:
        """ "members of the security forces", "a spokesman for the army": what stands behind "of" or "for", or the
        possessor.
        """
        for preposition, start, end in phrase.posts[:3]:
            if preposition in ("of", "for", "from", "in", "with", "at") and start < end:
                inner = self.phrase(start, end)
                mention = self.at.get(inner.last)
                if (
                    mention is not None
                    and mention.known is not None
                    and len(mention.known.codes) > 1
                    and mention.sort != "person"
                ):
                    return Told(mention.known.codes[1], self.words.exact(mention.start, mention.end))
                told = self.sector(inner)
                if told is not None and inner.noun is not None:
                    return told
        if phrase.owner is not None and phrase.owner not in self.at:
            noun = self.noun_at(phrase.owner, phrase.start)
            if noun is not None and noun.sector:
                return Told(noun.sector, noun.lemma)
        return None

    def _core(self, start: int, end: int) -> int:
        words, seen = self.words, False
        for i in range(start, end):
            low = words.low[i]
            if i in self.at:
                seen = True
                continue
            if seen and (
                low in self._of.stops
                or (
                    low in self._of.prepositions
                    and words.pos[i] in ("ADP", "SCONJ", "VERB", "ADV", "PART")
                    and low != "'s"
                )
            ):
                return i
            if (
                seen
                and words.pos[i] in ("VERB", "AUX")
                and words.tag[i] != "NN"
                and (i + 1 == end or words.pos[i + 1] not in ("NOUN", "PROPN", "ADJ"))
            ):
                return i
            if (
                words.pos[i] in ("NOUN", "PROPN", "NUM")
                or (words.pos[i] == "PRON" and low not in OWN)
                or low in self.lexicon.nouns
            ):
                seen = True
        return end

    def _posts(self, core: int, end: int) -> list[tuple[str, int, int]]:
        words, posts = self.words, []
        i = core
        while i < end:
            low = words.low[i]
            if low in self._of.stops:
                break
            if low in self._of.prepositions:
                stop = next(
                    (
                        j
                        for j in range(i + 1, end)
                        if words.low[j] in self._of.prepositions or words.low[j] in self._of.stops
                    ),
                    end,
                )
                posts.append((low, i + 1, stop))
                i = stop
            else:
                i += 1
        return posts
