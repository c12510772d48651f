"""Hostile words go through every format as words: nothing breaks, runs, escapes its cell or changes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from accordingto.export.choosing import from_file
from accordingto.export.exporting import export_file
from accordingto.export.formats import FORMATS
from accordingto.types import Act, Actor, Place, Record, Report, Role, Span, Statement, When
from tests.export import reading

WORDS = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "<script>alert(1)</script>", "]]></text>", "&lt;b&gt;",
    "a|b::c", "a;b", "a\tb", 'say "no" and \'no\'', "\\input{/etc/passwd}", "{{7*7}}", "%s%n", "\u202eright to left",
    "e\u0301 é", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 flag", "\ufeffbom", "NUL\0inside", "half \ud83d surrogate", "\x1b[31mred", "../../etc/passwd",
    "O'Neil -- DROP TABLE", "مرحبا", "x" * 3_000,
)  # fmt: skip
TEXT = "\n".join(f"«{words}» told." for words in WORDS)
XML = {"gexf", "graphml", "xmi", "xlsx"}
"""Formats that cannot hold every character, which become U+FFFD."""


def hostile() -> Record:
    """A record in which every field that a page gives is hostile."""
    places = [TEXT.index(f"«{words}»") + 1 for words in WORDS]
    spans = [Span(start, start + len(words), words) for start, words in zip(places, WORDS, strict=True)]
    roles = [Role(s.start, s.end, s.exact, f"a{n}", ("KGZ", "GOV")) for n, s in enumerate(spans)]
    actors = tuple(Actor(f"a{n}", words[:300], None, "person", ("KGZ",), ()) for n, words in enumerate(WORDS))
    statements = tuple(Statement(f"s{n}", "speech", (r,), f"a{n}", None, (s,), "direct", "asserts")
                       for n, (r, s) in enumerate(zip(roles, spans, strict=True)))  # fmt: skip
    acts = tuple(Act(f"c{n}", "ASSAULT", None, s, (r,), (roles[n - 1],), when=When("2021-05-03", "2021-05-03"),
                     where=f"p{n}") for n, (r, s) in enumerate(zip(roles, spans, strict=True)))  # fmt: skip
    where = tuple(Place(f"p{n}", s.start, s.end, s.exact, s.exact[:300], "KG", s.exact[:300], 1.5, 2.5, "city")
                  for n, s in enumerate(spans))  # fmt: skip
    report = Report("../../<id>|", TEXT, input=WORDS[0], url="javascript:alert(1)", title=WORDS[5], publisher=WORDS[0],
                    byline=WORDS[:25], published_at="2021-05-05", language="en")  # fmt: skip
    return Record(report, statements, acts, actors, (), where)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record in a file, and one beside it whose id differs only in what a file name cannot hold."""
    path = tmp_path_factory.mktemp("hostile") / "records.jsonl"
    one = hostile()
    other = replace(one, report=replace(one.report, id="../../<id>_", url='https://example.org/a b<c>"{d}'))
    path.write_text("".join(json.dumps(r.to_dict()) + "\n" for r in (one, other)), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", [n for n, f in FORMATS.items() if not f.casebook and n != "dossier-pdf"])
def test_hostile_words_stay_words(records: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"out{FORMATS[name].suffix}"
    assert export_file(from_file(records), name, path).tally.rows
    content = path.read_bytes()
    if name not in ("dossier", "timeline", "timeline-sheet"):
        return
    assert b"<script" not in content
    assert b"javascript:" not in content.replace(b'<dd dir="auto">javascript:alert(1)</dd>', b"")


WHOLE = ("jsonl", "parquet", "arrow", "geojson", "gpkg", "prodigy", "gold", "spacy", "dossier", "annotations", "prov",
         "ftm", "xmi", "gexf", "graphml", "xlsx", "csv", "uwazi")  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_hostile_quotes_come_back_as_they_were(records: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"out{FORMATS[name].suffix}"
    export_file(from_file(records), name, path)
    quotes = reading.QUOTES[name](path)
    text = TEXT.replace("\0", "\ufffd").replace("\ud83d", "\ufffd")
    if name in XML:
        text = text.replace("\x1b", "\ufffd")
    if name in ("csv", "uwazi"):
        text, quotes = text.replace("\n", " "), [quote.removeprefix("'") for quote in quotes]
    assert len(quotes) >= 2 * len(WORDS)
    assert [quote[:80] for quote in quotes if quote not in text] == []


def test_an_excel_cell_holds_no_more_than_excel_does(tmp_path: Path) -> None:
    text = "word " * 8_000
    long = Statement("s1", "speech", (), None, None, (Span(0, len(text), text),), "direct", "asserts")
    record = Record(Report("long", text), (long,))
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(record.to_dict()) + "\n", encoding="utf-8")
    done = export_file(from_file(path), "xlsx", tmp_path / "out.xlsx")
    (quote,) = reading.QUOTES["xlsx"](tmp_path / "out.xlsx")
    assert (len(quote), quote[-1]) == (32_767, "…")
    assert sum(done.tally.left_out.values()) == 2  # quote and said


def test_a_pdf_of_hostile_words(tmp_path: Path) -> None:
    told = [*WORDS[:11], "x" * 300]
    text = " | ".join(told)
    spans = [Span(text.index(w), text.index(w) + len(w), w) for w in told]
    statements = tuple(
        Statement(f"s{n}", "speech", (), None, None, (s,), "direct", "asserts") for n, s in enumerate(spans)
    )
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(Record(Report("r", text), statements).to_dict()) + "\n", encoding="utf-8")
    export_file(from_file(path), "dossier-pdf", tmp_path / "out.pdf")
    found = reading.pdf_text(tmp_path / "out.pdf")
    for words in ("<script>alert(1)</script>", "=cmd|'/Ccalc'!A0", "]]></text>", "x" * 300):
        assert words in found


def test_addresses_that_are_none_become_no_links(records: Path, tmp_path: Path) -> None:
    for name in ("uwazi", "csl", "bibtex", "prov", "claims", "ftm"):
        path = tmp_path / f"out{FORMATS[name].suffix}"
        export_file(from_file(records), name, path)
        assert b"javascript:" not in path.read_bytes()
    assert "https://example.org/a%20b%3Cc%3E%22%7Bd%7D" in (tmp_path / "out.bib").read_text(encoding="utf-8")


def test_ids_that_look_alike_stay_apart(records: Path, tmp_path: Path) -> None:
    export_file(from_file(records), "bibtex", tmp_path / "out.bib")
    keys = [line for line in (tmp_path / "out.bib").read_text(encoding="utf-8").splitlines() if line.startswith("@")]
    assert len(set(keys)) == 2
