"""The trained attribution model at run time: ONNX Runtime and NumPy only, the same text always read the same."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnxruntime
from spacy.tokens import Doc
from tokenizers import Tokenizer

from accordingto.attribute.attribution import Attribution
from accordingto.attribute.decode import Floats, Relation, best_tags, evidence, pick, relation, stretches
from accordingto.attribute.features import (
    AFTER,
    BEFORE,
    Words,
    cut_windows,
    encode_window,
    pair_labels,
    pair_places,
    read_words,
)
from accordingto.errors import AccordingToError

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).parent / "data" / "model"
TOGETHER = 16  # cues whose roles are found in one run, for bounded memory


@dataclass(frozen=True, slots=True)
class Tuning:
    """What was fitted on the development split after training; `settings.json` of the model folder."""

    transitions: Floats
    candidate: float  # least probability of a word as cue for its roles to be looked for
    least: float  # least confidence of an attribution
    weights: tuple[float, ...]  # of the evidence, logistic
    bias: float

    def confidence(self, proof: Sequence[float]) -> float:
        """Probability that a relation with this evidence is right: sources meet, contents are half the same."""
        score = self.bias + sum(w * x for w, x in zip(self.weights, proof, strict=True))
        return round(float(1 / (1 + np.exp(-np.clip(score, -30, 30)))), 3)


class AttributionModel:
    """Finds who says what in a parsed report.

    Every word is encoded once, in windows of whole paragraphs; then, for each probable cue word, the words around it
    are tagged as source, content or cue. Windows are run one by one, so nothing depends on what else is read.
    """

    def __init__(self, encoder: Any, roles: Any, tokenizer: Tokenizer, tuning: Tuning) -> None:
        self.encoder, self.roles, self.tokenizer, self.tuning = encoder, roles, tokenizer, tuning

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """The model in `folder`, None for the shipped one; `AccordingToError` where a file is missing or broken."""
        folder = folder or SHIPPED
        try:
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            tuning = read_tuning(folder / "settings.json")
            encoder, roles = (open_session(folder / f"{name}.onnx") for name in ("encoder", "roles"))
        except Exception as error:  # tokenizers and onnxruntime raise bare Exceptions of their own
            raise AccordingToError(f"no attribution model can be read in {folder}: {error}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(encoder, roles, tokenizer, tuning)

    def attributions(self, doc: Doc) -> tuple[Attribution, ...]:
        """The attributions in `doc`, in text order of their cues, with character offsets of ``doc.text``."""
        words = read_words(doc, self.tokenizer)
        found = self.candidates(words)
        sure = [self.tuning.confidence(r.evidence) for r in found]
        return tuple(
            Attribution(
                cue=stretches(words, one.cue),
                source=stretches(words, one.source),
                content=stretches(words, one.content),
                confidence=confidence,
            )
            for one, confidence in pick(found, sure, self.tuning.least)
        )

    def candidates(self, words: Words) -> list[Relation]:
        """A relation for every word that may be a cue, right or wrong; `attributions` picks among them."""
        out: list[Relation] = []
        for block in self._blocks(words):
            out += self._tag(words, *block)
        return out

    def _blocks(self, words: Words) -> Iterator[tuple[Floats, int, list[tuple[int, float]]]]:
        """Vectors, the number of their first word, and the cues (word, score) that can be decided with them."""
        waiting: list[tuple[int, float]] = []
        vectors, base = np.zeros((0, 0), dtype=np.float32), 0
        floor = float(np.log(self.tuning.candidate / (1 - self.tuning.candidate)))
        windows = cut_windows(words)
        for start, end in windows:
            fresh, scores = self._encode(words, start, end)
            vectors = np.concatenate((vectors, fresh)) if len(vectors) else fresh
            waiting += [(start + int(w), float(scores[w])) for w in np.flatnonzero(scores > floor)]
            seen = len(words) if end == len(words) else end - AFTER
            ready = [cue for cue in waiting if cue[0] < seen]
            waiting = waiting[len(ready) :]
            for i in range(0, len(ready), TOGETHER):
                yield vectors, base, ready[i : i + TOGETHER]
            keep = max((waiting[0][0] if waiting else end) - BEFORE, base)
            vectors, base = vectors[keep - base :], keep

    def _encode(self, words: Words, start: int, end: int) -> tuple[Floats, Floats]:
        window = encode_window(words, start, end)
        ids = window.ids[None]
        vectors, scores = self.encoder.run(
            None,
            {
                "ids": ids,
                "first": window.first[None],
                "last": window.last[None],
                "head": window.head[None],
                "labels": window.labels[None],
            },
        )
        return vectors[0], scores[0]

    def _tag(self, words: Words, vectors: Floats, base: int, cues: list[tuple[int, float]]) -> list[Relation]:
        low = max(cues[0][0] - BEFORE, base)
        high = min(cues[-1][0] + AFTER + 1, base + len(vectors))
        around = [pair_places(cue, len(words)) for cue, _ in cues]
        real = np.stack([mask for _, mask in around])
        scores, valid = self.roles.run(
            None,
            {
                "vectors": vectors[low - base : high - base],
                "places": np.stack([places for places, _ in around]) - low,
                "real": real.astype(np.float32),
                "cue": np.array([cue - low for cue, _ in cues]),
                "labels": np.stack([pair_labels(words, cue) for cue, _ in cues]),
            },
        )
        tags = best_tags(scores, real, self.tuning.transitions)
        return [
            relation(cue, tags[i], evidence(scores[i], tags[i], score, float(valid[i])))
            for i, (cue, score) in enumerate(cues)
        ]


def open_session(file: Path) -> Any:
    """An ONNX Runtime session on one thread; sums in a fixed order, whatever the machine does besides."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the largest window's memory for good
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def read_tuning(file: Path) -> Tuning:
    """The Tuning in a model's settings file."""
    data = json.loads(file.read_text("utf-8"))
    return Tuning(
        transitions=np.array(data["transitions"], dtype=np.float32),
        candidate=data["candidate"],
        least=data["least"],
        weights=tuple(data["weights"]),
        bias=data["bias"],
    )
