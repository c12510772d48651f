"""What narrows a search and an export: the fields of both pages and of both calls, as `accordingto find` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pycountry

from accordingto.casebook.query import Query
from accordingto.errors import UsageError
from accordingto.review.calls import TEXT, Schema
from accordingto.review.visit import Visit

FILTERS = tuple(f.name for f in fields(Query) if f.name not in ("limit", "copies"))
KINDS = {"act": "acts", "statement": "statements", "report": "reports not coded"}
STATUSES = {"reported": "done", "planned": "planned", "hypothetical": "hypothetical", "negated": "not done",
            "contested": "contested"}  # fmt: skip
SCHEMAS: Mapping[str, Schema] = {
    **dict.fromkeys(FILTERS, TEXT), "kind": {"enum": list(KINDS)}, "copies": {"type": "boolean"},
}  # fmt: skip
"""The parameters of a call."""


def asked_of(visit: Visit) -> dict[str, Any]:
    """The filters in the address of a page, or in the form that it sent; empty where nothing narrows."""
    told = {name: visit.query(name) or visit.field(name) for name in FILTERS}
    asked: dict[str, Any] = {name: value for name, value in told.items() if value}
    return {**asked, "copies": False} if "no" in (visit.query("copies"), visit.field("copies")) else asked


def query_of(asked: Mapping[str, Any], limit: int) -> Query:
    """The search for these filters. Raises `UsageError`."""
    kind = asked.get("kind")
    if kind is not None and kind not in KINDS:
        raise UsageError(f"kind: choose one of {', '.join(KINDS)}")
    if country := asked.get("country"):
        asked = {**asked, "country": _alpha2(country)}
    return Query(**asked, limit=limit)


def in_address(asked: Mapping[str, Any]) -> dict[str, str]:
    """The filters as an address or a form tells them."""
    return {name: "no" if value is False else str(value) for name, value in asked.items()}


def _alpha2(told: str) -> str:
    """A country by its name or either code as the casebook keeps it; what is none stays, and finds nothing."""
    try:
        return str(pycountry.countries.lookup(told).alpha_2)
    except LookupError:
        return told
