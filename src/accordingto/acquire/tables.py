"""The tables of this room (agencies, voices, furniture, zones): YAML that an editor can read and extend."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> dict[str, Any]:
    """The content of ``data/NAME.yaml``. Callers read it only."""
    text = (files("accordingto.acquire") / "data" / f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@cache
def names(part: str) -> re.Pattern[str]:
    """The pattern by which pages call a part ("box", "caption"), from ``data/pages.yaml``."""
    return re.compile("|".join(table("pages")["names"][part]), re.IGNORECASE)
