"""Web archives (WARC, and WACZ, which is WARC files in a ZIP): each page that was answered is a report.

The capture of a page is its whole WARC record, headers and all: a WARC file of one record that any tool opens, which
says itself from where and when it came.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from accordingto.acquire.incoming import MAX_BYTES, Container, Incoming
from accordingto.acquire.pages import read_page
from accordingto.acquire.zips import open_zip
from accordingto.errors import InputError
from accordingto.types import Failure, Report

MEDIA_TYPE = "application/warc"
_PEEK = 1 << 15
"""Bytes of an answer in which its HTTP headers end."""
MAX_RATIO = 200
"""Times that deflate may have packed a WARC file in a WACZ; their members are packed already."""
_MEMBER = re.compile(rb"\x1f\x8b\x08")
_HEAD = re.compile(rb"WARC/1\.\d\r\n(?i:WARC-|Content-)")
_LONGEST_MARK = 20
_STATUS = re.compile(rb"HTTP/[\d.]+ +(\d{3})")
_CONTENT_TYPE = re.compile(rb"^content-type:[ \t]*([^;\r\n]*)", re.IGNORECASE | re.MULTILINE)
_PAGES = ("text/html", "application/xhtml+xml", "")
_SILENT = WarcRecordType.warcinfo | WarcRecordType.request | WarcRecordType.metadata
"""Records that go with others and are counted as nothing."""


class _BrokenError(Exception):
    """A record that does not hold together."""


def split_warc(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """Each page of a WARC file, compressed or not; a broken record is a Failure, and the next one goes on."""
    packed = stream.read(2) == b"\x1f\x8b"
    begin: int | None = 0
    number, told = 0, False
    while begin is not None:
        stream.seek(begin)
        reached, inside = begin, False
        try:
            for record in ArchiveIterator(stream, parse_http=False):
                number, told, reached, inside = number + 1, False, begin + record.stream_pos, True
                yield from _take(record, f"{container.name} record {number}", container)
                inside = False
            return
        except (OSError, EOFError, ValueError, _BrokenError) as error:
            if not told:  # a place that only looks like the next record's beginning is no further damage
                number, told = number + (not inside), True
                place = f"{container.name} record {number}"
                yield Failure(place, container.name, "broken-record", f"{place}: is damaged ({error}); it is left out")
        begin = _find_next(stream, reached + 1, packed)


def _find_next(stream: BinaryIO, start: int, packed: bool) -> int | None:
    """Where the next record may begin, from `start` on; None where none does."""
    mark = _MEMBER if packed else _HEAD
    stream.seek(start)
    kept, position = b"", start
    while block := stream.read(1 << 20):
        if found := mark.search(kept + block):
            return position - len(kept) + found.start()
        position += len(block)
        kept = (kept + block)[-_LONGEST_MARK:]
    return None


def _take(record: WarcRecord, place: str, container: Container) -> Iterator[Incoming | Failure]:
    """The record where it is a page; what is none is counted. Raises `_BrokenError` where it does not hold together."""
    kind = record.record_type
    if kind == WarcRecordType.response:
        head = record.reader.read(min(_PEEK, record.content_length))
        if reason := _no_page(head):
            container.passed_over[reason] += 1
        else:
            yield Incoming(container.name, _whole(record, head), MEDIA_TYPE, place)
    elif not kind & _SILENT:
        container.passed_over["revisits" if kind == WarcRecordType.revisit else "records of other types"] += 1


def _whole(record: WarcRecord, head: bytes) -> bytes:
    """The bytes of a record, its headers as they stand and its content."""
    length = record.content_length
    if length > MAX_BYTES:
        raise _BrokenError(f"says that it is larger than {MAX_BYTES >> 20} MiB")
    body = head + record.reader.read(length - len(head)) if len(head) < length else head
    if len(body) < length:
        raise _BrokenError("ends before its length")
    if _HEAD.search(body):
        raise _BrokenError("its length reaches into the next record")
    headers = io.BytesIO()
    record.headers.write(headers)
    return headers.getvalue() + body + b"\r\n\r\n"


def _no_page(head: bytes) -> str | None:
    """Why an answer is no page that was sent, None where it is one."""
    headers = head.partition(b"\r\n\r\n")[0]
    status = _STATUS.match(headers)
    if not status:
        return "records of other types"
    if status[1] != b"200":
        return "answers other than 200"
    told = _CONTENT_TYPE.search(headers)
    return None if (told[1].strip().lower().decode("latin-1") if told else "") in _PAGES else "answers other than HTML"


def split_wacz(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """Each page of the WARC files in a WACZ archive."""
    with open_zip(stream, container.name) as archive:
        for info in archive.infolist():
            if info.filename.startswith("archive/") and info.filename.endswith((".warc", ".warc.gz")):
                place = f"{container.name} {posixpath.basename(info.filename)}"
                yield from _split_entry(archive, info, place, container)


def _split_entry(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, container: Container
) -> Iterator[Incoming | Failure]:
    if info.file_size > MAX_RATIO * max(1, info.compress_size):
        message = f"{place}: packed more than {MAX_RATIO} times, as no web archive is; not read"
        yield Failure(place, container.name, "too-large", message)
        return
    try:
        with archive.open(info) as entry:
            for item in split_warc(cast(BinaryIO, entry), replace(container, name=place)):
                yield (replace(item, name=container.name) if isinstance(item, Incoming)
                       else replace(item, input=container.name))  # fmt: skip
    except RuntimeError:
        yield Failure(place, container.name, "encrypted", f"{place}: is encrypted; save it without a password")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        yield Failure(place, container.name, "bad-zip", f"{place}: is damaged ({error}); the rest of it is left out")


def read_response(incoming: Incoming) -> Report:
    """The Report of one record's page. Raises `InputError` where the record does not hold together."""
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(incoming.data), record_types=WarcRecordType.response,
                                           auto_decode="all")))  # fmt: skip
        page = record.reader.read(MAX_BYTES + 1)
    except (OSError, EOFError, ValueError, StopIteration) as error:
        raise InputError(
            "broken-record", f"{incoming.where}: its record is damaged ({error}); it is left out"
        ) from None
    if len(page) > MAX_BYTES:
        raise InputError("too-large", f"{incoming.where}: unpacks to more than {MAX_BYTES >> 20} MiB; not read")
    if not page.strip():
        raise InputError("empty", f"{incoming.where}: is empty; nothing to read")
    report = read_page(Incoming(incoming.name, page, "text/html", incoming.where, record.http_charset))
    headers = record.headers
    url = (headers.get("WARC-Target-URI") or "").strip("<> ") or None
    return replace(
        report, id=incoming.sha256, url=report.url or url, capture=incoming.capture(headers.get("WARC-Date"))
    )
