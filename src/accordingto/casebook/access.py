"""Who may see protected names: granted with a reason, kept in the journal and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import Connection

from accordingto.casebook import journal
from accordingto.casebook.protection import Protection
from accordingto.casebook.store import Casebook
from accordingto.errors import UsageError

LEVELS = ("names", "covered")
"""``names``: may see protected names, protect, destroy and grant. ``covered``: everybody else."""


def level_of(connection: Connection, person: str) -> str:
    """The level last granted to a person; who made the casebook may see names from the beginning."""
    level = "covered"
    for entry in journal.entries(connection, "casebook", "access"):
        if entry.kind == "casebook" and entry.person == person:
            level = "names"
        elif entry.kind == "access" and entry.subject == f"person {person}":
            level = str(json.loads(entry.details)["level"])
    return level


def need_names(casebook: Casebook, connection: Connection) -> None:
    """Raises `UsageError` where the person at work may not see protected names."""
    if level_of(connection, casebook.person) != "names":
        raise UsageError(f"{casebook.person} may not see protected names; who may can grant it: accordingto access")


def grant(casebook: Casebook, person: str, level: str, why: str) -> None:
    """Gives a person a level, for a reason."""
    if level not in LEVELS:
        raise UsageError(f"no level {level[:40]!r}; there are {', '.join(LEVELS)}")
    with casebook.writing() as transaction:
        need_names(casebook, transaction.connection)
        transaction.note("access", f"person {person}", level=level, why=told(casebook, transaction.connection, why))


def told(casebook: Casebook, connection: Connection, why: str) -> str:
    """A reason as the journal may hold it, protected names covered. Raises `UsageError` where it says nothing."""
    return covering(casebook, connection)(need_reason(why))


def covering(casebook: Casebook, connection: Connection) -> Callable[[str], str]:
    """What covers protected names in a string that goes into the journal."""
    return Protection.load(casebook, connection).cover_text


def need_reason(why: str) -> str:
    """The reason as it goes into the journal. Raises `UsageError` where it says nothing."""
    if not why.strip():
        raise UsageError("--why: say for what reason; the journal keeps it")
    return why.replace("\0", "\ufffd")[:2000]
