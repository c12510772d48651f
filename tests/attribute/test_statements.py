"""Statements of small reports of our own: forms, continued quotations, transcripts, counts, speakers, order."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from accordingto.attribute.rules import rule_attributions
from accordingto.attribute.statements import find_statements
from accordingto.evaluate.gold import read_gold
from accordingto.evaluate.score import score
from accordingto.read.actors import Cast
from accordingto.types import Record, Report
from tests.attribute.reading import chain, parser, read, speaker_names, speech


def test_forms() -> None:
    told = speech('The minister said the "terrorists" had fled. "They ran," he said. He said the road was open.')
    assert [s.form for s in told] == ["mixed", "direct", "indirect"]


def test_a_quotation_broken_by_its_cue_has_two_pieces() -> None:
    (one,) = speech('"We stay," said Ahmed Noor, a farmer. "This is our land."')
    assert [c.exact.strip('"') for c in one.content] == ["We stay,", "This is our land."]
    assert chain(one) == "Ahmed Noor, a farmer"


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    first, second = speech(
        '"We stay," said Ahmed Noor, a farmer. "This is our land.\n\n"My father is buried here.\n\n"I stay," he added.'
    )
    assert len(first.content) == 3
    assert second.cue is not None
    assert second.cue.exact == "added"


def test_other_words_between_end_a_quotation() -> None:
    text = '"We stay," said Ahmed Noor.\n\nThe mine opened in 1990.\n\n"It is loud."'
    assert len(speech(text)[0].content) == 1


def test_transcripts() -> None:
    told = speech("JONES: We will appeal.\nSMITH: On what grounds?\nJONES: You will see.")
    assert [(chain(s), s.cue, s.form) for s in told] == [
        ("JONES", None, "direct"), ("SMITH", None, "direct"), ("JONES", None, "direct")]  # fmt: skip


def test_the_outlets_own_questions_are_no_statements() -> None:
    told = speech("Q: Did you see the gunman?\nA: I saw him run.\nQ: Where to?\nA: Towards the river.")
    assert [s.content[0].exact for s in told] == ["I saw him run.", "Towards the river."]


def test_a_telling_beside_a_denial_is_its_own() -> None:
    deny, say = speech("The rebels deny they are negotiating a deal and say the talks aim to bring peace.")
    assert (deny.stance, deny.content[0].exact) == ("denies", "they are negotiating a deal")
    assert (chain(say), say.stance) == ("The rebels", "asserts")


def test_a_telling_inside_what_is_denied_cuts_it() -> None:
    deny, say = speech("They deny that civilians died in raids that residents say flattened two streets.")
    assert deny.content[0].exact == "that civilians died in raids"
    assert [c.exact for c in say.content] == ["raids", "flattened two streets"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The army said more than 300 rebels had been killed.", (301, None)),
        ("Rescuers say dozens are missing.", (24, None)),
        ("The mayor said 300 trees were planted.", None),
    ],
)
def test_counts_of_people_harmed(text: str, count: tuple[int, int | None] | None) -> None:
    (one,) = speech(text)
    assert (one.count and (one.count.min, one.count.max)) == count


def test_speakers() -> None:
    text = (
        "In a statement, Hezbollah said it would retaliate. The statement said the strike killed two. "
        "A witness said he ran. "
        '"We will appeal," Maria Ressa said. "Today," she added.'
    )
    assert speaker_names(text) == ["Hezbollah", "Hezbollah", None, "Maria Ressa", "Maria Ressa"]


def test_ids_follow_the_text_and_nothing_changes_between_runs() -> None:
    text = "Kim said Lee lied. Park, according to the paper, denied it. Lee declined to comment."
    first, again = read(text), read(text)
    assert first == again
    assert [s.id for s in first] == [f"s{n}" for n in range(1, len(first) + 1)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", '"', "Yes.", '"""""', "said said said", "A: \n\nB: ", "“„«»‘’`"])
def test_odd_texts_give_no_error(text: str) -> None:
    read(text)


def test_floors_on_the_hand_coded_reports(shared: Path) -> None:
    """Rules alone, on the development reports: the first issue asks for 45; a floor is never lowered silently."""
    pairs = []
    for item in read_gold(shared / "gold/dev.gold.jsonl"):
        report = Report(item["id"], item["text"], published_at=item["published_at"])
        doc = parser().parse(report.text)
        cast = Cast.of(doc, (), report)
        statements = find_statements(doc, rule_attributions(doc), cast, ())
        pairs.append(
            ({"text": item["text"], "statements": item["statements"]}, Record(report, statements, (), cast.actors()))
        )
    measures = score(pairs).table()
    assert measures["statements"] >= 90, measures


def test_rules_are_fast(shared: Path) -> None:
    rows = [json.loads(x) for x in (shared / "gold/dev.reports.jsonl").read_text("utf-8").splitlines()]
    docs = [parser().parse(row["text"]) for row in rows]
    begin = time.process_time()
    for doc in docs:
        rule_attributions(doc)
    words = sum(len(row["text"].split()) for row in rows)
    assert words / (time.process_time() - begin) >= 20_000
