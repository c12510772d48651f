"""Datelines, of agencies known and unknown, belong neither to the source nor to what is told."""

from __future__ import annotations

import pytest

from accordingto.attribute.datelines import find_datelines
from tests.attribute.reading import chain, speech


@pytest.mark.parametrize(
    "line",
    [
        "MOGADISHU (Meridian) - ",
        "BISHKEK - ",
        "MUSCAT, Jan 19 (Gulf Wire) - ",
        "LIMA, Peru, March 3 (Andes Press) — ",
        "RIO DE JANEIRO -- ",
        "Tartu (Baltic Desk) – ",
        "Tartu, March 3 – ",
    ],
)
def test_a_dateline_ends_with_its_dash(line: str) -> None:
    text = f"Clan elders meet\n{line}A clan elder spoke."
    ((start, end),) = find_datelines(text)
    assert text[start:end] == line


@pytest.mark.parametrize("text", ["The UN - and NATO - said so.", "Tartu - a town - is old."])
def test_other_dashes_end_no_dateline(text: str) -> None:
    assert not find_datelines(text)


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("MUSCAT, Jan 19 (Gulf Wire) - Envoys from both sides said the talks had ended.",
         "Envoys from both sides", "the talks had ended"),
        ("MUSCAT, Jan 19 (Gulf Wire) - The talks have ended, the envoys said.", "the envoys", "The talks have ended"),
        ("BISHKEK - The border is open, Orhan Demirel said.", "Orhan Demirel", "The border is open"),
        ("MOGADISHU (Meridian) - A clan elder said the road was closed.", "A clan elder", "the road was closed"),
    ],
)  # fmt: skip
def test_what_is_told_begins_behind_the_dateline(text: str, who: str, what: str) -> None:
    (one,) = speech(text)
    assert (chain(one), [c.exact for c in one.content]) == (who, [what])
