"""Where a cue verb keeps what is communicated: its clause, object, infinitive or preposition."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.bounds import RESUMING, content_start, cut_end, embeds_relative, raised_to, reporting_clause
from accordingto.attribute.lexicon import Lexicon, Verb, words
from accordingto.attribute.parse import (
    EDGE,
    NOMINAL,
    RELATIVES,
    SUBJECTS,
    Range,
    is_passive,
    own_subject,
    sentence,
    subject,
    trimmed,
)

_EMPTY_OBJECTS = words("frames_empty_objects")


PARTICLES = frozenset({"out", "aside", "off", "down", "away"})
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


def _read_figure(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
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


def _read_clause(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    for child in token.children:
        if child.dep_ == "ccomp" and child.i > token.i and _is_clause(child) and child.lemma_ not in ("cite", "quote"):
            return _following(token, child, lexicon)
        if child.dep_ in ("advcl", "ccomp") and child.lemma_ in ("cite", "quote") and child.i > token.i:
            told = next((c for c in child.children if c.dep_ == "ccomp"), None)
            if told is not None:
                return _following(token, told, lexicon)
        if child.dep_ == "xcomp" and child.tag_ == "VBG" and child.i == token.i + 1:
            return (_span_to_cut(token, child.i, child.right_edge.i + 1, lexicon),)
        if child.dep_ in ("intj", "advmod", "dobj") and child.lower_ in ("yes", "no") and child.i > token.i:
            return (trimmed(token.doc, child.i, child.i + 1),)
    for child in token.children:
        if child.dep_ == "ccomp" and _is_clause(child):
            return _inverted(token, child)
    return _host(token) or _spliced(token) or _hung_on_occasion(token, lexicon) or _matrix(token)


def _spliced(token: Token) -> Stretches:
    """ "X, a study shows." where the parse hung the reporting clause anywhere: it is the last of its sentence."""
    who, whole = own_subject(token), sentence(token)
    last = token.i + 1
    while last < whole.end and (token.doc[last].is_space or token.doc[last].text in _ENDING):
        last += 1
    if who is None or last < whole.end or who.i > token.i or who.lower_ in RELATIVES:
        return ()
    low = who.left_edge.i
    if low - 1 <= whole.start or token.doc[low - 1].text != "," or any(c.dep_ == "mark" for c in token.children):
        return ()
    return (trimmed(token.doc, content_start(token, whole.start), low),)


def _matrix(token: Token) -> Stretches:
    """ "As the mayor said, nobody was hurt": the clause that the reporting clause hangs on."""
    first = token.doc[token.left_edge.i]
    if (
        token.dep_ != "advcl"
        or first.lower_ != "as"
        or token.tag_ not in ("VBD", "VBZ", "VBP")
        or token.head.i < token.i
    ):
        return ()
    after = token.right_edge.i + 1
    if token.head.i < after or any(c.dep_ == "dobj" for c in token.children) or token.doc[after].text != ",":
        return ()
    return (trimmed(token.doc, after, token.head.right_edge.i + 1),)


_ENDING = frozenset({".", "!", "?", '"', "”", "’", "'"})


def _is_clause(child: Token) -> bool:
    """Whether a clausal complement has a verb ("found him guilty", "denied him bail" have none)."""
    if any(c.dep_ == "nsubj" and c.text in ("him", "them", "me", "us") for c in child.lefts):
        return False
    if child.pos_ in ("VERB", "AUX"):
        return True
    return any(c.pos_ == "AUX" or c.dep_ in ("cop", "mark") for c in child.children)


def _hung_on_occasion(token: Token, lexicon: Lexicon) -> Stretches:
    """ "said in an order that ...": the parse hangs the clause on the noun of the occasion."""
    for prep in token.children:
        if prep.dep_ not in ("prep", "dobj", "dative") or prep.i < token.i:
            continue
        if prep.dep_ == "dobj" and prep.lemma_ in lexicon.nouns:
            continue
        if prep.dep_ == "prep" and prep.lower_ in ("with", "of", "about", "against", "on"):
            continue
        for clause in prep.subtree:
            if clause.dep_ in ("acl", "relcl", "ccomp", "appos") and clause.pos_ in ("VERB", "AUX"):
                mark = next((c for c in clause.lefts if c.lower_ == "that" and c.dep_ not in SUBJECTS), None)
                if mark is not None and own_subject(clause) is not None:
                    return (_span_to_cut(token, mark.i, clause.right_edge.i + 1, lexicon),)
    return ()


def _following(token: Token, clause: Token, lexicon: Lexicon) -> Stretches:
    doc = token.doc
    start, end = max(clause.left_edge.i, token.i + 1), clause.right_edge.i + 1
    mark = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is not None and any(c.lemma_ in ("cite", "quote") and c.i < mark.i for c in clause.lefts):
        start = mark.i
    end = cut_end(token, start, end, lexicon)
    if token.dep_ == "relcl" and embeds_relative(token):
        head = token.head
        return trimmed(doc, head.left_edge.i, head.i + 1), trimmed(doc, start, end)
    return (trimmed(doc, start, end),)


def _inverted(token: Token, clause: Token) -> Stretches:
    """ "X, officials said, adding nothing": what stands before the reporting clause, and the participles after it."""
    doc = token.doc
    low, high = reporting_clause(token)
    start = content_start(token, clause.left_edge.i)
    after_end = clause.right_edge.i + 1 if clause.right_edge.i > high else high + 1
    for child in token.children:
        if child.dep_ == "advcl" and child.i > high and child.tag_ == "VBG" and child.lower_ not in RESUMING:
            after_end = max(after_end, child.right_edge.i + 1)
    parts = [trimmed(doc, start, low)]
    rest = high + 1
    while rest < after_end and doc[rest].text in EDGE:
        rest += 1
    if rest < after_end and doc[rest].lower_ not in RESUMING and doc[rest].lower_ not in ("according", "quoted"):
        parts.append(trimmed(doc, rest, after_end))
    return tuple(p for p in parts if p[1] - p[0] > 1)


def _host(token: Token) -> Stretches:
    """Content that hosts its own cue: "The fire, officials said, killed ten"."""
    doc, head = token.doc, token.head
    if token.dep_ not in ("parataxis", "ccomp", "dep", "advcl") or head.i == token.i or own_subject(token) is None:
        return ()
    if any(c.dep_ == "mark" for c in token.children) or token.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return ()
    low, high = reporting_clause(token)
    who = own_subject(token)
    if who is None or not low <= who.i <= high:
        return ()
    before = doc[low - 1].text if low else ""
    after = doc[high + 1].text if high + 1 < len(doc) else "."
    if before not in (",", "—", "--", "–") or after not in (",", ".", "—", "--", "–", ";", "!", "?", '"', "”"):
        return ()
    start, end = content_start(head, head.left_edge.i), head.right_edge.i + 1
    parts = [trimmed(doc, start, low)]
    if high + 1 < end:
        parts.append(trimmed(doc, high + 1, end))
    return tuple(p for p in parts if p[1] - p[0] > 1)


def _read_infinitive(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    for child in token.children:
        if child.dep_ == "xcomp" and child.i > token.i and any(c.lower_ == "to" for c in child.lefts):
            return (_span_to_cut(token, child.left_edge.i, child.right_edge.i + 1, lexicon),)
    return ()


def _read_request(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
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
            return (_span_to_cut(token, start, child.right_edge.i + 1, lexicon),)
    return ()


def _span_to_cut(token: Token, start: int, end: int, lexicon: Lexicon) -> Range:
    return trimmed(token.doc, start, cut_end(token, start, end, lexicon))


def _read_of(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
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
    return (_span_to_cut(token, start, of.right_edge.i + 1, lexicon),)


def _read_for(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    after = [c for c in token.children if c.dep_ == "prep" and token.i < c.i <= token.i + 3]
    wanted = next((c for c in after if c.lower_ == "for"), None)
    if wanted is not None and not is_passive(token):
        return (_span_to_cut(token, wanted.i + 1, wanted.right_edge.i + 1, lexicon),)
    asked = next(
        (c for c in token.children if c.dep_ in ("xcomp", "advcl") and any(x.lower_ == "to" for x in c.lefts)), None
    )
    called = next((x for c in after if c.lower_ in ("on", "upon") for x in c.children if x.dep_ == "pobj"), None)
    if asked is not None and called is not None and called.ent_type_ not in ("DATE", "TIME"):
        return (_span_to_cut(token, asked.left_edge.i, asked.right_edge.i + 1, lexicon),)
    return ()


def _read_on(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
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
        return (_span_to_cut(token, thing.left_edge.i, end, lexicon),)
    if token.dep_ == "relcl" and wanted is not None and own_subject(token) is not None:
        head = token.head
        stop = min([c.left_edge.i for c in head.children if c.i > head.i and c.dep_ == "relcl"], default=head.i + 1)
        return trimmed(token.doc, head.left_edge.i, stop), trimmed(token.doc, wanted.i, wanted.right_edge.i + 1)
    return ()


def _read_as(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
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
        return (_span_to_cut(token, thing.left_edge.i, thing.right_edge.i + 1, lexicon),) if describes and thing else ()
    start = thing.left_edge.i if thing is not None and thing.i > token.i else tail.left_edge.i
    if start <= token.i:
        return ()
    return (_span_to_cut(token, start, tail.right_edge.i + 1, lexicon),)


def _quoted_label(thing: Token) -> Token | None:
    """'called the vote "a farce"': the label that the parse takes for an apposition."""
    label = next((c for c in thing.children if c.dep_ == "appos" and c.i > thing.i), None)
    marked = label is not None and thing.doc[label.left_edge.i - 1].text in ('"', "“", "‘", "'", "``")
    return label if marked else None


def _read_object(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
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
        owned = next((c for c in to.children if c.dep_ == "pcomp"), None) if to is not None else None
        return (_span_to_cut(token, owned.left_edge.i, owned.right_edge.i + 1, lexicon),) if owned is not None else ()
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
    return (_span_to_cut(token, thing.left_edge.i, end, lexicon),)


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


def saying_after(token: Token) -> Token | None:
    """The "saying" of "quoted X as saying"."""
    for child in token.subtree:
        if (
            child.i > token.i
            and child.tag_ == "VBG"
            and child.lemma_ in ("say", "tell", "describe", "add", "warn", "call")
        ):
            at = child.i - 1
            if token.doc[at].lower_ == "as" or (token.doc[at].pos_ == "ADV" and token.doc[at - 1].lower_ == "as"):
                return child
    return None


def is_saying_of(token: Token) -> bool:
    """The "saying" of "quoted X as saying": the quoting verb is the cue."""
    at = token.i - 1
    if at > 0 and token.doc[at].pos_ == "ADV" and token.doc[at].lower_ != "as":
        at -= 1
    return token.tag_ == "VBG" and at > 0 and token.doc[at].lower_ == "as"


def _read_state(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "made clear (that) ...", "made it known that ..."."""
    word = next((c for c in token.subtree if c.lower_ in STATES and c.i > token.i), None)
    if word is None or word.i > token.i + 3:
        return ()
    for owner in (token, word):
        for child in owner.children:
            if child.dep_ in ("ccomp", "xcomp", "advcl") and child.i > word.i:
                start = max(child.left_edge.i, word.i + 1)
                return (_span_to_cut(token, start, child.right_edge.i + 1, lexicon),)
    if token.head.i != token.i and word.dep_ == "ccomp":
        return ()
    return ()


def _read_plea(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
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


def _read_particle(token: Token, verb: Verb, lexicon: Lexicon) -> Stretches:
    """ "ruled out early elections", "brushed aside reports of a rift"."""
    particle = next((c for c in token.children if c.dep_ in ("prt", "advmod", "prep") and c.lower_ in PARTICLES), None)
    if particle is None or is_passive(token):
        return ()
    thing = next((c for c in token.children if c.dep_ in ("dobj", "xcomp", "ccomp", "pcomp") and c.i > token.i), None)
    if thing is None:
        thing = next((c for c in particle.children if c.dep_ in ("pobj", "pcomp") and c.i > token.i), None)
    if thing is None or thing.ent_type_ == "PERSON":
        return ()
    return (_span_to_cut(token, thing.left_edge.i, thing.right_edge.i + 1, lexicon),)


_READERS = (
    ("quoting", _read_quoting),
    ("state", _read_state),
    ("plea", _read_plea),
    ("figure", _read_figure),
    ("particle", _read_particle),
    ("of", _read_of),
    ("object_to", _read_request),
    ("clause", _read_clause),
    ("for", _read_for),
    ("to", _read_infinitive),
    ("onto", _read_on),
    ("as", _read_as),
    ("object", _read_object),
)
