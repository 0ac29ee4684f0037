"""The section on forms: every way of filling one, in turns, each in a process of its own that measures itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Final

__all__ = ["forms_section"]

_ROOT: Final = Path(__file__).resolve().parent.parent
_SCRIPT: Final = Path(__file__).resolve().parent / "rivals" / "xlsx_template.js"
#: Where npm packages for the benchmark may lie, besides NODE_PATH.
_NODE: Final = _ROOT / ".tools" / "node_modules"
_OURS: Final = "kesu_xl"
_FLOOR: Final = "floor: deflate of the sheet (level 6) + writing the file"
_NPM: Final = "npm xlsx-template, a template for each report"
#: What a table calls a way, its name on the command line, what it needs, and which share of the reports it makes.
_WAYS: Final = (
    (_OURS, "ours", "", 1.0),
    (_FLOOR, "floor", "", 1.0),
    ("openpyxl: load, fill, save", "openpyxl", "PIL", 0.005),
    ("the same, template without merged areas", "openpyxl-unmerged", "PIL", 0.015),
    ("openpyxl: loaded once, fill, save", "openpyxl-once", "PIL", 0.03),
    ("xltpl", "xltpl", "xltpl", 0.01),
)

#: Milliseconds of wall clock and of processor for each report, peak of memory in bytes.
Took = tuple[float, float, float]


def forms_section(folder: Path, reports: int, rounds: int) -> list[str]:
    """Measure, and return the lines of the page.

    Args:
        folder: Where the files may lie.
        reports: How many reports the fast ways make in a round; the slow ones make fewer.
        rounds: How often each is measured.
    """
    start = [sys.executable, "-m", "benchmarks.forms"]
    if find_spec("PIL") is None:
        return ["## 8D reports from one template", "", "Not measured: `pip install pillow xltpl` (group `benchmark`)."]
    subprocess.run([*start, "make", str(folder)], cwd=_ROOT, check=True)
    commands = {
        name: ([*start, way], max(1, int(reports * share)))
        for name, way, needs, share in _WAYS
        if not needs or find_spec(needs) is not None
    }
    if (node := _node()) is not None:
        commands[_NPM] = ([node, str(_SCRIPT)], max(1, int(reports * 0.05)))
    taken: dict[str, list[Took]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, (command, count) in commands.items():
            (took,) = _run([command], folder, count)
            taken[name].append(took)
    counts = {name: count for name, (_, count) in commands.items()}
    return [
        "## 8D reports from one template", "",
        "124 filled cells, 228 merged areas, a logo, three lists, wrapped texts whose rows grow. Milliseconds for each "
        f"report, medians of {rounds} rounds in turns; the slow ones made fewer reports in a round. Aims: at least 250 "
        "times the openpyxl loop, 25 times it without merged areas, 12 times npm xlsx-template, at most 1.5 times the "
        "floor. How long a file takes to write depends on the disk most of all: it is in every figure.",
        "", *_table(taken, counts), "", *_scaling([*start, "ours"], folder, reports, rounds),
    ]  # fmt: skip


def _table(taken: Mapping[str, Sequence[Took]], counts: Mapping[str, int]) -> list[str]:
    head = "| | reports | wall ms | CPU ms | peak MB | it / ours, wall | CPU |\n|---|--:|--:|--:|--:|--:|--:|"
    middle = {name: tuple(median(one[part] for one in runs) for part in range(3)) for name, runs in taken.items()}
    wall, work, _ = middle[_OURS]
    return [
        head,
        *(
            f"| {name} | {counts[name]:,} | {w:.3f} | {c:.3f} | {peak / 1e6:.0f} | {w / wall:.2f} | {c / work:.2f} |"
            for name, (w, c, peak) in middle.items()
        ),
    ]


def _scaling(command: Sequence[str], folder: Path, reports: int, rounds: int) -> list[str]:
    """Compare one process with two that share the work, and few reports with many."""
    ratios, peaks = [], []
    for _ in range(rounds):
        (one,) = _run([command], folder, reports)
        (few,) = _run([command], folder, max(1, reports // 10))
        two = _run([command, command], folder, reports // 2)
        # Each has half of the reports; the slower one says when all are done.
        ratios.append(one[0] * reports / (max(took[0] for took in two) * (reports // 2)))
        peaks.append((few[2], one[2]))
    few_peak, many_peak = (median(pair[part] for pair in peaks) / 1e6 for part in (0, 1))
    return [
        f"Two processes are {median(ratios):.2f} times as fast as one (aim 1.8; {os.cpu_count()} cores). Peak memory: "
        f"{few_peak:.1f} MB after {reports // 10:,} reports, {many_peak:.1f} MB after {reports:,}.",
    ]


def _run(commands: Sequence[Sequence[str]], folder: Path, count: int) -> list[Took]:
    """Run processes side by side; each measures itself."""
    paths = [str(_NODE), *filter(None, [os.environ.get("NODE_PATH")])]
    environment = {**os.environ, "NODE_PATH": os.pathsep.join(paths)}
    started = [
        subprocess.Popen(
            [*command, str(folder), str(place * count), str(count)],
            cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True,
        )
        for place, command in enumerate(commands)
    ]  # fmt: skip
    taken = []
    for process in started:
        out, _ = process.communicate()
        if process.returncode:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        wall, work, peak = map(float, out.split())
        taken.append((wall / count * 1000, work / count * 1000, peak))
    return taken


def _node() -> str | None:
    """Return the program that runs npm packages, if it and the rival are there."""
    node = shutil.which("node")
    folders = [_NODE, *map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)))]
    return node if node and any((folder / "xlsx-template").is_dir() for folder in folders) else None
