"""Silences: a party's statement does not mention something, gives no reason, stops short of blaming."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.clauses import Found, told_tokens
from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.parse import (
    MODALS,
    has_aux,
    is_negated,
    is_passive,
    own_subject,
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
_MENTIONS = frozenset({"mention", "reference", "allusion"})
_HOLDING = frozenset({"make", "contain", "include", "carry", "have"})
GIVEN = words("silences_given")
"""What a party may give no word of: "details", "a reason"."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The cue words, what is not mentioned, and the head of the silent party where the verb's subject is none."""

    cue: tuple[Token, ...]
    content: Stretches
    party: Token | None = None


def silences(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "did not mention X", "made no mention of X", "stopped short of X": a party is silent on something."""
    for token in told_tokens(doc, quotes):
        found = silence_of(token)
        if found is None:
            continue
        first = found.cue[0]
        verb = first if first.pos_ == "VERB" else token if token.pos_ in ("VERB", "AUX") else token.head
        head = found.party or subject(verb) or subject(token)
        if head is not None and found.content[0][0] < found.content[0][1]:
            yield Found(found.cue, (source_range(verb, head),), found.content)


def silence_of(token: Token) -> Silence | None:
    """What `token` tells of a party's silence on something, else None."""
    if token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    return (
        _unmentioned(token)
        or _left_out(token)
        or _omitted(token)
        or _made_no_mention(token)
        or _nothing_given(token)
        or _silent_on(token)
        or _stopped_short(token)
    )


def _unmentioned(token: Token) -> Silence | None:
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
    return Silence(verb_group(token), (trimmed(token.doc, start, end),))


def _is_habit(token: Token) -> bool:
    """ "Companies do not disclose their debts", "firms not naming their owners": what many do, no silence."""
    return token.tag_ == "VBG" or (token.lemma_ in ("disclose", "identify", "name", "detail") and has_aux(token, _DO))


def _is_open(token: Token, thing: Token) -> bool:
    if thing.dep_ == "ccomp":
        words = {t.lower_ for t in thing.lefts} | {token.doc[thing.left_edge.i].lower_}
        asked = bool(words & {"whether", "if", "who", "what", "where", "when", "how", "why", "which"})
        return asked or any(c.lower_ == "never" for c in token.children)
    return token.lemma_ not in ("say",)


def _left_out(token: Token) -> Silence | None:
    """ "The prisoners were not mentioned in the statement", "no mention was made of them in the statement"."""
    if token.pos_ != "VERB" or not is_passive(token):
        return None
    named = own_subject(token)
    within = next((t for t in token.subtree if t.dep_ == "prep" and t.lower_ == "in" and t.i > token.i), None)
    document = next((c for c in within.children if c.dep_ == "pobj"), None) if within is not None else None
    if named is None or within is None or document is None:
        return None
    if token.lemma_ in ("mention", "name") and is_negated(token):
        return Silence(verb_group(token), (phrase(named),), document)
    of = prep_object(token, "of", "to")
    nothing = named.lemma_ in _MENTIONS and any(c.lower_ == "no" for c in named.children)
    if token.lemma_ == "make" and nothing and of is not None and of[0].i < within.i:
        content = trimmed(token.doc, of[1].left_edge.i, within.i)
        return Silence(tuple(token.doc[named.left_edge.i : token.i + 1]), (content,), document)
    return None


def _omitted(token: Token) -> Silence | None:
    if token.lemma_ != "omit" or token.pos_ != "VERB" or is_passive(token):
        return None
    thing = next((c for c in token.children if c.dep_ == "dobj"), None)
    if thing is None:
        return None
    of = prep_object(thing, "of", "to") if thing.lemma_ in _MENTIONS else None
    return Silence((token,), (phrase(of[1] if of is not None else thing),))


def _made_no_mention(token: Token) -> Silence | None:
    """ "made no mention of", "contained no reference to", "avoided any mention of"."""
    verb = token.head
    if token.lemma_ not in _MENTIONS or token.dep_ != "dobj":
        return None
    of = prep_object(token, "of", "to") or (prep_object(verb, "of", "to") if verb.lemma_ == "make" else None)
    no = any(c.lower_ == "no" for c in token.children) and verb.lemma_ in _HOLDING
    if of is None or not (no or verb.lemma_ == "avoid"):
        return None
    return Silence(tuple(token.doc[verb.i : token.i + 1]), (phrase(of[1]),))


def _nothing_given(token: Token) -> Silence | None:
    """ "gave no details", "did not give a reason"."""
    verb = token.head
    if token.lemma_ not in GIVEN or token.dep_ != "dobj" or verb.lemma_ not in ("give", "provide", "offer"):
        return None
    if is_negated(verb):
        return Silence(verb_group(verb), (phrase(token),))
    no = any(c.lower_ == "no" for c in token.children)
    return Silence(tuple(token.doc[verb.i : token.i]), (phrase(token),)) if no else None


def _silent_on(token: Token) -> Silence | None:
    on = prep_object(token, "on", "about") if token.lemma_ == "silent" and token.dep_ in ("acomp", "oprd") else None
    return Silence((token,), (phrase(on[1]),)) if on is not None else None


def _stopped_short(token: Token) -> Silence | None:
    if token.lemma_ != "stop" or token.i + 2 >= len(token.doc) or token.doc[token.i + 1].lower_ != "short":
        return None
    of = token.doc[token.i + 2]
    if of.lower_ != "of":
        return None
    end = max((c.right_edge.i for c in of.children), default=of.i) + 1
    return Silence(tuple(token.doc[token.i : of.i + 1]), (trimmed(token.doc, of.i + 1, end),))
