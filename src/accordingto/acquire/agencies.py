"""News agencies: who is one, the credit lines that name them, and whose word a report therefore is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from accordingto.acquire.dates import find_date_words
from accordingto.acquire.tables import table
from accordingto.types import Voice

PLACE = (
    r"(?:[A-Z][\w'’.-]*|de|la|le|el|al|du|des|del|los|las|sur|am|and|of|the|Al-[A-Z]\w+)"
    r"(?:[ -](?:[A-Z][\w'’.-]*|de|la|le|el|al|du|des|del|los|las|sur|am|and|of|the)){0,4}"
)
"""The form of a place's name: one to five words with capitals, small linking words between."""

_BY = re.compile(
    r"^(?:by|from|source|sources|credit|via|written by|agency|news agency|copyright|©)\s*[:|-]?\s*", re.IGNORECASE
)
_STAMP = re.compile(
    r"\b(?:first |last )?(?:updated|published|posted|modified|created)\b(?:\s+(?:at|on|by))?\s*:?|\b[a-z]{3,6}day\b,?",
    re.IGNORECASE,
)
_TRIM = " \t,;:|/·•–—-()[]"
_SPLIT = re.compile(r"\s*(?:[|/,:·•–—()]|\s-\s)\s*")


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: its name on record and whose word its reports are."""

    name: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Credit:
    """What a line that is wholly a credit says: the agency, and the place where it has one."""

    agency: Agency
    place: str | None = None


@cache
def _by_name() -> dict[str, Agency]:
    return {
        name: Agency(entry["names"][0], entry["voice"])
        for entry in table("agencies")["agencies"]
        for name in entry["names"]
    }


@cache
def _by_site() -> dict[str, Agency]:
    return {
        site: Agency(entry["names"][0], entry["voice"])
        for entry in table("agencies")["agencies"]
        for site in entry.get("sites", ())
    }


@cache
def agency_pattern() -> str:
    """All names of agencies as one alternation, the longest first, for patterns that look for them in a text."""
    return "|".join(re.escape(name) for name in sorted(_by_name(), key=len, reverse=True))


def agency_named(text: str) -> Agency | None:
    """The agency whose name this is, in the case that the table has; None otherwise."""
    return _by_name().get(text.strip(_TRIM)) or _by_name().get(text.strip(_TRIM + ".").removeprefix("The "))


def agency_of_site(host: str) -> Agency | None:
    """The agency whose own site `host` is."""
    return _lookup(_by_site(), host)


def read_credit(line: str) -> Credit | None:
    """The credit of a line that is nothing else: "AFP Beijing", "Reuters, London", "By ANI | Delhi", "Geneva (dpa)"."""
    if len(line) > 120:
        return None
    found = find_date_words(line)
    if found:
        line = line[: found.start] + " " + line[found.end :]
    line = _BY.sub("", _STAMP.sub(" ", line).strip(_TRIM)).strip(_TRIM)
    if agency := agency_named(line):
        return Credit(agency)
    parts = [part for part in _SPLIT.split(line) if part.strip(_TRIM)]
    agencies = [a for part in parts if (a := agency_named(part))]
    others = [part.strip(_TRIM) for part in parts if not agency_named(part)]
    if agencies and len(others) <= 2 and all(re.fullmatch(PLACE, o) and o not in _NO_PLACES for o in others):
        return Credit(agencies[0], others[0] if others else None)
    match = re.fullmatch(rf"(?P<agency>{agency_pattern()})\s+(?P<place>{PLACE})", line)
    if match and match["place"] not in _NO_PLACES and not _FIRST_NAME.fullmatch(match["agency"]):
        return Credit(_by_name()[match["agency"]], match["place"])
    return None


_FIRST_NAME = re.compile(r"(?!Reuters|Xinhua|Kyodo|Yonhap|Interfax|Anadolu|Bloomberg)[A-Z][a-z]+")
"""Agencies named like a person (Petra, Beta): with another name behind them they are one."""
_NO_PLACES = {
    "News",
    "Photo",
    "Photos",
    "Video",
    "Staff",
    "Images",
    "Agency",
    "Exclusive",
    "Fact Check",
    "Pool",
    "Getty",
    "Getty Images",
    "Archive",
    "English",
    "Live",
}


def voice_of(agency: Agency | None, host: str, declares_news: bool) -> Voice:
    """Whose word a report is, by its agency, else by the host of its page, else by what the page declares of itself."""
    if agency:
        return agency.voice
    voices = table("voices")
    if any(_under(host, h) for entry in voices["state_media"] for h in entry["hosts"]):
        return "state media"
    labels = host.split(".")
    of_state = _is_government(host)
    if _listed(voices["court_hosts"], host) or (
        of_state and any(w in label for label in labels for w in voices["court_words"])
    ):
        return "court"
    named: tuple[tuple[str, Voice], ...] = (
        ("outlet_hosts", "outlet"), ("ngo_hosts", "NGO"), ("party_hosts", "party"), ("igo_hosts", "IGO"),
    )  # fmt: skip
    for key, voice in named:
        if _listed(voices[key], host):
            return voice
    if of_state:
        return "party"
    if host.endswith(".int"):
        return "IGO"
    return "outlet" if declares_news else "unknown"


def _is_government(host: str) -> bool:
    voices = table("voices")
    if _listed(voices["no_party_hosts"], host):
        return False
    labels = host.split(".")
    second = len(labels) > 1 and len(labels[-1]) == 2 and labels[-2] in voices["party_second_levels"]
    return second or any(host.endswith(ending) for ending in voices["party_endings"])


def _listed(hosts: list[str], host: str) -> bool:
    return any(_under(host, listed) for listed in hosts)


def _under(host: str, listed: str) -> bool:
    return host == listed or host.endswith("." + listed)


def _lookup(sites: dict[str, Agency], host: str) -> Agency | None:
    return next((agency for site, agency in sites.items() if _under(host, site)), None)
