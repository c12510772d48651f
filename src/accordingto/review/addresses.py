"""The addresses of pages, made in one place; names in them are as the reader may see them."""

from __future__ import annotations

from urllib.parse import urlencode


def words_address(key: str) -> str:
    """Where "12.c3" is shown: the report's page with that record opened; "12" is the report."""
    number, _, item = key.partition(".")
    return f"/reports/{number}#{item}" if item else f"/reports/{number}"


def event_address(id: str) -> str:
    """An event's page."""
    return f"/events/{id}"


def party_address(name: str) -> str:
    """A party's page."""
    return f"/actors/party?{urlencode({'name': name})}"


def case_address(kind: str, name: str) -> str:
    """The page of a person's or a place's story."""
    return f"/cases/{kind}?{urlencode({'name': name})}"
