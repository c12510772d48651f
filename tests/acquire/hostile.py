"""Hostile files, made when they are needed: bombs, entities, nesting, lies, damage, for every kind that is read.

Each has the outcomes that are right for it: kinds of failure, or ``report`` where what is harmless in it is read.
"""

from __future__ import annotations

import base64
import functools
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.acquire import archives, made, made_docx

GB = 1 << 30
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(10))
LAUGHS = f"<!DOCTYPE x [{ENTITIES}]>"
FILE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p; <!ENTITY l9 "y">]>'
BLOWUP = f'<!DOCTYPE x [<!ENTITY l9 "{"a" * 50_000}">]>'
W = made_docx.W


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


def zips() -> Iterator[Hostile]:
    good = docx(body("He denied it."))
    for label, dtd in (("laughs", LAUGHS), ("file", FILE), ("remote", REMOTE), ("blow-up", BLOWUP)):
        yield Hostile("a.docx", docx(dtd + body("&l9;")), ("entities",), f"docx-{label}")
    yield Hostile(
        "a.docx", docx(body("x"), docProps__core=LAUGHS + "<t>&l9;</t>"), ("entities",), "docx-laughs-in-data"
    )
    yield Hostile("a.docx", docx(body("x"), word__footnotes=FILE + "<t>&l9;</t>"), ("entities",), "docx-file-in-notes")
    wide = ('<?xml version="1.0" encoding="utf-16"?>' + FILE + body("&l9;")).encode("utf-16")
    yield Hostile("a.docx", archives.zipped({"word/document.xml": wide}), ("entities",), "docx-utf-16-entity")
    yield Hostile("a.docx", docx("<a>" * 5_000 + "</a>" * 5_000), ("bad-xml",), "docx-deep")
    yield Hostile("a.docx", docx("<a/>" * 10), ("bad-xml",), "docx-many-roots")
    yield Hostile("a.docx", lambda: docx("<w>" + "<a/>" * 3_000_000 + "</w>"), ("too-large",), "docx-elements")
    yield Hostile("a.docx", lambda: docx(f"<w {'a=1 ' * 2_000_000}/>"), ("too-large",), "docx-attributes")
    names = ["../../../tmp/accordingto-owned", "/tmp/accordingto-owned", "C:\\owned", "word/../../owned"]
    crossing = archives.zipped({**dict.fromkeys(names, b"owned"), "word/document.xml": body("He left.").encode()})
    yield Hostile("a.docx", crossing, ("report",), "docx-path-traversal")
    yield Hostile("a.docx", good[: len(good) // 2], ("bad-zip",), "docx-cut-off")
    yield Hostile(
        "a.docx", good.replace(b"\x08\x00", b"\x63\x00"), ("bad-zip", "encrypted"), "docx-unknown-compression"
    )
    locked = bytearray(good)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[good.index(mark) + flag] |= 1
    yield Hostile("a.docx", bytes(locked), ("encrypted",), "docx-encrypted")
    broken = bytearray(good)
    broken[good.index(b"word/document.xml") + 25] ^= 0xFF
    yield Hostile("a.docx", bytes(broken), ("bad-zip", "bad-xml"), "docx-damaged")
    many = {f"f{n}": b"" for n in range(21_000)}
    yield Hostile("a.docx", lambda: archives.zipped(many, zipfile.ZIP_STORED), ("too-large",), "docx-many-files")
    end = good.rindex(b"PK\x05\x06")
    lying = bytearray(good)
    lying[end + 12 : end + 16] = struct.pack("<I", 0x7FFFFFFF)
    yield Hostile("a.docx", bytes(lying), ("too-large",), "docx-lying-directory")
    yield Hostile("a.docx", b"PK\x05\x06" + b"\0" * 18, ("bad-zip", "unknown-kind"), "docx-empty-zip")
    yield Hostile("a.docx", b"PK\x03\x04" + b"A" * 500, ("bad-zip",), "docx-no-directory")
    yield Hostile("a.docx", archives.zipped({"word/document.xml": good}), ("bad-xml",), "docx-zip-in-zip")
    yield Hostile("a.docx", b"MZ\x90" + b"\0" * 200, ("bad-zip",), "docx-that-is-a-program")
    yield Hostile("a.docx", b"", ("bad-zip",), "docx-empty")


def books() -> Iterator[Hostile]:
    form = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{form}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{form}.sharedStrings+xml"/></Types>'
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = (
        f'<Relationships xmlns="{package}">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/s.xml"/>'
        f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )

    def workbook(rows: str, strings: str = "", dtd: str = "", dimension: str = "") -> bytes:
        sheet = f'{dtd}<worksheet xmlns="{main}">{dimension}<sheetData>{rows}</sheetData></worksheet>'
        return archives.zipped(
            {
                "[Content_Types].xml": kinds.encode(),
                "xl/workbook.xml": book.encode(),
                "xl/_rels/workbook.xml.rels": links.encode(),
                "xl/worksheets/s.xml": sheet.encode(),
                "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>'.encode(),
            }
        )

    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
    cell = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{words}</t></is></c></row>'
    good = head + cell.format(n=2, words="He left.")
    yield Hostile("a.xlsx", workbook(good), ("report",), "xlsx-that-is-fine")
    for label, dtd in (("laughs", LAUGHS), ("file", FILE), ("remote", REMOTE)):
        yield Hostile(
            "a.xlsx",
            workbook(head + cell.format(n=2, words="&l9;"), dtd=dtd),
            ("bad-workbook", "too-complex", "empty"),
            f"xlsx-{label}",
        )
    yield Hostile(
        "a.xlsx", workbook(good, dimension='<dimension ref="A1:XFD1048576"/>'), ("report",), "xlsx-lying-size"
    )
    far = head + cell.format(n=1048576, words="He left.")
    yield Hostile("a.xlsx", workbook(far), ("report",), "xlsx-last-row")
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
        "a.xlsx",
        workbook(good).replace(b"xl/work", b"xl/wurk", 1),
        ("bad-workbook", "bad-zip", "unknown-kind"),
        "xlsx-damaged",
    )
    yield Hostile(
        "a.xlsx", workbook('<row r="x"><c r="??" t="q"><v>1</v></c></row>'), ("bad-workbook", "no-column"), "xlsx-odd"
    )
    yield Hostile("a.xlsx", archives.zipped({"xl/workbook.xml": b"<a/>"}), ("bad-workbook",), "xlsx-no-parts")
    yield Hostile(
        "a.xlsx", lambda: workbook(head + " " * (100 << 20)), ("no-report", "bad-workbook", "too-complex"), "xlsx-bomb"
    )


def web() -> Iterator[Hostile]:
    page = made.markup().encode()
    good = archives.response("https://courier.example/1", page)

    def record(headers: str, block: bytes = page) -> bytes:
        return f"WARC/1.0\r\nWARC-Type: response\r\n{headers}\r\n\r\n".encode() + block + b"\r\n\r\n"

    yield Hostile("a.warc", record("Content-Length: -5"), ("broken-record", "no-report"), "warc-negative-length")
    yield Hostile("a.warc", record(f"Content-Length: {10**18}"), ("broken-record", "no-report"), "warc-huge-length")
    yield Hostile("a.warc", record(f"Content-Length: {10**30}"), ("broken-record", "no-report"), "warc-endless-length")
    yield Hostile("a.warc", record("Content-Length: many"), ("broken-record", "no-report"), "warc-length-of-words")
    yield Hostile("a.warc", record("X: " + "y" * 3_000_000), ("broken-record", "no-report"), "warc-long-header")
    yield Hostile("a.warc", record("X: y\r\n" * 200_000), ("broken-record", "no-report"), "warc-many-headers")
    yield Hostile("a.warc", b"WARC/9.9\r\n" + b"\0" * 5_000, ("broken-record", "no-report"), "warc-of-zeros")
    yield Hostile("a.warc", b"", ("no-report", "broken-record"), "warc-empty")
    yield Hostile("a.warc", b"just words, no archive at all", ("broken-record", "no-report"), "warc-of-words")
    yield Hostile("a.warc", good + b"\xff" * 4_000 + good, ("report", "broken-record"), "warc-junk-between")
    yield Hostile("a.warc.gz", archives.packed(good)[:-30], ("broken-record",), "warc-cut-off-gzip")
    yield Hostile("a.warc.gz", b"\x1f\x8b\x08", ("broken-record", "no-report"), "warc-gzip-head-alone")
    yield Hostile("a.warc.gz", b"\x1f\x8b\x08" * 3_000, ("broken-record", "no-report"), "warc-gzip-heads")
    yield Hostile("a.warc.gz", archives.packed(archives.packed(good)), ("broken-record", "report"), "warc-packed-twice")
    inner = archives.packed(page)
    for label, head, block in (
        ("that-lies", "Content-Encoding: gzip\r\n", page),
        ("cut-off", "Content-Encoding: gzip\r\n", inner[:-40]),
        ("chunks-that-lie", "Transfer-Encoding: chunked\r\n", b"FFFFFFFFFFFF\r\n" + page),
        ("chunks-of-words", "Transfer-Encoding: chunked\r\n", b"zz\r\n" + page),
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
    yield Hostile(
        "a.warc", archives.record("response", "https://c.example/", b"no http"), ("no-report",), "warc-without-http"
    )
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
    yield Hostile(
        "a.wacz", archives.zipped({**wacz, "archive/../../owned.warc": good}), ("report",), "wacz-path-traversal"
    )
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
    nested = head + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(1_000)
    )
    yield Hostile("a.eml", nested + b"\r\nHe left.", ("bad-mail", "empty", "report"), "mail-nested")
    yield Hostile(
        "a.eml", head + b"Content-Type: multipart/mixed\r\n\r\nHe left.", ("empty", "report"), "mail-no-boundary"
    )
    yield Hostile(
        "a.eml", head + b"Subject: " + b"x" * 2_000_000 + b"\r\n\r\nHe left.", ("report",), "mail-long-header"
    )
    folded = b"Subject: x\r\n" + b" y\r\n" * 300_000
    yield Hostile("a.eml", head + folded + b"\r\nHe left.", ("report",), "mail-folded-header")
    words = b"Subject: " + b"=?utf-8?q?=C3?= " * 20_000
    yield Hostile("a.eml", head + words + b"\r\n\r\nHe left.", ("report",), "mail-encoded-words")
    for charset in (b"zip", b"rot13", b"utf-7", b"idna", b"none-such", b"\xff\xfe", b'"'):
        yield Hostile(
            "a.eml",
            head + b"Content-Type: text/plain; charset=" + charset + b"\r\n\r\nHe left.",
            ("report",),
            f"mail-charset-{charset!r}",
        )
    yield Hostile(
        "a.eml",
        head + b"Content-Transfer-Encoding: base64\r\n\r\n!!!!\xff\r\n",
        ("empty", "binary", "report"),
        "mail-base64",
    )
    yield Hostile("a.eml", lambda: head + b"\r\n" + b"\n" * 1_600_000, ("too-large",), "mail-of-lines")
    parts = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\nHe left.\r\n" for _ in range(10_000))
    yield Hostile(
        "a.eml", head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts, ("report",), "mail-many-parts"
    )
    attached = b'--b\r\nContent-Disposition: attachment; filename="../../etc/owned"\r\n\r\nx\r\n'
    yield Hostile(
        "a.eml",
        head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHe left.\r\n" + attached,
        ("report",),
        "mail-path-traversal",
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
    for label, dtd in (("laughs", LAUGHS), ("file", FILE), ("remote", REMOTE), ("blow-up", BLOWUP)):
        use = "<item><title>&l9;</title></item>"
        yield Hostile("a.xml", rss.format(dtd=dtd, items=use).encode(), ("entities",), f"rss-{label}")
        yield Hostile(
            "a.xml",
            rss.format(dtd=dtd, items=use).encode("utf-16"),
            ("entities", "unknown-kind"),
            f"rss-{label}-utf-16",
        )
        story = f'<newsItem xmlns="x" guid="g"><contentSet><inlineData>{"&l9;"}</inlineData></contentSet></newsItem>'
        yield Hostile("a.xml", (dtd + story).encode(), ("entities",), f"newsml-{label}")
    dtd = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd">'
    yield Hostile("a.xml", rss.format(dtd=dtd, items=item).encode(), ("report",), "rss-remote-dtd")
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    yield Hostile(
        "a.xml",
        rss.format(dtd="", items=item.replace("He left.", f"He left. {include}")).encode(),
        ("report",),
        "rss-include",
    )
    deep = item.replace("He left.", "<b>" * 5_000 + "He left." + "</b>" * 5_000)
    yield Hostile("a.xml", rss.format(dtd="", items=deep).encode(), ("report", "bad-feed", "empty"), "rss-deep")
    deep = "<content:encoded><![CDATA[" + "<div>" * 10_000 + "He left.]]></content:encoded>"
    yield Hostile(
        "a.xml",
        rss.format(dtd="", items=f"<item>{deep}</item>").encode(),
        ("report", "bad-feed", "empty"),
        "rss-deep-html",
    )
    yield Hostile("a.xml", rss.format(dtd="", items="<item/>" * 25_000).encode(), ("too-large",), "rss-many-items")
    yield Hostile("a.xml", rss.format(dtd="", items="<item>" * 50_000).encode(), ("empty",), "rss-never-closed")
    yield Hostile("a.xml", rss.format(dtd="", items="").encode(), ("empty",), "rss-without-items")
    yield Hostile(
        "a.xml", rss.format(dtd="", items="<a/>" * 400_000 + item).encode(), ("too-large",), "rss-large-around"
    )
    yield Hostile(
        "a.xml",
        lambda: rss.format(dtd="", items=item.replace("He", "x" * 5_000_000)).encode(),
        ("too-large",),
        "rss-long-item",
    )
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
    many = "<newsItem><contentSet><inlineXML>{}</inlineXML></contentSet></newsItem>"
    yield Hostile("a.xml", lambda: many.format("<p/>" * 3_000_000).encode(), ("too-large",), "newsml-elements")
    nested = f'<newsItem xmlns="x" guid="g">{"<p>" * 9_000}x{"</p>" * 9_000}</newsItem>'
    yield Hostile("a.xml", nested.encode(), ("bad-xml",), "newsml-deep")


def jsons() -> Iterator[Hostile]:
    start = b'{"uri": "u", "versionCreated": '
    yield Hostile("a.json", start + b"[" * 500_000 + b"]" * 500_000 + b"}", ("bad-json",), "ninjs-deep")
    yield Hostile("a.json", lambda: start + b"[" + b"[]," * 3_000_000 + b"1]}", ("too-large",), "ninjs-values")
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
    yield Hostile(
        "a.json", chat_head + b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}]}", ("bad-json",), "telegram-deep"
    )
    yield Hostile("a.json", chat_head + b'{"a": ' * 200_000, ("empty",), "telegram-nested")
    yield Hostile("a.json", chat_head + b"{}," * 30_000 + b"{}]}", ("no-report",), "telegram-empty-messages")
    yield Hostile("a.json", b'[{"id": "1", "type": "book", "issued": {}}]', ("citations",), "citations-as-report")
    yield Hostile(
        "a.jsonl",
        lambda: b'{"text": "x", "a": [' + b"[]," * 3_000_000 + b"1]}\n" + b'{"text": "He left."}',
        ("too-large", "report"),
        "jsonl-values",
    )


