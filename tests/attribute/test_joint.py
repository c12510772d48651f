"""Sources that tell together are one phrase, never a chain; marks that open in a source close in it."""

from __future__ import annotations

import pytest

from accordingto.attribute.joint import whole_sources
from accordingto.attribute.model import AttributionModel
from accordingto.attribute.statements import find_statements
from accordingto.read.actors import Cast
from accordingto.types import Report
from tests.attribute.reading import chain, parser


@pytest.mark.parametrize(
    "text",
    [
        "The reporter was beaten in his cell, the Union for Press Freedom and his lawyer, Daler Sharipov, said.",
        "The Union for Press Freedom and his lawyer, Daler Sharipov, said the reporter was beaten in his cell.",
    ],
)
def test_joint_sources_are_no_chain(text: str) -> None:
    doc = parser().parse(text)
    found = find_statements(doc, AttributionModel.load().attributions(doc), Cast.of(doc, (), Report("t", text)), ())
    assert [chain(s).strip(",").lower() for s in found] == [
        "the union for press freedom and his lawyer, daler sharipov"
    ]
    assert found[0].content[0].exact.lower() in ("the reporter was beaten in his cell",)


def test_a_false_step_is_joined_and_a_mark_closed() -> None:
    text = "the union and his lawyer said; a man called ''Red Rooster,'' said"
    assert whole_sources(text, ((0, 9), (14, 24))) == ((0, 24),)
    start, end = text.index("a man"), text.index("Rooster") + len("Rooster")
    ((low, high),) = whole_sources(text, ((start, end),))
    assert text[low:high] == "a man called ''Red Rooster,''"
    assert whole_sources(text, ((14, 24), (0, 9))) == ((14, 24), (0, 9))
