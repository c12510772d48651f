"""Bytes become text whatever they declare, and what is no text says so."""

from __future__ import annotations

import random

import pytest

from accordingto.acquire.decoding import clean, decode, mend
from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError

TEXT = "“Präsident” José Núñez said the façade cost 5 € — no more."


def page(text: str, declared: str, encoding: str) -> Incoming:
    markup = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'
    return Incoming("a.html", markup.encode(encoding, "replace"), "text/html")


@pytest.mark.parametrize(
    ("declared", "encoding", "warns"),
    [
        ("utf-8", "utf-8", False),
        ("iso-8859-1", "cp1252", False),
        ("utf-8", "cp1252", True),
        ("iso-8859-1", "utf-8", True),
        ("none", "utf-8-sig", False),
        ("none", "utf-16", False),
        ("utf-16", "utf-16-le", False),
        ("none", "utf-32", False),
        ("rot13", "utf-8", False),
        ("none", "cp1252", True),
    ],
)
def test_encodings(declared: str, encoding: str, warns: bool) -> None:
    text, warnings = decode(page(TEXT, declared, encoding))
    assert TEXT in text
    assert bool(warnings) == warns


def test_declared_legacy_encodings() -> None:
    text, warnings = decode(page("Министерство заявило", "windows-1251", "cp1251"))
    assert "Министерство заявило" in text
    assert not warnings


def test_broken_bytes_are_replaced_with_a_warning() -> None:
    data = ("Zürich, Genève, Málaga, Kraków " * 3).encode() + b"\xe4 end"
    text, warnings = decode(Incoming("a.txt", data, "text/plain"))
    assert text.count("\ufffd") == 1
    assert "Zürich" in text
    assert warnings == ["1 broken characters of utf-8 replaced"]


def test_characters_that_were_encoded_twice() -> None:
    twice = "The Earthâ€™s cafÃ© â€œrejected the claimâ€\x9d."
    assert mend(twice)[0] == "The Earth’s café “rejected the claim”."
    assert mend("Ângela e João; SÃO PAULO; Â la carte") == ("Ângela e João; SÃO PAULO; Â la carte", [])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\0" * 50, "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b"PK\x03\x04....", "binary"),
        (random.Random(7).randbytes(5000), "binary"),
    ],
)
def test_what_is_no_text_names_itself_and_the_cure(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=r"^report\.txt: ") as error:
        decode(Incoming("report.txt", data, "text/plain"))
    assert error.value.kind == kind


def test_clean_takes_control_characters_and_leaves_letters() -> None:
    assert clean("a\0b\x07\r\nc\rd\te\x1b[1m\ufeff") == "ab\nc\nd\te[1m"
    assert clean("It\x92s") == "It’s"
    assert clean("\ud800x") == "\ufffdx"
    assert clean("\u202eשלום\u202c \u200f") == "\u202eשלום\u202c \u200f"
