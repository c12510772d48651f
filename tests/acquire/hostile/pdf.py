"""A PDF of one page, object by object, so that each object may be hostile."""

from __future__ import annotations

import io
import zlib

CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
TREE = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = "/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
SHEET = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R" + FONT + ">>"
LETTERS = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(*objects: str | bytes, root: int = 1) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + (content.encode() if isinstance(content, str) else content) + b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer <</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, table))
    return out.getvalue()


def stream(data: bytes, more: str = "") -> bytes:
    return f"<</Length {len(data)} {more}>>\nstream\n".encode() + data + b"\nendstream"


def packed_page(filters: str, rounds: int) -> bytes:
    data = bytes(400 << 20)
    for _ in range(rounds):
        data = zlib.compress(data, 1)
    return pdf(CATALOG, TREE, SHEET, stream(data, f"/Filter[{filters}]"), LETTERS)
