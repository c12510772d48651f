"""What a person stumbles over when an export is opened: widths, titles, whose words, what is contested."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from accordingto.casebook.store import Casebook
from accordingto.export.choosing import from_file
from accordingto.export.exporting import export_file
from accordingto.export.taken import Taken
from tests.export.conftest import courier, exported, wire


def test_excel_is_readable_as_it_opens(shared: Casebook, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(exported(shared, "xlsx", tmp_path))
    sheet = book["statements"]
    heads = {cell.value: cell for cell in sheet[1]}
    widths = {name: sheet.column_dimensions[cell.column_letter].width for name, cell in heads.items()}
    assert (widths["kind"], widths["quote"]) == (9, 60)
    assert heads["quote"].font.bold
    long = [cell for cell in sheet[heads["quote"].column_letter][1:] if len(cell.value or "") > 60]
    assert long
    assert all(cell.alignment.wrap_text for cell in long)


def test_a_report_without_title_has_one_that_can_be_read(tmp_path: Path) -> None:
    untitled = [replace(r, report=replace(r.report, title=None, input=i, id="f" * 64))
                for r, i in ((wire(), "in/osh.docx"), (courier(), "-"))]  # fmt: skip
    taken = [Taken(str(n), record, record) for n, record in enumerate(untitled, 1)]
    assert [one.title for one in taken] == ["osh.docx", "report 2, without title"]
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(untitled[0].to_dict()), encoding="utf-8")
    for name in ("dossier", "bibtex", "csl"):
        export_file(from_file(path), name, tmp_path / name)
        assert "osh.docx" in (tmp_path / name).read_text(encoding="utf-8")


def test_a_dossier_shows_whose_words_an_act_rests_on(shared: Casebook, tmp_path: Path) -> None:
    page = exported(shared, "dossier", tmp_path).read_text(encoding="utf-8")
    telling = page[page.index("1.c1 · ") : page.index("1.c1 · ") + 1500]
    assert "<q>detained</q>" in telling
    assert "<q>Police in Osh detained Marat Beknazarov, a local reporter, on 3 May 2021</q>" in telling
    assert "Osh, Kyrgyzstan" in page
    assert "Holds what is reviewed and what is not, as each row says." in page


def test_who_denies_is_not_contested_by_its_own_denial(shared: Casebook, tmp_path: Path) -> None:
    lines = map(json.loads, exported(shared, "jsonl", tmp_path).read_text(encoding="utf-8").splitlines())
    told = {(r["party"], r["position"]): r["contested_by"] for r in lines if r["table"] == "positions"}
    assert told["Aida Toktosunova", "asserts"] == "interior ministry"
    assert told["interior ministry", "denies_act"] is None
