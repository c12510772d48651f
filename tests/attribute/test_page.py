"""docs/statements.md says what the program finds."""

from __future__ import annotations

import importlib.util

from tests.conftest import ROOT


def test_the_page_is_what_comes_out() -> None:
    spec = importlib.util.spec_from_file_location("statements_docs", ROOT / "scripts/statements_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.text(), "run: python scripts/statements_docs.py"
