"""IPTC ninjs 1, 2 and 3: a story as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from accordingto.acquire.fragments import lines_of
from accordingto.acquire.incoming import MAX_BYTES, Container, Incoming
from accordingto.acquire.jsons import load_json
from accordingto.acquire.slices import Json
from accordingto.acquire.wire.story import Story, Told, report_of
from accordingto.acquire.words import squeeze
from accordingto.errors import InputError
from accordingto.types import Failure, Report

_MAIN = ("main", "body", "text", "story", "")
"""Roles of a body that are the story itself, the best first; others are captions, summaries, versions for the air."""


def split_ninjs(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """The story, or each story of a list of them."""
    if stream.read(1024).lstrip()[:1] != b"[":
        stream.seek(0)
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InputError("too-large", f"{container.name}: larger than {MAX_BYTES >> 20} MiB; split it")
        yield Incoming(container.name, data, container.media_type)
        return
    source = Json(stream, container.name)
    for number, (_, _, start, end) in enumerate(source.elements(None), 1):
        place = f"{container.name} item {number}"
        yield Incoming(container.name, source.cut(start, end), container.media_type, place)


def read_ninjs(incoming: Incoming) -> Report:
    """The Report of one story. Raises `InputError` where it is no ninjs or holds no text."""
    data = load_json(incoming.data, incoming.where)
    if not isinstance(data, dict):
        raise InputError("bad-report", f"{incoming.where}: is no ninjs story; a JSON object is needed")
    item = {str(key).lower(): value for key, value in data.items()}  # 3.0 writes pubStatus, 2.0 and 1.0 pubstatus
    return report_of(_story(item), incoming)


def _story(item: dict[str, Any]) -> Story:
    story = Story("ninjs", lines_of(_body(item)), _text(item.get("uri")), _text(item.get("version")))
    story.status = [("pubStatus", _text(item.get("pubstatus")))]
    story.status += [("signals", _text(s.get("uri") or s.get("name"))) for s in _dicts(item.get("signals"))]
    for key in ("embargoeduntil", "embargoed"):
        if key in item and item[key] is not None:
            story.embargo = (key.replace("until", "Until"), _text(item[key]))
            break
    story.note = _first(item, "ednote", "usageterms")
    heads = _dicts(item.get("headlines"))
    heads.sort(key=lambda h: "main" not in _text(h.get("role")).lower())
    words = squeeze(" ".join(lines_of(_text(heads[0].get("value"))))) if heads else ""
    story.headline = ("headlines", words) if words else _first(item, "headline", "title")
    story.by = _text(item.get("by") or item.get("byline"))
    story.agency = _agencies(item)
    places = [("places", name) for place in _dicts(item.get("places")) if (name := _text(place.get("name")))]
    story.place = _first(item, "located") or next(iter(places), None)
    dates = (
        ("firstCreated", "firstcreated"),
        ("versionCreated", "versioncreated"),
        ("contentCreated", "contentcreated"),
    )
    story.dates = [(name, _text(item[key])) for name, key in dates if _text(item.get(key))]
    story.url = _text(item.get("uri")) if not _text(item.get("url")) else _text(item.get("url"))
    return story


def _body(item: dict[str, Any]) -> str:
    """The story's own text: of several bodies the one whose role says so, HTML before plain text."""
    bodies = [b for b in _dicts(item.get("bodies")) if _text(b.get("value"))]
    kept = {str(key).lower(): value for key, value in item.items()}
    if not bodies:
        return next((_text(kept[k]) for k in ("body_html", "body_xhtml", "body_text") if _text(kept.get(k))), "")

    def rank(body: dict[str, Any]) -> tuple[int, bool]:
        role = _text(body.get("role")).lower().rpartition(":")[2]
        kind = _text(body.get("contentType") or body.get("contenttype"))
        return _MAIN.index(role) if role in _MAIN else len(_MAIN), "html" not in kind

    return _text(min(bodies, key=rank)["value"])


def _agencies(item: dict[str, Any]) -> list[Told]:
    """Who is told as the story's source, the provider first."""
    keys = ("provider", "infosources", "copyrightholder", "source", "credit")
    told = [(key, one) for key in keys for one in (_dicts(item.get(key)) or [{"name": item.get(key)}])]
    return [(key, name) for key, one in told if (name := _text(one.get("name") or one.get("literal")))]


def _dicts(value: Any) -> list[dict[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values[:200] if isinstance(v, dict)]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else str(value) if type(value) in (int, float) else ""


def _first(item: dict[str, Any], *keys: str) -> Told | None:
    return next(((key, squeeze(_text(item[key]))) for key in keys if _text(item.get(key))), None)
