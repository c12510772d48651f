"""Tables of articles: CSV and Excel, a row a report.

The capture of a row is a table of its own: the names of the columns as they came, and the row.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from accordingto.acquire import confined
from accordingto.acquire.agencies import agency_named, agency_of_site, voice_of
from accordingto.acquire.bylines import persons
from accordingto.acquire.columns import columns_of
from accordingto.acquire.dates import find_date_words, parse_machine
from accordingto.acquire.decoding import clean, decode
from accordingto.acquire.fragments import lines_of
from accordingto.acquire.incoming import MAX_BYTES, Container, Incoming
from accordingto.acquire.words import host_of, squeeze
from accordingto.errors import InputError
from accordingto.types import Evidence, Failure, Report

MEDIA_TYPE = "text/csv"
MAX_ROW = 8 << 20
"""Bytes of a row; a longer one has a quote that never ends."""
_SAMPLE = 1 << 16
_DELIMITERS = ",;\t|"


class _Rows:
    """Lines of a stream on their way to the csv module, which remember the bytes of the row at hand."""

    def __init__(self, stream: BinaryIO, charset: str) -> None:
        self.stream = stream
        self.charset = charset
        self.row = bytearray()

    def __iter__(self) -> Iterator[str]:
        while line := self.stream.readline(MAX_ROW + 1):
            self.row += line
            if len(self.row) > MAX_ROW:
                raise csv.Error(f"is longer than {MAX_ROW >> 20} MiB; a quote may be missing before it")
            yield line.decode(self.charset, "replace").replace("\0", "")

    def taken(self) -> bytes:
        """The bytes of the row that was just given, and begins the next."""
        row, self.row = bytes(self.row), bytearray()
        return row


def split_csv(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """Each row with words in it. Raises `InputError` where no column is known to hold the text."""
    charset = _charset(stream, container.name)
    if charset.startswith("utf-16"):  # lines cannot be told by bytes; Excel's "Unicode text"
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InputError("too-large", f"{container.name}: larger than {MAX_BYTES >> 20} MiB; save it as UTF-8")
        stream, charset = io.BytesIO(data.decode("utf-16", "replace").encode("utf-8", "replace")), "utf-8"
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ROW))
    lines = _Rows(stream, charset)
    first = next(iter(lines), "")
    lines.stream.seek(0)
    lines.taken()
    reader = csv.reader(iter(lines), delimiter=_delimiter(first))
    number, head = 0, b""
    try:
        for row in reader:
            number += 1
            data = lines.taken()
            if not head:
                columns = columns_of(row, container.given.columns, container.name)
                head = data if data.endswith((b"\n", b"\r")) else data + b"\r\n"
            elif columns["text"] < len(row) and row[columns["text"]].strip():
                place = f"{container.name} row {number}"
                yield Incoming(container.name, head + data, MEDIA_TYPE, place, charset, container.given.columns)
            else:
                container.passed_over["rows without text"] += 1
    except csv.Error as error:
        place = f"{container.name} row {number + 1}"
        yield Failure(place, container.name, "bad-table", f"{place}: {error}; what follows is not read")


def _charset(stream: BinaryIO, name: str) -> str:
    """The encoding of a table, by its beginning."""
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = sample.rpartition(b"\n")[0] or sample
    try:
        sample.decode("utf-8-sig")
        return "utf-8-sig"
    except UnicodeDecodeError:
        _, warnings = decode(Incoming(name, sample, MEDIA_TYPE))
        told = next((w.rpartition(" read as ")[2] for w in warnings if " read as " in w), "cp1252")
        return told.lower()


def _delimiter(line: str) -> str:
    """The sign between columns: the one that the line of names has most often outside of quotes."""
    bare = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def split_workbook(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """Each row of each sheet of an Excel workbook, as a row of CSV: cells of a workbook have no bytes of their own."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError("too-large", f"{container.name}: larger than {MAX_BYTES >> 20} MiB; save it as CSV")
    named = container.given.columns
    sheets: dict[str, tuple[bytes, int]] = {}
    failure: InputError | None = None
    for line in confined.run("workbooks", [], data, container.name).splitlines():
        name, number, cells = json.loads(line)
        place = f"{container.name} sheet {name} row {number}"
        if name not in sheets:
            try:
                sheets[name] = _row(cells), columns_of(cells, named, f"{container.name} sheet {name}")["text"]
            except InputError as error:
                failure, sheets[name] = failure or error, (b"", -1)
            continue
        head, text = sheets[name]
        if text >= 0 and text < len(cells) and cells[text].strip():
            yield Incoming(container.name, head + _row(cells), MEDIA_TYPE, place, columns=named)
        elif text >= 0:
            container.passed_over["rows without text"] += 1
    if failure and all(text < 0 for _, text in sheets.values()):
        raise failure


def _row(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "replace")


def read_row(incoming: Incoming) -> Report:
    """The Report of one row. Raises `InputError` where no column is known to hold the text."""
    text, warnings = decode(incoming)
    if incoming.charset not in (None, "utf-8", "utf-8-sig"):
        warnings.append(f"not UTF-8 and declares no encoding; read as {incoming.charset}")
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ROW))
    lines = text.removeprefix("\ufeff").replace("\0", "")
    rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter=_delimiter(lines.partition("\n")[0])))
    names, row = rows[0], rows[1] if len(rows) > 1 else []
    places = columns_of(names, incoming.columns, incoming.where)
    told = {field: clean(row[index]).strip() for field, index in places.items() if index < len(row)}
    body = told.get("text", "")
    url = told.get("url", "") if told.get("url", "").startswith(("http://", "https://")) else None
    agency = agency_named(told.get("agency", "")) or agency_named(told.get("publisher", ""))
    published = _date(told.get("published_at", ""))
    if told.get("published_at") and not published:
        warnings.append(f"the date {told['published_at']!r:.60} is ambiguous or none; no date taken")
    evidence = [Evidence(field, f"column {names[index]}", told[field][:200]) for field, index in places.items()
                if field in ("title", "published_at", "publisher", "agency", "byline") and told.get(field)]  # fmt: skip
    return replace(
        Report(told.get("id") or incoming.sha256, "\n".join(lines_of(body)) if _is_markup(body) else body),
        url=url,
        title=squeeze(told.get("title")) or None,
        publisher=squeeze(told.get("publisher")) or host_of(url) or None,
        agency=agency.name if agency else squeeze(told.get("agency")) or None,
        voice=voice_of(agency or agency_of_site(host_of(url)), host_of(url), declares_news=False),
        byline=persons([told["byline"]]) if told.get("byline") else (),
        published_at=published,
        evidence=tuple(evidence),
        warnings=tuple(warnings),
        capture=incoming.capture(),
    )


def _date(words: str) -> str | None:
    if value := parse_machine(words):
        return value
    found = find_date_words(words)
    return found.value if found else None


def _is_markup(text: str) -> bool:
    return "<p" in text or "</div>" in text or "<br" in text
