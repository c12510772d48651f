"""Every page of the application by its route, and what a page must be for every reader; no route can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from accordingto.review.routes import ROUTES

PAGES: Mapping[str, tuple[str, ...]] = {
    "/": ("/",),
    "/reports/{number}": ("/reports/1", "/reports/7", "/reports/8"),
    "/work": ("/work",),
    "/work/next": ("/work/next",),
    "/work/adjudicate/{number}": ("/work/adjudicate/7",),
    "/work/agreement": ("/work/agreement",),
    "/team": ("/team",),
    "/events": ("/events", "/events?words=xylophone"),
    "/events/{key}": ("/events/e1",),
    "/search": ("/search", "/search?words=harvan", "/search?words=xylophone", "/search?since=2021-13-01"),
    "/actors": ("/actors",),
    "/actors/party": ("/actors/party?name=interior+ministry", "/actors/party?name=Lina+Sabri"),
    "/actors/compare": ("/actors/compare?one=Harvan+Monitor&other=interior+ministry", "/actors/compare?one=x&other=x"),
    "/cases": ("/cases",),
    "/cases/person": ("/cases/person?name=Lina+Sabri",),
    "/cases/place": ("/cases/place?name=Harvan&country=SY",),
    "/journal": ("/journal",),
    "/codebook": ("/codebook", "/codebook?words=arrest"),
    "/export": ("/export", "/export?unreviewed=yes&country=SY", "/export?since=never"),
}
"""By route its addresses in a casebook that has something on each page."""
ELSEWHERE = {"/enter": "the door", "/account": "a team", "/jobs/{number}": "progress"}
"""Pages that need more than a full casebook, and their test in `test_every_page.py`."""
PARTS = {"/reports/{number}/items/{key}", "/reports/{number}/items/{key}/edit", "/reports/{number}/items/{key}/line",
         "/reports/{number}/paragraphs"}  # fmt: skip
"""Pieces of the report page, which are looked at inside it."""
EMPTY = tuple(route for route in PAGES if "{" not in route and route != "/cases/person" and route != "/cases/place"
              and route != "/actors/party")  # fmt: skip
"""Pages that an empty casebook has too."""

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
CONTROLS = {"button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "spinbutton",
            "DisclosureTriangle", "Date", "slider", "meter", "progressbar", "dialog", "img", "figure"}  # fmt: skip
"""Roles that say nothing without a name."""


def routes() -> set[str]:
    """The routes of all pages that are looked at."""
    looked = {r.path for r in ROUTES if "GET" in (getattr(r, "methods", None) or ())}  # type: ignore[attr-defined]
    return {path for path in looked if not path.startswith("/api/")}


def faults(page: Page) -> list[str]:
    """All that is wrong with the page that is open: axe in light and dark, 320 pixels, what a screen reader is told."""
    page.evaluate("for (const d of [...document.querySelectorAll('main details')].slice(0, 30)) d.open = true")
    found = [*_axe(page, RULES), *told(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in _axe(page, CONTRAST)]
    page.emulate_media(color_scheme="light")
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 320:
        found.append(f"{width} pixels wide at 320")
    if size:
        page.set_viewport_size(size)
    return found


def _axe(page: Page, rules: Mapping[str, Any]) -> list[str]:
    violations = Axe().run(page, options=dict(rules)).response["violations"]
    return [f"{v['id']}: {n['target']} {n['failureSummary'][:200]}" for v in violations for n in v["nodes"]]


def tree(page: Page) -> list[dict[str, Any]]:
    """Chromium's accessibility tree as a screen reader goes through it: nodes with role, name and description."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    known, found, waiting = {n["nodeId"]: n for n in nodes}, [], [nodes[0]["nodeId"]]
    while waiting:
        node = known.get(waiting.pop())
        if node is not None:
            waiting += reversed(node.get("childIds", ()))
            found += [] if node.get("ignored") else [_node(node)]
    return found


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    told = {p["name"]: p["value"].get("value") for p in node.get("properties", ())}
    return {"role": node["role"]["value"], "name": node.get("name", {}).get("value", "").strip(),
            "description": node.get("description", {}).get("value", ""), **told}  # fmt: skip


def told(page: Page) -> Iterator[str]:
    """What is wrong with what a screen reader is told: controls without a name, headings and landmarks out of order."""
    nodes = tree(page)
    yield from (f"a {n['role']} without a name" for n in nodes if n["role"] in CONTROLS and not n["name"])
    levels = [int(n["level"]) for n in nodes if n["role"] == "heading"]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"headings begin {levels[:3]}, with {levels.count(1)} of the first level"
    yield from (f"a heading {b} after {a}" for a, b in pairwise(levels) if b > a + 1)
    yield from (f"an empty heading {n['level']}" for n in nodes if n["role"] == "heading" and not n["name"])
    if (mains := sum(n["role"] == "main" for n in nodes)) != 1:
        yield f"{mains} main landmarks"
    regions = [
        (n["role"], n["name"]) for n in nodes if n["role"] in ("navigation", "region", "form", "search") if n["name"]
    ]
    yield from (f"two {role}s {name!r}" for role, name in sorted(set(regions)) if regions.count((role, name)) > 1)
    if not page.evaluate("document.documentElement.lang") or not page.title():
        yield "no language, or no title"
