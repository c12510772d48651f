"""Letting records leave: in another program's format, reviewed ones if not told otherwise, journalled each time."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute

from accordingto.errors import UsageError
from accordingto.export.choosing import Choice
from accordingto.export.exporting import export
from accordingto.export.formats import FORMATS
from accordingto.review.calls import NUMBER, TEXT, WHY, Call, Schema
from accordingto.review.choices import lists
from accordingto.review.filters import FILTERS, KINDS, SCHEMAS, STATUSES, asked_of, in_address, query_of
from accordingto.review.leaving import MOST, survey
from accordingto.review.pages import show
from accordingto.review.visit import Visit, action, page

ALL = 1_000_000
"""An export takes all that its filters find, up to so many."""
MOST_REPORTS = 1000
"""Reports that can be chosen by their numbers."""


def choose(visit: Visit) -> Response:
    """What leaves under the filters of the address, counted; and the form by which it does."""
    asked, unreviewed, problem = asked_of(visit), visit.query("unreviewed") == "yes", ""
    count = None
    try:
        reports = _numbers(visit.query("reports"))
        count = survey(visit.casebook, _choice(asked, reports, unreviewed))
    except UsageError as error:
        problem = str(error).removeprefix("--")
    return show(
        visit, "reports/export.html.jinja", "Export", formats=FORMATS, asked={**dict.fromkeys(FILTERS, ""), **asked},
        again=in_address(asked), alone="copies" in asked, reports=visit.query("reports"), unreviewed=unreviewed,
        count=count, most=MOST, problem=problem, lists=lists(), statuses=STATUSES,
        kinds={kind: told for kind, told in KINDS.items() if kind != "report"},
    )  # fmt: skip


def send(visit: Visit) -> Response:
    """Writes the chosen format and sends it; nothing of it stays on the server."""
    reports = _numbers(visit.field("reports"))
    choice = _choice(asked_of(visit), reports, visit.field("unreviewed") == "yes", visit.field("accusing") or None)
    return _file(visit, visit.field("format"), choice, visit.field("recipient"))


def _numbers(told: str) -> frozenset[int]:
    """Numbers of reports as people write them: "3, 7 12". Raises `UsageError`."""
    words = told.replace(",", " ").split()
    if len(words) > MOST_REPORTS or not all(w.isascii() and w.isdecimal() and len(w) < 10 for w in words):
        raise UsageError("reports: give their numbers like 3, 7, 12")
    return frozenset(int(word) for word in words)


def _choice(asked: dict[str, Any], reports: frozenset[int], unreviewed: bool, accusing: str | None = None) -> Choice:
    return Choice(query_of(asked, ALL) if asked else None, reports, unreviewed, accusing)


def _file(visit: Visit, name: str, choice: Choice, recipient: str) -> Response:
    if name not in FORMATS:
        raise UsageError(f"choose a format: {', '.join(FORMATS)}")
    folder = Path(tempfile.mkdtemp(prefix="accordingto-"))
    path = folder / f"accordingto-{name}{FORMATS[name].suffix}"
    try:
        export(visit.casebook, name, choice, recipient[:200], path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, filename=path.name, content_disposition_type="attachment", background=gone)


def formats_call(visit: Visit) -> Any:
    """The formats, for programs."""
    return {"formats": [{"name": name, "about": f.about, "suffix": f.suffix} for name, f in FORMATS.items()]}


def count_call(visit: Visit) -> Any:
    """What would leave, for programs."""
    return asdict(survey(visit.casebook, _asked(visit.body), visit.body.get("recipient", "")))


def send_call(visit: Visit) -> Response:
    """The file, for programs."""
    return _file(visit, visit.body["format"], _asked(visit.body), visit.body.get("recipient", ""))


def _asked(body: dict[str, Any]) -> Choice:
    asked = {name: body[name] for name in SCHEMAS if name in body}
    return _choice(asked, frozenset(body.get("reports", ())), body.get("unreviewed", False), body.get("accusing"))


_CHOICE: dict[str, Schema] = {
    **SCHEMAS, "reports": {"type": "array", "items": NUMBER, "maxItems": MOST_REPORTS}, "recipient": TEXT,
    "unreviewed": {"type": "boolean"}, "accusing": WHY,
}  # fmt: skip
CALLS: tuple[Call, ...] = (
    Call("GET", "/api/formats", formats_call, "The formats of exports.", "reviewer"),
    Call("POST", "/api/export/count", count_call, "What an export would let out, and what stays behind.", "reviewer",
         body={"type": "object", "additionalProperties": False, "properties": _CHOICE}),
    Call("POST", "/api/export", send_call, "Lets records leave as a file; the journal keeps what, for whom.",
         "reviewer", file=True,
         body={"type": "object", "required": ["format"], "additionalProperties": False,
               "properties": {**_CHOICE, "format": {"enum": list(FORMATS)}}}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (page("/export", choose, "reviewer"), action("/export/file", send, "reviewer"))
