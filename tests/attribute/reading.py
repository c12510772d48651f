"""What the tests of the statements' room share: a report read by rules alone, and short views of statements."""

from __future__ import annotations

from functools import cache

from accordingto.attribute.rules import rule_attributions
from accordingto.attribute.statements import find_statements
from accordingto.read.actors import Cast
from accordingto.read.parser import Parser
from accordingto.types import Report, Role, Span, Statement


@cache
def parser() -> Parser:
    return Parser()


def read(text: str) -> tuple[Statement, ...]:
    """The statements of a text by rules alone, after a check that every span quotes the text."""
    doc = parser().parse(text)
    cast = Cast.of(doc, (), Report("test", text))
    statements = find_statements(doc, rule_attributions(doc), cast, ())
    for one in statements:
        spans: list[Span | Role] = [*one.sources, *one.content]
        spans += [s for s in (one.cue, one.about, one.addressee) if s is not None]
        for span in spans:
            assert text[span.start : span.end] == span.exact
    return statements


def speaker_names(text: str) -> list[str | None]:
    """The speakers' names in text order."""
    doc = parser().parse(text)
    cast = Cast.of(doc, (), Report("test", text))
    return [s.speaker and cast.name(s.speaker) for s in find_statements(doc, rule_attributions(doc), cast, ())]


def chain(one: Statement) -> str:
    return " > ".join(source.exact for source in one.sources)


def speech(text: str) -> list[Statement]:
    return [s for s in read(text) if s.kind == "speech"]
