"""Finds the time expressions of a report and says which dates they mean: a TIMEX3 value, and an interval."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from accordingto.read.timex.context import Context, Reading, Readings
from accordingto.read.timex.dates import month_number, nearest_day
from accordingto.read.timex.grammar import Grammar, Hit
from accordingto.read.timex.intervals import Found, intervals
from accordingto.read.timex.lexicon import Words
from accordingto.read.timex.numbers import first_digits
from accordingto.read.timex.readings import Maker, makers
from accordingto.types import Time

_NARRATIVE = 8
"""Years that a text must name to be read as a history: a news report rarely names so many and no weekday."""
_THIS_CENTURY = 2100
_PUBLISHED = range(1600, 2200)
"""Years of publication that are believed; the first newspapers are of the seventeenth century."""
_HEAD = 25
"""Words of the text's beginning in which a dateline ("WASHINGTON, August 13 (Xinhua)") is looked for."""
_DATELINE = timedelta(3)
"""A dateline is at most so much older than the publication."""


@cache
def _grammar() -> tuple[Grammar, dict[str, Maker]]:
    grammar = Grammar.load()
    return grammar, makers(grammar.holidays)


def find_times(doc: Doc, published: str | None) -> tuple[Time, ...]:
    """The times of a report in text order, ids t1, t2 …; a Doc without parse is read as `tag_times` reads its text.

    `published` is an ISO date or RFC 3339 time; None, or what is neither, means unknown: then relative expressions keep
    an underspecified value ("XXXX-WXX-4") and no interval. `earliest` and `latest` are ISO dates.
    """
    return _find(doc.text, published, doc if doc.has_annotation("DEP") else None)


def tag_times(text: str, published: str | None = None) -> tuple[Time, ...]:
    """The times of a plain text: as `find_times`, but the tense of verbs is guessed from words like "will"."""
    return _find(text, published, None)


def make_times_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """A spaCy component that sets ``doc._.times``; the publication date is read from ``doc.user_data["published"]``."""
    if not Doc.has_extension("times"):
        Doc.set_extension("times", default=())

    def component(doc: Doc) -> Doc:
        doc._.times = find_times(doc, doc.user_data.get("published"))
        return doc

    return component


def _find(text: str, published: str | None, doc: Doc | None) -> tuple[Time, ...]:
    grammar, functions = _grammar()
    words = grammar.lexicon.read(text)
    day = _publication_day(published)
    narrative = _is_narrative(grammar, words, day)
    context = Context(words, day, doc, _dateline_day(grammar, words, day) or day, narrative)
    found: list[Found] = []
    for start, end, readings in _readings(grammar, functions, context):
        for reading in readings:
            first, after = reading.words or (start, end)
            found.append(Found(first, after, reading))
    times: list[Time] = []
    for this, (low, high) in zip(found, intervals(found, words), strict=True):
        a, b, reading = words.starts[this.first], words.ends[this.after - 1], this.reading
        earliest, latest = (d.isoformat() if d else None for d in (low, high))
        times.append(Time(f"t{len(times) + 1}", a, b, text[a:b], reading.type, reading.value, earliest, latest))
    return tuple(times)


def _is_narrative(grammar: Grammar, words: Words, published: date | None) -> bool:
    """Whether a text tells of the past by dates of its own: many years, nearly all past, no weekday or "today"."""
    classes = grammar.lexicon.classes
    if any(char in words.code for char in classes["weekday"] + classes["here"]):
        return False
    years = [int(words.word(m.start())) for m in re.finditer(f"[{classes['year']}]", words.code)]
    past = [y for y in years if 1500 < y < (published.year - 1 if published else _THIS_CENTURY)]
    return len(years) >= _NARRATIVE and len(past) >= 0.9 * len(years)


def _dateline_day(grammar: Grammar, words: Words, published: date | None) -> date | None:
    """The day of "NAIROBI, Aug. 7 (AP)" at the head of the text, where it lies just before the publication day."""
    if published is None:
        return None
    at, hits = grammar.next(words, 0)
    while hits and at < _HEAD:
        hit = next((h for h in hits if h.rule in ("mdy", "dmy") and h.after in ("(", "—", "–", "-", "_")), None)
        if hit and hit.before in (",", "", ".") and hit.has("d"):
            day = nearest_day(hit, Context(words, published, None), month_number(hit), first_digits(hit.text("d")))
            return day if day and timedelta(0) <= published - day <= _DATELINE else None
        at, hits = grammar.next(words, hits[0].end)
    return None


def _publication_day(published: str | None) -> date | None:
    try:
        day = date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
    return day if day and day.year in _PUBLISHED else None


def _readings(
    grammar: Grammar, functions: dict[str, Maker], context: Context
) -> Iterator[tuple[int, int, list[Reading]]]:
    at, hits = grammar.next(context.words, 0)
    while hits:
        end = at + 1
        for hit in hits:
            read = _read(functions, hit, context)
            if read is not None:
                readings = read if isinstance(read, list) else [read]
                for reading in readings:
                    context.story.tell(reading, at)
                end = hit.end
                yield at, end, readings
                break
        at, hits = grammar.next(context.words, end)


def _read(functions: dict[str, Maker], hit: Hit, context: Context) -> Readings:
    try:
        return functions[hit.make](hit, context)
    except OverflowError:  # "the day after 9999-12-31"
        return None
