"""Reads what people paste and drop, and concludes events: one job after the other in the background."""

from __future__ import annotations

import logging
import multiprocessing
import queue
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from accordingto.acquire.files import find_inputs
from accordingto.acquire.incoming import Incoming
from accordingto.casebook.adding import Read, add, run_of
from accordingto.casebook.happenings import pending
from accordingto.casebook.store import Casebook
from accordingto.casebook.writing import Added
from accordingto.errors import AccordingToError
from accordingto.reconcile.casework import Done, reconcile_case
from accordingto.settings import Settings
from accordingto.types import Failure, Record

log = logging.getLogger(__name__)

KEPT_JOBS = 50
"""Finished jobs that can still be looked at."""
AT_ONCE = 200
"""Reports that are put among the events in one transaction: others can write in between, and see how far it is."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser gave it."""

    name: str
    data: bytes


@dataclass(slots=True)
class Job:
    """One lot of inputs on its way into the casebook. `total` is None until it is known."""

    id: int
    person: str
    total: int | None = None
    state: Literal["waiting", "reading", "done"] = "waiting"
    added: list[Added] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many inputs are through."""
        return len(self.added) + len(self.failed)


@dataclass(slots=True)
class Conclusion:
    """Putting the acts of new reports among the events. total, reports: how many there are, how many are done; events:
    made or made again. error: why it broke off; what was done until then stays, and the rest can be asked for again."""

    state: Literal["waiting", "concluding", "done", "failed"] = "waiting"
    total: int = 0
    reports: int = 0
    events: int = 0
    error: str = ""

    @property
    def runs(self) -> bool:
        """Whether it is still to come or at work."""
        return self.state in ("waiting", "concluding")


class Intake:
    """Takes jobs and works on them in one thread. read: reads inputs into records, as `casebook.adding` wants it.

    conclusion: the last one, of everybody: events are concluded for the whole casebook.
    """

    def __init__(self, read: Read, settings: Settings | None = None) -> None:
        self._read = read
        self._settings = settings or Settings()
        self._jobs: dict[int, Job] = {}
        self._waiting: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.conclusion = Conclusion("done")
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def take(self, casebook: Casebook, uploads: Sequence[Upload]) -> Job:
        """A new job; the casebook says who is at work."""
        with self._lock:
            job = Job(max(self._jobs, default=0) + 1, casebook.person)
            self._jobs[job.id] = job
            for old in [j.id for j in self._jobs.values() if j.state == "done"][:-KEPT_JOBS]:
                del self._jobs[old]
        self._put(lambda: self._read_lot(job, casebook, list(uploads)))
        return job

    def conclude(self, casebook: Casebook) -> Conclusion:
        """Concludes events in the background; where that is asked for already, or at work, gives the one there is."""
        with self._lock:
            if self.conclusion.runs:
                return self.conclusion
            self.conclusion = conclusion = Conclusion()
        self._put(lambda: self._conclude(casebook, conclusion))
        return conclusion

    def _put(self, work: Callable[[], None]) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
                self._thread.start()
        self._waiting.put(work)

    def job(self, id: int, person: str) -> Job | None:
        """A job of this person."""
        found = self._jobs.get(id)
        return found if found and found.person == person else None

    def close(self) -> None:
        """Finishes the job at hand and stops."""
        if self._thread:
            self._waiting.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (work := self._waiting.get()) is not None:
            work()

    def _read_lot(self, job: Job, casebook: Casebook, uploads: list[Upload]) -> None:
        job.state = "reading"
        try:
            self._add(job, casebook, uploads)
        except AccordingToError as error:
            job.failed.append(Failure("", None, "casebook", str(error)))
        except Exception:
            log.exception("reading a lot of inputs failed")
            job.failed.append(Failure("", None, "internal", "reading failed; please report this with the input"))
        job.state = "done"
        with self._lock:
            if not self.conclusion.runs:
                self.conclusion = Conclusion()
        self._conclude(casebook, self.conclusion)

    def _conclude(self, casebook: Casebook, conclusion: Conclusion) -> None:
        """Puts the new reports' acts among the events, unless that was done meanwhile."""

        def told(done: Done) -> None:
            conclusion.reports, conclusion.events = done.reports, done.events

        if conclusion.state != "waiting":
            return
        conclusion.state = "concluding"
        try:
            with casebook.reading() as connection:
                conclusion.total = len(pending(connection))
            told(reconcile_case(casebook, AT_ONCE, told))
            conclusion.state = "done"
        except AccordingToError as error:
            conclusion.error, conclusion.state = str(error), "failed"
        except Exception:
            log.exception("concluding events failed")
            conclusion.error, conclusion.state = "this should not have happened; the server's log has more", "failed"

    def _add(self, job: Job, casebook: Casebook, uploads: list[Upload]) -> None:
        with tempfile.TemporaryDirectory(prefix="accordingto-") as folder:
            items = list(_unpacked(Path(folder), uploads))
        job.total = len(items)
        for outcome in add(casebook, items, self._read, run_of(self._settings)):
            (job.failed if isinstance(outcome, Failure) else job.added).append(outcome)  # type: ignore[arg-type]


def _unpacked(folder: Path, uploads: list[Upload]) -> Iterator[Incoming | Failure]:
    """The reports in the files, by the names that people know. No name of theirs becomes a path here."""
    for number, upload in enumerate(uploads):
        suffix = "".join(c for c in Path(upload.name).suffix if c.isalnum() or c == ".")[:12]
        path = folder / f"{number}{suffix}"
        path.write_bytes(upload.data)
        for item in find_inputs([str(path)]):
            if isinstance(item, Failure):
                message = item.message.replace(str(path), upload.name)
                yield Failure(item.id.replace(str(path), upload.name), upload.name, item.kind, message)
            else:
                yield replace(item, name=upload.name, place=item.place.replace(str(path), upload.name))


class PooledReader:
    """Reads in one process of its own, so that pages stay quick meanwhile; it is started at the first report."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, items: Iterable[Incoming | Failure]) -> Iterator[Record | Failure]:
        """What `pipeline.read_all` gives."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_load, initargs=(self._settings,))
        waiting: list[Future[Record | Failure]] = []
        for item in items:
            waiting.append(self._pool.submit(_read, item))
            if len(waiting) > 1:
                yield waiting.pop(0).result()
        for rest in waiting:
            yield rest.result()

    def close(self) -> None:
        """Ends the process."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


_loaded: list[object] = []  # the pipeline, in the process that reads


def _load(settings: Settings | None) -> None:
    import signal

    from accordingto.pipeline import Pipeline

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    _loaded.append(Pipeline(settings))


def _read(item: Incoming | Failure) -> Record | Failure:
    from accordingto.pipeline import Pipeline, read_one

    pipeline = _loaded[0]
    assert isinstance(pipeline, Pipeline)
    return read_one(pipeline, item)
