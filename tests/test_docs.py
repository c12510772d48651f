"""The docs say what the program says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from tests.conftest import ROOT


def test_cli_page_is_the_help() -> None:
    path = ROOT / "scripts/cli_docs.py"
    spec = importlib.util.spec_from_file_location("cli_docs", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.text(), "run: python scripts/cli_docs.py"


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *Path(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"
