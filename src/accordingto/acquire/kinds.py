"""Which kinds of input there are, how each is known and who reads it: a new kind is one entry of `KINDS`.

A kind is chosen by the content first, by the name second. `read` turns the bytes of one report into a Report; `split`,
where a file holds several reports, gives the bytes of each. Both are named here and imported when first used, because
the libraries behind them take time to load or may be missing.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO

from accordingto.acquire.extras import need
from accordingto.acquire.incoming import Container, Incoming
from accordingto.acquire.zips import names_in
from accordingto.types import Failure, Report

HEAD_BYTES = 1 << 16
"""Bytes of a file by which its kind is told."""

_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_MAIL = re.compile(rb"^(?:mime-version|message-id|received|return-path|dkim-signature):", re.I | re.M)
_POSTED = re.compile(rb"^(?:message-id|received|return-path):", re.I | re.M)
_BOX = re.compile(rb"From \S[^\r\n]*\d:\d\d[^\r\n]*\r?\n")
_LETTER = re.compile(rb"^(?:from|date|subject|message-id|received|return-path):", re.I | re.M)
_RELATED = re.compile(rb"^content-type:\s*multipart/related|^snapshot-content-location:", re.I | re.M)
_BEFORE_ROOT = re.compile(r"(?:\s|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)*", re.S | re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_HTML = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<(?:html|head|body)\b)", re.I | re.S)


class Head:
    """The beginning of a file, and for a ZIP archive the names in it: all by which a kind is told."""

    def __init__(self, stream: BinaryIO, suffix: str = "") -> None:
        self.start = stream.read(HEAD_BYTES)
        self.suffix = suffix
        self.names = names_in(stream) if self.start.startswith(b"PK\x03\x04") else frozenset[str]()
        stream.seek(0)

    @cached_property
    def inflated(self) -> bytes:
        """The first bytes of what gzip compressed; empty where it is no gzip."""
        if not self.start.startswith(b"\x1f\x8b"):
            return b""
        try:
            return zlib.decompressobj(31).decompress(self.start, 4096)
        except zlib.error:
            return b""

    @cached_property
    def text(self) -> str:
        """The beginning as text, well enough to see what it is."""
        wide = self.start.startswith((b"\xff\xfe", b"\xfe\xff"))
        return self.start.decode("utf-16" if wide else "utf-8-sig", "ignore")

    @cached_property
    def root(self) -> str:
        """The local name of the first XML or HTML element, lower case; empty where it does not begin with one."""
        found = _ROOT.match(self.text, _BEFORE_ROOT.match(self.text).end())  # type: ignore[union-attr]
        return found[1].lower() if found else ""

    @cached_property
    def keys(self) -> frozenset[str]:
        """Names of members in a JSON text's beginning; empty where it begins like no JSON."""
        if self.text.lstrip()[:1] not in ("{", "["):
            return frozenset()
        return frozenset(re.findall(r'"([\w:.-]{1,40})"\s*:', self.text))

    @cached_property
    def mail(self) -> bytes:
        """The header lines of a mail or of an MHTML file; empty where it does not begin with such lines."""
        found = _HEADER.match(self.start.lstrip(b"\r\n"))
        return found[0] if found and _MAIL.search(found[0]) else b""


def _is_box(head: Head) -> bool:
    """A line that begins a letter in a mail box, and the letter's headers."""
    found = _BOX.match(head.start)
    headers = _HEADER.match(head.start, found.end()) if found else None
    return bool(headers and _LETTER.search(headers[0]))


def _is_lines(head: Head) -> bool:
    """JSON that says it is a report, where no name says what it is (standard input)."""
    if head.suffix or "text" not in head.keys:
        return False
    try:
        return "text" in json.loads(head.text.split("\n", 1)[0])
    except (ValueError, TypeError, RecursionError):
        return False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input.

    name: with its article, for messages. looks: whether a file is of this kind by its content, None where only the name
    can tell. read, split: "module:function" in this folder. needs: (module, extra) that must be installed.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    read: str
    split: str | None = None
    looks: Callable[[Head], bool] | None = None
    needs: tuple[tuple[str, str], ...] = ()

    def reader(self) -> Callable[[Incoming], Report]:
        """Bytes of one report -> Report. Raises `UsageError` where a library is missing."""
        self.check()
        reader: Callable[[Incoming], Report] = _named(self.read)
        return reader

    def splitter(self) -> Callable[[BinaryIO, Container], Iterator[Incoming | Failure]]:
        """File -> the bytes of each report in it. Raises `UsageError` where a library is missing."""
        self.check()
        splitter: Callable[[BinaryIO, Container], Iterator[Incoming | Failure]] = _named(self.split or "files:whole")
        return splitter

    def check(self) -> None:
        """Raises `UsageError` where a library is missing that reads this kind."""
        for module, extra in self.needs:
            need(module, extra)


