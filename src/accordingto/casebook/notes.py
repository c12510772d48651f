"""What people note of a whole report: where a web archive keeps its page, so that a citation can lead there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from accordingto.errors import UsageError

if TYPE_CHECKING:
    from accordingto.casebook.reviews import Review

_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"]{4,1990}")


def check_note(item: str, value: object) -> None:
    """Raises `UsageError` where this is no note of a report: {"archive": address}, None taking it back."""
    if item != "report" or not isinstance(value, dict) or set(value) != {"archive"}:
        raise UsageError('note: say of a report where a web archive keeps it, as {"archive": address}')
    address = value["archive"]
    if address is not None and not (isinstance(address, str) and _ADDRESS.fullmatch(address)):
        raise UsageError("the archive: give its whole address, like https://web.archive.org/web/2024/https://…")


def archive_of(history: Iterable[Review]) -> str | None:
    """Where the last note that holds says that the page is kept."""
    notes = [r.value for r in history if r.decision == "note" and not r.undone and isinstance(r.value, dict)]
    return notes[-1].get("archive") if notes else None
