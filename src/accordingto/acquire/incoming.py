"""The bytes of one report on their way in, before anything is understood of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from accordingto.types import Capture


@dataclass(frozen=True, slots=True)
class Incoming:
    """One report's bytes.

    name: the input's name as given, None for a line of JSON Lines. place: where inside it ("line 3"), for messages.
    """

    name: str | None
    data: bytes
    media_type: str
    place: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the bytes, hexadecimal; the report's id where the input gives none."""
        return hashlib.sha256(self.data).hexdigest()

    def capture(self) -> Capture:
        """The Capture of these bytes."""
        return Capture(self.sha256, len(self.data), self.media_type)
