"""Fits confidence and threshold of an exported model on a development split; both go into its settings.json."""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from accordingto.attribute.decode import CONTENT, SOURCE, Floats, Relation, pick
from accordingto.attribute.model import AttributionModel
from training.examples import Example, load_examples
from training.measures import measure

log = logging.getLogger("training")
GOALS = ("exact", "relaxed", "source", "cue", "content")
RIDGE = 3.0  # keeps nine weights from following chance


def right(example: Example, found: list[Relation]) -> list[bool]:
    """Which relations are right in the relaxed sense: contents at least half the same, sources meet or both lack."""
    gold = []
    for one in example.gold:
        roles = ({w for w, t in one.tags.items() if t in (b, b + 1)} for b in (SOURCE, CONTENT))
        gold.append(tuple(roles))
    out = []
    for made in found:
        source, content = set(made.source), set(made.content)
        out.append(
            any(
                2 * len(content & c) >= len(content | c) and content and (bool(source & s) or not (source or s))
                for s, c in gold
            )
        )
    return out


def fit(x: Any, y: Any) -> tuple[tuple[float, ...], float]:
    """Logistic regression with a ridge, by Newton's method; weights and bias."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    ridge = np.append(np.full(x.shape[1], RIDGE), 1e-6)
    w = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ w))
        w += np.linalg.solve((z.T * (p * (1 - p))) @ z + np.diag(ridge), z.T @ (y - p) - ridge * w)
    weights = w[:-1] / spread
    return tuple(float(v) for v in weights), float(w[-1] - weights @ mean)


def expected_error(sure: Floats, truth: Any) -> float:
    """Expected calibration error over ten equal bins."""
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs(sure[bins == b].sum() - truth[bins == b].sum()) for b in range(10)) / max(len(sure), 1))


def calibrate(folder: Path, dev: list[Example]) -> dict[str, Any]:
    """Fits on all candidates of `dev`, chooses the threshold with the best sum of all measures, writes both."""
    model = AttributionModel.load(folder)
    found = [model.candidates(e.words) for e in dev]
    truth = [right(e, f) for e, f in zip(dev, found, strict=True)]
    x = np.array([r.evidence for f in found for r in f])
    y = np.array([t for ts in truth for t in ts], dtype=float)
    weights, bias = fit(x, y)
    log.info("cross-fitted calibration error %.3f", _cross(found, truth))
    tuning = replace(model.tuning, weights=weights, bias=bias)
    best: dict[str, Any] = {}
    for least in np.arange(0.2, 0.56, 0.025):
        picked = [pick(f, [tuning.confidence(r.evidence) for r in f], least) for f in found]
        row = measure(dev, [[r for r, _ in p] for p in picked]) | {"least": round(float(least), 3)}
        log.info("%s", row)
        if sum(row[k] for k in GOALS) > sum(best.get(k, 0) for k in GOALS):
            best = row
    settings = json.loads((folder / "settings.json").read_text("utf-8"))
    settings |= {"weights": [round(w, 5) for w in weights], "bias": round(bias, 5), "least": best["least"]}
    (folder / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    return best


def _cross(found: list[list[Relation]], truth: list[list[bool]]) -> float:
    """Calibration error of confidences that were fitted on the other half of the articles."""
    sure, true = [], []
    for half in (0, 1):
        others = [i for i in range(len(found)) if i % 2 != half]
        x = np.array([r.evidence for i in others for r in found[i]])
        y = np.array([t for i in others for t in truth[i]], dtype=float)
        weights, bias = fit(x, y)
        for i in range(half, len(found), 2):
            for r, t in zip(found[i], truth[i], strict=True):
                p = 1 / (1 + np.exp(-(bias + np.dot(weights, r.evidence))))
                if p >= 0.35:
                    sure.append(p)
                    true.append(t)
    return expected_error(np.array(sure), np.array(true, dtype=float))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/accordingto-training"))
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    dev = load_examples(args.dev, AttributionModel.load(args.model).tokenizer, args.cache)
    log.info("best %s", calibrate(args.model, dev))


if __name__ == "__main__":
    main()
