"""Finds reports that are copies of others, as thirty sites carry the same agency's story; every copy is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, select

from accordingto.casebook import schema
from accordingto.casebook.extras import need
from accordingto.casebook.journal import canonical
from accordingto.casebook.judgments import append
from accordingto.casebook.sources import originals
from accordingto.casebook.store import Casebook, Transaction
from accordingto.casebook.tokens import unstemmed
from accordingto.errors import UsageError

SHINGLE = 5
"""Words of a shingle; two reports that share five words in a row share more than the news."""

HASHES, BANDS = 128, 64
"""MinHash: 64 bands of 2 find a pair with 20 % of their shingles in common in 93 of 100 cases, one with 40 % always."""

SHARED = 0.7
"""Share of the shorter report's shingles that stand in the other, from which it is a copy."""

SHARED_CREDITED = 0.5
"""The same where both name the same agency: papers cut and mix what they credit."""

LEAST = 40
"""Shingles; shorter texts are alike by chance."""


@dataclass(frozen=True, slots=True)
class Story:
    """What tells copies apart from originals."""

    report: int
    agency: str | None
    publisher: str | None
    published: str


def find_copies(casebook: Casebook) -> int:
    """Links every copy to its original, the agency's own report or the earliest; gives the number of new links.

    What a person has said by hand stands. Idempotent.
    """
    with casebook.reading() as connection:
        found = list(_Search(connection).copies())
    with casebook.writing() as transaction:
        told = _Told(transaction.connection)
        new = [(copy, original, share) for copy, original, share in found if not told.settled(copy, original)]
        for copy, original, share in new:
            _link(transaction, copy, original, {"shared": round(share, 3), "by": "minhash"})
        return len(new)


class _Told:
    """What is already said of copies."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(select(schema.copied_from)).all()
        self.linked = set(originals(connection, [row.report_id for row in rows]))
        self.parted = {frozenset((row.report_id, row.original_id)) for row in rows if row.undone}

    def settled(self, copy: int, original: int) -> bool:
        return copy in self.linked or frozenset((copy, original)) in self.parted


def link(casebook: Casebook, copy: int, original: int) -> None:
    """Says by hand that one report is a copy of another."""
    if copy == original:
        raise UsageError(f"report {copy} is no copy of itself")
    with casebook.writing() as transaction:
        there = set(transaction.connection.execute(
            select(schema.report.c.id).where(schema.report.c.id.in_([copy, original]))).scalars())  # fmt: skip
        if len(there) < 2:
            raise UsageError(f"no report {min({copy, original} - there)}")
        if originals(transaction.connection, [original]).get(original) is not None:
            raise UsageError(f"report {original} is itself a copy; name the report that it was copied from")
        _link(transaction, copy, original, {"by": "hand"})


def unlink(casebook: Casebook, copy: int) -> None:
    """Says by hand that a report is no copy."""
    with casebook.writing() as transaction:
        original = originals(transaction.connection, [copy]).get(copy)
        if original is None:
            raise UsageError(f"report {copy} is not held to be a copy")
        _link(transaction, copy, original, {"by": "hand"}, undone=True)


def _link(transaction: Transaction, copy: int, original: int, basis: dict[str, object], undone: bool = False) -> None:
    append(transaction, schema.copied_from, report_id=copy, original_id=original, basis=canonical(basis), undone=undone)


class _Search:
    """Looks for copies among the reports of one state of the casebook; holds sketches in memory, not texts."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.stories: dict[int, Story] = {}
        self.shingles = lru_cache(maxsize=1000)(self._shingles)

    def copies(self) -> Iterator[tuple[int, int, float]]:
        """(copy, original, share) of each copy; of all that are alike one report is the original."""
        alike: dict[int, dict[int, float]] = defaultdict(dict)
        for one, other in self._candidates():
            if share := self._share(self.stories[one], self.stories[other]):
                alike[one][other] = alike[other][one] = share
        taken: set[int] = set()
        for number in sorted(alike, key=lambda n: _rank(self.stories[n])):
            if number not in taken:
                taken.add(number)
                copies = {copy: share for copy, share in sorted(alike[number].items()) if copy not in taken}
                taken |= copies.keys()
                yield from ((copy, number, share) for copy, share in copies.items())

    def _candidates(self) -> Iterator[tuple[int, int]]:
        rensa = need("rensa", "casebook")
        index = rensa.RMinHashLSH(threshold=0.2, num_perm=HASHES, num_bands=BANDS)
        r, p = schema.record, schema.publication
        query = select(r.c.report_id, r.c.agency, r.c.published_at, p.c.name, schema.text.c.body)
        query = query.join_from(r, schema.text).outerjoin(p).where(r.c.current).order_by(r.c.report_id)
        for row in self.connection.execute(query.execution_options(yield_per=500)):
            shingles = _shingles_of(row.body)
            if len(shingles) < LEAST:
                continue
            self.stories[row.report_id] = Story(row.report_id, row.agency, row.name, row.published_at or "9")
            sketch = rensa.RMinHash(num_perm=HASHES, seed=7)
            sketch.update(list(shingles))
            yield from ((other, row.report_id) for other in index.query(sketch))
            index.insert(row.report_id, sketch)

    def _share(self, one: Story, other: Story) -> float:
        """Which part of the shorter report stands in the other; 0 where that makes no copy."""
        first, second = self.shingles(one.report), self.shingles(other.report)
        share = len(first & second) / min(len(first), len(second))
        credited = one.agency is not None and one.agency == other.agency
        return share if share >= (SHARED_CREDITED if credited else SHARED) else 0.0

    def _shingles(self, report: int) -> frozenset[str]:
        r, t = schema.record, schema.text
        query = select(t.c.body).join(r).where(r.c.report_id == report, r.c.current)
        return frozenset(_shingles_of(self.connection.execute(query).scalar_one()))


def _shingles_of(text: str) -> set[str]:
    words = unstemmed(text)
    return {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}


def _rank(story: Story) -> tuple[bool, str, int]:
    """The agency's own report first, then the earliest, then the first that came."""
    own = bool(story.agency and story.publisher and story.agency.casefold() in story.publisher.casefold())
    return (not own, story.published, story.report)
