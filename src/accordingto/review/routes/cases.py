"""Cases: the story of one person or place as the reports tell it, from arrest to release, each step in whose words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.errors import MissingError
from accordingto.export.accused import accused
from accordingto.review.addresses import words_address
from accordingto.review.calls import KEY, TEXT, Call
from accordingto.review.drawing.timeline import Bar, draw_timeline
from accordingto.review.happening.loading import Source, sources
from accordingto.review.happening.tellings import Linked, Telling, telling
from accordingto.review.pages import show
from accordingto.review.people import MOST, Namesake, bearer
from accordingto.review.quoting import outlet_of, title_of
from accordingto.review.visit import Visit, page
from accordingto.types import Act, When

ON_ONE_PAGE = 60
NOT_ASKED = "not on record"
LEGAL_ORDER = ("investigated", "wanted", "detained", "charged", "tried", "convicted", "sentenced", "appealed",
               "dropped", "acquitted", "pardoned", "released")  # fmt: skip
"""The way of the law, to put steps of one day in order."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story. day: of the act as told, else that of the report, which is said. also: more tellings."""

    day: str
    dated: bool
    what: str
    stage: str | None
    when: When | None
    told: Telling
    also: tuple[Telling, ...] = ()

    @property
    def denied(self) -> tuple[Linked, ...]:
        """Who denies any telling of it, each once, with where it is told."""
        return tuple({words: (words, to) for t in reversed((self.told, *self.also)) for words, to in t.denied}.values())

    @property
    def contested(self) -> bool:
        """Whether any telling of it is denied."""
        return bool(self.denied)


@dataclass(frozen=True, slots=True)
class Story:
    """A case: its steps by day, the reports it rests on, and the last stage of the law that is told."""

    name: str
    aliases: tuple[str, ...]
    person: bool
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    left_out: int
    namesakes: tuple[Namesake, ...] = ()

    @property
    def last(self) -> Step | None:
        """The last known legal stage."""
        return next((s for s in reversed(self.steps) if s.stage and not s.told.planned), None)


def index(visit: Visit) -> Response:
    """Persons to whom something was done, and places of acts."""
    told = visit.query("words")
    return show(visit, "cases/index.html.jinja", "Cases", words=told, most=ON_ONE_PAGE,
                people=visit.reader.listed("people", told, 1, ON_ONE_PAGE),
                places=visit.reader.listed("places", told, 1, ON_ONE_PAGE))  # fmt: skip


def person(visit: Visit) -> Response:
    """One person's story."""
    name = visit.query("name")
    return _shown(visit, _of_person(visit, name, visit.query("who")))


def place(visit: Visit) -> Response:
    """One place's story."""
    return _shown(visit, _of_place(visit, visit.query("name"), visit.query("country")))


def _shown(visit: Visit, story: Story) -> Response:
    return show(
        visit, "cases/case.html.jinja", "Case", story=story, timeline=_timeline(story),
        contested=[s for s in story.steps if s.contested], not_asked=NOT_ASKED,
        outlets=[(s, title_of(s.held), outlet_of(s.held)) for s in story.sources],
    )  # fmt: skip


def _of_person(visit: Visit, name: str, who: str) -> Story:
    one = bearer(visit, name, who)
    if "person" not in one.kinds:
        raise MissingError("this name is no person's; parties have a page of their own")
    told = [(source, act) for source, act, _, _ in one.acts()]
    return replace(_story((one.name, *one.aliases), True, told, one.left_out), namesakes=one.namesakes)


def _of_place(visit: Visit, name: str, country: str) -> Story:
    numbers = visit.reader.acts_at(name, country or None) if name else []
    if not numbers:
        raise MissingError("no report of this casebook tells of an act at this place")
    found = []
    for source in sources(visit, {str(n) for n in numbers[-MOST:]}).values():
        for act in source.record.acts:
            there = source.places.get(act.where or "")
            if there is not None and there.country == (country or None) and there.name == name:
                found.append((source, act))
    return _story((name,), False, found, len(numbers[:-MOST]))


