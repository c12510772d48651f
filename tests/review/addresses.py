"""Every route of the application, by what it does, with something in its places."""

from __future__ import annotations

from accordingto.review.routes import ROUTES

CHANGES = sorted({r.path for r in ROUTES if "POST" in (getattr(r, "methods", None) or ())})  # type: ignore[attr-defined]
LOOKS = sorted({r.path for r in ROUTES if "GET" in (getattr(r, "methods", None) or ())} - {"/enter"})  # type: ignore[attr-defined]


def at(path: str) -> str:
    """A path with something in its places."""
    return path.replace("{number}", "1").replace("{key}", "s1").replace("{id}", "1").replace("{name}", "x")
