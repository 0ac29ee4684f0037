"""Times one edit in a running process, beside copying the file, in turns (FILE WORK ROUNDS COMPLAINTS).

The edit is all that `kesu flag --in-place` does once it knows what to change: read, apply, save with a backup. Prints
medians in milliseconds: wall and processor of the copy, of the copy that waits for the disk, of the edit.
"""

import os
import shutil
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from benchmarks.rules import all_changes
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.saving import read_for_change, save_over

path, work, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
changes = all_changes(path, int(sys.argv[4]))


def copy() -> None:
    shutil.copyfile(path, work + ".copy")


def copy_to_disk() -> None:
    shutil.copyfile(path, work + ".copy")
    with open(work + ".copy", "rb") as copied:  # noqa: PTH123
        os.fsync(copied.fileno())


def edit() -> None:
    data, origin = read_for_change(work)
    save_over(origin, apply_changes(data, changes, work))


ways: tuple[Callable[[], None], ...] = (copy, copy_to_disk, edit)
walls: dict[str, list[float]] = {way.__name__: [] for way in ways}
cpus: dict[str, list[float]] = {way.__name__: [] for way in ways}
for turn in range(rounds + 1):
    shutil.copyfile(path, work)
    for way in ways:
        wall, cpu = perf_counter(), process_time()
        way()
        wall, cpu = perf_counter() - wall, process_time() - cpu
        # the first turn loads what is loaded once
        if turn:
            walls[way.__name__].append(wall)
            cpus[way.__name__].append(cpu)
for way in ways:
    print(way.__name__, median(walls[way.__name__]) * 1000, median(cpus[way.__name__]) * 1000)  # noqa: T201
