"""What documents (PDF, Word) share: paragraphs with their numbers, the date on their first lines, the text of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from accordingto.acquire.dates import find_date_words
from accordingto.acquire.dating import is_date_line
from accordingto.acquire.decoding import clean
from accordingto.acquire.words import normal
from accordingto.types import Evidence, Locator, Report

_NUMBERED = re.compile(r"(\d{1,4})\.\s+(?=\S)")
_EXACT = 40
"""Characters of the words that a locator shows, at most."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it grows. calls: (place in the text, number of a note). starts: (place, label) of pages in it."""

    text: str
    page: str | None = None
    height: float = 0.0
    calls: list[tuple[int, str]] = field(default_factory=list)
    starts: list[tuple[int, str]] = field(default_factory=list)
    number: str | None = None


def take_numbers(paragraphs: Sequence[Paragraph]) -> None:
    """Takes the numbers of paragraphs off their heads where at least three count on, one after the other."""
    numbered = [(p, m) for p in paragraphs if (m := _NUMBERED.match(p.text))]
    numbers = [int(m[1]) for _, m in numbered]
    counting = [
        i for i, n in enumerate(numbers) if n - 1 in numbers[max(0, i - 3) : i] or n + 1 in numbers[i + 1 : i + 4]
    ]
    if len(counting) < 3:
        return
    for index in counting:
        paragraph, match = numbered[index]
        paragraph.number = match[1]
        taken = match.end()
        paragraph.text = paragraph.text[taken:]
        paragraph.calls = [(max(0, place - taken), call) for place, call in paragraph.calls]
        paragraph.starts = [(max(0, place - taken), label) for place, label in paragraph.starts]


def find_date(head: Sequence[Paragraph]) -> tuple[str, Evidence] | None:
    """The date that a short line among these of the first page is there to tell, and its evidence."""
    for paragraph in head:
        text = paragraph.text.strip()
        if paragraph.page != head[0].page or len(text) > 100:
            continue
        found = find_date_words(text)
        rest = normal(text[: found.start] + " " + text[found.end :]).split() if found else []
        if found and len(rest) <= 4 and is_date_line(text, found):
            return found.value, Evidence("published_at", "text line of the first page", text)
    return None


class Writer:
    """Puts paragraphs and notes into one text and notes where pages, paragraphs and notes begin in it."""

    def __init__(self, body: Sequence[Paragraph], notes: Sequence[Paragraph]) -> None:
        self.body = body
        self.notes = notes
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[tuple[int, str, str]] = []
        self.page: str | None = None

    def report(self, id: str) -> Report:
        """The Report with text and locators alone."""
        for paragraph in self.body:
            start = self.length
            for place, label in [(0, paragraph.page), *paragraph.starts]:
                self._turn(start + place, label)
            if paragraph.number:
                self.marks.append((start, "paragraph", paragraph.number))
            self.marks += [(start + place, "reference", call) for place, call in paragraph.calls]
            self._add(paragraph.text)
        for note in self.notes:
            self._turn(self.length, note.page)
            if note.number:
                self.marks.append((self.length, "note", note.number))
            self._add(note.text)
        text = "\n".join(self.parts)
        return Report(id, text, locators=tuple(self._locators(text)))

    def _turn(self, place: int, label: str | None) -> None:
        if label is not None and label != self.page:
            self.marks.append((place, "page", label))
            self.page = label

    def _add(self, text: str) -> None:
        text = " ".join(clean(text).split("\n"))
        self.parts.append(text)
        self.length += len(text) + 1

    def _locators(self, text: str) -> Iterator[Locator]:
        """Each mark with the words that it stands at: the first of what begins there, the last before a call."""
        for place, label, number in self.marks:
            if label == "reference":
                start = max(text.rfind(" ", 0, max(0, place - 1)), text.rfind("\n", 0, max(0, place - 1))) + 1
                end = place
            else:
                start, end = place, _word_end(text, place)
            if start < end <= len(text):
                yield Locator(start, end, text[start:end], label, number)  # type: ignore[arg-type]


def _word_end(text: str, start: int) -> int:
    """Where the last whole word within `_EXACT` characters of the line ends."""
    line = text.find("\n", start)
    end = len(text) if line < 0 else line
    if end - start <= _EXACT:
        return end
    blank = text.rfind(" ", start + 1, start + _EXACT)
    return blank if blank > 0 else start + _EXACT
