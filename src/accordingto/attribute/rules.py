"""Attributions by rule from the spaCy parse: what serves without a model, and what no model was taught."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from accordingto.attribute.accusations import accusations
from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.clauses import Found, according_to, clause_cues, noun_cues
from accordingto.attribute.lexicon import Lexicon
from accordingto.attribute.near import Near
from accordingto.attribute.quotes import Quote, find_captions, find_paragraphs, find_quotes, range_at
from accordingto.attribute.quoting import saying_after
from accordingto.attribute.refusals import no_comments
from accordingto.attribute.silences import silences
from accordingto.attribute.speech import narrated, quote_cues
from accordingto.attribute.transcripts import turns

CONFIDENCE = {
    "according": 0.75,
    "accused": 0.5,
    "clause": 0.6,
    "label": 0.8,
    "narrated": 0.5,
    "no_comment": 0.5,
    "noun": 0.45,
    "quote": 0.8,
    "silent": 0.5,
}
"""How often each rule is right on the dev split of PolNeAR, rounded; a model's own confidence replaces it."""


def rule_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions that the rules read from a parsed report, in text order of their cues.

    Nested tellings come as attributions of their own; `find_statements` joins them to chains.
    """
    return tuple(attribution for _, attribution in named_attributions(doc))


def named_attributions(doc: Doc) -> list[tuple[str, Attribution]]:
    """The attributions of `rule_attributions`, each with the name of its rule; picture captions are left out."""
    lexicon = Lexicon.load()
    text = doc.text
    quotes = find_quotes(text)
    taken: set[int] = set()
    found: list[tuple[str, Attribution]] = []
    captions = find_captions(text)
    for turn in turns(text, find_paragraphs(text)):
        if not turn.asks:
            found.append(("label", Attribution((), (turn.who,), (turn.said,), CONFIDENCE["label"])))
        taken.update(t.i for t in doc.char_span(turn.who[0], turn.said[1], alignment_mode="expand") or ())
    for kind, rule in _rules(doc, lexicon, quotes):
        for one in rule:
            if taken.isdisjoint(t.i for t in one.cue):
                taken.update(t.i for t in one.cue)
                if kind == "silent":
                    taken.add(one.cue[-1].i + 1)
                found.append((_name(kind, one), _attribution(one, CONFIDENCE[kind])))
    told_quotes = {r for _, a in found for r in a.content}
    for source, quote in narrated(doc, lexicon, quotes):
        if quote not in told_quotes:
            found.append(("narrated", Attribution((), (source,), (quote,), CONFIDENCE["narrated"])))
    told = Near()
    for n, (_, a) in enumerate(found):
        told.add(n, a.content)
    kept = [
        (kind, a)
        for kind, a in found
        if not _is_nested_attitude(doc, a, [found[n][1] for n in told.around(a.cue)], lexicon)
        and range_at(captions, _begin(a)) is None
    ]
    return sorted(kept, key=lambda pair: (_begin(pair[1]), pair[1].content))


def _name(kind: str, one: Found) -> str:
    """The rule's name, finer where the fusion with a model asks for it."""
    first = one.cue[0]
    if first.lemma_ in ("quote", "cite") and saying_after(first):
        return "quoting"
    return "refusal" if first.lemma_ in ("refuse", "decline") and kind == "clause" and len(one.cue) > 2 else kind


def _begin(one: Attribution) -> int:
    return (one.cue or one.source)[0][0]


def _rules(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[tuple[str, Iterator[Found]]]:
    """The rules in their order of right: a cue word that one has taken is no other's."""
    yield "no_comment", no_comments(doc, lexicon, quotes)
    yield "silent", silences(doc, lexicon, quotes)
    yield "quote", quote_cues(doc, lexicon, quotes)
    yield "accused", accusations(doc, lexicon, quotes)
    yield "according", according_to(doc, lexicon, quotes)
    yield "clause", clause_cues(doc, lexicon, quotes)
    yield "noun", noun_cues(doc, lexicon, quotes)


def _is_nested_attitude(doc: Doc, one: Attribution, others: Sequence[Attribution], lexicon: Lexicon) -> bool:
    """What somebody is told by another to want or think is that other's content, nothing of its own."""
    span = doc.char_span(*one.cue[-1], alignment_mode="expand") if one.cue else None
    verb = lexicon.verb(span[-1]) if span is not None else None
    if verb is None or verb.kind != "attitude":
        return False
    at = _begin(one)
    return any(a <= at < b for other in others if other is not one for a, b in other.content)


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
