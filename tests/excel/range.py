"""xlwings' range over the cells of an open sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from xlwings import base_classes

from excel import native
from excel.calls import OfEngine, crossing
from excel.comobject import given
from excel.fault import ComError
from excel.openbook import cells_of
from excel.place import LAST_COLUMN, LAST_ROW, Area, OpenSheet, parse_areas
from excel.rowinsert import insert_rows

if TYPE_CHECKING:
    from excel.app import Engine
    from excel.book import Sheet
    from excel.table import Table

__all__ = ["Range"]

#: Excel cuts an address of many areas off, at a comma.
_LONGEST_ADDRESS: Final = 255
_STEPS: Final = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


class Range(OfEngine, base_classes.Range):
    """Cells of one sheet: a rectangle, or several, of which most properties see the first."""

    def __init__(self, engine: Engine, place: OpenSheet, areas: tuple[Area, ...], *, known: bool = False) -> None:
        self._engine = engine
        self.place = place
        self.areas = areas
        self.options: dict[str, Any] = {}
        self._known = known

    @property
    def _area(self) -> Area:
        return self.areas[0]

    @property
    def api(self) -> Any:
        return given(self._engine.program, native.ComRange(self._engine.program, self.place, self.areas))

    # --- where it is --------------------------------------------------------------------------------------------------

    def _locate(self) -> Area:
        if not self._known:
            self.calls.add("state", "Range.coords")
            self._known = True
        return self._area

    @property
    def coords(self) -> tuple[OpenSheet, int, int, int, int]:
        area = self._locate()
        return self.place, *area

    @property
    def row(self) -> int:
        return self._locate().row

    @property
    def column(self) -> int:
        return self._locate().column

    @property
    def shape(self) -> tuple[int, int]:
        area = self._locate()
        return area.rows, area.columns

    @property
    def sheet(self) -> Sheet:
        from excel.book import Sheet

        self._locate()
        return Sheet(self._engine, self.place)

    @crossing("state")
    def __len__(self) -> int:
        return sum(area.rows * area.columns for area in self.areas)

    @crossing("object")
    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        row, column = (arg1, arg2) if arg2 is not None else self._nth(arg1)
        return Range(self._engine, self.place, (Area(self._area.row + row - 1, self._area.column + column - 1, 1, 1),))

    def _nth(self, n: int) -> tuple[int, int]:
        return (n - 1) // self._area.columns + 1, (n - 1) % self._area.columns + 1

    @property
    @crossing("state")
    def address(self) -> str:
        return self._address()

    @crossing("state")
    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        address = self._address(row_absolute, col_absolute)
        return f"'[{self.place.book.name}]{self.place.sheet.title}'!{address}" if external else address

    def _address(self, row_absolute: bool = True, column_absolute: bool = True) -> str:
        address = ""
        for area in self.areas:
            longer = f"{address},{area.address(row_absolute, column_absolute)}".removeprefix(",")
            if len(longer) > _LONGEST_ADDRESS:
                break
            address = longer
        return address

    @crossing("object")
    def end(self, direction: str) -> Range:
        down, right = _STEPS[direction]
        row, column = self._area.row, self._area.column

        def inside(at: tuple[int, int]) -> bool:
            return 1 <= at[0] <= LAST_ROW and 1 <= at[1] <= LAST_COLUMN

        def filled(at: tuple[int, int]) -> bool:
            cell = cells_of(self.place.sheet).get(at)
            return cell is not None and cell.value is not None

        used, at, ahead = self.place.used, (row, column), (row + down, column + right)
        if inside(ahead) and filled(at) and filled(ahead):
            while inside(ahead) and filled(ahead):
                at, ahead = ahead, (ahead[0] + down, ahead[1] + right)
        else:
            while inside(ahead) and not filled(ahead):
                if (down > 0 and ahead[0] > used.last_row) or (right > 0 and ahead[1] > used.last_column):
                    ahead = (LAST_ROW, column) if down else (row, LAST_COLUMN)
                    break
                at, ahead = ahead, (ahead[0] + down, ahead[1] + right)
            at = ahead if inside(ahead) else at
        return Range(self._engine, self.place, (Area(*at, 1, 1),))

    @property
    @crossing("object")
    def table(self) -> Table | None:
        from excel.table import Table

        corner = self._area
        for table in self.place.sheet.tables.values():
            area = parse_areas(table.ref)[0]
            if area.row <= corner.row <= area.last_row and area.column <= corner.column <= area.last_column:
                return Table(self._engine, self.place, table)
        return None

    @crossing("act")
    def select(self) -> None:
        self._engine.program.select(self.place, self.areas)

    # --- contents -----------------------------------------------------------------------------------------------------

    @property
    @crossing("read")
    def raw_value(self) -> Any:
        return self._matrix(self.place.value)

    @raw_value.setter
    @crossing("write", "=")
    def raw_value(self, data: object) -> None:
        self._fill(data)

    @property
    @crossing("read")
    def formula(self) -> Any:
        return self._matrix(self.place.formula)

    @formula.setter
    @crossing("write", "=")
    def formula(self, data: object) -> None:
        self._fill(data)

    @property
    def has_array(self) -> bool:
        return False

    @crossing("write")
    def clear_contents(self) -> None:
        self._fill(None)

    def _matrix(self, of: Callable[[tuple[int, int]], Any]) -> Any:
        area = self._area
        if area.rows == area.columns == 1:
            return of((area.row, area.column))
        columns = range(area.column, area.column + area.columns)
        return tuple(tuple(of((row, column)) for column in columns) for row in range(area.row, area.last_row + 1))

    def _fill(self, data: object) -> None:
        self.place.check_unlocked(self.areas)
        self._engine.program.states["cut_copy_mode"] = None
        for whole in self.areas:
            if isinstance(data, list | tuple):
                rows: Sequence[Any] = data if data and isinstance(data[0], list | tuple) else [data] * whole.rows
                self.place.fill(whole, rows)
            else:
                # nothing stands outside the used cells that could be emptied
                used, emptied = self.place.used, data is None or data == ""
                last = min(whole.last_row, used.last_row) if emptied else whole.last_row
                right = min(whole.last_column, used.last_column) if emptied else whole.last_column
                area = Area(whole.row, whole.column, max(last - whole.row + 1, 0), max(right - whole.column + 1, 0))
                self.place.fill(area, [[data] * area.columns] * area.rows)

    @crossing("act")
    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Insert whole rows; no other way is known here."""
        if self._area.columns != LAST_COLUMN or shift == "right":
            raise NotImplementedError("inserting cells and columns")
        insert_rows(self.place, self._area.row, self._area.rows)

    @property
    @crossing("read")
    def merge_cells(self) -> bool | None:
        merged = self.place.sheet.merged_cells.ranges
        inside = (
            self._shared(
                lambda place: any(
                    one.min_row <= place[0] <= one.max_row and one.min_col <= place[1] <= one.max_col for one in merged
                )
            )
            if merged
            else False
        )
        return None if inside is None else bool(inside)

    @property
    @crossing("object")
    def merge_area(self) -> Range:
        row, column = self._area[:2]
        for one in self.place.sheet.merged_cells.ranges:
            if one.min_row <= row <= one.max_row and one.min_col <= column <= one.max_col:
                area = Area(one.min_row, one.min_col, one.max_row - one.min_row + 1, one.max_col - one.min_col + 1)
                return Range(self._engine, self.place, (area,))
        return Range(self._engine, self.place, (Area(row, column, 1, 1),))

    # --- formats ------------------------------------------------------------------------------------------------------

    def _shared(self, of: Callable[[tuple[int, int]], Any]) -> Any:
        found = {of(place) for place in self._area.places()}
        return found.pop() if len(found) == 1 else None

    def _format(self, change: Callable[[Any], None]) -> None:
        self.place.check_unprotected()
        for area in self.areas:
            for place in area.places():
                if (cell := self.place.cell(place)) is not None:
                    change(cell)
        self.place.book.saved = False

    @property
    @crossing("read")
    def number_format(self) -> Any:
        return self._shared(self.place.number_format)

    @number_format.setter
    @crossing("write", "=")
    def number_format(self, value: str) -> None:
        self._format(lambda cell: setattr(cell, "number_format", value))

    @property
    @crossing("read")
    def color(self) -> tuple[int, ...] | None:
        cell = cells_of(self.place.sheet).get(self._area[:2])
        if cell is None or cell.fill.fill_type != "solid" or not isinstance(cell.fill.fgColor.rgb, str):
            return None
        return tuple(bytes.fromhex(cell.fill.fgColor.rgb[-6:]))

    @color.setter
    @crossing("write", "=")
    def color(self, value: tuple[int, int, int] | str | None) -> None:
        if value is None:
            fill = PatternFill()
        else:
            fill = PatternFill("solid", fgColor=value.lstrip("#") if isinstance(value, str) else bytes(value).hex())
        self._format(lambda cell: setattr(cell, "fill", copy(fill)))

    @property
    @crossing("read")
    def wrap_text(self) -> Any:
        cells = cells_of(self.place.sheet)
        return self._shared(lambda place: bool(place in cells and cells[place].alignment.wrap_text))

    @wrap_text.setter
    @crossing("write", "=")
    def wrap_text(self, value: bool) -> None:
        def change(cell: Any) -> None:
            alignment: Alignment = copy(cell.alignment)
            alignment.wrap_text = value
            cell.alignment = alignment

        self._format(change)

    @property
    @crossing("read")
    def column_width(self) -> Any:
        dimensions = self.place.sheet.column_dimensions
        return self._shared(lambda place: dimensions[get_column_letter(place[1])].width)

    @column_width.setter
    @crossing("write", "=")
    def column_width(self, value: float) -> None:
        self.place.check_unprotected()
        for column in range(self._area.column, self._area.last_column + 1):
            self.place.sheet.column_dimensions[get_column_letter(column)].width = value

    @property
    @crossing("read")
    def row_height(self) -> Any:
        dimensions = self.place.sheet.row_dimensions
        return self._shared(lambda place: dimensions[place[0]].height if place[0] in dimensions else None)

    @row_height.setter
    @crossing("write", "=")
    def row_height(self, value: float) -> None:
        self.place.check_unprotected()
        for row in range(self._area.row, self._area.last_row + 1):
            self.place.sheet.row_dimensions[row].height = value

    @property
    def row_hidden(self) -> bool | None:
        for _ in range(self._area.rows):
            self.calls.add("read", "Range.row_hidden")
        return native.ComRange(self._engine.program, self.place, self.areas).hidden_rows()

    @row_hidden.setter
    @crossing("write", "=")
    def row_hidden(self, value: bool) -> None:
        native.ComRange(self._engine.program, self.place, self.areas).hide_rows(value)

    @crossing("act")
    def autofit(self, axis: str | None = None) -> None:
        self.place.check_unprotected()

    # --- links --------------------------------------------------------------------------------------------------------

    @property
    @crossing("read")
    def hyperlink(self) -> str:
        cell = cells_of(self.place.sheet).get(self._area[:2])
        if cell is None or cell.hyperlink is None:
            raise ComError("The cell doesn't seem to contain a hyperlink!")
        return str(cell.hyperlink.target or "")

    @crossing("write")
    def add_hyperlink(self, address: str, text_to_display: str = "", screen_tip: str = "") -> None:
        self.place.check_unprotected()
        cell = self.place.cell(self._area[:2])
        if cell is None:
            raise ComError("Application-defined or object-defined error")
        target, _, location = address.partition("#")
        cell.hyperlink = Hyperlink(
            ref=cell.coordinate, target=target or None, location=location or None, tooltip=screen_tip[:255]
        )
        self.place.fill(Area(*self._area[:2], 1, 1), [[text_to_display]])
        font: Any = copy(cell.font)
        font.underline, font.color = "single", "0563C1"
        cell.font = font
