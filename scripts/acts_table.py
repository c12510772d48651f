"""Prints the table per act type for docs/acts.md: found, right, missed, and with which types it is confused.

    python scripts/acts_table.py GOLD.jsonl RECORDS.jsonl

GOLD: the acts benchmark's gold (one act a sentence) or hand-coded reports (a list of acts). RECORDS: what
`accordingto read --format jsonl` wrote for the same ids. Planned and reported acts count; of hand-coded reports all.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]


def read(path: str) -> Rows:
    """The JSON objects of a JSON Lines file."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def pairs(gold: Rows, records: dict[str, dict[str, Any]]) -> list[tuple[str, list[str], list[str]]]:
    """For each gold act: its type, the types found at its place, and (once a place) the types found beyond it."""
    out: list[tuple[str, list[str], list[str]]] = []
    for row in gold:
        acts = records.get(str(row["id"]), {}).get("acts", [])
        if "acts" in row:
            taken: set[str] = set()
            for act in row["acts"]:
                here = [a for a in acts if overlap(a["trigger"], act["trigger"])]
                taken |= {a["id"] for a in here}
                out.append((act["type"], [a["type"] for a in here], []))
            out.extend(("", [], [a["type"]]) for a in acts if a["id"] not in taken)
        else:
            types = sorted({a["type"] for a in acts if a["status"] in ("reported", "planned")})
            right = row["type"] in types
            out.append(
                (row["type"], types if not right else [row["type"]], [t for t in types if right and t != row["type"]])
            )
    return out


def overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two spans share a character."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def table(rows: list[tuple[str, list[str], list[str]]]) -> str:
    """The Markdown table, most frequent types first."""
    gold = Counter(t for t, _, _ in rows if t)
    right, missed, wrong, extra = Counter[str](), Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    for type, found, more in rows:
        extra.update(more)
        if not type:
            continue
        right[type] += type in found
        if not found:
            missed[type] += 1
        elif type not in found:
            wrong.update((type, t) for t in found)
    lines = ["| type | gold | right | nothing found | found as | found beyond the gold |", "|---|---|---|---|---|---|"]
    for type, n in sorted(gold.items(), key=lambda x: (-x[1], x[0])):
        as_other = ", ".join(f"{t} {k}" for (g, t), k in wrong.most_common() if g == type)
        lines.append(f"| {type} | {n} | {right[type]} | {missed[type]} | {as_other} | {extra[type]} |")
    total = sum(gold.values())
    sums = [total, right.total(), missed.total(), wrong.total(), extra.total()]
    lines.append(f"| all | {' | '.join(map(str, sums))} |")
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = {str(r["report"]["id"]): r for r in read(sys.argv[2])}
    print(table(pairs(read(sys.argv[1]), found)))
