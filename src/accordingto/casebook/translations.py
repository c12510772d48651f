"""Attaches a translation to a report, aligned to its text part by part."""

from __future__ import annotations

import re

from accordingto.casebook import schema
from accordingto.casebook.journal import canonical
from accordingto.casebook.judgments import append
from accordingto.casebook.protection import Protection
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.errors import UsageError

Parts = list[tuple[int, int, int, int]]
"""(start, end) in the report's text and (start, end) in the translation, of parts that belong together."""

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def by_lines(text: str, body: str) -> Parts | None:
    """Each line of the text with the line of the translation in the same place; None where their numbers differ."""
    lines, told = list(_LINE.finditer(text)), list(_LINE.finditer(body))
    if len(lines) != len(told):
        return None
    return [(*line.span(), *there.span()) for line, there in zip(lines, told, strict=True)]


def translate(
    casebook: Casebook, report: int, language: str, body: str, aligned: Parts, *, seen: Reader | None = None
) -> int:
    """Attaches a translation to a report; gives its number.

    aligned: in the report's text as `seen` shows it. Raises `UsageError` where there is no such report or a part lies
    outside.
    """
    reader = seen or Reader(casebook)
    with casebook.writing() as transaction:
        connection = transaction.connection
        held = reader.reviewed_in(connection, report).held
        length = len(held.record.report.text)
        for start, end, there, until in aligned:
            if not (0 <= start <= end <= length and 0 <= there <= until <= len(body)):
                raise UsageError("a part of the alignment lies outside the text or the translation")
        places = reader.kept(connection, held, [{"start": start, "end": end} for start, end, *_ in aligned])
        covered = Protection.load(casebook, connection).edits_in(body)
        parts = [[place["start"], place["end"], *covered.span(there, until)]
                 for place, (_, _, there, until) in zip(places, aligned, strict=True)]  # fmt: skip
        return append(transaction, schema.translation, report_id=report, language=language[:35], body=covered.text,
                      aligned=canonical(parts))  # fmt: skip
