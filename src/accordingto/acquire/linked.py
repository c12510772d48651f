"""What a page says of itself in JSON-LD (schema.org): the article, its publisher, authors and dates."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

_ARTICLES = re.compile(r"article|posting|report|review|scholarly|techarticle|newsitem|opinion", re.IGNORECASE)
_NO_ARTICLES = re.compile(r"comment|socialmedia|discussion|aggregate|claim", re.IGNORECASE)
_PAGES = re.compile(r"webpage|itempage|collectionpage|videoobject", re.IGNORECASE)
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
"""Where the page's own article may lie; other properties hold other pages' articles, comments, list items."""
_MAX_NODES = 5_000
_MAX_SCRIPT = 2_000_000
_COMMENT = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|-->\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The nodes that describe this page. `article` and `page` are empty where there is none."""

    article: Node = field(default_factory=dict)
    page: Node = field(default_factory=dict)
    by_id: dict[str, Node] = field(default_factory=dict)

    def text(self, node: Node, key: str) -> str | None:
        """A property that is a plain string, None otherwise."""
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        return value.strip() if isinstance(value, str) and value.strip() else None

    def names(self, value: Any) -> list[tuple[str, str]]:
        """(schema.org type, name) of each person or organisation in `value`; references are followed."""
        found: list[tuple[str, str]] = []
        for item in (value if isinstance(value, list) else [value])[:100]:
            if isinstance(item, str):
                found.append(("", item))
            elif isinstance(item, dict):
                known = self.by_id.get(str(item.get("@id")), {})
                name = item.get("name") or known.get("name")
                kind = type_of(item) or type_of(known)
                several = name if isinstance(name, list) else [name]
                found += [(kind, one.strip()) for one in several if isinstance(one, str) and one.strip()]
        return found

    @property
    def is_news(self) -> bool:
        """Whether the publisher declares a news article."""
        return "news" in type_of(self.article).lower() or "reportage" in type_of(self.article).lower()


def read_linked_data(tree: HtmlElement) -> LinkedData:
    """The JSON-LD of the page; scripts that are not JSON are passed over."""
    nodes: list[Node] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        text = script.text
        if "ld+json" in kind and text and len(text) <= _MAX_SCRIPT:
            nodes.extend(_own_nodes(_load(text)))
    by_id = {str(n["@id"]): n for n in nodes if "@id" in n and len(n) > 1}
    article = next((n for n in nodes if _is_article(n) and _is_dated(n)), None)
    article = article or next((n for n in nodes if _is_article(n)), {})
    page = next((n for n in nodes if _PAGES.search(type_of(n)) and _is_dated(n)), {})
    return LinkedData(article, page, by_id)


def type_of(node: Node) -> str:
    """The schema.org type of a node; several are joined."""
    kind = node.get("@type")
    return " ".join(str(k) for k in kind) if isinstance(kind, list) else str(kind or "")


def _is_article(node: Node) -> bool:
    return bool(_ARTICLES.search(type_of(node)) and not _NO_ARTICLES.search(type_of(node)))


def _is_dated(node: Node) -> bool:
    return isinstance(node.get("datePublished"), str)


def _load(text: str) -> Any:
    text = _COMMENT.sub("", text).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _own_nodes(data: Any) -> Iterator[Node]:
    waiting, seen = deque([data]), 0
    while waiting and seen < _MAX_NODES:
        item = waiting.popleft()
        seen += 1
        if isinstance(item, list):
            waiting.extend(item[:_MAX_NODES])
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in _INSIDE if isinstance(item.get(key), dict | list))
