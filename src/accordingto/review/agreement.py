"""How far coders agree, field by field, and how far the machine agrees with them; with intervals by the bootstrap."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from nervaluate import Evaluator
from nltk.metrics.agreement import AnnotationTask

from accordingto.casebook.reviews import Item, Reviewed, ReviewedRecord
from accordingto.review.adjudicating import Line, align
from accordingto.types import Act, Role, Span, Statement

RESAMPLES = 200
"""Bootstrap samples of reports; more hardly moves an interval that is read to two digits."""

SEED = 8
Passages = Callable[[Item], Iterable[Span | Role | None]]
Value = Callable[[ReviewedRecord, Item], str | None]

_SPANS: dict[str, Passages] = {
    "source": lambda i: i.sources if isinstance(i, Statement) else (),
    "cue": lambda i: (i.cue,) if isinstance(i, Statement) else (),
    "content": lambda i: i.content if isinstance(i, Statement) else (),
    "trigger": lambda i: (i.trigger,) if isinstance(i, Act) else (),
    "initiator": lambda i: i.initiators if isinstance(i, Act) else (),
    "target": lambda i: i.targets if isinstance(i, Act) else (),
}
_FIELDS: dict[str, Value] = {
    "stance": lambda r, i: i.stance if isinstance(i, Statement) else None,
    "form": lambda r, i: i.form if isinstance(i, Statement) else None,
    "kind": lambda r, i: i.kind if isinstance(i, Statement) else None,
    "speaker": lambda r, i: _name(r, i.speaker) if isinstance(i, Statement) else None,
    "type": lambda r, i: i.type if isinstance(i, Act) else None,
    "mode": lambda r, i: i.mode or "none" if isinstance(i, Act) else None,
    "status": lambda r, i: i.status if isinstance(i, Act) else None,
    "harm": lambda r, i: i.harm or "none" if isinstance(i, Act) else None,
    "legal stage": lambda r, i: i.stage or "none" if isinstance(i, Act) else None,
}

Triple = tuple[str, str, str]
"""(coder, unit, value), as the libraries of agreement take it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with its 95 % interval; None where there is too little to measure."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One field. units: items on which at least two coders said something. kappa: of each pair of coders."""

    field: str
    units: int
    alpha: Figure
    kappa: Mapping[tuple[str, str], Figure]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Passages of one kind between two coders: F1 of equal passages, and of those that overlap at least."""

    part: str
    pair: tuple[str, str]
    passages: int
    exact: Figure
    overlap: Figure


Codings = Mapping[str, ReviewedRecord]


def agreements(reports: Sequence[Codings]) -> list[Agreement]:
    """Krippendorff's alpha of all coders and Cohen's kappa of each pair, for each field.

    reports: each report's codings, by coder. ``is told``: whether an item is in the text at all.
    """
    by_field: dict[str, list[list[Triple]]] = defaultdict(list)
    for number, codings in enumerate(reports):
        for field, triples in _triples(number, codings).items():
            by_field[field].append(triples)
    return [_agreement(field, by_field[field]) for field in ("is told", *_FIELDS) if field in by_field]


def _triples(number: int, codings: Codings) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = defaultdict(list)
    for line in align(codings):
        unit = f"{number}.{line.key}"
        for coder in line.by:
            found["is told"].append((coder, unit, "yes" if line.kept(coder) else "no"))
        for field, value in _FIELDS.items():
            found[field] += _of_field(line, unit, codings, value)
    return found


def _of_field(
    line: Line, unit: str, codings: Codings, value: Callable[[ReviewedRecord, Item], str | None]
) -> list[Triple]:
    told: list[Triple] = []
    for coder, one in line.by.items():
        if isinstance(one, Reviewed) and line.kept(coder) and (said := value(codings[coder], one.item)) is not None:
            told.append((coder, unit, said))
    return told if len(told) > 1 else []


def _agreement(field: str, reports: list[list[Triple]]) -> Agreement:
    triples = [t for report in reports for t in report]
    units = {unit for _, unit, _ in triples}
    coders = sorted({coder for coder, _, _ in triples})
    kappa = {pair: _bootstrapped(_pair(reports, pair), _kappa) for pair in combinations(coders, 2)}
    return Agreement(field, len(units), _bootstrapped(reports, _alpha), kappa)


def _pair(reports: list[list[Triple]], pair: tuple[str, str]) -> list[list[Triple]]:
    """What these two said of the units of which both said something."""
    found = []
    for report in reports:
        told = [t for t in report if t[0] in pair]
        both = {unit for coder, unit, _ in told if coder == pair[0]} & {u for coder, u, _ in told if coder == pair[1]}
        found.append([t for t in told if t[1] in both])
    return found


def _alpha(triples: list[Triple]) -> float | None:
    if len({coder for coder, _, _ in triples}) < 2 or _all_alike(triples):
        return None
    return float(AnnotationTask(data=triples).alpha())


def _all_alike(triples: list[Triple]) -> bool:
    """Whether only one value was ever given: then chance would agree as well, and nothing is measured."""
    return len({value for _, _, value in triples}) < 2


def _kappa(triples: list[Triple]) -> float | None:
    coders = sorted({coder for coder, _, _ in triples})
    if len(coders) != 2 or _all_alike(triples):
        return None
    return float(AnnotationTask(data=triples).kappa_pairwise(*coders))


def _bootstrapped(reports: list[list[Triple]], measure: Callable[[list[Triple]], float | None]) -> Figure:
    """The measure, and between what it lies in 95 of 100 samples of as many reports, drawn with putting back."""
    whole = [t for report in reports for t in report]
    value = measure(whole) if whole else None
    if value is None or len(reports) < 2:
        return Figure(value)
    rng, found = random.Random(SEED), []
    for _ in range(RESAMPLES):
        drawn = [reports[rng.randrange(len(reports))] for _ in reports]
        again = [(c, f"{n}/{unit}", v) for n, report in enumerate(drawn) for c, unit, v in report]
        one = measure(again) if again else None
        if one is not None:
            found.append(one)
    return Figure(value, *_interval(found))


def _interval(found: list[float]) -> tuple[float | None, float | None]:
    if not found:
        return None, None
    found.sort()
    return found[int(0.025 * (len(found) - 1))], found[int(0.975 * (len(found) - 1) + 0.5)]


def overlaps(reports: Sequence[Codings]) -> list[Overlap]:
    """F1 of passages between each pair of coders, for each kind of passage."""
    coders = sorted({coder for codings in reports for coder in codings})
    found = []
    for pair in combinations(coders, 2):
        both = [codings for codings in reports if pair[0] in codings and pair[1] in codings]
        for part, spans in _SPANS.items():
            counts = [_counts(part, *(_passages(c[who], part, spans) for who in pair)) for c in both]
            total = sum(count["strict"][1] + count["strict"][2] for count in counts)
            if total:
                exact, overlap = (_f1(counts, how) for how in ("strict", "ent_type"))
                found.append(Overlap(part, pair, total, exact, overlap))
    return found


def _passages(
    record: ReviewedRecord, part: str, spans: Callable[[Item], Iterable[Span | Role | None]]
) -> list[dict[str, Any]]:
    items = [r.item for r in record.items if r.state != "rejected"]
    places = sorted({(s.start, s.end - 1) for item in items for s in spans(item) if s})
    return [{"label": part, "start": start, "end": end} for start, end in places]


Counts = dict[str, tuple[int, int, int]]
"""(right, told by the second, told by the first), by the way of counting."""


def _counts(part: str, first: list[dict[str, Any]], second: list[dict[str, Any]]) -> Counts:
    if not first or not second:
        return {how: (0, len(second), len(first)) for how in ("strict", "ent_type")}
    overall = Evaluator([first], [second], tags=[part], loader="dict").evaluate()["overall"]
    return {how: (overall[how].correct, overall[how].actual, overall[how].possible) for how in ("strict", "ent_type")}


def _f1(counts: list[Counts], how: str) -> Figure:
    def of(some: list[Counts]) -> float:
        right, told, wanted = (sum(c[how][n] for c in some) for n in range(3))
        return 2 * right / (told + wanted) if told + wanted else 1.0

    if len(counts) < 2:
        return Figure(of(counts))
    rng = random.Random(SEED)
    found = [of([counts[rng.randrange(len(counts))] for _ in counts]) for _ in range(RESAMPLES)]
    return Figure(of(counts), *_interval(found))


def _name(record: ReviewedRecord, id: str | None) -> str:
    actor = next((a for a in record.actors if a.id == id), None)
    return (actor.name or actor.description or "nobody") if actor else "nobody"
