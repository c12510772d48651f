"""Depth: elements, arrays, letters and objects inside each other, or inside themselves."""

from __future__ import annotations

from collections.abc import Iterator

from tests.acquire import archives
from tests.acquire.hostile.making import PAGE, Hostile, body, docx
from tests.acquire.hostile.pdf import CATALOG, LETTERS, SHEET, TREE, pdf, stream


def documents() -> Iterator[Hostile]:
    good = docx(body("He denied it."))
    yield Hostile("a.docx", docx("<a>" * 5_000 + "</a>" * 5_000), ("bad-xml",), "docx-deep")
    locked = bytearray(good)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[good.index(mark) + flag] |= 1
    broken = bytearray(good)
    broken[good.index(b"word/document.xml") + 25] ^= 0xFF
    yield Hostile("a.docx", archives.zipped({"word/document.xml": good}), ("bad-xml",), "docx-zip-in-zip")


def web_archives() -> Iterator[Hostile]:
    good = archives.response("https://courier.example/1", PAGE)
    yield Hostile("a.warc.gz", archives.packed(archives.packed(good)), ("broken-record", "report"), "warc-packed-twice")


def mails() -> Iterator[Hostile]:
    head = b"From: a@b.example\r\nMessage-ID: <x@y>\r\nMIME-Version: 1.0\r\n"
    nested = head + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(1_000)
    )
    yield Hostile("a.eml", nested + b"\r\nHe left.", ("bad-mail", "empty", "report"), "mail-nested")


def feeds() -> Iterator[Hostile]:
    item = "<item><title>One</title><description>He left.</description></item>"
    rss = "{dtd}<rss version='2.0'><channel><title>C</title>{items}</channel></rss>"
    deep = item.replace("He left.", "<b>" * 5_000 + "He left." + "</b>" * 5_000)
    yield Hostile("a.xml", rss.format(dtd="", items=deep).encode(), ("report", "bad-feed", "empty"), "rss-deep")
    deep = "<content:encoded><![CDATA[" + "<div>" * 10_000 + "He left.]]></content:encoded>"
    yield Hostile(
        "a.xml",
        rss.format(dtd="", items=f"<item>{deep}</item>").encode(),
        ("report", "bad-feed", "empty"),
        "rss-deep-html",
    )
    yield Hostile("a.xml", rss.format(dtd="", items="<item>" * 50_000).encode(), ("empty",), "rss-never-closed")
    nested = f'<newsItem xmlns="x" guid="g">{"<p>" * 9_000}x{"</p>" * 9_000}</newsItem>'
    yield Hostile("a.xml", nested.encode(), ("bad-xml",), "newsml-deep")


def jsons() -> Iterator[Hostile]:
    start = b'{"uri": "u", "versionCreated": '
    yield Hostile("a.json", start + b"[" * 500_000 + b"]" * 500_000 + b"}", ("bad-json",), "ninjs-deep")
    chat_head = b'{"name": "x", "type": "public_channel", "id": 1, "messages": ['
    yield Hostile(
        "a.json", chat_head + b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}]}", ("bad-json",), "telegram-deep"
    )
    yield Hostile("a.json", chat_head + b'{"a": ' * 200_000, ("empty",), "telegram-nested")


def pdfs() -> Iterator[Hostile]:
    said = b"BT /F 12 Tf 50 700 Td (The minister denied it.) Tj ET"
    yield Hostile(
        "a.pdf", pdf(CATALOG, "<</Type/Pages/Kids[2 0 R]/Count 1>>"), ("bad-pdf", "empty"), "pdf-tree-in-a-ring"
    )
    yield Hostile("a.pdf", pdf(CATALOG, TREE, SHEET, stream(b"[" * 500_000), LETTERS), ("empty",), "pdf-nested-arrays")
    yield Hostile(
        "a.pdf",
        pdf("<</Type/Catalog/Pages 2 0 R/X " + "[" * 100_000 + ">>", TREE, SHEET, stream(said), LETTERS),
        ("report", "bad-pdf", "empty", "too-complex"),
        "pdf-deep-object",
    )
    form = stream(b"/X Do " + said, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    yield Hostile(
        "a.pdf", pdf(CATALOG, TREE, SHEET, stream(b"/X Do"), LETTERS, form), ("report", "empty"), "pdf-form-in-itself"
    )


KINDS = (documents, web_archives, mails, feeds, jsons, pdfs)
