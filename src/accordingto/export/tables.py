"""The seven tables of an export (statements, acts, actors, places, events, positions, numbers): columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from accordingto.export import happenings
from accordingto.export.taken import Item, Mark, Material, Taken, weakest
from accordingto.export.words import said
from accordingto.reconcile.types import Event, Told
from accordingto.types import Act, Count, Role, Span, Statement

Row = dict[str, Any]

_OF_REPORT = {"report": str, "title": str, "publisher": str, "published_at": str, "url": str, "sha256": str,
              "copy_of": int, "killed": bool}  # fmt: skip
_REVIEW = {"review": str, "reviewed_by": str, "reviewed_at": str, "contested": bool, "contested_by": str}
_COUNT = {"count_min": int, "count_max": int, "count_approximate": bool, "count_words": str}

TABLES: dict[str, dict[str, type]] = {
    "statements": {
        "id": str, **_OF_REPORT, "kind": str, "stance": str, "form": str, "source": str, "chain": str, "speaker": str,
        "cue": str, "quote": str, "said": str, "passages": str, "about": str, "addressee": str, "answers": str,
        **_COUNT, "accuses": str, "according_to": str, "confidence": float, **_REVIEW,
    },
    "acts": {
        "id": str, **_OF_REPORT, "scheme": str, "type": str, "mode": str, "status": str, "initiators": str,
        "initiator_codes": str, "quote": str, "passages": str, "targets": str, "target_codes": str, "earliest": str,
        "latest": str, "place": str, "country": str, "latitude": float, "longitude": float, "place_precision": str,
        "disputed": bool, **_COUNT, "harm": str, "grounds": str, "stage": str, "after": str, "per": str,
        "according_to": str, "denied_by": str, "accuses": str, "confidence": float, **_REVIEW,
    },
    "actors": {
        "id": str, "report": str, "name": str, "description": str, "kind": str, "codes": str, "mentions": int,
        "items": str, **_REVIEW,
    },
    "places": {
        "id": str, "report": str, "name": str, "quote": str, "passages": str, "country": str, "region": str,
        "latitude": float, "longitude": float, "place_precision": str, "disputed": bool, "geonames_id": int,
        "items": str, **_REVIEW,
    },
    "events": {
        "id": str, "title": str, "earliest": str, "latest": str, "place": str, "country": str, "acts": str,
        "reports": int, "reasons": str, "confidence": float, **_REVIEW,
    },
    "positions": {
        "event": str, "event_title": str, "party": str, "position": str, "told": str, "report": str, "statement": str,
        "words": str, "published_at": str, "also": str, "confidence": float, **_REVIEW,
    },
    "numbers": {
        "event": str, "event_title": str, "told_on": str, "harm": str, **_COUNT, "source": str, "report": str,
        "item": str, "copy_of": str, "repeats": str, "independent": bool, "accuses": str, **_REVIEW,
    },
}  # fmt: skip
"""Columns and their types, by table. Lists stand in one cell, parted by "; "; a cell without value is empty."""


def rows(material: Material) -> Iterator[tuple[str, Row]]:
    """Every row of every table, with the table's name; the tables of one report come together."""
    for taken in material.reports():
        for item in taken.items:
            yield (
                ("statements", statement_row(taken, item))
                if isinstance(item, Statement)
                else ("acts", act_row(taken, item))
            )
        yield from (("actors", row) for row in _actors(taken))
        yield from (("places", row) for row in _places(taken))
    if material.events:
        taken_by_id = {taken.id: taken for taken in material.reports()}
        for event in material.events:
            yield "events", event_row(event, taken_by_id)
            yield from (("positions", row) for row in _positions(event, taken_by_id))
            yield from (("numbers", row) for row in _numbers(event, taken_by_id))


def _of_report(taken: Taken) -> Row:
    """What every row says of the report it comes from."""
    report = taken.record.report
    return {"report": taken.id, "title": report.title, "publisher": report.publisher or report.agency,
            "published_at": report.published_at, "url": report.url, "copy_of": taken.copy_of, "killed": taken.killed,
            "sha256": report.capture.sha256 if report.capture else None}  # fmt: skip


