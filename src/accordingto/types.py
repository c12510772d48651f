"""The nouns of the record: frozen dataclasses that every room of the package speaks, and their JSON form.

Field meanings are those of the codebook; the JSON that `to_dict` gives is the public contract, version 1. All offsets
count characters (Unicode code points) of `Report.text`, half-open: ``text[start:end] == exact``.
"""

from __future__ import annotations

import dataclasses
import types as _types
import typing
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Self

VERSION = 1

Form = Literal["direct", "indirect", "mixed"]
Kind = Literal["speech", "attitude"]
Stance = Literal["asserts", "confirms", "denies", "no_comment", "does_not_mention"]
Status = Literal["reported", "planned", "hypothetical", "negated"]
ActorKind = Literal["person", "organisation", "country", "group", "document", "unnamed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["point", "city", "region", "country"]
Voice = Literal["agency", "outlet", "state media", "party", "NGO", "IGO", "court", "unknown"]
Stage = Literal["investigated", "wanted", "detained", "charged", "tried", "convicted", "sentenced", "acquitted",
                "dropped", "released", "pardoned", "appealed"]  # fmt: skip
Harm = Literal["killed", "wounded", "detained", "interned", "tortured", "abused", "displaced", "missing", "expelled",
               "deprived", "property"]  # fmt: skip


class Plain:
    """Base of all nouns: `to_dict` gives plain JSON values, `from_dict` takes them back (unknown keys are ignored)."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The noun as a JSON-ready dict, keys in field order."""
        cls: Any = type(self)
        return {name: _plain(getattr(self, name)) for name in _names(cls)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The noun back from its dict. Missing keys take their defaults.

        Raises `TypeError` where a required key is missing or a value has no such shape.
        """
        if not isinstance(data, dict):
            raise TypeError(f"{cls.__name__}: a JSON object is needed, not {type(data).__name__}")
        this: Any = cls
        hints = _hints(this)
        return cls(**{name: _typed(hints[name], data[name]) for name in _names(this) if name in data})


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(cls))


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _plain(value: Any) -> Any:
    if isinstance(value, Plain):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (_types.UnionType, typing.Union):
        return _typed(next(a for a in args if a is not type(None)), value)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"a list is needed, not {value!r}")
        return tuple(_typed(args[0], v) for v in value)
    if isinstance(hint, type) and issubclass(hint, Plain):
        return hint.from_dict(value)
    if isinstance(hint, type) and hint is not float and not isinstance(value, hint):
        raise TypeError(f"{hint.__name__} is needed, not {value!r}")
    return value


@dataclass(frozen=True, slots=True)
class Span(Plain):
    """Exact words of the report."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Role(Plain):
    """A phrase that stands for an actor (source, addressee, initiator, target). `codes`: country or IGO, sector."""

    start: int
    end: int
    exact: str
    actor: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count(Plain):
    """A number of people as told; `None` is an open side. `span`: the words that give it."""

    min: int | None
    max: int | None
    approx: bool
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class When(Plain):
    """ISO dates [earliest, latest], `None` on an open side; `time` is the id of the Time that dates the act."""

    earliest: str | None
    latest: str | None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Capture(Plain):
    """The bytes as they came: hash, size and kind. `retrieved_at` is None for local input."""

    sha256: str
    bytes: int
    media_type: str
    retrieved_at: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence(Plain):
    """Why a field of the report has its value: which rule (`how`) read it from which words (`exact`)."""

    field: str
    how: str
    exact: str


@dataclass(frozen=True, slots=True)
class Locator(Plain):
    """Where a page, numbered paragraph or note begins, for citing: `exact` are its first words.

    A `reference` is where the text calls a note: `exact` is the word before the call. number: as printed ("iv", "12").
    """

    start: int
    end: int
    exact: str
    label: Literal["page", "paragraph", "note", "reference"]
    number: str


@dataclass(frozen=True, slots=True)
class Report(Plain):
    """One news report: its body text and what is known about it. `voice`: whose word the report itself is."""

    id: str
    text: str
    input: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    voice: Voice = "unknown"
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    published_at: str | None = None
    language: str | None = None
    evidence: tuple[Evidence, ...] = ()
    warnings: tuple[str, ...] = ()
    capture: Capture | None = None
    locators: tuple[Locator, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement(Plain):
    """Who says what. `sources`: the chain, carrier nearest the reporter first; `speaker`: an actor's id."""

    id: str
    kind: Kind
    sources: tuple[Role, ...]
    speaker: str | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    stance: Stance
    about: Role | None = None
    addressee: Role | None = None
    answers: tuple[str, ...] = ()
    count: Count | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Act(Plain):
    """Who did what to whom, when, where, according to whom (`per`: ids of statements)."""

    id: str
    type: str
    mode: str | None
    trigger: Span
    initiators: tuple[Role, ...]
    targets: tuple[Role, ...]
    scheme: str = "plover"
    when: When | None = None
    where: str | None = None
    count: Count | None = None
    harm: Harm | None = None
    grounds: Span | None = None
    stage: Stage | None = None
    after: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    status: Status = "reported"
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Actor(Plain):
    """One party of this report. `name` as the report has it, None for an unnamed one, which keeps its `description`."""

    id: str
    name: str | None
    description: str | None
    kind: ActorKind
    codes: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Time(Plain):
    """A TIMEX3 expression and the interval that it means; `earliest` and `latest` are ISO dates or None."""

    id: str
    start: int
    end: int
    exact: str
    type: TimeType
    value: str
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Place(Plain):
    """A mention of a place and what it resolves to. `metonym`: stands for a party ("Beijing said"). WGS 84 degrees."""

    id: str
    start: int
    end: int
    exact: str
    name: str
    country: str | None
    region: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    metonym: bool = False
    disputed: bool = False
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Record(Plain):
    """All that is put on record from one report: the source layer, frozen."""

    report: Report
    statements: tuple[Statement, ...] = ()
    acts: tuple[Act, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    version: int = field(default=VERSION)

    def to_dict(self) -> dict[str, Any]:
        """The record as the public contract has it, the version first."""
        return {
            "version": self.version,
            **{n: _plain(getattr(self, n)) for n in _names(Record) if n != "version"},
        }


@dataclass(frozen=True, slots=True)
class Failure(Plain):
    """A report that could not be read, in its place in the output. `kind` is a short word, `message` names the cure."""

    id: str
    input: str | None
    kind: str
    message: str

    def to_dict(self) -> dict[str, Any]:
        """The error line of the public contract."""
        report = {"id": self.id, "input": self.input}
        return {"version": VERSION, "report": report, "error": {"kind": self.kind, "message": self.message}}
