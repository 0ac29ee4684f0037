"""Reads a register, and gives the verdict of every clock of it, in turns; prints what each took.

``python -m benchmarks.ours.verdicts PATH ROUNDS`` prints how many verdicts there are, then ``read`` and ``verdicts``
with the medians of wall clock and processor, in seconds.
"""

import sys
import time
from collections.abc import Callable
from statistics import median

from benchmarks.register import AS_OF
from kesu_xl.flow.checking import verdicts_of
from kesu_xl.flow.opening import as_of_in, open_register
from kesu_xl.grid import read_book

path, rounds = sys.argv[1], int(sys.argv[2])


def read() -> None:
    """Read the first sheet: all its rows at hand, each cell with its address."""
    book = read_book(path)
    book.grid(book.sheet_names[0])


opened = open_register(path)
now = as_of_in(AS_OF, opened.settings)
checked = opened.checked(now)
complaints = checked.complaints()


def judge() -> int:
    """Return how many verdicts there are."""
    return len(verdicts_of(opened, checked, complaints, now))


took: dict[str, list[tuple[float, float]]] = {"read": [], "verdicts": []}
works: dict[str, Callable[[], object]] = {"read": read, "verdicts": judge}
for turn in range(rounds + 1):
    for name, work in works.items():
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        if turn:
            took[name].append((time.perf_counter() - wall, time.process_time() - cpu))
print(judge())  # noqa: T201
for name, runs in took.items():
    print(name, *(median(run[at] for run in runs) for at in (0, 1)))  # noqa: T201
