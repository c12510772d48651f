"""What people have decided of who is who, as positions take it: which mentions are one party, which never are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Key = tuple[int, str]
"""An actor: its record's number and its id there."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Who an actor is on whom people have decided.

    who: the same for all that are one. title: what the party is called where its names alone would not tell it apart,
    or do not agree. apart: with whom it is not one, whatever the names.
    """

    who: str
    title: str | None = None
    apart: frozenset[str] = frozenset()


Decided = Mapping[tuple[str, str], Whose]
"""By report and actor there, whom people's decisions concern."""


def work_out(
    words: Iterable[tuple[Key, Key, bool]],
    who: Mapping[Key, str],
    names: Mapping[Key, tuple[str, ...]],
    told: Callable[[Key], str],
) -> dict[Key, Whose]:
    """Who each is of those whom decisions concern.

    words: the decisions that hold. who, names: of all that are one with somebody in them. told: an actor's id as people
    see it, "12.a3".
    """
    listed = list(words)
    chief: dict[str, set[str]] = defaultdict(set)
    first: dict[str, list[Key]] = defaultdict(list)
    called: dict[str, set[str]] = defaultdict(set)
    for key in {key for a, b, _ in listed for key in (a, b)}:
        chief[who[key]].add(names[key][0])
        first[who[key]].append(key)
    for key, some in names.items():
        called[who[key]] |= {name.casefold() for name in some}
    apart: dict[str, set[str]] = defaultdict(set)
    for a, b, same in listed:
        if not same and who[a] != who[b]:
            apart[who[a]].add(who[b])
            apart[who[b]].add(who[a])

    def title(one: str) -> str | None:
        name = min(chief[one], key=lambda n: (-len(n), n))[:120]
        if any(called[one] & called[other] for other in apart[one]):
            return f"{name} ({min(map(told, first[one]), key=lambda told: (len(told), told))})"
        return name if len(chief[one]) > 1 else None

    found = {one: Whose(one, title(one), frozenset(apart[one])) for one in chief}
    return {key: found[one] for key, one in who.items()}


def write(actor: str, whose: Whose) -> list[str]:
    """An actor's as lines that `read` takes back: one for each with whom it is not one."""
    return [json.dumps([actor, whose.who, whose.title, other], ensure_ascii=False)
            for other in (*sorted(whose.apart),) or (None,)]  # fmt: skip


def read(lines: Iterable[str]) -> dict[str, Whose]:
    """What `write` gave of the actors of one report."""
    found: dict[str, Whose] = {}
    for actor, who, title, other in map(json.loads, lines):
        before = found[actor].apart if actor in found else frozenset[str]()
        found[actor] = Whose(who, title, before | ({other} if other else set()))
    return found
