"""FollowTheMoney entities for OpenAleph: reports, parties, statements as notes, acts as links, events."""

from __future__ import annotations

import hashlib
import json
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.acquire.extras import need
from accordingto.export.happenings import stands
from accordingto.export.linked import describe
from accordingto.export.tables import actor_ids, acts_of
from accordingto.export.taken import Material, Taken, Tally
from accordingto.reconcile.types import Event
from accordingto.types import Act, Actor, Role, Statement, When

_SCHEMA = {"person": "Person", "organisation": "Organization", "country": "PublicBody"}
"""Schemas by kind of actor; whoever is known only as a group or by a description is a LegalEntity."""

Values = dict[str, Any]


def write_ftm(material: Material, path: Path) -> Tally:
    """One entity a line, each checked against FollowTheMoney's own model. A report's parties stay apart by report:
    OpenAleph proposes which are one."""
    model, tally = need("followthemoney", "export").model, Tally()
    with path.open("w", encoding="utf-8", errors="replace") as out:
        for id, schema, values in _entities(material, tally):
            out.write(json.dumps(_checked(model, id, schema, values, tally), ensure_ascii=False) + "\n")
            tally.rows += 1
    return tally


def _entities(material: Material, tally: Tally) -> Iterator[tuple[str, str, Values]]:
    taken_by_id = {}
    for taken in material.reports():
        taken_by_id[taken.id] = taken
        yield _article(material, taken)
        told = {id for item in taken.items for id in actor_ids(item)}
        for actor in taken.whole.actors:
            if actor.id in told:
                yield _party(material, taken, actor)
        for item in taken.items:
            if isinstance(item, Statement):
                yield _note(material, taken, item)
            else:
                yield from _links(material, taken, item, tally)
    for event in material.events:
        yield _event(material, event, taken_by_id)


def _id(material: Material, key: str) -> str:
    digest = hashlib.sha256(f"{material.casebook}\n{material.recipient}\n{key}".encode()).hexdigest()
    return f"accordingto-{digest[:32]}"


def _article(material: Material, taken: Taken) -> tuple[str, str, Values]:
    report = taken.record.report
    name = Path(urllib.parse.urlsplit(report.input or report.url or "").path).name or f"report-{taken.id}.txt"
    values = {"title": report.title or name, "fileName": name, "author": list(report.byline), "sourceUrl": report.url,
              "publishedAt": report.published_at, "publisher": report.publisher or report.agency,
              "bodyText": report.text, "language": report.language}  # fmt: skip
    if report.capture:
        values |= {"notes": f"report {taken.id}, SHA-256 {report.capture.sha256}",
                   "retrievedAt": report.capture.retrieved_at, "mimeType": report.capture.media_type,
                   "fileSize": str(report.capture.bytes)}  # fmt: skip
    return _id(material, taken.id), "Article", values


def _party(material: Material, taken: Taken, actor: Actor) -> tuple[str, str, Values]:
    name = actor.name or actor.description or "unnamed"
    values = {"name": name, "description": actor.description, "keywords": list(actor.codes),
              "proof": _id(material, taken.id), "notes": taken.key(actor.id)}  # fmt: skip
    return _id(material, taken.key(actor.id)), _SCHEMA.get(actor.kind, "LegalEntity"), values


def _note(material: Material, taken: Taken, statement: Statement) -> tuple[str, str, Values]:
    """`description` is the quote alone; who said it and how far it is reviewed stand in summary and keywords."""
    values = {"description": [c.exact for c in statement.content], "summary": describe(taken, statement),
              "entity": [_id(material, taken.key(id)) for id in dict.fromkeys(actor_ids(statement))],
              "proof": _id(material, taken.id), "keywords": [statement.stance, taken.mark(statement.id).state],
              "notes": taken.key(statement.id), "sourceUrl": taken.record.report.url}  # fmt: skip
    return _id(material, taken.key(statement.id)), "Note", values


def _links(material: Material, taken: Taken, act: Act, tally: Tally) -> Iterator[tuple[str, str, Values]]:
    """One UnknownLink for each pair of parties; its role says that it is told, and by whom."""
    known = {(one.actor, other.actor) for one, other in _pairs(act) if one.actor and other.actor}
    if not known:
        tally.left_out["acts without two known parties, which stand only in their event"] += 1
    for one, other in sorted(known):
        key = f"{taken.key(act.id)} {one} {other}"
        values = {"subject": _id(material, taken.key(one)), "object": _id(material, taken.key(other)),
                  "role": f"{act.type}{f'/{act.mode}' if act.mode else ''}, {act.status}, as told by "
                          f"{taken.according_to(act)}", "summary": describe(taken, act), "status": act.status,
                  "description": act.trigger.exact, "proof": _id(material, taken.id), **_dates(act.when),
                  "recordId": taken.key(act.id), "sourceUrl": taken.record.report.url}  # fmt: skip
        yield _id(material, key), "UnknownLink", values


def _pairs(act: Act) -> list[tuple[Role, Role]]:
    if act.targets:
        return [(one, other) for one in act.initiators for other in act.targets]
    return [(one, other) for n, one in enumerate(act.initiators) for other in act.initiators[n + 1 :]]


def _event(material: Material, event: Event, taken: dict[str, Taken]) -> tuple[str, str, Values]:
    acts = acts_of(event, taken)
    involved = {_id(material, t.key(id)) for t, act in acts for id in actor_ids(act)}
    values = {"name": event.title, "summary": [describe(t, act) for t, act in acts], **_dates(event.when),
              "description": [act.trigger.exact for _, act in acts], "involved": sorted(involved),
              "proof": sorted({_id(material, t.id) for t, _ in acts}), "recordId": event.id,
              "notes": [stands(p) for p in event.positions],
              "sourceUrl": sorted({t.record.report.url for t, _ in acts if t.record.report.url}),
              "publisher": sorted({p for t, _ in acts if (p := t.record.report.publisher)})}  # fmt: skip
    if event.where:
        values |= {"location": event.where["name"], "country": event.where["country"]}
    return _id(material, event.id), "Event", values


def _dates(when: When | None) -> Values:
    """A day is `date`; a range is its two ends, never one value."""
    if when is None:
        return {}
    if when.earliest == when.latest:
        return {"date": when.earliest}
    return {"startDate": when.earliest, "endDate": when.latest}


def _checked(model: Any, id: str, schema: str, values: Values, tally: Tally) -> Values:
    """The entity as FollowTheMoney has it; what its types refuse (an address that is none) is left out and counted."""
    entity = model.make_entity(schema)
    entity.id = id
    for name, value in values.items():
        property_ = entity.schema.get(name)
        for one in value if isinstance(value, list) else [value]:
            if one is None:
                continue
            words = property_.type.name in ("text", "entity", "string")
            clean = one if words else property_.type.clean(one)
            if clean is None:
                tally.left_out[f"values that FollowTheMoney does not take as {name}"] += 1
            else:
                entity.add(name, clean, cleaned=True)
    entity.schema.validate(entity.to_dict())
    return dict(entity.to_dict())
