"""What is no act of its own: generic nouns, what is inside a demand or promise, the same act told twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from accordingto.acts.parties import Parties
from accordingto.acts.roles import VERBAL
from accordingto.acts.spans import role_of
from accordingto.acts.codebook import Codebook
from accordingto.read.actors import Cast
from accordingto.acts.words import words

if TYPE_CHECKING:
    from accordingto.acts.coder import Draft

MERE = words(
    "occasion haste rush "
    "right ability power authority permission need chance opportunity capability capacity freedom way time duty "
    "reason"
)
EVENTS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "CONSULT", "SANCTION", "ACCUSE"})
AGENTLESS = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE", "RETREAT", "CONCEDE", "AGREE"})
"""Types that may be told without any party ("the curfew was lifted", "an agreement was reached")."""
HAPPENING = words(
    "come break erupt take occur happen begin start continue resume flare spread follow ensue hit rock shake rage escalate go last leave "
    "kill wound injure claim paralyse paralyze shut bring disrupt draw attract hold stage open mark enter collapse fail end"
)
SOFT = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
WORDED = frozenset({"REQUEST", "AGREE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
"""Types that somebody must utter: a noun without its speaker tells none."""
PERSONAL = words("i we he she they it me us him her them himself herself themselves his its their my our who whom")
VIOLENT = frozenset({"armed", "weapon", "forces"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "MOBILIZE"})
"""Types that make a vow a threat ("vowed to crush the rebels")."""


def sift(drafts: list[Draft], parties: Parties, cast: Cast, codebook: Codebook) -> list[Draft]:
    """The drafts that stand as acts, in text order."""
    elsewhere = Elsewhere(codebook)
    drafts = [d for d in drafts if not elsewhere.is_about(d)]
    drafts = [d for d in drafts if _has_party(d, parties) and not _is_mere_right(d.head)]
    drafts = _drop_used(drafts)
    drafts = _drop_inside(drafts)
    drafts = _drop_topics(drafts)
    drafts = _drop_offences(drafts)
    drafts = _merge_sentences(drafts)
    drafts = [d for d in drafts if _tells(d, drafts)]
    return _merge_text(drafts, cast)


class Elsewhere:
    """Whether a sentence is about sport, trade, weather or the arts, by the codebook's word classes."""

    __slots__ = ("_classes", "_hints", "_known", "_victims")

    def __init__(self, codebook: Codebook) -> None:
        self._classes = {c: codebook.words(c) for c in ("elsewhere", "sport", "weather", "fiction", "public", "forces", "armed", "weapon")}
        self._victims = codebook.words("person") | codebook.words("site") | codebook.words("country") | codebook.words("vehicle")
        self._hints = tuple((codebook.words(f"{k}_core"), codebook.words(f"{k}_hint"), k) for k in ("sport", "arts"))
        self._known: dict[int, frozenset[str]] = {}

    def is_about(self, draft: Draft) -> bool:
        """Whether the draft stands in such a sentence and no public party or word brings it back."""
        found = self._found(draft.head)
        if draft.type == "ASSAULT" and draft.harm in (None, "wounded") and not found & VIOLENT and not self._is_victim(draft):
            return True  # "a late attack by the visitors"
        if "fiction" in found and _is_present(draft.head):
            return True
        if ("sport" in found or "arts" in found) and "forces" not in found and "public" not in found:
            return True
        if "weather" in found and "forces" not in found and (draft.type in SOFT or draft.harm == "displaced" or draft.harm == "killed"):
            return True
        if "elsewhere" not in found or "public" in found:
            return False
        roles = draft.initiators + draft.targets
        return not any(t.ent_type_ in ("GPE", "NORP") for t in roles) or draft.type in ("CONSULT", "REJECT", "COERCE", "COOPERATE")

    def _is_victim(self, draft: Draft) -> bool:
        """Whether somebody or something that people attack is among the targets."""
        return any(t.ent_type_ in ("GPE", "NORP", "LOC") or t.lemma_.lower() in self._victims for t in draft.targets)

    def _found(self, head: Token) -> frozenset[str]:
        sentence = head.sent
        if sentence.start not in self._known:
            lemmas = [t.lemma_.lower() for t in sentence]
            words = {t.lemma_.lower() for t in sentence if t.pos_ in ("NOUN", "PROPN", "ADJ")}
            words |= {f"{a} {b}" for a, b in zip(lemmas, lemmas[1:], strict=False)}
            classes = {c for c, known in self._classes.items() if not known.isdisjoint(words)}
            scored = any(_is_score(t) for t in sentence)
            for core, hints, kind in self._hints:
                if core & words and len((core | hints) & words) + (scored and kind == "sport") >= 2:
                    classes.add(kind)
            self._known[sentence.start] = frozenset(classes)
        return self._known[sentence.start]


