"""What a report says of organisations that no list knows: "the rebel group X", "X, a human rights group"."""

from __future__ import annotations

from accordingto.read.cast.context import Context
from accordingto.read.cast.parties import ANYWHERE, STATE, Party, Register
from accordingto.read.cast.phrase import Phrase, Reader, Told


def read_organisations(reader: Reader, register: Register, at: dict[int, Party], context: Context) -> None:
    """Tells unlisted organisations the codes that words before, behind or inside their names give."""
    for party in register.parties:
        if party.kind != "organisation" or party.country is not None or party.sector is not None:
            continue
        for start, end in sorted(party.mentions):
            _before(reader, party, start)
            _behind(reader, party, end, at)
        start, end = min(party.mentions, default=(0, 0))
        _inside(reader, party, start, end)
        sector = party.sector
        if party.country is None and sector is not None and sector.code not in ANYWHERE:
            party.tell(context.around(start) if sector.code in STATE else context.dominant(), None)


def _before(reader: Reader, party: Party, start: int) -> None:
    """ "the mining company Goldcrest": a noun for an organisation right before the name."""
    if start == 0:
        return
    noun = reader.noun_at(start - 1, max(0, start - 3))
    if noun is None or noun.kind != "organisation" or noun.plural:
        return
    phrase = Phrase(reader.before(start - 1), start, start, start - 1)
    phrase.noun = noun
    _learn(reader, party, phrase)


def _behind(reader: Reader, party: Party, end: int, at: dict[int, Party]) -> None:
    """ "Viasna, a human rights group," and "X is a think tank"."""
    words = reader.words
    if end + 2 >= len(words):
        return
    if words.text[end] == "(" and words.text[end + 2] == ")":
        end += 3
    if end + 2 >= len(words) or not (words.text[end] in (",", "(", "–", "—", "--") or words.low[end] in ("is", "was")):
        return
    if words.low[end + 1] not in ("a", "an", "the", "one", "which", "another"):
        return
    begin = end + 3 if words.low[end + 1] == "which" else end + 1
    stop = begin
    while (
        stop < len(words)
        and stop - begin < 12
        and words.text[stop] not in (",", ".", ";", ")", "–", "—")
        and words.pos[stop] not in ("VERB", "AUX")
    ):
        stop += 1
    phrase = reader.phrase(begin, stop)
    if phrase.noun is not None and phrase.noun.kind == "organisation" and not phrase.noun.plural:
        _learn(reader, party, phrase)
        at[phrase.last] = party


def _learn(reader: Reader, party: Party, phrase: Phrase) -> None:
    noun = phrase.noun
    if noun is not None:
        party.heads |= {noun.lemma, noun.lemma.split()[-1]}
    party.tell(reader.country(phrase), reader.sector(phrase))


def _inside(reader: Reader, party: Party, start: int, end: int) -> None:
    """The last word of the name, else its first ("University of X"), and a country in it."""
    words, nouns = reader.words, reader.lexicon.nouns
    for key in (words.low[end - 1], words.low[start]) if start < end else ():
        noun = nouns.get(key)
        if noun is not None and noun.kind == "organisation" and noun.sector is not None and not noun.weak:
            party.tell(None, Told(noun.sector, key))
    name = party.name or ""
    for found in reader.lexicon.find(name):
        if found.known.sort in ("country", "demonym", "region", "capital"):
            party.tell(Told(found.known.codes[0], name[found.start : found.end]), None)
