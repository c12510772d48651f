"""GEXF and GraphML: who acts on whom, one edge an act and pair, parallel edges kept apart, for Gephi and networkx."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from accordingto.acquire.extras import need
from accordingto.export.files import xml_safe
from accordingto.export.tables import act_row
from accordingto.export.taken import Material, Taken, Tally
from accordingto.types import Act, Role


def write_gexf(material: Material, path: Path) -> Tally:
    """GEXF 1.3's parallel edges in the dialect that networkx writes (1.2); dates stand in the attributes."""
    graph, tally = _graph(material)
    need("networkx", "export").write_gexf(graph, path)
    return tally


def write_graphml(material: Material, path: Path) -> Tally:
    """GraphML with the same nodes and edges."""
    graph, tally = _graph(material)
    need("networkx", "export").write_graphml(graph, path, named_key_ids=True)
    return tally


def _graph(material: Material) -> tuple[Any, Tally]:
    graph, tally = need("networkx", "export").MultiDiGraph(description=xml_safe(material.scope)), Tally()
    for taken in material.reports():
        for act in taken.record.acts:
            pairs = _pairs(taken, act)
            if not pairs:
                tally.left_out["acts with only one party told, which make no edge"] += 1
            for number, (one, other) in enumerate(pairs, 1):
                for role in (one, other):
                    graph.add_node(_node(taken, role), label=xml_safe(taken.name(role)), **_about(taken, role))
                key = xml_safe(taken.key(act.id) if len(pairs) == 1 else f"{taken.key(act.id)}/{number}")
                graph.add_edge(_node(taken, one), _node(taken, other), key=key, id=key, label=act.type, weight=1,
                               **_attributes(taken, act))  # fmt: skip
                tally.rows += 1
    return graph, tally


def _pairs(taken: Taken, act: Act) -> list[tuple[Role, Role]]:
    """Each initiator with each target; parties of a mutual act, which has no targets, two and two."""
    if act.targets:
        return [(one, other) for one in act.initiators for other in act.targets]
    return [(one, other) for n, one in enumerate(act.initiators) for other in act.initiators[n + 1 :]]


def _node(taken: Taken, role: Role) -> str:
    """Named parties of one name are one node; whoever has no name is a node of his report alone."""
    actor = taken.actors.get(role.actor) if role.actor else None
    if actor and actor.name:
        return xml_safe(actor.name)
    return xml_safe(taken.key(actor.id if actor else f"{role.start}-{role.end}"))


def _about(taken: Taken, role: Role) -> dict[str, str]:
    actor = taken.actors.get(role.actor) if role.actor else None
    return {"kind": actor.kind if actor else "unnamed", "codes": " ".join(role.codes)}


def _attributes(taken: Taken, act: Act) -> dict[str, Any]:
    row = act_row(taken, act)
    row["act"] = row.pop("id")
    return {k: xml_safe(v) if isinstance(v, str) else v for k, v in row.items() if v is not None}
