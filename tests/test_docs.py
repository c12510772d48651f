"""The docs say what the program says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_cli_page_is_the_help() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "scripts/cli_docs.py"), "--check"], check=False)
    assert done.returncode == 0, "run: python scripts/cli_docs.py"


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *Path(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"
