"""What people decide on events: two are one happening, some acts are another, two are never to be joined."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.errors import UsageError
from accordingto.reconcile import deciding
from accordingto.review.calls import KEY, WHY, Call, Schema
from accordingto.review.visit import Visit, action, go


def split(visit: Visit) -> Response:
    """Takes the chosen acts out of an event; each choice may stand for several, a telling and its copies."""
    chosen = [key for value in visit.form.getlist("act") if isinstance(value, str) for key in value.split()]
    if not chosen:
        raise UsageError("choose the acts that are another happening")
    deciding.split(visit.casebook, _key(visit), chosen, visit.field("why"))
    return go("/events")


def merge(visit: Visit) -> Response:
    """Joins an event with another, which is named by its address or id."""
    deciding.merge(visit.casebook, _key(visit), _other(visit.field("other")), visit.field("why"))
    return go("/events")


def _key(visit: Visit) -> str:
    return str(visit.request.path_params["key"])


def _other(told: str) -> str:
    found = re.fullmatch(r"(?:\S*/events/)?(\w{1,40})/?", told)
    if not found:
        raise UsageError("give the address of the other event's page")
    return found[1]


def split_call(visit: Visit) -> Any:
    """The same for programs."""
    done = deciding.split(visit.casebook, _key(visit), visit.body["acts"], visit.body["why"])
    return {"events": done.events}


def merge_call(visit: Visit) -> Any:
    """The same for programs."""
    done = deciding.merge(visit.casebook, _key(visit), visit.body["other"], visit.body["why"])
    return {"events": done.events}


def part_call(visit: Visit) -> Any:
    """Says that two events are never to be joined."""
    done = deciding.part(visit.casebook, _key(visit), visit.body["other"], visit.body["why"])
    return {"events": done.events}


def _body(**fields: Schema) -> Schema:
    return {"type": "object", "required": list(fields), "properties": fields, "additionalProperties": False}


_OTHER = _body(other=KEY, why=WHY)
CALLS: tuple[Call, ...] = (
    Call("POST", "/api/events/{key}/split", split_call, "Says that some acts of an event are another happening.",
         "reviewer", body=_body(acts={"type": "array", "items": KEY, "minItems": 1, "maxItems": 10_000}, why=WHY)),
    Call("POST", "/api/events/{key}/merge", merge_call, "Says that two events are one happening.", "reviewer",
         body=_OTHER),
    Call("POST", "/api/events/{key}/part", part_call, "Says that two events are not one, so that nothing joins them.",
         "reviewer", body=_OTHER),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    action("/events/{key}/split", split, "reviewer"),
    action("/events/{key}/merge", merge, "reviewer"),
)
