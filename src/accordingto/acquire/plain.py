"""Plain text to a Report: a page saved as text is taken apart, a bare body stays as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from accordingto.acquire.agencies import Agency, agency_named, agency_of_site, read_credit, voice_of
from accordingto.acquire.bylines import persons
from accordingto.acquire.datelines import is_place, read_dateline, tidy_place
from accordingto.acquire.dates import Locale, find_date_words
from accordingto.acquire.furniture import MAX_LINES, end_of_body, is_date_label, is_edge, is_foot_heading, is_furniture
from accordingto.acquire.tables import table
from accordingto.acquire.words import host_of, normal
from accordingto.types import Evidence, Report

EDGE_LINES = 40
"""Lines at the head and at the foot that are looked at; between them nothing of a text is ever touched."""
HEAD_LINES = 12
"""Lines above the first paragraph: exports of press databases have the most."""

_SENTENCE_END = re.compile(r"""[.!?…:;,]["”’'»)\]]*\s*$""")
_CHANGED = re.compile(r"\W*(?:last\s+)?(?:updated?|modified|load-date)", re.IGNORECASE)
_FULL_STOP = re.compile(r"""[.…]["”’'»)\]]*\s*$""")
_SENTENCE_BREAK = re.compile(r"""[a-z]{2}[.!?]["”’'»)\]]*\s+["“‘'(]?[A-Z]""")
_RELEASE = re.compile(
    r"(?:for )?immediate release\b|press release\b|media release\b|news release\b|statement\s*$", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:by|written by|words by|reporting by|story by)\b:?\s+(?P<names>(?-i:[A-Z]).{2,100})$", re.IGNORECASE
)
_LABELLED = re.compile(r"(?P<label>[A-Za-z][A-Za-z -]{1,20}?)\s*:\s*(?P<value>.*)$")


