"""Counts in how many news reports each word stem stands, for the weights of words when reports are compared.

    python -m training.word_frequencies ../shared/bench/{attribution/train,places/dev,time/dev}.reports.jsonl

Writes src/accordingto/reconcile/data/word_frequencies.txt: the number of reports, then a stem and its count a line.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from accordingto.reconcile.terms import FREQUENCIES, terms

LEAST = 6
"""Reports; rarer stems (names, mostly) are not listed and weigh as words that stand nowhere."""


def main(paths: list[str]) -> None:
    """Counts the reports of these files (JSON Lines with `text`)."""
    frequency: Counter[str] = Counter()
    reports = 0
    for path in paths:
        with Path(path).open(encoding="utf-8") as stream:
            for line in stream:
                report = json.loads(line)
                frequency.update(set(terms(f"{report.get('title') or ''}\n{report['text']}")))
                reports += 1
    common = sorted((term, n) for term, n in frequency.items() if n >= LEAST and term.isalpha())
    told = [f"# reports: {reports}", *(f"{term} {n}" for term, n in common)]
    Path(FREQUENCIES).write_text("\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
