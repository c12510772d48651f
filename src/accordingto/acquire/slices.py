"""Cuts one part out of a file that holds many, with all that stands around them.

What is cut are the bytes as they came, the other parts left out: again a file of its format, which tells its own
language, channel or publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from accordingto.acquire.incoming import MAX_BYTES
from accordingto.acquire.xmls import refuse_bombs
from accordingto.errors import InputError

MAX_PARTS = 20_000
MAX_SHELL = 1 << 20
"""Bytes around the parts, which every part gets along."""
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?P<end>"|\\?\Z)|[\[\]{}]', re.DOTALL)
_QUOTE = ord('"')
_BLOCK = 8 << 20


def cut_xml(data: bytes, names: Iterable[str], place: str) -> Iterator[bytes]:
    """For each element with one of these local names the document without all the others.

    Raises `InputError` where there are none, or where what stands around them is too long or declares entities. A
    document that is not well-formed is cut by its tags.
    """
    refuse_bombs(data, place)
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
    """A JSON file too long to be read at once, looked through from its beginning to its end, block by block."""

    def __init__(self, stream: BinaryIO, place: str) -> None:
        self.stream = stream
        self.place = place

    def cut(self, start: int, end: int) -> bytes:
        """The bytes from one place to another."""
        self.stream.seek(start)
        return self.stream.read(end - start)

    def elements(self, key: bytes | None) -> Iterator[tuple[int, int, int, int]]:
        """Each object in the arrays under this key (with its quotes), in the outermost array where it is None.

        Of each: where the object begins that holds the array, where the array's elements may begin, where the element
        begins, where it ends. Raises `InputError` where a string is longer than any report.
        """
        opened: list[int] = []
        arrays: list[tuple[int, int]] = []  # depth of an array whose objects are wanted, where its elements begin
        start, after_key = 0, False
        for at, token in self._tokens():
            sign, depth = token[:1], len(opened)
            if sign in b"[{":
                if sign == b"[" and (after_key or (key is None and depth == 0)):
                    arrays.append((depth + 1, at + 1))
                elif arrays and depth == arrays[-1][0] and sign == b"{":
                    start = at
                opened.append(at)
            elif sign in b"]}" and opened:
                opened.pop()
                if arrays and depth - 1 < arrays[-1][0]:
                    arrays.pop()
                elif arrays and depth - 1 == arrays[-1][0] and sign == b"}":
                    yield (opened[-2] if len(opened) > 1 else 0), arrays[-1][1], start, at + 1
            after_key = token == key

    def _tokens(self) -> Iterator[tuple[int, bytes]]:
        """Each string and bracket with its place; long strings by their beginning alone."""
        kept, base = b"", 0
        while True:
            self.stream.seek(base + len(kept))
            block = self.stream.read(_BLOCK)
            if not block:
                return
            kept += block
            done = len(kept)
            for token in _TOKEN.finditer(kept):
                if kept[token.start()] == _QUOTE and token["end"] == b"":  # it goes on in the next block
                    done = token.start()
                    break
                yield base + token.start(), kept[token.start() : min(token.end(), token.start() + 40)]
            kept, base = kept[done:], base + done
            if len(kept) > MAX_BYTES:
                raise InputError(
                    "too-large", f"{self.place}: holds a string of more than {MAX_BYTES >> 20} MiB; not read"
                )
