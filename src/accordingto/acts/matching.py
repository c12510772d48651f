"""Does a phrase of the codebook match here? The words around a predicate, and its conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from accordingto.acts.codebook import Codebook, Phrase, Piece, Words, inflect
from accordingto.acts.grammar import direct_object, doer, is_hidden_clause, is_passive
from accordingto.acts.parties import Parties, hyphenated

OBJECTS = ("dobj", "attr", "oprd", "acomp", "nsubjpass", "dative", "advmod", "npadvmod", "xcomp", "ccomp")
REACH = 9
"""Words before and after a predicate that "not near" looks at."""
LINKED = ("prt", "prep", "advmod", "agent", "dative", "npadvmod")


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at `head`. `tokens`: all its words; `object`: the object that the phrase itself has used up."""

    phrase: Phrase
    head: Token
    tokens: tuple[Token, ...]
    object: Token | None
    score: int


class Matcher:
    """Finds the best phrase for each token of a parsed text."""

    __slots__ = ("codebook", "natural", "parties")

    def __init__(self, codebook: Codebook, parties: Parties) -> None:
        self.codebook, self.parties = codebook, parties
        self.natural = codebook.words("force_of_nature")

    def find(self, token: Token, near: frozenset[str]) -> list[Match]:
        """The matches with `token` as head, best first; `near` holds the lemmas of its sentence."""
        pos = token.pos_
        if token.dep_ == "prep" and pos != "ADP":  # "barring a miracle"
            return []
        if token.dep_ == "amod" and not is_hidden_clause(token):
            return []
        if token.tag_ == "VBG" and token.dep_ in ("nsubj", "nsubjpass") and token.lower_ in self.codebook.nouns:
            phrases = self.codebook.nouns[token.lower_]  # "fighting between … raged"
        elif pos in ("VERB", "AUX") or (pos == "ADJ" and token.tag_ in ("VBN", "JJ") and token.lower_.endswith("ed")):
            phrases = self._verbs(token)
        elif pos in ("NOUN", "PROPN"):
            lemma = token.lemma_.lower()
            phrases = self.codebook.nouns.get(hyphenated(token) or lemma) or self.codebook.nouns.get(lemma, ())
        elif pos == "ADP":
            phrases = self.codebook.states.get(token.lower_, ())
        else:
            return []
        found = [m for m in (self._match(p, token, near) for p in phrases) if m is not None]
        return sorted(found, key=lambda m: -m.phrase.weight)

    def open(self, token: Token, type: str) -> Match | None:
        """A word for which no phrase is listed as an act of this type; None where the type has no open sense."""
        sense = self.codebook.open.get(type)
        if sense is None:
            return None
        kind = "noun" if token.pos_ in ("NOUN", "PROPN") else "verb"
        return Match(Phrase(sense, kind, token.lemma_.lower(), (), (), 0), token, (token,), None, 0)

    def _verbs(self, token: Token) -> tuple[Phrase, ...]:
        """The phrases of a verb, with what is joined to it by a hyphen where the codebook has that."""
        joined = hyphenated(token)
        if joined is not None and joined in self.codebook.verbs:
            return self.codebook.verbs[joined]
        return self.codebook.verbs.get(verb_lemma(token, self.codebook), ())

    def _match(self, phrase: Phrase, token: Token, near: frozenset[str]) -> Match | None:
        if phrase.kind == "state":
            return self._match_state(phrase, token, near)
        if phrase.before and not _preceded(token, phrase.before):
            return None
        tokens, used = [token], None
        for piece in phrase.pieces:
            found = self._piece(piece, tokens)
            if found is None:
                return None
            words, obj = found
            tokens += words
            used = obj or used
        if phrase.kind == "verb" and any(c.dep_ == "prt" and c not in tokens for c in token.children):
            return None  # "back up" is not "back"
        if not self._holds(phrase, token, used, near):
            return None
        if phrase.before:
            tokens += [
                t
                for t in token.doc[max(0, token.i - 3) : token.i]
                if t.lower_ in phrase.before or t.lemma_ in phrase.before
            ]
        return Match(phrase, token, tuple(sorted(tokens, key=lambda t: t.i)), used, phrase.weight // 10)

    def _match_state(self, phrase: Phrase, token: Token, near: frozenset[str]) -> Match | None:
        words = phrase.pieces[0].object
        if words is None:
            return None
        noun = next((c for c in token.children if c.dep_ == "pobj" and self.parties.fits(c, words)), None)
        if noun is None or not self._is_among(phrase, token, near):
            return None
        return Match(phrase, token, (token, noun), noun, phrase.weight // 10)

    def _piece(self, piece: Piece, tokens: list[Token]) -> tuple[list[Token], Token | None] | None:
        if piece.link is None:
            return self._object(piece, tokens[0])
        for child in _linked(self._owners(tokens), piece.link.lemmas):
            if piece.object is None:
                return ([child] if child.dep_ in ("prt", "advmod") else []), None
            for noun in child.children:
                if noun.dep_ in ("pobj", "pcomp") and self.parties.fits(noun, piece.object, measured=True):
                    return [child, noun], None
            if child.dep_ in ("prt", "advmod") and not any(c.dep_ == "pobj" for c in child.children):
                found = self._object(Piece(None, piece.object), tokens[0])
                if found is not None:
                    return [child, *found[0]], found[1]
        return self._infinitive(piece, tokens)

    def _owners(self, tokens: list[Token]) -> list[Token]:
        """Where a phrase's words may hang: on those found so far and, since the parse often errs there, the object."""
        if tokens[0].pos_ != "VERB" or len(tokens) > 1:
            return tokens
        obj = direct_object(tokens[0])
        return [*tokens, obj] if obj is not None else tokens

    def _infinitive(self, piece: Piece, tokens: list[Token]) -> tuple[list[Token], Token | None] | None:
        """ "refuse to meet", "threat to kill", "demand that": a clause after the head."""
        wanted = piece.link.lemmas if piece.link else frozenset()
        if not wanted & {"to", "that"}:
            return None
        for owner in tokens:
            for clause in owner.children:
                if clause.dep_ not in ("xcomp", "ccomp", "acl", "advcl", "relcl"):
                    continue
                marks = {c.lower_ for c in clause.children if c.dep_ in ("aux", "mark")}
                if not marks & wanted:
                    continue
                if piece.object is None:
                    return [], None
                if clause.lemma_.lower() in {w.split(" ")[0] for w in piece.object.lemmas}:
                    return [clause], None
        return None

    def _object(self, piece: Piece, head: Token) -> tuple[list[Token], Token | None] | None:
        words = piece.object
        if words is None:
            return None
        for child in head.children:
            if child.dep_ == "npadvmod" and any(c.lower_ in ("last", "this", "next") for c in child.children):
                continue  # "received reports last year"
            if (child.dep_ in OBJECTS or _resulting(child)) and self.parties.fits(child, words, measured=True):
                plain = child.dep_ not in ("advmod", "oprd", "acomp", "xcomp", "ccomp", "advcl")
                return [child], child if plain else None
        if head.dep_ in ("relcl", "acl") and self.parties.fits(head.head, words):  # "the talks held", "shots fired"
            passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in head.children) or head.tag_ == "VBN"
            if passive or any(c.dep_ == "nsubj" for c in head.children):
                return [head.head], head.head
        obj = direct_object(head)
        if obj is not None and self.parties.fits(obj, words, measured=True):
            return [obj], obj
        if obj is not None:
            for child in obj.children:
                if child.dep_ == "amod" and child.i > obj.i and self.parties.fits(child, words):
                    return [child], None  # "found the employee guilty of murder"
        return None

    def _holds(self, phrase: Phrase, head: Token, used: Token | None, near: frozenset[str]) -> bool:
        """The conditions that can be judged before the roles are known (a verb's parts, the sentence's words)."""
        if phrase.sense.type in ("ASSAULT", "COERCE") and phrase.kind == "verb":
            cause = doer(head)
            if cause is not None and any(
                t.lemma_.lower() in self.natural for t in (cause, *(c for c in cause.children if c.dep_ == "compound"))
            ):
                return False
        if "subject" in phrase.sense.needs and phrase.kind == "verb" and doer(head) is None:
            return False
        if phrase.sense.voice and phrase.kind == "verb" and is_passive(head) != (phrase.sense.voice == "passive"):
            return False
        if phrase.sense.alone and any(c.dep_ in ("oprd", "ccomp", "xcomp", "acomp", "attr") for c in head.children):
            return False
        if not self._is_among(phrase, head, near):
            return False
        return phrase.kind != "verb" or all(
            self._part_holds(c.part, c.words, c.wanted, head, used) for c in phrase.sense.conditions if c.part != "near"
        )

    def _is_among(self, phrase: Phrase, head: Token, near: frozenset[str]) -> bool:
        """Whether the sentence has the words that it must have, and the words around none that they must not."""
        for condition in phrase.sense.conditions:
            if condition.part == "near":
                found = not condition.words.lemmas.isdisjoint(near)
                if found and not condition.wanted:
                    found = not condition.words.lemmas.isdisjoint(_around(head))
                if found != condition.wanted:
                    return False
        return True

    def _part_holds(self, part: str, words: Words, wanted: bool, head: Token, used: Token | None) -> bool:
        if part == "complement":
            clause = next((c for c in head.children if c.dep_ in ("xcomp", "ccomp")), None)
            return (clause is not None and self.parties.fits(clause, words)) == wanted
        if head.dep_ == "aux":
            head = head.head
        if part == "subject":
            token = doer(head)
            return token is None or self.parties.fits(token, words) == wanted
        if used is not None:
            return True
        token = direct_object(head)
        if token is None:
            return not wanted
        return self.parties.fits(token, words) == wanted


def verb_lemma(token: Token, codebook: Codebook) -> str:
    """A verb's lemma; where the codebook does not know the parser's ("fin" of "fined"), by its form."""
    lemma = token.lemma_.lower()
    known = codebook.forms.get(token.lower_)
    if known is None or known == lemma or (lemma in codebook.verbs and token.lower_ in _regular(lemma)):
        return lemma
    return known


def _regular(lemma: str) -> tuple[str, ...]:
    """The forms that a verb of this lemma can have by rule."""
    return inflect(lemma)


def _around(head: Token) -> set[str]:
    """The lemmas near a predicate, and their pairs: what speaks against a sense must stand close to it."""
    words = [t.lemma_.lower() for t in head.doc[max(0, head.i - REACH) : head.i + REACH + 1]]
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


def _resulting(child: Token) -> bool:
    """Whether a word is what the doing makes of its object, as the parser has it: "shot four marchers dead"."""
    return child.dep_ == "advcl" and child.tag_ == "JJ" and not any(True for _ in child.children)


def _preceded(token: Token, before: tuple[str, ...]) -> bool:
    window = {w for t in token.doc[max(0, token.i - 4) : token.i] for w in (t.lower_, t.lemma_.lower())}
    return all(w in window for w in before)


def _linked(owners: list[Token], links: frozenset[str]) -> Iterator[Token]:
    """The particles and prepositions of the words found so far, and one step below another preposition."""
    for owner in owners:
        for child in owner.children:
            if child.dep_ in LINKED:
                if child.lower_ in links:
                    yield child
                if child.dep_ in ("prep", "prt", "advmod"):
                    for lower in child.children:
                        if lower.dep_ in LINKED and lower.lower_ in links:
                            yield lower
