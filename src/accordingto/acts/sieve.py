"""What is no act of its own: generic nouns, what is inside a demand or promise, the same act told twice."""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from accordingto.acts.cases import name_cases
from accordingto.acts.codebook import Codebook
from accordingto.acts.drafts import Draft
from accordingto.acts.elsewhere import Elsewhere
from accordingto.acts.parties import Parties
from accordingto.acts.retelling import merge_sentences, merge_text
from accordingto.acts.roles import VERBAL
from accordingto.acts.status import ROUNDS
from accordingto.acts.timelinks import CAUSES
from accordingto.acts.untold import is_untold
from accordingto.acts.words import words
from accordingto.read.actors import Cast

EVENTS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "CONSULT", "SANCTION", "ACCUSE", "CONCEDE"})
AGENTLESS = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE", "RETREAT", "CONCEDE", "AGREE", "REJECT"})
"""Types that may be told without any party ("the curfew was lifted", "an agreement was reached")."""
HAPPENING = words(
    "come break erupt take occur happen begin start continue resume flare spread follow ensue hit rock shake "
    "force sweep engulf grip peak intensify rage escalate go last leave kill wound injure claim paralyse paralyze "
    "shut bring disrupt draw attract hold stage open mark enter collapse fail end"
)
ARRANGED = words(
    "plan schedule organise organize stage hold call announce order confirm report carry document record film"
)
FOLLOWED = words(
    "follow spark trigger rock shake hit mark accompany paralyse paralyze disrupt precede cause provoke prompt"
)
"""Verbs in the passive whose "by" tells that something took place."""
WORDED = frozenset({"REQUEST", "AGREE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
"""Types that somebody must utter: a noun without its speaker tells none."""
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "MOBILIZE"})
"""Types that make a vow a threat ("vowed to crush the rebels")."""


def sift(drafts: list[Draft], parties: Parties, cast: Cast, codebook: Codebook) -> list[Draft]:
    """The drafts that stand as acts, in text order."""
    elsewhere = Elsewhere(codebook)
    drafts = [d for d in drafts if not elsewhere.is_about(d)]
    name_cases(drafts)
    drafts = [d for d in drafts if _has_party(d, parties) and not is_untold(d) and not _is_to_oneself(d)]
    drafts = _drop_used(drafts)
    drafts = _drop_inside(drafts)
    drafts = _drop_topics(drafts)
    drafts = _drop_settings(drafts)
    drafts = _drop_offences(drafts)
    drafts = merge_sentences(drafts)
    drafts = [d for d in drafts if _tells(d)]
    return merge_text(drafts, cast)


def _has_party(draft: Draft, parties: Parties) -> bool:
    """An act needs somebody: a party among its roles, unless the words alone tell it (arrest, killing)."""
    roles = draft.initiators + draft.targets
    if draft.match.phrase.kind == "state" and not roles:
        return False
    if any(parties.is_party(t) or t.ent_type_ in ("GPE", "LOC", "FAC") for t in roles):
        return not draft.sense.weak or bool(draft.initiators)
    if draft.match.phrase.kind == "noun":
        told = _happens(draft.head) or (_is_placed(draft.head) and draft.type in ("ASSAULT", "PROTEST"))
        return (told and draft.type in EVENTS) or (bool(draft.targets) and draft.type in ("ASSAULT", "COERCE"))
    if draft.sense.agentless:
        return True
    if draft.match.object is not None and draft.match.score >= 3:
        return draft.type in AGENTLESS or draft.stage is not None
    return bool(roles) and draft.type not in VERBAL


def _is_placed(noun: Token) -> bool:
    """ "Friday's bombing in Peshawar": a noun with its place tells one happening."""
    definite = any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ("a", "an", "the")) for c in noun.children)
    return definite and any(
        n.ent_type_ in ("GPE", "FAC") for c in noun.children if c.lower_ in ("in", "at", "near") for n in c.children
    )


