"""The names and nouns that news uses for parties, loaded once and laid out for one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from accordingto.read.cast.reference import Reference

Sort = Literal["country", "demonym", "capital", "region", "organisation", "person"]
PartyKind = Literal["person", "organisation", "group"]

SHORT = 3
"""A name of so few letters is an acronym as it stands; longer ones are found in capitals as well (datelines)."""
_WORD = re.compile(r"\w+")
_NO_PLURAL = ("ese", "ish", "ch", "sh", "s", "z")
_UNCHANGED = frozenset({"people", "police", "staff", "personnel", "aircraft", "military", "media", "press", "clergy"})
_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children", "family": "families"}
_IRREGULAR |= {"wife": "wives", "thief": "thieves", "chief": "chiefs", "youth": "youths", "mp": "mps"}
SHORT_NAMES = frozenset({"US", "U.S.", "UK", "U.K."})
"""Countries that keep the short name that the report gives them, unless it gives a longer one."""


@dataclass(frozen=True, slots=True)
class Known:
    """One name of the lists: the name that it stands for, its codes and what sort of name it is."""

    name: str
    codes: tuple[str, ...]
    sort: Sort


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that tells what a party is. `sector` is None where the noun alone tells none; `weak`: modifiers win."""

    lemma: str
    sector: str | None
    kind: PartyKind
    plural: bool
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the lists at characters [start, end) of a text."""

    start: int
    end: int
    known: Known


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists. `names`: first word -> (words of the name, what it is), longest first. `nouns`: lower-case words ->
    noun.
    """

    names: dict[str, tuple[tuple[tuple[str, ...], Known], ...]]
    surnames: dict[str, tuple[Known, ...]]
    nouns: dict[str, Noun]
    modifiers: dict[str, str]
    honorifics: frozenset[str]
    capitalised: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    documents: frozenset[str]
    given: dict[str, str]
    alpha3: dict[str, str]
    countries: dict[str, str]
    adjectives: dict[str, str]

    @staticmethod
    @cache
    def load() -> Lexicon:
        """The shipped lists; read once in a process (about 0.1 s)."""
        return _build()

    def find(self, text: str) -> Iterator[Found]:
        """Every longest name of the lists in `text`, in order, none overlapping. Runs of blanks match one blank."""
        done = 0
        for match in _WORD.finditer(text):
            entries = self.names.get(match.group())
            if entries is None or match.start() < done:
                continue
            for words, known in entries:
                end = _end_of(text, match.start(), words)
                if end is not None:
                    yield Found(match.start(), end, known)
                    done = end
                    break


def _end_of(text: str, position: int, words: tuple[str, ...]) -> int | None:
    """Where the words end that start at `position`, or None where other words stand there."""
    for n, word in enumerate(words):
        if n:
            blank = position
            while text[position : position + 1].isspace():
                position += 1
            if position == blank:
                return None
        if not text.startswith(word, position):
            return None
        position += len(word)
    following = text[position : position + 1]
    if following.isalnum() or following == "_":
        return None
    return position


