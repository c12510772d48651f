"""A filled casebook for the tests of the pages that show many reports, and what a person reads of a page."""

from __future__ import annotations

import re
from html import unescape

from accordingto.casebook.copies import link
from accordingto.casebook.store import Casebook
from tests.review import told
from tests.review.conftest import fill


def fill_shown(casebook: Casebook) -> None:
    """The shooting as reports 1 to 3, 3 a copy of 1, with its events; the arrest as reports 4 to 6."""
    fill(casebook, *told.shooting(), *told.custody())
    link(casebook, 3, 1)
    told.put_events(casebook, told.shooting_events())


def main(html: str) -> str:
    """What stands in the page's main part, as it is written."""
    return html.partition("<main")[2].partition("</main>")[0]


def seen(html: str) -> str:
    """What a person reads there: without tags, spaces made one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main(html))).split())
