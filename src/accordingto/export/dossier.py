"""The dossier: one self-contained page, or PDF, of events with quotes, sources, positions, numbers, hashes and seal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from accordingto.casebook.sources import KILLED
from accordingto.errors import UsageError
from accordingto.export import words
from accordingto.export.citing import note
from accordingto.export.happenings import is_silence, position_mark, told_in
from accordingto.export.tables import acts_of
from accordingto.export.taken import Item, Material, Taken, Tally
from accordingto.reconcile.types import STANCES, Event, Position, Told
from accordingto.types import Act, Count, Span

PANGO = "the PDF needs Pango; run: apt-get install libpango-1.0-0 libpangoft2-1.0-0 (or: brew install pango)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement or act on the page. quotes: the report's own words, each with its place in the text."""

    id: str
    css: str
    head: str
    quotes: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event on the page; positions and numbers are rows of words.
    silent: some position is silence."""

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    tellings: tuple[Entry, ...]
    positions: tuple[tuple[str, str, str, str, str], ...]
    numbers: tuple[tuple[str, str, str, str], ...]
    silent: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One report on the page, with what it says."""

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]


def write_html(material: Material, path: Path) -> Tally:
    """One HTML file: no script, nothing loaded from elsewhere, readable in print and by a screen reader."""
    page, tally = _page(material)
    path.write_bytes(page.encode("utf-8", "replace"))
    return tally


def write_pdf(material: Material, path: Path) -> Tally:
    """The same as tagged PDF. Raises `UsageError` with the cure where WeasyPrint or Pango is missing."""
    try:
        import weasyprint
    except ImportError:
        raise UsageError("weasyprint is not installed; run: pip install 'accordingto[export]'") from None
    except OSError:
        raise UsageError(PANGO) from None
    page, tally = _page(material)
    document = weasyprint.HTML(string=page, url_fetcher=_nothing, base_url=None)
    document.write_pdf(path, pdf_variant="pdf/ua-1", pdf_identifier=b"accordingto")
    return tally


def _nothing(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"a dossier loads nothing, not even {url[:80]}")


