"""Which statements of the same report a denial, a confirmation or a no-comment answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from accordingto.attribute.drafts import Draft
from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.parse import is_negated

_POINTING = words("answers_pointing")
_FEW_SENTENCES = 3
_REACH = 40
"""Sentences before and after that an answer is looked for in: more than most reports have."""
_WORDS = frozenset({"NOUN", "VERB", "PROPN", "ADJ", "NUM"})
_EMPTY = words("answers_empty")


@dataclass(frozen=True, slots=True)
class _Told:
    """One statement with what the search for answers asks of it."""

    at: int
    sentence: int
    speaker: str | None
    words: frozenset[str]
    doings: frozenset[str]
    draft: Draft


def find_answers(
    doc: Doc, drafts: Sequence[Draft], speakers: Sequence[str | None], lexicon: Lexicon
) -> list[tuple[int, ...]]:
    """For each draft the indices of those that it answers. `speakers` are actor ids, None where unknown."""
    told = _Tellings(doc, drafts, speakers)
    return [_answered(doc, one, told.near(one, _REACH, _REACH), lexicon) if _answers(one) else () for one in told.all]


class _Tellings:
    """The statements of a report by their sentences."""

    def __init__(self, doc: Doc, drafts: Sequence[Draft], speakers: Sequence[str | None]) -> None:
        sentence_of = {t.i: n for n, s in enumerate(doc.sents) for t in s}
        self.all = [_told(doc, i, d, speakers[i], sentence_of) for i, d in enumerate(drafts)]
        self._ordered = sorted(self.all, key=lambda t: t.sentence)

    def near(self, one: _Told, before: int, after: int) -> list[_Told]:
        """Those at most `before` sentences before `one` and `after` behind it, in text order."""
        low = bisect_left(self._ordered, one.sentence - before, key=lambda t: t.sentence)
        high = bisect_right(self._ordered, one.sentence + after, key=lambda t: t.sentence)
        return sorted(self._ordered[low:high], key=lambda t: t.at)


def _told(doc: Doc, at: int, draft: Draft, speaker: str | None, sentence_of: dict[int, int]) -> _Told:
    tokens = content_tokens(doc, draft)
    first = draft.head or (tokens[0] if tokens else doc[0])
    words = {t.lemma_.lower() for t in tokens if t.pos_ in _WORDS and t.lemma_.lower() not in _EMPTY}
    if draft.about:
        about = doc.char_span(*draft.about, alignment_mode="expand")
        words |= {t.lemma_.lower() for t in about or () if t.pos_ in _WORDS}
    doings = frozenset(t.lemma_.lower() for t in tokens if t.pos_ == "VERB" and t.lemma_.lower() in words)
    return _Told(at, sentence_of.get(first.i, 0), speaker, frozenset(words), doings, draft)


def content_tokens(doc: Doc, draft: Draft) -> tuple[Token, ...]:
    """The tokens of a draft's content."""
    out: list[Token] = []
    for start, end in draft.content:
        out.extend(doc.char_span(start, end, alignment_mode="expand") or ())
    return tuple(t for t in out if not t.is_space)


def _answers(one: _Told) -> bool:
    return one.draft.kind == "speech" and one.draft.stance in ("denies", "confirms", "no_comment")


def _answered(doc: Doc, one: _Told, told: Sequence[_Told], lexicon: Lexicon) -> tuple[int, ...]:
    others = [t for t in told if t.at != one.at and _can_be_answered(one, t)]
    held = [t for t in others if _holds(one.draft, t.draft)]
    matched = [t for t in others if t not in held and (_matches(one, t) or _touches(one, t))]
    if held:
        makers = {_maker(doc, t) for t in held}
        accused = [t for t in others if _accuses(t, lexicon) and t.words & one.words]
        more = [t for t in (*matched, *accused) if _maker(doc, t) in makers and t not in held]
        return tuple(sorted({t.at for t in (*held, *more)}))
    if matched or not _points(doc, one):
        return tuple(sorted(t.at for t in matched))
    return tuple(sorted(t.at for t in _pointed_at(doc, one, others, lexicon)))


def _maker(doc: Doc, one: _Told) -> str:
    if one.speaker:
        return one.speaker
    last = doc.char_span(*one.draft.chain[-1], alignment_mode="expand") if one.draft.chain else None
    return last[-1].lower_ if last is not None else ""


