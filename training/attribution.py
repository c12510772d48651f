"""Trains the attribution model, as training/README.md says."""

from __future__ import annotations

import argparse
import copy
import json
import logging
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from accordingto.attribute.decode import OUTSIDE, allowed, best_tags, evidence, pick, relation
from training.calibration import calibrate
from training.crf import ChainLoss
from training.examples import Batch, Example, batches, gold_tags, load_examples
from training.export import export
from training.joint import Model
from training.measures import measure
from training.network import ENCODER, TAGS, average

log = logging.getLogger("training")
CANDIDATE = 0.05  # least probability as cue of the wrong cues that the role tagger learns to refuse


def loss_of(model: Model, batch: Batch, rng: random.Random) -> Tensor:
    """Cue loss over all words, chain loss over gold cues, validity loss over gold and wrong cues."""
    vectors, scores = model.read(batch)
    gold = [(i, g) for i, e in enumerate(batch.examples) for g in e.gold]
    truth = torch.zeros(len(scores))
    for i, g in gold:
        truth[batch.offsets[i] + g.anchor] = 1
    cues = [(i, g.anchor) for i, g in gold] + _wrong_cues(scores.detach(), truth, batch, len(gold) // 2 + 4, rng)
    if not cues:
        return nn.functional.binary_cross_entropy_with_logits(scores, truth, reduction="sum")
    tags, valid, real = model.tag(vectors, batch, cues)
    count = max(len(gold), 1)
    cue_loss = nn.functional.binary_cross_entropy_with_logits(scores, truth, reduction="sum") / count
    is_gold = (torch.arange(len(cues)) < len(gold)).float()
    valid_loss = nn.functional.binary_cross_entropy_with_logits(valid, is_gold)
    if not gold:
        return cue_loss + valid_loss
    tags, real = tags[: len(gold)], real[: len(gold)]
    want = torch.from_numpy(np.stack([gold_tags(g) for _, g in gold]))
    outside = torch.full((TAGS,), -1e4)
    outside[OUTSIDE] = 0
    tags = torch.where(real[..., None], tags, outside)
    follow = torch.from_numpy(allowed()).float()
    chain: Tensor = ChainLoss.apply(tags, model.transitions, follow, want)  # type: ignore[no-untyped-call]  # torch's own
    return cue_loss + valid_loss + chain / count


def _wrong_cues(scores: Tensor, truth: Tensor, batch: Batch, most: int, rng: random.Random) -> list[tuple[int, int]]:
    likely = torch.nonzero((torch.sigmoid(scores) > CANDIDATE) & (truth < 0.5)).flatten().tolist()
    rng.shuffle(likely)
    out = []
    for place in likely[:most]:
        article = max(i for i, offset in enumerate(batch.offsets) if offset <= place)
        out.append((article, place - batch.offsets[article]))
    return out


@torch.no_grad()
def predict(model: Model, examples: list[Example], size: int = 10, least: float = 0.1) -> list[list[Any]]:
    """All candidate relations of every example."""
    model.eval()
    out: list[list[Any]] = []
    transitions = model.transitions.detach().numpy()
    for batch in batches(examples, size):
        vectors, scores = model.read(batch)
        likely = torch.sigmoid(scores) > least
        cues = []
        for i, (e, offset) in enumerate(zip(batch.examples, batch.offsets, strict=True)):
            cues += [(i, int(w)) for w in torch.nonzero(likely[offset : offset + len(e.words)]).flatten()]
        found: list[list[Any]] = [[] for _ in batch.examples]
        if cues:
            tag_scores, valid, real = model.tag(vectors, batch, cues)
        if cues:
            array, mask = tag_scores.numpy(), real.numpy()
            tags = best_tags(array, mask, transitions)
            for n, (i, cue) in enumerate(cues):
                proof = evidence(array[n], tags[n], float(scores[batch.offsets[i] + cue]), float(valid[n]))
                found[i].append(relation(cue, tags[n], proof))
        out += found
    return out


def evaluate(model: Model, examples: list[Example]) -> dict[str, float]:
    """The measures of relations at the best threshold of the validity score."""
    predicted = predict(model, examples)
    best: dict[str, float] = {"exact": 0.0, "relaxed": 0.0}
    for threshold in (0.3, 0.4, 0.5, 0.6):
        chosen = []
        for found in predicted:
            sure = [1 / (1 + np.exp(-(r.evidence[0] + r.evidence[1]) / 2)) for r in found]
            chosen.append([r for r, _ in pick(found, sure, threshold)])
        row = measure(examples, chosen) | {"threshold": threshold}
        if row["exact"] + row["relaxed"] > best.get("exact", 0) + best.get("relaxed", 0):
            best = row
    return best


class Run:
    """A training run that can be stopped after any epoch and goes on where it was."""

    def __init__(self, args: argparse.Namespace, examples: list[Example], dev: list[Example]) -> None:
        torch.manual_seed(args.seed)
        torch.set_num_threads(args.threads)
        self.args, self.examples, self.dev = args, examples, dev
        self.model = Model()
        if args.start:
            self.model.load_state_dict(torch.load(args.start, weights_only=True))
        self.mean = copy.deepcopy(self.model)
        encoder = [p for p in self.model.words.bert.parameters() if p.requires_grad]
        known = {id(p) for p in encoder}
        heads = [p for p in self.model.parameters() if p.requires_grad and id(p) not in known]
        rates = [{"params": encoder, "lr": args.encoder_rate}, {"params": heads, "lr": args.head_rate}]
        self.optimiser = torch.optim.AdamW(rates, weight_decay=0.01)
        self.total = args.epochs * sum(1 for _ in _grouped(examples, args.size, random.Random(0)))
        warm = max(self.total // 20, 1)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda s: min((s + 1) / warm, max(0.02, (self.total - s) / max(self.total - warm, 1)))
        )
        self.epoch, self.step, self.best = 0, 0, 0.0
        args.out.mkdir(parents=True, exist_ok=True)
        self.kept = args.out / "checkpoint.pt"
        if self.kept.exists():
            self._resume()

    def train(self) -> None:
        """Trains to the last epoch; the best averaged weights on the development split go to best.pt."""
        while self.epoch < self.args.epochs:
            started = time.time()
            loss = self._one_epoch()
            self.epoch += 1
            row = evaluate(self.mean, self.dev)
            log.info("epoch %d loss %.3f %.0f s dev %s", self.epoch, loss, time.time() - started, json.dumps(row))
            if row["exact"] + row["relaxed"] > self.best:
                self.best = row["exact"] + row["relaxed"]
                torch.save(self.mean.state_dict(), self.args.out / "best.pt")
            self._save()

    def _one_epoch(self) -> float:
        rng = random.Random(self.args.seed * 1000 + self.epoch)
        torch.manual_seed(self.args.seed * 1000 + self.epoch)
        self.model.train()
        losses, count = 0.0, 0
        for batch in _grouped(self.examples, self.args.size, rng):
            chance = np.random.default_rng(rng.getrandbits(32))
            batch.hide_words(self.args.hide, chance)
            batch.change_marks(self.args.marks, chance)
            loss = loss_of(self.model, batch, rng)
            self.optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch's own
            nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
            self.optimiser.step()
            self.schedule.step()
            self.step += 1
            average(self.mean, self.model, min(self.args.decay, (1 + self.step) / (10 + self.step)))
            losses, count = losses + float(loss.detach()), count + 1
            if self.step % 50 == 0:
                log.info("step %d/%d", self.step, self.total)
        return losses / count

    def _resume(self) -> None:
        state = torch.load(self.kept, weights_only=False)
        for name in ("model", "mean", "optimiser", "schedule"):
            getattr(self, name).load_state_dict(state[name])
        self.epoch, self.step, self.best = state["epoch"], state["step"], state["best"]

    def _save(self) -> None:
        parts = {name: getattr(self, name).state_dict() for name in ("model", "mean", "optimiser", "schedule")}
        partial = self.kept.with_suffix(".partial")
        torch.save(parts | {"epoch": self.epoch, "step": self.step, "best": self.best}, partial)
        partial.replace(self.kept)


def _grouped(examples: list[Example], size: int, rng: random.Random) -> Any:
    order = list(examples)
    rng.shuffle(order)
    return batches(order, size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/accordingto-training"))
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--size", type=int, default=12, help="windows of a batch")
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=7e-4)
    parser.add_argument("--decay", type=float, default=0.997)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=int, help="articles to train on, for a quick try")
    parser.add_argument("--start", type=Path, help="weights (best.pt) of an earlier run to begin with")
    parser.add_argument("--hide", type=float, default=0.0, help="share of words that are hidden from the encoder")
    parser.add_argument("--marks", type=float, default=0.0, help="share of batches with other quotation marks")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    examples = load_examples(args.train, tokenizer, args.cache, args.limit)
    dev = load_examples(args.dev, tokenizer, args.cache)
    Run(args, examples, dev).train()
    export(args.out / "best.pt", args.out / "model")
    log.info("dev with the shipped form %s", json.dumps(calibrate(args.out / "model", dev)))


if __name__ == "__main__":
    main()
