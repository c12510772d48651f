"""Cuts one part out of a file that holds many, with all that stands around them.

What is cut are the bytes as they came, the other parts left out: again a file of its format, which tells its own
language, channel or publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from typing import BinaryIO
from xml.parsers import expat

from accordingto.acquire.xmls import refuse_entities
from accordingto.errors import InputError

MAX_PARTS = 20_000
MAX_SHELL = 1 << 20
"""Bytes around the parts, which every part gets along."""
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', re.DOTALL)
_KEY = re.compile(rb"\s*:\s*\[")


def cut_xml(data: bytes, names: Iterable[str], place: str) -> Iterator[bytes]:
    """For each element with one of these local names the document without all the others.

    Raises `InputError` where there are none, or where what stands around them is too long or declares entities. A
    document that is not well-formed is cut by its tags.
    """
    refuse_entities(data, place)
    wanted = frozenset(names)
    try:
        spans = _parse(data, wanted)
    except expat.ExpatError:
        spans = _scan(data, wanted)
    if not spans:
        raise InputError("empty", f"{place}: holds no {' or '.join(sorted(wanted))}; nothing to read")
    if len(spans) > MAX_PARTS:
        raise InputError("too-large", f"{place}: holds more than {MAX_PARTS} items; split it")
    around = [data[end:start] for end, start in zip([0, *(e for _, e in spans)], [*(s for s, _ in spans), len(data)],
                                                    strict=True)]  # fmt: skip
    if sum(map(len, around)) > MAX_SHELL:
        raise InputError("too-large", f"{place}: more than {MAX_SHELL >> 20} MiB stand around its items; not read")
    for number, (start, end) in enumerate(spans, 1):
        yield b"".join(around[:number]) + data[start:end] + b"".join(around[number:])


def _parse(data: bytes, names: frozenset[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    parser = expat.ParserCreate()
    inside: list[str] = []

    def start(name: str, _attributes: object) -> None:
        if inside:
            inside.append(name)
        elif name.rpartition(":")[2] in names:
            inside.append(name)
            spans.append((parser.CurrentByteIndex, 0))

    def end(_name: str) -> None:
        if inside:
            inside.pop()
            if not inside:
                spans[-1] = spans[-1][0], data.find(b">", parser.CurrentByteIndex) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return spans


def _scan(data: bytes, names: frozenset[str]) -> list[tuple[int, int]]:
    opening = re.compile(rb"<((?:[\w.-]+:)?(?:" + b"|".join(n.encode() for n in names) + rb"))[\s>]")
    spans, position = [], 0
    while found := opening.search(data, position):
        closing = b"</" + found[1]
        at = data.find(closing, found.end())
        if at < 0:
            break
        position = data.find(b">", at) + 1 or len(data)
        spans.append((found.start(), position))
    return spans


class Json:
    """A JSON file too long to be read at once, looked through from its beginning to its end."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0, 2)
        self.size = stream.tell()
        stream.seek(0)
        try:
            self.data: bytes | mmap = mmap(stream.fileno(), 0, access=ACCESS_READ)
        except (OSError, ValueError):  # standard input, an empty file
            self.data = stream.read()

    def elements(self, key: bytes | None) -> Iterator[tuple[int, int, int, int]]:
        """Each object in the arrays under this key, in the outermost array where it is None: (where the object begins
        that holds the array, where the array's first element may begin, where the element begins, where it ends)."""
        opened: list[int] = []
        arrays: list[tuple[int, int]] = []  # depth of an array whose objects are wanted, where its elements begin
        start, wanted_at = 0, -1
        for token in _TOKEN.finditer(self.data):
            kind = token[0][:1]
            if kind == b'"':
                if key is not None and token[0] == key and (found := _KEY.match(self.data, token.end())):
                    wanted_at = found.end() - 1
            elif kind in b"[{":
                depth = len(opened)
                if kind == b"[" and (token.start() == wanted_at or (key is None and depth == 0)):
                    arrays.append((depth + 1, token.end()))
                elif arrays and depth == arrays[-1][0] and kind == b"{":
                    start = token.start()
                opened.append(token.start())
            elif opened:
                opened.pop()
                depth = len(opened)
                if arrays and depth < arrays[-1][0]:
                    arrays.pop()
                elif arrays and depth == arrays[-1][0] and kind == b"}":
                    yield (opened[-2] if len(opened) > 1 else 0), arrays[-1][1], start, token.end()
