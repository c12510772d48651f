"""Trains the model that tells which words of a text tell an act, as training/README.md says."""

from __future__ import annotations

import argparse
import copy
import json
import logging
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from accordingto.acts.codebook import Codebook
from accordingto.acts.coder import listed, marks, parties_of
from accordingto.acts.evidence import TYPES, marked
from accordingto.acts.matching import Matcher
from accordingto.acts.roles import Frames
from accordingto.attribute.features import WORD_SIZES, Ints, Words, cut_windows, read_words
from accordingto.read.parser import Parser
from accordingto.read.places import Gazetteer, find_places
from accordingto.types import Report
from training.examples import Batch, Example, batches
from training.export import write_encoder
from training.network import ENCODER, WIDTH, WORD_DIMS, WordEncoder, average, in_half, small_bert

log = logging.getLogger("training")
UNSURE = -1  # of words that nobody judged, or about which the judge was not sure: nothing is learned from them
MARK = re.compile(r"\{([^|{}]+)\|([A-Z]+)(~[a-z?]+)?\}")


class Model(nn.Module):
    """Word pieces and labels of windows in, for every word a score of each type and of no act out."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        bert = small_bert(dropout, num_hidden_layers=layers)
        self.words = WordEncoder(bert, (*WORD_SIZES, 1 + len(TYPES)), (*WORD_DIMS, 32))
        self.out = nn.Linear(WIDTH, 1 + len(TYPES))

    def read(self, batch: Batch) -> Tensor:
        """(words, 1 + types) scores of all words of the batch, one text after another."""
        arrays = (batch.ids, batch.mask, batch.first, batch.last, batch.head, batch.labels)
        vectors, _ = in_half(self.words, *(torch.from_numpy(a) for a in arrays))
        found = vectors[torch.from_numpy(batch.row), torch.from_numpy(batch.column)]
        scores: Tensor = self.out(found.float())
        return scores


class Reader(nn.Module):
    """The model for one window without padding, as it is shipped."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.words, self.out = model.words, model.out

    def forward(self, ids: Tensor, first: Tensor, last: Tensor, head: Tensor, labels: Tensor) -> Tensor:
        vectors, _ = self.words(ids, torch.ones_like(ids), first, last, head, labels)
        found: Tensor = self.out(vectors)
        return found


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with what a judge said of each of its words: 0 no act, n the nth of `TYPES`, or `UNSURE`."""

    example: Example
    truth: Ints


class Laying:
    """Parses a text and marks what the codebook matches in it, as the coder does."""

    def __init__(self) -> None:
        self.parser, self.gazetteer, self.codebook = Parser(), Gazetteer.load(), Codebook.load()
        self.tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def words(self, text: str) -> Words:
        """The words with their labels, the codebook's mark the last."""
        doc = self.parser.parse(text)
        places = find_places(doc, self.gazetteer, Report("t", text))
        parties = parties_of(doc, self.codebook, places)
        drafts = listed(doc, Matcher(self.codebook, parties), Frames(parties))
        return marked(doc, read_words(doc, self.tokenizer), marks(drafts))


def load_own(file: Path, laying: Laying) -> list[Judged]:
    """Own sentences, one a line, in which {word|TYPE} tells an act."""
    out = []
    for n, line in enumerate(file.read_text("utf-8").splitlines()):
        if not line.strip() or line.startswith("#"):
            continue
        text, told, last = "", dict[int, int](), 0
        for m in MARK.finditer(line):
            text += line[last : m.start()]
            told[len(text)] = UNSURE if m[3] == "~?" else 1 + TYPES.index(m[2])
            text, last = text + m[1], m.end()
        out.append(_judged(f"{file.stem}-{n}", text + line[last:], told, [], laying))
    return out


def load_judged(labels: Path, reports: Path, laying: Laying) -> list[Judged]:
    """Judged articles: {"report", "judged": [[start, end] …], "acts": [[start, type or null] …]} a line."""
    texts = {r["id"]: r["text"] for r in map(json.loads, reports.read_text("utf-8").splitlines())}
    out = []
    for row in map(json.loads, labels.read_text("utf-8").splitlines()):
        told = {start: UNSURE if kind is None else 1 + TYPES.index(kind) for start, kind in row["acts"]}
        out.append(_judged(row["report"], texts[row["report"]], told, row["judged"], laying))
    return out


def _judged(id: str, text: str, told: dict[int, int], seen: list[list[int]], laying: Laying) -> Judged:
    """`seen`: the stretches of the text that were judged; none of them where all of it was."""
    words = laying.words(text)
    truth = np.zeros(len(words), dtype=np.int64)
    for n, (start, end) in enumerate(zip(words.start.tolist(), words.end.tolist(), strict=True)):
        if seen and not any(a <= start < b for a, b in seen):
            truth[n] = UNSURE
        for at, kind in told.items():
            if start <= at < end:
                truth[n] = kind
    return Judged(Example(id, words, tuple(cut_windows(words)), ()), truth)


def loss_of(model: Model, batch: Batch, truth: dict[str, Ints], weight: float) -> Tensor:
    """Cross entropy over the judged words; words that tell acts, one in thirty, count `weight` times."""
    scores = model.read(batch)
    want = torch.from_numpy(np.concatenate([truth[e.id] for e in batch.examples]))
    weights = torch.full((1 + len(TYPES),), weight)
    weights[0] = 1.0
    return nn.functional.cross_entropy(scores, want, weights, ignore_index=UNSURE)


