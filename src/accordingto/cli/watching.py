"""The commands of saved questions: watch add, list, remove, run."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordingto.cli.options import CASE, FORMAT, open_case, reader_of, write_rows
from accordingto.cli.searching import filtering

if TYPE_CHECKING:
    from accordingto.casebook.store import Casebook
    from accordingto.reconcile.watching import Found

LISTED = 20
"""New entries that a message lists; of more it says how many there are."""


@click.group()
def watch() -> None:
    """Saved questions that tell each new statement, act, denial or number once."""


@watch.command()
@click.argument("name")
@CASE
@click.option("--words", default="", help="Words that must stand in what is told, as find takes them.")
@filtering
def add(name: str, case: str, words: str, no_copies: bool, **filters: Any) -> None:
    """Save a question under a NAME, with the filters of `find`.

    \b
    Example:
      accordingto watch add "arrests of journalists in KZ" --case kz --words journalist --mode arrest --country KZ
    """
    from accordingto.casebook.query import Query
    from accordingto.casebook.query import check as checked
    from accordingto.casebook.watches import add as save

    query = Query(words=words, copies=not no_copies, **filters)
    checked(query)
    click.echo(f"watch {save(open_case(case), name, query)}")


@watch.command("list")
@CASE
@FORMAT
def list_(case: str, form: str | None) -> None:
    """List the saved questions."""
    from accordingto.casebook.watches import saved

    reader, casebook = reader_of(case, "", None), open_case(case)
    with casebook.reading() as connection:
        found = saved(connection)
    rows = ({"id": w.id, "name": reader.show(w.name), "since": w.created_at,
             "question": reader.show("; ".join(f"{k} {v}" for k, v in asdict(w.query).items()
                                               if v and k not in ("limit", "copies")))} for w in found)  # fmt: skip
    write_rows(rows, ("id", "name", "question", "since"), form)


@watch.command()
@click.argument("name")
@CASE
def remove(name: str, case: str) -> None:
    """End a saved question, by name or number."""
    from accordingto.casebook.watches import remove as end

    end(open_case(case), name)


@watch.command()
@CASE
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("feeds"), show_default=True,
              help="Folder for the feeds: watch-1.atom and watch-1.json.")  # fmt: skip
@click.option("--notify", "services", multiple=True, envvar="ACCORDINGTO_NOTIFY", metavar="URL",
              help="Send what is new there too: an Apprise address (mailto://, tgram://, matrix://).")  # fmt: skip
def run(case: str, out: Path, services: tuple[str, ...]) -> None:
    """Ask every saved question and write its feeds; what is new is told once.

    Nothing is sent anywhere without --notify. Feeds and messages never hold a protected name.
    """
    from accordingto.reconcile.feeds import atom, json_feed
    from accordingto.reconcile.watching import run as ask

    casebook, messengers = open_case(case), _messengers(services)
    found = ask(casebook, services)
    out.mkdir(parents=True, exist_ok=True)
    for one in found:
        (out / f"watch-{one.watch.id}.atom").write_text(atom(one, casebook.id), encoding="utf-8")
        (out / f"watch-{one.watch.id}.json").write_text(json_feed(one), encoding="utf-8")
        click.echo(f"{one.watch.name}: {one.new} new")
        for service, messenger in messengers.items():
            _send(casebook, one, service, messenger)


def _messengers(services: tuple[str, ...]) -> dict[str, Any]:
    """What sends to each address, by Apprise. Raises `UsageError` for one that it does not know."""
    from accordingto.acquire.extras import need
    from accordingto.errors import UsageError

    found: dict[str, Any] = {}
    for url in services:
        found[url] = need("apprise", "watch").Apprise()
        if not found[url].add(url):
            raise UsageError("--notify: an address that Apprise does not know; see its list of services")
    return found


def _send(casebook: Casebook, one: Found, service: str, messenger: Any) -> None:
    """Sends what is owed to an address; what could not be delivered is owed until it can."""
    from accordingto.reconcile.watching import sent, unsent

    entries, digests = unsent(casebook, one, service)
    if entries:
        lines = [f"{e.title}: {e.words}" for e in entries[:LISTED]]
        more = [f"… and {len(entries) - LISTED} more"] if len(entries) > LISTED else []
        title = f"{one.watch.name}: {len(entries)} new"
        if not messenger.notify(title=title, body="\n".join([*lines, *more]), body_format="text"):
            name = one.watch.name
            click.echo(f"accordingto: a message of {name!r} could not be delivered; it is sent next time", err=True)
            return
    if digests:
        sent(casebook, one, service, digests)


COMMANDS: tuple[click.Command, ...] = (watch,)
