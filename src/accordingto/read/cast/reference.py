"""The word lists by which noun phrases are taken apart and references resolved, loaded once from their data file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Reference:
    """Lists of lower-case words; what each is for stands above it in `reference.yaml`. `sorts`: noun -> codes."""

    stops: frozenset[str]
    prepositions: frozenset[str]
    owning: frozenset[str]
    foreign: frozenset[str]
    particles: frozenset[str]
    days: frozenset[str]
    common_surnames: frozenset[str]
    speech: frozenset[str]
    places: frozenset[str]
    states: frozenset[str]
    anybody: frozenset[str]
    spoken_of: frozenset[str]
    pairs: frozenset[str]
    things: frozenset[str]
    crowd: frozenset[str]
    single_offices: frozenset[str]
    indefinite: frozenset[str]
    made_by: frozenset[str]
    gave: frozenset[str]
    parts: frozenset[str]
    states_say: frozenset[str]
    identified: frozenset[str]
    facilities: frozenset[str]
    called: frozenset[str]
    offices: frozenset[str]
    openers: frozenset[str]
    dated: frozenset[str]
    empty_verbs: frozenset[str]
    empty_openers: frozenset[str]
    empty_links: frozenset[str]
    empty_modals: frozenset[str]
    personal: frozenset[str]
    impersonal: frozenset[str]
    sorts: dict[str, frozenset[str]]

    @staticmethod
    @cache
    def load() -> Reference:
        """The shipped lists."""
        text = files("accordingto.read").joinpath("data", "actors", "reference.yaml").read_text("utf-8")
        data = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        sorts = {noun: frozenset(row["codes"]) for row in data.pop("sorts") for noun in row["nouns"]}
        return Reference(**{name: frozenset(words) for name, words in data.items()}, sorts=sorts)