def review(mark: Mark, contested_by: str) -> Row:
    """What every row says of its review."""
    return {"review": mark.state, "reviewed_by": mark.by, "reviewed_at": mark.at, "contested": bool(contested_by),
            "contested_by": contested_by or None}  # fmt: skip


def count(value: Count | None) -> Row:
    """A number of people as told, with the words that give it."""
    if value is None:
        return dict.fromkeys(_COUNT)
    return {"count_min": value.min, "count_max": value.max, "count_approximate": value.approx,
            "count_words": value.span.exact if value.span else None}  # fmt: skip


def act_row(taken: Taken, act: Act) -> Row:
    """An act's row of table acts; maps and graphs show the same."""
    place = taken.places.get(act.where) if act.where else None
    when = act.when
    return {
        "id": taken.key(act.id), **_of_report(taken), "scheme": act.scheme, "type": act.type, "mode": act.mode,
        "status": act.status, "initiators": _names(taken, act.initiators), "initiator_codes": _codes(act.initiators),
        "quote": act.trigger.exact, "passages": _passages([act.trigger]), "targets": _names(taken, act.targets),
        "target_codes": _codes(act.targets), "earliest": when.earliest if when else None,
        "latest": when.latest if when else None, "place": place.name if place else None,
        "country": place.country if place else None, "latitude": place.lat if place else None,
        "longitude": place.lon if place else None, "place_precision": place.precision if place else None,
        "disputed": place.disputed if place else None, **count(act.count), "harm": act.harm,
        "grounds": act.grounds.exact if act.grounds else None, "stage": act.stage, "after": _ids(taken, act.after),
        "per": _ids(taken, act.per), "according_to": taken.according_to(act), "denied_by": _ids(taken, act.denied_by),
        "accuses": _accuses(taken, act), "confidence": act.confidence,
        **review(taken.mark(act.id), taken.contested_by(act)),
    }  # fmt: skip


def statement_row(taken: Taken, statement: Statement) -> Row:
    """A statement's row of table statements."""
    speaker = taken.actors.get(statement.speaker) if statement.speaker else None
    sources = statement.sources
    return {
        "id": taken.key(statement.id), **_of_report(taken), "kind": statement.kind, "stance": statement.stance,
        "form": statement.form, "source": sources[-1].exact if sources else None,
        "chain": "; ".join(s.exact for s in sources) or None, "speaker": speaker.name if speaker else None,
        "cue": statement.cue.exact if statement.cue else None,
        "quote": " … ".join(c.exact for c in statement.content) or None, "said": said(statement) or None,
        "passages": _passages(statement.content), "about": statement.about.exact if statement.about else None,
        "addressee": statement.addressee.exact if statement.addressee else None,
        "answers": _ids(taken, statement.answers), **count(statement.count), "accuses": _accuses(taken, statement),
        "according_to": taken.according_to(statement), "confidence": statement.confidence,
        **review(taken.mark(statement.id), taken.contested_by(statement)),
    }  # fmt: skip


def _actors(taken: Taken) -> Iterator[Row]:
    told: dict[str, list[Item]] = {}
    for item in taken.items:
        for id in dict.fromkeys(actor_ids(item)):
            told.setdefault(id, []).append(item)
    for actor in taken.whole.actors:
        if items := told.get(actor.id):
            yield {"id": taken.key(actor.id), "report": taken.id, "name": actor.name, "description": actor.description,
                   "kind": actor.kind, "codes": " ".join(actor.codes) or None, "mentions": len(actor.mentions),
                   "items": _ids(taken, [i.id for i in items]), **_together(taken, items)}  # fmt: skip


def _places(taken: Taken) -> Iterator[Row]:
    for place in taken.whole.places:
        acts = [a for a in taken.record.acts if a.where == place.id]
        if acts:
            span = Span(place.start, place.end, place.exact)
            yield {"id": taken.key(place.id), "report": taken.id, "name": place.name, "quote": place.exact,
                   "passages": _passages([span]), "country": place.country, "region": place.region,
                   "latitude": place.lat, "longitude": place.lon, "place_precision": place.precision,
                   "disputed": place.disputed, "geonames_id": place.geonames_id,
                   "items": _ids(taken, [a.id for a in acts]), **_together(taken, acts)}  # fmt: skip


