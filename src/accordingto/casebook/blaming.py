"""Which acts on record blame a named person, told by the tables alone: for lists that are too long to read records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from accordingto.casebook import schema

WHO = schema.actor
PERSON = and_(WHO.c.kind == "person", WHO.c.name.is_not(None))
"""An actor that is a named person."""


def blaming(columns: Iterable[Any], done_by: Collection[str], done_to: Collection[str]) -> Select[Any]:
    """Columns of acts (`schema.act`) and of the persons (`WHO`) whom they blame.

    done_by, done_to: types of acts whose initiator, whose target is blamed.
    """
    a, role = schema.act, schema.act_role
    blamed = or_(
        and_(~role.c.target, or_(a.c.type.in_(list(done_by)), a.c.harm.is_not(None))),
        and_(role.c.target, or_(a.c.type.in_(list(done_to)), a.c.stage.is_not(None))),
    )
    return (
        select(*columns).select_from(a)
        .join(role, and_(role.c.record_id == a.c.record_id, role.c.act == a.c.n))
        .join(WHO, and_(WHO.c.record_id == role.c.record_id, WHO.c.key == role.c.actor)).where(PERSON, blamed)
    )  # fmt: skip


def blamed_in(
    connection: Connection, keys: Iterable[str], hidden: Collection[str], done_by: Collection[str],
    done_to: Collection[str],
) -> dict[str, list[str]]:  # fmt: skip
    """The persons whom the acts of these events blame, as stored; hidden: consent whose reports are left out."""
    e, ea, a, r, p = schema.event, schema.event_act, schema.act, schema.record, schema.report
    query = (
        blaming((e.c.key, WHO.c.name), done_by, done_to)
        .join(ea, and_(ea.c.record_id == a.c.record_id, ea.c.act == a.c.n)).join(e, e.c.id == ea.c.event_id)
        .join(r, r.c.id == a.c.record_id).join(p, p.c.id == r.c.report_id)
        .where(e.c.key.in_(list(keys)), or_(p.c.consent.is_(None), p.c.consent.not_in(list(hidden)))).distinct()
    )  # fmt: skip
    found = defaultdict[str, list[str]](list)
    for key, name in connection.execute(query.order_by(WHO.c.name)):
        found[key].append(name)
    return dict(found)
