"""Reads small texts through the real rooms up to the acts, with the rules alone in place of the attribution model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accordingto.acts.codebook import Codebook
from accordingto.acts.coder import code_acts
from accordingto.acts.evidence import ActModel
from accordingto.attribute.rules import rule_attributions
from accordingto.attribute.statements import find_statements
from accordingto.read.actors import Cast
from accordingto.read.parser import Parser
from accordingto.read.places import Gazetteer, find_places
from accordingto.read.times import find_times
from accordingto.types import Record, Report

Reader = Callable[..., Record]


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """The codebook that ships."""
    return Codebook.load()


@pytest.fixture(scope="session")
def act_model() -> ActModel:
    """The shipped model of acts."""
    return ActModel.load()


@pytest.fixture(scope="session")
def read(codebook: Codebook, act_model: ActModel) -> Reader:
    """A reader of small texts: `read(text, published="2021-03-05")` gives the record."""
    parser, gazetteer = Parser(), Gazetteer.load()

    def reader(
        text: str, published: str | None = "2021-03-05", book: Codebook = codebook, model: ActModel = act_model
    ) -> Record:
        report = Report(id="r", text=text, published_at=published, language="en")
        doc = parser.parse(text)
        times = find_times(doc, published)
        places = find_places(doc, gazetteer, report)
        cast = Cast.of(doc, places, report)
        statements = find_statements(doc, rule_attributions(doc), cast, times)
        acts = code_acts(doc, book, statements, times, places, cast, model)
        return Record(report, statements, acts, cast.actors(), times, places)

    return reader
