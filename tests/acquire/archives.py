"""WARC records for tests, made by hand so that they can be broken by hand."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping

DATE = "2019-03-29T08:00:00Z"


def record(type: str, url: str, block: bytes, content_type: str = "application/http; msgtype=response") -> bytes:
    """One WARC record."""
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: {DATE}\r\nContent-Type: {content_type}\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def response(url: str, page: bytes, content_type: str = "text/html; charset=utf-8", status: str = "200 OK",
             headers: str = "") -> bytes:  # fmt: skip
    """The record of an answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode()
    return record("response", url, head + page)


def packed(data: bytes) -> bytes:
    """One member of a .warc.gz file."""
    return gzip.compress(data, 6, mtime=0)


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
