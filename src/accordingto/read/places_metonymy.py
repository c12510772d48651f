"""Metonymy: whether a place stands for its government or people ("Beijing said", "talks with Moscow")."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from accordingto.read.gazetteer import Entry, Kind
from accordingto.read.places_evidence import CAPITAL, TokenIndex
from accordingto.read.places_match import Mention
from accordingto.read.places_words import words_of


def is_party(doc: Doc, index: TokenIndex, mention: Mention, row: Entry) -> bool:
    """Whether the mention acts as a party: it says, decides or attacks, or others deal with it."""
    seat = row.rank == CAPITAL or (row.kind == Kind.AREA and row.rank > 0)
    if (
        mention.demonym
        or mention.container
        or "dateline" in mention.evidence
        or not (seat or row.kind in (Kind.COUNTRY, Kind.REGION, Kind.CITY))
    ):
        return False
    token = _first_conjunct(_head(doc, index, mention))
    if token.dep_ in ("nsubj", "agent") or (token.dep_ == "pobj" and token.head.dep_ == "agent"):
        verb = token.head if token.dep_ != "pobj" else token.head.head
        return verb.lemma_.lower() in words_of("party_verbs")
    if token.dep_ == "nsubjpass" and seat:
        return token.head.lemma_.lower() in words_of("party_objects")
    if token.dep_ == "poss":
        return seat and token.head.lemma_.lower() in words_of("party_nouns")
    if token.dep_ == "pobj" and seat and token.head.lower_ in ("with", "between", "against", "by"):
        return token.head.head.lemma_.lower() in words_of("party_nouns") | words_of("party_verbs")
    return False


def _head(doc: Doc, index: TokenIndex, mention: Mention) -> Token:
    """The token of the mention that its other tokens hang on."""
    first, token = index.at(mention.start), doc[index.at(mention.end - 1)]
    while first <= token.head.i < token.i:
        token = token.head
    return token


def _first_conjunct(token: Token) -> Token:
    """The first of a coordination, whose place in the sentence all share."""
    while token.dep_ == "conj":
        token = token.head
    return token