def _happens(noun: Token) -> bool:
    """ "Riots broke out", "there were protests": the noun itself tells that it took place."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in ROUNDS:
        noun = noun.head.head  # "weeks of protests forced him out"
    verb = noun.head
    if noun.dep_ == "nsubjpass" and verb.lemma_ in ARRANGED:
        return True
    if noun.dep_ == "attr" and verb.lemma_ == "be":
        return any(c.dep_ == "expl" for c in verb.children)
    if verb.lemma_ == "be":  # "the strike is due to begin"
        return noun.dep_ == "nsubj" and any(t.dep_ == "xcomp" and t.lemma_ in HAPPENING for t in verb.subtree)
    if noun.dep_ == "dobj" and verb.lemma_ in CAUSES:
        return True
    if noun.dep_ == "pobj" and verb.dep_ == "agent":  # "was followed by riots", "rocked by protests"
        return verb.head.lemma_ in FOLLOWED
    return noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in HAPPENING


def _is_to_oneself(draft: Draft) -> bool:
    """Who harms nobody but himself attacks nobody; suicide attacks have a mode of their own."""
    return draft.type in ("ASSAULT", "COERCE") and draft.mode != "suicide-attack" and bool(draft.targets) and all(
        t.lower_.endswith(("self", "selves")) for t in draft.targets)  # fmt: skip


def _drop_topics(drafts: list[Draft]) -> list[Draft]:
    """What a protest is for is no demand of its own; the party asked is the protest's target."""
    keep = []
    for draft in drafts:
        protest = None
        if draft.type in ("REQUEST", "ACCUSE", "REJECT") and draft.match.phrase.kind == "verb":
            protest = next(
                (d for d in drafts if d.type == "PROTEST" and d is not draft and _is_topic(draft.head, d)), None
            )
        if protest is None:
            keep.append(draft)
        elif not protest.targets:
            protest.targets = [t for t in draft.targets if t not in protest.initiators]
    return keep


def _drop_used(drafts: list[Draft]) -> list[Draft]:
    """A noun that is part of a longer phrase ("dropped the charges") tells no act of its own."""
    used = {t.i: d for d in drafts for t in d.match.tokens if t.i != d.head.i}
    return [d for d in drafts if d.head.i not in used or used[d.head.i].match.score < d.match.score - 2]


def _drop_settings(drafts: list[Draft]) -> list[Draft]:
    """ "Was abused in custody": where it befell somebody is no act beside what befell him."""
    heads = {d.head.i for d in drafts if d.match.phrase.kind == "verb"}
    return [d for d in drafts if not (d.match.phrase.kind == "state" and d.head.head.i in heads)]


def _drop_offences(drafts: list[Draft]) -> list[Draft]:
    """An offence told as a charge is no act ("jailed for taking part").

    Told as an event ("the killing of") it is one, and only a verdict of guilty names who did it.
    """
    keep = []
    for draft in drafts:
        case = next((d for d in drafts if d is not draft and d.stage and _is_charge(draft.head, d.head)), None)
        if case is None:
            keep.append(draft)
        elif (
            draft.match.phrase.kind == "noun"
            and not _in_gerund(draft.head, case.head)
            and any(c.dep_ == "det" and c.lower_ in ("the", "a", "an") for c in draft.head.children)
        ):
            draft.initiators = list(case.targets) if case.stage in ("convicted", "sentenced") else []
            keep.append(draft)
    return keep


def _in_gerund(noun: Token, case: Token) -> bool:
    while noun.head != noun and noun.i != case.i:
        if noun.dep_ == "pcomp":
            return True
        noun = noun.head
    return False


def _is_charge(head: Token, case: Token) -> bool:
    """Whether `head` stands in the "for …", "with …", "of …", "on charges of …" of the predicate `case`."""
    token = head
    for _ in range(6):
        if token.head == token or token.dep_ in ("relcl", "advcl", "ccomp", "ROOT"):
            return False
        if token.dep_ == "prep" and token.head.i == case.i:
            return token.lower_ in ("for", "with", "of", "on", "over", "in")
        token = token.head
    return False


