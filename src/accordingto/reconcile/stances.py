"""Where a party stands on a happening, from its words: what it denies, explains otherwise or takes upon itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from accordingto.reconcile.types import PartyStance
from accordingto.types import Stance, Statement


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of one statement on one happening.

    denies: it denies an act of it, or tells that it did not take place; harmful: the happening is one for which
    somebody is to blame; other_hand: it tells that somebody else than the speaker did it, though the speaker is
    accused; beside_denial: the speaker denies the happening in this report; grants: and tells there of its harm.
    """

    statement: Statement
    denies: bool
    harmful: bool
    other_hand: bool
    beside_denial: bool
    grants: bool


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    data: dict[str, Any] = yaml.safe_load(
        (files("accordingto.reconcile") / "data/stances.yaml").read_text(encoding="utf-8")
    )
    data["admission"] = [rf"\b{cue}" for cue in data["admission"]]
    return {name: re.compile("|".join([p] if isinstance(p, str) else p), re.IGNORECASE) for name, p in data.items()}


def tells(name: str, text: str) -> bool:
    """Whether a text holds words of one of the lists in data/stances.yaml."""
    return bool(_words()[name].search(text))


def content_of(statement: Statement) -> str:
    """The words of a statement, stretches joined by an ellipsis."""
    return " … ".join(c.exact for c in statement.content)


def stance_of(s: Statement) -> Stance:
    """The stance of a statement; one that tells of silence, or of having nothing to say, is no assertion."""
    text = content_of(s)
    cue = s.cue.exact if s.cue else ""
    silent = _words()["silent"].search(f"{cue} {text[:60]}") if s.stance == "asserts" and s.form != "direct" else None
    if silent and silent.start() < len(cue):
        return "does_not_mention"
    return "no_comment" if s.stance == "asserts" and tells("nothing", text) else s.stance


def not_by_own(text: str) -> bool:
    """Whether it is told that one's own people did not do it."""
    return tells("own_not", text)


def says_none(text: str) -> bool:
    """Whether a sentence of what is said begins as "Nobody beat him"."""
    return any(_NONE.match(sentence) for sentence in re.split(r"(?<=[.!?,;])\W+", text))


_NONE = re.compile(r"\W{0,9}(?:nobody|no one|none of|not one|there was no)\b", re.IGNORECASE)


def stances(said: Said) -> tuple[PartyStance, ...]:
    """The stances of one statement on one happening; none where it is about a number, a ground or the news of it."""
    s = said.statement
    if (silence := stance_of(s)) in ("no_comment", "does_not_mention"):
        return (silence,)
    text, cue = content_of(s), s.cue.exact if s.cue else ""
    told = f"{cue} {text}"
    if said.harmful and (tells("acceptance", told) or (s.stance == "confirms" and tells("admission", cue))):
        return ("accepts_responsibility",)
    if said.denies or s.stance == "denies" or tells("disowning", text) or (said.harmful and not_by_own(text)):
        return _denial(said, text)
    if said.beside_denial:
        return () if tells("hearsay", text) else ("other_explanation",)
    if said.harmful and (said.other_hand or tells("explanation", text)):
        return ("denies_act", "other_explanation") if says_none(text) else ("other_explanation",)
    return ("asserts",)


def _denial(said: Said, text: str) -> tuple[PartyStance, ...]:
    more: tuple[PartyStance, ...] = ("other_explanation",) if said.harmful and tells("explanation", text) else ()
    own = not_by_own(text) and (said.grants or more or not said.denies)
    if said.harmful and (own or tells("responsibility", text) or ((said.grants or more) and tells("own_people", text))):
        return ("denies_responsibility", *more)
    if tells("partly", text) or tells("number", text):
        return more
    return ("denies_act", *more)
