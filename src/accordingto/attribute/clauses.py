"""Cue verbs of the parse, "according to", and cue nouns, each with its source and content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.bounds import content_start, cut_end
from accordingto.attribute.chains import bears_words
from accordingto.attribute.frames import STATES, content_of, speaker_of
from accordingto.attribute.lexicon import Lexicon, Verb
from accordingto.attribute.objects import PARTICLES
from accordingto.attribute.parse import (
    LONGEST,
    NOMINAL,
    Range,
    agent,
    is_negated,
    is_passive,
    own_subject,
    sentence,
    source_range,
    trimmed,
)
from accordingto.attribute.quotes import Quote, quotes_meeting
from accordingto.attribute.quoting import is_saying_of, saying_after


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution: its cue in tokens, source and content in character ranges."""

    cue: tuple[Token, ...]
    source: Stretches
    content: Stretches


def clause_cues(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """Verbs of the lexicon with a clause, an object or an infinitive that holds what is communicated."""
    for token in told_tokens(doc, quotes):
        verb = lexicon.verb(token)
        if verb is None or _is_idle(token, lexicon):
            continue
        content = content_of(token, verb, lexicon)
        if not content:
            continue
        passive = is_passive(token) or _is_participle(token)
        answered = verb.stance != "asserts" and agent(token) is not None  # "the charge was denied by her lawyer"
        if passive and not answered and not _reports_in_passive(token):
            continue
        head = agent(token) if passive else speaker_of(token, lexicon)
        if "quoting" in verb.frames and saying_after(token) is None and not passive and "object" not in verb.frames:
            continue
        if head is not None and (not _is_nominal(head) or _is_nobody(head)):
            continue
        if head is None and not passive:
            continue
        source = (source_range(token, head),) if head is not None else ()
        yield Found(_cue_words(token, verb), source, whole_quotes(content, quotes))


def _is_nominal(head: Token) -> bool:
    """A noun, pronoun or name, and a participle with an article ("the accused")."""
    return head.pos_ in NOMINAL or (head.tag_ in ("VBN", "VBG") and head.i > 0 and head.doc[head.i - 1].lower_ == "the")


def _is_nobody(head: Token) -> bool:
    return head.lower_ in ("nobody", "none") or (head.lower_ == "one" and any(c.lower_ == "no" for c in head.children))


def _is_participle(token: Token) -> bool:
    """A past participle without "have": a shortened passive ("called the Crossroads by its citizens")."""
    if token.tag_ != "VBN" or token.dep_ not in ("acl", "advcl", "amod", "relcl"):
        return False
    return not any(c.dep_ == "aux" for c in token.children)


def _cue_words(token: Token, verb: Verb) -> tuple[Token, ...]:
    """The verb, with the particle, the state or the refusal that belongs to the telling ("refused to rule out")."""
    start, end = token.i, token.i
    if verb.frames & {"particle", "state"}:
        words = PARTICLES if "particle" in verb.frames else STATES
        end = next((t.i for t in token.subtree if token.i < t.i <= token.i + 3 and t.lower_ in words), end)
    if token.dep_ == "xcomp" and token.head.lemma_ in ("refuse", "decline") and token.i - token.head.i == 2:
        start = token.head.i
    return tuple(token.doc[start : end + 1])


def quoted_tokens(doc: Doc, quotes: Sequence[Quote]) -> bytearray:
    """1 for each token inside a quotation."""
    marks = bytearray(len(doc))
    at = 0
    for quote in quotes:
        while at < len(doc) and doc[at].idx < quote.start:
            at += 1
        while at < len(doc) and doc[at].idx < quote.end:
            marks[at] = 1
            at += 1
    return marks


def _unread_tokens(doc: Doc, quotes: Sequence[Quote]) -> bytearray:
    """1 for each token inside a quotation or an endless sentence, where no cue is looked for."""
    marks = quoted_tokens(doc, quotes)
    for whole in doc.sents:
        if len(whole) > LONGEST:
            marks[whole.start : whole.end] = b"\1" * len(whole)
    return marks


def told_tokens(doc: Doc, quotes: Sequence[Quote]) -> Iterator[Token]:
    """The tokens in which a cue is looked for: outside quotations and endless sentences."""
    unread = _unread_tokens(doc, quotes)
    return (token for token in doc if not unread[token.i])


_DISCLOSING = frozenset({"disclose", "reveal", "detail", "specify"})


def _is_idle(token: Token, lexicon: Lexicon) -> bool:
    """Cue words that tell nothing here: "say" after "that is to", conditions, questions to the reader."""
    if token.dep_ in ("amod", "compound") or is_saying_of(token):
        return True
    if is_negated(token) and token.lemma_ in _DISCLOSING and not any(c.dep_ == "ccomp" for c in token.children):
        return True
    if token.tag_ == "VBN" and token.dep_ == "advcl" and not any(c.dep_ == "aux" for c in token.children):
        return True
    if (
        token.dep_ == "xcomp"
        and token.head.lemma_ in ("fail", "refuse", "decline", "forget", "neglect", "avoid")
        and token.lemma_ != "rule"
    ):
        return True
    if token.lemma_ in ("refuse", "decline") and any(c.lemma_ == "rule" for c in token.children):
        return True
    if token.lemma_ in ("cite", "quote") and token.tag_ == "VBG":
        thing = next((c for c in token.children if c.dep_ == "dobj"), None)
        return thing is not None and bears_words(thing, lexicon) and token.dep_ != "ROOT"
    return any(c.dep_ == "mark" and c.lower_ == "if" for c in token.children) and token.dep_ == "advcl"


def _reports_in_passive(token: Token) -> bool:
    """ "it was announced that", "he was quoted as saying" tell; "was found guilty", "was called up" do not."""
    if token.lemma_ in ("quote", "cite"):
        return saying_after(token) is not None
    held = any(c.dep_ == "ccomp" for c in token.children)
    return held and token.lemma_ not in ("find", "show", "hold", "put", "make")


def whole_quotes(content: Stretches, quotes: Sequence[Quote]) -> Stretches:
    """Content that begins or ends inside a quotation takes in the whole of it."""
    out = []
    for start, end in content:
        for quote in quotes_meeting(quotes, start, end):
            if quote.start < start <= quote.inner_start:
                start = quote.start
            if quote.start >= start and end < quote.end:
                end = quote.end
        out.append((start, end))
    return tuple(out)


def according_to(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "X, according to Y", "in the words of Y", "in Y's view": the rest of the sentence is the content."""
    for token in doc[:-1]:
        cue, head = _according(token, lexicon)
        if head is None:
            continue
        first, last = cue[0].i, max(cue[-1].i, head.i)
        end = max(_source_end(head), last + 1)
        content = _around(doc[first], end, lexicon)
        if not content[0][0] < content[0][1]:  # the parse took the told clause into the source
            end = next((i for i in range(last + 1, end) if doc[i].text == ","), end)
            content = _around(doc[first], end, lexicon)
        owned = cue[-1].i > head.i
        source = (
            trimmed(doc, head.left_edge.i, head.i + 1)
            if owned
            else trimmed(doc, head.left_edge.i, max(end, head.i + 1))
        )
        yield Found(cue, (source,), whole_quotes(content, quotes))


_STOPS = frozenset({"–", "—", "--", '"', "“", "``"})
_OWN_WORDS = frozenset({"view", "opinion", "words", "telling", "account", "estimate", "estimation", "version"})


def _according(token: Token, lexicon: Lexicon) -> tuple[tuple[Token, ...], Token | None]:
    """The cue words that begin with `token` and the head of the source, None where it begins no such phrase."""
    doc = token.doc
    if token.lower_ == "according" and doc[token.i + 1].lower_ == "to":
        to = doc[token.i + 1]
        return (token, to), next((c for t in (to, token) for c in t.children if c.dep_ == "pobj"), None)
    thing = next((c for c in token.children if c.dep_ == "pobj"), None)
    if thing is None or token.pos_ not in ("ADP", "SCONJ") or token.lower_ not in ("in", "by", "per"):
        return (token,), None
    if token.lower_ == "per":
        told = bears_words(thing, lexicon) and any(c.dep_ == "det" or c.ent_type_ for c in (thing, *thing.children))
        return (token,), thing if told else None
    if thing.lower_ not in _OWN_WORDS:
        return (token,), None
    owner = next((c for c in thing.children if c.dep_ == "poss"), None)
    if owner is not None:
        return (token, thing), owner if owner.lower_ not in ("my", "your", "our") else None
    of = next((c for c in thing.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == thing.i + 1), None)
    if of is None:
        return (token,), None
    return tuple(doc[token.i : of.i + 1]), next((c for c in of.children if c.dep_ == "pobj"), None)


def _source_end(head: Token) -> int:
    """Index behind the source of an "according to", which ends at a dash or before a quotation."""
    end = head.right_edge.i + 1
    return next((i for i in range(head.i + 1, end) if head.doc[i].text in _STOPS), end)


def _around(token: Token, end: int, lexicon: Lexicon) -> Stretches:
    """What an "according to" phrase belongs to: the words before it in its sentence, else those after it."""
    doc, whole = token.doc, sentence(token)
    before = trimmed(doc, content_start(token, whole.start), token.i)
    after_end = cut_end(token, end, whole.end, lexicon) if end < whole.end else end
    if before[1] - before[0] < 3:
        return (trimmed(doc, end, after_end),)
    if end < whole.end and doc[end].text in (",", "–", "—", "--") and doc[end].text == ",":
        rest = trimmed(doc, end, after_end)
        if rest[1] - rest[0] > 2 and not _starts_new(doc, end + 1):
            return before, rest
    return (before,)


def _starts_new(doc: Doc, index: int) -> bool:
    """Whether a clause of its own begins here, which "according to" does not reach."""
    return index < len(doc) and doc[index].lower_ in (
        "but",
        "and",
        "while",
        "although",
        "though",
        "who",
        "which",
        "whereas",
    )


def noun_cues(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "US claims that Russia ...", "its promise to ...": a noun that takes what was communicated as its clause."""
    for token in told_tokens(doc, quotes):
        if token.pos_ != "NOUN" or token.lemma_ not in lexicon.nouns:
            continue
        clause = next((c for c in _clauses_after(token) if _is_content_clause(token, c)), None)
        if clause is None:
            continue
        start = max(clause.left_edge.i, token.i + 1)
        end = cut_end(token, start, clause.right_edge.i + 1, lexicon)
        yield Found((token,), _noun_source(token), whole_quotes((trimmed(doc, start, end),), quotes))


def _clauses_after(noun: Token) -> Iterator[Token]:
    """Clauses that may be the noun's content, also where the parse hung them on its by-phrase."""
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp", "relcl"):
            yield child
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            for inner in child.subtree:
                if inner.dep_ in ("acl", "relcl", "ccomp") and any(m.lower_ == "that" for m in inner.lefts):
                    yield inner


def _is_content_clause(noun: Token, clause: Token) -> bool:
    if any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return True
    if any(c.tag_ == "TO" for c in clause.lefts):
        return noun.lemma_ in ("claim", "promise", "pledge", "threat", "vow") and clause.dep_ in ("acl", "xcomp")
    own = own_subject(clause)
    if own is None or own.i <= noun.i or own.lower_ in ("who", "which", "that") or clause.tag_ == "VBG":
        return False
    if clause.tag_ == "VBN" and not is_passive(clause):
        return False
    complete = ("dobj", "attr", "acomp", "prep", "auxpass", "ccomp", "xcomp", "advmod")
    direct = own is not None and noun.i + 1 >= (own.left_edge.i if own is not None else 0)
    return (
        direct
        and any(c.dep_ in complete for c in clause.children)
        and (clause.pos_ == "AUX" or any(c.dep_ in ("dobj", "auxpass") for c in clause.children))
    )


def _noun_source(noun: Token) -> Stretches:
    doc = noun.doc
    for child in noun.children:
        if child.dep_ == "poss":
            last = child.right_edge.i
            end = last if doc[last].tag_ == "POS" else last + 1
            return (trimmed(doc, child.left_edge.i, end),)
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            head = next((c for c in child.children if c.dep_ == "pobj"), None)
            if head is not None:
                return (_without_clause(head),)
    named = [
        c
        for c in noun.lefts
        if c.dep_ in ("compound", "amod", "nmod", "nsubj") and (c.ent_type_ or c.pos_ in ("NOUN", "PROPN"))
    ]
    if named and not any(t.is_quote for t in doc[named[0].left_edge.i : noun.i]):
        first = min(c.left_edge.i for c in named)
        if doc[first].ent_type_ in ("ORG", "GPE", "PERSON", "NORP") or named[-1].pos_ == "NOUN":
            return (trimmed(doc, first, noun.i),)
    return ()


def _without_clause(head: Token) -> Range:
    end = head.right_edge.i + 1
    for child in head.children:
        if child.dep_ in ("relcl", "acl", "ccomp") and child.i > head.i:
            end = min(end, child.left_edge.i)
    return trimmed(head.doc, head.left_edge.i, end)
