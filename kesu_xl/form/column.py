"""A list that grew by many rows, column by column: one cell of all its further rows at once.

Most cells of a long list are a short text, a number or nothing. These are made here for a whole column; every other
cell (a text that may not fit, a value of another kind, several markers) goes to the writer, row by row, so that what is
wrong with values is told in the order of the cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final

from kesu_xl.form.height import HIGHEST_ROW, needed_height
from kesu_xl.form.plan import LooseRow
from kesu_xl.form.scan import RawCell
from kesu_xl.form.sheet import CellPlan
from kesu_xl.form.write import EMPTY, TEXT_END, TEXT_START, Items, Writer
from kesu_xl.package.xstring import SURELY_SHORT, cell_text

__all__ = ["grown_rows"]

#: Kinds of values that are the same cell wherever they are equal.
_REPEATED: Final = frozenset((str, type(None), datetime, date))

#: A column: what stands behind the address and style of each cell, None where the writer has to say it.
_Cells = list[bytes | None]


def grown_rows(
    row: LooseRow,
    numbers: Sequence[int],
    items: Sequence[Items],
    writer: Writer,
    formula: Callable[[RawCell, int], bytes],
) -> bytes:
    """Return the rows by which a list grew.

    Args:
        row: The list's last slot.
        numbers: The number of each row.
        items: The items that each row shows.
        writer: Writes what is not made by column; it gets all problems.
        formula: Gives the cell of a formula in a row, from behind its address on.
    """
    size = len(numbers)
    needs = [0.0] * size
    pieces = [b'<row r="%d"%b>']
    columns: list[Sequence[object]] = []
    asked: list[tuple[CellPlan, _Cells]] = []
    for cell in row.cells:
        pieces.append(b'<c r="%b%%d"%b' % (cell.letters, cell.fixed.replace(b"%", b"%%")))
        columns.append(numbers)
        if cell.plan is not None:
            pieces.append(b"%b")
            column = _column(cell.plan, items, row.height, needs, writer)
            columns.append(column)
            if None in column:
                asked.append((cell.plan, column))
        elif cell.source is not None:
            pieces.append(b"%b")
            source = cell.source
            columns.append([formula(source, number) for number in numbers])
    if asked:
        _ask(asked, numbers, items, needs, writer)
    heads = [
        b'%b ht="%b" customHeight="1"' % (row.bare, b"%g" % need) if need > row.height else row.attributes
        for need in needs
    ]
    whole = b"".join((*pieces, b"</row>"))
    return b"".join([whole % values for values in zip(numbers, heads, *columns, strict=True)])


def _ask(
    asked: Sequence[tuple[CellPlan, _Cells]],
    numbers: Sequence[int],
    items: Sequence[Items],
    needs: list[float],
    writer: Writer,
) -> None:
    """Fill the gaps of columns with what the writer says, row by row."""
    for at, number in enumerate(numbers):
        writer.need = 0.0
        for plan, column in asked:
            if column[at] is None:
                column[at] = writer.cell(plan, items[at], number)
        if writer.need > needs[at]:
            needs[at] = writer.need


def _column(plan: CellPlan, items: Sequence[Items], height: float, needs: list[float], writer: Writer) -> _Cells:
    """Return the cells of a column, and put into `needs` how high each row must be where that is more than before."""
    marker = plan.whole
    size = len(items)
    if marker is None or marker.items is None or plan.is_rich or plan.picture is not None or len(marker.keys) != 1:
        return [None] * size
    blank: str | None = None
    if marker.filters:
        if len(marker.filters) > 1 or marker.filters[0].name != "default":
            return [None] * size
        blank = marker.filters[0].text
    name, key = marker.list_name, marker.keys[0]
    # only the last rows may lack an item, where lists that stand side by side are not of one length
    shown = [one[name] for one in items if name in one]
    if set(map(type, shown)) != {dict}:
        return [None] * size
    values = [one.get(key) for one in shown]
    # the same texts and days come again and again; of numbers, 1 and 1.0 are equal and not the same
    repeated = {value for value in values if type(value) in _REPEATED}
    made = {value: _cell(value, plan, blank, writer) for value in repeated}
    cells: _Cells = [
        made[value][0] if type(value) in _REPEATED
        else b"><v>%b</v></c>" % repr(value).encode() if type(value) is float and value - value == 0
        else _cell(value, plan, blank, writer)[0]
        for value in values
    ]  # fmt: skip
    if any(need > height for _, need in made.values()):
        needs[: len(values)] = [
            max(need, made[value][1]) if type(value) in _REPEATED else need
            for need, value in zip(needs, values, strict=False)
        ]
    return cells + [EMPTY] * (size - len(cells))


def _cell(value: object, plan: CellPlan, blank: str | None, writer: Writer) -> tuple[bytes | None, float]:
    """Return a value's cell and the points that it needs; None where the writer has to look at it."""
    kind = type(value)
    if kind is float or kind is int or (plan.shows_dates and (kind is datetime or kind is date)):
        number = writer.number(value, plan.shows_dates)
        return None if number is None else b"><v>%b</v></c>" % number.encode(), 0.0
    text = (blank or "") if value is None or value == "" else value
    if type(text) is not str or len(text) > SURELY_SHORT or not text.isprintable():
        return None, 0.0
    if not text:
        return EMPTY, 0.0
    need = 0.0
    if len(text) > plan.quick and plan.box is not None:
        need = needed_height(text, plan.box)
        if need > HIGHEST_ROW:
            return None, 0.0
    return b"%b%b%b" % (TEXT_START, cell_text(text).encode(), TEXT_END), need
