"""Who can be a party to an act: names, pronouns, words for persons and bodies; the test behind all conditions."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.acts.codebook import Codebook, Words
from accordingto.acts.words import words

NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
PRONOUNS = frozenset(
    [
        "i",
        "we",
        "he",
        "she",
        "they",
        "you",
        "me",
        "us",
        "him",
        "her",
        "them",
        "who",
        "whom",
        "everyone",
        "everybody",
        "someone",
        "somebody",
        "nobody",
        "anyone",
        "anybody",
        "myself",
        "ourselves",
        "himself",
        "herself",
        "themselves",
        "those",
        "these",
        "both",
        "each",
        "several",
    ]
)
QUANTITIES = words(
    "hundred thousand million dozen score ten many some most several few majority number one all half none"
)
CONTAINERS = frozenset(
    [
        "group",
        "number",
        "member",
        "hundred",
        "thousand",
        "million",
        "dozen",
        "score",
        "ten",
        "majority",
        "part",
        "half",
        "series",
        "team",
        "band",
        "handful",
        "crowd",
        "couple",
        "rest",
        "lot",
        "some",
        "most",
        "many",
        "all",
        "none",
        "one",
        "two",
        "three",
        "four",
        "five",
        "pair",
        "kind",
        "type",
        "list",
        "mass",
        "wave",
        "string",
        "host",
        "one-third",
        "third",
        "quarter",
    ]
)
MEASURES = words(
    "ton tonne kg kilogram kilo pound gram litre liter gallon barrel dollar euro cent worth amount portion "
    "share percent quantity load shipment truckload planeload batch sort form million billion thousand bit "
    "piece item supply delivery volume kilometre kilometer mile hour day week month year round aspect element "
    "section chunk stretch bulk"
)
"""Nouns that only measure what follows their "of"."""


NO_PERSON = words("checklist watchlist playlist blacklist wishlist shortlist")


def hyphenated(token: Token) -> str | None:
    """ "cease-fire" for the token "fire" of it: the parser splits such words; None for any other token."""
    if token.i < 2 or token.nbor(-1).text not in ("-", "‑") or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return None
    return f"{token.nbor(-2).lower_}-{token.lemma_.lower()}"


class Parties:
    """The test of a token against the codebook's words; knows nothing of the clause around it."""

    __slots__ = ("bodies", "people", "places", "sites", "towns")

    def __init__(
        self, codebook: Codebook, places: frozenset[int] = frozenset(), towns: frozenset[int] = frozenset()
    ) -> None:
        self.places, self.towns, self.sites = places, towns, codebook.words("site")
        self.people = codebook.words("person") | codebook.words("civil") | codebook.words("official")
        self.bodies = codebook.words("body") | codebook.words("country")

    def is_party(self, token: Token) -> bool:
        """Whether the phrase of `token` stands for persons or a body."""
        lemma = token.lemma_.lower()
        if token.pos_ == "PRON" or token.dep_ == "poss":
            return token.lower_ in PRONOUNS or token.lower_ in ("it", "its", "his", "their", "our", "my") or (
                token.pos_ == "PROPN" and token.ent_type_ not in ("DATE", "TIME")) or (
                token.pos_ == "NOUN" and (lemma in self.people or lemma in self.bodies))  # fmt: skip
        if token.pos_ == "NOUN" and token.tag_ == "NNS" and token.lemma_[:1].isupper():
            return True  # "Uighurs": a people that the parser does not know
        if token.ent_type_ in NAMES:
            return token.pos_ in ("PROPN", "ADJ") or lemma in self.people or lemma in self.bodies
        if lemma in self.people or lemma in self.bodies:
            return True
        if token.pos_ == "PROPN":
            return token.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT")
        if lemma in CONTAINERS or token.pos_ == "NUM" or token.like_num:
            return self.is_quantity(token)
        if token.pos_ == "ADJ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):  # "the wounded"
            return any(c.dep_ == "det" for c in token.children)
        if lemma.endswith(("ist", "woman")) and len(lemma) > 6 and token.pos_ == "NOUN" and lemma not in NO_PERSON:
            return True
        return "-" in lemma and lemma.rsplit("-", 1)[-1] in self.people

    def is_modifier_party(self, token: Token) -> bool:
        """Whether a word before a noun names who did it: "Israeli raid", "police raid"; not "embassy attack"."""
        if token.i in self.towns:
            return False
        if token.ent_type_ in NAMES:
            return token.lemma_.lower() not in self.sites
        return token.pos_ == "NOUN" and token.lemma_.lower() not in self.sites and self.is_party(token)

    def is_quantity(self, token: Token) -> bool:
        """Whether a number word stands for people: "two were killed", "hundreds of rebels", "at least 25"."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                nouns = [n for n in child.children if n.dep_ == "pobj"]
                return any(self.is_party(n) for n in nouns)
        if token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"):
            return False
        if any(c.text in "$€£¥" for c in token.children):
            return False
        return token.pos_ in ("NUM", "NOUN", "PRON", "ADJ") and token.lemma_.lower() not in (
            "part",
            "series",
            "list",
            "type",
            "kind",
        )

    def is_place(self, token: Token) -> bool:
        """Whether a token is a place's name."""
        return token.ent_type_ in PLACES

    def fits(self, token: Token, words: Words, *, measured: bool = False) -> bool:
        """Whether a token is one of `words`: by lemma, or by a built-in class.

        With `measured` also through a measure ("700 kg of medicine", "part of an aid programme").
        """
        lemma = token.lemma_.lower()
        if lemma in words.lemmas or token.lower_ in words.lemmas:
            return True
        if token.i and (f"{token.nbor(-1).lower_} {lemma}" in words.lemmas or hyphenated(token) in words.lemmas):
            return True
        kinds = words.classes
        if measured and (lemma in MEASURES or lemma in CONTAINERS) and self._through(token, words, measured=True):
            return True
        if not kinds:
            return False
        if "anything" in kinds or ("actor" in kinds and self.is_party(token)):
            return True
        if kinds & {"person", "body", "official"} and self._is_somebody(token):
            return True
        if "name" in kinds and token.tag_ == "NNS" and token.lemma_[:1].isupper():
            return True
        if "name" in kinds and token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "LOC"):
            return True
        if "place" in kinds and (token.ent_type_ in PLACES or token.i in self.places):
            return True
        if "number" in kinds and (token.pos_ == "NUM" or lemma in QUANTITIES) and self.is_quantity(token):
            return True
        return lemma in CONTAINERS and self._through(token, words)

    def _is_somebody(self, token: Token) -> bool:
        return token.lower_ in PRONOUNS or token.ent_type_ in NAMES or (
            token.pos_ == "PRON" and token.lower_ in ("it", "its", "his", "their")) or (
            token.pos_ == "PROPN" and token.ent_type_ in ("", "PERSON", "ORG"))  # fmt: skip

    def _through(self, token: Token, words: Words, *, measured: bool = False) -> bool:
        """ "A group of diplomats" fits where "diplomats" fits."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return any(self.fits(n, words, measured=measured) for n in child.children if n.dep_ == "pobj")
        return False
