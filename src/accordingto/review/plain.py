"""What the pages say for people who do not know the codes: acts by their mode, parties by name, countries in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pycountry

from accordingto.export.words import STATUSES, Words, count
from accordingto.review.choices import BODIES, SECTORS
from accordingto.types import Act, Role


@dataclass(frozen=True, slots=True)
class Plain(Words):
    """Says a record in words; parties with country and sector in words where `codes` is asked."""

    codes: bool = False

    def parties(self, roles: tuple[Role, ...]) -> str:
        """Initiators or targets as the report has them, with the resolved name where it adds something."""
        return "; ".join(self._one(role) for role in roles)

    def _one(self, role: Role) -> str:
        bare = Words.parties(self, (replace(role, codes=()),))
        return f"{bare} [{in_words(role.codes)}]" if self.codes and role.codes else bare


def what(act: Act) -> str:
    """What is done: "arrest · detained · 25 or more people"; the type where the codebook gives no mode."""
    number = count(act.count)
    parts = [kind(act), STATUSES[act.status], act.stage or "", act.harm or "", f"{number} people" if number else ""]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def kind(act: Act) -> str:
    """The mode of an act, else its type, as a word: "house arrest"."""
    return (act.mode or act.type).replace("_", " ").replace("-", " ").lower()


def in_words(codes: Iterable[str]) -> str:
    """Codes in words: "Kazakhstan, government"."""
    told = []
    for code in codes:
        country = pycountry.countries.get(alpha_3=code)
        name = getattr(country, "common_name", country.name) if country else None
        told.append(name or SECTORS.get(code) or BODIES.get(code) or code)
    return ", ".join(told)
