"""The rows of an Excel workbook, by openpyxl; runs as a process of its own (see `confined`).

Standard input: the workbook. Standard output: a JSON line [sheet, row, cells] for each row that has words.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, time
from typing import Any

MAX_WIDTH = 500
MAX_OUT = 256 << 20
"""Bytes of all rows together: one string of a workbook may stand in a million cells."""


def main() -> None:
    """Reads standard input and writes its rows."""
    from accordingto.acquire.confined import limit, refuse

    data = sys.stdin.buffer.read()
    limit()
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        written = 0
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                if len(row) > MAX_WIDTH:
                    refuse("too-large", f"row {number} of the sheet {sheet.title} has more than {MAX_WIDTH} columns")
                cells = [_words(value) for value in row]
                if any(cells):
                    line = json.dumps([sheet.title, number, cells]) + "\n"
                    written += len(line)
                    if written > MAX_OUT:
                        refuse("too-large", f"its cells hold more than {MAX_OUT >> 20} MiB; split it")
                    sys.stdout.write(line)
    except (KeyError, ValueError, TypeError, OSError, EOFError, AttributeError, IndexError, SyntaxError) as error:
        refuse(
            "bad-workbook", f"is no workbook that can be read ({type(error).__name__}); save it again as .xlsx or CSV"
        )
    except Exception as error:  # zipfile and the XML parsers have errors of many families
        refuse("bad-workbook", f"is damaged or hostile ({type(error).__name__}); save it again as .xlsx or CSV")


def _words(value: Any) -> str:
    """A cell as words; dates without a time of day as days."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


if __name__ == "__main__":
    main()
