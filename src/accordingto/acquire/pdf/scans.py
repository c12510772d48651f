"""Words of scanned pages, by the Tesseract program where it is installed, with its own confidence."""

from __future__ import annotations

import csv
import functools
import io
import os
import shutil
import subprocess
from typing import Any

from accordingto.acquire import confined
from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError

SECONDS = 120
"""Seconds for one page; a dense one takes about five."""


@functools.cache
def tesseract() -> str | None:
    """The program's name and version ("Tesseract 5.3.0"), None where it is not installed."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    words = (told.stdout or told.stderr).split()
    return f"Tesseract {words[1]}" if len(words) > 1 else "Tesseract"


def read_page(incoming: Incoming, index: int, page: dict[str, Any]) -> tuple[list[list[Any]], int]:
    """(words as `pdf.words` gives them, mean confidence of 100) of one page.

    Raises `InputError` where it takes too long.
    """
    picture = confined.run("pdf.words", ["render", str(index)], incoming.data, incoming.where)
    height = int(picture.split(maxsplit=3)[2])
    scale = page["height"] / max(1, height)
    place = f"{incoming.where} page {page['label']}"
    try:
        done = subprocess.run(["tesseract", "stdin", "stdout", "-l", "eng", "--psm", "1", "tsv"], input=picture,
                              capture_output=True, timeout=SECONDS, check=False,
                              env={**os.environ, "OMP_THREAD_LIMIT": "1"})  # fmt: skip
    except subprocess.TimeoutExpired:
        raise InputError("too-slow", f"{place}: Tesseract takes longer than {SECONDS} s; scan it again") from None
    words: list[list[Any]] = []
    sure: list[float] = []
    lines: dict[tuple[str, ...], tuple[float, float]] = {}
    rows = list(
        csv.DictReader(io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    for row in rows:
        key = tuple(row[name] for name in ("block_num", "par_num", "line_num"))
        top, left = float(row["top"]) * scale, float(row["left"]) * scale
        if row["level"] == "4":
            lines[key] = top, top + float(row["height"]) * scale
        elif row["level"] == "5" and (row["text"] or "").strip():
            upper, lower = lines.get(key, (top, top + float(row["height"]) * scale))
            words.append([row["text"], left, upper, left + float(row["width"]) * scale, lower, True])
            sure.append(float(row["conf"]))
    return _evened(words), round(sum(sure) / len(sure)) if sure else 0


def _evened(words: list[list[Any]]) -> list[list[Any]]:
    """The words with one height for all lines of about the usual height: what Tesseract measures hangs on the letters
    that a line happens to have."""
    heights = sorted(word[4] - word[2] for word in words)
    usual = heights[len(heights) // 2] if heights else 0.0
    for word in words:
        if 0.6 * usual < word[4] - word[2] < 1.4 * usual:
            word[2] = word[4] - usual
    return words
