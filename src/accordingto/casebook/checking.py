"""Whether a record can be kept as it is, and whether one from elsewhere holds together."""

from __future__ import annotations

import dataclasses
import hashlib
import math
import re
import types
import typing
from functools import cache
from typing import Any, NoReturn

from accordingto.casebook.journal import canonical
from accordingto.errors import InputError
from accordingto.types import Plain, Record

MAX_ITEMS = 100_000
"""Statements, acts or other items of one record; the longest text that is read gives some 50,000."""

MAX_CHARACTERS = {"exact": 2_000_000, "text": 2_000_000}
"""Of a value, by field; the longest text that is read. Every other single value: `MAX_LINE`."""

MAX_LINE = 20_000
_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_NUMBER = 2**53
"""No number of people or place is larger; beyond it JSON readers lose digits."""


def keepable(record: Record) -> tuple[Record, str]:
    """The record as it can be kept, and its digest (SHA-256 of its canonical JSON).

    NUL and lone surrogates, which no database keeps, become U+FFFD, so that offsets stay true.
    """
    json = canonical(record)
    if "\\u0000" in json or (not json.isascii() and _SURROGATE.search(json)):
        record = Record.from_dict(_clean(record.to_dict()))
        json = canonical(record)
    return record, hashlib.sha256(json.encode()).hexdigest()


def check(record: Record) -> None:
    """Raises `InputError` where words differ from the text, an id stands twice or a value is of no such kind.

    For records from elsewhere; the pipeline's own hold together by construction.
    """
    _Check(record).all()


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, list):
        return [_clean(v) for v in value]
    if isinstance(value, dict):
        return {key: _clean(v) for key, v in value.items()}
    return value


@cache
def _fields(cls: Any) -> tuple[tuple[str, bool, type | None, bool], ...]:
    """(name, may be null, scalar type or None, many) of each field."""
    hints = typing.get_type_hints(cls)
    found = []
    for field in dataclasses.fields(cls):
        hint = hints[field.name]
        nullable = False
        if typing.get_origin(hint) in (types.UnionType, typing.Union):
            inner = [a for a in typing.get_args(hint) if a is not type(None)]
            nullable, hint = True, inner[0]
        many = typing.get_origin(hint) is tuple
        hint = typing.get_args(hint)[0] if many else hint
        if typing.get_origin(hint) is typing.Literal:
            hint = str
        scalar = hint if hint in (str, int, float, bool) else None
        found.append((field.name, nullable, scalar, many))
    return tuple(found)


class _Check:
    """One record under examination."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.report.text

    def all(self) -> None:
        self._noun(self.record)
        record = self.record
        for items in (record.statements, record.acts, record.actors, record.times, record.places):
            if len(items) > MAX_ITEMS:
                self._refuse(f"more than {MAX_ITEMS:,} items of one kind; split the report")
            if len({item.id for item in items}) != len(items):
                self._refuse("an id stands twice; each item needs its own")

    def _refuse(self, why: str) -> NoReturn:
        raise InputError("bad-record", f"{str(self.record.report.id)[:80]!r}: {why}")

    def _noun(self, noun: Plain) -> None:
        cls: Any = type(noun)
        for name, nullable, scalar, many in _fields(cls):
            value = getattr(noun, name)
            if value is None:
                if not nullable:
                    self._refuse(f"{name} is null")
            elif many:
                for one in value:
                    self._value(name, scalar, one)
            else:
                self._value(name, scalar, value)
        exact = getattr(noun, "exact", None)
        start, end = getattr(noun, "start", None), getattr(noun, "end", None)
        if (
            start is not None
            and end is not None
            and (not 0 <= start <= end <= len(self.text) or self.text[start:end] != exact)
        ):
            self._refuse(f"the words at {start}-{end} differ from the text; record and text do not belong together")

    def _value(self, name: str, scalar: Any, value: Any) -> None:
        if scalar is None:
            if not isinstance(value, Plain):
                self._refuse(f"{name} holds {type(value).__name__}, not an object")
            self._noun(value)
        elif type(value) is not scalar:
            self._refuse(f"{name} is {type(value).__name__}, not {scalar.__name__}")
        elif scalar is str:
            if len(value) > MAX_CHARACTERS.get(name, MAX_LINE):
                self._refuse(f"{name} is longer than {MAX_CHARACTERS.get(name, MAX_LINE):,} characters")
        elif scalar is float and not math.isfinite(value):
            self._refuse(f"{name} is no finite number")
        elif scalar is int and abs(value) > MAX_NUMBER:
            self._refuse(f"{name} is larger than any number of people or place")