def _named(name: str) -> Any:
    module, function = name.split(":")
    return getattr(importlib.import_module(f"accordingto.acquire.{module}"), function)


_ARCHIVES = (("fastwarc", "archives"),)
_FEEDS = (("feedparser", "feeds"),)
_NINJS = {"bodies", "headlines", "body_text", "body_html", "body_xhtml", "versioncreated", "versionCreated",
          "pubstatus", "pubStatus"}  # fmt: skip
_CHATS = {"date_unixtime", "from_id", "chats", "type"}
_TABLES = (("openpyxl", "tables"),)
_DOCUMENTS = (("pypdfium2", "documents"),)

KINDS: tuple[Kind, ...] = (
    Kind("a WARC archive", "application/warc", (".warc", ".warc.gz"), "warc:read_response", "warc:split_warc",
         lambda h: h.start.startswith(b"WARC/") or h.inflated.startswith(b"WARC/"), _ARCHIVES),
    Kind("a WACZ archive", "application/wacz", (".wacz",), "warc:read_response", "warc:split_wacz",
         lambda h: "datapackage.json" in h.names and any(n.startswith("archive/") for n in h.names), _ARCHIVES),
    Kind("a PDF", "application/pdf", (".pdf",), "pdf.reading:read_pdf",
         looks=lambda h: b"%PDF-" in h.start[:1024], needs=_DOCUMENTS),
    Kind("a Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",),
         "docx:read_docx", looks=lambda h: "word/document.xml" in h.names),
    Kind("a mail box", "application/mbox", (".mbox",), "mbox:read_letter", "mbox:split_mbox", _is_box),
    Kind("a page saved as MHTML", "multipart/related", (".mhtml", ".mht"), "mhtml:read_mhtml",
         looks=lambda h: bool(h.mail and _RELATED.search(h.mail)) and not _POSTED.search(h.mail)),
    Kind("a mail", "message/rfc822", (".eml",), "mail:read_mail", looks=lambda h: bool(h.mail)),
    Kind("a saved web page", "text/html", (".html", ".htm"), "pages:read_page",
         looks=lambda h: bool(_HTML.match(h.text)) or h.root == "html"),
    Kind("an RSS feed", "application/rss+xml", (".rss", ".rdf"), "feeds:read_item", "feeds:split_feed",
         lambda h: h.root in ("rss", "rdf"), _FEEDS),
    Kind("an Atom feed", "application/atom+xml", (".atom",), "feeds:read_item", "feeds:split_feed",
         lambda h: h.root == "feed", _FEEDS),
    Kind("NewsML-G2", "application/vnd.iptc.g2.newsitem+xml", (), "wire.newsml:read_newsml", "wire.newsml:split_newsml",
         lambda h: h.root in ("newsitem", "newsmessage")),
    Kind("ninjs", "application/ninjs+json", (), "wire.ninjs:read_ninjs", "wire.ninjs:split_ninjs",
         lambda h: "uri" in h.keys and bool(h.keys & _NINJS)),
    Kind("a Telegram export", "application/x-telegram-export+json", (), "telegram:read_message",
         "telegram:split_telegram", lambda h: "messages" in h.keys and bool(h.keys & _CHATS)),
    Kind("a list of citations", "application/vnd.citationstyles.csl+json", (), "citations:refuse",
         looks=lambda h: h.keys >= {"id", "type"} and bool(h.keys & {"container-title", "issued", "accessed"})),
    Kind("an Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx", ".xlsm"),
         "articles:read_row", "articles:split_workbook", lambda h: "xl/workbook.xml" in h.names, _TABLES),
    Kind("a CSV table", "text/csv", (".csv", ".tsv"), "articles:read_row", "articles:split_csv"),
    Kind("JSON Lines", "application/jsonl", (".jsonl", ".ndjson"), "lines:read_line", "lines:split_lines", _is_lines),
    Kind("plain text", "text/plain", (".txt",), "texts:read_text"),
)  # fmt: skip
"""All kinds, in the order in which content is looked at."""

BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)


def suffix_of(name: str) -> str:
    """The end of a file's name that tells its kind, lower case; ``.warc.gz`` as one."""
    base = os.path.basename(name).lower()
    return ".warc.gz" if base.endswith(".warc.gz") else os.path.splitext(base)[1]


def kind_named(name: str) -> Kind | None:
    """The kind that a file's name tells."""
    suffix = suffix_of(name)
    return next((kind for kind in KINDS if suffix in kind.suffixes), None)


def kind_of(stream: BinaryIO, name: str) -> Kind | None:
    """The kind of a file by its content, else by its name; None where neither tells. The stream is left at its start.

    JSON Lines are told by name first: a line may look like any other JSON.
    """
    named = kind_named(name)
    head = Head(stream, suffix_of(name))
    if named and named.media_type == "application/jsonl" and head.keys:
        return named
    return next((kind for kind in KINDS if kind.looks and kind.looks(head)), named)
