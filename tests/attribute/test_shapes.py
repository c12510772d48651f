"""Chains, stances, answers and forms in all the shapes that we could think of, by the shipped model and the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from accordingto.attribute.model import AttributionModel
from accordingto.attribute.statements import find_statements
from accordingto.read.actors import Cast
from accordingto.types import Report, Statement
from tests.attribute.reading import chain, parser

SHAPES: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("shapes.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def model() -> AttributionModel:
    return AttributionModel.load()


def told(text: str, model: AttributionModel) -> list[Statement]:
    doc = parser().parse(text)
    found = find_statements(doc, model.attributions(doc), Cast.of(doc, (), Report("test", text)), ())
    return [s for s in found if s.kind == "speech"]


def line(one: Statement) -> str:
    return " | ".join((chain(one), one.stance, *([", ".join(one.answers)] if one.answers else [])))


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str, model: AttributionModel) -> None:
    wrong = {
        case["text"]: (lines, case["told"])
        for case in SHAPES[name]
        if (lines := [line(s) for s in told(case["text"], model)]) != case["told"]
    }
    assert not wrong
