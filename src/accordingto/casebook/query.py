"""A search as data, and as the search expression of either database; no part of it ever becomes SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from accordingto.casebook import dates
from accordingto.casebook.tokens import facet, unstemmed, words
from accordingto.errors import UsageError

TOLD = ("words", "parties")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; every part that is given must hold.

    words: each must stand in what is told or in a party's name; "in quotes" as a phrase, ``arrest*`` as a beginning.
    party: name, phrase or code. country: alpha-2, of the act's place. publisher: part of the name. since, until: ISO
    dates; an act counts where the days on which it may have happened touch them, by publication where it has none.
    status ``contested``: acts that somebody denies. limit: hits at most; copies: also from copies of other reports;
    rejected: also what people rejected.
    """

    words: str = ""
    kind: Literal["act", "statement", "report"] | None = None
    party: str | None = None
    stance: str | None = None
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    harm: str | None = None
    country: str | None = None
    place: str | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 20
    copies: bool = True
    rejected: bool = False


GROUPS = ("day", "month", "year", "kind", "type", "mode", "status", "harm", "stance", "country", "place", "publisher",
          "language", "run")  # fmt: skip
"""What hits can be counted by."""


@dataclass(frozen=True, slots=True)
class Group:
    """How often something was found. `sources`: reports that are no copies of others."""

    values: tuple[str | None, ...]
    items: int
    reports: int
    sources: int


@dataclass(frozen=True, slots=True)
class Term:
    """A token or a phrase of several, looked for in some columns; `prefix`: the last is a beginning."""

    columns: tuple[str, ...]
    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Two terms that stand in one column, in either order, with at most `GAP` other words between them."""

    one: Term
    other: Term


@dataclass(frozen=True, slots=True)
class Items:
    """Items of the index by number: of those who are known to be one with the party that is looked for."""

    ids: tuple[int, ...]


GAP = 4

Also = Mapping[str, Sequence[str]]
"""Tokens that may stand for a word of a name: those of the protected people who bear it."""

All = tuple[tuple[Term | Near | Items, ...], ...]
"""Of each inner tuple at least one term must hold."""

FACETS = ("kind", "stance", "type", "mode", "status", "harm", "country")
_PART = re.compile(r'"([^"]*)"|(\S+)')


_OF_ACTS = ("type", "mode", "status", "harm", "country", "place")
_OF_STATEMENTS = ("stance",)


def contradicts(query: Query) -> bool:
    """Whether what is asked for is only ever true of an act and of a statement at once, so that nothing can fit."""
    kinds = {query.kind} - {None}
    kinds |= {"act"} if any(getattr(query, name) is not None for name in _OF_ACTS) else set()
    kinds |= {"statement"} if any(getattr(query, name) is not None for name in _OF_STATEMENTS) else set()
    return len(kinds) > 1


def terms(query: Query, publications: list[int] | None) -> All:
    """The search as terms. publications: the numbers of those whose name fits `query.publisher`, None for any.

    Raises `UsageError` where words hold no letter or digit.
    """
    found: list[tuple[Term | Near, ...]] = [(term,) for term in _words(query.words)]
    for column, value in (("parties", query.party), ("places", query.place)):
        if value is not None:
            found.append((Term((column,), tuple(_some(words(value), value))),))
    for name in FACETS:
        value = getattr(query, name)
        if value is not None:
            found.append((Term(("facets",), tuple(_some(facet(name, value), value))),))
    if publications is not None:
        found.append(tuple(Term(("facets",), (f"pub{id}",)) for id in publications) or (_NOTHING,))
    if query.since or query.until:
        days = dates.query(query.since, query.until)
        if days:
            found.append(tuple(Term(("facets",), (day,)) for day in days))
    return tuple(found)


def or_also(all_of: All, also: Also) -> All:
    """The same search, in which a single word may be told by one of its tokens."""

    def wider(term: Term | Near | Items) -> tuple[Term | Near | Items, ...]:
        if not isinstance(term, Term) or len(term.tokens) > 1 or not set(term.columns) & set(TOLD):
            return (term,)
        return (term, *(Term(term.columns, (token,)) for token in also.get(term.tokens[0], ())))

    return tuple(tuple(each for term in any_of for each in wider(term)) for any_of in all_of)


def or_linked(all_of: All, party: str, items: Sequence[int]) -> All:
    """The same search, in which a party may also stand in one of these items under another name."""
    this = Term(("parties",), tuple(words(party)))
    return tuple((*any_of, Items(tuple(items))) if items and this in any_of else any_of for any_of in all_of)


def without_items(all_of: All) -> tuple[All, All, tuple[int, ...]]:
    """A search by words alone, and one for the rest of it among items that it takes in place of words, and these."""
    plain = tuple(tuple(t for t in any_of if not isinstance(t, Items)) for any_of in all_of)
    ids = [id for any_of in all_of for t in any_of if isinstance(t, Items) for id in t.ids]
    rest = tuple(any_of for any_of in all_of if not any(isinstance(t, Items) for t in any_of))
    return plain, rest, tuple(ids)


def closer(all_of: All) -> All | None:
    """The same search, better answered: its words near each other; one word alone, in what is told. None without words.

    No statistics of the whole casebook are asked, as other orders of rank do: a hit is a sentence or two, in which a
    word seldom comes twice, and how rare it is elsewhere makes no hit of the same words better than another.
    """
    told = [terms for any_of in all_of if (terms := [t for t in any_of if isinstance(t, Term) and t.columns == TOLD])]
    others = [any_of for any_of in all_of if not isinstance(any_of[0], Term) or any_of[0].columns != TOLD]
    if not told:
        return None
    if len(told) == 1:
        return (tuple(replace(term, columns=("words",)) for term in told[0]), *others)
    pairs = (tuple(Near(a, b) for a in one for b in other) for one, other in pairwise(told))
    return (*pairs, *others)


_NOTHING = Term(("facets",), ("pub0",))  # publications count from 1
EVERYTHING: All = (tuple(Term(("facets",), (f"kind{kind}",)) for kind in ("act", "statement", "report")),)


def _words(text: str) -> list[Term]:
    found = []
    for quoted, word in _PART.findall(text):
        if word.endswith("*") and (letters := unstemmed(word)):
            found.append(Term(TOLD, tuple(letters), prefix=True))
        elif letters := words(quoted or word):
            found.append(Term(TOLD, tuple(letters)))
    if text.strip() and not found:
        raise UsageError(f"{text[:80]!r}: holds no word to look for")
    return found


def _some(tokens: Sequence[str], value: str) -> Sequence[str]:
    if not tokens:
        raise UsageError(f"{value[:80]!r}: holds no word to look for")
    return tokens


def check(query: Query) -> None:
    """Raises `UsageError` for dates that are none and values beyond any measure."""
    for field in fields(query):
        value = getattr(query, field.name)
        if isinstance(value, str) and len(value) > 1000:
            raise UsageError(f"--{field.name}: longer than 1,000 characters")
    for name in ("since", "until"):
        value = getattr(query, name)
        if value is not None and not _is_day(value):
            raise UsageError(f"--{name}: give a day like 2019-03-29, not {value[:40]!r}")


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def fts5(all_of: All) -> str:
    """The terms in SQLite's language; tokens hold letters and digits only, so there is nothing to escape."""
    return " AND ".join("(" + " OR ".join(_fts5(term) for term in any_of) + ")" for any_of in all_of)


