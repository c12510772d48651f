"""Records built by hand for the pages that show many reports, and a casebook that holds them with their events."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from accordingto.casebook import happenings, schema
from accordingto.casebook.store import Casebook
from accordingto.reconcile.types import ActRef, Event, Position, Telling, Told
from accordingto.types import Act, Actor, Capture, Count, Place, Record, Report, Role, Span, Statement, When

PLACES: dict[str, tuple[str, float, float, str]] = {
    "Harvan": ("SY", 35.2, 38.4, "city"), "Harvan square": ("SY", 35.21, 38.41, "point"),
    "Deir province": ("SY", 35.3, 40.1, "region"), "Syria": ("SY", 35.0, 38.0, "country"),
}  # fmt: skip


@dataclass
class Draft:
    """A report on its way: its text, and what is found in it."""

    id: str
    text: str
    head: dict[str, Any]
    statements: list[Statement] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)

    def span(self, words: str) -> Span:
        """Where words stand."""
        start = self.text.index(words)
        return Span(start, start + len(words), words)

    def role(self, told: str | tuple[str, str, str, tuple[str, ...]]) -> Role:
        """A party: its words, or its words, name, kind and codes."""
        if isinstance(told, str):
            told = (told, "", "unnamed", ())
        exact, name, kind, codes = told
        s = self.span(exact)
        known = next((a for a in self.actors.values() if (a.name or a.description) == (name or exact)), None)
        if known is None:
            id = f"a{len(self.actors) + 1}"
            known = self.actors[id] = Actor(id, name or None, None if name else exact, kind, codes, (s,))  # type: ignore[arg-type]
        return Role(s.start, s.end, exact, known.id, codes)

    def say(self, source: Any, cue: str, content: Sequence[str] = (), stance: str = "asserts", **more: Any) -> Draft:
        """A statement."""
        role = self.role(source)
        speaker = role.actor if self.actors[role.actor or ""].name else None
        direct = more.pop("form", "indirect")
        if isinstance(more.get("count"), tuple):
            more["count"] = Count(more["count"][0], more["count"][1], False)
        self.statements.append(Statement(
            f"s{len(self.statements) + 1}", "speech", (role,), speaker, self.span(cue), tuple(map(self.span, content)),
            direct, stance, confidence=0.8, **more))  # type: ignore[arg-type]  # fmt: skip
        return self

    def act(self, type: str, mode: str | None, trigger: str, by: Sequence[Any] = (), to: Sequence[Any] = (),
            day: str | tuple[str | None, str | None] | None = None, place: str | None = None,
            count: tuple[int | None, int | None, str] | None = None, **more: Any) -> Draft:  # fmt: skip
        """An act."""
        when = When(day, day) if isinstance(day, str) else When(*day) if day else None
        where = self._place(place) if place else None
        told = Count(count[0], count[1], False, self.span(count[2])) if count else None
        self.acts.append(Act(
            f"c{len(self.acts) + 1}", type, mode, self.span(trigger), tuple(map(self.role, by)),
            tuple(map(self.role, to)), when=when, where=where, count=told, confidence=0.8, **more))  # fmt: skip
        return self

    def _place(self, name: str) -> str:
        country, lat, lon, precision = PLACES[name]
        s, id = self.span(name), f"p{len(self.places) + 1}"
        self.places.append(Place(id, s.start, s.end, name, name, country, None, lat, lon, precision))  # type: ignore[arg-type]
        return id

    def record(self) -> Record:
        """The record."""
        report = Report(id=self.id, text=self.text, **{"language": "en", "voice": "outlet", **self.head})
        return Record(report, tuple(self.statements), tuple(self.acts), tuple(self.actors.values()), (),
                      tuple(self.places))  # fmt: skip


POLICE = ("Police", "Police", "organisation", ("SYR", "COP"))
MINISTRY = ("The interior ministry", "interior ministry", "organisation", ("SYR", "GOV"))
LINA = ("Lina Sabri", "Lina Sabri", "person", ())


def shooting() -> list[Record]:
    """Five reports of one shooting: two counts, a denial, a copy, a quote from right to left."""
    courier = Draft(
        "courier",
        (
            "Police opened fire on protesters in Harvan on Tuesday, killing 12 people, the city hospital said.\n"
            "The interior ministry denied that police fired at anybody in Harvan.\n"
            "“We carried the wounded in blankets,” said a resident of Harvan square.\n"
        ),
        {
            "title": "Police open fire in Harvan",
            "publisher": "The Courier",
            "published_at": "2021-06-09",
            "url": "https://example.org/courier/1",
            "capture": Capture("ab" * 32, 10, "text/html", "2021-06-09T10:00:00Z"),
        },
    )
    courier.say(
        "the city hospital", "said", ("Police opened fire on protesters in Harvan on Tuesday, killing 12 people",)
    )
    courier.say(MINISTRY, "denied", ("that police fired at anybody in Harvan",), "denies", answers=("s1",))
    courier.say("a resident", "said a", ("We carried the wounded in blankets,",), form="direct")
    courier.act(
        "ASSAULT",
        "kill",
        "killing",
        [POLICE],
        ["12 people"],
        "2021-06-08",
        "Harvan",
        (12, 12, "12 people"),
        harm="killed",
        per=("s1",),
        denied_by=("s2",),
    )
    courier.act(
        "ASSAULT",
        None,
        "opened fire on",
        [POLICE],
        ["protesters"],
        "2021-06-08",
        "Harvan square",
        per=("s1",),
        denied_by=("s2",),
    )

    herald = Draft(
        "herald",
        (
            "At least 15 people were killed when police opened fire on protesters in Harvan on June 8, "
            "a rights monitor said.\n"
            "The monitor wrote: “أطلقت الشرطة النار على المتظاهرين”.\n"
            "The interior ministry declined to comment.\n"
        ),
        {
            "title": "Monitor: at least 15 killed in Harvan",
            "publisher": "Herald",
            "published_at": "2021-06-10",
            "url": "https://example.org/herald/1",
        },
    )
    monitor = ("a rights monitor", "Harvan Monitor", "organisation", ("NGO",))
    herald.say(
        monitor,
        "said",
        ("At least 15 people were killed when police opened fire on protesters in Harvan on June 8",),
        count=(15, None),
    )
    herald.say(
        ("The monitor", "Harvan Monitor", "organisation", ("NGO",)),
        "wrote",
        ("أطلقت الشرطة النار على المتظاهرين",),
        form="direct",
    )
    herald.say(MINISTRY, "declined to comment", (), "no_comment")
    herald.act(
        "ASSAULT",
        "kill",
        "killed",
        [("police", "Police", "organisation", ("SYR", "COP"))],
        ["15 people"],
        "2021-06-08",
        "Harvan",
        (15, None, "At least 15 people"),
        harm="killed",
        per=("s1",),
    )

    again = replace(
        courier.record(),
        report=replace(
            courier.record().report,
            id="gazette",
            title="Police open fire in Harvan",
            publisher="Gazette",
            url="https://example.org/gazette/1",
        ),
    )
    return [courier.record(), herald.record(), again]


def custody() -> list[Record]:
    """The story of one arrest, in three reports: arrested, charged and contested, released."""
    first = Draft(
        "arrest",
        ("Police arrested Lina Sabri, a nurse, in Harvan on 12 June, her brother said.\n"),
        {"title": "Nurse arrested", "publisher": "The Courier", "published_at": "2021-06-13"},
    )
    first.say("her brother", "said", ("Police arrested Lina Sabri, a nurse, in Harvan on 12 June",))
    first.act(
        "COERCE",
        "arrest",
        "arrested",
        [POLICE],
        [LINA],
        "2021-06-12",
        "Harvan",
        harm="detained",
        stage="detained",
        per=("s1",),
    )
    second = Draft(
        "charge",
        (
            "Prosecutors charged Lina Sabri with spreading rumours on 20 June, state radio said. "
            "Her lawyer denied the charge.\n"
        ),
        {"title": "Lina Sabri charged", "publisher": "Herald", "published_at": "2021-06-21"},
    )
    second.say(
        ("state radio", "state radio", "organisation", ("SYR", "JRN")),
        "said",
        ("Prosecutors charged Lina Sabri with spreading rumours on 20 June",),
    )
    second.say("Her lawyer", "denied", ("the charge",), "denies", answers=("s1",))
    second.act(
        "ACCUSE",
        None,
        "charged",
        [("Prosecutors", "Prosecutors", "organisation", ("SYR", "JUD"))],
        [LINA],
        "2021-06-20",
        None,
        stage="charged",
        per=("s1",),
        denied_by=("s2",),
        grounds=second.span("spreading rumours"),
    )
    third = Draft(
        "release",
        (
            "Authorities released Lina Sabri on 2 July, the Harvan Monitor said. "
            "She was held somewhere in Deir province.\n"
        ),
        {"title": "Nurse freed", "publisher": "Herald", "published_at": "2021-07-03"},
    )
    third.say(
        ("the Harvan Monitor", "Harvan Monitor", "organisation", ("NGO",)),
        "said",
        ("Authorities released Lina Sabri on 2 July",),
    )
    third.act("RETREAT", "release", "released", ["Authorities"], [LINA], "2021-07-02", stage="released", per=("s1",))
    third.act("COERCE", "arrest", "held", (), [LINA], ("2021-06-12", "2021-07-02"), "Deir province", stage="detained")
    return [first.record(), second.record(), third.record()]


def shooting_events() -> list[Event]:
    """The two events of `shooting`, the first three reports of a casebook, of which the third copies the first."""

    def told(report: str, low: int, high: int | None, source: str, day: str, exact: str, **more: str) -> Told:
        span = Span(0, len(exact), exact)
        return Told("killed", low, high, False, source, report, "c1", day, span, **more)

    silent = "not quoted on this in the 2 reports between 2021-06-09 and 2021-06-10 in which it speaks"
    positions = (
        Position("city hospital", "asserts", "1", "s1", "Police opened fire", "2021-06-09", also=(Telling("3", "s1"),)),
        Position(
            "Harvan Monitor",
            "asserts",
            "2",
            "s1",
            "At least 15 people were killed",
            "2021-06-10",
            ("a rights monitor",),
            (Telling("2", "s2"),),
        ),
        Position(
            "interior ministry", "denies_act", "1", "s2", "that police fired", "2021-06-09", also=(Telling("3", "s2"),)
        ),
        Position("interior ministry", "no_comment", "2", "s3", "", "2021-06-10"),
        Position("Police", "not_quoted", "1", None, silent),
    )
    counts = (
        told("1", 12, 12, "city hospital", "2021-06-09", "12 people"),
        told("3", 12, 12, "city hospital", "2021-06-09", "12 people", copy_of="1"),
        told("2", 15, None, "Harvan Monitor", "2021-06-10", "At least 15 people"),
    )
    killing = Event(
        "e1",
        "Police · killing · 12 people",
        (ActRef("1", "c1"), ActRef("2", "c1"), ActRef("3", "c1")),
        When("2021-06-08", "2021-06-08"),
        {"name": "Harvan", "country": "SY"},
        positions,
        counts,
        ("the same day", "the same place"),
        0.9,
    )
    firing = Event(
        "e2",
        "Police · opened fire on · protesters",
        (ActRef("1", "c2"), ActRef("3", "c2")),
        When("2021-06-08", "2021-06-08"),
        {"name": "Harvan square", "country": "SY"},
        (positions[0], positions[2]),
        (),
        (),
        0.8,
    )
    return [killing, firing]


def put_events(casebook: Casebook, events: Sequence[Event]) -> None:
    """Writes events as if the casebook had been reconciled."""
    with casebook.writing() as transaction:
        r, a = schema.record, schema.act
        ids = {str(row.report_id): row.id for row in transaction.connection.execute(select(r.c.report_id, r.c.id))}
        acts = {(row.record_id, row.key): row.n for row in transaction.connection.execute(select(a))}
        happenings.add_events(transaction.connection, [_row(e, ids, acts) for e in events])


def _row(event: Event, ids: dict[str, int], acts: dict[tuple[int, str], int]) -> dict[str, Any]:
    place: dict[str, Any] = event.where or {}
    return {
        "key": event.id,
        "title": event.title,
        "earliest": event.when.earliest if event.when else None,
        "latest": event.when.latest if event.when else None,
        "place": place.get("name"),
        "country": place.get("country"),
        "reasons": "\n".join(event.reasons),
        "confidence": event.confidence,
        "acts": [(ids[a.report], acts[ids[a.report], a.act]) for a in event.acts],
        "positions": [
            {
                "party": p.party,
                "stance": p.stance,
                "record_id": ids[p.report],
                "statement": p.statement,
                "words": p.words,
                "date": p.date,
                "aliases": "\n".join(p.aliases),
                "also": json.dumps([[ids[a.report], a.statement] for a in p.also]),
                "confidence": p.confidence,
            }
            for p in event.positions
        ],
        "told": [
            {
                "what": c.what,
                "count_min": c.min,
                "count_max": c.max,
                "approx": c.approx,
                "source": c.source,
                "record_id": ids[c.report],
                "act": c.act,
                "date": c.date,
                "passage_start": c.span.start if c.span else None,
                "passage_end": c.span.end if c.span else None,
                "words": c.span.exact if c.span else None,
                "copy_of": int(c.copy_of) if c.copy_of else None,
                "repeats": c.repeats,
            }
            for c in event.counts
        ],
    }


def crowd(reports: int, statements: int) -> tuple[list[Record], Event]:
    """One event told by many reports, each with an act and this many statements by some forty parties."""
    records: list[Record] = []
    quoted: dict[str, list[tuple[str, str]]] = {}
    for n in range(1, reports + 1):
        day = f"2021-{n % 6 + 6:02d}-{n % 28 + 1:02d}"
        lines = [
            f"Party {(n * 7 + i) % 40} of report {n} said line {i} that {n * 3 + i} people were held."
            for i in range(statements)
        ]
        draft = Draft(
            f"crowd-{n}",
            "\n".join([f"Police arrested {n + 2} people in Harvan.", *lines]),
            {
                "title": f"Arrests, part {n}",
                "publisher": f"Paper {n % 30}",
                "published_at": day,
                "url": f"https://example.org/crowd/{n}",
            },
        )
        for i, line in enumerate(lines):
            party = f"Party {(n * 7 + i) % 40}"
            draft.say(
                (f"{party} of report {n} said line {i}"[: len(party)], party, "organisation", ("SYR", "GOV")),
                f"said line {i}",
                (line.partition(" that ")[2].rstrip("."),),
            )
            quoted.setdefault(party, []).append((str(n), f"s{i + 1}"))
        draft.act(
            "COERCE",
            "arrest",
            "arrested",
            [("Police", "Police", "organisation", ("SYR", "COP"))],
            [f"{n + 2} people"],
            f"2021-06-{n % 28 + 1:02d}",
            "Harvan",
            (n + 2, n + 2, f"{n + 2} people"),
            per=("s1",),
            harm="detained",
        )
        records.append(draft.record())
    positions = tuple(
        Position(
            party,
            "asserts" if int(party.split()[1]) % 3 else "denies_act",
            some[0][0],
            some[0][1],
            "people were held",
            "2021-06-08",
            also=tuple(Telling(r, s) for r, s in some[1:]),
        )
        for party, some in sorted(quoted.items())
    )
    counts = tuple(
        Told("detained", n + 2, n + 2, False, f"Party {n % 40}", str(n), "c1", f"2021-06-{n % 28 + 1:02d}")
        for n in range(1, reports + 1)
    )
    acts = tuple(ActRef(str(n), "c1") for n in range(1, reports + 1))
    where = {"name": "Harvan", "country": "SY"}
    return records, Event(
        "crowd", "Police · arrested · people", acts, When("2021-06-08", None), where, positions, counts
    )


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def hostile() -> Record:
    """A report whose every name is an attack."""
    draft = Draft(
        "hostile",
        f"{HOSTILE} killed 5 people in Harvan, {HOSTILE[:26]}the office said.\n",
        {"title": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(1)", "published_at": "2021-06-09"},
    )
    draft.say((f"{HOSTILE[:26]}the office", HOSTILE, "organisation", ()), "said", (f"{HOSTILE} killed 5 people",))
    draft.act(
        "ASSAULT",
        "kill",
        "killed",
        [(HOSTILE, HOSTILE, "organisation", ())],
        ["5 people"],
        "2021-06-08",
        "Harvan",
        (5, 5, "5 people"),
        per=("s1",),
    )
    return draft.record()


def hostile_event() -> Event:
    """The event of `hostile`, as report 1."""
    where = {"name": HOSTILE, "country": "SY"}
    return Event(
        "h1",
        HOSTILE,
        (ActRef("1", "c1"),),
        When("2021-06-08", None),
        where,
        (Position(HOSTILE, "asserts", "1", "s1", HOSTILE, "2021-06-09", (HOSTILE,)),),
        (
            Told(HOSTILE, 5, 5, False, HOSTILE, "1", "c1", "2021-06-09", Span(0, 5, HOSTILE)),
            Told(HOSTILE, 7, None, False, HOSTILE, "1", "c1", "2021-06-10"),
        ),
        (HOSTILE,),
    )
