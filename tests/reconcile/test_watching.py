"""Saved questions tell each new thing once, as feeds that readers take, and never a protected name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from threading import Thread
from xml.etree import ElementTree

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from click.testing import CliRunner

from accordingto.casebook import happenings, watches
from accordingto.casebook.protect import protect
from accordingto.casebook.query import Query
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.cli import cli
from accordingto.errors import UsageError
from accordingto.reconcile.casework import reconcile_case
from accordingto.reconcile.feeds import atom, json_feed
from accordingto.reconcile.watching import Found, run
from accordingto.types import Record
from tests.reconcile.conftest import put

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def some(records: list[Record], *ids: str) -> list[Record]:
    return [r for r in records if r.report.id in ids]


@pytest.fixture
def watched(casebook: Casebook, tmp_path: Path, records: list[Record]) -> Casebook:
    """A casebook with the first reports of two stories, and a question."""
    put(casebook, tmp_path, some(records, "strike-r1", "editor-r1"))
    reconcile_case(casebook)
    watches.add(casebook, "deaths", Query(words="killed"))
    return casebook


def ask(casebook: Casebook) -> Found:
    (found,) = run(casebook)
    return found


def test_each_new_thing_is_told_once(watched: Casebook, tmp_path: Path, records: list[Record]) -> None:
    first = ask(watched)
    assert first.new == len(first.entries) > 0
    assert ask(watched).new == 0
    put(watched, tmp_path, some(records, "strike-r3"))
    reconcile_case(watched)
    later = ask(watched)
    assert later.new == len(later.entries) - len(first.entries) > 0
    assert "number" in {e.kind for e in later.entries[: later.new]}, "a changed number is told"
    assert all(e.id.startswith("3.") for e in later.entries[: later.new])


def test_feeds_are_what_feed_readers_take(watched: Casebook) -> None:
    found = ask(watched)
    feed = ElementTree.fromstring(atom(found, watched.id))
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == len(found.entries)
    assert all(e.findtext(f"a:{name}", "", ATOM) for e in entries for name in ("id", "title", "updated", "content"))
    told = json.loads(json_feed(found))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert len({item["id"] for item in told["items"]}) == len(found.entries)


def test_no_act_is_a_bare_fact(watched: Casebook) -> None:
    assert all("according to" in e.title for e in ask(watched).entries if e.kind == "act")


def test_a_denial_is_told_as_one(watched: Casebook) -> None:
    watches.remove(watched, "deaths")
    watches.add(watched, "denials", Query(stance="denies"))
    assert {e.kind for e in ask(watched).entries} == {"denial"}


def test_feeds_hold_no_protected_name(watched: Casebook, tmp_path: Path, records: list[Record]) -> None:
    watches.remove(watched, "1")
    watches.add(watched, "what happens to Karim Mansour", Query(party="Mansour"))
    ask(watched)
    protect(watched, ["Karim Mansour"], "victim", "a test")
    reconcile_case(watched)
    found = ask(watched)
    assert "Mansour" not in atom(found, watched.id) + json_feed(found)
    assert "Victim-" in json_feed(found)


def test_names_are_taken_once_and_what_is_removed_is_gone(watched: Casebook) -> None:
    with pytest.raises(UsageError, match="already"):
        watches.add(watched, "deaths", Query())
    watches.remove(watched, "deaths")
    assert run(watched) == []
    with pytest.raises(UsageError, match="no watch"):
        watches.remove(watched, "deaths")


class Receiver(ThreadingHTTPServer):
    """A server that takes messages, or refuses them."""

    def __init__(self) -> None:
        self.taken: list[dict[str, str]] = []
        self.asked = 0
        self.status = 200
        super().__init__(("127.0.0.1", 0), _Take)

    @property
    def address(self) -> str:
        """Where Apprise sends to."""
        return f"json://127.0.0.1:{self.server_port}/"


class _Take(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked += 1
        if self.server.status == 200:
            self.server.taken.append(told)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def receivers() -> Iterator[list[Receiver]]:
    """Two servers."""
    servers = [Receiver(), Receiver()]
    for server in servers:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


def notify(case: Path, out: Path, services: list[str]) -> str:
    addresses = [word for service in services for word in ("--notify", service)]
    result = CliRunner().invoke(cli, ["watch", "run", "--case", str(case), "--out", str(out), *addresses])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # Apprise imports it
def test_messages_are_really_sent_once_to_each_and_again_after_a_failure(
    tmp_path: Path, records: list[Record], receivers: list[Receiver]
) -> None:
    case, out, (one, other) = tmp_path / "case", tmp_path / "feeds", receivers
    casebook = make_casebook(str(case))
    put(casebook, tmp_path, some(records, "strike-r1"))
    reconcile_case(casebook)
    watches.add(casebook, "deaths", Query(words="killed"))
    other.status = 500
    assert "could not be delivered; it is sent next time" in notify(case, out, [r.address for r in receivers])
    assert len(one.taken) == 1
    assert one.taken[0]["title"].startswith("deaths: ")
    assert "killed" in one.taken[0]["message"]
    assert (len(other.taken), other.asked) == (0, 1)
    put(casebook, tmp_path, some(records, "strike-r3"))
    reconcile_case(casebook)
    other.status = 200
    notify(case, out, [r.address for r in receivers])
    notify(case, out, [r.address for r in receivers])
    assert [len(r.taken) for r in receivers] == [2, 1]
    lines = [line for taken in one.taken for line in taken["message"].splitlines()]
    assert sorted(lines) == sorted(other.taken[0]["message"].splitlines()), "each gets everything, once"
    assert len(lines) == len(set(lines))


class Mailbox:
    """A mail server's: keeps what arrives, or refuses it."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's)
        if self.refuses:
            return "451 come again"
        assert isinstance(envelope.content, bytes)
        told = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(told, EmailMessage)
        self.taken.append(told)
        return "250 OK"

    def lines(self) -> Counter[str]:
        """How often each line stands in the plain text of all that arrived."""
        bodies = [body.get_content() for m in self.taken if (body := m.get_body(("plain",))) is not None]
        return Counter(line for body in bodies for line in body.splitlines() if line)


