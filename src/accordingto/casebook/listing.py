"""Writes rows as a table, JSON Lines or CSV; none of them can steer a terminal or run in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

FORMATS = ("table", "jsonl", "csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins so for a formula, also in full-width forms; OWASP's list."""


_UNSEEN = " \u00a0\u200b\ufeff"
"""What a spreadsheet may strip before it looks."""


def write(rows: Iterable[dict[str, Any]], columns: Sequence[str], form: str, out: TextIO) -> None:
    """Writes rows in one of `FORMATS`; columns: those that are shown, in order."""
    {"table": _table, "jsonl": _jsonl, "csv": _csv}[form](rows, columns, out)


def _jsonl(rows: Iterable[dict[str, Any]], columns: Sequence[str], out: TextIO) -> None:
    for row in rows:
        line = json.dumps({name: row.get(name) for name in columns}, ensure_ascii=False)
        out.write(line.encode("utf-8", "replace").decode() + "\n")  # a lone surrogate could be written to no file


def _csv(rows: Iterable[dict[str, Any]], columns: Sequence[str], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([spreadsheet_cell(row.get(name)) for name in columns])


def spreadsheet_cell(value: Any) -> Any:
    """A value for a cell of a CSV; words that a spreadsheet would run begin with an apostrophe."""
    if not isinstance(value, str):
        return value
    text = "".join(" " if c in "\r\n\0" else c for c in value)
    return f"'{text}" if value.startswith(_FORMULA) or text.lstrip(_UNSEEN).startswith(_FORMULA) else text


def _table(rows: Iterable[dict[str, Any]], columns: Sequence[str], out: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(expand=out.isatty())
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(row.get(name))) for name in columns))
    Console(file=out, width=None if out.isatty() else 200, highlight=False).print(table)


def printable(value: Any) -> str:
    """One line without control characters."""
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() else " " for c in text)