@dataclass(slots=True)
class _Facts:
    """What the edges of a text tell, gathered line by line."""

    told: dict[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    agency: Agency | None = None
    place: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    head_signs: int = 0
    foot_signs: int = 0


def take_apart(text: str, id: str) -> Report:
    """The Report of a clean text.

    What stands above its first paragraph and below its last is read and taken off where it is plainly no body (credit,
    byline, date, promotion, disclaimer); all else of the text stays to the character.
    """
    lines = text.split("\n")
    facts = _Facts()
    first = _first_paragraph(lines)
    end = _cut_foot(lines, first, facts)
    start = _read_head(lines, first, end, facts)
    body = "\n".join(lines[start:end]).strip("\n")
    if (facts.head_signs or facts.foot_signs) and end - start <= MAX_LINES:
        body = _without_promotion(body)
    return _report(id, body, facts)


def _first_paragraph(lines: Sequence[str]) -> int:
    """The index of the first line that is a paragraph of prose; 0 where the head has none."""
    seen = 0
    for index, line in enumerate(lines[:EDGE_LINES]):
        bare = line.strip()
        if not bare:
            continue
        if _is_prose(bare) and not _label(bare) and not is_edge(bare) and not is_furniture(bare):
            return index
        seen += 1
        if seen > HEAD_LINES:
            break
    return 0


def _is_prose(line: str) -> bool:
    """A sentence by its end, or too long for a headline: never taken off a text's head."""
    if len(line) > 200:
        return True
    words = len(line.split())
    if words > 30 or (words >= 8 and _SENTENCE_END.search(line)):
        return True
    return words >= 3 and bool(_FULL_STOP.search(line) or _SENTENCE_BREAK.search(line))


def _label(line: str) -> tuple[str, str] | None:
    match = _LABELLED.match(line)
    if match and match["label"].lower() in table("plain")["labels"] and len(line) < 300:
        return table("plain")["labels"][match["label"].lower()], match["value"].strip()
    return None


def _cut_foot(lines: Sequence[str], first: int, facts: _Facts) -> int:
    """The index after the last line of the body. The first paragraph is never cut."""
    end = _end(lines, first, facts)
    while end > first + 1:
        bare = lines[end - 1].strip()
        if not bare:
            end -= 1
        elif _is_foot(bare):
            _note(bare, facts)
            facts.foot_signs += 1
            end -= 1
        else:
            break
    return end


def _end(lines: Sequence[str], first: int, facts: _Facts) -> int:
    """The line among the last ones that says that the report is over; what follows is read and left out."""
    near = max(first + 1, len(lines) - EDGE_LINES)
    end = near + end_of_body(["x" * sum(map(len, lines[:near])), *lines[near:]]) - 1
    for line in lines[end:]:
        _note(line.strip(), facts)
    facts.foot_signs += end < len(lines)
    return end


def _is_foot(line: str) -> bool:
    if is_edge(line) or is_furniture(line) or (len(line) < 80 and read_credit(line) is not None):
        return True
    label = _label(line)
    return is_foot_heading(line) or (label is not None and label[0] in ("date", "", "url") and line[:1].isupper())


def _read_head(lines: Sequence[str], first: int, end: int, facts: _Facts) -> int:
    """Reads the lines above the first paragraph. Gives the index where the body begins: there, or 0 where nothing shows
    that the lines above it are the head of a page."""
    head = [(i, lines[i].strip()) for i in range(first) if lines[i].strip()]
    plain: list[str] = []
    release = False
    for _, line in head:
        if _note(line, facts):
            facts.head_signs += 1
        elif _RELEASE.match(line):
            facts.head_signs += 1
            release = True
            facts.told.pop("title", None)
        elif not (is_edge(line) or is_furniture(line)):
            plain.append(line)
            if release and len(line.split()) >= 4:
                facts.told.setdefault("title", line)
    if plain and not facts.head_signs and not _is_headline_alone(lines, head, end):
        return 0
    titles = [p for p in plain if len(p.split()) >= 4] or plain[-1:]
    if titles:
        title = facts.told.setdefault("title", titles[0])
        before = plain[: plain.index(title)] if title in plain else []
        if before and len(before[0].split()) <= 6:
            facts.told.setdefault("publisher", before[0])
    return first


def _is_headline_alone(lines: Sequence[str], head: Sequence[tuple[int, str]], end: int) -> bool:
    """One line of headline form, set off by an empty line, above several paragraphs."""
    if len(head) != 1:
        return False
    index, line = head[0]
    below = [n.strip() for n in lines[index + 1 : min(end, index + EDGE_LINES)] if n.strip()]
    return (
        4 <= len(line.split()) <= 25
        and not _SENTENCE_END.search(line)
        and index + 1 < len(lines)
        and not lines[index + 1].strip()
        and sum(_is_prose(n) for n in below) >= 2
    )


def _note(line: str, facts: _Facts) -> bool:
    """Takes what a line of the head or foot tells. Gives whether it told something."""
    if label := _label(line):
        name, value = label
        if name == "date" or (not name and "date" in line.lower()):
            _note_date(line, facts)
        elif name == "byline":
            _note_names(value, facts)
        elif name == "publisher" and (agency := agency_named(value)):
            _note_agency(agency, None, line, facts)
        elif name and value:
            facts.told.setdefault(name, value)
        return True
    if credit := read_credit(line):
        _note_agency(credit.agency, credit.place, line, facts)
        _note_date(line, facts)
        return True
    dateline = read_dateline(line)
    if dateline and dateline.end >= len(line):
        if dateline.agency:
            _note_agency(dateline.agency, dateline.place, line, facts)
        _note_date(line, facts)
        return True
    if match := _BYLINE.match(line):
        _note_date(line, facts)
        return _note_names(match["names"], facts)
    found = find_date_words(line)
    if found and (is_date_label(line) or len(normal(line[: found.start] + " " + line[found.end :]).split()) <= 3):
        return _note_date(line, facts)
    return False


def _note_date(line: str, facts: _Facts) -> bool:
    found = find_date_words(line, Locale())
    if not found:
        return False
    changed = bool(_CHANGED.match(line))
    key = "changed" if changed else "published"
    if key not in facts.told:
        facts.told[key] = found.value
        facts.evidence.append(Evidence("published_at", f"text line {line[: found.start].strip()[:40]!r}", line))
    return True


def _note_names(text: str, facts: _Facts) -> bool:
    names = persons([text])
    facts.names = facts.names or names
    return bool(names)


def _note_agency(agency: Agency, place: str | None, line: str, facts: _Facts) -> None:
    if facts.agency is None:
        facts.agency = agency
        facts.evidence.append(Evidence("agency", "credit line", line))
    if place and facts.place is None and is_place(place):
        facts.place = tidy_place(place)
        facts.evidence.append(Evidence("dateline", "credit line", line))


def _without_promotion(body: str) -> str:
    """A page's text without the lines of promotion between its paragraphs."""
    kept = [line for line in body.split("\n") if not line.strip() or not is_furniture(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _report(id: str, body: str, facts: _Facts) -> Report:
    evidence = [e for e in facts.evidence if e.field != "published_at"]
    told_dates = [e for e in facts.evidence if e.field == "published_at"]
    warnings: tuple[str, ...] = ()
    published = facts.told.get("published")
    if published:
        evidence += [e for e in told_dates if not _CHANGED.match(e.exact)][:1]
    elif "changed" in facts.told:
        published = facts.told["changed"]
        evidence += told_dates[:1]
        warnings = ("only the date of an update is told; taken as the publication date",)
    report = Report(id, body, title=facts.told.get("title"), publisher=facts.told.get("publisher"), byline=facts.names)
    report = replace(report, url=facts.told.get("url"), published_at=published, warnings=warnings)
    return _with_dateline(report, facts, evidence)


def _with_dateline(report: Report, facts: _Facts, evidence: list[Evidence]) -> Report:
    agency, place, published = facts.agency, facts.place or facts.told.get("dateline"), report.published_at
    if dateline := read_dateline(report.text):
        words = report.text[: dateline.end].strip()
        if dateline.agency and not agency:
            agency = dateline.agency
            evidence.append(Evidence("agency", "dateline", words))
        if dateline.place:
            place = dateline.place
            evidence.append(Evidence("dateline", "dateline", words))
        if not published and (found := find_date_words(words)):
            published = found.value
            evidence.append(Evidence("published_at", "dateline", words))
    host = host_of(report.url)
    return replace(
        report,
        agency=agency.name if agency else None,
        dateline=place,
        published_at=published,
        voice=voice_of(agency or agency_of_site(host), host, declares_news=False),
        evidence=tuple(evidence),
    )