def _can_be_answered(one: _Told, other: _Told) -> bool:
    if other.draft.stance in ("no_comment", "does_not_mention") or other.draft.kind != "speech":
        return False
    if one.draft.stance in ("denies", "no_comment") and other.draft.stance == "denies":
        return False
    if one.speaker is not None and one.speaker == other.speaker:
        return False
    if _holds(other.draft, one.draft):
        return False
    return not (one.draft.chain and one.draft.chain == other.draft.chain)


def _holds(outer: Draft, inner: Draft) -> bool:
    if not inner.cue:
        return False
    return any(a <= inner.cue[0][0] < b for a, b in outer.content)


def _matches(one: _Told, other: _Told) -> bool:
    """Whether both tell of the same by their words: two content words shared, half of the shorter."""
    shared = one.words & other.words
    least = min(len(one.words), len(other.words))
    return len(shared) >= 2 and least > 0 and len(shared) / least >= 0.5


def _touches(one: _Told, other: _Told) -> bool:
    """Whether a confirmation or denial right after a telling takes up one of its words."""
    return 0 <= one.sentence - other.sentence <= 1 and one.at > other.at and bool(one.words & other.words)


def _points(doc: Doc, one: _Told) -> bool:
    """Whether the content only points at what was told: "the accusations", "any involvement", nothing at all."""
    tokens = content_tokens(doc, one.draft)
    if not tokens:
        return True
    if one.draft.stance == "no_comment":
        return True
    heads = [t for t in tokens if t.head.i not in {x.i for x in tokens}]
    named = (t for t in (*heads, *tokens[:3]) if t.dep_ != "mark")
    return any(t.lemma_.lower() in _POINTING for t in named) or is_short_denial(one)


def is_short_denial(one: _Told) -> bool:
    """A denial with hardly a word of its own ("That is a lie")."""
    return len(one.words) <= 2


def _pointed_at(doc: Doc, one: _Told, others: Sequence[_Told], lexicon: Lexicon) -> list[_Told]:
    """The nearest earlier telling, or all in the run of sentences right before where several are denied."""
    before = [t for t in others if t.draft.cue and one.draft.cue and t.draft.cue[0][0] < one.draft.cue[0][0]]
    near = [t for t in before if 0 <= one.sentence - t.sentence <= _FEW_SENTENCES]
    if not near:
        return []
    accusing = [t for t in near if _accuses(t, lexicon)]
    last = (accusing or near)[-1]
    plural = any(t.tag_ == "NNS" and t.lemma_.lower() in _POINTING for t in content_tokens(doc, one.draft))
    if plural:
        return [t for t in near if t.sentence >= last.sentence or t in accusing]
    return [last]


def _accuses(one: _Told, lexicon: Lexicon) -> bool:
    head = one.draft.head
    return head is not None and (head.lemma_ in lexicon.accusing or one.draft.about is not None)


def negates(doc: Doc, draft: Draft) -> bool:
    """Whether the content's first clause is negated ("it had no role", "we never did", "nobody died")."""
    tokens = content_tokens(doc, draft)
    root = next((t for t in tokens if t.pos_ in ("VERB", "AUX") and t.head.i not in {x.i for x in tokens}), None)
    if root is None:
        root = next((t for t in tokens if t.dep_ == "ROOT"), None)
    if root is None:
        return False
    first = [t for t in root.subtree if t.dep_ in ("nsubj", "neg", "det", "dobj", "attr", "nsubjpass")]
    sure = any(t.lower_ == "no" and t.head.lemma_ in ("doubt", "question", "wonder") for t in first)
    no = any(t.lower_ in ("no", "nobody", "none", "nothing", "neither", "never") for t in first)
    return is_negated(root) or (no and not sure)


def flat_denials(doc: Doc, drafts: Sequence[Draft], speakers: Sequence[str | None]) -> set[int]:
    """Indices of plain tellings that negate what somebody else told before ("We did not shoot anyone")."""
    told = _Tellings(doc, drafts, speakers)
    out = set()
    for one in told.all:
        if one.draft.stance != "asserts" or one.draft.kind != "speech" or not negates(doc, one.draft):
            continue
        before = [t for t in told.near(one, _FEW_SENTENCES, _REACH) if t.at < one.at]
        if any(_negated_by(one, t) for t in before if _can_be_answered(one, t) and not _holds(t.draft, one.draft)):
            out.add(one.at)
    return out


def _negated_by(one: _Told, other: _Told) -> bool:
    near = _touches(one, other) or bool(one.doings & other.doings)
    return other.draft.stance == "asserts" and (_matches(one, other) or (near and len(one.words) <= 4))
