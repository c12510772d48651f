"""Attributions by rule from the spaCy parse: what serves without a model, and what no model was taught."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.clauses import (
    Found,
    according_to,
    accusations,
    clause_cues,
    no_comments,
    noun_cues,
    silences,
)
from accordingto.attribute.lexicon import Lexicon
from accordingto.attribute.quotes import find_quotes
from accordingto.attribute.speech import quote_cues

CONFIDENCE = {
    "quote": 0.8,
    "according": 0.8,
    "clause": 0.7,
    "noun": 0.45,
    "accused": 0.6,
    "no_comment": 0.7,
    "silent": 0.6,
}
"""How often each rule is right on the dev split of PolNeAR, rounded; a model's own confidence replaces it."""


def rule_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions that the rules read from a parsed report, in text order of their cues."""
    lexicon = Lexicon.load()
    quotes = find_quotes(doc.text)
    taken: set[int] = set()
    found: list[tuple[str, Found]] = []
    for kind, rule in _rules(doc, lexicon, quotes, taken):
        for one in rule:
            if not taken.isdisjoint(t.i for t in one.cue):
                continue
            taken.update(t.i for t in one.cue)
            found.append((kind, one))
    found.sort(key=lambda pair: (pair[1].cue[0].i, pair[1].content[:1]))
    return tuple(_attribution(one, CONFIDENCE[kind]) for kind, one in found)


def _rules(doc: Doc, lexicon: Lexicon, quotes: tuple, taken: set[int]) -> Iterator[tuple[str, Iterator[Found]]]:  # type: ignore[type-arg]
    yield "quote", quote_cues(doc, lexicon, quotes)
    yield "no_comment", no_comments(doc)
    yield "silent", silences(doc, lexicon)
    yield "accused", accusations(doc, lexicon)
    yield "according", according_to(doc, quotes)
    yield "clause", clause_cues(doc, lexicon, quotes)
    yield "noun", noun_cues(doc, lexicon)


def _attribution(one: Found, confidence: float) -> Attribution:
    return Attribution(_stretches(one.cue), one.source, one.content, confidence)


def _stretches(tokens: tuple[Token, ...]) -> Stretches:
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and runs[-1][-1].i == token.i - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple((run[0].idx, run[-1].idx + len(run[-1])) for run in runs)
