"""Finds the names in a report: countries, organisations and persons, as mentions over tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from accordingto.read.cast.acronyms import find_acronyms
from accordingto.read.cast.lexicon import Found, Known, Lexicon
from accordingto.read.cast.reference import Reference
from accordingto.read.cast.words import Words

MentionSort = Literal["country", "demonym", "region", "organisation", "person"]

_AGAINST = ("anti", "pro", "non", "counter")
LONGEST_NAME = 6
"""Tokens of a person's name, particles and hyphens counted ("Shaikh Hamad bin Khalifa al-Thani" has its hyphen
apart).
"""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at tokens [start, end). `known`: its entry in the lists; None for names found by form alone.

    `capital`: of a country, may stand for its government; `placed`: only the gazetteer knows it;
    `metonym`: the places' room took it for its government.
    """

    start: int
    end: int
    sort: MentionSort
    name: str
    known: Known | None = None
    capital: bool = False
    placed: bool = False
    metonym: bool = False


def find_names(doc: Doc, words: Words, lexicon: Lexicon) -> list[Mention]:
    """All names in text order, none overlapping: names of the lists, then persons, then other organisations."""
    shortened = _shortened(doc, words, lexicon)
    persons = _without_verbs(
        words, _merge([*_titled(words, lexicon), *_described(words, lexicon), *_entities(doc, words, lexicon)])
    )
    taken = [False] * (len(words) + 1)
    mentions: list[Mention] = []
    for mention in shortened:
        _take(taken, mention.start, mention.end)
        mentions.append(mention)
    listed = list(_listed(words, lexicon))
    people = {(m.start, m.end): m.known for m in listed if m.sort == "person"}
    others = {i: m for m in listed if m.sort != "person" for i in range(m.start, m.end)}
    for start, end in _merge([*persons, *people]):
        if any(taken[start:end]):
            continue
        over = others.get(start)
        covered = over is not None and (over.end >= end or all(i in others for i in range(start, end)))
        if covered and not _titles_before(words, lexicon, start):
            continue
        _take(taken, start, end)
        name = words.exact(start, end).partition("/")[0]
        mentions.append(Mention(start, end, "person", name, people.get((start, end))))
    for mention in listed:
        if mention.sort != "person" and not any(taken[mention.start : mention.end]):
            _take(taken, mention.start, mention.end)
            mentions.append(mention)
    for mention in [*_called(words, lexicon), *_organisations(doc, words, lexicon)]:
        if not any(taken[mention.start : mention.end]):
            _take(taken, mention.start, mention.end)
            mentions.append(mention)
    return sorted(mentions, key=lambda m: m.start)


def _shortened(doc: Doc, words: Words, lexicon: Lexicon) -> list[Mention]:
    """Organisations that the report gives an acronym, and every later use of it; names of the lists stay with the
    lists.
    """
    out: list[Mention] = []
    short: dict[str, str] = {}
    for start, end, acronym in find_acronyms(words, lexicon):
        name = words.exact(start, end)
        if not any(words.low[i] in lexicon.nouns or doc[i].ent_type_ == "ORG" for i in range(start, end)):
            continue
        if any(f.start == 0 and f.end == len(name) for f in lexicon.find(name)):
            continue
        short[acronym] = name
        out.append(Mention(start, end, "organisation", name))
    covered = {i for m in out for i in range(m.start, m.end)}
    for i, word in enumerate(words.text):
        if word in short and i not in covered:
            out.append(Mention(i, i + 1, "organisation", short[word]))
    return out


def _take(taken: list[bool], start: int, end: int) -> None:
    taken[start:end] = [True] * (end - start)


def _listed(words: Words, lexicon: Lexicon) -> Iterator[Mention]:
    for found in lexicon.find(words.source):
        start, end = words.tokens(found.start, found.end)
        if end <= start or _against(words, start, found):
            continue
        sort = found.known.sort
        name = words.exact(start, end) if sort == "person" else found.known.name
        if sort == "capital":
            yield Mention(start, end, "region", name, found.known, capital=True)
        else:
            yield Mention(start, end, sort, words.exact(start, end) if sort == "organisation" else name, found.known)


