"""The body of a page: trafilatura's, on a tree that is mended before, without the furniture that it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import trafilatura
from lxml.html import HtmlElement

from accordingto.acquire.decoding import clean
from accordingto.acquire.furniture import Known, is_foot_heading, strip_furniture
from accordingto.acquire.page import PARAGRAPH, Page
from accordingto.acquire.tables import names
from accordingto.acquire.words import normal, squeeze

_PROMOTED = re.compile(
    r"^(?:related|read more|see more|see also|also read|read also|more|don.t miss|must read|recommended)\b",
    re.I,
)
_TABLE_ROW = re.compile(r"^\s*\|(.*)\|?\s*$")
_CELL_BAR = re.compile(r"(?<!\\)\|")
_TABLE_RULE = re.compile(r"^[\s|:-]*$")
_MARKER = re.compile(r"^\s*[-*•·]\s+(?=\S)")


def find_body(page: Page, known: Known) -> list[str]:
    """The paragraphs of the body, top down. The page's tree is changed on the way and of no use afterwards."""
    tree = page.tree
    for element in list(_misplaced(tree)):
        _drop(element)
    _drop_boxes(tree)
    _drop_other_articles(tree)
    _unfold_tables(tree)
    _join_bodies(tree)
    _drop_promoted_lists(tree)
    _drop_promoted_links(tree)
    _free_posts(tree)
    document = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    text = getattr(document, "text", None) or ""
    return strip_furniture(list(tidy_lines(text)), known)


def find_captions(page: Page) -> frozenset[str]:
    """The captions of the page, normalised: by their element or by the name that the page gives them."""
    named = page.tree.iter("figcaption", "div", "p", "span", "small", "em")
    captions = (e for e in named if e.tag == "figcaption" or names("caption").search(e.get("class") or ""))
    found = [squeeze(element.text_content()) for element in captions]
    return frozenset(normal(text) for text in found if 8 < len(text) < 600)


def find_standfirsts(page: Page) -> frozenset[str]:
    """The lines under the headline that sum the report up, normalised: the body tells the same again.

    They are known by their heading element or the page's name for them, and stand before the first paragraph.
    """
    found: list[str] = []
    for block in page.head():
        heading = block.element.tag in ("h2", "h3", "h4") and 60 <= len(block.text) <= 400 and block.text.endswith(".")
        named = bool(
            names("standfirst").search(" ".join((block.element.get(k) or "") for k in ("class", "id", "itemprop")))
        )
        if heading or (named and len(block.text) >= 40):
            found.append(block.text)
        elif len(block.text) >= PARAGRAPH or len(found) == 2:
            break
    return frozenset(normal(text) for text in found)


def find_link_lines(page: Page) -> frozenset[str]:
    """The lines that are one link as a whole, normalised."""
    return frozenset(normal(b.text) for b in page.blocks if b.link > 0.9)


def tidy_lines(text: str) -> Iterator[str]:
    """Lines of trafilatura's text without list markers and the ruling of tables; cells stand between bars."""
    for line in clean(text).split("\n"):
        row = _TABLE_ROW.match(line)
        if row:
            if _TABLE_RULE.match(line):
                continue
            cells = (cell.replace("\\|", "|").strip() for cell in _CELL_BAR.split(row[1]))
            line = " | ".join(cell for cell in cells if cell)
        line = squeeze(_MARKER.sub("", line))
        if line and not _TABLE_RULE.match(line):
            yield line


