"""Says in words why acts were put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from accordingto.reconcile.incidents import Incident
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


def reasons(nodes: Sequence[Incident], alike: Callable[[int, int], float]) -> tuple[str, ...]:
    """What holds for at least half of the happenings of single reports, each compared with the first; the most general
    first. alike: how far two reports are alike.
    """
    first, others = nodes[0], nodes[1 : 1 + 12]
    found: Counter[str] = Counter()
    for other in others:
        near = alike(first.report, other.report)
        features = compare(first.whole, other.whole, near, first.report == other.report)
        if near >= ALIKE:
            found["in reports that tell of the same things"] += 1
        found.update(WORDS[name] for name, value in zip(FEATURES, features, strict=True) if name in WORDS and value)
    names = set.intersection(*(set(n.whole.names) for n in (first, *others))) - set(first.whole.trigger)
    said = [words for words, n in sorted(found.items(), key=lambda item: -item[1]) if 2 * n >= len(others)]
    if names:
        said.append("near the same names: " + ", ".join(sorted(names)[:MOST]))
    return tuple(said)