def _against(words: Words, start: int, found: Found) -> bool:
    """ "anti-Syria", "pro-Iranian": an attitude to a party, not the party."""
    if words.low[start].startswith(_AGAINST) and words.start[start] < found.start:
        return True
    return start > 1 and words.text[start - 1] == "-" and words.low[start - 2] in _AGAINST


def _merge(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping ranges become the longest of them."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start < out[-1][1]:
            if end - start > out[-1][1] - out[-1][0]:
                out[-1] = (start, end)
        else:
            out.append((start, end))
    return out


def _without_verbs(words: Words, persons: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names of a headline without its verb ("Nixon Aide Fred LaRue Dies"), where the text has the name without it."""
    return [
        (start, end - 1)
        if end - start > 2
        and words.low[end - 1].endswith(("s", "ed"))
        and (end == len(words) or words.text[end] != ",")
        and _stands_alone(words, start, end - 1)
        else (start, end)
        for start, end in persons
    ]


def _stands_alone(words: Words, start: int, end: int) -> bool:
    """Whether the words of a name stand elsewhere with no capitalised word behind them."""
    name = words.low[start:end]
    return any(
        words.low[i : i + len(name)] == name and i + len(name) < len(words) and not _capital(words, i + len(name))
        for i in range(len(words))
        if words.low[i] == name[0] and i != start
    )


def _capital(words: Words, i: int) -> bool:
    return words.text[i][:1].isupper() and words.low[i] not in Reference.load().days


def _name_end(words: Words, lexicon: Lexicon, start: int) -> int:
    """Where the capitalised name ends that starts at token `start`; `start` itself where none does."""
    end, particles = start, Reference.load().particles
    while end < len(words) and end - start < LONGEST_NAME:
        next_capital = end + 1 < len(words) and _capital(words, end + 1)
        noun = words.pos[end] in ("PROPN", "NOUN", "ADJ", "X") or (end == start and next_capital)
        if (_capital(words, end) and noun and words.low[end] not in lexicon.honorifics) or (
            end > start and words.low[end] in particles and (next_capital or words.text[end + 1 : end + 2] == ["-"])
        ):
            end += 1
        else:
            break
    while end > start and words.low[end - 1] in particles:
        end -= 1
    return end


def _titled(words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Names after a title: "Mr Marra", "President Abdelaziz Bouteflika"."""
    for i, low in enumerate(words.low[:-1]):
        if low not in lexicon.honorifics or words.text[i + 1][:1].islower() or low in lexicon.modifiers:
            continue
        if low == "st." or not (words.text[i][0].isupper() or words.pos[i] in ("NOUN", "PROPN")):
            continue
        end = _name_end(words, lexicon, i + 1)
        heading = words.text[i].isupper() and len(low) > 3
        if end > i + 1 and not heading and not _holds_noun(words, lexicon, i + 1, end):
            yield i + 1, end


def _described(words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Names behind a noun for a person: "Novelist Harriet Quaye", "the fund's director, Jan-Peter Oosting,"."""
    identified = Reference.load().identified
    for i, low in enumerate(words.low[:-2]):
        if low in identified and words.pos[i] == "VERB":
            start = i + 1 + (words.low[i + 1] in ("himself", "herself")) if words.low[i] == "identified" else i + 1
            start += words.low[start : start + 1] == ["as"]
            if words.low[start - 1] in ("as", "named", "called"):
                yield from _long_name(words, lexicon, start)
            continue
        noun = lexicon.nouns.get(low)
        if noun is not None and noun.kind == "person" and not noun.plural and low not in lexicon.honorifics:
            yield from _long_name(words, lexicon, i + 1)
        if words.text[i + 1] == "," and i > 0 and _describes(words, lexicon, i):
            for start, end in _long_name(words, lexicon, i + 2):
                if end < len(words) and (words.text[end] in (",", ".", ";", ")") or words.pos[end] in ("VERB", "AUX")):
                    yield start, end


def _long_name(words: Words, lexicon: Lexicon, start: int) -> Iterator[tuple[int, int]]:
    """A name of two words or more at `start`, none of them a listed noun."""
    if start >= len(words):
        return
    end = _name_end(words, lexicon, start)
    if end - start > 1 and not _holds_noun(words, lexicon, start, end):
        yield start, end


def _holds_noun(words: Words, lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether a run of words holds a noun for a party; as a surname one may be such ("Banks", "Bishop", "King")."""
    if end - start > 1 and words.low[end - 1] in Reference.load().facilities:
        return True
    for i in range(start, end):
        noun = lexicon.nouns.get(words.low[i])
        if noun is not None and (i < end - 1 or end - start == 1 or (noun.kind == "organisation" and not noun.plural)):
            return True
    return False


def _describes(words: Words, lexicon: Lexicon, last: int) -> bool:
    """Whether a singular noun for a person, or its "of" phrase, ends at token `last`."""
    for i in range(last, max(last - 5, -1), -1):
        noun = lexicon.nouns.get(words.low[i])
        if noun is not None and noun.kind == "person" and not noun.plural:
            return True
        if words.pos[i] not in ("PROPN", "NOUN", "ADJ", "DET", "ADP"):
            return False
    return False


def _titles_before(words: Words, lexicon: Lexicon, start: int) -> bool:
    return start > 0 and words.low[start - 1] in lexicon.honorifics


def _entities(doc: Doc, words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """spaCy's PERSON entities without titles, possessives and what follows a line end."""
    for ent in doc.ents:
        if ent.label_ != "PERSON":
            continue
        start, end = ent.start, ent.end
        while start < end and (words.low[start] in lexicon.honorifics or not words.text[start][:1].isupper()):
            start += 1
        stop = next(
            (
                i
                for i in range(start, end)
                if words.text[i] in (",", "'s", "’s", "'", "’", "(", "–", "-LRB-") or words.text[i].isspace()
            ),
            end,
        )
        while stop > start and (
            words.low[stop - 1] in Reference.load().days
            or words.pos[stop - 1] in ("PUNCT", "ADP", "CCONJ", "DET", "VERB")
        ):
            stop -= 1
        if stop <= start or stop - start > LONGEST_NAME or _holds_noun(words, lexicon, start, stop):
            continue
        plural = words.tag[stop - 1] == "NNPS" or words.text[stop - 1].endswith("s")
        if start and words.low[start - 1] == "the" and not plural:
            continue
        yield start, stop


def _called(words: Words, lexicon: Lexicon) -> Iterator[Mention]:
    """Names behind a noun for an organisation: "the charity Green Line", "the newspaper El Faro"."""
    for i, low in enumerate(words.low[:-1]):
        noun = lexicon.nouns.get(low)
        if (
            noun is None
            or noun.kind != "organisation"
            or noun.plural
            or low not in Reference.load().called
            or not _capital(words, i + 1)
        ):
            continue
        end = _name_end(words, lexicon, i + 1)
        if end > i + 1 and words.text[i].islower():
            yield Mention(i + 1, end, "organisation", words.exact(i + 1, end))


def _organisations(doc: Doc, words: Words, lexicon: Lexicon) -> Iterator[Mention]:
    """spaCy's ORG entities that no list knows and whose last word is no common noun ("Jutarnji list", not "Foreign
    Ministry").
    """
    for ent in doc.ents:
        if ent.label_ not in ("ORG", "NORP"):
            continue
        start, end = ent.start, ent.end
        if words.low[start] == "the":
            start += 1
        while end > start and (words.text[end - 1] in ("'s", "’s", "'", "’") or words.text[end - 1].isspace()):
            end -= 1
        if end <= start or not words.text[start][0].isupper() or not words.text[end - 1][0].isupper():
            continue
        if (
            end < len(words)
            and (words.low[end] in lexicon.honorifics or words.low[end] in Reference.load().offices)
            and end - start == 1
        ):
            continue
        if words.low[end - 1] in lexicon.nouns or words.low[end - 1] in lexicon.documents or ent.label_ == "NORP":
            continue
        if words.pos[end - 1] not in ("PROPN", "NOUN") or any(words.text[i].isspace() for i in range(start, end)):
            continue
        yield Mention(start, end, "organisation", words.exact(start, end))
