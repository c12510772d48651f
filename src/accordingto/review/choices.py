"""What a person can choose from while correcting: the codebook's types and modes, stances, harms, stages, codes."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import cache

import accordingto.types as types
from accordingto.acts.codebook import Codebook
from accordingto.acts.vocabulary import plain_words, types_and_modes
from accordingto.export.words import STANCES

SECTORS, BODIES = plain_words()["sector"], plain_words()["body"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, with the words by which it is found."""

    value: str
    words: str


@cache
def lists() -> dict[str, tuple[Choice, ...]]:
    """The choices by list: type, mode, stance, form, kind, harm, stage, status, actor, country, sector."""
    plain, modes = types_and_modes(Codebook.load().senses)
    return {
        "type": tuple(Choice(t, ", ".join(told)) for t, told in plain.items()),
        "mode": tuple(Choice(m, ", ".join(of)) for m, of in modes.items()),
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
