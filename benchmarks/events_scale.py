"""Measures how reconciling a casebook grows with it: made reports of made happenings, seeded, on this machine.

Run: python benchmarks/events_scale.py --acts 1000 10000 100000 --case /tmp/scale   (about ten minutes, 1 GB of disk)

For each size: the time to reconcile all reports at once, and to add and reconcile 100 further reports of the same
happenings and of new ones. Times are of reconciling alone; it works on one core.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from accordingto.casebook.adding import add_records
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.reconcile.casework import Done, reconcile_case
from accordingto.reconcile.terms import FREQUENCIES
from accordingto.types import Act, Actor, Count, Place, Record, Report, Role, Span, Statement, Time, When

ACTS = 10
"""Acts of one report."""

STORY = 5
"""Reports of one story, on average; each tells most of its happenings."""

TOWNS = 4_000
DEEDS = (
    ("ASSAULT", "firearms", "killed", ("shot dead", "killed", "gunned down")),
    ("ASSAULT", "explosives", "wounded", ("wounded", "injured", "hurt in a blast")),
    ("COERCE", "arrest", "detained", ("arrested", "detained", "took into custody")),
    ("SANCTION", "convict", None, ("sentenced", "jailed", "convicted")),
    ("RETREAT", "release", None, ("released", "freed", "let go")),
    ("PROTEST", "demo", None, ("protested against", "marched against", "rallied against")),
)
PARTIES = ("police", "the army", "the interior ministry", "rebels", "the prosecutor", "border guards")


def word(n: int) -> str:
    """A made word; the n-th by frequency."""
    local = random.Random(n)
    return "".join(local.choice("bdfgklmnprstv") + local.choice("aeiou") for _ in range(3 + n % 3))


def name(rng: random.Random) -> str:
    """A made person's name."""
    return f"{word(rng.randrange(3_000)).title()} {word(3_000 + rng.randrange(9_000)).title()}"


@lru_cache(maxsize=1)
def common() -> tuple[list[str], list[int]]:
    """Words of news and how often reports have them."""
    lines = [line.split() for line in FREQUENCIES.read_text(encoding="utf-8").splitlines()[1:]]
    return [word for word, _ in lines], [int(count) for _, count in lines]


@dataclass(frozen=True, slots=True)
class Happening:
    """What the reports of a story tell."""

    deed: int
    party: str
    victim: str
    town: str
    day: date
    number: int


def story(number: int, seed: int) -> list[Happening]:
    """The happenings of one story: in one region, within two months."""
    rng = random.Random(seed * 7_919 + number)
    start = date(2012, 1, 1) + timedelta(days=rng.randrange(4_000))
    towns = [f"{word(20_000 + rng.randrange(TOWNS)).title()}" for _ in range(3)]
    return [_happening(rng, towns, start) for _ in range(ACTS + 4)]


def _happening(rng: random.Random, towns: list[str], start: date) -> Happening:
    day = start + timedelta(days=rng.randrange(60))
    return Happening(rng.randrange(len(DEEDS)), rng.choice(PARTIES), name(rng), rng.choice(towns), day,
                     rng.randrange(1, 90))  # fmt: skip


