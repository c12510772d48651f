"""Content that is no clause of its cue verb: its object, infinitive, preposition or label."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.bounds import span_to_cut
from accordingto.attribute.lexicon import Lexicon, Verb, words
from accordingto.attribute.parse import NOMINAL, is_passive, own_subject, trimmed
from accordingto.attribute.quoting import saying_after

_EMPTY_OBJECTS = words("objects_empty")
PARTICLES = frozenset({"out", "aside", "off", "down", "away"})


def read_figure(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "put the number at 12", "puts the toll at 300": what is counted and the count."""
    thing = next((c for c in token.children if c.dep_ == "dobj" and c.i > token.i), None)
    at = next((c for c in token.subtree if c.dep_ == "prep" and c.lower_ == "at" and c.i > token.i), None)
    if (
        thing is None
        or at is None
        or thing.lemma_ not in ("number", "toll", "figure", "total", "count", "loss", "damage", "cost")
    ):
        return ()
    return (trimmed(token.doc, thing.left_edge.i, at.right_edge.i + 1),)


def read_scorned(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """'rejected as "cheap talk" suggestions that X': what is rejected stands behind the label in quotation marks."""
    doc = token.doc
    named = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > token.i), None)
    if named is None or named.i + 1 >= len(doc) or not doc[named.i + 1].is_quote:
        return ()
    closed = next((t.i for t in doc[named.i + 2 : named.i + 12] if t.is_quote), None)
    if closed is None:
        return ()
    for thing in doc[closed + 1 : closed + 6]:
        if thing.is_punct or thing.is_space:
            return ()
        if thing.lemma_.lower() in lexicon.told_things:
            return (span_to_cut(token, closed + 1, max(thing.right_edge.i, thing.i) + 1, lexicon),)
    return ()


def read_infinitive(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    for child in token.children:
        if child.dep_ == "xcomp" and child.i > token.i and any(c.lower_ == "to" for c in child.lefts):
            return (span_to_cut(token, child.left_edge.i, child.right_edge.i + 1, lexicon),)
    return ()


def read_request(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "urged X to do Y": the infinitive, whose subject the parse may hang on either verb."""
    if is_passive(token):
        return ()
    for child in token.children:
        if child.dep_ not in ("xcomp", "ccomp") or child.i < token.i:
            continue
        to = next((c for c in child.lefts if c.lower_ == "to" and c.tag_ == "TO"), None)
        listener = any(c.dep_ in ("dobj", "dative") for c in token.children) or any(
            c.dep_ == "nsubj" for c in child.lefts
        )
        if to is not None and listener:
            start = to.i - 1 if token.doc[to.i - 1].dep_ == "neg" and to.i - 1 > token.i else to.i
            return (span_to_cut(token, start, child.right_edge.i + 1, lexicon),)
    return ()


def read_of(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "accused X of Y" -> "X of Y"; "warned of Y", "spoke of Y" -> "Y"."""
    if is_passive(token):
        return ()
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > token.i), None)
    accused = next((c for c in token.children if c.dep_ == "dobj"), None)
    if of is None and accused is not None and token.lemma_ == "accuse":
        of = next((c for c in accused.subtree if c.dep_ == "prep" and c.lower_ == "of"), None)
    if of is None:
        return ()
    start = accused.left_edge.i if accused is not None else of.i + 1
    if accused is not None and token.lemma_ != "accuse":
        start = of.i + 1
    return (span_to_cut(token, start, of.right_edge.i + 1, lexicon),)


