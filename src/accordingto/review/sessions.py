"""Who is signed in: sessions in memory, under the hash of a random token, and the brake on guessing passwords."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from accordingto.casebook.accounts import ROLES

IDLE_SECONDS = 12 * 3600
LONGEST_SECONDS = 24 * 3600
TRIES = 5
"""Wrong passwords for one name before it has to wait."""
WAIT_SECONDS = 30.0
"""The first wait; each further wrong password doubles it, up to an hour."""


@dataclass(slots=True)
class Session:
    """One person at one browser. `names_why`: the reason for which protected names are shown, where they are."""

    person: str
    role: str
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    names_why: str | None = None
    began: float = 0.0
    seen: float = 0.0

    def may(self, role: str) -> bool:
        """Whether this person may do what a `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def fits(self, csrf: str) -> bool:
        """Whether a form was made for this session."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode("utf-8", "replace"))


class Sessions:
    """All sessions of one running server. A restart ends them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, Session] = {}

    def begin(self, person: str, role: str) -> str:
        """Signs a person in; gives the token for the cookie, which is always a new one."""
        token = secrets.token_urlsafe(32)
        self.of(token, person, role)
        return token

    def of(self, token: str, person: str, role: str) -> Session:
        """The session under a token, a new one where it has none that lasts."""
        found = self.find(token)
        if found is None:
            now = self._clock()
            found = Session(person, role, began=now, seen=now)
            with self._lock:
                for key in [k for k, s in self._known.items() if self._over(s, now)]:
                    del self._known[key]
                self._known[_key(token)] = found
        return found

    def find(self, token: str) -> Session | None:
        """The session of a cookie, unless it has ended."""
        now = self._clock()
        with self._lock:
            session = self._known.get(_key(token))
            if session is None or self._over(session, now):
                return None
            session.seen = now
            return session

    def end(self, token: str) -> None:
        """Signs out."""
        with self._lock:
            self._known.pop(_key(token), None)

    def end_all(self, person: str) -> None:
        """Signs a person out everywhere, as after a change of role or password."""
        with self._lock:
            for key in [k for k, s in self._known.items() if s.person == person]:
                del self._known[key]

    def _over(self, session: Session, now: float) -> bool:
        return now - session.seen > IDLE_SECONDS or now - session.began > LONGEST_SECONDS


class Brake:
    """Slows down who guesses: after `TRIES` wrong passwords a name has to wait, longer each time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    def wait(self, name: str) -> float:
        """Seconds until the name may try again, 0 where it may now."""
        with self._lock:
            count, since = self._wrong.get(name, (0, 0.0))
        if count < TRIES:
            return 0.0
        pause: float = min(3600.0, WAIT_SECONDS * 2 ** min(count - TRIES, 10))
        return max(0.0, since + pause - self._clock())

    def wrong(self, name: str) -> None:
        """Counts a wrong password."""
        with self._lock:
            if len(self._wrong) > 10_000:  # names that never were must not fill the memory
                self._wrong.pop(next(iter(self._wrong)))
            self._wrong[name] = (self._wrong.pop(name, (0, 0.0))[0] + 1, self._clock())

    def right(self, name: str) -> None:
        """Forgets the wrong ones."""
        with self._lock:
            self._wrong.pop(name, None)


def _key(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
