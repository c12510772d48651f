"""Keys of an encrypted casebook: one passphrase for all of it, one of its own for the names of protected people.

Passphrases become keys by Argon2id (RFC 9106, second recommended setting); they only wrap random keys, so that changing
a passphrase rewrites one small file and nothing else. Everything is sealed with ChaCha20-Poly1305 (RFC 8439); the
library is `cryptography`, the database is SQLCipher's.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from accordingto.casebook.captures import sync, write_whole
from accordingto.casebook.extras import need
from accordingto.errors import CasebookError, UsageError

KDF = {"iterations": 3, "lanes": 4, "memory_cost": 65_536}
"""Argon2id: 3 passes over 64 MiB in 4 lanes, RFC 9106 section 4."""

NONCE = 12


class Keys(Protocol):
    """What turns content into what is kept, and back."""

    @property
    def database(self) -> str | None:
        """SQLCipher's key, 64 hexadecimal digits; None where the database is plain."""

    def wrap_content(self, sha256: str, data: bytes) -> tuple[bytes, bytes | None]:
        """A capture's bytes as they are kept, and the key of their own under which they lie, wrapped."""

    def unwrap_content(self, sha256: str, content: bytes, key: bytes | None) -> bytes:
        """A capture's bytes. Raises `CasebookError` where they were changed or their key is not at hand."""

    def protect_content(self, sha256: str, key: bytes | None) -> bytes | None:
        """The capture's key, wrapped so that only the passphrase of protected names opens it."""

    def seal(self, data: bytes) -> bytes:
        """Words that only the passphrase of protected names opens."""

    def unseal(self, sealed: bytes) -> bytes:
        """The words again. Raises `CasebookError` without that passphrase."""


class Plain:
    """No encryption: the rights of the folder, or of the database server, are all that guards."""

    database: str | None = None

    def wrap_content(self, sha256: str, data: bytes) -> tuple[bytes, bytes | None]:
        return data, None

    def unwrap_content(self, sha256: str, content: bytes, key: bytes | None) -> bytes:
        return content

    def protect_content(self, sha256: str, key: bytes | None) -> bytes | None:
        return key

    def seal(self, data: bytes) -> bytes:
        return data

    def unseal(self, sealed: bytes) -> bytes:
        return sealed


class Encrypted:
    """Keys that a passphrase opened. `names`: the passphrase of protected names; tried when it is first needed."""

    def __init__(self, path: Path, passphrase: str, names: str | None) -> None:
        self._file = _read(path)
        self._master = _unwrap(self._file["master"], passphrase, "passphrase")
        self._names_passphrase = passphrase if names is None else names

    @property
    def database(self) -> str:
        return _derive(self._master, b"database").hex()

    @cached_property
    def _names(self) -> bytes:
        return _unwrap(self._file["names"], self._names_passphrase, "passphrase of protected names")

    def wrap_content(self, sha256: str, data: bytes) -> tuple[bytes, bytes | None]:
        key = secrets.token_bytes(32)
        return _seal(key, data, sha256.encode()), b"M" + _seal(self._content_key, key, sha256.encode())

    def unwrap_content(self, sha256: str, content: bytes, key: bytes | None) -> bytes:
        return _open(self._open_key(sha256, key), content, sha256.encode(), f"capture {sha256}")

    def protect_content(self, sha256: str, key: bytes | None) -> bytes | None:
        return b"N" + _seal(self._names, self._open_key(sha256, key), sha256.encode())

    def seal(self, data: bytes) -> bytes:
        return _seal(self._names, data, b"names")

    def unseal(self, sealed: bytes) -> bytes:
        return _open(self._names, sealed, b"names", "protected words")

    @property
    def _content_key(self) -> bytes:
        return _derive(self._master, b"captures")

    def _open_key(self, sha256: str, key: bytes | None) -> bytes:
        if not key:
            raise CasebookError(f"capture {sha256}: its key is gone")
        wrapping = self._names if key[:1] == b"N" else self._content_key
        return _open(wrapping, key[1:], sha256.encode(), f"key of capture {sha256}")


