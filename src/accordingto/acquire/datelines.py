"""The dateline at the head of a body: "LONDON (Reuters) -", "BEIJING, March 29 (Xinhua) --", "(Beirut) -"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from accordingto.acquire.agencies import PLACE, Agency, agency_named, agency_pattern

_REACH = 160
"""Characters at the head of a body in which a dateline ends."""
_DAY = (
    r"(?:(?:Mon|Tues?|Wednes|Wed|Thurs?|Fri|Satur|Sat|Sun)(?:day)?,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?"
    r"[A-Z][a-z]{2,8}\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s+\d{4})?"
)
_MONTHS = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE)
_CAPITALS = r"[A-Z][A-ZÀ-Þ'’.-]+(?:[ -](?:[A-Z][A-ZÀ-Þ'’.-]*|[a-z]{2,3}))*"
_WHERE = rf"(?P<place>{_CAPITALS}|{PLACE})(?:,\s*(?P<region>{_CAPITALS}|{PLACE}))?(?:/(?:{_CAPITALS}|{PLACE}))*"
_DASH = r"\s*(?:--+|[-–—―:_])\s*"


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report says it was written. end: the character after the dateline. agency: None where none is named."""

    place: str | None
    agency: Agency | None
    end: int


def read_dateline(text: str) -> Dateline | None:
    """The dateline that `text` begins with; None where its first words are the first sentence."""
    head = text[:_REACH]
    for pattern in _patterns():
        match = pattern.match(head)
        if not match:
            continue
        groups = match.groupdict()
        agency = agency_named(groups["agency"]) if groups.get("agency") else None
        day = groups.get("day")
        if day and not _MONTHS.search(day):
            continue
        place = groups.get("place")
        if place and not agency and (named := agency_named(place)):
            agency, place = named, None
        if place and not is_place(place):
            continue
        return Dateline(tidy_place(place) if place else None, agency, match.end())
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    agency = rf"(?P<agency>{agency_pattern()})"
    credit = rf"[(\[/]\s*{agency}(?:\s*[/,&+-]\s*[\w .]+)?\s*[)\]/]"
    where = rf"(?P<place>{_CAPITALS}|{PLACE})(?:,\s*(?P<region>{_CAPITALS}|{PLACE}))?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"\s*{_WHERE},?\.?\s*(?P<day>{_DAY})?[,.]?\s*{credit}[.,]?(?:{_DASH})?",  # LONDON, May 5 (Reuters) -
            rf"\s*{_WHERE}\s*\[[^\]]{{2,30}}\],\s*(?P<day>{_DAY})\s*{credit}{_DASH}",  # New Delhi [India], May 5 (ANI):
            rf"\s*(?P<day>{_DAY})\s*{credit}{_DASH}",  # May 5 (UPI) --
            rf"\s*{_WHERE},\s*{agency}{_DASH}",  # Damascus, SANA -
            rf"\s*{_WHERE},\s*(?P<day>{_DAY}){_DASH}{agency}[.:]\s*",  # MOSCOW, May 5 - RIA Novosti.
            rf"\s*{_WHERE},\s*(?P<day>{_DAY}),?\s+{agency}{_DASH}",  # BEIJING, May 5, Xinhua --
            rf"\s*{_WHERE}\.\s*(?P<day>{_DAY})\.\s*{agency}[.\s–-]+",  # Moscow. May 5. INTERFAX -
            rf"\s*{credit}{_DASH}",  # (Reuters) -
            rf"\s*\({where}(?:,\s*(?P<day>{_DAY}))?\)(?:{_DASH})",  # (Beirut) -
            rf"\s*(?P<place>{_CAPITALS}|{PLACE})\s*\((?P<day>{_DAY})\)(?:{_DASH})",  # GENEVA (5 May 2019) -
            rf"\s*\[(?P<place>{PLACE})\]\s*",  # [Kabul]
            rf"\s*(?P<place>{_CAPITALS})(?:,\s*(?P<region>{_CAPITALS}|{PLACE}))?(?:,\s*(?P<day>{_DAY}))?\s*(?:--+|[–—―]|-\s|:\s)\s*",
            rf"\s*{where}(?:,\s*(?P<day>{_DAY}))\s*(?:--+|[–—―]|-\s|:\s)\s*",
            rf"\s*(?P<place>{PLACE})(?:,\s*(?P<region>{PLACE}))?\s*(?:--+|[–—―]|\s-\s)\s*(?=[\"“‘']?[A-Z])",
        )
    )


_NO_PLACES = re.compile(
    r"(?:the|by|breaking|exclusive|update|updated|analysis|opinion|video|watch|photo|read|editor|note|warning|live|in|on|at|"
    r"a|an|and|but|however|why|how|what|who|when|where|this|that|these|mr|mrs|dr|president|minister|prime|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|today|yesterday|related|more|see|also|yes|no|q|faq|news|report|explainer|factbox|timeline|corrected|correction|"
    r"key|step|part|chapter|section|question|answer|summary|abstract|introduction|background|conclusion|advertisement|"
    r"disclaimer|dear|tl;?dr|sponsored|disclosure|published|follow)\b", re.IGNORECASE
)  # fmt: skip


def is_place(words: str) -> bool:
    """Whether these words can name a place: capitals, five words at most, none that begins a headline or a label."""
    return len(words.split()) <= 5 and not _NO_PLACES.match(words) and not re.search(r"\d", words)


def tidy_place(place: str) -> str:
    """A place in capitals as names are written: "RIO DE JANEIRO" gives "Rio de Janeiro"; other writing stays."""
    place = place.strip(" ,.-")
    if not place.isupper():
        return place
    if re.fullmatch(r"(?:[A-Z]\.)+", place + "."):
        return place
    words = re.split(r"([ -])", place.lower())
    small = {"de", "la", "le", "du", "des", "del", "los", "las", "of", "and", "the", "am", "sur", "au", "prince"}
    tidy = [w if (w in small and i) or w in " -" else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    return "".join(tidy).replace("-au-prince", "-au-Prince").replace("D.c", "D.C")
