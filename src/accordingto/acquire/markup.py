"""HTML to a tree that is bounded in size and depth, and to the blocks of text that a reader sees, in order."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura.utils import load_html

from accordingto.acquire.tables import table
from accordingto.acquire.words import squeeze

MAX_MARKUP = 2_500_000
"""Characters of markup without scripts, styles and inlined files that are laid out. Each million of the worst kind (of
lines that end in <br>) costs trafilatura 2 s and 200 MB; the largest page of the benchmarks has 0.6 million."""
MAX_ATTRIBUTE = 1_000
"""Characters of a class or id that are looked at."""
MAX_BLOCKS = 20_000

_NOISE = ("script", "style", "svg", "noscript", "template", "!--")
_SAVED = re.compile(r"<!--(?:[^>]{0,200}?)(?:saved from url=\(\d+\)|SingleFile\s+url:\s*)(https?://[^\s<>]+)")
_BREAK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|article|section|blockquote|header|footer|dd|dt)\b[^<>]*>", re.I
)
_INLINED = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%]{100,}")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")

_QUIETED = ("trafilatura", "htmldate", "justext", "readability", "courlan", "charset_normalizer")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that a reader sees as one paragraph or line. `link`: share of its characters that are link text.

    hints: tag names, classes and ids of the element and the few above it, lower case, for rules on a page's own names.
    """

    element: HtmlElement
    text: str
    link: float
    hints: str


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps the libraries' log lines about broken pages out of the caller's log while a page is read."""
    loggers = [logging.getLogger(name) for name in _QUIETED]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def parse(markup: str) -> HtmlElement | None:
    """The tree of a page; None where it is too large to lay out or no HTML at all."""
    if len(markup) > MAX_MARKUP:
        markup = drop_elements(_INLINED.sub("", markup), _NOISE, keep="ld+json")
        if len(markup) > MAX_MARKUP:
            return None
    tree = load_html(markup)
    if not isinstance(tree, HtmlElement):
        return None
    for element in tree.iter():
        for name in ("class", "id"):
            if len(element.get(name) or "") > MAX_ATTRIBUTE:
                element.set(name, element.get(name)[:MAX_ATTRIBUTE])
    return tree


def saved_from(markup: str) -> str | None:
    """The address that a browser or SingleFile noted in a comment when it saved the page."""
    found = _SAVED.search(markup[:5_000])
    return found[1] if found else None


def strip_markup(markup: str) -> list[str]:
    """The lines of text between the tags, in linear time, for pages that cannot be laid out."""
    text = _BREAK.sub("\n", drop_elements(markup, (*_NOISE, "head", "iframe", "object")))
    lines = (squeeze(html.unescape(_TAG.sub("", line))) for line in text.split("\n"))
    return [line for line in lines if line]


def drop_elements(markup: str, names: Iterable[str], keep: str | None = None) -> str:
    """`markup` without the elements of these names ("!--" for comments); one pass a name, whatever the markup.

    keep: words in an element's first tag that save it.
    """
    for name in names:
        lower, kept, position = markup.lower(), [], 0
        start, end = f"<{name}", "-->" if name == "!--" else f"</{name}"
        while (opening := lower.find(start, position)) >= 0:
            closing = lower.find(end, opening)
            after = len(markup) if closing < 0 else lower.find(">", closing) + 1 or len(markup)
            saved = keep is not None and keep in lower[opening : opening + 200]
            kept.append(markup[position : after if saved else opening])
            position = after
        kept.append(markup[position:])
        markup = " ".join(kept)
    return markup


def find_blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of text in document order; scripts, forms' fields and hidden parts are left out."""
    of_blocks = frozenset(table("pages")["block_elements"])
    blocks: list[Block] = []
    parts: list[str] = []
    linked = depth = 0
    owner = tree

    def close() -> None:
        nonlocal linked
        text = squeeze("".join(parts))
        if text:
            blocks.append(Block(owner, text, min(1.0, linked / len(text)), hints(owner)))
        parts.clear()
        linked = 0

    def add(text: str | None, element: HtmlElement) -> None:
        nonlocal linked, owner
        if text and not text.isspace():
            if not parts:
                owner = element
            parts.append(text)
            linked += len(squeeze(text)) if depth else 0
        elif text and parts:
            parts.append(" ")

    for event, element in _walk(tree):
        if event == "skip":
            add(element.tail, element.getparent())
            continue
        block = element.tag in of_blocks
        if block or element.tag == "br":
            close()
        if event == "start":
            depth += element.tag == "a"
            add(element.text, element)
        else:
            depth -= element.tag == "a"
            parent = element.getparent()
            add(element.tail, element if parent is None else parent)
        if len(blocks) >= MAX_BLOCKS:
            break
    close()
    return blocks


def _walk(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Start and end of each element without recursion; what a reader does not see only ends (its tail is seen)."""
    skipped = frozenset(table("pages")["skipped_elements"])
    stack: list[tuple[HtmlElement, Iterator[HtmlElement]]] = [(tree, iter(tree))]
    yield "start", tree
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield "end", element
        elif not isinstance(child.tag, str) or child.tag in skipped or _is_hidden(child):
            yield "skip", child
        else:
            yield "start", child
            stack.append((child, iter(child)))


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style") or ""
    streamed = (element.get("id") or "").startswith("S:")  # React sends the page in hidden parts and shows them later
    return (element.get("hidden") is not None and not streamed) or "display:none" in style.replace(" ", "").lower()


def hints(element: HtmlElement, levels: int = 3) -> str:
    """Tag names, classes, ids and itemprops of `element` and the ones above it, lower case."""
    words: list[str] = []
    current: HtmlElement | None = element
    for _ in range(levels):
        if current is None or current.tag in ("body", "html", "main", "article"):
            break
        words.append(
            f"{current.tag} " + " ".join((current.get(k) or "")[:200] for k in ("class", "id", "itemprop", "rel"))
        )
        current = current.getparent()
    return " ".join(words).lower()
