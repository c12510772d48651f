"""Finding: which names of a report mean a place, and which are people, months or parts of longer names."""

from __future__ import annotations

import itertools
from collections import Counter

from spacy.tokens import Doc

from accordingto.read.gazetteer import NONE, Entry, Gazetteer, Kind, Quality
from accordingto.read.places_evidence import View
from accordingto.read.places_match import Mention, find_matches, split_words
from accordingto.read.places_words import weights, words_of
from accordingto.types import Report

AROUND = 500
"""Characters of headline, publisher and dateline that are looked at."""
DOUBT = -4.0
"""Below this score a name is no place, whatever lies near."""
CELL = 0.36
"""Degrees of the grid in which towns of neighbouring cells are near each other: 40 to 80 km."""
KNOWN = 50_000
"""People of a town from which another of its names may stand for it when it lies near."""

PLACE = {"contained", "called", "place_noun", "locative", "based", "GPE", "dateline", "party"}
PERSON = {"title", "inside_person", "initial_before", "age_after"}
"""Evidence that counts for other mentions of the name as well."""


def find_candidates(doc: Doc, gazetteer: Gazetteer) -> list[Mention]:
    """Every name of the gazetteer in the text that is not within a longer one, in text order, weighed.

    A positive score says that it rather means a place.
    """
    text = doc.text
    ws = split_words(text)
    view = View(doc, text, ws)
    out: list[Mention] = []
    for match in find_matches(text, ws, gazetteer):
        if not out or match.start >= out[-1].end:
            mention = Mention(match.start, match.end, text[match.start : match.end], match.key, match.entries)
            mention.evidence = view.evidence(mention, match.first, match.last)
            out.append(mention)
    _contain(out, text)
    _pool(out)
    table = weights()
    for m in out:
        m.score = sum(table.get(e, 0.0) for e in m.evidence)
    return out


def find_around(report: Report, gazetteer: Gazetteer) -> list[Mention]:
    """Names in the headline, the publisher's name and the dateline, which tell where the report is at home."""
    text = "\n\n".join(t for t in (report.title, report.publisher, report.dateline) if t)[:AROUND]
    out: list[Mention] = []
    for m in find_matches(text, split_words(text), gazetteer):
        if (not out or m.start >= out[-1].end) and m.key not in words_of("generic"):
            own = [e for e in m.entries if e.quality in (Quality.NAME, Quality.DEMONYM, Quality.ABBREVIATION)]
            if own:
                out.append(Mention(m.start, m.end, text[m.start : m.end], m.key, own))
    return out


def doubtful(candidates: list[Mention]) -> list[Mention]:
    """Names that are rather no places here, but may tell where the report is at home ("Licking Memorial Hospital")."""
    against = {"surname", "forename", "generic", "all_generic", "inside_person", "PERSON", "no_proper_noun"}
    return [m for m in candidates if DOUBT < m.score <= 0 and not against & set(m.evidence)]


def reconsider(candidates: list[Mention], rows: list[Entry]) -> bool:
    """Raises the score of doubtful names of towns near a place of the report; tells whether any became sure."""
    towns = [r for r in rows if r.kind in (Kind.CITY, Kind.COUNTY)]
    cells = {(x + dx, y + dy) for x, y in map(_cell, towns) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    counties = {r.row if r.kind == Kind.COUNTY else r.county for r in towns} - {NONE}
    regions = {r.row if r.kind == Kind.REGION else r.region for r in rows} - {NONE}
    changed = False
    for m in candidates:
        if not DOUBT < m.score <= 0 or "generic" in m.evidence:
            continue
        own = [e for e in m.entries if _is_plausible(e)]
        if any(e.county in counties or _cell(e) in cells for e in own):
            evidence = "near"
        elif any(e.region in regions for e in own):
            evidence = "same_region"
        else:
            continue
        m.evidence.append(evidence)
        m.score += weights()[evidence]
        changed = changed or m.score > 0
    return changed


def inside(e: Entry, rows: set[int], countries: set[str | None]) -> bool:
    """Whether a row lies in one of the regions or counties (by row) or in one of the countries."""
    return e.region in rows or e.county in rows or (e.kind != Kind.COUNTRY and e.country in countries)


def _contain(mentions: list[Mention], text: str) -> None:
    """Sets the container of "Paris, Texas", "Houma, La.", "Reading (Pa.)", where the gazetteer knows it so."""
    for m, after in itertools.pairwise(mentions):
        gap = text[m.end : after.start]
        between = gap.strip()
        if between not in (",", "(", "in", "") or len(gap) > 6 or "\n\n" in gap:
            continue
        if not between and after.key[0] != "=":
            continue
        rows = {e.row for e in after.entries if e.kind in (Kind.REGION, Kind.COUNTY)}
        countries = {e.country for e in after.entries if e.kind == Kind.COUNTRY and e.quality != Quality.DEMONYM}
        own = [e for e in m.entries if e.quality != Quality.DEMONYM]
        # a disputed territory lies in whatever country the report says
        if any(inside(e, rows, countries) or (countries and e.disputed and e.kind != Kind.COUNTRY) for e in own):
            m.container = after
            m.evidence.append("contained")
            after.evidence.append("container")


def _pool(mentions: list[Mention]) -> None:
    """Lets every mention of a name know whether the others stand where a place stands, or where a person does."""
    place, person = Counter[str](), Counter[str]()
    for m in mentions:
        place[m.key] += bool(PLACE & set(m.evidence))
        person[m.key] += bool(PERSON & set(m.evidence))
    for m in mentions:
        placed = place[m.key] - bool(PLACE & set(m.evidence))
        named = person[m.key] - bool(PERSON & set(m.evidence))
        if placed:
            m.evidence.append("placed_elsewhere" if placed == 1 else "placed_often")
        if named:
            m.evidence.append("person_elsewhere")


def _is_plausible(e: Entry) -> bool:
    """A town or county by its own name, or a larger town by another."""
    return e.kind in (Kind.CITY, Kind.COUNTY) and (e.quality == Quality.NAME or e.population > KNOWN)


def _cell(e: Entry) -> tuple[int, int]:
    return int(e.lat // CELL), int(e.lon // CELL)
