"""The evidence package for counsel: originals, records, the custody journal, who captured what, and a verifier."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.casebook.journal import START, Entry
from accordingto.casebook.reader import Reader
from accordingto.errors import CasebookError, UsageError
from accordingto.export import verifier
from accordingto.export.corpora import reviews_of
from accordingto.export.files import jsonl, write_zip
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
    files: dict[str, bytes] = {}
    reports, notes, tally = [], [], Tally()
    for taken in material.reports():
        report, why = _report(material.reader, taken, captures, runs, files)
        reports.append(report)
        tally.rows += len(taken.items)
        if why:
            notes.append(f"report {taken.id}: {why}")
            tally.left_out["originals that stay in the casebook, as the manifest says"] += 1
    if covered := sum("covered" in entry for entry in journal):
        notes.append(f"{covered} journal entries hold a covered name; of these only the place in the chain is checked")
    files["custody.jsonl"] = jsonl(journal)
    files["verify.py"] = Path(verifier.__file__).read_bytes()
    files["README.txt"] = README.format(scope=f"Holds {material.scope}.").encode()
    manifest = {"version": 1, "casebook": material.casebook, "for": material.recipient, "scope": material.scope,
                "seal": material.seal, "notes": notes, "reports": reports,
                "files": [_listed(name, content) for name, content in files.items()]}  # fmt: skip
    content = _json(manifest)
    digest = f"{hashlib.sha256(content).hexdigest()}  manifest.json\n".encode()  # as sha256sum writes it
    write_zip(path, {"manifest.json": content, "manifest.sha256": digest, **files})
    return tally


def _report(
    reader: Reader, taken: Taken, captures: dict[str, tuple[Told, Told]], runs: dict[int, Told], files: dict[str, bytes]
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
        files[original] = content
        captured = {"by": entry["person"], "at": entry["at"], "journal entry": entry["seq"], "sha256": digest,
                    "bytes": len(content), "media_type": told["media_type"]}  # fmt: skip
    run = runs[taken.run] if taken.run is not None else {}
    record = f"records/{taken.id}.json"
    files[record] = _json({"record": taken.record.to_dict(), "reviews": reviews_of(taken)})
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


def _listed(name: str, content: bytes) -> Told:
    return {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
