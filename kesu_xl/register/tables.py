"""The detail tables of a register: the rows of 措施, 小组, 围堵 … by complaint number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kesu_xl.complaint import DETAILS, TABLES, Table
from kesu_xl.complaint.lists import NOT_APPLICABLE
from kesu_xl.grid import Value, address
from kesu_xl.register.label import folded
from kesu_xl.register.rows import EMPTY_MARKS

if TYPE_CHECKING:
    from kesu_xl.grid import Book, Grid

__all__ = ["DetailRow", "DetailSheet", "detail_sheets", "details_by_case", "table_rows"]

#: The header of a detail table is searched in so many first rows.
_SEARCHED = 10


def table_rows(grid: Grid, table: Table) -> list[dict[str, Any]]:
    """Return the filled rows of one table's sheet: column name -> value, None for an empty cell.

    The header may be in any language and in any of the first rows; a column that is not there is left out.
    """
    return [row.values for row in _placed(grid, table)[2]]


@dataclass(frozen=True, slots=True)
class DetailRow:
    """A filled row of a detail table: its number in the sheet, and column name -> value."""

    row: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DetailSheet:
    """The sheet of a detail table.

    Attributes:
        name: Name of the sheet, as the workbook has it.
        columns: Column name -> column number, from 1.
        rows: Its filled rows.
        head: Row number of its header.
        last: Row number of the last row in which one of the columns is filled, at least the header's.
    """

    name: str
    columns: Mapping[str, int]
    rows: list[DetailRow]
    head: int = 0
    last: int = 0

    def cell(self, column: str, row: int) -> str:
        """Return the address of a cell, "" for a column that the sheet lacks."""
        return address(row, self.columns[column]) if column in self.columns else ""


def detail_sheets(book: Book, wanted: tuple[str, ...]) -> dict[str, DetailSheet]:
    """Return table name -> its sheet, for those of the wanted tables that the workbook has.

    A sheet that only shares its name with a table by complaint, and has no column of their numbers, is none.
    """
    found = {}
    for table in (*DETAILS, *TABLES):
        sheet = next((label for label in table.labels if label in book.sheet_names), None)
        if table.name in wanted and sheet is not None:
            grid = book.grid(sheet)
            head, places, rows = _placed(grid, table)
            if "case_no" in places if table.by_case else places:
                columns = {name: place + grid.left for name, place in places.items()}
                last = max(index for index in range(head, len(grid.rows)) if _is_filled(grid.rows[index], places))
                found[table.name] = DetailSheet(sheet, columns, rows, grid.top + head, grid.top + last)
    return found


def _is_filled(row: Sequence[Value], places: Mapping[str, int]) -> bool:
    return any(row[place] != "" for place in places.values())


def _placed(grid: Grid, table: Table) -> tuple[int, dict[str, int], list[DetailRow]]:
    names = {folded(label): column.name for column in table.columns for label in column.labels}
    head, places = _head(grid, names, min(2, len(table.columns)))
    found = []
    # an answer of the 8D may be that it does not apply
    kept = NOT_APPLICABLE if table.name == "answers" else frozenset()
    for index, row in enumerate(grid.rows[head + 1 :] if places else (), start=head + 1):
        values = {name: _cell(row[place], kept) for name, place in places.items()}
        if any(value is not None for name, value in values.items() if name != "case_no"):
            found.append(DetailRow(grid.top + index, values))
    return head, places, found


def _head(grid: Grid, names: Mapping[str, str], enough: int) -> tuple[int, dict[str, int]]:
    """Return which row is the header, and column name -> place; no places where there is no header."""
    for index, row in enumerate(grid.rows[:_SEARCHED]):
        places: dict[str, int] = {}
        for place, value in enumerate(row):
            if isinstance(value, str) and folded(value) in names:
                places.setdefault(names[folded(value)], place)
        if len(places) >= enough:
            return index, places
    return 0, {}


def details_by_case(sheets: Mapping[str, DetailSheet]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return complaint number -> table name -> its rows, for every detail table that the workbook has."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for table, sheet in sheets.items():
        for row in sheet.rows:
            number = row.values.get("case_no")
            if number is not None:
                values = {name: value for name, value in row.values.items() if name != "case_no"}
                found.setdefault(str(number), {}).setdefault(table, []).append(values)
    return found


def _cell(value: Value, kept: frozenset[str]) -> Any:
    if isinstance(value, str):
        text = value.strip()
        return None if not text or (text in EMPTY_MARKS and text not in kept) else text
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
