"""A small record made by hand, with what a view must show: overlap, denial, contested act, markup."""

from __future__ import annotations

from accordingto.types import Act, Actor, Capture, Count, Evidence, Place, Record, Report, Role, Span, Statement, When

TEXT = (
    "Police <b>arrested</b> Aida Toktosunova on Monday, her lawyer told AFP.\n"
    "The ministry denied that she was arrested.\n"
    "“At least 25 people were killed,” said مراقب of the monitor."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def role(words: str, actor: str | None = None, codes: tuple[str, ...] = ()) -> Role:
    s = span(words)
    return Role(s.start, s.end, s.exact, actor, codes)


def made() -> Record:
    """The record; every call gives an equal one."""
    report = Report(
        id="r1",
        text=TEXT,
        input="page.html",
        title="Arrest & <script>alert(1)</script> denial",
        publisher="The Courier",
        agency="AFP",
        voice="agency",
        byline=("A. Writer",),
        published_at="2021-06-04",
        language="en",
        evidence=(Evidence("published_at", "meta article:published_time", "2021-06-04"),),
        warnings=("a warning",),
        capture=Capture("ab" * 32, 10, "text/html"),
    )
    content = span("Police <b>arrested</b> Aida Toktosunova on Monday")
    statements = (
        Statement(
            "s1", "speech", (role("her lawyer", "a2"),), None, span("told"), (content,), "indirect", "asserts",
            addressee=role("AFP"),
        ),
        Statement(
            "s2", "speech", (role("The ministry", "a3"),), "a3", span("denied"), (span("that she was arrested"),),
            "indirect", "denies", about=role("The ministry"), answers=("s1",), confidence=0.9,
        ),
        Statement(
            "s3", "speech", (role("the monitor", "a4"), role("مراقب", "a4")), "a4", span("said"),
            (span("At least 25 people were killed,"),), "direct", "asserts",
            count=Count(25, None, False, span("At least 25")),
        ),
    )  # fmt: skip
    acts = (
        Act(
            "c1", "COERCE", "arrest", span("arrested"), (role("Police", "a5", ("KGZ", "COP")),),
            (role("Aida Toktosunova", "a1"),), when=When("2021-05-31", "2021-05-31"), where="p1", harm="detained",
            stage="detained", per=("s1",), denied_by=("s2",), grounds=span("on Monday"),
        ),
        Act("c2", "ASSAULT", None, span("killed"), (), (role("25 people"),), count=Count(25, None, False), per=("s3",)),
        Act(
            "c3", "PROTEST", "demo", span("denial" if "denial" in TEXT else "monitor"), (), (), after=("c1",),
            status="planned",
        ),
    )  # fmt: skip
    actors = (
        Actor("a1", "Aida Toktosunova", None, "person", (), (span("Aida Toktosunova"),)),
        Actor("a2", None, "her lawyer", "unnamed", (), (span("her lawyer"),)),
        Actor("a3", "interior ministry", None, "organisation", ("KGZ", "GOV"), (span("The ministry"),)),
        Actor("a4", "مراقب", None, "person", (), (span("مراقب"),)),
        Actor("a5", "Police", None, "organisation", ("KGZ", "COP"), (span("Police"),)),
    )
    place = Place("p1", 0, 6, "Police", "Bishkek", "KG", None, 42.9, 74.6, "city")
    return Record(report, statements, acts, actors, (), (place,))
