"""The columns of the hidden sheet while they are made: each reads cells of the register, or columns left of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kesu_xl.flags.place import Place
from kesu_xl.notation import column_letter

__all__ = ["Columns", "HiddenColumn", "read"]

#: A number, or a cell of the row.
_NO_STEP: Final = re.compile(r"\d+|\$[A-Z]+\{row\}")


@dataclass(frozen=True, slots=True)
class HiddenColumn:
    """A column of the hidden sheet: its letters, what it holds, the formula of a row."""

    letters: str
    key: str
    text: str
    number_format: str | None = None


def read(key: str) -> str:
    """Return the formula text that reads a hidden column in the row where the formula stands."""
    return f"INDEX(kesu_{key},ROW())"


class Columns:
    """The columns so far.

    Attributes:
        place: Where the register is.
        made: Key -> column, from left to right.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.made: dict[str, HiddenColumn] = {}
        self._known: dict[str, str] = {}

    def add(self, key: str, text: str, number_format: str | None = None) -> str:
        """Add a column and return the text that reads it."""
        # Column A belongs to the present time.
        self.made[key] = HiddenColumn(column_letter(len(self.made) + 2), key, text, number_format)
        return self.here(key)

    def work(self, key: str, text: str) -> str:
        """Return the text that reads a step on the way: a column that is there already, or a new one."""
        if _NO_STEP.fullmatch(text):
            return text
        if text not in self._known:
            self._known[text] = self.add(key, text)
        return self._known[text]

    def here(self, key: str) -> str:
        """Return the text that reads a column in the same row, ``"0"`` where there is none."""
        return f"${self.made[key].letters}{{row}}" if key in self.made else "0"

    def cell(self, field: str) -> str:
        """Return the text that reads the number of a register's cell, as `kesu_xl.clock.formula` has it."""
        return self.here(f"t_{field}")

    def begins(self, field: str) -> str:
        """Return the same for a cell whose time may lie after the present."""
        return self.here(f"r_{field}") if f"r_{field}" in self.made else self.cell(field)

    def raw(self, field: str) -> str:
        """Return the text that reads a register's cell itself: a name that means its column in that row."""
        return f"kesu_c_{field}"
