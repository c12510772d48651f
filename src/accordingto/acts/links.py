"""Links between acts and statements that need the whole report: what came after what, which denial meets which act."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from accordingto.acts.drafts import Draft
from accordingto.acts.telling import Tellings
from accordingto.acts.words import words
from accordingto.types import Act

WINDOW = 25
"""Acts before and after one that are looked at for links: bounds the work on hostile texts."""
LATER = words("later then subsequently afterwards afterward thereafter eventually finally soon since")
AFTER = words("after following since upon")
ANYBODY = words("anyone anybody people person somebody someone")
BEFORE = words("before until")
ORDER = {"investigated": 0, "wanted": 0, "detained": 1, "charged": 2, "tried": 3, "convicted": 4, "sentenced": 4,
         "acquitted": 4, "dropped": 4, "appealed": 5, "released": 6, "pardoned": 6}  # fmt: skip
"""The usual order of a case: a later stage of the same person's case comes after an earlier one."""


def connect(doc: Doc, drafts: list[Draft], acts: list[Act], tellings: Tellings) -> tuple[Act, ...]:
    """The acts with `after` and `denied_by`; what only a denial repeats of an act told elsewhere is dropped."""
    acts, drafts = _meet_denials(acts, drafts, tellings)
    after = [_earlier(i, drafts, acts) for i in range(len(acts))]
    renamed = {act.id: f"c{n}" for n, act in enumerate(acts, 1)}
    return tuple(
        replace(act, id=renamed[act.id], after=tuple(renamed[x] for x in ids))
        for act, ids in zip(acts, after, strict=True)
    )


def _meet_denials(acts: list[Act], drafts: list[Draft], tellings: Tellings) -> tuple[list[Act], list[Draft]]:
    denials = [s for s in tellings.statements if s.stance == "denies"]
    if not denials:
        return acts, drafts
    met: dict[str, list[str]] = {a.id: list(a.denied_by) for a in acts}
    gone: set[str] = set()
    for denial in denials:
        for act in acts:
            if set(denial.answers) & set(act.per) and denial.id not in act.per and act.status == "reported":
                met[act.id].append(denial.id)
        for act, draft in zip(acts, drafts, strict=True):
            if act.per == (denial.id,) and act.status == "negated":
                twins = [
                    a
                    for a, d in zip(acts, drafts, strict=True)
                    if a is not act and denial.id not in a.per and _alike(d, draft)
                ]
                for twin in twins:
                    met[twin.id].append(denial.id)
                if twins:
                    gone.add(act.id)
    keep = [(a, d) for a, d in zip(acts, drafts, strict=True) if a.id not in gone]
    return [replace(a, denied_by=tuple(dict.fromkeys(met[a.id]))) for a, _ in keep], [d for _, d in keep]


def _alike(told: Draft, denied: Draft) -> bool:
    """Whether an act told elsewhere is the one that a denial names: same type and, where told, harm and parties."""
    if told.type != denied.type or told.status == "negated":
        return False
    if denied.targets and told.targets and denied.harm and told.harm:
        theirs = {t.lemma_.lower() for t in denied.targets}
        return told.harm == denied.harm and bool(theirs & (ANYBODY | {t.lemma_.lower() for t in told.targets}))
    return {t.lemma_ for t in told.targets + told.initiators} & {
        t.lemma_ for t in denied.targets + denied.initiators
    } != set()


def _earlier(index: int, drafts: list[Draft], acts: list[Act]) -> list[str]:
    """The acts that the words tell as earlier than this one.

    By "later", "then", "after", by the past perfect, by an earlier date or stage of the same case.
    """
    draft, act = drafts[index], acts[index]
    out = []
    for place in range(max(0, index - WINDOW), min(len(acts), index + WINDOW)):
        other, before = acts[place], drafts[place]
        if other is act:
            continue
        together = _shares_person(act, other, draft, before)
        near = abs(draft.head.sent.start - before.head.sent.start) == 0 or abs(place - index) == 1
        if (
            (
                _follows(draft, before)
                or (together and _is_next(draft, before))
                or (together and (_is_later_stage(act, other) or _is_dated_later(act, other)))
            )
            or (near and together and _is_background(before.head) and not _is_background(draft.head))
            or (place == index - 1 and _opens_later(draft.head))
        ):
            out.append(other.id)
    return out


def _follows(draft: Draft, before: Draft) -> bool:
    """Whether one sentence tells `draft` as later than `before`."""
    head, other = draft.head, before.head
    if head.sent.start != other.sent.start:
        return False
    if _under(other, draft, AFTER) or _under(head, before, BEFORE):
        return True
    return head.i > other.i and _has_later(head) and not _is_background(head)


def _is_next(draft: Draft, before: Draft) -> bool:
    """ "Was arrested, tortured and deported": what befell one person is told in its order."""
    if draft.head.dep_ != "conj" or draft.head.i < before.head.i or draft.sense.id == before.sense.id:
        return False
    joined = before.head in (draft.head.head, *draft.head.conjuncts)
    return joined and {draft.status, before.status} == {"reported"} and (
        {draft.harm, before.harm} != {"killed", "wounded"})  # fmt: skip


def _under(inner: Token, outer: Draft, links: frozenset[str]) -> bool:
    """Whether `inner` stands in the "after …" of the act `outer`."""
    own = {t.i for t in outer.match.tokens} | {outer.head.i}
    governors = own | {outer.head.head.i} if outer.head.pos_ == "NOUN" else own
    token = inner
    for _ in range(7):
        if token.head is token:
            return False
        opens = (token.dep_ == "prep" and token.lower_ in links) or any(
            c.dep_ in ("mark", "advmod") and c.lower_ in links for c in token.children)  # fmt: skip
        if opens and (token.head.i in governors or token.head.head.i in governors):
            return True
        token = token.head
    return False


def _has_later(head: Token) -> bool:
    """ "Then", "later", also of the first verb of a coordination ("were later charged and jailed")."""
    return any(c.lower_ in LATER and c.dep_ in ("advmod", "npadvmod") for c in head.children)


def _opens_later(head: Token) -> bool:
    """ "Two days later they killed him": the sentence goes on from the one before."""
    return any(t.lower_ in ("later", "afterwards", "then", "subsequently") for t in head.sent[:5] if t.i < head.i)


def _is_background(head: Token) -> bool:
    """Told in the past perfect ("had been kidnapped")."""
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("had", "'d") for c in head.children)


def _shares_person(act: Act, other: Act, draft: Draft, before: Draft) -> bool:
    mine = {r.actor for r in act.targets if r.actor} | {t.i for t in draft.targets}
    theirs = {r.actor for r in other.targets if r.actor} | {t.i for t in before.targets}
    return bool(mine & theirs)


def _is_later_stage(act: Act, other: Act) -> bool:
    if act.status != "reported" or other.status != "reported":
        return False
    if act.mode == "release" and (
        other.mode in ("arrest", "abduct", "convict") or other.harm in ("detained", "interned")
    ):
        return True
    if act.stage is None or other.stage is None:
        return False
    return ORDER[act.stage] > ORDER[other.stage]


def _is_dated_later(act: Act, other: Act) -> bool:
    if not act.when or not other.when or not act.when.earliest or not other.when.latest:
        return False
    return other.when.latest < act.when.earliest
