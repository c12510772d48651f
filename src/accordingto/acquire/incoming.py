"""The bytes of one report on their way in, before anything is understood of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accordingto.types import Capture

MAX_BYTES = 64 * 1024 * 1024
"""A larger report is an error: none is that long, and memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user tells of the inputs; published, title and columns win over what the inputs say themselves.

    columns: (field of the report, column of the table) for CSV and Excel. citations: CSL-JSON files whose entries are
    joined to reports by address.
    """

    published: str | None = None
    title: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    citations: tuple[Path, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """What a run's settings keep of it; what was not given is left out, paths by the hash of their content."""
        told: dict[str, Any] = {"published": self.published, "title": self.title}
        if self.columns:
            told["columns"] = [list(pair) for pair in self.columns]
        if self.citations:
            told["citations"] = [hashlib.sha256(path.read_bytes()).hexdigest() for path in self.citations]
        return told


@dataclass(frozen=True, slots=True)
class Incoming:
    """One report's bytes.

    name: the input's name as given, None for a line of JSON Lines. place: where inside it ("line 3"), for messages.
    charset: the encoding that was told outside these bytes (HTTP, mail, the file that they are a part of). columns: as
    `Given` has them, for the row of a table.
    """

    name: str | None
    data: bytes
    media_type: str
    place: str = ""
    charset: str | None = None
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the bytes, hexadecimal; the report's id where the input gives none."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def where(self) -> str:
        """What messages call it."""
        return self.place or self.name or "the input"

    def capture(self, retrieved_at: str | None = None) -> Capture:
        """The Capture of these bytes. retrieved_at: RFC 3339, where they tell when they were taken from the net."""
        return Capture(self.sha256, len(self.data), self.media_type, retrieved_at)


@dataclass(frozen=True, slots=True)
class Container:
    """A file that may hold several reports, on its way to be taken apart.

    name: as given. passed_over: counts, for whoever wants to know, what is no report, by reason.
    """

    name: str
    media_type: str
    given: Given = Given()
    passed_over: Counter[str] = field(default_factory=Counter)
