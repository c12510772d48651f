"""The JSON API: each call is one entry of a table, from which its route, its checks and its description are made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Literal

from jsonschema import Draft202012Validator
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from accordingto.errors import UsageError
from accordingto.review.guard import bearer_of
from accordingto.review.sessions import Session
from accordingto.review.visit import Visit, check_csrf, not_for, signed_in

Schema = Mapping[str, Any]

MAX_JSON = 4 * 1024 * 1024
"""Bytes of a JSON body; pages are sent as files of a form."""

NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
KEY: Schema = {"type": "string", "minLength": 1, "maxLength": 100}
TEXT: Schema = {"type": "string", "maxLength": 2000}
WHY: Schema = {"type": "string", "minLength": 1, "maxLength": 2000, "description": "The reason; the casebook keeps it."}
OBJECT: Schema = {"type": "object"}


@dataclass(frozen=True, slots=True)
class Call:
    """One call. The view gives a JSON value. path: parameters in braces, `number` a number, others strings.

    query: schemas of parameters of the address. body: schema of the JSON that is sent, None for none. form: multipart
    fields instead of JSON. file: the view gives a response with a file. open: also for who has not signed in.
    """

    method: Literal["GET", "POST"]
    path: str
    view: Callable[[Visit], Any]
    summary: str
    role: str = "reader"
    query: Mapping[str, Schema] = field(default_factory=dict)
    body: Schema | None = None
    answer: Schema = field(default_factory=lambda: OBJECT)
    form: Mapping[str, Schema] | None = None
    file: bool = False
    open: bool = False

    @property
    def name(self) -> str:
        """The operation's id, from its method and path."""
        words = [w.strip("{}") for w in self.path.split("/") if w and w != "api"]
        return "-".join([self.method.lower(), *words]).replace(".", "-")


def route(call: Call) -> Route:
    """The route of a call."""

    async def endpoint(request: Request) -> Response:
        session = Session("nobody", "reader") if call.open else signed_in(request)
        if not session.may(call.role):
            raise not_for(session, call.role)
        if call.method == "POST" and not call.open and bearer_of(request.headers) is None:
            check_csrf(session, request.headers.get("x-csrf-token", ""))
        query = _query(call, request)
        desk = request.app.state.desk
        if call.form is not None:
            async with request.form(max_files=1000, max_fields=20, max_part_size=64 * 1024 * 1024) as form:
                visit = Visit(request, desk, session, form, {}, query)
                return _answer(await run_in_threadpool(call.view, visit))
        body = _body(call.body, request, await request.body()) if call.body is not None else {}
        visit = Visit(request, desk, session, FormData(), body, query)
        return _answer(await run_in_threadpool(call.view, visit))

    return Route(call.path, endpoint, methods=[call.method], name=call.name)


def _answer(told: Any) -> Response:
    return told if isinstance(told, Response) else JSONResponse(told)


def _query(call: Call, request: Request) -> dict[str, Any]:
    """The parameters of the address, as the call's schemas have them."""
    told: dict[str, Any] = {}
    for name, schema in call.query.items():
        values = request.query_params.getlist(name)
        if not values:
            continue
        value: Any = values[-1]
        if schema.get("type") == "integer" and value.isascii() and value.isdecimal() and len(value) < 12:
            value = int(value)
        elif schema.get("type") == "boolean" and value in ("true", "false"):
            value = value == "true"
        _check(schema, value, name)
        told[name] = _clean(value)
    return told


def _body(schema: Schema, request: Request, data: bytes) -> Any:
    """The JSON of a body. Raises `UsageError` where it is none, or not what the call takes."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise UsageError("send JSON, with content-type application/json")
    if len(data) > MAX_JSON:
        raise UsageError(f"more than {MAX_JSON >> 20} MiB of JSON")
    try:
        value = json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise UsageError("the body is no JSON") from None
    try:
        _check(schema, value, "body")
        return _clean(value)
    except RecursionError:
        raise UsageError("the body is nested too deeply") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _check(schema: Schema, value: Any, where: str) -> None:
    error = next(iter(Draft202012Validator(schema).iter_errors(value)), None)
    if error is not None:
        path = ".".join(str(part) for part in [where, *error.absolute_path])
        raise UsageError(f"{path}: {error.message[:200]}")


def _clean(value: Any) -> Any:
    """The value, where every string of it can be kept. Raises `UsageError`."""
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= c <= "\udfff" for c in value)):
        raise UsageError("a text holds a character that is none (NUL or half a surrogate pair)")
    for inner in value.items() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ():
        _clean(inner)
    return value


ERROR: Schema = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["kind", "message"],
            "properties": {"kind": {"type": "string"}, "message": {"type": "string"}},
        }
    },
}


def openapi(calls: Iterable[Call]) -> dict[str, Any]:
    """The OpenAPI 3.1 description of the calls."""
    paths: dict[str, dict[str, Any]] = {}
    for call in calls:
        paths.setdefault(call.path, {})[call.method.lower()] = _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "accordingto",
            "version": version("accordingto"),
            "description": "Reports, statements, acts and what people decided on them. Programs send the token that "
            "`accordingto serve` printed as `Authorization: Bearer …`; browsers a session's cookie and, with every "
            "POST, the header `X-CSRF-Token`. Passages count characters of the report's text, half-open.",
        },
        "paths": paths,
        "components": {
            "schemas": {"Error": ERROR},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"bearer": []}],
    }


def _operation(call: Call) -> dict[str, Any]:
    names = [part.strip("{}") for part in call.path.split("/") if part.startswith("{")]
    parameters = [
        {"name": n, "in": "path", "required": True, "schema": NUMBER if n == "number" else KEY} for n in names
    ]
    parameters += [{"name": n, "in": "query", "required": False, "schema": s} for n, s in call.query.items()]
    error = {"schema": {"$ref": "#/components/schemas/Error"}}
    wrong = {"description": "An error", "content": {"application/json": error}}
    kind, schema = ("application/octet-stream", {}) if call.file else ("application/json", call.answer)
    told: dict[str, Any] = {
        "operationId": call.name,
        "summary": call.summary,
        "description": "For everybody." if call.open else f"For a {call.role} and above.",
        "parameters": parameters,
        "responses": {
            "200": {"description": "Done", "content": {kind: {"schema": schema}}},
            "default": wrong,
        },
    }
    if call.form is not None:
        content = {"multipart/form-data": {"schema": {"type": "object", "properties": call.form}}}
        told["requestBody"] = {"content": content}
    elif call.body is not None:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": call.body}}}
    return told
