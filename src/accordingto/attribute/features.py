"""What the attribution model sees of a parsed report, computed once for training and run time alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from tokenizers import Tokenizer

Ints = NDArray[np.int64]

WINDOW = 254  # word pieces encoded together, without [CLS] and [SEP]
BEFORE, AFTER = 63, 96  # words around a cue that may be its source or content; 98 % of PolNeAR's are nearer
SPREAD = BEFORE + 1 + AFTER
PIECES = 6  # most word pieces kept of one word
DEEP = 64  # steps followed up or down a parse; no real sentence is deeper
LETTERS = 48  # most characters read of one word
CLS, SEP, UNKNOWN = 101, 102, 100  # of the BERT vocabulary

# Labels of en_core_web_sm 3.8; anything else counts as 0.
TAGS = (
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP",
    "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ",
    "WDT", "WP", "WP$", "WRB", "XX", "``",
)  # fmt: skip
DEPS = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass",
    "case", "cc", "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj",
    "expl", "intj", "mark", "meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd",
    "parataxis", "pcomp", "pobj", "poss", "preconj", "predet", "prep", "prt", "punct", "quantmod",
    "relcl", "xcomp",
)  # fmt: skip
ENTS = ("PERSON", "ORG", "GPE", "NORP", "DATE", "TIME", "CARDINAL", "MONEY", "LAW", "WORK_OF_ART")
TAG_ID = {name: i + 1 for i, name in enumerate(TAGS)}
DEP_ID = {name: i + 1 for i, name in enumerate(DEPS)}
ENT_ID = {name: i + 1 for i, name in enumerate(ENTS)}
OPENING, CLOSING, STRAIGHT = frozenset("“«„"), frozenset("”»"), frozenset(('"', "``", "''"))

BRANCHES = len(DEPS) + 2  # a word of the branch by its label, or the ancestor itself
WORD_SIZES = (len(TAGS) + 1, len(DEPS) + 1, len(ENTS) + 2, 6, 4)  # tag, dep, entity, shape, quotation
PAIR_SIZES = (
    45,
    1 + 4 * BRANCHES,
    7,
    5,
    8,
)  # distance, way through the tree, sentences and paragraphs apart, quotations


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text (white space left out), one row each; all indices count words."""

    start: Ints  # characters
    end: Ints
    head: Ints
    sentence: Ints
    paragraph: Ints
    quotation: Ints  # number of the quotation that the word stands in, 0 outside
    labels: Ints  # (words, 5), see WORD_SIZES
    pieces: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.start)


def read_words(doc: Doc, tokenizer: Tokenizer) -> Words:
    """The words of `doc` with the ids that the networks embed."""
    tokens = [t for t in doc if not t.is_space]
    index = {t.i: w for w, t in enumerate(tokens)}
    texts = [t.text for t in tokens]
    paragraph = _paragraphs(doc, [t.i for t in tokens])
    quotation, inside = _quotations(texts, paragraph)
    parsed = doc.has_annotation("DEP")
    head = np.arange(len(tokens), dtype=np.int64)
    labels = np.zeros((len(tokens), len(WORD_SIZES)), dtype=np.int64)
    for w, t in enumerate(tokens):
        if parsed:
            head[w] = index.get(t.head.i, w)
        ent = 0 if not t.ent_type else ENT_ID.get(t.ent_type_, len(ENTS) + 1)
        labels[w] = (TAG_ID.get(t.tag_, 0), DEP_ID.get(t.dep_, 0), ent, _shape(texts[w]), inside[w])
    sentence = _sentences(doc, paragraph)
    start = np.fromiter((t.idx for t in tokens), dtype=np.int64, count=len(tokens))
    end = start + np.fromiter((len(t) for t in tokens), dtype=np.int64, count=len(tokens))
    return Words(start, end, head, sentence, paragraph, quotation, labels, word_pieces(texts, tokenizer))


def word_pieces(texts: Sequence[str], tokenizer: Tokenizer) -> tuple[tuple[int, ...], ...]:
    """At most PIECES word pieces of every word, [UNK] where nothing is left of it."""
    known: dict[str, tuple[int, ...]] = {}
    out = []
    for text in texts:
        short = text[:LETTERS]
        if short not in known:
            ids = tokenizer.encode(short, add_special_tokens=False).ids
            known[short] = tuple(ids[:PIECES]) or (UNKNOWN,)
        out.append(known[short])
    return tuple(out)


def _paragraphs(doc: Doc, at: Sequence[int]) -> Ints:
    """The paragraph of every word: parted by blank lines, or by line ends where a text has no blank line."""
    gaps = ["" if b == a + 1 else doc[a + 1 : b].text for a, b in pairwise([-1, *at])]
    line_ends = [gap.count("\n") for gap in gaps]
    least = 2 if any(n > 1 for n in line_ends[1:]) else 1
    return np.cumsum([0, *(n >= least for n in line_ends[1:])], dtype=np.int64)[: len(at)]


def _sentences(doc: Doc, paragraph: Ints) -> Ints:
    """The sentence of every word; a new paragraph always starts one."""
    out = np.zeros(len(paragraph), dtype=np.int64)
    count, w, begins = 0, 0, False
    for t in doc:
        begins = begins or t.is_sent_start is True
        if t.is_space:
            continue
        if w and (begins or paragraph[w] != paragraph[w - 1]):
            count += 1
        out[w], w, begins = count, w + 1, False
    return out


