"""A page gives its body and nothing around it, and what it says of itself with the words that say so."""

from __future__ import annotations

import json
import logging

import pytest

from accordingto.errors import InputError
from tests.acquire.made import BODY, FIRST, LAST, MIDDLE, TITLE, markup, read
from tests.conftest import ROOT


def ld(**article: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **article}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_the_sample_page() -> None:
    report = read((ROOT / "examples/wire.html").read_bytes())
    assert report.publisher == "The Highland Courier"
    assert report.title == "Peru thanks Bolivia for 'backing' of mine crackdown"
    assert (report.agency, report.voice, report.dateline, report.byline) == ("AFP", "agency", "Lima", ())
    assert report.published_at == "2023-06-16T14:05:00-05:00"
    assert report.url == "https://courier.example/world/peru-bolivia-mines"
    assert report.text.startswith("Peru has thanked")
    assert report.text.endswith("a secret ledger of the detained.")
    assert report.text.count("\n") == 12
    for word in ("Quiroga", "Disclaimer", "Telegram", "First Published", "Related", "invented"):
        assert word not in report.text
    assert report.capture
    assert report.capture.sha256 == report.id
    assert not report.warnings


def test_body_without_what_stands_around_it() -> None:
    top = (
        '<p class="standfirst">The two neighbours met on Wednesday while the camps stayed closed.</p><p>By Jane Doe</p>'
        "<figure><img src='a.jpg'><figcaption>The road to the mine, seen in May</figcaption></figure>"
    )
    body = (
        f"<p>{FIRST}</p><div class='newsletter-box'><p>Get the day's news in your inbox</p></div><p>{MIDDLE}</p>"
        "<p><a href='/x'>FIVE MOUNTAIN WALKS FOR THE WINTER SEASON</a></p>"
        f"<p>{LAST}</p><h3>Related stories</h3><ul><li><a href='/a'>Market day in Puno in pictures</a></li>"
        "<li><a href='/b'>A walk around the frozen lake</a></li></ul>"
    )
    foot = "<p>(Reporting by Jane Doe; Editing by Bo Ek)</p><p>© 2023 The Courier. All rights reserved.</p>"
    report = read(markup(top=top, body=body, foot=foot))
    assert report.text.split("\n") == list(BODY)
    assert report.byline == ("Jane Doe",)


def test_words_inside_a_paragraph_are_never_lost() -> None:
    body = (
        f"<p>{FIRST}</p><p>The minister said that <span class='link'><a href='/x'>the talks would go on</a></span> in "
        f"<b>La Paz</b>&nbsp;— and <i>not</i> in Lima.</p><p>{MIDDLE}</p><p>{LAST}</p>"
    )
    text = read(markup(body=body)).text
    assert "The minister said that the talks would go on in La Paz — and not in Lima." in text


def test_a_body_in_several_parts_and_layout_tables() -> None:
    part = "<div class='article__body'>{}</div>"
    split = read(
        markup(body=part.format(f"<p>{FIRST}</p><p>{MIDDLE}</p>") + "<div>Ad</div>" + part.format(f"<p>{LAST}</p>"))
    )
    assert split.text.split("\n") == list(BODY)
    cell = "<br><br>".join((*BODY, MIDDLE.replace("800", "900")))
    table = read(
        f"<html><head><title>T</title></head><body><table><tr><td>Menu</td><td><p>{cell}</p></td></tr></table></body></html>"
    )
    assert "|" not in table.text
    assert FIRST in table.text.split("\n")


def test_posts_that_the_report_quotes_stay() -> None:
    post = (
        "<div class='social-embed'><blockquote class='twitter-tweet'><p>We never gave such an order, no soldier was "
        "there that day.</p>— Ministry (@ministry) <a href='x'>May 3, 2021</a></blockquote></div>"
    )
    assert "We never gave such an order" in read(markup(body=f"<p>{FIRST}</p><p>{MIDDLE}</p>{post}<p>{LAST}</p>")).text


