"""Which cue governs which quotation: the frame text before, after and between quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from accordingto.attribute.clauses import Found, source_range, subject, trimmed
from accordingto.attribute.lexicon import Lexicon
from accordingto.attribute.quotes import Quote, find_paragraphs

REACH = 25
"""Tokens that a cue may stand away from its quotation: an apposition and a relative clause fit in."""


def quote_cues(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """Direct quotations with their cue and source; pieces that share a cue, and continuations, are joined."""
    frame = _Frame(doc, lexicon, quotes)
    joined: list[tuple[Token, Token | None, list[tuple[int, int]]]] = []
    last_paragraph = -2
    for quote in quotes:
        paragraph = frame.paragraph(quote.start)
        if not frame.is_speech(quote):
            continue
        cue = frame.after(quote) or frame.before(quote)
        if cue is None:
            continues = frame.opens_sentence(quote) and joined and paragraph - last_paragraph <= 1
            if continues and not frame.text_between(joined[-1][2][-1][1], quote.start, paragraph == last_paragraph):
                joined[-1][2].append((quote.start, quote.end))
                last_paragraph = paragraph
            continue
        same = next((j for j in joined[-2:] if j[0].i == cue.i), None)
        if same is not None:
            same[2].append((quote.start, quote.end))
        else:
            joined.append((cue, frame.speaker(cue), [(quote.start, quote.end)]))
        last_paragraph = paragraph
    for cue, head, pieces in joined:
        source = (source_range(cue, head),) if head is not None else ()
        yield Found((cue,), source, tuple(sorted(pieces)))


class _Frame:
    """The text outside the quotations of one doc, by tokens."""

    def __init__(self, doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> None:
        self.doc, self.lexicon = doc, lexicon
        self.paragraphs = find_paragraphs(doc.text)
        self.quoted = bytearray(len(doc.text) + 1)
        for quote in quotes:
            self.quoted[quote.start : quote.end] = b"\1" * (quote.end - quote.start)
        self.at = {token.idx: token.i for token in doc}

    def paragraph(self, offset: int) -> int:
        return next((i for i, (a, b) in enumerate(self.paragraphs) if a <= offset < b), -1)

    def token_from(self, offset: int) -> int:
        """Index of the first token that starts at or after `offset`."""
        while offset < len(self.doc.text) and offset not in self.at:
            offset += 1
        return self.at.get(offset, len(self.doc))

    def is_speech(self, quote: Quote) -> bool:
        """Whether the quotation is speech and no title or scare quote: a clause, or closed by its own punctuation."""
        inner = self.doc.text[quote.inner_start : quote.inner_end].strip()
        if not inner:
            return False
        if inner[-1] in ",.?!…—-" or not quote.closed:
            return True
        start, end = self.token_from(quote.inner_start), self.token_from(quote.inner_end)
        return end - start >= 4 and (self.opens_sentence(quote) or self._lead(quote) in (",", ":"))

    def _lead(self, quote: Quote) -> str:
        return self.doc.text[: quote.start].rstrip()[-1:]

    def opens_sentence(self, quote: Quote) -> bool:
        lead = self._lead(quote)
        return not lead or lead in '.!?"”»’' or any(a == quote.start for a, _ in self.paragraphs)

    def after(self, quote: Quote) -> Token | None:
        """The cue in the sentence that goes on after the quotation."""
        text, doc = self.doc.text, self.doc
        inner = text[quote.inner_start : quote.inner_end].rstrip()
        start = self.token_from(quote.end)
        limit = min(len(doc), start + REACH)
        if start >= len(doc) or self.paragraph(quote.start) != self.paragraph(doc[start].idx):
            return None
        first = doc[start]
        if inner[-1:] in ".…" and quote.closed and not first.is_lower and first.text not in ",—–-":
            return None
        if inner[-1:] not in ",?!—-….'\"”’" and first.text not in ",—–-":
            return None
        for index in range(start, limit):
            token = doc[index]
            if (
                self.quoted[token.idx]
                or token.text in (".", "?", "!", ";")
                or (token.is_space and "\n\n" in token.text)
            ):
                return None
            if self._is_cue(token) and self._has_free_subject(token):
                return token
        return None

    def before(self, quote: Quote) -> Token | None:
        """The cue in the same sentence before the quotation, if the quotation follows it closely."""
        doc = self.doc
        end = self.token_from(quote.start)
        found: Token | None = None
        for index in range(end - 1, max(-1, end - 1 - REACH), -1):
            token = doc[index]
            if token.text in (".", "?", "!", ";") or (token.is_space and "\n" in token.text and "\n\n" in token.text):
                break
            if self.quoted[token.idx]:
                break
            if self._is_cue(token):
                found = token
                break
        if found is None:
            return None
        gap = doc[found.i + 1 : end]
        if (
            not len(gap)
            or gap[-1].text in (",", ":")
            or all(t.text == "," or t.pos_ in ("ADV", "PRON", "PROPN", "ADP", "DET", "NOUN") for t in gap)
        ):
            return found
        return None

    def text_between(self, start: int, end: int, same_paragraph: bool) -> bool:
        """Whether words stand between two quotations of neighbouring paragraphs that are no part of a reporting clause."""
        if same_paragraph:
            return False
        first = next((b for a, b in self.paragraphs if a <= start < b or start == b), start)
        return any(
            not self.quoted[t.idx] and t.is_alpha
            for t in self.doc.char_span(first, end, alignment_mode="contract") or ()
        )

    def speaker(self, cue: Token) -> Token | None:
        head = subject(cue)
        if head is not None and not self.quoted[head.idx]:
            return head
        return self._near_subject(cue)

    def _is_cue(self, token: Token) -> bool:
        if token.pos_ not in ("VERB", "AUX"):
            return False
        verb = self.lexicon.verbs.get(token.lemma_.lower())
        return verb is not None and "quote" in verb.frames

    def _has_free_subject(self, cue: Token) -> bool:
        return self.speaker(cue) is not None

    def _near_subject(self, cue: Token) -> Token | None:
        """A noun phrase right after or before the cue, where the parse gives no subject ("said Mr Smith")."""
        doc = self.doc
        for index in (cue.i + 1, cue.i - 1):
            if (
                0 <= index < len(doc)
                and doc[index].pos_ in ("PROPN", "PRON", "NOUN", "DET")
                and not self.quoted[doc[index].idx]
            ):
                head = doc[index]
                while (
                    head.head.i != head.i
                    and head.dep_ in ("compound", "det", "amod", "poss", "nmod")
                    and not self.quoted[head.head.idx]
                ):
                    head = head.head
                if head.pos_ in ("PROPN", "PRON", "NOUN"):
                    return head
        return None


__all__ = ["quote_cues", "trimmed"]
