"""IPTC NewsML-G2: stories as XML, one or many in a message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from accordingto.acquire.fragments import lines_of
from accordingto.acquire.incoming import MAX_BYTES, Container, Incoming
from accordingto.acquire.slices import cut_xml
from accordingto.acquire.wire.story import Story, Told, report_of
from accordingto.acquire.words import squeeze
from accordingto.acquire.xmls import local, parse_xml
from accordingto.errors import InputError
from accordingto.types import Failure, Report

_ABOUT = ("infoSource", "creditline", "copyrightHolder", "creator")
_HEADS = ("head", "hedline", "body.head", "byline", "dateline", "media")
"""Elements of the text in which no paragraph of it stands."""


def split_newsml(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """Each newsItem, with its message around it and the other items left out."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError("too-large", f"{container.name}: larger than {MAX_BYTES >> 20} MiB; split it")
    for number, part in enumerate(cut_xml(data, ("newsItem",), container.name), 1):
        yield Incoming(container.name, part, container.media_type, f"{container.name} item {number}")


def read_newsml(incoming: Incoming) -> Report:
    """The Report of one newsItem. Raises `InputError` where it is none or holds no text."""
    root = parse_xml(incoming.data, incoming.where)
    item = next((e for e in root.iter() if local(e) == "newsItem"), None)
    if item is None:
        raise InputError("bad-report", f"{incoming.where}: has no newsItem in it; get the story again")
    return report_of(_story(item), incoming)


def _story(item: etree._Element) -> Story:
    meta, content = _part(item, "itemMeta"), _part(item, "contentMeta")
    story = Story("NewsML-G2", _lines(_part(item, "contentSet")), item.get("guid", ""), item.get("version", ""))
    story.status = [told for name in ("pubStatus", "signal") for told in _all(meta, name)]
    story.embargo = next(iter(_all(meta, "embargoed")), None)
    story.note = next(iter(_all(meta, "edNote")), None)
    story.headline = next(iter([*_all(content, "headline"), *_all(meta, "title")]), None)
    story.by = " and ".join(words for _, words in _all(content, "by"))
    story.agency = [
        told for told in [*_all(meta, "provider"), *(t for n in _ABOUT for t in _all(content, n))] if told[1]
    ]
    story.place = next((told for name in ("located", "dateline") for told in _all(content, name)), None)
    names = ((meta, "firstCreated"), (meta, "versionCreated"), (content, "contentCreated"))
    story.dates = [told for part, name in names for told in _all(part, name)]
    story.url = next((words for _, words in _all(content, "altId") if words.startswith("http")), "")
    return story


def _part(item: etree._Element, name: str) -> etree._Element | None:
    return next((e for e in item if local(e) == name), None)


def _all(part: etree._Element | None, name: str) -> list[Told]:
    """Each element of this name right below: its name for readers, its code or its own words."""
    found: list[Told] = []
    for element in part if part is not None else ():
        if local(element) != name:
            continue
        names = [squeeze("".join(e.itertext())) for e in element if local(e) == "name"]
        words = squeeze(element.text) if len(element) else squeeze("".join(str(t) for t in element.itertext()))
        code = element.get("qcode") or element.get("uri") or element.get("literal") or ""
        shown = next(iter(n for n in names if n), "") if name not in ("pubStatus", "signal") else code
        found.append((name, shown or words or code))
    return found


def _lines(content: etree._Element | None) -> list[str]:
    """The text of the first content that has any: paragraphs of XHTML or NITF, or plain text."""
    for inline in content if content is not None else ():
        if local(inline) == "inlineData":
            lines = lines_of("".join(str(t) for t in inline.itertext()))
        elif local(inline) == "inlineXML":
            lines = [squeeze("".join(str(t) for t in p.itertext())) for p in inline.iter() if _is_paragraph(p, inline)]
        else:
            continue
        if any(lines):
            return [line for line in lines if line]
    return []


def _is_paragraph(element: etree._Element, inline: etree._Element) -> bool:
    if local(element) not in ("p", "li", "h2", "h3", "hl2", "blockquote", "td"):
        return False
    for above in element.iterancestors():
        if above is inline:
            return True
        if local(above) in (*_HEADS, "p", "li", "blockquote", "td"):
            return False
    return True
