"""A small casebook for exports: two reports of one arrest, a beating, a protected witness, some of it reviewed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from accordingto.casebook.deciding import decide
from accordingto.casebook.protect import protect
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.export.choosing import Choice
from accordingto.export.exporting import Exported, export
from accordingto.export.formats import FORMATS
from accordingto.types import Act, Actor, Count, Evidence, Place, Record, Report, Role, Span, Statement, When
from tests.casebook import made
from tests.casebook.conftest import closed_engines, person, put

__all__ = ["closed_engines", "person"]

WITNESS = "Zarina Okhotnikova"
ALL = Choice(unreviewed=True, accusing="a test of every row")

WIRE = (
    "🕊 Police in Osh detained Marat Beknazarov, a local reporter, on 3 May 2021, his lawyer told Northern Wire.\n"
    "“=2+2 is no charge,” said the lawyer, Aida Toktosunova. The interior ministry denied that anybody was detained.\n"
    "Colonel Ruslan Imanov beat two students in Bishkek on 4 May, a monitor said; «شاهدت كل شيء», مراقب قال.\n"
    "Zarina Okhotnikova, who stood nearby, said at least 12 people were beaten there. A rally is planned."
)
COURIER = (
    "Marat Beknazarov was detained in Osh on 3 May 2021, two colleagues said.\n"
    "The interior ministry declined to comment on the detention. The mayor & the governor met in Osh on 5 May 2021."
)


class Marker:
    """Finds words in a text and makes spans and roles of them."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words), words)

    def role(self, words: str, actor: str | None = None, *codes: str) -> Role:
        found = self.span(words)
        return Role(found.start, found.end, found.exact, actor, codes)

    def actor(self, id: str, words: str, kind: str, name: str | None = None, *codes: str) -> Actor:
        description = None if name else words
        return Actor(id, name, description, kind, codes, (self.span(words),))  # type: ignore[arg-type]

    def place(self, id: str, words: str, lat: float, lon: float) -> Place:
        found = self.span(words)
        return Place(id, found.start, found.end, words, words, "KG", None, lat, lon, "city", geonames_id=1)


def wire() -> Record:
    """A wire story with an arrest that is denied, an accusation of a named officer, and the witness by name."""
    m = Marker(WIRE)
    report = Report(
        "wire-1", WIRE, input="okhotnikova.html", url="https://wire.example/2021/zarina-okhotnikova-saw-it",
        title="=Zarina Okhotnikova saw it & told us", publisher="Northern Wire", agency="Northern Wire", voice="agency",
        byline=("A. Writer", "Zarina Okhotnikova"), published_at="2021-05-05", language="en",
        evidence=(Evidence("title", "og:title", "Zarina Okhotnikova saw it"),),
    )  # fmt: skip
    monitor, witness = m.role("a monitor", "a6"), m.role(WITNESS, "a7")
    statements = (
        Statement("s1", "speech", (m.role("his lawyer", "a3"),), "a3", m.span("told"),
                  (m.span("Police in Osh detained Marat Beknazarov, a local reporter, on 3 May 2021"),), "indirect",
                  "asserts", addressee=m.role("Northern Wire"), confidence=0.9),
        Statement("s2", "speech", (m.role("the lawyer, Aida Toktosunova", "a3"),), "a3", m.span("said the lawyer"),
                  (m.span("=2+2 is no charge,"),), "direct", "asserts"),
        Statement("s3", "speech", (m.role("The interior ministry", "a4", "KGZ", "GOV"),), "a4", m.span("denied"),
                  (m.span("that anybody was detained"),), "indirect", "denies", answers=("s1",)),
        Statement("s4", "speech", (monitor,), "a6", m.span("a monitor said"),
                  (m.span("Colonel Ruslan Imanov beat two students in Bishkek on 4 May"),), "indirect", "asserts"),
        Statement("s5", "speech", (witness,), "a7", m.span(", said at"),
                  (m.span("at least 12 people were beaten there"),), "indirect", "asserts",
                  count=Count(12, None, False, m.span("at least 12"))),
        Statement("s6", "speech", (m.role("مراقب"),), None, m.span("قال"), (m.span("شاهدت كل شيء"),), "direct",
                  "asserts"),
    )  # fmt: skip
    acts = (
        Act("c1", "COERCE", "arrest", m.span("detained"), (m.role("Police in Osh", "a1", "KGZ", "COP"),),
            (m.role("Marat Beknazarov, a local reporter", "a2", "KGZ", "JRN"),), when=When("2021-05-03", "2021-05-03"),
            where="p1", harm="detained", stage="detained", per=("s1",), denied_by=("s3",), confidence=0.8),
        Act("c2", "ASSAULT", "beat", m.span("beat"), (m.role("Colonel Ruslan Imanov", "a5", "KGZ", "COP"),),
            (m.role("two students", None, "KGZ", "EDU"),), when=When("2021-05-04", "2021-05-04"), where="p2",
            count=Count(2, 2, False, m.span("two")), harm="wounded", per=("s4",)),
        Act("c3", "ASSAULT", "beat", m.span("beaten"), (), (m.role("12 people"),), where="p2",
            when=When("2021-05-01", None), count=Count(12, None, False, m.span("at least 12")), harm="wounded",
            per=("s5",)),
        Act("c4", "PROTEST", "demo", m.span("rally"), (), (), status="planned"),
    )  # fmt: skip
    actors = (
        m.actor("a1", "Police in Osh", "organisation", "Police in Osh", "KGZ", "COP"),
        m.actor("a2", "Marat Beknazarov", "person", "Marat Beknazarov"),
        m.actor("a3", "Aida Toktosunova", "person", "Aida Toktosunova"),
        m.actor("a4", "The interior ministry", "organisation", "interior ministry", "KGZ", "GOV"),
        m.actor("a5", "Colonel Ruslan Imanov", "person", "Ruslan Imanov"),
        m.actor("a6", "a monitor", "unnamed"),
        m.actor("a7", WITNESS, "person", WITNESS),
    )
    places = (m.place("p1", "Osh", 40.51, 72.8), m.place("p2", "Bishkek", 42.87, 74.6))
    return Record(report, statements, acts, actors, (), places)


