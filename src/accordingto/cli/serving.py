"""The commands of the review in the browser: serve, and the accounts of a team."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from accordingto.cli.options import CASE, make_case, open_case

if TYPE_CHECKING:
    import socket

    from accordingto.review.desk import Desk

PORT = 8765


@click.command()
@CASE
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any free one.")
@click.option("--open", "open_", is_flag=True, help="Open it in the browser at once.")
@click.option("--encrypt", is_flag=True, help="Encrypt a new casebook under a passphrase (ACCORDINGTO_PASSPHRASE).")
def serve(case: str, port: int, open_: bool, encrypt: bool) -> None:
    """Review a casebook in the browser; it is made if there is none.

    Listens on this machine only (127.0.0.1). For one person the printed address holds a random token and is all that is
    needed. Where `accordingto account` has made accounts, people sign in; let others reach it through an SSH tunnel.

    \b
    Examples:
      accordingto serve --case syria --open
      accordingto account Ana --role coder --case syria
    """
    from accordingto.casebook.extras import need

    for module in ("starlette", "python_multipart", "jsonschema"):
        need(module, "review")
    uvicorn = need("uvicorn", "review")
    from accordingto.review.app import create_app
    from accordingto.review.desk import Desk
    from accordingto.review.intake import Intake, PooledReader

    casebook = make_case(case, encrypt)
    with _listen(port) as listening:
        number = listening.getsockname()[1]
        hosts = frozenset(f"{name}:{number}" for name in ("127.0.0.1", "localhost"))
        reader = PooledReader()
        desk = Desk(casebook, Intake(reader), hosts)
        click.echo(f"accordingto listens on {_address(desk, number)}\nCtrl-C ends it; everything decided is kept.")
        if open_:
            _open(_address(desk, number))
        config = uvicorn.Config(create_app(desk), log_level="warning", access_log=False, server_header=False)
        try:
            uvicorn.Server(config).run([listening])
        finally:
            desk.intake.close()
            reader.close()


def _address(desk: Desk, port: int) -> str:
    return f"http://127.0.0.1:{port}/enter" + ("" if desk.team() else f"?token={desk.token}")


def _listen(port: int) -> socket.socket:
    import socket

    from accordingto.errors import UsageError

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise UsageError(f"port {port} is taken; choose another with --port, or 0 for any free one") from None
    return listening


def _open(address: str) -> None:
    """Opens the browser by way of a file of one's own: a command line with the token could be seen by others."""
    import tempfile
    import webbrowser
    from html import escape
    from pathlib import Path

    page = Path(tempfile.mkdtemp(prefix="accordingto-")) / "open.html"
    page.write_text(f'<!doctype html><meta http-equiv="refresh" content="0; url={escape(address)}">\n')
    webbrowser.open(page.as_uri())


@click.command()
@click.argument("name")
@CASE
@click.option("--role", type=click.Choice(["reader", "coder", "reviewer", "keeper"]), help="What the person may do.")
@click.option("--disable", is_flag=True, help="Let the person in no more.")
def account(name: str, case: str, role: str | None, disable: bool) -> None:
    """Make or change the account of one person of a team; the password is asked for.

    The first account must be a keeper's. reader: looks. coder: decides on what is assigned. reviewer: assigns,
    adjudicates, decides on everything. keeper: accounts, protection, consent, destruction.
    """
    from accordingto.casebook import accounts
    from accordingto.errors import UsageError

    casebook = open_case(case)
    known = {a.name for a in accounts.accounts(casebook)}
    if disable:
        accounts.change_account(casebook, name, disabled=True)
    elif name in known:
        accounts.change_account(casebook, name, role=role, password=_password(name), disabled=False)
    elif role is None:
        raise UsageError(f"{name}: a new account needs --role")
    elif not known and role != "keeper":
        raise UsageError("the first account must be a keeper's: --role keeper")
    else:
        accounts.add_account(casebook, name, role, _password(name))


def _password(name: str) -> str:
    import os

    given = os.environ.get("ACCORDINGTO_PASSWORD")
    if given is None and sys.stdin.isatty():
        given = click.prompt(f"password of {name}", hide_input=True, confirmation_prompt=True, err=True)
    if not given:
        raise click.UsageError("set ACCORDINGTO_PASSWORD, or run it where you can be asked")
    return given


COMMANDS: tuple[click.Command, ...] = (serve, account)
