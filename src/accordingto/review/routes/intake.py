"""Putting reports in from the browser: pasted text and dropped files, and how far the reading of them is."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.acquire.lines import is_date
from accordingto.errors import MissingError, UsageError
from accordingto.review.calls import OBJECT, TEXT, Call
from accordingto.review.intake import Job, Upload
from accordingto.review.pages import show
from accordingto.review.visit import Visit, action, go, page


def add(visit: Visit) -> Response:
    """Takes what was pasted and dropped, and shows the reading of it."""
    return go(f"/jobs/{_take(visit).id}")


def job(visit: Visit) -> Response:
    """How far a lot of inputs is."""
    return show(visit, "reports/job.html.jinja", "Reading", job=_job(visit))


def add_call(visit: Visit) -> Any:
    """The same for programs."""
    return _told(_take(visit))


def job_call(visit: Visit) -> Any:
    """How far a lot of inputs is, for programs."""
    return _told(_job(visit))


def _take(visit: Visit) -> Job:
    uploads = [Upload(f.filename or "file", f.file.read()) for f in visit.files("files")]
    if text := visit.field("text"):
        uploads.append(_pasted(text, visit.field("title"), visit.field("published")))
    if not uploads:
        raise UsageError("paste a text or choose a file")
    return visit.desk.intake.take(visit.casebook, uploads)


def _pasted(text: str, title: str, published: str) -> Upload:
    """What was pasted as a file: a page where it is one, else a text with what is known of it."""
    if published and not is_date(published):
        raise UsageError("the date of publication: give it like 2019-03-29")
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        return Upload("pasted.html", text.encode("utf-8", "replace"))
    told = {"text": text.replace("\r\n", "\n"), "title": title or None, "published_at": published or None}
    line = json.dumps({k: v for k, v in told.items() if v})
    return Upload("pasted.jsonl", line.encode())


def _job(visit: Visit) -> Job:
    found = visit.desk.intake.job(visit.number("number"), visit.person)
    if found is None:
        raise MissingError("no such reading; it may have ended with the server")
    return found


def _told(job: Job) -> dict[str, Any]:
    return {
        "job": job.id,
        "state": job.state,
        "total": job.total,
        "done": job.done,
        "added": [{"report": a.report, "new": a.new} for a in list(job.added)],
        "failed": [{"kind": f.kind, "message": f.message} for f in list(job.failed)],
    }


CALLS: tuple[Call, ...] = (
    Call("POST", "/api/add", add_call, "Puts texts and files in; they are read in the background.", "coder",
         form={"text": TEXT, "title": TEXT, "published": {"type": "string", "format": "date"},
               "files": {"type": "array", "items": {"type": "string", "format": "binary"}}}),
    Call("GET", "/api/jobs/{number}", job_call, "How far the reading of a lot of inputs is.", "coder", answer=OBJECT),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (action("/add", add), page("/jobs/{number}", job, "coder"))
