"""Where a web archive keeps a report's page, for citations: told by its address, by its file, or by a person."""

from __future__ import annotations

import re

from accordingto.types import Report

_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web/\d{4,14}[a-z_]*/|(?:www\.)?archive\.(?:today|is|ph|md|li|fo|vn)/|perma\.cc/|"
    r"ghostarchive\.org/archive/|(?:www\.)?webcitation\.org/)\S+", re.IGNORECASE,
)  # fmt: skip
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(.+)", re.IGNORECASE)
WARC = "application/warc"


def archive_of(report: Report, noted: str | None) -> str | None:
    """The archive as a citation has it: an address, else the file of a web archive from which the page was read.

    noted: the address that a person noted, which goes before all others.
    """
    if noted:
        return noted
    if report.url and _ARCHIVED.fullmatch(report.url):
        return report.url
    if report.capture and report.capture.media_type == WARC and report.input:
        return f"web archive {report.input}"
    return None


def original_of(report: Report) -> str | None:
    """The address of the page itself, where its own is that of the archive which keeps it."""
    found = _WAYBACK.fullmatch(report.url or "")
    if not found:
        return report.url
    return found[1] if "://" in found[1] else f"https://{found[1]}"
