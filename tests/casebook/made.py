"""Makes synthetic reports with their records, seeded: the same number, the same report; no language model needed."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from accordingto.acquire.incoming import Incoming
from accordingto.casebook.query import Query
from accordingto.types import (
    Act,
    Actor,
    Count,
    Place,
    Record,
    Report,
    Role,
    Span,
    Stance,
    Statement,
    Time,
    When,
)

CITIES = (("Ardena", "AL"), ("Belmora", "TR"), ("Corvia", "KZ"), ("Dunmere", "CN"), ("Esteril", "FR"), ("Falkow", "UA"),
          ("Gorsk", "RU"), ("Hamra", "SY"), ("Ilmen", "MM"), ("Jorat", "IN"))  # fmt: skip
PARTIES = (
    ("the interior ministry", "organisation", ("TUR", "GOV")),
    ("the army", "organisation", ("MMR", "MIL")),
    ("the foreign ministry", "organisation", ("CHN", "GOV")),
    ("a rights group", "unnamed", ("NGO",)),
    ("police", "group", ("KAZ", "COP")),
    ("the rebels", "group", ("SYR", "REB")),
    ("the prosecutor", "unnamed", ("FRA", "JUD")),
    ("the opposition party", "organisation", ("UKR", "OPP")),
)
GIVEN = ("Amar", "Bela", "Cyra", "Dorin", "Elva", "Faris", "Gita", "Havel", "Inra", "Jonel", "Kasim", "Lore", "Mirek",
         "Nadia", "Orhan", "Petra")  # fmt: skip
FAMILY = ("Abramow", "Belkin", "Castellar", "Dernik", "Ezhar", "Fontaine", "Gulsar", "Harrach", "Ivarsen", "Jadran",
          "Kolvar", "Lumin", "Marek", "Nurlan")  # fmt: skip
DEEDS = (("COERCE", "arrest", "detained", "detained"), ("ASSAULT", None, "opened fire on", "wounded"),
         ("PROTEST", "demo", "rallied against", None), ("COERCE", "ban", "banned", None),
         ("SANCTION", "convict", "convicted", None), ("CONSULT", "visit", "met", None),
         ("ASSAULT", "aerial", "shelled", "killed"), ("RETREAT", None, "released", None))  # fmt: skip
STANCES: tuple[tuple[str, Stance], ...] = (
    ("said", "asserts"),
    ("denied", "denies"),
    ("confirmed", "confirms"),
    ("announced", "asserts"),
)
PAPERS = ("The Ardena Post", "Daily Corvia", "Northern Wire", "Gorsk Today", "Belmora Times", "Hamra Observer")


def words(rng: random.Random, n: int) -> str:
    """Filler of n invented words whose frequencies fall off as those of a language do."""
    return " ".join(f"{'bdfgklmnprstv'[r % 13]}{'aeiou'[r % 5]}{'lmnrst'[r % 6]}{r:x}" for r in
                    (min(int(rng.paretovariate(0.8)), 50_000) for _ in range(n)))  # fmt: skip


class Draft:
    """A text that grows, and the spans in it."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, exact: str) -> Span:
        start = len(self.text)
        self.text += exact
        return Span(start, start + len(exact), exact)

    def role(self, exact: str, actor: str | None, codes: tuple[str, ...]) -> Role:
        span = self.put(exact)
        return Role(span.start, span.end, exact, actor, codes)


