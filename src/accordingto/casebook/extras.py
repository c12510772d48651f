"""Where the casebook's modules find what only some casebooks need."""

from __future__ import annotations

from accordingto.acquire.extras import need

__all__ = ["need"]
