"""The weekly workbook beside the check of the same register, and beside openpyxl."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from benchmarks.measure import Figures

__all__ = ["summary_section"]


def summary_section(
    sizes: Sequence[int],
    commands: Callable[[int], Mapping[str, Sequence[str]]],
    measure: Callable[[Mapping[str, Sequence[str]], int], Mapping[str, Figures]],
    fill: Callable[[], str],
    rounds: int,
) -> list[str]:
    """Return the section of the page.

    Args:
        sizes: Rows of the registers.
        commands: Gives for a register the check and the summary.
        measure: Measures commands so many times, in turns.
        fill: Fills the workbook, our way and with openpyxl: name and milliseconds a line.
        rounds: How often the larger registers are measured.
    """
    lines = [
        "## `kesu summary` against `kesu check` on the same file", "",
        "Aims: at most 1.4 times its time on 100,000 rows, at most twice on 1,000; the template filled at least 10 "
        "times as fast as openpyxl writes the same tabs.", "",
        "| rows | check, CPU s | summary, CPU s | ratio | wall | peak MB |\n|--:|--:|--:|--:|--:|--:|",
    ]  # fmt: skip
    for rows in sizes:
        check, summary = measure(commands(rows), max(rounds, 9) if rows <= 1000 and rounds > 1 else rounds).values()
        lines.append(
            f"| {rows:,} | {check.cpu:.3f} | {summary.cpu:.3f} | {summary.cpu / check.cpu:.2f} | "
            f"{summary.wall / check.wall:.2f} | {summary.peak:.0f} |"
        )
    ways = {name: (float(wall), float(cpu)) for name, wall, cpu in (line.split() for line in fill().splitlines())}
    ours = ways.pop("kesu_xl")
    shown = {
        "openpyxl_tabs": "openpyxl: write the tabs and the values, save",
        "openpyxl_template": "openpyxl: load the template, write the values, save",
    }
    return [
        *lines, "", "Filling the compiled template in a running process, in turns with openpyxl:", "",
        "| | wall ms | CPU ms | times ours, CPU |\n|---|--:|--:|--:|",
        f"| kesu_xl: fill | {ours[0]:.1f} | {ours[1]:.1f} | |",
        *(f"| {shown[name]} | {wall:.1f} | {cpu:.1f} | {cpu / ours[1]:.1f} |" for name, (wall, cpu) in ways.items()),
    ]  # fmt: skip