def courier() -> Record:
    """Another paper on the same arrest, with a ministry that keeps silent, and a meeting."""
    m = Marker(COURIER)
    report = Report("courier-1", COURIER, url="https://courier.example/1", title="Reporter held",
                    publisher="The Courier", voice="outlet", published_at="2021-05-06", language="en")  # fmt: skip
    statements = (
        Statement("s1", "speech", (m.role("two colleagues", "a2"),), None, m.span("said"),
                  (m.span("Marat Beknazarov was detained in Osh on 3 May 2021"),), "indirect", "asserts"),
        Statement("s2", "speech", (m.role("The interior ministry", "a3", "KGZ", "GOV"),), "a3",
                  m.span("declined to comment"), (), "indirect", "no_comment"),
    )  # fmt: skip
    acts = (
        Act("c1", "COERCE", "arrest", m.span("detained"), (), (m.role("Marat Beknazarov", "a1", "KGZ", "JRN"),),
            when=When("2021-05-03", "2021-05-03"), where="p1", harm="detained", stage="detained", per=("s1",)),
        Act("c2", "CONSULT", None, m.span("met"), (m.role("The mayor"), m.role("the governor")), (),
            when=When("2021-05-05", "2021-05-05"), where="p1"),
    )  # fmt: skip
    actors = (
        m.actor("a1", "Marat Beknazarov", "person", "Marat Beknazarov"),
        m.actor("a2", "two colleagues", "unnamed"),
        m.actor("a3", "The interior ministry", "organisation", "interior ministry", "KGZ", "GOV"),
    )
    return Record(report, statements, acts, actors, (), (m.place("p1", "Osh", 40.51, 72.8),))


def captured(record: Record) -> Record:
    """The record with the capture of the bytes that `put` gives it."""
    return replace(record, report=replace(record.report, capture=made.incoming(record).capture()))


def fill(casebook: Casebook) -> Casebook:
    """The two reports and what people decided on them."""
    put(casebook, captured(wire()), captured(courier()))
    for report, items in ((1, "s1 s2 s3 s5 c1 c3"), (2, "s1 s2 c1")):
        for item in items.split():
            decide(casebook, report, item, "accept", "read against the page")
    decide(casebook, 1, "s6", "reject", "no source")
    protect(casebook, [WITNESS], "witness", "she asked for it")
    return casebook


@pytest.fixture
def case(tmp_path: Path) -> Casebook:
    """The casebook, in the folder `case`."""
    return fill(make_casebook(str(tmp_path / "case")))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    """The same casebook, made once for all tests of a file that only read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACCORDINGTO_PERSON", "Tester")
        return fill(make_casebook(str(tmp_path_factory.mktemp("shared") / "case")))


def exported(casebook: Casebook, name: str, folder: Path, choice: Choice = ALL, recipient: str = "Court") -> Path:
    """The file that an export makes."""
    path = folder / f"{name}{FORMATS[name].suffix}"
    done(casebook, name, path, choice, recipient)
    return path


def done(casebook: Casebook, name: str, path: Path, choice: Choice = ALL, recipient: str = "Court") -> Exported:
    """What an export says of itself."""
    return export(casebook, name, choice, recipient, path)
