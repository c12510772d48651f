"""Makes hostile files: archives that unpack without end, paths that lead elsewhere, names and cells that run."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator

from accordingto.acquire.incoming import MAX_BYTES
from tests.acquire.archives import packed, record, response, zipped

PAGE = b"<html><title>A page</title><body><p>Guards held two men in Corvia, a rights group said.</p></body></html>"
TOO_MUCH = MAX_BYTES + 1
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
DOCUMENT = "word/document.xml"
NAMES = ("=cmd|calc", "-rf", "$(id)", "`id`", "a\nb", "'; DROP TABLE act; --", "\x1b[2J", "\u202egpj", "x" * 240, "..",
         "%2e%2e%2fpasswd", "CON", "é" * 100, " ")  # fmt: skip


def bomb(size: int = TOO_MUCH) -> bytes:
    """Some 50 KB that unpack to more than is read."""
    return gzip.compress(b"\0" * size, 1, mtime=0)


def archives() -> Iterator[tuple[str, bytes]]:
    """Archives and what is packed inside other files."""
    yield "bomb.warc.gz", bomb()
    yield "bomb-in-record.warc.gz", packed(response("https://a.example/", b" " * TOO_MUCH))
    yield "bomb-in-answer.warc", response("https://b.example/", bomb(), headers="Content-Encoding: gzip\r\n")
    yield "bomb-in-bomb.warc", response("https://c.example/", gzip.compress(bomb()),
                                        headers="Content-Encoding: gzip, gzip\r\n")  # fmt: skip
    yield "deflate-bomb.warc", response("https://d.example/", zlib.compress(b"\0" * TOO_MUCH, 1),
                                        headers="Content-Encoding: deflate\r\n")  # fmt: skip
    yield "bomb.wacz", zipped({"archive/data.warc.gz": bomb()})
    yield "elsewhere.wacz", zipped({"../../../escaped.warc": response("https://e.example/", PAGE),
                                    "/etc/escaped.warc": response("https://f.example/", PAGE),
                                    "archive/..\\escaped.warc": response("https://g.example/", PAGE)})  # fmt: skip
    yield "many.wacz", zipped({f"archive/{n}.warc": b"" for n in range(20_100)}, zipfile.ZIP_STORED)
    yield "link.wacz", link()
    yield "cut.wacz", zipped({"archive/data.warc": response("https://h.example/", PAGE)})[:-40]
    yield "nothing.wacz", b"PK\x05\x06" + b"\0" * 18
    yield "nothing.warc.gz", b"\x1f\x8b\x08\0"
    yield "endless.warc", record("response", "https://i.example/", b"").replace(b"Length: 0", b"Length: 99999999999")
    yield "negative.warc", record("response", "https://j.example/", b"x").replace(b"Length: 1", b"Length: -1")
    yield "bomb.docx", zipped({DOCUMENT: b"<w:document>" + b" " * TOO_MUCH, "[Content_Types].xml": b"<Types/>"})
    yield "laughs.docx", zipped({DOCUMENT: f"<!DOCTYPE d [<!ENTITY a0 'ha'>{LAUGHS}]><d>&a11;</d>".encode(),
                                 "[Content_Types].xml": b"<Types/>"})  # fmt: skip
    yield "bomb.xlsx", zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * TOO_MUCH,
                               "[Content_Types].xml": b"<Types/>"})  # fmt: skip
    yield "bomb.pdf", pdf(zlib.compress(b"\0" * TOO_MUCH, 1))
    yield "rubbish.pdf", b"%PDF-1.7\n" + b"1 0 obj << /Kids [1 0 R] /Type /Pages /Count 999999999 >> endobj\n" * 200


def link() -> bytes:
    """A ZIP archive whose one file is a symbolic link out of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("archive/data.warc")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def pdf(stream: bytes) -> bytes:
    """A PDF file of one page with this content."""
    head = f"4 0 obj << /Length {len(stream)} /Filter /FlateDecode >> stream\n".encode()
    return (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        b"3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 9 9] >> endobj\n"
        + head + stream + b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )  # fmt: skip


def texts() -> Iterator[tuple[str, bytes]]:
    """Pages, feeds, tables and letters that mean harm by what stands in them or by their names."""
    doctype = f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{LAUGHS}]>"
    outside = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    item = "<rss version='2.0'><channel><item><title>{0}</title><link>https://k.example/</link></item></channel></rss>"
    yield "laughs.rss", (doctype + item.format("&a11;")).encode()
    yield "outside.rss", (outside + item.format("&x;")).encode()
    yield "deep.html", b"<html><body>" + b"<div>" * 20_000 + b"Guards held two men, she said." + b"</div>" * 20_000
    yield "long-attribute.html", b"<html><title>" + b"x" * 500_000 + b"</title><body><p>Guards held her.</p></body>"
    yield "script.html", b"<title>=cmd|'/c calc'!A0</title><p onclick=alert(1)>Guards held two men, <script>x</script>"
    yield "deep.jsonl", b"[" * 200_000 + b"\n" + json.dumps({"id": "x", "text": "Guards held her."}).encode()
    yield (
        "nul.jsonl",
        b'{"id": "\\u0000", "text": "Guards\\u0000 held \\ud800 her."}\n{"id": 1e999, "text": []}\n\xff\xfe',
    )
    yield "formula.csv", b'title,text,url\n=1+1,"Guards held two men in Corvia, she said.","=HYPERLINK(""http://x"")"\n'
    yield "long-cell.csv", b'title,text\nx,"' + b"Guards held her. " * 300 + b'"\n'
    yield "many-columns.csv", b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + b"," * 19_999 + b"\n"
    head = b"From: a@example\nSubject: =?utf-8?q?=3D1+1?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    attached = b'Content-Disposition: attachment; filename="../../../escaped.html"\n\n'
    yield "mail.eml", head + attached + PAGE + b"\n--b--\n"
    yield (
        "nested.eml",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
    )
    yield "nested.mhtml", b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 3000
    for name in NAMES:
        yield f"{name}.html", PAGE.replace(b"two", json.dumps(name).encode())


def files() -> dict[str, bytes]:
    """Every hostile file by its name."""
    return dict([*archives(), *texts()])
