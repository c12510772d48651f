"""What a report says of its named persons: office, sector, country and sex from titles, appositions and possessors."""

from __future__ import annotations

from accordingto.read.cast.context import Context
from accordingto.read.cast.names import Mention
from accordingto.read.cast.parties import SECTORS, STATE, Party, Register
from accordingto.read.cast.phrase import POSSESSIVE, Phrase, Reader, Told

_BE = frozenset({"is", "was", "became", "remains", "are", "were"})
_LIKE_OWNER = frozenset({"counterpart", "successor", "predecessor", "colleague"})


def read_persons(reader: Reader, register: Register, mentions: list[Mention], at: dict[int, Party], context: Context) -> None:
    """Tells each person's party what its titles, appositions and copulas say, then what the lists and the context say."""
    people: dict[Party, int] = {}
    for last, party in sorted(at.items()):
        if party.kind != "person":
            continue
        start = next((a for a, b in party.mentions if b == last + 1), last)
        people.setdefault(party, start)
        _title(reader, party, start, last)
        _apposition(reader, party, last, at)
    for party, start in people.items():
        _listed(register, party)
        if party.country is not None:
            context.add(party.country.code, party.country.words, start)
    for party, start in people.items():
        if party.country is None and party.sector is not None and party.sector.code in STATE:
            party.tell(context.around(start), None)


def _title(reader: Reader, party: Party, start: int, last: int) -> None:
    words, lexicon = reader.words, reader.lexicon
    before = reader.before(last)
    if before > start:
        before = start
    if start and words.low[start - 1] in lexicon.honorifics:
        _sex(reader, party, words.low[start - 1])
    if start and words.text[start - 1] == "," and start > 1:
        _before_comma(reader, party, start)
    if before >= start:
        return
    end = start
    phrase = Phrase(before, end, end, end - 1)
    phrase.noun = reader.noun_at(end - 1, before)
    if words.text[end - 1] in POSSESSIVE:
        told = reader.country(phrase)
        party.tell(told, None)
        return
    _learn(reader, party, phrase)


def _before_comma(reader: Reader, party: Party, start: int) -> None:
    """ "The president, Bashar al-Assad, said": a singular description before the comma."""
    words = reader.words
    last = start - 2
    noun = reader.noun_at(last, max(0, last - 2))
    if noun is None or noun.plural or noun.kind != "person":
        return
    first = reader.before(last)
    if words.low[first] in ("the", "its", "his", "her", "their", "a", "an") or words.text[first][0].isupper():
        _learn(reader, party, reader.phrase(first, last + 1))


def _apposition(reader: Reader, party: Party, last: int, at: dict[int, Party]) -> None:
    """ "X, the head of Y,", "X, Xinjiang rights activist,", "X is the head of Y"."""
    words = reader.words
    i = last + 1
    if i + 2 >= len(words):
        return
    if words.text[i] == ",":
        i += 1
        if words.pos[i] == "NUM" and words.text[i + 1] == ",":
            i += 2
        if words.low[i] == "who" and words.low[i + 1] in _BE:
            i += 2
    elif words.low[i] in _BE and words.low[i + 1] in ("the", "a", "an"):
        i += 1
    else:
        return
    end = i
    while end < len(words) and end - i < 14 and words.text[end] not in (",", ".", ";", "--", "–", "(") and words.sentence[end] == words.sentence[last]:
        if words.pos[end] in ("VERB", "AUX") and words.tag[end] not in ("VBG", "VBN"):
            break
        end += 1
    if end <= i or words.pos[i] in ("VERB", "ADV", "SCONJ", "PRON") and words.low[i] not in ("his", "her", "its", "their"):
        return
    phrase = reader.phrase(i, end)
    if phrase.noun is not None and phrase.noun.kind == "person" and not phrase.noun.plural and phrase.last not in reader.at:
        _learn(reader, party, phrase)
        at[phrase.last] = party


def _learn(reader: Reader, party: Party, phrase: Phrase) -> None:
    """Takes sex, office, sector and country from one phrase that describes the person."""
    noun = phrase.noun
    if noun is not None:
        party.heads.add(noun.lemma)
        party.heads.add(noun.lemma.split()[-1])
        _sex(reader, party, noun.lemma.split()[-1])
    sector = reader.sector(phrase)
    country = reader.country(phrase)
    if country is not None and sector is not None and sector.code == "CVL" and _regional(reader, phrase):
        country = None
    if noun is not None and noun.lemma in _LIKE_OWNER and sector is None:
        party.described = noun.lemma
    party.tell(country, sector)


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
