"""A1 addresses: letters to column numbers and back. Rows and columns count from 1."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kesu_xl.notation import column_letter

__all__ = ["CELLS", "REFERENCE", "Area", "address", "area", "column_letter", "column_number", "position"]

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_CORNER: Final = r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
#: Pattern of a cell or a range in a formula.
CELLS: Final = rf"{_CORNER}(?::{_CORNER})?"
#: Cells of a named sheet: its name in quotes (doubled in it), or bare; the cells.
REFERENCE: Final = re.compile(rf"(?:'((?:[^']|'')+)'|([^\s'!,()]+))!({CELLS})")


class Area(NamedTuple):
    """A rectangle of cells; rows and columns count from 1 and include the last."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def ref(self) -> str:
        """It as a file writes it: ``"B2"`` or ``"B2:C9"``."""
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Say whether a cell is inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def shared(self, other: Area) -> Area | None:
        """Return the cells that are in another one too."""
        top, left = max(self.top, other.top), max(self.left, other.left)
        bottom, right = min(self.bottom, other.bottom), min(self.right, other.right)
        return Area(top, left, bottom, right) if top <= bottom and left <= right else None


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


def area(ref: str) -> Area:
    """Return the rectangle of ``B2:D5``, ``$B$2:$D$5``, or of one cell.

    Raises:
        ValueError: `ref` is not a range of cells.
    """
    first, _, last = ref.partition(":")
    top, left = position(first)
    bottom, right = position(last) if last else (top, left)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
