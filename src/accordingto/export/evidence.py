"""The evidence package for counsel: originals, records, the custody journal, who captured what, and a verifier."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.casebook.journal import START, Entry
from accordingto.casebook.reader import Reader
from accordingto.errors import CasebookError, UsageError
from accordingto.export import verifier
from accordingto.export.corpora import reviews_of
from accordingto.export.files import EPOCH, jsonl
from accordingto.export.taken import Material, Taken, Tally

Told = dict[str, Any]

README = """EVIDENCE PACKAGE

{scope}

manifest.json   what is here: each file with its SHA-256; each report with who captured it, how and when; the seal
originals/      the pages as they came, byte for byte
records/        what they say: statements and acts with the exact words, and who reviewed them
custody.jsonl   the whole journal of the casebook; each entry hashes the one before
verify.py       checks all of this with plain Python 3 (3.8 or later), offline:

    python3 -I verify.py PACKAGE.zip --seal "accordingto-seal-1 ..."

Ask for the seal by another way than this package. A record says whose word something is; it is no finding of fact.
"""


def write_evidence(material: Material, path: Path) -> Tally:
    """A zip. An original that names a protected person stays back, and the manifest says so; so does a missing one."""
    assert material.reader is not None
    journal = list(_journal(material.reader))
    captures = {told["sha256"]: (entry, told) for entry in journal if entry["kind"] == "capture"
                for told in [json.loads(entry["details"])]}  # fmt: skip
    runs = {run["id"]: run for run in material.reader.runs()}
    reports, notes, tally = [], [], Tally()
    with zipfile.ZipFile(path, "w") as archive:
        files = _Files(archive)
        for taken in material.reports():
            report, why = _report(material.reader, taken, captures, runs, files)
            reports.append(report)
            tally.rows += len(taken.items)
            if why:
                notes.append(f"report {taken.id}: {why}")
                tally.left_out["originals that stay in the casebook, as the manifest says"] += 1
        if covered := sum("covered" in entry for entry in journal):
            notes.append(f"{covered} journal entries hold a covered name: only their place in the chain can be checked")
        files.add("custody.jsonl", jsonl(journal))
        files.add("verify.py", Path(verifier.__file__).read_bytes())
        files.add("README.txt", README.format(scope=f"Holds {material.scope}.").encode())
        manifest = {"version": 1, "casebook": material.casebook, "for": material.recipient, "scope": material.scope,
                    "seal": material.seal, "notes": notes, "reports": reports, "files": files.listed[:]}  # fmt: skip
        content = _json(manifest)
        files.add("manifest.json", content)
        digest = f"{hashlib.sha256(content).hexdigest()}  manifest.json\n"  # as sha256sum writes it
        files.add("manifest.sha256", digest.encode())
    return tally


class _Files:
    """Files on their way into the zip, one in memory at a time, and the list of them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.listed: list[Told] = []

    def add(self, name: str, content: bytes) -> None:
        self.archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
        self.listed.append({"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})


def _report(
    reader: Reader, taken: Taken, captures: dict[str, tuple[Told, Told]], runs: dict[int, Told], files: _Files
) -> tuple[Told, str]:
    """A report's entry in the manifest; its files are put beside. Why its original stays back, where it does."""
    head, original, why, captured = taken.record.report, None, "", None
    try:
        content = reader.capture(int(taken.id))
    except (UsageError, CasebookError) as error:
        why = f"its original stays back: {error}"
    else:
        digest = hashlib.sha256(content).hexdigest()
        entry, told = captures[digest]
        original = f"originals/{taken.id}-{digest[:16]}{mimetypes.guess_extension(told['media_type']) or '.bin'}"
        files.add(original, content)
        captured = {"by": entry["person"], "at": entry["at"], "journal entry": entry["seq"], "sha256": digest,
                    "bytes": len(content), "media_type": told["media_type"]}  # fmt: skip
    run = runs[taken.run] if taken.run is not None else {}
    record = f"records/{taken.id}.json"
    files.add(record, _json({"record": taken.record.to_dict(), "reviews": reviews_of(taken)}))
    return {
        "report": taken.id, "title": head.title, "publisher": head.publisher, "url": head.url,
        "published_at": head.published_at, "original": original, "record": record, "captured": captured,
        "retrieved_at": head.capture.retrieved_at if head.capture else None,
        "page": {"sha256": head.capture.sha256, "bytes": head.capture.bytes} if head.capture else None,
        "read by": run.get("program"), "settings": run.get("settings"), "read at": run.get("started_at"),
    }, why  # fmt: skip


def _journal(reader: Reader) -> Iterator[Told]:
    """All entries; one whose words are covered for this reader is marked, since its hash cannot be told from them."""
    previous, first = START, 1
    while some := reader.journal(first, 1000):
        for row in some:
            entry = Entry(**row)
            told = dict(row)
            if entry.expected(previous) != entry.hash:
                told["covered"] = True
            yield told
            previous = entry.hash
        first = int(some[-1]["seq"]) + 1


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
