"""Long trials of a casebook: kills at random moments, flips of single bytes. The tests run a short version of each.

Run: python benchmarks/casebook_soak.py kills --times 200     (about ten minutes)
     python benchmarks/casebook_soak.py flips --times 1000    (about five minutes)
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from accordingto.acquire.incoming import Incoming
from accordingto.casebook import adding
from accordingto.casebook.reader import Reader
from accordingto.casebook.seals import make_seal
from accordingto.casebook.store import make_casebook, open_casebook
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Run
from accordingto.types import Failure, Record
from tests.casebook import made

Pairs = list[tuple[Incoming, Record]]


def add_made(where: str, pairs: Pairs, passphrase: str | None) -> None:
    """What each killed process does: adds all made reports, from the first on."""
    known = {incoming.sha256: record for incoming, record in pairs}

    def read(items: Iterable[Incoming | Failure]) -> Iterator[Record | Failure]:
        for item in items:
            assert isinstance(item, Incoming)
            yield known[item.sha256]

    casebook = make_casebook(where, passphrase)
    for _ in adding.add(casebook, [incoming for incoming, _ in pairs], read, Run("made", {})):
        pass
    casebook.engine.dispose()


def start(where: str, pairs: Pairs, passphrase: str | None) -> int:
    """A process that adds; gives its number. A fork of this one, which is quicker than a new start and dies alike."""
    child = os.fork()
    if child == 0:
        try:
            adding.BATCH = 7  # many small transactions: more moments at which a kill may come
            add_made(where, pairs, passphrase)
            os._exit(0)
        except BaseException as error:
            print(f"adding failed: {error!r}", file=sys.stderr)
            os._exit(1)
    return child


def kills(times: int, reports: int, seed: int, passphrase: str | None = None) -> str:
    """Kills two processes that add the same reports, again and again; then all must be there once, and verified."""
    rng, killed, rounds = random.Random(seed), 0, 0
    pairs = list(made.pairs(0, reports, acts=3))
    while killed < times:
        rounds += 1
        folder = tempfile.mkdtemp(prefix="kills-")
        where = f"{folder}/case"
        while killed < times:
            children = [start(where, pairs, passphrase) for _ in range(2)]
            time.sleep(rng.uniform(0.0, 0.6))
            ended = [os.waitpid(child, os.WNOHANG) for child in children]
            for child, (done, _) in zip(children, ended, strict=True):
                if not done:
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)
                    killed += 1
            check_whole(where, passphrase)
            if any(done and status == 0 for done, status in ended):
                break
            if bad := [status for done, status in ended if done and status]:
                raise AssertionError(f"a process ended by itself with status {bad}")
        finish(where, pairs, passphrase)
        shutil.rmtree(folder)
    return (
        f"{killed} kills in {rounds} casebooks of {reports} reports by two processes: no loss, no duplicate, no damage"
    )


def check_whole(where: str, passphrase: str | None) -> None:
    """What is there after a kill must be whole."""
    casebook = make_casebook(where, passphrase)
    damage = verify(casebook).damage
    casebook.engine.dispose()
    assert not damage, damage


def finish(where: str, pairs: Pairs, passphrase: str | None) -> None:
    """The next `add` ends the work; then every report must be there once."""
    add_made(where, pairs, passphrase)
    casebook = open_casebook(where, passphrase)
    keys = [held.record.report.id for held in Reader(casebook).reports(limit=len(pairs) * 2)]
    assert sorted(keys) == sorted(record.report.id for _, record in pairs), f"{len(keys)} of {len(pairs)}"
    assert not verify(casebook).damage
    casebook.engine.dispose()


def flips(times: int, reports: int, seed: int) -> str:
    """Flips one random bit of one random capture at a time; each must be found, and nothing once it is put back."""
    folder, rng = tempfile.mkdtemp(prefix="flips-"), random.Random(seed)
    add_made(f"{folder}/case", list(made.pairs(0, reports)), None)
    casebook = open_casebook(f"{folder}/case")
    seal = make_seal(casebook)
    files = sorted(Path(folder).glob("case/captures/??/*"))
    for _ in range(times):
        path = rng.choice(files)
        whole = path.read_bytes()
        data = bytearray(whole)
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        assert len(verify(casebook, seal).damage) == 1, path
        path.write_bytes(whole)
    assert not verify(casebook, seal).damage
    casebook.engine.dispose()
    shutil.rmtree(folder)
    return f"{times} flips in {len(files)} captures: all found"


def main() -> None:
    """Runs one trial and prints one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trial", choices=["kills", "flips"])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--reports", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    trial, reports = {"kills": (kills, 500), "flips": (flips, 20)}[options.trial]
    print(trial(options.times, options.reports or reports, options.seed))


if __name__ == "__main__":
    main()
