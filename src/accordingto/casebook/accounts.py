"""People who sign in where a team works on a casebook: names, roles, passwords under Argon2id, one-time codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from accordingto.casebook import schema
from accordingto.casebook.extras import need
from accordingto.casebook.store import Casebook
from accordingto.errors import MissingError, UsageError

ROLES = ("reader", "coder", "reviewer", "keeper")
"""Each may do what the one before may. coder: decides on what is assigned; reviewer: assigns, adjudicates, decides on
all; keeper: accounts, protection, consent, destruction."""

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


@dataclass(frozen=True, slots=True)
class Account:
    """One person of the team. `codes`: signs in with one-time codes as well."""

    name: str
    role: str
    codes: bool
    disabled: bool


def has_accounts(casebook: Casebook) -> bool:
    """Whether a team is configured."""
    with casebook.reading() as connection:
        return connection.execute(select(schema.account.c.name).limit(1)).first() is not None


def accounts(casebook: Casebook) -> list[Account]:
    """Everybody, by name; passwords and secrets are nobody's to read."""
    a = schema.account
    with casebook.reading() as connection:
        query = select(a.c.name, a.c.role, a.c.totp.is_not(None), a.c.disabled).order_by(a.c.name)
        return [Account(*row) for row in connection.execute(query)]


def find_account(casebook: Casebook, name: str) -> Account:
    """Raises `MissingError`."""
    found = next((a for a in accounts(casebook) if a.name == name), None)
    if found is None:
        raise MissingError(f"no account {name[:80]!r}")
    return found


def add_account(casebook: Casebook, name: str, role: str, password: str) -> None:
    """Makes an account. Raises `UsageError` for a name that is taken, a role that is none, a password too short."""
    name = name.strip()
    if not name or len(name) > 80 or not name.isprintable():
        raise UsageError("a name of 1 to 80 printable characters, please")
    _check_role(role)
    hashed = _hashed(password)
    a = schema.account
    with casebook.writing() as transaction:
        if transaction.connection.execute(select(a.c.name).where(a.c.name == name)).first():
            raise UsageError(f"there is an account {name!r} already")
        row = {"name": name, "role": role, "password": hashed, "totp": None, "disabled": False}
        transaction.connection.execute(a.insert(), row)
        transaction.note("account", f"person {name}", role=role)


def change_account(
    casebook: Casebook, name: str, *, role: str | None = None, password: str | None = None,
    disabled: bool | None = None, totp: str | None = None,
) -> None:  # fmt: skip
    """Changes what is given; the journal says that, never a password or secret. totp: empty ends one-time codes."""
    values: dict[str, Any] = {}
    if role is not None:
        _check_role(role)
        values["role"] = role
    if password is not None:
        values["password"] = _hashed(password)
    if disabled is not None:
        values["disabled"] = disabled
    if totp is not None:
        values["totp"] = totp or None
    told = {k: True if k in ("password", "totp") else v for k, v in values.items()}
    a = schema.account
    with casebook.writing() as transaction:
        connection = transaction.connection
        if not connection.execute(update(a).where(a.c.name == name).values(**values)).rowcount:
            raise MissingError(f"no account {name[:80]!r}")
        keepers = select(a.c.name).where(a.c.role == "keeper", ~a.c.disabled)
        if not connection.execute(keepers).first():
            raise UsageError("one keeper at least must remain")
        transaction.note("account", f"person {name}", **told)


def sign_in(casebook: Casebook, name: str, password: str, code: str) -> Account | None:
    """The account, where password and one-time code are right. Takes as long for a name that there is not."""
    argon2 = need("argon2", "review")
    a = schema.account
    with casebook.reading() as connection:
        row = connection.execute(select(a).where(a.c.name == name)).first()
    try:
        right = argon2.PasswordHasher().verify(row.password if row else _nobody(), password[:LONGEST_PASSWORD])
    except argon2.exceptions.VerificationError:
        right = False
    if row is None or not right or row.disabled:
        return None
    if row.totp and not need("pyotp", "review").TOTP(row.totp).verify(code.strip(), valid_window=1):
        return None
    return Account(row.name, row.role, row.totp is not None, row.disabled)


def new_totp(casebook: Casebook, name: str) -> tuple[str, str]:
    """A secret for one-time codes and its ``otpauth:`` address for an authenticator; nothing is kept yet."""
    pyotp = need("pyotp", "review")
    secret = str(pyotp.random_base32())
    return secret, str(pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=f"accordingto {casebook.id[:8]}"))


def fits_totp(secret: str, code: str) -> bool:
    """Whether a code is the one of now."""
    return bool(need("pyotp", "review").TOTP(secret).verify(code.strip(), valid_window=1))


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise UsageError(f"no role {role[:40]!r}; there are {', '.join(ROLES)}")


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UsageError(f"a password of {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, please")
    return str(need("argon2", "review").PasswordHasher().hash(password))


_hash_of_nobody: list[str] = []


def _nobody() -> str:
    """The hash of no password, to be tried for names that are not there; made once."""
    if not _hash_of_nobody:
        _hash_of_nobody.append(_hashed("nobody's password"))
    return _hash_of_nobody[0]
