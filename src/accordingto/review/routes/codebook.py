"""The codebooks: what each term means, and the types, modes and words of acts; those that the casebook's runs used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.acts.codebook import Codebook, Phrase, Sense, parse_yaml
from accordingto.acts.vocabulary import FORMAT, fingerprint
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


@dataclass(frozen=True, slots=True)
class Book:
    """A codebook of which the casebook keeps the terms. runs: which readings used it. own: the one that ships with
    this program, which has its words as well. terms: by list (type, mode) each code with its plain words."""

    name: str
    version: str
    runs: tuple[int, ...]
    own: bool
    terms: Mapping[str, tuple[tuple[str, str], ...]]


def books(visit: Visit) -> list[Book]:
    """The codebooks that the casebook's runs used, the newest first; else the one of this program."""
    found: dict[tuple[str, str], dict[str, list[tuple[str, str]]]] = {}
    runs: dict[tuple[str, str], tuple[int, ...]] = {}
    for term in visit.reader.terms():
        key = (term["codebook"], term["version"])
        if key != FORMAT:
            found.setdefault(key, {}).setdefault(term["list"], []).append((term["code"], term["label"]))
            runs[key] = tuple(term["runs"])
    shipped = fingerprint(None)
    told = [Book(name, version, runs[name, version], version == shipped,
                 {kind: tuple(sorted(some)) for kind, some in terms.items()})
            for (name, version), terms in found.items()]  # fmt: skip
    told.sort(key=lambda book: max(book.runs, default=0), reverse=True)
    return told or [Book(Codebook.load().scheme, shipped, (), True, {})]


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
    """The page of one codebook: the one that is asked for, else the newest that was used."""
    told, asked, there = visit.query("words")[:200], visit.query("version"), books(visit)
    book = next((b for b in there if b.version == asked), there[0])
    types = _by_type(_fitting(told)) if book.own else {}
    return show(visit, "codebook/codebook.html.jinja", "Codebook", words=told, types=types, rules=_rules(told),
                book=book, books=there, terms=_terms(book, told))  # fmt: skip


def _terms(book: Book, told: str) -> dict[str, list[tuple[str, str]]]:
    """The types and modes of a codebook whose words are not at hand, as far as they fit."""
    wanted = told.casefold().split()
    found = {kind: [(code, label) for code, label in some
                    if all(word in f"{code} {label}".casefold() for word in wanted)]
             for kind, some in ({} if book.own else book.terms).items()}  # fmt: skip
    return {kind: some for kind, some in found.items() if some}


def codebook_call(visit: Visit) -> Any:
    """The codebook for programs."""
    told = visit.asked.get("words", "")
    return {
        "codebooks": [{"name": b.name, "version": b.version, "runs": list(b.runs), "shipped": b.own,
                       "terms": {kind: dict(some) for kind, some in b.terms.items()}} for b in books(visit)],
        "rules": {head: dict(some) for head, some in _rules(told).items()},
        "senses": [{"type": e.type, "id": e.sense.id, "plain": e.sense.plain, "modes": list(e.modes),
                    "harm": e.sense.harm, "stage": e.sense.stage, "words": {kind: list(w) for kind, w in e.words}}
                   for e in _fitting(told)],
    }  # fmt: skip


CALLS: tuple[Call, ...] = (
    Call("GET", "/api/codebook", codebook_call,
         "Terms with their rules; the codebooks that runs used; types, modes and words of the one that ships.",
         query={"words": TEXT}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (page("/codebook", index, name="codebook"),)
