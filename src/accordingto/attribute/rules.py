"""Attributions by rule from the spaCy parse: what serves without a model, and what no model was taught."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.clauses import Found, according_to, clause_cues, noun_cues
from accordingto.attribute.lexicon import Lexicon
from accordingto.attribute.parse import finite_tag
from accordingto.attribute.quotes import Quote, find_captions, find_paragraphs, find_quotes
from accordingto.attribute.specials import accusations, labels, no_comments, silences
from accordingto.attribute.speech import quote_cues

CONFIDENCE = {"label": 0.8, "quote": 0.8, "according": 0.75, "clause": 0.6, "noun": 0.45, "accused": 0.5,
              "no_comment": 0.5, "silent": 0.5}  # fmt: skip
"""How often each rule is right on the dev split of PolNeAR, rounded; a model's own confidence replaces it."""


def rule_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions that the rules read from a parsed report, in text order of their cues.

    Nested tellings come as attributions of their own; `find_statements` joins them to chains.
    """
    captions = find_captions(doc.text)
    return tuple(attribution for _, attribution in _found(doc) if not _inside(attribution, captions))


def _found(doc: Doc) -> list[tuple[str, Attribution]]:
    lexicon = Lexicon.load()
    text = doc.text
    quotes = find_quotes(text)
    taken: set[int] = set()
    found: list[tuple[str, Attribution]] = []
    for (start, end), said in labels(text, find_paragraphs(text)):
        found.append(("label", Attribution((), ((start, end),), (said,), CONFIDENCE["label"])))
        taken.update(t.i for t in doc.char_span(start, said[1], alignment_mode="expand") or ())
    for kind, rule in _rules(doc, lexicon, quotes):
        for one in rule:
            if taken.isdisjoint(t.i for t in one.cue):
                taken.update(t.i for t in one.cue)
                if kind == "silent":
                    taken.add(one.cue[-1].i + 1)
                found.append((kind, _attribution(one, CONFIDENCE[kind])))
    kept = [(kind, a) for kind, a in found if not _is_nested_attitude(doc, a, found, lexicon)]
    return sorted(kept, key=lambda pair: (_begin(pair[1]), pair[1].content))


def _begin(one: Attribution) -> int:
    return (one.cue or one.source)[0][0]


SPECIAL = frozenset({"no_comment", "silent", "accused", "label"})
"""Rules whose findings no attribution corpus annotates as the codebook does."""


def supplemented(doc: Doc, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """A model's `attributions` with what the rules alone know: answers that are none, silences, accusations, nested tellings.

    What the rules find again is left as the model has it, but for answers that are none, whose words the codebook cuts
    otherwise. Given the rules' own attributions it gives them back.
    """
    captions = find_captions(doc.text)
    kept = [a for a in attributions if not _inside(a, captions)]
    for kind, one in _found(doc):
        twins = [a for a in kept if _meet(a.cue, one.cue) or (not one.cue and _meet(a.content, one.content))]
        if kind in ("no_comment", "label") and twins:
            kept = [a for a in kept if a not in twins]
            kept.append(replace(one, confidence=max(a.confidence for a in twins)))
        elif (
            not twins
            and not _inside(one, captions)
            and (kind in SPECIAL or (kind in NESTING and _is_nested(doc, one, attributions)))
        ):
            kept.append(one)
    return tuple(
        sorted(kept, key=lambda a: (min((r[0] for r in (*a.cue, *a.content, *a.source)), default=0), a.content))
    )


NESTING = frozenset({"clause", "noun"})
"""Rules that find a telling within a telling."""


def _is_nested(doc: Doc, one: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether all of `one` stands within what another tells, and it is told as done by somebody else than "you" or "me"."""
    if not one.source:
        return False
    parts = (*one.cue, *one.source, *one.content)
    low, high = min(a for a, _ in parts), max(b for _, b in parts)
    if not any(a <= low and high <= b for other in others for a, b in other.content):
        return False
    cue = doc.char_span(*one.cue[-1], alignment_mode="expand")
    phrase = doc.char_span(*one.source[-1], alignment_mode="expand")
    source = phrase.text.lower() if phrase is not None else ""
    verb = Lexicon.load().verb(cue.root) if cue is not None else None
    if verb is not None and verb.kind == "attitude":
        return False
    return (
        cue is not None
        and _is_told_as_done(cue.root)
        and source not in ("i", "you", "me", "us", "we", "him", "her", "them")
    )


def _is_told_as_done(cue: Token) -> bool:
    """A noun, a finite verb without "would" or "may", or a participle of saying after a comma."""
    if cue.pos_ == "NOUN" or cue.tag_ == "VBG":
        return True
    return cue.tag_ != "VB" and finite_tag(cue) != "MD" and finite_tag(cue) != "TO"


def _inside(one: Attribution, ranges: Sequence[tuple[int, int]]) -> bool:
    at = min((r[0] for r in (*one.cue, *one.content, *one.source)), default=0)
    return any(a <= at < b for a, b in ranges)


def _meet(one: Stretches, other: Stretches) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _rules(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[tuple[str, Iterator[Found]]]:
    """The rules in their order of right: a cue word that one has taken is no other's."""
    yield "no_comment", no_comments(doc, lexicon, quotes)
    yield "silent", silences(doc, lexicon, quotes)
    yield "quote", quote_cues(doc, lexicon, quotes)
    yield "accused", accusations(doc, lexicon, quotes)
    yield "according", according_to(doc, lexicon, quotes)
    yield "clause", clause_cues(doc, lexicon, quotes)
    yield "noun", noun_cues(doc, lexicon, quotes)


def _is_nested_attitude(doc: Doc, one: Attribution, found: Sequence[tuple[str, Attribution]], lexicon: Lexicon) -> bool:
    """What somebody is told by another to want or think is that other's content, nothing of its own."""
    span = doc.char_span(*one.cue[-1], alignment_mode="expand") if one.cue else None
    verb = lexicon.verb(span[-1]) if span is not None else None
    if verb is None or verb.kind != "attitude":
        return False
    at = _begin(one)
    return any(a <= at < b for _, other in found if other is not one for a, b in other.content)


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
