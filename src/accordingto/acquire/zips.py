"""ZIP archives of strangers: names and contents in bounded memory, nothing ever written to disk."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import BinaryIO

from accordingto.acquire.incoming import MAX_BYTES
from accordingto.errors import InputError

MAX_ENTRIES = 20_000
"""Files in an archive; office documents have a few dozen, a web archive a few hundred."""
_MAX_DIRECTORY = 8 << 20
_TAIL = 66_000
_BROKEN = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError, zlib.error,
           struct.error)  # fmt: skip


def open_zip(stream: BinaryIO, place: str) -> zipfile.ZipFile:
    """A ZIP archive to read from. Raises `InputError` where it is damaged or its list of files is too long."""
    try:
        if _directory_bytes(stream) > _MAX_DIRECTORY:
            raise InputError("too-large", f"{place}: its ZIP archive lists too many files; unpack it")
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise InputError("bad-zip", f"{place}: its ZIP archive is damaged ({error}); get the file again") from None
    if len(archive.filelist) > MAX_ENTRIES:
        raise InputError("too-large", f"{place}: its ZIP archive holds more than {MAX_ENTRIES} files; unpack it")
    return archive


def _directory_bytes(stream: BinaryIO) -> int:
    """How long the archive's list of files says it is, before anything of it is read."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    end, large = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    if large >= 0 and len(tail) >= large + 48:
        return int(struct.unpack_from("<Q", tail, large + 40)[0])
    return int(struct.unpack_from("<I", tail, end + 12)[0]) if 0 <= end <= len(tail) - 16 else 0


def names_in(stream: BinaryIO) -> frozenset[str]:
    """The names in a ZIP archive; none where it cannot be read."""
    try:
        with open_zip(stream, "") as archive:
            return frozenset(archive.namelist())
    except InputError:
        return frozenset()


def read_entry(archive: zipfile.ZipFile, name: str, place: str, limit: int = MAX_BYTES) -> bytes:
    """One file of an archive, at most `limit` bytes whatever the archive says of its size.

    Raises `InputError` where there is no such file or it is encrypted, damaged or larger.
    """
    try:
        with archive.open(name) as stream:
            data = stream.read(limit + 1)
    except KeyError:
        raise InputError("bad-zip", f"{place}: has no {name} in it; get the file again") from None
    except RuntimeError:
        raise InputError("encrypted", f"{place}: is encrypted; save it without a password") from None
    except _BROKEN as error:
        raise InputError("bad-zip", f"{place}: {name} in it is damaged ({error}); get the file again") from None
    if len(data) > limit:
        raise InputError("too-large", f"{place}: {name} in it unpacks to more than {limit >> 20} MiB; not read")
    return data
