"""Self-contained HTML pages of events, comparisons and time lines: no script, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from accordingto.reconcile.numbers import independent
from accordingto.reconcile.types import STANCES, Event
from accordingto.reconcile.views.comparing import Comparison
from accordingto.reconcile.views.picture import number, pictures
from accordingto.reconcile.views.timeline import Moment, reports, who_says


def write_events(events: Sequence[Event], out: TextIO) -> None:
    """One page of events, each with its positions and its numbers as table and picture."""
    _write("events.html.jinja", out, events=events, pictures=pictures, number=number, independent=independent,
           who_says=who_says, reports=reports)  # fmt: skip


def write_comparison(comparison: Comparison, out: TextIO) -> None:
    """One page of statements side by side."""
    _write("compare.html.jinja", out, comparison=comparison)


def write_timeline(moments: Sequence[Moment], out: TextIO) -> None:
    """One page of days."""
    _write("timeline.html.jinja", out, moments=moments)


def _write(template: str, out: TextIO, **values: Any) -> None:
    environment = Environment(loader=PackageLoader("accordingto.reconcile.views"), autoescape=True,
                              undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    out.write(environment.get_template(template).render(stances=STANCES, **values))
