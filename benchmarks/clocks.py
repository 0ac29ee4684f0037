"""The clocks: verdicts a second beside reading their register, and what flags cost a program that opens it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.measure import Figures, measure_in_turns

__all__ = ["sheets_section", "verdicts_section"]

#: LibreOffice works out every formula when it opens a workbook, whatever values are kept in it.
_PROFILE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
    "<value>0</value></prop></item></oor:items>"
)


def _register(folder: Path, rows: int, *, hours: bool) -> Path:
    path = folder / f"clocks {rows}{' hours' if hours else ''}.xlsx"
    if not path.exists():
        more = ["hours"] if hours else []
        subprocess.run([sys.executable, "-m", "benchmarks.register", str(path), str(rows), *more], check=True)
    return path


def verdicts_section(folder: Path, rows: int, rounds: int) -> list[str]:
    """Return the table of verdicts a second.

    Args:
        folder: Where registers are kept.
        rows: How many complaints.
        rounds: How often each is measured.
    """
    path = _register(folder, rows, hours=True)
    command = [sys.executable, "-m", "benchmarks.ours.verdicts", str(path), str(rounds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()
    count = int(done[0])
    took = {name: (float(wall), float(cpu)) for name, wall, cpu in (line.split() for line in done[1:])}
    ratios = [took["verdicts"][at] / took["read"][at] for at in (0, 1)]
    return [
        f"## Clocks of {rows:,} complaints", "",
        "Working hours with a lunch break, the holidays of China, one complaint in five paused, some twice. Aims: "
        "100,000 verdicts a second; at most as long (1.00) as reading the register. One process, in turns.", "",
        "| | wall s | CPU s | a second (CPU) | verdicts / reading, wall | CPU |\n|---|--:|--:|--:|--:|--:|",
        f"| {count:,} verdicts | {took['verdicts'][0]:.3f} | {took['verdicts'][1]:.3f} "
        f"| {count / took['verdicts'][1]:,.0f} | {ratios[0]:.2f} | {ratios[1]:.2f} |",
        f"| reading | {took['read'][0]:.3f} | {took['read'][1]:.3f} |  |  |  |",
    ]  # fmt: skip


def sheets_section(folder: Path, rows: int, rounds: int, environment: Mapping[str, str]) -> list[str]:
    """Return the table of opening a register in LibreOffice, with flags and without.

    Args:
        folder: Where registers are kept.
        rows: How many complaints.
        rounds: How often each is measured.
        environment: That of the programs.
    """
    program = shutil.which("soffice")
    if program is None:
        return ["## A flagged register in LibreOffice", "", "Not measured: there is no `soffice`."]
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    office = [program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--convert-to", "csv",
              "--outdir", str(folder / "opened")]  # fmt: skip
    lines = [
        f"## A flagged register of {rows:,} rows in LibreOffice", "",
        "Opened, every formula worked out, the first sheet written as text. Aim: at most three times as long as the "
        "same register without flags.", "",
        "| | wall s | CPU s | peak MB | flagged / without, wall | CPU |\n|---|--:|--:|--:|--:|--:|",
    ]  # fmt: skip
    for name, hours in (("profile default", False), ("working hours and pauses", True)):
        source = _register(folder, rows, hours=hours)
        flagged = folder / f"flagged {source.name}"
        command = [sys.executable, "-m", "kesu_xl", "flag", str(source), "-o", str(flagged), "--force", "-q"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        commands = {"flagged": [*office, str(flagged)], "without": [*office, str(source)]}
        measured = measure_in_turns(commands, rounds, environment)
        lines += [_line(f"{name}, {what}", figures, measured) for what, figures in measured.items()]
    return lines


def _line(name: str, figures: Figures, measured: Mapping[str, Figures]) -> str:
    other = measured["without"]
    ratios = ["", ""]
    if figures is not other:
        ratios = [f"{figures.wall / other.wall:.2f}", f"{figures.cpu / other.cpu:.2f}"]
    shown = (name, f"{figures.wall:.2f}", f"{figures.cpu:.2f}", f"{figures.peak:.0f}", *ratios)
    return f"| {' | '.join(shown)} |"
