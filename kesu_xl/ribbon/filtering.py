"""The filter of 只看超时: on the column of the numbers alone, so that filters of other columns stay as they are.

Hidden names in the workbook say that it is on, and what the column was filtered by before. So the button knows its
state after the workbook was closed and opened again, and whoever opens it elsewhere gets the former filter back.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.errors import KesuError
from kesu_xl.package.made import BUTTON_NAMES, text_formula, text_in
from kesu_xl.ribbon.writing import refuse_locked_sheet, remember

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

    from kesu_xl.flow.made_sheets import ClockCounts

__all__ = ["FILTER_NAME", "switch_off", "switch_on"]

#: Hidden names: what the column was filtered by before, in words; the cells that are filtered; the head of the column.
FILTER_NAME: Final = f"{BUTTON_NAMES}filter"
_AREA_NAME: Final = f"{BUTTON_NAMES}filtered"
_HEAD_NAME: Final = f"{BUTTON_NAMES}head"
#: Operator of AutoFilter (XlAutoFilterOperator) for any of a list.
_VALUES: Final = 7
#: Excel's longest formula of a name, with room to spare.
_LONGEST: Final = 8000
#: What it was filtered by can neither be told nor kept.
_LOST: Final = "lost"


def switch_on(book: Book, found: ClockCounts) -> bool:
    """Filter the register to the complaints that were found; say whether the former filter can be put back.

    Raises:
        KesuError: The register has no column of numbers, is protected, or this Excel cannot be told to filter.
    """
    if not found.number_column:
        raise KesuError("no_number_column", sheet=found.sheet)
    sheet = book.sheets[found.sheet]
    refuse_locked_sheet(sheet)
    head = sheet.range((found.header_row, found.number_column))
    last = max(found.last_row, found.header_row + 1)
    plain = sheet.range((found.header_row, found.left), (last, found.right))
    whole, cells, owner = _filtered(sheet, head, plain)
    field = int(head.column) - int(whole.column) + 1
    before = _before(book) if FILTER_NAME in book.names else _criteria(owner, field)
    cells.AutoFilter(field, list(found.late), _VALUES)
    text = json.dumps(before, ensure_ascii=False)
    if len(text) > _LONGEST:
        before, text = _LOST, json.dumps(_LOST)
    with suppress(Exception):  # a Mac shows it in the list of names
        book.names.add(FILTER_NAME, f"={text_formula(text)}").api.Visible = False
    remember(book, _AREA_NAME, found.sheet, str(whole.address))
    remember(book, _HEAD_NAME, found.sheet, str(head.address))
    return bool(before != _LOST)


def switch_off(book: Book) -> None:
    """Put the former filter of the column back; whatever was renamed or inserted meanwhile, Excel knows the cells.

    Raises:
        KesuError: The sheet is protected.
    """
    if FILTER_NAME not in book.names:
        return
    try:
        head, plain = book.names[_HEAD_NAME].refers_to_range, book.names[_AREA_NAME].refers_to_range
        sheet = head.sheet
    except Exception:  # the sheet or the column is gone, and its filter with it
        sheet = None
    if sheet is not None:
        refuse_locked_sheet(sheet)
        whole, cells, _ = _filtered(sheet, head, plain)
        field, before = int(head.column) - int(whole.column) + 1, _before(book)
        if isinstance(before, list):
            cells.AutoFilter(field, *before)
        else:
            cells.AutoFilter(field)
    for name in (FILTER_NAME, _AREA_NAME, _HEAD_NAME):
        if name in book.names:
            book.names[name].delete()


def _filtered(sheet: Sheet, head: Range, plain: Range) -> tuple[Range, Any, Any]:
    """Return what is filtered: the cells for xlwings and for Excel, and what holds their filter.

    Args:
        sheet: The register's sheet.
        head: The head of the numbers.
        plain: What is filtered where the register is no table.

    Raises:
        KesuError: This Excel cannot be told to filter.
    """
    try:
        table = head.table
        whole = table.range if table is not None else plain
        owner = table.api if table is not None else sheet.api
        cells = owner.Range if table is not None else whole.api
        assert cells.AutoFilter is not None
    except (AttributeError, NotImplementedError) as error:
        raise KesuError("no_filter_here") from error
    return whole, cells, owner


def _before(book: Book) -> Any:
    return json.loads(text_in(str(book.names[FILTER_NAME].refers_to).removeprefix("=")))


def _criteria(owner: Any, field: int) -> Any:
    """Return what the column is filtered by: None, what filters it so again, or `_LOST` for a colour or an icon."""
    filters = owner.AutoFilter
    one = filters.Filters(field) if filters is not None else None
    if one is None or not one.On:
        return None
    try:
        operator, first = int(one.Operator or 0), one.Criteria1
        criteria = list(first) if isinstance(first, tuple | list) else str(first)
        if operator == 0:
            return [criteria]
        return [criteria, operator] if operator == _VALUES else [criteria, operator, str(one.Criteria2)]
    except Exception:  # Excel does not tell what it filters by: a colour, an icon, a group of dates
        return _LOST
