"""Says in words, field by field, what to doubt in what the machine read: what it guessed, what the text leaves open."""

from __future__ import annotations

from accordingto.export.words import doubt
from accordingto.types import Act, Record, Role, Statement

_PRONOUNS = frozenset(["he", "she", "they", "it", "his", "her", "their", "him", "them", "we", "i", "who", "one"])
_SURE = 0.8


def doubts(record: Record, item: Statement | Act) -> dict[str, str]:
    """What to doubt, by field; a field that is not named gives no reason to. ``all``: how sure of the whole."""
    found = _of_act(record, item) if isinstance(item, Act) else _of_statement(record, item)
    return {"all": doubt(item.confidence), **found}


def _of_statement(record: Record, statement: Statement) -> dict[str, str]:
    found: dict[str, str] = {}
    if not statement.sources:
        found["sources"] = "nobody is named; look whether somebody is"
    elif statement.sources[-1].exact.lower() in _PRONOUNS:
        found["speaker"] = (
            "resolved from a pronoun: a guess" if statement.speaker else "a pronoun; nobody is found for it"
        )
    if statement.cue is None:
        found["cue"] = "no word of saying; told by the quotation marks or the paragraph"
    if statement.form != "direct" and statement.confidence < _SURE:
        found["content"] = "where it begins and ends is uncertain"
    if len(statement.content) > 1:
        found["content"] = "put together from several places"
    if statement.stance not in ("asserts", "confirms"):
        found["stance"] = "a denial or silence: read the whole sentence"
    if statement.kind == "attitude":
        found["kind"] = "a view held; look whether it was said"
    return found


def _of_act(record: Record, act: Act) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, roles in (("initiators", act.initiators), ("targets", act.targets)):
        if not roles:
            found[name] = "nobody is told; look whether somebody is"
        elif any(_is_pronoun(role) for role in roles):
            found[name] = "a pronoun: who it stands for is a guess"
    if act.when is None:
        found["when"] = "no words date it"
    elif act.when.time and not _has_year(record, act.when.time):
        found["when"] = "counted from the day of publication" if record.report.published_at else "the year is open"
    if act.where is None:
        found["where"] = "no words place it"
    if act.count and act.count.approx:
        found["count"] = "told as about so many"
    if act.status != "reported":
        found["status"] = f"told as {act.status}: read the whole sentence"
    if act.mode is None and act.confidence < _SURE:
        found["type"] = "the type rests on one word"
    return found


def _is_pronoun(role: Role) -> bool:
    return role.exact.lower() in _PRONOUNS


def _has_year(record: Record, id: str) -> bool:
    time = next((t for t in record.times if t.id == id), None)
    return time is not None and any(part.isdigit() and len(part) == 4 for part in time.exact.replace("-", " ").split())