def _is_score(token: Token) -> bool:
    """"3-1", "6-4": the parser keeps them whole or splits them at the dash."""
    text = token.text
    return len(text) <= 5 and any(d in text for d in "-–") and text.replace("-", "").replace("–", "").isdigit()


def _is_present(head: Token) -> bool:
    """Whether the clause of a predicate is told in the present tense."""
    verb = head
    while verb.pos_ not in ("VERB", "AUX") and verb.head is not verb:
        verb = verb.head
    tense = next((c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass") and c.tag_ != "VBN"), verb.tag_)
    return tense in ("VBZ", "VBP")


def _has_party(draft: Draft, parties: Parties) -> bool:
    """An act needs somebody: a party among its roles, unless the words alone tell it (arrest, killing)."""
    roles = draft.initiators + draft.targets
    if draft.match.phrase.kind == "state" and not roles:
        return False
    if any(parties.is_party(t) or t.ent_type_ in ("GPE", "LOC", "FAC") for t in roles):
        return not draft.sense.weak or bool(draft.initiators)
    if draft.match.phrase.kind == "noun":
        return _happens(draft.head) and draft.type in EVENTS or bool(draft.targets) and draft.type in ("ASSAULT", "COERCE")
    if draft.sense.agentless:
        return True
    if draft.match.object is not None and draft.match.score >= 3:
        return draft.type in AGENTLESS or draft.stage is not None
    return bool(roles) and draft.type not in VERBAL


def _happens(noun: Token) -> bool:
    """"Riots broke out", "there were protests": the noun itself tells that it took place."""
    verb = noun.head
    if noun.dep_ == "attr" and verb.lemma_ == "be":
        return any(c.dep_ == "expl" for c in verb.children)
    if verb.lemma_ == "be":  # "the strike is due to begin"
        return noun.dep_ == "nsubj" and any(t.dep_ == "xcomp" and t.lemma_ in HAPPENING for t in verb.subtree)
    return noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in HAPPENING


def _is_mere_right(head: Token) -> bool:
    """"The right to fire", "the power to arrest": nothing is told to have been done."""
    return head.dep_ == "acl" and head.head.lemma_ in MERE and any(c.lower_ == "to" for c in head.children)


def _drop_topics(drafts: list[Draft]) -> list[Draft]:
    """What a protest is for is no demand of its own; the party asked is the protest's target."""
    keep = []
    for draft in drafts:
        protest = None
        if draft.type in ("REQUEST", "ACCUSE", "REJECT") and draft.match.phrase.kind == "verb":
            protest = next((d for d in drafts if d.type == "PROTEST" and d is not draft and _is_topic(draft.head, d)), None)
        if protest is None:
            keep.append(draft)
        elif not protest.targets:
            protest.targets = [t for t in draft.targets if t not in protest.initiators]
    return keep


def _drop_used(drafts: list[Draft]) -> list[Draft]:
    """A noun that is part of a longer phrase ("dropped the charges") tells no act of its own."""
    used = {t.i: d for d in drafts for t in d.match.tokens if t.i != d.head.i}
    return [d for d in drafts if d.head.i not in used or used[d.head.i].match.score < d.match.score - 2]


def _drop_offences(drafts: list[Draft]) -> list[Draft]:
    """An offence told as a charge is no act ("jailed for taking part"); told as an event ("the killing of") it is one, and
    only a verdict of guilty names who did it."""
    keep = []
    for draft in drafts:
        case = next((d for d in drafts if d is not draft and d.stage and _is_charge(draft.head, d.head)), None)
        if case is None:
            keep.append(draft)
        elif draft.match.phrase.kind == "noun" and not _in_gerund(draft.head, case.head) and any(c.dep_ == "det" and c.lower_ in ("the", "a", "an") for c in draft.head.children):
            draft.initiators = list(case.targets) if case.stage in ("convicted", "sentenced") else []
            keep.append(draft)
    return keep


def _in_gerund(noun: Token, case: Token) -> bool:
    while noun.head is not noun and noun.i != case.i:
        if noun.dep_ == "pcomp":
            return True
        noun = noun.head
    return False


def _is_charge(head: Token, case: Token) -> bool:
    """Whether `head` stands in the "for …", "with …", "of …", "on charges of …" of the predicate `case`."""
    token = head
    for _ in range(6):
        if token.head is token or token.dep_ in ("relcl", "advcl", "ccomp", "ROOT"):
            return False
        if token.dep_ == "prep" and token.head.i == case.i:
            return token.lower_ in ("for", "with", "of", "on", "over", "in")
        token = token.head
    return False


def _is_topic(head: Token, protest: Draft) -> bool:
    token = head
    for _ in range(5):
        if token.dep_ not in ("advcl", "xcomp", "prep", "pcomp", "conj", "acl") or token.head is token:
            return False
        token = token.head
        if token in protest.match.tokens:
            return True
    return False


def _drop_inside(drafts: list[Draft]) -> list[Draft]:
    """What is asked for, promised, threatened or refused is inside that act."""
    by_head = {(d.head.head.i if d.head.dep_ == "aux" else d.head.i): d for d in drafts if d.sense.swallows or d.type == "AGREE"}
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
        if token.dep_ in ("relcl", "ROOT", "nsubj", "nsubjpass", "conj", "agent", "poss", "appos") and token.dep_ != "conj":
            return None
        if token.dep_ == "advcl" and token.tag_ != "VB" and not any(c.lower_ in ("if", "unless") for c in token.children):
            return None
        up = token.head
        if up is token:
            return None
        if token.dep_ == "prep" and token.lower_ in ("in", "after", "during", "at", "before", "since", "by", "despite", "amid", "following", "against", "over", "about"):
            return None
        if up.i in by_head and by_head[up.i] is not draft:
            if token.dep_ == "conj" and not any(c.lower_ == "to" for c in token.children):
                return None
            return by_head[up.i]
        token = up
    return None


def _merge_sentences(drafts: list[Draft]) -> list[Draft]:
    """Inside one sentence: a noun beside a verb of its type, "detained and questioned", "attacked, killing five"."""
    out: list[Draft] = []
    for draft in drafts:
        twin = next((o for o in out if o.head.sent.start == draft.head.sent.start and o.type == draft.type and _same(o, draft)), None)
        if twin is None:
            out.append(draft)
            continue
        keep, gone = (draft, twin) if _fuller(draft, twin) else (twin, draft)
        keep.merged += [gone, *gone.merged]
        keep.stage = gone.stage if gone.stage and gone.head.i > keep.head.i else keep.stage or gone.stage
        keep.mode = keep.mode or gone.mode
        keep.initiators = keep.initiators or [t for t in gone.initiators if t not in keep.targets]
        keep.targets = keep.targets or [t for t in gone.targets if t not in keep.initiators]
        out[out.index(twin)] = keep
    return sorted(out, key=lambda d: d.head.i)


def _same(first: Draft, second: Draft) -> bool:
    """Whether two drafts of one sentence and type tell one act."""
    if {t.i for t in first.match.tokens} & {t.i for t in second.match.tokens}:
        return True
    if first.status != second.status and "negated" in (first.status, second.status):
        return False
    kinds = {first.match.phrase.kind, second.match.phrase.kind}
    if "noun" in kinds:
        noun, other = (first, second) if first.match.phrase.kind == "noun" else (second, first)
        return _tells_again(noun, other)
    if first.harm in ("killed", "wounded") and second.harm in ("killed", "wounded") and first.harm != second.harm:
        return False
    shared = _shared(first.targets, second.targets) or _shared(first.initiators, second.initiators)
    if not shared:
        return first.type == "ASSAULT" and _is_deed_of(first, second)
    if first.type == "ASSAULT" and _is_deed_of(first, second):
        return True
    if first.stage and second.stage or first.type == "CONSULT" or _is_manner(second.head) and not (first.harm and second.harm):
        return True
    return first.sense.id == second.sense.id and second.head.dep_ == "conj" and _shared(first.targets, second.targets) and (
        first.head.lemma_ == second.head.lemma_)


def _is_deed_of(first: Draft, second: Draft) -> bool:
    """"Opened fire on a bus, killing four", "died when a bomb went off": the attack and the harm that it did."""
    harmed = [bool(d.harm in ("killed", "wounded")) for d in (first, second)]
    if harmed[0] == harmed[1] or first.initiators and second.initiators and not _shared(first.initiators, second.initiators):
        return False
    later = second.head
    return later.dep_ in ("advcl", "conj", "pcomp") and (later.head.i == first.head.i or later.head.i in _clause_chain(first.head))


def _shared(first: list[Token], second: list[Token]) -> bool:
    return bool({t.i for t in first} & {t.i for t in second})


def _is_manner(head: Token) -> bool:
    return head.dep_ in ("advcl", "pcomp") and head.tag_ in ("VBG", "VBN")


def _tells_again(noun: Draft, other: Draft) -> bool:
    """"Killed in an attack", "carried out a raid, arresting": the noun tells the other's act unless it has its own target."""
    if noun.targets and other.targets and not _shared(noun.targets, other.targets):
        if noun.match.phrase.kind == other.match.phrase.kind or not _hangs_on(noun.head, other):
            return False
    if noun.head in other.initiators:
        other.initiators = noun.initiators or other.initiators
        return True
    if noun.initiators and other.initiators and not _shared(noun.initiators, other.initiators):
        return _hangs_on(noun.head, other) and noun.type == "CONSULT"
    return _hangs_on(noun.head, other) or not noun.targets and not noun.initiators


def _hangs_on(noun: Token, other: Draft) -> bool:
    """Whether the noun and the other's predicate stand in one clause (no relative clause or reported clause between)."""
    mine, theirs = _clause_chain(noun), _clause_chain(other.head)
    return bool(mine & theirs)


def _clause_chain(token: Token) -> set[int]:
    out = {token.i}
    while token.dep_ not in ("ROOT", "relcl", "ccomp", "parataxis") and token.head is not token:
        token = token.head
        out.add(token.i)
    return out


def _fuller(a: Draft, b: Draft) -> bool:
    def weight(d: Draft) -> tuple[int, ...]:
        return (d.match.phrase.kind == "verb", d.harm in ("killed", "wounded"), bool(d.initiators) + bool(d.targets), d.match.score, -d.head.i)

    return weight(a) > weight(b)


def _tells(draft: Draft, drafts: list[Draft]) -> bool:
    """A noun counts where it names a party and tells an act that no verb tells."""
    if draft.match.phrase.kind != "noun":
        return True
    noun: Token = draft.head
    if draft.status == "hypothetical" and not draft.targets and not draft.initiators:
        return False
    if draft.sense.weak and not (draft.targets or len(draft.initiators) > 1):
        return False
    if _happens(noun):
        return True
    if noun.dep_ == "attr" and any(c.lower_ in ("this", "that", "it") for c in noun.head.children if c.dep_ == "nsubj"):
        return False  # "this is an attack on our country" judges, it does not tell
    if draft.type in WORDED and not draft.initiators:
        return False
    if noun.tag_ in ("NNS", "NNPS") and not any(c.dep_ in ("det", "poss", "nummod", "amod", "compound", "prep") for c in noun.children):
        return False
    return True


def _merge_text(drafts: list[Draft], cast: Cast) -> list[Draft]:
    """The same act told again later in the report is one act, at its fullest telling."""
    out: list[Draft] = []
    for draft in drafts:
        twin = next((o for o in out if _retold(o, draft, cast)), None)
        if twin is None:
            out.append(draft)
        elif _fullness(draft) > _fullness(twin):
            out[out.index(twin)] = draft
            draft.merged += [twin, *twin.merged]
        else:
            twin.merged += [draft, *draft.merged]
    return sorted(out, key=lambda d: d.head.i)


def _retold(first: Draft, second: Draft, cast: Cast) -> bool:
    """Whether `second` tells again, in another sentence, what `first` tells."""
    if first.type != second.type or first.status != second.status or first.head.sent.start == second.head.sent.start:
        return False
    a, b = _ids(first.targets, cast), _ids(second.targets, cast)
    c, d = _ids(first.initiators, cast), _ids(second.initiators, cast)
    if first.type == "CONSULT":
        nations = [{r.codes[0] for t in x.initiators + x.targets if (r := role_of(t, cast)).codes} for x in (first, second)]
        again = bool(nations[1]) and nations[1] <= nations[0] and not any(t.pos_ == "PROPN" for t in second.initiators)
        return again or bool((a | c) & (b | d)) or (second.match.phrase.kind == "noun" and not (b | d))
    if first.harm != second.harm or first.stage != second.stage:
        return second.match.phrase.kind == "noun" and bool(a & b) and not (c and d and not c & d) and first.harm is not None
    if not (a or c) or not (b or d):
        return second.match.phrase.kind == "noun"
    if a and b and not a & b or c and d and not c & d:
        return False
    if a and b:
        return bool(a & b)
    return bool(c & d) and first.head.lemma_ == second.head.lemma_


def _ids(tokens: list[Token], cast: Cast) -> set[str]:
    """What a role stands for: a named actor's id; for groups the head noun with its number."""
    out = set()
    for token in tokens:
        role = role_of(token, cast)
        named = role.actor is not None and (token.lower_ in PERSONAL or cast.name(role.actor) is not None)
        if named:
            out.add(str(role.actor))
        else:
            number = next((c.lower_ for c in token.children if c.dep_ == "nummod"), "")
            out.add(f"{number} {token.lemma_.lower()}".strip())
    return out


def _fullness(draft: Draft) -> int:
    return 2 * len(draft.initiators) + 2 * len(draft.targets) + (draft.match.phrase.kind == "verb") + len(draft.merged)
