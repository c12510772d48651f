"""Wire copy in the shape of ninjs 2 and 3 and of NewsML-G2: text, agency, embargo, corrections and kills."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError
from accordingto.types import Report

NINJS_3: dict[str, Any] = {
    "uri": "urn:newsml:courier.example:20210301:42",
    "standard": {"name": "ninjs", "version": "3.0"},
    "version": "2",
    "type": "text",
    "pubStatus": "usable",
    "firstCreated": "2021-03-01T10:00:00Z",
    "versionCreated": "2021-03-02T12:00:00Z",
    "language": "en",
    "by": "Ana Soto",
    "located": "Lima",
    "infoSources": [{"name": "Reuters", "role": "isrol:provider"}],
    "headlines": [{"role": "short", "value": "Peru thanks"}, {"role": "main", "value": "Peru thanks Bolivia"}],
    "bodies": [
        {"role": "caption", "contentType": "text/plain", "value": "A picture."},
        {"role": "main", "contentType": "text/plain", "value": "Peru has thanked."},
        {"role": "main", "contentType": "text/html", "value": "<p>Peru has <i>thanked</i>.</p><p>He denied it.</p>"},
    ],
}
NINJS_2: dict[str, Any] = {
    "uri": "http://courier.example/42",
    "pubstatus": "usable",
    "versioncreated": "2021-03-01T10:00:00Z",
    "headline": "Peru thanks Bolivia",
    "body_text": "Peru has thanked.\nHe denied it.",
    "located": "Lima",
    "infosources": [{"name": "Reuters"}],
    "byline": "Ana Soto",
    "version": 1,
}
NEWSML = """<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2021</sent></header>
<itemSet>{}</itemSet></newsMessage>"""
ITEM = """<newsItem guid="tag:reuters.com,2021:42" version="{version}" standard="NewsML-G2"><itemMeta>
<provider qcode="prov:x"><name>Reuters</name></provider><versionCreated>2021-03-02T12:00:00Z</versionCreated>
<firstCreated>2021-03-01T10:00:00Z</firstCreated><pubStatus qcode="stat:{status}"/>{meta}</itemMeta><contentMeta>
<headline>Peru thanks Bolivia</headline><by>Ana Soto</by><located><name>Lima</name></located></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
</head><body><p>Peru has <i>thanked</i>.</p><p>He denied it.</p></body></html></inlineXML></contentSet></newsItem>"""
TEXT = "Peru has thanked.\nHe denied it."


def ninjs(base: dict[str, Any] = NINJS_3, **changes: Any) -> bytes:
    return json.dumps({**base, **changes}).encode()


def newsml(meta: str = "", status: str = "usable", version: str = "2") -> bytes:
    return NEWSML.format(ITEM.format(version=version, status=status, meta=meta)).encode()


def read(folder: Path, data: bytes, name: str) -> list[Report]:
    path = folder / name
    path.write_bytes(data)
    return [read_incoming(item) for item in find_inputs([str(path)]) if isinstance(item, Incoming)]


def told(report: Report, field: str) -> str | None:
    return next((evidence.exact for evidence in report.evidence if evidence.field == field), None)


@pytest.mark.parametrize(
    ("data", "name"),
    [(ninjs(), "a.json"), (ninjs(NINJS_2), "a.json"), (newsml(), "a.xml"), (b"[" + ninjs() + b"]", "a.json")],
)
def test_a_story_is_a_report(tmp_path: Path, data: bytes, name: str) -> None:
    (report,) = read(tmp_path, data, name)
    assert report.text == TEXT
    assert (report.title, report.agency, report.voice) == ("Peru thanks Bolivia", "Reuters", "agency")
    assert (report.byline, report.dateline, report.published_at) == (("Ana Soto",), "Lima", "2021-03-01T10:00:00Z")
    assert told(report, "story")
    assert told(report, "version") in ("1", "2")
    assert told(report, "killed") is None
    assert not report.warnings


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (ninjs(embargoedUntil="2021-03-05T00:00:00Z"), "a.json"),
        (ninjs(NINJS_2, embargoed="2021-03-05T00:00:00Z"), "a.json"),
        (newsml("<embargoed>2021-03-05T00:00:00Z</embargoed>"), "a.xml"),
    ],
)
def test_an_embargo_is_said(tmp_path: Path, data: bytes, name: str) -> None:
    (report,) = read(tmp_path, data, name)
    assert told(report, "embargo") == "2021-03-05T00:00:00Z"
    assert report.warnings == ("under embargo until 2021-03-05T00:00:00Z; not to be published before",)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (ninjs(edNote="CORRECTS the number of miners"), "a.json"),
        (newsml('<signal qcode="sig:correction"/>'), "a.xml"),
        (newsml("<edNote>Corrects the number of miners</edNote>"), "a.xml"),
    ],
)
def test_a_correction_is_said(tmp_path: Path, data: bytes, name: str) -> None:
    (report,) = read(tmp_path, data, name)
    assert told(report, "correction")
    assert report.warnings[0].startswith("a correction (version 2): ")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (ninjs(pubStatus="canceled"), "a.json"),
        (ninjs(pubStatus="http://cv.iptc.org/newscodes/pubstatusg2/canceled"), "a.json"),
        (ninjs(NINJS_2, pubstatus="withheld", version="2"), "a.json"),
        (newsml(status="canceled"), "a.xml"),
        (newsml('<signal qcode="sig:kill"/>'), "a.xml"),
    ],
)
def test_a_kill_is_marked(tmp_path: Path, data: bytes, name: str) -> None:
    (report,) = read(tmp_path, data, name)
    assert told(report, "killed")
    assert report.warnings == ("killed: the agency has withdrawn this story (version 2); it must not be used",)


def test_a_kill_without_text_is_a_report_of_its_note(tmp_path: Path) -> None:
    kill = (
        '<newsItem guid="tag:reuters.com,2021:42" version="3"><itemMeta><pubStatus qcode="stat:canceled"/>'
        "<edNote>Please kill.</edNote></itemMeta></newsItem>"
    )
    story = ITEM.format(version=2, status="usable", meta="")
    first, second = read(tmp_path, NEWSML.format(story + kill).encode(), "a.xml")
    assert (told(first, "story"), told(first, "killed")) == (told(second, "story"), None)
    assert (second.text, told(second, "killed"), told(second, "version")) == ("Please kill.", "stat:canceled", "3")


def test_a_picture_is_no_report() -> None:
    with pytest.raises(InputError, match=r"a\.json: holds no text"):
        read_incoming(Incoming("a.json", ninjs(bodies=[], pubStatus="usable"), "application/ninjs+json"))
