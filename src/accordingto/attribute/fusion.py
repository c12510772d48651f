"""Joins what the model and the rules find: the model's edges where both see one telling, the rules' finds beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from accordingto.attribute.attribution import Attribution
from accordingto.attribute.datelines import behind_datelines, find_datelines
from accordingto.attribute.lexicon import Lexicon
from accordingto.attribute.mending import mended, parted, with_source
from accordingto.attribute.near import Near, meet, shared
from accordingto.attribute.parse import finite_tag
from accordingto.attribute.quotes import find_captions, find_paragraphs, is_title, range_at
from accordingto.attribute.rules import named_attributions
from accordingto.attribute.tellers import can_tell
from accordingto.attribute.transcripts import turns

ALONE = {
    "according": 0.5,
    "accused": 0.4,
    "clause": 0.35,
    "label": 0.8,
    "narrated": 0.5,
    "no_comment": 0.3,
    "noun": 0.5,
    "quote": 0.35,
    "quoting": 0.5,
    "refusal": 0.4,
    "silent": 0.5,
}
"""How often a rule's find that the model does not share is right on the dev split of PolNeAR, rounded."""

RECUT = frozenset({"no_comment", "label", "according", "accused", "quoting", "refusal"})
"""Rules whose words the codebook cuts otherwise than any attribution corpus: their cut replaces the model's."""

ANYWHERE = frozenset({"accused", "no_comment", "silent", "label"})
"""Rules whose finds count wherever they stand, also inside what another tells."""

_BY_TELLERS = frozenset({"clause", "quote", "noun"})
"""Rules whose finds need a source that can tell; the cue words of the others leave no doubt."""

_PRONOUNS = frozenset({"he", "she", "it", "they"})
_NOT_TELLERS = frozenset({"i", "you", "me", "us", "we", "him", "her", "them"})
_NESTING = frozenset({"clause", "as", "onto", "of", "quoting", "object_to"})


