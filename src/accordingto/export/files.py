"""What writers of files share: a zip that is the same for the same content, and characters that XML can hold."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import urllib.parse
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of a zip: the same content gives the same bytes."""

_IN_ADDRESS = "%:/?#[]@!$&'()*+,;=~"
"""What stands in a web address besides letters and digits; all else is escaped."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold; places in it stay where they are."""
    return _NOT_XML.sub("\ufffd", text)


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web, safe to stand in a link; None for any other (javascript:, file:)."""
    if url is None or not url.lower().startswith(("https://", "http://")):
        return None
    return urllib.parse.quote(url, safe=_IN_ADDRESS, errors="replace")


def file_name(id: str) -> str:
    """A report's id as part of a file name or key: different ids give different names, whatever stands in them."""
    safe = "".join(c if (c.isascii() and c.isalnum()) or c in "-_" else "_" for c in id)[:80]
    return safe if safe == id else f"{safe}-{hashlib.sha256(id.encode('utf-8', 'replace')).hexdigest()[:8]}"


def write_zip(path: Path, entries: Mapping[str, bytes]) -> None:
    """A zip with these files, by name."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)


def pack(path: Path, files: Iterable[Path]) -> None:
    """A zip with these files, each under its bare name; they may be larger than memory."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.name, EPOCH)
            entry.file_size = file.stat().st_size
            with file.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)


def write_json(path: Path, value: Any) -> None:
    """One JSON document, indented for reading; what no file can hold becomes a question mark."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    path.write_bytes(text.encode("utf-8", "replace") + b"\n")


def jsonl(lines: list[dict[str, Any]]) -> bytes:
    """One JSON object a line."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode("utf-8", "replace")
