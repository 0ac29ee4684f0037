"""A sheet as rows of typed values that know their A1 addresses, from a file or from plain values."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import Area, address, column_letter, column_number, position
from kesu_xl.package.cells import Value
from kesu_xl.package.opening import Format, Opened, open_file
from kesu_xl.package.ours import own_blocks, own_sheets
from kesu_xl.package.pictures import CellPictures

__all__ = ["Book", "Grid", "Value", "address", "column_letter", "column_number", "position", "read_book"]


@dataclass(slots=True)
class Grid:
    """One sheet's values that know their A1 addresses.

    Attributes:
        name: Name of the sheet.
        top: Row number (1-based) of the first of `rows`.
        left: Column number (1-based) of the first value of each row.
        rows: Values, all rows of one length; a blank cell is ``""``. Empty for an empty sheet.
        errors: (row, column), 1-based -> what the cell shows, e.g. ``#REF!``; its value is ``""``.
        uncalculated: (row, column) of the formulas whose result is not in the file; their value is ``""``.
        merged: (first row, first column, last row, last column), 1-based, inclusive.
        errors_known: False for .xls and .ods: there a cell with an error looks like a blank one.
        own_heads: Column number -> head of each column that we compute; nothing of those columns is in `rows`.
    """

    name: str
    top: int
    left: int
    rows: list[list[Value]]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    errors_known: bool = True
    own_heads: dict[int, str] = field(default_factory=dict)

    @property
    def bottom(self) -> int:
        """Row number of the last row; ``top - 1`` for an empty sheet."""
        return self.top + len(self.rows) - 1

    @property
    def right(self) -> int:
        """Column number of the last column; ``left - 1`` for an empty sheet."""
        return self.left + (len(self.rows[0]) if self.rows else 0) - 1

    def value(self, row: int, column: int) -> Value:
        """Return the value at a 1-based address, ``""`` outside of the filled rectangle."""
        if self.top <= row <= self.bottom and self.left <= column <= self.right:
            return self.rows[row - self.top][column - self.left]
        return ""

    @classmethod
    def from_values(cls, name: str, rows: Iterable[Sequence[Value | None]], top: int = 1, left: int = 1) -> Grid:
        """Make a grid of plain values: None is a blank cell, short rows are filled up."""
        filled: list[list[Value]] = [["" if value is None else value for value in row] for row in rows]
        width = max(map(len, filled), default=0)
        for row in filled:
            row.extend([""] * (width - len(row)))
        return cls(name, top, left, filled if width else [])


class Book:
    """A workbook that was opened; its sheets are read when asked for. Nothing of it stays open on disk.

    Made by `read_book`.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        #: Path as the user gave it, ``""`` for a stream or bytes.
        self.path: str = opened.path
        #: By content, not by the name's ending; .xlsm and templates count as xlsx.
        self.format: Format = opened.format
        #: Names of the worksheets in order, hidden ones included, charts and macro sheets left out.
        self.sheet_names: list[str] = [sheet.name for sheet in opened.sheets]
        #: Those of them that are shown.
        self.visible: list[str] = [sheet.name for sheet in opened.sheets if sheet.visible]
        #: Serial dates count from 1904; values are right already.
        self.date1904: bool = opened.date1904

    @cached_property
    def names(self) -> dict[str, str]:
        """Defined names of the whole workbook -> formula text without ``=``; empty for .xls and .ods."""
        return self._opened.names()

    @cached_property
    def ours(self) -> set[str]:
        """Names of the sheets that we put into it."""
        return own_sheets(self.names)

    def grid(self, sheet: str) -> Grid:
        """Read one sheet; columns that we compute are left out, as they say what we made of it.

        Args:
            sheet: One of `sheet_names`.

        Raises:
            KesuError: There is no such sheet, it is damaged, or its range is too large to read.
        """
        if sheet not in self.sheet_names:
            raise KesuError("no_such_sheet", file=self._opened.label, sheet=sheet, sheets=self.sheet_names)
        values, facts = self._opened.read(self.sheet_names.index(sheet))
        grid = Grid(
            name=sheet,
            top=values.top,
            left=values.left,
            rows=values.rows,
            errors=facts.errors,
            uncalculated=facts.uncalculated,
            merged=facts.merged,
            errors_known=self._opened.errors_known,
        )
        if blocks := own_blocks(self.names, sheet):
            _leave_out(grid, blocks)
        return grid

    def pictures(self, sheet: str) -> CellPictures | None:
        """Return the pictures that belong to cells of one of `sheet_names`; None where the workbook has none."""
        return self._opened.pictures(self.sheet_names.index(sheet))

    def large(self, sheet: str) -> bool:
        """Say whether one of `sheet_names` is so large that `first_rows` takes far less than `grid`."""
        return self._opened.large(self.sheet_names.index(sheet))

    def first_rows(self, sheet: str, count: int) -> Grid:
        """Read so many rows of one sheet from the first filled one on, without what is merged.

        Args:
            sheet: One of `sheet_names`.
            count: How many rows.

        Raises:
            KesuError: It is damaged so far.
        """
        values = self._opened.first_rows(self.sheet_names.index(sheet), count)
        return Grid(sheet, values.top, values.left, values.rows)


def _leave_out(grid: Grid, blocks: Sequence[Area]) -> None:
    """Empty blocks of cells; columns at the right end that hold nothing else go."""
    for block in blocks:
        _note_heads(grid, block)
        left, right = max(block.left - grid.left, 0), block.right - grid.left + 1
        for row in grid.rows[max(block.top - grid.top, 0) : max(block.bottom - grid.top + 1, 0)]:
            width = len(row)
            row[left:right] = [""] * (min(right, width) - min(left, width))

    def ours(place: tuple[int, int]) -> bool:
        return any(block.holds(*place) for block in blocks)

    for place in [place for place in grid.errors if ours(place)]:
        del grid.errors[place]
    grid.uncalculated = {place for place in grid.uncalculated if not ours(place)}
    kept = {column for _, column in (*grid.errors, *grid.uncalculated)}
    while any(block.left <= grid.right <= block.right for block in blocks) and grid.right not in kept:
        if any(row[-1] != "" for row in grid.rows):
            break
        for row in grid.rows:
            row.pop()


def _note_heads(grid: Grid, block: Area) -> None:
    """Note what stands at the top of the columns of a block."""
    for column in range(block.left, min(block.right, grid.right) + 1):
        head = grid.value(block.top, column)
        if isinstance(head, str) and head:
            grid.own_heads[column] = head


def read_book(source: str | os.PathLike[str] | BinaryIO | bytes, path: str = "") -> Book:
    """Open a workbook: .xlsx, .xlsm, .xls or .ods, told by content.

    Args:
        source: A path, a stream in binary mode (read from where it stands), or the bytes.
        path: Where the bytes came from, for messages.

    Raises:
        KesuError: It cannot be read; the text says in one line what it is and what to do.
    """
    return Book(open_file(source, path))
