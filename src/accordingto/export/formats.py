"""The formats of `accordingto export`, by name; a format's library is loaded when it is asked for."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from accordingto.acquire.extras import need
from accordingto.export.taken import Material, Tally


@dataclass(frozen=True, slots=True)
class Format:
    """One format. writer: ``file.function`` of this room. needs: modules of the extra `export`.

    text: whether it may go to a terminal. casebook: whether it needs more than records, and so no `--records`.
    """

    about: str
    writer: str
    suffix: str
    needs: tuple[str, ...] = ()
    text: bool = True
    casebook: bool = False

    def check(self) -> None:
        """Raises `UsageError` with the cure where a library is missing."""
        for module in self.needs:
            need(module, "export")

    def write(self, material: Material, path: Path) -> Tally:
        """Writes the material to a new file."""
        module, _, function = self.writer.partition(".")
        tally: Tally = getattr(importlib.import_module(f"accordingto.export.{module}"), function)(material, path)
        return tally


FORMATS: dict[str, Format] = {
    "csv": Format("seven tables, a zip of CSV", "sheets.write_csv", ".zip", text=False),
    "xlsx": Format("seven tables, one Excel file", "sheets.write_xlsx", ".xlsx", ("openpyxl",), text=False),
    "jsonl": Format("seven tables, one row a line", "sheets.write_jsonl", ".jsonl"),
    "parquet": Format("seven tables, a zip of Parquet", "columnar.write_parquet", ".zip", ("pyarrow",), text=False),
    "arrow": Format("seven tables, a zip of Arrow files", "columnar.write_arrow", ".zip", ("pyarrow",), text=False),
    "polecat": Format("POLECAT's 40 columns, TSV", "coded.write_polecat", ".tsv"),
    "acled": Format("ACLED's 31 columns, CSV", "coded.write_acled", ".csv"),
    "geojson": Format("acts on a map", "maps.write_geojson", ".geojson"),
    "gpkg": Format("acts on a map, GeoPackage", "maps.write_gpkg", ".gpkg", ("pyogrio", "pyarrow"), text=False),
    "gexf": Format("who acts on whom, for Gephi", "graphs.write_gexf", ".gexf", ("networkx",)),
    "graphml": Format("who acts on whom", "graphs.write_graphml", ".graphml", ("networkx",)),
    "timeline": Format("TimelineJS, JSON", "timelines.write_json", ".json"),
    "timeline-sheet": Format("TimelineJS, the sheet as CSV", "timelines.write_sheet", ".csv"),
    "annotations": Format("W3C Web Annotations, JSON-LD", "linked.write_annotations", ".jsonld"),
    "prov": Format("PROV-O, JSON-LD", "prov.write_prov", ".jsonld"),
    "claims": Format("schema.org Claim, JSON-LD, never a verdict", "linked.write_claims", ".jsonld"),
    "ftm": Format("FollowTheMoney for OpenAleph", "entities.write_ftm", ".jsonl", ("followthemoney",)),
    "uwazi": Format("Uwazi import, a zip", "uwazi.write_uwazi", ".zip", text=False),
    "xmi": Format("UIMA CAS for INCEpTION, a zip of XMI", "corpora.write_xmi", ".zip", ("cassis",), text=False),
    "spacy": Format("spaCy DocBin", "corpora.write_docbin", ".spacy", text=False),
    "prodigy": Format("Prodigy JSON Lines", "corpora.write_prodigy", ".jsonl"),
    "gold": Format("gold and training data of this project", "corpora.write_gold", ".jsonl"),
    "bibtex": Format("the sources, BibTeX", "citing.write_bibtex", ".bib"),
    "csl": Format("the sources, CSL-JSON", "citing.write_csl", ".json"),
    "dossier": Format("one page to read and print", "dossier.write_html", ".html"),
    "dossier-pdf": Format("the dossier as PDF", "dossier.write_pdf", ".pdf", text=False),
    "evidence": Format("originals, custody and a verifier, a zip", "evidence.write_evidence", ".zip", text=False,
                       casebook=True),
}  # fmt: skip
