"""What looks like a telling although nobody tells anything: charges, deeds, things that show, words that only point."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from accordingto.attribute.answers import content_tokens
from accordingto.attribute.chains import bears_words
from accordingto.attribute.drafts import Draft
from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.parse import is_passive, own_subject
from accordingto.attribute.tellers import is_pronoun

_OF_LAW = frozenset({"charge", "convict", "sentence", "indict", "arrest", "jail", "fine", "acquit"})
_NEAR = 40
"""Characters of a content in which it is told that its source is not to be named."""
_UNNAMED = re.compile(r"\bnot (?:to )?be (?:named|identified|quoted)|remain anonymous|anonymity")
_SHOWING = words("untold_showing")
_HARMING = frozenset({"endanger", "jeopardise", "jeopardize", "threaten", "undermine"})
_ABSTRACT = re.compile(r"\w{3,}(?:phobia|ism|ness|ity|hood)|anger|fear|fury|hate|hatred|law|rage|rise|temper|tone")
_DOINGS = words("untold_doings")
_WORDY = words("untold_wordy")
_SAME = re.compile(r"(?:(?:just |much |exactly )?(?:so|the same|as much)(?: (?:too|as well|again))*)\W*")
_OF = re.compile(r"(?:so|the same) (?:of|about|for) ")


def is_untold(doc: Doc, text: str, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether `draft` is no statement of anybody after all."""
    return (
        is_bare_charge(draft)
        or asks_for_anonymity(draft, text)
        or _says_the_same(draft, text)
        or _shows(doc, draft, lexicon)
        or _does(doc, draft, lexicon)
    )


def is_bare_charge(draft: Draft) -> bool:
    """ "He was charged with fraud", "when asked about it": no statement of anybody."""
    head = draft.head
    if draft.chain or head is None:
        return False
    asked = head.lemma_ == "ask" and head.tag_ == "VBN" and head.dep_ == "advcl"
    return asked or (head.lemma_ in _OF_LAW and is_passive(head))


def asks_for_anonymity(draft: Draft, text: str) -> bool:
    """ "who asked not to be named": the description of a source, no statement of its own."""
    if draft.head is None or draft.head.lemma_ not in ("ask", "request", "want", "wish", "prefer", "insist", "decline"):
        return False
    return any(_UNNAMED.search(text, a, min(b, a + _NEAR)) for a, b in draft.content)


def _says_the_same(draft: Draft, text: str) -> bool:
    """ "The union said so too", "critics who say the same of him": words that only point at what others said."""
    if draft.head is None or draft.head.lemma_ not in ("say", "do") or len(draft.content) != 1:
        return False
    said = text[slice(*draft.content[0])].lower()
    return bool(_SAME.fullmatch(said) or _OF.match(said))


def _shows(doc: Doc, draft: Draft, lexicon: Lexicon) -> bool:
    """ "His temper threatens the party", "the drought underscores the need": a thing that carries no words."""
    head = draft.head
    if head is None or not draft.chain or head.lemma_.lower() not in _SHOWING or is_passive(head):
        return False
    bare = not any(c.dep_ in ("ccomp", "xcomp") for c in head.children)
    who = doc.char_span(*draft.chain[-1], alignment_mode="contract")
    if not bare or who is None or not len(who):
        return False
    teller = own_subject(head) or who.root
    if is_pronoun(teller):
        return False
    if head.lemma_.lower() in _HARMING:
        return lexicon.is_document(teller) or not bears_words(teller, lexicon) or _is_abstract(teller)
    return _is_abstract(teller)


def _is_abstract(thing: Token) -> bool:
    return bool(_ABSTRACT.fullmatch(thing.lemma_.lower()))


def _does(doc: Doc, draft: Draft, lexicon: Lexicon) -> bool:
    """ "imposed a curfew", "named her son Karl": a deed done to a thing, in no words."""
    head = draft.head
    if head is None or draft.kind != "attitude" or head.pos_ != "VERB":
        return False
    if head.lemma_ == "name":
        return any(c.dep_ == "oprd" and c.pos_ == "PROPN" for c in head.children)
    things = [t for t in content_tokens(doc, draft) if t.head.i == head.i]
    thing = next((t for t in things if t.dep_ == "dobj"), None)
    if thing is None or is_passive(head) or any(t.dep_ in ("ccomp", "xcomp") for t in things):
        return False
    if head.lemma_ not in _DOINGS or thing.ent_type_ == "PERSON" or _is_of_words(thing, lexicon):
        return False
    return not any(c.dep_ in ("acl", "relcl") or c.lower_ == "of" for c in thing.rights)  # "ignored the fact that ..."


def _is_of_words(thing: Token, lexicon: Lexicon) -> bool:
    """ "released a list", "unveiled a plan": what is given out is words."""
    return lexicon.is_document(thing) or thing.lemma_ in lexicon.nouns or thing.lemma_ in _WORDY