def _quotations(texts: Sequence[str], paragraph: Ints) -> tuple[Ints, list[int]]:
    """Number of the quotation around every word, and 0 outside, 1 opening mark, 2 inside, 3 closing mark."""
    number = np.zeros(len(texts), dtype=np.int64)
    inside = [0] * len(texts)
    count, is_open = 0, False
    for w, text in enumerate(texts):
        if w and paragraph[w] != paragraph[w - 1]:
            is_open = False
        mark = text in STRAIGHT
        if text in OPENING or (mark and not is_open):
            count, is_open = count + 1, True
            number[w], inside[w] = count, 1
        elif is_open and (text in CLOSING or mark):
            is_open = False
            number[w], inside[w] = count, 3
        elif is_open:
            number[w], inside[w] = count, 2
    return number, inside


def _shape(text: str) -> int:
    if text.isupper():
        return 1 if len(text) > 1 else 2
    if text[:1].isupper():
        return 3
    if text.isdigit():
        return 4
    return 0 if text.isalpha() else 5


def cut_windows(words: Words) -> list[tuple[int, int]]:
    """Parts the words into [first, last) stretches of at most WINDOW pieces, at paragraphs or else sentences."""
    total = np.concatenate(([0], np.cumsum([len(p) for p in words.pieces], dtype=np.int64)))
    sizes = total.tolist()
    paragraphs, sentences = (_starts(words.paragraph), _starts(words.sentence))
    windows, start = [], 0
    while start < len(words):
        if sizes[-1] - sizes[start] <= WINDOW:
            end = len(words)
        else:
            most = bisect_right(sizes, sizes[start] + WINDOW) - 1
            end = most
            for bounds in (paragraphs, sentences):
                near = bounds[bisect_right(bounds, most) - 1]
                if near > start and sizes[near] - sizes[start] >= WINDOW // 3:
                    end = near
                    break
        windows.append((start, end))
        start = end
    return windows


def _starts(ids: Ints) -> list[int]:
    return [0, *(np.flatnonzero(np.diff(ids)) + 1).tolist()]


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of words as the encoder takes it."""

    ids: Ints  # word pieces with [CLS] and [SEP]
    first: Ints  # of every word, the place of its first piece
    last: Ints
    head: Ints  # place of the head's word in this window; the word itself where the head is outside
    labels: Ints


def encode_window(words: Words, start: int, end: int) -> Window:
    """The input of the encoder for the words [start, end)."""
    ids: list[int] = [CLS]
    first, last = [], []
    for pieces in words.pieces[start:end]:
        first.append(len(ids))
        ids.extend(pieces)
        last.append(len(ids) - 1)
    ids.append(SEP)
    head = words.head[start:end] - start
    own = np.arange(end - start)
    head = np.where((head >= 0) & (head < end - start), head, own)
    places, ends = np.asarray(first, dtype=np.int64), np.asarray(last, dtype=np.int64)
    return Window(np.asarray(ids, dtype=np.int64), places, ends, head, words.labels[start:end])


def pair_places(cue: int, count: int) -> tuple[Ints, NDArray[np.bool_]]:
    """The words that may belong to the cue word, SPREAD of them, and which of them are in the text of `count` words."""
    places = np.arange(cue - BEFORE, cue + AFTER + 1)
    real = (places >= 0) & (places < count)
    return np.where(real, places, cue), real


_OFFSETS = np.arange(-BEFORE, AFTER + 1)


def _distances() -> Ints:
    far = np.abs(_OFFSETS)
    log = np.where(far <= 10, far, 10 + np.ceil(np.log2(np.maximum(far, 1) / 10) * 3)).astype(np.int64)
    return 22 + np.sign(_OFFSETS) * np.minimum(log, 22)


DISTANCES = _distances()


def pair_labels(words: Words, cue: int) -> Ints:
    """(SPREAD, 5) ids, see PAIR_SIZES, of every word around the cue word in its relation to it."""
    places, _ = pair_places(cue, len(words))
    out = np.empty((SPREAD, len(PAIR_SIZES)), dtype=np.int64)
    out[:, 0] = DISTANCES
    out[:, 1] = _ways(words, cue, places)
    out[:, 2] = np.clip(words.sentence[places] - words.sentence[cue], -3, 3) + 3
    out[:, 3] = np.clip(words.paragraph[places] - words.paragraph[cue], -2, 2) + 2
    mine, theirs = words.quotation[cue], words.quotation[places]
    out[:, 4] = (mine > 0) * 4 + (theirs > 0) * 2 + ((mine > 0) & (mine == theirs))
    return out


def _ways(words: Words, cue: int, places: Ints) -> Ints:
    """For words of the cue's tree: how far up the common ancestor is, and the label of the branch down from it."""
    head, dep = words.head, words.labels[:, 1]
    levels = {cue: 0}
    node = cue
    while int(head[node]) not in levels and len(levels) < DEEP:
        node = int(head[node])
        levels[node] = min(len(levels), 3)
    known = {node: 1 + level * BRANCHES for node, level in levels.items()}
    low = max(cue - BEFORE, 0)
    near = range(low, min(cue + AFTER + 1, len(words)))
    root_sentence = words.sentence[cue]
    out = np.zeros(len(places), dtype=np.int64)
    for w in near:
        if abs(words.sentence[w] - root_sentence) <= 1:
            out[w - cue + BEFORE] = _way(w, head, dep, levels, known)
    return out


def _way(word: int, head: Ints, dep: Ints, levels: dict[int, int], known: dict[int, int]) -> int:
    path = []
    while word not in known:
        path.append(word)
        up = int(head[word])
        if up == word or len(path) > DEEP:
            known.update(dict.fromkeys(path, 0))
            return 0
        if up in levels:
            known[word] = 1 + levels[up] * BRANCHES + 1 + int(dep[word])
            break
        word = up
    way = known[word]
    known.update(dict.fromkeys(path, way))
    return way
