"""The commands of the casebook: add, find, show, list, verify, seal, diff, and who may see and what must go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from accordingto.casebook.diffing import Change
    from accordingto.casebook.query import Query
    from accordingto.casebook.reader import Held, Hit, Reader
    from accordingto.casebook.store import Casebook
    from accordingto.casebook.writing import Added
    from accordingto.types import Failure

Command = TypeVar("Command", bound=Callable[..., Any])

STANCES = ("asserts", "confirms", "denies", "no_comment", "does_not_mention")
STATUSES = ("reported", "planned", "hypothetical", "negated", "contested")
CASE = click.option(
    "--case",
    envvar="ACCORDINGTO_CASE",
    required=True,
    metavar="DIR",
    help="The casebook: a folder, or postgresql://USER@HOST/DATABASE. Also from ACCORDINGTO_CASE.",
)
WHY = click.option("--why", required=True, metavar="REASON", help="The reason; the journal keeps it.")
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    help="table on a terminal, else jsonl, if not given.",
)


def seeing(command: Command) -> Command:
    """The options of every command that shows words: for whom, and whether with protected names."""
    command = click.option("--for", "recipient", default="", metavar="NAME", help="Use this recipient's pseudonyms.")(
        command
    )
    names = "Show protected names, for this reason; only who may, and the journal keeps it."
    return click.option("--names", "names_why", metavar="REASON", help=names)(command)


def register(cli: click.Group) -> None:
    """Adds the commands of the casebook to the command line."""
    for command in (add, find, show, list_, diff, verify, seal, copies, protect, unprotect, access, consent, destroy,
                    passphrase, transfer):  # fmt: skip
        cli.add_command(command)


def _passphrase(name: str, words: str, where: str, *, confirm: bool = False) -> str | None:
    """A passphrase from the environment, else asked for where somebody can answer."""
    if name in os.environ:
        return os.environ[name]
    if not sys.stdin.isatty():
        return None
    given: str = click.prompt(f"{words} of {where}", hide_input=True, confirmation_prompt=confirm, err=True)
    return given


def _open(where: str) -> Casebook:
    from accordingto.casebook.store import KEYS, open_casebook

    encrypted = (Path(where) / KEYS).exists()
    given = _passphrase("ACCORDINGTO_PASSPHRASE", "passphrase", where) if encrypted else None
    return open_casebook(where, given, os.environ.get("ACCORDINGTO_NAMES_PASSPHRASE"))


def _make(where: str, encrypt: bool) -> Casebook:
    from accordingto.casebook.store import KEYS, make_casebook
    from accordingto.errors import UsageError

    there = (Path(where) / KEYS).exists()
    given = None
    if encrypt or there:
        given = _passphrase("ACCORDINGTO_PASSPHRASE", "passphrase", where, confirm=not there)
        if not given:
            raise UsageError("--encrypt: set ACCORDINGTO_PASSPHRASE, or run it where you can be asked")
    return make_casebook(where, given, os.environ.get("ACCORDINGTO_NAMES_PASSPHRASE"))


def _reader(where: str, recipient: str, names_why: str | None) -> Reader:
    from accordingto.casebook.reader import Reader

    return Reader(_open(where), recipient, names_why)


def _write(rows: Iterable[dict[str, Any]], columns: tuple[str, ...], form: str | None) -> None:
    from accordingto.casebook.listing import write

    write(rows, columns, form or ("table" if sys.stdout.isatty() else "jsonl"), sys.stdout)


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@CASE
@click.option("--records", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Records that `accordingto read` wrote before or elsewhere; also several times.")  # fmt: skip
@click.option("--published", metavar="DATE", help="Publication date, where the input does not tell it.")
@click.option("--title", metavar="TEXT", help="Title, for an input that does not tell it.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--codebook", type=click.Path(exists=True, path_type=Path), help="Your own codebook of acts (YAML).")
@click.option("--encrypt", is_flag=True, help="Encrypt a new casebook under a passphrase (ACCORDINGTO_PASSPHRASE).")
def add(
    inputs: tuple[str, ...], case: str, records: tuple[Path, ...], published: str | None, title: str | None,
    workers: int, codebook: Path | None, encrypt: bool,
) -> None:  # fmt: skip
    """Put reports into a casebook, which is made if there is none.

    INPUT is what `accordingto read` takes. The same bytes are added once; after a crash run the same command again.

    \b
    Examples:
      accordingto add pages/ --case syria
      accordingto add --records records.jsonl --case syria
    """
    from accordingto.acquire.files import check_inputs, find_inputs
    from accordingto.acquire.lines import is_date
    from accordingto.casebook import adding
    from accordingto.settings import Settings

    if not inputs and not records:
        raise click.UsageError("name an INPUT or --records FILE")
    if published is not None and not is_date(published):
        raise click.UsageError(f"--published {published!r}: give 2019-03-29, or RFC 3339")
    check_inputs(inputs)
    casebook = _make(case, encrypt)
    failed = sum(_tell(adding.add_records(casebook, path)) for path in records)
    if inputs:
        settings = Settings(codebook=codebook)
        run = adding.run_of(settings, published, title)
        failed += _tell(adding.add(casebook, find_inputs(inputs), _read(settings, workers, published, title), run))
    sys.exit(1 if failed else 0)


def _read(settings: Any, workers: int, published: str | None, title: str | None) -> Any:
    """Reads inputs; the pipeline is loaded only when there is something to read."""

    def read(items: Iterator[Any]) -> Iterator[Any]:
        import itertools

        for first in items:
            from accordingto.pipeline import read_all

            yield from read_all(itertools.chain([first], items), settings, workers, published, title)

    return read


def _tell(outcomes: Iterator[Added | Failure]) -> int:
    """Says what became of each input; gives the number that failed."""
    from accordingto.casebook.listing import printable
    from accordingto.types import Failure

    counts = {"report": 0, "record": 0, "nothing": 0}
    failed = 0
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failed += 1
            click.echo(printable(f"not added: {outcome.message}"), err=True)
        else:
            counts[outcome.new] += 1
    said = [f"{counts['report']} added"]
    said += [f"{counts['record']} read again by another run"] if counts["record"] else []
    said += [f"{counts['nothing']} there already"] if counts["nothing"] else []
    said += [f"{failed} not added"] if failed else []
    click.echo(", ".join(said))
    return failed


COLUMNS = (
    "id",
    "kind",
    "date",
    "who",
    "what",
    "whom",
    "words",
    "according_to",
    "contested",
    "place",
    "publisher",
    "copy_of",
)


@click.command()
@click.argument("words", nargs=-1)
@CASE
@click.option("--kind", type=click.Choice(["act", "statement", "report"]), help="Only these.")
@click.option("--party", metavar="NAME", help="Who speaks, acts or is acted upon: name, words or code (CHN, MIL).")
@click.option("--stance", type=click.Choice(STANCES), help="Statements of this stance.")
@click.option("--type", metavar="TYPE", help="Acts of this type (ASSAULT).")
@click.option("--mode", metavar="MODE", help="Acts of this mode (arrest).")
@click.option("--status", type=click.Choice(STATUSES), help="Acts of this status; contested: somebody denies it.")
@click.option("--harm", metavar="HARM", help="Acts of this harm (killed).")
@click.option("--country", metavar="CC", help="Acts in this country (alpha-2).")
@click.option("--place", metavar="NAME", help="Acts in this place.")
@click.option("--publisher", metavar="NAME", help="Reports of publishers whose name has these words.")
@click.option("--since", metavar="DAY", help="On or after 2019-03-29: acts by their own date, else by publication.")
@click.option("--until", metavar="DAY", help="On or before this day.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Hits at most.")
@click.option("--no-copies", is_flag=True, help="Leave out reports that are copies of others.")
@click.option("--by", metavar="GROUP,...", help="Count instead, by one or more of: day, month, year, country, place, "
              "type, mode, status, harm, stance, kind, publisher, language, run.")  # fmt: skip
@FORMAT
@seeing
def find(
    words: tuple[str, ...], case: str, by: str | None, form: str | None, recipient: str, names_why: str | None,
    no_copies: bool, **filters: Any,
) -> None:  # fmt: skip
    """Search statements and acts, the best hits first.

    WORDS must all stand in what is told or in a party's name; "in quotes" as a phrase, arrest* as a beginning.

    \b
    Examples:
      accordingto find arrested --case syria --country SY --since 2019-01-01
      accordingto find --case syria --type ASSAULT --by month,country --format csv
    """
    from accordingto.casebook.query import Query

    reader = _reader(case, recipient, names_why)
    query = Query(words=" ".join(words), copies=not no_copies, **filters)
    if by is None:
        hits = reader.find(query)
        _write((_hit(hit) for hit in hits), COLUMNS, form)
        if not hits:
            click.echo("nothing found", err=True)
    else:
        _count(reader, query, tuple(name.strip() for name in by.split(",")), form)


def _count(reader: Reader, query: Query, by: tuple[str, ...], form: str | None) -> None:
    columns = (*by, "items", "reports", "sources")
    groups = reader.count(query, by)
    _write(({**dict(zip(by, g.values, strict=True)), "items": g.items, "reports": g.reports, "sources": g.sources}
            for g in groups), columns, form)  # fmt: skip


def _hit(hit: Hit) -> dict[str, Any]:
    """One hit in words: never a bare fact, always according to whom."""
    from accordingto.export import words as say
    from accordingto.types import Act, Statement

    report = hit.held.record.report
    told = say.Words(hit.held.record)
    row: dict[str, Any] = {"id": hit.id, "kind": "report", "publisher": report.publisher or report.agency,
                           "copy_of": hit.held.copy_of, "date": report.published_at}  # fmt: skip
    if isinstance(hit.item, Act):
        act = hit.item
        row |= {"kind": "act", "date": say.when(act.when), "who": told.parties(act.initiators),
                "what": say.act_in_words(act), "whom": told.parties(act.targets), "words": act.trigger.exact,
                "according_to": told.per(act), "contested": told.contested(act) or None,
                "place": told.place(act.where)}  # fmt: skip
    elif isinstance(hit.item, Statement):
        statement = hit.item
        row |= {"kind": "statement", "who": told.chain(statement), "what": say.STANCES[statement.stance],
                "words": " … ".join(c.exact for c in statement.content),
                "according_to": say.the_report(report)}  # fmt: skip
    else:
        row |= {"what": f"not coded ({report.language})", "words": report.title or report.text[:200],
                "according_to": say.the_report(report)}  # fmt: skip
    return row


@click.command()
@click.argument("id")
@CASE
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), help="text on a terminal, else jsonl.")
@click.option("--capture", is_flag=True, help="The bytes of the page as they came, instead.")
@seeing
def show(id: str, case: str, form: str | None, capture: bool, recipient: str, names_why: str | None) -> None:
    """Show one report, statement or act: 12, 12.s3, 12.c1, or 12@2 as run 2 read it."""
    import json

    from accordingto.export.terminal import write_text

    number, run, item = _parse_id(id)
    reader = _reader(case, recipient, names_why)
    if capture:
        sys.stdout.buffer.write(reader.capture(number))
        return
    held = reader.report(number, run)
    text = (form or ("text" if sys.stdout.isatty() else "jsonl")) == "text"
    if item is not None and text:
        from accordingto.casebook.reader import Hit

        _write([_hit(Hit(held, held.item(item)))], COLUMNS, "table")
    elif text:
        write_text([held.record], sys.stdout)
    else:
        shown = held.item(item).to_dict() if item is not None else {**held.record.to_dict(), "casebook": _held(held)}
        click.echo(json.dumps(shown, ensure_ascii=False))


def _held(held: Held) -> dict[str, Any]:
    return {"report": held.number, "run": held.run, "copy_of": held.copy_of, "consent": held.consent}


def _parse_id(id: str) -> tuple[int, int | None, str | None]:
    import re

    match = re.fullmatch(r"([0-9]{1,9})(?:@([0-9]{1,9}))?(?:\.(.{1,200}))?", id)
    if not match:
        raise click.UsageError(
            f"no ID: {id[:40]!r}; give a report's number (12), a statement (12.s3) or an act (12.c1)"
        )
    return int(match[1]), int(match[2]) if match[2] else None, match[3]


@click.command("list")
@click.argument("what", type=click.Choice(["reports", "runs", "journal", "protected"]), default="reports")
@CASE
@click.option("--first", type=click.IntRange(1), default=1, help="Report or journal entry to begin with.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
@FORMAT
@seeing
def list_(
    what: str, case: str, first: int, limit: int, form: str | None, recipient: str, names_why: str | None
) -> None:
    """List the reports of a casebook, its runs, its journal or its protected people (without names)."""
    reader = _reader(case, recipient, names_why)
    if what == "reports":
        columns: tuple[str, ...] = (
            "id",
            "title",
            "publisher",
            "published_at",
            "language",
            "statements",
            "acts",
            "copy_of",
            "consent",
        )
        _write((_report(held) for held in reader.reports(first, limit)), columns, form)
    elif what == "runs":
        _write(reader.runs(), ("id", "program", "settings", "started_at", "records"), form)
    elif what == "journal":
        _write(reader.journal(first, limit), ("seq", "at", "person", "kind", "subject", "details", "hash"), form)
    else:
        _write(reader.protected(), ("id", "kind", "pseudonym"), form)


def _report(held: Held) -> dict[str, Any]:
    report = held.record.report
    return {"id": held.number, "title": report.title, "publisher": report.publisher or report.agency,
            "published_at": report.published_at, "language": report.language, "copy_of": held.copy_of,
            "statements": len(held.record.statements), "acts": len(held.record.acts),
            "consent": held.consent}  # fmt: skip


@click.command()
@click.argument("old", type=int)
@click.argument("new", type=int)
@CASE
@FORMAT
@seeing
def diff(old: int, new: int, case: str, form: str | None, recipient: str, names_why: str | None) -> None:
    """Show what run NEW reads otherwise than run OLD (see: list runs)."""
    from accordingto.casebook.diffing import compare_runs

    def fields(change: Change) -> str:
        return "; ".join(f"{name}: {was or '—'} → {now or '—'}" for name, was, now in change.fields)

    rows = (
        {"report": c.report, "kind": c.kind, "change": c.change, "before": c.before, "after": c.after, "words": c.words,
         "decided": c.decided, "fields": fields(c)}
        for c in compare_runs(_reader(case, recipient, names_why), old, new)
    )  # fmt: skip
    _write(rows, ("report", "kind", "change", "before", "after", "words", "fields", "decided"), form)


@click.command()
@CASE
@click.option("--seal", "seal_", metavar="SEAL", help="The line that `accordingto seal` printed, or a file with it.")
@click.option("--trust", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="PEM",
              help="Root certificate of a time stamping authority that you trust; also several times.")  # fmt: skip
def verify(case: str, seal_: str | None, trust: tuple[Path, ...]) -> None:
    """Check every capture, record, quote and journal entry; status 1 where something is not as it was."""
    from accordingto.casebook.seals import read_seal, stamped_at
    from accordingto.casebook.verify import verify as check

    seal = read_seal(seal_) if seal_ else None
    found = check(_open(case), seal)
    for note in found.notes:
        click.echo(f"note: {note}")
    if seal:
        click.echo(stamped_at(seal, [path.read_bytes() for path in trust])[1])
    for damage in found.damage:
        click.echo(f"DAMAGE: {damage}")
    click.echo(f"{found.entries} journal entries, {found.captures} captures, {found.records} records with "
               f"{found.quotes} quotes, {found.decisions} decisions: "
               + (f"{len(found.damage)} DAMAGED" if found.damage else "as they were"))  # fmt: skip
    sys.exit(1 if found.damage else 0)


@click.command()
@CASE
@click.option(
    "--timestamp", metavar="URL", help="Have it time-stamped by this authority (RFC 3161). Sends its hash there."
)
def seal(case: str, timestamp: str | None) -> None:
    """Print a seal: one line to keep outside the casebook, for `verify --seal`."""
    from accordingto.casebook.seals import make_seal, stamp

    made = make_seal(_open(case))
    click.echo((stamp(made, timestamp) if timestamp else made).line())


@click.command()
@CASE
@click.option("--link", nargs=2, type=int, metavar="COPY ORIGINAL", help="Say by hand that a report is a copy.")
@click.option("--unlink", type=int, metavar="COPY", help="Say by hand that a report is no copy.")
def copies(case: str, link: tuple[int, int] | None, unlink: int | None) -> None:
    """Find reports that are copies of others, as many papers carry one agency's story."""
    from accordingto.casebook import copies as rooms

    casebook = _open(case)
    if link:
        rooms.link(casebook, *link)
    elif unlink is not None:
        rooms.unlink(casebook, unlink)
    else:
        click.echo(f"{rooms.find_copies(casebook)} copies found")


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@CASE
@click.option("--as", "kind", type=click.Choice(["victim", "witness", "minor", "source"]), required=True)
@click.option("--passage", "phrases", multiple=True, metavar="WORDS", help="Words of a text that tell who it is.")
@WHY
def protect(names: tuple[str, ...], case: str, kind: str, phrases: tuple[str, ...], why: str) -> None:
    """Cover a person everywhere: NAME in full, and every other form of it.

    From then on a pseudonym stands in all that leaves the casebook, another one for each recipient. Words that may
    tell who it is all the same are listed: protect them with --passage, or leave the report out.
    """
    from accordingto.casebook.listing import printable
    from accordingto.casebook.protect import protect as cover

    done = cover(_open(case), names, kind, why, phrases)
    click.echo(f"protected person {done.person}: {done.records} reports covered")
    for risk in done.risks:
        click.echo(printable(f"warning: report {risk.report} tells {risk.what}: {risk.words}"))


