"""Texts with marked passages as spaCy documents: spaCy lives in this room, so its files are made here too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import spacy
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as SpacySpan

from accordingto.types import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, its passages as (group, label, id, span), and what else the document carries, as JSON."""

    text: str
    spans: tuple[tuple[str, str, str, Span], ...]
    told: str


def docbin(marked: Iterable[Marked]) -> bytes:
    """The documents as a DocBin that holds its span groups, ids and `user_data["accordingto"]`.

    Tokens are spaCy's, split further where a passage begins or ends inside one: each span has exactly its words.
    """
    tokenizer = spacy.blank("xx").tokenizer
    made = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    for one in marked:
        doc = _split(tokenizer(one.text), {edge for *_, s in one.spans for edge in (s.start, s.end)})
        for group in dict.fromkeys(group for group, *_ in one.spans):
            doc.spans[group] = [found for name, label, id, span in one.spans if name == group
                                if (found := _span(doc, span, label, id))]  # fmt: skip
        doc.user_data["accordingto"] = one.told
        made.add(doc)
    return made.to_bytes()


def _span(doc: Doc, span: Span, label: str, id: str) -> SpacySpan | None:
    found: SpacySpan | None = doc.char_span(span.start, span.end, label=label, span_id=id, alignment_mode="expand")
    return found


def _split(doc: Doc, edges: set[int]) -> Doc:
    """The same text in tokens that end wherever a passage does."""
    words, spaces = [], []
    for token in doc:
        cuts = [0, *sorted(e - token.idx for e in edges if 0 < e - token.idx < len(token.text)), len(token.text)]
        pieces = [token.text[start:end] for start, end in pairwise(cuts)]
        words += pieces
        spaces += [False] * (len(pieces) - 1) + [bool(token.whitespace_)]
    return Doc(doc.vocab, words=words, spaces=spaces)
