"""Writes what a watch found as an Atom feed (RFC 4287) and a JSON feed (1.1)."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

from accordingto.reconcile.watching import Entry, Found

_ATOM = "http://www.w3.org/2005/Atom"
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def atom(found: Found, casebook: str) -> str:
    """An Atom feed. casebook: its id, from which entries have theirs."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"tag:accordingto,2026:{casebook}/watch/{found.watch.id}")
    _add(feed, "title", found.watch.name)
    _add(feed, "updated", max((e.at for e in found.entries), default=found.watch.created_at))
    author = ElementTree.SubElement(feed, f"{{{_ATOM}}}author")
    _add(author, "name", "accordingto")
    for entry in found.entries:
        one = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(one, "id", f"urn:sha256:{entry.digest}")
        _add(one, "title", entry.title)
        _add(one, "updated", entry.at)
        _add(one, "content", _text(entry))
        ElementTree.SubElement(one, f"{{{_ATOM}}}category", term=entry.kind)
        if _web(entry.url):
            ElementTree.SubElement(one, f"{{{_ATOM}}}link", href=_clean(entry.url or ""), rel="related")
    return ElementTree.tostring(feed, encoding="unicode", xml_declaration=True) + "\n"


def json_feed(found: Found) -> str:
    """A JSON feed."""
    items = []
    for entry in found.entries:
        item: dict[str, Any] = {"id": entry.digest, "title": entry.title, "content_text": _text(entry),
                                "date_published": entry.at, "tags": [entry.kind]}  # fmt: skip
        if _web(entry.url):
            item["external_url"] = entry.url
        items.append(item)
    head = {"version": "https://jsonfeed.org/version/1.1", "title": found.watch.name, "items": items}
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def _text(entry: Entry) -> str:
    day = f", {entry.day[:10]}" if entry.day else ""
    return f"{entry.words}\n\n{entry.report}{day} ({entry.id})"


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = _clean(text)


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)


def _web(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("https://", "http://"))
