"""The coder: one pass over the tokens finds predicates of the codebook, fills their frames, and puts acts on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from accordingto.acts import links, sieve
from accordingto.acts.codebook import NO_ACT, Codebook
from accordingto.acts.drafts import Draft
from accordingto.acts.evidence import ActModel, Evidence
from accordingto.acts.legal import find_grounds, find_harm, find_stage
from accordingto.acts.matching import Match, Matcher
from accordingto.acts.modality import upgrade
from accordingto.acts.parties import Parties
from accordingto.acts.roles import Frames
from accordingto.acts.setting import Setting
from accordingto.acts.spans import role_of
from accordingto.acts.status import FUTURE, status_of
from accordingto.acts.telling import Tellings
from accordingto.read.actors import Cast
from accordingto.read.counts import find_count
from accordingto.types import Act, Count, Place, Span, Statement, Time

DOUBT = 0.01
"""Probability that any of its words tells an act below which a listed phrase tells none here."""
SURE = 0.95
"""Probability from which a word tells an act of a type though no phrase of the codebook says so."""

MOTION = frozenset({"go", "come"})
"""Verbs in which the model sees visits that they do not tell by themselves ("went to Cairo to rest")."""


def code_acts(
    doc: Doc,
    codebook: Codebook,
    statements: Sequence[Statement],
    times: Sequence[Time],
    places: Sequence[Place],
    cast: Cast,
    model: ActModel,
) -> tuple[Act, ...]:
    """The acts that the text tells of, in text order, ids "c1" …

    doc: the parsed report. statements, times, places: what the other rooms found in it. cast: who is who.
    model: doubts what the codebook matches, and finds what it lacks.
    """
    parties = parties_of(doc, codebook, places)
    drafts = find_drafts(doc, codebook, parties, model, _denials(doc, statements))
    tellings = Tellings(statements)
    drafts = sieve.sift(drafts, parties, cast, codebook)
    setting = Setting(doc, times, places, drafts)
    acts = [_act(f"c{n}", draft, tellings, setting, cast, parties) for n, draft in enumerate(drafts, 1)]
    return links.connect(drafts, acts, tellings)


def parties_of(doc: Doc, codebook: Codebook, places: Sequence[Place]) -> Parties:
    """Who may be a party in this text, of which `places` are known."""
    towns = [p for p in places if p.precision != "country" and not p.metonym]
    return Parties(codebook, _tokens(doc, places), _tokens(doc, towns))


def _tokens(doc: Doc, places: Sequence[Place]) -> frozenset[int]:
    spans = [s for p in places if (s := doc.char_span(p.start, p.end, alignment_mode="expand")) is not None]
    return frozenset(t.i for s in spans for t in s)


def _denials(doc: Doc, statements: Sequence[Statement]) -> frozenset[int]:
    """The words that tell a denial or a refusal to comment, which is a statement and no act of its own."""
    cues = [s.cue for s in statements if s.cue is not None and s.stance in ("denies", "no_comment", "does_not_mention")]
    spans = [doc.char_span(c.start, c.end, alignment_mode="expand") for c in cues]
    return frozenset(t.i for span in spans if span is not None for t in span)


def find_drafts(
    doc: Doc, codebook: Codebook, parties: Parties, model: ActModel, said: frozenset[int] = frozenset()
) -> list[Draft]:
    """Every match of the codebook that the model does not doubt, and what the model alone is sure of, in text order.

    Each with its roles and status, before anything is sifted. said: words by which a denial is told.
    """
    matcher, frames = Matcher(codebook, parties), Frames(parties)
    drafts = listed(doc, matcher, frames)
    evidence = model.evidence(doc, marks(drafts))
    drafts = [d for d in map(upgrade, drafts) if d.type not in codebook.open or not _is_doubted(d, evidence)]
    drafts += map(upgrade, _unlisted(doc, drafts, matcher, frames, evidence, said))
    return sorted(drafts, key=lambda d: d.head.i)


def _is_doubted(draft: Draft, evidence: Evidence) -> bool:
    """Whether the model holds that a phrase tells no act here.

    It has learned too little of demands and refusals by mood, of conditions, and of the steps of the law to judge them;
    of types that are no PLOVER's it knows nothing.
    """
    if draft.type != draft.sense.type or draft.head.pos_ == "AUX" or draft.match.phrase.kind == "state":
        return False
    if draft.status == "hypothetical" or draft.stage is not None:
        return False
    return max(evidence.act(t) for t in draft.match.tokens) < DOUBT


def listed(doc: Doc, matcher: Matcher, frames: Frames) -> list[Draft]:
    """The best match of the codebook at every word where one has its roles, in text order."""
    drafts: list[Draft] = []
    for sentence in doc.sents:
        near: frozenset[str] | None = None
        for token in sentence:
            if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADP", "ADJ"):
                continue
            if near is None:
                near = _lemmas(sentence)
            found = takewhile(_tells, matcher.find(token, near))
            draft = next((d for m in found if (d := _draft(m, sentence, frames)) is not None), None)
            if draft is not None:
                drafts.append(draft)
    return drafts


def marks(drafts: Iterable[Draft]) -> dict[int, str]:
    """The type that the codebook gives to each word of its matches, which the model takes into account."""
    found: dict[int, str] = {}
    for draft in drafts:
        for token in draft.match.tokens:
            found.setdefault(token.i, draft.type)
        found[draft.head.i] = draft.type
    return found


def _unlisted(
    doc: Doc, drafts: Sequence[Draft], matcher: Matcher, frames: Frames, evidence: Evidence, said: frozenset[int]
) -> Iterator[Draft]:
    """Acts in words that the codebook lacks, of which the model is sure."""
    used = said.union(t.i for d in drafts for t in d.match.tokens)
    for sentence in doc.sents:
        near: frozenset[str] | None = None
        for token in sentence:
            if token.i in used or token.pos_ not in ("VERB", "NOUN") or token.lemma_ in MOTION:
                continue
            type, chance = evidence.best(token)
            if chance < SURE:
                continue
            near = near or _lemmas(sentence)
            if any(not _tells(m) for m in matcher.find(token, near)):
                continue
            if (match := matcher.open(token, type)) is not None:
                draft = _draft(match, sentence, frames)
                if draft is not None:
                    yield draft


def _tells(match: Match) -> bool:
    return match.phrase.sense.type != NO_ACT


def _draft(match: Match, sentence: DocSpan, frames: Frames) -> Draft | None:
    """The match with its roles and status; None where a role that its sense needs is missing."""
    sense = match.phrase.sense
    initiators, targets = frames.fill(match)
    if ("initiator" in sense.needs and not initiators) or ("target" in sense.needs and not targets):
        return None
    if (
        "several" in sense.needs
        and len(initiators) < 2
        and "Plur" not in [n for t in initiators for n in t.morph.get("Number", [])]
    ):
        return None
    if match.phrase.kind == "noun" and not frames.fits(match, initiators):
        return None
    status = status_of(match.head, state=match.phrase.kind == "state")
    if sense.negated:  # "was not allowed to leave" tells that it was done: forbidden
        if status != "negated" or any(c.dep_ == "aux" and c.lower_ in UNTOLD for c in match.head.children):
            return None
        status = "reported"
    return Draft(
        match, sentence, sense.type, initiators, targets, status, stage=sense.stage, mode=sense.mode, harm=sense.harm
    )


def _are_several(parties: Sequence[Token]) -> bool:
    return len(parties) > 1 or any("Plur" in t.morph.get("Number", []) for t in parties)


def _lemmas(sentence: DocSpan) -> frozenset[str]:
    words = [t.lemma_.lower() for t in sentence]
    return frozenset(words) | frozenset(f"{a} {b}" for a, b in pairwise(words))


def _act(id: str, draft: Draft, tellings: Tellings, setting: Setting, cast: Cast, parties: Parties) -> Act:
    doc = draft.head.doc
    trigger = _trigger(draft)
    per, denied_by, status = tellings.judge(draft, trigger)
    initiators = tuple(role_of(t, cast, draft.match.tokens) for t in draft.initiators)
    targets = tuple(role_of(t, cast, draft.match.tokens) for t in draft.targets)
    where = setting.place(draft, (*targets, *initiators))
    return Act(
        id=id,
        type=draft.type,
        mode=_mode(draft),
        trigger=trigger,
        initiators=initiators,
        targets=targets,
        when=setting.date(draft),
        where=where.id if where else None,
        count=_count(draft, parties),
        harm=find_harm(draft),
        grounds=find_grounds(doc, draft),
        stage=find_stage(draft),
        per=per,
        denied_by=denied_by,
        status=status,
        confidence=_confidence(draft),
    )


def _trigger(draft: Draft) -> Span:
    """The phrase's words where they stand close together and no role stands between, else its head alone."""
    doc, tokens = draft.head.doc, draft.match.tokens
    if draft.match.phrase.kind == "noun":  # what hangs on a noun is its role
        tokens = tuple(t for t in tokens if t.i <= draft.head.i)
    first, last = tokens[0], tokens[-1]
    roles = {t.i for t in draft.initiators + draft.targets}
    if last.i - first.i > 7 or any(first.i < i < last.i for i in roles):
        first = last = draft.head
    words = doc[first.i : last.i + 1]
    return Span(words.start_char, words.end_char, words.text)


