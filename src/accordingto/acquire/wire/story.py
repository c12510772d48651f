"""One version of a wire story, whatever its format, and the Report that it is: agency, embargo, corrections, kills."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from accordingto.acquire.agencies import agency_named, agency_of_site, voice_of
from accordingto.acquire.bylines import persons
from accordingto.acquire.dates import parse_machine
from accordingto.acquire.decoding import clean
from accordingto.acquire.incoming import Incoming
from accordingto.acquire.plain import take_apart
from accordingto.acquire.words import host_of, squeeze
from accordingto.errors import InputError
from accordingto.types import Evidence, Report

_KILLS = {"canceled", "cancelled", "withheld", "kill"}
_CORRECTION = re.compile(r"\b(?:corrects|correct(?:ion|ed)|correcting|clarif(?:ies|ication))\b", re.IGNORECASE)

Told = tuple[str, str]
"""The name of a field of the format, and what stands in it."""


@dataclass(slots=True)
class Story:
    """What one version of a story says of itself. format: its name, for the evidence."""

    format: str
    lines: list[str] = field(default_factory=list)
    uri: str = ""
    version: str = ""
    status: list[Told] = field(default_factory=list)
    embargo: Told | None = None
    note: Told | None = None
    headline: Told | None = None
    by: str = ""
    agency: list[Told] = field(default_factory=list)
    place: Told | None = None
    dates: list[Told] = field(default_factory=list)
    url: str = ""


def report_of(story: Story, incoming: Incoming) -> Report:
    """The Report of a story. A kill without text has its note or headline for one.

    Raises `InputError` where there is no text at all.
    """
    killed = next((told for told in story.status if _last(told[1]) in _KILLS), None)
    lines = story.lines or ([told[1] for told in (story.note, story.headline) if told][:1] if killed else [])
    if not any(lines):
        raise InputError("empty", f"{incoming.where}: holds no text (a picture, or headlines alone); nothing to read")
    report = take_apart(clean("\n".join(lines)), incoming.sha256)
    url = story.url if story.url.startswith(("http://", "https://")) else None
    evidence = [e for e in report.evidence if e.field != "published_at" or not story.dates]
    published = None
    for name, words in story.dates:
        if published is None and (published := parse_machine(words)):
            evidence.append(_evidence(story, "published_at", (name, words)))
    agency, told = _agency(story, url, report)
    evidence += [_evidence(story, "agency", told)] if told else []
    evidence += _states(story, killed)
    title = clean(story.headline[1]) if story.headline else None
    return replace(
        report,
        title=title or report.title,
        url=url or report.url,
        publisher=story.agency[0][1] if story.agency else report.publisher,
        agency=agency,
        voice=voice_of(agency_named(agency or ""), host_of(url), declares_news=True),
        byline=persons([story.by]) if story.by else report.byline,
        dateline=report.dateline or (story.place[1] if story.place else None),
        published_at=published or report.published_at,
        evidence=tuple(evidence),
        warnings=(*report.warnings, *_warnings(story, killed)),
        capture=incoming.capture(),
    )


def _agency(story: Story, url: str | None, report: Report) -> tuple[str | None, Told | None]:
    for told in story.agency:
        if known := agency_named(told[1]):
            return known.name, told
    own = agency_of_site(host_of(url))
    if own or report.agency:
        return (own.name if own else report.agency), None
    return (story.agency[0][1], story.agency[0]) if story.agency else (None, None)


def _states(story: Story, killed: Told | None) -> list[Evidence]:
    """What a casebook must know of the story: its address, version, whether it is killed, embargoed, corrected."""
    told = [
        ("story", ("uri", story.uri)),
        ("version", ("version", story.version)),
        ("embargo", story.embargo),
        ("correction", _correction(story)),
    ]
    found = [_evidence(story, name, said) for name, said in told if said and said[1]]
    return [*found, _evidence(story, "killed", killed)] if killed else found


def _warnings(story: Story, killed: Told | None) -> list[str]:
    version = f" (version {story.version})" if story.version else ""
    warnings = []
    if killed:
        warnings.append(f"killed: the agency has withdrawn this story{version}; it must not be used")
    if story.embargo:
        warnings.append(f"under embargo until {story.embargo[1] or 'further notice'}; not to be published before")
    if correction := _correction(story):
        warnings.append(f"a correction{version}: {correction[1]:.300}")
    return warnings


def _correction(story: Story) -> Told | None:
    for told in (story.note, *story.status, story.headline):
        if told and _CORRECTION.search(told[1].replace(":", " ").replace("/", " ")):
            return told
    return None


def _evidence(story: Story, name: str, told: Told) -> Evidence:
    return Evidence(name, f"{story.format} {told[0]}", clean(squeeze(told[1])) or "(empty)")


def _last(code: str) -> str:
    """The last part of a code or address: "canceled" of "stat:canceled" and of ".../pubstatusg2/canceled"."""
    return re.split(r"[:/#]", code.strip().lower())[-1]
