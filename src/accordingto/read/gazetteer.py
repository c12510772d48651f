"""The gazetteer: names of countries, regions, towns and areas with their points, looked up in a memory-mapped file.

The data are GeoNames' (geonames.org, CC BY 4.0) and this project's own tables; `scripts/build_gazetteer.py` packs them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from accordingto.errors import AccordingToError

DATA = Path(__file__).parent / "data"
FILE = DATA / "gazetteer.bin"
MAGIC = b"ATGAZ003"
NONE = 0xFFFFFFFF
"""Stands for "no row" where a row of the table is expected."""

_WORD = re.compile(r"[^\W_]+(?:[’'ʻʼ`´][^\W_]{2,})*")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


class Kind(IntEnum):
    """What a row of the gazetteer is."""

    COUNTRY = 1
    REGION = 2
    """First-level division: state, province."""
    COUNTY = 3
    """Second-level division."""
    CITY = 4
    AREA = 5
    """Continent, sea, river, landscape, well-known building."""


class Quality(IntEnum):
    """How a name belongs to its row."""

    NAME = 0
    ABBREVIATION = 1
    OTHER = 2
    """An alternate name, often of another language."""
    DEMONYM = 3
    POSTAL = 4
    """A two-letter code of a region, only good after a comma."""


class GazetteerError(AccordingToError):
    """The file of the gazetteer is missing or damaged. Installing the package again cures it."""


COLUMNS: tuple[tuple[str, str], ...] = (
    ("hash", "<u8"), ("row", "<u4"), ("quality", "u1"),
    ("id", "<u4"), ("lat", "<f4"), ("lon", "<f4"), ("population", "<u4"), ("kind", "u1"), ("rank", "u1"),
    ("disputed", "u1"), ("country", "<u2"), ("region", "<u4"), ("county", "<u4"),
    ("name_start", "<u4"), ("names", "u1"),
)  # fmt: skip
"""Arrays of the file in order: three of the names (sorted by hash), then the rows', then the blob of names (UTF-8)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row under one of its names.

    `population` of a region is that of its towns; `rank` is 3 for capitals and countries, 1 for areas that are points;
    `region` and `county` are the rows of the divisions that it lies in, or `NONE`.
    """

    row: int
    name: str
    kind: Kind
    quality: Quality
    country: str | None
    region: int
    county: int
    lat: float
    lon: float
    population: int
    rank: int
    geonames_id: int | None
    disputed: str | None
    """Key of the dispute in disputed.tsv."""


def words(text: str) -> list[tuple[int, int, str]]:
    """The words of `text` as (start, end, folded): no accents, no apostrophes, lower case, "saint" as "st"."""
    return [(m.start(), m.end(), fold_word(m.group())) for m in _WORD.finditer(text)]


def fold_word(word: str) -> str:
    """One word as the gazetteer's keys have it."""
    if word.isascii() and word.isalnum():
        word = word.lower()
        return _SHORT.get(word, word)
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = word.replace("ı", "i").replace("ø", "o").replace("Ø", "o").replace("ł", "l").replace("Ł", "l")
    word = re.sub(r"[’'ʻʼ`´]", "", word).casefold()
    return _SHORT.get(word, word)


def fold(name: str) -> str:
    """The key of a whole name: its folded words, a blank between."""
    return " ".join(w for _, _, w in words(name))


def digest(key: str) -> int:
    """The 64-bit hash of a key. Exact-case keys (abbreviations) begin with "="."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Gazetteer:
    """Names to rows. Opening maps a file into memory (milliseconds); rows are read as they are asked for."""

    def __init__(self, meta: dict[str, Any], columns: dict[str, npt.NDArray[Any]], blob: npt.NDArray[np.uint8]) -> None:
        self._countries: list[str] = meta["countries"]
        self._disputes: list[str] = meta["disputes"]
        self.neighbours: dict[str, list[str]] = meta["neighbours"]
        """For each country code the codes of the countries that it borders on."""
        self._c = columns
        self._blob = blob

    @classmethod
    def load(cls, path: Path = FILE) -> Gazetteer:
        """Opens the file. Raises `GazetteerError` where it is missing, cut short or of another version."""
        try:
            with path.open("rb") as f:
                head = f.read(12)
                size = int.from_bytes(head[8:12], "little")
                if head[:8] != MAGIC or size > 65_536:
                    raise GazetteerError(f"{path}: no gazetteer of this version; install accordingto again")
                meta = json.loads(f.read(size))
            # a plain array over the map: indexing a memmap costs ten times as much
            data = np.asarray(np.memmap(path, dtype=np.uint8, mode="r")).view(np.ndarray)
            columns = {}
            for name, dtype in COLUMNS:
                start, count = meta["columns"][name]
                columns[name] = data[start : start + count * np.dtype(dtype).itemsize].view(dtype)
            start, count = meta["blob"]
            if len(data) != start + count:
                raise GazetteerError(f"{path}: cut short; install accordingto again")
            return cls(meta, columns, data[start:])
        except (OSError, ValueError, KeyError, TypeError) as e:
            raise GazetteerError(f"{path}: cannot be read ({e}); install accordingto again") from e

    def find(self, keys: Iterable[str]) -> list[list[int]]:
        """For each key the positions of its names, for `entry`; an empty list where the key is no name."""
        hashes = np.array([digest(k) for k in keys], dtype=np.uint64)
        if not len(hashes):
            return []
        starts = np.searchsorted(self._c["hash"], hashes, "left")
        stops = np.searchsorted(self._c["hash"], hashes, "right")
        return [list(range(a, b)) if b > a else [] for a, b in zip(starts.tolist(), stops.tolist(), strict=True)]

    def entry(self, position: int) -> Entry:
        """The row behind a name at a position that `find` gave."""
        return self.row(int(self._c["row"][position]), Quality(int(self._c["quality"][position])))

    def row(self, row: int, quality: Quality = Quality.NAME) -> Entry:
        """A row by its number."""
        c = self._c
        start, country, number = int(c["name_start"][row]), int(c["country"][row]), int(c["id"][row])
        name = bytes(self._blob[start : start + int(c["names"][row])]).decode("utf-8")
        return Entry(
            row, name, Kind(int(c["kind"][row])), quality, self._countries[country] if country else None,
            int(c["region"][row]), int(c["county"][row]), float(c["lat"][row]), float(c["lon"][row]),
            int(c["population"][row]), int(c["rank"][row]), number or None,
            self._disputes[int(c["disputed"][row])] or None,
        )  # fmt: skip
