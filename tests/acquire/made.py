"""Pages for tests of this folder, built from parts."""

from __future__ import annotations

from accordingto.acquire.incoming import Incoming
from accordingto.acquire.pages import read_page
from accordingto.types import Report

FIRST = "Peru has thanked Bolivia for supporting its crackdown on informal mining camps along their common border."
MIDDLE = (
    "Peruvian soldiers are holding more than 800 miners and their families at a barracks near the town of Juliaca, "
    "according to estimates cited by a United Nations panel that visited the district in the spring of the year."
)
LAST = "In March, a judge refused to extradite a clerk whose testimony described a secret ledger of the detained."
BODY = (FIRST, MIDDLE, LAST)
TITLE = "Peru thanks Bolivia for backing of mine crackdown"


def markup(head: str = "", top: str = "", body: str = "", foot: str = "", lang: str = "en") -> str:
    """A page; `body` is the paragraphs' markup, by default those of BODY."""
    body = body or "".join(f"<p>{text}</p>" for text in BODY)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{TITLE} | The Courier</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a> <a href='/world'>World</a></nav><main><article><h1>{TITLE}</h1>{top}{body}"
        f"</article>{foot}</main></body></html>"
    )


def read(text: str | bytes, name: str = "page.html") -> Report:
    """The Report of a page's markup."""
    data = text if isinstance(text, bytes) else text.encode()
    return read_page(Incoming(name, data, "text/html"))
