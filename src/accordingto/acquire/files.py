"""Finds the reports in files, folders and standard input, and hands each one's bytes to the reader of its kind."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from accordingto.acquire.citations import join
from accordingto.acquire.incoming import MAX_BYTES, Container, Given, Incoming
from accordingto.acquire.kinds import BY_MEDIA_TYPE, SUFFIXES, Kind, kind_named, kind_of, suffix_of
from accordingto.errors import InputError, UsageError
from accordingto.types import Failure, Report

_TEXT = "text/plain"


def find_inputs(
    inputs: Iterable[str], given: Given | None = None, passed_over: Counter[str] | None = None,
    reached: Callable[[int], None] = lambda _: None,
) -> Iterator[Incoming | Failure]:  # fmt: skip
    """The bytes of each report in `inputs` (files, folders, ``-``), in order; folders are walked in name order.

    passed_over: gets the counts of what lies in archives and is no report, by reason. reached: gets the bytes read so
    far, of those that `size_of` tells. What cannot be opened is a `Failure` in its place. Files of unknown kinds inside
    folders are passed over.
    """
    finder = _Finder(given or Given(), Counter() if passed_over is None else passed_over, reached)
    for name in inputs:
        if name == "-":
            yield from finder.standard_input()
        elif os.path.isdir(name):
            for path in _files(Path(name)):
                yield from finder.open(path, str(path), known=False)
        else:
            yield from finder.open(Path(name), name, known=True)


def check_inputs(inputs: Iterable[str]) -> None:
    """Raises `UsageError`, before any work is done, where an input cannot be: it does not exist, is of no kind that is
    read, or needs a library that is missing."""
    for name in inputs:
        if name == "-" or os.path.isdir(name):
            continue
        if not os.path.exists(name):
            raise UsageError(f"{name}: no such file or folder")
        try:
            with open(name, "rb") as stream:
                kind = kind_of(stream, name)
        except OSError:
            continue  # it becomes a Failure in its place
        if kind is None:
            raise UsageError(f"{name}: kind not read; give one of {', '.join(SUFFIXES)}, a folder of these, or -")
        kind.check()


def size_of(inputs: Iterable[str]) -> int | None:
    """The bytes that `find_inputs` will go through, for a progress bar; None where standard input is among them."""
    names = list(inputs)
    if "-" in names:
        return None
    paths = (path for name in names for path in (_files(Path(name)) if os.path.isdir(name) else [Path(name)]))
    return sum(map(_size, paths))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # it becomes a Failure


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (path for name in sorted(names) if (path := Path(parent, name)).is_file())


class _Finder:
    """Opens inputs one after the other."""

    def __init__(self, given: Given, passed_over: Counter[str], reached: Callable[[int], None]) -> None:
        self.given = given
        self.passed_over = passed_over
        self.reached = reached
        self.before = 0

    def open(self, path: Path, name: str, *, known: bool) -> Iterator[Incoming | Failure]:
        """The reports of one file. known: the user named it, so that it must be of a kind that is read."""
        try:
            with path.open("rb") as stream:
                kind = kind_of(stream, name)
                if kind:
                    yield from self._told(self._split(kind, stream, name), stream.fileno())
                elif known:
                    yield Failure(
                        name, name, "unknown-kind", f"{name}: kind not read; give one of {', '.join(SUFFIXES)}"
                    )
        except OSError as error:
            message = f"{name}: cannot be read ({error.strerror or error}); check the path and its rights"
            yield Failure(name, name, "unreadable", message)
        self.before += _size(path)
        self.reached(self.before)

    def _told(self, items: Iterator[Incoming | Failure], file: int) -> Iterator[Incoming | Failure]:
        """The reports of a file; before each it is told how far the file is read."""
        for item in items:
            with contextlib.suppress(OSError):  # who has read all of it may have closed it
                self.reached(self.before + os.lseek(file, 0, os.SEEK_CUR))
            yield item

    def standard_input(self) -> Iterator[Incoming | Failure]:
        """The reports of standard input, plain text unless its content says otherwise."""
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            yield _too_large("-")
            return
        stream = io.BytesIO(data)
        yield from self._split(kind_of(stream, "-") or BY_MEDIA_TYPE[_TEXT], stream, "-")

    def _split(self, kind: Kind, stream: BinaryIO, name: str) -> Iterator[Incoming | Failure]:
        container = Container(name, kind.media_type, self.given, self.passed_over)
        try:
            yield from kind.splitter()(stream, container)
        except InputError as error:
            yield Failure(name, name, error.kind, str(error))
        except UsageError as error:
            yield Failure(name, name, "not-installed", f"{name}: {error}")


def whole(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """A file that is one report."""
    data = stream.read(MAX_BYTES + 1)
    yield _too_large(container.name) if len(data) > MAX_BYTES else Incoming(container.name, data, container.media_type)


def _too_large(name: str) -> Failure:
    return Failure(name, name, "too-large", f"{name}: larger than {MAX_BYTES >> 20} MiB; split it")


def read_incoming(incoming: Incoming, given: Given | None = None) -> Report:
    """The Report of these bytes; what is given wins over what they say.

    Raises `InputError` where they are no report that can be read.
    """
    given = given or Given()
    kind = BY_MEDIA_TYPE[incoming.media_type]
    report = kind.reader()(incoming)
    if not report.text.strip():
        raise InputError("empty", f"{incoming.where}: holds no text; nothing to read")
    report = replace(report, input=incoming.name, capture=report.capture or incoming.capture())
    named = kind_named(incoming.name or "")
    if named and named.read != kind.read:
        warning = f"named {suffix_of(incoming.name or '')} but {kind.name} by its content"
        report = replace(report, warnings=(*report.warnings, warning))
    if given.citations:
        report = join(report, given.citations)
    if given.published:
        report = replace(report, published_at=given.published)
    return replace(report, title=given.title) if given.title else report