def _mode(draft: Draft) -> str | None:
    """The first mode of the sense whose words stand near ("killed" … "airstrike" -> aerial), else the sense's own."""
    if not draft.sense.modes:
        return draft.mode
    head, sent = draft.head, draft.sentence
    near = head.doc[max(sent.start, head.i - 24) : min(sent.end, head.i + 25)]
    words = {t.lemma_.lower() for t in near}
    return next((mode for mode, cue in draft.sense.modes if not cue.lemmas.isdisjoint(words)), draft.mode)


UNTOLD = FUTURE | {"must", "should", "may", "could", "can", "ca"}
"""Modals under which a refused permission is not told as done ("will never allow")."""
COUNTED = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "PROTEST",
        "SANCTION",
        "ACCUSE",
        "RETREAT",
        "AID",
        "CONCEDE",
        "MOBILIZE",
        "COOPERATE",
        "REJECT",
    }
)


def _count(draft: Draft, parties: Parties) -> Count | None:
    """The people harmed, held, released, protesting or sent: of the targets, of protests and moves the initiators.

    Of "attacked a bus, killing 13" only the people count.
    """
    if draft.type not in COUNTED:
        return None
    heads = draft.initiators if draft.type in ("PROTEST", "MOBILIZE") else draft.targets
    people = [h for h in heads if parties.is_party(h) and h.lemma_.lower() not in parties.bodies - parties.people]
    counts = [_number(h) for h in people[:4]]
    if not any(counts):
        counts = [_number(h) for h in heads[:4] if draft.harm != "property"]
    if not any(counts) and draft.type == "MOBILIZE" and draft.match.object is not None:
        counts = [_number(draft.match.object)]
    found = [c for c in counts if c is not None]
    if len(found) > 1 and len(found) == len(counts):
        return _sum(draft.head.doc, found)
    told = [c for c in found if c.span is None or c.span.exact.lower() not in ("a", "an")]
    return told[0] if told else None


