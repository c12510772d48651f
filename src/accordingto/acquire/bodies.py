"""The body of a page: trafilatura's, on a tree that is mended before, without the furniture that it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import trafilatura
from lxml.html import HtmlElement

from accordingto.acquire.decoding import clean
from accordingto.acquire.furniture import Known, strip_furniture
from accordingto.acquire.markup import squeeze
from accordingto.acquire.page import PARAGRAPH, Page, normal

_POPUP = re.compile(
    r"(?:rollover|popover|pop-?up|tooltip|hover-?card)[\w-]*(?:block|content|body|box|inner|text)", re.I
)
_CAPTION = re.compile(
    r"caption|photo-?credit|image-?credit|img-?credit|media-?credit|credit-?line|wp-caption-text|imagecredit", re.I
)
_BODY = re.compile(
    r"article(?:-|__|_)?body|story-?body|entry-content|post-?content|article-?content|article-?text|body__container",
    re.I,
)
_PROMOTED = re.compile(
    r"^(?:related|read more|see more|see also|also read|read also|more|don.t miss|watch|must read|recommended|you may)\b",
    re.I,
)
_TABLE_ROW = re.compile(r"^\s*\|(.*)\|?\s*$")
_TABLE_RULE = re.compile(r"^[\s|:-]*$")
_MARKER = re.compile(r"^\s*[-*•·]\s+(?=\S)")


def find_body(page: Page, known: Known) -> list[str]:
    """The paragraphs of the body, top down. The page's tree is changed on the way and of no use afterwards."""
    tree = page.tree
    for element in list(_misplaced(tree)):
        _drop(element)
    _unfold_tables(tree)
    _join_bodies(tree)
    _drop_promoted_links(tree)
    document = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    text = getattr(document, "text", None) or ""
    return strip_furniture(list(tidy_lines(text)), known)


def find_captions(page: Page) -> frozenset[str]:
    """The captions of the page, normalised: by their element or by the name that the page gives them."""
    found = [squeeze(e.text_content()) for e in page.tree.iter("figcaption")]
    for element in page.tree.iter("div", "p", "span", "small", "em"):
        if _CAPTION.search(element.get("class") or ""):
            found.append(squeeze(element.text_content()))
    return frozenset(normal(text) for text in found if 8 < len(text) < 600)


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
            line = " | ".join(cell.strip() for cell in row[1].strip("|").split("|") if cell.strip())
        line = squeeze(_MARKER.sub("", line))
        if line and not _TABLE_RULE.match(line):
            yield line


def _misplaced(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Captions, and boxes inside paragraphs that show only when the reader points at a name."""
    for element in tree.iter("figcaption", "span", "div", "p", "small"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "figcaption":
            yield element
        elif _POPUP.search(names) and any(a.tag == "p" for a in element.iterancestors()):
            yield element
        elif (
            _CAPTION.search(names) and len(squeeze(element.text_content())) < 600 and element.find(".//p/..//p") is None
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
        paragraphs = sum(1 for p in element.iter("p", "br") if p.tag == "br" or len(p.text_content()) > PARAGRAPH)
        if size > 600 and cells and max(cells) > size * 0.6 and paragraphs >= 2:
            for part in [element, *element.iter("tbody", "thead", "tr", "td", "th")]:
                part.tag = "div"


def _join_bodies(tree: HtmlElement) -> None:
    """Bodies that advertisements split into sisters of one name are put together: the extractor takes the first alone."""
    by_name: dict[str, list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if _BODY.search(name):
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


def _drop_promoted_links(tree: HtmlElement) -> None:
    """Paragraphs that are one link between paragraphs of prose, and lists of headlines, are the way to other pages."""
    for element in list(tree.iter("p", "ul", "h2", "h3", "h4", "h5")):
        text = squeeze(element.text_content())
        if not text or len(text) > 2000 or element.getparent() is None:
            continue
        linked = sum(len(squeeze(a.text_content())) for a in element.iter("a"))
        if linked < len(text) * 0.9:
            continue
        if element.tag == "ul" and _is_headline_list(element):
            _drop(element)
        elif element.tag == "p" and len(text.split()) >= 4 and _between_prose(element):
            _drop(element)


def _is_headline_list(element: HtmlElement) -> bool:
    items = [squeeze(i.text_content()) for i in element.iter("li")]
    before = element.getprevious()
    promoted = before is not None and isinstance(before.tag, str) and _PROMOTED.match(squeeze(before.text_content()))
    return bool(items) and (bool(promoted) or sum(len(i.split()) for i in items) / len(items) >= 5)


def _between_prose(element: HtmlElement) -> bool:
    sisters = [s for s in (element.getprevious(), element.getnext()) if s is not None and isinstance(s.tag, str)]
    return any(s.tag == "p" and len(squeeze(s.text_content())) > 80 for s in sisters)
