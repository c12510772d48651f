"""The events of a casebook: read as nouns, for every view, page and export."""

from __future__ import annotations

from accordingto.casebook.reader import Reader
from accordingto.reconcile.types import Event


def events(reader: Reader, since: str | None = None) -> list[Event]:
    """The events as the casebook was last reconciled, by day; reports by number, names as this reader may see them.

    since: those that may have happened on or after this ISO day. An act that no other report tells has an event of
    its own.
    """
    return [Event.from_dict(row) for row in reader.happenings(since)]
