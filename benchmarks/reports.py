"""``kesu 8d`` for many complaints of a register with detail tables, beside a loop of openpyxl."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.measure import Figures

__all__ = ["reports_section"]

#: openpyxl makes so many reports in a round.
_FEW = 10


def reports_section(
    rows: int,
    count: int,
    commands: Mapping[str, Sequence[str]],
    measure: Callable[[Mapping[str, Sequence[str]], int], Mapping[str, Figures]],
    rival: Callable[[Path, int], str],
    folder: Path,
    rounds: int,
) -> list[str]:
    """Return the section of the page.

    Args:
        rows: Complaints of the register.
        count: So many of them get a report, at least two.
        commands: ``one`` makes one report, ``many`` all of them, into `folder`.
        measure: Measures commands so many times, in turns.
        rival: Makes so many of the reports in a folder with openpyxl: milliseconds of wall clock and of processor for
            each, and how many cells it filled.
        folder: Where the reports are.
        rounds: How often each is measured.
    """
    ones: list[float] = []
    manys: list[float] = []
    theirs: list[float] = []
    cells = ""
    for _ in range(rounds):
        one, many = measure(commands, 1).values()
        ones.append(1000 * one.cpu)
        manys.append(1000 * many.cpu)
        _, work, cells = rival(folder, min(_FEW, count)).split()
        theirs.append(float(work))
    first, all_of_them, other = median(ones), median(manys), median(theirs)
    each = (all_of_them - first) / (count - 1)
    shared = all_of_them / count
    return [
        f"## `kesu 8d` for {count:,} of {rows:,} complaints with detail tables", "",
        f"26 detail rows for each complaint, in eight tables; {float(cells):.0f} filled cells a report. openpyxl "
        "loads, fills and saves the same template with the same content, which it is given; milliseconds of processor "
        "for each report, medians in turns. Aim: at least 150 times.", "",
        "| | ms a report | openpyxl / it |\n|---|--:|--:|",
        f"| openpyxl: load, fill, save | {other:.1f} | |",
        f"| kesu 8d, each further report | {each:.2f} | {other / each:.0f} |",
        f"| kesu 8d, start and reading of the register shared by all | {shared:.2f} | "
        f"{other / shared:.0f} |",
    ]  # fmt: skip
