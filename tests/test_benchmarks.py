"""The benchmark runs, on tiny registers, and gives its tables; its registers are faulty where they should be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

import kesu_xl

ROOT = Path(__file__).resolve().parent.parent


def start(module: str, *arguments: str) -> str:
    """Run a module of the tree from its root, as the README says."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, encoding="utf-8",
                          env=os.environ | {"PYTHONIOENCODING": "utf-8"})  # fmt: skip
    return done.stdout


def test_one_row_in_twenty_has_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    start("benchmarks.register", str(path), "400")
    result = kesu_xl.check(path, as_of=datetime(2026, 11, 18, 9), timezone="Asia/Shanghai")  # noqa: DTZ001
    assert (result.rows, len(result.columns)) == (400, 30)
    in_rows = [problem for problem in result.problems if problem.code.startswith("C")]
    # the header is row 1; the row above a duplicate number is told as well
    assert {problem.row for problem in in_rows if problem.code != "C404"} <= set(range(21, 402, 20))
    told = {problem.row + (problem.row % 20 == 0) for problem in in_rows}
    assert told == set(range(21, 402, 20))
    assert len({problem.code for problem in in_rows}) >= 8


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs a system that counts what a process took")
def test_tables(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    printed = start("benchmarks", "all", "--rows", "20,40", "--reports", "20", "--rounds", "1", "--page", str(page))
    text = page.read_text(encoding="utf-8")
    assert text == printed.rstrip("\n") + "\n"
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Benchmarks",
        "## `kesu check FILE --json -q`",
        "### 20 rows",
        "### 40 rows",
        "### Growth",
        "## Start-up",
        "## A click, 20 rows",
        "## Check 20 rows, against only loading them",
        "## Read 40 rows, each cell with its address",
        "## Change a workbook",
        "### A register of 50 rows, beside a sheet of 40 rows that is not touched",
        "### A register of 40 rows",
        "## Clocks of 40 complaints",
        "## Score 40 8Ds, against reading the same register",
        "## `kesu 8d` for 20 of 40 complaints with detail tables",
        "## 8D reports from one template",
        "## `kesu summary` against `kesu check` on the same file",
    ]
    rows = [line.split(" | ") for line in text.splitlines() if re.match(r"\| kesu (?!8d)", line)]
    assert len(rows) == 10
    # time and memory were counted: milliseconds and megabytes, not zeros
    assert all(float(row[1]) > 0.005 and float(row[3]) > 5 for row in rows)