def fused(doc: Doc, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """A model's `attributions` with those that the rules alone find, in text order.

    Picture captions and an interviewer's questions are left out. A telling within a telling is kept where it is told
    as done by somebody: no corpus annotates it, chains need it.
    Given the rules' own attributions it gives them back.
    """
    text = doc.text  # spaCy puts it together anew at each call
    captions = find_captions(text)
    asked = [(t.who[0], t.said[1]) for t in turns(text, find_paragraphs(text)) if t.asks]
    lexicon = Lexicon.load()
    datelines = find_datelines(text)
    found = [(rule, behind_datelines(doc, one, datelines)) for rule, one in named_attributions(doc)]
    kept, beside = _Kept(), _Kept()
    for one in _without_echoes([behind_datelines(doc, a, datelines) for a in attributions]):
        if range_at(captions, _begin(one)) is None and range_at(asked, _begin(one)) is None:
            kept.add(one)
    rules = {beside.add(one): rule for rule, one in found}
    for rule, one in found:
        near = kept.near(one)
        met = [key for key, a in near.items() if _is_same(a, one, rule)]
        twins = sorted(met, key=lambda key: not meet(near[key].cue, one.cue))
        swallowed = rule == "according" and any(meet(one.source, near[k].content) for k in twins)
        if twins and rule in RECUT and not swallowed:
            for key in twins:
                kept.remove(key)
            kept.add(replace(one, confidence=max(near[k].confidence for k in twins)))
        elif rule == "narrated" and any(meet(one.content, a.content) for a in near.values()):
            continue
        elif twins:
            twin = with_source(doc, text, one, near[twins[0]])
            others = {k: (rules[k], a) for k, a in beside.near(one, twin).items() if a is not one}
            kept.put(twins[0], mended(doc, rule, one, twin, [*near.values()], [*others.values()]))
        elif rule in ANYWHERE or _counts_alone(doc, rule, one, [*near.values()], lexicon):
            kept.add(replace(one, confidence=ALONE[rule]))
    told = (_inked(text, parted(doc, a)) for a in kept.all.values())
    return tuple(sorted((a for a in told if a is not None), key=lambda a: (_begin(a), a.content)))


def _inked(text: str, one: Attribution) -> Attribution | None:
    """Without pieces of content that hold no letter (a lone quotation mark); None where that was all of it.

    The title of the programme on which something was said is no piece of what was said.
    """
    content = tuple(r for r in one.content if any(map(str.isalnum, text[slice(*r)])))
    if len(content) > 1:
        content = tuple(r for r in content if not is_title(text, r)) or content
    return replace(one, content=content) if content or not one.content else None


def _counts_alone(doc: Doc, rule: str, one: Attribution, kept: Sequence[Attribution], lexicon: Lexicon) -> bool:
    """Whether a rule's find counts that no model shares: told by somebody, beside what is told or wholly within it."""
    if rule in _BY_TELLERS and not _is_by_teller(doc, one, lexicon):
        return False
    if _is_nested(doc, one, kept, lexicon):
        return True
    return not _is_within(one, kept) and (rule != "clause" or _is_told(doc, one, lexicon))


def _without_echoes(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Without those that take the source of a surer telling of the same content for its cue."""
    all_of_them = _Kept()
    for one in attributions:
        all_of_them.add(one)
    return [one for one in attributions if not any(_echoes(one, a) for a in all_of_them.near(one).values())]


def _echoes(one: Attribution, other: Attribution) -> bool:
    return (
        one.confidence < other.confidence
        and meet(one.cue, other.source)
        and meet(one.source, other.cue)
        and shared(one.content, other.content) > 0.8
    )


class _Kept:
    """Attributions by the order of their coming, and which of them are near another."""

    def __init__(self) -> None:
        self.all: dict[int, Attribution] = {}
        self._near = Near()
        self._count = 0

    def add(self, one: Attribution) -> int:
        """Takes `one` in as the last; gives its key."""
        self._count += 1
        self.put(self._count, one)
        return self._count

    def put(self, key: int, one: Attribution) -> None:
        """Puts `one` in the place of what `key` held."""
        if key in self.all:
            self.remove(key)
        self.all[key] = one
        self._near.add(key, (*one.cue, *one.content, *one.source))

    def remove(self, key: int) -> None:
        """Takes out what `key` holds."""
        one = self.all.pop(key)
        self._near.remove(key, (*one.cue, *one.content, *one.source))

    def near(self, *ones: Attribution) -> dict[int, Attribution]:
        """Those that may meet one of `ones`, in their order."""
        parts = tuple(r for one in ones for r in (*one.cue, *one.content, *one.source))
        return {key: self.all[key] for key in self._near.around(parts)}


def _begin(one: Attribution) -> int:
    return min((r[0] for r in (*one.cue, *one.content, *one.source)), default=0)


def _is_same(one: Attribution, other: Attribution, rule: str) -> bool:
    """Whether both see one telling: a shared cue word, or one source with mostly one content."""
    if meet(one.cue, other.cue):
        return True
    if not meet(one.content, other.content):
        return False
    if not one.cue or not other.cue:
        return True
    if rule == "quoting":
        return shared(one.content, other.content) > 0.8
    return meet(one.source, other.source) and shared(one.content, other.content) > 0.5


def _is_within(one: Attribution, others: Iterable[Attribution]) -> bool:
    """Whether the cue stands inside what another tells."""
    at = (one.cue or one.content)[0][0]
    return any(a <= at < b for other in others for a, b in other.content)


def _is_nested(doc: Doc, one: Attribution, others: Sequence[Attribution], lexicon: Lexicon) -> bool:
    """Whether all of `one` stands within what another tells, told as done by somebody else than "you" or "me"."""
    if not one.source or not one.cue:
        return False
    parts = (*one.cue, *one.source, *one.content)
    low, high = min(a for a, _ in parts), max(b for _, b in parts)
    around = [(a, b) for other in others for a, b in other.content if a <= low and high <= b]
    if not around:
        return False
    narrow = min(b - a for a, b in around)
    teller = doc.char_span(*one.source[-1], alignment_mode="expand")
    cue = doc.char_span(*one.cue[-1], alignment_mode="expand")
    part = high - low < 0.6 * narrow
    bare = cue is not None and cue.root.pos_ != "NOUN" and not any(c.dep_ == "ccomp" for c in cue.root.children)
    if part and (bare or (teller is not None and teller.text.lower() in _PRONOUNS)):
        return False
    return teller is not None and not _is_party_to_talk(teller.text) and _is_told(doc, one, lexicon, _NESTING)


def _is_by_teller(doc: Doc, one: Attribution, lexicon: Lexicon) -> bool:
    """Whether somebody tells it; what a rule alone finds of things that "show" or "demand" is mostly wrong."""
    if not one.source:
        return True
    who = doc.char_span(*one.source[-1], alignment_mode="expand")
    return who is None or can_tell(who.root, lexicon)


def _is_party_to_talk(words: str) -> bool:
    """Whether the teller is the speaker or the spoken to ("you know"); "US" is a country."""
    return words.lower() in _NOT_TELLERS and words != "US"


def _is_told(doc: Doc, one: Attribution, lexicon: Lexicon, frames: frozenset[str] | None = None) -> bool:
    """Told as done in words: a cue noun, a finite verb of saying without "would" or "may", a participle of saying."""
    cue = doc.char_span(*one.cue[-1], alignment_mode="expand") if one.cue else None
    if cue is None:
        return True
    verb = lexicon.verb(cue.root)
    if verb is not None and frames is not None and (verb.kind == "attitude" or not verb.frames & frames):
        return False
    word = cue.root
    return word.pos_ == "NOUN" or word.tag_ == "VBG" or (word.tag_ != "VB" and finite_tag(word) not in ("MD", "TO"))
