"""Values into cells and tables of the open workbook that are the user's own: all is looked at before one is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import address
from kesu_xl.package.celltext import DAYS_TO_1904
from kesu_xl.package.numberformat import kind_of_format
from kesu_xl.package.tables import TableArea, table_areas
from kesu_xl.ribbon.writing import as_typed, refuse_locked_sheet

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

    from kesu_xl.flow.read_back import NewRow, Plain, Run
    from kesu_xl.ribbon.openbook import Read

__all__ = ["fill_cells", "fill_rows", "open_tables", "refuse_taken"]


def open_tables(book: Book, read: Read) -> list[TableArea]:
    """Return the Excel tables of an open workbook: from the copy that Excel wrote, else from Excel."""
    if read.data is not None:
        try:
            return table_areas(read.data)
        except KesuError:  # signed, or shared with revisions: Excel itself says what it thinks of a change
            pass
    return [area for sheet in book.sheets for area in _areas(sheet)]


def _areas(sheet: Sheet) -> Iterator[TableArea]:
    for table in sheet.tables:
        heads = table.header_row_range
        if heads is None:
            continue
        body, top = table.data_body_range, int(heads.row)
        last = int(body.row) + int(body.shape[0]) - 1 if body is not None else top + 1
        names = tuple(str(name) for name in heads.options(ndim=1).value)
        yield TableArea(str(table.name), str(sheet.name), names, int(heads.column), top + 1, last)


def refuse_taken(book: Book, runs: Sequence[Run], rows: Sequence[NewRow]) -> None:
    """Refuse to write where something is in the way; nothing has been written then.

    Raises:
        KesuError: A sheet is protected, a cell holds a formula, or it is inside a merged one.
    """
    for name in dict.fromkeys([*(run.sheet for run in runs), *(row.sheet for row in rows)]):
        refuse_locked_sheet(book.sheets[name])
    for run in runs:
        target = _cells(book.sheets[run.sheet], run.row, run.column, len(run.values))
        for offset, formula in enumerate(_one_row(target.formula)):
            cell = book.sheets[run.sheet].range((run.row, run.column + offset))
            # a text that only looks like a formula is its own value
            if isinstance(formula, str) and formula.startswith("=") and cell.raw_value != formula:
                raise KesuError("cell_calculated", sheet=run.sheet, cell=address(run.row, run.column + offset))
        if target.merge_cells is not False:
            _refuse_merged(book.sheets[run.sheet], run)


def _one_row(values: Any) -> Iterable[object]:
    """Return the values of cells side by side, of which one alone is no row."""
    if not isinstance(values, tuple | list):
        return (values,)
    return values[0] if values and isinstance(values[0], tuple | list) else values


def _refuse_merged(sheet: Sheet, run: Run) -> None:
    for column, value in enumerate(run.values, start=run.column):
        first = sheet.range((run.row, column)).merge_area
        if value is not None and (int(first.row), int(first.column)) != (run.row, column):
            raise KesuError("cell_merged", sheet=run.sheet, cell=address(run.row, column))


def fill_cells(book: Book, runs: Sequence[Run], *, date1904: bool) -> None:
    """Write cells that are there already; how they look is kept, but for the number formats that are asked for."""
    for run in runs:
        sheet = book.sheets[run.sheet]
        for column, wanted in enumerate(run.formats, start=run.column):
            if wanted:
                sheet.range((run.row, column)).number_format = wanted
        _write(sheet, run.row, run.column, run.values, date1904=date1904)


def fill_rows(book: Book, rows: Sequence[NewRow], *, date1904: bool) -> None:
    """Put rows at the end of tables; columns that get nothing keep their formula or stay empty."""
    for row in rows:
        sheet = book.sheets[row.sheet]
        added = sheet.tables[row.table].rows.add().range
        number, left = int(added.row), int(added.column)
        for offset, values in _side_by_side(row.values):
            _write(sheet, number, left + offset, values, date1904=date1904)


def _side_by_side(values: Mapping[int, Plain]) -> Iterator[tuple[int, list[Plain]]]:
    first, run = -1, list[Any]()
    for offset in sorted(values):
        if run and offset != first + len(run):
            yield first, run
            run = []
        first = first if run else offset
        run.append(values[offset])
    if run:
        yield first, run


def _write(sheet: Sheet, row: int, column: int, values: Sequence[Plain], *, date1904: bool) -> None:
    told: list[Plain] = []
    for place, value in enumerate(values, start=column):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if date1904 and is_number and kind_of_format(str(sheet.range((row, place)).number_format or "")) == "date":
            assert isinstance(value, int | float)
            value -= DAYS_TO_1904
        told.append(as_typed(value) if isinstance(value, str) else value)
    _cells(sheet, row, column, len(told)).value = told


def _cells(sheet: Sheet, row: int, column: int, count: int) -> Range:
    return sheet.range((row, column), (row, column + count - 1))
