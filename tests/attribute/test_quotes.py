"""Where quotations open and close: all styles of marks, apostrophes, missing closing marks, captions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.attribute.quotes import find_captions, find_paragraphs, find_quotes, is_title


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We stay," she said. "All of us."', ["We stay,", "All of us."]),
        ("“We stay,” she said.", ["We stay,"]),
        ("„Wir bleiben“, sagte sie.", ["Wir bleiben"]),
        ("„Wir bleiben”, sagte sie.", ["Wir bleiben"]),
        ("«We stay,» she said.", ["We stay,"]),
        ("»We stay,« she said.", ["We stay,"]),
        ("``We stay,'' she said.", ["We stay,"]),
        ("‘We stay,’ she said.", ["We stay,"]),
        ("'We stay,' the farmers' wives said.", ["We stay,"]),
        ("The farmers' goats and the '90s don't count.", []),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ('The 5" pipe burst.', []),
    ],
)
def test_marks(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


def test_a_missing_closing_mark_ends_before_the_reporting_clause() -> None:
    (quote,) = find_quotes('"We will win, Smith said. He left the room.')
    assert not quote.closed
    assert '"We will win, Smith said.'.startswith('"We will win,')
    assert quote.inner_end == len('"We will win,')


def test_a_missing_closing_mark_ends_with_its_paragraph() -> None:
    text = '"My father is buried here.\n"My brothers too," he added.'
    assert inner(text) == ["My father is buried here.", "My brothers too,"]


def test_a_hard_line_break_ends_no_quotation() -> None:
    text = 'The minister said on Saturday that "nobody has the right to do\n this here" in the long first line of it.'
    assert inner(text) == ["nobody has the right to do\n this here"]


def test_captions_end_with_their_credit() -> None:
    text = (
        "A soldier stands guard in Irbid, officials said. (M. Hamed/Reuters)\nGunmen attacked a castle, officials said."
    )
    ((start, end),) = find_captions(text)
    assert text[start:end].endswith("Reuters)")
    assert find_captions("IRBID (Reuters) - Gunmen attacked a castle.") == []


@given(st.text(alphabet="ab .,\"'“”‘’„«»`\n", max_size=60))
def test_any_text_gives_ordered_quotations_inside_it(text: str) -> None:
    at = 0
    for quote in find_quotes(text):
        assert at <= quote.start < quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        at = quote.end
    for start, end in find_paragraphs(text):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('"We will see," she said on "Face the Facts." "Not yet."', '"Face the Facts."'),
        ("the host of “State of the Nation” asked", "“State of the Nation”"),
    ],
)
def test_titles_of_programmes(text: str, title: str) -> None:
    start = text.index(title)
    assert is_title(text, (start, start + len(title)))
    assert not is_title(text, (0, 14))
