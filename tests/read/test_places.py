"""Places on sentences of our own: finding, resolving, metonymy, disputed territories, hostile input."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.read.parser import Parser
from accordingto.read.places import Gazetteer, find_places, make_places_component
from accordingto.types import Place, Report

BLANK = spacy.blank("en")
GAZETTEER = Gazetteer.load()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


class Reader:
    def __init__(self, parser: Parser, gazetteer: Gazetteer) -> None:
        self.parser, self.gazetteer = parser, gazetteer

    def __call__(self, text: str, **fields: str) -> tuple[Place, ...]:
        return find_places(self.parser.parse(text), self.gazetteer, Report(id="r", text=text, **fields))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def read(parser: Parser) -> Reader:
    return Reader(parser, GAZETTEER)


def brief(places: tuple[Place, ...]) -> list[tuple[str, str, str | None]]:
    return [(p.exact, p.name, p.country) for p in places]


def named(places: tuple[Place, ...], exact: str) -> Place:
    return next(p for p in places if p.exact == exact)


def test_every_mention_in_order_with_ids(read: Reader) -> None:
    text = "Protesters gathered in Nairobi on Monday. Police in Nairobi fired tear gas, a Kenyan official said."
    places = read(text)
    assert brief(places) == [("Nairobi", "Nairobi", "KE"), ("Nairobi", "Nairobi", "KE"), ("Kenyan", "Kenya", "KE")]
    assert [p.id for p in places] == ["p1", "p2", "p3"]
    assert all(text[p.start : p.end] == p.exact for p in places)
    assert places[0].precision == "city"
    assert places[2].precision == "country"
    assert places[0].geonames_id == 184745
    assert (places[0].lat, places[0].lon) == pytest.approx((-1.28, 36.82), abs=0.1)


@pytest.mark.parametrize(
    ("text", "exact", "country", "region"),
    [
        ("He was arrested near Paris, Texas, on Sunday.", "Paris", "US", "Texas"),
        ("He was arrested in Paris, France, on Sunday.", "Paris", "FR", "Île-de-France"),
        ("The French minister returned to Paris from Lyon.", "Paris", "FR", "Île-de-France"),
        ("HOUMA, La. (AP) — A deputy was shot on Friday.", "HOUMA", "US", "Louisiana"),
        ("The hearing was held in London, Ontario, on Tuesday.", "London", "CA", "Ontario"),
        ("Shells fell in Odessa and Mykolaiv, the Ukrainian army said.", "Odessa", "UA", "Odesa"),
        ("Texas police chased him from Dallas to Odessa and on to Midland.", "Odessa", "US", "Texas"),
        ("Georgia's parliament in Tbilisi voted; Russia protested.", "Georgia", "GE", None),
        ("Georgia's governor spoke in Atlanta; Alabama and Florida agreed.", "Georgia", "US", "Georgia"),
        ("Voters in Clarke, Oconee and Barrow counties in Georgia went to the polls.", "Oconee", "US", "Georgia"),
        ("The U.N. said fighting went on in South Sudan.", "South Sudan", "SS", None),
        ("Officials in Washington and New York were told.", "Washington", "US", "District of Columbia"),
    ],
)
def test_resolving(read: Reader, text: str, exact: str, country: str, region: str | None) -> None:
    place = named(read(text), exact)
    assert (place.country, place.region) == (country, region)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Mr. Paris told the court that he had slept.", "Paris"),
        ("The actor Jordan Smith was not at home.", "Jordan"),
        ("On Monday in March the police of the North said nothing.", "March"),
        ("She speaks only French.", "French"),
        ("They told us that we may go.", "us"),
        ("President Lincoln read the letter, and Lincoln wept.", "Lincoln"),
        ("The Reading of the bill was put off.", "Reading"),
    ],
)
def test_no_places(read: Reader, text: str, wrong: str) -> None:
    assert wrong not in [p.exact for p in read(text)]


def test_inside_organisations(read: Reader) -> None:
    places = read("The Boston Globe cited the Chicago Police Department and the University of Oxford in England.")
    assert {"Boston", "Chicago", "Oxford"} <= {p.exact for p in places}


def test_unlisted_place_is_set_at_the_place_around_it(read: Reader) -> None:
    places = read("Soldiers burned houses in the village of Zarkandabor near Bria, in the Central African Republic.")
    village = named(places, "Zarkandabor")
    assert (village.name, village.country, village.geonames_id) == ("Zarkandabor", "CF", None)
    assert (village.lat, village.lon) == pytest.approx((6.54, 21.99), abs=0.1)


def test_street_takes_the_point_of_its_town(read: Reader) -> None:
    places = read("Two men were shot on Kestrel Street in Leeds, England, police said.")
    street = named(places, "Kestrel Street")
    leeds = named(places, "Leeds")
    assert (street.country, street.lat, street.lon) == ("GB", leeds.lat, leeds.lon)


@pytest.mark.parametrize(
    ("text", "exact", "metonym"),
    [
        ("Beijing said it would respond to the tariffs.", "Beijing", True),
        ("Washington and Moscow agreed to hold talks.", "Moscow", True),
        ("Ties with Tehran have been cold.", "Tehran", True),
        ("The Kremlin rejected the claim.", "Kremlin", True),
        ("Moscow is accused of meddling.", "Moscow", True),
        ("He was born in Beijing.", "Beijing", False),
        ("Moscow lies on a river.", "Moscow", False),
        ("NAIROBI, Kenya (Reuters) - Two men were held.", "NAIROBI", False),
    ],
)
def test_metonymy(read: Reader, text: str, exact: str, metonym: bool) -> None:
    place = named(read(text), exact)
    assert place.metonym is metonym


@pytest.mark.parametrize(
    ("text", "exact", "country"),
    [
        ("Tatars in Crimea were detained.", "Crimea", "UA"),
        ("He was tried in Sevastopol, Russia, in May.", "Sevastopol", "RU"),
        ("He was tried in Sevastopol, Ukraine, in May.", "Sevastopol", "UA"),
        ("Two men were killed in Kashmir.", "Kashmir", None),
        ("Two men were shot in Jerusalem.", "Jerusalem", None),
        ("Two men were shot in Jerusalem, Israel.", "Jerusalem", "IL"),
        ("Aid reached the Gaza Strip.", "Gaza Strip", "PS"),
        ("Activists were held in Western Sahara.", "Western Sahara", "EH"),
        ("Kosovo recalled its envoy.", "Kosovo", "XK"),
        ("A ship was lost off the Falkland Islands.", "Falkland Islands", "FK"),
    ],
)
def test_disputed(read: Reader, text: str, exact: str, country: str | None) -> None:
    place = named(read(text), exact)
    assert place.disputed
    assert place.country == country


def test_undisputed_is_not_marked(read: Reader) -> None:
    assert not named(read("He was tried in Kyiv, Ukraine."), "Kyiv").disputed


def test_headline_and_address_tell_where_a_report_is_at_home(read: Reader) -> None:
    text = "The mayor of Cambridge opened the library on Saturday."
    assert named(read(text, title="Massachusetts towns cut budgets"), "Cambridge").region == "Massachusetts"
    assert named(read(text, url="https://www.dailynews.co.uk/1"), "Cambridge").country == "GB"


def test_same_text_same_places(read: Reader, parser: Parser) -> None:
    text = "Paris, London and Berlin warned Tehran, diplomats in Vienna said."
    fresh = Reader(parser, Gazetteer.load())
    assert [asdict(p) for p in read(text)] == [asdict(p) for p in fresh(text)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "-", "…", "\x00", "🏔️ 🏔️", "A", "U.", "St.", ",,,,", "ﬁﬂ İstanbul"])
def test_small_and_odd_texts(read: Reader, text: str) -> None:
    assert all(text[p.start : p.end] == p.exact for p in read(text))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=120))
def test_any_text(text: str) -> None:
    places = find_places(BLANK(text), GAZETTEER, Report(id="r", text=text))
    assert all(text[p.start : p.end] == p.exact for p in places)
    assert all(a.end <= b.start for a, b in pairwise(places))


@pytest.mark.parametrize(
    "text",
    [
        "A" * 50_000,
        "A-" * 15_000,
        "Paris " * 5_000,
        "\n" * 50_000,
        "U.S." * 10_000,
        "(A, " * 10_000,
        "San José, " * 3_000,
        "Smith Street " * 3_000,
        " ".join(f"Town{n} Street" for n in range(4_000)),
        "Adams, " * 5_000 + "and Clark counties",
        "D-" * 15_000,
        "Berlin — " * 4_000,
    ],
    ids=lambda t: t[:12].strip() or "newlines",
)
def test_hostile_text_takes_bounded_time(text: str) -> None:
    parsed = BLANK(text)
    before = time.process_time()
    find_places(parsed, GAZETTEER, Report(id="r", text=text))
    assert time.process_time() - before < 5


def test_many_different_names_take_bounded_memory() -> None:
    names = [GAZETTEER.row(n).name for n in range(60_000, 66_000)]
    text = "They went to " + ", ".join(n for n in names if n.isascii()) + "."
    parsed = BLANK(text)
    before = time.process_time()
    find_places(parsed, GAZETTEER, Report(id="r", text=text))
    assert time.process_time() - before < 5


def test_spacy_component() -> None:
    nlp = Parser().nlp
    component = make_places_component(nlp, "accordingto_places")
    doc = component(nlp("She was born in Kampala."))
    assert brief(doc._.places) == [("Kampala", "Kampala", "UG")]


def test_page_and_map_show_what_the_code_does() -> None:
    script = Path(__file__).parents[2] / "scripts/times_places_docs.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False, timeout=300)
    assert done.returncode == 0, "run scripts/times_places_docs.py and look at what changed in docs/times-and-places.md"
