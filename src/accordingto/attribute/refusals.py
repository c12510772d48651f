"""Answers that are none: "declined to comment", "could not be reached", "calls to the embassy went unanswered"."""

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
from accordingto.attribute.silences import GIVEN
from accordingto.attribute.unanswered import unanswered

_EVADING = words("refusals_evading")
_REFUSING = frozenset({"decline", "refuse"})
_ANSWERING = words("refusals_answering")
_ASKING = words("refusals_asking")
_REACHING = frozenset({"respond", "reply", "return", "answer"})
_QUESTIONED = frozenset({"interview", "draw", "question"})
_FUTURE = frozenset({"will", "wo", "ll", "'ll", "’ll"})
_UNABLE = frozenset({"could", "can", "ca"})


def no_comments(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "declined to comment", "could not be reached", "did not respond to a request": the answer that is none."""
    for token in told_tokens(doc, quotes):
        vain = unanswered(token)
        if vain is not None:
            yield Found(vain.cue, (vain.party,), vain.asked)
            continue
        cue = _unwilling(token)
        head = _refuser(token, cue) if cue else None
        if head is not None:
            yield Found(cue, (source_range(token, head),), asked_content(cue[-1]) or _asked_when(token))


def answer_that_is_none(token: Token) -> tuple[Token, ...]:
    """The cue words where `token` tells that a party gave no answer, else nothing."""
    vain = unanswered(token)
    return vain.cue if vain is not None else _unwilling(token)


def _unwilling(token: Token) -> tuple[Token, ...]:
    return _refusal(token) or _evasion(token) or _unreached(token) or _nothing_said(token)


def _evasion(token: Token) -> tuple[Token, ...]:
    """ "ignored requests for comment", "sidestepped a question", "hung up when asked"."""
    if token.pos_ != "VERB":
        return ()
    thing = next((c for c in token.children if c.dep_ == "dobj"), None)
    if token.lemma_ in _EVADING and thing is not None and thing.lemma_ in _ASKING:
        about_words = thing.lemma_ in ("question", "query", "enquiry", "inquiry")
        return verb_group(token) if about_words or any(t.lemma_ == "comment" for t in thing.subtree) else ()
    if token.lemma_ == "refer" and thing is not None and thing.lemma_ in _ASKING and prep_object(token, "to"):
        return tuple(token.doc[token.i : thing.i + 1])
    return _broken_off(token, thing)


def _broken_off(token: Token, thing: Token | None) -> tuple[Token, ...]:
    """ "Hung up", "put the phone down", "walked out when asked about the dead"."""
    way = next((c for c in token.children if c.dep_ in ("prt", "advmod") and c.lower_ in ("up", "down", "out")), None)
    if way is None:
        return ()
    last = max(way.i, thing.i if thing is not None else way.i)
    phone = thing is not None and thing.lemma_ in ("phone", "telephone", "receiver")
    if token.lemma_ == "hang" and way.lower_ == "up" and (thing is None or phone):
        return tuple(token.doc[token.i : last + 1])
    if token.lemma_ in ("put", "slam") and way.lower_ == "down" and phone:
        return tuple(token.doc[token.i : last + 1])
    if token.lemma_ == "walk" and way.lower_ == "out" and _asked(token) is not None:
        return tuple(token.doc[token.i : last + 1])
    return ()


def _asked(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "advcl" and c.lemma_ == "ask" and c.tag_ == "VBN"), None)


def _asked_when(token: Token) -> Stretches:
    """ "declined to comment when asked about the raid": the raid."""
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    asked = _asked(verb)
    return asked_content(asked) if asked is not None else ()


def _refuser(token: Token, cue: tuple[Token, ...]) -> Token | None:
    if (
        token.lemma_ in ("comment", "response", "reply", "word")
        and token.pos_ == "NOUN"
        and token.dep_ not in ("dobj", "pobj")
    ):
        source = prep_object(token, "from", "by")
        return source[1] if source else None
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    return subject(verb)


def _refusal(token: Token) -> tuple[Token, ...]:
    doc = token.doc
    if token.lemma_ in _REFUSING and token.pos_ == "VERB" and not has_aux(token, _FUTURE):
        inner = next((c for c in token.children if c.dep_ in ("xcomp", "ccomp") and _gives_answers(c)), None)
        if inner is not None and token.i < inner.i <= token.i + 4:
            return tuple(doc[token.i : inner.i + 1])
        thing = next((c for c in token.children if c.dep_ == "dobj"), None)
        if thing is not None and (
            thing.lemma_ == "comment" or any(t.lemma_ in ("comment", "interview") for t in thing.subtree)
        ):
            return tuple(doc[token.i : thing.i + 1])
    if token.lemma_ == "draw" and is_negated(token) and is_passive(token) and has_aux(token, MODALS):
        return verb_group(token)
    if token.lemma_ in ("wish", "want", "care", "choose") and is_negated(token):
        inner = next(
            (c for c in token.children if c.dep_ == "xcomp" and c.lemma_ in ("comment", "speak", "talk")), None
        )
        if inner is not None:
            return tuple(doc[verb_group(token)[0].i : inner.i + 1])
    if token.lemma_ in ("say", "add", "reveal") and has_aux(token, MODALS):
        nothing = next((c for c in token.children if c.dep_ == "dobj" and c.lower_ == "nothing"), None)
        if nothing is not None and not has_aux(token, _UNABLE):
            return tuple(doc[verb_group(token)[0].i : nothing.i + 1])
    if token.lemma_ in ("confirm", "deny", "comment", "say") and token.pos_ == "VERB" and is_negated(token):
        modal = has_aux(token, MODALS)
        both = token.lemma_ == "confirm" and any(c.dep_ == "conj" and c.lemma_ == "deny" for c in token.children)
        if both:
            last = next(c for c in token.children if c.dep_ == "conj" and c.lemma_ == "deny")
            return tuple(doc[verb_group(token)[0].i : last.i + 1])
        if token.lemma_ == "comment" or (modal and token.lemma_ in ("confirm", "say") and _is_withheld(token)):
            return verb_group(token)
    return ()


def _gives_answers(verb: Token) -> bool:
    """What is refused: "to comment", "to be interviewed", "to take questions"."""
    if verb.lemma_ in _QUESTIONED:
        return is_passive(verb)
    if verb.lemma_ == "take":
        return any(c.dep_ == "dobj" and c.lemma_ in ("question", "call") for c in verb.children)
    return verb.lemma_ in _ANSWERING and not is_passive(verb) and _answers(verb)


def _answers(verb: Token) -> bool:
    """ "refused to give details" withholds words; "refused to give credit" withholds something else."""
    if verb.lemma_ not in ("give", "provide", "offer", "answer", "address", "identify"):
        return True
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    return thing is None or thing.lemma_ in GIVEN or thing.lemma_ in _ASKING or verb.lemma_ in ("identify", "answer")


def _is_withheld(token: Token) -> bool:
    """ "would not say whether", "would not confirm": nothing is claimed about the content."""
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "advcl")), None)
    if token.lemma_ == "confirm" or clause is None:
        return True
    opening = token.doc[clause.left_edge.i : clause.i]
    return any(t.lower_ in ("whether", "if", "who", "what", "where", "when", "how", "why", "which") for t in opening)


def _unreached(token: Token) -> tuple[Token, ...]:
    doc = token.doc
    if token.lemma_ == "reach" and is_negated(token) and is_passive(token):
        end = _for_comment(token) or token.i
        return tuple(doc[verb_group(token)[0].i : end + 1])
    if token.lemma_ in _REACHING and token.pos_ == "VERB" and is_negated(token) and not has_aux(token, _UNABLE):
        to = prep_object(token, "to")
        thing = to[1] if to else next((c for c in token.children if c.dep_ == "dobj"), None)
        asked = any(c.dep_ == "ccomp" for c in token.children)  # "the video does not answer whether ..."
        if thing is None and not asked and token.lemma_ in ("respond", "reply", "answer"):
            return verb_group(token)
        if thing is not None and thing.lemma_.lower() in _ASKING:
            return verb_group(token)
    if token.lemma_ in ("available", "unavailable", "reachable", "unreachable") and token.dep_ == "acomp":
        negated = is_negated(token.head) or token.lemma_.startswith("un")
        last = _for_comment(token)
        if negated and (last or token.lemma_.startswith("unreach")):
            return tuple(doc[token.i : (last or token.i) + 1])
    return ()


def _for_comment(token: Token) -> int | None:
    return next((int(t.i) for t in token.doc[token.i + 1 : token.i + 5] if t.lemma_ == "comment"), None)


def _nothing_said(token: Token) -> tuple[Token, ...]:
    """ "had no comment", "would make no statement", "no immediate comment from the ministry"."""
    if token.lemma_ not in ("comment", "response", "reply", "statement", "word") or token.pos_ != "NOUN":
        return ()
    if token.lemma_ == "statement" and not (token.dep_ == "dobj" and has_aux(token.head, MODALS)):
        return ()
    if token.lemma_ == "word" and token.dep_ == "dobj":
        return ()
    nothing = next((c for c in token.children if c.lower_ == "no"), None)
    if nothing is None:
        return ()
    if token.dep_ == "dobj" and token.head.lemma_ in ("have", "offer", "make", "give", "issue"):
        return tuple(token.doc[token.head.i : token.i + 1])
    if prep_object(token, "from", "by") is not None:
        return tuple(token.doc[nothing.i : token.i + 1])
    return ()


def asked_content(verb: Token) -> Stretches:
    """What a party gave no answer to: "on X", "about X", "whether X", "to accusations that X"; empty where not told."""
    doc = verb.doc
    for owner in (verb, *(c for c in verb.children if c.dep_ in ("dobj", "prep", "pobj"))):
        for child in owner.subtree if owner is not verb else verb.children:
            if child.i <= verb.i:
                continue
            if child.dep_ == "prep" and child.lower_ in ("on", "about", "regarding", "over"):
                inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
                if (
                    inner is not None
                    and inner.ent_type_ not in ("DATE", "TIME")
                    and inner.lemma_ not in ("occasion", "condition")
                ):
                    return (trimmed(doc, inner.left_edge.i, inner.right_edge.i + 1),)
            if child.dep_ == "ccomp" and owner is verb:
                return (trimmed(doc, child.left_edge.i, child.right_edge.i + 1),)
    to = prep_object(verb, "to")
    if to is not None and to[1].lemma_.lower() not in (
        "request",
        "call",
        "email",
        "message",
        "e-mail",
        "query",
        "inquiry",
        "enquiry",
    ):
        return (phrase(to[1]),)
    if verb.lemma_ in ("discuss", "confirm", "address", "give", "provide", "disclose", "reveal", "answer", "deny"):
        thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if thing is not None and thing.lemma_ != "question":
            return (phrase(thing),)
    return ()
