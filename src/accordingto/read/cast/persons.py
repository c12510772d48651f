"""What a report says of its named persons: office, sector, country and sex from titles, appositions and possessors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordingto.read.cast.context import Context
from accordingto.read.cast.names import Mention
from accordingto.read.cast.parties import ANYWHERE, SECTORS, STATE, Party, Register
from accordingto.read.cast.phrase import OWN, POSSESSIVE, Phrase, Reader, Told

if TYPE_CHECKING:
    from accordingto.read.cast.descriptions import Descriptions

_BE = frozenset({"is", "was", "became", "remains", "are", "were"})
_LIKE_OWNER = frozenset({"counterpart", "successor", "predecessor", "colleague"})


def read_persons(
    reader: Reader, register: Register, mentions: list[Mention], at: dict[int, Party], context: Context
) -> None:
    """Tells each person's party what its titles, appositions and copulas say, then what the lists and the context
    say.
    """
    people: dict[Party, int] = {}
    for last, party in sorted(at.items()):
        if party.kind != "person":
            continue
        mention = reader.at.get(last)
        start = mention.start if mention is not None else last
        people.setdefault(party, start)
        _title(reader, party, start, last, at)
        _apposition(reader, party, last, at)
    for party, start in people.items():
        _listed(register, party)
        if party.country is not None:
            context.add(party.country.code, party.country.words, start)


def finish_persons(register: Register, descriptions: Descriptions, context: Context) -> None:
    """After all is resolved: who serves somebody has that one's country, an office of state the country of its
    sentence.
    """
    people = [p for p in register.parties if p.kind == "person" and p.mentions]
    for party in people:
        if party.serves is not None:
            served = descriptions.meant(party.serves)
            if served is not None and served is not party:
                counterpart = party.heads & _LIKE_OWNER
                party.tell(None if counterpart else served.country, served.sector if counterpart else None)
    for party in people:
        if party.country is None:
            offices = {t.code: t for head in party.heads for t in descriptions.offices.get(head, ())}
            party.tell(next(iter(offices.values())) if len(offices) == 1 else None, None)
        if party.country is None and party.sector is not None and party.sector.code not in ANYWHERE:
            start = min(party.mentions)[0]
            party.tell(context.around(start) if party.sector.code in STATE else context.dominant(), None)


def _title(reader: Reader, party: Party, start: int, last: int, at: dict[int, Party]) -> None:
    """ "Chinese Foreign Minister Wang Yi", "Russia's Vladimir Putin": the words right before the name."""
    words, lexicon = reader.words, reader.lexicon
    before = min(reader.before(last), start)
    before = next((i + 1 for i in range(start - 1, before - 1, -1) if words.tag[i] == "NNS"), before)
    if start and words.low[start - 1] in lexicon.honorifics:
        _sex(reader, party, words.low[start - 1])
    if start > 1 and words.text[start - 1] == ",":
        _before_comma(reader, party, start, last, at)
    if before >= start:
        return
    phrase = Phrase(before, start, start, start - 1)
    phrase.noun = reader.noun_at(start - 1, before)
    reader.mark_owner(phrase)
    right_before = reader.at.get(start - 1)
    if words.text[start - 1] in POSSESSIVE or (
        right_before is not None and right_before.sort in ("demonym", "country")
    ):
        party.tell(reader.country(phrase), None)
    elif phrase.noun is not None and phrase.noun.kind == "person" and not phrase.noun.plural:
        _learn(reader, party, phrase)


def _before_comma(reader: Reader, party: Party, start: int, last: int, at: dict[int, Party]) -> None:
    """ "The president, Bashar al-Assad, said": a singular description before the comma, and a mark behind the name."""
    words = reader.words
    head = _described_at(reader, start - 2)
    noun = reader.noun_at(head, max(0, head - 2))
    if noun is None or noun.plural or noun.kind != "person" or last + 1 >= len(words):
        return
    first = reader.before(head)
    closed = words.text[last + 1] in (",", ".", ")", ";")
    opens = first == words.firsts[words.sentence[head]] and words.pos[last + 1] in ("VERB", "AUX")
    if not closed and not opens:
        return
    if (
        words.low[first] in ("the", "its", "his", "her", "their", "a", "an", "one", "another")
        or words.text[first][0].isupper()
        or (first + 1 < head and words.text[first + 1] in POSSESSIVE)
    ):
        _learn(reader, party, reader.phrase(first, start - 1))
        at[head] = party


def _described_at(reader: Reader, last: int) -> int:
    """The head of a description that ends at token `last`: "mayor" in "the mayor of Lyon"."""
    words = reader.words
    for i in range(last, max(last - 5, 0), -1):
        if words.low[i] in ("of", "for", "to", "in", "at"):
            return i - 1
        if words.pos[i] not in ("PROPN", "NOUN", "ADJ", "DET") and i not in reader.at:
            break
    return last


def _apposition(reader: Reader, party: Party, last: int, at: dict[int, Party]) -> None:
    """ "X, the head of Y,", "X, Xinjiang rights activist,", "X (the head of Y)", "X is the head of Y"."""
    words = reader.words
    i = last + 1
    if i + 2 >= len(words):
        return
    closed = False
    if words.text[i] in (",", "(", "--", "–", "—"):
        i += 1
        if words.pos[i] == "NUM" and words.text[i + 1] == ",":
            i += 2
        if words.low[i] == "who" and words.low[i + 1] in _BE:
            i += 2
        else:
            closed = True
    elif words.low[i] in _BE and words.low[i + 1] in ("the", "a", "an"):
        i += 1
    else:
        return
    if i >= len(words) or (words.pos[i] not in ("DET", "NOUN", "ADJ", "PROPN") and words.low[i] not in OWN):
        return
    end = _clause_end(reader, i, last)
    if end <= i or (
        closed
        and end < len(words)
        and words.text[end] not in (",", ".", ")", ";", "--", "–", "—")
        and not words.text[end].isspace()
        and words.low[end] not in ("who", "which", "and")
    ):
        return
    phrase = reader.phrase(i, end)
    noun = phrase.noun
    if noun is not None and noun.kind == "person" and not noun.plural and phrase.last not in reader.at:
        _learn(reader, party, phrase)
        at[phrase.last] = party


def _clause_end(reader: Reader, i: int, last: int) -> int:
    words, end = reader.words, i
    while end < len(words) and end - i < 16 and words.sentence[end] == words.sentence[last]:
        if words.text[end] in (",", ".", ";", "--", "–", "—", "(", ")") or words.low[end] == "who":
            break
        if words.pos[end] in ("VERB", "AUX") and words.tag[end] not in ("VBG", "VBN"):
            break
        end += 1
    return end


def _learn(reader: Reader, party: Party, phrase: Phrase) -> None:
    """Takes sex, office, sector and country from one phrase that describes the person."""
    noun = phrase.noun
    if noun is not None:
        party.heads.add(noun.lemma)
        if not noun.lemma.startswith(("former ", "ex-")):
            party.heads.add(noun.lemma.split()[-1])
        _sex(reader, party, noun.lemma.split()[-1])
    sector = reader.sector(phrase)
    country = reader.country(phrase)
    if country is not None and sector is not None and sector.code == "CVL" and _regional(reader, phrase):
        country = None
    if party.serves is None and noun is not None and (country is None or noun.lemma in _LIKE_OWNER):
        party.serves = _served(reader, phrase)
    party.tell(country, sector)


def _served(reader: Reader, phrase: Phrase) -> int | None:
    """The token of the one behind "to" or "for", of the possessor or of "his": "an adviser to Mr Netanyahu", "his
    spokesman".
    """
    for preposition, start, end in phrase.posts[:1]:
        if preposition in ("to", "for", "of") and start < end:
            return reader.phrase(start, end).last
    return phrase.owner if phrase.owner is not None else phrase.own


def _regional(reader: Reader, phrase: Phrase) -> bool:
    """A town or region before the head places the person; it does not make a nationality."""
    return all(m.sort == "region" for i in range(phrase.start, phrase.core) if (m := reader.at.get(i)) is not None)


def _sex(reader: Reader, party: Party, word: str) -> None:
    if word in reader.lexicon.female:
        party.sex = "f"
    elif word in reader.lexicon.male:
        party.sex = "m"


def _listed(register: Register, party: Party) -> None:
    """What the lists of leaders know, where the report's own words do not contradict it."""
    known = party.known or register.leader(party)
    if known is None:
        return
    code, name = known.codes[0], party.name or ""
    if code in SECTORS:
        party.tell(None, Told(code, name))
    elif party.country is None or party.country.code == code:
        party.tell(Told(code, name), None)
        if len(known.codes) > 1:
            if party.sector is not None and party.sector.code in ("PTY", "CVL") and known.codes[1] in STATE:
                party.sector = None
            party.tell(None, Told(known.codes[1], name))
