"""How far a long work has come, told on a terminal alone: bytes of the inputs that are read, and reports done."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Done = TypeVar("Done")

WORTH = 256 << 10
"""Bytes of inputs from which on a bar is shown; fewer are read before anybody looks."""


class Bar:
    """A bar that is not shown. Where standard error is a terminal, `bar` gives one that is."""

    def reach(self, read: int) -> None:
        """So many bytes of the inputs are read."""

    def over(self, outcomes: Iterable[Done]) -> Iterator[Done]:
        """The outcomes, each counted once whoever takes it is done with it."""
        yield from outcomes


class _Shown(Bar):
    def __init__(self, shown: Any, task: Any) -> None:
        self.shown, self.task = shown, task

    def reach(self, read: int) -> None:
        self.shown.update(self.task, completed=read)

    def over(self, outcomes: Iterable[Done]) -> Iterator[Done]:
        for number, outcome in enumerate(outcomes, 1):
            yield outcome
            self.shown.update(self.task, reports=number)


@contextlib.contextmanager
def bar(size: Callable[[], int | None], *, hidden: bool = False) -> Iterator[Bar]:
    """A bar on standard error, gone when the work is; hidden where that is no terminal, or there is little to read.

    size: gives the bytes of all inputs, None where nobody knows.
    """
    total = None if hidden or not sys.stderr.isatty() else size()
    if hidden or not sys.stderr.isatty() or (total is not None and total < WORTH):
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TextColumn("{task.fields[reports]} reports"),
               TimeElapsedColumn(), TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield _Shown(shown, shown.add_task("reading", total=total, reports=0))


@contextlib.contextmanager
def working(what: str) -> Iterator[Callable[[int, int], None]]:
    """Says on a terminal what goes on, for as long as it does, and with a bar how many reports are done of how many.

    Gives what is to be told both numbers; where the same reports are gone through again the bar begins anew.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn("reports"), TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)
