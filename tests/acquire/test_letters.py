"""MHTML and mail: the page or letter inside, with what its headers tell; attachments are named, not read."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from accordingto.acquire.files import read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError
from tests.acquire import made

TEXT = "\n".join(made.BODY)


def letter(plain: str | None = TEXT, html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Courier <news@courier.example>"
    message["Subject"] = "Morning briefing: Perú"
    message["Date"] = "Fri, 29 Mar 2019 08:00:00 +0530"
    message["Message-ID"] = "<a@b.example>"
    if plain is not None:
        message.set_content(plain, cte="quoted-printable")
    if html is not None:
        message.add_alternative(html, subtype="html") if plain is not None else message.set_content(
            html, subtype="html"
        )
    return message


def mhtml(page: str, **headers: str) -> bytes:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Date"] = "Fri, 29 Mar 2019 08:00:00 -0000"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.attach(MIMEText(page, "html", "windows-1251"))
    return message.as_bytes()


@pytest.mark.parametrize("html", [None, made.markup(), "<p>See our site.</p>"])
def test_a_letter_is_a_report(html: str | None) -> None:
    message = letter(html=html)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    report = read_incoming(Incoming("n.eml", message.as_bytes(), "message/rfc822"))
    assert report.text == TEXT
    assert (report.title, report.publisher) == ("Morning briefing: Perú", "The Courier")
    assert report.published_at == "2019-03-29T08:00:00+05:30"
    assert {(e.field, e.how) for e in report.evidence} >= {
        ("published_at", "mail header Date"), ("publisher", "mail header From"), ("message", "mail header Message-ID")
    }  # fmt: skip
    assert report.warnings == ("1 attachments not read: report.pdf",)


def test_a_saved_page_keeps_its_address_and_moment() -> None:
    data = mhtml(made.markup().replace("Peru has", "Перу has"), Snapshot_Content_Location="https://courier.example/1")
    report = read_incoming(Incoming("p.mhtml", data, "multipart/related"))
    assert report.text.startswith("Перу has thanked")
    assert report.url == "https://courier.example/1"
    assert report.capture
    assert (report.capture.retrieved_at, report.capture.bytes) == ("2019-03-29T08:00:00Z", len(data))


@pytest.mark.parametrize(
    ("data", "media_type", "kind"),
    [
        (letter("").as_bytes(), "message/rfc822", "empty"),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--",
            "multipart/related",
            "no-page",
        ),
        (b"\xff\xfe\x00", "multipart/related", "no-page"),
    ],
)
def test_what_holds_nothing_is_refused(data: bytes, media_type: str, kind: str) -> None:
    with pytest.raises(InputError, match=r"f\.eml") as caught:
        read_incoming(Incoming("f.eml", data, media_type))
    assert caught.value.kind == kind
