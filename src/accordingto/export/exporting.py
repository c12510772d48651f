"""Exports out of a casebook: whole or not at all, and never without its entry in the journal."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accordingto.casebook.access import covering, need_reason
from accordingto.casebook.journal import canonical
from accordingto.casebook.reader import Reader
from accordingto.casebook.seals import make_seal
from accordingto.casebook.store import Casebook
from accordingto.errors import CasebookError, UsageError
from accordingto.export.choosing import Choice, Reached, from_casebook, nobody_looks
from accordingto.export.formats import FORMATS, Format
from accordingto.export.taken import Material, Tally


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the SHA-256 of the file, what it holds and what stayed behind, in words with numbers."""

    sha256: str
    tally: Tally
    held_back: dict[str, int]


def format_named(name: str) -> Format:
    """A format whose libraries are there. Raises `UsageError` naming what there is, or what to install."""
    if name not in FORMATS:
        raise UsageError(f"--to: no format {name[:40]!r}; there are {', '.join(FORMATS)}")
    FORMATS[name].check()
    return FORMATS[name]


def export(
    casebook: Casebook, name: str, choice: Choice, recipient: str, path: Path, reached: Reached = nobody_looks
) -> Exported:
    """Writes what is chosen to `path` for a recipient; the journal keeps what, for whom, and the file's hash.

    Nothing stands at `path` until the journal has its entry. reached: as `from_casebook` tells it.
    """
    format = format_named(name)
    material = material_of(casebook, choice, recipient, reached)
    return journalled(casebook, name, choice, recipient, path, material, lambda draft: format.write(material, draft))


def material_of(casebook: Casebook, choice: Choice, recipient: str, reached: Reached = nobody_looks) -> Material:
    """What is chosen of a casebook, as this recipient may see it."""
    reader = Reader(casebook, recipient)
    seal = make_seal(casebook).line()
    return from_casebook(reader, choice, casebook=casebook.id, recipient=recipient, seal=seal, reached=reached)


def export_file(material: Material, name: str, path: Path) -> Exported:
    """Writes material that comes from no casebook, which has no journal either."""
    format = format_named(name)
    if format.casebook:
        raise UsageError(f"--to {name} needs a casebook (--case), which keeps the pages and who captured them")
    return _whole(path, lambda draft: format.write(material, draft), material, lambda exported: None)


def journalled(
    casebook: Casebook, name: str, choice: Choice, recipient: str, path: Path, material: Material,
    write: Callable[[Path], Tally],
) -> Exported:  # fmt: skip
    """Lets `write` fill a draft, notes it in the journal and puts it in its place."""
    return _whole(path, write, material, lambda done: _note(casebook, name, choice, recipient, done))


def _whole(
    path: Path, write: Callable[[Path], Tally], material: Material, note: Callable[[Exported], None]
) -> Exported:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".export-") as folder:
        draft = Path(folder) / path.name
        tally = write(draft)
        with draft.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        exported = Exported(digest, tally, dict(material.held_back))
        note(exported)
        draft.replace(path)
    return exported


def _note(casebook: Casebook, name: str, choice: Choice, recipient: str, done: Exported) -> None:
    with casebook.writing() as transaction:
        try:
            cover = covering(casebook, transaction.connection)
        except CasebookError:  # protected names are locked away: words could be such a name, so none are kept
            cover = _withheld
        details: dict[str, Any] = {"for": cover(recipient), "sha256": done.sha256, "rows": done.tally.rows,
                                   "scope": choice.scope, "held back": done.held_back}  # fmt: skip
        if wanted := choice.filters:
            details["filters"] = cover(canonical(wanted))
        if choice.accusing is not None:
            details["accusing"] = cover(need_reason(choice.accusing))
        transaction.note("export", f"export {name}", **details)


def _withheld(text: str) -> str:
    return f"sha256 {hashlib.sha256(text.encode()).hexdigest()}" if text else ""
