"""From raw attributions to Statements: chain, content, form, kind, stance, about, addressee, speaker, answers, count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from spacy.tokens import Doc, Token

from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.chains import Range, carriers, covers, split_source
from accordingto.attribute.parse import trimmed
from accordingto.attribute.lexicon import Lexicon
from accordingto.attribute.quotes import Quote, find_quotes
from accordingto.attribute.stance import read_kind, read_stance
from accordingto.read.counts import find_count
from accordingto.types import Form, Kind, Role, Span, Stance, Statement, Time


class Roles(Protocol):
    """What statements need of the cast: a phrase becomes a role, resolved where the report tells who it is."""

    def role(self, start: int, end: int) -> Role:
        """The role of the phrase [start, end), in characters."""
        ...

    def name(self, actor_id: str) -> str | None:
        """The name of an actor, None for an unnamed one."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in the making, in character ranges. `head` is the cue's main word."""

    head: Token | None
    cue: Stretches
    chain: tuple[Range, ...]
    content: Stretches
    kind: Kind
    stance: Stance
    about: Range | None
    addressee: Range | None
    confidence: float


def find_statements(
    doc: Doc, attributions: Sequence[Attribution], cast: Roles, times: Sequence[Time]
) -> tuple[Statement, ...]:
    """The statements of a report, in text order, with ids "s1", "s2" ...

    `attributions` come from the model or from `rule_attributions`; both take the same way. `times` are not looked at
    yet: they keep the door the same for phrases like "a statement on Saturday".
    """
    lexicon = Lexicon.load()
    quotes = find_quotes(doc.text)
    drafts = _chain([_draft(doc, a, lexicon) for a in attributions], lexicon)
    drafts.sort(key=lambda d: (_first(d), d.content))
    statements = [_statement(doc, f"s{n}", d, cast, quotes) for n, d in enumerate(drafts, 1)]
    return tuple(_answered(statements))


def _first(draft: Draft) -> int:
    return min((a for a, _ in (*draft.cue, *draft.content, *draft.chain)), default=0)


def _draft(doc: Doc, raw: Attribution, lexicon: Lexicon) -> Draft:
    cue = _tokens(doc, raw.cue)
    head = next((t for t in cue if t.lemma_.lower() in lexicon.verbs), cue[0] if cue else None)
    text = " ".join(doc.text[a:b] for a, b in raw.content)
    chain: tuple[Range, ...] = ()
    if raw.source:
        source = (raw.source[0][0], raw.source[-1][1])
        chain = split_source(doc, source, lexicon)
        if head is not None:
            chain = (*carriers(doc, head, source, lexicon), *chain)
    return Draft(
        head=head,
        cue=raw.cue,
        chain=chain,
        content=raw.content,
        kind=read_kind(cue, lexicon),
        stance=read_stance(cue, text, lexicon),
        about=_about(head),
        addressee=_addressee(head),
        confidence=raw.confidence,
    )


def _tokens(doc: Doc, stretches: Stretches) -> tuple[Token, ...]:
    out: list[Token] = []
    for start, end in stretches:
        out.extend(doc.char_span(start, end, alignment_mode="expand") or ())
    return tuple(out)


def _about(head: Token | None) -> Range | None:
    """The accused of an accusation without accuser."""
    if head is None:
        return None
    accused = head if head.lemma_ == "accuse" else next((c for c in [head.head] if c.lemma_ == "accuse"), None)
    if accused is None or any(c.dep_ == "agent" for c in accused.children):
        return None
    target = next((c for c in accused.children if c.dep_ == "nsubjpass"), None)
    return trimmed(head.doc, target.left_edge.i, target.right_edge.i + 1) if target is not None else None


