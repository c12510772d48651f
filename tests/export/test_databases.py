"""A casebook on PostgreSQL exports the same as one on SQLite, down to an evidence package that checks itself."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accordingto.casebook.seals import make_seal
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.export.choosing import Choice
from accordingto.reconcile.casework import reconcile_case
from tests.casebook.conftest import new_database, postgresql
from tests.export.conftest import ALL, exported, fill
from tests.export.test_evidence import check
from tests.export.test_formats import LEAK, contents

__all__ = ["postgresql"]
OF_ITSELF = re.compile(
    r"Witness-[A-Z0-9]{6}|\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{8}-[0-9a-f-]{27}|accordingto-seal-1 [^<\n]*"
)
"""What differs from one casebook to another: pseudonyms, times at which people decided, the casebook's id and seal."""


@pytest.fixture(scope="module")
def cases(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Casebook]]:
    """The same casebook on each database."""
    places = {"sqlite": str(tmp_path_factory.mktemp("databases") / "case"), "postgresql": new_database(postgresql)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACCORDINGTO_PERSON", "Tester")
        made = {name: fill(make_casebook(place)) for name, place in places.items()}
        for casebook in made.values():
            reconcile_case(casebook)
    yield made
    for casebook in made.values():
        casebook.engine.dispose()


def told(path: Path) -> str:
    """A text export without what is a casebook's own."""
    return OF_ITSELF.sub("*", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("choice", [ALL, Choice()], ids=["all", "reviewed"])
@pytest.mark.parametrize("name", ["jsonl", "csl", "gold", "prov", "dossier", "polecat"])
def test_both_databases_export_the_same(cases: dict[str, Casebook], tmp_path: Path, name: str, choice: Choice) -> None:
    one, other = (tmp_path / database for database in cases)
    for folder in (one, other):
        folder.mkdir()
    texts = [told(exported(casebook, name, tmp_path / database, choice)) for database, casebook in cases.items()]
    assert texts[0] == texts[1]
    assert len(texts[0]) > 300


def test_an_evidence_package_from_postgresql_checks_itself(cases: dict[str, Casebook], tmp_path: Path) -> None:
    casebook = cases["postgresql"]
    seal = make_seal(casebook).line()
    package = exported(casebook, "evidence", tmp_path)
    assert [where for where, content in contents("evidence", package.read_bytes()) if LEAK.search(content)] == []
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "package")
    done = check(tmp_path / "package" / "verify.py", str(package), "--seal", seal)
    assert (done.returncode, "2 reports: as they were" in done.stdout) == (0, True), done.stdout + done.stderr
    manifests: list[dict[str, Any]] = []
    for database, one in cases.items():
        folder = tmp_path / database
        folder.mkdir()
        with zipfile.ZipFile(exported(one, "evidence", folder)) as archive:
            manifests.append(json.loads(archive.read("manifest.json")))
    theirs, ours = (OF_ITSELF.sub("*", json.dumps(manifest["reports"])) for manifest in manifests)
    assert theirs == ours
