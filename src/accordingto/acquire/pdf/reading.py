"""A PDF to a Report: body in reading order, then its notes, with page, paragraph and note numbers for citing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from accordingto.acquire import confined
from accordingto.acquire.decoding import clean
from accordingto.acquire.documents import Paragraph, Writer, find_date, take_numbers
from accordingto.acquire.incoming import Incoming
from accordingto.acquire.pdf import scans
from accordingto.acquire.pdf.furniture import MAX_PIECES, Page, body_height, note_number, split_notes, without_running
from accordingto.acquire.pdf.lines import Line, in_order, pieces_of, words_of
from accordingto.acquire.pdf.paragraphs import paragraphs_of
from accordingto.acquire.pdf.tables import take_rows
from accordingto.errors import InputError
from accordingto.types import Evidence, Report

SCAN_LETTERS = 25
"""A page with a picture and fewer letters than this is a scan."""
MAX_WORK = 40_000_000
"""Pairs of pieces on all pages after which columns are not looked for any more; 1,000 dense pages have so many."""
MAX_SCANS = 300
"""Pages that Tesseract reads of one file; each takes some seconds."""
_NO_TITLES = re.compile(r"untitled|microsoft word|\.(?:docx?|pdf|indd|qxd|rtf)$|^\W*$", re.IGNORECASE)


def read_pdf(incoming: Incoming) -> Report:
    """The Report of a PDF. Pages that are scans are read by Tesseract where it is installed.

    Raises `InputError` where the file is damaged, locked, too large, or all scans and Tesseract is missing.
    """
    told = confined.run("pdf.words", [], incoming.data, incoming.where)
    head, *pages = [json.loads(line) for line in told.split(b"\n") if line]
    pages, evidence, warnings = _with_scans(pages, incoming)
    laid = without_running(list(_pages(pages)))
    body, notes = _take_apart(laid)
    title = _take_title(body, body_height(laid), head["title"])
    report = Writer(body, notes).report(incoming.sha256)
    if not report.text:
        raise InputError("empty", f"{incoming.where}: holds no text; nothing to read")
    broken = [page["label"] for page in pages if page.get("broken")]
    if broken:
        warnings.append(f"pages that are damaged and not read: {', '.join(broken):.200}")
    if title:
        report = replace(report, title=title.exact)
        evidence.append(title)
    dated = find_date(body[:12])
    evidence += dated[1:] if dated else ()
    return replace(report, published_at=dated[0] if dated else None, evidence=tuple(evidence), warnings=tuple(warnings),
                   capture=incoming.capture())  # fmt: skip


def _with_scans(
    pages: list[dict[str, Any]], incoming: Incoming
) -> tuple[list[dict[str, Any]], list[Evidence], list[str]]:
    """The pages with the words of scans in their places, what tells of them, and what could not be read."""
    scanned = [i for i, p in enumerate(pages) if p["images"] and sum(len(w[0]) for w in p["words"]) < SCAN_LETTERS]
    if not scanned:
        return pages, [], []
    labels = ", ".join(pages[i]["label"] for i in scanned)
    program = scans.tesseract()
    if program is None:
        if len(scanned) == len(pages):
            cure = "install Tesseract (Debian: apt-get install tesseract-ocr) or save it with its text"
            raise InputError("scan", f"{incoming.where}: is a scan without text; {cure}")
        return pages, [], [f"scanned pages not read, as Tesseract is not installed: {labels:.200}"]
    evidence = []
    for index in scanned[:MAX_SCANS]:
        words, confidence = scans.read_page(incoming, index, pages[index])
        pages[index] = {**pages[index], "words": words}
        evidence.append(
            Evidence("text", f"{program}, page {pages[index]['label']}", f"mean confidence {confidence} of 100")
        )
    warnings = [f"scanned pages read by {program}, with its errors: {labels:.200}"]
    if len(scanned) > MAX_SCANS:
        warnings.append(f"of {len(scanned)} scanned pages only the first {MAX_SCANS} were read; split the file")
    return pages, evidence, warnings


def _pages(pages: Sequence[dict[str, Any]]) -> Iterator[Page]:
    """The pages laid out, the rows of tables as one piece each while there is time to look for them."""
    work = 0
    for page in pages:
        work += len(page["rules"]) * (len(page["rules"]) + len(page["words"]))
        words, rows = take_rows(words_of(page), map(tuple, page["rules"])) if work < MAX_WORK else (words_of(page), [])
        yield Page(page["label"], page["width"], page["height"], (*pieces_of(words), *rows))


def _take_apart(pages: Sequence[Page]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs of the body and those of the notes."""
    height = body_height(pages)
    body: list[tuple[str, list[Line]]] = []
    notes: list[tuple[str, list[Line]]] = []
    work = 0
    for page in pages:
        above, below = split_notes(page, height)
        work += len(page.pieces) ** 2
        columns = len(page.pieces) <= MAX_PIECES and work < MAX_WORK
        body.append((page.label, in_order(above, columns=columns)))
        notes.append((page.label, in_order(below, columns=columns)))
    paragraphs = [p for p in paragraphs_of(body) if p.text.strip()]
    take_numbers(paragraphs)
    return paragraphs, _notes(notes)


def _notes(pages: Sequence[tuple[str, list[Line]]]) -> list[Paragraph]:
    """Each note, from its number to the next one's."""
    found: list[Paragraph] = []
    for label, lines in pages:
        for line in lines:
            head = note_number(line.text)
            if head and (not found or _follows(head[0], found[-1].number)):
                found.append(Paragraph(head[1], label, line.height, number=head[0]))
            elif found:
                found[-1].text += ("" if found[-1].text.endswith("-") else " ") + line.text
    return found


def _follows(number: str, last: str | None) -> bool:
    """Whether a note's number may come after the last one: a line that begins with a year or amount is no new note."""
    if not number.isdigit() or last is None or not last.isdigit():
        return True
    return int(number) == 1 or 0 < int(number) - int(last) <= 3


def _take_title(body: list[Paragraph], height: float, told: str) -> Evidence | None:
    """The title: the largest words at the head of the first page, which are taken off the body, else what the file's
    own data tell."""
    first = [p for p in body[:6] if p.page == body[0].page] if body else []
    large = max((p.height for p in first), default=0.0)
    heads = [p for p in first if p.height >= 0.97 * large]
    if large > 1.2 * height and heads and sum(len(p.text) for p in heads) <= 300:
        index = body.index(heads[0])
        run = [p for p in body[index : index + len(heads)] if p in heads]
        for paragraph in run:
            body.remove(paragraph)
        return Evidence("title", "the largest words of the first page", clean(" ".join(p.text for p in run)))
    told = clean(told).strip()
    return Evidence("title", "PDF data Title", told) if told and not _NO_TITLES.search(told) else None
