"""The commands by which records leave a casebook and come from a partner's: export, bundle, merge."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordingto.cli.options import CASE, FORMAT, Command, open_case, write_rows
from accordingto.cli.progress import working
from accordingto.cli.searching import filtering
from accordingto.errors import UsageError

if TYPE_CHECKING:
    from accordingto.casebook.query import Query
    from accordingto.export.choosing import Choice
    from accordingto.export.exporting import Exported


ALL = 1_000_000
"""An export takes all that a search finds, up to so many."""


class _Formats(click.ParamType[str]):
    """The names of formats, read only when one is given, so that --help stays quick."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from accordingto.export.formats import FORMATS

        if value not in FORMATS:
            self.fail(f"no format {value!r}; there are {', '.join(FORMATS)}", param, ctx)
        return value


def choosing(command: Command) -> Command:
    """The options of every command by which records leave."""
    for option in (
        click.option("--accusing", metavar="REASON", help="With --unreviewed: also what accuses a named person and "
                     "nobody has reviewed; the journal keeps the reason."),
        click.option("--unreviewed", is_flag=True, help="Also what nobody has reviewed; each row says so."),
        click.option("--report", "reports", type=int, multiple=True, metavar="N", help="Only this; several times too."),
        click.option("--for", "recipient", default="", metavar="NAME", help="Who gets it; pseudonyms differ."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@click.argument("words", nargs=-1)
@click.option("--to", "name", type=_Formats(), required=True, metavar="FORMAT", help="See the list below.")
@click.option("--case", envvar="ACCORDINGTO_CASE", metavar="DIR", help="The casebook. Also from ACCORDINGTO_CASE.")
@click.option("--records", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Instead of a casebook: records that `accordingto read` wrote.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where to; standard output if not given.")  # fmt: skip
@choosing
@filtering
def export(
    words: tuple[str, ...], name: str, case: str | None, records: Path | None, output: Path | None, recipient: str,
    **chosen: Any,
) -> None:  # fmt: skip
    """Write records in another program's format: those that people have reviewed, if not told otherwise.

    WORDS and the filters choose as in `accordingto find`. Protected names stay covered, and the journal keeps what
    left, for whom, and its hash.

    \b
    Formats: csv xlsx jsonl parquet arrow           tables of statements, acts, actors, places, events,
                                                    positions, numbers
             polecat acled                          event tables
             geojson gpkg gexf graphml              maps and graphs
             timeline timeline-sheet                TimelineJS
             annotations prov claims                JSON-LD: Web Annotation, PROV-O, schema.org
             ftm uwazi                              OpenAleph, Uwazi
             xmi spacy prodigy gold                 INCEpTION, training data
             bibtex csl                             the sources
             dossier dossier-pdf evidence           to read, to print, for counsel

    \b
    Examples:
      accordingto export --to xlsx --case syria --country SY --output syria.xlsx
      accordingto export --to dossier-pdf --report 12 --case syria --for Court -o 12.pdf
      accordingto export --to geojson --records records.jsonl > acts.geojson
    """
    from accordingto.export import exporting

    if (case is None) == (records is None):
        raise click.UsageError("give either --case DIR or --records FILE")
    if records is not None:
        given = [f"--{k.replace('_', '-')}" for k, v in {**chosen, "for": recipient}.items() if v]
        given += ["WORDS"] if words else []
        if given:
            raise click.UsageError(f"{given[0]} is for a casebook; --records takes all records of the file as they are")
        from accordingto.export.choosing import from_file

        material = from_file(records)
        _deliver(name, output, lambda path, reached: exporting.export_file(material, name, path))
    else:
        casebook, choice = open_case(str(case)), _choice(words, **chosen)
        _deliver(name, output, lambda path, reached: exporting.export(casebook, name, choice, recipient, path, reached))


def _choice(
    words: tuple[str, ...], *, reports: tuple[int, ...], unreviewed: bool, accusing: str | None, no_copies: bool,
    **filters: Any,
) -> Choice:  # fmt: skip
    from accordingto.export.choosing import Choice

    query = _query(words, no_copies, filters)
    return Choice(query, frozenset(reports), unreviewed, accusing)


def _query(words: tuple[str, ...], no_copies: bool, filters: dict[str, Any]) -> Query | None:
    """The search, None where nothing narrows it."""
    from accordingto.casebook.query import Query

    if not words and not no_copies and not any(filters.values()):
        return None
    return Query(words=" ".join(words), copies=not no_copies, limit=ALL, **filters)


def _deliver(name: str, output: Path | None, write: Any) -> None:
    """Lets `write` make the file, puts it where it is wanted and says on standard error what it holds."""
    from accordingto.export.formats import FORMATS

    if output is not None:
        with working(f"writing {output.name}") as reached:
            done = write(_there(output), reached)
        _tell(done)
        return
    if not FORMATS[name].text and sys.stdout.isatty():
        raise UsageError(f"--to {name} is no text for a terminal; name a file: --output NAME{FORMATS[name].suffix}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export{FORMATS[name].suffix}"
        with working(f"exporting to {name}") as reached:
            done = write(path, reached)
        with path.open("rb") as stream:
            shutil.copyfileobj(stream, sys.stdout.buffer)
    _tell(done)


def _there(output: Path) -> Path:
    if not output.parent.is_dir():
        raise UsageError(f"--output {output}: there is no folder {output.parent}")
    return output


def _tell(done: Exported) -> None:
    click.echo(f"{done.tally.rows} written, sha256 {done.sha256}", err=True)
    for what, number in done.tally.left_out.items():
        click.echo(f"not in this format: {number} {what}", err=True)
    for what, number in done.held_back.items():
        cure = "--unreviewed --accusing REASON" if "accuse" in what else "--unreviewed"
        click.echo(f"left in the casebook: {number} {what} ({cure} takes them)", err=True)


@click.command()
@click.argument("words", nargs=-1)
@CASE
@click.option("--output", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@choosing
@click.option("--passages-only", is_flag=True, help="Blot out every letter of the texts that no leaving passage holds.")
@click.option("--no-reviewers", is_flag=True, help="Leave out who decided, and why.")
@filtering
def bundle(
    words: tuple[str, ...], case: str, output: Path, recipient: str, passages_only: bool, no_reviewers: bool,
    **chosen: Any,
) -> None:  # fmt: skip
    """Write a bundle for a partner, who takes it into another casebook with `accordingto merge`.

    Holds records and what was decided on them; pages stay here. Protected names stay covered.

    \b
    Example:
      accordingto bundle --case syria --country SY --for Partner -o syria.bundle
    """
    from accordingto.export.bundles import Redaction, write_bundle

    redaction = Redaction(texts=passages_only, reviewers=no_reviewers)
    casebook, choice = open_case(case), _choice(words, **chosen)
    with working(f"writing {output.name}") as reached:
        done = write_bundle(casebook, choice, recipient, redaction, _there(output), reached)
    _tell(done)


@click.command()
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@CASE
@FORMAT
def merge(bundle: Path, case: str, form: str | None) -> None:
    """Take a partner's bundle in: what nobody here has decided is taken over; conflicts are listed, and change nothing.

    Each conflict shows both sides; the partner's stays beside ours as a coding of its own for the review pages.
    """
    from accordingto.export.merging import merge as take

    casebook = open_case(case)
    with working(f"merging {bundle.name}") as reached:
        done = take(casebook, bundle, reached)
    rows = ({"id": c.id, "field": c.field, "ours": c.ours, "ours_by": c.ours_by, "theirs": c.theirs,
             "theirs_by": c.theirs_by} for c in done.conflicts)  # fmt: skip
    write_rows(rows, ("id", "field", "ours", "ours_by", "theirs", "theirs_by"), form)
    told = (f"{done.new_reports} reports new", f"{done.taken_over} decisions taken over", f"{done.same} the same",
            f"{len(done.conflicts)} conflicts", f"{done.proposals} unreviewed and not taken over")  # fmt: skip
    click.echo(", ".join(told), err=True)
    for what in done.unplaced:
        click.echo(f"not found in our text: {what}", err=True)


COMMANDS: tuple[click.Command, ...] = (export, bundle, merge)
