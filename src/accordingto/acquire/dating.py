"""When a page was published, and which words of it say so; without evidence there is no date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from accordingto.acquire.dates import Found, days_between, find_date_words, is_ambiguous, parse_machine
from accordingto.acquire.markup import Block
from accordingto.acquire.page import Page
from accordingto.acquire.tables import names, table
from accordingto.acquire.words import normal, squeeze
from accordingto.types import Evidence

_STATE_KEYS = re.compile(
    r'\\?["\']?(?:datePublished|publishedAt|publishedDate|published_at|publishDate|publish_date|firstPublished|'
    r'publicationDate|published_time)\\?["\']?\s*:\s*\\?["\'](?P<value>[^"\'\\]{8,40})\\?["\']'
)
_PUBLISHED = re.compile(r"\b(?:first |originally )?(?:publi(?:shed|cation)|posted|released|issued)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?:\b|-|_)(?:updated?|modified|changed?|revised|edited|reviewed|last change|effective)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"\d\s*[-–]\s*$|\b(?:due|expires?|deadline|event|born|died|copyright|©|register|until|starts?|ends?|comments?|says|accessed|"
    r"retrieved|join(?:ed)?)\b", re.IGNORECASE
)  # fmt: skip
_ASIDE = re.compile(r"related|recommend|sidebar|popular|trending|comment|(?<![a-z])(?:aside|footer)(?![a-z])")
_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2]|[a-z]{3})[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_MAX_LINE = 160
_MAX_STATE = 3_000_000


@dataclass(frozen=True, slots=True)
class Dated:
    """The publication date with its evidence and what speaks against it; all empty where nothing tells it."""

    value: str | None = None
    evidence: tuple[Evidence, ...] = ()
    warnings: tuple[str, ...] = ()


def find_publication_date(page: Page) -> Dated:
    """The date that the page itself gives for its publication, the strongest evidence first.

    What the publisher tells machines goes before what stands in the text, published before changed. Another published
    date among the machine fields that differs by more than a day (time zones apart) is a warning.
    """
    marked = [*_time_elements(page)]
    told = [*_linked_article(page), *_metas(page, "published_metas"), *_first_published(marked)]
    told = _seen_first(page, told) or [*_linked_page(page)]
    seen = [*marked, *visible_dates(page)]
    found = told or [*_first_published(seen), *_metas(page, "loose_metas"), *_state(page), *_url(page), *seen]
    if not found:
        ambiguous = any(is_ambiguous(b.text, page.locale) for b in page.head() if len(b.text) < 40)
        return Dated(warnings=("the date's order of day and month is unknown; no date taken",) if ambiguous else ())
    value, evidence = found[0]
    warnings = tuple(
        f"conflicting publication dates: {value[:10]} ({evidence.how}, taken) and {other[:10]} ({more.how})"
        for other, more in found[1:]
        if told and days_between(value, other) > 1
    )[:1]
    if evidence.how.startswith("updated"):
        warnings = (*warnings, "only the date of an update is told; taken as the publication date")
    return Dated(value, (evidence,), warnings)


Candidate = tuple[str, Evidence]


def _evidence(how: str, exact: str) -> Evidence:
    return Evidence("published_at", how, exact)


def _parsed(page: Page, how: str, text: str | None) -> Iterator[Candidate]:
    value = parse_machine(text, page.locale) if text else None
    if value and text:
        yield value, _evidence(how, text)


def _linked_article(page: Page) -> Iterator[Candidate]:
    yield from _parsed(page, "JSON-LD datePublished", page.linked.text(page.linked.article, "datePublished"))


def _linked_page(page: Page) -> Iterator[Candidate]:
    yield from _parsed(page, "JSON-LD datePublished of the page", page.linked.text(page.linked.page, "datePublished"))


def _metas(page: Page, kind: str) -> Iterator[Candidate]:
    changed = {v[:10] for name in table("pages")["changed_metas"] for v in page.metas.get(name, ())}
    for name in table("pages")[kind]:
        for content in page.metas.get(name, ())[:1]:
            if kind != "loose_metas" or content[:10] not in changed:
                yield from _parsed(page, f"meta {name}", content)


def _first_published(found: Iterable[Candidate]) -> list[Candidate]:
    return [candidate for candidate in found if not candidate[1].how.startswith("updated")]


def _seen_first(page: Page, told: list[Candidate]) -> list[Candidate]:
    """Where a publishing system gives its last change as its publication, the date that readers see counts."""
    article = page.linked.article
    same = told and article.get("datePublished") == article.get("dateModified") and told[0][1].how.startswith("JSON-LD")
    if not same:
        return told
    seen = _first_published(visible_dates(page))
    value = told[0][0]
    return [seen[0], *told] if seen and seen[0][0][:10] < value[:10] and days_between(seen[0][0], value) > 1 else told


def _time_elements(page: Page) -> Iterator[Candidate]:
    """Time elements of the article's own head, then elements that their names call the date of publication.

    The latter count where all of the page agree: on lists of other articles they do not.
    """
    first = page.headline or 0
    head = {id(b.element) for b in (*page.head(), *page.blocks[max(0, first - 4) : first + 1])}
    near: list[Candidate] = []
    far: list[Candidate] = []
    for element in page.tree.iter("time", "span", "abbr", "div", "p"):
        named = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        own = bool(names("published").search(named)) or element.get("pubdate") is not None
        if element.tag != "time" and not own:
            continue
        inside = element if len(element) > 20 else [element, *element.iter()]
        in_head = any(id(e) in head for e in inside)
        if in_head or own:
            (near if in_head else far).extend(_time_element(page, element, named))
    yield from near
    if len({value[:10] for value, _ in far}) == 1:
        yield from far


def _time_element(page: Page, element: HtmlElement, named: str) -> Iterator[Candidate]:
    above = " ".join((e.get("class") or "") for e in (element, *list(element.iterancestors())[:4])).lower()
    words = squeeze(element.text_content())[:_MAX_LINE]
    if names("other_dates").search(above):
        return
    how = "time element" if element.tag == "time" else "element named for the date"
    if "publish" not in named and _CHANGED.search(f"{named} {_lead(element)} {words} {above}"):
        how = "updated " + how
    told = element.get("datetime") or element.get("content")
    yield from _parsed(page, how, told if told and parse_machine(told, page.locale) else words)


def _lead(element: HtmlElement) -> str:
    """The words right before an element, where "Updated" stands."""
    before, parent = element.getprevious(), element.getparent()
    text = before.tail or before.text_content() if before is not None and isinstance(before.tag, str) else None
    return squeeze(text or (parent.text if parent is not None else ""))[-40:] + " "


def _above(page: Page) -> tuple[Block, ...]:
    return page.blocks[max(0, page.headline - 4) : page.headline] if page.headline is not None else ()


def visible_dates(page: Page) -> Iterator[Candidate]:
    """Date lines around the headline, then "First published" lines elsewhere where all of them agree."""
    near: list[Candidate] = []
    far: list[Candidate] = []
    close = {id(b) for b in page.head()} | {id(b) for b in _above(page) if names("date_line").search(b.hints)}
    for block in page.blocks:
        if len(block.text) > _MAX_LINE:
            continue
        if id(block) in close and not _ASIDE.search(block.hints):
            near.extend(_date_line(page, block))
        elif _PUBLISHED.match(block.text) and not names("other_dates").search(block.hints):
            far.extend(_date_line(page, block))
    yield from near
    if len({value[:10] for value, _ in far}) == 1:
        yield from far


def _date_line(page: Page, block: Block) -> Iterator[Candidate]:
    found = find_date_words(block.text, page.locale)
    if found and is_date_line(block.text, found):
        label = block.text[: found.start].strip(" :|-–")
        how = f"text line {label[-40:]!r}" if _PUBLISHED.search(label) else "text line near the headline"
        if _CHANGED.search(label) and not _PUBLISHED.search(label):
            how = f"updated line {label[-40:]!r}"
        yield found.value, _evidence(how, block.text)


def is_date_line(text: str, found: Found) -> bool:
    """Whether the date is what the line is for: few other words, none that make it another kind of date."""
    rest = text[: found.start] + " " + text[found.end :]
    return (
        len(normal(rest).split()) <= 14 and not _OTHER.search(rest) and not re.search(r"[.!?]\s+\w+ \w+ \w+ \w+", rest)
    )


def _state(page: Page) -> Iterator[Candidate]:
    """The page's own data in its scripts, where all of it names one date."""
    found: dict[str, Candidate] = {}
    size = 0
    for script in page.tree.iter("script"):
        text = script.text or ""
        size += len(text)
        if size > _MAX_STATE:
            break
        for match in _STATE_KEYS.finditer(text):
            for value, evidence in _parsed(
                page, "page data " + match[0][:20].split(":")[0].strip("\\\"' "), match["value"]
            ):
                found.setdefault(value[:10], (value, evidence))
    if len(found) == 1:
        yield from found.values()


def _url(page: Page) -> Iterator[Candidate]:
    match = _URL_DATE.search((page.url or "").lower())
    if match:
        words = (
            f"{match['d']} {match['m']} {match['y']}"
            if match["m"].isalpha()
            else f"{match['y']}-{match['m']}-{match['d']}"
        )
        found = find_date_words(words)
        if found:
            yield found.value, _evidence("URL path", match[0])
