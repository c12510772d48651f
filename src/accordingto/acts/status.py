"""Whether an act is told as done, planned, supposed or not done: read from the words that govern its trigger."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from accordingto.acts.words import words

Status = Literal["reported", "planned", "hypothetical", "negated"]

NEGATORS = words("not n't never no neither nor nobody none nothing hardly without")
PLANNERS = frozenset(
    [
        "plan",
        "intend",
        "aim",
        "decide",
        "schedule",
        "prepare",
        "propose",
        "expect",
        "set",
        "vow",
        "promise",
        "pledge",
        "hope",
        "want",
        "agree",
        "consider",
        "order",
        "offer",
        "threaten",
        "wish",
        "announce",
        "approve",
        "authorize",
        "authorise",
        "slate",
        "due",
        "poise",
        "ready",
        "resolve",
        "likely",
        "bind",
        "about",
        "instruct",
        "willing",
    ]
)
"""Governors of an infinitive that put it in the future ("plans to deploy", "is set to meet")."""
PLAN_NOUNS = frozenset(
    [
        "plan",
        "decision",
        "intention",
        "proposal",
        "pledge",
        "promise",
        "vow",
        "preparation",
        "offer",
        "intent",
        "order",
        "call",
        "demand",
        "request",
        "threat",
        "bid",
        "effort",
        "willingness",
        "readiness",
        "right",
        "authority",
        "power",
        "permission",
        "chance",
        "attempt",
        "refusal",
    ]
)
DONE_NOUNS = words(
    "attempt effort bid right refusal campaign operation struggle fight move drive war battle ability failure time way"
)
FIRST = words("first last only latest second third next")
"""Before a noun these make "to" tell what was done ("the first country to recognise it")."""
SUPPOSING = words("if unless whether provided lest should until")
DONE = frozenset({"VBD", "VBN"})
"""Forms of what did happen: "held until the rebels surrendered"."""
MODALS = words("could may might can")
FUTURE = frozenset({"will", "'ll", "wo", "shall"})
FAILING = words("fail refuse decline avoid stop prevent refrain deny escape abstain")
UNDONE = words(
    "threat possibility risk fear prospect plan proposal danger potential hypothetical future possible planned "
    "proposed expected upcoming imminent likely"
)
AHEAD = words("planned proposed upcoming expected future imminent scheduled forthcoming")
PROOF = words("evidence sign proof indication suggestion plan intention need reason")
ROUNDS = words("series wave string round campaign spate number day week month hour act kind type")
"""Nouns whose "of" names what comes in a row."""
SPEECH = words(
    "say tell announce declare claim state add report promise pledge vow warn confirm insist conclude stress emphasize "
    "emphasise maintain note reiterate affirm argue decide write indicate"
)


def status_of(head: Token, *, state: bool = False) -> Status:
    """The status of the act whose predicate is `head` (of a state phrase: the verb or noun that it hangs on)."""
    token = head.head if state else head
    if token.pos_ in ("NOUN", "PROPN"):
        return _of_noun(token)
    return _of_verb(token, 0)


def _of_verb(verb: Token, depth: int) -> Status:
    own = _own(verb)
    if own is not None:
        return own
    if depth > 3:
        return "reported"
    up = verb.head
    if verb.dep_ == "xcomp" and up.pos_ in ("VERB", "AUX", "ADJ"):
        return _of_complement(up, verb.lemma_, depth)
    if verb.dep_ == "conj" and up.pos_ in ("VERB", "AUX"):
        return _of_conjunct(verb, up, depth)
    if (
        verb.dep_ in ("acl", "ccomp")
        and up.lemma_ in PROOF
        and any(c.lower_ == "no" and c.dep_ == "det" for c in up.children)
    ):
        return "negated"  # "no evidence that", "no plans to"
    if verb.dep_ == "acl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        done = up.lemma_ in DONE_NOUNS or any(c.lower_ in FIRST for c in up.children) or up.ent_type_ == "PERSON"
        return "reported" if done else "planned"
    if verb.dep_ in ("ccomp", "advcl") and up.pos_ in ("VERB", "AUX"):
        return _of_clause(verb, up, depth)
    if verb.dep_ == "pcomp":
        return _of_gerund(verb, depth)
    if verb.dep_ == "acomp" and up.lemma_ == "be":
        return _of_verb(up, depth + 1)
    if verb.dep_ == "csubj":  # "regaining control would stop the attacks"
        return _of_verb(up, depth + 1)
    return "reported"


def _own(verb: Token) -> Status | None:
    """From the verb's own auxiliaries, negation and marks."""
    modal: Status | None = None
    for child in verb.children:
        low = child.lower_
        if child.dep_ == "neg" or (low in NEGATORS and child.dep_ in ("advmod", "preconj", "mark")):
            return "negated"
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and _nothing(child):
            return "negated"
        if low in SUPPOSING and child.dep_ in ("mark", "advmod") and not (low == "until" and verb.tag_ in DONE):
            modal = "hypothetical"
        if child.dep_ in ("aux", "auxpass") and modal is None:
            if low in MODALS:
                modal = "hypothetical"
            elif low in FUTURE:
                modal = "planned"
            elif low in ("would", "'d"):
                modal = "planned" if _reported_speech(verb) else "hypothetical"
    if (
        modal is not None
        and any(c.dep_ == "aux" and c.lower_ in ("could", "might", "would") for c in verb.children)
        and any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)
    ):
        return "hypothetical"
    if modal == "planned" and any(
        c.dep_ == "advcl" and any(g.lower_ in ("if", "unless") for g in c.children) for c in verb.children
    ):
        return "hypothetical"
    if modal is None:
        aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        if verb.dep_ != "xcomp" and any(a.lower_ == "to" for a in aux) and verb.head.lemma_ == "be":
            return "planned"
    return modal