def read_for(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    after = [c for c in token.children if c.dep_ == "prep" and token.i < c.i <= token.i + 3]
    wanted = next((c for c in after if c.lower_ == "for"), None)
    if wanted is not None and not is_passive(token):
        return (span_to_cut(token, wanted.i + 1, wanted.right_edge.i + 1, lexicon),)
    asked = next(
        (c for c in token.children if c.dep_ in ("xcomp", "advcl") and any(x.lower_ == "to" for x in c.lefts)), None
    )
    called = next((x for c in after if c.lower_ in ("on", "upon") for x in c.children if x.dep_ == "pobj"), None)
    if asked is not None and called is not None and called.ent_type_ not in ("DATE", "TIME"):
        return (span_to_cut(token, asked.left_edge.i, asked.right_edge.i + 1, lexicon),)
    return ()


def read_on(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "blamed X on Y", "blamed Y for X", "attributed X to Y", and "an attack that A has blamed on B"."""
    if is_passive(token):
        return ()
    tail = [
        c for c in token.children if c.dep_ in ("prep", "dative") and c.lower_ in ("on", "for", "to") and c.i > token.i
    ]
    wanted = next((c for c in tail if c.lower_ != "on"), None) if token.lemma_ != "blame" else next(iter(tail), None)
    thing = next((c for c in token.children if c.dep_ == "dobj" and c.i > token.i), None)
    if thing is not None:
        if wanted is None:
            wanted = next((c for c in thing.children if c.dep_ == "prep" and c.lower_ in ("on", "for", "to")), None)
        end = max(thing.right_edge.i, wanted.right_edge.i if wanted is not None else 0) + 1
        return (span_to_cut(token, thing.left_edge.i, end, lexicon),)
    if token.dep_ == "relcl" and wanted is not None and own_subject(token) is not None:
        head = token.head
        stop = min([c.left_edge.i for c in head.children if c.i > head.i and c.dep_ == "relcl"], default=head.i + 1)
        return trimmed(token.doc, head.left_edge.i, stop), trimmed(token.doc, wanted.i, wanted.right_edge.i + 1)
    return ()


def read_as(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "called them indecent", "described X as Y", "dismissed the report as false"."""
    thing = next((c for c in token.children if c.dep_ in ("dobj", "nsubjpass") and c.pos_ in NOMINAL), None)
    small = next((c for c in token.children if c.dep_ in ("ccomp", "oprd", "xcomp") and c.i > token.i), None)
    named = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > token.i), None)
    if thing is not None and named is None:
        named = next((c for c in thing.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    labels = token.lemma_ in ("call", "term", "label", "brand", "dub", "declare")
    tail = named or (small if labels else None) or (_quoted_label(thing) if labels and thing is not None else None)
    if tail is None:
        describes = token.lemma_ == "describe" and thing is not None and not is_passive(token)
        return (span_to_cut(token, thing.left_edge.i, thing.right_edge.i + 1, lexicon),) if describes and thing else ()
    start = thing.left_edge.i if thing is not None and thing.i > token.i else tail.left_edge.i
    if start <= token.i:
        return ()
    return (span_to_cut(token, start, tail.right_edge.i + 1, lexicon),)


def _quoted_label(thing: Token) -> Token | None:
    """'called the vote "a farce"': the label that the parse takes for an apposition."""
    label = next((c for c in thing.children if c.dep_ == "appos" and c.i > thing.i), None)
    marked = label is not None and thing.doc[label.left_edge.i - 1].text in ('"', "“", "‘", "'", "``")
    return label if marked else None


def read_object(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    if "quoting" in verb.frames and saying_after(token) is not None:
        return ()
    thing = next((c for c in token.children if c.dep_ == "dobj" and c.i > token.i), None)
    denies = verb.stance == "denies"
    if is_passive(token) and verb.stance != "asserts":
        told = own_subject(token)
        held = told is not None and told.i < token.i and (not denies or denies_a_telling(token, told, lexicon))
        return (trimmed(token.doc, told.left_edge.i, told.right_edge.i + 1),) if told is not None and held else ()
    if thing is None and denies:
        return _relative_object(token, lexicon)
    if thing is None and verb.stance == "confirms":
        to = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "to" and c.i == token.i + 1), None)
        kinds = ("pcomp", "pobj") if token.lemma_ in ("confess", "admit") else ("pcomp",)
        owned = next((c for c in to.children if c.dep_ in kinds), None) if to is not None else None
        return (span_to_cut(token, owned.left_edge.i, owned.right_edge.i + 1, lexicon),) if owned is not None else ()
    if thing is None or thing.ent_type_ == "PERSON" or is_passive(token):
        return ()
    if thing.lower_ in _EMPTY_OBJECTS and not denies:
        return ()
    if any(c.dep_ in ("dative", "prt") for c in token.children):
        return ()
    if denies and not denies_a_telling(token, thing, lexicon):
        return ()
    end = thing.right_edge.i + 1
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "as" and child.i > thing.i:
            end = max(end, child.right_edge.i + 1)
    return (span_to_cut(token, thing.left_edge.i, end, lexicon),)


def _relative_object(token: Token, lexicon: Lexicon) -> Stretches:
    """ "a charge that the commission rejects": the charge; "..., which he denies": which."""
    if token.dep_ != "relcl" or own_subject(token) is None or is_passive(token):
        return ()
    if token.head.lemma_.lower() in lexicon.told_things:
        return (trimmed(token.doc, token.head.left_edge.i, token.head.i + 1),)
    which = token.left_edge
    return ((which.idx, which.idx + len(which)),) if which.lower_ in ("which", "something") else ()


def denies_a_telling(token: Token, thing: Token, lexicon: Lexicon) -> bool:
    """Whether what is denied, rejected or dismissed is something told; "denied bail", "rejected the offer" are acts."""
    lemma = thing.lemma_.lower()
    if lemma == "claim" and any(c.dep_ == "prep" and c.lower_ == "for" for c in thing.children):
        return False
    if (
        any(c.dep_ in ("prep", "dative") and c.lower_ == "to" for c in (*token.children, *thing.children))
        and lemma not in lexicon.told_things
    ):
        return False
    if lemma in lexicon.told_things:
        return True
    if lemma in lexicon.refused_things or thing.ent_type_ == "PERSON":
        return False
    if any(c.dep_ in ("acl", "ccomp") and any(m.lower_ == "that" for m in c.lefts) for c in thing.children):
        return True
    named = any(c.dep_ == "prep" and c.lower_ == "as" for c in (*token.children, *thing.children))
    return named or token.lemma_ in ("deny", "refute", "dispute", "rebut", "contradict", "debunk")


def read_plea(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "pleaded not guilty to the charges", "maintained his innocence": the plea."""
    held = next((c for c in token.children if c.dep_ == "dobj" and c.lower_ == "innocence"), None)
    if held is not None:
        return (trimmed(token.doc, held.left_edge.i, held.right_edge.i + 1),)
    if token.lemma_ != "plead":
        return ()
    plea = next((c for c in token.children if c.lower_ in ("guilty", "innocent") and c.i > token.i), None)
    if plea is None:
        return ()
    end = (
        max([plea.right_edge.i, *(c.right_edge.i for c in token.children if c.dep_ == "prep" and c.lower_ == "to")]) + 1
    )
    return (trimmed(token.doc, token.i + 1, end),)


def read_particle(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "ruled out early elections", "brushed aside reports of a rift"."""
    particle = next((c for c in token.children if c.dep_ in ("prt", "advmod", "prep") and c.lower_ in PARTICLES), None)
    if particle is None or is_passive(token):
        return ()
    thing = next((c for c in token.children if c.dep_ in ("dobj", "xcomp", "ccomp", "pcomp") and c.i > token.i), None)
    if thing is None:
        thing = next((c for c in particle.children if c.dep_ in ("pobj", "pcomp") and c.i > token.i), None)
    if thing is None or thing.ent_type_ == "PERSON":
        return ()
    return (span_to_cut(token, thing.left_edge.i, thing.right_edge.i + 1, lexicon),)
