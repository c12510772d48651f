"""Prints which share of own sentences is coded as their act type, and which share of those that tell no act is coded.

    python scripts/acts_breadth.py tests/acts/data/other_words_2.txt [--missed]

The file: one sentence a line, `TYPE mode | text` or `NONE - | text`. `--missed` names each sentence not coded right.
An act told as not done (negated) does not count against a sentence of NONE.
"""

from __future__ import annotations

import sys
from pathlib import Path

import accordingto


def main(path: str, *, missed: bool) -> None:
    """Reads each sentence as a report of its own and prints the two shares."""
    lines = [line for line in Path(path).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    right = {True: 0, False: 0}
    total = {True: 0, False: 0}
    for line in lines:
        wanted, _, text = line.partition(" | ")
        type, none = wanted.split()[0], wanted.startswith("NONE")
        acts = accordingto.read(text, published="2021-03-05").acts
        hit = any(a.status != "negated" if none else a.type == type for a in acts)
        total[none] += 1
        right[none] += hit
        if missed and hit == none:
            print(line, [(a.type, a.trigger.exact) for a in acts])
    print(f"coded as their type: {right[False]} of {total[False]} ({100 * right[False] / total[False]:.1f} %)")
    if total[True]:
        print(f"of NONE coded: {right[True]} of {total[True]} ({100 * right[True] / total[True]:.1f} %)")


if __name__ == "__main__":
    main(sys.argv[1], missed="--missed" in sys.argv)
