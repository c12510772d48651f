"""The words of each page of a PDF and where they stand, by PDFium; runs as a process of its own (see `confined`).

Standard input: the PDF. Standard output: a JSON line for the document (title, number of pages), then one a page.
With the argument ``render N`` it writes page N as a grey picture (PGM) instead.
"""

from __future__ import annotations

import ctypes
import itertools
import json
import math
import sys
from collections.abc import Iterator
from typing import Any

MAX_PAGES = 5_000
MAX_CHARACTERS = 2_500_000
"""Characters in a PDF: more than settings allow for one report."""
MAX_WORDS = 400_000
MAX_RULES = 3_000
"""Drawn lines of a page in which tables are looked for; a page of a table has some hundreds."""
MAX_STROKES = 10_000
"""Strokes of a page's drawings that are looked at; a map has more and is no table."""
_SHORTEST = 6.0
"""Points from which on a drawn line may be a table's."""
PICTURE_DPI = 300
MAX_PIXELS = 40_000_000
_SPACES = frozenset(" \t\u00a0\u2002\u2003\u2009\u200a\u202f\u3000")
_GAP = 0.17
"""Part of a line's height that counts as a blank where the PDF has no blank of its own."""


def main() -> None:
    """Reads standard input and writes what the arguments ask for."""
    from accordingto.acquire.confined import limit, refuse

    data = sys.stdin.buffer.read()
    limit()
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        if locked:
            refuse("encrypted", "is locked with a password; save it without one")
        refuse("bad-pdf", "is no PDF that can be opened; get the file again")
    if sys.argv[1:2] == ["render"]:
        _render(document[int(sys.argv[2])])
        return
    pages = min(len(document), MAX_PAGES)
    _write({"title": document.get_metadata_value("Title")[:1000], "pages": len(document)})
    characters = counted = 0
    for index in range(pages):
        try:
            page = document[index]
            words = list(_words(page, raw))
            images = any(o.type == raw.FPDF_PAGEOBJ_IMAGE for o in page.get_objects(max_depth=3))
            rules = list(itertools.islice(_rules(page, raw), MAX_RULES))
        except pdfium.PdfiumError:
            _write(
                {
                    "label": str(index + 1),
                    "broken": True,
                    "width": 0,
                    "height": 0,
                    "words": [],
                    "images": False,
                    "rules": [],
                }
            )
            continue
        width, height = page.get_size()
        label = document.get_page_label(index)[:20] or str(index + 1)
        _write({"label": label, "width": width, "height": height, "words": words, "images": images, "rules": rules})
        page.close()
        characters += sum(len(word[0]) for word in words)
        counted += len(words)
        if characters > MAX_CHARACTERS or counted > MAX_WORDS:
            refuse("too-long", f"holds more than {MAX_WORDS} words; split it")


def _write(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")


def _words(page: Any, raw: Any) -> Iterator[list[Any]]:
    """[text, left, top, right, bottom, blank before it] of each run of letters of one size; points."""
    place = _turned(page)
    upright = -math.radians(page.get_rotation())  # PDFium counts angles clockwise
    word: list[Any] = []
    blank, after = True, 0.0
    for text, box, angle in _characters(page, raw):
        if text in ("\r", "\n") or text in _SPACES:
            blank = True
            continue
        if abs(math.remainder(angle - upright, 2 * math.pi)) > 0.2:
            continue  # set across the margin: a stamp, never the text
        left, top, right, bottom = place(*box)
        height = bottom - top
        same_line = word and abs(bottom - word[4]) < 0.25 * max(height, word[4] - word[2])
        near = word and -0.5 * height < left - after < _GAP * height
        alike = word and 0.8 < height / max(0.1, word[4] - word[2]) < 1.25
        if word and same_line and near and alike and not blank:
            word[0] += text
            word[3] = max(word[3], right)
        else:
            if word:
                yield word
            touches = word and not blank and left - after < _GAP * height and abs(top - word[2]) < 2 * height
            word = [text, left, top, right, bottom, not touches]
        after, blank = right, False
    if word:
        yield word


def _characters(page: Any, raw: Any) -> Iterator[tuple[str, tuple[float, float, float, float], float]]:
    """Each character with its box (left, bottom, right, top) and angle."""
    textpage = page.get_textpage()
    rect = raw.FS_RECTF()
    pointer = ctypes.byref(rect)
    get, box, angle = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
    high = ""
    for index in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        code = get(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        text = chr(code) if code <= 0x10FFFF else "\ufffd"
        if high:
            text = (high + text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            high = ""
        if code in (0x02, 0xFFFE, 0xAD):  # what PDFium writes for a hyphen at a line's end
            text = "-"
        if code and box(textpage, index, pointer):
            yield text, (rect.left, rect.bottom, rect.right, rect.top), max(0.0, angle(textpage, index))
    textpage.close()


def _rules(page: Any, raw: Any) -> Iterator[list[float]]:
    """[left, top, right, bottom] of each straight line that is drawn level or upright, edges of boxes included."""
    place = _turned(page)
    for (x0, y0), (x1, y1) in itertools.islice(_strokes(page, raw), MAX_STROKES):
        left, top, right, bottom = place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if max(right - left, bottom - top) >= _SHORTEST and min(right - left, bottom - top) < 1:
            yield [left, top, right, bottom]


def _strokes(page: Any, raw: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Both ends of each stroke of each drawing, curves as if they were straight."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        matrix, last, start = drawn.get_matrix(), (0.0, 0.0), (0.0, 0.0)
        for index in range(raw.FPDFPath_CountSegments(drawn)):
            segment = raw.FPDFPath_GetPathSegment(drawn, index)
            if not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                continue
            here = matrix.on_point(x.value, y.value)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                start = here
            else:
                yield last, here
            if raw.FPDFPathSegment_GetClose(segment):
                yield here, start
            last = here


def _turned(page: Any) -> Any:
    """Turns a box of the page's own space into (left, top, right, bottom) as it is seen."""
    width, height = page.get_size()
    left, bottom, *_ = page.get_cropbox()
    turn = page.get_rotation()

    def place(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        x0, x1, y0, y1 = x0 - left, x1 - left, y0 - bottom, y1 - bottom
        if turn == 90:
            return y0, x0, y1, x1
        if turn == 180:
            return width - x1, y0, width - x0, y1
        if turn == 270:
            return width - y1, height - x1, width - y0, height - x0
        return x0, height - y1, x1, height - y0

    return place


def _render(page: Any) -> None:
    width, height = page.get_size()
    scale = PICTURE_DPI / 72
    if width * height * scale * scale > MAX_PIXELS:
        scale = math.sqrt(MAX_PIXELS / max(1.0, width * height))
    bitmap = page.render(scale=scale, grayscale=True)
    sys.stdout.buffer.write(f"P5 {bitmap.width} {bitmap.height} 255\n".encode())
    row = bitmap.stride
    buffer = memoryview(bitmap.buffer)
    for y in range(bitmap.height):
        sys.stdout.buffer.write(buffer[y * row : y * row + bitmap.width])


if __name__ == "__main__":
    main()
