"""Many small jobs through any `concurrent.futures.Executor`: this process, local processes or threads, a Dask cluster.

The jobs go in bundles, only as many at a time as keep the workers busy, and their results come back in order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from typing import Final, TypeVar

from kesu_xl.errors import KesuError

__all__ = ["bundled", "executor_of", "mapped"]

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")

#: Bundles that wait for a worker, for each that is at work.
_AHEAD: Final = 2


@contextmanager
def executor_of(name: str, jobs: int) -> Iterator[Executor | None]:
    """Give what runs the jobs, inside the block; None where this process does it by itself.

    Args:
        name: ``process``, ``thread``, or the address of a Dask scheduler: ``tcp://host:8786``.
        jobs: How many at once; with 1, local jobs run in this process.

    Raises:
        KesuError: There is no such executor, or Dask is not installed or cannot be reached.
    """
    if name.startswith(("tcp://", "tls://")):
        with _dask(name) as cluster:
            yield cluster
    elif name not in ("process", "thread"):
        raise KesuError("no_such_executor", name=name)
    elif jobs <= 1:
        yield None
    else:
        from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

        with ProcessPoolExecutor(jobs) if name == "process" else ThreadPoolExecutor(jobs) as pool:
            yield pool


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise KesuError("no_dask", address=address) from error
    try:
        client = distributed.Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise KesuError("dask_unreachable", address=address) from error
    with client:
        yield client.get_executor()


def bundled(jobs: Iterable[_Job], size: int) -> Iterator[list[_Job]]:
    """Yield jobs in bundles of `size`: 7 jobs in bundles of 3 are 3, 3, 1."""
    left = iter(jobs)
    while bundle := list(islice(left, size)):
        yield bundle


def mapped(
    executor: Executor | None,
    workers: int,
    function: Callable[[Sequence[_Job]], list[_Result]],
    bundles: Iterable[Sequence[_Job]],
) -> Iterator[tuple[Sequence[_Job], list[_Result]]]:
    """Yield each bundle with what the function makes of it, in order.

    Args:
        executor: Where it runs; None: here, each bundle when it is asked for.
        workers: How many bundles are at work at once.
        function: Of a module, so that other processes find it.
        bundles: The jobs.
    """
    if executor is None:
        for bundle in bundles:
            yield bundle, function(bundle)
        return
    waiting: deque[tuple[Sequence[_Job], Future[list[_Result]]]] = deque()
    for bundle in bundles:
        waiting.append((bundle, executor.submit(function, bundle)))
        if len(waiting) > workers * _AHEAD:
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()
