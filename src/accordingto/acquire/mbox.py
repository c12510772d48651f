"""Mail boxes (.mbox), as many mail programs keep and export letters: one file, letter after letter.

Python's own `mailbox` finds where letters begin only after it went through the whole file, in lines of any length;
here letters come one by one, and nothing that is longer than a letter may be is kept in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from accordingto.acquire.incoming import Container, Incoming
from accordingto.acquire.letters import MAX_MESSAGE
from accordingto.acquire.mail import read_mail
from accordingto.errors import InputError
from accordingto.types import Failure, Report

_BEGINS = re.compile(rb"From \S[^\r\n]*\d:\d\d")
"""The line before each letter: who sent it, and when, to the minute at least."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
"""How a line of a letter that begins like that stands in the file."""
_DELETED = re.compile(rb"^X-Mozilla-Status: *[0-9a-f]{3}[89a-f]\b", re.MULTILINE | re.IGNORECASE)
"""Thunderbird leaves letters in the file that were deleted, until it compacts it."""
_LINE = 1 << 20
"""Bytes of a line that are read at once."""


def split_mbox(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """Each letter with the line before it: again a box. One that is too long is a Failure and the next goes on."""
    number = 0
    for number, letter in enumerate(_letters(stream), 1):
        place = f"{container.name} letter {number}"
        if len(letter) > MAX_MESSAGE:
            message = f"{place}: larger than {MAX_MESSAGE >> 20} MiB; save its text alone"
            yield Failure(place, container.name, "too-large", message)
        elif _DELETED.search(letter, 0, _LINE):
            container.passed_over["deleted letters"] += 1
        else:
            yield Incoming(container.name, letter, container.media_type, place)
    if not number:
        raise InputError("empty", f"{container.name}: holds no letters; export the mail box again")


def _letters(stream: BinaryIO) -> Iterator[bytes]:
    """The letters; of those that are too long the beginning, one byte more than they may have."""
    letter: bytearray | None = None
    blank = fresh = True  # whether the line before was empty, and whether a line begins here
    while line := stream.readline(_LINE):
        if fresh and blank and _BEGINS.match(line):
            if letter is not None:
                yield bytes(letter)
            letter = bytearray()
        if letter is not None and len(letter) <= MAX_MESSAGE:
            letter += line[: MAX_MESSAGE + 1 - len(letter)]
        blank = fresh and not line.strip(b"\r\n")
        fresh = line.endswith(b"\n")
    if letter is not None:
        yield bytes(letter)


def read_letter(incoming: Incoming) -> Report:
    """The Report of one letter of a box. Raises `InputError` where it holds no text."""
    report = read_mail(replace(incoming, data=_QUOTED.sub(rb"\1", incoming.data)))
    return replace(report, id=incoming.sha256, capture=incoming.capture())