def tables() -> Iterator[Hostile]:
    head = b"title,text\r\n"
    yield Hostile("a.csv", head + b"x\0y,He\0 left.\r\n" + b"\0" * 1_000, ("report",), "csv-nuls")
    yield Hostile(
        "a.csv",
        lambda: head + b'x,"He left.\r\n' + b"more words than a line of a table holds\r\n" * 220_000,
        ("bad-table",),
        "csv-open-quote",
    )
    yield Hostile("a.csv", head + b"x," + b"y" * 9_000_000, ("bad-table",), "csv-long-line")
    yield Hostile("a.csv", b"a," * 300_000 + b"b\r\n1\r\n", ("no-column",), "csv-many-columns")
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
    def pdf(*objects: str | bytes, root: int = 1) -> bytes:
        out, places = io.BytesIO(), []
        out.write(b"%PDF-1.7\n")
        for number, content in enumerate(objects, 1):
            places.append(out.tell())
            out.write(
                b"%d 0 obj\n" % number + (content.encode() if isinstance(content, str) else content) + b"\nendobj\n"
            )
        table = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(b"trailer <</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, table))
        return out.getvalue()

    def stream(data: bytes, more: str = "") -> bytes:
        return f"<</Length {len(data)} {more}>>\nstream\n".encode() + data + b"\nendstream"

    catalog = "<</Type/Catalog/Pages 2 0 R>>"
    tree = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
    font = "/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R" + font + ">>"
    letters = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    said = b"BT /F 12 Tf 50 700 Td (The minister denied it.) Tj ET"
    yield Hostile("a.pdf", pdf(catalog, tree, page, stream(said), letters), ("report",), "pdf-that-is-fine")
    yield Hostile("a.pdf", b"%PDF-1.7", ("bad-pdf",), "pdf-head-alone")
    yield Hostile("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 400, ("bad-pdf",), "pdf-junk")
    yield Hostile("a.pdf", pdf(catalog, tree, page, stream(said), letters)[:300], ("bad-pdf", "empty"), "pdf-cut-off")
    yield Hostile(
        "a.pdf", pdf(catalog, "<</Type/Pages/Kids[2 0 R]/Count 1>>"), ("bad-pdf", "empty"), "pdf-tree-in-a-ring"
    )
    yield Hostile(
        "a.pdf",
        pdf(catalog, "<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", page, stream(said), letters),
        ("report", "bad-pdf", "empty", "too-complex"),
        "pdf-lying-count",
    )
    yield Hostile("a.pdf", pdf(catalog, tree, page, stream(b"[" * 500_000), letters), ("empty",), "pdf-nested-arrays")
    yield Hostile(
        "a.pdf",
        pdf("<</Type/Catalog/Pages 2 0 R/X " + "[" * 100_000 + ">>", tree, page, stream(said), letters),
        ("report", "bad-pdf", "empty", "too-complex"),
        "pdf-deep-object",
    )
    form = stream(b"/X Do " + said, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    yield Hostile(
        "a.pdf", pdf(catalog, tree, page, stream(b"/X Do"), letters, form), ("report", "empty"), "pdf-form-in-itself"
    )
    for label, box in (
        ("zero", "0 0 0 0"),
        ("negative", "600 800 0 0"),
        ("huge", "0 0 1e30 1e30"),
        ("words", "a b c d"),
    ):
        odd = page.replace("0 0 600 800", box)
        yield Hostile(
            "a.pdf", pdf(catalog, tree, odd, stream(said), letters), ("report", "empty", "bad-pdf"), f"pdf-box-{label}"
        )
    script = "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"
    yield Hostile("a.pdf", pdf(script, tree, page, stream(said), letters), ("report",), "pdf-with-script")
    picture = stream(
        zlib.compress(bytes(1000)),
        "/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8"
        "/ColorSpace/DeviceGray/Filter/FlateDecode",
    )
    yield Hostile(
        "a.pdf",
        pdf(catalog, tree, page, stream(b"q 600 0 0 800 0 0 cm /X Do Q"), letters, picture),
        ("scan", "empty", "too-complex"),
        "pdf-huge-picture",
    )
    words = b"".join(b"BT /F 4 Tf %d %d Td (ab) Tj ET " % (n * 37 % 600, n * 91 % 800) for n in range(8_000))
    yield Hostile("a.pdf", pdf(catalog, tree, page, stream(words), letters), ("report",), "pdf-scattered-words")

    def packed(filters: str, rounds: int) -> bytes:
        data = bytes(400 << 20)
        for _ in range(rounds):
            data = zlib.compress(data, 1)
        return pdf(catalog, tree, page, stream(data, f"/Filter[{filters}]"), letters)

    for rounds in (1, 2):
        yield Hostile(
            "a.pdf",
            functools.partial(packed, "/FlateDecode" * rounds, rounds),
            ("empty", "too-complex", "bad-pdf"),
            f"pdf-bomb-{rounds}",
        )


def liars() -> Iterator[Hostile]:
    page = made.markup().encode()
    fine = docx(body("The minister denied it."))
    yield Hostile("a.pdf", page, ("report",), "page-as-pdf")
    yield Hostile("a.html", fine, ("report",), "docx-as-html")
    yield Hostile("a.txt", archives.response("https://c.example/", page), ("report",), "warc-as-txt")
    yield Hostile("a.csv", page, ("report",), "page-as-csv")
    yield Hostile("a.eml", b"%PDF-1.7", ("bad-pdf",), "pdf-as-eml")
    yield Hostile("a.html", gzip.compress(page), ("binary",), "gzip-as-html")
    yield Hostile("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(300), ("binary",), "picture-as-txt")
    yield Hostile("a.html", archives.zipped({"x": b"y"}), ("binary",), "zip-as-html")
    yield Hostile("a.pdf", b"\x7fELF" + bytes(300), ("bad-pdf",), "program-as-pdf")
    yield Hostile("a.rss", b"\xd0\xcf\x11\xe0" + bytes(300), ("empty",), "old-office-as-rss")
    yield Hostile("a.xlsx", b"a,text\r\n1,He left.\r\n", ("bad-workbook",), "csv-as-xlsx")


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
        "b.xml": lambda: story.replace(b"...", b"<p>He left.</p>" * 900_000),
        "b.txt": lambda: "Он ушёл. \U0001f600\n".encode() * 1_100_000,
        "b.docx": lambda: docx(body("x").replace("<w:p>", "<w:p/>" * 1_700_000 + "<w:p>")),
    }
    for name, make in makers.items():
        yield Hostile(name, make, ("report",), f"heavy-{name}")


def small() -> list[Hostile]:
    """All but the giants."""
    return [*zips(), *books(), *web(), *mails(), *feeds(), *jsons(), *tables(), *pdfs(), *liars()]
