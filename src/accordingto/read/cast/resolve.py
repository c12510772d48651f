"""Reads a report once, left to right, and settles which party each name, description and pronoun means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from accordingto.read.cast.context import Context
from accordingto.read.cast.descriptions import Descriptions
from accordingto.read.cast.lexicon import Known, Lexicon
from accordingto.read.cast.names import Mention, find_names
from accordingto.read.cast.organisations import read_organisations
from accordingto.read.cast.parties import Party, Register, name_parts
from accordingto.read.cast.persons import finish_persons, read_persons
from accordingto.read.cast.phrase import Phrase, Reader, Told
from accordingto.read.cast.pronouns import Pronouns, is_pronoun
from accordingto.read.cast.reference import Reference
from accordingto.read.cast.salience import History
from accordingto.read.cast.words import Words
from accordingto.types import Place, Report


class Resolver:
    """All that is known of the parties of one report. `role` answers for a phrase."""

    def __init__(self, doc: Doc, places: Sequence[Place], report: Report, lexicon: Lexicon) -> None:
        self.words = Words.of(doc)
        self.lexicon = lexicon
        mentions = _with_places(find_names(doc, self.words, lexicon), places, self.words, lexicon)
        self.reader = Reader(self.words, lexicon, mentions)
        self.register = Register(self.words, lexicon)
        self.context = Context(self.words, mentions, report)
        self.at: dict[int, Party] = {}
        self._name(mentions)
        read_organisations(self.reader, self.register, self.at, self.context)
        read_persons(self.reader, self.register, mentions, self.at, self.context)
        self.history = History(self.words)
        self.descriptions = Descriptions(self.reader, self.register, self.history, self.context, self.at)
        self.pronouns = Pronouns(self.words, self.history, self.at)
        self._walk(mentions)
        finish_persons(self.register, self.descriptions, self.context)

    def named(self) -> list[Party]:
        """The named parties in the order of their first mention."""
        return sorted((p for p in self.register.parties if p.mentions and p.name), key=lambda p: min(p.mentions))

    def role(self, first: int, last: int, speaker: Party | None) -> tuple[Party | None, tuple[str, ...]]:
        """The party of tokens [first, last) and the codes of this phrase."""
        words = self.words
        parts = self._parts(first, last)
        if len(parts) > 1:
            return self._several(parts, first, last)
        phrase = self.reader.phrase(first, last)
        if words.tag[phrase.last] in ("WP", "WDT") and phrase.last == phrase.start:
            return self._spoken(self._related(phrase.last))
        if is_pronoun(words, phrase.last):
            return self._spoken(self.pronouns.meant(phrase.last, speaker))
        party = self.at.get(phrase.last) or self._place(phrase)
        if party is None or party.name is None:
            party = self._beside(phrase) or party or self.descriptions.resolve(phrase)
        self.at[phrase.last] = party
        if party.name is None and not party.members and party.kind != "document":
            self.descriptions.describe(phrase, party)
        return self._spoken(party)

    def _spoken(self, party: Party | None) -> tuple[Party | None, tuple[str, ...]]:
        """The party itself, or who speaks in it where it is a document; with its codes."""
        if party is not None and party.kind == "document":
            party = self.descriptions.documents.author(party) or party
        return party, party.codes() if party is not None else ()

    def _place(self, phrase: Phrase) -> Party | None:
        """A place that a role points at: a capital is its government, unless the words say "in"; another town a group
        by its name.
        """
        mention = self.reader.at.get(phrase.last)
        if mention is None or mention.sort != "region" or mention.known is None or mention.start > phrase.start:
            return None
        known = mention.known
        before = self.words.low[mention.start - 1] if mention.start else ""
        if mention.capital and before not in ("in", "at", "near", "outside", "around", "from", "inside", "across"):
            return self.register.name_listed(Known(known.name, known.codes, "country"), known.name)
        party = self.register.by_key(f"place:{mention.name}")
        if party is None:
            party = self.register.add(
                Party("group", mention.name, country=Told(known.codes[0], mention.name)), f"place:{mention.name}"
            )
        return party

    def _related(self, i: int) -> Party | None:
        """The party that a relative pronoun refers to: that of the noun whose clause it opens."""
        words, j = self.words, i
        for _ in range(4):
            if words.dep[j] == "relcl":
                return self.descriptions.meant(words.head[j])
            j = words.head[j]
        return None

    def _beside(self, phrase: Phrase) -> Party | None:
        """Who is named in apposition: "his successor, Republican Donald Trump", "its neighbour, Eritrea"."""
        words = self.words
        identified = self._identified(phrase)
        if identified is not None:
            return identified
        i = next((j for j in range(phrase.core, phrase.end) if words.text[j] == ","), phrase.end)
        clause = any(words.low[j] in ("who", "which", "that", "whose", "where") for j in range(phrase.core, i))
        if phrase.noun is None or phrase.noun.plural or clause or i >= phrase.end:
            return None
        inner = self.reader.phrase(i + 1, phrase.end)
        party, mention = self.at.get(inner.last), self.reader.at.get(inner.last)
        if party is None or party.name is None:
            return None
        if phrase.noun.kind == "person" and party.kind == "person":
            return party
        alone = mention is not None and mention.start <= inner.start + (words.pos[inner.start] == "DET")
        return party if alone and party.kind in ("country", "organisation") else None

    def _identified(self, phrase: Phrase) -> Party | None:
        """ "a man who identified himself as Abu Salman", "a student named X"."""
        words = self.words
        for i in range(phrase.core, phrase.end - 1):
            if words.low[i] in Reference.load().identified:
                for j in range(i + 1, min(i + 4, phrase.end)):
                    mention = self.reader.at.get(j)
                    if mention is not None and mention.sort == "person":
                        return self.at.get(mention.end - 1)
        return None

    def _parts(self, first: int, last: int) -> list[tuple[int, int]]:
        """The coordinated phrases of a phrase: "Russian state TV and Interfax". One range where there is no
        coordination.
        """
        words, reader = self.words, self.reader
        cuts = [i for i in range(first + 1, last - 1) if words.low[i] in ("and", "or") and i not in reader.at]
        if not cuts or any(
            words.low[i] in ("who", "which", "that", "whose", "where", "(") for i in range(first, cuts[0])
        ):
            return [(first, last)]
        left, right = reader.phrase(first, cuts[0]), reader.phrase(cuts[0] + 1, last)
        if left.posts or right.last <= cuts[0]:
            return [(first, last)]
        if not self._stands_alone(left) or not self._stands_alone(right):
            return [(first, last)]
        commas = [i for i in range(first + 1, cuts[0]) if words.text[i] == "," and i not in reader.at]
        if commas and self._opens_apposition(first, commas[0] + 1, last):
            return [(first, last)]
        edges = [first - 1, *commas, cuts[0]]
        return [*((a + 1, b) for a, b in pairwise(edges)), (cuts[0] + 1, last)]

    def _opens_apposition(self, first: int, after: int, last: int) -> bool:
        """ "X, the head of Y and Z", "a spokesman, X": what follows the first comma says who X is."""
        left, right = self.reader.phrase(first, after - 1), self.reader.phrase(after, last)
        person = self.at.get(left.last)
        named = person is not None and person.kind == "person" and person.name is not None
        describes = right.noun is not None and right.noun.kind == "person" and not right.noun.plural
        return named and (describes or self.words.pos[after] == "DET")

    def _stands_alone(self, phrase: Phrase) -> bool:
        mention = self.reader.at.get(phrase.last)
        if mention is not None:
            return mention.sort != "demonym" or self.words.pos[phrase.last] in ("NOUN", "PROPN")
        return phrase.noun is not None or is_pronoun(self.words, phrase.last)

    def _several(self, parts: list[tuple[int, int]], first: int, last: int) -> tuple[Party | None, tuple[str, ...]]:
        each = [self.role(a, b, None) for a, b in parts]
        parties = tuple(p for p, _ in each if p is not None)
        key = "+".join(str(a) for a, _ in parts)
        group = self.register.by_key(key)
        if group is None:
            named = len(parties) == len(parts) and all(p.name for p in parties)
            group = Party("group", self._joined(first, last) if named else None, plural=True, members=parties)
            group.described = self.words.exact(first, last)
            group.mentions.append((first, last))
            if named:
                self.register.add(group, key)
        return group, group.codes()

    def _joined(self, first: int, last: int) -> str:
        text = self.words.exact(first, last)
        return text[4:] if text.lower().startswith("the ") else text

    def _name(self, mentions: list[Mention]) -> None:
        """Gives every name its party: full names first, so that a surname finds its person wherever it stands."""
        self.register.take_surnames([m for m in mentions if m.sort == "person" and len(name_parts(m.name)) > 1])
        loose = self.register.loose(self.reader, mentions)
        starts = {m.start for m in loose}
        mentions[:] = sorted([*(m for m in mentions if m.start not in starts), *loose], key=lambda m: m.start)
        for mention in loose:
            self.reader.at.update(dict.fromkeys(range(mention.start, mention.end), mention))
        for mention in mentions:
            party = self._party(mention)
            if party is not None:
                party.mentions.append((mention.start, mention.end))
                self.at[mention.end - 1] = party

    def _party(self, mention: Mention) -> Party | None:
        if mention.sort == "person":
            return self.register.person(mention)
        if mention.sort == "organisation" and mention.known is None and self.register.is_family(mention.name):
            key = f"family:{mention.name}"
            family = self.register.by_key(key)
            return family or self.register.add(Party("group", mention.name, plural=True), key)
        if mention.sort == "organisation":
            known = mention.known or Known(mention.name, (), "organisation")
            return self.register.name_listed(known, mention.name)
        known_country = mention.known
        if known_country is None:
            return None
        if mention.sort == "country" or (mention.capital and self.context.is_metonym(mention)):
            return self.register.name_listed(
                Known(known_country.name, known_country.codes, "country"), known_country.name
            )
        return None

    def _walk(self, mentions: list[Mention]) -> None:
        """Left to right: names enter the history, descriptions and pronouns are resolved by it."""
        words = self.words
        starts = {m.start: m for m in mentions}
        covered = {i for m in mentions for i in range(m.start, m.end - 1)}
        for i in range(len(words)):
            if i in starts:
                self._enter(starts[i])
            if i in covered or (i in self.at and i in self.reader.at):
                continue
            if is_pronoun(words, i):
                self.pronouns.resolve(i)
            elif i in self.at:
                self.history.enter(i, self.at[i])
            elif words.pos[i] in ("NOUN", "PROPN", "ADJ", "VERB"):
                party = self.descriptions.at(i)
                if party is not None:
                    self.at[i] = party
                    self.history.enter(i, party)

    def _enter(self, mention: Mention) -> None:
        party = self.at.get(mention.end - 1)
        if party is not None:
            words, last = self.words, mention.end - 1
            modifies = words.dep[last] in ("compound", "amod", "nmod") and words.head[last] > last
            self.history.enter(last, party, mention.start, inner=modifies and mention.sort != "person")


_COMPASS = frozenset(
    {
        "western",
        "eastern",
        "northern",
        "southern",
        "central",
        "north",
        "south",
        "east",
        "west",
        "capital",
        "upper",
        "lower",
    }
)


def _against(words: Words, first: int) -> bool:
    return first > 1 and words.text[first - 1] == "-" and words.low[first - 2] in ("anti", "pro", "non")


def _with_places(mentions: list[Mention], places: Sequence[Place], words: Words, lexicon: Lexicon) -> list[Mention]:
    """The mentions with what the gazetteer found: towns become regions of their country, capitals that are metonyms
    stay such.
    """
    out = list(mentions)
    taken = {i: n for n, m in enumerate(out) for i in range(m.start, m.end)}
    for place in places:
        code = lexicon.alpha3.get(place.country or "")
        first, last = words.tokens(place.start, place.end)
        if code is None or first >= last:
            continue
        if words.low[first] in _COMPASS or _against(words, first):
            continue
        over = {taken[i] for i in range(first, last) if i in taken}
        if not over:
            out.append(Mention(first, last, "region", place.name, Known(place.name, (code,), "region"), placed=True))
        elif len(over) == 1:
            old = out[next(iter(over))]
            if place.metonym and old.capital:
                out[next(iter(over))] = replace(old, metonym=True)
                continue
            if (
                old.sort == "country"
                and old.known is not None
                and old.known.codes[0] != code
                and place.precision != "country"
            ):
                out[next(iter(over))] = Mention(
                    old.start, old.end, "region", place.name, Known(place.name, (code,), "region")
                )
    return sorted(out, key=lambda m: m.start)
