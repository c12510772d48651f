"""Cues that no attribution corpus teaches: accusations without accuser, answers that are none, silences, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.bounds import cut_end
from accordingto.attribute.clauses import Found, unread_tokens
from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.parse import (
    agent,
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

_REFUSING = frozenset({"decline", "refuse"})
_ANSWERING = words("specials_answering")
_ASKING = words("specials_asking")
_REACHING = frozenset({"respond", "reply", "return", "answer"})
_FUTURE = frozenset({"will", "wo", "ll", "'ll", "’ll"})
_MODALS = frozenset({"would", "will", "wo", "could", "can", "ca", "should"})
_UNABLE = frozenset({"could", "can", "ca"})
_DO = frozenset({"do"})
_SILENT = words("specials_silent")
_GIVEN = words("specials_given")


_Silence = tuple[tuple[Token, ...], Stretches] | None


def accusations(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "Beijing is accused of X": an accusation whose accuser is not named, or stands in a by-phrase."""
    for token in doc:
        if token.lemma_ != "accuse" or token.tag_ != "VBN" or not (is_passive(token) or token.dep_ in ("acl", "advcl")):
            continue
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        by = agent(token)
        if of is None and by is not None:
            of = next((c for c in by.subtree if c.dep_ == "prep" and c.lower_ == "of"), None)
        if of is None:
            continue
        cue = verb_group(token)
        end = cut_end(token, of.i + 1, of.right_edge.i + 1, lexicon)
        source: Stretches = ()
        if by is not None:
            stop = of.i if by.i < of.i else by.right_edge.i + 1
            source = (trimmed(doc, by.left_edge.i, stop),)
            end = min(end, by.head.i) if by.head.i > of.i else end
        yield Found(cue, source, (trimmed(doc, of.i + 1, end),))


def no_comments(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "declined to comment", "could not be reached", "did not respond to a request": the answer that is none."""
    unread = unread_tokens(doc, quotes)
    for token in doc:
        if unread[token.i]:
            continue
        cue = answer_that_is_none(token)
        if not cue:
            continue
        head = _refuser(token, cue)
        if head is not None:
            yield Found(cue, (source_range(token, head),), asked_content(cue[-1]))


def answer_that_is_none(token: Token) -> tuple[Token, ...]:
    """The cue words where `token` tells that a party gave no answer, else nothing."""
    return _refusal(token) or _unreached(token) or _nothing_said(token)


def silence_of(token: Token) -> _Silence:
    """Cue words and content where `token` tells that a party is silent on something, else None."""
    if token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    return _unmentioned(token) or _made_no_mention(token) or _stopped_short(token)


def _refuser(token: Token, cue: tuple[Token, ...]) -> Token | None:
    if token.lemma_ in ("comment", "response", "reply") and token.pos_ == "NOUN" and token.dep_ not in ("dobj", "pobj"):
        source = prep_object(token, "from", "by")
        return source[1] if source else None
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    return subject(verb)


def _refusal(token: Token) -> tuple[Token, ...]:
    doc = token.doc
    if token.lemma_ in _REFUSING and token.pos_ == "VERB" and not _has_aux(token, _FUTURE):
        inner = next((c for c in token.children if c.dep_ in ("xcomp", "ccomp") and c.lemma_ in _ANSWERING), None)
        if inner is not None and not is_passive(inner) and token.i < inner.i <= token.i + 4 and _answers(inner):
            return tuple(doc[token.i : inner.i + 1])
        thing = next((c for c in token.children if c.dep_ == "dobj"), None)
        if thing is not None and (
            thing.lemma_ == "comment" or any(t.lemma_ in ("comment", "interview") for t in thing.subtree)
        ):
            return tuple(doc[token.i : thing.i + 1])
    if token.lemma_ in ("confirm", "deny", "comment", "say") and token.pos_ == "VERB" and is_negated(token):
        modal = _has_aux(token, _MODALS)
        both = token.lemma_ == "confirm" and any(c.dep_ == "conj" and c.lemma_ == "deny" for c in token.children)
        if both:
            last = next(c for c in token.children if c.dep_ == "conj" and c.lemma_ == "deny")
            return tuple(doc[verb_group(token)[0].i : last.i + 1])
        if token.lemma_ == "comment" or (modal and token.lemma_ in ("confirm", "say") and _is_withheld(token)):
            return verb_group(token)
    return ()


def _answers(verb: Token) -> bool:
    """ "refused to give details" withholds words; "refused to give credit" withholds something else."""
    if verb.lemma_ not in ("give", "provide", "offer", "answer", "address", "identify"):
        return True
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    return thing is None or thing.lemma_ in _GIVEN or thing.lemma_ in _ASKING or verb.lemma_ in ("identify", "answer")


def _is_withheld(token: Token) -> bool:
    """ "would not say whether", "would not confirm": nothing is claimed about the content."""
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "advcl")), None)
    if token.lemma_ == "confirm" or clause is None:
        return True
    return any(
        t.lower_ in ("whether", "if", "who", "what", "where", "when", "how", "why", "which") for t in clause.lefts
    )


def _unreached(token: Token) -> tuple[Token, ...]:
    doc = token.doc
    if token.lemma_ == "reach" and is_negated(token) and is_passive(token):
        end = _for_comment(token) or token.i
        return tuple(doc[verb_group(token)[0].i : end + 1])
    if token.lemma_ in _REACHING and token.pos_ == "VERB" and is_negated(token) and not _has_aux(token, _UNABLE):
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
    """ "had no comment", "no immediate comment from the ministry"."""
    if token.lemma_ not in ("comment", "response", "reply") or token.pos_ != "NOUN":
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


def silences(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "did not mention X", "made no mention of X", "stopped short of X": a party is silent on something."""
    unread = unread_tokens(doc, quotes)
    for token in doc:
        if unread[token.i]:
            continue
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
    if _has_aux(token, _MODALS) or _is_habit(token):
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
    """ "Companies do not disclose their debts", "firms not naming their owners": what many do, nothing in one report."""
    return token.tag_ == "VBG" or (token.lemma_ in ("disclose", "identify", "name", "detail") and _has_aux(token, _DO))


def _has_aux(verb: Token, forms: frozenset[str]) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in forms for c in verb.children)


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
    if token.lemma_ in _GIVEN and token.dep_ == "dobj" and token.head.lemma_ in ("give", "provide", "offer"):
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


_LABEL = re.compile(
    r"(?:(?<=\n)|^)[ \t]*"
    r"(?P<who>(?:[QA]|[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,3}|(?:[A-Z][\w.'’\-]+ ){0,3}[A-Z][\w'’\-]+)"
    r"(?:,? ?\([^)\n]{1,40}\))?): (?=\S)",
)

_ASKERS = words("specials_askers")
"""Labels of the outlet's own questions, which are no statements of a party."""


def labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Transcript and interview style, "SMITH: We will appeal.": the label and what is said under it.

    A text needs two labelled paragraphs to count as a transcript; a label holds on to the next one.
    """
    found = [(start, end, _LABEL.match(text, start, end)) for start, end in paragraphs]
    if sum(1 for *_, match in found if match) < 2:
        return
    current: tuple[tuple[int, int], int, int] | None = None
    for start, end, match in found:
        stop = start + len(text[start:end].rstrip())
        if match:
            if current:
                yield current[0], (current[1], current[2])
            current = (match.span("who"), match.end(), stop) if match["who"] not in _ASKERS else None
        elif current:
            yield current[0], (current[1], current[2])
            current = None
    if current:
        yield current[0], (current[1], current[2])
