"""TimelineJS: one slide an event, as JSON and as the sheet; a day that nobody tells is not made up."""

from __future__ import annotations

import csv
import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.casebook.listing import spreadsheet_cell
from accordingto.export.files import write_json as write_document
from accordingto.export.happenings import position_mark, stands
from accordingto.export.tables import acts_of
from accordingto.export.taken import Material, Taken, Tally
from accordingto.export.words import said, the_report, when
from accordingto.reconcile.types import Event

SHEET = ("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline",
         "Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group",
         "Background")  # fmt: skip
"""TimelineJS reads the first four by their place."""

WITHOUT_DATE = "events that nobody dates"

Date = dict[str, int]


def write_json(material: Material, path: Path) -> Tally:
    """The JSON that `new TL.Timeline` takes; text is HTML, escaped."""
    tally, slides, taken = Tally(), [], _taken(material)
    for event, start, end in _dated(material, tally):
        text = "".join(f"<p>{html.escape(line)}</p>" for line in _lines(event, taken))
        slide: dict[str, Any] = {"unique_id": event.id, "start_date": start, "display_date": when(event.when),
                                 "text": {"headline": html.escape(event.title), "text": text}}  # fmt: skip
        if end != start:
            slide["end_date"] = end
        if event.where:
            slide["group"] = html.escape(event.where["name"])
        slides.append(slide)
        tally.rows += 1
    title = {"text": {"headline": "Timeline", "text": html.escape(f"Holds {material.scope}.")}}
    write_document(path, {"title": title, "events": slides})
    return tally


def write_sheet(material: Material, path: Path) -> Tally:
    """The rows of TimelineJS's spreadsheet, as CSV to be put into it."""
    tally, taken = Tally(), _taken(material)
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        writer = csv.DictWriter(out, SHEET, restval="", lineterminator="\n")
        writer.writeheader()
        for event, start, end in _dated(material, tally):
            row = {name.capitalize(): value for name, value in start.items()}
            row |= {f"End {name.capitalize()}": value for name, value in end.items()} if end != start else {}
            told = {"Display Date": when(event.when), "Headline": html.escape(event.title),
                    "Text": "<br>".join(html.escape(line) for line in _lines(event, taken)),
                    "Group": html.escape(event.where["name"]) if event.where else ""}  # fmt: skip
            writer.writerow({name: spreadsheet_cell(value) for name, value in {**row, **told}.items()})
            tally.rows += 1
    return tally


def _taken(material: Material) -> dict[str, Taken]:
    return {taken.id: taken for taken in material.reports()}


def _dated(material: Material, tally: Tally) -> Iterator[tuple[Event, Date, Date]]:
    """Events with the days between which they happened; an open side is the day that is told."""
    for event in material.events:
        if event.when is None or not (event.when.earliest or event.when.latest):
            tally.left_out[WITHOUT_DATE] += 1
            continue
        first, last = event.when.earliest or event.when.latest, event.when.latest or event.when.earliest
        yield event, _date(str(first)), _date(str(last))


def _date(value: str) -> Date:
    return dict(zip(("year", "month", "day"), map(int, value[:10].split("-")), strict=False))


def _lines(event: Event, by_id: dict[str, Taken]) -> Iterator[str]:
    """Each telling of the event: what, in whose words, according to whom, and how far it is reviewed; then who stands
    where, silence included."""
    for taken, act in acts_of(event, by_id):
        told = [s for s in taken.record.statements if s.id in act.per]
        quotes = "; ".join(dict.fromkeys(said(s) if s.form == "direct" else f"“{said(s)}”" for s in told))
        whose = the_report(taken.record.report)
        yield (f"{taken.key(act.id)}: “{act.trigger.exact}”, according to {taken.according_to(act)}"
               f"{f', in {whose}' if act.per else ''}{f': {quotes}' if quotes else ''}."
               f" [{taken.review_words(act)}]")  # fmt: skip
    for position in event.positions:
        yield f"{stands(position)} [{position_mark(position, event, by_id).in_words}]"
