"""An open workbook read by the values of its sheets, each when it is asked for, as a file would give them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import Area
from kesu_xl.package.cells import Reading, Value
from kesu_xl.package.limits import CELL_LIMIT
from kesu_xl.package.numberformat import kind_of_format
from kesu_xl.package.opening import Opened
from kesu_xl.package.table import SheetFacts, Values
from kesu_xl.package.values import SheetName

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

__all__ = ["SheetValues"]

#: What a cell with an error shows, as far as xlwings names it.
_ERRORS: Final = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
#: The newer ones by their number in Excel (XlCVError), which it hands over below this one; numbers are never whole.
_NEWER: Final = {2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!",
                 2049: "#FIELD!", 2050: "#CALC!"}  # fmt: skip
_BELOW: Final = -2146828288
#: Day 0 of the times that Excel hands over, and the days by which a workbook from 1904 on counts less.
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # a cell's time has no zone
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_LATER: Final = 1462
#: What lies before may be a length of time; only its format tells.
_SHORT: Final = datetime(1920, 1, 1)  # noqa: DTZ001
#: So many merged areas are looked for on a sheet.
_MOST_MERGED: Final = 5_000


class SheetValues(Opened):
    """A workbook that is open in Excel.

    Args:
        book: The workbook.
        path: Its path, or its name where it has none.
    """

    format = "xlsx"
    errors_known = True

    def __init__(self, book: Book, path: str) -> None:
        super().__init__(path)
        self._book = book
        self._sheets: list[Sheet] = list(book.sheets)
        self._read: dict[int, tuple[Values, SheetFacts]] = {}
        self.sheets = [SheetName(str(sheet.name), _is_visible(sheet)) for sheet in self._sheets]
        if not self.sheets:
            raise KesuError("no_worksheets", file=self.label)
        with suppress(Exception):  # a Mac does not say it
            self.date1904 = bool(book.api.Date1904)

    def names(self) -> dict[str, str]:
        return dict(self._names)

    @cached_property
    def _names(self) -> dict[str, str]:
        found = ((str(name.name), str(name.refers_to)) for name in self._book.names)
        return {name: refers_to.removeprefix("=") for name, refers_to in found if "!" not in name}

    def read(self, index: int) -> tuple[Values, SheetFacts]:
        if index not in self._read:
            self._read[index] = self._of(self._sheets[index])
        values, facts = self._read[index]
        # whoever reads a sheet may change its rows
        rows = [list(row) for row in values.rows]
        return (
            Values(values.top, values.left, rows, list(values.merged)),
            SheetFacts(dict(facts.errors), {}, set(), list(facts.merged)),
        )

    def _of(self, sheet: Sheet) -> tuple[Values, SheetFacts]:
        used = sheet.used_range
        top, left = int(used.row), int(used.column)
        height, width = used.shape
        if height * width > CELL_LIMIT:
            raise KesuError("range_too_large", file=self.label, sheet=sheet.name, cells=f"{height * width:,}")
        rows: list[list[Any]] = used.options(ndim=2, err_to_str=True, empty="").value
        merged: list[Area] = []
        with suppress(NotImplementedError):  # an engine of xlwings need not know merged cells
            merged = _merged(sheet, Area(top, left, top + height - 1, left + width - 1))
        facts = SheetFacts(_taken_errors(used, rows, top, left), merged=merged)
        self._dates(sheet, rows, top, left)
        return _trimmed(rows, top, left, facts), facts

    def _dates(self, sheet: Sheet, rows: list[list[Any]], top: int, left: int) -> None:
        """Turn times and amounts of money into what a file gives for them."""
        reading = Reading((), (), date1904=self.date1904)
        spans: dict[int, list[int]] = {}
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, datetime):
                    bare = value.replace(tzinfo=None)
                    # a time of day without a day may come as one of day 0
                    later = _LATER if self.date1904 and bare >= _EPOCH_1904 else 0
                    serial = (bare - _EPOCH) / timedelta(days=1) - later
                    if bare < _SHORT:
                        spans.setdefault(place, []).append(at)
                        row[place] = serial
                    else:
                        row[place] = reading.moment(serial)
                elif isinstance(value, Decimal):
                    row[place] = float(value)
        for place, rows_of in spans.items():
            first, last = top + rows_of[0], top + rows_of[-1]
            column = left + place
            code = sheet.range((first, column), (last, column)).number_format
            for at in rows_of:
                own = code if isinstance(code, str) else sheet.range((top + at, column)).number_format
                serial = rows[at][place]
                is_span = kind_of_format(str(own or "")) == "duration"
                rows[at][place] = reading.duration(serial) if is_span else reading.moment(serial)


def _is_visible(sheet: Sheet) -> bool:
    try:
        return sheet.visible in (True, -1)
    except NotImplementedError:  # an engine of xlwings need not know hidden sheets
        return True


def _taken_errors(used: Range, rows: list[list[Any]], top: int, left: int) -> dict[tuple[int, int], str]:
    """Take errors out of the values, and return where they are; a text that only looks like one is a text."""
    errors: dict[tuple[int, int], str] = {}
    places = []
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            if value.__class__ is str:
                if value[:1] == "#" and value in _ERRORS:
                    places.append((at, place))
            elif value.__class__ is int and value < 0:
                errors[top + at, left + place] = _NEWER.get(value - _BELOW, "#ERROR!")
                row[place] = ""
    if not places:
        return errors
    bare: list[list[Any]] = used.options(ndim=2, err_to_str=False, empty="").value
    for at, place in places:
        if bare[at][place] != rows[at][place]:
            errors[top + at, left + place] = rows[at][place]
            rows[at][place] = ""
    return errors


def _trimmed(rows: list[list[Any]], top: int, left: int, facts: SheetFacts) -> Values:
    """Return the rectangle around the filled cells: the used range may have blank rows and columns at its edges."""
    filled_rows = {at for at, row in enumerate(rows) if any(value != "" for value in row)}
    filled_rows |= {row - top for row, _ in facts.errors}
    if not filled_rows:
        return Values(1, 1, [], facts.merged)
    first, last = min(filled_rows), max(filled_rows)
    columns = {place for at in filled_rows for place, value in enumerate(rows[at]) if value != ""}
    columns |= {column - left for _, column in facts.errors}
    begin, end = min(columns), max(columns)
    kept: list[list[Value]] = [row[begin : end + 1] for row in rows[first : last + 1]]
    return Values(top + first, left + begin, kept, facts.merged)


def _merged(sheet: Sheet, used: Area) -> list[Area]:
    """Return the merged areas: one question where there are none, else the sheet is halved until they are found."""
    found: dict[Area, None] = {}
    waiting = [used]
    while waiting and len(found) < _MOST_MERGED:
        area = waiting.pop()
        if any(_inside(area, known) for known in found):
            continue
        top, left, bottom, right = area
        state = sheet.range((top, left), (bottom, right)).merge_cells
        if state is False:
            continue
        if state is True or (top, left) == (bottom, right):
            merged = sheet.range((top, left)).merge_area
            (height, width), row, column = merged.shape, int(merged.row), int(merged.column)
            known = Area(row, column, row + height - 1, column + width - 1)
            found[known] = None
            if _inside(area, known):
                continue
        waiting.extend(_halves(area))
    return sorted(found)


def _inside(area: Area, other: Area) -> bool:
    return area.shared(other) == area


def _halves(area: Area) -> Iterator[Area]:
    top, left, bottom, right = area
    if bottom - top >= right - left:
        middle = (top + bottom) // 2
        yield from (Area(middle + 1, left, bottom, right), Area(top, left, middle, right))
    else:
        middle = (left + right) // 2
        yield from (Area(top, middle + 1, bottom, right), Area(top, left, bottom, middle))
