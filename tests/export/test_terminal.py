"""The view for a terminal: an act is never a bare fact, a denial is seen, control characters stay off the screen."""

from __future__ import annotations

import io
from dataclasses import replace

from accordingto.export.terminal import write_text
from accordingto.export.words import Words, count, the_report, when
from accordingto.types import Count, Failure, Record, Report, When
from tests.export.made import made


def view(*records: Record | Failure) -> str:
    out = io.StringIO()
    write_text(records, out)
    return " ".join(out.getvalue().split())


def test_head_statements_and_acts_are_there() -> None:
    text = view(made())
    for words in ("The Courier", "agency AFP", "by A. Writer", "2021-06-04", "denies", "answers s1", "COERCE/arrest"):
        assert words in text


def test_an_act_in_the_reports_own_voice_is_the_reports() -> None:
    record = made()
    assert Words(record).per(record.acts[2]) == "the report (AFP)"
    state = Report(id="x", text="y", publisher="Xinhua", voice="state media")
    assert the_report(state) == "the report (Xinhua, state media)"
    assert the_report(Report(id="x", text="y")) == "the report"


def test_control_characters_are_not_written() -> None:
    record = made()
    hostile = replace(record.report, title="\x1b[2Jgone\x07 \u202e")
    out = io.StringIO()
    write_text([replace(record, report=hostile)], out)
    assert not {"\x1b", "\x07", "\u202e"} & set(out.getvalue())


def test_a_failure_is_one_line() -> None:
    assert view(Failure("x", "x.html", "empty", "x.html: holds no text")) == "✗ x.html: holds no text"


def test_numbers_and_dates_in_words() -> None:
    assert count(Count(25, None, False)) == "25 or more"
    assert count(Count(300, 300, True)) == "about 300"
    assert count(Count(None, 40, False)) == "up to 40"
    assert count(Count(10, 20, False)) == "10 to 20"
    assert when(When("2014-01-01", None)) == "since 2014-01-01"
    assert when(When("2014-01-01", "2014-01-01")) == "2014-01-01"
    assert when(None) == ""
