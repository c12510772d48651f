"""Who wrote the report: the persons of a byline, without agencies, desks, roles and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from accordingto.acquire.agencies import agency_named
from accordingto.acquire.dates import find_date_words
from accordingto.acquire.tables import names, table
from accordingto.acquire.words import normal, squeeze

if TYPE_CHECKING:  # a plain text needs the names alone, not the half second that trafilatura takes to import
    from accordingto.acquire.markup import Block
    from accordingto.acquire.page import Page


MAX_NAMES = 30
"""More names than this are a list of something else (papers of physics apart)."""

_LABEL = re.compile(
    r"^\W*(?:(?:story|text|words|article|posted|written|reported|authored|reporting|compiled|edited and written|report|"
    r"published|submitted|insights|analysis|opinion|review|photos and text)\s+(?:by|from)|by|author|authors|writer|"
    r"reporter|(?:posted|written)\s*by)\b\s*:?\s*", re.IGNORECASE
)  # fmt: skip
_CUT = re.compile(
    r"\s+(?:in|at|for|from)\s+(?=[A-Z])|\s+(?:\||•|·|⋅|—|–|-)\s+|\s*[|•·⋅]\s*|"
    r"(?<=[a-z]{3})\.\s+(?=[A-Z]).*|\s+(?:via|updated|published|posted|last updated|on)\b.*|"
    r"\s*\(.*?\)|\bwith\b.*|\s+is\s+an?\b.*|\d+\s*min(?:ute)?s?\b.*", re.IGNORECASE
)  # fmt: skip
_SEPARATE = re.compile(r"\s*(;|,|&|\band\b|\n|/)\s*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?:\s+[^\W\d_][\w'’.\-]*){0,5}")
_BY_WITHIN = re.compile(r"(?:^|[\s|•·,⋅])(?:[Ww]ritten\s|[Ww]ords\s|[Tt]ext\s)?[Bb][Yy]:?\s+(?P<name>[A-Z].{2,80})")
_LABEL_ALONE = re.compile(
    r"(?:written|posted|words|story|article|text)?\s*by:?|authors?:?|contributors?:?|writer:?|byline:?", re.IGNORECASE
)
MAX_MARKED = 8
"""More elements that a page calls authors are a list of its writers."""
_LONGEST = 120
"""Characters of the longest line that can be a byline: one with five names and a city."""


def find_byline(page: Page, publisher: str | None) -> tuple[str, ...]:
    """The persons who wrote the page's report, as named; empty where none is named."""
    for texts in _candidates(page):
        found = persons(texts, publisher, page.host)
        if found:
            return found
    return ()


def persons(texts: Iterable[str], publisher: str | None = None, host: str = "") -> tuple[str, ...]:
    """The names of persons in byline texts, each once, in order."""
    found: dict[str, str] = {}
    for text in texts:
        for name in split_names(text):
            name = _without(name, publisher)
            if is_person(name, publisher, host):
                found.setdefault(name.lower(), name)
    if len(found) > 1 and publisher:
        found.pop(publisher.lower(), None)
    return tuple(found.values()) if len(found) <= MAX_NAMES else ()


def split_names(text: str) -> Iterator[str]:
    """The parts of a byline that may be names: "By Jane Doe and Li Wei in Beirut" gives Jane Doe and Li Wei."""
    text = squeeze(re.sub(r"<[^<>]*>", " ", text))[:600]
    if re.match(r"https?://|www\.|@|[\w.]+@", text):
        return
    date = find_date_words(text)
    if date:
        text = text[: date.start]
    text = re.sub(r"\b[\w.]+@[\w.]+\b|@\w+", "", text)
    text = _LABEL.sub("", text)
    full = role = False
    parts = [",", *_SEPARATE.split(text)]
    for separator, part in zip(parts[::2], parts[1::2], strict=True):
        name = _clean(_CUT.split(part)[0])
        if not name or (separator == "," and (role or (full and " " not in name))):
            continue  # a role, place or outlet behind a name
        role = full and bool(set(normal(name).split()) & _roles())
        full = full or " " in name or agency_named(name) is not None
        yield name


def is_person(name: str, publisher: str | None, host: str) -> bool:
    """Whether a name reads like a person's: letters only, no word of organisations, not the site's own name."""
    words = normal(name).split()
    raw = name.split()
    if not words or len(words) > 6 or len(name) < 3 or not _NAME.fullmatch(name) or agency_named(name):
        return False
    if set(words) & _organisations() or (
        "." in name.strip(".") and re.search(r"\.(?:com|org|net|io|co)\b", name.lower())
    ):
        return False
    compact, site = "".join(words), host.rpartition(".")[0].replace("-", "").replace(".", "")
    if len(raw) == 1 and (compact in site or (publisher and words[0] in normal(publisher).split()) or name.isupper()):
        return False
    if words[0] == "the" or (len(raw) > 1 and len(raw[0]) > 2 and raw[0].isupper() and not name.isupper()):
        return False  # "The Water Coolest", "CBS Detroit"
    if words[0] in _roles() or (len(words) > 1 and words[-1] in _roles()):
        return False
    if len(raw) == 1:
        return not re.search(r"[-_\d]", name) or name[:1].isupper()
    return (
        all(
            w[:1].isupper() or re.split("[-'’.]", w.lower())[0] in table("bylines")["particles"] or not w[:1].isascii()
            for w in raw
        )
        or name.islower()
    )


