"""XML that declares entities or names other files: refused unread, or left alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.acquire import archives
from tests.acquire.hostile.making import BLOWUP, FILE, LAUGHS, REMOTE, Hostile, body, docx
from tests.acquire.hostile.workbook import workbook


def documents() -> Iterator[Hostile]:
    for label, dtd in (("laughs", LAUGHS), ("file", FILE), ("remote", REMOTE), ("blow-up", BLOWUP)):
        yield Hostile("a.docx", docx(dtd + body("&l9;")), ("entities",), f"docx-{label}")
    yield Hostile(
        "a.docx", docx(body("x"), docProps__core=LAUGHS + "<t>&l9;</t>"), ("entities",), "docx-laughs-in-data"
    )
    yield Hostile("a.docx", docx(body("x"), word__footnotes=FILE + "<t>&l9;</t>"), ("entities",), "docx-file-in-notes")
    wide = ('<?xml version="1.0" encoding="utf-16"?>' + FILE + body("&l9;")).encode("utf-16")
    yield Hostile("a.docx", archives.zipped({"word/document.xml": wide}), ("entities",), "docx-utf-16-entity")


def workbooks() -> Iterator[Hostile]:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
    cell = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{words}</t></is></c></row>'
    for label, dtd in (("laughs", LAUGHS), ("file", FILE), ("remote", REMOTE)):
        yield Hostile(
            "a.xlsx",
            workbook(head + cell.format(n=2, words="&l9;"), dtd=dtd),
            ("bad-workbook", "too-complex", "empty"),
            f"xlsx-{label}",
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


KINDS = (documents, workbooks, feeds)
