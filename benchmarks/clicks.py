"""The section on clicks: what the user of a button waits for, Excel's own work left out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["INTRODUCTION", "click_commands"]

_SCRIPT = Path(__file__).resolve().parent / "ours" / "click.py"
#: What stands above the tables.
INTRODUCTION = (
    "A click starts a Python, which imports xlwings and what its button needs, reads the copy of the workbook that "
    "Excel wrote, and makes the sheet that Excel copies in. Excel's own part (some 60 calls, whatever the rows; one "
    "copy, one sheet) is not in it. With `USE UDF SERVER` the imports are paid once a session. Aim: 1 s at 1,000 rows."
)


def click_commands(register: str, sheets: Sequence[str] = ("check", "refresh_clocks")) -> dict[str, list[str]]:
    """Return the commands to measure: Python alone, with xlwings, with the imports of a button, the whole click."""
    python = sys.executable
    commands = {"python -c pass": [python, "-c", "pass"], "import xlwings": [python, "-c", "import xlwings"]}
    for button in sheets:
        commands[f"{button}, imports"] = [python, str(_SCRIPT), button, "-"]
        commands[f"{button}, all of it"] = [python, str(_SCRIPT), button, register]
    return commands
