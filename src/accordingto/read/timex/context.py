"""What a time expression is understood from: publication day, what the story told before, and the tense of its verb."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from spacy.tokens import Doc, Token

from accordingto.read.timex.calendar import Interval, interval
from accordingto.read.timex.lexicon import Words
from accordingto.types import TimeType

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
_DAY_FIRST = re.compile(r"\b(?:1[3-9]|2[0-9]|3[01])/(?:0?[1-9]|1[0-2])/(?:[0-9]{4}|[0-9]{2})\b")
_CLAUSE = 12
"""Words on each side in which a text without parse is searched for a sign of the future."""
_SIGNS = frozenset(("will", "would", "shall", "'ll", "scheduled", "expected", "plans", "due", "upcoming", "planned"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: TIMEX3 type and value, and the words it covers where they are not the whole match.

    `bounds` is the interval where it is not that of the value.
    """

    type: TimeType
    value: str
    bounds: tuple[date | None, date | None] | None = None
    words: tuple[int, int] | None = None
    signal: bool = True
    """Whether "since", "until" and their like before the words may open the interval."""
    told: bool = True
    """Whether what is told next may be counted from it (a comparison with last year's quarter is left at once)."""


Readings = Reading | list[Reading] | None
"""What a match is read as: one expression, several, or none."""


@dataclass(slots=True)
class Story:
    """What was told so far: the last date, the word where it was told, and the first business period."""

    last: Interval | None = None
    at: int = 0
    period: str | None = None

    def tell(self, reading: Reading, at: int) -> None:
        """Remembers a dated reading at the word `at`."""
        if reading.told and reading.type in ("DATE", "TIME") and (span := interval(reading.value)):
            self.last, self.at = span, at
            if self.period is None and ("-Q" in reading.value or "-H" in reading.value):
                self.period = reading.value


@dataclass
class Context:
    """One text while it is read."""

    words: Words
    published: date | None
    doc: Doc | None
    today: date | None = None
    """The day that the report speaks from: that of its dateline, else the publication day."""
    narrative: bool = False
    """A text about the past, with dates of its own: its bare months and days are of the year told last."""
    story: Story = field(default_factory=Story)

    @cached_property
    def day_first(self) -> bool:
        """Whether the text writes 28/3/2019: at least one of its dates with slashes can only be read so."""
        return _DAY_FIRST.search(self.words.text) is not None

    def token(self, i: int) -> Token | None:
        """The spaCy token at the i-th word, or None without a parse."""
        if self.doc is None or not 0 <= i < len(self.words.starts):
            return None
        span = self.doc.char_span(self.words.starts[i], self.words.ends[i], alignment_mode="expand")
        return span[0] if span is not None and len(span) else None

    def tag(self, i: int) -> str:
        """The part-of-speech tag of the i-th word, "" without a parse."""
        token = self.token(i)
        return token.tag_ if token is not None else ""

    def tense(self, start: int, end: int) -> Tense | None:
        """The tense of the verb that governs the words [start, end)."""
        if self.doc is None:
            return self._tense_of_words(start, end)
        span = self.doc.char_span(self.words.starts[start], self.words.ends[end - 1], alignment_mode="expand")
        return tense_of(span.root) if span is not None else None

    def _tense_of_words(self, start: int, end: int) -> Tense:
        around: list[str] = []
        for step, i in ((-1, start - 1), (1, end)):
            for k in range(i, i + step * _CLAUSE, step):
                word = self.words.word(k)
                if word in ("", ".", "?", "!") or word.isspace():
                    break
                around.append(word)
        return "future" if _SIGNS.intersection(around) else "past"


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
