"""Lies: lengths, sizes, encodings, names and types that are not so, and files named as another kind."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterator

from tests.acquire import archives
from tests.acquire.hostile.making import PAGE, Hostile, body, docx, record
from tests.acquire.hostile.pdf import CATALOG, LETTERS, SHEET, TREE, pdf, stream
from tests.acquire.hostile.workbook import workbook


def documents() -> Iterator[Hostile]:
    good = docx(body("He denied it."))
    names = ["../../../tmp/accordingto-owned", "/tmp/accordingto-owned", "C:\\owned", "word/../../owned"]
    crossing = archives.zipped({**dict.fromkeys(names, b"owned"), "word/document.xml": body("He left.").encode()})
    yield Hostile("a.docx", crossing, ("report",), "docx-path-traversal")
    yield Hostile(
        "a.docx", good.replace(b"\x08\x00", b"\x63\x00"), ("bad-zip", "encrypted"), "docx-unknown-compression"
    )
    locked = bytearray(good)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[good.index(mark) + flag] |= 1
    yield Hostile("a.docx", bytes(locked), ("encrypted",), "docx-encrypted")
    broken = bytearray(good)
    broken[good.index(b"word/document.xml") + 25] ^= 0xFF
    end = good.rindex(b"PK\x05\x06")
    lying = bytearray(good)
    lying[end + 12 : end + 16] = struct.pack("<I", 0x7FFFFFFF)
    yield Hostile("a.docx", bytes(lying), ("too-large",), "docx-lying-directory")
    yield Hostile("a.docx", b"MZ\x90" + b"\0" * 200, ("bad-zip",), "docx-that-is-a-program")


def workbooks() -> Iterator[Hostile]:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
    cell = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{words}</t></is></c></row>'
    good = head + cell.format(n=2, words="He left.")
    yield Hostile("a.xlsx", workbook(good), ("report",), "xlsx-that-is-fine")
    yield Hostile(
        "a.xlsx", workbook(good, dimension='<dimension ref="A1:XFD1048576"/>'), ("report",), "xlsx-lying-size"
    )
    far = head + cell.format(n=1048576, words="He left.")
    yield Hostile("a.xlsx", workbook(far), ("report",), "xlsx-last-row")


def web_archives() -> Iterator[Hostile]:
    good = archives.response("https://courier.example/1", PAGE)
    yield Hostile("a.warc", record("Content-Length: -5"), ("broken-record", "no-report"), "warc-negative-length")
    yield Hostile("a.warc", record(f"Content-Length: {10**18}"), ("broken-record", "no-report"), "warc-huge-length")
    yield Hostile("a.warc", record(f"Content-Length: {10**30}"), ("broken-record", "no-report"), "warc-endless-length")
    yield Hostile("a.warc", record("Content-Length: many"), ("broken-record", "no-report"), "warc-length-of-words")
    yield Hostile("a.warc", b"just words, no archive at all", ("broken-record", "no-report"), "warc-of-words")
    inner = archives.packed(PAGE)
    for label, head, block in (
        ("that-lies", "Content-Encoding: gzip\r\n", PAGE),
        ("cut-off", "Content-Encoding: gzip\r\n", inner[:-40]),
        ("chunks-that-lie", "Transfer-Encoding: chunked\r\n", b"FFFFFFFFFFFF\r\n" + PAGE),
        ("chunks-of-words", "Transfer-Encoding: chunked\r\n", b"zz\r\n" + PAGE),
    ):
        yield Hostile(
            "a.warc",
            archives.response("https://c.example/", block, headers=head),
            ("broken-record", "empty", "binary", "report"),
            f"warc-answer-{label}",
        )
    yield Hostile(
        "a.warc",
        archives.response("https://c.example/", b"\x89PNG\r\n\x1a\n" + b"\0\x01" * 900),
        ("binary",),
        "warc-picture-as-page",
    )
    yield Hostile("a.warc", archives.response("https://c.example/", b"%PDF-1.4 x"), ("binary",), "warc-pdf-as-page")
    wacz = {"datapackage.json": b"{}"}
    yield Hostile(
        "a.wacz", archives.zipped({**wacz, "archive/../../owned.warc": good}), ("report",), "wacz-path-traversal"
    )


def mails() -> Iterator[Hostile]:
    head = b"From: a@b.example\r\nMessage-ID: <x@y>\r\nMIME-Version: 1.0\r\n"
    for charset in (b"zip", b"rot13", b"utf-7", b"idna", b"none-such", b"\xff\xfe", b'"'):
        yield Hostile(
            "a.eml",
            head + b"Content-Type: text/plain; charset=" + charset + b"\r\n\r\nHe left.",
            ("report",),
            f"mail-charset-{charset!r}",
        )
    attached = b'--b\r\nContent-Disposition: attachment; filename="../../etc/owned"\r\n\r\nx\r\n'
    yield Hostile(
        "a.eml",
        head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHe left.\r\n" + attached,
        ("report",),
        "mail-path-traversal",
    )


def jsons() -> Iterator[Hostile]:
    yield Hostile("a.json", b'[{"id": "1", "type": "book", "issued": {}}]', ("citations",), "citations-as-report")


def pdfs() -> Iterator[Hostile]:
    said = b"BT /F 12 Tf 50 700 Td (The minister denied it.) Tj ET"
    yield Hostile("a.pdf", pdf(CATALOG, TREE, SHEET, stream(said), LETTERS), ("report",), "pdf-that-is-fine")
    yield Hostile(
        "a.pdf",
        pdf(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", SHEET, stream(said), LETTERS),
        ("report", "bad-pdf", "empty", "too-complex"),
        "pdf-lying-count",
    )
    for label, box in (
        ("zero", "0 0 0 0"),
        ("negative", "600 800 0 0"),
        ("huge", "0 0 1e30 1e30"),
        ("words", "a b c d"),
    ):
        odd = SHEET.replace("0 0 600 800", box)
        yield Hostile(
            "a.pdf", pdf(CATALOG, TREE, odd, stream(said), LETTERS), ("report", "empty", "bad-pdf"), f"pdf-box-{label}"
        )
    script = "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"
    yield Hostile("a.pdf", pdf(script, TREE, SHEET, stream(said), LETTERS), ("report",), "pdf-with-script")


def named_otherwise() -> Iterator[Hostile]:
    fine = docx(body("The minister denied it."))
    yield Hostile("a.pdf", PAGE, ("report",), "page-as-pdf")
    yield Hostile("a.html", fine, ("report",), "docx-as-html")
    yield Hostile("a.txt", archives.response("https://c.example/", PAGE), ("report",), "warc-as-txt")
    yield Hostile("a.csv", PAGE, ("report",), "page-as-csv")
    yield Hostile("a.eml", b"%PDF-1.7", ("bad-pdf",), "pdf-as-eml")
    yield Hostile("a.html", gzip.compress(PAGE), ("binary",), "gzip-as-html")
    yield Hostile("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(300), ("binary",), "picture-as-txt")
    yield Hostile("a.html", archives.zipped({"x": b"y"}), ("binary",), "zip-as-html")
    yield Hostile("a.pdf", b"\x7fELF" + bytes(300), ("bad-pdf",), "program-as-pdf")
    yield Hostile("a.rss", b"\xd0\xcf\x11\xe0" + bytes(300), ("empty",), "old-office-as-rss")
    yield Hostile("a.xlsx", b"a,text\r\n1,He left.\r\n", ("bad-workbook",), "csv-as-xlsx")


KINDS = (documents, workbooks, web_archives, mails, jsons, pdfs, named_otherwise)
