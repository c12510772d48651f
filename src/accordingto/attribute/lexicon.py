"""The words that tell of communicating, loaded from data/cues.yaml: verbs with their frames, nouns, documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from accordingto.types import Kind, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Verb:
    """A cue verb. `frames`: which constituents may hold what was communicated."""

    lemma: str
    kind: Kind
    stance: Stance
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue verbs by lemma, and the word sets of data/cues.yaml."""

    verbs: Mapping[str, Verb]
    nouns: frozenset[str]
    documents: frozenset[str]
    told_things: frozenset[str]
    refused_things: frozenset[str]
    accusing: frozenset[str]
    contradicting: frozenset[str]
    speech_phrases: tuple[str, ...]

    @staticmethod
    def load() -> Lexicon:
        """The shipped lexicon."""
        return _load()

    def verb(self, token: Token) -> Verb | None:
        """The entry of `token` where it is a cue verb."""
        return self.verbs.get(token.lemma_.lower()) if token.pos_ in ("VERB", "AUX") else None

    def is_document(self, token: Token) -> bool:
        """Whether `token` names a document or channel that carries words."""
        return token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in self.documents


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    text = (files(__package__) / "data" / "words.yaml").read_text("utf-8")
    return {name: frozenset(listed) for name, listed in yaml.safe_load(text).items()}


def words(name: str) -> frozenset[str]:
    """The word list `name` of data/words.yaml."""
    return _word_lists()[name]


@cache
def _load() -> Lexicon:
    data: dict[str, Any] = yaml.safe_load((files(__package__) / "data" / "cues.yaml").read_text("utf-8"))
    verbs: dict[str, Verb] = {}
    for group in data["verbs"]:
        for lemma in group["lemmas"]:
            known = verbs.get(lemma)
            frames = frozenset(group["frames"]) | (known.frames if known else frozenset())
            kind = known.kind if known else group["kind"]
            stance = group.get("stance") or (known.stance if known else "asserts")
            verbs[lemma] = Verb(lemma, kind, stance, frames)
    return Lexicon(
        verbs=verbs,
        nouns=frozenset(data["nouns"]),
        documents=frozenset(data["documents"]),
        told_things=frozenset(data["told_things"]),
        refused_things=frozenset(data["refused_things"]),
        accusing=frozenset(data["accusing"]),
        contradicting=frozenset(data["contradicting"]),
        speech_phrases=tuple(data["speech_phrases"]),
    )
