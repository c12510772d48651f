"""An ordered map over several processes: same output for any number of workers, bounded memory, clean Ctrl-C."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

Loaded = TypeVar("Loaded")
In = TypeVar("In")
Out = TypeVar("Out")

AHEAD = 8
"""Items in flight for each worker: enough to keep it busy, few enough to bound memory."""

_worker_holds: list[Any] = []  # what `load` gave, in a worker process; set once by _start


def ordered_map(
    work: Callable[[Loaded, In], Out], items: Iterable[In], workers: int, *, load: Callable[[], Loaded]
) -> Iterator[Out]:
    """``work(loaded, item)`` for each item, results in input order.

    workers: 1 does it in this process, more start as many processes; each that works calls `load` once.
    `work`, `load`, items and results must pickle where there is more than one worker.
    """
    if workers <= 1:
        loaded = load()
        for item in items:
            yield work(loaded, item)
        return
    context = multiprocessing.get_context("spawn")  # fork would copy the threads' locks of ONNX Runtime
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(load,))
    waiting: deque[Future[Out]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(_call, work, item))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(load: Callable[[], Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    os.environ["OMP_NUM_THREADS"] = "1"
    _worker_holds.append(load())


def _call(work: Callable[[Any, In], Out], item: In) -> Out:
    return work(_worker_holds[0], item)
