"""The temporal tagger on sentences of our own: spans, TIMEX3 types and values, intervals, anchors, no times."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.read.parser import Parser
from accordingto.read.times import find_times, make_times_component, tag_times
from accordingto.types import Time
from tests.conftest import ROOT

FRIDAY = "2019-03-29"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def brief(times: tuple[Time, ...]) -> list[tuple[str, str, str]]:
    return [(t.exact, t.type, t.value) for t in times]


def bounds(times: tuple[Time, ...]) -> list[tuple[str | None, str | None]]:
    return [(t.earliest, t.latest) for t in times]


NAMED = [
    ("Held on 2019-03-28.", "2019-03-28", "DATE", "2019-03-28"),
    ("Logged at 2019-03-28T10:30:00Z today", "2019-03-28T10:30:00Z", "TIME", "2019-03-28T10:30"),
    ("Signed on March 28, 2019.", "March 28, 2019", "DATE", "2019-03-28"),
    ("Signed on 28 March 2019.", "28 March 2019", "DATE", "2019-03-28"),
    ("Signed on Sept. 11, 2001.", "Sept. 11, 2001", "DATE", "2001-09-11"),
    ("Signed on 11 September 2001.", "11 September 2001", "DATE", "2001-09-11"),
    ("Signed on the 3rd of March 2018.", "the 3rd of March 2018", "DATE", "2018-03-03"),
    ("Signed on Friday, Oct. 26, 2018.", "Friday, Oct. 26, 2018", "DATE", "2018-10-26"),
    ("Due 03/28/2019.", "03/28/2019", "DATE", "2019-03-28"),
    ("Due 28/03/2019.", "28/03/2019", "DATE", "2019-03-28"),
    ("Due 28.3.2019.", "28.3.2019", "DATE", "2019-03-28"),
    ("Due 14-Feb-2019.", "14-Feb-2019", "DATE", "2019-02-14"),
    ("Due 03/04/2019 and 28/03/2019.", "03/04/2019", "DATE", "2019-04-03"),
    ("Due 03/04/2019 and 04/28/2019.", "03/04/2019", "DATE", "2019-03-04"),
    ("It was the 2018/19 season.", "2018/19", "DATE", "2018"),
    ("It recalled the 9/11 attacks.", "9/11", "DATE", "2001-09-11"),
    ("It was known in the 1800s.", "the 1800s", "DATE", "18"),
    ("Arrested in 2017.", "2017", "DATE", "2017"),
    ("It fell in late 2016.", "late 2016", "DATE", "2016"),
    ("It fell in mid-March.", "mid-March", "DATE", "2019-03"),
    ("It began in October 2018.", "October 2018", "DATE", "2018-10"),
    ("It began in the 1990s.", "the 1990s", "DATE", "199"),
    ("It began in the early '80s.", "the early '80s", "DATE", "198"),
    ("It began in the 19th century.", "the 19th century", "DATE", "18"),
    ("It began in the third quarter of 1998.", "the third quarter of 1998", "DATE", "1998-Q3"),
    ("It began in the first half of 1998.", "the first half of 1998", "DATE", "1998-H1"),
    ("It began in the summer of 2012.", "the summer of 2012", "DATE", "2012-SU"),
    ("It began in fiscal year 2013.", "fiscal year 2013", "DATE", "FY2013"),
    ("It began on Christmas Day.", "Christmas Day", "DATE", "2018-12-25"),
    ("It ended before Easter 2016.", "Easter 2016", "DATE", "2016-03-27"),
    ("Last Thanksgiving they met.", "Last Thanksgiving", "DATE", "2018-11-22"),
    ("It was nineteen ninety-seven.", "nineteen ninety-seven", "DATE", "1997"),
    ("They came last week.", "last week", "DATE", "2019-W12"),
    ("They came last month.", "last month", "DATE", "2019-02"),
    ("They came over the weekend.", "the weekend", "DATE", "2019-W12-WE"),
    ("They came last summer.", "last summer", "DATE", "2018-SU"),
    ("They came two weeks ago.", "two weeks ago", "DATE", "2019-W11"),
    ("They came nearly four years ago.", "nearly four years ago", "DATE", "2015"),
    ("They came 10 days ago.", "10 days ago", "DATE", "2019-03-19"),
    ("They came the week before last.", "the week before last", "DATE", "2019-W11"),
    ("They came on Sunday (Jan. 6).", "Sunday", "DATE", "2019-01-06"),
    ("They came several years ago.", "several years ago", "DATE", "PAST_REF"),
    ("They are here now.", "now", "DATE", "PRESENT_REF"),
    ("They recently left.", "recently", "DATE", "PAST_REF"),
    ("They will see in the future.", "the future", "DATE", "FUTURE_REF"),
    ("Yesterday evening they left.", "Yesterday evening", "TIME", "2019-03-28TEV"),
    ("They left on Monday night.", "Monday night", "TIME", "2019-03-25TNI"),
    ("They left this morning.", "this morning", "TIME", "2019-03-29TMO"),
    ("They left at 3 p.m. EST on Monday.", "3 p.m. EST on Monday", "TIME", "2019-03-25T15:00"),
    ("They left at 10:35 a.m. Friday.", "10:35 a.m. Friday", "TIME", "2019-03-29T10:35"),
    ("They left at 7.30pm local time.", "7.30pm local time", "TIME", "2019-03-29T19:30"),
    ("They left at 1900 GMT.", "1900 GMT", "TIME", "2019-03-29T19:00"),
    ("They left at noon Wednesday.", "noon Wednesday", "TIME", "2019-03-27T12:00"),
    ("They waited two months.", "two months", "DURATION", "P2M"),
    ("They waited for 30 minutes.", "30 minutes", "DURATION", "PT30M"),
    ("They waited 2 1/2 years.", "2 1/2 years", "DURATION", "P2Y6M"),
    ("They waited half an hour.", "half an hour", "DURATION", "PT30M"),
    ("They waited for a few weeks.", "a few weeks", "DURATION", "PXW"),
    ("They waited thirty-seven years.", "thirty-seven years", "DURATION", "P37Y"),
    ("It was a two-and-a-half-year term.", "two-and-a-half-year", "DURATION", "P2Y6M"),
    ("It was a 16-hour flight.", "16-hour", "DURATION", "PT16H"),
    ("It was the first time in more than two decades.", "more than two decades", "DURATION", "P20Y"),
    ("They march every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
    ("They marched on Mondays.", "Mondays", "SET", "XXXX-WXX-1"),
    ("They met every two years.", "every two years", "SET", "P2Y"),
    ("The daily flight left.", "daily", "SET", "P1D"),
]


@pytest.mark.parametrize(("text", "exact", "kind", "value"), NAMED, ids=[n[0] for n in NAMED])
def test_expression_is_read(parser: Parser, text: str, exact: str, kind: str, value: str) -> None:
    assert (exact, kind, value) in brief(find_times(parser.parse(text), FRIDAY))


INTERVALS = [
    ("On Thursday the minister met his guest.", ("2019-03-28", "2019-03-28")),
    ("He was arrested in 2017.", ("2017-01-01", "2017-12-31")),
    ("He was arrested earlier this month.", ("2019-03-01", FRIDAY)),
    ("He has been held since 2014.", ("2014-01-01", None)),
    ("They must leave by the end of the month.", (None, "2019-03-31")),
    ("He stayed until October 2018.", (None, "2018-10-31")),
    ("It happened before 2015.", (None, "2014-12-31")),
    ("It happened after 2015.", ("2016-01-01", None)),
    ("Starting in 2015, they paid.", ("2015-01-01", None)),
    ("In the past two months they fled.", ("2019-01-29", FRIDAY)),
    ("They will have left by 3 p.m. on Saturday.", (None, "2019-03-30")),
    ("It was shelled overnight.", ("2019-03-28", FRIDAY)),
    ("It was shelled before 3 a.m. on Thursday.", ("2019-03-28", "2019-03-28")),
    ("They waited two months.", (None, None)),
    ("They are here now.", (None, None)),
    ("The 1990s were better.", ("1990-01-01", "1999-12-31")),
    ("It was bombed in February 2016.", ("2016-02-01", "2016-02-29")),
    ("It happened in the winter of 2014.", ("2014-12-01", "2015-02-28")),
]


@pytest.mark.parametrize(("text", "interval"), INTERVALS, ids=[i[0] for i in INTERVALS])
def test_interval_follows_the_codebook(parser: Parser, text: str, interval: tuple[str | None, str | None]) -> None:
    assert bounds(find_times(parser.parse(text), FRIDAY)) == [interval]


@pytest.mark.parametrize(
    "text",
    ["The siege lasted from 1990 to 1995.", "Between 1990 and 1995 they fought.", "The war (1990-95) was long."],
)
def test_a_range_gives_both_ends_the_whole_interval(text: str) -> None:
    assert bounds(tag_times(text, FRIDAY)) == [("1990-01-01", "1995-12-31")] * 2


def test_days_of_one_month() -> None:
    times = tag_times("The summit was held on 9-11 March 2018 in Hanoi.", FRIDAY)
    assert brief(times) == [("9", "DATE", "2018-03-09"), ("11 March 2018", "DATE", "2018-03-11")]
    assert bounds(times) == [("2018-03-09", "2018-03-11")] * 2
    times = tag_times("The summit was held on March 3-5 in Hanoi.", FRIDAY)
    assert brief(times) == [("March 3", "DATE", "2019-03-03"), ("5", "DATE", "2019-03-05")]
    assert bounds(times) == [("2019-03-03", "2019-03-05")] * 2


TENSES = [
    ("The minister met them on Monday.", "2019-03-25"),
    ("The minister will meet them on Monday.", "2019-04-01"),
    ("The minister plans to meet them on Monday.", "2019-04-01"),
    ("He said on Monday that they would pay.", "2019-03-25"),
    ("The ruling announced Monday angered those who will pay.", "2019-03-25"),
    ("They were given until Monday to leave.", "2019-04-01"),
    ("He flew home last Monday.", "2019-03-25"),
    ("He flies home next Monday.", "2019-04-01"),
    ("He spoke on Friday.", FRIDAY),
    ("The plan was published on Dec. 7.", "2018-12-07"),
    ("The treaty will be signed on Dec. 7.", "2019-12-07"),
    ("They have met since January 1st.", "2019-01-01"),
]


@pytest.mark.parametrize(("text", "value"), TENSES, ids=[t[0] for t in TENSES])
def test_tense_decides_the_side(parser: Parser, text: str, value: str) -> None:
    assert [t.value for t in find_times(parser.parse(text), FRIDAY)] == [value]


STORIES = [
    ("He fled on 11 September 2018. Three days later he was caught.", "Three days later", "2018-09-14"),
    ("He fled on 11 September 2018. The previous day he had called.", "The previous day", "2018-09-10"),
    ("He fled on 11 September 2018. The next morning he was caught.", "The next morning", "2018-09-12TMO"),
    ("He fled in May 2015 and was tried in the same month.", "the same month", "2015-05"),
    ("He fled in 2015. A year later he was tried.", "A year later", "2016"),
    ("He fled in 2015. The next day is not known.", "The next day", "XXXX-XX-XX"),
    ("Sales rose in the third quarter. A year earlier they had dropped.", "A year earlier", "2017-Q3"),
    ("They won a case. A year earlier they had lost one.", "A year earlier", "2018"),
    ("They won a case. A few days later they lost one.", "A few days", "PXD"),
    ("They won on 11 September 2018. An hour later they lost.", "An hour", "PT1H"),
]


@pytest.mark.parametrize(("text", "exact", "value"), STORIES, ids=[s[0] for s in STORIES])
def test_what_was_told_last_is_the_anchor(parser: Parser, text: str, exact: str, value: str) -> None:
    found = {t.exact: t.value for t in find_times(parser.parse(text), FRIDAY)}
    assert found[exact] == value


def test_dateline_day_is_today() -> None:
    times = tag_times("NAIROBI, March 28 (AFP) - The court sat today and will sit tomorrow.", FRIDAY)
    assert [t.value for t in times] == ["2019-03-28", "2019-03-28", "2019-03-29"]


def test_a_history_takes_the_year_from_what_it_told() -> None:
    text = (
        "The war began in 1754. In July a fort was lost. In 1755 and 1756 towns burned. "
        "In 1757, 1758 and 1759 kings died. On September 13 the general fell. Peace came in 1763, trade in 1764."
    )
    found = {t.exact: t.value for t in tag_times(text, FRIDAY)}
    assert found["July"] == "1754-07"
    assert found["September 13"] == "1759-09-13"


NO_TIMES = [
    "He is in his 80s.",
    "The 45-year-old lawyer spoke.",
    "She is 52 years old.",
    "They won 2-1 and then 3:2.",
    "Call 202-555-1998 or 1-800-1999.",
    "They paid $1,990 for 2000 goats.",
    "About 2018 soldiers surrendered.",
    "Under article 2019 of resolution 1973 he may speak.",
    "You may march here.",
    "Theresa May said no.",
    "Jan Novak left the room.",
    "April Novak left the room.",
    "Judge June Novak left the room.",
    "He won in the Winter Olympics.",
    "A 2000-strong crowd came.",
    "He works at 24 Hour Fitness.",
    "She is in her mid-thirties.",
    "A quarter of the vote and three-quarters of the food.",
    "They earn $500 a week.",
    "It was a second attempt.",
    "The Sunday Times reported it.",
    "The Daily News reported it.",
    "The fall of the town was near.",
    "Prices will spring back.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_time(parser: Parser, text: str) -> None:
    assert brief(find_times(parser.parse(text), FRIDAY)) == []


UNKNOWN = [
    ("on Thursday", "XXXX-WXX-4"),
    ("in April", "XXXX-04"),
    ("on 4 March", "XXXX-03-04"),
    ("last year", "XXXX"),
    ("last week", "XXXX-WXX"),
    ("two weeks ago", "PAST_REF"),
    ("tomorrow", "FUTURE_REF"),
    ("today", "PRESENT_REF"),
    ("this summer", "XXXX-SU"),
    ("in the third quarter", "XXXX-Q3"),
    ("at 3 p.m.", "XXXX-XX-XXT15:00"),
]


@pytest.mark.parametrize("published", [None, "", "unknown", "2019-99-99"])
@pytest.mark.parametrize(("words", "value"), UNKNOWN)
def test_without_publication_day_the_relative_stays_relative(words: str, value: str, published: str | None) -> None:
    times = tag_times(f"They left {words}.", published)
    assert [(t.value, t.earliest, t.latest) for t in times] == [(value, None, None)]


def test_without_publication_day_the_absolute_is_dated() -> None:
    times = tag_times("Held since 2014, he was freed on 3 May 2018.", None)
    assert bounds(times) == [("2014-01-01", None), ("2018-05-03", "2018-05-03")]


def test_publication_time_is_taken_in_its_own_zone() -> None:
    assert tag_times("They met today.", "2019-03-29T23:30:00-05:00")[0].value == FRIDAY


def test_ids_and_spans(parser: Parser) -> None:
    text = "On Thursday, in 2017 and\n\nfor two months."
    times = find_times(parser.parse(text), FRIDAY)
    assert [t.id for t in times] == ["t1", "t2", "t3"]
    assert all(text[t.start : t.end] == t.exact for t in times)
    assert [t.start for t in times] == sorted(t.start for t in times)


def test_page_says_what_the_tagger_does(parser: Parser) -> None:
    page = (ROOT / "docs/times.md").read_text(encoding="utf-8")
    block = next(b for b in page.split("```")[1::2] if " | DATE | " in b)
    rows: list[str] = []
    for line in block.strip().splitlines():
        if line.startswith(" "):
            assert line.strip() in rows, line
        else:
            rows = [row(t) for t in find_times(parser.parse(line), FRIDAY)]


def row(t: Time) -> str:
    span = f"{t.earliest or '…'} / {t.latest or '…'}" if t.earliest or t.latest else "–"
    return f"{t.exact} | {t.type} | {t.value} | {span}"


def test_spacy_component() -> None:
    nlp = spacy.blank("en")
    component = make_times_component(nlp, "times")
    doc = nlp("He was arrested in 2017.")
    doc.user_data["published"] = FRIDAY
    assert [t.value for t in component(doc)._.times] == ["2017"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 31 February 2019 it rained.", ["2019-02"]),
        ("On 2019-13-45 and 2019-02-29 it rained.", []),
        ("The year 99999 and the year 0.", []),
        ("At 25:61, 99 p.m. and 13 p.m.", []),
        ("On 32/13/2019.", []),
        ("９９ years, ١٩٩٩, 2019²", []),
        ("They left 500 decades ago.", ["PAST_REF"]),
        ("They left 9999999999999 days later.", []),
    ],
)
def test_dates_out_of_range_are_no_dates(text: str, values: list[str]) -> None:
    assert [t.value for t in tag_times(text, FRIDAY)] == values


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_do_not_crash(published: str) -> None:
    text = (
        "Last year, next year, two weeks ago, next Friday, tomorrow, yesterday, the past decade, in May, on May 1, "
        "at Easter. Ten years later, in the fourth quarter, last winter, the day after tomorrow, on 9999-12-31 and "
        "the following day."
    )
    for t in tag_times(text, published):
        assert t.value


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1.",
        "12:30:",
        "1990-",
        "\n ",
        " ",
        "the ",
        "the first ",
        "a.",
        "two and a ",
        "1999 ",
        "twenty one ",
        "'",
        "-",
    ],
)
def test_time_grows_with_length_alone(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begin = time.process_time()
    tag_times(text, FRIDAY)
    assert time.process_time() - begin < 5


PIECES = (
    "the first second third quarter of May March in on 31 99 1999 2019 last next week year s ' - , . day Friday night "
    "at 10:30 p.m. a half and two hundred ago later before every Monday fall 0 00 / '90s 20th century Christmas end "
    "early ( )"
)
WORDS = st.sampled_from([*PIECES.split(), "\n\n", ""])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=12), st.sampled_from([None, FRIDAY, "0001-01-01", "9999-12-31"]))
def test_any_words_give_ordered_times_without_overlap(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    times = tag_times(text, published)
    assert all(text[t.start : t.end] == t.exact and t.exact for t in times)
    assert all(a.end <= b.start for a, b in pairwise(times))
    assert all(t.earliest is None or t.latest is None or t.earliest <= t.latest for t in times)
