"""Seals: the head of the journal as one line to keep outside, and time stamps on it by others (RFC 3161)."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accordingto.casebook import journal
from accordingto.casebook.extras import need
from accordingto.casebook.store import Casebook, now
from accordingto.errors import UsageError

_LINE = re.compile(r"accordingto-seal-1 (\S{1,80}) (\d{1,12}) ([0-9a-f]{64}) (\S{10,40})(?: (\S+))?")
WAIT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Seal:
    """The casebook, how many entries its journal had, the hash of the last one, when; `token`: a time stamp, DER."""

    casebook: str
    entries: int
    head: str
    at: str
    token: bytes | None = None

    def line(self) -> str:
        """The seal as one line of text."""
        stamp = f" {b64encode(self.token).decode()}" if self.token else ""
        return f"accordingto-seal-1 {self.casebook} {self.entries} {self.head} {self.at}{stamp}"

    @property
    def stamped(self) -> bytes:
        """What a time stamp is asked for: the line without the stamp."""
        return Seal(self.casebook, self.entries, self.head, self.at).line().encode()


def make_seal(casebook: Casebook) -> Seal:
    """The seal of the casebook as it is."""
    with casebook.reading() as connection:
        head = journal.head(connection)
    return Seal(casebook.id, head.seq, head.hash, now())


def read_seal(text: str) -> Seal:
    """A seal from its line, or from the file with this name. Raises `UsageError` where it is none."""
    path = Path(text) if len(text) < 1000 and "\0" not in text else None
    if path and path.is_file():
        if path.stat().st_size > 1_000_000:
            raise UsageError("the file of the seal is larger than any seal")
        text = path.read_text(errors="replace")
    match = _LINE.fullmatch(text.strip())
    if not match:
        raise UsageError("--seal: give the line that accordingto seal printed, or a file that holds it")
    try:
        token = b64decode(match[5], validate=True) if match[5] else None
    except ValueError:
        token = b"damaged"
    return Seal(match[1], int(match[2]), match[3], match[4], token)


def stamp(seal: Seal, address: str) -> Seal:
    """The seal with a time stamp from the authority at `address` (https or http). The one request that goes out.

    Only the hash of the seal's line is sent. Raises `UsageError` where no stamp comes back.
    """
    import urllib.request

    client = need("rfc3161_client", "timestamp")
    if not address.startswith(("https://", "http://")):
        raise UsageError("--timestamp: give the https:// address of a time stamping authority")
    query = client.TimestampRequestBuilder().data(seal.stamped).nonce(nonce=True).build()
    headers = {"Content-Type": "application/timestamp-query"}
    request = urllib.request.Request(address, data=query.as_bytes(), headers=headers)  # checked above
    try:
        with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:
            data = answer.read(1_000_000)
        response = client.decode_timestamp_response(data)
        if response.tst_info.nonce not in (None, query.nonce):
            raise ValueError("it answers another question")
    except (OSError, ValueError) as error:
        raise UsageError(f"--timestamp: no time stamp from {address} ({error})") from None
    return Seal(seal.casebook, seal.entries, seal.head, seal.at, data)


def stamped_at(seal: Seal, roots: Sequence[bytes]) -> tuple[str | None, str]:
    """When the seal was stamped, verified offline; None and why where it counts as not time-stamped.

    roots: PEM certificates of authorities that the reader trusts; without them no stamp counts.
    """
    if seal.token is None:
        return None, "not timestamped: the seal bears no stamp"
    if not roots:
        return None, "not timestamped: give the authority's root certificate to check the stamp (--trust)"
    client, x509 = need("rfc3161_client", "timestamp"), need("cryptography.x509", "timestamp")
    try:
        response = client.decode_timestamp_response(seal.token)
        builder: Any = client.VerifierBuilder()
        for pem in roots:
            for certificate in x509.load_pem_x509_certificates(pem):
                builder = builder.add_root_certificate(certificate)
        builder.build().verify_message(response, seal.stamped)
    except (ValueError, client.VerificationError) as error:
        return None, f"not timestamped: the stamp does not hold ({error})"
    at = response.tst_info.gen_time
    return at.strftime("%Y-%m-%dT%H:%M:%SZ"), f"timestamped at {at:%Y-%m-%d %H:%M:%S} UTC"