def _addressee(head: Token | None) -> Range | None:
    """Who was told: the object of tell and its like, the to-phrase of the others."""
    if head is None:
        return None
    listener = head.lemma_ in ("tell", "inform", "remind", "assure", "urge", "advise", "ask", "warn", "notify")
    for child in head.children:
        if child.dep_ in ("dobj", "dative") and listener and child.i > head.i and child.pos_ != "PUNCT":
            return trimmed(head.doc, child.left_edge.i, child.right_edge.i + 1)
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and child.i > head.i:
            person = next((c for c in child.children if c.dep_ == "pobj"), None)
            if person is not None and person.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
                return trimmed(head.doc, person.left_edge.i, person.right_edge.i + 1)
    return None


def _chain(drafts: list[Draft], lexicon: Lexicon) -> list[Draft]:
    """Joins a telling that holds another into one chain: "according to a statement, he said X"."""
    dropped: set[int] = set()
    out = list(drafts)
    for i, outer in enumerate(drafts):
        for j, inner in enumerate(drafts):
            if i == j or not outer.chain or not inner.chain or not inner.cue or not outer.cue:
                continue
            if outer.stance != "asserts" or outer.kind != "speech" or inner.kind != "speech":
                continue
            if any(a <= inner.cue[0][0] < b for a, b in inner.content) or not _holds(outer, inner):
                continue
            if outer.chain[-1][0] <= inner.cue[0][0] < outer.chain[-1][1]:
                continue
            out[j] = replace(out[j], chain=(*outer.chain, *out[j].chain))
            told = (*inner.content, *inner.cue, *inner.chain)
            if covers(outer.content, told) >= 0.75:
                dropped.add(i)
    return [d for i, d in enumerate(out) if i not in dropped]


def _holds(outer: Draft, inner: Draft) -> bool:
    start, end = inner.cue[0][0], inner.cue[-1][1]
    return any(a <= start and end <= b for a, b in outer.content)


def _statement(doc: Doc, ident: str, draft: Draft, cast: Roles, quotes: Sequence[Quote]) -> Statement:
    text = doc.text
    span = lambda r: Span(r[0], r[1], text[r[0] : r[1]])  # noqa: E731
    sources = tuple(cast.role(*r) for r in draft.chain)
    cue = (draft.cue[0][0], draft.cue[-1][1]) if draft.cue else None
    content = tuple(span(r) for r in draft.content)
    main = doc.char_span(*draft.content[0], alignment_mode="expand") if draft.content else None
    return Statement(
        id=ident,
        kind=draft.kind,
        sources=sources,
        speaker=sources[-1].actor if sources else None,
        cue=span(cue) if cue else None,
        content=content,
        form=_form(text, draft.content, quotes),
        stance=draft.stance,
        about=cast.role(*draft.about) if draft.about else None,
        addressee=cast.role(*draft.addressee) if draft.addressee else None,
        count=find_count(main) if main is not None else None,
        confidence=round(draft.confidence, 3),
    )


def _form(text: str, content: Stretches, quotes: Sequence[Quote]) -> Form:
    """Direct where all letters stand in quotation marks that open inside the content, mixed where some do."""
    inside = outside = 0
    for start, end in content:
        opened = [q for q in quotes if q.start >= start - 2 and q.start < end and q.end > start]
        for at in range(start, end):
            if text[at].isalnum():
                if any(q.start <= at < q.end for q in opened):
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return "indirect"
    return "direct" if not outside else "mixed"


def _answered(statements: list[Statement]) -> list[Statement]:
    """Denials linked to the accusations before them."""
    out = []
    for at, one in enumerate(statements):
        if one.stance != "denies":
            out.append(one)
            continue
        earlier = [
            s for s in statements[:at] if s.cue and one.cue and s.cue.start < one.cue.start and s.stance == "asserts"
        ]
        inner = [
            s for s in statements if s is not one and s.cue and any(c.start <= s.cue.start < c.end for c in one.content)
        ]
        target = inner[-1:] or [s for s in earlier if s.speaker is None or s.speaker != one.speaker][-1:]
        out.append(replace(one, answers=tuple(s.id for s in target)))
    return out
