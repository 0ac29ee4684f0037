"""The rectangle of a sheet's values, put together from its rows as they come out of the scanner."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import count, islice
from operator import itemgetter, lt

from kesu_xl.collecting import without_collecting
from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import Area
from kesu_xl.package.cells import Cell, Value
from kesu_xl.package.limits import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT
from kesu_xl.package.rowshape import Band
from kesu_xl.package.scan import Row, SheetScan, rows_of
from kesu_xl.package.source import Label

__all__ = ["Reach", "SheetFacts", "Values", "read_first_rows", "read_table"]


@dataclass(slots=True)
class Values:
    """The rectangle of values of a sheet: `top` and `left` are the 1-based address of its first value."""

    top: int
    left: int
    rows: list[list[Value]]
    merged: list[Area]


@dataclass(slots=True)
class SheetFacts:
    """What a sheet says beside its values; rows and columns count from 1."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    #: Errors that stand for something else, a picture in the cell or a newer error, by the metadata of the workbook.
    rich: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)


class Reach:
    """The rectangle around the filled cells seen so far.

    Args:
        sheet: Name of the sheet, for messages.
        label: Name of the file, for messages.
    """

    __slots__ = ("_label", "_sheet", "bottom", "left", "right", "top")

    def __init__(self, sheet: str, label: Label) -> None:
        self._sheet, self._label = sheet, label
        self.top, self.left, self.bottom, self.right = ROW_LIMIT + 1, COLUMN_LIMIT + 1, 0, 0

    def add(self, top: int, left: int, bottom: int, right: int) -> None:
        """Take a rectangle of cells in.

        Raises:
            KesuError: It has become too large to read, or an address lies outside of any sheet.
        """
        if top < 1 or left < 1 or bottom > ROW_LIMIT or right > COLUMN_LIMIT:
            raise KesuError("damaged_sheet", file=self._label, sheet=self._sheet)
        self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)
        self.left, self.right = min(self.left, left), max(self.right, right)
        cells = (self.bottom - self.top + 1) * (self.right - self.left + 1)
        if cells > CELL_LIMIT:
            raise KesuError("range_too_large", file=self._label, sheet=self._sheet, cells=f"{cells:,}")


def read_table(scan: SheetScan, sheet: str, label: Label) -> tuple[Values, SheetFacts]:
    """Read a sheet to its end.

    Returns:
        The rectangle around all cells that hold something, and what the values do not show.

    Raises:
        KesuError: The sheet is damaged, or its range is too large.
    """
    table = _Table(Reach(sheet, label))
    with without_collecting():
        for part in scan.parts():
            if isinstance(part, Band):
                table.add_band(part)
            else:
                table.add_cells(part)
        table.facts.merged = scan.merged
        return table.finish(), table.facts


def read_first_rows(scan: SheetScan, count: int, sheet: str, label: Label) -> Values:
    """Read so many rows of a sheet from the first filled one on, and nothing behind them.

    Raises:
        KesuError: The sheet is damaged so far, or its range is too large.
    """
    found: list[Cell] = []
    stop = 0
    for cell in scan.cells():
        if not stop and cell.value is not None:
            stop = cell.row + count
        if stop and cell.row >= stop:
            break
        found.append(cell)
    table = _Table(Reach(sheet, label))
    table.add_cells(found)
    return table.finish()


class _Table:
    """Rows as they came, and the rectangle that they make."""

    def __init__(self, reach: Reach) -> None:
        self.facts = SheetFacts()
        self._reach = reach
        # Number and first column of each of the rows.
        self._numbers = array("l")
        self._lefts = array("l")
        self._rows: list[list[Value]] = []
        self._highest = 0
        #: Row number -> its place, from the first row on that came too late.
        self._places: dict[int, int] | None = None

    def add_band(self, band: Band) -> None:
        """Take rows that look alike."""
        numbers = band.numbers
        self._reach.add(min(numbers), band.used[0], max(numbers), band.used[1])
        if self._highest >= numbers[0] or not all(map(lt, numbers, islice(numbers, 1, None))):
            for number, values in zip(numbers, band.rows, strict=True):
                self._add_row(Row(number, band.left, values))
            return
        if self._places is not None:
            self._places.update(zip(numbers, count(len(self._rows)), strict=False))
        self._numbers.extend(numbers)
        self._lefts.extend([band.left] * len(numbers))
        self._rows += band.rows
        self._highest = numbers[-1]

    def add_cells(self, cells: list[Cell]) -> None:
        """Take cells with their errors and formulas without a result."""
        facts = self.facts
        for number, column, kind, _, value, formula, rich in cells:
            if value is None:
                if formula:
                    facts.uncalculated.add((number, column))
            elif kind == "e":
                (facts.rich if rich else facts.errors)[number, column] = str(value)
        for row in rows_of(cells):
            self._reach.add(row.number, row.left, row.number, row.left + len(row.values) - 1)
            self._add_row(row)

    def _add_row(self, row: Row) -> None:
        if row.number > self._highest:
            self._highest = row.number
        else:
            if self._places is None:
                self._places = {number: place for place, number in enumerate(self._numbers)}
            place = self._places.get(row.number)
            if place is not None:
                self._merge(place, row)
                return
        if self._places is not None:
            self._places[row.number] = len(self._rows)
        self._numbers.append(row.number)
        self._lefts.append(row.left)
        self._rows.append(row.values)

    def _merge(self, place: int, row: Row) -> None:
        old, start = self._rows[place], self._lefts[place]
        left, right = min(start, row.left), max(start + len(old), row.left + len(row.values))
        values: list[Value] = [""] * (right - left)
        values[start - left : start - left + len(old)] = old
        for at, value in enumerate(row.values, row.left - left):
            if value != "":
                values[at] = value
        self._rows[place], self._lefts[place] = values, left

    def finish(self) -> Values:
        """Return the rectangle, and leave out of the facts what a later cell with the same address has replaced."""
        reach, facts = self._reach, self.facts
        if not reach.bottom:
            return Values(1, 1, [], facts.merged)
        found = Values(reach.top, reach.left, self._rectangle(), facts.merged)

        def blank(place: tuple[int, int]) -> bool:
            row, column = place
            inside = reach.top <= row <= reach.bottom and reach.left <= column <= reach.right
            return not inside or found.rows[row - reach.top][column - reach.left] == ""

        facts.errors = {place: shown for place, shown in facts.errors.items() if blank(place)}
        facts.uncalculated = {place for place in facts.uncalculated if blank(place)}
        return found

    def _rectangle(self) -> list[list[Value]]:
        rows, left, width = self._rows, self._reach.left, self._reach.right - self._reach.left + 1
        for place, (start, values) in enumerate(zip(self._lefts, rows, strict=True)):
            if start != left or len(values) != width:
                kept = values[max(left - start, 0) : left + width - start]
                before = max(start - left, 0)
                rows[place] = [*[""] * before, *kept, *[""] * (width - before - len(kept))]
        if len(rows) == self._reach.bottom - self._reach.top + 1 and self._places is None:
            return rows
        whole: list[list[Value]] = []
        for number, values in sorted(zip(self._numbers, rows, strict=True), key=itemgetter(0)):
            missing = number - self._reach.top - len(whole)
            if missing > 0:
                whole += [[""] * width for _ in range(missing)]
            whole.append(values)
        return whole
