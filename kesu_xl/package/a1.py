"""A1 addresses: letters to column numbers and back. Rows and columns count from 1."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["address", "area", "column_letter", "column_number", "position"]

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)


@cache
def column_letter(number: int) -> str:
    """Return the letters of a column: 1 -> ``A``, 27 -> ``AA``.

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


def column_number(letters: str) -> int:
    """Return the number of a column: ``A`` -> 1, ``aa`` -> 27.

    Raises:
        ValueError: `letters` are not the letters of a column.
    """
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"no column {letters!r}")
        number = number * 26 + ord(letter) - 64
    if not number:
        raise ValueError("no column ''")
    return number


def address(row: int, column: int) -> str:
    """Return the A1 address of a cell: (12, 6) -> ``F12``."""
    return f"{column_letter(column)}{row}"


def position(a1: str) -> tuple[int, int]:
    """Return (row, column) of an A1 address: ``F12`` or ``$F$12`` -> (12, 6).

    Raises:
        ValueError: `a1` is not the address of one cell.
    """
    match = _A1.fullmatch(a1)
    if not match:
        raise ValueError(f"not a cell address: {a1!r}")
    return int(match[2]), column_number(match[1])


def area(ref: str) -> tuple[int, int, int, int]:
    """Return (first row, first column, last row, last column) of ``B2:D5``, or of one cell.

    Raises:
        ValueError: `ref` is not a range of cells.
    """
    first, _, last = ref.partition(":")
    top, left = position(first)
    bottom, right = position(last) if last else (top, left)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)
