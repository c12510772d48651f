"""A statement in the making: one attribution with its cue word found, its addressee and the party accused."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.parse import CONTACT, NOMINAL, Range, agent, is_passive, own_subject, prep_object, trimmed
from accordingto.types import Kind, Stance

_LIGHT = words("drafts_light")
_LISTENED = words("drafts_listened")
_TO_LISTENERS = words("drafts_to_listeners")


_SUFFERING = frozenset({"die", "suffer", "perish", "drown", "exist", "happen", "occur", "fall", "starve"})
_DENYING = words("drafts_denying")


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in the making. `head` is the cue's main word; ranges are characters."""

    head: Token | None
    cue: Stretches
    chain: tuple[Range, ...]
    content: Stretches
    kind: Kind
    stance: Stance
    about: Range | None
    addressee: Range | None
    confidence: float


def cue_tokens(doc: Doc, stretches: Stretches) -> tuple[Token, ...]:
    """The tokens of a cue."""
    out: list[Token] = []
    for start, end in stretches:
        out.extend(doc.char_span(start, end, alignment_mode="expand") or ())
    return tuple(t for t in out if not t.is_space)


def main_word(cue: tuple[Token, ...], lexicon: Lexicon) -> Token | None:
    """The word of the cue that tells the relation: its last cue verb that is no helper, else its root."""
    verbs = [t for t in cue if lexicon.verb(t) is not None and t.lemma_ not in _LIGHT]
    speaking = [t for t in verbs if lexicon.verbs[t.lemma_.lower()].kind == "speech"]
    if verbs:
        return (speaking or verbs)[-1]
    nouns = [t for t in cue if t.lemma_ in lexicon.nouns]
    if nouns:
        return nouns[-1]
    return next((t for t in reversed(cue) if t.pos_ == "VERB"), cue[0] if cue else None)


def source_extent(raw: Attribution) -> Range | None:
    """The source as one range; pieces far apart keep the first."""
    if not raw.source:
        return None
    start, end = raw.source[0]
    for a, b in raw.source[1:]:
        if a - end < 40:
            end = b
    return start, end


def find_addressee(head: Token | None, content: Stretches) -> Range | None:
    """Who was told: the object of tell and its like, the to-phrase of the others."""
    if head is None or head.pos_ not in ("VERB", "AUX"):
        return None
    if head.lemma_ in _LISTENED and not is_passive(head):
        return _listener(head, content)
    if head.tag_ == "VBG" and head.head.lemma_ in CONTACT and head.dep_ in ("advcl", "conj", "ccomp"):
        called = next((c for c in head.head.children if c.dep_ == "dobj"), None)
        if called is not None and called.pos_ in NOMINAL:
            return _short_phrase(called)
    if head.lemma_ in _LISTENED and is_passive(head):
        told = own_subject(head)
        return (
            trimmed(head.doc, told.left_edge.i, told.right_edge.i + 1)
            if told is not None and told.dep_ != "expl"
            else None
        )
    to = (
        prep_object(head, "to", "before")
        if head.lemma_ in _TO_LISTENERS or head.lemma_ in ("testify", "appear")
        else None
    )
    if to is None or to[1].pos_ not in NOMINAL or _inside(to[1], content):
        return None
    if to[1].ent_type_ in ("DATE", "TIME", "CARDINAL"):
        return None
    return trimmed(head.doc, to[1].left_edge.i, to[1].right_edge.i + 1)


def _short_phrase(token: Token) -> Range:
    """The phrase of `token` without the places and times that hang on its end."""
    end = min(
        [c.left_edge.i for c in token.children if c.dep_ == "prep" and c.i > token.i], default=token.right_edge.i + 1
    )
    return trimmed(token.doc, token.left_edge.i, end)


def _listener(head: Token, content: Stretches) -> Range | None:
    for child in head.children:
        if (
            child.dep_ in ("dobj", "dative", "iobj")
            and child.i > head.i
            and child.pos_ in NOMINAL
            and not _inside(child, content)
        ):
            end = child.right_edge.i + 1
            for below in child.children:
                if below.dep_ in ("prep", "acl") and _inside(below, content):
                    end = min(end, below.left_edge.i)
            return trimmed(head.doc, child.left_edge.i, end)
    clause = next((c for c in head.children if c.dep_ in ("ccomp", "xcomp") and c.i > head.i), None)
    if clause is not None:
        inner = next((c for c in clause.lefts if c.dep_ == "nsubj"), None)
        if inner is not None and not _inside(inner, content):
            return trimmed(head.doc, inner.left_edge.i, inner.right_edge.i + 1)
    return None


def _inside(token: Token, content: Stretches) -> bool:
    return any(a <= token.idx < b for a, b in content)


def find_about(head: Token | None, stance: Stance, content: Stretches) -> Range | None:
    """The party accused: of an accusation without accuser, and of a denial whose clause names who did it."""
    if head is None:
        return None
    if stance == "denies":
        return _denied_party(head, content) if head.lemma_ in _DENYING else None
    accused = head if head.lemma_ == "accuse" else head.head if head.head.lemma_ == "accuse" else None
    if accused is None or agent(accused) is not None or not (is_passive(accused) or accused.dep_ in ("acl", "advcl")):
        return None
    if accused.tag_ != "VBN":
        return None
    party = own_subject(accused)
    if party is None and accused.dep_ == "acl":
        return trimmed(head.doc, accused.head.left_edge.i, accused.left_edge.i)
    return trimmed(head.doc, party.left_edge.i, party.right_edge.i + 1) if party is not None else None


def _denied_party(head: Token, content: Stretches) -> Range | None:
    """ "denies US claims that Russia hacked": Russia. Victims of a passive and pronouns are none."""
    for token in head.subtree:
        if token.lemma_ in ("claim", "report", "charge") and token.head.i == head.i:
            continue
        if not _inside(token, content) or token.dep_ not in ("ccomp", "acl", "relcl"):
            continue
        party = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        if party is None or not _inside(party, content) or party.pos_ not in ("NOUN", "PROPN"):
            return None
        if token.lemma_ in _SUFFERING:
            return None
        return trimmed(head.doc, party.left_edge.i, party.right_edge.i + 1)
    return None
