"""``python -m benchmarks [SECTION]``: measures, prints tables, keeps docs/benchmarks.md.

Needs a system with os.wait4 (Linux, macOS).
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.clicks import INTRODUCTION, click_commands
from benchmarks.clocks import sheets_section, verdicts_section
from benchmarks.form_table import forms_section
from benchmarks.measure import Figures, cached_bytecode, measure_in_turns
from benchmarks.register import AS_OF
from benchmarks.reports import reports_section
from benchmarks.summary import summary_section

_ROOT: Final = Path(__file__).resolve().parent.parent
_RIVALS: Final = Path(__file__).resolve().parent / "rivals"
_OURS_FOLDER: Final = Path(__file__).resolve().parent / "ours"
_PAGE: Final = _ROOT / "docs" / "benchmarks.md"
_OURS: Final = "kesu check"
_CALAMINE: Final = "python-calamine, values only"
_MODELS: Final = "openpyxl read-only + a pydantic model per row"
_LOAD: Final = "openpyxl load_workbook"
#: Complaints of the small register beside the data.
_SMALL: Final = 50
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
        return cached_bytecode(self.folder / "bytecode") | {"PYTHONPATH": str(_ROOT)}

    def register(self, rows: int) -> str:
        """Return the path of a register with so many rows, made when first asked for."""
        path = self.folder / f"{rows}.xlsx"
        if not path.exists():
            self.run("benchmarks.register", str(path), str(rows))
        return str(path)

    def check(self, rows: int) -> list[str]:
        """Return the command that checks a register."""
        return [*_kesu(), "check", self.register(rows), "--json", "-q", "--as-of", AS_OF.isoformat()]

    def rival(self, name: str, rows: int) -> list[str]:
        """Return the command that starts a rival on a register."""
        return _script(_RIVALS, name, self.register(rows))

    def beside(self, rows: int) -> str:
        """Return the path of a workbook with a small register and a sheet of so many rows of other data."""
        path = self.folder / f"beside-{rows}.xlsx"
        if not path.exists():
            self.run("benchmarks.register", str(path), str(_SMALL), str(rows))
        return str(path)

    def run(self, module: str, *arguments: str) -> str:
        """Run a module of the benchmark, and return what it prints."""
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout

    def measure(
        self, commands: Mapping[str, Sequence[str]], rounds: int, prepare: Callable[[], object] = lambda: None
    ) -> dict[str, Figures]:
        """Measure commands in turns."""
        return measure_in_turns(commands, rounds, self.environment, prepare)


def _script(folder: Path, name: str, *arguments: str) -> list[str]:
    """Return the command that starts one of the scripts."""
    return [sys.executable, str(folder / f"{name}.py"), *arguments]


def _kesu() -> list[str]:
    """Return the program that `pip` or `uv` installed beside this Python."""
    script = Path(sys.executable).parent / "kesu"
    return [str(script)] if script.exists() else [sys.executable, "-m", "kesu_xl"]


def _row(name: str, figures: Figures, ours: Figures) -> str:
    ratios = (
        (_ratio(ours.wall, figures.wall), _ratio(ours.cpu, figures.cpu), _ratio(ours.peak, figures.peak))
        if figures is not ours
        else ("", "", "")
    )
    shown = (name, f"{figures.wall:.3f}", f"{figures.cpu:.3f}", f"{figures.peak:.0f}", *ratios)
    return "| " + " | ".join(shown) + " |"


def _ratio(ours: float, other: float) -> str:
    ratio = ours / other
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.3f}"


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


def _click(bench: _Bench, rows: int) -> list[str]:
    measured = bench.measure(click_commands(bench.register(rows)), max(bench.rounds, 9) if bench.rounds > 1 else 1)
    head = "| | wall s | CPU s | peak MB |\n|---|--:|--:|--:|"
    lines = [f"| {name} | {f.wall:.3f} | {f.cpu:.3f} | {f.peak:.0f} |" for name, f in measured.items()]
    return [f"## A click, {rows:,} rows", "", INTRODUCTION, "", head, *lines]


def _open(bench: _Bench, rows: int) -> list[str]:
    commands = {_OURS: bench.check(rows), _LOAD: bench.rival("openpyxl_load", rows)}
    measured = bench.measure(commands, max(bench.rounds, 15) if bench.rounds > 1 else 1)
    return [f"## Check {rows:,} rows, against only loading them", "", "Aim: at most half of the time.", "",
            *_table(measured)]  # fmt: skip


def _change(bench: _Bench, rows: int) -> list[str]:
    work, out = str(bench.folder / "work.xlsx"), str(bench.folder / "out.xlsx")
    small, large = bench.beside(rows), bench.register(rows)

    def prepare(source: str) -> Callable[[], object]:
        return lambda: shutil.copyfile(source, work)

    beside = {
        "kesu flag --in-place": [*_kesu(), "flag", "--in-place", "-q", work],
        "copy the file, to the disk": _script(_RIVALS, "copy_file", small, out),
        "openpyxl, load and save": _script(_RIVALS, "openpyxl_save", small, out),
    }
    rules = {
        "rules, names, widths": _script(_OURS_FOLDER, "rules", large, str(rows), out),
        "kesu flag --in-place": [*_kesu(), "flag", "--in-place", "-q", work],
        "openpyxl, load, add the rules, save": _script(_RIVALS, "openpyxl_rules", large, str(rows), out),
    }
    columns = {"kesu flag --in-place --add-columns": [*_kesu(), "flag", "--in-place", "--add-columns", "-q", work]}
    timed = bench.run("benchmarks.ours.edit_in_place", small, work, str(max(bench.rounds, 3)), str(_SMALL))
    steps = dict(
        zip(("copy", "copy, to the disk", "edit"), (line.split()[1:] for line in timed.splitlines()), strict=True)
    )
    return [
        "## Change a workbook", "",
        f"### A register of {_SMALL} rows, beside a sheet of {rows:,} rows that is not touched", "",
        "Aims: at most twice as long as copying the file, for the edit itself; 300 times as fast (0.003) as openpyxl. "
        "The command also starts Python and reads the register.", "",
        *_table(bench.measure(beside, bench.rounds, prepare(small))), "",
        "The edit alone, in a running process: read, apply all that `flag` changes, save with backup; beside "
        "`shutil.copyfile` in the same process, in turns.", "",
        "| | wall ms | CPU ms |\n|---|--:|--:|",
        *(f"| {name} | {float(wall):.1f} | {float(cpu):.1f} |" for name, (wall, cpu) in steps.items()), "",
        f"### A register of {rows:,} rows", "",
        "Aims for the rules: 25 times as fast (0.04) as openpyxl, 1/20 of its memory (0.05). The whole command also "
        "reads the register and writes a hidden sheet with some 30 formulas a row, which openpyxl is spared.", "",
        *_table(bench.measure(rules, bench.rounds, prepare(large))), "",
        "With columns beside the register, some 20 formulas a row in its own sheet:", "",
        *_table(bench.measure(columns, bench.rounds, prepare(large))),
    ]  # fmt: skip


def _read(bench: _Bench, rows: int) -> list[str]:
    commands = {
        "scanner, row by row": _script(_OURS_FOLDER, "scan", bench.register(rows)),
        "scanner, whole grid": _script(_OURS_FOLDER, "grid", bench.register(rows)),
        _CALAMINE: bench.rival("calamine_only", rows),
    }
    return [f"## Read {rows:,} rows, each cell with its address", "",
            "Aims: as fast as python-calamine, which gives values alone, with a third of its memory (0.33).", "",
            *_table(bench.measure(commands, bench.rounds))]  # fmt: skip


def _score(bench: _Bench, rows: int) -> list[str]:
    asked = [bench.register(rows), "-q", "--as-of", AS_OF.isoformat()]
    commands = {
        "kesu score": [*_kesu(), "score", *asked],
        "kesu score --json": [*_kesu(), "score", "--json", *asked],
        _OURS: bench.check(rows),
        "scanner, whole grid": _script(_OURS_FOLDER, "grid", bench.register(rows)),
    }
    return [f"## Score {rows:,} 8Ds, against reading the same register", "",
            "Aim: at most twice the time of reading (`kesu check` reads every row and finds its problems; the whole "
            "grid is only cells). These complaints have no detail tables: each lacks some 60 things, which is 109 MB "
            "of JSON for 10,000 of them.", "", *_table(bench.measure(commands, bench.rounds))]  # fmt: skip


def _reports(bench: _Bench, rows: int, count: int) -> list[str]:
    register, out = bench.folder / f"details-{rows}.xlsx", bench.folder / "reports"
    bench.run("benchmarks.register", str(register), str(rows), "details")
    numbers = bench.run("benchmarks.details", str(rows), str(count)).split()
    asked = [*_kesu(), "8d", str(register), "-q", "--as-of", AS_OF.isoformat(), "-o"]
    cases = [part for number in numbers for part in ("--case", number)]
    commands = {"one": [*asked, str(bench.folder / "one"), *cases[:2]], "many": [*asked, str(out), *cases]}

    def rival(folder: Path, few: int) -> str:
        return bench.run("benchmarks.rivals.openpyxl_reports", str(folder), str(few))

    return reports_section(rows, len(numbers), commands, bench.measure, rival, out, bench.rounds)


def _summary(bench: _Bench, sizes: Sequence[int]) -> list[str]:
    out = str(bench.folder / "weekly.xlsx")

    def commands(rows: int) -> dict[str, list[str]]:
        when = ["--as-of", AS_OF.isoformat(), "-q"]
        summary = [*_kesu(), "summary", bench.register(rows), "-o", out, "--force", *when]
        return {_OURS: bench.check(rows), "kesu summary": summary}

    def fill() -> str:
        return bench.run("benchmarks.rivals.openpyxl_weekly", bench.register(sizes[0]), str(max(bench.rounds, 3)))

    return summary_section(sizes, commands, bench.measure, fill, bench.rounds)


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
    kinds = (
        "check",
        "start",
        "click",
        "open",
        "change",
        "read",
        "clocks",
        "score",
        "reports",
        "forms",
        "summary",
        "all",
        "sheets",
    )
    parser.add_argument("what", nargs="?", choices=kinds, default="all")
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
        if asked.what in ("click", "all"):
            parts += ["", *_click(bench, sizes[0])]
        if asked.what in ("open", "all"):
            parts += ["", *_open(bench, sizes[0])]
        if asked.what in ("read", "all"):
            parts += ["", *_read(bench, sizes[-1])]
        if asked.what in ("change", "all"):
            parts += ["", *_change(bench, sizes[-1])]
        if asked.what in ("clocks", "all"):
            parts += ["", *verdicts_section(bench.folder, sizes[-1], bench.rounds)]
        if asked.what == "sheets":
            # not with the others, as it needs LibreOffice
            parts += ["", *sheets_section(bench.folder, sizes[-1], bench.rounds, bench.environment)]
        if asked.what in ("score", "all"):
            parts += ["", *_score(bench, sizes[len(sizes) // 2])]
        if asked.what in ("reports", "all"):
            parts += ["", *_reports(bench, sizes[len(sizes) // 2], asked.reports)]
        if asked.what in ("forms", "all"):
            parts += ["", *forms_section(bench.folder, asked.reports, bench.rounds)]
        if asked.what in ("summary", "all"):
            parts += ["", *_summary(bench, [size for size in sizes if size in (sizes[0], sizes[-1])])]
    page = "\n".join(parts) + "\n"
    print(page)  # noqa: T201
    asked.page.parent.mkdir(parents=True, exist_ok=True)
    asked.page.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