def make_keys(path: Path, passphrase: str, names: str) -> None:
    """Writes the file of wrapped random keys; nothing happens where another process was first."""
    content = {"version": 1, "master": _wrap(secrets.token_bytes(32), passphrase),
               "names": _wrap(secrets.token_bytes(32), names)}  # fmt: skip
    waiting = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    write_whole(waiting, json.dumps(content).encode(), path.parent)
    with contextlib.suppress(FileExistsError):
        os.link(waiting, path)  # unlike a rename it never replaces: the keys of a casebook exist once
    waiting.unlink()
    sync(path.parent)


def open_keys(path: Path, passphrase: str | None, names: str | None) -> Encrypted:
    """The keys of a casebook. Raises `CasebookError` where the passphrase is missing or wrong."""
    if passphrase is None:
        raise CasebookError("the casebook is encrypted: set ACCORDINGTO_PASSPHRASE or answer when asked")
    return Encrypted(path, passphrase, names)


def change_passphrase(path: Path, old: str, new: str, which: str = "master") -> None:
    """Wraps a key anew. The file is replaced as a whole: after a power cut the old or the new passphrase opens it.

    which: ``master`` for the casebook, ``names`` for the names of protected people.
    """
    if not new:
        raise UsageError("an empty passphrase protects nothing")
    content = _read(path)
    words = "passphrase" if which == "master" else "passphrase of protected names"
    content[which] = _wrap(_unwrap(content[which], old, words), new)
    write_whole(path, json.dumps(content).encode(), path.parent)
    sync(path.parent)


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        version = content["version"]
        for which in ("master", "names"):
            bytes.fromhex(content[which]["salt"] + content[which]["key"])
    except (ValueError, KeyError, TypeError):
        raise CasebookError(f"{path}: the file of keys is damaged; restore it from a copy") from None
    if version != 1:
        raise CasebookError(f"{path}: written by a newer accordingto; update this program")
    return content


def _wrap(key: bytes, passphrase: str) -> dict[str, str]:
    if not passphrase:
        raise UsageError("an empty passphrase protects nothing")
    salt = secrets.token_bytes(16)
    return {"salt": salt.hex(), "key": _seal(_stretch(passphrase, salt), key, b"key").hex()}


def _unwrap(wrapped: dict[str, str], passphrase: str, what: str) -> bytes:
    stretched = _stretch(passphrase, bytes.fromhex(wrapped["salt"]))
    try:
        return _open(stretched, bytes.fromhex(wrapped["key"]), b"key", "")
    except CasebookError:
        raise CasebookError(f"the {what} is wrong") from None


def _stretch(passphrase: str, salt: bytes) -> bytes:
    argon2 = need("cryptography.hazmat.primitives.kdf.argon2", "encrypt")
    stretched: bytes = argon2.Argon2id(salt=salt, length=32, **KDF).derive(passphrase.encode("utf-8", "surrogatepass"))
    return stretched


def _derive(key: bytes, purpose: bytes) -> bytes:
    hkdf = need("cryptography.hazmat.primitives.kdf.hkdf", "encrypt")
    hashes = need("cryptography.hazmat.primitives.hashes", "encrypt")
    derived: bytes = hkdf.HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"accordingto " + purpose).derive(
        key
    )
    return derived


def _seal(key: bytes, data: bytes, context: bytes) -> bytes:
    aead = need("cryptography.hazmat.primitives.ciphers.aead", "encrypt")
    nonce = secrets.token_bytes(NONCE)
    sealed: bytes = nonce + aead.ChaCha20Poly1305(key).encrypt(nonce, data, context)
    return sealed


def _open(key: bytes, sealed: bytes, context: bytes, what: str) -> bytes:
    aead = need("cryptography.hazmat.primitives.ciphers.aead", "encrypt")
    invalid = need("cryptography.exceptions", "encrypt").InvalidTag
    try:
        data: bytes = aead.ChaCha20Poly1305(key).decrypt(sealed[:NONCE], sealed[NONCE:], context)
    except (invalid, ValueError):
        raise CasebookError(f"{what}: was changed, or lies under another key") from None
    return data
