"""A page saved as text is taken apart; a bare body stays as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.acquire.incoming import Incoming
from accordingto.acquire.texts import read_text
from accordingto.types import Report
from tests.acquire.made import BODY, FIRST, LAST, MIDDLE, TITLE, markup


def read(text: str) -> Report:
    return read_text(Incoming("report.txt", text.encode(), "text/plain"))


PAGE = f"""The Courier

{TITLE}


AFP Lima
{FIRST}
{MIDDLE}
{LAST}

Disclaimer: No Courier journalist was involved in the creation of this content

Don't miss the most important news of the day. Get them on our Telegram channel

First Published: Jun 16 2023 | 2:05 PM PET

Explore News"""


def test_a_page_saved_as_text() -> None:
    report = read(PAGE)
    assert report.text.split("\n") == list(BODY)
    assert (report.publisher, report.title) == ("The Courier", TITLE)
    assert (report.agency, report.voice, report.dateline) == ("AFP", "agency", "Lima")
    assert report.published_at == "2023-06-16T14:05:00-05:00"
    assert {(e.field, e.exact) for e in report.evidence} >= {
        ("agency", "AFP Lima"),
        ("published_at", "First Published: Jun 16 2023 | 2:05 PM PET"),
    }


def test_the_gold_page(shared: Path) -> None:
    report = read_text(Incoming("p.txt", (shared / "gold/china-kazakhstan.page.txt").read_bytes(), "text/plain"))
    assert report.publisher == "Business Standard"
    assert (report.agency, report.dateline) == ("AFP", "Beijing")
    assert report.published_at == "2019-03-29T13:30:00+05:30"
    assert report.text.startswith("China has thanked")
    assert report.text.endswith("where her family lives.")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (f"{TITLE}\nBy Jane Doe\nJune 16, 2023\n\n", {"byline": ("Jane Doe",), "published_at": "2023-06-16"}),
        (f"{TITLE}\n\nReuters, London\n\n", {"agency": "Reuters", "dateline": "London"}),
        (f"{TITLE}\n\nANI | New Delhi | Updated: Jun 16, 2023 14:05 IST\n", {"agency": "ANI", "dateline": "New Delhi"}),
        (f"HEADLINE: {TITLE}\nBYLINE: Jane Doe\nLENGTH: 432 words\nBODY:\n", {"byline": ("Jane Doe",)}),
        (f"Source: AFP\nDate: 16 June 2023\nTitle: {TITLE}\n\n", {"agency": "AFP", "published_at": "2023-06-16"}),
        (f"THE MINISTRY\nFOR IMMEDIATE RELEASE\n16 June 2023\n{TITLE}\n\n", {"published_at": "2023-06-16"}),
        (f"{TITLE}\n\nLIMA, Peru (AP) --\n\n", {"agency": "AP", "dateline": "Lima"}),
        (f"{TITLE}\n\n", {}),
    ],
)  # fmt: skip
def test_heads_of_many_kinds(head: str, told: dict[str, object]) -> None:
    report = read(head + "\n\n".join(BODY))
    assert report.text == "\n\n".join(BODY)
    assert report.title == TITLE
    assert {key: getattr(report, key) for key in told} == told


@pytest.mark.parametrize(
    "foot",
    [
        "(Reporting by Jane Doe; Editing by Bo Ek)",
        "© 2023 The Courier. All rights reserved.",
        "Follow Jane Doe on Twitter @janedoe",
        "This article was originally published by The Courier.\n\nAdvertisement",
        "Related articles\n\nShare on Facebook",
    ],
)
def test_feet_of_many_kinds(foot: str) -> None:
    assert read("\n\n".join(BODY) + "\n\n" + foot).text == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(BODY),
        "\n".join(BODY),
        " ".join(BODY),
        f"The war is over.\n\n{FIRST}\n\n{LAST}\n\nFollow us on Facebook",
        f"    {FIRST}\n\t{MIDDLE}\n\n\n\n  {LAST}",
        f"LIMA (Reuters) - {FIRST}\n\n{LAST}",
        "One line.",
        "no sentence at all",
        "Who fired first?\n\nNobody knows.\n\nHe left.",
        f"Advertisement rates rose, the paper said.\n\n{FIRST}",
        f"By Monday, 300 people had fled the town.\n\n{FIRST}\n\n{LAST}",
        f"Reuters could not verify the footage.\n\n{FIRST}\n\n{LAST}",
        f"Published on Monday, the report names 12 men.\n\n{FIRST}\n\n{LAST}",
        "a,b\n1,2\n3,4",
        "قالت الوزارة إن الجيش غادر المدينة.\n\nولم تذكر سببا.",
    ],
)
def test_a_bare_body_stays_as_it_stands(text: str) -> None:
    report = read(text)
    assert report.text == text.removesuffix("\n\nFollow us on Facebook")
    assert report.title is None
    assert report.published_at is None


def test_only_an_update_is_told() -> None:
    report = read(f"{TITLE}\nBy Jane Doe\nUpdated June 17, 2023\n\n" + "\n\n".join(BODY))
    assert report.published_at == "2023-06-17"
    assert report.warnings == ("only the date of an update is told; taken as the publication date",)


def test_a_page_under_a_text_s_name() -> None:
    report = read(markup())
    assert report.text.split("\n") == list(BODY)
    assert "is an HTML page by its content; read as one" in report.warnings


def test_text_of_any_size_and_shape() -> None:
    sentence = "The minister said on Thursday that the army had withdrawn from the town. "
    assert len(read(sentence * 200_000).text) == len(sentence) * 200_000
    lines = (sentence + "\n") * 50_000
    assert read(lines + "Advertisement").text == lines.rstrip("\n")
    assert read("x " * 500_000).text == "x " * 500_000
