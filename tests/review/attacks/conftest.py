"""What all attacks begin with: every route, by what it does, and a casebook with something to take."""

from __future__ import annotations

import pytest

from accordingto.casebook.store import Casebook
from tests.review import made
from tests.review.conftest import fill


@pytest.fixture
def filled(casebook: Casebook) -> Casebook:
    """A casebook with the teacher's report."""
    fill(casebook, made.teacher(), made.plain())
    return casebook