def record(number: int, seed: int = 0, acts: int = 10, filler: int = 12, more: int = 38) -> Record:
    """The record of made report `number`: 10 acts, 8 statements and some 600 words, as long as news reports are.

    filler: words of each statement that tell nothing; more: words outside all statements, for each act.
    """
    rng = random.Random(seed * 1_000_003 + number)
    draft = Draft()
    published = date(2012, 1, 1) + timedelta(days=rng.randrange(4000))
    statements: list[Statement] = []
    done: list[Act] = []
    mentions: dict[str, tuple[str | None, str, tuple[str, ...], list[Span]]] = {}
    times: list[Time] = []
    places: list[Place] = []
    for i in range(acts):
        n = rng.randrange(len(PARTIES))
        party, kind, codes = PARTIES[n]
        person = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
        city, country = rng.choice(CITIES)
        type_, mode, trigger, harm = rng.choice(DEEDS)
        verb, stance = rng.choice(STANCES)
        day = published - timedelta(days=rng.randrange(300))
        # One report has fewer parties than roles: the agents come again, as in real reports.
        agent, speaker, victim = f"a{n}", f"b{i}", f"v{i}"
        source = draft.role(rng.choice(PARTIES)[0], speaker, rng.choice(PARTIES)[2])
        draft.put(" ")
        cue = draft.put(verb)
        draft.put(" that ")
        start = len(draft.text)
        who = draft.role(party, agent, codes)
        draft.put(" ")
        deed = draft.put(trigger)
        draft.put(" ")
        number_ = rng.randrange(2, 90)
        amount = draft.put(str(number_))
        draft.put(" people and ")
        whom = draft.role(person, victim, ())
        draft.put(" in ")
        where = draft.put(city)
        draft.put(" on ")
        when = draft.put(day.isoformat())
        draft.put(" over " + words(rng, filler))
        content = Span(start, len(draft.text), draft.text[start:])
        draft.put(". " + words(rng, more).capitalize() + ".\n")
        times.append(Time(f"t{i + 1}", when.start, when.end, when.exact, "DATE", when.exact, when.exact, when.exact))
        places.append(Place(f"p{i + 1}", where.start, where.end, city, city, country, None, 40.5, 20.25, "city"))
        for id, name, sort, known, role in (
            (agent, None if kind == "unnamed" else party, kind, codes, who),
            (speaker, source.exact, "organisation", source.codes, source),
            (victim, person, "person", (), whom),
        ):
            mentions.setdefault(id, (name, sort, known, []))[3].append(Span(role.start, role.end, role.exact))
        key = f"s{i + 1}"
        told = i % 5 != 4
        if told:
            statements.append(
                Statement(key, "speech", (source,), speaker, cue, (content,), "indirect", stance,
                          confidence=round(rng.random(), 4)))  # fmt: skip
        done.append(
            Act(f"c{i + 1}", type_, mode, deed, (who,), (whom,),
                when=When(day.isoformat(), day.isoformat(), f"t{i + 1}"), where=f"p{i + 1}",
                count=Count(number_, number_, False, amount), harm=harm,  # type: ignore[arg-type]
                per=(key,) if told and stance != "denies" else (),
                denied_by=(key,) if stance == "denies" and told else (),
                status="reported" if rng.random() < 0.9 else "planned", confidence=round(rng.random(), 4)))  # fmt: skip
    actors = tuple(
        Actor(id, name, f"a party of report {number}" if name is None else None, kind, codes,  # type: ignore[arg-type]
              tuple(spans))
        for id, (name, kind, codes, spans) in mentions.items()
    )  # fmt: skip
    title = f"{words(rng, 6).capitalize()} in {CITIES[0][0]}"
    report = Report(id=f"made-{seed}-{number}", text=draft.text, title=title,
                    publisher=rng.choice(PAPERS), published_at=published.isoformat(), language="en",
                    url=f"https://example.org/{seed}/{number}")  # fmt: skip
    return Record(report, tuple(statements), tuple(done), actors, tuple(times), tuple(places))


def incoming(made: Record) -> Incoming:
    """The made report as a line of JSON Lines, as it would come."""
    report = made.report
    data: dict[str, Any] = {"id": report.id, "title": report.title, "publisher": report.publisher,
                            "published_at": report.published_at, "url": report.url, "text": report.text}  # fmt: skip
    return Incoming(None, json.dumps(data).encode(), "application/jsonl", f"line {report.id}")


def pairs(first: int, last: int, seed: int = 0, **shape: int) -> Iterator[tuple[Incoming, Record]]:
    """The bytes and the record of made reports first..last-1; the record names its capture."""
    from dataclasses import replace

    for number in range(first, last):
        made = record(number, seed, **shape)
        came = incoming(made)
        yield came, replace(made, report=replace(made.report, capture=came.capture()))


def query(rng: random.Random) -> Query:
    """A made search: a word or two that texts have, or none, and up to three filters."""
    told = rng.choice(
        (
            "detained",
            "people",
            "ministry denied",
            "shelled",
            "rallied",
            "Nadia Abramow",
            "arrest*",
            "",
            '"a rights group"',
            "prosecutor convicted",
            "army Gorsk",
            words(rng, 1),
            words(rng, 2),
        )
    )
    year = rng.randrange(2012, 2022)
    filters: list[dict[str, Any]] = [
        {"country": rng.choice(CITIES)[1]},
        {"type": rng.choice(DEEDS)[0]},
        {"mode": rng.choice(("arrest", "ban", "demo"))},
        {"party": rng.choice(("CHN", "the army", "police", "Faris Lumin"))},
        {"place": rng.choice(CITIES)[0]},
        {"stance": rng.choice(STANCES)[1]},
        {"publisher": rng.choice(PAPERS)},
        {"status": rng.choice(("planned", "contested"))},
        {"since": f"{year}-03-10", "until": f"{year}-06-20"},
        {"since": f"{year}-01-01"},
    ]
    chosen: dict[str, Any] = {}
    for one in rng.sample(filters, rng.randrange(0 if told else 1, 4)):
        chosen |= one
    return Query(words=told, **chosen)


def sha256(data: bytes) -> str:
    """Hexadecimal."""
    return hashlib.sha256(data).hexdigest()