def _rows(name: str) -> list[list[str]]:
    text = files("accordingto.read").joinpath("data", "actors", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _split(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(",") if value.strip()]


class _Names:
    """Names while they are gathered: first word -> words of the name -> what it is; the first entry stands."""

    def __init__(self) -> None:
        self.found: dict[str, dict[tuple[str, ...], Known]] = {}
        self.surnames: dict[str, list[Known]] = {}

    def add(self, name: str, known: Known) -> None:
        words = tuple(name.split())
        first = _WORD.match(words[0])
        if first is not None:
            self.found.setdefault(first.group(), {}).setdefault(words, known)

    def add_organisations(self) -> None:
        for codes, name, *aliases in _rows("organisations.tsv"):
            known = Known(name, tuple(codes.split()), "organisation")
            for one in [name, *_split(aliases[0] if aliases else "")]:
                self.add(one, known)

    def add_countries(self) -> None:
        for code, _, names, people, capitals in _rows("countries.tsv"):
            called, *others = _split(names)
            for one in (called, *others):
                known = Known(one, (code,), "country")
                self.add(one, known)
                if len(one) > SHORT:
                    self.add(one.upper(), known)
            self.add_people(people, (code,))
            for one in _split(capitals.strip("-")):
                self.add(one, Known(called, (code,), "capital"))
                self.add(one.upper(), Known(called, (code,), "capital"))

    def add_people(self, people: str, codes: tuple[str, ...]) -> None:
        for one in _split(people):
            self.add(one, Known(one, codes, "demonym"))
            if not one.endswith(_NO_PLURAL):
                self.add(one + "s", Known(one + "s", codes, "demonym"))

    def add_regions(self) -> None:
        for code, places, *people in _rows("regions.tsv"):
            for one in _split(places):
                self.add(one, Known(one, (code,), "region"))
            self.add_people(people[0] if people else "", (code,))

    def add_members(self) -> None:
        for codes, people in _rows("members.tsv"):
            for one in _split(people):
                self.add(one, Known(one, tuple(codes.split()), "demonym"))

    def add_leaders(self) -> None:
        for codes, people in _rows("leaders.tsv"):
            for one in _split(people):
                known = Known(one, tuple(codes.split()), "person")
                self.add(one, known)
                words = one.split()
                for key in dict.fromkeys([words[-1], one, *(words[:1] if _asian(codes) else ())]):
                    self.surnames.setdefault(key, []).append(known)


def _build() -> Lexicon:
    names = _Names()
    names.add_organisations()
    names.add_countries()
    names.add_regions()
    names.add_members()
    names.add_leaders()
    text = files("accordingto.read").joinpath("data", "actors", "sectors.yaml").read_text("utf-8")
    lists = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    countries = _rows("countries.tsv")
    return Lexicon(
        names={k: tuple(sorted(v.items(), key=lambda e: -len(" ".join(e[0])))) for k, v in names.found.items()},
        surnames={k: tuple(v) for k, v in names.surnames.items()},
        nouns=_nouns(lists),
        modifiers={word: sector for sector, words in lists["modifiers"].items() for word in words},
        honorifics=frozenset(lists["honorifics"]),
        capitalised=frozenset(lists["capitalised"]),
        female=frozenset(lists["female"]),
        male=frozenset(lists["male"]),
        documents=frozenset(lists["documents"]),
        given={word: sex for sex, cell in _rows("given.tsv") for word in _split(cell)},
        alpha3={row[1]: row[0] for row in countries},
        countries={row[0]: _split(row[2])[0] for row in countries},
        adjectives={row[0]: _split(row[3])[0] for row in countries},
    )


def _asian(codes: str) -> bool:
    """Family names come first in these countries."""
    return codes[:3] in {"CHN", "TWN", "KOR", "PRK", "VNM", "HKG", "KHM"}


def _nouns(lists: dict[str, dict[str, list[str]]]) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    kinds: tuple[tuple[str, PartyKind], ...] = (("persons", "person"), ("organisations", "organisation"))
    weak: dict[str, str | None] = {}
    for sector, words in lists["weak"].items():
        for word in words:
            weak.setdefault(word, None if sector == "-" else sector)
    for key, kind in kinds:
        for sector, words in lists[key].items():
            for word in words:
                told = weak.get(word) or (None if sector == "-" else sector)
                nouns.setdefault(word, Noun(word, told, kind, False, word in weak))
                nouns.setdefault(plural_of(word), Noun(word, told, kind, True, word in weak))
    for word, told in weak.items():
        sort: PartyKind = "organisation" if word in Reference.load().things else "person"
        nouns.setdefault(word, Noun(word, told, sort, False, True))
        nouns.setdefault(plural_of(word), Noun(word, told, sort, True, True))
    return nouns


def plural_of(words: str) -> str:
    """The plural of an English noun or of the head at the end of a noun phrase."""
    before, _, last = words.rpartition(" ")
    if last in _UNCHANGED:
        return words
    for one, many in _IRREGULAR.items():
        if last == one or (last.endswith(one) and one in ("man", "woman")):
            last = last[: len(last) - len(one)] + many
            break
    else:
        if last.endswith("y") and last[-2:-1] not in "aeiou":
            last = last[:-1] + "ies"
        elif last.endswith(("s", "x", "ch", "sh")):
            last += "es"
        else:
            last += "s"
    return f"{before} {last}" if before else last
