"""JSON-LD: W3C Web Annotations and schema.org Claim; the contexts stand in the files, nothing is fetched."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from accordingto.export.files import web_address, write_json
from accordingto.export.tables import act_row, statement_row
from accordingto.export.taken import Item, Material, Taken, Tally
from accordingto.export.words import said
from accordingto.types import Act, Report, Role, Span, Statement

AROUND = 32
"""Characters of prefix and suffix in a TextQuoteSelector."""

OURS = "https://accordingto.invalid/terms#"
"""Names of this project's own terms; a name that resolves nowhere, as RFC 2606 keeps it for."""

Node = dict[str, Any]


def write_annotations(material: Material, path: Path) -> Tally:
    """An AnnotationCollection: one annotation an item, its passages as targets with quote and position selectors."""
    items = [_annotation(material, taken, item) for taken in material.reports() for item in taken.items]
    context = ["http://www.w3.org/ns/anno.jsonld", {"accordingto": OURS}]
    page = {"type": "AnnotationPage", "items": items}
    write_json(path, {"@context": context, "type": "AnnotationCollection", "label": material.scope,
                      "total": len(items), "first": page})  # fmt: skip
    return Tally(len(items))


def write_claims(material: Material, path: Path) -> Tally:
    """schema.org Claims: what somebody said, where it appeared; a denial is one too, nobody is given right."""
    graph = [_claim(material, taken, s) for taken in material.reports() for s in taken.record.statements if s.content]
    tally = Tally(len(graph))
    for taken in material.reports():
        silent = sum(not s.content for s in taken.record.statements)
        if silent:
            tally.left_out["statements without words, as a refusal to comment"] += silent
        if taken.record.acts:
            tally.left_out["acts; a claim is what somebody says"] += len(taken.record.acts)
    context = {"@vocab": "https://schema.org/", "accordingto": OURS}
    write_json(path, {"@context": context, "@graph": graph})
    return tally


def urn(material: Material, key: str) -> str:
    """The name of a thing of this casebook."""
    return f"urn:accordingto:{material.casebook or 'records'}:{urllib.parse.quote(key, safe=':', errors='replace')}"


def _annotation(material: Material, taken: Taken, item: Item) -> Node:
    mark, row = taken.mark(item.id), row_of(taken, item)
    body = {"type": "TextualBody", "format": "text/plain", "purpose": "describing", "value": describe(taken, item)}
    coded = {f"accordingto:{name}": value for name, value in row.items() if value is not None}
    node: Node = {"id": urn(material, taken.key(item.id)), "type": "Annotation", "motivation": "describing",
            "body": [body, {"type": "accordingto:Record", "purpose": "classifying", **coded}],
            "target": [_target(material, taken, part, span) for part, span in passages(item)]}  # fmt: skip
    if mark.by:
        node |= {"creator": {"type": "Person", "name": mark.by}, "modified": mark.at}
    else:
        node["generator"] = {"type": "Software", "name": f"accordingto {version('accordingto')}"}
    return node


def _target(material: Material, taken: Taken, part: str, span: Span) -> Node:
    text, report = taken.record.report.text, taken.record.report
    quote = {"type": "TextQuoteSelector", "exact": span.exact, "prefix": text[max(0, span.start - AROUND) : span.start],
             "suffix": text[span.end : span.end + AROUND]}  # fmt: skip
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    target: Node = {"source": web_address(report.url) or urn(material, f"report:{taken.id}"), "accordingto:part": part,
                    "selector": [quote, position]}  # fmt: skip
    if report.capture and report.capture.retrieved_at:
        target["state"] = {"type": "TimeState", "sourceDate": report.capture.retrieved_at}
    return target


def passages(item: Item) -> Iterator[tuple[str, Span]]:
    """Every passage of an item with the part it plays in it."""
    named: list[tuple[str, Span | Role | None]]
    if isinstance(item, Act):
        named = [("trigger", item.trigger), *(("initiator", r) for r in item.initiators),
                 *(("target", r) for r in item.targets), ("grounds", item.grounds),
                 ("count", item.count.span if item.count else None)]  # fmt: skip
    else:
        named = [*(("source", r) for r in item.sources), ("cue", item.cue), *(("content", c) for c in item.content),
                 ("about", item.about), ("addressee", item.addressee),
                 ("count", item.count.span if item.count else None)]  # fmt: skip
    yield from ((part, Span(p.start, p.end, p.exact)) for part, p in named if p)


def row_of(taken: Taken, item: Item) -> Node:
    """The item's row of its table."""
    return statement_row(taken, item) if isinstance(item, Statement) else act_row(taken, item)


def describe(taken: Taken, item: Item) -> str:
    """The item in one sentence, never a bare fact."""
    if isinstance(item, Act):
        who, whom = taken.say.parties(item.initiators) or "nobody named", taken.say.parties(item.targets)
        told = f"{who} · {item.trigger.exact} · {whom}" if whom else f"{who} · {item.trigger.exact}"
        return f"{told}, according to {taken.according_to(item)} [{taken.review_words(item)}]"
    return f"{taken.say.chain(item)} {item.stance.replace('_', ' ')}: {said(item)} [{taken.review_words(item)}]"


def _claim(material: Material, taken: Taken, statement: Statement) -> Node:
    """Its text is the quote; who denies it stands beside it, as another claim."""
    report, speaker = taken.record.report, taken.actors.get(statement.speaker or "")
    author = (speaker.name or speaker.description if speaker else None) or taken.say.chain(statement)
    kind = {"person": "Person", "organisation": "Organization", "country": "Country"}.get(
        speaker.kind if speaker else ""
    )
    claim: Node = {"@id": urn(material, taken.key(statement.id)), "@type": "Claim",
                   "text": " … ".join(c.exact for c in statement.content),
                   "author": {"@type": kind or "Thing", "name": author},
                   "appearance": _article(material, taken, report),
                   "accordingto:stance": statement.stance, "accordingto:review": taken.review_words(statement),
                   "accordingto:id": taken.key(statement.id)}  # fmt: skip
    if statement.answers:  # not `isBasedOn`: who denies a claim does not rest on it
        claim["accordingto:answers"] = [{"@id": urn(material, taken.key(id))} for id in statement.answers]
    if accused := taken.accused.get(statement.id):
        claim["accordingto:accuses"] = list(accused)
    if report.published_at:
        claim["datePublished"] = report.published_at
    return claim


def _article(material: Material, taken: Taken, report: Report) -> Node:
    article: Node = {"@id": web_address(report.url) or urn(material, f"report:{taken.id}"), "@type": "NewsArticle"}
    told = {"headline": report.title, "datePublished": report.published_at, "inLanguage": report.language,
            "author": list(report.byline) or None}  # fmt: skip
    article |= {name: value for name, value in told.items() if value}
    if report.publisher or report.agency:
        article["publisher"] = {"@type": "Organization", "name": report.publisher or report.agency}
    return article
