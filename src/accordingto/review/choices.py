"""What a person can choose from while correcting: the codebook's types and modes, stances, harms, stages, codes."""

from __future__ import annotations

import typing
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import accordingto.types as types
from accordingto.acts.codebook import Codebook
from accordingto.export.words import STANCES

SECTORS = {
    "GOV": "government", "MIL": "military", "COP": "police", "JUD": "courts and prosecutors", "LEG": "legislature",
    "OPP": "opposition", "PTY": "party", "REB": "armed rebels", "UAF": "armed group", "PRM": "paramilitary",
    "CVL": "civilians", "CRM": "criminals", "JRN": "media", "EDU": "education", "BUS": "business", "MED": "health",
    "LAB": "labour", "AGR": "farming", "SOC": "society", "REF": "refugees", "SPY": "intelligence", "ELI": "elites",
    "REL": "religious",
}  # fmt: skip
BODIES = {"IGO": "intergovernmental organisation", "NGO": "non-governmental organisation", "MNC": "company",
          "IMG": "international armed group", "ISM": "international movement"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, with the words by which it is found."""

    value: str
    words: str


@cache
def lists() -> dict[str, tuple[Choice, ...]]:
    """The choices by list: type, mode, stance, form, kind, harm, stage, status, actor, country, sector."""
    plain: dict[str, list[str]] = defaultdict(list)
    modes: dict[str, list[str]] = defaultdict(list)
    for sense in Codebook.load().senses:
        plain[sense.type].append(sense.plain)
        for mode in filter(None, (sense.mode, *(mode for mode, _ in sense.modes))):
            modes[mode].append(sense.type)
    return {
        "type": tuple(Choice(t, ", ".join(dict.fromkeys(told))) for t, told in sorted(plain.items())),
        "mode": tuple(Choice(m, ", ".join(sorted(set(of)))) for m, of in sorted(modes.items())),
        "stance": tuple(Choice(value, told) for value, told in STANCES.items()),
        "form": _of(types.Form),
        "kind": (Choice("speech", "said"), Choice("attitude", "a view held, nothing said")),
        "harm": _of(types.Harm),
        "stage": _of(types.Stage),
        "status": _of(types.Status),
        "actor": _of(types.ActorKind),
        "country": (*_countries(), *(Choice(code, told) for code, told in BODIES.items())),
        "sector": tuple(Choice(code, told) for code, told in SECTORS.items()),
    }


def _of(literal: object) -> tuple[Choice, ...]:
    return tuple(Choice(value, value) for value in typing.get_args(literal))


def _countries() -> tuple[Choice, ...]:
    import pycountry

    return tuple(Choice(c.alpha_3, c.name) for c in sorted(pycountry.countries, key=lambda c: c.name))
