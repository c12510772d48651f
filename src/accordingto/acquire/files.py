"""Finds the reports in files, folders and standard input, and hands each one's bytes to the reader of its kind.

A new kind of input is one entry in `READERS` (bytes of one report -> Report) and, where a file holds several reports,
one in `SPLITTERS` (file -> the bytes of each).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from accordingto.acquire import lines
from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError, UsageError
from accordingto.types import Failure, Report

MAX_BYTES = 64 * 1024 * 1024
"""A larger file or line is an error: no report is that long, and memory stays bounded."""

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".jsonl": lines.MEDIA_TYPE,
    ".ndjson": lines.MEDIA_TYPE,
}


def _read_page(incoming: Incoming) -> Report:
    from accordingto.acquire.pages import read_page  # trafilatura takes half a second to import

    return read_page(incoming)


def _read_text(incoming: Incoming) -> Report:
    from accordingto.acquire.texts import read_text

    return read_text(incoming)


READERS: dict[str, Callable[[Incoming], Report]] = {
    "text/html": _read_page,
    "text/plain": _read_text,
    lines.MEDIA_TYPE: lines.read_line,
}


def find_inputs(inputs: Iterable[str]) -> Iterator[Incoming | Failure]:
    """The bytes of each report in `inputs` (files, folders, ``-``), in order; folders are walked in name order.

    What cannot be opened is a `Failure` in its place. Files of unknown kinds inside folders are passed over.
    Raises `UsageError` for an input that does not exist or a named file of a kind that is not read.
    """
    for name in inputs:
        if name == "-":
            yield from _split(sys.stdin.buffer, "-", "text/plain")
        elif os.path.isdir(name):
            yield from _walk(Path(name))
        else:
            yield from _open(Path(name), name)


def check_inputs(inputs: Iterable[str]) -> None:
    """Raises `UsageError` where an input does not exist or is of no kind that is read, before any work is done."""
    for name in inputs:
        if name == "-" or os.path.isdir(name):
            continue
        if not os.path.exists(name):
            raise UsageError(f"{name}: no such file or folder")
        if Path(name).suffix.lower() not in MEDIA_TYPES:
            raise UsageError(f"{name}: kind not read; give one of {', '.join(MEDIA_TYPES)}, a folder of these, or -")


def count_inputs(inputs: Iterable[str]) -> int | None:
    """How many reports `find_inputs` will give, for a progress bar; None where standard input is among them."""
    total = 0
    for name in inputs:
        if name == "-":
            return None
        paths = [Path(name)] if not os.path.isdir(name) else [p for p in Path(name).rglob("*") if p.is_file()]
        for path in paths:
            kind = MEDIA_TYPES.get(path.suffix.lower())
            total += _count_lines(path) if kind == lines.MEDIA_TYPE else kind is not None
    return total


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 1  # it becomes one Failure


def _walk(folder: Path) -> Iterator[Incoming | Failure]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if Path(name).suffix.lower() in MEDIA_TYPES:
                path = Path(parent, name)
                yield from _open(path, str(path))


def _open(path: Path, name: str) -> Iterator[Incoming | Failure]:
    try:
        with path.open("rb") as stream:
            yield from _split(stream, name, MEDIA_TYPES[path.suffix.lower()])
    except OSError as error:
        yield Failure(
            name, name, "unreadable", f"{name}: cannot be read ({error.strerror}); check the path and its rights"
        )


def _split(stream: BinaryIO, name: str, media_type: str) -> Iterator[Incoming | Failure]:
    splitter = SPLITTERS.get(media_type, _whole)
    yield from splitter(stream, name, media_type)


def _whole(stream: BinaryIO, name: str, media_type: str) -> Iterator[Incoming | Failure]:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield _too_large(name, name)
    else:
        yield Incoming(name, data, media_type)


def _lines(stream: BinaryIO, name: str, media_type: str) -> Iterator[Incoming | Failure]:
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        place = f"{name} line {number}"
        if len(line) > MAX_BYTES:
            yield _too_large(place, None)
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
        elif line.strip():
            yield Incoming(None, line.rstrip(b"\r\n"), media_type, place)


SPLITTERS: dict[str, Callable[[BinaryIO, str, str], Iterator[Incoming | Failure]]] = {lines.MEDIA_TYPE: _lines}


def _too_large(place: str, name: str | None) -> Failure:
    return Failure(place, name, "too-large", f"{place}: larger than {MAX_BYTES >> 20} MiB; split it")


def read_incoming(incoming: Incoming, published: str | None = None, title: str | None = None) -> Report:
    """The Report of these bytes. `published` and `title`, where given, win over what the bytes say.

    Raises `InputError` where they are no report that can be read.
    """
    report = READERS[incoming.media_type](incoming)
    if not report.text.strip():
        raise InputError("empty", f"{incoming.place or incoming.name}: holds no text; nothing to read")
    if published:
        report = replace(report, published_at=published)
    return replace(report, title=title) if title else report