@click.command()
@click.argument("person", type=int)
@CASE
@WHY
def unprotect(person: int, case: str, why: str) -> None:
    """End the protection of a person (by number; see: list protected)."""
    from accordingto.casebook.protect import unprotect as uncover

    click.echo(f"{uncover(_open(case), person, why)} reports uncovered")


@click.command()
@click.argument("person")
@click.argument("level", type=click.Choice(["names", "covered"]))
@CASE
@WHY
def access(person: str, level: str, case: str, why: str) -> None:
    """Say who may see protected names (names) and who may not (covered)."""
    from accordingto.casebook.access import grant

    grant(_open(case), person, level, why)


@click.command()
@click.argument("report", type=int)
@click.argument("status", type=click.Choice(["given", "limited", "refused", "withdrawn", "unknown"]))
@CASE
@WHY
def consent(report: int, status: str, case: str, why: str) -> None:
    """Record consent to the use of a report; refused or withdrawn, it no longer leaves the casebook."""
    from accordingto.casebook.destroying import set_consent

    set_consent(_open(case), report, status, why)


@click.command()
@click.argument("report", type=int)
@CASE
@WHY
@click.confirmation_option(prompt="Destroyed content cannot be brought back. Destroy it?")
def destroy(report: int, case: str, why: str) -> None:
    """Destroy a report's page, text and records; hash, date, person and reason stay in the journal."""
    from accordingto.casebook.destroying import destroy as burn

    burn(_open(case), report, why)


