"""The filter of 只看超时: on the column of the numbers alone, so that filters of other columns stay as they are.

A hidden name in the workbook says that it is on, and what the column was filtered by before. So the button knows its
state after the workbook was closed and opened again, and whoever opens it elsewhere gets the former filter back.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.errors import KesuError
from kesu_xl.package.made import BUTTON_NAMES, text_formula, text_in
from kesu_xl.ribbon.writing import refuse_locked_sheet

if TYPE_CHECKING:
    from xlwings import Book, Name, Sheet

    from kesu_xl.flow.made_sheets import ClockCounts

__all__ = ["FILTER_NAME", "switch_off", "switch_on"]

FILTER_NAME: Final = f"{BUTTON_NAMES}filter"
#: Operator of AutoFilter (XlAutoFilterOperator) for any of a list.
_VALUES: Final = 7
#: Excel's longest text in a formula, and what Excel keeps of a name.
_LONGEST: Final = 8000


def _name(book: Book) -> Name | None:
    return book.names[FILTER_NAME] if FILTER_NAME in book.names else None  # noqa: SIM401  # it has no `get`


def switch_on(book: Book, found: ClockCounts) -> bool:
    """Filter the register to the complaints that were found; say whether the former filter can be put back.

    Raises:
        KesuError: The register has no column of numbers, is protected, or this Excel cannot be told to filter.
    """
    if not found.number_column:
        raise KesuError("no_number_column", sheet=found.sheet)
    sheet = book.sheets[found.sheet]
    refuse_locked_sheet(sheet)
    cells, field, owner = _cells(sheet, found.header_row, found.number_column, found.last_row, found.left, found.right)
    known = _name(book)
    before = _former(known) if known is not None else _criteria(owner, field)
    cells.AutoFilter(field, list(found.late), _VALUES)
    state = {"sheet": found.sheet, "row": found.header_row, "column": found.number_column,
             "last": found.last_row, "left": found.left, "right": found.right, "before": before}  # fmt: skip
    text = json.dumps(state, ensure_ascii=False)
    kept = before != "lost" and len(text) <= _LONGEST
    if not kept:
        text = json.dumps({**state, "before": "lost"}, ensure_ascii=False)
    added = book.names.add(FILTER_NAME, f"={text_formula(text)}")
    with suppress(Exception):
        added.api.Visible = False
    return kept


def switch_off(book: Book) -> None:
    """Put the former filter of the column back.

    Raises:
        KesuError: The sheet is protected.
    """
    name = _name(book)
    if name is None:
        return
    state = json.loads(text_in(str(name.refers_to).removeprefix("=")))
    if state["sheet"] in {str(sheet.name) for sheet in book.sheets}:
        sheet = book.sheets[state["sheet"]]
        refuse_locked_sheet(sheet)
        cells, field, _ = _cells(sheet, state["row"], state["column"], state["last"], state["left"], state["right"])
        before = state["before"]
        if isinstance(before, list):
            cells.AutoFilter(field, *before)
        else:
            cells.AutoFilter(field)
    name.delete()


def _cells(sheet: Sheet, row: int, column: int, last: int, left: int, right: int) -> tuple[Any, int, Any]:
    """Return what is filtered: the cells, the place of the number column in them, and what holds their filter."""
    table = sheet.range((row, column)).table
    whole = table.range if table is not None else sheet.range((row, left), (max(last, row + 1), right))
    try:
        owner = table.api if table is not None else sheet.api
        cells = owner.Range if table is not None else whole.api
        assert cells.AutoFilter is not None
    except AttributeError as error:
        raise KesuError("no_filter_here") from error
    return cells, column - int(whole.column) + 1, owner


def _former(name: Name) -> Any:
    return json.loads(text_in(str(name.refers_to).removeprefix("=")))["before"]


def _criteria(owner: Any, field: int) -> Any:
    """Return what the column is filtered by: None, what filters it so again, or "lost" for a colour or an icon."""
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
        return "lost"
