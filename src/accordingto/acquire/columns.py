"""Which column of a table of articles is which field of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.acquire.tables import table
from accordingto.errors import InputError

FIELDS = ("text", "title", "published_at", "url", "publisher", "agency", "byline", "id")
"""Fields that a column can give; `text` is needed."""


def columns_of(names: Sequence[str], given: tuple[tuple[str, str], ...], place: str) -> dict[str, int]:
    """The place of the column of each field: as given, else by its name (``data/columns.yaml``).

    Raises `InputError` where a column that is given is missing, or no column is known to hold the text.
    """
    here = {_plain(name): index for index, name in reversed(list(enumerate(names)))}
    listed = ", ".join(name for name in names if name.strip())[:300] or "none has a name"
    found: dict[str, int] = {}
    for field, column in given:
        index = here.get(_plain(column))
        if index is None:
            raise InputError("no-column", f"{place}: has no column {column!r:.60}; its columns are: {listed}")
        found[field] = index
    for field in FIELDS:
        known = (here[name] for name in table("columns")[field] if name in here and here[name] not in found.values())
        index = None if field in found else next(known, None)
        if index is not None:
            found[field] = index
    if "text" not in found:
        cure = "name it with --columns text=COLUMN"
        raise InputError(
            "no-column", f"{place}: no column is known to hold the text; {cure}; its columns are: {listed}"
        )
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()
