"""Desks, clients and a running server for the tests of the pages."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import argon2
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient

from accordingto.casebook import schema
from accordingto.casebook.adding import Read
from accordingto.casebook.store import Casebook, make_casebook, open_casebook
from accordingto.review.app import create_app
from accordingto.review.desk import Desk
from accordingto.review.intake import Intake
from accordingto.types import Record
from tests.casebook.conftest import put, read_made

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
PASSWORD = "a long enough password"
PEOPLE = {"Kim": "keeper", "Rita": "reviewer", "Ana": "coder", "Ben": "coder", "Lea": "reader"}
HOST = "127.0.0.1:8765"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Screenshots for the documentation are written only when asked for."""
    parser.addoption("--screenshots", metavar="DIR", help="write screenshots of the main pages into this folder")


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch) -> str:
    """Who is at work in the tests."""
    monkeypatch.setenv("ACCORDINGTO_PERSON", "Kim")
    return "Kim"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty casebook, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("empty") / "case"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACCORDINGTO_PERSON", "Kim")
        make_casebook(str(folder)).engine.dispose()
    return folder


@pytest.fixture
def casebook(empty: Path, tmp_path: Path) -> Iterator[Casebook]:
    """An empty casebook."""
    shutil.copytree(empty, tmp_path / "case")
    opened = open_casebook(str(tmp_path / "case"))
    yield opened
    opened.engine.dispose()


def fill(casebook: Casebook, *records: Record) -> None:
    """Puts records in, as reports 1, 2, ..."""
    put(casebook, *records)


def desk_of(casebook: Casebook, host: str = HOST, read: Read | None = None) -> Desk:
    """A desk whose intake reads nothing unless told."""
    return Desk(casebook, Intake(read or read_made([])), frozenset({host}))


class Client(TestClient):
    """A browser without scripts; `csrf` is the form token of its session."""

    csrf: str = ""

    def enter(self, address: str) -> Client:
        """Comes in through the door's address."""
        self.get(address)
        return self.remember()

    def sign_in(self, name: str, password: str = PASSWORD, code: str = "") -> Client:
        """Signs in with an account."""
        page = self.get("/enter").text
        proof = page.partition('name="csrf" value="')[2].partition('"')[0]
        self.post("/login", data={"name": name, "password": password, "code": code, "csrf": proof})
        return self.remember()

    def remember(self) -> Client:
        """Takes the form token from the first page."""
        self.csrf = self.get("/").text.partition('name="csrf" content="')[2].partition('"')[0]
        return self

    def call(self, path: str, body: object, **headers: str) -> Any:
        """A call of the API."""
        return self.post(path, json=body, headers={"x-csrf-token": self.csrf, **headers})


def client_of(desk: Desk) -> Client:
    """A client that nobody knows yet."""
    host = next(iter(desk.hosts))
    return Client(create_app(desk), base_url=f"http://{host}", headers={"host": host}, raise_server_exceptions=False)


@pytest.fixture
def desk(casebook: Casebook) -> Desk:
    """A desk with one person."""
    return desk_of(casebook)


@pytest.fixture
def client(desk: Desk) -> Client:
    """The one person at work, signed in."""
    return client_of(desk).enter(f"/enter?token={desk.token}")


@pytest.fixture(scope="session")
def hashed() -> str:
    """The hash of everybody's password, made once, for it takes its time by design."""
    return str(argon2.PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD))


@pytest.fixture
def team(casebook: Casebook, desk: Desk, hashed: str) -> Callable[[str], Client]:
    """Signs in one of `PEOPLE`."""
    with casebook.writing() as transaction:
        rows = [{"name": name, "role": role, "password": hashed, "totp": None, "disabled": False}
                for name, role in PEOPLE.items()]  # fmt: skip
        transaction.connection.execute(schema.account.insert(), rows)
    return lambda name: client_of(desk).sign_in(name)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. `address`: lets a single person in."""

    desk: Desk
    root: str

    @property
    def address(self) -> str:
        """What `accordingto serve` prints."""
        return f"{self.root}/enter?token={self.desk.token}"


@pytest.fixture
def serve(casebook: Casebook) -> Iterator[Callable[..., Server]]:
    """Starts the server on a free port."""
    started: list[tuple[uvicorn.Server, threading.Thread, socket.socket]] = []

    def start(read: Read | None = None) -> Server:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        desk = desk_of(casebook, host, read)
        server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        started.append((server, thread, listening))
        while not server.started:
            time.sleep(0.01)
        return Server(desk, f"http://{host}")

    yield start
    for server, thread, listening in started:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Real Chromium."""
    if not CHROMIUM:
        pytest.skip("chromium is absent: apt-get install chromium, or set CHROMIUM to a Chromium or Chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh browser profile; what its scripts complain of, and what it asks of other hosts, is an error."""
    context = browser.new_context(viewport={"width": 1300, "height": 850}, timezone_id="Asia/Tokyo", locale="en-GB")
    wrong: list[str] = []
    shown = context.new_page()
    shown.set_default_timeout(15_000)
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    shown.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    shown.on(
        "request", lambda asked: wrong.append(asked.url) if not asked.url.startswith("http://127.0.0.1:") else None
    )
    yield shown
    context.close()
    assert wrong == []
