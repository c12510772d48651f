"""RSS and Atom: each item is a report; where the feed gives only its summary or title, a warning says so."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

import feedparser

from accordingto.acquire.agencies import agency_named, agency_of_site, voice_of
from accordingto.acquire.bylines import persons
from accordingto.acquire.dates import parse_machine
from accordingto.acquire.decoding import clean
from accordingto.acquire.fragments import lines_of
from accordingto.acquire.incoming import Container, Incoming
from accordingto.acquire.plain import take_apart
from accordingto.acquire.slices import cut_xml
from accordingto.acquire.words import host_of, squeeze
from accordingto.errors import InputError
from accordingto.types import Evidence, Failure, Report

MAX_BYTES = 32 << 20
MAX_ITEM = 4 << 20
_WHOLE = 1_200
"""Characters of a description from which it is the text itself: many feeds have no other place for it."""


def split_feed(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """Each item, with all of the feed around it and the other items left out."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError("too-large", f"{container.name}: larger than {MAX_BYTES >> 20} MiB, as no feed is; not read")
    for number, part in enumerate(cut_xml(data, ("item", "entry"), container.name), 1):
        place = f"{container.name} item {number}"
        if len(part) > MAX_ITEM:
            yield Failure(place, container.name, "too-large", f"{place}: larger than {MAX_ITEM >> 20} MiB; not read")
        else:
            yield Incoming(container.name, part, container.media_type, place)


def read_item(incoming: Incoming) -> Report:
    """The Report of one item. Raises `InputError` where it cannot be read or has neither text nor title."""
    try:
        feed = feedparser.parse(io.BytesIO(incoming.data))
        entry = feed.entries[0]
    except (IndexError, ValueError, RecursionError, AttributeError, TypeError, KeyError, AssertionError) as error:
        told = type(error).__name__
        raise InputError(
            "bad-feed", f"{incoming.where}: is no item that can be read ({told}); get the feed again"
        ) from None
    title = clean(squeeze(" ".join(lines_of(str(entry.get("title", ""))))))
    lines, warning = _text(entry, title)
    if not lines:
        raise InputError("empty", f"{incoming.where}: has neither text nor title; nothing to read")
    report = take_apart(clean("\n".join(lines)), incoming.sha256)
    url = _address(entry)
    publisher = clean(squeeze(str(feed.feed.get("title", "")))) or host_of(url) or None
    agency = agency_named(report.agency or publisher or "") or agency_of_site(host_of(url))
    published, evidence, late = _dated(entry)
    names = [str(author.get("name", "")) for author in entry.get("authors", [])[:20] if author]
    return replace(
        report,
        title=title or report.title,
        url=url or report.url,
        publisher=publisher,
        agency=agency.name if agency else None,
        voice=voice_of(agency, host_of(url), declares_news=False),
        byline=persons(names) or report.byline,
        published_at=published or report.published_at,
        evidence=(*(e for e in report.evidence if e.field != "published_at" or not published), *evidence),
        warnings=(*report.warnings, *filter(None, (warning, late))),
        capture=incoming.capture(),
    )


def _text(entry: Any, title: str) -> tuple[list[str], str]:
    """The lines of an item's fullest text, and what is to be said where it is not all of it."""
    contents = [lines_of(str(part.get("value", ""))) for part in entry.get("content", [])[:20]]
    whole = max(contents, key=lambda lines: sum(map(len, lines)), default=[])
    summary = lines_of(str(entry.get("summary", "")))
    if whole and sum(map(len, whole)) >= sum(map(len, summary)):
        return whole, ""
    if summary:
        short = sum(map(len, summary)) < _WHOLE
        return summary, "the feed gives only a summary; the report itself is at its address" * short
    return [title] if title else [], "the feed gives only the title; the report itself is at its address"


def _address(entry: Any) -> str | None:
    url = str(entry.get("link", ""))
    return url if url.startswith(("http://", "https://")) and len(url) < 2_000 else None


def _dated(entry: Any) -> tuple[str | None, list[Evidence], str]:
    """(moment, evidence, warning): the date of publication, else of the last change."""
    for name, warning in (
        ("published", ""),
        ("updated", "only the date of an update is told; taken as the publication date"),
    ):
        words = str(dict.get(entry, name, ""))  # feedparser's own `get` gives one for the other
        if value := parse_machine(words):
            return value, [Evidence("published_at", f"feed {name}", words)], warning
    return None, [], ""
