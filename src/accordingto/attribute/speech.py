"""Which cue governs which quotation: the frame text before, after and between quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.clauses import Found, quoted_tokens
from accordingto.attribute.frames import speaker_of
from accordingto.attribute.lexicon import Lexicon
from accordingto.attribute.parse import Range, own_subject, sentence, source_range, trimmed
from accordingto.attribute.quotes import Quote, find_paragraphs, range_at
from accordingto.attribute.quoting import is_saying_of, saying_after

REACH = 30
"""Tokens that a cue may stand away from its quotation: an apposition and a relative clause fit in."""

_ENDS = frozenset({".", "?", "!", ";"})
_READING = frozenset({"say", "read", "shout", "chant", "yell", "scream", "reply", "answer", "write", "tweet", "add"})
_QUOTE_ENDS = "\"”»’'"


def _outside(source: Range, quotes: Sequence[Range]) -> Stretches:
    """The part of a source phrase that stands outside the quotations (the parse may run over their marks)."""
    start, end = source
    for low, high in quotes:
        if start < high and low < end:
            start, end = (high, end) if end > high else (start, low)
    return ((start, end),) if start < end else ()


@dataclass(slots=True)
class _Telling:
    cue: Token
    head: Token | None
    pieces: list[Range] = field(default_factory=list)


def quote_cues(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """Direct quotations with their cue and source; pieces that share a cue, and continuations, are joined."""
    frame = Frame(doc, lexicon, quotes)
    tellings: list[_Telling] = []
    last_paragraph, last_end = -2, 0
    for quote in quotes:
        if not frame.is_speech(quote):
            continue
        paragraph = frame.paragraph(quote.start)
        cue = frame.after(quote) or frame.before(quote)
        if cue is not None:
            same = next((t for t in tellings[-2:] if t.cue.i == cue.i), None)
            if same is None:
                same = _Telling(cue, frame.speaker(cue) or _carried_on(cue, tellings))
                tellings.append(same)
            same.pieces.append((quote.start, quote.end))
        elif tellings and frame.continues(quote, last_end, last_paragraph):
            tellings[-1].pieces.append((quote.start, quote.end))
        else:
            continue
        last_paragraph, last_end = paragraph, max(quote.end, tellings[-1].cue.idx)
    for telling in tellings:
        source = _outside(source_range(telling.cue, telling.head), telling.pieces) if telling.head is not None else ()
        yield Found((telling.cue,), source, tuple(sorted((*_told_before(telling, lexicon), *telling.pieces))))


def _told_before(telling: _Telling, lexicon: Lexicon) -> Stretches:
    """'She denied that he was held: "Nobody saw him."': the clause of a denial, told before the quotation."""
    verb = lexicon.verb(telling.cue)
    clause = next((c for c in telling.cue.children if c.dep_ == "ccomp" and c.i > telling.cue.i), None)
    if verb is None or verb.stance != "denies" or clause is None:
        return ()
    told = trimmed(clause.doc, clause.left_edge.i, clause.right_edge.i + 1)
    return (told,) if told[1] <= min(telling.pieces)[0] else ()


def narrated(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[tuple[Range, Range]]:
    """Quotations without a cue that end a paragraph on somebody: "Juma lost his shop. 'I have nothing left.'".

    Gives the source, the subject of the sentence before the quotation or of the one that leads to it with a colon,
    and the quotation.
    """
    frame = Frame(doc, lexicon, quotes)
    for quote in quotes:
        number = frame.paragraph(quote.start)
        inner = frame.text[quote.inner_start : quote.inner_end].rstrip()
        if number < 0 or inner[-1:] not in _ENDS or frame.text[quote.end : frame.paragraphs[number][1]].strip():
            continue
        at = frame.token_from(quote.start)
        if at == 0 or frame.paragraphs[number][0] == quote.start or frame.before(quote) is not None:
            continue
        if frame.lead(quote) not in ".:":
            continue
        teller = frame.subject_before(at, frame.paragraphs[number][0])
        if teller is not None:
            yield source_range(teller.head, teller), (quote.start, quote.end)


def _carried_on(cue: Token, tellings: Sequence[_Telling]) -> Token | None:
    """ "And submitted as proof: ...": a sentence without subject goes on with the speaker before."""
    begins = sentence(cue).start
    lone = cue.doc[begins].lower_ in ("and", "but", "then") and cue.i - begins <= 3
    return tellings[-1].head if lone and tellings else None


class Frame:
    """The text outside the quotations of one doc, by tokens."""

    def __init__(self, doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> None:
        self.doc, self.lexicon, self.text = doc, lexicon, doc.text
        self.paragraphs = find_paragraphs(self.text)
        self.quoted = quoted_tokens(doc, quotes)
        self._starts = [token.idx for token in doc]

    def paragraph(self, offset: int) -> int:
        """Number of the paragraph that holds `offset`, -1 between paragraphs."""
        number = range_at(self.paragraphs, offset)
        return -1 if number is None else number

    def token_from(self, offset: int) -> int:
        """Index of the first token that starts at or after `offset` and is no blank."""
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            if self._starts[middle] < offset:
                low = middle + 1
            else:
                high = middle
        while low < len(self.doc) and self.doc[low].is_space:
            low += 1
        return low

    def is_speech(self, quote: Quote) -> bool:
        """Whether the quotation is speech and no title or scare quote: a clause, or closed by its own punctuation."""
        inner = self.text[quote.inner_start : quote.inner_end].strip()
        if not inner:
            return False
        start, end = self.token_from(quote.inner_start), self.token_from(quote.inner_end)
        if inner[-1] in ",.?!…—" or not quote.closed:
            return end - start >= 2 or self.lead(quote) in (",", ":") or self.opens_sentence(quote)
        if self.lead(quote) == ":" or self._said_last(start, end):
            return True
        return end - start >= 4 and (
            self.opens_sentence(quote) or self.lead(quote) == "," or self._whole_clause(start, end)
        )

    def _said_last(self, start: int, end: int) -> bool:
        """'The banner said "Free Anna".': right after a verb of saying, up to the sentence's end."""
        after = self.token_from(self.doc[end - 1].idx + len(self.doc[end - 1])) if end > start else end
        while after < len(self.doc) and self.quoted[after]:
            after += 1
        ended = after >= len(self.doc) or self.doc[after].text in _ENDS
        cue = start - 2
        return (
            ended and end - start >= 2 and cue >= 0 and self._is_cue(self.doc[cue]) and self.doc[cue].lemma_ in _READING
        )

    def _whole_clause(self, start: int, end: int) -> bool:
        """Whether a quotation in mid-sentence is a sentence by itself: a subject at its begin and a verb."""
        words = self.doc[start:end]
        return (
            any(t.dep_ in ("nsubj", "nsubjpass", "expl") and t.i - start < 5 for t in words)
            and any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)
            and self.doc[start - 2 if start > 1 else 0].tag_ not in ("DT", "JJ", "PRP$", "VBG")
        )

    def lead(self, quote: Quote) -> str:
        """The last character before the quotation."""
        return self.text[: quote.start].rstrip()[-1:]

    def opens_sentence(self, quote: Quote) -> bool:
        """Whether the quotation begins a sentence or paragraph."""
        lead = self.lead(quote)
        paragraph = self.paragraphs[self.paragraph(quote.start)]
        return not lead or lead in ".!?" or lead in _QUOTE_ENDS or paragraph[0] == quote.start

    def continues(self, quote: Quote, last_end: int, last_paragraph: int) -> bool:
        """Whether the quotation goes on with the one before: nothing stands between but that one's reporting clause."""
        paragraph = self.paragraph(quote.start)
        if not self.opens_sentence(quote) or paragraph - last_paragraph > 1:
            return False
        if quote.closed and self.text[quote.inner_start : quote.inner_end].rstrip()[-1:] not in (*".?!…—\"'’”",):
            return False
        own = self.paragraphs[paragraph][0] if paragraph != last_paragraph else None
        between = self.doc[self.token_from(own if own is not None else last_end) : self.token_from(quote.start)]
        sentences = 0
        for token in between:
            if self.quoted[token.i]:
                continue
            if own is not None and token.is_alpha:
                return False
            sentences += token.text in _ENDS
        if own is not None:
            before = self.doc[self.token_from(last_end) : self.token_from(own)]
            sentences = sum(t.text in _ENDS and not self.quoted[t.i] for t in before)
        return sentences <= 1

    def after(self, quote: Quote) -> Token | None:
        """The cue in the sentence that goes on after the quotation."""
        doc = self.doc
        inner = self.text[quote.inner_start : quote.inner_end].rstrip()
        start = self.token_from(quote.end)
        if start >= len(doc) or self.paragraph(quote.start) != self.paragraph(doc[start].idx):
            return None
        first = doc[start]
        ends_itself = inner[-1:] in ".…" or (
            inner[-1:] in "?!" and not first.is_lower and first.pos_ not in ("PRON", "PROPN", "DET")
        )
        if ends_itself and quote.closed and not first.is_lower and first.text not in (",", "—", "–", "-", "--"):
            return None
        if inner[-1:] not in (",", "?", "!", "—", "-", ".", "…", "'", '"', "”", "’") and first.text not in (
            ",",
            "—",
            "–",
            "-",
            "--",
        ):
            return None
        for index in range(start, min(len(doc), start + REACH)):
            token = doc[index]
            if self.quoted[index] or token.text in _ENDS or self._breaks(token) or token.text == ":":
                return None
            if self._is_cue(token) and self.speaker(token) is not None:
                return token
        return None

    def before(self, quote: Quote) -> Token | None:
        """The cue in the same sentence before the quotation, if the quotation follows it closely."""
        doc, end = self.doc, self.token_from(quote.start)
        paragraph_start = self.paragraphs[max(0, self.paragraph(quote.start))][0]
        found: Token | None = None
        for index in range(end - 1, max(-1, end - 1 - REACH), -1):
            token = doc[index]
            if token.idx < paragraph_start or (token.text in _ENDS and not self.quoted[index]):
                break
            if self.quoted[index]:
                break
            if self._is_cue(token):
                found = token
                break
        if found is None:
            return None
        gap = [t for t in doc[found.i + 1 : end] if not t.is_space]
        if gap and gap[-1].text == ":":
            return found
        if gap and gap[-1].text == ",":
            return found if self.lead(quote) == "," else None
        if any(
            t.lower_ in ("that", "the", "a", "an", "of", "to", "and", "as", "its", "his", "their", "this")
            for t in gap[-1:]
        ):
            return found if gap[-1].lower_ == "that" and self._is_long(quote) else None
        return (
            found
            if all(t.pos_ in ("ADV", "PRON", "PROPN", "PART", "NOUN", "ADP", "DET", "SCONJ", "ADJ") for t in gap)
            else None
        )

    def subject_before(self, index: int, begin: int) -> Token | None:
        """The person who is the subject of the sentence before the token `index`, in the paragraph from `begin` on."""
        last = index - 1
        while last > 0 and (self.doc[last].is_space or self.doc[last].text in _ENDS):
            last -= 1
        whole = sentence(self.doc[last])
        if self.quoted[last] or whole[0].idx < begin or any(self.quoted[t.i] for t in whole[: last - whole.start + 1]):
            return None
        head = own_subject(whole.root)
        if head is None or head.i > index:
            return None
        person = head.ent_type_ == "PERSON" or head.lower_ in ("he", "she")
        return head if person and head.head.i == whole.root.i else None

    def _is_long(self, quote: Quote) -> bool:
        """Whether a quotation after "that" is a sentence by itself up to its end."""
        start, end = self.token_from(quote.inner_start), self.token_from(quote.inner_end)
        after = self.token_from(quote.end)
        ended = after >= len(self.doc) or self.doc[after].text in _ENDS or self.lead(quote) == ":"
        inner = self.text[quote.inner_start : quote.inner_end].rstrip()
        return end - start >= 4 and (ended or inner[-1:] in ".?!") and self._whole_clause(start, end)

    def _breaks(self, token: Token) -> bool:
        return token.is_space and token.text.count("\n") > 1

    def speaker(self, cue: Token) -> Token | None:
        """The head of the phrase whose words the quotation is."""
        if cue.lemma_ in ("quote", "cite"):
            return self._quoted_person(cue)
        head = speaker_of(cue, self.lexicon)
        if head is not None and not self.quoted[head.i] and abs(head.i - cue.i) <= REACH:
            return head
        return self._near_subject(cue)

    def _quoted_person(self, cue: Token) -> Token | None:
        """ "they quoted her as saying", "she was cited as saying": the person quoted."""
        if saying_after(cue) is None:
            return None
        wanted = ("nsubjpass",) if any(c.dep_ == "auxpass" for c in cue.children) else ("dobj", "nsubj")
        return next((c for c in cue.children if c.dep_ in wanted and (c.i > cue.i or "nsubjpass" in wanted)), None)

    def _is_cue(self, token: Token) -> bool:
        if token.pos_ not in ("VERB", "AUX"):
            return False
        if token.lemma_ in ("quote", "cite"):
            return saying_after(token) is not None
        verb = self.lexicon.verb(token)
        return verb is not None and "quote" in verb.frames and not is_saying_of(token)

    def _near_subject(self, cue: Token) -> Token | None:
        """A noun phrase right after or before the cue, where the parse gives no subject ("said Mr Smith")."""
        doc = self.doc
        listened = cue.lemma_ in ("tell", "assure", "remind", "inform", "warn")
        before = cue.i - 1
        while before > 0 and doc[before].text == ",":
            before -= 1
        for index in (before,) if listened else (cue.i + 1, before):
            if not 0 <= index < len(doc) or self.quoted[index]:
                continue
            head = doc[index]
            if head.pos_ not in ("PROPN", "PRON", "NOUN", "DET", "ADJ"):
                continue
            while head.head.i != head.i and head.dep_ in ("compound", "det", "amod", "poss", "nmod", "appos"):
                if self.quoted[head.head.i]:
                    break
                head = head.head
            if head.pos_ in ("PROPN", "PRON", "NOUN") and abs(head.i - cue.i) < 12:
                return head
        return None
