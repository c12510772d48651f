"""Links between acts and statements that need the whole report: what came after what, and which denial meets which act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from accordingto.acts.telling import Tellings
from accordingto.acts.words import words
from accordingto.types import Act, Statement

if TYPE_CHECKING:
    from accordingto.acts.coder import Draft

LATER = words("later then subsequently afterwards afterward thereafter eventually finally soon since")
CASE = words("charged tried convicted sentenced acquitted dropped released pardoned appealed")
ORDER = {"investigated": 0, "wanted": 0, "detained": 1, "charged": 2, "tried": 3, "convicted": 4, "sentenced": 4, "acquitted": 4,
         "dropped": 4, "appealed": 5, "released": 6, "pardoned": 6}  # fmt: skip
"""The usual order of a case: a later stage of the same person's case comes after an earlier one."""


def connect(doc: Doc, drafts: list[Draft], acts: list[Act], tellings: Tellings) -> tuple[Act, ...]:
    """The acts with `after` and `denied_by` filled in; what only a denial repeats of an act told elsewhere is dropped."""
    acts, drafts = _meet_denials(acts, drafts, tellings)
    after = [_earlier(i, drafts, acts) for i in range(len(acts))]
    renamed = {act.id: f"c{n}" for n, act in enumerate(acts, 1)}
    return tuple(
        replace(act, id=renamed[act.id], after=tuple(renamed[x] for x in ids)) for act, ids in zip(acts, after, strict=True)
    )


def _meet_denials(acts: list[Act], drafts: list[Draft], tellings: Tellings) -> tuple[list[Act], list[Draft]]:
    denials = [s for s in tellings.statements if s.stance == "denies"]
    if not denials:
        return acts, drafts
    met: dict[str, list[str]] = {a.id: list(a.denied_by) for a in acts}
    gone: set[str] = set()
    for denial in denials:
        for act, draft in zip(acts, drafts, strict=True):
            if set(denial.answers) & set(act.per) and denial.id not in act.per and _is_meant(act, denial, tellings):
                met[act.id].append(denial.id)
        for act, draft in zip(acts, drafts, strict=True):
            if act.per == (denial.id,) and act.status == "negated":
                twins = [a for a, d in zip(acts, drafts, strict=True) if a is not act and denial.id not in a.per and _alike(d, draft)]
                for twin in twins:
                    met[twin.id].append(denial.id)
                if twins:
                    gone.add(act.id)
    keep = [(a, d) for a, d in zip(acts, drafts, strict=True) if a.id not in gone]
    return [replace(a, denied_by=tuple(dict.fromkeys(met[a.id]))) for a, _ in keep], [d for _, d in keep]


def _is_meant(act: Act, denial: Statement, tellings: Tellings) -> bool:
    """A denial answers a statement as a whole; of its acts it meets those that the statement is about, not its backgrounds."""
    return act.status == "reported"


def _alike(told: Draft, denied: Draft) -> bool:
    """Whether an act told elsewhere is the one that the denial names: same type and, where both are told, harm and parties."""
    if told.type != denied.type or told.status == "negated":
        return False
    if denied.targets and told.targets and denied.harm and told.harm:
        return {t.lemma_ for t in told.targets} & {t.lemma_ for t in denied.targets} != set() or told.harm == denied.harm
    return {t.lemma_ for t in told.targets + told.initiators} & {t.lemma_ for t in denied.targets + denied.initiators} != set()


def _earlier(index: int, drafts: list[Draft], acts: list[Act]) -> list[str]:
    """The acts that the words tell as earlier than this one: "later", "then", "after", an earlier stage of the same case."""
    draft, act = drafts[index], acts[index]
    out = []
    for other, before in zip(acts, drafts, strict=True):
        if other is act:
            continue
        if _follows(draft, before) or (_shares_person(act, other) and _is_later_stage(act, other, draft, before)):
            out.append(other.id)
    return out


def _follows(draft: Draft, before: Draft) -> bool:
    head, other = draft.head, before.head
    if head.sent.start == other.sent.start:
        if _under(other, head, "after") or _under(head, other, "before"):
            return True
        if head.i > other.i and _has_later(head):
            return True
        return False
    return False


def _under(inner: Token, outer: Token, link: str) -> bool:
    """Whether `inner` stands in the "after …" of `outer`."""
    token = inner
    for _ in range(6):
        if token.head is token:
            return False
        if (token.dep_ == "prep" and token.lower_ == link or any(c.dep_ == "mark" and c.lower_ == link for c in token.children)) and (
            token.head.i == outer.i or token.head.i in {t.i for t in (outer.head,) if outer.dep_ in ("dobj", "xcomp", "pobj")}
        ):
            return True
        token = token.head
    return False


def _has_later(head: Token) -> bool:
    return any(c.lower_ in LATER and c.dep_ == "advmod" for c in head.children)


def _shares_person(act: Act, other: Act) -> bool:
    mine = {r.actor for r in act.targets if r.actor}
    return bool(mine & {r.actor for r in other.targets if r.actor})


def _is_later_stage(act: Act, other: Act, draft: Draft, before: Draft) -> bool:
    if act.stage is None or other.stage is None or act.status != "reported" or other.status != "reported":
        return False
    return ORDER[act.stage] > ORDER[other.stage]
