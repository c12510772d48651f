"""Answers as WARC records, and what a later request may ask: whether the page has changed since."""

from __future__ import annotations

import gzip
import io
import os
import uuid
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from accordingto.acquire.fetch.fetching import Answer

_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def records_of(answers: Sequence[Answer]) -> list[tuple[bytes, bytes]]:
    """For each answer (record of the request, record of the answer), uncompressed.

    An answer that a page has not changed (304) becomes a revisit record.
    """
    return [_pair(answer) for answer in answers]


def _pair(answer: Answer) -> tuple[bytes, bytes]:
    kind, name = WarcRecordType.response, f"<urn:uuid:{uuid.uuid4()}>"
    extra = {"WARC-Target-URI": answer.url, "WARC-Date": answer.at}
    told = dict(extra)
    if answer.address:
        told["WARC-IP-Address"] = answer.address
    if answer.status == 304:
        kind, told["WARC-Profile"] = WarcRecordType.revisit, _UNCHANGED
    response = _record(kind, answer.response, {**told, "WARC-Record-ID": name}, "application/http; msgtype=response")
    request = _record(WarcRecordType.request, answer.request, {**extra, "WARC-Concurrent-To": name},
                      "application/http; msgtype=request")  # fmt: skip
    return request, response


def _record(kind: WarcRecordType, block: bytes, headers: Mapping[str, str], content_type: str) -> bytes:
    record = WarcRecord()
    record.init_headers(kind, str(uuid.uuid4()).encode())
    for key, value in {**headers, "Content-Type": content_type}.items():
        record.headers[key] = value
    record.set_bytes_content(block)
    out = io.BytesIO()
    record.write(out, checksum_data=True)
    return out.getvalue()


def append(path: Path, answers: Sequence[Answer]) -> None:
    """Adds the records of answers at the end of a WARC file (.warc.gz), which is made if there is none.

    All of a page's records are written in one go, so that a kill leaves no half of one behind what is whole.
    """
    some: list[bytes] = []
    if not path.exists() or not path.stat().st_size:
        software = f"software: accordingto/{version('accordingto')}\r\nformat: WARC File Format 1.1\r\n"
        some.append(_record(WarcRecordType.warcinfo, software.encode(), {"WARC-Filename": path.name},
                            "application/warc-fields"))  # fmt: skip
    some += [record for pair in records_of(answers) for record in pair]
    with path.open("ab") as out:
        out.write(b"".join(gzip.compress(record, mtime=0) for record in some))
        out.flush()
        os.fsync(out.fileno())


def conditions_of(record: bytes) -> dict[str, str]:
    """The headers that ask whether a page has changed since the answer in this record; none where it has no mark."""
    try:
        first = next(iter(ArchiveIterator(io.BytesIO(record), record_types=WarcRecordType.response)))
    except (OSError, ValueError, StopIteration):
        return {}
    return _conditions(first)


def is_same(answer: Answer, record: bytes) -> bool:
    """Whether the page in an answer is the one in this WARC record of an earlier answer."""
    try:
        earlier = next(iter(ArchiveIterator(io.BytesIO(record), record_types=WarcRecordType.response,
                                            auto_decode="transfer")))  # fmt: skip
        return answer.body == earlier.reader.read()
    except (OSError, ValueError, StopIteration):
        return False


def _conditions(record: WarcRecord) -> dict[str, str]:
    headers = {key.lower(): value for key, value in (record.http_headers or {})}
    if not record.http_headers or record.http_headers.status_code != 200:
        return {}
    asked = (("If-None-Match", headers.get("etag")), ("If-Modified-Since", headers.get("last-modified")))
    return {name: value for name, value in asked if value and value.isprintable()}


def known_in(path: Path) -> dict[str, dict[str, str]]:
    """For each address in a WARC file the headers that ask whether it has changed since."""
    known: dict[str, dict[str, str]] = {}
    if path.exists() and path.stat().st_size:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
                known[record.headers.get("WARC-Target-URI") or ""] = _conditions(record)
    return known
