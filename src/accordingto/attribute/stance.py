"""What kind a statement is and how its speaker stands to it: asserts, confirms, denies, no comment, silent."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.lexicon import Lexicon
from accordingto.types import Kind, Stance

_SILENT = frozenset(
    {"mention", "name", "criticise", "criticize", "address", "refer", "elaborate", "specify", "identify"}
)
_CONTRADICTING = frozenset(
    "false untrue baseless unfounded groundless ridiculous absurd nonsense lie lies fabricated fabrication indecent "
    "theatrical fake slander fiction rubbish unsubstantiated misleading wrong incorrect propaganda".split()
)


def read_stance(cue: tuple[Token, ...], content: str, lexicon: Lexicon) -> Stance:
    """The stance that the cue words and what is said give."""
    lemmas = [t.lemma_.lower() for t in cue]
    negated = any(c.dep_ == "neg" for t in cue for c in t.children) or any(t.dep_ == "neg" for t in cue)
    if "comment" in lemmas and ("decline" in lemmas or "refuse" in lemmas or negated):
        return "no_comment"
    if ("decline" in lemmas or "refuse" in lemmas) and any(
        v in lemmas for v in ("discuss", "elaborate", "answer", "say")
    ):
        return "no_comment"
    if negated and any(v in lemmas for v in ("respond", "reach", "reply", "return", "answer")):
        return "no_comment"
    if negated and any(lemma in _SILENT for lemma in lemmas):
        return "does_not_mention"
    stance: Stance = "asserts"
    for lemma in lemmas:
        verb = lexicon.verbs.get(lemma)
        if verb is not None and verb.stance != "asserts":
            stance = verb.stance
    if stance == "denies" and negated:
        return "asserts"
    if any(lemma in ("call", "describe", "dismiss", "brand", "term") for lemma in lemmas):
        words = set(content.lower().replace('"', " ").replace("“", " ").replace("”", " ").split())
        if words & _CONTRADICTING and words & {
            "them",
            "it",
            "this",
            "that",
            "claims",
            "allegations",
            "accusations",
            "report",
            "reports",
        }:
            return "denies"
    return stance


def read_kind(cue: tuple[Token, ...], lexicon: Lexicon) -> Kind:
    """Attitude where no cue word communicates anything."""
    verbs = [lexicon.verbs[t.lemma_.lower()] for t in cue if t.lemma_.lower() in lexicon.verbs]
    if verbs and all(v.kind == "attitude" for v in verbs):
        return "attitude"
    return "speech"
