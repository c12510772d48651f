"""Search finds what is told, by words and by every filter, on both databases alike; counts tell sources from copies."""

from __future__ import annotations

import pytest

from accordingto.casebook import copies, dates
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.tokens import words
from accordingto.errors import UsageError
from accordingto.types import Act, Actor, Place, Record, Report, Role, Span, Stance, Statement, When
from tests.casebook.conftest import fill, put


def at(text: str, exact: str) -> tuple[int, int, str]:
    start = text.index(exact)
    return start, start + len(exact), exact


def story(
    key: str,
    text: str,
    who: str,
    deed: str,
    *,
    said: str = "said",
    stance: Stance = "asserts",
    publisher: str = "The Post",
    published: str | None = "2019-03-29",
    when: When | None = None,
    type: str = "COERCE",
    mode: str | None = "arrest",
    place: str | None = None,
    country: str = "KZ",
    denied: bool = False,
) -> Record:
    """A record with one act and one statement."""
    role = Role(*at(text, who), "a1", ("KAZ", "COP"))
    places = (Place("p1", *at(text, place), place, country, None, 1.0, 2.0, "city"),) if place else ()
    statement = Statement(
        "s1", "speech", (role,), "a1", Span(*at(text, said)), (Span(*at(text, text)),), "indirect", stance
    )
    act = Act("c1", type, mode, Span(*at(text, deed)), (role,), (), when=when, where="p1" if place else None,
              denied_by=("s1",) if denied else (), per=() if denied else ("s1",))  # fmt: skip
    report = Report(key, text, publisher=publisher, published_at=published, language="en")
    return Record(report, (statement,), (act,), (Actor("a1", who, None, "organisation"),), (), places)


ONE = story("1", "Police arrested 25 miners in Almaty, the union said.", "Police", "arrested", place="Almaty",
            when=When("2019-03-28", "2019-03-28"))  # fmt: skip
TWO = story("2", "The army shelled São Tomé in 2017, the ministry denied.", "The army", "shelled", said="denied",
            stance="denies", type="ASSAULT", mode=None, when=When("2017-01-01", "2017-12-31"), place="São Tomé",
            country="ST",
            publisher="Daily News", denied=True)  # fmt: skip
THREE = story("3", "Guards have held him since 2014, she said.", "Guards", "held", when=When("2014-01-01", None),
              published="2020-06-01")  # fmt: skip
FOUR = story("4", "Officers banned a rally, they said.", "Officers", "banned", mode="ban", published=None)
FIVE = Record(Report("5", "新疆警方周四逮捕了二十名示威者。", title="示威", published_at="2021-05-05", language="zh"))
ALL = (ONE, TWO, THREE, FOUR, FIVE)


def ids(casebook: Casebook, **query: object) -> list[str]:
    return sorted(hit.id for hit in Reader(casebook).find(Query(**query)))  # type: ignore[arg-type]


FOUND = [
    ({"words": "arrest"}, ["1.c1", "1.s1"]),
    ({"words": "ARRESTED miners"}, ["1.s1"] ),
    ({"words": "arrest*", "kind": "act"}, ["1.c1"]),
    ({"words": "arrested shelled"}, []),
    ({"words": '"25 miners"'}, ["1.s1"]),
    ({"words": '"miners 25"'}, []),
    ({"words": "sao tome", "kind": "statement"}, ["2.s1"]),
    ({"words": "逮捕"}, ["5"]),
    ({"words": "捕逮"}, []),
    ({"words": "示威", "kind": "report"}, ["5"]),
    ({"party": "the army"}, ["2.c1", "2.s1"]),
    ({"party": "COP", "kind": "act"}, ["1.c1", "2.c1", "3.c1", "4.c1"]),
    ({"stance": "denies"}, ["2.s1"]),
    ({"type": "ASSAULT"}, ["2.c1"]),
    ({"type": "assault"}, ["2.c1"]),
    ({"mode": "ban"}, ["4.c1"]),
    ({"status": "contested"}, ["2.c1"]),
    ({"status": "reported", "mode": "ban"}, ["4.c1"]),
    ({"country": "ST"}, ["2.c1"]),
    ({"place": "são tomé"}, ["2.c1"]),
    ({"publisher": "daily"}, ["2.c1", "2.s1"]),
    ({"publisher": "Gazette"}, []),
    ({"since": "2019-03-28", "until": "2019-03-28"}, ["1.c1", "3.c1"]),
    ({"since": "2019-03-29", "until": "2019-03-31", "kind": "act"}, ["3.c1"]),
    ({"since": "2017-06-01", "until": "2017-06-02"}, ["2.c1", "3.c1"]),
    ({"since": "2020-06-02"}, ["5"]),
    ({"until": "2014-01-01"}, ["3.c1"]),
    ({"until": "2013-12-31"}, []),
    ({"since": "2016-01-01", "until": "2019-01-01", "type": "ASSAULT"}, ["2.c1"]),
    ({"kind": "report"}, ["5"]),
    ({}, ["1.c1", "1.s1", "2.c1", "2.s1", "3.c1", "3.s1", "4.c1", "4.s1", "5"]),
]  # fmt: skip


