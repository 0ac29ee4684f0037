"""Insert whole rows into a sheet: everything beneath goes down, and every reference in the book follows."""

from __future__ import annotations

import re
from typing import Any, Final

from openpyxl.cell.cell import MergedCell
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

from excel.openbook import OpenBook, cells_of
from excel.place import Area, OpenSheet, parse_areas, same_style

__all__ = ["insert_rows"]

_REFERENCE: Final = re.compile(r"(\$?[A-Za-z]{1,3}\$?|\$?)(\d{1,7})(?=:|$)")


def insert_rows(place: OpenSheet, row: int, count: int) -> None:
    """Insert rows before a row; they get the formats of the row above. A table that they go through becomes longer.

    Raises:
        ComError: The sheet is protected.
    """
    place.check_unprotected()
    sheet: Any = place.sheet
    moved = {}
    for at in [at for at in cells_of(sheet) if at[0] >= row]:
        cell = cells_of(sheet).pop(at)
        cell.row += count
        if not isinstance(cell, MergedCell) and cell.hyperlink:
            cell.hyperlink.ref = cell.coordinate
        moved[cell.row, cell.column] = cell
    cells_of(sheet).update(moved)
    _move_rows(sheet, row, count)
    results = place.book.results.get(sheet, {})
    lower = {(at[0] + count, at[1]): results.pop(at) for at in list(results) if at[0] >= row}
    results.update(lower)
    for merged in sheet.merged_cells.ranges:
        _lower(merged, row, count)
    place.move_rules(lambda ranges: _lowered(ranges, row, count))
    for table in sheet.tables.values():
        table.ref = _shifted_area(table.ref, row, count)
        if table.autoFilter is not None:
            table.autoFilter.ref = _shifted_area(table.autoFilter.ref, row, count)
    _format_new(place, row, count)
    _shift_formulas(place.book, sheet, row, count)
    place.book.saved = False


def _move_rows(sheet: Any, row: int, count: int) -> None:
    for at in sorted((at for at in sheet.row_dimensions if at >= row), reverse=True):
        line = sheet.row_dimensions.pop(at)
        line.index = at + count
        sheet.row_dimensions[at + count] = line


def _lower(area: Any, row: int, count: int) -> None:
    if area.min_row >= row:
        area.shift(row_shift=count)
    elif area.max_row >= row:
        area.expand(down=count)


def _lowered(ranges: MultiCellRange, row: int, count: int) -> MultiCellRange:
    made = [CellRange(one.coord) for one in ranges.ranges]
    for one in made:
        _lower(one, row, count)
    return MultiCellRange(made)


def _shifted_area(ref: str, row: int, count: int) -> str:
    area = parse_areas(ref)[0]
    if area.row >= row:
        area = area._replace(row=area.row + count)
    elif area.last_row >= row:
        area = area._replace(rows=area.rows + count)
    return area.address(False, False)


def _format_new(place: OpenSheet, row: int, count: int) -> None:
    above = [(at, cell) for at, cell in cells_of(place.sheet).items() if at[0] == row - 1 and cell.has_style]
    for at, cell in above:
        for new in Area(row, at[1], count, 1).places():
            if (made := place.cell(new)) is not None:
                same_style(made, cell)
    if row - 1 in place.sheet.row_dimensions and place.sheet.row_dimensions[row - 1].height:
        for new_row in range(row, row + count):
            place.sheet.row_dimensions[new_row].height = place.sheet.row_dimensions[row - 1].height


def _shift_formulas(book: OpenBook, sheet: Any, row: int, count: int) -> None:
    title = sheet.title.lower()
    for one in book.sheets:
        own = one is sheet
        for cell in cells_of(one).values():
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell._value = _shifted(cell.value, title, own, row, count)
        for rules in one.conditional_formatting:
            for rule in rules.rules:
                rule.formula = [_shifted(f"={text}", title, own, row, count)[1:] for text in rule.formula]
    for defined in book.workbook.defined_names.values():
        defined.attr_text = _shifted(f"={defined.attr_text}", title, False, row, count)[1:]


def _shifted(formula: str, title: str, own: bool, row: int, count: int) -> str:
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type != Token.OPERAND or token.subtype != Token.RANGE or "[" in token.value:
            continue
        sheet, mark, cells = token.value.rpartition("!")
        if not own if not mark else sheet.strip("'").replace("''", "'").lower() != title:
            continue
        token.value = (
            sheet
            + mark
            + _REFERENCE.sub(lambda found: f"{found[1]}{int(found[2]) + count * (int(found[2]) >= row)}", cells)
        )
    return "=" + "".join(token.value for token in tokens.items)
