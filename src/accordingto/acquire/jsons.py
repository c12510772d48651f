"""JSON of strangers to Python values, in bounded memory and depth."""

from __future__ import annotations

import json
from typing import Any

from accordingto.errors import InputError

_MAX_VALUES = 2_500_000
"""Values in one text, counted by the signs between them: each takes some 100 bytes of memory."""


def load_json(data: bytes, place: str) -> Any:
    """The value of a JSON text. Raises `InputError` where it is none, nests too deeply or holds too many values."""
    if data.count(b",") + data.count(b"[") + data.count(b"{") > _MAX_VALUES:
        raise InputError("too-large", f"{place}: holds more than {_MAX_VALUES} values, as no report does; not read")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError("bad-json", f"{place}: not JSON ({error}); a whole JSON object is needed") from None
