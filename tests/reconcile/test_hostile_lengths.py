"""No name, phrase or text of a hostile length makes a pattern of this room take more than its fair time."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator

import pytest

from accordingto import reconcile
from accordingto.reconcile.cards import cards
from accordingto.reconcile.facts import lay_out
from accordingto.reconcile.names import office_of, one_person, plain_name, sounds, spoken_for, trimmed
from accordingto.reconcile.parties import Cast
from accordingto.reconcile.stances import _words, tells
from accordingto.reconcile.terms import name_terms, sentences, terms
from accordingto.types import Act, Actor, Record, Report, Role, Span, Statement

LENGTH = 20_000
"""Characters; what takes the square of them takes many seconds."""

FAIR = 1.0
"""Seconds of processor time."""

UNITS = (
    *"aA '-.1é(\n\t", ".)", "A-", ", ", " \n", "’s ", "Aa ", "he ", "was ", "its ", "the ", "no ", "had ", "on ",
    "aed ", "of the ", "The of ", "his was ", "A B of ", "killed ", "officer ", "head of ", "minister ", "spokesman ",
    "spokesman of ", "'s spokesman ", "foreign minister ", "claimed responsibility ",
)  # fmt: skip
TEXTS = [unit * (LENGTH // len(unit)) for unit in UNITS] + [unit * (LENGTH // len(unit)) + "!" for unit in UNITS]


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of the room's modules, but those that are only asked after a phrase was cut short."""
    for module in pkgutil.walk_packages(reconcile.__path__, "accordingto.reconcile."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and not (module.name.endswith((".names", ".parties", ".cards"))):
                yield f"{module.name}.{name}", value
    yield from _words().items()


def slowest(call: Callable[[str], object]) -> tuple[float, str]:
    found = []
    for text in TEXTS:
        start = time.process_time()
        call(text)
        found.append((time.process_time() - start, text[:20]))
    return max(found)


@pytest.mark.parametrize(("name", "pattern"), list(patterns()), ids=lambda v: v if isinstance(v, str) else "")
def test_patterns(name: str, pattern: re.Pattern[str]) -> None:
    assert slowest(lambda text: [m.end() for m in pattern.finditer(text)])[0] < FAIR


@pytest.mark.parametrize("call", [
    trimmed, spoken_for, office_of, plain_name, sounds, terms, name_terms, sentences,
    lambda text: one_person(text, f"B {text}"), lambda text: tells("narrative", text),
])  # fmt: skip
def test_functions(call: Callable[[str], object]) -> None:
    assert slowest(call)[0] < FAIR


def test_a_report_whose_every_name_is_of_hostile_length() -> None:
    def read(text: str) -> None:
        text = text.strip() or "a"
        whole = Span(0, len(text), text)
        role = Role(0, len(text), text, "a1")
        record = Record(
            Report("r1", text, title=text, publisher=text, published_at="2021-03-02"),
            (Statement("s1", "speech", (role,), "a1", whole, (whole,), "indirect", "asserts"),),
            (Act("c1", "ASSAULT", None, Span(0, 1, text[:1]), (role,), (role,)),),
            (Actor("a1", text, text, "person", (), (whole,)),), (), (),
        )  # fmt: skip
        lay_out(record)
        cards(record, Cast(record))

    assert slowest(read)[0] < 2 * FAIR
