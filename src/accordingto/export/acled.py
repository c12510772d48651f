"""One act as a row of ACLED's table: what its codebook needs and the act does not tell stays empty."""

from __future__ import annotations

from datetime import date
from typing import Any

import pycountry

from accordingto.export.taken import Taken
from accordingto.export.words import count, country_name
from accordingto.types import Act, Role, When

ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

_BLASTS = {"aerial": "Air/drone strike", "drone": "Air/drone strike", "suicide-attack": "Suicide bomb",
           "heavy-weapons": "Shelling/artillery/missile attack",
           "explosives": "Remote explosive/landmine/IED"}  # fmt: skip
_AGAINST_CIVILIANS = {"sexual": "Sexual violence", "abduct": "Abduction/forced disappearance"}

_KINDS = {"MIL": "State forces", "COP": "State forces", "GOV": "State forces", "SPY": "State forces",
          "PRM": "Political militia", "REB": "Rebel group", "UAF": "Political militia"}  # fmt: skip
_CIVILIANS = frozenset({"AGR", "BUS", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "REL", "SOC", "NGO"})

_PRECISION = {"point": 1, "city": 1, "region": 2, "country": 3}
"""ACLED's geo_precision: 1 the place itself, 2 a part of a region, 3 no more than a larger region."""
WEEK, MONTH = 7, 31


def acled_row(taken: Taken, act: Act) -> tuple[dict[str, Any] | None, str]:
    """The row, or None and the reason in words why the table cannot hold the act."""
    first, second = _kind(act, act.initiators), _kind(act, act.targets)
    told = _event(act, second)
    if told is None:
        return None, "acts of kinds that ACLED does not code"
    dated = _date(act.when)
    if dated is None:
        return None, "acts not dated to a month, which ACLED needs"
    place = taken.places.get(act.where) if act.where else None
    country = pycountry.countries.get(alpha_2=place.country) if place and place.country else None
    if place is None or country is None:
        return None, "acts without a country, which ACLED needs"
    report = taken.record.report
    return {
        "event_id_cnty": f"{country.alpha_3}{taken.key(act.id)}", **dated, **told,
        **_parties(taken, act, first, second), "iso": int(country.numeric),
        "country": country_name(country.alpha_2), "admin1": place.region,
        "location": place.name, "latitude": place.lat, "longitude": place.lon,
        "geo_precision": _PRECISION[place.precision], "source": report.publisher or report.agency,
        "notes": _notes(taken, act), "fatalities": act.count.min if act.harm == "killed" and act.count else None,
        "tags": taken.review_words(act),
    }, ""  # fmt: skip


def _event(act: Act, second: str | None) -> dict[str, str | None] | None:
    """Disorder, event and sub-event type; a sub-event only where the act's mode tells it."""
    mode = act.mode or ""
    if act.type == "PROTEST":
        riot = mode in ("riot", "vandalize")
        return _told("Demonstrations", "Riots" if riot else "Protests", None)
    if act.type == "COERCE" and mode == "arrest":
        return _told("Strategic developments", "Strategic developments", "Arrests")
    if act.type != "ASSAULT":
        return None
    if mode in _BLASTS:
        return _told("Political violence", "Explosions/Remote violence", _BLASTS[mode])
    if mode in _AGAINST_CIVILIANS:
        return _told("Political violence", "Violence against civilians", _AGAINST_CIVILIANS[mode])
    if second == "Civilians":
        return _told("Political violence", "Violence against civilians", "Attack")
    if second is not None:
        return _told("Political violence", "Battles", "Armed clash")
    return _told("Political violence", None, None)


def _told(disorder: str, event: str | None, sub_event: str | None) -> dict[str, str | None]:
    return {"disorder_type": disorder, "event_type": event, "sub_event_type": sub_event}


def _date(when: When | None) -> dict[str, Any] | None:
    """Precision 1: the day; 2: within a week; 3: within a month; the first day stands for the time. None beyond."""
    if when is None or not when.earliest or not when.latest:
        return None
    try:
        first, last = date.fromisoformat(when.earliest), date.fromisoformat(when.latest)
    except ValueError:
        return None
    days = (last - first).days + 1
    if days > MONTH:
        return None
    precision = 1 if days == 1 else 2 if days <= WEEK else 3
    return {"event_date": first.isoformat(), "year": first.year, "time_precision": precision}


def _kind(act: Act, roles: tuple[Role, ...]) -> str | None:
    """ACLED's kind of a party, None where its codes do not tell."""
    codes = {code for role in roles for code in role.codes}
    if roles and roles == act.initiators and act.type == "PROTEST":
        return "Rioters" if act.mode in ("riot", "vandalize") else "Protesters"
    kinds = {_KINDS[code] for code in codes if code in _KINDS}
    if len(kinds) == 1:
        return kinds.pop()
    return "Civilians" if codes & _CIVILIANS and not kinds else None


def _parties(taken: Taken, act: Act, first: str | None, second: str | None) -> dict[str, Any]:
    interaction = f"{first}-{second}" if first and second else f"{first} only" if first and not act.targets else None
    civilians = "Civilians" in (first, second) and act.type == "ASSAULT"
    return {
        "actor1": _first(taken, act.initiators), "assoc_actor_1": _rest(taken, act.initiators), "inter1": first,
        "actor2": _first(taken, act.targets), "assoc_actor_2": _rest(taken, act.targets), "inter2": second,
        "interaction": interaction, "civilian_targeting": "Civilian targeting" if civilians else None,
    }  # fmt: skip


def _first(taken: Taken, roles: tuple[Role, ...]) -> str | None:
    return taken.name(roles[0]) if roles else None


def _rest(taken: Taken, roles: tuple[Role, ...]) -> str | None:
    return "; ".join(dict.fromkeys(taken.name(r) for r in roles[1:])) or None


def _notes(taken: Taken, act: Act) -> str:
    """Who did what to whom and who says so: the order of actors tells no direction here."""
    who, whom, number = taken.say.parties(act.initiators), taken.say.parties(act.targets), count(act.count)
    did = " ".join(p for p in (f"{who or 'Nobody named'}:", f"“{act.trigger.exact}”", whom) if p)
    return f"{did}{f' ({number} people)' if number else ''}. According to {taken.according_to(act)}."
