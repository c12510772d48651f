"""Furniture goes, sentences of news stay, whatever words they begin with."""

from __future__ import annotations

import pytest

from accordingto.acquire.furniture import Known, is_edge, is_foot_heading, is_furniture, is_label, strip_furniture

NEWS = """
The report was published on Monday by the United Nations.
This report was rejected by the ministry.
This story has a long history.
Research by the group found that 200 people had been killed.
Reporting by The Courier last month revealed the payments.
Climate change contributed to the fire, scientists believe.
An agreement can be reached by Monday, he added.
Contact with the group was lost on Monday.
Contact was lost at 3 p.m. on Tuesday.
For further talks, the ministers will visit Moscow next week.
More information was expected later on Monday.
With reports of looting spreading, the government imposed a curfew.
With information from two witnesses, the police arrested a man.
Agencies warned on Monday that food was running out.
Copyright law was changed in 2019.
First published in 1925, the book was banned for decades.
Published on 3 March, the report found that 12 people were held without charge in the city.
He died on 12 March 2019.
Call on the army to stop, she told the crowd on Friday.
The opinions of the court are binding.
Topics discussed included the border and the return of refugees.
Help is on the way, the mayor said.
Support for the ruling party fell among its members.
Be careful, he wrote on WhatsApp.
No comment.
Watch out for the police, he warned.
This video has been viewed two million times.
Video: the ministry said it showed soldiers. The army denied it.
Photographs by the agency showed bodies in the street.
Have you seen these men? Police asked the public on Monday to look at the pictures.
Related charges were dropped in May.
Read the statement again, he told reporters.
Register your land by Monday, the ministry told farmers.
Posted at the border since May, the soldiers had not been paid.
Comments by the minister angered Beijing.
See also the case of the six men who were sentenced in June.
By Monday, 300 people had fled.
Reuters could not verify the footage.
It was 29 March 2019.
""".strip().splitlines()


@pytest.mark.parametrize("line", NEWS)
def test_sentences_of_news_stay(line: str) -> None:
    assert not any([is_furniture(line), is_edge(line), is_foot_heading(line), is_label(line, Known())])
    other = "The army denied the report on Tuesday and gave no reason for the delay."
    assert strip_furniture([line, other], Known()) == [line, other]
    assert strip_furniture([other, line], Known()) == [other, line]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: Five walks for the winter",
        "RELATED: What we know so far",
        "Share on Facebook",
        "3 min read",
        "Sign up for our daily newsletter",
        "Follow us on Twitter and Facebook",
        "Subscribe",
        "Photo: A. Quiroga/The Courier",
        "Don't miss the stories that matter. Join our Telegram channel for the day's headlines.",
        "Click here to subscribe",
        "This video can not be played in your country",
        "Story continues below",
        "Join our WhatsApp channel",
        "No comments",
    ],
)
def test_furniture_anywhere(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Disclaimer: No Courier journalist was involved in the creation of this content.",
        "First Published: Jun 16 2023 | 2:05 PM PET",
        "Last updated on 3 March 2021 at 14:20 GMT",
        "Updated 3 hours ago",
        "(Reporting by Jane Doe in Lima and Bo Ek; Editing by Li Wei)",
        "Additional reporting by Jane Doe",
        "(With inputs from agencies)",
        "With inputs from Reuters.",
        "Associated Press writer Jane Doe in Lima contributed to this report.",
        "© 2023 The Courier. All rights reserved.",
        "Copyright 2023 The Courier",
        "This story was originally published by The Courier.",
        "This article has been updated.",
        "Tags: Peru, mining",
        "Follow Jane Doe on Twitter: @janedoe",
        "The views expressed in this article are the author's own.",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "-- ends --",
    ],
)
def test_furniture_at_the_edges(line: str) -> None:
    assert is_edge(line) or is_furniture(line)


def test_related_headlines_go_and_prose_after_them_stays() -> None:
    body = [
        "The minister met his counterpart in La Paz on Wednesday, the ministry said.",
        "He gave no details of the talks, which lasted for two hours.",
        "Don't miss",
        "Five mountain walks for the winter",
        "Market day in Puno in pictures",
        "The army could not be reached for comment.",
    ]
    assert strip_furniture(body, Known(linked=frozenset({"five mountain walks for the winter"}))) == [
        *body[:2],
        body[5],
    ]


def test_headline_byline_and_captions_that_the_page_told_go() -> None:
    known = Known(
        titles=frozenset({"peru thanks bolivia"}),
        names=frozenset({"jane doe"}),
        captions=frozenset({"the road to the mine"}),
    )
    lines = [
        "Peru thanks Bolivia",
        "By Jane Doe",
        "3 March 2021",
        "Peru has thanked Bolivia.",
        "The road to the mine",
        "It left.",
    ]
    assert strip_furniture(lines, known) == ["Peru has thanked Bolivia.", "It left."]


def test_the_last_line_is_never_taken() -> None:
    assert strip_furniture(["Disclaimer: all of this is invented."], Known()) == [
        "Disclaimer: all of this is invented."
    ]
    assert strip_furniture([], Known()) == []
