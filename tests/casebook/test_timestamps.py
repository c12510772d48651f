"""A time stamp counts only where it holds: right seal, whole token, an authority that the reader trusts."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from accordingto.casebook.seals import Seal, read_seal, stamp, stamped_at
from accordingto.errors import UsageError

pytest.importorskip("rfc3161_client", reason="rfc3161-client is not installed (extra: timestamp)")

SEAL = Seal("0c8e", 7, "ab" * 32, "2026-01-01T00:00:00Z")
CONFIG = """[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[stamping]
basicConstraints = critical,CA:false
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = made
[made]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, command: str) -> None:
    subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a made authority: root.pem, tsa.pem, tsa.key, and another root that signed nothing."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed: it plays the time stamping authority")
    folder = tmp_path_factory.mktemp("authority")
    (folder / "made.cnf").write_text("[req]\ndistinguished_name=dn\n[dn]\n" + CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    for name in ("root", "other"):
        new = f"req -x509 -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.pem -days 3000 -subj /CN={name}"
        openssl(folder, f"{new} -config made.cnf -extensions ca")
    openssl(folder, "req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=stamper -config made.cnf")
    openssl(folder, "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -set_serial 9 -out tsa.pem -days 3000 "
                    "-extfile made.cnf -extensions stamping")  # fmt: skip
    return folder


@pytest.fixture
def address(authority: Path) -> Iterator[str]:
    """Where the made authority answers."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's name
            (authority / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            command = (
                "ts -reply -config made.cnf -section made -queryfile query -signer tsa.pem -inkey tsa.key -out answer"
            )
            openssl(authority, command)
            self.send_response(200)
            self.end_headers()
            self.wfile.write((authority / "answer").read_bytes())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_a_stamp_holds_for_its_seal_and_authority_alone(authority: Path, address: str) -> None:
    roots = [(authority / "root.pem").read_bytes()]
    stamped = read_seal(stamp(SEAL, address).line())
    at, told = stamped_at(stamped, roots)
    assert at is not None, told
    assert told.startswith("timestamped at 20")
    assert stamped.token is not None
    spoiled = stamped.token[:-20] + bytes(20)
    for wrong, trusted in (
        (stamped, []),
        (stamped, [(authority / "other.pem").read_bytes()]),
        (replace(stamped, entries=8), roots),
        (replace(stamped, head="cd" * 32), roots),
        (replace(stamped, token=spoiled), roots),
        (replace(stamped, token=b"damaged"), roots),
        (SEAL, roots),
    ):
        at, told = stamped_at(wrong, trusted)
        assert at is None
        assert told.startswith("not timestamped")


def test_no_answer_is_said() -> None:
    for address in ("http://127.0.0.1:9/", "ftp://x", "file:///etc/passwd", ""):
        with pytest.raises(UsageError, match="--timestamp"):
            stamp(SEAL, address)