def _is_topic(head: Token, protest: Draft) -> bool:
    token, noun = head, protest.match.phrase.kind == "noun"
    carriers = {t.i for t in islice(protest.head.ancestors, 3)} if noun else set()
    for _ in range(5):
        if token.dep_ not in ("advcl", "xcomp", "prep", "pcomp", "conj", "acl") or token.head == token:
            return False
        token = token.head
        if token in protest.match.tokens or token.i in carriers:
            return True
    return False


def _drop_inside(drafts: list[Draft]) -> list[Draft]:
    """What is asked for, promised, threatened or refused is inside that act."""
    by_head = {
        (d.head.head.i if d.head.dep_ == "aux" else d.head.i): d
        for d in sorted(drafts, key=lambda d: d.head.dep_ == "aux")  # "must agree": the demand holds the agreement
        if d.sense.swallows or d.type == "AGREE"
    }
    keep = []
    for draft in drafts:
        outer = _swallower(draft, by_head)
        if outer is None or outer is draft:
            keep.append(draft)
            continue
        if not outer.targets:
            taken = {t.i for t in outer.initiators}
            outer.targets = [t for t in draft.targets if t.i not in taken]
        if outer.type == "AGREE" and draft.type in HOSTILE and not outer.sense.mutual:
            outer.type = "THREATEN"
    return keep


def _swallower(draft: Draft, by_head: dict[int, Draft]) -> Draft | None:
    token = draft.head
    if token.i in by_head and by_head[token.i] is not draft and by_head[token.i].head.dep_ == "aux":
        return by_head[token.i]
    for _ in range(8):
        if (
            token.dep_ in ("relcl", "ROOT", "nsubj", "nsubjpass", "conj", "agent", "poss", "appos")
            and token.dep_ != "conj"
        ):
            return None
        if token.dep_ == "acl" and token.tag_ in ("VBN", "VBG"):
            return None  # "the release of a man arrested in May"
        if (
            token.dep_ == "advcl"
            and token.tag_ != "VB"
            and not any(c.lower_ in ("if", "unless") for c in token.children)
        ):
            return None
        up = token.head
        if up == token:
            return None
        if token.dep_ == "ccomp" and any(t.text == ";" for t in token.doc[token.i : up.i]):
            return None  # "she was convicted in June; she has appealed"
        if token.dep_ == "prep" and token.lower_ in (
            "in",
            "after",
            "during",
            "at",
            "before",
            "since",
            "by",
            "despite",
            "amid",
            "following",
            "against",
            "over",
            "about",
        ):
            return None
        if up.i in by_head and by_head[up.i] is not draft:
            if token.dep_ == "conj" and not any(c.lower_ == "to" for c in token.children):
                return None
            return by_head[up.i]
        token = up
    return None


def _tells(draft: Draft) -> bool:
    """A noun counts where it names a party and tells an act that no verb tells."""
    if draft.match.phrase.kind != "noun":
        return True
    noun: Token = draft.head
    if draft.status == "hypothetical" and not draft.targets and not draft.initiators:
        return False
    if draft.sense.weak and not (draft.targets or len(draft.initiators) > 1):
        return False
    if _happens(noun) or (draft.type == "PROTEST" and draft.initiators):
        return True
    if noun.dep_ == "attr" and any(c.lower_ in ("this", "that", "it") for c in noun.head.children if c.dep_ == "nsubj"):
        return False  # "this is an attack on our country" judges, it does not tell
    if draft.type in WORDED and not draft.initiators and not (draft.stage and draft.targets):  # "the acquittal of X"
        return False
    bare = not any(c.dep_ in ("det", "poss", "nummod", "amod", "compound", "prep") for c in noun.children)
    return not (bare and noun.tag_ in ("NNS", "NNPS"))