@pytest.mark.parametrize(
    ("head", "top", "foot", "value", "how"),
    [
        (ld(datePublished="2023-06-16T14:05:00-0500"), "", "", "2023-06-16T14:05:00-05:00", "JSON-LD datePublished"),
        (meta("article:published_time", "2023-06-16"), "", "", "2023-06-16", "meta article:published_time"),
        (meta("parsely-pub-date", "2023-06-16T10:00Z"), "", "", "2023-06-16T10:00:00Z", "meta parsely-pub-date"),
        ("", '<time datetime="2023-06-16T14:05:00Z">3 hours ago</time>', "", "2023-06-16T14:05:00Z", "time element"),
        ("", "<p>June 16, 2023</p>", "", "2023-06-16", "text line near the headline"),
        ("", "", "<p>First Published: Jun 16 2023 2 PM</p>", "2023-06-16", "text line 'First Published'"),
        ('<link rel="canonical" href="https://courier.example/2023/06/16/peru">', "", "", "2023-06-16", "URL path"),
        ("<script>var p={\"publishedAt\":\"2023-06-16\"}</script>", "", "", "2023-06-16", "page data publishedAt"),
        ("", "<p>Updated June 17, 2023</p>", "", "2023-06-17", "updated line 'Updated'"),
        (meta("article:modified_time", "2023-06-16"), "", "", None, None),
        ("", "<p>03/04/2023</p>", "", None, None),
        ("", "", "<aside><div class='related'><time datetime='2020-01-01'>1 Jan 2020</time></div></aside>", None, None),
        ("", "", "<footer>© 2023 The Courier</footer>", None, None),
    ],
)  # fmt: skip
def test_the_date_has_its_evidence_or_is_unknown(
    head: str, top: str, foot: str, value: str | None, how: str | None
) -> None:
    report = read(markup(head=head, top=top, foot=foot))
    assert report.published_at == value
    told = [e for e in report.evidence if e.field == "published_at"]
    assert [e.how for e in told] == ([how] if how else [])
    assert all(e.exact for e in told)


def test_published_goes_before_modified_and_conflicts_are_told() -> None:
    head = ld(datePublished="2023-06-16", dateModified="2023-09-01") + '<meta name="pubdate" content="2023-07-01">'
    report = read(markup(head=head))
    assert report.published_at == "2023-06-16"
    assert [w for w in report.warnings if "conflicting" in w and "2023-07-01" in w]


def test_dates_of_the_page_s_own_locale() -> None:
    assert read(markup(top="<p>03/04/2023</p>", lang="en-GB")).published_at == "2023-04-03"
    assert read(markup(top="<p>03/04/2023</p>", lang="en-US")).published_at == "2023-03-04"


@pytest.mark.parametrize(
    ("head", "top", "byline", "agency"),
    [
        (ld(author=[{"@type": "Person", "name": "Jane Doe"}, "Bo Ek"]), "", ("Jane Doe", "Bo Ek"), None),
        (ld(author={"@type": "Organization", "name": "Agence France-Presse"}), "", (), "AFP"),
        ('<meta name="author" content="By Jane Doe, The Courier">', "", ("Jane Doe",), None),
        ('<meta name="author" content="Reuters">', "", (), "Reuters"),
        ("", '<div class="byline">By <a rel="author" href="/j">Jane Doe</a>, Lima</div>', ("Jane Doe",), None),
        ("", "<p>By Jane Doe and Bo Ek | 3 March 2021</p>", ("Jane Doe", "Bo Ek"), None),
        ("", "<p>The Courier Staff</p>", (), None),
        ("", '<p class="byline">Xinhua</p>', (), "Xinhua"),
    ],
)  # fmt: skip
def test_byline_and_agency(head: str, top: str, byline: tuple[str, ...], agency: str | None) -> None:
    report = read(markup(head=head, top=top))
    assert (report.byline, report.agency) == (byline, agency)
    assert report.text.split("\n") == list(BODY)


def test_dateline_inside_the_body_stays_there() -> None:
    report = read(markup(body=f"<p>LIMA, June 16, 2023 (Xinhua) -- {FIRST}</p><p>{MIDDLE}</p><p>{LAST}</p>"))
    assert (report.dateline, report.agency, report.voice) == ("Lima", "Xinhua", "state media")
    assert report.published_at == "2023-06-16"
    assert report.text.startswith("LIMA, June 16, 2023 (Xinhua) -- Peru")


def test_publisher_and_title() -> None:
    assert read(markup()).publisher == "The Courier"
    assert read(markup()).title == TITLE
    named = read(markup(head='<meta property="og:site_name" content="The Highland Courier - news and sport">'))
    assert named.publisher == "The Highland Courier"
    host = '<link rel="canonical" href="https://www.example.org/a">'
    bare = read(
        f"<html><head><title>{TITLE}</title>{host}</head><body><h1>{TITLE}</h1><p>{FIRST}</p><p>{MIDDLE}</p></body></html>"
    )
    assert (bare.publisher, bare.title) == ("example.org", TITLE)


def test_a_syndicated_report_broken_by_line_breaks() -> None:
    more = MIDDLE.replace("800", "900")
    report = read(
        "<html><head><title>Peru | Paper News</title><meta name='publisher' content='Business Paper'></head>"
        f"<body><h1>{TITLE}</h1><h2 class='alternativeHeadline'>The two sides met in the capital on Thursday</h2><div>"
        "<span>AFP  |  Lima  </span> <span>Last Updated at June 16, 2023 13:30 IST</span></div><span class='p-content'>"
        f"{FIRST}<br><br>{MIDDLE}<br><br>{more}<br><br>{LAST}<div><p>(Only the headline and picture of this report may "
        "have been reworked by the staff.)</p></div></span><p>Dear Reader,</p><p>The Paper informs you.</p>"
        "<p>First Published: Fri, June 16 2023. 13:30 IST</p></body></html>"
    )
    assert report.text.split("\n") == [FIRST, MIDDLE, more, LAST]
    assert (report.publisher, report.agency, report.dateline) == ("Business Paper", "AFP", "Lima")
    assert report.published_at == "2023-06-16T13:30:00+05:30"


