"""A page laid open: its tree, meta elements, JSON-LD and blocks, once, for all the rules that look for facts in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from accordingto.acquire.dates import Locale
from accordingto.acquire.linked import LinkedData, read_linked_data
from accordingto.acquire.markup import Block, find_blocks
from accordingto.acquire.tables import names
from accordingto.acquire.words import host_of, normal, squeeze

HEAD_BLOCKS = 25
"""Blocks below the headline in which byline, dateline and date stand, unless the body begins earlier."""
PARAGRAPH = 200
"""Characters from which a block that is no link is taken for a paragraph of the body."""


@dataclass(frozen=True, slots=True)
class Page:
    """All that the rules look at. `headline`: index of the block that is the headline, None where none was found."""

    tree: HtmlElement
    metas: dict[str, tuple[str, ...]]
    linked: LinkedData
    blocks: tuple[Block, ...]
    headline: int | None
    url: str | None
    locale: Locale

    @property
    def host(self) -> str:
        """The host of the page's own address, without ``www.``; empty where no address is told."""
        return host_of(self.url)

    def meta(self, *names: str) -> str | None:
        """The first content among the meta elements of these names, in the order of the names."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    def head(self) -> tuple[Block, ...]:
        """The blocks from the headline to the second paragraph of the body: where a page says who and when."""
        if self.headline is None:
            return ()
        found: list[Block] = []
        paragraphs = 0
        for block in self.blocks[self.headline + 1 : self.headline + 1 + HEAD_BLOCKS]:
            found.append(block)
            paragraphs += len(block.text) >= PARAGRAPH and block.link < 0.5
            if paragraphs == 2:
                break
        return tuple(found)


def lay_open(tree: HtmlElement, saved_from: str | None = None) -> Page:
    """The facts of a parsed page. The tree is not changed. saved_from: the address that the saving program noted."""
    metas = _read_metas(tree)
    linked = read_linked_data(tree)
    blocks = tuple(find_blocks(tree))
    url = _find_url(tree, metas, linked, saved_from)
    language = tree.get("lang") or (metas.get("og:locale") or ("",))[0]
    return Page(
        tree, metas, linked, blocks, _find_headline(tree, metas, blocks), url, Locale.of(language, host_of(url))
    )


def _read_metas(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    metas: dict[str, tuple[str, ...]] = {}
    for element in tree.iter("meta"):
        content = squeeze(element.get("content"))
        if content:
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                name = (element.get(attribute) or "").strip().lower()
                if name:
                    metas[name] = (*metas.get(name, ()), content)
    return metas


def _find_url(
    tree: HtmlElement, metas: dict[str, tuple[str, ...]], linked: LinkedData, saved_from: str | None
) -> str | None:
    canonical = [e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    told = [*canonical[:1], *metas.get("og:url", ())[:1], *metas.get("twitter:url", ())[:1]]
    told += [linked.text(linked.article, key) for key in ("url", "mainEntityOfPage")]
    for url in (*told, saved_from):
        url = (url or "").strip()
        url = f"https:{url}" if url.startswith("//") else url
        if re.match(r"https?://[^\s/]+", url, re.IGNORECASE) and len(url) < 2000 and host_of(url):
            return url
    return None


def _find_headline(tree: HtmlElement, metas: dict[str, tuple[str, ...]], blocks: tuple[Block, ...]) -> int | None:
    """The block that repeats the page's title, the headings of the first rank first."""
    element = tree.find(".//title")
    title = normal(element.text_content() if element is not None else "")
    known = [normal(t) for name in ("og:title", "twitter:title", "title") for t in metas.get(name, ())[:1]]
    known = [k for k in (*known, title) if k]
    ranks: dict[int, list[int]] = {0: [], 1: [], 2: [], 3: []}
    for index, block in enumerate(blocks):
        text = normal(block.text)
        if not text or len(text) > 400:
            continue
        heading = _heading(block.element)
        same = any(text == k or (min(len(text), len(k)) > 20 and (text in k or k in text)) for k in known)
        if same and heading == 1:
            return index
        if heading == 1:
            ranks[3 if "logo" in block.hints or len(text) < 12 else 1].append(index)
        elif same and len(text) > 15:
            ranks[0 if heading else 2].append(index)
        elif len(text.split()) >= 4 and block.link < 0.5 and names("title").search(own_names(block.element)):
            ranks[3].append(index)
    return next((found[0] for found in ranks.values() if found), None)


def own_names(element: HtmlElement) -> str:
    """The class, id and itemprop of an element."""
    return " ".join((element.get(key) or "") for key in ("class", "id", "itemprop"))


def _heading(element: HtmlElement | None) -> int:
    for _ in range(3):
        if element is None:
            return 0
        if re.fullmatch(r"h[1-6]", str(element.tag)):
            return int(element.tag[1])
        element = element.getparent()
    return 0
