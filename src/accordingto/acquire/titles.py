"""The headline of a page without the site's name, and the name of the site without the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordingto.acquire.agencies import agency_of_site
from accordingto.acquire.page import Page
from accordingto.acquire.tables import table
from accordingto.acquire.words import normal, squeeze

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|::?|»|«|•|·|>|/|\\)\s+|\s*\|\s*|(?<=\S):\s+(?=\S+\.(?:com|org|net)\b)")
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?$", re.IGNORECASE)
_LONGEST_TITLE = 300
_LONGEST_NAME = 60


def find_publisher(page: Page) -> str | None:
    """The name of the outlet: as the page declares it, else from the end of its title, else its host, else None.

    An agency's own site goes by the agency's name, whatever part of it the page declares.
    """
    if agency := agency_of_site(page.host):
        return agency.name
    for name in _declared_names(page):
        name = squeeze(name)
        if name and len(name) <= _LONGEST_NAME and not name.startswith("@"):
            if not _ADDRESS.match(name):
                return _shortest(name)
            break
    title = _document_title(page)
    shown = page.blocks[page.headline].text if page.headline is not None else ""
    rest = _SEPARATOR.split(title[len(shown) :])[1:] if shown and title.startswith(shown) else []
    if len(rest) == 1 and len(rest[0].split()) <= 4:
        return rest[0]
    compact = page.host.rpartition(".")[0].replace("-", "").replace(".", "")
    parts = _SEPARATOR.split(title)
    for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
        word = normal(part).replace(" ", "")
        if len(word) > 2 and compact and (word in compact or (compact in word and len(compact) > 3)):
            return part
    if not page.host and len(parts) > 1 and _is_name(parts[-1]) and len(parts[0].split()) >= 3:
        return parts[-1]
    return page.host or None


def _is_name(part: str) -> bool:
    words = part.split()
    return len(words) <= 4 and all(w[:1].isupper() or w in ("of", "the", "and", "de") for w in words)


def find_title(page: Page, publisher: str | None) -> str | None:
    """The headline as readers see it where the page's declared titles agree with it, else the declared one; or None."""
    shown = page.blocks[page.headline].text if page.headline is not None else None
    declared = [t for t in (strip_site(squeeze(t), publisher, page.host) for t in _declared_titles(page)) if t]
    if shown and len(shown) <= _LONGEST_TITLE and (not declared or _alike(shown, declared)):
        return strip_site(shown, publisher, page.host)
    return declared[0] if declared else None


def known_titles(page: Page, title: str | None, publisher: str | None) -> frozenset[str]:
    """All forms of the headline, normalised, by which it is known again where it stands in the body."""
    shown = page.blocks[page.headline].text if page.headline is not None else ""
    forms = [title or "", shown, *_declared_titles(page)]
    forms += [strip_site(squeeze(form), publisher, page.host) for form in forms]
    return frozenset(n for n in map(normal, forms) if n)


def strip_site(title: str, publisher: str | None, host: str) -> str:
    """A title without the outlet's name at its end or its beginning."""
    names = {
        normal(publisher).replace(" ", ""),
        host.rpartition(".")[0].replace("-", "").replace(".", ""),
        host.replace(".", ""),
    }
    names = {n for n in names if len(n) > 2}
    separators = list(_SEPARATOR.finditer(title))
    for match in reversed(separators):
        word = normal(title[match.end() :]).replace(" ", "")
        if word in names or any(len(n) > 4 and (word.startswith(n) or n.startswith(word)) for n in names if word):
            return strip_site(title[: match.start()].strip(), publisher, host) or title
    if separators and normal(title[: separators[0].start()]).replace(" ", "") in names:
        return title[separators[0].end() :].strip() or title
    return title


def _declared_names(page: Page) -> Iterator[str]:
    yield from page.metas.get("og:site_name", ())[:1]
    linked = page.linked
    for node in (linked.article, linked.page):
        yield from (name for _, name in linked.names(node.get("publisher"))[:1])
    for key in table("pages")["publisher_metas"]:
        yield from page.metas.get(key, ())[:1]


def _shortest(name: str) -> str:
    """ "The Courier - news, sport and more" without its slogan."""
    first, *rest = _SEPARATOR.split(name)
    return first if rest and len(" ".join(rest).split()) > 2 else name


def _declared_titles(page: Page) -> Iterator[str]:
    for key in table("pages")["title_metas"]:
        yield from page.metas.get(key, ())[:1]
    headline = page.linked.text(page.linked.article, "headline")
    if headline and len(headline) <= _LONGEST_TITLE:
        yield headline
    yield _document_title(page)


def _document_title(page: Page) -> str:
    element = page.tree.find(".//title")
    return squeeze(element.text_content())[:_LONGEST_TITLE] if element is not None else ""


def _alike(shown: str, declared: list[str]) -> bool:
    """Whether the shown headline shares half of its words with one that is declared, or reads like one."""
    words = set(normal(shown).split())
    best = max((len(words & set(normal(d).split())) / max(1, len(words)) for d in declared), default=0.0)
    return best >= 0.5 or (len(words) >= 5 and normal(shown) not in table("furniture")["headings"])
