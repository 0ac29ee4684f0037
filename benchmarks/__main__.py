"""``python -m benchmarks [check|start|open|forms|all]``: measures, prints tables, and keeps them in docs/benchmarks.md.

Needs a system with os.wait4 (Linux, macOS).
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.form_table import forms_section
from benchmarks.measure import Figures, cached_bytecode, measure_in_turns
from benchmarks.register import AS_OF

_ROOT: Final = Path(__file__).resolve().parent.parent
_RIVALS: Final = Path(__file__).resolve().parent / "rivals"
_PAGE: Final = _ROOT / "docs" / "benchmarks.md"
_OURS: Final = "kesu check"
_CALAMINE: Final = "python-calamine, values only"
_MODELS: Final = "openpyxl read-only + a pydantic model per row"
_LOAD: Final = "openpyxl load_workbook"
_HELP: Final = "kesu --help"
_PASS: Final = "python -c pass"


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where the files of this run lie, and how it measures."""

    folder: Path
    rounds: int

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the measured processes."""
        return cached_bytecode(self.folder / "bytecode")

    def register(self, rows: int) -> str:
        """Return the path of a register with so many rows, made when first asked for."""
        path = self.folder / f"{rows}.xlsx"
        if not path.exists():
            subprocess.run([sys.executable, "-m", "benchmarks.register", str(path), str(rows)], cwd=_ROOT, check=True)
        return str(path)

    def check(self, rows: int) -> list[str]:
        """Return the command that checks a register."""
        return [*_kesu(), "check", self.register(rows), "--json", "-q", "--as-of", AS_OF.isoformat()]

    def rival(self, name: str, rows: int) -> list[str]:
        """Return the command that starts a rival on a register."""
        return [sys.executable, str(_RIVALS / f"{name}.py"), self.register(rows)]

    def measure(self, commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Figures]:
        """Measure commands in turns."""
        return measure_in_turns(commands, rounds, self.environment)


def _kesu() -> list[str]:
    """Return the program that `pip` or `uv` installed beside this Python."""
    script = Path(sys.executable).parent / "kesu"
    return [str(script)] if script.exists() else [sys.executable, "-m", "kesu_xl"]


def _row(name: str, figures: Figures, ours: Figures) -> str:
    ratios = (
        (f"{ours.wall / figures.wall:.2f}", f"{ours.cpu / figures.cpu:.2f}", f"{ours.peak / figures.peak:.2f}")
        if figures is not ours
        else ("", "", "")
    )
    shown = (name, f"{figures.wall:.3f}", f"{figures.cpu:.3f}", f"{figures.peak:.0f}", *ratios)
    return "| " + " | ".join(shown) + " |"


def _table(measured: Mapping[str, Figures]) -> list[str]:
    ours = next(iter(measured.values()))
    head = "| | wall s | CPU s | peak MB | ours / it, wall | CPU | memory |\n|---|--:|--:|--:|--:|--:|--:|"
    return [head, *(_row(name, figures, ours) for name, figures in measured.items())]


def _check(bench: _Bench, sizes: Sequence[int]) -> list[str]:
    lines: list[str] = []
    checked: dict[int, Figures] = {}
    for rows in sizes:
        commands = {
            _OURS: bench.check(rows),
            _CALAMINE: bench.rival("calamine_only", rows),
            _MODELS: bench.rival("openpyxl_pydantic", rows),
        }
        # the small ones are done in no time and need more rounds to be told apart
        measured = bench.measure(commands, max(bench.rounds, 15) if rows <= 1000 < sizes[-1] else bench.rounds)
        checked[rows] = measured[_OURS]
        lines += ["", f"### {rows:,} rows", "", *_table(measured)]
    if len(sizes) > 1:
        lines += ["", "### Growth", "", "| rows | CPU µs per row | wall µs per row |", "|--:|--:|--:|"]
        lines += [
            f"| {rows:,} | {figures.cpu / rows * 1e6:.1f} | {figures.wall / rows * 1e6:.1f} |"
            for rows, figures in checked.items()
        ]
    return ["## `kesu check FILE --json -q`", "", "Aims at 100,000 rows: at most 1.6 times the time and 1.3 times the "
            "memory of reading the values alone; at least 5 times as fast (0.20) as openpyxl with pydantic.", "",
            "On top of reading the values come a pass over the XML of the sheet (ranges that no reader could hold, "
            "cells with errors, which the values do not show), the checks, and the texts of all problems.",
            *lines]  # fmt: skip


def _start(bench: _Bench) -> list[str]:
    commands = {_HELP: [*_kesu(), "--help"], _PASS: [sys.executable, "-c", "pass"]}
    measured = bench.measure(commands, max(bench.rounds, 31) if bench.rounds > 1 else 1)
    return ["## Start-up", "", "Aim: at most 5 times an empty Python.", "", *_table(measured)]


def _open(bench: _Bench, rows: int) -> list[str]:
    commands = {_OURS: bench.check(rows), _LOAD: bench.rival("openpyxl_load", rows)}
    measured = bench.measure(commands, max(bench.rounds, 15) if bench.rounds > 1 else 1)
    return [f"## Check {rows:,} rows, against only loading them", "", "Aim: at most half of the time.", "",
            *_table(measured)]  # fmt: skip


def _preface(arguments: Sequence[str], rounds: int) -> list[str]:
    packages = ("python-calamine", "openpyxl", "pydantic", "click")
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return [
        "# Benchmarks",
        "",
        f"Made by `python -m benchmarks{''.join(f' {argument}' for argument in arguments)}` on {platform.system()} "
        f"{platform.machine()} with {os.cpu_count()} cores: {platform.python_implementation()} "
        f"{platform.python_version()}, {versions}.",
        "",
        "The registers are written as Excel writes them (shared strings, an address and a style on every cell): 30 "
        "columns, 5 % of the rows with a fault of one of eleven kinds, the same content every time. Every run is a "
        "process of its own, in turns with its rivals, after one run that does not count; the figures are medians of "
        f"{rounds} runs or more. Time and memory are what the system counted for the process: wall clock, processor "
        "(user and system), peak of resident memory. Compiled modules are kept in a folder of the benchmark "
        "(`PYTHONPYCACHEPREFIX`) for everybody, as installed programs have them. A ratio below 1 is in our favour.",
    ]


def main(arguments: Sequence[str]) -> None:
    """Measure what was asked for, and show and keep the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure kesu beside what others use.")
    parser.add_argument("what", nargs="?", choices=("check", "start", "open", "forms", "all"), default="all")
    parser.add_argument("--rows", default="1000,10000,100000", help="sizes of the registers, separated by commas")
    parser.add_argument("--reports", type=int, default=1000, help="how many 8D reports the fast ways make in a round")
    parser.add_argument("--rounds", type=int, default=5, help="how often each command is measured")
    parser.add_argument("--page", type=Path, default=_PAGE, help="where the tables are kept")
    asked = parser.parse_args(arguments)
    sizes = [int(rows) for rows in asked.rows.split(",")]
    parts = _preface(arguments, asked.rounds)
    with TemporaryDirectory() as folder:
        bench = _Bench(Path(folder), asked.rounds)
        if asked.what in ("check", "all"):
            parts += ["", *_check(bench, sizes)]
        if asked.what in ("start", "all"):
            parts += ["", *_start(bench)]
        if asked.what in ("open", "all"):
            parts += ["", *_open(bench, sizes[0])]
        if asked.what in ("forms", "all"):
            parts += ["", *forms_section(bench.folder, asked.reports, bench.rounds)]
    page = "\n".join(parts) + "\n"
    print(page)  # noqa: T201
    asked.page.parent.mkdir(parents=True, exist_ok=True)
    asked.page.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