def _misplaced(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Captions, and boxes inside paragraphs that show only when the reader points at a name."""
    for element in tree.iter("figcaption", "span", "div", "p", "small"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            element.tag == "figcaption"
            or (names("popup").search(named) and any(a.tag == "p" for a in element.iterancestors()))
            or (
                names("caption").search(named)
                and len(squeeze(element.text_content())) < 600
                and element.find(".//p/..//p") is None
            )
        ):
            yield element


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _unfold_tables(tree: HtmlElement) -> None:
    """Tables that lay out the page (one cell holds most of the text) become plain containers."""
    for element in list(tree.iter("table")):
        size = len(squeeze(element.text_content()))
        cells = [len(squeeze(c.text_content())) for c in element.iter("td")]
        paragraphs = sum(1 for p in element.iter("p", "br") if p.tag == "br" or len(squeeze(p.text_content())) > 60)
        if size > 400 and cells and max(cells) > size * 0.6 and paragraphs >= 2:
            for part in [element, *element.iter("tbody", "thead", "tr", "td", "th")]:
                part.tag = "div"


def _join_bodies(tree: HtmlElement) -> None:
    """Bodies that advertisements split into sisters of one name are put together: the extractor takes only one."""
    by_name: dict[str, list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if names("body").search(name):
            by_name.setdefault(name, []).append(element)
    for parts in by_name.values():
        first, *others = parts
        if not others or any(first in o.iterancestors() for o in others):
            continue
        article = next((a for a in first.iterancestors() if a.tag in ("article", "main")), None)
        if article is None or not all(article in o.iterancestors() for o in others):
            continue
        if len(list(article.iter("h1"))) > 1 or len(others) > 50:
            continue
        for other in others:
            for child in list(other):
                first.append(child)
            _drop(other)


def _drop_boxes(tree: HtmlElement) -> None:
    """Boxes that the page itself names newsletter, related and the like, as long as they hold no body."""
    limit = _largest_box(tree)
    for element in list(tree.iter("div", "section", "aside", "ul", "form", "nav", "footer")):
        named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"[:500]
        if names("box").search(named) and element.getparent() is not None and _is_box(element, limit):
            _drop(element)


def _largest_box(tree: HtmlElement) -> int:
    """Characters of the largest part of a page that may go as a box: less than a third, so that no body goes."""
    return int(len(squeeze(tree.text_content())) * 0.3) + 1


def _is_box(element: HtmlElement, limit: int) -> bool:
    prose = sum(1 for p in element.iter("p") if len(squeeze(p.text_content())) > PARAGRAPH)
    return prose < 2 and element.find(".//h1") is None and len(squeeze(element.text_content())) < limit


def _drop_other_articles(tree: HtmlElement) -> None:
    """Several articles side by side inside another one are other posts, not the parts of it."""
    for outer in list(tree.iter("article")):
        inner = [e for e in outer.iter("article") if e is not outer]
        parents = [e.getparent() for e in inner]
        listed = [e for e in inner if parents.count(e.getparent()) > 1]
        if len(listed) > 1 and not any(e.find(".//h1") is not None for e in listed):
            for element in listed:
                _drop(element)


def _drop_promoted_lists(tree: HtmlElement) -> None:
    """A heading like "More stories" together with the list of links under it."""
    limit = _largest_box(tree)
    for element in list(tree.iter("ul", "ol")):
        before = element.getprevious()
        if before is None or not isinstance(before.tag, str) or element.getparent() is None:
            continue
        words = squeeze(before.text_content())
        items = list(element.iter("li"))
        linked = sum(1 for item in items if item.find(".//a") is not None)
        promoted = len(words) < 80 and (is_foot_heading(words) or _PROMOTED.match(words))
        if promoted and linked >= len(items) * 0.8 and linked and _is_box(element, limit):
            _drop(element)
            _drop(before)


def _free_posts(tree: HtmlElement) -> None:
    """Posts of social media that the report quotes are its body; the frames' names make the extractor drop them."""
    for quote in tree.iter("blockquote"):
        if not names("post").search(quote.get("class") or ""):
            continue
        for element in (quote, *list(quote.iterancestors())[:3]):
            if re.search(
                r"embed|social|widget|twitter|instagram",
                f"{element.get('class') or ''} {element.get('id') or ''}",
                re.I,
            ):
                if element is not quote and len(element.text_content()) > 2 * len(quote.text_content()) + 200:
                    break
                element.attrib.pop("class", None)
                element.attrib.pop("id", None)


def _drop_promoted_links(tree: HtmlElement) -> None:
    """Paragraphs that are one link between paragraphs of prose, and lists of headlines, are the way to other pages.

    Where such paragraphs are more than a third of the prose they head its parts, and stay.
    """
    paragraphs = [p for p in tree.iter("p") if len(squeeze(p.text_content())) > 80]
    links = [
        p for p in tree.iter("p") if _is_link(p) and len(squeeze(p.text_content()).split()) >= 4 and _between_prose(p)
    ]
    heads = len(links) > max(3, len(paragraphs) / 3)
    for element in links:
        text = squeeze(element.text_content())
        if not heads or text.isupper() or _PROMOTED.match(text):
            _drop(element)
    for element in list(tree.iter("ul")):
        if element.getparent() is not None and _is_link(element) and _is_headline_list(element):
            _drop(element)


def _is_link(element: HtmlElement) -> bool:
    text = squeeze(element.text_content())
    return 0 < len(text) < 2000 and sum(len(squeeze(a.text_content())) for a in element.iter("a")) >= len(text) * 0.9


def _is_headline_list(element: HtmlElement) -> bool:
    items = [squeeze(i.text_content()) for i in element.iter("li")]
    return bool(items) and sum(len(i.split()) for i in items) / len(items) >= 5


def _between_prose(element: HtmlElement) -> bool:
    sisters = [s for s in (element.getprevious(), element.getnext()) if s is not None and isinstance(s.tag, str)]
    return any(s.tag == "p" and len(squeeze(s.text_content())) > 80 and not _is_link(s) for s in sisters)
