"""Questions that came to nothing: "calls to the embassy went unanswered", "attempts to reach the owner failed"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.lexicon import words
from accordingto.attribute.parse import (
    NOMINAL,
    Range,
    is_negated,
    is_passive,
    own_subject,
    phrase,
    prep_object,
    trimmed,
    verb_group,
)

_ASKINGS = words("unanswered_askings")
_IN_VAIN = words("unanswered_in_vain")
_RETURNED = frozenset({"return", "answer", "acknowledge", "heed"})
_REACHING = frozenset({"reach", "contact", "interview", "locate"})
_NO_ANSWER = frozenset({"response", "reply", "answer", "comment"})


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The cue words, the party that gave no answer, and what it was asked about, where told."""

    cue: tuple[Token, ...]
    party: Range
    asked: Stretches


def unanswered(token: Token) -> Unanswered | None:
    """What `token`, a verb, tells of questions that came to nothing; None where it tells nothing of the kind."""
    if token.pos_ not in ("VERB", "AUX"):
        return None
    asking = own_subject(token)
    if asking is not None and asking.lower_ in ("nobody", "none") and _at_the_phone(token):
        place = prep_object(asking, "at", "in", "of", "from")
        return Unanswered(verb_group(token), _party(place[1]), ()) if place else None
    cue = _came_to_nothing(token) if asking is not None and asking.lemma_.lower() in _ASKINGS else ()
    if asking is not None and cue:
        party = _asked_party(asking)
        return Unanswered(cue, _party(party), _topic(asking)) if party is not None else None
    return _out_of_reach(token)


def _at_the_phone(verb: Token) -> bool:
    """ "Nobody at the consulate answered the phone"."""
    things = ("phone", "telephone", "call", "door", "message")
    return verb.lemma_ in ("answer", "pick", "return") and any(
        c.dep_ == "dobj" and c.lemma_ in things for c in verb.children
    )


def _came_to_nothing(verb: Token) -> tuple[Token, ...]:
    if verb.lemma_ in _RETURNED and is_passive(verb) and is_negated(verb):
        return verb_group(verb)
    if verb.lemma_ == "ring" and any(c.lower_ == "out" for c in verb.children):
        return tuple(verb.doc[verb.i : verb.i + 2])
    without = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "without"), None)
    if without is not None and verb.lemma_ in ("remain", "stay", "go"):
        answer = next((c for c in without.children if c.lemma_ in _NO_ANSWER), None)
        return tuple(verb.doc[verb.i : answer.i + 1]) if answer is not None else ()
    if verb.lemma_ == "fail" and not any(c.dep_ in ("xcomp", "dobj") for c in verb.children):
        return (verb,)
    for child in verb.children:
        in_vain = child.dep_ in ("acomp", "oprd", "attr") and child.lower_ in _IN_VAIN
        unsuccessful = child.dep_ == "acomp" and child.lower_ in ("successful", "answered") and is_negated(verb)
        nothing = child.dep_ == "dobj" and child.lemma_ in _NO_ANSWER and any(c.lower_ == "no" for c in child.children)
        if in_vain or unsuccessful or nothing:
            return tuple(verb.doc[verb.i : child.i + 1])
    return ()


def _asked_party(asking: Token) -> Token | None:
    """Who was called, written to or looked for: "calls to X", "comment from X", "attempts to reach X"."""
    below = [t for t in asking.subtree if t.i > asking.i]
    for token in below:
        if token.dep_ == "dobj" and token.head.lemma_ in _REACHING and token.pos_ in NOMINAL:
            return token
    for token in below:
        if (
            token.dep_ in ("pobj", "dobj")
            and token.pos_ in NOMINAL
            and token.head.lower_ in ("to", "from", "with", "at")
        ):
            return token
    return None


def _topic(asking: Token) -> Stretches:
    for token in asking.subtree:
        if token.i > asking.i and token.dep_ == "prep" and token.lower_ in ("about", "on", "regarding", "over"):
            thing = next((c for c in token.children if c.dep_ == "pobj"), None)
            if thing is not None and thing.ent_type_ not in ("DATE", "TIME"):
                return (phrase(thing),)
    return ()


def _out_of_reach(verb: Token) -> Unanswered | None:
    """ "The agency could not reach the ministry for comment", "was unable to contact his lawyer"."""
    party = next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ in NOMINAL), None)
    if verb.lemma_ not in _REACHING or party is None or is_passive(verb):
        return None
    start = verb
    if verb.dep_ == "xcomp" and verb.head.lower_ == "unable":
        start = verb.head
    elif not is_negated(verb) or not any(c.lower_ in ("could", "can") for c in verb.children):
        return None
    for_comment = any(t.lower_ in ("comment", "response") for t in verb.doc[verb.i : verb.i + 12])
    if not for_comment:
        return None
    cue = verb_group(verb) if start is verb else tuple(verb.doc[start.i : verb.i + 1])
    return Unanswered(cue, _party(party), ())


def _party(head: Token) -> Range:
    """The phrase of `head` without the "for comment" that the parse may hang on it."""
    ends = [c.i for c in head.children if c.dep_ == "prep" and c.lower_ == "for" and c.i > head.i]
    return trimmed(head.doc, head.left_edge.i, min(ends, default=head.right_edge.i + 1))
