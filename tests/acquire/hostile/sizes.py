"""Giants of a gigabyte and one line, and files right below the limits."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator

from tests.acquire.hostile.making import GB, Hostile, body, docx


def giants() -> Iterator[Hostile]:
    """Files of a gigabyte and one line."""
    for name, start, outcomes in (
        ("a.txt", b"He said ", ("too-large",)),
        ("a.html", b"<html>", ("too-large",)),
        ("a.jsonl", b'{"text": "', ("too-large",)),
        ("a.csv", b"title,text\r\nx,", ("bad-table",)),
        ("a.json", b'{"name": "x", "type": "y", "messages": [{"text": "', ("too-large",)),
        ("n.json", b'{"uri": "x", "headlines": "', ("too-large",)),
        ("a.xml", b"<rss><channel><item>", ("too-large",)),
        ("n.xml", b"<newsItem>", ("too-large",)),
        ("a.eml", b"From: a@b.example\r\nMessage-ID: <x>\r\n\r\n", ("too-large",)),
        ("a.mbox", b"From x 00:00\nMessage-ID: <x>\nFrom: a@b.example\n\n", ("too-large",)),
        ("a.pdf", b"%PDF-1.7\n", ("too-large",)),
        ("a.docx", b"PK\x03\x04", ("too-large", "bad-zip")),
        ("a.xlsx", b"PK\x03\x04", ("too-large", "bad-zip")),
        (
            "a.warc",
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            ("broken-record",),
        ),
    ):
        yield Hostile(name, start, outcomes, f"gigabyte-{name}", GB)


def heavy() -> Iterator[Hostile]:
    """Files right below the limits, which take the most memory of all that is read."""
    head = b"From: a@b.example\r\nMessage-ID: <x@y>\r\nContent-Type: multipart/mixed; boundary=b\r\n"
    said = b"\r\n--b\r\n\r\nHe left."
    attached = b"\r\n--b\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    story = b"<newsItem><contentSet><inlineXML>...</inlineXML></contentSet></newsItem>"
    makers: dict[str, Callable[[], bytes]] = {
        "b.eml": lambda: head + said + attached + base64.encodebytes(bytes(34_000_000)),
        "b.mbox": lambda: b"From x 00:00\n" + head + said + attached + base64.encodebytes(bytes(33_000_000)),
        "b.xml": lambda: story.replace(b"...", b"<p>He left.</p>" * 900_000),
        "b.txt": lambda: "Он ушёл. \U0001f600\n".encode() * 1_100_000,
        "b.docx": lambda: docx(body("x").replace("<w:p>", "<w:p/>" * 1_700_000 + "<w:p>")),
    }
    for name, make in makers.items():
        yield Hostile(name, make, ("report",), f"heavy-{name}")
