"""Runs one command, and prints what it took: wall clock and processor in seconds, peak memory as the system counts it.

A process of its own, and a small one: the peak of a command begins with the size of the process that starts it.
"""

import os
import sys
from time import perf_counter

silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
started = perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, usage = os.wait4(process, 0)
wall = perf_counter() - started
print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)  # noqa: T201
