"""A saved web page to a Report: body, title, publisher, agency, byline, dateline and date, each with its evidence."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from itertools import zip_longest

from accordingto.acquire.agencies import Agency, agency_named, agency_of_site, read_credit, voice_of
from accordingto.acquire.bodies import find_body, find_captions, find_link_lines, find_standfirsts, tidy_lines
from accordingto.acquire.bylines import find_byline
from accordingto.acquire.datelines import is_place, read_dateline, tidy_place
from accordingto.acquire.dates import find_date_words
from accordingto.acquire.dating import Dated, find_publication_date
from accordingto.acquire.decoding import clean, decode
from accordingto.acquire.furniture import Known, strip_furniture
from accordingto.acquire.incoming import Incoming
from accordingto.acquire.markup import Block, parse, quiet, saved_from, strip_markup
from accordingto.acquire.page import Page, lay_open
from accordingto.acquire.plain import take_apart
from accordingto.acquire.tables import names, table
from accordingto.acquire.titles import find_publisher, find_title, known_titles
from accordingto.acquire.words import normal
from accordingto.errors import InputError
from accordingto.types import Evidence, Report

_TAG = re.compile(r"<[a-zA-Z/!?]")
MAX_PAGE = 48 << 20
"""Bytes of a page with all that is inlined in it; reading one takes up to nine times as much memory."""
NOT_LAID_OUT = "the page could not be laid out; its text is taken line by line"


@dataclass(frozen=True, slots=True)
class Credits:
    """The agency and the place of a report, the evidence for them, and the lines that are nothing else."""

    agency: Agency | None = None
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()
    lines: tuple[str, ...] = ()


def read_page(incoming: Incoming) -> Report:
    """The Report of a saved HTML page; one without any tag is read as plain text.

    Raises `InputError` where the bytes are empty, no text, or a page without any text.
    """
    if len(incoming.data) > MAX_PAGE:
        raise InputError(
            "too-large", f"{incoming.where}: larger than {MAX_PAGE >> 20} MiB; save it without its pictures"
        )
    markup, warnings = decode(incoming)
    if _TAG.search(markup):
        report = read_markup(markup, incoming)
    else:
        report = take_apart(clean(html.unescape(markup)), incoming.sha256)
        warnings.append("holds no HTML; read as plain text")
    return replace(report, input=incoming.name, capture=incoming.capture(), warnings=(*warnings, *report.warnings))


def read_markup(markup: str, incoming: Incoming) -> Report:
    """The Report of a page's decoded markup, without input and capture.

    Raises `InputError` where it holds no text; `incoming` names it in the message.
    """
    with quiet():
        tree = parse(markup)
        id, saved = incoming.sha256, saved_from(markup)
        report = Report(id, "") if tree is None else _read_tree(lay_open(tree, saved), id)
    if not report.text:
        lines = strip_furniture(list(tidy_lines("\n".join(strip_markup(markup)))), Known())
        report = replace(report, text="\n".join(lines), warnings=(*report.warnings, NOT_LAID_OUT))
    if not report.text:
        place = incoming.place or incoming.name or "the page"
        raise InputError("empty", f"{place}: holds no text; save the page as the browser shows it and try again")
    return report


def _read_tree(page: Page, id: str) -> Report:
    publisher = find_publisher(page)
    title = find_title(page, publisher)
    byline = find_byline(page, publisher)
    dated = find_publication_date(page)
    credits = find_credits(page, publisher)
    known_names = {normal(name) for name in (*byline, publisher or "", page.host)} | {normal(c) for c in credits.lines}
    known = Known(
        known_titles(page, title, publisher),
        frozenset(known_names - {""}),
        find_captions(page) | find_standfirsts(page),
        find_link_lines(page),
        page.locale,
    )
    text = "\n".join(find_body(page, known))
    credits = _with_dateline(credits, text)
    dated = dated if dated.value else _dated_by_dateline(text)
    return Report(
        id=id,
        text=text,
        url=page.url,
        title=clean(title) if title else None,
        publisher=clean(publisher) if publisher else None,
        agency=credits.agency.name if credits.agency else None,
        voice=voice_of(credits.agency, page.host, page.linked.is_news),
        byline=tuple(clean(name) for name in byline if name != credits.place),
        dateline=credits.place,
        published_at=dated.value,
        evidence=(*dated.evidence, *credits.evidence),
        warnings=dated.warnings,
    )


def _dated_by_dateline(text: str) -> Dated:
    """The date of a dateline that has its year: "BEIJING, March 29, 2019 (Xinhua) --"."""
    dateline = read_dateline(text)
    found = find_date_words(text[: dateline.end]) if dateline else None
    return Dated(found.value, (Evidence("published_at", "dateline", found.exact),)) if found else Dated()


def find_credits(page: Page, publisher: str | None) -> Credits:
    """The agency that a page credits around its headline or to machines, and the place beside the credit."""
    blocks = [b for b in page.head() if len(b.text) <= 120 and not _is_picture_credit(b)]
    for block, after in zip_longest(blocks, blocks[1:]):
        credit = read_credit(block.text)
        if credit:
            place = credit.place
            if not place and after and "dateline" in after.hints and is_place(after.text):
                place = after.text
            beside = place is not None and after is not None and after.text == place
            lines = (block.text, *((after.text,) if beside and after else ()))
            evidence = [Evidence("agency", "credit line", block.text)]
            if place:
                words = lines[-1]
                evidence.append(Evidence("dateline", "line under the credit" if beside else "credit line", words))
            return Credits(
                credit.agency,
                tidy_place(place) if place else None,
                tuple(evidence),
                lines,
            )
    told = [("JSON-LD author", name) for _, name in page.linked.names(page.linked.article.get("author"))]
    told += [
        (f"meta {key}", content)
        for key in (*table("pages")["author_metas"], "source", "news_source")
        for content in page.metas.get(key, ())
    ]
    told += [
        ("JSON-LD publisher", name) for _, name in page.linked.names(page.linked.article.get("sourceOrganization"))
    ]
    for how, words in told:
        if agency := agency_named(words):
            return Credits(agency, None, (Evidence("agency", how, words),))
    own = agency_of_site(page.host) or agency_named(publisher or "")
    if own:
        return Credits(own, None, (Evidence("agency", "the agency's own site", page.host or publisher or ""),))
    return Credits()


def _is_picture_credit(block: Block) -> bool:
    return block.text.startswith(("©", "Copyright", "(c)")) or bool(names("picture").search(block.hints))


def _with_dateline(credits: Credits, text: str) -> Credits:
    """The credits with what the body's own dateline says; it wins for the place, the credit line for the agency."""
    dateline = read_dateline(text)
    if dateline is None:
        return credits
    words = text[: dateline.end].strip()
    evidence = credits.evidence
    if dateline.agency and not credits.agency:
        evidence = (*evidence, Evidence("agency", "dateline", words))
    if dateline.place:
        evidence = (*(e for e in evidence if e.field != "dateline"), Evidence("dateline", "dateline", words))
    return replace(
        credits, agency=credits.agency or dateline.agency, place=dateline.place or credits.place, evidence=evidence
    )
