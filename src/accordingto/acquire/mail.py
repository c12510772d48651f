"""Mail, above all newsletters: its text as a report, with who sent it and when."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message
from email.utils import parseaddr

from accordingto.acquire.decoding import clean, decode
from accordingto.acquire.incoming import Incoming
from accordingto.acquire.letters import charset_of, content_of, moment, parse_message, parts_of, text_of_header
from accordingto.acquire.pages import read_page
from accordingto.acquire.plain import take_apart
from accordingto.errors import InputError
from accordingto.types import Evidence, Report

MAX_TEXTS = 20
"""Parts of a letter that are read of each form, plain and HTML; letters have one of each."""
_ENOUGH = 400
"""Characters of a letter's HTML text from which it is taken before the plain one, which newsletters fill with links."""


def read_mail(incoming: Incoming) -> Report:
    """The Report of a letter: the subject its title, the sender its publisher. Attachments are named in a warning.

    Raises `InputError` where it holds no text.
    """
    message = parse_message(incoming)
    parts = list(parts_of(message))
    attached = [p for p in parts if p.get_content_disposition() == "attachment" or p.get_content_maintype() != "text"]
    shown = [p for p in parts if not any(p is a for a in attached)]
    report = _read_text(shown, incoming)
    if report is None:
        raise InputError("empty", f"{incoming.where}: holds no text; save its attachments and give those")
    name, address = parseaddr(text_of_header(message, "From"))
    sender = name or address or None
    sent = moment(message)
    evidence = [e for e in report.evidence if e.field != "published_at" or not sent]
    evidence += [Evidence(field, f"mail header {header}", text_of_header(message, header)) for field, header, told in (
        ("published_at", "Date", sent), ("publisher", "From", sender), ("message", "Message-ID", True))
        if told and text_of_header(message, header)]  # fmt: skip
    names = ", ".join(filter(None, (p.get_filename() or p.get_content_type() for p in attached)))
    told = (f"{len(attached)} attachments not read: {names:.200}",) if attached else ()
    return replace(
        report,
        id=incoming.sha256,
        title=clean(text_of_header(message, "Subject")) or report.title,
        publisher=clean(sender) if sender else report.publisher,
        published_at=sent or report.published_at,
        evidence=tuple(evidence),
        warnings=(*report.warnings, *told),
        capture=incoming.capture(),
    )


def _read_text(parts: list[Message], incoming: Incoming) -> Report | None:
    """The text of the letter: its HTML where that holds enough, else the longer of HTML and plain text."""
    found: list[Report] = []
    for kind in ("html", "plain"):
        for part in [p for p in parts if p.get_content_subtype() == kind][:MAX_TEXTS]:
            data = content_of(part, incoming.where)
            if data.strip():
                found += _read_part(Incoming(incoming.name, data, f"text/{kind}", incoming.where, charset_of(part)))
        if found and len(found[0].text) >= _ENOUGH:
            return found[0]
    return max(found, key=lambda report: len(report.text), default=None)


def _read_part(part: Incoming) -> list[Report]:
    try:
        if part.media_type == "text/html":
            return [read_page(part)]
        text, warnings = decode(part)
        return [replace(take_apart(clean(text), part.sha256), warnings=tuple(warnings))]
    except InputError:
        return []
