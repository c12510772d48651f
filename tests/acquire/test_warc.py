"""Web archives: each answered page a report with its own record as capture; damage costs the record that it hits."""

from __future__ import annotations

import io
import random
from collections import Counter
from pathlib import Path

import pytest
import warcio.archiveiterator

from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError
from accordingto.types import Failure
from benchmarks import warc_speed
from tests.acquire import archives, made

PAGES = 12


def url(number: int) -> str:
    return f"https://courier.example/{number}"


def records(number: int = PAGES) -> list[bytes]:
    return [archives.response(url(n), made.markup(head=f"<meta name=n content={n}>").encode()) for n in range(number)]


def read(path: Path) -> tuple[list[Incoming], list[Failure], Counter[str]]:
    counts: Counter[str] = Counter()
    found = list(find_inputs([str(path)], None, counts))
    return [i for i in found if isinstance(i, Incoming)], [i for i in found if isinstance(i, Failure)], counts


def write(folder: Path, form: str, some: list[bytes]) -> Path:
    path = folder / f"made.{form}"
    if form == "warc":
        path.write_bytes(b"".join(some))
    elif form == "warc.gz":
        path.write_bytes(b"".join(map(archives.packed, some)))
    else:
        inner = b"".join(map(archives.packed, some))
        path.write_bytes(archives.zipped({"datapackage.json": b"{}", "archive/data.warc.gz": inner}))
    return path


@pytest.mark.parametrize("form", ["warc", "warc.gz", "wacz"])
def test_each_page_is_a_report_with_its_record_as_capture(tmp_path: Path, form: str) -> None:
    pages, failures, _ = read(write(tmp_path, form, records(3)))
    assert not failures
    for number, page in enumerate(pages):
        report = read_incoming(page)
        assert report.text == "\n".join(made.BODY)
        assert (report.url, report.title) == (url(number), made.TITLE)
        assert report.capture
        assert (report.capture.retrieved_at, report.capture.sha256) == (archives.DATE, page.sha256)
        assert page.data == records(3)[number]
        (again,) = warcio.archiveiterator.ArchiveIterator(io.BytesIO(page.data))
        assert again.rec_headers["WARC-Target-URI"] == url(number)


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    some = [
        archives.record("warcinfo", "", b"software: made"),
        archives.record("request", url(0), b"GET / HTTP/1.1\r\n\r\n"),
        archives.record("revisit", url(0), b"HTTP/1.1 200 OK\r\n\r\n"),
        archives.response(url(1), b"gone", status="404 Not Found"),
        archives.response(url(2), b"\x89PNG", content_type="image/png"),
        archives.record("resource", url(3), b"text", "text/plain"),
        *records(1),
    ]
    pages, failures, counts = read(write(tmp_path, "warc.gz", some))
    assert len(pages) == 1
    assert not failures
    assert counts == {"revisits": 1, "answers other than 200": 1, "answers other than HTML": 1,
                      "records of other types": 1}  # fmt: skip


@pytest.mark.parametrize("form", ["warc", "warc.gz", "wacz"])
@pytest.mark.parametrize("seed", range(8))
def test_a_broken_record_in_the_middle_costs_one_record(tmp_path: Path, form: str, seed: int) -> None:
    rng = random.Random(seed)
    some = [archives.packed(r) for r in records()] if form != "warc" else records()
    broken = rng.randrange(PAGES)
    data = bytearray(some[broken])
    start = rng.randrange(20, len(data) - 60)
    if form == "warc":  # the length of the record is what everything hangs on
        data = bytearray(
            bytes(data).replace(b"Content-Length: ", rng.choice([b"Content-Length: 7", b"Content-Xength: "]))
        )
    elif seed % 2:
        del data[start : start + 40]
    else:
        data[start : start + 40] = rng.randbytes(40)
    some[broken] = bytes(data)
    path = tmp_path / f"made.{form}"
    whole = b"".join(some)
    path.write_bytes(
        archives.zipped({"datapackage.json": b"{}", "archive/a.warc.gz": whole}) if form == "wacz" else whole
    )
    pages, failures, _ = read(path)
    assert {read_incoming(p).url for p in pages} >= {url(n) for n in range(PAGES) if n != broken}
    assert len(failures) <= 1


@pytest.mark.parametrize("cut", [60, 200, 700])
def test_an_archive_cut_off_keeps_what_is_whole(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path, "warc.gz", records(4))
    path.write_bytes(path.read_bytes()[:-cut])
    pages, failures, _ = read(path)
    assert len(pages) in (2, 3)
    assert len(pages) + len(failures) >= 3


@pytest.mark.parametrize(("encoding", "charset"), [("windows-1251", "windows-1251"), ("utf-8", "utf-8")])
def test_the_encoding_of_the_answer_goes_before_the_page_s_own(encoding: str, charset: str) -> None:
    page = made.markup(head="<meta name=author content='Ольга'>").replace("Peru has", "Перу has").encode(encoding)
    record = archives.response(url(0), page, content_type=f"text/html; charset={charset}")
    assert read_incoming(Incoming(None, record, "application/warc")).text.startswith("Перу has thanked")


def test_a_packed_and_chunked_answer_is_unpacked() -> None:
    body = archives.packed(made.markup().encode())
    chunked = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    record = archives.response(url(0), chunked, headers="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")
    assert read_incoming(Incoming(None, record, "application/warc")).text == "\n".join(made.BODY)


def test_a_record_that_says_it_is_packed_and_is_not_is_refused() -> None:
    record = archives.response(url(0), b"\x01" * 500, headers="Content-Encoding: gzip\r\n")
    with pytest.raises(InputError, match="record 7"):
        read_incoming(Incoming(None, record, "application/warc", "a.warc record 7"))


def test_the_measured_archive_holds_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "made.warc.gz"
    warc_speed.build(path, 30)
    pages, _, _ = warc_speed.measure(path)
    assert pages == 30
