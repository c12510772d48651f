"""Finds sentences with words of saying or doing in which nothing is on record: what the machine may have missed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from accordingto.acts.codebook import Codebook, inflect
from accordingto.acts.words import words
from accordingto.attribute.lexicon import Lexicon
from accordingto.types import Record, Role, Span

_BREAK = re.compile(r"""[.!?…][”’"'»)\]]*\s+|[。！？؟۔]\s*|\n\s*""")
_NO_BREAK = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|St|Lt|Col|Sgt|Rev|Prof|Gov|Sen|Rep|Maj|Capt|No)|\b[A-Z])$")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_WEAK = words(
    "go begin start finish offer sum fire shoot hit order call describe label brand read note point text post submit "
    "object counter fault hand reason detail voice express comment question report study"
)
"""Words of the lists that tell of saying only now and then; alone they are no sign."""
_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "swear": "swore sworn", "speak": "spoke spoken",
    "hold": "held", "shoot": "shot", "beat": "beaten", "give": "gave given", "take": "took taken", "fight": "fought",
    "strike": "struck",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missed:
    """A sentence and the word in it that tells of saying (``statement``) or doing (``act``), in the report's text."""

    start: int
    end: int
    kind: str
    word: str
    at: int


def missed(record: Record) -> list[Missed]:
    """Sentences with a word of saying but no statement, or a word of doing but no act; in the order of the text."""
    text = record.report.text
    said = sorted(_places_of_statements(record))
    done = sorted(a.trigger.start for a in record.acts)
    found = []
    for start, end in sentences(text):
        for kind, places, telling in (("statement", said, _saying()), ("act", done, _doing())):
            if _touches(places, start, end):
                continue
            match = next((m for m in _WORD.finditer(text, start, end) if m[0].lower() in telling), None)
            if match:
                found.append(Missed(start, end, kind, match[0], match.start()))
    return found


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence, roughly: enough to say where to look."""
    start = 0
    for match in _BREAK.finditer(text):
        if text[match.start()] == "." and _NO_BREAK.search(text, max(0, match.start() - 6), match.start()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    told = text[start:end]
    if told.strip():
        yield start + len(told) - len(told.lstrip()), start + len(told.rstrip())


def _places_of_statements(record: Record) -> Iterator[int]:
    for s in record.statements:
        spans: list[Span | Role] = [*([s.cue] if s.cue else []), *s.content, *s.sources]
        for span in spans:
            yield span.start
            yield max(span.start, span.end - 1)


def _touches(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


@cache
def _saying() -> frozenset[str]:
    lexicon = Lexicon.load()
    lemmas = {v.lemma for v in lexicon.verbs.values() if v.kind == "speech"} - _WEAK
    return frozenset(_forms(lemmas)) | {"according"}


@cache
def _doing() -> frozenset[str]:
    book = Codebook.load()
    lemmas = {
        phrase.text for phrases in book.verbs.values() for phrase in phrases
        if phrase.text.isalpha() and not phrase.sense.weak
    }  # fmt: skip
    return frozenset(_forms(lemmas - _WEAK)) - _saying()


def _forms(lemmas: Iterable[str]) -> Iterator[str]:
    for lemma in lemmas:
        yield from (lemma, lemma + "s", *inflect(lemma), *_IRREGULAR.get(lemma, "").split())
