"""Feeds: each item a report of its own bytes; what is only a summary or title says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.types import Report

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Courier</title><link>https://courier.example/</link>
<item><title>Peru thanks Bolivia</title><link>https://courier.example/1</link>
<pubDate>Fri, 29 Mar 2019 08:00:00 +0530</pubDate><dc:creator>Ana Soto</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>LIMA (Reuters) - Peru has thanked <b>Bolivia</b>.</p><p>He denied it.</p>]]>
</content:encoded></item>
<item><title>Second</title><link>https://courier.example/2</link>
<description>A summary &amp;amp; no more.</description></item>
<item><title>Third &lt;i>only&lt;/i></title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:a="http://www.w3.org/2005/Atom"><title>Notes</title>
<a:entry><title>One</title><link href="https://notes.example/1"/><updated>2021-03-01T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Peru has thanked.</p><p>He denied it.</p></div>
</content>
</a:entry></feed>"""


def read(folder: Path, feed: str, name: str = "feed.xml") -> list[Report]:
    path = folder / name
    path.write_text(feed, encoding="utf-8")
    return [read_incoming(item) for item in find_inputs([str(path)]) if isinstance(item, Incoming)]


@pytest.mark.parametrize("broken", ["", "<br>&nbsp;"])
def test_items_of_rss(tmp_path: Path, broken: str) -> None:
    first, second, third = read(tmp_path, RSS.replace("</channel>", f"{broken}</channel>"))
    assert first.text == "LIMA (Reuters) - Peru has thanked Bolivia.\nHe denied it."
    assert (first.title, first.url, first.publisher) == (
        "Peru thanks Bolivia", "https://courier.example/1", "The Courier")  # fmt: skip
    assert (first.agency, first.dateline, first.byline) == ("Reuters", "Lima", ("Ana Soto",))
    assert first.published_at == "2019-03-29T08:00:00+05:30"
    assert not first.warnings
    assert second.text == "A summary & no more."
    assert "only a summary" in second.warnings[0]
    assert (third.text, third.url) == ("Third only", None)
    assert "only the title" in third.warnings[0]


def test_an_item_of_atom(tmp_path: Path) -> None:
    (report,) = read(tmp_path, ATOM, "feed.txt")
    assert (report.text, report.publisher) == ("Peru has thanked.\nHe denied it.", "Notes")
    assert report.published_at == "2021-03-01T10:00:00Z"
    assert [w for w in report.warnings if "update" in w or "named .txt but an Atom feed" in w] == list(report.warnings)


def test_the_bytes_of_an_item_are_the_feed_without_the_others(tmp_path: Path) -> None:
    path = tmp_path / "feed.rss"
    path.write_text(RSS, encoding="utf-8")
    items = [item for item in find_inputs([str(path)]) if isinstance(item, Incoming)]
    ends = [end.end() for end in re.finditer("</item>", RSS)]
    first, third = RSS[RSS.index("<item>") : ends[0]], RSS[RSS.index("<item><title>Third") : ends[2]]
    assert items[1].data.decode() == RSS.replace(first, "").replace(third, "")
    assert len({item.sha256 for item in items}) == 3
