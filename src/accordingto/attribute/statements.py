"""From raw attributions to Statements: chains, forms, stances, addressees, speakers, answers, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from accordingto.attribute.answers import content_tokens, find_answers, flat_denials
from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.chains import chain_of
from accordingto.attribute.counted import count_harmed
from accordingto.attribute.drafts import (
    Draft,
    cue_tokens,
    find_about,
    find_addressee,
    main_word,
    source_extent,
)
from accordingto.attribute.fusion import fused
from accordingto.attribute.joint import whole_sources
from accordingto.attribute.lexicon import Lexicon
from accordingto.attribute.nesting import nest
from accordingto.attribute.parse import Range
from accordingto.attribute.quotes import Quote, find_quotes, quotes_meeting
from accordingto.attribute.speakers import Roles, find_speakers
from accordingto.attribute.stance import is_no_comment, read_kind, read_stance
from accordingto.attribute.untold import is_untold
from accordingto.types import Form, Role, Span, Statement, Time


def find_statements(
    doc: Doc, attributions: Sequence[Attribution], cast: Roles, times: Sequence[Time]
) -> tuple[Statement, ...]:
    """The statements of a report, in text order, with ids "s1", "s2" ...

    `attributions` come from the model or from `rule_attributions`; both take the same way. `times` are not looked at
    yet: they keep the door the same for phrases like "a statement on Saturday".
    """
    lexicon = Lexicon.load()
    text = doc.text
    quotes = find_quotes(text)
    told = [_draft(doc, text, a, lexicon, quotes) for a in fused(doc, attributions)]
    drafts = nest([d for d in told if not is_untold(doc, text, d, lexicon)], _Same(cast))
    drafts.sort(key=lambda d: (_first(d), d.content))
    roles = [tuple(cast.role(*r) for r in d.chain) for d in drafts]
    speakers = find_speakers(doc, drafts, roles, cast, lexicon)
    denied = flat_denials(doc, drafts, speakers)
    drafts = [replace(d, stance="denies") if n in denied else d for n, d in enumerate(drafts)]
    answers = find_answers(doc, drafts, speakers, lexicon)
    return tuple(
        _statement(doc, text, n, d, roles[n], speakers[n], answers[n], cast, quotes) for n, d in enumerate(drafts)
    )


class _Same:
    """Whether two phrases mean one party by the cast."""

    def __init__(self, cast: Roles) -> None:
        self.cast = cast

    def __call__(self, one: Range, other: Range) -> bool | None:
        first, second = self.cast.role(*one).actor, self.cast.role(*other).actor
        return first == second if first is not None and second is not None else None


def _first(draft: Draft) -> int:
    return min((a for a, _ in (*draft.cue, *draft.content, *draft.chain)), default=0)


def _draft(doc: Doc, text: str, raw: Attribution, lexicon: Lexicon, quotes: Sequence[Quote]) -> Draft:
    cue = cue_tokens(doc, raw.cue)
    head = main_word(cue, lexicon)
    draft = Draft(head, raw.cue, (), raw.content, "speech", "asserts", None, None, raw.confidence)
    content = content_tokens(doc, draft)
    stance = read_stance(head, cue, content, lexicon)
    if stance == "no_comment" and is_no_comment(content):
        draft = replace(draft, content=())
    draft = chain_of(doc, draft, source_extent(raw), lexicon)
    draft = replace(draft, chain=whole_sources(text, draft.chain))
    form = read_form(text, draft.content, quotes)
    return replace(
        draft,
        stance=stance,
        kind=read_kind(head, cue, content, form, lexicon),
        about=find_about(head, stance, raw.content),
        addressee=find_addressee(head, raw.content),
    )


def _statement(
    doc: Doc,
    text: str,
    number: int,
    draft: Draft,
    sources: tuple[Role, ...],
    speaker: str | None,
    answers: tuple[int, ...],
    cast: Roles,
    quotes: Sequence[Quote],
) -> Statement:
    def span(start: int, end: int) -> Span:
        return Span(start, end, text[start:end])

    return Statement(
        id=f"s{number + 1}",
        kind=draft.kind,
        sources=sources,
        speaker=speaker,
        cue=span(draft.cue[0][0], draft.cue[-1][1]) if draft.cue else None,
        content=tuple(span(*r) for r in draft.content),
        form=read_form(text, draft.content, quotes) if draft.cue or not draft.chain else "direct",
        stance=draft.stance,
        about=cast.role(*draft.about) if draft.about else None,
        addressee=cast.role(*draft.addressee) if draft.addressee else None,
        answers=tuple(f"s{n + 1}" for n in answers),
        count=count_harmed(doc, draft.content),
        confidence=round(draft.confidence, 3),
    )


def read_form(text: str, content: Stretches, quotes: Sequence[Quote]) -> Form:
    """Direct where all letters stand in quotation marks that open inside the content, mixed where some do."""
    inside = letters = 0
    for start, end in content:
        letters += _letters(text, start, end)
        for quote in quotes_meeting(quotes, start, end):
            if quote.start >= start - 2:
                inside += _letters(text, max(start, quote.start), min(end, quote.end))
    if not inside:
        return "indirect"
    return "direct" if inside == letters else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))
