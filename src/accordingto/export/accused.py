"""Says which statements and acts accuse a named person: these leave a casebook only once somebody has reviewed them."""

from __future__ import annotations

from collections.abc import Iterable

from accordingto.types import Act, Record, Role, Statement

DONE_BY = frozenset({"ASSAULT", "COERCE", "THREATEN"})
"""Types of the codebook whose initiator is blamed by the telling."""
DONE_TO = frozenset({"ACCUSE", "SANCTION"})
"""Types whose target is blamed; so is whoever an act of law is aimed at, whatever its stage."""


def accused(record: Record) -> dict[str, tuple[str, ...]]:
    """The named persons that each item accuses, by the item's id; items that accuse nobody are not in it.

    An act accuses who is told to do harm, and who is accused, punished or stands at any stage of the law. A statement
    accuses the person it is `about` and those whom the acts inside its content accuse. Groups and offices are no
    persons here.
    """
    names = {a.id: a.name for a in record.actors if a.kind == "person" and a.name}
    acts = {act.id: _named(_blamed(act), names) for act in record.acts}
    found = {id: persons for id, persons in acts.items() if persons}
    blaming = [act for act in record.acts if acts[act.id]]
    for statement in record.statements:
        roles = (statement.about,) if statement.about and statement.stance == "asserts" else ()
        persons = list(_named(roles, names))
        for act in blaming:
            persons += acts[act.id] if _inside(act, statement) else ()
        if persons:
            found[statement.id] = tuple(dict.fromkeys(persons))
    return found


def _blamed(act: Act) -> tuple[Role, ...]:
    blamed = act.initiators if act.type in DONE_BY or act.harm else ()
    return (*blamed, *(act.targets if act.type in DONE_TO or act.stage else ()))


def _named(roles: Iterable[Role], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[r.actor] for r in roles if r.actor in names))


def _inside(act: Act, statement: Statement) -> bool:
    return any(c.start <= act.trigger.start and act.trigger.end <= c.end for c in statement.content)
