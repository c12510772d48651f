"""From the networks' scores to the words of cue, source and content: the one decoder of training and run time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accordingto.attribute.features import BEFORE, Ints, Words

Floats = NDArray[np.float32]

OUTSIDE, SOURCE, CONTENT, CUE = 0, 1, 3, 5  # the begin tag of a role; its inside tag is one more
TAGS = 7
NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution in words of its text, with the scores that its confidence is made of."""

    anchor: int
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    evidence: tuple[float, ...]


def allowed() -> NDArray[np.bool_]:
    """Which tag (column) may follow which (row): an inside tag only its own begin or inside tag."""
    out = np.ones((TAGS, TAGS), dtype=np.bool_)
    for begin in (SOURCE, CONTENT, CUE):
        out[:, begin + 1] = False
        out[[begin, begin + 1], begin + 1] = True
    return out


def best_tags(scores: Floats, real: NDArray[np.bool_], transitions: Floats) -> Ints:
    """Viterbi: the best tags (cues, words) where the middle word must be of the cue and unreal words are outside."""
    scores = np.where(real[:, :, None], scores, NEVER).astype(np.float32)
    scores[:, :, OUTSIDE] = np.where(real, scores[:, :, OUTSIDE], 0)
    scores[:, BEFORE, :CUE] = NEVER
    step = np.where(allowed(), transitions, NEVER).astype(np.float32)
    count, length, _ = scores.shape
    back = np.zeros((length, count, TAGS), dtype=np.int8)
    best = scores[:, 0]
    for t in range(1, length):
        ways = best[:, :, None] + step
        back[t] = ways.argmax(axis=1)
        best = ways.max(axis=1) + scores[:, t]
    tags = np.empty((count, length), dtype=np.int64)
    tags[:, -1] = best.argmax(axis=1)
    rows = np.arange(count)
    for t in range(length - 1, 0, -1):
        tags[:, t - 1] = back[t][rows, tags[:, t]]
    return tags


def evidence(scores: Floats, tags: Ints, cue_score: float, valid_score: float) -> tuple[float, ...]:
    """What speaks for one relation: scores as cue, mean and least log-probabilities of its words' tags, sizes."""
    logs = scores - scores.max(axis=-1, keepdims=True)
    logs = logs - np.log(np.exp(logs).sum(axis=-1, keepdims=True))
    role = (tags + 1) // 2  # 0 outside, 1 source, 2 content, 3 cue
    by_role = np.logaddexp(logs[:, 1::2], logs[:, 2::2])
    own = np.where(role > 0, by_role[np.arange(len(role)), np.maximum(role - 1, 0)], logs[:, 0])
    source, content = own[role == 1], own[role == 2]
    near = own[max(BEFORE - 40, 0) : BEFORE + 60]
    return (
        float(np.clip(cue_score, -6, 6)),
        float(np.clip(valid_score, -6, 6)),
        float(max(source.min(), -5)) if len(source) else 0.0,
        float(source.mean()) if len(source) else 0.0,
        float(not len(source)),
        float(max(content.min(), -5)) if len(content) else 0.0,
        float(content.mean()) if len(content) else 0.0,
        float(max(near.sum() / 10, -10)),
        float(np.log(max(len(content), 1))),
    )


def relation(anchor: int, tags: Ints, proof: tuple[float, ...]) -> Relation:
    """The relation of one cue word from the tags around it; of the cue only the stretch with the cue word."""
    low = high = BEFORE
    while low > 0 and tags[low] == CUE + 1 and tags[low - 1] >= CUE:
        low -= 1
    while high + 1 < len(tags) and tags[high + 1] == CUE + 1:
        high += 1
    words = [anchor + int(i) - BEFORE for i in range(low, high + 1)]
    source = np.flatnonzero((tags == SOURCE) | (tags == SOURCE + 1)) + anchor - BEFORE
    content = np.flatnonzero((tags == CONTENT) | (tags == CONTENT + 1)) + anchor - BEFORE
    return Relation(anchor, tuple(words), tuple(source.tolist()), tuple(content.tolist()), proof)


def pick(relations: Sequence[Relation], confidences: Sequence[float], least: float) -> list[tuple[Relation, float]]:
    """Those with content and at least `least` confidence, of several with one cue word the surest; in text order."""
    order = sorted(range(len(relations)), key=lambda i: (-confidences[i], relations[i].anchor))
    taken: set[int] = set()
    out = []
    for i in order:
        one = relations[i]
        if confidences[i] < least or not one.content or taken & set(one.cue):
            continue
        taken.update(one.cue)
        out.append((one, confidences[i]))
    return sorted(out, key=lambda pair: pair[0].anchor)


def stretches(words: Words, places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Character ranges of the words at `places` (ascending), neighbours joined."""
    out: list[list[int]] = []
    before = -2
    for place in places:
        if place == before + 1:
            out[-1][1] = int(words.end[place])
        else:
            out.append([int(words.start[place]), int(words.end[place])])
        before = place
    return tuple((a, b) for a, b in out)