def report(number: int, seed: int = 0) -> Record:
    """The record of made report `number`; reports of one story stand together."""
    rng = random.Random(seed * 1_000_003 + number)
    happenings = story(number // STORY, seed)
    told = rng.sample(happenings, ACTS)
    published = max(h.day for h in told) + timedelta(days=rng.randrange(1, 20))
    draft = _Draft([word(40_000 + 12 * (number // STORY) + n) for n in range(12)])
    for n, happening in enumerate(told):
        draft.tell(n, happening, rng)
    head = Report(
        id=f"made-{seed}-{number}",
        text=draft.text,
        title=f"{told[0].victim} in {told[0].town}",
        publisher=f"Paper {rng.randrange(40)}",
        published_at=published.isoformat(),
        language="en",
    )
    return replace(draft.record(), report=head)


class _Draft:
    def __init__(self, own: list[str]) -> None:
        self.own = own  # words of this story alone
        self.text = ""
        self.statements: list[Statement] = []
        self.acts: list[Act] = []
        self.actors: list[Actor] = []
        self.times: list[Time] = []
        self.places: list[Place] = []

    def record(self) -> Record:
        return Record(Report("", self.text), tuple(self.statements), tuple(self.acts), tuple(self.actors),
                      tuple(self.times), tuple(self.places))  # fmt: skip

    def put(self, exact: str) -> Span:
        start = len(self.text)
        self.text += exact
        return Span(start, start + len(exact), exact)

    def tell(self, n: int, h: Happening, rng: random.Random) -> None:
        type_, mode, harm, triggers = DEEDS[h.deed]
        start = len(self.text)
        who = self.put(h.party)
        self.put(" ")
        trigger = self.put(rng.choice(triggers))
        self.put(" ")
        whom = self.put(h.victim)
        self.put(" and ")
        amount = self.put(str(h.number))
        self.put(" others in ")
        where = self.put(h.town)
        self.put(" on ")
        when = self.put(h.day.isoformat())
        content = Span(start, len(self.text), self.text[start:])
        self.put(", ")
        source = self.put(rng.choice(PARTIES))
        self.put(" ")
        cue = self.put("said")
        filler = " ".join([*rng.choices(*common(), k=22), *rng.choices(self.own, k=3)])
        self.put(f". {filler.capitalize()}.\n")
        self.actors += [Actor(f"a{n}", h.victim, None, "person"), Actor(f"b{n}", source.exact, None, "organisation")]
        self.times.append(Time(f"t{n}", when.start, when.end, when.exact, "DATE", when.exact, when.exact, when.exact))
        self.places.append(Place(f"p{n}", where.start, where.end, h.town, h.town, "SY", None, 10.0, 20.0, "city"))
        self.statements.append(Statement(f"s{n}", "speech", (Role(source.start, source.end, source.exact, f"b{n}"),),
                                         f"b{n}", cue, (content,), "indirect", "asserts", confidence=0.8))  # fmt: skip
        self.acts.append(Act(
            f"c{n}", type_, mode, trigger, (Role(who.start, who.end, who.exact),),
            (Role(whom.start, whom.end, whom.exact, f"a{n}"),), when=When(when.exact, when.exact, f"t{n}"),
            where=f"p{n}", count=Count(h.number, h.number, False, amount), harm=harm,  # type: ignore[arg-type]
            per=(f"s{n}",), confidence=0.8,
        ))  # fmt: skip


def put(casebook: Casebook, first: int, last: int, seed: int = 0) -> None:
    """Adds made reports to a casebook."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as stream:
        for number in range(first, last):
            stream.write(json.dumps(report(number, seed).to_dict()) + "\n")
        stream.flush()
        for _ in add_records(casebook, Path(stream.name)):
            pass


def timed(casebook: Casebook) -> tuple[Done, float, float]:
    """Reconciles; what was done, the seconds by the clock and those of the processor."""
    began, busy = time.perf_counter(), time.process_time()
    done = reconcile_case(casebook)
    return done, time.perf_counter() - began, time.process_time() - busy


def measure(where: Path, acts: int) -> Iterator[tuple[str, Done, float, float]]:
    """All at once, then 100 reports more."""
    shutil.rmtree(where, ignore_errors=True)
    casebook = make_casebook(str(where))
    reports = acts // ACTS
    put(casebook, 0, reports)
    yield f"{acts:,} acts", *timed(casebook)
    half = 50 // STORY * STORY
    put(casebook, reports, reports + half)  # new stories
    for number in random.Random(acts).sample(range(reports // STORY), min(50, reports // STORY)):
        _another(casebook, number)
    yield "100 reports more", *timed(casebook)
    casebook.engine.dispose()


def _another(casebook: Casebook, number: int) -> None:
    """One more report of a story that the casebook knows."""
    record = report(number * STORY + STORY - 1)
    more = replace(record.report, id=f"{record.report.id}-more", text=record.report.text + "Told again.\n")
    told = replace(record, report=more)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as stream:
        stream.write(json.dumps(told.to_dict()) + "\n")
        stream.flush()
        for _ in add_records(casebook, Path(stream.name)):
            pass


def main() -> None:
    """Prints a line for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acts", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--case", type=Path, default=Path("/tmp/accordingto-scale"))
    options = parser.parse_args()
    for acts in options.acts:
        for what, done, seconds, busy in measure(options.case, acts):
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{what:20} {done.reports:6} reports, {done.events:6} events, {seconds:6.1f} s "
                  f"({busy:.1f} s of processor time), {memory:.0f} MB at most",
                  flush=True)  # fmt: skip
    shutil.rmtree(options.case, ignore_errors=True)


if __name__ == "__main__":
    main()
