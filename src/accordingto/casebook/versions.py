"""Which version the tables of a casebook have, told without loading the machinery that changes it."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

KNOWN = ("0001", "0002")
"""Every migration under migrations/versions, oldest first."""

HEAD = KNOWN[-1]


def version(connection: Connection) -> str:
    """The version of the tables, empty where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
