"""The commands serve and account."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from accordingto.casebook.accounts import accounts, sign_in
from accordingto.casebook.store import Casebook
from accordingto.cli.serving import account, serve
from accordingto.errors import UsageError
from tests.review.conftest import PASSWORD


@pytest.fixture
def case(casebook: Casebook, tmp_path: Path) -> str:
    """Where the casebook lies."""
    return str(tmp_path / "case")


def run(case: str, *arguments: str) -> None:
    """The command account, with the password from the environment."""
    done = CliRunner().invoke(account, [*arguments, "--case", case], env={"ACCORDINGTO_PASSWORD": PASSWORD})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output


def test_accounts_are_made_and_changed(casebook: Casebook, case: str) -> None:
    run(case, "Kim", "--role", "keeper")
    run(case, "Ana", "--role", "coder")
    run(case, "Ana", "--role", "reviewer")
    assert [(a.name, a.role) for a in accounts(casebook)] == [("Ana", "reviewer"), ("Kim", "keeper")]
    run(case, "Ana", "--disable")
    assert sign_in(casebook, "Ana", PASSWORD, "") is None
    assert sign_in(casebook, "Kim", PASSWORD, "") is not None


def test_the_first_account_is_a_keepers(case: str) -> None:
    with pytest.raises(UsageError, match="keeper"):
        run(case, "Ana", "--role", "coder")
    with pytest.raises(UsageError, match="--role"):
        run(case, "Ana")


def test_a_port_that_is_taken_is_told(case: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(serve, ["--case", case, "--port", port])
    assert isinstance(done.exception, UsageError)
    assert "choose another with --port" in str(done.exception)
