"""Who is shot dead or beaten to death is killed, wherever the words for it stand: the number goes with the harm."""

from __future__ import annotations

import pytest

from accordingto.pipeline import Pipeline
from accordingto.types import Report


@pytest.mark.parametrize(("text", "harm", "number"), [
    ("Its officers shot four marchers dead in Kisumu on 2 March.", "killed", 4),
    ("A gunman shot three policemen dead at a checkpoint.", "killed", 3),
    ("Police shot dead four marchers.", "killed", 4),
    ("Guards beat two prisoners to death in Lagos.", "killed", 2),
    ("Three men were stabbed to death by a mob.", "killed", 3),
    ("The blast has left nine soldiers dead.", "killed", 9),
    ("Police shot four marchers in the dead of night.", "wounded", 4),
    ("Gunmen shot and wounded four people.", "wounded", 4),
])  # fmt: skip
def test_what_the_doing_makes_of_them(pipeline: Pipeline, text: str, harm: str, number: int) -> None:
    (act,) = pipeline.read(Report("r1", text, published_at="2021-03-24")).acts
    assert (act.harm, act.count.min if act.count else None) == (harm, number)
