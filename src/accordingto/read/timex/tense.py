"""The tense of the verb that governs a time expression, read off the spaCy parse."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

Tense = Literal["past", "present", "future"]

_WILL = frozenset(("will", "shall", "would", "may", "might", "should", "must", "'ll", "’ll", "wo"))
_SCHEDULED = frozenset(("schedule", "slate", "due"))
_SAME_PAST = frozenset(("hurt", "set", "cut", "put", "hit", "read", "let", "cost", "quit", "shut", "beat", "bid"))
"""Verbs whose past looks like their present, so that the tagger's VBP says little."""
_EXPECTED = frozenset(("expect", "plan", "book"))
_MODIFIERS = frozenset(("poss", "compound", "amod", "nmod", "nummod"))
_AHEAD = frozenset((
    "expect", "plan", "schedule", "set", "due", "intend", "want", "hope", "prepare", "ready", "likely", "ask", "order",
    "urge", "need", "poise", "slate", "propose", "aim", "go", "vow", "promise", "pledge", "threaten",
    "seek", "wait", "agree", "decide", "tell", "book", "be",
))  # fmt: skip
"""Verbs and adjectives whose infinitive lies ahead of them."""


def tense_of(token: Token) -> Tense | None:
    """The tense of the nearest verb above a token; an infinitive has that of its governor, or lies ahead of it."""
    if token.dep_ in _MODIFIERS and token.head.pos_ in ("NOUN", "PROPN"):
        noun = token.head
        ahead = noun.dep_ in ("nsubj", "nsubjpass") and _tense_of_verb(noun.head) == "future"
        return "future" if ahead else "past"
    for _ in range(8):
        while token.pos_ not in ("VERB", "AUX"):
            if token.head == token:
                return None
            token = token.head
        tense = _tense_of_verb(token)
        if tense or token.head == token:
            return tense
        aside = token.tag_ == "VBG" and token.dep_ == "advcl"
        token = token.head
        if aside and any(c.lower_ == "would" for c in token.children):
            return "past"  # "visiting on Saturday, he said it would": the time is that of the telling
    return None


def _tense_of_verb(verb: Token) -> Tense | None:
    helpers = {c.lower_: c for c in verb.children if c.dep_ in ("aux", "auxpass")}
    lemma = verb.lemma_.lower()
    if _WILL.intersection(helpers):
        return "past" if "have" in helpers and not {"will", "'ll", "’ll"}.intersection(helpers) else "future"
    if "to" in helpers:
        return _tense_of_infinitive(verb)
    tags = {c.tag_ for c in helpers.values()}
    passive = any(c.dep_ == "auxpass" for c in helpers.values())
    planned = verb.tag_ == "VBN" and (
        (lemma in _EXPECTED and not (helpers and not passive)) or (lemma == "set" and passive)
    )
    if planned or lemma in _SCHEDULED or (lemma == "plan" and "had" not in helpers):
        return "future"
    if verb.tag_ == "VBD" or "VBD" in tags or any(c.lemma_ == "have" for c in helpers.values()):
        return "past"
    if verb.tag_ == "VBG":
        return "future" if tags & {"VBZ", "VBP"} else None
    if verb.tag_ == "VBN":
        return "present" if tags & {"VBZ", "VBP"} else "past"
    return "present" if verb.tag_ == "VBZ" or (verb.tag_ == "VBP" and lemma not in _SAME_PAST) else None


def _tense_of_infinitive(verb: Token) -> Tense | None:
    head = verb.head
    if head.lemma_.lower() not in _AHEAD or (head.lemma_ == "be" and head.tag_ == "VBD"):
        return None
    return "past" if any(c.lower_ == "had" for c in head.children) else "future"
