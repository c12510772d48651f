"""Word documents: as they read with all changes accepted, notes after the body, numbers that Word counts are kept."""

from __future__ import annotations

import pytest

from accordingto.acquire.files import read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.acquire.kinds import KINDS
from accordingto.errors import InputError
from accordingto.types import Report
from tests.acquire import archives
from tests.acquire import made_docx as made

MEDIA_TYPE = next(kind.media_type for kind in KINDS if ".docx" in kind.suffixes)


def read(data: bytes) -> Report:
    report = read_incoming(Incoming("report.docx", data, MEDIA_TYPE))
    for locator in report.locators:
        assert report.text[locator.start : locator.end] == locator.exact
    return report


def test_title_body_notes_and_numbers() -> None:
    body = (
        made.paragraph("Detentions in the South", "Title")
        + made.paragraph("14 May 2021")
        + made.paragraph("The Commission was told  of it.", note="9", numbered=True)
        + made.paragraph("The ministry denied it.", note="4", numbered=True)
    )
    report = read(made.document(body, {"4": "Letter of the ministry.", "9": "Interview, Puno."}))
    assert report.text.split("\n") == [
        "14 May 2021", "The Commission was told of it.", "The ministry denied it.", "Interview, Puno.",
        "Letter of the ministry.",
    ]  # fmt: skip
    assert (report.title, report.published_at) == ("Detentions in the South", "2021-05-14")
    told = [(at.label, at.number, at.exact.split()[-1]) for at in report.locators]
    assert told == [("paragraph", "7", "it."), ("reference", "1", "it."), ("paragraph", "8", "it."),
                    ("reference", "2", "it."), ("note", "1", "Puno."), ("note", "2", "ministry.")]  # fmt: skip


def test_changes_are_read_as_accepted_and_said() -> None:
    body = (
        "<w:p><w:r><w:t>He did </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>so</w:t></w:r></w:ins><w:r><w:noBreakHyphen/><w:t>called.</w:t><w:tab/><w:t>End.</w:t></w:r></w:p>"
    )
    report = read(made.document(body))
    assert report.text == "He did so-called. End."
    assert "accepted" in report.warnings[0]


def test_cells_of_tables_are_paragraphs_and_data_tell_the_title() -> None:
    cell = f"<w:tc>{made.paragraph('Juliaca')}</w:tc>"
    report = read(made.document(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>", title="Annex of places"))
    assert report.text == "Juliaca\nJuliaca"
    assert report.title == "Annex of places"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04" + b"\0" * 100, "bad-zip"),
        (archives.zipped({"word/document.xml": b"<a><b></a>"}), "bad-xml"),
        (archives.zipped({"word/other.xml": b"<a/>"}), "bad-zip"),
        (made.document("<w:p/>"), "empty"),
    ],
)
def test_what_is_no_document_is_refused_with_its_name(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=r"report\.docx") as caught:
        read(data)
    assert caught.value.kind == kind
