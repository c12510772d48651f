"""Every format is read back: the quotes are the capture's words, no protected name is in a byte, each row is marked."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.export.choosing import Choice
from accordingto.export.formats import FORMATS
from tests.export import reading
from tests.export.conftest import WITNESS, exported

LEAK = re.compile(rb"zarina|okhotnikova", re.IGNORECASE)
IN_ALL = "detained"
"""A word of an act that every format with quotes holds."""


@pytest.mark.parametrize("name", [n for n in FORMATS if n in reading.QUOTES])
def test_every_quote_is_its_captures_words(shared: Casebook, tmp_path: Path, name: str) -> None:
    reader = Reader(shared, "Court")
    texts = [held.record.report.text for held in reader.records()]
    page = json.loads(reader.capture(2))["text"]  # the one that names nobody protected
    assert page == texts[1]
    quotes = reading.QUOTES[name](exported(shared, name, tmp_path))
    assert len(quotes) >= 3
    assert [quote for quote in quotes if not any(quote in text for text in texts)] == []
    assert any(quote in page for quote in quotes)
    if name not in ("polecat", "claims"):
        assert IN_ALL in quotes


def test_the_pdf_holds_every_quote_of_the_page(shared: Casebook, tmp_path: Path) -> None:
    text = reading.pdf_text(exported(shared, "dossier-pdf", tmp_path))
    quotes = reading.dossier(exported(shared, "dossier", tmp_path))
    latin = [quote for quote in quotes if quote.isascii()]
    assert len(latin) > 10
    assert [quote for quote in latin if "".join(quote.split()) not in text] == []


def contents(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes of a file and of all that lies packed in it."""
    yield name, content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield name, entry.filename.encode() + entry.comment
                yield from contents(f"{name}/{entry.filename}", archive.read(entry))
    if content[:4] == b"PAR1":
        from pyarrow import parquet

        yield name, repr(parquet.read_table(io.BytesIO(content)).to_pylist()).encode()
    if content[:4] == b"%PDF":
        yield from pdf_contents(name, content)
    if content[:1] == b"\x78":
        yield name, zlib.decompress(content)


def pdf_contents(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Text, metadata, alternative texts and every stream of a PDF."""
    from pypdf import PdfReader
    from pypdf.generic import StreamObject

    pdf = PdfReader(io.BytesIO(content))
    yield name, " ".join(page.extract_text() for page in pdf.pages).encode()
    yield name, "".join(" ".join(page.extract_text() for page in pdf.pages).split()).encode()
    yield name, repr((pdf.metadata, pdf.outline, pdf.xmp_metadata and pdf.xmp_metadata.dc_title)).encode()
    for number in range(len(pdf.xref_objStm) + sum(map(len, pdf.xref.values()))):
        found = pdf.get_object(number) if number else None
        yield name, repr(found).encode()
        if isinstance(found, StreamObject):
            yield name, found.get_data()


@pytest.mark.parametrize("name", FORMATS)
def test_no_byte_names_who_is_protected(shared: Casebook, tmp_path: Path, name: str) -> None:
    path = exported(shared, name, tmp_path)
    leaks = {where for where, content in contents(path.name, path.read_bytes()) if LEAK.search(content)}
    assert leaks == set()


@pytest.mark.parametrize("name", ["jsonl", "dossier"])
def test_each_recipient_gets_other_pseudonyms(shared: Casebook, tmp_path: Path, name: str) -> None:
    names = []
    for recipient in ("Court", "Paper"):
        text = exported(shared, name, tmp_path, recipient=recipient).read_text(encoding="utf-8")
        names.append(set(re.findall(r"Witness-[A-Z0-9]{6}", text)))
    assert [len(n) for n in names] == [1, 1]
    assert names[0] != names[1]


MARKED = [n for n in FORMATS if n not in ("gpkg", "spacy", "dossier-pdf", "parquet", "arrow")]


@pytest.mark.parametrize("name", MARKED)
def test_it_is_said_whether_a_person_reviewed_it(shared: Casebook, tmp_path: Path, name: str) -> None:
    path = exported(shared, name, tmp_path)
    told = b" ".join(content for _, content in contents(path.name, path.read_bytes())).decode("utf-8", "replace")
    assert "accepted" in told or "reviewed by Tester" in told
    assert "Tester" in told
    if name not in ("bibtex", "csl"):
        assert "unreviewed" in told
    assert "interior ministry" in told  # who contests the arrest


@pytest.mark.parametrize("name", FORMATS)
def test_only_what_is_reviewed_leaves(shared: Casebook, tmp_path: Path, name: str) -> None:
    path = exported(shared, name, tmp_path, Choice())
    told = b" ".join(content for _, content in contents(path.name, path.read_bytes()))
    if name not in ("xmi", "spacy", "prodigy", "gold", "ftm", "evidence", "annotations"):  # these hold the text too
        assert b"Imanov" not in told  # an accusation that nobody has reviewed
    assert b"unreviewed" not in told


def test_the_same_export_gives_the_same_bytes(shared: Casebook, tmp_path: Path) -> None:
    for name in ("csv", "xlsx", "jsonl", "polecat", "acled", "geojson", "uwazi", "xmi", "ftm", "gold", "dossier"):
        one, other = (exported(shared, name, tmp_path).read_bytes() for _ in range(2))
        seal = re.compile(rb"accordingto-seal-1 [^<\n]*")
        assert name == "xlsx" or seal.sub(b"", one) == seal.sub(b"", other), name


def test_the_witness_is_in_the_casebook(shared: Casebook) -> None:
    assert any(WITNESS in held.record.report.text for held in Reader(shared, why="a test").records())
