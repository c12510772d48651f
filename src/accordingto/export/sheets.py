"""CSV, Excel and JSON Lines: the seven tables for spreadsheets and for programs; no cell runs as a formula."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from accordingto.acquire.extras import need
from accordingto.casebook.listing import spreadsheet_cell
from accordingto.errors import UsageError
from accordingto.export.files import write_zip, xml_safe
from accordingto.export.tables import TABLES, Row, rows
from accordingto.export.taken import Material, Tally

CELL = 32_767
"""Characters that a cell of Excel holds."""
ROWS = 1_048_575
"""Rows that a sheet of Excel holds below its heading."""
WIDEST, NARROWEST = 60, 9
"""Letters that a column shows; longer words go on in further lines."""


def write_csv(material: Material, path: Path) -> Tally:
    """A zip with one CSV a table (UTF-8); a cell that a spreadsheet would run begins with an apostrophe."""
    tally, tables = Tally(), _collected(material)
    entries = {}
    for name, columns in TABLES.items():
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([spreadsheet_cell(row.get(c)) for c in columns] for row in tables[name])
        entries[f"{name}.csv"] = text.getvalue().encode("utf-8", "replace")
        tally.rows += len(tables[name])
    write_zip(path, entries)
    return tally


def write_jsonl(material: Material, path: Path) -> Tally:
    """One row a line, of all tables, each with the name of its table first."""
    tally = Tally()
    with path.open("w", encoding="utf-8", errors="replace") as out:
        for name, row in rows(material):
            whole = {"table": name, **{column: row.get(column) for column in TABLES[name]}}
            out.write(json.dumps(whole, ensure_ascii=False) + "\n")
            tally.rows += 1
    return tally


def write_xlsx(material: Material, path: Path) -> Tally:
    """One sheet a table; words are stored as words, whatever they begin with, and a filter stands on each heading."""
    openpyxl = need("openpyxl", "export")
    book, tally = openpyxl.Workbook(write_only=True), Tally()
    book.properties.creator = "accordingto"
    book.properties.title = material.scope
    for name, some in _collected(material).items():
        if len(some) > ROWS:
            raise UsageError(f"{name}: {len(some)} rows are more than Excel holds; use --to csv or --to parquet")
        _sheet(book.create_sheet(name), name, some, tally)
    book.save(path)
    return tally


def _sheet(sheet: Any, name: str, some: list[Row], tally: Tally) -> None:
    columns = list(TABLES[name])
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{_letters(len(columns))}{len(some) + 1}"
    for number, column in enumerate(columns, 1):
        longest = max((len(str(row.get(column) or "")) for row in some), default=0)
        sheet.column_dimensions[_letters(number)].width = min(WIDEST, max(NARROWEST, len(column) + 3, longest + 1))
    sheet.append([_heading(sheet, column) for column in columns])
    for row in some:
        sheet.append([_cell(sheet, row.get(column), tally) for column in columns])
    tally.rows += len(some)


def _heading(sheet: Any, column: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, column)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any, tally: Tally) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    if not isinstance(value, str):
        return value
    text = xml_safe(value)
    if len(text) > CELL:
        tally.left_out["cells cut after 32,767 characters, which is what Excel holds"] += 1
        text = text[: CELL - 1] + "…"
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # never "f": what begins with = is what somebody wrote
    cell.quotePrefix = True
    if len(text) > WIDEST:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _collected(material: Material) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = defaultdict(list, {name: [] for name in TABLES})
    for name, row in rows(material):
        tables[name].append(row)
    return tables
