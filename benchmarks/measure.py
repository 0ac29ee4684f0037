"""Processes side by side: each is started fresh, in turns; time and memory are what the system counted for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

__all__ = ["Figures", "cached_bytecode", "measure_in_turns"]

#: ru_maxrss is in kB on Linux, in bytes on macOS.
_RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024

_RUNNER: Final = Path(__file__).with_name("run_one.py")


@dataclass(slots=True)
class Figures:
    """What the runs of one command took: seconds of wall clock and of processor (user and system), peak bytes."""

    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)

    @property
    def wall(self) -> float:
        """Median of the wall clock, in seconds."""
        return median(self.walls)

    @property
    def cpu(self) -> float:
        """Median of the processor time, in seconds."""
        return median(self.cpus)

    @property
    def peak(self) -> float:
        """Median of the peak memory, in MB."""
        return median(self.peaks) / 1e6


def cached_bytecode(folder: Path) -> dict[str, str]:
    """Return the environment in which Python keeps compiled modules in `folder`, as an installed program has them.

    Some machines are told not to write them; the first run of each command fills the folder, and is not counted.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return environment | {"PYTHONPYCACHEPREFIX": str(folder)}


def measure_in_turns(
    commands: Mapping[str, Sequence[str]],
    rounds: int,
    environment: Mapping[str, str],
    prepare: Callable[[], object] = lambda: None,
) -> dict[str, Figures]:
    """Run every command once to warm up, then `rounds` times in turns.

    Args:
        commands: Name -> arguments.
        rounds: How often each is measured.
        environment: Its environment.
        prepare: Is called before each run, and is not measured.

    Raises:
        RuntimeError: A command failed; exit code 1 only says that a register has problems.
    """
    figures = {name: Figures() for name in commands}
    for turn in range(rounds + 1):
        for name, arguments in commands.items():
            prepare()
            wall, cpu, peak = _run(arguments, environment)
            if turn:
                figures[name].walls.append(wall)
                figures[name].cpus.append(cpu)
                figures[name].peaks.append(peak)
    return figures


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float, int]:
    # without the site packages it stays small
    runner = [sys.executable, "-I", "-S", str(_RUNNER), *arguments]
    done = subprocess.run(runner, stdout=subprocess.PIPE, env=dict(environment), check=True, text=True)
    code, wall, cpu, peak = done.stdout.split()
    if code not in ("0", "1"):
        raise RuntimeError(f"{arguments[0]} ended with {code}")
    return float(wall), float(cpu), int(peak) * _RSS_UNIT
