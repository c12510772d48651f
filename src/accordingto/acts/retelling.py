"""The same act told twice, in one sentence or later in the report, is one act at its fullest telling."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.acts.drafts import Draft
from accordingto.acts.spans import role_of
from accordingto.acts.timelinks import are_apart
from accordingto.acts.words import words
from accordingto.read.actors import Cast

WINDOW = 25
"""Acts before one that are looked at for the same act: bounds the work on hostile texts; far beyond real sentences."""
WITHIN = words("in during by with of at from as amid through inside when")
"""Prepositions after which a noun tells the same happening as the verb before it."""
DYING = frozenset({"die", "succumb", "perish"})
PERSONAL = words("i we he she they it me us him her them himself herself themselves his its their my our who whom")


def merge_sentences(drafts: list[Draft]) -> list[Draft]:
    """Inside one sentence: a noun beside a verb of its type, "detained and questioned", "attacked, killing five"."""
    out: list[Draft] = []
    for draft in drafts:
        start = draft.sentence.start
        near = (o for o in out[-WINDOW:] if o.type == draft.type and o.sentence.start == start)
        twin = next((o for o in near if _same(o, draft)), None)
        if twin is None:
            out.append(draft)
            continue
        keep, gone = (draft, twin) if _fuller(draft, twin) else (twin, draft)
        keep.merged += [gone, *gone.merged]
        keep.stage = gone.stage if gone.stage and gone.head.i > keep.head.i else keep.stage or gone.stage
        keep.mode = keep.mode or gone.mode
        keep.initiators = keep.initiators or [t for t in gone.initiators if t not in keep.targets]
        keep.targets = keep.targets or [t for t in gone.targets if t not in keep.initiators]
        if keep is draft and _is_hit(gone, keep):  # "opened fire on a patrol, wounding two men": the patrol and the men
            keep.targets = [*gone.targets, *(t for t in keep.targets if t not in gone.targets)]
        out[out.index(twin)] = keep
    return sorted(out, key=lambda d: d.head.i)


def _same(first: Draft, second: Draft) -> bool:
    """Whether two drafts of one sentence and type tell one act."""
    if {t.i for t in first.match.tokens} & {t.i for t in second.match.tokens}:
        return True
    kinds = {first.match.phrase.kind, second.match.phrase.kind}
    if first.status != second.status and ("negated" in (first.status, second.status) or "noun" not in kinds):
        return False
    dies = not DYING.isdisjoint((first.head.lemma_, second.head.lemma_)) and _shared(first.targets, second.targets)
    if not dies and are_apart(first, second):
        return False
    if "noun" in kinds:
        noun, other = (first, second) if first.match.phrase.kind == "noun" else (second, first)
        return _tells_again(noun, other)
    if {first.harm, second.harm} == {"killed", "wounded"}:  # "shot and killed him" is one act
        least = all(d.harm == "killed" or d.mode == "firearms" or d.mode == "primitive" for d in (first, second))
        joined = least or any(c.lower_ == "or" for c in first.head.children)
        return joined and _shared(first.targets, second.targets)
    shared = _shared(first.targets, second.targets) or _shared(first.initiators, second.initiators)
    if not shared:
        return first.type == "ASSAULT" and _is_deed_of(first, second)
    if first.type == "ASSAULT" and _is_deed_of(first, second):
        return True
    if (
        (first.stage and second.stage and (first.harm, second.harm) != ("detained", "interned"))
        or first.type == "CONSULT"
        or (_is_manner(second.head) and not (first.harm and second.harm))
    ):
        return True
    if first.harm == second.harm and second.head.dep_ == "conj" and _shared(first.targets, second.targets):
        return not (first.sense.mode and second.sense.mode)  # "shot and wounded"; "beaten and raped" are two
    return (
        first.sense.id == second.sense.id
        and second.head.dep_ == "conj"
        and _shared(first.targets, second.targets)
        and (first.head.lemma_ == second.head.lemma_)
    )


def _is_deed_of(first: Draft, second: Draft) -> bool:
    """ "Opened fire on a bus, killing four", "died when a bomb went off": the attack and the harm that it did."""
    harmed = [bool(d.harm in ("killed", "wounded")) for d in (first, second)]
    apart = first.initiators and second.initiators and not _shared(first.initiators, second.initiators)
    if harmed[0] == harmed[1] or (apart and not all(t.lower_ in PERSONAL for t in second.initiators)):
        return False
    later = second.head
    return later.dep_ in ("advcl", "conj", "pcomp") and (
        later.head.i == first.head.i or later.head.i in _clause_chain(first.head)
    )


def _shared(first: list[Token], second: list[Token]) -> bool:
    return bool({t.i for t in first} & {t.i for t in second})


def _is_manner(head: Token) -> bool:
    if head.dep_ == "conj" and head.head.tag_ == head.tag_:
        head = head.head
    return head.dep_ in ("advcl", "pcomp") and head.tag_ in ("VBG", "VBN")


def _tells_again(noun: Draft, other: Draft) -> bool:
    """ "Killed in an attack", "made a raid, arresting": the noun tells the other's act unless it has its own target."""
    apart = bool(noun.targets and other.targets) and not _shared(noun.targets, other.targets)
    if apart and (noun.match.phrase.kind == other.match.phrase.kind or not _happens_in(noun.head, other)):
        return False
    if noun.head in other.initiators:
        other.initiators = noun.initiators or other.initiators
        return True
    if noun.initiators and other.initiators and not _shared(noun.initiators, other.initiators):
        return _hangs_on(noun.head, other) and noun.type == "CONSULT"
    return _hangs_on(noun.head, other) or (not noun.targets and not noun.initiators)


