"""Citations (CSL-JSON, as Zotero exports it): what a library says of a report, joined to it by its address."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from accordingto.acquire.decoding import clean
from accordingto.acquire.incoming import MAX_BYTES, Incoming
from accordingto.acquire.jsons import load_json
from accordingto.acquire.lines import is_date
from accordingto.acquire.words import host_of, squeeze
from accordingto.errors import InputError, UsageError
from accordingto.types import Evidence, Report

_NO_PART = re.compile(r"utm_|fbclid|gclid|ref$|s?cid$|amp$|cmpid|igshid|mc_[ce]id")
_FIELDS = ("title", "publisher", "published_at", "byline")


def refuse(incoming: Incoming) -> Report:
    """A list of citations is no report. Raises `InputError` with the cure."""
    raise InputError("citations", f"{incoming.where}: is a list of citations, no report; give it with --citations")


def join(report: Report, paths: tuple[Path, ...]) -> Report:
    """The report with what the citations of its address say where it says nothing itself; each with its evidence.

    Raises `UsageError` where a file holds no citations.
    """
    cited = next((found for path in paths if (found := _load(path).get(address(report.url))) is not None), None)
    if cited is None or not report.url:
        return report
    evidence = [
        *report.evidence,
        Evidence("citation", "CSL-JSON id", clean(str(cited.get("id", "")))[:200] or "(none)"),
    ]
    values: dict[str, Any] = {}
    for field, value in zip(_FIELDS, _told(cited), strict=True):
        if value and not getattr(report, field):
            values[field] = value
            evidence.append(Evidence(field, "CSL-JSON", value if isinstance(value, str) else "; ".join(value)))
    warnings = list(report.warnings)
    told, day = _told(cited)[2], report.published_at
    if told and day and day[: len(told)] != told:
        warnings.append(f"the citation has another date: {told}, not {day[:10]}")
    return replace(report, evidence=tuple(evidence), warnings=tuple(warnings), **values)


def address(url: str | None) -> str:
    """An address without what differs between copies of it: scheme, ``www.``, fragment, marks of campaigns."""
    try:
        parts = urlsplit(url or "")
        query = [(key, value) for key, value in parse_qsl(parts.query) if not _NO_PART.match(key.lower())]
    except ValueError:
        return ""
    return f"{host_of(url)}{parts.path.rstrip('/')}" + (f"?{urlencode(sorted(query))}" if query else "")


@cache
def _load(path: Path) -> dict[str, dict[str, Any]]:
    """The citations of a file by their address."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        items = load_json(data, str(path)) if len(data) <= MAX_BYTES else None
    except (OSError, InputError) as error:
        raise UsageError(f"{path}: cannot be read as CSL-JSON ({error}); export it again") from None
    items = items.get("items") if isinstance(items, dict) else items
    if not isinstance(items, list):
        raise UsageError(f"{path}: is no list of citations; export it from Zotero as CSL JSON")
    return {address(i["URL"]): i for i in items if isinstance(i, dict) and isinstance(i.get("URL"), str)}


def _told(item: dict[str, Any]) -> tuple[str, str, str, tuple[str, ...]]:
    """(title, publisher, day, authors) of a citation; empty where it does not tell."""
    title, container = (clean(squeeze(str(item.get(key) or ""))) for key in ("title", "container-title"))
    publisher = container or clean(squeeze(str(item.get("publisher") or "")))
    authors = item.get("author")
    names = tuple(_name(a) for a in authors if isinstance(a, dict)) if isinstance(authors, list) else ()
    return title, publisher, _day(item.get("issued")), tuple(filter(None, names))


def _name(author: dict[str, Any]) -> str:
    return clean(squeeze(" ".join(str(author.get(key) or "") for key in ("given", "family"))))


def _day(issued: Any) -> str:
    """The ISO day of a CSL date; empty where it has no day."""
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    try:
        year, month, day = (int(part) for part in parts[0])  # type: ignore[index]
    except (TypeError, ValueError, IndexError, KeyError):
        return ""
    told = f"{year:04}-{month:02}-{day:02}"
    return told if is_date(told) else ""
