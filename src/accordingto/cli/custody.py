"""The commands of custody: verify, seal, copies, transfer, passphrase."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from accordingto.cli.options import CASE, ask_passphrase, open_case


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
    found = check(open_case(case), seal)
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

    made = make_seal(open_case(case))
    click.echo((stamp(made, timestamp) if timestamp else made).line())


@click.command()
@CASE
@click.option("--link", nargs=2, type=int, metavar="COPY ORIGINAL", help="Say by hand that a report is a copy.")
@click.option("--unlink", type=int, metavar="COPY", help="Say by hand that a report is no copy.")
def copies(case: str, link: tuple[int, int] | None, unlink: int | None) -> None:
    """Find reports that are copies of others, as many papers carry one agency's story."""
    from accordingto.casebook import copies as rooms

    casebook = open_case(case)
    if link:
        rooms.link(casebook, *link)
    elif unlink is not None:
        rooms.unlink(casebook, unlink)
    else:
        click.echo(f"{rooms.find_copies(casebook)} copies found")


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
    old = ask_passphrase(variable, "old passphrase", case)
    new = ask_passphrase("ACCORDINGTO_NEW_PASSPHRASE", "new passphrase", case, confirm=True)
    if old is None or new is None:
        raise UsageError("set ACCORDINGTO_PASSPHRASE and ACCORDINGTO_NEW_PASSPHRASE, or run it where you can be asked")
    change_passphrase(path, old, new, "names" if names else "master")


@click.command()
@CASE
@click.option(
    "--to", "target", required=True, metavar="DIR", help="An empty casebook's place: folder or postgresql://…"
)
@click.option("--encrypt", is_flag=True, help="Encrypt the copy, under ACCORDINGTO_NEW_PASSPHRASE.")
def transfer(case: str, target: str, encrypt: bool) -> None:
    """Copy a whole casebook to another place, also from SQLite to PostgreSQL and back; seals hold there too.

    An encrypted casebook is copied with its passphrases by who may see protected names, and into a place that is not
    encrypted only by giving them; its journal says so. The passphrase of protected names of the copy is
    ACCORDINGTO_NEW_NAMES_PASSPHRASE, the same as the other if not set.
    """
    from accordingto.casebook.store import make_casebook
    from accordingto.casebook.transfer import transfer as move
    from accordingto.errors import UsageError

    source = open_case(case)
    new = ask_passphrase("ACCORDINGTO_NEW_PASSPHRASE", "new passphrase", target, confirm=True) if encrypt else None
    if encrypt and not new:
        raise UsageError("--encrypt: set ACCORDINGTO_NEW_PASSPHRASE, or run it where you can be asked")
    move(source, make_casebook(target, new, os.environ.get("ACCORDINGTO_NEW_NAMES_PASSPHRASE")))
    if source.keys.database and not encrypt:
        click.echo("the copy is not encrypted: whoever reads its folder or database reads protected names", err=True)


COMMANDS: tuple[click.Command, ...] = (verify, seal, copies, transfer, passphrase)
