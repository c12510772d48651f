"""Reports with records by hand, small enough to know by heart; their texts were written for these tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from accordingto.types import Act, Actor, Place, Record, Report, Role, Span, Statement, Time, When

TEACHER = (
    "A court in Ardena jailed the teacher Nadia Belkin on Friday for handing out leaflets, her lawyer said.\n"
    "Belkin denied the charge. “I gave people a poem,” she told the court.\n"
    "Police had detained her on January 12. The interior ministry rejected the report of Open Door.\n"
    "Residents recalled how windows burst in the old quarter.\n"
)
ARABIC = "قالت الوزارة إن الشرطة اعتقلت خمسة أشخاص في أردينا يوم الجمعة.\nونفى المحامي التهمة.\n"


class Words:
    """Finds words of a text as spans and roles."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, nth: int = 0) -> Span:
        """The nth place of these words."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words), words)

    def role(self, words: str, actor: str | None = None, codes: tuple[str, ...] = (), nth: int = 0) -> Role:
        """The same as a role."""
        span = self.span(words, nth)
        return Role(span.start, span.end, span.exact, actor, codes)


def teacher() -> Record:
    """Two statements, two acts; an accused person, a denial, a date counted from publication."""
    w = Words(TEACHER)
    said = w.span("A court in Ardena jailed the teacher Nadia Belkin on Friday for handing out leaflets")
    lawyer = Statement("s1", "speech", (w.role("her lawyer", "a3"),), "a3", w.span("said"),
                       (said,), "indirect", "asserts", confidence=0.9)  # fmt: skip
    denial = Statement("s2", "speech", (w.role("Belkin", "a1", nth=1),), "a1", w.span("denied"),
                       (w.span("the charge"),), "indirect", "denies", answers=("s1",), confidence=0.6)  # fmt: skip
    jailed = Act("c1", "SANCTION", "convict", w.span("jailed"), (w.role("A court", "a2", ("ARD", "JUD")),),
                 (w.role("Nadia Belkin", "a1"),), when=When("2024-03-08", "2024-03-08", "t1"), where="p1", per=("s1",),
                 denied_by=("s2",), stage="convicted", confidence=0.85)  # fmt: skip
    held = Act("c2", "COERCE", "arrest", w.span("detained"), (w.role("Police", "a4", ("ARD", "COP")),),
               (w.role("her", "a1", nth=2),), when=When("2024-01-12", "2024-01-12", "t2"), harm="detained",
               stage="detained", confidence=0.4)  # fmt: skip
    actors = (
        Actor("a1", "Nadia Belkin", None, "person", (), (w.span("Nadia Belkin"),)),
        Actor("a2", None, "a court in Ardena", "unnamed", ("ARD", "JUD")),
        Actor("a3", None, "her lawyer", "unnamed"),
        Actor("a4", "Police", None, "organisation", ("ARD", "COP")),
    )
    friday, january, ardena = w.span("on Friday"), w.span("January 12"), w.span("Ardena")
    times = tuple(Time(id, s.start, s.end, s.exact, "DATE", day, day, day)
                  for id, s, day in (("t1", friday, "2024-03-08"), ("t2", january, "2024-01-12")))  # fmt: skip
    places = (Place("p1", ardena.start, ardena.end, "Ardena", "Ardena", "AL", None, 41.3, 19.8, "city"),)
    report = Report("teacher", TEACHER, input="teacher.html", url="https://example.org/teacher",
                    title="Court jails teacher", publisher="The Ardena Post", published_at="2024-03-09",
                    language="en")  # fmt: skip
    return Record(report, (lawyer, denial), (jailed, held), actors, times, places)


def plain(number: int = 0, published: str = "2024-03-10") -> Record:
    """One sure statement and nothing else; accuses nobody."""
    text = f"The mayor of Corvia said market {number} opens on Monday."
    w = Words(text)
    said = Statement("s1", "speech", (w.role("The mayor of Corvia"),), None, w.span("said"),
                     (w.span(f"market {number} opens on Monday"),), "indirect", "asserts", confidence=0.95)  # fmt: skip
    report = Report(f"plain-{number}", text, title=f"Market {number} opens", publisher="Daily Corvia",
                    published_at=published, language="en")  # fmt: skip
    return Record(report, (said,))


def arabic() -> Record:
    """A report in a language that the machine does not code."""
    warning = "language ar is not coded; the text is kept without statements and acts"
    return Record(Report("arabic", ARABIC, title="اعتقال خمسة أشخاص", language="ar", warnings=(warning,)))


HOSTILE = '<img src=x onerror="document.title=1">{{7*7}}</script><script>alert(1)</script>\'"&#x27;javascript:alert(1)'


def hostile(field: str) -> Record:
    """The teacher's report with markup and script in one field that comes from a page."""
    record = teacher()
    report: Any = {"title": HOSTILE, "publisher": HOSTILE, "url": "javascript:" + HOSTILE, "agency": HOSTILE,
                   "byline": (HOSTILE,), "dateline": HOSTILE, "input": HOSTILE, "language": HOSTILE[:30],
                   "warnings": (HOSTILE,), "published_at": HOSTILE[:40], "id": HOSTILE}  # fmt: skip
    if field in report:
        return replace(record, report=replace(record.report, **{field: report[field]}))
    if field == "name":
        return replace(record, actors=tuple(replace(a, name=HOSTILE) for a in record.actors))
    if field == "place":
        return replace(record, places=tuple(replace(p, name=HOSTILE) for p in record.places))
    assert field == "text"
    w = Words(f"{HOSTILE} said {HOSTILE}.")
    said = Statement("s1", "speech", (w.role(HOSTILE),), None, w.span(" said "), (w.span(HOSTILE, 1),), "indirect",
                     "asserts")  # fmt: skip
    return Record(Report("hostile", w.text, language="en"), (said,))


HOSTILE_FIELDS = ("title", "publisher", "url", "agency", "byline", "dateline", "input", "language", "warnings",
                  "published_at", "id", "name", "place", "text")  # fmt: skip


def long(words: int) -> Record:
    """A report of so many words, a statement and an act in each paragraph of about forty."""
    line = (
        "Officer {n} said police detained a man in Gorsk after the march while the crowd stood by the river and sang. "
    )
    filler = "Rain fell on the square and the shops were shut until the evening came and the lamps were lit again.\n"
    text, statements, acts = "", [], []
    n = 0
    while text.count(" ") < words:
        start = len(text)
        text += line.format(n=n) + filler
        w = Words(text[start:])
        source, cue, content, trigger = (
            w.span(x) for x in (f"Officer {n}", "said", "police detained a man in Gorsk", "detained")
        )
        moved = [Span(s.start + start, s.end + start, s.exact) for s in (source, cue, content, trigger)]
        who = Role(moved[0].start, moved[0].end, moved[0].exact)
        statements.append(Statement(f"s{n + 1}", "speech", (who,), None, moved[1], (moved[2],), "indirect", "asserts"))
        acts.append(Act(f"c{n + 1}", "COERCE", "arrest", moved[3], (), (), per=(f"s{n + 1}",)))
        n += 1
    report = Report(
        "long", text, title="A long report", publisher="Gorsk Today", published_at="2024-05-01", language="en"
    )
    return Record(report, tuple(statements), tuple(acts))
