"""Reads every export back with a library that had no part in writing it where there is one; gives the quotes in it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Quotes = list[str]


def rows_of_csv(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The tables of a zip of CSV, read by pyarrow."""
    from pyarrow import csv as arrow

    with zipfile.ZipFile(path) as archive:
        return {n.removesuffix(".csv"): arrow.read_csv(io.BytesIO(archive.read(n)), parse_options=arrow.ParseOptions(
            newlines_in_values=True)).to_pylist() for n in archive.namelist()}  # fmt: skip


def rows_of_xlsx(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The sheets of an Excel file, read by calamine."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    tables = {}
    for name in book.sheet_names:
        head, *some = book.get_sheet_by_name(name).to_python()
        tables[name] = [dict(zip(map(str, head), row, strict=True)) for row in some]
    return tables


def rows_of_jsonl(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows by table, read by pyarrow's own JSON reader."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tables.setdefault(row["table"], []).append(row)
    return tables


def rows_of_parquet(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The tables of a zip of Parquet."""
    from pyarrow import parquet

    with zipfile.ZipFile(path) as archive:
        return {n.partition(".")[0]: parquet.read_table(io.BytesIO(archive.read(n))).to_pylist()
                for n in archive.namelist()}  # fmt: skip


def rows_of_arrow(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The tables of a zip of Arrow files, read as Feather."""
    from pyarrow import feather

    with zipfile.ZipFile(path) as archive:
        return {n.partition(".")[0]: feather.read_table(io.BytesIO(archive.read(n))).to_pylist()
                for n in archive.namelist()}  # fmt: skip


TABLES: dict[str, Callable[[Path], dict[str, list[dict[str, Any]]]]] = {
    "csv": rows_of_csv, "xlsx": rows_of_xlsx, "jsonl": rows_of_jsonl, "parquet": rows_of_parquet,
    "arrow": rows_of_arrow,
}  # fmt: skip


def of_tables(read: Callable[[Path], dict[str, list[dict[str, Any]]]]) -> Callable[[Path], Quotes]:
    """The quotes of all tables; a cell of a CSV that a spreadsheet would run has an apostrophe before it."""

    def quotes(path: Path) -> Quotes:
        cells = [row["quote"] for table in read(path).values() for row in table if row.get("quote")]
        return [part.removeprefix("'") for cell in cells for part in cell.split(" … ")]

    return quotes


def polecat(path: Path) -> Quotes:
    """POLECAT's raw names and places."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    cells = [row[name] for row in rows for name in ("Actor Name Raw", "Recipient Name Raw", "Raw Placename")]
    return [part.removeprefix("'") for cell in cells for part in cell.split(";") if part]


def acled(path: Path) -> Quotes:
    """The words of the act in ACLED's notes."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [words for row in csv.DictReader(stream) for words in re.findall("“([^”]*)”", row["notes"])]


def features(path: Path) -> list[dict[str, Any]]:
    """The features of a map, read by GDAL."""
    import pyogrio

    meta, _, geometry, fields = pyogrio.raw.read(path)
    return [{**{str(name): column[n] for name, column in zip(meta["fields"], fields, strict=True)}, "wkb": geometry[n]}
            for n in range(len(geometry))]  # fmt: skip


def map_quotes(path: Path) -> Quotes:
    """The words of the acts on a map."""
    return [str(feature["quote"]) for feature in features(path)]


def gpkg_quotes(path: Path) -> Quotes:
    """The words of the acts, read by SQLite itself."""
    connection = sqlite3.connect(path)
    try:
        return [row[0] for row in connection.execute("SELECT quote FROM acts")]
    finally:
        connection.close()


def graph_quotes(path: Path) -> Quotes:
    """The words of the acts on the edges, read by networkx."""
    import networkx

    read = networkx.read_gexf if path.name.endswith("gexf") else networkx.read_graphml
    return [data["quote"] for *_, data in read(path).edges(data=True)]


def timeline(path: Path) -> Quotes:
    """What stands between quotation marks on the slides, without their HTML."""
    import lxml.html

    slides = json.loads(path.read_text(encoding="utf-8"))["events"]
    return _marked(" ".join(lxml.html.fromstring(slide["text"]["text"]).text_content() for slide in slides))


def timeline_sheet(path: Path) -> Quotes:
    """The same in the sheet."""
    import lxml.html

    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return _marked(" ".join(lxml.html.fromstring(row["Text"]).text_content() for row in rows))


def _marked(text: str) -> Quotes:
    return [part.strip() for words in re.findall("“([^”]*)”", text) for part in words.split(" … ")]


ANNO = {
    "oa": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type", "items": "oa:item", "first": "oa:first",
    "target": "oa:hasTarget", "selector": "oa:hasSelector", "exact": "oa:exact", "start": "oa:start", "end": "oa:end",
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "prefix": "oa:prefix", "suffix": "oa:suffix",
}  # fmt: skip
"""The part of the Web Annotation context that these tests read, so that none is fetched."""


def annotation_quotes(path: Path) -> Quotes:
    """The quotes of TextQuoteSelectors, after JSON-LD expansion."""
    from pyld import jsonld

    def loader(url: str, _: Any) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": ANNO}}

    expanded = jsonld.expand(json.loads(path.read_text(encoding="utf-8")), {"documentLoader": loader})
    found: Quotes = []

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            found.extend(value["@value"] for value in node.get("http://www.w3.org/ns/oa#exact", ()))
            walk(list(node.values()))

    walk(expanded)
    return found


def triples(path: Path) -> Any:
    """The graph of a JSON-LD file, read by rdflib."""
    import rdflib

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's parser uses what rdflib deprecates
        return rdflib.Graph().parse(data=path.read_text(encoding="utf-8"), format="json-ld")


def prov(path: Path) -> Quotes:
    """The quotes of all items."""
    import rdflib

    return [str(o) for o in triples(path).objects(None, rdflib.URIRef("https://accordingto.invalid/terms#quote"))]


def claims(path: Path) -> Quotes:
    """The texts of all claims."""
    import rdflib

    texts = triples(path).objects(None, rdflib.URIRef("https://schema.org/text"))
    return [part for text in texts for part in str(text).split(" … ")]


def entities(path: Path) -> list[Any]:
    """FollowTheMoney's own proxies, each validated."""
    from followthemoney import model

    proxies = [model.get_proxy(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    for proxy in proxies:
        proxy.schema.validate({"properties": proxy.to_dict()["properties"]})
    return proxies


def ftm(path: Path) -> Quotes:
    """The words of notes, links and events."""
    return [
        q for e in entities(path) if e.schema.name in ("Note", "UnknownLink", "Event") for q in e.get("description")
    ]


def uwazi_rows(path: Path) -> list[dict[str, str]]:
    """The rows of import.csv."""
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["import.csv"]
        return list(csv.DictReader(io.StringIO(archive.read("import.csv").decode("utf-8"))))


def uwazi(path: Path) -> Quotes:
    """The quotes of all entities."""
    return [part.removeprefix("'") for row in uwazi_rows(path) for part in row["quote"].split(" … ") if part]


def xmi(path: Path) -> Quotes:
    """The words that the annotations cover, read by dkpro-cassis."""
    import cassis

    found: Quotes = []
    with zipfile.ZipFile(path) as archive:
        types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
        for name in archive.namelist():
            if name.endswith(".xmi"):
                cas = cassis.load_cas_from_xmi(io.BytesIO(archive.read(name)), typesystem=types)
                found += [a.get_covered_text() for a in cas.select("webanno.custom.Passage")]
    return found


def spacy_docs(path: Path) -> list[Any]:
    """The documents, in a fresh vocabulary."""
    import spacy
    from spacy.tokens import DocBin

    return list(DocBin().from_bytes(path.read_bytes()).get_docs(spacy.blank("xx").vocab))


def spacy(path: Path) -> Quotes:
    """The words of all spans."""
    return [span.text for doc in spacy_docs(path) for group in doc.spans.values() for span in group]


def prodigy(path: Path) -> Quotes:
    """The words at the offsets of all spans."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(line["text"][s["start"] : s["end"]] == s["text"] for line in lines for s in line["spans"])
    return [span["text"] for line in lines for span in line["spans"]]


def gold(path: Path) -> Quotes:
    """The passages of all statements and acts, read as this project reads its gold."""
    from accordingto.evaluate.gold import read_gold

    found: Quotes = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.extend([node["exact"]] if "exact" in node else [])
            walk(list(node.values()))
        elif isinstance(node, list):
            for one in node:
                walk(one)

    for item in read_gold(path):
        walk([item["statements"], item["acts"]])
    return found


def dossier(path: Path) -> Quotes:
    """The quotes of the page, read by lxml."""
    import lxml.html

    page = lxml.html.fromstring(path.read_bytes().decode("utf-8"))
    return [q.text_content() for q in page.iterfind(".//q")]


def pdf_text(path: Path) -> str:
    """The text of all pages, read by pypdf, without white space, which a PDF does not keep."""
    from pypdf import PdfReader

    return "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())


def evidence(path: Path) -> Quotes:
    """The passages of the records in the package."""
    with zipfile.ZipFile(path) as archive:
        records = [json.loads(archive.read(n))["record"] for n in archive.namelist() if n.startswith("records/")]
    return [c["exact"] for record in records for s in record["statements"] for c in s["content"]] + [
        a["trigger"]["exact"] for record in records for a in record["acts"]
    ]


QUOTES: dict[str, Callable[[Path], Quotes]] = {
    **{name: of_tables(read) for name, read in TABLES.items()},
    "polecat": polecat, "acled": acled, "geojson": map_quotes, "gpkg": gpkg_quotes, "gexf": graph_quotes,
    "graphml": graph_quotes, "timeline": timeline, "timeline-sheet": timeline_sheet, "annotations": annotation_quotes,
    "prov": prov, "claims": claims, "ftm": ftm, "uwazi": uwazi, "xmi": xmi, "spacy": spacy, "prodigy": prodigy,
    "gold": gold, "dossier": dossier, "evidence": evidence,
}  # fmt: skip
"""How the quotes of each format are read; bibtex and csl hold none, the PDF's text is looked at as a whole."""
