"""Words of a report as every page shows them: who says them, in which outlet, on which day, where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.casebook.reader import Held
from accordingto.casebook.reviews import anchor
from accordingto.export.words import Words, said
from accordingto.review.addresses import words_address
from accordingto.review.citing import source_line
from accordingto.types import Act, Record, Statement

AROUND = 110
"""Characters shown on either side of an act's words."""
_ENDS = ".!?。؟\n"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words with their source. to: where they stand. cite: what stands behind them in a citation.

    before, after: what surrounds the words of an act; a statement's are whole by themselves.
    """

    key: str
    words: str
    who: str
    outlet: str
    day: str
    cite: str
    before: str = ""
    after: str = ""
    copy_of: int | None = None
    language: str = ""
    killed: bool = False

    @property
    def cited(self) -> str:
        """The words as a citation has them, without marks of their own; an act's with the sentence around them."""
        return f"{self.before}{self.words}{self.after}".strip("…").strip(' "“”')

    @property
    def citation(self) -> str:
        """The whole citation, as it is copied."""
        return f"“{self.cited}” ({self.cite})"

    @property
    def report(self) -> str:
        """The report's number."""
        return self.key.partition(".")[0]

    @property
    def to(self) -> str:
        """The address of the words."""
        return words_address(self.key)


def outlet_of(held: Held) -> str:
    """Who published a report."""
    report = held.record.report
    return report.publisher or report.agency or "outlet unknown"


def title_of(held: Held) -> str:
    """What a report is called: its title, else its first words."""
    report = held.record.report
    return report.title or (report.text[:80].strip().replace("\n", " ") + "…" if report.text else report.id)


def quote(held: Held, record: Record, item: Statement | Act) -> Quote:
    """A statement with what is said, an act with the words around it. record: as it stands with its reviews."""
    start, end = anchor(item)
    before = after = ""
    if isinstance(item, Act):
        told, who = item.trigger.exact, Words(record).per(item)
        before, after = around(record.report.text, start, end)
        start, end = start - len(before.lstrip("…")), end + len(after.rstrip("…"))
    else:
        told, who = said(item), Words(record).chain(item)
        if item.content:
            start, end = item.content[0].start, item.content[-1].end
        else:
            told = item.cue.exact if item.cue else ""
    day = (record.report.published_at or "")[:10]
    return Quote(f"{held.number}.{item.id}", told, who, outlet_of(held), day, source_line(held, start, end),
                 before, after, held.copy_of, record.report.language or "", held.killed)  # fmt: skip


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after some words, no further than the sentence goes."""
    left, right = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut = max((left.rfind(f"{mark} ") + 1 if mark != "\n" else left.rfind(mark)) for mark in _ENDS)
    before = left[cut + 1 :] if cut > 0 else ("…" if start > AROUND else "") + left
    stops = [n for n in (right.find(mark) for mark in _ENDS) if n >= 0]
    after = right[: min(stops) + 1] if stops else right + ("…" if len(text) > end + AROUND else "")
    return before.lstrip(), after.rstrip()
