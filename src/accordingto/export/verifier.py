"""Checks an evidence package with plain Python 3.8 or later and nothing else: python3 verify.py PACKAGE [--seal LINE].

This file travels inside the package, so it imports nothing of this project and, unlike the rest of it, prints. PACKAGE
is the zip or the folder it was unpacked to. Status 0: as it was; 1: something is not as it was; 2: wrong usage.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

START = "0" * 64
"""What the first entry of the journal hashes as its predecessor."""
MANIFEST, DIGEST, JOURNAL = "manifest.json", "manifest.sha256", "custody.jsonl"


class Package:
    """The files of a zip or a folder, by name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.zip = zipfile.ZipFile(path) if path.is_file() else None

    def names(self) -> list[str]:
        """All files, sorted."""
        if self.zip:
            return sorted(self.zip.namelist())
        return sorted(p.relative_to(self.path).as_posix() for p in self.path.rglob("*") if p.is_file())

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return self.zip.read(name) if self.zip else (self.path / name).read_bytes()


def damage(package: Package, seal: str) -> Iterator[str]:
    """Says what is not as it was; nothing where all is."""
    content = package.read(MANIFEST)
    if package.read(DIGEST).split()[:1] != [hashlib.sha256(content).hexdigest().encode()]:
        yield f"{MANIFEST}: is not the one that {DIGEST} tells of"
    manifest = json.loads(content)
    listed: dict[str, Any] = {file["name"]: file for file in manifest["files"]}
    names = package.names()
    if len(names) != len(set(names)):
        yield "a name stands twice in the package"
    for name in sorted(set(names) - set(listed) - {MANIFEST, DIGEST}):
        yield f"{name}: is not in the manifest"
    for name, told in listed.items():
        yield from file_damage(package, name, told, set(names))
    entries = [json.loads(line) for line in package.read(JOURNAL).decode("utf-8").splitlines()]
    yield from chain_damage(entries)
    yield from seal_damage(entries, manifest["seal"], "the manifest's seal")
    if seal:
        yield from seal_damage(entries, seal, "the seal that was given")
    captured = {e["seq"]: {"by": e["person"], "at": e["at"], **json.loads(e["details"])} for e in entries
                if e["kind"] == "capture"}  # fmt: skip
    for report in manifest["reports"]:
        if report["record"] in names:
            yield from report_damage(package, report, listed, captured)


def file_damage(package: Package, name: str, told: dict[str, Any], names: set[str]) -> Iterator[str]:
    """Whether a file is there and is the one that the manifest lists."""
    if name not in names:
        yield f"{name}: is missing"
        return
    content = package.read(name)
    if len(content) != told["bytes"] or hashlib.sha256(content).hexdigest() != told["sha256"]:
        yield f"{name}: was changed"


def chain_damage(entries: list[dict[str, Any]]) -> Iterator[str]:
    """Each entry hashes the one before; of an entry with a covered name only its place in the chain can be checked."""
    previous = START
    for number, entry in enumerate(entries, 1):
        parts = [previous, *(entry[k] for k in ("seq", "at", "person", "kind", "subject", "details"))]
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if entry["seq"] != number:
            yield f"journal entry {number} is missing"
            return
        if not entry.get("covered") and hashlib.sha256(text.encode("utf-8")).hexdigest() != entry["hash"]:
            yield f"journal entry {number} was changed, or the one before it"
        previous = entry["hash"]


def seal_damage(entries: list[dict[str, Any]], line: str, whose: str) -> Iterator[str]:
    """Whether the journal goes to the sealed entry, and that entry is the sealed one."""
    parts = line.split()
    if len(parts) < 5 or parts[0] != "accordingto-seal-1" or not parts[2].isdigit():
        yield f"{whose} is no seal"
        return
    number = int(parts[2])
    if number > len(entries):
        yield (
            f"{whose} is of entry {number}, the journal here ends with {len(entries)}: it was cut off, or the seal was "
            "made after the package; ask for the one made before"
        )
    elif number and entries[number - 1]["hash"] != parts[3]:
        yield f"{whose}: entry {number} of the journal is not the one that was sealed"


def report_damage(
    package: Package, report: dict[str, Any], listed: dict[str, Any], captured: dict[int, dict[str, Any]]
) -> Iterator[str]:
    """Whether the journal tells of a report's capture what the manifest does, and each quote is the text's words."""
    told = report["captured"]
    if told:
        file, entry = listed.get(report["original"], {}), captured.get(told["journal entry"], {})
        if any(file.get(key) != entry.get(key) for key in ("sha256", "bytes")):
            yield f"{report['original']}: the journal tells of no such capture"
        if any(told[key] != entry.get(key) for key in ("by", "at", "sha256", "bytes", "media_type")):
            yield f"report {report['report']}: the journal tells otherwise who captured what, and when"
    record = json.loads(package.read(report["record"]))["record"]
    text = record["report"]["text"]
    for span in spans({k: v for k, v in record.items() if k != "report"}):
        if text[span["start"] : span["end"]] != span["exact"]:
            yield f"{report['record']}: a quote is not the words of its text: {span['exact'][:80]!r}"


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every passage in a record."""
    if isinstance(value, dict):
        if "exact" in value and "start" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def main() -> int:
    """Checks the package named on the command line."""
    parser = argparse.ArgumentParser(description="Check an evidence package of accordingto.")
    parser.add_argument("package", type=Path, help="the zip, or the folder it was unpacked to")
    parser.add_argument("--seal", default="", help="a seal line that came to you by another way")
    parser.add_argument("--sha256", default="", help="the zip's SHA-256 as the casebook's journal has it")
    given = parser.parse_args()
    if not given.package.exists():
        parser.error(f"{given.package}: no such file or folder")
    try:
        if given.package.is_file():
            digest = hashlib.sha256(given.package.read_bytes()).hexdigest()
            print(f"SHA-256 of the zip: {digest}")
            if given.sha256 and given.sha256.lower() != digest:
                print("DAMAGE: the zip is not the one that the journal tells of")
                return 1
        package = Package(given.package)
        found = list(damage(package, given.seal))
        manifest = json.loads(package.read(MANIFEST))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError, TypeError, NotImplementedError,
            AttributeError, IndexError, RuntimeError) as error:  # fmt: skip
        print(f"DAMAGE: the package cannot be read: {error}")
        return 1
    for line in found:
        print(f"DAMAGE: {line}")
    for line in manifest["notes"]:
        print(f"note: {line}")
    if not given.seal:
        print("note: no seal was given; a package whose journal was made anew could not be told")
    print(f"{len(manifest['files'])} files, {len(manifest['reports'])} reports: "
          + (f"{len(found)} DAMAGED" if found else "as they were"))  # fmt: skip
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
