"""PDF: the rows of a table are rows of the text; what is no table is read as before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from tests.acquire import made_pdf as made
from tests.acquire.test_pdf import numbers, read

HEAD = ["Date", "Place", "What was said", "Answer"]
ROWS = [
    ["12 May 2021", "Puno", "Soldiers beat twelve men, a witness told the Commission of Inquiry", "Denied by the army"],
    ["13 May 2021", "Juliaca", "Police detained a reporter, her lawyer said", "No answer"],
    ["14 May 2021", "Lima", "Nine teachers were held for questioning, a union reported on that day", "Denied"],
]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
STYLE = ParagraphStyle("cell", fontName="Times-Roman", fontSize=10, leading=12)


def table(canvas: Canvas, rows: Sequence[Sequence[str]], left: float, top: float, widths: Sequence[float],
          style: Sequence[Any] = GRID) -> float:  # fmt: skip
    """Draws a table whose cells break their lines; gives where the next thing may begin."""
    made_table = Table([[Paragraph(cell, STYLE) for cell in row] for row in rows], colWidths=widths, style=style)
    _, height = made_table.wrapOn(canvas, sum(widths), 500)
    made_table.drawOn(canvas, left, made.HEIGHT - top - height)
    return top + float(height) + 14


def row(cells: Sequence[str]) -> str:
    return " | ".join(cells)


def draw_report(canvas: Canvas) -> None:
    top = made.write(canvas, "1. " + made.prose(1), 50, 150, 480) + 6
    top = table(canvas, [HEAD, *ROWS], 50, top, (70, 60, 200, 100))
    for n in (2, 3):
        top = made.write(canvas, f"{n}. " + made.prose(n), 50, top, 480) + 6


def test_rows_are_rows_between_numbered_paragraphs() -> None:
    report = read(made.document(draw_report))
    assert report.text.split("\n") == [made.prose(1), *map(row, [HEAD, *ROWS]), made.prose(2), made.prose(3)]
    assert numbers(report, "paragraph") == ["1", "2", "3"]


def test_a_table_goes_on_over_the_page_with_its_page_kept() -> None:
    def part(rows: Sequence[Sequence[str]]) -> Callable[[Canvas], None]:
        return lambda canvas: void(table(canvas, rows, 50, 150, (70, 60, 200, 100)))

    report = read(made.document(part([HEAD, ROWS[0]]), part(ROWS[1:])))
    assert report.text.split("\n") == [*map(row, [HEAD, *ROWS])]
    second = next(at for at in report.locators if (at.label, at.number) == ("page", "2"))
    assert report.text[second.start :].startswith(row(ROWS[1]))


def void(_: object) -> None:
    """A drawing function gives nothing."""


def test_cells_that_are_joined_and_empty_ones() -> None:
    rows = [["Detained in the South", "", "", ""], HEAD, ["", "Puno", "", "Denied"]]
    style = [*GRID, ("SPAN", (0, 0), (-1, 0))]
    report = read(made.document(lambda c: void(table(c, [*rows, ["15 May 2021", "Ica", "None", "None"]], 50, 150,
                                                     (70, 60, 200, 100), style))))  # fmt: skip
    assert report.text.split("\n") == ["Detained in the South", row(HEAD), "Puno | Denied",
                                       "15 May 2021 | Ica | None | None"]  # fmt: skip


def test_a_cell_that_reaches_over_rows_stands_in_the_first() -> None:
    style = [*GRID, ("SPAN", (0, 0), (0, 1))]
    report = read(made.document(lambda c: void(table(c, [["Puno", "two men", "denied"], ["", "a boy", "admitted"]], 50,
                                                     150, (70, 90, 90), style))))  # fmt: skip
    assert report.text.split("\n") == ["Puno | two men | denied", "a boy | admitted"]


def test_lines_of_filled_boxes_as_word_processors_draw_them() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (50, 150, 300):
            canvas.rect(x, 600, 0.5, 60, stroke=0, fill=1)
        for y in (600, 630, 660):
            canvas.rect(50, y, 250.5, 0.5, stroke=0, fill=1)
        for x, y, words in ((55, 640, "Puno"), (155, 640, "The army denied it de-"), (155, 632, "spite the film"),
                            (55, 610, "Lima"), (155, 610, "no answer")):  # fmt: skip
            canvas.setFont("Times-Roman", 8)
            canvas.drawString(x, y, words)

    assert read(made.document(draw)).text.split("\n") == ["Puno | The army denied it despite the film",
                                                          "Lima | no answer"]  # fmt: skip


@pytest.mark.parametrize("framed", [False, True])
def test_two_columns_with_a_rule_between_them_are_no_table(framed: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(298, made.HEIGHT - 140, 298, made.HEIGHT - 760)
        if framed:
            canvas.line(50, made.HEIGHT - 100, 545, made.HEIGHT - 100)
            canvas.rect(50, made.HEIGHT - 760, 495, 620)
        made.column(canvas, [made.prose(n) for n in range(11, 21)], 310)
        made.column(canvas, [made.prose(n) for n in range(1, 11)], 55)

    assert read(made.document(draw)).text.split("\n") == [made.prose(n) for n in range(1, 21)]


def test_a_table_inside_one_of_two_columns_stays_in_it() -> None:
    def draw(canvas: Canvas) -> None:
        made.column(canvas, [made.prose(n) for n in range(5, 10)], 310)
        made.column(canvas, [made.prose(1), made.prose(2)], 50)
        top = table(
            canvas, [["Place", "Detained"], ["Puno", "forty-two men"], ["Lima", "a reporter"]], 50, 290, (80, 120)
        )
        made.column(canvas, [made.prose(3), made.prose(4)], 50, top)

    assert read(made.document(draw)).text.split("\n") == [
        made.prose(1), made.prose(2), "Place | Detained", "Puno | forty-two men", "Lima | a reporter",
        *(made.prose(n) for n in range(3, 10))]  # fmt: skip


def test_a_page_full_of_lines_is_read_in_time() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(1500):
            canvas.line(50 + n / 3, 50, 50 + n / 3, 800)
            canvas.line(50, 50 + n / 2, 550, 50 + n / 2)
        made.write(canvas, made.prose(1), 60, 300, 400)

    assert "detained" in read(made.document(draw)).text
