"""Brings a casebook's tables up to date, one recorded step after the other (Alembic)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select

from accordingto.casebook import schema
from accordingto.casebook.journal import Note

if TYPE_CHECKING:
    from accordingto.casebook.store import Casebook


def upgrade(connection: Connection, to: str = "head") -> list[Note]:
    """Applies the missing migrations inside the transaction of `connection`; gives what is to be journalled of them."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    told: list[tuple[str, str, dict[str, Any]]] = []
    config.attributes |= {"connection": connection, "notes": told}
    command.upgrade(config, to)
    return [Note(*note) for note in told]


def renew(casebook: Casebook, connection: Connection) -> None:
    """Makes what tables keep of other tables, after older ones were brought up to date: what stands, and terms.

    Of the terms of a run those of the codebook that ships, where it is the version that the run used.
    """
    from accordingto.acts.vocabulary import codebook_terms, format_terms
    from accordingto.casebook import standing, terms

    used = {json.loads(told).get("codebook") for told in connection.execute(select(schema.run.c.settings)).scalars()}
    shipped = [term for term in codebook_terms(None) if term.version in used]
    terms.keep(connection, [*format_terms(), *shipped], str)  # nobody is named in what ships
    standing.settle_all(casebook, connection)