@click.command()
@CASE
@click.option("--names", is_flag=True, help="The passphrase of protected names, not that of the casebook.")
def passphrase(case: str, names: bool) -> None:
    """Change a passphrase; the new one comes from ACCORDINGTO_NEW_PASSPHRASE, or is asked for."""
    from accordingto.casebook.encryption import change_passphrase
    from accordingto.casebook.store import KEYS
    from accordingto.errors import UsageError

    path = Path(case) / KEYS
    if not path.exists():
        raise UsageError(f"{case}: no encrypted casebook")
    variable = (
        "ACCORDINGTO_NAMES_PASSPHRASE"
        if names and "ACCORDINGTO_NAMES_PASSPHRASE" in os.environ
        else "ACCORDINGTO_PASSPHRASE"
    )
    old = _passphrase(variable, "old passphrase", case)
    new = _passphrase("ACCORDINGTO_NEW_PASSPHRASE", "new passphrase", case, confirm=True)
    if old is None or new is None:
        raise UsageError("set ACCORDINGTO_PASSPHRASE and ACCORDINGTO_NEW_PASSPHRASE, or run it where you can be asked")
    change_passphrase(path, old, new, "names" if names else "master")


@click.command()
@CASE
@click.option(
    "--to", "target", required=True, metavar="DIR", help="An empty casebook's place: folder or postgresql://…"
)
def transfer(case: str, target: str) -> None:
    """Copy a whole casebook to another place, also from SQLite to PostgreSQL and back; seals hold there too."""
    from accordingto.casebook.store import make_casebook
    from accordingto.casebook.transfer import transfer as move

    move(_open(case), make_casebook(target))