@torch.no_grad()
def probabilities(model: Model, judged: list[Judged], size: int) -> list[Any]:
    """(words, 1 + types) of each text."""
    model.eval()
    out: list[Any] = []
    for batch in batches([j.example for j in judged], size):
        found = torch.softmax(model.read(batch), dim=-1).numpy()
        ends = [*batch.offsets[1:], len(found)]
        out += [found[a:b] for a, b in zip(batch.offsets, ends, strict=True)]
    return out


def measure(found: list[Any], judged: list[Judged]) -> dict[str, float]:
    """F1 of words that tell an act, and of those with their type, at the best threshold of the first."""
    scores = np.concatenate([1 - p[:, 0] for p in found])
    kinds = np.concatenate([1 + p[:, 1:].argmax(axis=1) for p in found])
    truth = np.concatenate([j.truth for j in judged])
    known = truth != UNSURE
    scores, kinds, truth = scores[known], kinds[known], truth[known]
    best: dict[str, float] = {"f1": -1.0}
    for least in np.arange(0.2, 0.95, 0.05):
        said = scores >= least
        right, typed = int((said & (truth > 0)).sum()), int((said & (kinds == truth) & (truth > 0)).sum())
        p, r = right / max(said.sum(), 1), right / max((truth > 0).sum(), 1)
        f1 = 2 * p * r / max(p + r, 1e-9)
        if f1 > best["f1"]:
            best = {"f1": f1, "p": p, "r": r, "typed": 2 * typed / max(said.sum() + (truth > 0).sum(), 1), "at": least}
    return {k: round(float(v), 3) for k, v in best.items()}


def train(args: argparse.Namespace, texts: list[Judged], dev: list[Judged]) -> Model:
    """The mean of the weights of a run of `args.epochs`; a run that was stopped goes on from its last whole epoch."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    model = Model(args.layers)
    mean = copy.deepcopy(model)
    truth = {j.example.id: j.truth for j in texts}
    encoder = [p for p in model.words.bert.parameters() if p.requires_grad]
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": args.encoder_rate}, {"params": heads, "lr": args.head_rate}], weight_decay=0.01
    )
    total = args.epochs * sum(1 for _ in _grouped(texts, args.size, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (total // 15 + 1), max(0.02, (total - s) / total))
    )
    kept, begun, step = args.out / "checkpoint.pt", 0, 0
    if kept.exists():
        state = torch.load(kept, weights_only=False)
        for name, part in (("model", model), ("mean", mean), ("optimiser", optimiser), ("schedule", schedule)):
            part.load_state_dict(state[name])
        begun, step = state["epoch"], state["step"]
    for epoch in range(begun, args.epochs):
        started, losses = time.time(), []
        rng = random.Random(args.seed * 1000 + epoch)
        torch.manual_seed(args.seed * 1000 + epoch)
        model.train()
        for batch in _grouped(texts, args.size, rng):
            chance = np.random.default_rng(rng.getrandbits(32))
            batch.hide_words(args.hide, chance)
            batch.labels[..., -1] *= chance.random(batch.labels.shape[:2]) >= args.unmark
            loss = loss_of(model, batch, truth, args.weight)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch's own
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            step += 1
            average(mean, model, min(0.995, (1 + step) / (10 + step)))
            losses.append(float(loss.detach()))
        row = measure(probabilities(mean, dev, args.size), dev) if dev else {}
        log.info("epoch %d loss %.4f %.0f s dev %s", epoch + 1, np.mean(losses), time.time() - started, row)
        parts: dict[str, Any] = {"model": model, "mean": mean, "optimiser": optimiser, "schedule": schedule}
        partial = kept.with_suffix(".partial")
        torch.save({k: p.state_dict() for k, p in parts.items()} | {"epoch": epoch + 1, "step": step}, partial)
        partial.replace(kept)
    return mean


def _grouped(texts: list[Judged], size: int, rng: random.Random) -> Any:
    order = [j.example for j in texts]
    rng.shuffle(order)
    return batches(order, size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", type=Path, nargs="*", default=[], help="own sentences with {word|TYPE}")
    parser.add_argument("--labels", type=Path, nargs="*", default=[], help="judgments of words of the reports")
    parser.add_argument("--reports", type=Path, help="the reports that the judgments are of")
    parser.add_argument("--dev", type=Path, nargs=2, help="judgments and reports that epochs are measured on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--size", type=int, default=12, help="windows of a batch")
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=7e-4)
    parser.add_argument("--weight", type=float, default=2.0)
    parser.add_argument("--hide", type=float, default=0.05, help="share of words that are hidden from the encoder")
    parser.add_argument("--unmark", type=float, default=0.1, help="share of the codebook's marks that are hidden")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    laying = Laying()
    texts = [j for file in args.own for j in load_own(file, laying)]
    for labels in args.labels:
        texts += load_judged(labels, args.reports, laying)
    dev = load_judged(args.dev[0], args.dev[1], laying) if args.dev else []
    log.info("%d texts, %d words that tell an act", len(texts), sum(int((j.truth > 0).sum()) for j in texts))
    model = train(args, texts, dev)
    torch.save(model.state_dict(), args.out / "weights.pt")
    (args.out / "model").mkdir(exist_ok=True)
    write_encoder(Reader(model.float().eval()), 1 + len(WORD_SIZES), ["scores"], args.out / "model" / "acts.onnx")


if __name__ == "__main__":
    main()
