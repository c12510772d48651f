"""Protected people: their names are taken out of the tables, sealed, and stand there as tokens that tell nothing.

What the tables hold for a record that names a protected person is the record with tokens in place of the words
(`redaction`); the record as it was read lies in `sealed`. So nothing that reads the tables can show a name, and the
one who may see it gets the sealed record.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from accordingto.casebook import schema
from accordingto.casebook.checking import keepable
from accordingto.casebook.journal import canonical
from accordingto.casebook.redaction import TOKEN, Edits, Names, replace_in, replace_words
from accordingto.casebook.store import Casebook, Transaction
from accordingto.casebook.tokens import words
from accordingto.types import Record

KINDS = ("victim", "witness", "minor", "source")
WITHHELD = "[withheld]"


@dataclass(frozen=True, slots=True)
class Person:
    """One protected person. `token` is random: nothing can be derived from it."""

    id: int
    token: str
    kind: str
    names: tuple[str, ...]
    phrases: tuple[str, ...]

    def finder(self) -> Names:
        """What finds this person in a text."""
        return Names(list(self.names), list(self.phrases))


def new_token() -> str:
    """A token for a protected person; the secret in it keeps a hostile text from naming it."""
    return secrets.token_hex(6)


def pseudonym(secret: str, recipient: str, token: str, kind: str) -> str:
    """What a reader without the right sees: the same inside one casebook and for one recipient, other for others."""
    digest = hmac.digest(secret.encode(), canonical([recipient, token]).encode(), "sha256")
    return f"{kind.capitalize()}-{b32encode(digest).decode()[:6]}"


class Protection:
    """All protected people of a casebook, with their names: for those who add to it, and those who may see."""

    def __init__(self, casebook: Casebook, people: Iterable[Person]) -> None:
        self.casebook = casebook
        self.people = list(people)
        self.finders = [(person, person.finder()) for person in self.people]

    @classmethod
    def load(cls, casebook: Casebook, connection: Connection) -> Protection:
        """Raises `CasebookError` where there are protected people and their passphrase is not at hand."""
        people = []
        for row in connection.execute(select(schema.protected).order_by(schema.protected.c.id)):
            told = json.loads(casebook.keys.unseal(row.names))
            people.append(Person(row.id, row.token, row.kind, tuple(told["names"]), tuple(told["phrases"])))
        return cls(casebook, people)

    def names(self, record: Record) -> list[tuple[Person, Names]]:
        """Who of the protected people stands in this record, by full name or identifying passage."""
        told = strings(record)
        return [(person, finder) for person, finder in self.finders if any(finder.known(s) for s in told)]

    def cover(self, record: Record) -> Record:
        """The record with tokens in place of names; the record itself where it names nobody protected."""
        there = self.names(record)
        if not there:
            return record
        text = record.report.text
        return replace_words(record, lambda s: _found(s, there, loose=s is not text))

    def edits(self, record: Record) -> Edits:
        """Where each place in the text of a record as it was read lies after `cover`."""
        return Edits(record.report.text, _found(record.report.text, self.names(record), loose=False))

    def cover_text(self, text: str) -> str:
        """Any other string, for a search or a note, with tokens in place of full names."""
        return self.edits_in(text).text

    def edits_in(self, text: str) -> Edits:
        """Where each place of any other string lies after `cover_text`."""
        there = [(person, finder) for person, finder in self.finders if finder.known(text)]
        return Edits(text, _found(text, there, loose=False) if there else [])

    def parts(self) -> dict[str, list[str]]:
        """The words of all names, as search knows them, each with the tokens of the people who bear it."""
        found: dict[str, list[str]] = {}
        for person in self.people:
            for word in {token for name in person.names for token in words(name)}:
                found.setdefault(word, []).extend(words(f"person{person.token}"))
        return found

    def guard(self, transaction: Transaction, record_id: int, record: Record) -> tuple[Record, dict[str, Any] | None]:
        """What the tables may hold of a record, journalled, and the row of table `sealed` with the rest of it."""
        covered = self.cover(record)
        if covered is record:
            return record, None
        transaction.note("redaction", f"record {record_id}", digest=keepable(covered)[1])
        original = self.casebook.keys.seal(canonical(record.to_dict()).encode())
        return covered, {"record_id": record_id, "original": original}


def unsealed(casebook: Casebook, connection: Connection, ids: Iterable[int]) -> dict[int, Record]:
    """The records under seal among these, as they were read. Raises `CasebookError` without the passphrase."""
    query = select(schema.sealed).where(schema.sealed.c.record_id.in_(list(ids)))
    return {row.record_id: Record.from_dict(json.loads(casebook.keys.unseal(row.original)))
            for row in connection.execute(query)}  # fmt: skip


def strings(record: Record) -> list[str]:
    """Every string of the record that may hold a name; its text first."""
    report = record.report
    told = [report.text, report.id, report.input, report.url, report.title, report.publisher, report.agency,
            report.dateline, *report.byline, *(e.exact for e in report.evidence), *report.warnings]  # fmt: skip
    told += [s for a in record.actors for s in (a.name, a.description)]
    return [s for s in told if s]


def _found(text: str, there: list[tuple[Person, Names]], *, loose: bool) -> list[tuple[int, int, str]]:
    found = []
    for person, finder in there:
        for start, end, name in finder.places(text, loose=loose):
            found.append((start, end, f"⟦{'person' if name else 'withheld'}{person.token}⟧"))
    found.sort(key=lambda f: (f[0], -f[1]))
    kept: list[tuple[int, int, str]] = []
    for place in found:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
        else:  # two people's words overlap: what covers both stands for the first
            kept[-1] = (kept[-1][0], max(kept[-1][1], place[1]), kept[-1][2])
    return kept


class Pseudonyms:
    """Turns tokens into pseudonyms for one recipient, and a recipient's pseudonyms back into tokens."""

    def __init__(self, connection: Connection, secret: str, recipient: str) -> None:
        rows = connection.execute(select(schema.protected.c.token, schema.protected.c.kind))
        self._shown = {token: pseudonym(secret, recipient, token, kind) for token, kind in rows}

    def show(self, text: str) -> str:
        """A string without tokens."""
        return replace_in(text, self._find) if "⟦" in text else text

    def show_record(self, record: Record) -> Record:
        """A record without tokens; the record itself where it holds none."""
        return replace_words(record, self._find) if any("⟦" in s for s in strings(record)) else record

    def edits(self, text: str) -> Edits:
        """Where each place in a text with tokens lies after `show`."""
        return Edits(text, self._find(text))

    def tokens(self, words: str) -> str:
        """Words of a search in which a pseudonym stands for its person."""
        for token, shown in self._shown.items():
            words = re.sub(re.escape(shown), f" person{token} ", words, flags=re.IGNORECASE)
        return words

    def stored(self, name: str) -> str:
        """A name as the tables hold it: a pseudonym's token in its place."""
        for token, shown in self._shown.items():
            name = re.sub(re.escape(shown), f"⟦person{token}⟧", name, flags=re.IGNORECASE)
        return name

    def _find(self, text: str) -> list[tuple[int, int, str]]:
        found: list[Any] = []
        for match in TOKEN.finditer(text):
            shown = self._shown.get(match[2])
            if shown:
                found.append((match.start(), match.end(), shown if match[1] == "person" else WITHHELD))
        return found
