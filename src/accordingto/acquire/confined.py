"""Runs the parser of a hostile format in a process of its own, so that a crash or a bomb costs one report."""

from __future__ import annotations

import subprocess
import sys

from accordingto.errors import InputError

MEMORY = 450 << 20
"""Bytes of address space for the process, with Python and the library themselves."""
SECONDS = 120
"""Seconds of processor time for one file; a page takes about a fiftieth of one."""


def run(module: str, arguments: list[str], data: bytes, place: str) -> bytes:
    """What a module of this package writes when it gets `data` on its standard input.

    Raises `InputError` where it needs more than `MEMORY` or `SECONDS`, dies, or says on standard error why it cannot.
    """
    command = [sys.executable, "-m", f"accordingto.acquire.{module}", *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=2 * SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise InputError(
            "too-slow", f"{place}: takes longer than {2 * SECONDS} s to read; print it to a new PDF"
        ) from None
    if done.returncode == 0:
        return done.stdout
    told = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    kind, _, message = told.partition("\t")
    if message:
        raise InputError(kind, f"{place}: {message}")
    limits = f"{MEMORY >> 20} MiB or {SECONDS} s"
    raise InputError("too-complex", f"{place}: cannot be read with {limits} (status {done.returncode}); print it to a "
                     "new PDF")  # fmt: skip


def limit() -> None:
    """Sets the limits of this process, where the system knows such."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def refuse(kind: str, message: str) -> None:
    """Ends this process with what is wrong with the input."""
    sys.stderr.write(f"{kind}\t{message}\n")
    sys.exit(3)
