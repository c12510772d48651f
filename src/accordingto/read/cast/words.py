"""The parse of a report as plain columns, read out of spaCy once, because the cast looks at every token many times."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

_FINAL = ".!?\"”’')"
_OPEN, _CLOSE, _EITHER = "“„«‟", "”»", '"'


@dataclass(frozen=True, slots=True)
class Words:
    """Columns, one entry a token. `quoted`: inside quotation marks; `sentence`: number of the sentence."""

    text: list[str]
    low: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]
    quoted: list[bool]
    firsts: list[int]
    source: str

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """The columns of `doc`."""
        rows = [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.idx) for t in doc]
        text, pos, tag, dep, head, starts = (
            (list(c) for c in zip(*rows, strict=True)) if rows else ([] for _ in range(6))
        )
        firsts = _sentence_starts(doc, text)
        sentence = [0] * len(text)
        for number, first in enumerate(firsts):
            last = firsts[number + 1] if number + 1 < len(firsts) else len(text)
            sentence[first:last] = [number] * (last - first)
        return cls(
            text=text,
            low=[w.lower() for w in text],
            pos=pos,
            tag=tag,
            dep=dep,
            head=head,
            start=starts,
            end=[s + len(w) for s, w in zip(starts, text, strict=True)],
            sentence=sentence,
            quoted=_quoted(text),
            firsts=firsts,
            source=doc.text,
        )

    def __len__(self) -> int:
        return len(self.text)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that characters [start, end) touch, half-open."""
        return bisect_right(self.end, start), bisect_left(self.start, end)

    def exact(self, first: int, last: int) -> str:
        """The words of tokens [first, last), blanks and line ends made one blank."""
        if first >= last:
            return ""
        return " ".join(self.source[self.start[first] : self.end[last - 1]].split())


def _sentence_starts(doc: Doc, text: list[str]) -> list[int]:
    """The parser's sentences, cut as well at line ends behind a closing mark: the parser runs headings and paragraphs
    together.
    """
    starts = {s.start for s in doc.sents}
    for i, word in enumerate(text[1:-1], 1):
        if word.isspace() and "\n" in word and (text[i - 1][-1] in _FINAL or word.count("\n") > 1):
            starts.add(i + 1)
    return sorted(starts)


def _quoted(text: list[str]) -> list[bool]:
    """Which tokens stand between quotation marks; a mark that is never closed ends with its paragraph."""
    inside, out = False, []
    for word in text:
        if word in _OPEN:
            inside = True
        elif word in _CLOSE:
            inside = False
        elif word == _EITHER or word in ("``", "''"):
            inside = not inside
        elif "\n" in word and word.isspace() and word.count("\n") > 1:
            inside = False
        out.append(inside)
    return out
