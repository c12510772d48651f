"""According to whom: the statements in whose content an act is told, and the denials that meet it."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.acts.drafts import Draft
from accordingto.acts.status import Status
from accordingto.types import Span, Statement


class Tellings:
    """The statements of one report, asked by place in the text."""

    __slots__ = ("statements",)

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = tuple(s for s in statements if s.kind == "speech")

    def around(self, start: int, end: int) -> list[Statement]:
        """The statements whose content holds the characters, outermost first."""
        found = [s for s in self.statements if any(c.start <= start and end <= c.end for c in s.content)]
        return sorted(found, key=lambda s: -sum(c.end - c.start for c in s.content))

    def judge(self, draft: Draft, trigger: Span) -> tuple[tuple[str, ...], tuple[str, ...], Status]:
        """`per`, `denied_by` and the status of an act told at `trigger`."""
        head = Span(draft.head.idx, draft.head.idx + len(draft.head), draft.head.text)
        around = [s for s in self.around(head.start, head.end) if not is_cue(s, trigger)]
        tells = [s for s in around if s.stance in ("asserts", "confirms")]
        denials = [s for s in around if s.stance == "denies"]
        silent = [s for s in around if s.stance == "does_not_mention"]
        status = draft.status
        if denials and not tells:
            return tuple(s.id for s in denials), (), "negated" if status == "reported" else status
        if denials:
            inner = [s for s in tells if all(_inside(s, d) for d in denials)] or tells
            return tuple(s.id for s in inner), tuple(s.id for s in denials), status
        return tuple(s.id for s in tells or silent), (), status


def is_cue(statement: Statement, trigger: Span) -> bool:
    """Whether the trigger is the statement's own cue ("accused", "demanded")."""
    cue = statement.cue
    return cue is not None and cue.start < trigger.end and trigger.start < cue.end


def _inside(inner: Statement, outer: Statement) -> bool:
    return all(any(o.start <= c.start and c.end <= o.end for o in outer.content) for c in inner.content)
