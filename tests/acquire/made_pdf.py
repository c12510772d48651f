"""PDFs for tests: pages with columns, running heads, notes and numbers, drawn by reportlab."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
PEOPLE = ("forty-two men", "nine teachers", "a reporter", "two nurses", "six farmers", "the mayor")


def prose(number: int) -> str:
    """A paragraph of its own words."""
    who = PEOPLE[number % len(PEOPLE)]
    return (
        f"The Commission was told in session {number} that soldiers detained {who} near the town of Juliaca. "
        f"The Ministry of Defence denied this in letter {number} and said that no unit had been there."
    )


def document(*draw: Callable[[Canvas], None], labels: str = "", title: str = "", password: str = "") -> bytes:
    """A PDF of these pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=password or None)
    canvas.setTitle(title)
    for number, page in enumerate(draw):
        if labels:
            canvas.addPageLabel(number, style=labels, start=number + 1)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def write(canvas: Canvas, text: str, left: float, top: float, width: float = 235, size: float = 10,
          font: str = "Times-Roman", lead: float = 1.2) -> float:  # fmt: skip
    """Sets a paragraph, points from the page's top left; gives where the next may begin."""
    for line in simpleSplit(text, font, size, width):
        canvas.setFont(font, size)
        canvas.drawString(left, HEIGHT - top, line)
        top += size * lead
    return top


def column(canvas: Canvas, paragraphs: Sequence[str], left: float, top: float = 150, width: float = 235) -> None:
    """Sets paragraphs one below the other."""
    for text in paragraphs:
        top = write(canvas, text, left, top, width) + 6


def furniture(canvas: Canvas, page: int) -> None:
    """A running head, a symbol and a page number."""
    write(canvas, "Report of the Commission", 50, 30, size=8)
    write(canvas, f"A/{page}/46", 500, 30, size=8)
    write(canvas, str(page + 4), 290, 800, size=9)


def called(canvas: Canvas, text: str, note: int, top: float, more: str = "") -> None:
    """One line whose end calls a note by a raised figure, with more after it."""
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(50, HEIGHT - top, text)
    right = 50 + canvas.stringWidth(text, "Times-Roman", 10)
    canvas.setFont("Times-Roman", 6)
    canvas.drawString(right, HEIGHT - top + 4, str(note))
    right += canvas.stringWidth(str(note), "Times-Roman", 6)
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(right + 3, HEIGHT - top, more)


def scan_of(pdf: bytes) -> bytes:
    """The first page of a PDF as a picture in a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as source:
        picture = source[0].render(scale=200 / 72, grayscale=True).to_pil()
        return document(lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT))
