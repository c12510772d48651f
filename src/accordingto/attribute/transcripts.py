"""Transcripts and interviews: "SMITH: We will appeal."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accordingto.attribute.lexicon import words

_LABEL = re.compile(
    r"(?:(?<=\n)|^)[ \t]*"
    r"(?P<who>(?:[QA]|[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,3}|(?:[A-Z][\w.'’\-]+ ){0,3}[A-Z][\w'’\-]+)"
    r"(?:,? ?\([^)\n]{1,40}\))?): (?=\S)",
)

_ASKERS = words("transcripts_askers")
"""Labels of the outlet's own questions, which are no statements of a party."""


def labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Transcript and interview style, "SMITH: We will appeal.": the label and what is said under it.

    A text needs two labelled paragraphs to count as a transcript; a label holds on to the next one.
    """
    found = [(start, end, _LABEL.match(text, start, end)) for start, end in paragraphs]
    if sum(1 for *_, match in found if match) < 2:
        return
    current: tuple[tuple[int, int], int, int] | None = None
    for start, end, match in found:
        stop = start + len(text[start:end].rstrip())
        if match:
            if current:
                yield current[0], (current[1], current[2])
            current = (match.span("who"), match.end(), stop) if match["who"] not in _ASKERS else None
        elif current:
            yield current[0], (current[1], current[2])
            current = None
    if current:
        yield current[0], (current[1], current[2])
