"""The rooms import only downwards, every module says why it exists, and no file is a crowd."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src/accordingto"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = (
    ("types", "errors", "settings", "workers"),
    ("acquire",),
    ("read",),
    ("attribute",),
    ("acts",),
    ("pipeline",),
    ("casebook",),
    ("reconcile",),
    ("export",),
    ("review",),
    ("evaluate",),
    ("cli", "__init__", "__main__", "spacy_components"),
)
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return [name for name in found if name.split(".")[0] == "accordingto"]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_downwards(path: Path) -> None:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    here = LEVEL[parts[0]]
    for name in imports(path):
        assert LEVEL[room(name)] <= here, f"{path.name} imports {name}, which lies further down the flow"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_module_says_why_it_exists(path: Path) -> None:
    why = ast.get_docstring(ast.parse(path.read_text()))
    assert why, f"{path} needs one sentence at its top"


def test_spacy_and_onnx_stay_in_their_rooms() -> None:
    for path in MODULES:
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] in ("read", "attribute", "acts", "spacy_components"):
            continue
        names = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(path.read_text()))
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else
                         [a.name for a in node.names] if isinstance(node, ast.Import) else [])
        }  # fmt: skip
        assert not names & {"spacy", "onnxruntime"}, f"{path} must speak in our own types"
