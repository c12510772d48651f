"""Imports what only some inputs or stores need, with an error that names the extra to install."""

from __future__ import annotations

import importlib
from typing import Any

from accordingto.errors import UsageError


def need(module: str, extra: str) -> Any:
    """The imported module. Raises `UsageError` with the cure where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.split(".")[0]
        raise UsageError(f"{name} is not installed; run: pip install 'accordingto[{extra}]'") from None
