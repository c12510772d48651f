"""The evidence package is checked with Python's standard library alone; any changed byte of its content is found."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from accordingto.casebook.journal import START, Entry
from accordingto.casebook.seals import make_seal
from accordingto.casebook.store import Casebook
from tests.export.conftest import exported


@pytest.fixture(scope="module")
def seal(shared: Casebook) -> str:
    """A seal that counsel has from before."""
    return make_seal(shared).line()


@pytest.fixture(scope="module")
def package(shared: Casebook, seal: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of everything, as a zip."""
    return exported(shared, "evidence", tmp_path_factory.mktemp("evidence"))


@pytest.fixture
def unpacked(package: Path, tmp_path: Path) -> Path:
    """The same, unpacked."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "package")
    return tmp_path / "package"


def check(verifier: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the package's own verifier, isolated from everything that is installed."""
    return subprocess.run([sys.executable, "-I", "-S", str(verifier), *arguments], capture_output=True, text=True,
                          check=False)  # fmt: skip


def test_a_package_is_as_it_was(seal: str, package: Path, unpacked: Path) -> None:
    for where in (package, unpacked):
        done = check(unpacked / "verify.py", str(where), "--seal", seal)
        assert "2 reports: as they were" in done.stdout
        assert done.returncode == 0, done.stdout + done.stderr


def test_it_tells_who_captured_what_how_and_when(unpacked: Path) -> None:
    manifest = json.loads((unpacked / "manifest.json").read_bytes())
    covered, whole = manifest["reports"]
    assert whole["captured"]["by"] == "Tester"
    assert whole["captured"]["at"].startswith("20")
    assert (whole["read by"], whole["url"]) == ("made", "https://courier.example/1")
    assert (unpacked / whole["original"]).stat().st_size == whole["captured"]["bytes"]
    assert covered["original"] is None
    assert any("report 1: its original stays back" in note for note in manifest["notes"])
    journal = [json.loads(line) for line in (unpacked / "custody.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [entry["seq"] for entry in journal] == list(range(1, len(journal) + 1))


@pytest.mark.parametrize("name", ["original", "record", "custody.jsonl", "README.txt", "manifest.json", "verify.py"])
def test_a_flipped_byte_is_found(unpacked: Path, tmp_path: Path, name: str) -> None:
    manifest = json.loads((unpacked / "manifest.json").read_bytes())
    verifier = tmp_path / "verify.py"  # counsel's own copy
    verifier.write_bytes((unpacked / "verify.py").read_bytes())
    path = unpacked / manifest["reports"][1].get(name, name)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    done = check(verifier, str(unpacked))
    assert done.returncode == 1
    assert "DAMAGE" in done.stdout
    assert "Traceback" not in done.stderr


def test_flipped_bytes_of_the_zip_are_found_by_its_hash_or_its_content(package: Path, unpacked: Path) -> None:
    content = package.read_bytes()
    digest = next(line for line in check(unpacked / "verify.py", str(package)).stdout.splitlines()).split()[-1]
    for place in range(40, len(content), len(content) // 7):
        flipped = bytearray(content)
        flipped[place] ^= 0xFF
        changed = unpacked.parent / "changed.zip"
        changed.write_bytes(flipped)
        done = check(unpacked / "verify.py", str(changed), "--sha256", digest)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), place


def test_files_put_in_or_taken_out_are_found(unpacked: Path) -> None:
    (unpacked / "more.txt").write_text("more")
    (unpacked / "records" / "2.json").unlink()
    told = check(unpacked / "verify.py", str(unpacked)).stdout
    assert "more.txt: is not in the manifest" in told


def test_a_journal_made_anew_is_found_by_a_seal_from_elsewhere(seal: str, unpacked: Path) -> None:
    journal = unpacked / "custody.jsonl"
    entries = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    previous = START
    for entry in entries:
        entry["person"] = "Somebody Else"
        entry["hash"] = Entry(**{k: v for k, v in entry.items() if k != "covered"}).expected(previous)
        previous = entry["hash"]
    lines = "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entries)
    journal.write_text(lines, encoding="utf-8")
    manifest = json.loads((unpacked / "manifest.json").read_bytes())
    manifest["seal"] = seal.replace(seal.split()[3], previous)
    for report in manifest["reports"]:
        report["captured"] = report["captured"] and {**report["captured"], "by": "Somebody Else"}
    for file in manifest["files"]:
        if file["name"] == "custody.jsonl":
            file |= {"bytes": len(lines.encode()), "sha256": hashlib.sha256(lines.encode()).hexdigest()}
    content = json.dumps(manifest).encode()
    (unpacked / "manifest.json").write_bytes(content)
    (unpacked / "manifest.sha256").write_text(f"{hashlib.sha256(content).hexdigest()}  manifest.json\n")
    assert check(unpacked / "verify.py", str(unpacked)).returncode == 0  # nothing inside can tell
    told = check(unpacked / "verify.py", str(unpacked), "--seal", seal)
    assert "the seal that was given: entry" in told.stdout
    assert told.returncode == 1


def test_what_is_no_seal_and_no_package_is_said(shared: Casebook, unpacked: Path) -> None:
    for seal, words in (("no seal", "is no seal"), (make_seal(shared).line(), "made after the package")):
        done = check(unpacked / "verify.py", str(unpacked), "--seal", seal)
        assert (done.returncode, words in done.stdout) == (1, True)
    assert check(unpacked / "verify.py", str(unpacked / "nowhere")).returncode == 2
