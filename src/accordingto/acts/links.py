"""Links between acts and statements that need the whole report: what came after what, which denial meets which act."""

from __future__ import annotations

from dataclasses import replace

from accordingto.acts.drafts import Draft
from accordingto.acts.sequence import earlier_acts
from accordingto.acts.telling import Tellings
from accordingto.acts.words import words
from accordingto.types import Act

ANYBODY = words("anyone anybody people person somebody someone")


def connect(drafts: list[Draft], acts: list[Act], tellings: Tellings) -> tuple[Act, ...]:
    """The acts with `after` and `denied_by`; what only a denial repeats of an act told elsewhere is dropped."""
    acts, drafts = _meet_denials(acts, drafts, tellings)
    ids = [f"c{n}" for n in range(1, len(acts) + 1)]
    return tuple(
        replace(act, id=ids[place], after=tuple(ids[n] for n in earlier))
        for place, (act, earlier) in enumerate(zip(acts, earlier_acts(drafts, acts), strict=True))
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