def event_row(event: Event, taken: dict[str, Taken]) -> Row:
    """An event's row of table events; provenance tells its review too."""
    acts = acts_of(event, taken)
    against = [happenings.contested(event), *(t.contested_by(a) for t, a in acts)]
    return {
        "id": event.id, "title": event.title, "earliest": event.when.earliest if event.when else None,
        "latest": event.when.latest if event.when else None, "place": event.where["name"] if event.where else None,
        "country": event.where["country"] if event.where else None,
        "acts": "; ".join(t.key(a.id) for t, a in acts), "reports": len({t.id for t, _ in acts}),
        "reasons": "; ".join(event.reasons) or None, "confidence": event.confidence,
        **review(weakest(t.mark(a.id) for t, a in acts), "; ".join(dict.fromkeys(a for a in against if a))),
    }  # fmt: skip


def acts_of(event: Event, taken: dict[str, Taken]) -> list[tuple[Taken, Act]]:
    """The acts of an event, each with its report."""
    acts = {(t.id, act.id): (t, act) for t in (taken[ref.report] for ref in event.acts) for act in t.record.acts}
    return [acts[ref.report, ref.act] for ref in event.acts]


def _positions(event: Event, taken: dict[str, Taken]) -> Iterator[Row]:
    for position in event.positions:
        yield {
            "event": event.id, "event_title": event.title, "party": position.party, "position": position.stance,
            "told": happenings.stands(position), "report": position.report, "words": position.words or None,
            "published_at": position.date,
            "statement": f"{position.report}.{position.statement}" if position.statement else None,
            "also": "; ".join(f"{t.report}.{t.statement}" if t.statement else t.report for t in position.also) or None,
            "confidence": None if happenings.is_silence(position) else position.confidence,
            **review(happenings.position_mark(position, event, taken), happenings.contested(event, position)),
        }  # fmt: skip


def _numbers(event: Event, taken: dict[str, Taken]) -> Iterator[Row]:
    """Each number of people as it was told, by day: nothing is averaged, copies and repeats are said to be such."""
    for told in event.counts:
        there = taken[told.report]
        item = next(i for i in there.items if _tells(i, told))
        yield {
            "event": event.id, "event_title": event.title, "told_on": told.date, "harm": told.what,
            **count(Count(told.min, told.max, told.approx, told.span)), "source": told.source, "report": told.report,
            "item": there.key(item.id), "copy_of": told.copy_of, "repeats": told.repeats,
            "independent": told.independent, "accuses": _accuses(there, item),
            **review(there.mark(item.id), there.contested_by(item)),
        }  # fmt: skip


def _tells(item: Item, told: Told) -> bool:
    """Whether a number is this act's, or this statement's where no act bears it."""
    if told.act is not None:
        return item.id == told.act
    number = (told.min, told.max, told.span)
    return isinstance(item, Statement) and item.count is not None and number == (
        item.count.min, item.count.max, item.count.span)  # fmt: skip


def actor_ids(item: Item) -> Iterator[str]:
    """The parties that an item names in any role."""
    if isinstance(item, Act):
        roles: tuple[Role | None, ...] = (*item.initiators, *item.targets)
    else:
        roles = (*item.sources, item.about, item.addressee)
        if item.speaker:
            yield item.speaker
    yield from (role.actor for role in roles if role and role.actor)


def _together(taken: Taken, items: list[Any]) -> Row:
    against = dict.fromkeys(c for c in map(taken.contested_by, items) if c)
    return review(weakest(taken.mark(i.id) for i in items), "; ".join(against))


def _names(taken: Taken, roles: Iterable[Role]) -> str | None:
    return "; ".join(dict.fromkeys(taken.name(role) for role in roles)) or None


def _codes(roles: Iterable[Role]) -> str | None:
    return "; ".join(" ".join(role.codes) for role in roles if role.codes) or None


def _ids(taken: Taken, ids: Iterable[str]) -> str | None:
    return "; ".join(taken.key(id) for id in ids) or None


def _passages(spans: Iterable[Span]) -> str | None:
    return "; ".join(f"{span.start}-{span.end}" for span in spans) or None


def _accuses(taken: Taken, item: Item) -> str | None:
    return "; ".join(taken.accused.get(item.id, ())) or None
