"""What stands near what: no pair that meets is lost, and far things are not looked at."""

from __future__ import annotations

import random

from accordingto.attribute.attribution import Stretches
from accordingto.attribute.near import CELL, Near, covered, meet, shared


def some_stretches(chance: random.Random) -> Stretches:
    starts = sorted(chance.sample(range(20 * CELL), chance.randint(1, 3)))
    return tuple((start, start + chance.randint(1, 2 * CELL)) for start in starts)


def test_every_pair_that_meets_is_near() -> None:
    chance = random.Random(5)
    all_of_them = [some_stretches(chance) for _ in range(60)]
    near = Near()
    for key, stretches in enumerate(all_of_them):
        near.add(key, stretches)
    for stretches in all_of_them:
        keys = near.around(stretches)
        assert keys == sorted(keys)
        assert {k for k, other in enumerate(all_of_them) if meet(stretches, other)} <= set(keys)


def test_far_things_and_things_taken_out_are_not_near() -> None:
    near = Near()
    near.add(1, ((0, 10),))
    near.add(2, ((50 * CELL, 50 * CELL + 10),))
    assert near.around(((5, 6),)) == [1]
    near.remove(1, ((0, 10),))
    assert near.around(((5, 6),)) == []


def test_shares() -> None:
    assert shared(((0, 10),), ((5, 15),)) == 5 / 15
    assert covered((0, 10), ((5, 15), (0, 1))) == 0.6
    assert covered((3, 3), ((0, 9),)) == 0
    assert not meet(((0, 5),), ((5, 9),))
