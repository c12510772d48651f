"""Word documents (.docx): the body's paragraphs and, after them, the notes, with their numbers for citing."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from accordingto.acquire.decoding import clean
from accordingto.acquire.documents import Paragraph, Writer, find_date, take_numbers
from accordingto.acquire.incoming import Incoming
from accordingto.acquire.words import squeeze
from accordingto.acquire.xmls import local, parse_xml
from accordingto.acquire.zips import open_zip, read_entry
from accordingto.errors import InputError
from accordingto.types import Evidence, Report

_MAX_PART = 48 << 20
_TAKEN_BACK = ("del", "moveFrom", "Fallback", "instrText", "rPr", "pPr")
"""Elements whose words are not in the document any more, stand there twice, or are none."""
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def read_docx(incoming: Incoming) -> Report:
    """The Report of a Word document as it reads with all changes accepted.

    Raises `InputError` where it is damaged, encrypted, too large or holds no text.
    """
    with open_zip(io.BytesIO(incoming.data), incoming.where) as archive:
        parts = _Parts(archive, incoming.where)
        document = _Document(parts)
        told = parts.tree("docProps/core.xml")
    report = Writer(document.body, document.notes).report(incoming.sha256)
    if not report.text.strip():
        raise InputError("empty", f"{incoming.where}: holds no text; nothing to read")
    title = document.title or _told(told, "title", "title")
    dated = find_date(document.body[:12])
    found = (title, _told(told, "author", "creator"), dated[1] if dated else None)
    return replace(
        report,
        title=title.exact if title else None,
        published_at=dated[0] if dated else None,
        evidence=tuple(evidence for evidence in found if evidence),
        warnings=("changes that were not accepted yet are read as accepted",) if document.changed else (),
        capture=incoming.capture(),
    )


def _told(tree: etree._Element | None, field: str, name: str) -> Evidence | None:
    """What the document's own data say."""
    words = [clean(squeeze(e.text)) for e in tree.iter() if local(e) == name] if tree is not None else []
    return Evidence(field, f"document data {name}", words[0]) if words and words[0] else None


class _Parts:
    """The XML files in a document."""

    def __init__(self, archive: zipfile.ZipFile, place: str) -> None:
        self.archive = archive
        self.place = place
        self.names = frozenset(archive.namelist())

    def tree(self, name: str) -> etree._Element | None:
        """The root of one, None where the document has no such part."""
        if name not in self.names:
            return None
        data = read_entry(self.archive, name, self.place, _MAX_PART)
        return parse_xml(data, f"{self.place} {name}")


class _Document:
    """Body, notes and title."""

    def __init__(self, parts: _Parts) -> None:
        root = parts.tree("word/document.xml")
        if root is None:
            raise InputError("bad-zip", f"{parts.place}: has no word/document.xml in it; save it again as .docx")
        self.numbering = _Numbering(parts)
        self.changed = any(local(e) in ("ins", "del", "moveFrom") for e in root.iter())
        self.called: list[tuple[str, str]] = []
        self.title: Evidence | None = None
        self.body: list[Paragraph] = []
        for element in root.iter():
            if local(element) == "p" and not _is_taken_back(element):
                self._take(element)
        take_numbers(self.body)
        self.notes = list(self._notes(parts))

    def _take(self, element: etree._Element) -> None:
        paragraph = Paragraph("")
        for text, note in _runs(element):
            if note:
                self.called.append(note)
                paragraph.calls.append((len(paragraph.text.rstrip()), str(len(self.called))))
            else:
                paragraph.text += text
        number = self.numbering.next(element)
        words = squeeze(paragraph.text)
        if not words:
            return
        if not self.body and self.title is None and _style(element).lower() == "title":
            self.title = Evidence("title", "paragraph of the style Title", clean(words))
            return
        if words != paragraph.text:  # places of calls count in the text as it will stand
            paragraph.calls = [(len(squeeze(paragraph.text[:place])), call) for place, call in paragraph.calls]
            paragraph.text = words
        paragraph.number = number
        self.body.append(paragraph)

    def _notes(self, parts: _Parts) -> Iterator[Paragraph]:
        """The notes in the order in which the text calls them, numbered so."""
        texts: dict[tuple[str, str], str] = {}
        for kind in ("footnotes", "endnotes"):
            tree = parts.tree(f"word/{kind}.xml")
            for note in tree if tree is not None else ():
                words = squeeze(" ".join("".join(t for t, _ in _runs(p)) for p in note.iter() if local(p) == "p"))
                texts[kind, _value(note, "id")] = words
        for number, key in enumerate(self.called, 1):
            if texts.get(key):
                yield Paragraph(texts[key], number=str(number))


def _runs(paragraph: etree._Element) -> Iterator[tuple[str, tuple[str, str] | None]]:
    """(text, None) of each run of a paragraph and ("", (kind, id)) of each call of a note."""
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        name = local(element)
        if name in _TAKEN_BACK or name == "p":
            continue
        if name == "t":
            yield element.text or "", None
        elif name in ("tab", "br", "cr"):
            yield " ", None
        elif name == "noBreakHyphen":
            yield "-", None
        elif name in _NOTES:
            yield "", (_NOTES[name], _value(element, "id"))
        else:
            stack.append(iter(element))


def _is_taken_back(element: etree._Element) -> bool:
    return any(local(above) in ("del", "moveFrom", "Fallback") for above in element.iterancestors())


def _value(element: etree._Element, name: str = "val") -> str:
    return next((value for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _child(element: etree._Element | None, *names: str) -> etree._Element | None:
    for name in names:
        element = next((e for e in element if local(e) == name), None) if element is not None else None
    return element


def _style(paragraph: etree._Element) -> str:
    style = _child(paragraph, "pPr", "pStyle")
    return _value(style) if style is not None else ""


class _Numbering:
    """Counts paragraphs that Word numbers by itself: lists of the first level in plain figures."""

    def __init__(self, parts: _Parts) -> None:
        self.counts: Counter[str] = Counter()
        self.lists: dict[str, tuple[str, int]] = {}  # number of a list -> its definition, its first number
        tree = parts.tree("word/numbering.xml")
        definitions: dict[str, int] = {}
        for element in tree if tree is not None else ():
            id = _value(element, "abstractNumId")
            level = next((e for e in element if local(e) == "lvl" and _value(e, "ilvl") == "0"), None)
            form, first = _child(level, "numFmt"), _child(level, "start")
            if local(element) == "abstractNum" and form is not None and _value(form) == "decimal":
                start = _value(first) if first is not None else "1"
                definitions[id] = int(start) if start.isdecimal() and len(start) < 6 else 1
            elif local(element) == "num" and (link := _child(element, "abstractNumId")) is not None:
                first_number = definitions.get(_value(link))
                if first_number is not None:
                    self.lists[_value(element, "numId")] = _value(link), first_number

    def next(self, paragraph: etree._Element) -> str | None:
        """The number of a paragraph, None where Word gives it none."""
        properties = _child(paragraph, "pPr", "numPr")
        id, level = _child(properties, "numId"), _child(properties, "ilvl")
        known = self.lists.get(_value(id)) if id is not None else None
        if known is None or (level is not None and _value(level) != "0"):
            return None
        self.counts[known[0]] += 1
        return str(self.counts[known[0]] + known[1] - 1)
