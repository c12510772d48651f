"""How a report's own voice is named: it is never shown as nobody's."""

from __future__ import annotations

from accordingto.types import Report

_NAMED = ("state media", "party", "NGO", "IGO", "court")


def the_report(report: Report) -> str:
    """The report's own voice: "the report (AFP)", "the report (Xinhua, state media)"."""
    parts = [p for p in (report.agency or report.publisher, report.voice if report.voice in _NAMED else None) if p]
    return f"the report ({', '.join(parts)})" if parts else "the report"
