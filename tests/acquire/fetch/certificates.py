"""Certificates of an authority that the tests make: good, of another host, run out, and signed by nobody else."""

from __future__ import annotations

import datetime
import functools
import ssl
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "story.example"
_NOW = datetime.datetime.now(datetime.UTC)
_DAY = datetime.timedelta(days=1)
Key = ec.EllipticCurvePrivateKey


@functools.cache
def _authority() -> tuple[x509.Certificate, Key]:
    key = ec.generate_private_key(ec.SECP256R1())
    return _signed("an authority of the tests", key, None, _NOW + _DAY), key


def _signed(name: str, key: Key, issuer: tuple[x509.Certificate, Key] | None, until: datetime.datetime,
            host: str = "") -> x509.Certificate:  # fmt: skip
    """A certificate; its own issuer where it has none."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    by, signing = (issuer[0].subject, issuer[1]) if issuer else (subject, key)
    made = (x509.CertificateBuilder().subject_name(subject).issuer_name(by).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(_NOW - 9 * _DAY).not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
            )  # fmt: skip
    if host:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return made.sign(signing, hashes.SHA256())


def served(host: str = HOST, *, run_out: bool = False, by_itself: bool = False) -> ssl.SSLContext:
    """What a server shows that says that it is `host`."""
    key = ec.generate_private_key(ec.SECP256R1())
    until = _NOW - _DAY if run_out else _NOW + _DAY
    certificate = _signed(host, key, None if by_itself else _authority(), until, host)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "server.pem")
        secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                   serialization.NoEncryption())  # fmt: skip
        path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
        context.load_cert_chain(path)
    return context


def trusted() -> ssl.SSLContext:
    """What a client of the tests trusts: the tests' authority, by the rules by which it trusts others."""
    authority = _authority()[0].public_bytes(serialization.Encoding.PEM).decode()
    return ssl.create_default_context(cadata=authority)
