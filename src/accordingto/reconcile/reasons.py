"""Says in words why acts were put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from accordingto.reconcile.facts import Facts
from accordingto.reconcile.pairs import FEATURES, compare

WORDS = {
    "same words": "told in the same words",
    "one family": "told in words of one kind",
    "same targets": "done to the same",
    "same initiators": "done by the same",
    "same place": "in the same place",
    "same time": "at the same time",
    "same count": "with the same number",
    "same mode": "of the same kind",
    "same harm": "with the same harm",
    "numbers shared": "with the same figures",
}
ALIKE = 0.3
"""From here two reports are said to tell of the same things."""

MOST = 4


def reasons(acts: Sequence[Facts], alike: Callable[[int, int], float]) -> tuple[str, ...]:
    """What holds for at least half of the happenings of single reports, each compared with the first; the most general
    first. alike: how far two reports are alike.
    """
    first, others = acts[0], acts[1 : 1 + 12]
    found: dict[str, int] = {}
    for other in others:
        for name, value in zip(FEATURES, compare(first, other, alike(first.report, other.report)), strict=True):
            if name == "report alike" and value >= ALIKE:
                found["in reports that tell of the same things"] = (
                    found.get("in reports that tell of the same things", 0) + 1
                )
            elif name in WORDS and value:
                found[WORDS[name]] = found.get(WORDS[name], 0) + 1
    shared = sorted(set.intersection(*(set(a.names) for a in (first, *others))) - set(first.trigger))
    said = [words for words, n in sorted(found.items(), key=lambda item: -item[1]) if 2 * n >= len(others)]
    if shared:
        said.append("near the same names: " + ", ".join(shared[:MOST]))
    return tuple(said)
