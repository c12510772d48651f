"""A quote as a citation that others can check: outlet, date, title, address, archive, hash and place in the text."""

from __future__ import annotations

from accordingto.casebook.reader import Held
from accordingto.export.archives import archive_of, original_of
from accordingto.types import Act, Role, Span, Statement


def cite(held: Held, quote: str, start: int, end: int) -> str:
    """One line to paste: “the words” (outlet, "title", date, address; SHA-256 of the page, characters 12-40, report 7).

    Where a web archive keeps the page (`archives.archive_of`) stands before the hash.
    """
    return f"“{quote}” ({source_line(held, start, end)})"


def citation(held: Held, item: Statement | Act) -> str:
    """A record's words as a citation."""
    spans: list[Span | Role] = [item.trigger] if isinstance(item, Act) else [*item.content] or [*item.sources]
    if isinstance(item, Statement) and item.cue and not spans:
        spans = [item.cue]
    if not spans:
        return cite(held, "", 0, 0)
    return cite(held, " … ".join(s.exact for s in spans), spans[0].start, spans[-1].end)


def source_line(held: Held, start: int, end: int) -> str:
    """What stands behind the words of a citation: the source, and the place in it, with the page where it has pages."""
    report = held.record.report
    told = [report.publisher or report.agency or "outlet unknown"]
    told += [f"by {', '.join(report.byline)}"] if report.byline else []
    told += [f"“{report.title}”"] if report.title else []
    told.append(report.published_at[:10] if report.published_at else "no date")
    told += [address] if (address := original_of(report)) else []
    told += [f"archived: {archive}"] if (archive := archive_of(report, held.archive)) else []
    if report.capture:
        kept = f", retrieved {report.capture.retrieved_at}" if report.capture.retrieved_at else ""
        told.append(f"page SHA-256 {report.capture.sha256}{kept}")
    return f"{', '.join(told)}; {_page(held, start)}report {held.number}, characters {start}-{end}"


def _page(held: Held, start: int) -> str:
    """The page and the numbered paragraph in which a place lies, of documents that have them."""
    told = {}
    for locator in held.record.report.locators:
        if locator.label in ("page", "paragraph") and locator.start <= start:
            told[locator.label] = f"{'p.' if locator.label == 'page' else 'para.'} {locator.number}"
    return "".join(f"{told[label]}, " for label in ("page", "paragraph") if label in told)