def _story(names: tuple[str, ...], person: bool, found: Iterable[tuple[Source, Act]], left_out: int) -> Story:
    """The acts as steps; several tellings of one kind of act on one day are one step, with all of them."""
    grouped: dict[tuple[str, str, str | None], list[tuple[Source, Telling]]] = {}
    stages: dict[tuple[str, str, str | None], Act] = {}
    there: dict[int, Source] = {}
    for source, act in found:
        day = (act.when.earliest or act.when.latest) if act.when else None
        key = (day or source.day, f"{act.type} {act.mode} {act.stage} {act.status}", day)
        grouped.setdefault(key, []).append((source, telling(source, act, accused(source.record))))
        stages.setdefault(key, act)
        there[source.held.number] = source
    steps = [_step(key, stages[key], some) for key, some in grouped.items()]
    steps.sort(key=lambda s: (s.day or "9", LEGAL_ORDER.index(s.stage) if s.stage else -1))
    by_day = sorted(there.values(), key=lambda s: (s.day or "9", s.held.number))
    return Story(names[0], names[1:], person, tuple(steps), tuple(by_day), left_out)


def _step(key: tuple[str, str, str | None], act: Act, some: list[tuple[Source, Telling]]) -> Step:
    first, *others = [
        t for _, t in sorted(some, key=lambda pair: (pair[0].held.copy_of is not None, pair[0].day or "9"))
    ]
    what = act.stage or act.trigger.exact
    return Step(key[0], key[2] is not None, what, act.stage, act.when, first, tuple(others))


def _timeline(story: Story) -> Markup | None:
    return draw_timeline("Timeline of the case", [_bar(s) for s in story.steps if s.dated])


def _bar(step: Step) -> Bar:
    told = f"{step.told.when}: {step.what}, according to {'; '.join(words for words, _ in step.told.per)}"
    denied = " (contested)" if step.contested else ""
    css = "contested" if step.contested else "planned" if step.told.planned else ""
    earliest, latest = (step.when.earliest, step.when.latest) if step.when else (None, None)
    return Bar(earliest, latest, told + denied, words_address(step.told.key), css)


def case_call(visit: Visit) -> Any:
    """A person's or place's story for programs."""
    name, country = visit.asked.get("name", ""), visit.asked.get("country", "")
    who = visit.asked.get("who", "")
    story = _of_place(visit, name, country) if visit.asked.get("kind") == "place" else _of_person(visit, name, who)
    last = story.last
    return {
        "name": story.name,
        "last_stage": {"stage": last.stage, "day": last.day, "told": last.told.key} if last else None,
        "steps": [{"day": s.day, "dated": s.dated, "what": s.what, "stage": s.stage, "contested": s.contested,
                   "tellings": [t.key for t in (s.told, *s.also)],
                   "according_to": [w for t in (s.told, *s.also) for w, _ in t.per]} for s in story.steps],
        "reports": [{"report": s.held.number, "consent": s.held.consent} for s in story.sources],
    }  # fmt: skip


def cases_call(visit: Visit) -> Any:
    """Persons and places that have a story, for programs."""
    told = visit.asked.get("words", "")
    return {what: [{"name": n.name, "country": n.codes[0] if what == "places" and n.codes else None,
                    "reports": n.reports} for n in visit.reader.listed(what, told, 1, ON_ONE_PAGE)]
            for what in ("people", "places")}  # fmt: skip


CALLS: tuple[Call, ...] = (
    Call("GET", "/api/cases", cases_call, "Persons to whom something was done, and places of acts.",
         query={"words": TEXT}),
    Call("GET", "/api/case", case_call, "The story of one person or place, step by step.",
         query={"kind": {"enum": ["person", "place"]}, "name": KEY, "country": TEXT, "who": TEXT}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    page("/cases", index, name="cases"),
    page("/cases/person", person),
    page("/cases/place", place),
)
