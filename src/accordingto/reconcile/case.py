"""The events of a casebook: read as nouns, for every view, page and export."""

from __future__ import annotations

from collections.abc import Iterable

from accordingto.casebook.reader import Reader
from accordingto.errors import UsageError
from accordingto.reconcile.decided import Decided, read
from accordingto.reconcile.keys import on_topic
from accordingto.reconcile.silence import Voices, read_mention, with_silence
from accordingto.reconcile.types import Event


def events(reader: Reader, since: str | None = None) -> list[Event]:
    """The events as the casebook was last reconciled, by day; reports by number, names as this reader may see them.

    since: those that may have happened on or after this ISO day. An act that no other report tells has an event of
    its own.
    """
    return _with_silence(reader, [Event.from_dict(row) for row in reader.happenings(since)])


def event(reader: Reader, id: str) -> Event:
    """One event. Raises `UsageError` where there is none with this id."""
    found = reader.happenings(key=id)
    if not found:
        raise UsageError(f"no event {id[:40]!r}; accordingto events --case … lists them, reconcile makes them")
    return _with_silence(reader, [Event.from_dict(found[0])])[0]


def _with_silence(reader: Reader, found: list[Event]) -> list[Event]:
    """The events with a row for each party that speaks on the topic and is not quoted on the event."""
    telling = {a.report for e in found for a in e.acts}
    numbers = {key: [int(n) for n in some] for key, some in reader.topics(telling).items()}
    near = {str(n): {str(o) for o in some} for n, some in on_topic(numbers, map(int, telling)).items()}
    told = reader.speakers(telling | {n for some in near.values() for n in some})
    heard = {number: Voices(number, day, tuple(read_mention(line, number) for line in lines))
             for number, (day, lines) in told.items()}  # fmt: skip
    said = decided(reader, told)
    return [with_silence(e, _around(e, near, heard), said) for e in found]


def decided(reader: Reader, numbers: Iterable[str]) -> Decided:
    """What people have decided of the parties of these reports, by report number."""
    lines = reader.decided(numbers)
    return {(n, actor): whose for n, some in lines.items() for actor, whose in read(some).items()}


def _around(event: Event, near: dict[str, set[str]], heard: dict[str, Voices]) -> Iterable[Voices]:
    telling = {a.report for a in event.acts}
    around = telling.union(*(near.get(n, set()) for n in telling))
    return [heard[n] for n in sorted(around, key=int) if n in heard]
