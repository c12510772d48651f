"""The sources of an export: BibTeX and CSL-JSON, each with address, date, archive, hash and what of it leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from accordingto.export.files import file_name, web_address, write_json
from accordingto.export.taken import Material, Taken, Tally
from accordingto.export.words import several

_ESCAPED = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
            "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}  # fmt: skip


def write_bibtex(material: Material, path: Path) -> Tally:
    """BibLaTeX's @online, which BibTeX styles with url fields read too; UTF-8."""
    tally = Tally()
    with path.open("w", encoding="utf-8", errors="replace") as out:
        for taken in material.reports():
            fields = {name: value for name, value in _fields(taken).items() if value}
            lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items())
            out.write(f"@online{{report-{file_name(taken.id)}{lines}\n}}\n\n")
            tally.rows += 1
    return tally


def write_csl(material: Material, path: Path) -> Tally:
    """CSL-JSON, for Zotero, Pandoc and word processors."""
    items = [_csl(taken) for taken in material.reports()]
    write_json(path, items)
    return Tally(len(items))


def note(taken: Taken) -> str:
    """What of a source leaves: how many statements and acts, reviewed by whom, how many of them contested."""
    marks = [taken.mark(item.id) for item in taken.items]
    by = sorted({mark.by for mark in marks if mark.by})
    contested = sorted({c for item in taken.items if (c := taken.contested_by(item))})
    reviewed = sum(mark.reviewed for mark in marks)
    return (f"{several(len(taken.record.statements), 'statement')} and {several(len(taken.record.acts), 'act')}; "
            f"{reviewed} reviewed"
            f"{' by ' + ', '.join(by) if by else ''}; contested by {'; '.join(contested) or 'nobody'}")  # fmt: skip


def _fields(taken: Taken) -> dict[str, str]:
    report = taken.record.report
    capture = report.capture
    return {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in report.byline),
        "title": f"{{{_escaped(taken.title)}}}",
        "organization": _escaped(report.publisher or report.agency or ""),
        "date": (report.published_at or "")[:10],
        "url": web_address(report.url) or "",
        "urldate": (capture.retrieved_at or "")[:10] if capture else "",
        "langid": report.language or "",
        "note": _escaped(note(taken)),
        "annotation": _escaped("; ".join(_proofs(taken))),
    }


def _proofs(taken: Taken) -> list[str]:
    """By what the page can be checked: where a web archive keeps it, and its hash."""
    capture = taken.record.report.capture
    found = [f"archived: {taken.archive}"] if taken.archive else []
    return found + ([f"SHA-256 {capture.sha256}"] if capture else [])


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(c, c) for c in " ".join(text.split()))


def _csl(taken: Taken) -> dict[str, Any]:
    report, capture = taken.record.report, taken.record.report.capture
    item = {
        "id": f"report-{file_name(taken.id)}",
        "type": "article-newspaper",
        "title": taken.title,
        "container-title": report.publisher or report.agency,
        "author": [{"literal": name} for name in report.byline],
        "issued": _date(report.published_at),
        "accessed": _date(capture.retrieved_at) if capture else None,
        "URL": web_address(report.url),
        "language": report.language,
        "archive": (urlsplit(taken.archive).hostname or "web archive") if taken.archive else None,
        "archive_location": taken.archive,
        "note": "; ".join((note(taken), *_proofs(taken))),
    }
    return {name: value for name, value in item.items() if value}


def _date(value: str | None) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in value[:10].split("-")]]} if value else None
