"""What the views say of a record reads as a sentence of our own, whatever the span's edges."""

from __future__ import annotations

from accordingto.export.words import Words
from accordingto.types import Actor, Record, Report, Role, Span, Statement


def test_a_chain_reads_without_the_comma_that_closes_an_apposition() -> None:
    text = "In a letter, Ada Obi, the clerk, said it was over."
    sources = (Role(3, 11, "a letter"), Role(13, 32, "Ada Obi, the clerk,", "a1"))
    statement = Statement("s1", "speech", sources, "a1", Span(33, 37, "said"), (Span(38, 49, "it was over"),),
                          "indirect", "asserts")  # fmt: skip
    record = Record(Report("r", text), (statement,), actors=(Actor("a1", "Ada Obi", None, "person"),))
    assert Words(record).chain(statement) == "Ada Obi, the clerk, via a letter"
