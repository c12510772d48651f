"""The small common forms of words: white space squeezed, punctuation left out, the host of an address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SPACE = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")


def squeeze(text: str | None) -> str:
    """`text` with every run of white space as one blank, none at its ends."""
    return _SPACE.sub(" ", text or "").strip()


def host_of(url: str | None) -> str:
    """The host of an address, lower case, without ``www.``."""
    try:
        host = (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def normal(text: str | None) -> str:
    """Words alone, lower case: for comparing headlines and names whatever their punctuation."""
    return " ".join(_WORDS.findall((text or "").lower()))
