"""For annotators and trainers: UIMA CAS XMI (INCEpTION), spaCy DocBin, Prodigy, and this project's own gold form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from accordingto.acquire.extras import need
from accordingto.export.files import file_name, jsonl, write_zip, xml_safe
from accordingto.export.linked import passages
from accordingto.export.taken import Item, Material, Taken, Tally
from accordingto.types import Act, Count, Role, Span, Statement

LAYER = "webanno.custom.Passage"
"""INCEpTION takes types of this package for layers of its own."""
FEATURES = ("item", "part", "coded", "source", "review", "reviewed_by", "contested_by")

Line = dict[str, Any]


def write_xmi(material: Material, path: Path) -> Tally:
    """A zip with one XMI a report and the TypeSystem.xml; layer Passage, one annotation a passage of an item."""
    cassis = need("cassis", "export")
    types = cassis.TypeSystem()
    layer = types.create_type(name=LAYER, supertypeName="uima.tcas.Annotation")
    for name in FEATURES:
        types.create_feature(domainType=layer, name=name, rangeType="uima.cas.String")
    entries, tally = {"TypeSystem.xml": types.to_xml().encode()}, Tally()
    for taken in material.reports():
        cas = cassis.Cas(typesystem=types)
        cas.sofa_string, cas.sofa_mime = xml_safe(taken.record.report.text), "text/plain"
        for item in taken.items:
            told = {name: xml_safe(value) for name, value in _features(taken, item).items()}
            cas.add_all(layer(begin=s.start, end=s.end, part=part, **told) for part, s in passages(item))
            tally.rows += 1
        entries[f"report-{file_name(taken.id)}.xmi"] = cas.to_xmi().encode()
    write_zip(path, entries)
    return tally


def write_docbin(material: Material, path: Path) -> Tally:
    """A DocBin: span groups by part, span ids by item; `user_data["accordingto"]` holds the record and the reviews."""
    from accordingto.read.spacy_docs import Marked, docbin

    tally = Tally()

    def docs() -> Any:
        for taken in material.reports():
            spans = [
                (part, _coded(item), taken.key(item.id), span) for item in taken.items for part, span in passages(item)
            ]
            told = {"report": taken.id, "record": taken.record.to_dict(), "reviews": reviews_of(taken)}
            tally.rows += len(taken.items)
            yield Marked(taken.record.report.text, tuple(spans), json.dumps(told, ensure_ascii=False))

    path.write_bytes(docbin(docs()))
    return tally


def write_prodigy(material: Material, path: Path) -> Tally:
    """One report a line with its spans; they overlap, so they are for the recipe spans.manual."""
    lines, tally = [], Tally()
    for taken in material.reports():
        spans = [{"start": s.start, "end": s.end, "text": s.exact, "label": f"{type(item).__name__}:{part}",
                  "id": taken.key(item.id), **_features(taken, item)}
                 for item in taken.items for part, s in passages(item)]  # fmt: skip
        report = taken.record.report
        meta = {
            "report": taken.id,
            "title": report.title,
            "source": report.publisher or report.agency,
            "url": report.url,
        }
        line = {"text": report.text, "spans": spans, "meta": {k: v for k, v in meta.items() if v}}
        lines.append(line | ({"answer": "accept"} if taken.finished else {}))
        tally.rows += len(taken.items)
    path.write_bytes(jsonl(lines))
    return tally


def write_gold(material: Material, path: Path) -> Tally:
    """One report a line in the form of this project's gold files; `complete`: somebody said that all is coded."""
    lines, tally = [], Tally()
    for taken in material.reports():
        report = taken.record.report
        statements = [_gold_statement(taken, s) for s in taken.record.statements]
        acts = [_gold_act(taken, a) for a in taken.record.acts]
        lines.append({"id": report.id if material.casebook is None else taken.id, "title": report.title,
                      "publisher": report.publisher, "published_at": report.published_at, "url": report.url,
                      "text": report.text, "statements": statements, "acts": acts, "complete": taken.finished,
                      "reviews": reviews_of(taken)})  # fmt: skip
        tally.rows += len(taken.items)
        if not taken.finished:
            tally.left_out["reports not finished, in lines that say complete: false"] += 1
    path.write_bytes(jsonl(lines))
    return tally


def _coded(item: Item) -> str:
    return f"{item.type}{f'/{item.mode}' if item.mode else ''}" if isinstance(item, Act) else item.stance


def _features(taken: Taken, item: Item) -> dict[str, str]:
    mark = taken.mark(item.id)
    return {"item": taken.key(item.id), "coded": _coded(item), "source": taken.according_to(item), "review": mark.state,
            "reviewed_by": mark.by or "", "contested_by": taken.contested_by(item)}  # fmt: skip


def reviews_of(taken: Taken) -> dict[str, Line]:
    """What people decided, by item."""
    told = {}
    for item in taken.items:
        mark = taken.mark(item.id)
        told[item.id] = {"review": mark.state, "by": mark.by, "at": mark.at, "contested_by": taken.contested_by(item)}
    return told


def _gold_statement(taken: Taken, statement: Statement) -> Line:
    speaker = taken.actors.get(statement.speaker or "")
    line: Line = {
        "id": statement.id, "sources": [_span(r) for r in statement.sources],
        "speaker": speaker.name if speaker else None, "cue": _span(statement.cue),
        "content": [_span(c) for c in statement.content], "form": statement.form,
        "kind": statement.kind, "stance": statement.stance,
    }  # fmt: skip
    told = {"about": _span(statement.about), "addressee": _span(statement.addressee),
            "answers": list(statement.answers), "count": _count(statement.count)}  # fmt: skip
    return line | {name: value for name, value in told.items() if value}


def _gold_act(taken: Taken, act: Act) -> Line:
    place = taken.places.get(act.where or "")
    return {
        "id": act.id, "type": act.type, "mode": act.mode, "trigger": _span(act.trigger),
        "initiators": [_party(taken, r) for r in act.initiators], "targets": [_party(taken, r) for r in act.targets],
        "when": [act.when.earliest, act.when.latest] if act.when else None,
        "where": {"name": place.name, "country": place.country} if place else None, "count": _count(act.count),
        "harm": act.harm, "grounds": _span(act.grounds), "stage": act.stage, "after": list(act.after),
        "per": list(act.per), "denied_by": list(act.denied_by), "status": act.status,
    }  # fmt: skip


def _party(taken: Taken, role: Role) -> Line:
    actor = taken.actors.get(role.actor or "")
    return {"start": role.start, "end": role.end, "exact": role.exact, "name": actor.name if actor else None,
            "codes": list(role.codes)}  # fmt: skip


def _span(span: Span | Role | None) -> Line | None:
    return {"start": span.start, "end": span.end, "exact": span.exact} if span else None


def _count(value: Count | None) -> list[int | None] | None:
    return [value.min, value.max] if value else None
