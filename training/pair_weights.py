"""Fits the weights with which two happenings are held to be one, on annotated reports (ECB+), and measures by topic.

    accordingto read ../shared/bench/events/dev.reports.jsonl > records.jsonl
    python -m training.pair_weights records.jsonl ../shared/bench/events/dev.gold.jsonl

Prints, for five folds by topic, the F1 of pairs judged alone (above one half): by the shipped weights, and by weights
fitted on the other folds. With --write it fits on all topics and writes reconcile/data/pair_weights.yaml, where weights
that texts without days cannot tell stay. Nothing here draws by chance: the same data give the same weights.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordingto.reconcile.desk import Desk, Sheet
from accordingto.reconcile.keys import candidates
from accordingto.reconcile.loading import load_records
from accordingto.reconcile.pairs import FEATURES, Weighing, compare

BY_HAND = (
    "same time",
    "other time",
    "same person, same weeks",
    "same kind, same weeks",
    "same kind, same day",
    "same kind, same town, same weeks",
    "same kind, same party, same weeks",
)
"""Features that are set by hand: texts of ECB+ have no days."""

RIDGE = 2.0
FOLDS = 5
WEIGHTS = Path("src/accordingto/reconcile/data/pair_weights.yaml")

Matrix = NDArray[np.float64]


def pairs(records: Path, gold: Path) -> tuple[Matrix, Matrix, list[str]]:
    """Features, labels (1: one happening) and topics of the compared pairs whose acts are annotated."""
    told = {g["id"]: g for g in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    desk = Desk(map(Sheet, load_records(records)[0]))
    cluster = [_cluster(told[desk.sheets[node.report].id], node.acts[0].act.trigger) for node in desk.nodes]
    features, labels, topics = [], [], []
    for a, b in candidates(desk.told, desk.nodes):
        one, other = desk.nodes[a], desk.nodes[b]
        if cluster[a] is not None and cluster[b] is not None and one.report != other.report:
            near = desk.chances.alike(one.report, other.report)
            features.append(compare(one.whole, other.whole, near, False))
            labels.append(float(cluster[a] == cluster[b]))
            topics.append(str(told[desk.sheets[one.report].id]["topic"]))
    return np.array(features), np.array(labels), topics


def _cluster(gold: dict[str, Any], trigger: Any) -> str | None:
    """The annotated event that a trigger overlaps."""
    for mention in gold["mentions"]:
        if mention.get("validated", True) and mention["start"] < trigger.end and trigger.start < mention["end"]:
            return f"{gold['topic']} {mention['cluster']}"
    return None


def fit(x: Matrix, y: Matrix) -> Matrix:
    """Logistic regression with a ridge on all but the first weight, by Newton's method from zero."""
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (chance - y) + ridge * weights
        bend = (x.T * (chance * (1 - chance))) @ x + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def f1(weights: Matrix, x: Matrix, y: Matrix) -> float:
    """F1 of the pairs whose chance is above one half, in percent."""
    given = x @ weights > 0
    right = float((given & (y == 1)).sum())
    return 200 * right / max(1.0, float(given.sum()) + float(y.sum()))


def main() -> None:
    """Measures, and writes where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    x, y, topics = pairs(options.records, options.gold)
    print(f"{len(y)} pairs, {int(y.sum())} of them one happening")
    fold = np.array([sorted(set(topics)).index(t) % FOLDS for t in topics])
    shipped = np.array(Weighing.load().values)
    for n in range(FOLDS):
        out = fold == n
        print(f"fold {n}: shipped {f1(shipped, x[out], y[out]):.1f}, "
              f"fitted on the others {f1(fit(x[~out], y[~out]), x[out], y[out]):.1f}")  # fmt: skip
    if options.write:
        weights = dict(zip(FEATURES, fit(x, y), strict=True))
        head = [line for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        kept = dict(re.findall(r'^"(.*?)": (\S+)', WEIGHTS.read_text(encoding="utf-8"), flags=re.MULTILINE))
        lines = [f'"{n}": {kept[n] if n in BY_HAND else f"{w:.2f}"}' for n, w in weights.items()]
        WEIGHTS.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
