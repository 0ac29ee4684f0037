"""Where the register stands that problems are shown in, and by which key a rule finds a cell's problem again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from kesu_xl.problem import Problem

__all__ = ["LONGEST_HEAD", "Marked"]

#: A header longer than this is known by the number of its column.
LONGEST_HEAD: Final = 120
#: MATCH looks for texts of up to so many characters.
_LONGEST_KEY: Final = 255


@dataclass(frozen=True, slots=True)
class Marked:
    """A register whose cells are coloured.

    Attributes:
        sheet: Name of its sheet.
        header_row: Row of the header.
        first_row: First row below it.
        last_row: Last row that can be coloured.
        left: First column.
        right: Last column.
        columns: Register column -> column number.
        heads: Column number -> text of the header cell, as it stands in the header row.
        numbers: Row -> complaint number as a formula gets it from its cell; rows without one are not in it.
        twice: Numbers that more than one row has.
        rows: How many complaints there are.
        clean_rows: How many of them have no error.
    """

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    left: int
    right: int
    columns: Mapping[str, int]
    heads: Mapping[int, str]
    numbers: Mapping[int, str]
    twice: Collection[str]
    rows: int
    clean_rows: int

    def by_address(self, problem: Problem) -> bool:
        """Say whether a problem's cell can only be found by its row: then its colour does not follow a sort."""
        number = self.numbers.get(problem.row, "")
        if not number or number in self.twice:
            return True
        key = f"{number}|{self._head(problem)}"
        # each of ~*? takes two characters of what is looked for
        return len(key) + sum(map(key.count, "~*?")) > _LONGEST_KEY

    def key(self, problem: Problem) -> str:
        """Return what the rules look up: number and header, or row and header where the number is no help."""
        head = self._head(problem)
        if self.by_address(problem):
            return f"@{problem.row}|{head}"
        return f"{self.numbers[problem.row]}|{head}"

    def _head(self, problem: Problem) -> str:
        column = self.columns[problem.field]
        head = self.heads.get(column, "")
        return head if 0 < len(head) <= LONGEST_HEAD else f"#{column}"
