"""Transcripts and interviews: "SMITH: We will appeal."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from accordingto.attribute.lexicon import words

_LABEL = re.compile(
    r"(?:(?<=\n)|^)[ \t]*"
    r"(?P<who>(?:[QA]|[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,3}|(?:[A-Z][\w.'’\-]+ ){0,3}[A-Z][\w'’\-]+)"
    r"(?:,? ?\([^)\n]{1,40}\))?): (?=\S)",
)

_ASKERS = words("transcripts_askers")
"""Labels of the outlet's own questions, which are no statements of a party."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands under one label: the label and what is said, in characters; `asks`: the outlet's own question."""

    who: tuple[int, int]
    said: tuple[int, int]
    asks: bool


def turns(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Turn]:
    """The turns of a transcript or interview, "SMITH: We will appeal."; none under two labelled paragraphs.

    Where half of the paragraphs or more have labels, those between belong to the label before. Who does nothing but
    ask, twice or more, is the interviewer.
    """
    found = [
        (start, start + len(text[start:end].rstrip()), _LABEL.match(text, start, end)) for start, end in paragraphs
    ]
    labelled = [(match["who"], text[end - 1]) for _, end, match in found if match]
    if len(labelled) < 2:
        return []
    count, asked = Counter(who for who, _ in labelled), Counter(who for who, last in labelled if last == "?")
    askers = {who for who in count if who in _ASKERS or 1 < count[who] == asked[who]}
    last_label = max(n for n, (*_, match) in enumerate(found) if match)
    mostly = 2 * len(labelled) >= len(found)
    out: list[Turn] = []
    for n, (_, end, match) in enumerate(found):
        if match:
            out.append(Turn(match.span("who"), (match.end(), end), match["who"] in askers))
        elif out and mostly and n < last_label:
            out[-1] = replace(out[-1], said=(out[-1].said[0], end))
    return out
