"""The gazetteer: looking up names, opening quickly, refusing damaged files, the tables that it was built from."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.read.gazetteer import DATA, FILE, NONE, Entry, Gazetteer, GazetteerError, Kind, Quality, fold


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def entries(gazetteer: Gazetteer, key: str) -> list[Entry]:
    return [gazetteer.entry(p) for p in gazetteer.find([key])[0]]


def table(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("São Tomé", "sao tome"),
        ("Saint Louis", "st louis"),
        ("St. Louis", "st louis"),
        ("N'Djamena", "ndjamena"),
        ("N’Djamena", "ndjamena"),
        ("Port-au-Prince", "port au prince"),
        ("Łódź", "lodz"),
        ("", ""),
        ("...", ""),
    ],
)
def test_folding(name: str, key: str) -> None:
    assert fold(name) == key


def test_one_name_many_towns(gazetteer: Gazetteer) -> None:
    found = [e for e in entries(gazetteer, "paris") if e.kind == Kind.CITY]
    assert {"FR", "US", "CA"} <= {e.country for e in found}
    largest = max(found, key=lambda e: e.population)
    assert (largest.country, largest.geonames_id) == ("FR", 2988507)
    assert gazetteer.row(largest.region).name == "Île-de-France"


def test_names_of_peoples_and_abbreviations(gazetteer: Gazetteer) -> None:
    (turkish,) = (e for e in entries(gazetteer, "turkish") if e.quality == Quality.DEMONYM)
    assert (turkish.country, turkish.kind) == ("TR", Kind.COUNTRY)
    assert any(e.country == "US" and e.kind == Kind.COUNTRY for e in entries(gazetteer, "=U.S."))
    assert any(e.name == "Louisiana" for e in entries(gazetteer, "=La."))
    # "us" is a pronoun; only "US" in this writing is the country
    assert not any(e.kind == Kind.COUNTRY for e in entries(gazetteer, "us"))


def test_county_needs_its_word(gazetteer: Gazetteer) -> None:
    assert any(e.kind == Kind.COUNTY and e.country == "US" for e in entries(gazetteer, "los angeles county"))
    assert not any(e.kind == Kind.COUNTY and e.country == "US" for e in entries(gazetteer, "los angeles"))


def test_every_row_is_sound(gazetteer: Gazetteer) -> None:
    for position in range(0, 600_000, 997):
        e = gazetteer.entry(position)
        assert -90 <= e.lat <= 90
        assert -180 <= e.lon <= 180
        assert e.name
        if e.region != NONE:
            assert gazetteer.row(e.region).kind == Kind.REGION
        if e.county != NONE:
            assert gazetteer.row(e.county).kind == Kind.COUNTY


def test_unknown_and_hostile_keys(gazetteer: Gazetteer) -> None:
    assert gazetteer.find([]) == []
    assert gazetteer.find(["qwertyuiopville", "", "\ud800", "a" * 100_000]) == [[], [], [], []]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="install accordingto again"):
        Gazetteer.load(tmp_path / "none.bin")


@pytest.mark.parametrize("size", [0, 5, 11, 40, 5_000, 1_000_000])
def test_cut_file(tmp_path: Path, size: int) -> None:
    path = tmp_path / "cut.bin"
    path.write_bytes(FILE.read_bytes()[:size])
    with pytest.raises(GazetteerError, match="install accordingto again"):
        Gazetteer.load(path)


def test_file_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"PK\x03\x04" + b"\xff" * 4000)
    with pytest.raises(GazetteerError, match="this version"):
        Gazetteer.load(path)


def test_tables_and_file_agree(gazetteer: Gazetteer) -> None:
    for code, lat, lon, names, *_ in table("countries.tsv"):
        name = names.split(";")[0].strip()
        (country,) = (e for e in entries(gazetteer, fold(name)) if e.kind == Kind.COUNTRY and e.country == code)
        assert (country.lat, country.lon) == pytest.approx((float(lat), float(lon)), abs=0.01), name


def test_disputed_territories_have_two_views_and_sources() -> None:
    rows = table("disputed.tsv")
    assert len({r[0] for r in rows}) == len(rows) >= 30
    for key, _, _, country, _, _, _, view, other, sources in rows:
        assert ": " in view, key
        assert ": " in other, key
        assert view.split(":")[0] != other.split(":")[0], key
        assert len(sources) > 10, key
        assert country == "-" or len(country) == 2, key
