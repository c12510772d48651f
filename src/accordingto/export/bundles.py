"""Partner bundles: records with their reviews for another casebook, redacted as the sender chooses."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accordingto.casebook.checking import check
from accordingto.casebook.notes import check_note
from accordingto.casebook.store import Casebook
from accordingto.errors import InputError, UsageError
from accordingto.export.choosing import Choice, Reached, nobody_looks
from accordingto.export.exporting import Exported, journalled, material_of
from accordingto.export.files import jsonl, write_zip
from accordingto.export.linked import passages
from accordingto.export.tables import actor_ids
from accordingto.export.taken import Mark, Material, Taken, Tally, items_of
from accordingto.types import Record

LARGEST = 1 << 30
"""Bytes of a bundle's records, unpacked; one that is larger is not read."""
BLOT = "█"


@dataclass(frozen=True, slots=True)
class Redaction:
    """What a partner does not get. texts: all words but the passages of what leaves; reviewers: who decided."""

    texts: bool = False
    reviewers: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """One report of a bundle: its record and what the partner's people decided, by item.

    archive: where they noted that a web archive keeps the page.
    """

    record: Record
    marks: dict[str, Mark]
    archive: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as it came. casebook: whose it is; sha256: of the file."""

    casebook: str
    sha256: str
    reports: tuple[Sent, ...]


def write_bundle(
    casebook: Casebook, choice: Choice, recipient: str, redaction: Redaction, path: Path,
    reached: Reached = nobody_looks,
) -> Exported:  # fmt: skip
    """Writes a bundle of what is chosen; protected names are covered with this recipient's pseudonyms in any case."""
    material = material_of(casebook, choice, recipient, reached)

    def write(draft: Path) -> Tally:
        lines = [_line(taken, redaction) for taken in material.reports()]
        content = jsonl(lines)
        write_zip(draft, {"bundle.json": _head(material, redaction, content), "reports.jsonl": content})
        return Tally(sum(len(line["marks"]) for line in lines))

    return journalled(casebook, "bundle", choice, recipient, path, material, write)


def _head(material: Material, redaction: Redaction, content: bytes) -> bytes:
    head = {"version": 1, "casebook": material.casebook, "for": material.recipient, "scope": material.scope,
            "redacted": {"texts": redaction.texts, "reviewers": redaction.reviewers}, "seal": material.seal,
            "sha256": hashlib.sha256(content).hexdigest()}  # fmt: skip
    return json.dumps(head, ensure_ascii=False, indent=1).encode()


def _line(taken: Taken, redaction: Redaction) -> dict[str, Any]:
    record = blotted(taken.record) if redaction.texts else taken.record
    marks = {item.id: taken.mark(item.id) for item in taken.items}
    if redaction.reviewers:
        marks = {id: Mark(mark.state, None, mark.at, None) for id, mark in marks.items()}
    told = {id: {"state": m.state, "by": m.by, "at": m.at, "why": m.why} for id, m in marks.items()}
    return {"record": record.to_dict(), "marks": told, "archive": taken.noted}


def blotted(record: Record) -> Record:
    """The record with every letter of its text blotted out that no leaving passage holds; places stay where they are.

    Title, byline and the parties and places that no leaving item names go too.
    """
    kept = [span for item in items_of(record) for _, span in passages(item)]
    wheres = {act.where for act in record.acts}
    places = tuple(p for p in record.places if p.id in wheres)
    seen = bytearray(len(record.report.text))
    for start, end in [*((s.start, s.end) for s in kept), *((p.start, p.end) for p in places)]:
        seen[start:end] = b"\1" * (end - start)
    text = "".join(c if shown or c.isspace() else BLOT for c, shown in zip(record.report.text, seen, strict=True))
    inside = {(s.start, s.end) for s in kept}
    actors = tuple(replace(a, mentions=tuple(m for m in a.mentions if (m.start, m.end) in inside))
                   for a in record.actors if a.id in _parties(record))  # fmt: skip
    report = replace(
        record.report, text=text, title=None, byline=(), dateline=None, evidence=(), warnings=(), input=None
    )
    return replace(record, report=report, actors=actors, places=places, times=())


def _parties(record: Record) -> set[str]:
    return {id for item in items_of(record) for id in actor_ids(item)}


def read_bundle(path: Path) -> Bundle:
    """A bundle from its file. Raises `UsageError` where it is none, was changed on the way, or is too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            head = json.loads(_member(archive, "bundle.json"))
            content = _member(archive, "reports.jsonl")
        if not isinstance(head, dict) or head.get("version") != 1:
            raise UsageError(f"{path.name}: is no bundle of version 1; make it with: accordingto bundle")
        if hashlib.sha256(content).hexdigest() != head["sha256"]:
            raise UsageError(f"{path.name}: its records are not those it was made with; ask for it again")
        reports = tuple(_sent(line) for line in content.splitlines())
        with path.open("rb") as stream:
            return Bundle(str(head["casebook"])[:80], hashlib.file_digest(stream, "sha256").hexdigest(), reports)
    except (zipfile.BadZipFile, zlib.error, InputError, EOFError, KeyError, ValueError, TypeError, AttributeError,
            RecursionError, NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise UsageError(f"{path.name}: is no bundle of accordingto ({str(error)[:200]})") from None


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"{name} is larger than {LARGEST >> 20} MiB")
    return content


def _sent(line: bytes) -> Sent:
    told = json.loads(line)
    record = Record.from_dict(told["record"])
    check(record)
    archive = told.get("archive")
    try:
        check_note("report", {"archive": archive})
    except UsageError as error:
        raise ValueError(str(error)) from None
    return Sent(record, dict(_marks(told["marks"])), archive)


def _marks(told: dict[str, Any]) -> Iterator[tuple[str, Mark]]:
    for id, mark in told.items():
        if mark["state"] not in ("unreviewed", "accepted", "changed", "added"):
            raise ValueError(f"no state {str(mark['state'])[:40]!r}")
        by, at, why = (None if mark[key] is None else str(mark[key])[:500] for key in ("by", "at", "why"))
        yield id, Mark(mark["state"], by, at, why)
