"""Bylines give persons: no "By", no roles, agencies, desks, places or dates."""

from __future__ import annotations

import pytest

from accordingto.acquire.bylines import persons


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("Jane Doe and Li Wei", ("Jane Doe", "Li Wei")),
        ("By JANE DOE, Political Editor", ("Jane Doe",)),
        ("Jane Doe in Beirut and Omar al-Said in Amman", ("Jane Doe", "Omar al-Said")),
        ("Written by Ana María de la Cruz | 3 March 2021", ("Ana María de la Cruz",)),
        ("Jane Doe, Li Wei & Bo Ek", ("Jane Doe", "Li Wei", "Bo Ek")),
        ("Dr. Jane Doe, PhD", ("Jane Doe",)),
        ("Jane Doe Tech Reporter", ("Jane Doe",)),
        ("Jane Doe, AFP", ("Jane Doe",)),
        ("Jane Doe The Courier", ("Jane Doe",)),
        ("Zeynep", ("Zeynep",)),
        ("Reuters", ()),
        ("By AFP", ()),
        ("Staff Reporter", ()),
        ("Courier News Desk", ()),
        ("admin", ()),
        ("news_editor", ()),
        ("courier", ()),
        ("https://facebook.com/courier", ()),
        ("@courier", ()),
        ("3 March 2021", ()),
        ("", ()),
    ],
)
def test_persons(text: str, names: tuple[str, ...]) -> None:
    assert persons([text], "The Courier", "courier.example") == names


def test_a_name_is_given_once() -> None:
    assert persons(["Jane Doe", "By Jane Doe", "JANE DOE"]) == ("Jane Doe",)
