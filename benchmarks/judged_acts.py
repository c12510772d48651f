"""How many of the acts coded on political news are right: acts judged by one of us by the codebook, found again or not.

    python benchmarks/judged_acts.py --shared ../shared

`judged_acts.jsonl` has of each act its report in ../shared/bench/attribution/train.reports.jsonl, the place of its
trigger, its type and whether it is right; no text. "first": the acts of 80 articles as they were coded before phrases
that tell no act were told apart. "second": acts of 40 other articles as they were coded after that.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.pipeline import Pipeline
from accordingto.types import Record

JUDGED = Path(__file__).with_suffix(".jsonl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    source = parser.parse_args().shared / "bench/attribution/train.reports.jsonl"
    judged = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    wanted = {j["report"] for j in judged}
    told = (read_incoming(i, None) for i in find_inputs([str(source)]) if isinstance(i, Incoming))
    reports = (r for r in told if r.id in wanted)
    acts = {r.report.id: r.acts for r in Pipeline().pipe(reports) if isinstance(r, Record)}
    for name in ("first", "second"):
        rows = [j for j in judged if j["set"] == name]
        counts: dict[bool, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            counts[row["right"]][0] += 1
            counts[row["right"]][1] += _found(row, acts.get(row["report"], ()))
        (right, kept), (wrong, left) = counts[True], counts[False]
        print(f"{name:7}{len(rows):5} judged   right {right} ({right / len(rows):.0%}), still coded {kept}   "
              f"wrong {wrong}, still coded {left}")  # fmt: skip


def _found(row: dict[str, Any], acts: Any) -> bool:
    return any(a.type == row["type"] and a.trigger.start < row["end"] and row["start"] < a.trigger.end for a in acts)


if __name__ == "__main__":
    main()
