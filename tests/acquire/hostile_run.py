"""Reads hostile files in a process with limits; prints the outcomes of each, then the most memory that it took.

Run: python -m tests.acquire.hostile_run FOLDER   (each file of the folder in turn)
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.errors import InputError
from accordingto.types import Failure


def outcomes(path: Path) -> list[tuple[str, str]]:
    """(kind of failure or ``report``, message or text) of each report in a file."""
    found: list[tuple[str, str]] = []
    for item in find_inputs([str(path)]):
        if isinstance(item, Failure):
            found.append((item.kind, item.message))
            continue
        try:
            found.append(("report", read_incoming(item).text[:100_000]))
        except InputError as error:
            found.append((error.kind, str(error)))
    return found or [("no-report", path.name)]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (240, 240))
    for path in sorted(Path(sys.argv[1]).iterdir()):
        print(json.dumps([path.name, [(kind, text[:300]) for kind, text in outcomes(path)[:5]]]), flush=True)
    status = Path("/proc/self/status").read_text()
    own = int(status.partition("VmHWM:")[2].split()[0]) >> 10  # ru_maxrss would begin at what pytest had when it forked
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(json.dumps({"own": own, "children": children}))


if __name__ == "__main__":
    main()
