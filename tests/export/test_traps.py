"""The traps of each format: its exact columns, orders and ends, and what must not be made up to fill them."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from accordingto.casebook.deciding import decide
from accordingto.casebook.store import Casebook
from accordingto.export.acled import ACLED
from accordingto.export.coded import POLECAT
from accordingto.export.timelines import SHEET
from tests.export import reading
from tests.export.conftest import done, exported


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_no_cell_of_a_csv_or_an_excel_file_is_a_formula(shared: Casebook, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(exported(shared, "xlsx", tmp_path))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    formulas = [cell for cell in cells if str(cell.value).startswith("=")]
    assert {cell.value for cell in formulas} >= {"=2+2 is no charge,"}
    assert {cell.data_type for cell in formulas} == {"s"}
    assert all(cell.quotePrefix for cell in formulas)
    rows = [row for table in reading.rows_of_csv(exported(shared, "csv", tmp_path)).values() for row in table]
    assert any(row.get("quote") == "'=2+2 is no charge," for row in rows)
    assert not [v for row in rows for v in row.values() if isinstance(v, str) and v.startswith(("=", "+", "-", "@"))]


def test_all_tables_hold_the_same_rows(shared: Casebook, tmp_path: Path) -> None:
    counts = [{name: len(rows) for name, rows in read(exported(shared, form, tmp_path)).items()}
              for form, read in reading.TABLES.items()]  # fmt: skip
    assert all(count == counts[0] for count in counts)
    assert counts[0]["statements"] == 7
    assert counts[0]["acts"] == 6
    assert set(counts[0]) == {"statements", "acts", "actors", "places", "events", "positions", "numbers"}
    assert all(counts[0].values())


def test_numbers_are_told_by_source_and_day_and_bear_their_review(shared: Casebook, tmp_path: Path) -> None:
    rows = reading.rows_of_parquet(exported(shared, "parquet", tmp_path))["numbers"]
    told = [(r["harm"], r["count_min"], r["count_max"], r["count_words"], r["source"].removeprefix("a "), r["told_on"],
             r["item"], r["review"], r["independent"]) for r in rows]  # fmt: skip
    assert told == [
        ("wounded", 12, None, "at least 12", rows[0]["source"], "2021-05-05", "1.c3", "accepted", True),
        ("wounded", 2, 2, "two", "monitor", "2021-05-05", "1.c2", "unreviewed", True),
    ]
    assert rows[0]["source"].startswith("Witness-")
    assert rows[1]["accuses"] == "Ruslan Imanov"
    sheet = reading.rows_of_xlsx(exported(shared, "xlsx", tmp_path))["numbers"]
    assert [row["event"] for row in sheet] == [row["event"] for row in rows]


def test_a_number_that_a_statement_alone_tells_is_that_statements(case: Casebook, tmp_path: Path) -> None:
    count = {"min": 30, "max": None, "approx": False, "span": None}
    decide(case, 2, "s1", "change", "the number", {"count": count})
    rows = reading.rows_of_jsonl(exported(case, "jsonl", tmp_path))["numbers"]
    told = {(row["count_min"], row["item"], row["review"], row["source"]) for row in rows}
    assert (30, "2.s1", "changed", "two colleagues") in told


def test_positions_are_those_of_statements_that_leave(shared: Casebook, tmp_path: Path) -> None:
    tables = reading.rows_of_parquet(exported(shared, "parquet", tmp_path))
    statements = {row["id"] for row in tables["statements"]}
    assert {row["statement"] for row in tables["positions"]} <= statements
    denial = next(row for row in tables["positions"] if row["position"] == "denies_act")
    assert (denial["party"], denial["statement"], denial["review"]) == ("interior ministry", "1.s3", "accepted")


def test_polecat_has_forty_columns_and_only_what_is_told_as_done(shared: Casebook, tmp_path: Path) -> None:
    lines = exported(shared, "polecat", tmp_path).read_text(encoding="utf-8").splitlines()
    assert len(POLECAT) == 40
    assert {line.count("\t") for line in lines} == {39}
    rows = {row["Event ID"]: row for row in csv.DictReader(lines, delimiter="\t")}
    assert set(rows) == {"1.c1", "1.c2", "1.c3", "2.c1", "2.c2"}
    arrest = rows["1.c1"]
    names = ("Event Date", "Event Type", "Event Mode", "Quad Code", "Intensity", "Contexts")
    assert [arrest[name] for name in names] == ["2021-05-03", "COERCE", "arrest", "4", "", ""]
    assert [arrest[name] for name in ("Actor Country", "Primary Actor Sector", "Recipient Name", "Country")] == [
        "KGZ", "COP", "Marat Beknazarov", "KGZ"]  # fmt: skip
    assert arrest["Version"].endswith("contested by The interior ministry (1.s3)")
    assert rows["1.c3"]["Event Date"] == ""  # "since 1 May" is no day


def test_acled_has_its_columns_and_makes_nothing_up(shared: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    tally = done(shared, "acled", path).tally
    rows = {row["event_id_cnty"]: row for row in csv_rows(path)}
    assert len(ACLED) == 31
    assert tuple(rows["KGZ1.c1"]) == ACLED
    arrest, beating = rows["KGZ1.c1"], rows["KGZ1.c2"]
    assert (arrest["event_type"], arrest["sub_event_type"]) == ("Strategic developments", "Arrests")
    assert (arrest["inter1"], arrest["inter2"], arrest["interaction"]) == (
        "State forces", "Civilians", "State forces-Civilians")  # fmt: skip
    assert (beating["event_type"], beating["civilian_targeting"]) == (
        "Violence against civilians",
        "Civilian targeting",
    )
    assert {row["fatalities"] for row in rows.values()} == {""}  # nobody was killed, and no zero is made up
    assert {row["source_scale"] for row in rows.values()} == {""}
    assert "According to his lawyer" in arrest["notes"]
    assert "contested by" in arrest["tags"]
    assert sum(tally.left_out.values()) == 3


def test_a_map_has_longitude_first(shared: Casebook, tmp_path: Path) -> None:
    collection = json.loads(exported(shared, "geojson", tmp_path).read_text(encoding="utf-8"))
    osh = next(f for f in collection["features"] if f["id"] == "1.c1")
    assert osh["geometry"] == {"type": "Point", "coordinates": [72.8, 40.51]}
    assert osh["properties"]["place_precision"] == "city"
    path = tmp_path / "acts.gpkg"
    done(shared, "gpkg", path)
    found = {f["id"]: f for f in reading.features(path)}
    assert struct.unpack("<BIdd", found["1.c1"]["wkb"]) == (1, 1, 72.8, 40.51)
    assert found["1.c1"]["contested_by"].startswith("The interior ministry")
    assert found["1.c2"]["review"] == "unreviewed"


def test_graphs_keep_directions_and_parties(shared: Casebook, tmp_path: Path) -> None:
    import networkx

    for name, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
        graph = read(exported(shared, name, tmp_path))
        edges = {data["act"]: (one, other, data) for one, other, data in graph.edges(data=True)}
        assert edges["1.c1"][:2] == ("Police in Osh", "Marat Beknazarov")
        assert edges["1.c1"][2]["contested"] is True
        assert edges["2.c2"][2]["label"] == "CONSULT"
        assert graph.nodes["Police in Osh"]["codes"] == "KGZ COP"


def test_timelines_have_the_days_and_columns_of_timelinejs(shared: Casebook, tmp_path: Path) -> None:
    slides = json.loads(exported(shared, "timeline", tmp_path).read_text(encoding="utf-8"))["events"]
    arrest = next(s for s in slides if "Beknazarov" in s["text"]["headline"])
    assert arrest["start_date"] == {"year": 2021, "month": 5, "day": 3}
    assert "<script" not in json.dumps(slides)
    rows = csv_rows(exported(shared, "timeline-sheet", tmp_path))
    assert tuple(rows[0])[:4] == ("Year", "Month", "Day", "Time")
    assert tuple(rows[0]) == SHEET
    assert len(rows) == len(slides)


def test_web_annotations_select_by_quote_and_position(shared: Casebook, tmp_path: Path) -> None:
    page = json.loads(exported(shared, "annotations", tmp_path).read_text(encoding="utf-8"))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationCollection"
    for annotation in page["first"]["items"]:
        for target in annotation["target"]:
            quote, position = target["selector"]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert position["end"] - position["start"] == len(quote["exact"])
            assert len(quote["prefix"]) <= 32 >= len(quote["suffix"])


def test_prov_derives_each_item_from_a_report_and_its_capture(shared: Casebook, tmp_path: Path) -> None:
    import rdflib

    graph, prov = reading.triples(exported(shared, "prov", tmp_path)), rdflib.Namespace("http://www.w3.org/ns/prov#")
    items = set(graph.subjects(rdflib.URIRef("https://accordingto.invalid/terms#quote"), None))
    reports = {report for item in items for report in graph.objects(item, prov.wasDerivedFrom)}
    assert len(reports) == 2
    of_events = set(graph.objects(None, prov.wasDerivedFrom)) - reports
    assert {item for item in items if str(item).rpartition(".")[2].startswith("c")} <= of_events <= items
    captures = {str(o) for report in reports for o in graph.objects(report, prov.hadPrimarySource)}
    assert all(capture.startswith("urn:sha256:") for capture in captures)
    assert len(list(graph.subjects(prov.wasAssociatedWith, None))) == 9  # reviews


def test_a_claim_has_an_author_and_an_appearance_and_no_verdict(shared: Casebook, tmp_path: Path) -> None:
    path = exported(shared, "claims", tmp_path)
    graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    assert {claim["@type"] for claim in graph} == {"Claim"}
    assert all(claim["author"]["name"] and claim["appearance"]["@type"] == "NewsArticle" for claim in graph)
    for word in ("Rating", "ClaimReview", "reviewRating"):
        assert word not in path.read_text(encoding="utf-8")


def test_openaleph_gets_its_ids_schemas_and_dates(shared: Casebook, tmp_path: Path) -> None:
    proxies = reading.entities(exported(shared, "ftm", tmp_path))
    assert all(re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", p.id) for p in proxies)
    schemas = Counter(p.schema.name for p in proxies)
    assert schemas["Article"] == 2
    assert {"Event", "Note", "UnknownLink", "Person", "Organization"} <= set(schemas)
    ids = {p.id for p in proxies}
    for proxy in proxies:
        pointed = {v for name in ("proof", "involved", "entity", "subject", "object") if name in proxy.schema.properties
                   for v in proxy.get(name)}  # fmt: skip
        assert pointed <= ids
        assert all(
            "/" not in v for name in ("date", "startDate") if name in proxy.schema.properties for v in proxy.get(name)
        )
    link = next(p for p in proxies if p.schema.name == "UnknownLink" and "COERCE" in p.first("role"))
    assert link.first("date") == "2021-05-03"
    assert "as told by his lawyer" in link.first("role")


def test_uwazi_gets_unique_titles_ranges_and_latitude_first(shared: Casebook, tmp_path: Path) -> None:
    rows = {row["id_in_casebook"]: row for row in reading.uwazi_rows(exported(shared, "uwazi", tmp_path))}
    assert len({row["title"] for row in rows.values()}) == len(rows) == 13
    assert rows["1.c1"]["date"] == "2021-05-03:2021-05-03"
    assert rows["1.c3"]["date"] == "2021-05-01:"
    assert rows["1.c1"]["place_geolocation"] == "40.51|72.8"
    assert rows["2.c2"]["who"] == "The mayor|the governor"
    assert rows["2.c1"]["source"] == "Reporter held|https://courier.example/1"


def test_cas_offsets_count_what_uima_counts(shared: Casebook, tmp_path: Path) -> None:
    """UIMA counts UTF-16: after a dove an offset is one more than in Python."""
    from lxml import etree

    with zipfile.ZipFile(exported(shared, "xmi", tmp_path)) as archive:
        tree = etree.fromstring(archive.read("report-1.xmi"))
    text = tree.find(".//{http:///uima/cas.ecore}Sofa").get("sofaString").encode("utf-16-le")
    passages = [e for e in tree if e.tag.endswith("Passage") and e.get("part") == "trigger"]
    words = [text[int(e.get("begin")) * 2 : int(e.get("end")) * 2].decode("utf-16-le") for e in passages]
    assert sorted(words) == ["beat", "beaten", "detained", "rally"]


def test_spacy_keeps_record_and_reviews(shared: Casebook, tmp_path: Path) -> None:
    docs = reading.spacy_docs(exported(shared, "spacy", tmp_path))
    told = json.loads(docs[0].user_data["accordingto"])
    assert told["record"]["report"]["text"] == docs[0].text
    assert told["reviews"]["c1"]["review"] == "accepted"
    trigger = next(span for span in docs[0].spans["trigger"] if span.id_ == "1.c1")
    assert (trigger.text, trigger.label_) == ("detained", "COERCE/arrest")


def test_gold_is_read_as_this_projects_own(shared: Casebook, tmp_path: Path) -> None:
    from accordingto.evaluate.gold import read_gold

    items = read_gold(exported(shared, "gold", tmp_path))
    act = items[0]["acts"][0]
    assert (act["when"], act["where"]["country"], act["per"], act["denied_by"]) == (
        ["2021-05-03", "2021-05-03"], "KG", ["s1"], ["s3"])  # fmt: skip
    assert items[0]["statements"][0]["speaker"] == "Aida Toktosunova"
    assert {item["complete"] for item in items} == {False}


def test_a_denial_does_not_rest_on_what_it_denies_and_accusations_are_marked(shared: Casebook, tmp_path: Path) -> None:
    graph = json.loads(exported(shared, "claims", tmp_path).read_text(encoding="utf-8"))["@graph"]
    claims = {node["accordingto:id"]: node for node in graph}
    assert [a["@id"] for a in claims["1.s3"]["accordingto:answers"]] == [claims["1.s1"]["@id"]]
    assert not [node for node in graph if "isBasedOn" in node]
    assert claims["1.s1"]["accordingto:accuses"] == ["Marat Beknazarov"]


def test_provenance_says_of_events_and_items_how_far_they_are_reviewed_and_contested(
    shared: Casebook, tmp_path: Path
) -> None:
    graph = json.loads(exported(shared, "prov", tmp_path).read_text(encoding="utf-8"))["@graph"]
    nodes = {node["@id"].partition(":")[2].split(":", 2)[-1]: node for node in graph}
    events = [node for key, node in nodes.items() if key.startswith("event:") and ":position:" not in key]
    assert {node["accordingto:review"] for node in events} == {"accepted", "unreviewed"}
    assert [node["accordingto:contestedBy"] for node in events if "accordingto:contestedBy" in node] == [
        "interior ministry; The interior ministry (1.s3)"]  # fmt: skip
    assert nodes["1.c1"]["accordingto:contestedBy"] == "The interior ministry (1.s3)"
    assert nodes["1.c2"]["accordingto:accuses"] == ["Ruslan Imanov"]


def test_according_to_whom_names_the_statement_of_the_casebook(shared: Casebook, tmp_path: Path) -> None:
    acts = {row["id"]: row for row in reading.rows_of_jsonl(exported(shared, "jsonl", tmp_path))["acts"]}
    assert acts["2.c1"]["according_to"] == "two colleagues (2.s1)"
    assert acts["2.c2"]["according_to"] == "the report (The Courier)"


def test_sources_are_read_by_bibtex_and_csl(shared: Casebook, tmp_path: Path) -> None:
    from bibtexparser.entrypoint import parse_string

    library = parse_string(exported(shared, "bibtex", tmp_path).read_text(encoding="utf-8"))
    assert library.failed_blocks == []
    entries = {entry.key: entry.fields_dict for entry in library.entries}
    assert entries["report-2"]["organization"].value == "The Courier"
    assert entries["report-1"]["title"].value.endswith(r"saw it \& told us}")
    items = json.loads(exported(shared, "csl", tmp_path).read_text(encoding="utf-8"))
    assert items[1]["issued"] == {"date-parts": [[2021, 5, 6]]}
    assert date(*items[1]["issued"]["date-parts"][0])
    assert items[0]["note"].startswith(
        "5 statements and 4 acts; 6 reviewed by Tester; contested by The interior ministry"
    )


def test_sources_tell_where_a_web_archive_keeps_the_page(case: Casebook, tmp_path: Path) -> None:
    from bibtexparser.entrypoint import parse_string

    address = "https://web.archive.org/web/20210506000000/https://courier.example/a_b"
    decide(case, 2, "report", "note", "kept there", {"archive": address})
    library = parse_string(exported(case, "bibtex", tmp_path).read_text(encoding="utf-8"))
    told = {entry.key: entry.fields_dict["annotation"].value for entry in library.entries}
    assert f"archived: {address}".replace("_", r"\_") in told["report-2"]
    assert "SHA-256" in told["report-2"]
    assert "archived" not in told["report-1"]
    first, second = json.loads(exported(case, "csl", tmp_path).read_text(encoding="utf-8"))
    assert (second["archive"], second["archive_location"]) == ("web.archive.org", address)
    assert "archive" not in first
    assert "SHA-256" in first["note"]
    assert address in exported(case, "dossier", tmp_path).read_text(encoding="utf-8").replace("<wbr>", "")


def test_a_dossier_loads_nothing_and_runs_nothing(shared: Casebook, tmp_path: Path) -> None:
    import lxml.html

    page = lxml.html.fromstring(exported(shared, "dossier", tmp_path).read_bytes().decode())
    assert page.findall(".//script") == page.findall(".//img") == page.findall(".//link") == []
    text = page.text_content()
    for words in ("denies that it happened", "an accusation, no finding", "accordingto-seal-1", "Reporter held"):
        assert words in text
    sums = [e.text_content() for e in page.iterfind(".//dd") if len(e.text_content()) == 64]
    assert len(sums) == 2


@pytest.mark.parametrize(
    "name", ["csv", "xlsx", "parquet", "geojson", "gexf", "ftm", "uwazi", "xmi", "gold", "dossier"]
)
def test_an_export_of_nothing_is_a_file_that_can_be_read(shared: Casebook, tmp_path: Path, name: str) -> None:
    from accordingto.casebook.query import Query
    from accordingto.export.choosing import Choice

    path = tmp_path / f"nothing.{name}"
    assert done(shared, name, path, Choice(Query("nothing at all"))).tally.rows == 0
    if name in reading.QUOTES:
        assert reading.QUOTES[name](path) == []
