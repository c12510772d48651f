"""PDF: columns are read one after the other, running heads are no body, pages, paragraphs and notes can be cited."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from accordingto.acquire.files import read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.acquire.pdf import scans
from accordingto.errors import InputError
from accordingto.types import Report
from tests.acquire import made_pdf as made


def read(data: bytes) -> Report:
    report = read_incoming(Incoming("report.pdf", data, "application/pdf"))
    for locator in report.locators:
        assert report.text[locator.start : locator.end] == locator.exact
    return report


def numbers(report: Report, label: str) -> list[str]:
    return [locator.number for locator in report.locators if locator.label == label]


def two_columns(page: int) -> Callable[[Canvas], None]:
    """A page whose right column was set before its left one, with numbered paragraphs."""

    def draw(canvas: Canvas) -> None:
        made.furniture(canvas, page)
        if page == 0:
            made.write(canvas, "Detentions in the South", 50, 90, 500, size=20)
            made.write(canvas, "14 May 2021", 50, 120, 500)
        first = page * 4 + 1
        texts = [f"{n}. {made.prose(n)}" for n in range(first, first + 4)]
        made.column(canvas, texts[2:], 310)
        made.column(canvas, texts[:2], 50)

    return draw


def test_columns_are_read_one_after_the_other_and_heads_are_no_body() -> None:
    report = read(made.document(*(two_columns(n) for n in range(3))))
    assert report.text == "\n".join(["14 May 2021", *(made.prose(n) for n in range(1, 13))])
    assert (report.title, report.published_at) == ("Detentions in the South", "2021-05-14")
    assert [e.field for e in report.evidence] == ["title", "published_at"]


def test_pages_and_paragraphs_are_kept_for_citing() -> None:
    report = read(made.document(*(two_columns(n) for n in range(3)), labels="ROMAN_LOWER"))
    assert numbers(report, "paragraph") == [str(n) for n in range(1, 13)]
    assert numbers(report, "page") == ["i", "ii", "iii"]
    second = next(at for at in report.locators if (at.label, at.number) == ("page", "ii"))
    assert report.text[second.start :].startswith(made.prose(5))


def with_notes(page: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        made.furniture(canvas, page)
        made.called(canvas, f"Witness {page} said that the men were beaten.", page + 1, 150, "The ministry denied it.")
        made.write(canvas, made.prose(page), 50, 190, 480)
        made.write(canvas, f"{page + 1}", 50, 752, size=5)
        made.write(canvas, "Ibid., p. 4." if page else "Interview with a former detainee, Puno.", 56, 755, 480, size=8)

    return draw


def test_notes_come_after_the_body_and_know_where_they_are_called() -> None:
    report = read(made.document(*(with_notes(n) for n in range(3))))
    lines = report.text.split("\n")
    assert lines[0] == "Witness 0 said that the men were beaten. The ministry denied it."
    assert lines[-3:] == ["Interview with a former detainee, Puno.", "Ibid., p. 4.", "Ibid., p. 4."]
    assert numbers(report, "note") == numbers(report, "reference") == ["1", "2", "3"]
    assert {at.exact for at in report.locators if at.label == "reference"} == {"beaten."}


def test_a_paragraph_goes_on_over_the_page_and_a_hyphen_goes() -> None:
    def first(canvas: Canvas) -> None:
        made.write(canvas, "The spokesman of the ministry said on Monday that soldiers had de-", 50, 200, 600)

    def second(canvas: Canvas) -> None:
        made.write(canvas, "tained nobody in the town, and that an inquiry had begun.", 50, 100, 600)

    report = read(made.document(first, second))
    assert report.text == (
        "The spokesman of the ministry said on Monday that soldiers had detained nobody in the town, and that an "
        "inquiry had begun."
    )
    page = report.locators[1]
    assert (page.label, page.number, report.text[: page.start][-2:]) == ("page", "2", "de")


def test_a_page_that_lies_on_its_side_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(made.WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(100, 300, "The minister denied it.")
        canvas.drawString(100, 280, "The Commission confirmed it.")

    assert read(made.document(draw)).text.split("\n")[0].startswith("The minister denied it.")


def test_a_scan_is_said_to_be_one_where_tesseract_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "tesseract", lambda: None)
    scan = made.scan_of(made.document(two_columns(0)))
    with pytest.raises(InputError, match=r"report\.pdf: is a scan without text; install Tesseract") as caught:
        read(scan)
    assert caught.value.kind == "scan"


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed (Debian: tesseract-ocr)")
def test_a_scan_is_read_by_tesseract_with_its_confidence() -> None:
    report = read(made.scan_of(made.document(two_columns(0))))
    people = ("detained nine teachers near", "detained a reporter near", "detained two nurses near")
    assert sorted(people, key=report.text.index) == list(people)
    assert "with its errors: 1" in report.warnings[0]
    told = next(e for e in report.evidence if e.field == "text")
    assert told.how.startswith("Tesseract ")
    assert told.exact.startswith("mean confidence 9")


def test_a_locked_pdf_is_refused_with_its_name() -> None:
    with pytest.raises(InputError, match=r"report\.pdf: is locked with a password") as caught:
        read(made.document(two_columns(0), password="secret"))
    assert caught.value.kind == "encrypted"
