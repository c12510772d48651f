"""Silences: a party's statement does not mention something, gives no reason, stops short of blaming."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.clauses import Found, told_tokens
from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.parse import (
    MODALS,
    has_aux,
    is_negated,
    is_passive,
    phrase,
    prep_object,
    source_range,
    subject,
    trimmed,
    verb_group,
)
from accordingto.attribute.quotes import Quote

_DO = frozenset({"do"})
_SILENT = words("silences_silent")
GIVEN = words("silences_given")
"""What a party may give no word of: "details", "a reason"."""

_Silence = tuple[tuple[Token, ...], Stretches] | None


def silences(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "did not mention X", "made no mention of X", "stopped short of X": a party is silent on something."""
    for token in told_tokens(doc, quotes):
        found = silence_of(token)
        if not found:
            continue
        cue, content = found
        verb = cue[0] if cue[0].pos_ == "VERB" else token if token.pos_ in ("VERB", "AUX") else token.head
        head = subject(verb) or subject(token)
        if head is not None and content[0][0] < content[0][1]:
            yield Found(cue, (source_range(verb, head),), content)


def _unmentioned(token: Token) -> _Silence:
    if token.lemma_ not in _SILENT or token.pos_ != "VERB" or not is_negated(token) or is_passive(token):
        return None
    if has_aux(token, MODALS) or _is_habit(token):
        return None
    after = [c for c in token.children if c.i > token.i]
    thing = next((c for c in after if c.dep_ in ("dobj", "ccomp")), None) or next(
        (c for c in after if c.dep_ == "prep" and c.lower_ in ("on", "about", "of", "to")), None
    )
    if thing is None or (token.lemma_ in ("say", "explain", "confirm", "acknowledge") and not _is_open(token, thing)):
        return None
    start = thing.left_edge.i if thing.dep_ != "prep" else thing.i + 1
    named = [c.right_edge.i for c in after if c.dep_ == "prep" and c.lower_ == "by"]
    end = max([thing.right_edge.i, *named]) + 1
    return verb_group(token), (trimmed(token.doc, start, end),)


def _is_habit(token: Token) -> bool:
    """ "Companies do not disclose their debts", "firms not naming their owners": what many do, no silence."""
    return token.tag_ == "VBG" or (token.lemma_ in ("disclose", "identify", "name", "detail") and has_aux(token, _DO))


def _is_open(token: Token, thing: Token) -> bool:
    if thing.dep_ == "ccomp":
        words = {t.lower_ for t in thing.lefts} | {token.doc[thing.left_edge.i].lower_}
        asked = bool(words & {"whether", "if", "who", "what", "where", "when", "how", "why", "which"})
        return asked or any(c.lower_ == "never" for c in token.children)
    return token.lemma_ not in ("say",)


def _made_no_mention(token: Token) -> _Silence:
    doc = token.doc
    if token.lemma_ == "omit" and token.pos_ == "VERB" and not is_passive(token):
        left_out = next((c for c in token.children if c.dep_ == "dobj"), None)
        return ((token,), (phrase(left_out),)) if left_out is not None else None
    if token.lemma_ in ("mention", "reference") and token.dep_ == "dobj" and token.head.lemma_ == "avoid":
        of = prep_object(token, "of", "to")
        return (tuple(doc[token.head.i : token.i + 1]), (phrase(of[1]),)) if of is not None else None
    if token.lemma_ in ("mention", "reference") and token.dep_ == "dobj" and token.head.lemma_ == "make":
        of = prep_object(token, "of", "to") or prep_object(token.head, "of", "to")
        if of is not None and any(c.lower_ == "no" for c in token.children):
            return tuple(doc[token.head.i : token.i + 1]), (phrase(of[1]),)
    if token.lemma_ in GIVEN and token.dep_ == "dobj" and token.head.lemma_ in ("give", "provide", "offer"):
        no = any(c.lower_ == "no" for c in token.children) or is_negated(token.head)
        if no:
            start = token.head.i
            words = verb_group(token.head) if is_negated(token.head) else tuple(doc[start : token.i])
            return words, (phrase(token),)
    if token.lemma_ == "silent" and token.dep_ in ("acomp", "oprd"):
        on = prep_object(token, "on", "about")
        if on is not None:
            return (token,), (phrase(on[1]),)
    return None


def _stopped_short(token: Token) -> _Silence:
    if token.lemma_ != "stop" or token.i + 2 >= len(token.doc) or token.doc[token.i + 1].lower_ != "short":
        return None
    of = token.doc[token.i + 2]
    if of.lower_ != "of":
        return None
    end = max((c.right_edge.i for c in of.children), default=of.i) + 1
    return tuple(token.doc[token.i : of.i + 1]), (trimmed(token.doc, of.i + 1, end),)


def silence_of(token: Token) -> _Silence:
    """Cue words and content where `token` tells that a party is silent on something, else None."""
    if token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    return _unmentioned(token) or _made_no_mention(token) or _stopped_short(token)
