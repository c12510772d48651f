"""Parsed, annotated articles as the training loop takes them."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from accordingto.attribute.decode import CONTENT, CUE, SOURCE
from accordingto.attribute.features import (
    BEFORE,
    SPREAD,
    Ints,
    Words,
    cut_windows,
    encode_window,
    pair_places,
    read_words,
)
from accordingto.read.parser import Parser

MASK = 103  # of the BERT vocabulary, like the next
CURLY = (1523, 1524)
MARKS = ((1000, 1000), (1077, 1090), (1525, 1523))  # straight, guillemets, German


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated relation: its cue word that stands for the cue, and the tag of every word of a role."""

    anchor: int
    tags: dict[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    id: str
    words: Words
    windows: tuple[tuple[int, int], ...]
    gold: tuple[Gold, ...]


def load_examples(reports: Path, tokenizer: Tokenizer, cache: Path, limit: int | None = None) -> list[Example]:
    """The articles of `reports` (x.reports.jsonl, with x.gold.jsonl beside it), parsed once and kept in `cache`."""
    kept = cache / f"{reports.stem}.{limit or 'all'}.pickle"
    if kept.exists():
        with kept.open("rb") as file:
            return list(pickle.load(file))
    lines = reports.read_text("utf-8").splitlines()[:limit]
    gold_file = reports.with_name(reports.name.replace(".reports.", ".gold."))
    gold = {g["id"]: g["relations"] for g in map(json.loads, gold_file.read_text("utf-8").splitlines())}
    parser, out = Parser(), []
    for report in map(json.loads, lines):
        words = read_words(parser.parse(report["text"]), tokenizer)
        out.append(Example(report["id"], words, tuple(cut_windows(words)), _gold(words, gold[report["id"]])))
    cache.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as file:
        pickle.dump(out, file)
    return out


def _gold(words: Words, relations: list[dict[str, Any]]) -> tuple[Gold, ...]:
    found: dict[int, Gold] = {}
    for one in relations:
        cue, source, content = (_places(words, one[r]) for r in ("cue", "source", "content"))
        if not cue or not content:
            continue  # 0.4 % of PolNeAR's relations
        anchor = next((w for w in cue if int(words.head[w]) not in cue or words.head[w] == w), cue[0])
        tags: dict[int, int] = {}
        for places, begin in ((source, SOURCE), (content, CONTENT), (cue, CUE)):
            for place in places:
                tags[place] = begin + 1 if place - 1 in places else begin
        found.setdefault(anchor, Gold(anchor, tags))
    return tuple(found[a] for a in sorted(found))


def _places(words: Words, spans: list[list[int]]) -> list[int]:
    inside = np.zeros(len(words), dtype=bool)
    for start, end in spans:
        inside |= (words.start < end) & (words.end > start)
    return [int(i) for i in np.flatnonzero(inside)]


def gold_tags(gold: Gold) -> Ints:
    """The tags of the SPREAD words around the cue word."""
    out = np.zeros(SPREAD, dtype=np.int64)
    for place, tag in gold.tags.items():
        at = place - gold.anchor + BEFORE
        if 0 <= at < SPREAD:
            out[at] = tag
    for at in range(SPREAD):  # an overlap with another role must not leave an inside tag alone
        if out[at] and out[at] % 2 == 0 and (at == 0 or out[at - 1] not in (out[at], out[at] - 1)):
            out[at] -= 1
    return out


@dataclass(slots=True)
class Batch:
    """Padded windows of whole articles; `row` and `column` find each word's vector, articles one after another."""

    ids: Ints
    mask: Ints
    first: Ints
    last: Ints
    head: Ints
    labels: Ints
    row: Ints
    column: Ints
    examples: list[Example]
    offsets: list[int]

    def hide_words(self, share: float, rng: np.random.Generator) -> None:
        """Puts [MASK] for first and last piece of a share of the words: more is learned from their neighbours."""
        chosen = np.flatnonzero(rng.random(len(self.row)) < share)
        row, column = self.row[chosen], self.column[chosen]
        self.ids[row, self.first[row, column]] = MASK
        self.ids[row, self.last[row, column]] = MASK

    def change_marks(self, share: float, rng: np.random.Generator) -> None:
        """In a share of the batches puts other quotation marks for curly ones, which are most of PolNeAR's."""
        if rng.random() < share:
            opening, closing = MARKS[int(rng.integers(len(MARKS)))]
            begins, ends = self.ids == CURLY[0], self.ids == CURLY[1]
            self.ids[begins], self.ids[ends] = opening, closing


def batches(examples: list[Example], size: int) -> Iterator[Batch]:
    """Groups articles, in order, to batches of about `size` windows; an article is never parted."""
    group: list[Example] = []
    for one in examples:
        if group and sum(len(e.windows) for e in [*group, one]) > size:
            yield _batch(group)
            group = []
        group.append(one)
    if group:
        yield _batch(group)


def _batch(group: list[Example]) -> Batch:
    windows = [encode_window(e.words, a, b) for e in group for a, b in e.windows]
    length = max(len(w.ids) for w in windows)
    most = max(len(w.first) for w in windows)
    ids, mask = (np.zeros((len(windows), length), dtype=np.int64) for _ in range(2))
    first, last, head = (np.zeros((len(windows), most), dtype=np.int64) for _ in range(3))
    labels = np.zeros((len(windows), most, windows[0].labels.shape[1]), dtype=np.int64)
    for i, w in enumerate(windows):
        ids[i, : len(w.ids)], mask[i, : len(w.ids)] = w.ids, 1
        n = len(w.first)
        first[i, :n], last[i, :n], head[i, :n], labels[i, :n] = w.first, w.last, w.head, w.labels
    row = np.concatenate([np.full(len(w.first), i) for i, w in enumerate(windows)])
    column = np.concatenate([np.arange(len(w.first)) for w in windows])
    offsets = np.cumsum([0, *(len(e.words) for e in group)]).tolist()[:-1]
    return Batch(ids, mask, first, last, head, labels, row, column, group, offsets)


def places_around(cue: int, count: int, offset: int) -> tuple[Ints, Any]:
    places, real = pair_places(cue, count)
    return places + offset, real
