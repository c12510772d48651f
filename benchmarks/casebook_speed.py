"""Measures a casebook of many made reports: adding, size, opening, searching, memory.

Run: python benchmarks/casebook_speed.py --reports 100000 --case /tmp/speed   (about ten minutes, 1.5 GB of disk)
A second run on the same folder measures searching alone.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from accordingto.acquire.incoming import Incoming
from accordingto.casebook.adding import add
from accordingto.casebook.store import make_casebook, open_casebook
from accordingto.casebook.writing import Run
from accordingto.types import Failure, Record
from tests.casebook import made


def build(where: str, reports: int) -> None:
    """Adds the made reports; the time that making them takes is not counted."""
    casebook = make_casebook(where)
    making, made_busy, characters = 0.0, 0.0, 0
    records: dict[str, Record] = {}

    def items() -> Iterator[Incoming]:
        nonlocal making, made_busy, characters
        source = made.pairs(0, reports)
        for _ in range(reports):
            began, busy = time.perf_counter(), time.process_time()
            incoming, record = next(source)
            making, made_busy = making + time.perf_counter() - began, made_busy + time.process_time() - busy
            characters += len(record.report.text.encode())
            records[incoming.sha256] = record
            yield incoming

    def read(some: Iterable[Incoming | Failure]) -> Iterator[Record | Failure]:
        for item in some:
            assert isinstance(item, Incoming)
            yield records.pop(item.sha256)

    began, busy = time.perf_counter(), time.process_time()
    for n, _ in enumerate(add(casebook, items(), read, Run("made", {})), 1):
        if n % 5000 == 0:
            print(f"  {n} of {reports}", file=sys.stderr, flush=True)
    casebook.engine.dispose()
    spent = time.perf_counter() - began - making
    busy = time.process_time() - busy - made_busy
    size = (Path(where) / "casebook.db").stat().st_size
    print(f"add                  {reports / spent:8.0f} records/s by the clock, {reports / busy:.0f} of processor time")
    print(f"database             {size / characters:8.2f} times the text ({characters / reports:.0f} bytes a report)")


def search(where: str, queries: int, seed: int) -> None:
    """Opens the casebook and asks it made questions, each with one or two words and up to three filters."""
    from accordingto.casebook.reader import Reader

    began = time.perf_counter()
    casebook = open_casebook(where)
    print(f"open                 {(time.perf_counter() - began) * 1000:8.1f} ms")
    reader, rng, spent = Reader(casebook), random.Random(seed), []
    for _ in range(queries):
        query = made.query(rng)
        began = time.perf_counter()
        reader.find(query)
        spent.append((time.perf_counter() - began, query))
    spent.sort(key=lambda s: s[0])
    times = [s[0] * 1000 for s in spent]
    print(f"find, median         {statistics.median(times):8.1f} ms")
    print(f"find, 99th percentile{times[int(len(times) * 0.99)]:8.1f} ms")
    print(f"slowest              {times[-1]:8.1f} ms  {spent[-1][1]}")
    print(f"memory, at most      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


def main() -> None:
    """Builds where there is nothing yet, then searches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--case", required=True, help="folder of the casebook; kept")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not (Path(options.case) / "casebook.db").exists():
        build(options.case, options.reports)
    search(options.case, options.queries, options.seed)


if __name__ == "__main__":
    main()
