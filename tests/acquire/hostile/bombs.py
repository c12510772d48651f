"""Size: what unpacks to far more than it is, and too many or too long parts of a file."""

from __future__ import annotations

import functools
import zipfile
import zlib
from collections.abc import Iterator

from tests.acquire import archives
from tests.acquire.hostile.making import Hostile, bomb, docx, record
from tests.acquire.hostile.pdf import CATALOG, LETTERS, SHEET, TREE, packed_page, pdf, stream
from tests.acquire.hostile.workbook import workbook


def documents() -> Iterator[Hostile]:
    yield Hostile("a.docx", docx("<a/>" * 10), ("bad-xml",), "docx-many-roots")
    yield Hostile("a.docx", lambda: docx("<w>" + "<a/>" * 3_000_000 + "</w>"), ("too-large",), "docx-elements")
    yield Hostile("a.docx", lambda: docx(f"<w {'a=1 ' * 2_000_000}/>"), ("too-large",), "docx-attributes")
    many = {f"f{n}": b"" for n in range(21_000)}
    yield Hostile("a.docx", lambda: archives.zipped(many, zipfile.ZIP_STORED), ("too-large",), "docx-many-files")


def workbooks() -> Iterator[Hostile]:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
    wide = '<row r="2"><c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row>'
    yield Hostile("a.xlsx", workbook(head + wide), ("too-large",), "xlsx-last-column")
    same = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 3_000))
    yield Hostile(
        "a.xlsx",
        workbook(head + same, f"<si><t>{'x' * 200_000}</t></si>"),
        ("too-large", "too-complex"),
        "xlsx-one-string-often",
    )
    yield Hostile(
        "a.xlsx", lambda: workbook(head + " " * (100 << 20)), ("no-report", "bad-workbook", "too-complex"), "xlsx-bomb"
    )


def web_archives() -> Iterator[Hostile]:
    yield Hostile("a.warc", record("X: " + "y" * 3_000_000), ("broken-record", "no-report"), "warc-long-header")
    yield Hostile("a.warc", record("X: y\r\n" * 200_000), ("broken-record", "no-report"), "warc-many-headers")
    gzipped = "Content-Encoding: gzip\r\n"
    yield Hostile(
        "a.warc",
        lambda: archives.response("https://c.example/", bomb(70 << 20), headers=gzipped),
        ("too-large",),
        "warc-answer-bomb",
    )
    start = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 90000000\r\n\r\n"
    yield Hostile(
        "a.warc.gz", lambda: archives.packed(start + bytes(90_000_000)), ("broken-record", "no-report"), "warc-bomb"
    )
    wacz = {"datapackage.json": b"{}"}
    yield Hostile(
        "a.wacz", lambda: archives.zipped({**wacz, "archive/d.warc": bytes(50_000_000)}), ("too-large",), "wacz-bomb"
    )


def mails() -> Iterator[Hostile]:
    head = b"From: a@b.example\r\nMessage-ID: <x@y>\r\nMIME-Version: 1.0\r\n"
    yield Hostile(
        "a.eml", head + b"Subject: " + b"x" * 2_000_000 + b"\r\n\r\nHe left.", ("report",), "mail-long-header"
    )
    folded = b"Subject: x\r\n" + b" y\r\n" * 300_000
    yield Hostile("a.eml", head + folded + b"\r\nHe left.", ("report",), "mail-folded-header")
    words = b"Subject: " + b"=?utf-8?q?=C3?= " * 20_000
    yield Hostile("a.eml", head + words + b"\r\n\r\nHe left.", ("report",), "mail-encoded-words")
    yield Hostile("a.eml", lambda: head + b"\r\n" + b"\n" * 1_600_000, ("too-large",), "mail-of-lines")
    yield Hostile(
        "a.mbox", lambda: b"From x 00:00\n" + head + b"\n" + b"\n" * 1_600_000, ("too-large",), "mbox-of-lines"
    )
    yield Hostile("a.mbox", lambda: b"From x 00:00\n\n" * 3_000, ("empty",), "mbox-of-empty-letters")
    parts = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\nHe left.\r\n" for _ in range(10_000))
    yield Hostile(
        "a.eml", head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts, ("report",), "mail-many-parts"
    )


def feeds() -> Iterator[Hostile]:
    item = "<item><title>One</title><description>He left.</description></item>"
    rss = "{dtd}<rss version='2.0'><channel><title>C</title>{items}</channel></rss>"
    yield Hostile("a.xml", rss.format(dtd="", items="<item/>" * 25_000).encode(), ("too-large",), "rss-many-items")
    yield Hostile(
        "a.xml", rss.format(dtd="", items="<a/>" * 400_000 + item).encode(), ("too-large",), "rss-large-around"
    )
    yield Hostile(
        "a.xml",
        lambda: rss.format(dtd="", items=item.replace("He", "x" * 5_000_000)).encode(),
        ("too-large",),
        "rss-long-item",
    )
    many = "<newsItem><contentSet><inlineXML>{}</inlineXML></contentSet></newsItem>"
    yield Hostile("a.xml", lambda: many.format("<p/>" * 3_000_000).encode(), ("too-large",), "newsml-elements")


def jsons() -> Iterator[Hostile]:
    start = b'{"uri": "u", "versionCreated": '
    yield Hostile("a.json", lambda: start + b"[" + b"[]," * 3_000_000 + b"1]}", ("too-large",), "ninjs-values")
    yield Hostile(
        "a.jsonl",
        lambda: b'{"text": "x", "a": [' + b"[]," * 3_000_000 + b"1]}\n" + b'{"text": "He left."}',
        ("too-large", "report"),
        "jsonl-values",
    )


def tables() -> Iterator[Hostile]:
    head = b"title,text\r\n"
    yield Hostile(
        "a.csv",
        lambda: head + b'x,"He left.\r\n' + b"more words than a line of a table holds\r\n" * 220_000,
        ("bad-table",),
        "csv-open-quote",
    )
    yield Hostile("a.csv", head + b"x," + b"y" * 9_000_000, ("bad-table",), "csv-long-line")
    yield Hostile("a.csv", b"a," * 300_000 + b"b\r\n1\r\n", ("no-column",), "csv-many-columns")


def pdfs() -> Iterator[Hostile]:
    picture = stream(
        zlib.compress(bytes(1000)),
        "/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8"
        "/ColorSpace/DeviceGray/Filter/FlateDecode",
    )
    yield Hostile(
        "a.pdf",
        pdf(CATALOG, TREE, SHEET, stream(b"q 600 0 0 800 0 0 cm /X Do Q"), LETTERS, picture),
        ("scan", "empty", "too-complex"),
        "pdf-huge-picture",
    )
    words = b"".join(b"BT /F 4 Tf %d %d Td (ab) Tj ET " % (n * 37 % 600, n * 91 % 800) for n in range(8_000))
    yield Hostile("a.pdf", pdf(CATALOG, TREE, SHEET, stream(words), LETTERS), ("report",), "pdf-scattered-words")
    for rounds in (1, 2):
        yield Hostile(
            "a.pdf",
            functools.partial(packed_page, "/FlateDecode" * rounds, rounds),
            ("empty", "too-complex", "bad-pdf"),
            f"pdf-bomb-{rounds}",
        )


KINDS = (documents, workbooks, web_archives, mails, feeds, jsons, tables, pdfs)