@pytest.fixture
def mail() -> Iterator[tuple[Mailbox, str]]:
    """A mail server with the address by which Apprise sends to it."""
    box = Mailbox()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, f"mailto://127.0.0.1:{port}?from=watch@example.org&to=desk@example.org"
    server.stop()


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # Apprise imports it
def test_mail_brings_each_new_item_once_with_its_words(
    tmp_path: Path, records: list[Record], mail: tuple[Mailbox, str]
) -> None:
    case, out, (box, address) = tmp_path / "case", tmp_path / "feeds", mail
    casebook = make_casebook(str(case))
    put(casebook, tmp_path, some(records, "strike-r1"))
    reconcile_case(casebook)
    watches.add(casebook, "deaths <b>& more</b>", Query(words="killed"))
    box.refuses = True
    assert "could not be delivered; it is sent next time" in notify(case, out, [address])
    assert not box.taken
    box.refuses = False
    notify(case, out, [address])
    put(casebook, tmp_path, some(records, "strike-r3"))
    reconcile_case(casebook)
    notify(case, out, [address])
    notify(case, out, [address])
    (found,) = run(casebook)
    assert len(box.taken) == 2
    assert all(m["to"] == "desk@example.org" and m["subject"].startswith("deaths <b>& more</b>: ") for m in box.taken)
    assert box.lines() == Counter(f"{e.title}: {e.words}" for e in found.entries)


def test_reading_and_deciding_again_tells_nothing_twice(
    watched: Casebook, tmp_path: Path, records: list[Record]
) -> None:
    first = ask(watched)
    (record,) = some(records, "strike-r1")
    with watched.writing() as transaction:
        happenings.forget(transaction.connection, [1])
    reconcile_case(watched)
    assert ask(watched).new == 0
    put(watched, tmp_path, [replace(record, report=replace(record.report, title="A newer reading"))])
    reconcile_case(watched)
    again = ask(watched)
    assert again.new == 0
    assert {e.digest for e in again.entries} == {e.digest for e in first.entries}