def test_a_ministry_s_page_of_tables_without_headings() -> None:
    report = read(
        f"<html><head><title>Remarks</title></head><body><table><tr><td>Home | Ministry</td></tr><tr><td>"
        f"<div id='News_Body_Title'>{TITLE}</div><div id='News_Body_Time'>2023/06/16</div><div><p>&nbsp;{FIRST}</p>"
        f"<p>&nbsp;&nbsp;<b>Q:</b> {MIDDLE}</p><p>&nbsp;<b>A:</b> We have nothing to add to what was said about it.</p>"
        f"<p>{LAST}</p></div></td></tr><tr><td>Print</td></tr></table></body></html>"
    )
    answer = "A: We have nothing to add to what was said about it."
    assert report.text.split("\n") == [FIRST, f"Q: {MIDDLE}", answer, LAST]
    assert (report.title, report.published_at) == (TITLE, "2023-06-16")


def test_a_press_release_ends_where_it_says_so() -> None:
    foot = "<p>ENDS</p><p>*The experts: Jane Doe, Bo Ek.</p><p>For more information, contact press@un.example</p>"
    body = f"<p><b>GENEVA (16 June 2023)</b> – {FIRST}</p><p>{MIDDLE}</p><p>{LAST}</p>{foot}"
    head = '<link rel="canonical" href="https://www.ohchr.org/en/press-releases/2023/06/peru">'
    report = read(markup(head=head, body=body))
    assert report.text.endswith(LAST)
    assert (report.voice, report.dateline, report.published_at) == ("IGO", "Geneva", "2023-06-16")


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0030)https://courier.example/a -->",
        "<!--\n Page saved with SingleFile \n url: https://courier.example/a \n-->",
    ],
)
def test_the_address_that_the_saving_program_noted(note: str) -> None:
    assert read(markup().replace("<html", note + "<html", 1)).url == "https://courier.example/a"


@pytest.mark.parametrize(
    "data",
    [
        "<html><body>" + "<div>" * 100_000 + f"<p>{FIRST}</p><p>{LAST}</p>",
        "<html><body><p>" + "<b><i>" * 20_000 + FIRST + " " + LAST,
        f"<p>{FIRST}</p>\n<p>{LAST}</p>",
        f"<html><head><title>T</title></head><body><p>\0{FIRST}</p><p>&#1;{LAST}&#x110000;</p></body></html>",
        f"<html><body><div class='{'nav ' * 300_000}'>x</div><p>{FIRST}</p><p>{LAST}</p></body></html>",
        f"<html><body><script>{'x' * 3_000_000}</script><p>{FIRST}</p><p>{LAST}</p></body></html>",
        f"<html><body><p>{FIRST}</p><p>{LAST}</p>{'<script ' * 400_000}",
    ],
    ids=["deep", "deep-inline", "fragment", "controls", "attribute", "script", "unclosed"],
)
def test_hostile_pages_give_their_text(data: str) -> None:
    text = read(data).text
    assert FIRST in text
    assert LAST in text
    assert not any(ord(c) < 32 and c not in "\n\t" for c in text)


def test_a_page_too_large_to_lay_out_is_read_line_by_line() -> None:
    body = "".join(f"<p>The minister said on day {n} that the army had left the town.</p>" for n in range(40_000))
    report = read(f"<html><body>{body}</body></html>")
    assert report.text.count("\n") == 39_999
    assert [w for w in report.warnings if "could not be laid out" in w]


@pytest.mark.parametrize(
    "data", ["<html><body></body></html>", "<html><frameset><frame src='x'></frameset></html>", "<div></div>"]
)
def test_pages_without_text_say_so(data: str) -> None:
    with pytest.raises(InputError, match=r"^empty\.html: holds no text; .+") as error:
        read(data, "empty.html")
    assert error.value.kind == "empty"


def test_plain_text_under_a_page_s_name() -> None:
    report = read("The minister said that A &amp; B had left.\nHe gave no reason.")
    assert report.text == "The minister said that A & B had left.\nHe gave no reason."
    assert report.warnings == ("holds no HTML; read as plain text",)


def test_the_same_bytes_give_the_same_report_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    data = markup(head=ld(datePublished="2023-06-16"), top="<p>By Jane Doe</p>")
    level = logging.getLogger("trafilatura").level
    with caplog.at_level(logging.DEBUG):
        assert read(data) == read(data)
        with pytest.raises(InputError):
            read("<html></html>")
    assert not caplog.records
    assert logging.getLogger("trafilatura").level == level
