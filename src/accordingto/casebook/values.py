"""What people write into fields of a record: passages get their words, new parties and places an id; it must fit."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from accordingto.types import Actor, Count, Place, Plain, Record, When

MOST_PEOPLE = 10_000_000_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Values:
    """The parties and places of one record, and of those that people name in it ("ha1", "hp1")."""

    def __init__(self, record: Record) -> None:
        self.text = record.report.text
        self.actors = {actor.id: actor for actor in record.actors}
        self.places = {place.id: place for place in record.places}

    def field(self, name: str, value: Any) -> Any:
        """A field's value as `from_dict` takes it. Raises `TypeError` or `KeyError` where it does not fit."""
        if name == "speaker":
            return self._actor(value)
        if name == "where":
            return self._place(value)
        return self._passages(value)

    def _passages(self, value: Any) -> Any:
        """Passages with their words put in, parties that a person named with an id."""
        if isinstance(value, list):
            return [self._passages(v) for v in value]
        if not isinstance(value, dict):
            return value
        told = {k: self._passages(v) for k, v in value.items() if k != "actor"}
        if "start" in value:
            start, end = self._span(value)
            told["exact"] = self.text[start:end]
        if "actor" in value:
            told["actor"] = self._actor(value["actor"])
        return told

    def _span(self, value: Mapping[str, Any]) -> tuple[int, int]:
        start, end = value["start"], value["end"]
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(self.text):
            raise TypeError(f"no passage {start!r}-{end!r} in a text of {len(self.text)} characters")
        return start, end

    def _actor(self, value: Any) -> str | None:
        """An id: of a party of the record, or of one that a person names, the same for the same name."""
        if not isinstance(value, dict):
            if value is not None and value not in self.actors:
                raise TypeError(f"no party {str(value)[:40]!r} in this record")
            return None if value is None else str(value)
        name = str(value["name"]).strip()[:500]
        if not name:
            raise TypeError("a party needs a name")
        found = next((a.id for a in self.actors.values() if name in (a.name, a.description)), None)
        if found is None:
            found = free("ha", self.actors)
            made = {"id": found, "name": name, "description": None, "kind": value.get("kind", "organisation"),
                    "codes": value.get("codes", [])}  # fmt: skip
            self.actors[found] = Actor.from_dict(made)
        return found

    def _place(self, value: Any) -> str | None:
        """An id: of a place of the record, or of one that a person names at a passage."""
        if not isinstance(value, dict):
            if value is not None and value not in self.places:
                raise TypeError(f"no place {str(value)[:40]!r} in this record")
            return None if value is None else str(value)
        start, end = self._span(value)
        found = free("hp", self.places)
        self.places[found] = Place.from_dict({
            "id": found, "start": start, "end": end, "exact": self.text[start:end],
            "name": str(value.get("name") or self.text[start:end])[:500], "country": value.get("country"),
            "region": None, "lat": None, "lon": None, "precision": value.get("precision", "city"),
        })  # fmt: skip
        return found


def free(prefix: str, taken: Iterable[str]) -> str:
    """The id after the last one that begins so: hs3 after hs2."""
    numbers = [int(id[len(prefix) :]) for id in taken if id.startswith(prefix) and id[len(prefix) :].isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def check_values(noun: Plain) -> None:
    """Raises `TypeError` where a value is not among those of its field, a day is none, or a number cannot be.

    For what people write; `checking.check` looks at types alone, for records of other programs may say more than ours.
    """
    for name, hint in typing.get_type_hints(type(noun)).items():
        value = getattr(noun, name)
        hints = typing.get_args(hint) if typing.get_origin(hint) in (types.UnionType, typing.Union) else (hint,)
        known = [v for h in hints if typing.get_origin(h) is Literal for v in typing.get_args(h)]
        if known and value is not None and value not in known:
            raise TypeError(f"{name}: {str(value)[:40]!r} is none of {', '.join(known)}")
        if isinstance(value, Plain):
            check_values(value)
    if isinstance(noun, When):
        for day in filter(None, (noun.earliest, noun.latest)):
            if not _DAY.fullmatch(day):
                raise TypeError(f"{day[:40]!r} is no day like 2019-03-29")
        if noun.earliest and noun.latest and noun.earliest > noun.latest:
            raise TypeError("the earliest day comes after the latest")
    if isinstance(noun, Count):
        low, high = noun.min, noun.max
        if any(n is not None and not 0 <= n <= MOST_PEOPLE for n in (low, high)):
            raise TypeError("a number of people lies between 0 and all people there are")
        if low is not None and high is not None and low > high:
            raise TypeError("at least so many cannot be more than at most so many")
