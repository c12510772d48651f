"""Letting records leave: in another program's format, reviewed ones if not told otherwise, journalled each time."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute

from accordingto.errors import UsageError
from accordingto.export.choosing import Choice
from accordingto.export.exporting import export
from accordingto.export.formats import FORMATS
from accordingto.review.calls import Call
from accordingto.review.pages import show
from accordingto.review.visit import Visit, action, page


def choose(visit: Visit) -> Response:
    """What can be exported, and how."""
    return show(visit, "reports/export.html.jinja", "Export", formats=FORMATS)


def send(visit: Visit) -> Response:
    """Writes the chosen format and sends it; nothing of it stays on the server."""
    name = visit.field("format")
    if name not in FORMATS:
        raise UsageError("choose a format")
    accusing = visit.field("accusing") or None
    choice = Choice(unreviewed=visit.field("unreviewed") == "yes", accusing=accusing)
    folder = Path(tempfile.mkdtemp(prefix="accordingto-"))
    path = folder / f"accordingto-{name}{FORMATS[name].suffix}"
    try:
        export(visit.casebook, name, choice, visit.field("recipient")[:200], path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, filename=path.name, content_disposition_type="attachment", background=gone)


CALLS: tuple[Call, ...] = ()
ROUTES: tuple[BaseRoute, ...] = (page("/export", choose, "reviewer"), action("/export/file", send, "reviewer"))