@pytest.fixture
def told(casebook: Casebook) -> Casebook:
    """A casebook with five small reports."""
    put(casebook, *ALL)
    return casebook


def test_every_filter_finds_what_it_should(told: Casebook) -> None:
    for query, expected in FOUND:
        assert ids(told, **query) == expected, query


def test_the_best_hit_comes_first(told: Casebook) -> None:
    hits = Reader(told).find(Query("arrested", limit=1))
    assert [hit.id for hit in hits] == ["1.c1"]
    assert hits[0].held.record.report.text.startswith("Police arrested")


def test_limits_and_portions_lose_nothing(casebook: Casebook) -> None:
    fill(casebook, 12)
    everything = [hit.id for hit in Reader(casebook).find(Query(kind="act", limit=1000))]
    assert len(everything) == len(set(everything)) == 120
    assert [hit.id for hit in Reader(casebook).find(Query(kind="act", limit=7))] == everything[:7]
    few = Reader(casebook).find(Query("people", kind="act", limit=5))
    many = Reader(casebook).find(Query("people", kind="act", limit=50))
    assert [h.id for h in few] == [h.id for h in many][:5]


def test_words_near_each_other_come_first_then_the_newest(casebook: Casebook) -> None:
    texts = (
        "Miners were held in Corvia, they said.",
        "Held for years were many of the old miners, they said.",
        "Guards held the miners, they said.",
        "Miners struck, and a week later guards held two, they said.",
    )
    put(casebook, *(story(str(n), text, "they", "held" if "held" in text else "Held") for n, text in enumerate(texts)))
    hits = [hit.id for hit in Reader(casebook).find(Query("miners held", kind="statement"))]
    assert hits == ["3.s1", "1.s1", "4.s1", "2.s1"]
    assert [hit.id for hit in Reader(casebook).find(Query("miners held", kind="statement", limit=3))] == hits[:3]


def test_a_word_that_is_told_comes_before_the_name_of_a_party(casebook: Casebook) -> None:
    put(casebook, story("1", "A cop was held, the ministry said.", "ministry", "held"),
        story("2", "Clerks banned it, the union said.", "union", "banned"))  # fmt: skip
    hits = [hit.id for hit in Reader(casebook).find(Query("cop"))]  # COP is a code of either party
    assert hits == ["1.s1", "2.c1", "2.s1", "1.c1"]


def test_a_page_is_full_though_copies_and_days_are_left_out(casebook: Casebook) -> None:
    fill(casebook, 12)
    for number in range(2, 12):
        copies.link(casebook, number, 1)
    hits = Reader(casebook).find(Query("people", kind="act", copies=False, limit=15))
    assert len(hits) == 15
    assert {hit.held.number for hit in hits} == {1, 12}
    days = [hit.item.when.earliest for hit in Reader(casebook).find(Query(kind="act", limit=1000))
            if isinstance(hit.item, Act) and hit.item.when and hit.item.when.earliest]  # fmt: skip
    one = sorted(days)[60]
    assert len(ids(casebook, kind="act", since=one, until=one, limit=5)) == min(5, days.count(one))


def test_what_is_true_of_no_item_is_not_looked_for(told: Casebook) -> None:
    assert ids(told, stance="denies", type="ASSAULT") == ids(told, kind="statement", country="KZ") == []
    assert groups(told, "", stance="denies", mode="ban") == {}


def test_a_hit_has_what_it_shows(casebook: Casebook) -> None:
    from accordingto.export.words import Words

    fill(casebook, 3)
    reader = Reader(casebook)
    for hit in reader.find(Query(limit=1000)):
        whole, part = Words(reader.report(hit.held.number).record), Words(hit.held.record)
        assert hit.item == reader.report(hit.held.number).item(hit.item.id if hit.item else "")
        if isinstance(hit.item, Act):
            told = [(w.parties(hit.item.initiators), w.parties(hit.item.targets), w.per(hit.item),
                     w.contested(hit.item), w.place(hit.item.where)) for w in (whole, part)]  # fmt: skip
        else:
            assert isinstance(hit.item, Statement)
            told = [(w.chain(hit.item),) for w in (whole, part)]  # type: ignore[misc]
        assert told[0] == told[1]
        assert hit.held.record.report == whole.record.report