def _nothing(noun: Token) -> bool:
    return noun.lower_ in ("nobody", "none", "nothing", "neither") or any(
        c.lower_ in ("no", "neither") and c.dep_ == "det" for c in noun.children
    )


def _reported_speech(verb: Token) -> bool:
    """ "would" after a past verb of saying is a future; else a supposition."""
    token = verb
    for _ in range(4):
        if token.dep_ == "ccomp" and token.head.lemma_ in SPEECH:
            return True
        if token.head == token:
            break
        token = token.head
    return any(c.dep_ in ("parataxis", "ccomp") and c.lemma_ in SPEECH for c in verb.children)


def _of_complement(up: Token, inner: str, depth: int) -> Status:
    """ "plans to meet", "failed to meet", "is expected to meet"."""
    outer = _own(up)
    lemma = up.lemma_.lower()
    if lemma == "have" and any(c.lower_ == "yet" for c in up.children):
        return "negated"
    if lemma in FAILING:
        return "reported" if outer == "negated" else "negated"
    if outer is not None and outer != "reported":
        return outer
    if lemma in ("want", "wish", "like") and inner in (
        "thank",
        "congratulate",
        "apologize",
        "apologise",
        "condemn",
        "praise",
    ):
        return "reported"
    if lemma in PLANNERS:
        return "planned"
    if lemma == "be" or (lemma in ("have", "go") and any(c.dep_ == "aux" for c in up.children) and up.tag_ == "VBG"):
        return "planned"
    return _of_verb(up, depth + 1) if up.pos_ in ("VERB", "AUX") else "reported"


def _of_conjunct(verb: Token, up: Token, depth: int) -> Status:
    """A coordinated verb shares modals and plans unless it has auxiliaries or a subject of its own."""
    if any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in verb.children):
        return "reported" if not any(c.lower_ == "to" for c in verb.children) else _of_verb(up, depth + 1)
    outer = _of_verb(up, depth + 1)
    if outer == "negated" and verb.tag_ in ("VBD", "VBZ", "VBP"):
        return "reported"
    return outer


def _of_clause(verb: Token, up: Token, depth: int) -> Status:
    if verb.dep_ == "advcl":
        outer = _of_verb(up, depth + 1) if verb.tag_ in ("VBG", "VB") and depth < 3 else None
        if outer in ("planned", "hypothetical"):
            return outer
        return "reported"
    if up.lemma_ in (
        "expect",
        "hope",
        "plan",
        "want",
        "urge",
        "order",
        "demand",
        "ask",
        "propose",
        "like",
        "wish",
    ) and verb.tag_ in ("VB", "VBN"):
        return "planned"
    return "reported"


def _of_gerund(verb: Token, depth: int) -> Status:
    link, up = verb.head.lower_, verb.head.head
    if link in ("by", "in") and up.pos_ in ("VERB", "AUX"):
        return "planned" if up.lemma_ in PLANNERS else _of_verb(up, depth + 1)
    if link == "without":
        return "negated"
    if link in ("from", "against") and up.lemma_ in (
        "prevent",
        "stop",
        "keep",
        "bar",
        "ban",
        "prohibit",
        "refrain",
        "block",
        "deter",
    ):
        return "negated"
    if up.lemma_ in UNDONE:
        return "hypothetical"
    return "reported"


def _of_noun(noun: Token) -> Status:
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ == "no":
            return "negated"
        if child.dep_ in ("amod", "compound") and child.lower_ in UNDONE:
            return "planned" if child.lower_ in AHEAD else "hypothetical"
    up = noun.head
    if noun.dep_ == "pobj" and up.lower_ == "without":
        return "negated"
    if noun.dep_ == "pobj" and up.head.lemma_ in UNDONE:
        return "planned" if up.head.lemma_ in ("plan", "proposal") else "hypothetical"
    verb = (
        up if up.pos_ in ("VERB", "AUX") else up.head if up.dep_ == "prep" and up.head.pos_ in ("VERB", "AUX") else None
    )
    if noun.dep_ == "pobj" and up.lower_ == "of" and up.head.lemma_ in ROUNDS:  # "plans a series of protests"
        return _of_noun(up.head)
    if verb is not None and noun.dep_ in ("dobj", "nsubjpass", "nsubj", "pobj"):
        if noun.dep_ == "dobj" and verb.lemma_ in (
            "plan",
            "propose",
            "schedule",
            "consider",
            "want",
            "seek",
            "prepare",
        ):
            return "planned"
        if noun.dep_ == "dobj" and verb.lemma_ in (
            "prevent",
            "avoid",
            "avert",
            "thwart",
            "foil",
            "deny",
            "cancel",
            "lose",
        ):
            return "reported" if verb.lemma_ in ("thwart", "foil", "deny") else "negated"
        if noun.dep_ == "nsubjpass" and verb.lemma_ in PLANNERS:
            return "planned"
        if noun.dep_ in ("dobj", "nsubjpass", "nsubj"):
            return _of_verb(verb, 1)
    return "reported"
