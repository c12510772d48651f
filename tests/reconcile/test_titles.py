"""An event is called in nobody's words where several sides tell it; where one alone does, it says whose they are."""

from __future__ import annotations

from accordingto.pipeline import Pipeline
from accordingto.reconcile.events import reconcile
from accordingto.reconcile.titles import LONGEST
from accordingto.reconcile.types import Event
from accordingto.types import Record, Report


def largest(records: list[Record], story: str) -> Event:
    return max(reconcile([r for r in records if r.report.id.startswith(story)]), key=lambda e: len(e.acts))


def test_several_sides_give_a_plain_word_a_place_a_day_and_the_numbers_as_told(records: list[Record]) -> None:
    assert largest(records, "fire").title == "killed (9 to at least 11 as told) · Danlí · 2021-08-10"
    assert largest(records, "editor").title == "arrested · Karim Mansour · Tunis · 2023-05-02"


def test_one_side_alone_is_named_and_both_together_take_no_side(records: list[Record]) -> None:
    titles = {e.title for e in reconcile([r for r in records if r.report.id.startswith("editor")])}
    assert "released · Karim Mansour, according to Sami Jaziri" in titles
    assert "abused · Karim Mansour · 2023-05-03" in titles  # told by one side, denied by another


def test_what_is_only_denied_is_no_fact(pipeline: Pipeline) -> None:
    text = "The interior ministry denied on Friday that its officers had beaten the baker Omar Saidov in Osh."
    record = pipeline.read(Report(id="one", text=text, published_at="2023-05-06"))
    (event,) = reconcile([record])
    assert event.title.endswith(", denied by interior ministry")


def test_every_title_says_whose_it_is_or_takes_no_side(records: list[Record]) -> None:
    for event in reconcile(records):
        assert len(event.title) <= LONGEST
        alone = ", according to " in event.title or ", denied by " in event.title or ", planned, " in event.title
        reports = {a.report for a in event.acts}
        initiators = {r.exact for record in records if record.report.id in reports for act in record.acts
                      for r in act.initiators}  # fmt: skip
        assert alone or not any(f"{who} · " in event.title for who in initiators)
