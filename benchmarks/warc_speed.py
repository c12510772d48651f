"""Measures how many pages a minute come out of a WARC file before their text is looked for (the promise: 5,000).

Run: python benchmarks/warc_speed.py --pages 5000   (a made archive of 60 KB pages, on one core)
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from accordingto.acquire.files import find_inputs
from accordingto.acquire.incoming import Incoming
from tests.acquire import archives, made


def build(path: Path, pages: int) -> None:
    """A compressed archive: each page with its request, every tenth a picture, every twentieth a revisit."""
    filler = "".join(
        f"<div class='box b{n}'><a href='/{n}'>Another story of the day, number {n}</a></div>" for n in range(700)
    )
    with path.open("wb") as out:
        for number in range(pages):
            page = made.markup(foot=filler, head=f"<meta name='n' content='{number}'>").encode()
            out.write(archives.packed(archives.response(f"https://example.org/{number}", page)))
            if number % 10 == 0:
                out.write(
                    archives.packed(archives.response("https://example.org/p.png", b"\x89PNG" * 5000, "image/png"))
                )
            if number % 20 == 0:
                out.write(
                    archives.packed(archives.record("revisit", "https://example.org/again", b"HTTP/1.1 200 OK\r\n\r\n"))
                )


def measure(path: Path) -> tuple[int, float, float]:
    """Pages, seconds by the clock, seconds of processor time."""
    began, busy = time.perf_counter(), time.process_time()
    pages = sum(isinstance(item, Incoming) and bool(item.sha256) for item in find_inputs([str(path)]))
    return pages, time.perf_counter() - began, time.process_time() - busy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.warc.gz")
        build(path, arguments.pages)
        pages, clock, busy = measure(path)
        size = path.stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{pages} pages of {size / 1e6:.0f} MB: {pages / clock * 60:.0f} a minute by the clock, "
          f"{pages / busy * 60:.0f} of processor time, {memory:.0f} MB")  # fmt: skip


if __name__ == "__main__":
    main()
