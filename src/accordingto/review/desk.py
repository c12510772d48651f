"""What a running server holds: the casebook, who is signed in, and the one worker that reads new reports."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field, replace

from accordingto.casebook.accounts import has_accounts
from accordingto.casebook.store import Casebook
from accordingto.review.intake import Intake
from accordingto.review.sessions import Brake, Session, Sessions


@dataclass(frozen=True, slots=True)
class Desk:
    """The server's parts. `token`: opens the door for a single person at their own machine.

    hosts: what a browser may call this server ("127.0.0.1:8765"); any other Host header is refused, so that a page of
    the web whose name was made to point here (DNS rebinding) gets nothing.
    """

    casebook: Casebook
    intake: Intake
    hosts: frozenset[str]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    sessions: Sessions = field(default_factory=Sessions)
    brake: Brake = field(default_factory=Brake)

    @property
    def cookie(self) -> str:
        """The session cookie's name; browsers share cookies between ports, so that it tells the port."""
        return "accordingto-" + next(iter(sorted(self.hosts))).rpartition(":")[2]

    def team(self) -> bool:
        """Whether people sign in with accounts."""
        return has_accounts(self.casebook)

    def casebook_of(self, person: str) -> Casebook:
        """The casebook with this person at work: the journal names them."""
        return replace(self.casebook, person=person)

    def session(self, cookie: str) -> Session | None:
        """The session that a cookie stands for."""
        return self.sessions.find(cookie)

    def bearer(self, token: str) -> Session | None:
        """The session of a program that sends ``Authorization: Bearer``: the door's token, or one of its own."""
        if self.opens(token):
            return self.sessions.of(token, self.casebook.person, "keeper")
        return self.sessions.find(token)

    def door_proof(self) -> str:
        """What the sign-in form carries, so that no other page can sign somebody in."""
        return hmac.new(self.token.encode(), b"sign in", "sha256").hexdigest()

    def opens(self, token: str) -> bool:
        """Whether this is the token of the door, which opens for one person alone, never where there are accounts."""
        right = hmac.compare_digest(self.token.encode(), token.encode("utf-8", "replace"))
        return right and not self.team()
