"""PROV-O: from the capture to the report, the item, its review, the event and where each party stands, as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from accordingto.export.files import web_address, write_json
from accordingto.export.happenings import position_mark, stands
from accordingto.export.linked import OURS, Node, describe, passages, urn
from accordingto.export.tables import acts_of, event_row
from accordingto.export.taken import Item, Material, Taken, Tally
from accordingto.reconcile.types import Event, Telling


def write_prov(material: Material, path: Path) -> Tally:
    """Each item is derived from its report, each report has its capture as primary source, each event its acts; reviews
    too. Silence is derived from the reports in which it was looked for."""
    graph: list[Node] = [{"@id": urn(material, "program"), "@type": ["prov:SoftwareAgent"],
                          "rdfs:label": f"accordingto {version('accordingto')}"}]  # fmt: skip
    tally, people, by_id = Tally(), set(), {}
    for taken in material.reports():
        by_id[taken.id] = taken
        graph += _report_nodes(material, taken)
        for item in taken.items:
            graph += _item_nodes(material, taken, item)
            people.add(taken.mark(item.id).by)
            tally.rows += 1
    for event in material.events:
        graph += _event_nodes(material, event, by_id)
    graph += [
        {"@id": _person(material, by), "@type": ["prov:Person"], "rdfs:label": by}
        for by in sorted(filter(None, people))
    ]
    context = {"prov": "http://www.w3.org/ns/prov#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
               "xsd": "http://www.w3.org/2001/XMLSchema#", "accordingto": OURS}  # fmt: skip
    write_json(path, {"@context": context, "@graph": graph})
    return tally


def _person(material: Material, name: str) -> str:
    return urn(material, f"person:{name}")


def _report_nodes(material: Material, taken: Taken) -> list[Node]:
    report = taken.record.report
    node: Node = {"@id": urn(material, f"report:{taken.id}"), "@type": ["prov:Entity"],
                  "rdfs:label": report.title or report.id}  # fmt: skip
    if not report.capture:
        return [node]
    capture: Node = {"@id": f"urn:sha256:{report.capture.sha256}", "@type": ["prov:Entity"],
                     "rdfs:label": f"{report.capture.bytes} bytes, {report.capture.media_type}"}  # fmt: skip
    if url := web_address(report.url):
        capture["prov:atLocation"] = {"@id": url, "@type": ["prov:Location"]}
    if report.capture.retrieved_at:
        capture["prov:generatedAtTime"] = _time(report.capture.retrieved_at)
    node["prov:hadPrimarySource"] = {"@id": capture["@id"]}
    return [node, capture]


def _item_nodes(material: Material, taken: Taken, item: Item) -> list[Node]:
    mark, key = taken.mark(item.id), taken.key(item.id)
    node: Node = {"@id": urn(material, key), "@type": ["prov:Entity"], "rdfs:label": describe(taken, item),
                  "prov:wasDerivedFrom": {"@id": urn(material, f"report:{taken.id}")},
                  "accordingto:quote": [span.exact for _, span in passages(item)],
                  "accordingto:review": mark.state}  # fmt: skip
    if against := taken.contested_by(item):
        node["accordingto:contestedBy"] = against
    if accused := taken.accused.get(item.id):
        node["accordingto:accuses"] = list(accused)
    if mark.state != "added":
        node["prov:wasAttributedTo"] = {"@id": urn(material, "program")}
    if not mark.by:
        return [node]
    review: Node = {"@id": urn(material, f"{key}:review"), "@type": ["prov:Activity"],
                    "prov:wasAssociatedWith": {"@id": _person(material, mark.by)},
                    "prov:used": {"@id": urn(material, f"report:{taken.id}")}}  # fmt: skip
    if mark.at:
        review["prov:endedAtTime"] = _time(mark.at)
    node["prov:wasGeneratedBy"] = {"@id": review["@id"]}
    return [node, review]


def _event_nodes(material: Material, event: Event, taken: dict[str, Taken]) -> Iterator[Node]:
    """The event with the acts that it is made of, and a node for each position, derived from what tells it."""
    program = {"@id": urn(material, "program")}
    acts = [{"@id": urn(material, t.key(act.id))} for t, act in acts_of(event, taken)]
    name, row = urn(material, f"event:{event.id}"), event_row(event, taken)
    yield {"@id": name, "@type": ["prov:Entity"], "rdfs:label": event.title, "prov:wasDerivedFrom": acts,
           "prov:wasAttributedTo": program, "accordingto:review": row["review"],
           **({"accordingto:contestedBy": row["contested_by"]} if row["contested"] else {})}  # fmt: skip
    for number, position in enumerate(event.positions, 1):
        told = (Telling(position.report, position.statement), *position.also)
        keys = [f"{t.report}.{t.statement}" if t.statement else f"report:{t.report}" for t in told]
        yield {"@id": f"{name}:position:{number}", "@type": ["prov:Entity"], "rdfs:label": stands(position),
               "prov:wasDerivedFrom": [{"@id": urn(material, key)} for key in keys],
               "prov:wasAttributedTo": program, "accordingto:of": {"@id": name},
               "accordingto:position": position.stance,
               "accordingto:review": position_mark(position, event, taken).state}  # fmt: skip


def _time(value: str) -> Node:
    return {"@value": value, "@type": "xsd:dateTime" if "T" in value else "xsd:date"}
