"""The word lists of finding and resolving places, read from data/places.yaml once."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from accordingto.read.gazetteer import DATA


@cache
def _lists() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load((DATA / "places.yaml").read_text("utf-8"), Loader=loader)
    return loaded


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(_lists()[name].split())


@cache
def hints() -> dict[str, frozenset[str]]:
    """For each country the words that tell of it."""
    return {country: frozenset(text.split()) for country, text in _lists()["hints"].items()}


@cache
def weights() -> dict[str, float]:
    """Weights of the evidence that a name means a place."""
    return dict(_lists()["weights"])


@cache
def preferred() -> dict[str, tuple[int, float]]:
    """For some names the GeoNames id that they mean by default and its bonus in powers of ten."""
    return {name: (int(number), float(bonus)) for name, (number, bonus) in _lists()["preferred"].items()}
