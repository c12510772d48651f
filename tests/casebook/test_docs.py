"""Every test that docs/casebook.md names is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import ROOT


def test_every_promise_has_its_test() -> None:
    page = (ROOT / "docs/casebook.md").read_text()
    here = Path(__file__).parent
    tests = "".join(path.read_text() for path in here.glob("test_*.py"))
    for name in re.findall(r"\b(test_\w+?)(?:…|`)", page):
        assert f"def {name}" in tests or (here / f"{name}.py").exists(), name
    for file in re.findall(r"`(test_\w+\.py)", page):
        assert (here / file).exists(), file
