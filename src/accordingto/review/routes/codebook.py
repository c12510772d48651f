"""The codebook: what each term means, and the types, modes and words by which acts are told; searchable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.acts.codebook import Codebook, Phrase, Sense, parse_yaml
from accordingto.review.calls import TEXT, Call
from accordingto.review.pages import show
from accordingto.review.visit import Visit, page


@dataclass(frozen=True, slots=True)
class Entry:
    """One way in which an act of a type is told. words: its phrases as the codebook has them, by kind."""

    type: str
    sense: Sense
    modes: tuple[str, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def searched(self) -> str:
        """All that a search looks through."""
        told = [self.type, self.sense.plain, *self.modes, self.sense.harm or "", self.sense.stage or ""]
        return " ".join([*told, *(word for _, some in self.words for word in some)]).casefold()


@cache
def entries() -> tuple[Entry, ...]:
    """All of the codebook that ships, by type."""
    book = Codebook.load()
    phrases: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for index in (book.verbs, book.nouns, book.states):
        for some in index.values():
            for p in some:
                phrases[p.sense.type, p.sense.id, p.kind][_text(p)] = None
    found = [_entry(sense, phrases) for sense in book.senses]
    return tuple(sorted(found, key=lambda e: e.type))


@cache
def rulings() -> dict[str, dict[str, str]]:
    """Each term of the record with its rule, under its heading."""
    return dict(parse_yaml(Path(__file__).parents[1].joinpath("rulings.yaml").read_text("utf-8")))


def _text(phrase: Phrase) -> str:
    return phrase.text.replace("|", " / ")


def _entry(sense: Sense, phrases: dict[tuple[str, str, str], dict[str, None]]) -> Entry:
    modes = tuple(dict.fromkeys(m for m in (sense.mode, *(m for m, _ in sense.modes)) if m))
    words = tuple((told, tuple(some)) for kind, told in (("verb", "verbs"), ("noun", "nouns"), ("state", "states"))
                  if (some := phrases.get((sense.type, sense.id, kind))))  # fmt: skip
    return Entry(sense.type, sense, modes, words)


def _fitting(told: str) -> list[Entry]:
    wanted = told.casefold().split()
    return [e for e in entries() if all(word in e.searched for word in wanted)]


def _by_type(found: Iterable[Entry]) -> dict[str, list[Entry]]:
    types: dict[str, list[Entry]] = {}
    for one in found:
        types.setdefault(one.type, []).append(one)
    return types


def _rules(told: str) -> dict[str, list[tuple[str, str]]]:
    wanted = told.casefold().split()

    def fits(term: str, rule: str) -> bool:
        return all(word in f"{term} {rule}".casefold() for word in wanted)

    found = {head: [(t, r) for t, r in some.items() if fits(t, r)] for head, some in rulings().items()}
    return {head: some for head, some in found.items() if some}


def index(visit: Visit) -> Response:
    """The codebook page."""
    told = visit.query("words")[:200]
    types = _by_type(_fitting(told))
    return show(visit, "codebook/codebook.html.jinja", "Codebook", words=told, types=types, rules=_rules(told),
                scheme=Codebook.load().scheme.upper())  # fmt: skip


def codebook_call(visit: Visit) -> Any:
    """The codebook for programs."""
    told = visit.asked.get("words", "")
    return {
        "rules": {head: dict(some) for head, some in _rules(told).items()},
        "senses": [{"type": e.type, "id": e.sense.id, "plain": e.sense.plain, "modes": list(e.modes),
                    "harm": e.sense.harm, "stage": e.sense.stage, "words": {kind: list(w) for kind, w in e.words}}
                   for e in _fitting(told)],
    }  # fmt: skip


CALLS: tuple[Call, ...] = (
    Call("GET", "/api/codebook", codebook_call, "Terms with their rules; types of acts, modes and words.",
         query={"words": TEXT}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (page("/codebook", index, name="codebook"),)
