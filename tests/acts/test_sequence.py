"""What the report tells as earlier: by words, by tense, by dates, by the stages of a case; and never in a circle."""

from __future__ import annotations

import pytest

from tests.acts.conftest import Reader


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [
        ("Police arrested the editor after soldiers raided his office.", "raided", "arrested"),
        ("He was held for three weeks before being deported to Chad.", "held", "deported"),
        ("Before they killed the hostage, the gunmen tortured him.", "tortured", "killed"),
        ("The student was kidnapped on Monday and killed two days later.", "kidnapped", "killed"),
        ("The bishop was detained in May. He was released a week later.", "detained", "released"),
        ("Rebels seized the town on Friday. The next day the army shelled it.", "seized", "shelled"),
        ("Having shelled the town for a week, the army stormed it on Sunday.", "shelled", "stormed"),
        ("The poet, who was arrested in March, was freed on Tuesday.", "arrested", "freed"),
        ("The poet, arrested in March, was sentenced to four years on Tuesday.", "arrested", "sentenced"),
        ("Hours after the bombing of a market, the air force struck rebel camps.", "bombing", "struck"),
        ("Israel bombed the port in retaliation for a rocket attack on Sderot.", "rocket attack", "bombed"),
        ("The killing of a teenager by police sparked riots in Lyon.", "killing", "riots"),
        ("The army opened fire on the marchers, who had thrown stones at a barracks.", "thrown", "opened fire"),
        ("The journalist has been held since police raided his home in June.", "raided", "held"),
        ("The militia withdrew from the valley once the government released its commander.", "released", "withdrew"),
        ("The army shelled the village for three days until the rebels surrendered.", "shelled", "surrendered"),
        ("Iran said it had freed two sailors captured in the gulf last month.", "captured", "freed"),
        (
            "The two men were extradited to Spain in July, where they were convicted in October.",
            "extradited",
            "convict",
        ),
    ],
)
def test_one_act_is_told_as_earlier_than_another(read: Reader, text: str, earlier: str, later: str) -> None:
    acts = read(text).acts
    names = {a.id: a.trigger.exact for a in acts}
    pairs = {(names[b], a.trigger.exact) for a in acts for b in a.after}
    assert any(first.startswith(earlier) and second.startswith(later) for first, second in pairs)
    assert not any(first.startswith(later) and second.startswith(earlier) for first, second in pairs)


@pytest.mark.parametrize(
    "text",
    [
        "Thousands marched in Lima and Cusco.",
        "Police arrested the mayor. Germany expelled two diplomats.",
        "Gunmen killed 13 people and wounded 56.",
        "Iran accused Israel of bombing a depot, and Israel blamed Iran for an attack on a ship.",
    ],
)
def test_acts_told_side_by_side_are_in_no_order(read: Reader, text: str) -> None:
    acts = read(text).acts
    assert acts
    assert all(not a.after for a in acts if a.type != "ACCUSE")


def test_an_earlier_deed_of_the_same_type_is_an_act_of_its_own(read: Reader) -> None:
    acts = read("Soldiers stormed the village and subsequently shot the mayor.").acts
    assert [(a.trigger.exact, a.after) for a in acts] == [("stormed", ()), ("shot", ("c1",))]


def test_a_second_arrest_after_a_release_is_an_act_of_its_own(read: Reader) -> None:
    text = "Police arrested Omar Haddad in March. He was released on bail. In June Haddad was detained again."
    assert [a.type for a in read(text).acts] == ["COERCE", "RETREAT", "COERCE"]


def test_the_arrest_told_in_a_relative_clause_is_kept(read: Reader) -> None:
    acts = read("Rosa Mamani, who was arrested in 2021 after she filmed an eviction, was released on Monday.").acts
    assert [(a.type, a.after) for a in acts] == [("COERCE", ()), ("RETREAT", ("c1",))]
