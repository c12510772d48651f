"""One frozen object with everything that can be set about reading; it is handed in, never global."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """How reports are read.

    codebook: file of act types and predicates, None for the shipped PLOVER codebook.
    model: folder of the attribution model, None for the shipped one.
    max_characters: a longer text is an error line; 2 million are about 330,000 words, four hours of wire copy.
    """

    codebook: Path | None = None
    model: Path | None = None
    max_characters: int = 2_000_000
