"""Bytes to Unicode text: the declared encoding where it holds, a careful guess where it does not, never a crash."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,30})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
"""Bytes at the head that may declare an encoding: browsers look at 1,024, saved pages put comments before."""

# The codecs that pages and texts come in; Python knows others (utf-7, rot13, zip) that a hostile page could ask for.
_ALLOWED = {
    "utf-8", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866",
    "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gb18030", "big5", "big5hkscs", "euc_jp", "cp932", "iso2022_jp",
    "cp949", "utf-16", "utf-16-le", "utf-16-be", *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
}  # fmt: skip
# Labels that mean a larger codec than they say (WHATWG Encoding Standard, section 4.2).
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
)
_JUNK_SHARE = 0.05
"""More than this share of control bytes is no text: real texts measured stay below 0.1 %."""
_SHORT_JUNK_SHARE = 0.3
"""The same for less than a thousand bytes, where a few stray ones weigh more."""
_SAMPLE = 1 << 16
_LATIN = re.compile(r"cp125[0247]|iso8859-(?:1|2|3|4|9|10|13|14|15|16)$|mac-roman|cp4|cp8")
"""Guesses that differ from windows-1252 in letters with marks alone: too little to tell them apart by."""
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b")
_C0 = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_C1 = re.compile(r"[\x80-\x9f]")
_TWICE = re.compile("[ÂÃ][\x80-\xbf]|â[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}")
_NONCHARACTERS = re.compile(r"[\ufeff\ufffe\uffff]+")


def decode(incoming: Incoming) -> tuple[str, list[str]]:
    """The text of these bytes and warnings about what had to be guessed, mended or replaced.

    An encoding told outside them goes before the one that they declare.

    Raises `InputError` ("empty", "binary") with a message that names the input and the cure.
    """
    data, place = incoming.data, incoming.place or incoming.name or "the input"
    if not data.strip(b" \t\r\n\v\f\x00"):
        raise InputError("empty", f"{place}: is empty; nothing to read")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError("binary", f"{place}: is {kind}, not {_expected(incoming)}; convert it or name its kind")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _replace(data[len(bom) :], encoding)
    if wide := _wide(data):
        return _replace(data, wide)
    head = data[:_SAMPLE]
    allowed = _JUNK_SHARE if len(head) > 1_000 else _SHORT_JUNK_SHARE
    if len(head.translate(None, _CONTROLS)) < len(head) * (1 - allowed):
        raise InputError("binary", f"{place}: holds bytes that are no text; give {_expected(incoming)}")
    text, warnings = _decode_narrow(data, incoming.charset)
    text, mended = mend(text)
    return text, [*warnings, *mended]


def clean(text: str) -> str:
    """`text` without control characters (line breaks and tabs stay), lone surrogates and byte order marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _NONCHARACTERS.sub("", _SURROGATES.sub("\ufffd", _C0.sub("", text)))
    # HTML Standard, 13.2.5.80: references to C1 controls mean the characters of windows-1252
    return _C1.sub(lambda m: m[0].encode("latin-1").decode("cp1252", "ignore"), text)


def mend(text: str) -> tuple[str, list[str]]:
    """`text` with characters that were UTF-8 read as Latin-1 or windows-1252 and saved so ("Earthâ€™s") put right.

    Only sequences that no language writes are touched: a capital A with mark before a C1 control or sign, or an a with
    circumflex before two of them, that decode to one character.
    """
    if "Ã" not in text and "Â" not in text and "â" not in text:
        return text, []
    mended, times = _TWICE.subn(_once, text)
    return (mended, ["characters that were encoded twice are put right"]) if times and mended != text else (text, [])


def _once(match: re.Match[str]) -> str:
    data = b"".join(c.encode("latin-1") if c < "\u0100" else c.encode("cp1252") for c in match[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _expected(incoming: Incoming) -> str:
    return "a saved web page" if incoming.media_type == "text/html" else "plain text"


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a NUL in every second byte."""
    head = data[:2048]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 2:
        return None
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.1 else None


def _decode_narrow(data: bytes, charset: str | None) -> tuple[str, list[str]]:
    declared = _declared(f"charset={charset}".encode() if charset else b"") or _declared(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if declared == "iso2022_jp" and b"\x1b" in data:
            return _replace(data, declared)
        wrong = declared not in (None, "utf-8") and not text.isascii()
        return text, [f"declared as {declared} but is UTF-8; read as UTF-8"] if wrong else []
    if declared and declared != "utf-8":
        return _replace(data, declared)
    if _mostly_utf8(data):
        return _replace(data, "utf-8")
    guess = _guess(data)
    text, warnings = _replace(data, guess)
    why = "not the UTF-8 that it declares" if declared else "not UTF-8 and declares no encoding"
    return text, [f"{why}; read as {guess}", *warnings]


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    # a page whose declaration could be read byte by byte is not UTF-16 (HTML Standard, 13.2.3.2)
    return "utf-8" if name.startswith("utf-16") else name if name in _ALLOWED else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether broken places are few beside the well-formed multi-byte characters."""
    text = data[: _SAMPLE * 16].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - broken
    return good >= 4 * broken


def _guess(data: bytes) -> str:
    beyond = re.search(rb"[\x80-\xff]", data)
    start = max(0, beyond.start() - 500) if beyond else 0
    best = from_bytes(data[start : start + 8000]).best()
    if best is None:
        return "cp1252"
    name = codecs.lookup(best.encoding).name
    name = _MEANT.get(name, name)
    return name if name in _ALLOWED and name != "utf-8" and not _LATIN.match(name) else "cp1252"


def _replace(data: bytes, encoding: str) -> tuple[str, list[str]]:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return text, [f"{broken} broken characters of {encoding} replaced"] if broken else []