def _sum(doc: Doc, counts: Sequence[Count]) -> Count | None:
    """ "Four officers and a woman" are five; None where no number is told."""
    spans = [c.span for c in counts if c.span is not None]
    if all(s.exact.lower() in ("a", "an") for s in spans):
        return None
    low = sum(c.min or 0 for c in counts)
    high = None if any(c.max is None for c in counts) else sum(c.max or 0 for c in counts)
    words = Span(spans[0].start, spans[-1].end, doc.text[spans[0].start : spans[-1].end])
    return Count(low, high, any(c.approx for c in counts), words)


def _number(head: Token) -> Count | None:
    """How many a noun phrase tells of; "a woman" is one."""
    found = find_count(_numbered(head))
    if found is None and head.tag_ == "NN":
        article = next((c for c in head.children if c.dep_ == "det" and c.lower_ in ("a", "an")), None)
        if article is not None:
            return Count(1, 1, False, Span(article.idx, article.idx + len(article), article.text))
    return found


def _numbered(head: Token) -> DocSpan:
    """The words before and at the head, and what its "of" counts: not the relative clauses with their years."""
    last = head.i
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1:
            last = max((n.i for n in child.children if n.dep_ == "pobj" and not n.like_num), default=last)
    return head.doc[head.left_edge.i : last + 1]


def _confidence(draft: Draft) -> float:
    """A rough, monotone measure: more words matched and more roles filled are surer."""
    roles = bool(draft.initiators) + bool(draft.targets)
    base = 0.45 if draft.match.phrase.kind == "noun" else 0.55
    return round(min(0.95, base + 0.04 * draft.match.score + 0.1 * roles), 2)
