"""Many ways to tell each type of act: our own sentences, of which a share must be found."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from tests.acts.conftest import Reader

SENTENCES = Path(__file__).parent / "data/types.txt"
LEAST = 0.88
"""The share of the sentences that must be coded as their type, and of the modes of those; .91 and .96 were measured."""
LEAST_OF_A_TYPE = 0.7


def test_the_sentences_of_each_type_are_coded_as_that_type_and_mode(read: Reader) -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    modes: list[bool] = []
    missed: list[str] = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        wanted, _, text = line.partition(" | ")
        type, _, mode = wanted.partition(" ")
        found = [a.mode for a in read(text).acts if a.type == type]
        right[type].append(bool(found))
        if not found:
            missed.append(line)
        elif mode != "-":
            modes.append(mode in found)
    every = [r for rs in right.values() for r in rs]
    assert sum(every) / len(every) >= LEAST, missed
    assert sum(modes) / len(modes) >= LEAST
    for type, hits in right.items():
        assert sum(hits) / len(hits) >= LEAST_OF_A_TYPE, (type, missed)
