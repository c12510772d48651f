"""Runs saved questions: each new statement, act, denial or number once, as feeds and, when configured, as messages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from accordingto.casebook import happenings, watches
from accordingto.casebook.reader import Held, Hit, Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.watches import Item, Watch
from accordingto.errors import UsageError
from accordingto.reconcile import case
from accordingto.reconcile.parties import Cast
from accordingto.reconcile.stances import content_of
from accordingto.reconcile.types import Event, Told
from accordingto.reconcile.views.picture import number
from accordingto.reconcile.voice import the_report
from accordingto.types import Act, Statement

MOST = 10_000
"""Hits of one question that are looked at."""

SHOWN = 200
"""Entries of a feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, in words; names that are protected are covered. `id`: what `accordingto show` takes."""

    digest: str
    kind: str
    title: str
    words: str
    id: str
    report: str
    url: str | None
    day: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a run of one watch gives: all entries of its feed, the newest first, and how many of them are new."""

    watch: Watch
    entries: tuple[Entry, ...]
    new: int


def run(casebook: Casebook, services: Sequence[str] = ()) -> list[Found]:
    """Asks every saved question again. services: addresses to which what is new is then to be sent (`unsent`)."""
    reader = Reader(casebook)
    with casebook.reading() as connection:
        saved = watches.saved(connection)
    events = case.events(reader) if saved else []
    return [_run(casebook, reader, watch, events, services) for watch in saved]


def unsent(casebook: Casebook, found: Found, service: str) -> tuple[list[Entry], list[str]]:
    """What is still to be sent of a watch to an address, the newest first, and the digests that it settles.

    What may not be seen any more is settled without being sent.
    """
    with casebook.reading() as connection:
        owed = watches.owed(connection, found.watch.id, service)
    return [e for e in found.entries if e.digest in set(owed)], owed


def sent(casebook: Casebook, found: Found, service: str, digests: Sequence[str]) -> None:
    """Says that these of a watch were sent to an address, so that they never are again."""
    with casebook.writing() as transaction:
        watches.delivered(transaction.connection, found.watch.id, service, digests)


def _run(casebook: Casebook, reader: Reader, watch: Watch, events: Sequence[Event], services: Sequence[str]) -> Found:
    asked = replace(watch.query, words=reader.show(watch.query.words), limit=MOST)
    hits = [hit for hit in reader.find(asked) if hit.item is not None]
    told = {(h.held.number, h.item.id): h for h in hits if h.item is not None}
    items = [_item(hit) for hit in hits]
    items += [item for event in events for item in _numbers(event, told)]
    with casebook.writing() as transaction:
        new = watches.tell(transaction.connection, watch.id, items, services)
        last = watches.last(transaction.connection, watch.id, SHOWN)
        numbers = happenings.numbers(transaction.connection, {item.record_id for item in last})
    entries = [e for item in last if item.record_id in numbers
               if (e := _entry(reader, item, numbers[item.record_id], events))]  # fmt: skip
    shown = replace(watch, name=reader.show(watch.name))
    return Found(shown, tuple(entries), len({i.digest for i in new} & {e.digest for e in entries}))


def _item(hit: Hit) -> Item:
    item = hit.item
    assert item is not None
    if isinstance(item, Act):
        kind, words = ("denial" if item.denied_by else "act"), f"{item.type} {item.trigger.exact}"
    else:
        kind, words = ("denial" if item.stance == "denies" else "statement"), content_of(item)
    return Item(_digest(kind, str(hit.held.number), words), hit.held.record_id, item.id, kind)


def _numbers(event: Event, hits: dict[tuple[int, str], Hit]) -> Iterable[Item]:
    """The numbers told of an event of which the question finds an act."""
    found = [hits[key] for a in event.acts if (key := (int(a.report), a.act)) in hits]
    records = {str(hit.held.number): hit.held.record_id for hit in found}
    for told in event.counts:
        if told.report in records and told.act is not None:
            digest = _digest("number", told.report, f"{told.what} {told.min} {told.max} {told.source}")
            yield Item(digest, records[told.report], told.act, "number")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _entry(reader: Reader, item: Item, report: int, events: Sequence[Event]) -> Entry | None:
    """An item in words; None where it is no longer there or may not be seen."""
    try:
        held = reader.report(report)
        found = held.item(item.item)
    except UsageError:
        return None
    head = held.record.report
    if item.kind == "number":
        told = next((c for e in events for c in e.counts if (c.report, c.act) == (str(report), item.item)), None)
        title, words = _number_words(told) if told else ("a number", found.id)
    else:
        title, words = _words(held, found)
    return Entry(
        digest=item.digest,
        kind=item.kind,
        title=title,
        words=words,
        id=f"{report}.{item.item}",
        report=head.title or the_report(head),
        url=head.url,
        day=head.published_at,
        at=item.at,
    )


def _number_words(told: Told) -> tuple[str, str]:
    return f"{number(told)} {told.what or 'people'}, says {told.source}", told.span.exact if told.span else ""


def _words(held: Held, found: Statement | Act) -> tuple[str, str]:
    """Title and words of a statement or an act, never as a bare fact."""
    cast = Cast(held.record)
    if isinstance(found, Statement):
        who = mention.names[0] if (mention := cast.behind.get(found.id)) else "somebody"
        stance = {"denies": "denies", "no_comment": "does not comment", "does_not_mention": "does not mention"}
        return f"{who} {stance.get(found.stance, 'says')}", content_of(found)
    speakers = dict.fromkeys(m.names[0] for id in found.per if (m := cast.behind.get(id)))
    per = ", ".join(speakers) or the_report(held.record.report)
    whom = ", ".join(r.exact for r in found.targets)
    who = ", ".join(r.exact for r in found.initiators)
    contested = ", contested" if found.denied_by else ""
    return f"{found.trigger.exact}, according to {per}{contested}", " ".join(
        p for p in (who, found.trigger.exact, whom) if p
    )