def _page(material: Material) -> tuple[str, Tally]:
    taken = {t.id: t for t in material.reports()}
    events = [_happening(event, taken) for event in material.events]
    sources = [_source(t) for t in taken.values()]
    environment = Environment(
        loader=PackageLoader("accordingto.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["breakable"] = _breakable
    template = environment.get_template("dossier.html.jinja")
    title = (
        events[0].title
        if len(events) == 1
        else f"{words.several(len(sources), 'source')}, {words.several(len(events), 'event')}"
    )
    page = template.render(title=f"Dossier: {title}", material=material, events=events, sources=sources)
    return page, Tally(sum(len(s.entries) for s in sources))


def _breakable(text: str) -> Markup:
    """The text with a place to break in words of more than 60 characters, over which a PDF takes minutes otherwise."""
    pieces = re.split(r"(\S{60})(?=\S)", text)  # every other one is a part of a long word
    return Markup("").join(escape(p) + Markup("<wbr>" if n % 2 else "") for n, p in enumerate(pieces))


def _happening(event: Event, taken: dict[str, Taken]) -> Happening:
    acts = acts_of(event, taken)
    where = words.place_in_words(event.where["name"], event.where["country"]) if event.where else ""
    reports = len({t.id for t, _ in acts})
    facts = (("when", words.when(event.when)), ("where", where), ("told by", words.several(reports, "report")),
             ("put together because", "; ".join(event.reasons)))  # fmt: skip
    return Happening(
        event.id, event.title, _filled(facts), tuple(_act(t, a) for t, a in acts),
        tuple(_position(p, event, taken) for p in event.positions), tuple(_number(n) for n in event.counts),
        any(map(is_silence, event.positions)),
    )  # fmt: skip


def _position(position: Position, event: Event, taken: dict[str, Taken]) -> tuple[str, str, str, str, str]:
    """Party, where it stands, in which words, who tells it and how far it is reviewed; a statement's words are its
    quote. Of silence the words say in which reports it was looked for."""
    told = taken.get(position.report)
    statement = next((s for s in told.record.statements if s.id == position.statement), None) if told else None
    quote = " … ".join(c.exact for c in statement.content) if statement and statement.content else position.words
    shown = quote if is_silence(position) or not quote else f"“{quote}”"
    mark = position_mark(position, event, taken)
    return position.party, STANCES[position.stance], shown, told_in(position), mark.in_words


def _number(told: Told) -> tuple[str, str, str, str]:
    """The number, of what, who says so, and where; copies and repeats of one party's word are said to be such."""
    number = words.count(Count(told.min, told.max, told.approx, told.span))
    once = f" (a copy of report {told.copy_of})" if told.copy_of else ""
    once += f" (repeats {told.repeats})" if told.repeats else ""
    return number, told.what or "people", told.source + once, told.report


def _source(taken: Taken) -> Source:
    report, capture = taken.record.report, taken.record.report.capture
    facts = (
        ("publisher", report.publisher or ""), ("agency", report.agency or ""), ("by", ", ".join(report.byline)),
        ("published", report.published_at or "unknown"),
        ("whose word", report.voice if report.voice != "unknown" else ""), ("address", report.url or ""),
        ("archived", taken.archive or ""),
        ("copy of", f"report {taken.copy_of}" if taken.copy_of else ""), ("warning", KILLED if taken.killed else ""),
        ("captured", (capture.retrieved_at or "from a local file") if capture else ""),
        ("SHA-256 of the capture", capture.sha256 if capture else ""),
        ("bytes", f"{capture.bytes:,}, {capture.media_type}" if capture else ""), ("in this dossier", note(taken)),
    )  # fmt: skip
    entries = tuple(_act(taken, i) if isinstance(i, Act) else _statement(taken, i) for i in _in_order(taken))
    return Source(taken.id, taken.title, _filled(facts), entries)


def _in_order(taken: Taken) -> Iterator[Any]:
    def start(item: Any) -> int:
        spans = [item.trigger] if isinstance(item, Act) else [*item.content, *([item.cue] if item.cue else [])]
        return min((s.start for s in spans), default=0)

    yield from sorted(taken.items, key=start)


def _statement(taken: Taken, statement: Any) -> Entry:
    facts = (("form", statement.form), ("about", statement.about.exact if statement.about else ""),
             ("told to", statement.addressee.exact if statement.addressee else ""),
             ("number of people", words.count(statement.count)), *_reviewed(taken, statement))  # fmt: skip
    css = "denies" if statement.stance == "denies" else ""
    head = f"{taken.say.chain(statement)} {words.STANCES[statement.stance]}"
    return Entry(taken.key(statement.id), css, head, _quotes(statement.content), _filled(facts))


def _act(taken: Taken, act: Act) -> Entry:
    say = taken.say
    head = " · ".join(p for p in (say.parties(act.initiators), act.trigger.exact, say.parties(act.targets)) if p)
    facts = (("what", words.act_in_words(act)), ("when", words.when(act.when)), ("where", _where(taken, act)),
             ("grounds", act.grounds.exact if act.grounds else ""), ("according to", taken.according_to(act)),
             *_reviewed(taken, act))  # fmt: skip
    css = "contested act" if taken.contested_by(act) else "act"
    told = (c for s in taken.record.statements if s.id in act.per for c in s.content)
    return Entry(taken.key(act.id), css, head, _quotes((act.trigger, *dict.fromkeys(told))), _filled(facts))


def _where(taken: Taken, act: Act) -> str:
    place = taken.places.get(act.where or "")
    return words.place_in_words(place.name, None if place.precision == "country" else place.country) if place else ""


def _reviewed(taken: Taken, item: Item) -> tuple[tuple[str, str], ...]:
    accused = ", ".join(taken.accused.get(item.id, ()))
    accuses = f"{accused} (an accusation, no finding)" if accused else ""
    return (("contested by", taken.contested_by(item)), ("accuses", accuses),
            ("review", taken.mark(item.id).in_words))  # fmt: skip


def _quotes(spans: Iterable[Span]) -> tuple[tuple[str, str], ...]:
    return tuple((span.exact, f"characters {span.start}–{span.end}") for span in spans)


def _filled(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in facts if value)