def _clean(name: str) -> str:
    name = _LABEL.sub("", name).strip(' .,:;|-–—•·*"“”')
    words = name.split()
    while words and words[0].strip(".").lower() in table("bylines")["titles"] and len(words) > 1:
        words.pop(0)
    while len(words) > 2 and words[-1].strip(".").lower().replace(".", "") in table("bylines")["suffixes"]:
        words.pop()
    while len(words) > 2 and words[-1].lower() in _roles():
        words.pop()
    name = " ".join(words)
    return name.title() if name.isupper() and len(words) > 1 else name


def _without(name: str, publisher: str | None) -> str:
    """ "Brian Truitt USA TODAY" without the outlet at its end."""
    if publisher and len(name) > len(publisher) and name.lower().endswith(" " + publisher.lower()):
        return name[: -len(publisher)].strip()
    return name


@cache
def _organisations() -> frozenset[str]:
    return frozenset(w.strip(".") for w in table("bylines")["organisations"])


@cache
def _roles() -> frozenset[str]:
    return frozenset(table("bylines")["roles"])


def _candidates(page: Page) -> Iterator[list[str]]:
    linked = page.linked
    yield [name for _, name in linked.names(linked.article.get("author"))]
    for name in table("pages")["author_metas"]:
        yield list(page.metas.get(name, ()))
    yield [name for _, name in linked.names(linked.page.get("author"))]
    if re.match(r"written|by|author", (page.meta("twitter:label1") or "").lower()):
        yield list(page.metas.get("twitter:data1", ()))
    yield from _marked(page, names("author"))
    yield from _spoken(page)
    yield from _marked(page, names("byline"))
    yield [name for _, name in linked.names(linked.article.get("creator"))]


def _head(page: Page) -> tuple[Block, ...]:
    first = page.headline or 0
    return (*page.head(), *page.blocks[max(0, first - 4) : first])


def _marked(page: Page, pattern: re.Pattern[str]) -> Iterator[list[str]]:
    """Elements that the page's own names call an author: those of the head together, then one alone elsewhere."""
    above = [(b.element, *list(b.element.iterancestors())[:2]) for b in _head(page)]
    head = {id(e) for elements in above for e in elements if len(squeeze(e.text_content())) <= _LONGEST}
    near: list[str] = []
    far: dict[str, str] = {}
    for element in page.tree.iter("a", "span", "div", "p", "address", "strong", "em", "li", "h3", "h4", "h5", "cite"):
        own = " ".join((element.get(k) or "") for k in ("class", "id", "itemprop", "rel", "data-testid")).lower()
        if not pattern.search(own) or names("other_names").search(own):
            continue
        text = squeeze(element.text_content()) if len(element) < 12 else ""
        if not 2 < len(text) <= _LONGEST:
            continue
        parent = element.getparent()
        if any(id(e) in head for e in (element, parent, *element.iter())):
            near.append(text)
        elif not names("other_names").search(
            " ".join((e.get("class") or "") for e in list(element.iterancestors())[:4]).lower()
        ):
            far.setdefault(text.lower(), text)
    yield _innermost(near) if len(near) <= MAX_MARKED else []
    if len(far) <= 3:
        yield _innermost(list(far.values())[:1])


def _innermost(texts: list[str]) -> list[str]:
    """Without texts that hold another one: a byline's frame repeats the names inside it."""
    return [t for t in texts if not any(o != t and len(o) > 3 and o in t for o in texts)]


def _spoken(page: Page) -> Iterator[list[str]]:
    """Lines of the head that say "By Jane Doe", and names behind a line that is only "Written by"."""
    blocks = page.head()
    for block, after in zip_longest(blocks, blocks[1:]):
        if len(block.text) > _LONGEST or block.text.endswith((".", "?", "!")):
            continue
        if match := _BY_WITHIN.search(block.text):
            yield [match["name"]]
        elif match := re.match(r"(?:contributors?|authors?|reporters?)\s*:\s*(.+)", block.text, re.IGNORECASE):
            yield [match[1]]
        elif after and _LABEL_ALONE.fullmatch(block.text) and len(after.text) <= _LONGEST:
            yield [after.text]