def _fts5(term: Term | Near | Items) -> str:
    assert not isinstance(term, Items)  # condition() asks for these beside the index
    if isinstance(term, Near):
        phrases = f"{_phrase(term.one)} {_phrase(term.other)}"
        return f"{{{' '.join(term.one.columns)}}} : NEAR({phrases}, {GAP})"
    return f"{{{' '.join(term.columns)}}} : {_phrase(term)}"


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.tokens)}"' + (" *" if term.prefix else "")


WEIGHTS = {"words": "A", "parties": "B", "places": "C", "facets": "D"}


def tsquery(all_of: All) -> str:
    """The terms in PostgreSQL's language."""
    return " & ".join("(" + " | ".join(_tsquery(term) for term in any_of) + ")" for any_of in all_of)


def _tsquery(term: Term | Near | Items) -> str:
    assert not isinstance(term, Items)
    if isinstance(term, Term):
        return _lexemes(term, "".join(WEIGHTS[c] for c in term.columns))
    return " | ".join(
        f"({_lexemes(one, WEIGHTS[column])} <{gap}> {_lexemes(other, WEIGHTS[column])})"
        for one, other in ((term.one, term.other), (term.other, term.one))
        for column in term.one.columns
        for gap in range(1, GAP + 2)
    )


def _lexemes(term: Term, weights: str) -> str:
    last = len(term.tokens) - 1
    marked = [f"'{t}':{'*' if term.prefix and n == last else ''}{weights}" for n, t in enumerate(term.tokens)]
    return "(" + " <-> ".join(marked) + ")"
