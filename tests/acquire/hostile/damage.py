"""Damage: files that are cut off, empty, full of junk or of values where none belong."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from tests.acquire import archives
from tests.acquire.hostile.making import PAGE, Hostile, body, docx
from tests.acquire.hostile.pdf import CATALOG, LETTERS, SHEET, TREE, pdf, stream
from tests.acquire.hostile.workbook import workbook


def documents() -> Iterator[Hostile]:
    good = docx(body("He denied it."))
    yield Hostile("a.docx", good[: len(good) // 2], ("bad-zip",), "docx-cut-off")
    locked = bytearray(good)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[good.index(mark) + flag] |= 1
    broken = bytearray(good)
    broken[good.index(b"word/document.xml") + 25] ^= 0xFF
    yield Hostile("a.docx", bytes(broken), ("bad-zip", "bad-xml"), "docx-damaged")
    yield Hostile("a.docx", b"PK\x05\x06" + b"\0" * 18, ("bad-zip", "unknown-kind"), "docx-empty-zip")
    yield Hostile("a.docx", b"PK\x03\x04" + b"A" * 500, ("bad-zip",), "docx-no-directory")
    yield Hostile("a.docx", b"", ("bad-zip",), "docx-empty")


def workbooks() -> Iterator[Hostile]:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
    cell = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{words}</t></is></c></row>'
    good = head + cell.format(n=2, words="He left.")
    yield Hostile(
        "a.xlsx",
        workbook(good).replace(b"xl/work", b"xl/wurk", 1),
        ("bad-workbook", "bad-zip", "unknown-kind"),
        "xlsx-damaged",
    )
    yield Hostile(
        "a.xlsx", workbook('<row r="x"><c r="??" t="q"><v>1</v></c></row>'), ("bad-workbook", "no-column"), "xlsx-odd"
    )
    yield Hostile("a.xlsx", archives.zipped({"xl/workbook.xml": b"<a/>"}), ("bad-workbook",), "xlsx-no-parts")


def web_archives() -> Iterator[Hostile]:
    good = archives.response("https://courier.example/1", PAGE)
    yield Hostile("a.warc", b"WARC/9.9\r\n" + b"\0" * 5_000, ("broken-record", "no-report"), "warc-of-zeros")
    yield Hostile("a.warc", b"", ("no-report", "broken-record"), "warc-empty")
    yield Hostile("a.warc", good + b"\xff" * 4_000 + good, ("report", "broken-record"), "warc-junk-between")
    yield Hostile("a.warc.gz", archives.packed(good)[:-30], ("broken-record",), "warc-cut-off-gzip")
    yield Hostile("a.warc.gz", b"\x1f\x8b\x08", ("broken-record", "no-report"), "warc-gzip-head-alone")
    yield Hostile("a.warc.gz", b"\x1f\x8b\x08" * 3_000, ("broken-record", "no-report"), "warc-gzip-heads")
    yield Hostile(
        "a.warc", archives.record("response", "https://c.example/", b"no http"), ("no-report",), "warc-without-http"
    )
    wacz = {"datapackage.json": b"{}"}
    yield Hostile(
        "a.wacz",
        archives.zipped({**wacz, "archive/d.warc.gz": b"\x1f\x8b\x08junk"}),
        ("broken-record", "no-report"),
        "wacz-damaged-inside",
    )
    yield Hostile("a.wacz", archives.zipped(wacz), ("no-report",), "wacz-without-archive")
    yield Hostile("a.wacz", archives.zipped({**wacz, "archive/d.warc": good})[:-90], ("bad-zip",), "wacz-cut-off")


def mails() -> Iterator[Hostile]:
    head = b"From: a@b.example\r\nMessage-ID: <x@y>\r\nMIME-Version: 1.0\r\n"
    yield Hostile(
        "a.eml", head + b"Content-Type: multipart/mixed\r\n\r\nHe left.", ("empty", "report"), "mail-no-boundary"
    )
    yield Hostile(
        "a.eml",
        head + b"Content-Transfer-Encoding: base64\r\n\r\n!!!!\xff\r\n",
        ("empty", "binary", "report"),
        "mail-base64",
    )
    yield Hostile(
        "a.eml", head + b"Date: Fri, 99 Foo 99999 99:99:99 +9999\r\n\r\nHe left.", ("report",), "mail-odd-date"
    )
    related = head.replace(b"Message-ID: <x@y>\r\n", b"") + b"Content-Type: multipart/related; boundary=b\r\n\r\n"
    yield Hostile("a.mhtml", related + b"--b\r\nContent-Type: image/png\r\n\r\nx", ("no-page",), "mhtml-without-page")
    zeros = base64.b64encode(bytes(5_000_000))
    yield Hostile(
        "a.mhtml",
        related + b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zeros,
        ("empty", "binary"),
        "mhtml-of-zeros",
    )


def feeds() -> Iterator[Hostile]:
    item = "<item><title>One</title><description>He left.</description></item>"
    rss = "{dtd}<rss version='2.0'><channel><title>C</title>{items}</channel></rss>"
    yield Hostile("a.xml", rss.format(dtd="", items="").encode(), ("empty",), "rss-without-items")
    yield Hostile(
        "a.xml",
        rss.format(dtd="", items=item).encode().replace(b"He", b"\xff\xfe\x00"),
        ("report", "empty"),
        "rss-bytes",
    )
    yield Hostile(
        "a.xml",
        rss.format(dtd="", items=item.replace("He left.", "<![CDATA[He left.")).encode(),
        ("empty", "report"),
        "rss-open-cdata",
    )
    yield Hostile("a.atom", b"<feed", ("empty",), "atom-cut-off")


def jsons() -> Iterator[Hostile]:
    start = b'{"uri": "u", "versionCreated": '
    yield Hostile("a.json", start + b'"x"', ("bad-json",), "ninjs-cut-off")
    odd: list[Any] = [None, 3, -1e308, "x" * 9, [], {}, [[]], [None], [3], [{}], {"name": []}, True]
    for number, value in enumerate(odd):
        keys = (
            "version",
            "pubstatus",
            "headlines",
            "by",
            "located",
            "places",
            "infosources",
            "provider",
            "ednote",
            "signals",
            "firstcreated",
            "versioncreated",
            "embargoed",
            "url",
            "language",
        )
        story = {"uri": value if number % 2 else "u", **dict.fromkeys(keys, value), "body_text": "He left."}
        yield Hostile("a.json", json.dumps(story).encode(), ("report",), f"ninjs-of-odd-values-{number}")
        yield Hostile(
            "a.json",
            json.dumps({"uri": "u", "headlines": [], "bodies": value}).encode(),
            ("empty",),
            f"ninjs-bodies-{number}",
        )
        message = dict.fromkeys(("id", "date", "date_unixtime", "from", "forwarded_from", "edited"), value)
        chat = {
            "name": value,
            "type": value,
            "id": value,
            "messages": [{**message, "type": "message", "text": "He left."}],
        }
        yield Hostile("a.json", json.dumps(chat).encode(), ("report",), f"telegram-of-odd-values-{number}")
    chat_head = b'{"name": "x", "type": "public_channel", "id": 1, "messages": ['
    yield Hostile("a.json", chat_head, ("empty",), "telegram-cut-off")
    yield Hostile("a.json", chat_head + b'1, null, [], "x"]}', ("empty",), "telegram-of-numbers")
    yield Hostile("a.json", chat_head + b'{"type": "message", "text": "x', ("empty",), "telegram-open-string")
    yield Hostile("a.json", chat_head + b"{}," * 30_000 + b"{}]}", ("no-report",), "telegram-empty-messages")


def tables() -> Iterator[Hostile]:
    head = b"title,text\r\n"
    yield Hostile("a.csv", head + b"x\0y,He\0 left.\r\n" + b"\0" * 1_000, ("report",), "csv-nuls")
    yield Hostile("a.csv", head + b"=cmd|' /C calc'!A0,=HYPERLINK(1)\r\n", ("report",), "csv-formulas")
    yield Hostile("a.csv", head + b"x\r\n" * 10, ("no-report",), "csv-short-rows")
    yield Hostile("a.csv", b"\xef\xbb\xbf", ("no-report", "no-column"), "csv-mark-alone")
    yield Hostile("a.csv", b"", ("no-report",), "csv-empty")
    yield Hostile(
        "a.csv", b"\xff\xfe" + "title,text\nx,He left.\n".encode("utf-16-le") + b"\x00", ("report",), "csv-odd-utf-16"
    )
    yield Hostile("a.csv", head + b"\x80\x81\xfe\xff,\x90\x91He left.\r\n", ("report",), "csv-bytes")
    yield Hostile("a.csv", head + b'"x"y"z,"He" left"."\r\n', ("report", "bad-table"), "csv-odd-quotes")
    yield Hostile("a.csv", bytes(range(256)) * 40, ("no-column", "bad-table", "binary", "no-report"), "csv-binary")


def pdfs() -> Iterator[Hostile]:
    said = b"BT /F 12 Tf 50 700 Td (The minister denied it.) Tj ET"
    yield Hostile("a.pdf", b"%PDF-1.7", ("bad-pdf",), "pdf-head-alone")
    yield Hostile("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 400, ("bad-pdf",), "pdf-junk")
    yield Hostile("a.pdf", pdf(CATALOG, TREE, SHEET, stream(said), LETTERS)[:300], ("bad-pdf", "empty"), "pdf-cut-off")


KINDS = (documents, workbooks, web_archives, mails, feeds, jsons, tables, pdfs)
