"""Which words tell one doing, and which doings belong to one kind: the words of triggers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml

from accordingto.reconcile.terms import stem

Table = dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _tables() -> tuple[Table, Table]:
    data = yaml.safe_load((files("accordingto.reconcile") / "data/families.yaml").read_text(encoding="utf-8"))
    same = ((f"={n}", words) for n, words in enumerate(data["same"]))
    return _table(same), _table(data["families"].items())


def _table(lines: Iterable[tuple[str, list[str]]]) -> Table:
    found: dict[str, set[str]] = {}
    for name, words in lines:
        for word in words:
            found.setdefault(" ".join(stem(w) for w in word.split()), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@lru_cache(maxsize=50_000)
def senses_of(trigger: str) -> frozenset[str]:
    """What a trigger may mean: the lines of "same" that it stands in, and its own stems."""
    stems = _stems(trigger)
    return _look_up(_tables()[0], stems) | {s for s in stems if len(s) > 2}


@lru_cache(maxsize=50_000)
def families_of(trigger: str) -> frozenset[str]:
    """The families of a trigger: of its words as a whole, else of its longest part that has any."""
    return _look_up(_tables()[1], _stems(trigger))


def _stems(trigger: str) -> list[str]:
    return [stem(w) for w in trigger.replace("-", " ").lower().split()]


def _look_up(table: Table, stems: list[str]) -> frozenset[str]:
    """Of all stretches of words the longest that the table knows, the first of equals."""
    for length in range(min(len(stems), 3), 0, -1):
        for start in range(len(stems) - length + 1):
            if known := table.get(" ".join(stems[start : start + length])):
                return known
    return frozenset()
