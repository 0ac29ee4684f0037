"""How spreadsheet programs name cells: letters of columns, names of sheets, the last row.

A room of its own because readers need it too, and shall not pay for what describes changes.
"""

from __future__ import annotations

from functools import cache
from typing import Final

__all__ = ["ROW_LIMIT", "column_letter", "quoted"]

#: Rows of a sheet.
ROW_LIMIT: Final = 1_048_576


@cache
def column_letter(number: int) -> str:
    """Return the letters of a column: 1 -> ``A``, 28 -> ``AB``.

    Raises:
        ValueError: `number` is below 1.
    """
    if number < 1:
        raise ValueError(f"no column {number}")
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(sheet: str) -> str:
    """Return a sheet name as formulas have it."""
    return "'" + sheet.replace("'", "''") + "'"
