"""Where a cue verb keeps what is communicated: its clause, object, infinitive or preposition."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.bounds import content_start, raised_to, span_to_cut
from accordingto.attribute.lexicon import Lexicon, Verb
from accordingto.attribute.objects import (
    read_as,
    read_figure,
    read_for,
    read_infinitive,
    read_object,
    read_of,
    read_on,
    read_particle,
    read_plea,
    read_request,
    read_scorned,
)
from accordingto.attribute.parse import sentence, subject, trimmed
from accordingto.attribute.quoting import saying_after
from accordingto.attribute.told_clauses import read_clause

STATES = frozenset({"clear", "known", "plain"})


def content_of(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """The content that `token` governs, in its order in the text; empty where it governs none."""
    for frame, read in _READERS:
        if frame in verb.frames:
            found = read(token, verb, lexicon)
            if found:
                return found
    return ()


def speaker_of(token: Token, lexicon: Lexicon) -> Token | None:
    """The head of the source of a cue verb; one that the parse put inside another's content gets that one's."""
    outer = raised_to(token, lexicon)
    return subject(outer) if outer is not None else subject(token)


def _read_quoting(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "quoted X as saying Y": what follows the saying."""
    saying = saying_after(token)
    if saying is None:
        return ()
    inner = lexicon.verb(saying)
    found = content_of(saying, inner, lexicon) if inner is not None else ()
    doc, whole = token.doc, sentence(token)
    if found and found[0][0] > saying.idx:
        return found
    low = min([c.left_edge.i for c in token.children if c.dep_ in ("nsubj", "nsubjpass")], default=token.i)
    if low - 1 > whole.start and doc[low - 1].text == ",":
        return (trimmed(doc, content_start(token, whole.start), low),)
    rest = trimmed(doc, saying.i + 1, whole.end)
    return (rest,) if rest[1] - rest[0] > 3 and doc[saying.i + 1].lower_ != "by" else ()


def _read_state(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "made clear (that) ...", "made it known that ..."."""
    word = next((c for c in token.subtree if c.lower_ in STATES and c.i > token.i), None)
    if word is None or word.i > token.i + 3:
        return ()
    for owner in (token, word):
        for child in owner.children:
            if child.dep_ in ("ccomp", "xcomp", "advcl") and child.i > word.i:
                start = max(child.left_edge.i, word.i + 1)
                return (span_to_cut(token, start, child.right_edge.i + 1, lexicon),)
    if token.head.i != token.i and word.dep_ == "ccomp":
        return ()
    return ()


_READERS = (
    ("scorned", read_scorned),
    ("quoting", _read_quoting),
    ("state", _read_state),
    ("plea", read_plea),
    ("figure", read_figure),
    ("particle", read_particle),
    ("of", read_of),
    ("object_to", read_request),
    ("clause", read_clause),
    ("for", read_for),
    ("to", read_infinitive),
    ("onto", read_on),
    ("as", read_as),
    ("object", read_object),
)
