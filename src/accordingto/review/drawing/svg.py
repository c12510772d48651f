"""The few elements of which all pictures are made; whatever is put into them is escaped, looks come from classes."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

WIDTH = 720
"""Units of a picture's width; one unit is one pixel where the page has room."""

_PICTURE = Markup(
    '<svg class="picture {css}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
    'role="group" aria-label="{label}">{inner}</svg>'
)
_TEXT = Markup('<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{turned}>{words}</text>')
_LINE = Markup('<line class="{css}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')
_CIRCLE = Markup('<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>')
_BOX = Markup('<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r}"/>')
_PATH = Markup('<path class="{css}" d="{d}"/>')
_LINK = Markup('<a href="{to}" aria-label="{label}"><title>{label}</title>{inner}</a>')
_GROUP = Markup('<g role="img" aria-label="{label}"><title>{label}</title>{inner}</g>')


def join(parts: Iterable[Markup]) -> Markup:
    """Several elements one after the other."""
    return Markup("").join(parts)


def picture(css: str, label: str, height: float, parts: Iterable[Markup], width: float = WIDTH) -> Markup:
    """A whole picture; label: what a screen reader says of it before it reads the marks."""
    return _PICTURE.format(css=css, w=round(width), h=round(height), label=label, inner=join(parts))


def words(x: float, y: float, told: str, css: str = "label", anchor: str = "start") -> Markup:
    """Text; names may be written from right to left, so that each keeps its own direction."""
    return _TEXT.format(css=css, x=x, y=y, anchor=anchor, turned="", words=f"\u2068{told}\u2069")


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> Markup:
    """A straight line."""
    return _LINE.format(css=css, x1=x1, y1=y1, x2=x2, y2=y2)


def circle(x: float, y: float, r: float, css: str) -> Markup:
    """A circle."""
    return _CIRCLE.format(css=css, x=x, y=y, r=r)


def box(x: float, y: float, w: float, h: float, css: str, r: int = 2) -> Markup:
    """A rectangle with round corners."""
    return _BOX.format(css=css, x=x, y=y, w=w, h=h, r=r)


def path(d: str, css: str) -> Markup:
    """Any line; d: in the language of SVG paths."""
    return _PATH.format(css=css, d=d)


def link(to: str | None, label: str, inner: Iterable[Markup]) -> Markup:
    """Marks that lead somewhere, with what they mean; without `to` they only mean it."""
    body = join(inner)
    return _LINK.format(to=to, label=label, inner=body) if to else _GROUP.format(label=label, inner=body)


def short(told: str, most: int) -> str:
    """A name that fits."""
    return told if len(told) <= most else told[: most - 1].rstrip() + "…"
