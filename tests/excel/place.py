"""A rectangle of cells on an open sheet: parsed, read, written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from excel.cellvalue import entry, handed_over
from excel.fault import ComError
from excel.openbook import OpenBook, cells_of

__all__ = ["LAST_COLUMN", "LAST_ROW", "Area", "OpenSheet", "parse_areas", "same_style"]

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d{1,7})?")
_REFUSED: Final = "The cell or chart you're trying to change is on a protected sheet."


class Area(NamedTuple):
    """A rectangle: first row and column, both from 1, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def last_row(self) -> int:
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        return self.column + self.columns - 1

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield row and column of each cell, row by row."""
        for row in range(self.row, self.last_row + 1):
            for column in range(self.column, self.last_column + 1):
                yield row, column

    def address(self, row_absolute: bool = True, column_absolute: bool = True) -> str:
        """Return it in A1 notation."""
        rows, columns = "$" if row_absolute else "", "$" if column_absolute else ""
        first, last = get_column_letter(self.column), get_column_letter(self.last_column)
        if self.rows == LAST_ROW:
            return f"{columns}{first}:{columns}{last}"
        if self.columns == LAST_COLUMN:
            return f"{rows}{self.row}:{rows}{self.last_row}"
        start = f"{columns}{first}{rows}{self.row}"
        return start if self.rows == self.columns == 1 else f"{start}:{columns}{last}{rows}{self.last_row}"


def parse_areas(address: str) -> tuple[Area, ...]:
    """Return the rectangles of an address such as ``A5:C9,E7``.

    Raises:
        ComError: It is none.
    """
    return tuple(_area(part.strip()) for part in address.split(","))


def _area(address: str) -> Area:
    first, _, last = address.partition(":")
    start, end = _corner(first, 1), _corner(last or first, 0)
    if start is None or end is None or (not last and (start[2] or end[2])):
        raise ComError("Application-defined or object-defined error")
    top, bottom = sorted((start[0], end[0]))
    left, right = sorted((start[1], end[1]))
    return Area(top, left, bottom - top + 1, right - left + 1)


def _corner(text: str, first: int) -> tuple[int, int, bool] | None:
    found = _CELL.fullmatch(text)
    if found is None or not (found[1] or found[2]):
        return None
    row = int(found[2]) if found[2] else 1 if first else LAST_ROW
    column = column_index_from_string(found[1]) if found[1] else 1 if first else LAST_COLUMN
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        return None
    return row, column, not (found[1] and found[2])


def same_style(made: Any, source: Any) -> None:
    """Give a cell, or a row or column, the whole style of another one of the same book."""
    made._style = copy(source._style)


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet of an open book; its cells are what Excel would show."""

    book: OpenBook
    sheet: Worksheet

    @property
    def used(self) -> Area:
        """The rectangle of all cells that have contents or a format; A1 where there is none."""
        places = cells_of(self.sheet)
        if not places:
            return Area(1, 1, 1, 1)
        rows, columns = {row for row, _ in places}, {column for _, column in places}
        top, left = min(rows), min(columns)
        return Area(top, left, max(rows) - top + 1, max(columns) - left + 1)

    def value(self, place: tuple[int, int]) -> Any:
        """Return the value of a cell as COM hands it over; of a formula, its result."""
        cell = cells_of(self.sheet).get(place)
        if cell is None or isinstance(cell, MergedCell):
            return None
        source = cell
        if cell.data_type == "f":
            source = self.book.results.get(self.sheet, {}).get(place)
            if source is None:
                return None
        epoch = self.book.workbook.epoch
        return handed_over(source.value, cell.number_format, epoch=epoch, is_error=source.data_type == "e")

    def formula(self, place: tuple[int, int]) -> str:
        """Return what the formula bar shows of a cell."""
        cell = cells_of(self.sheet).get(place)
        value = None if cell is None else cell.value
        if value is None:
            return ""
        return str(getattr(value, "text", value))

    def number_format(self, place: tuple[int, int]) -> str:
        """Return the format of a cell, or the one that it would get from its row or column."""
        cell = cells_of(self.sheet).get(place)
        if cell is not None:
            return str(cell.number_format)
        band = self._band(place)
        return band.number_format if band is not None else "General"

    def _band(self, place: tuple[int, int]) -> Any:
        row, column = place
        if row in self.sheet.row_dimensions and self.sheet.row_dimensions[row].has_style:
            return self.sheet.row_dimensions[row]
        for dimension in self.sheet.column_dimensions.values():
            if isinstance(dimension, ColumnDimension) and (dimension.min or 0) <= column <= (dimension.max or 0):
                return dimension if dimension.has_style else None
        return None

    def cell(self, place: tuple[int, int]) -> Cell | None:
        """Return a cell to write to, made with the format of its row or column; None inside a merged one."""
        found = cells_of(self.sheet).get(place)
        if found is None:
            band = self._band(place)
            found = self.sheet.cell(*place)
            if band is not None:
                same_style(found, band)
        return None if isinstance(found, MergedCell) else found

    def check_unlocked(self, areas: Iterable[Area]) -> None:
        """Refuse to write where the sheet is protected and one of the cells is locked.

        Raises:
            ComError: It is so.
        """
        if not self.sheet.protection.sheet:
            return
        cells = cells_of(self.sheet)
        for area in areas:
            if any(cells[place].protection.locked if place in cells else True for place in area.places()):
                raise ComError(_REFUSED)

    def check_unprotected(self) -> None:
        """Refuse what a protected sheet allows nowhere.

        Raises:
            ComError: The sheet is protected.
        """
        if self.sheet.protection.sheet:
            raise ComError(_REFUSED)

    def move_rules(self, moved: Callable[[MultiCellRange], MultiCellRange]) -> None:
        """Let lists of choices and conditional formats apply to other cells."""
        sheet: Any = self.sheet
        for validation in sheet.data_validations.dataValidation:
            validation.sqref = moved(validation.sqref)
        rules = [(str(moved(one.sqref)), list(one.rules)) for one in sheet.conditional_formatting]
        sheet.conditional_formatting = ConditionalFormattingList()
        for cells, several in rules:
            for rule in several:
                sheet.conditional_formatting.add(cells, rule)

    def fill(self, area: Area, rows: Sequence[Sequence[object]]) -> None:
        """Enter a matrix into a rectangle; what it lacks becomes #N/A, what it has too much is dropped."""
        self.check_unlocked([area])
        lacking = "#N/A"
        entries = []
        for row, column in area.places():
            line = rows[row - area.row] if row - area.row < len(rows) else ()
            value = line[column - area.column] if column - area.column < len(line) else lacking
            entries.append(((row, column), entry(value, self.number_format((row, column)))))
        cells = cells_of(self.sheet)
        results = self.book.results.get(self.sheet, {})
        for place, entered in entries:
            results.pop(place, None)
            if entered.value is None and place not in cells:
                continue
            if (cell := self.cell(place)) is None:
                continue
            cell.value = entered.value
            if entered.kind:
                cell.data_type = entered.kind
            if entered.number_format:
                cell.number_format = entered.number_format
            if cell.quotePrefix != entered.prefixed:
                cell.quotePrefix = entered.prefixed
        self._name_columns(area)
        self.book.saved = False

    def _name_columns(self, area: Area) -> None:
        """A column of a table is called what stands in its header cell, which is always a text."""
        for table in self.sheet.tables.values():
            header = parse_areas(table.ref)[0]
            if not area.row <= header.row <= area.last_row:
                continue
            for place, column in zip(header._replace(rows=1).places(), table.tableColumns, strict=False):
                cell = cells_of(self.sheet)[place]
                if area.column <= place[1] <= area.last_column:
                    cell.value = column.name = str(cell.value or f"列{column.id}")
                    cell.data_type = "s"