def test_both_databases_find_the_same(told: Casebook) -> None:
    fill(told, 30, first=100)
    found = {query: len(ids(told, words=query, limit=1000)) for query in ("detained", "gorsk", "ministr", "people in")}
    assert found == {"detained": 62, "gorsk": 21, "ministr": 0, "people in": 240}


@pytest.mark.parametrize(
    "query",
    [
        {"words": "!!!"},
        {"party": "--"},
        {"type": "'"},
        {"since": "soon"},
        {"until": "2019-3-1"},
        {"since": "2020-13-45"},
        {"words": "x" * 2000},
    ],
)
def test_what_cannot_be_looked_for_is_said(casebook: Casebook, query: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        Reader(casebook).find(Query(**query))  # type: ignore[arg-type]


def groups(casebook: Casebook, by: str, **query: object) -> dict[tuple[str | None, ...], tuple[int, int, int]]:
    found = Reader(casebook).count(Query(**query), by.split(",") if by else [])  # type: ignore[arg-type]
    return {g.values: (g.items, g.reports, g.sources) for g in found}


def test_counting_by_groups(told: Casebook) -> None:
    assert groups(told, "country,type", kind="act") == {
        ("KZ", "COERCE"): (1, 1, 1), ("ST", "ASSAULT"): (1, 1, 1), (None, "COERCE"): (2, 2, 2)}  # fmt: skip
    assert groups(told, "month", kind="act")[("2019-03",)] == (1, 1, 1)
    assert groups(told, "", kind="act") == {(): (4, 4, 4)}
    assert groups(told, "publisher", words="denied") == {("Daily News",): (1, 1, 1)}
    assert groups(told, "kind", since="2019-03-29", until="2019-03-31") == {
        ("act",): (1, 1, 1),
        ("statement",): (2, 2, 2),
    }
    with pytest.raises(UsageError, match="no group"):
        groups(told, "name; DROP TABLE act")


def test_counts_tell_sources_from_copies(told: Casebook) -> None:
    copies.link(told, 2, 1)
    assert groups(told, "", kind="act") == {(): (4, 4, 3)}
    assert groups(told, "", kind="act", copies=False) == {(): (3, 3, 3)}
    assert ids(told, type="ASSAULT", copies=False) == []
    assert Reader(told).report(2).copy_of == 1
    copies.unlink(told, 2)
    assert groups(told, "", kind="act") == {(): (4, 4, 4)}
    assert Reader(told).report(2).copy_of is None


def test_a_newer_run_takes_the_place_in_search(told: Casebook) -> None:
    from accordingto.casebook.writing import Run

    put(
        told,
        story("1", ONE.report.text, "Police", "arrested", mode="raid", place="Almaty"),
        run=Run("made", {"version": 2}),
    )
    assert ids(told, words="arrested") == ["1.c1", "1.s1"]
    assert (ids(told, mode="raid"), ids(told, mode="arrest")) == (["1.c1"], ["3.c1"])


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("The Arrests, arrested", ["the", "arrest", "arrest"]), ("São Tomé", ["sao", "tome"]), ("O'Brien", ["o", "brien"]),
     ("新疆ab", ["新", "疆", "ab"]), ("naïve ﬁne ß", ["naiv", "fine", "ss"]), ("'; --", []), ("a_b", ["a", "b"])],
)  # fmt: skip
def test_tokens(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2019-03-28", "2019-03-28"),
        ("2018-11-30", "2019-02-01"),
        ("2014-01-01", "2020-06-01"),
        ("1700-01-01", "1700-02-01"),
    ],
)
def test_an_interval_has_a_token_of_every_range_that_touches_it(first: str, last: str) -> None:
    tokens = set(dates.tokens(first, last))
    assert tokens & set(dates.query(first, first))
    assert tokens & set(dates.query(last, last))
    assert tokens & set(dates.query(first, last))
    assert tokens & set(dates.query(None, first)) or not dates.query(None, first)


def test_dates_that_are_none_have_no_token() -> None:
    assert dates.tokens("soon", "later") == dates.tokens("2019-13-01", "2019-14-01") == ()
    assert dates.effective(None, None) is None
    assert dates.effective(When(None, "2017-12-31"), "2019-01-01") == ("2017-12-31", "2017-12-31")
    assert dates.effective(When("2014-01-01", None), "2019-01-01T10:00:00Z") == ("2014-01-01", "2019-01-01")