def _hangs_on(noun: Token, other: Draft) -> bool:
    """Whether the noun and the other's predicate stand in one clause, no relative or reported clause between."""
    mine, theirs = _clause_chain(noun), _clause_chain(other.head)
    return bool(mine & theirs)


def _happens_in(noun: Token, other: Draft) -> bool:
    """ "Killed five people in an attack on a bus": the noun hangs on the other's clause by "in", "by", "with"."""
    if not _hangs_on(noun, other):
        return False
    theirs, token = _clause_chain(other.head), noun
    while token.i not in theirs:
        if token.dep_ == "prep" and token.lower_ not in WITHIN:
            return False
        token = token.head
    return True


def _clause_chain(token: Token) -> set[int]:
    out = {token.i}
    while len(out) < WINDOW and token.dep_ not in ("ROOT", "relcl", "ccomp", "parataxis") and token.head != token:
        token = token.head
        out.add(token.i)
    return out


def _is_hit(attack: Draft, harm: Draft) -> bool:
    """Whether an attack that has a target of its own is told with the harm it did."""
    if not all(t.dep_ != "pobj" or t.head.lower_ in ("on", "upon", "against") for t in attack.targets):
        return False  # "attacks at a castle"
    return bool(attack.targets) and attack.harm is None and harm.harm in ("killed", "wounded") and (
        attack.match.phrase.kind == "verb" and not _shared(attack.targets, harm.targets))  # fmt: skip


def _fuller(a: Draft, b: Draft) -> bool:
    def weight(d: Draft) -> tuple[int, ...]:
        return (
            d.match.phrase.kind == "verb",
            d.harm in ("killed", "wounded"),
            not _is_manner(d.head),
            bool(d.initiators) + bool(d.targets),
            d.match.score,
            -d.head.i,
        )

    return weight(a) > weight(b)


def merge_text(drafts: list[Draft], cast: Cast) -> list[Draft]:
    """The same act told again later in the report is one act, at its fullest telling."""
    out: list[Draft] = []
    for draft in drafts:
        near = out[-5 * WINDOW :]
        twin = next((o for o in near if o.type == draft.type and _retold(o, draft, cast)), None)
        if twin is not None and any(_ends(o, draft, cast) for o in near[near.index(twin) + 1 :]):
            twin = None
        if twin is None:
            out.append(draft)
        elif _fullness(draft) > _fullness(twin):
            out[out.index(twin)] = draft
            draft.merged += [twin, *twin.merged]
        else:
            twin.merged += [draft, *draft.merged]
    return sorted(out, key=lambda d: d.head.i)


def _ends(release: Draft, draft: Draft, cast: Cast) -> bool:
    """Whether the persons held were released in between, so that they are held a second time."""
    if release.mode != "release" or draft.harm not in ("detained", "interned"):
        return False
    return bool(_ids(release.targets, cast) & _ids(draft.targets, cast))


def _retold(first: Draft, second: Draft, cast: Cast) -> bool:
    """Whether `second` tells again, in another sentence, what `first` tells."""
    if first.type != second.type or first.status != second.status or first.sentence.start == second.sentence.start:
        return False
    a, b = _ids(first.targets, cast), _ids(second.targets, cast)
    c, d = _ids(first.initiators, cast), _ids(second.initiators, cast)
    if first.type == "CONSULT":
        nations = [
            {r.codes[0] for t in x.initiators + x.targets if (r := role_of(t, cast)).codes} for x in (first, second)
        ]
        again = bool(nations[1]) and nations[1] <= nations[0] and not any(t.pos_ == "PROPN" for t in second.initiators)
        return again or bool((a | c) & (b | d)) or (second.match.phrase.kind == "noun" and not (b | d))
    shot = {first.harm, second.harm} == {"killed", "wounded"} and first.mode == second.mode == "firearms"
    if (first.harm != second.harm and not shot) or first.stage != second.stage:
        return (
            second.match.phrase.kind == "noun"
            and bool(a & b)
            and not (c and d and not c & d)
            and first.harm is not None
        )
    if not (a or c) or not (b or d):
        return second.match.phrase.kind == "noun"
    if (a and b and not a & b) or (c and d and not c & d):
        return False
    if a and b:
        return bool(a & b)
    return bool(c & d) and first.head.lemma_ == second.head.lemma_


def _ids(tokens: list[Token], cast: Cast) -> set[str]:
    """What a role stands for: a named actor's id; for groups the head noun with its number."""
    out = set()
    for token in tokens:
        role = role_of(token, cast)
        named = role.actor is not None and (token.lower_ in PERSONAL or cast.name(role.actor) is not None)
        if named:
            out.add(str(role.actor))
        else:
            number = next((c.lower_ for c in token.children if c.dep_ == "nummod"), "")
            out.add(f"{number} {token.lemma_.lower()}".strip())
    return out


def _fullness(draft: Draft) -> tuple[int, ...]:
    parties = 2 * (len(draft.initiators) + len(draft.targets))
    return parties + (draft.match.phrase.kind == "verb"), len(draft.merged)
