"""Harm, grounds, stage, count, when, where and after."""

from __future__ import annotations

import pytest

from tests.acts.conftest import Reader


@pytest.mark.parametrize(
    ("text", "stage", "grounds"),
    [
        ("Amina Farouk was charged with inciting hatred.", "charged", "inciting hatred"),
        ("Police detained 14 people on suspicion of fraud.", "detained", "on suspicion of fraud"),
        ("Two nurses were arrested over the deaths of four patients.", "detained", "over the deaths of four patients"),
        ("The editor was sentenced to death for insulting the king.", "sentenced", "for insulting the king"),
        ("An appeals court acquitted the minister of bribery.", "acquitted", "bribery"),
        ("Prosecutors dropped the charges against the mayor.", "dropped", None),
        ("The president pardoned 200 prisoners.", "pardoned", None),
        ("The lawyer appealed against her conviction.", "appealed", None),
        ("The mayor is under investigation.", "investigated", None),
        ("The editor faces terrorism charges.", "charged", "terrorism"),
        ("He was charged with plotting a coup and detained.", "charged", "plotting a coup"),
        ("He was detained in connection with the bombing.", "detained", "in connection with the bombing"),
        ("She was arrested because of her work for the union.", "detained", "because of her work for the union"),
        ("The men were executed for drug trafficking.", None, "for drug trafficking"),
    ],
)
def test_stage_and_grounds_of_a_case(read: Reader, text: str, stage: str | None, grounds: str | None) -> None:
    act = read(text).acts[0]
    assert act.stage == stage
    assert (act.grounds.exact if act.grounds else None) == grounds


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Guards tortured the detainees.", "tortured"),
        ("Dissidents were interned in camps.", "interned"),
        ("About 150,000 people were displaced by the offensive.", "displaced"),
        ("Three men disappeared after being arrested.", "missing"),
        ("Soldiers burned the village.", "property"),
        ("Teachers were forbidden to speak Kurdish.", "deprived"),
    ],
)
def test_harm_as_told(read: Reader, text: str, harm: str) -> None:
    assert read(text).acts[0].harm == harm


def test_an_act_keeps_its_own_date_and_place(read: Reader) -> None:
    acts = read("Police in Minsk arrested the editor on Thursday and later charged him with libel.").acts
    arrest, charge = acts
    assert arrest.when is not None
    assert (arrest.when.earliest, arrest.when.latest) == ("2021-03-04", "2021-03-04")
    assert charge.when is None
    assert arrest.where is not None


def test_when_is_none_where_the_anchor_is_unknown(read: Reader) -> None:
    (act,) = read("Police arrested the editor on Thursday.", published=None).acts
    assert act.when is None or act.when.earliest is None


def test_after_links_the_stages_of_a_case(read: Reader) -> None:
    acts = read("The editor was arrested in May and charged with libel in June.").acts
    assert [a.after for a in acts] == [(), ("c1",)]


def test_after_follows_the_word_after(read: Reader) -> None:
    acts = read("Police fired tear gas after protesters threw stones at the guards.").acts
    assert (acts[0].trigger.exact, acts[0].after) == ("fired tear gas", ("c2",))


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("At least 25 villagers were killed by the militia.", 25, None),
        ("Dozens of activists were arrested.", 24, None),
        ("The rebels killed more than 800 people.", 801, None),
        ("Omir Bekali, who was arrested in 2017, fled.", None, None),
        ("Gunmen killed four officers and a woman.", 5, 5),
        ("Police killed a boy of 14.", None, None),
        ("Gunmen attacked two buses, killing 13 passengers.", 13, 13),
    ],
)
def test_count_of_the_people_harmed(read: Reader, text: str, least: int | None, most: int | None) -> None:
    count = read(text).acts[0].count
    assert ((count.min, count.max) if count else (None, None)) == (least, most)


def test_a_date_inside_the_charge_dates_the_deed(read: Reader) -> None:
    trial = read("Three officers were put on trial for the disappearance of 40 students in 1977.").acts[0]
    assert trial.stage == "tried"
    assert trial.when is None


def test_what_came_before_does_not_share_the_date(read: Reader) -> None:
    sentenced, arrested = read("A court on Thursday sentenced the editor, four months after he was arrested.").acts
    assert sentenced.when is not None
    assert arrested.when is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Amina Farouk was charged with libel. The charges were dropped in May.", "Amina Farouk"),
        ("Omar Haddad was arrested as part of an inquiry into fraud.", "Omar Haddad"),
    ],
)
def test_a_step_of_law_that_names_nobody_is_about_the_person_of_the_case(read: Reader, text: str, person: str) -> None:
    acts = read(text).acts
    assert len(acts) == 2
    assert [[r.exact for r in a.targets] for a in acts] == [[person], [person]]
