"""What a trained model makes of every word of a text: the probability that it tells an act, and of which type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token
from tokenizers import Tokenizer

from accordingto.attribute import model as attribution
from accordingto.attribute.features import Words, cut_windows, encode_window, read_words
from accordingto.errors import AccordingToError

SHIPPED = Path(__file__).parent / "data" / "model"
TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE",
    "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
"""PLOVER's types in the order of the model's outputs; output 0 is "no act"."""

MARK_ID = {name: n for n, name in enumerate(TYPES, 1)}


class Evidence:
    """The model's probabilities for the words of one text."""

    __slots__ = ("rows",)

    def __init__(self, rows: dict[int, NDArray[np.float32]]) -> None:
        self.rows = rows

    def act(self, token: Token) -> float:
        """The probability, 0 to 1, that this word tells an act of any type."""
        row = self.rows.get(token.i)
        return 0.0 if row is None else float(1 - row[0])

    def of(self, token: Token, type: str) -> float:
        """The probability that this word tells an act of this type; 0 for a type that is not PLOVER's."""
        row = self.rows.get(token.i)
        return 0.0 if row is None or type not in TYPES else float(row[1 + TYPES.index(type)])

    def best(self, token: Token) -> tuple[str, float]:
        """The likeliest type of this word, and its probability."""
        row = self.rows.get(token.i)
        if row is None:
            return TYPES[0], 0.0
        n = int(row[1:].argmax())
        return TYPES[n], float(row[1 + n])


class ActModel:
    """Reads a parsed text in windows of whole paragraphs, one by one: nothing depends on what else is read."""

    def __init__(self, session: Any, tokenizer: Tokenizer) -> None:
        self.session, self.tokenizer = session, tokenizer

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """The model in `folder`, None for the shipped one; `AccordingToError` where its file is missing or broken."""
        folder = folder or SHIPPED
        try:
            tokenizer = Tokenizer.from_file(str(attribution.SHIPPED / "tokenizer.json"))
            session = attribution.open_session(folder / "acts.onnx")
        except Exception as error:  # tokenizers and onnxruntime raise bare Exceptions of their own
            raise AccordingToError(f"no model of acts can be read in {folder}: {error}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer)

    def evidence(self, doc: Doc, marks: Mapping[int, str]) -> Evidence:
        """The probabilities for every word of a parsed text. marks: the types that the codebook gives to words."""
        words = marked(doc, read_words(doc, self.tokenizer), marks)
        places = [t.i for t in doc if not t.is_space]
        rows: dict[int, NDArray[np.float32]] = {}
        for start, end in cut_windows(words):
            window = encode_window(words, start, end)
            names = ("ids", "first", "last", "head", "labels")
            (scores,) = self.session.run(None, {name: getattr(window, name)[None] for name in names})
            rows.update(zip(places[start:end], _softmax(scores[0]), strict=True))
        return Evidence(rows)


def marked(doc: Doc, words: Words, marks: Mapping[int, str]) -> Words:
    """The words with one label more: 0, or the number of the type that the codebook gives them."""
    column = [MARK_ID.get(marks.get(t.i, ""), 0) for t in doc if not t.is_space]
    return replace(words, labels=np.column_stack((words.labels, np.asarray(column, dtype=np.int64))))


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)
