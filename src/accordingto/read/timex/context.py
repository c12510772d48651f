"""What a time expression is understood from: the publication day, the verb, and what the story told before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from spacy.tokens import Doc, Token

from accordingto.read.timex.calendar import Interval, interval
from accordingto.read.timex.lexicon import Words
from accordingto.read.timex.tense import Tense, tense_of
from accordingto.types import TimeType

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
