"""Links between acts and statements that need the whole report: what came after what, which denial meets which act."""

from __future__ import annotations

from dataclasses import replace

from accordingto.acts.denials import meet_denials
from accordingto.acts.drafts import Draft
from accordingto.acts.sequence import earlier_acts
from accordingto.acts.telling import Tellings
from accordingto.types import Act


def connect(drafts: list[Draft], acts: list[Act], tellings: Tellings) -> tuple[Act, ...]:
    """The acts with `after` and `denied_by`, numbered anew in text order."""
    told = meet_denials(acts, drafts, tellings)
    earlier = earlier_acts([d for _, d in told], [a for a, _ in told])
    ids = [f"c{n}" for n in range(1, len(told) + 1)]
    return tuple(
        replace(act, id=ids[place], after=tuple(ids[n] for n in earlier[place])) for place, (act, _) in enumerate(told)
    )
