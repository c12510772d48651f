"""What hostile files are made of: the file with its right outcomes, entities, a bomb, Word, WARC."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.acquire import archives, made, made_docx

GB = 1 << 30
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(10))
LAUGHS = f"<!DOCTYPE x [{ENTITIES}]>"
FILE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p; <!ENTITY l9 "y">]>'
BLOWUP = f'<!DOCTYPE x [<!ENTITY l9 "{"a" * 50_000}">]>'
W = made_docx.W
PAGE = made.markup().encode()


@dataclass(frozen=True)
class Hostile:
    """A file and what may come of it. make: its bytes, or what makes them when they are needed.

    size: bytes of the file, filled up with zeros of which the disk holds none.
    """

    name: str
    make: bytes | Callable[[], bytes]
    outcomes: tuple[str, ...]
    label: str
    size: int = 0

    def write(self, folder: Path) -> Path:
        """Makes the file."""
        path = folder / self.name
        with path.open("wb") as stream:
            stream.write(self.make if isinstance(self.make, bytes) else self.make())
            if self.size:
                stream.truncate(self.size)
        return path


def bomb(size: int) -> bytes:
    """So many bytes of markup, packed."""
    packing = zlib.compressobj(1, zlib.DEFLATED, 31)
    parts = [packing.compress(b"<p>x</p>" * (1 << 17)) for _ in range(size >> 20)]
    return b"".join(parts) + packing.flush()


def docx(document: str, **more: str) -> bytes:
    files = {"word/document.xml": document, **{name.replace("__", "/") + ".xml": text for name, text in more.items()}}
    return archives.zipped({name: text.encode() for name, text in files.items()})


def body(text: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'


def record(headers: str, block: bytes = PAGE) -> bytes:
    return f"WARC/1.0\r\nWARC-Type: response\r\n{headers}\r\n\r\n".encode() + block + b"\r\n\r\n"
