"""Datelines and credit lines: place and agency, and sentences that are none."""

from __future__ import annotations

import pytest

from accordingto.acquire.agencies import agency_of_site, read_credit, voice_of
from accordingto.acquire.datelines import read_dateline


@pytest.mark.parametrize(
    ("text", "place", "agency", "rest"),
    [
        ("LONDON (Reuters) - The minister left.", "London", "Reuters", "The minister left."),
        ("BEIJING, March 29 (Xinhua) -- China said so.", "Beijing", "Xinhua", "China said so."),
        ("SEOUL, March 29 (Yonhap) — It fell.", "Seoul", "Yonhap", "It fell."),
        ("Moscow. 29 March. INTERFAX - The bank rose.", "Moscow", "Interfax", "The bank rose."),
        ("KYIV, Ukraine (AP) — A shell fell.", "Kyiv", "AP", "A shell fell."),
        ("RIO DE JANEIRO (AFP) - It rained.", "Rio de Janeiro", "AFP", "It rained."),
        ("(Reuters) - It rained.", None, "Reuters", "It rained."),
        ("(Beirut) – Forces shelled the town.", "Beirut", None, "Forces shelled the town."),
        ("GENEVA (29 March 2019) – Experts warned.", "Geneva", None, "Experts warned."),
        ("WASHINGTON — Two officers were charged.", "Washington", None, "Two officers were charged."),
        ("NEW DELHI, Nov 19 (PTI): The court sat.", "New Delhi", "PTI", "The court sat."),
        ("New Delhi [India], Nov 19 (ANI): The court sat.", "New Delhi", "ANI", "The court sat."),
        ("Nov. 19 (UPI) -- It rained.", None, "UPI", "It rained."),
        ("Damascus, SANA- The ministry said so.", "Damascus", "SANA", "The ministry said so."),
        ("MOSCOW, May 5 - RIA Novosti. It rained.", "Moscow", "RIA Novosti", "It rained."),
        ("RAMALLAH, Thursday, March 28, 2019 (WAFA) – It rained.", "Ramallah", "WAFA", "It rained."),
        ("MOSCOW, March 29. /TASS/. It rained.", "Moscow", "TASS", " It rained."),
        ("PARIS/LONDON (Reuters) - It rained.", "Paris", "Reuters", "It rained."),
    ],
)
def test_datelines(text: str, place: str | None, agency: str | None, rest: str) -> None:
    found = read_dateline(text)
    assert found
    assert (found.place, found.agency and found.agency.name, text[found.end :]) == (place, agency, rest)


@pytest.mark.parametrize(
    "text",
    [
        "China has thanked Kazakhstan for its support.",
        "A HUNTER who killed a rabbit fell ill.",
        "DEAR ABBY: My husband left.",
        "Jane Doe - who was there - fled.",
        "In Aleppo - the second city - people fled.",
        "UPDATE: The minister resigned.",
        "In March (Reuters had said so) it fell.",
        "Monday — the day it began — was cold.",
        "",
    ],
)
def test_first_sentences_are_no_datelines(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("line", "agency", "place"),
    [
        ("AFP Beijing", "AFP", "Beijing"),
        ("AFP", "AFP", None),
        ("By AFP", "AFP", None),
        ("Reuters, London", "Reuters", "London"),
        ("ANI | New Delhi", "ANI", "New Delhi"),
        ("Geneva (dpa)", "dpa", "Geneva"),
        ("Press Trust of India New Delhi", "PTI", "New Delhi"),
        ("PTI | Mumbai | Updated: Nov 19, 2019", "PTI", "Mumbai"),
        ("Source: TASS", "TASS", None),
        ("© Reuters", "Reuters", None),
    ],
)
def test_credit_lines(line: str, agency: str, place: str | None) -> None:
    credit = read_credit(line)
    assert credit
    assert (credit.agency.name, credit.place) == (agency, place)


@pytest.mark.parametrize(
    "line", ["AFP journalists saw 12 bodies.", "Petra Smith", "AP Photo", "Reuters could not verify it.", ""]
)
def test_other_lines_are_no_credits(line: str) -> None:
    assert read_credit(line) is None


@pytest.mark.parametrize(
    ("host", "voice"),
    [
        ("hrw.org", "NGO"), ("news.un.org", "IGO"), ("icc-cpi.int", "court"), ("supremecourt.gov.pk", "court"),
        ("rt.com", "state media"), ("mofa.go.jp", "party"), ("example.gov.uk", "party"), ("bbc.co.uk", "outlet"),
        ("example.com", "unknown"), ("", "unknown"),
    ],
)  # fmt: skip
def test_voice_by_host(host: str, voice: str) -> None:
    assert voice_of(None, host, declares_news=False) == voice


def test_voice_of_agencies_and_declared_news() -> None:
    assert voice_of(agency_of_site("xinhuanet.com"), "xinhuanet.com", declares_news=False) == "state media"
    assert voice_of(agency_of_site("afp.com"), "", declares_news=False) == "agency"
    assert voice_of(None, "example.com", declares_news=True) == "outlet"
