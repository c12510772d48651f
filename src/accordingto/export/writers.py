"""The formats of `accordingto read`: a writer takes records one by one and writes each as soon as it is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TextIO

from accordingto.types import Failure, Record

Writer = Callable[[Iterable[Record | Failure], TextIO], None]


def write_jsonl(records: Iterable[Record | Failure], out: TextIO) -> None:
    """One JSON object a line and report: the public contract."""
    for record in records:
        out.write(json.dumps(record.to_dict(), ensure_ascii=False) + "\n")
        out.flush()


def write_json(records: Iterable[Record | Failure], out: TextIO) -> None:
    """One JSON array of all records, indented for reading."""
    comma = "["
    for record in records:
        out.write(f"{comma}\n{json.dumps(record.to_dict(), ensure_ascii=False, indent=1)}")
        comma = ","
    out.write("[]\n" if comma == "[" else "\n]\n")


def _write_text(records: Iterable[Record | Failure], out: TextIO) -> None:
    from accordingto.export.terminal import write_text  # rich is only needed here

    write_text(records, out)


def _write_html(records: Iterable[Record | Failure], out: TextIO) -> None:
    from accordingto.export.page import write_html

    write_html(records, out)


WRITERS: dict[str, Writer] = {"text": _write_text, "jsonl": write_jsonl, "json": write_json, "html": _write_html}
