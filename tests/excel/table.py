"""xlwings' tables, their rows and filters over the tables of an open sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.table import Table as Definition
from openpyxl.worksheet.table import TableColumn
from xlwings import base_classes

from excel import native
from excel.calls import Calls, OfEngine, crossing
from excel.comobject import given
from excel.fault import ComError
from excel.filtering import XL_AND, XL_FILTER_VALUES, XL_OR, Filtering
from excel.openbook import cells_of
from excel.place import Area, OpenSheet, parse_areas, same_style
from excel.range import Range

if TYPE_CHECKING:
    from excel.app import Engine
    from excel.book import Sheet

__all__ = ["Table", "TableRow", "TableRows", "Tables"]

_KINDS = {"between": (">={}", XL_AND, "<={}"), "not_between": ("<{}", XL_OR, ">{}")}
_PREFIXES = {
    "equal_to": "=", "not_equal_to": "<>", "greater_than": ">", "less_than": "<",
    "greater_than_or_equal": ">=", "less_than_or_equal": "<=",
}  # fmt: skip


class Tables(OfEngine, base_classes.Tables):
    """The tables of a sheet."""

    def __init__(self, engine: Engine, place: OpenSheet) -> None:
        self._engine = engine
        self.place = place

    @crossing("object")
    def __call__(self, key: str | int) -> Table:
        for n, table in enumerate(self.place.sheet.tables.values(), 1):
            if key == n or (isinstance(key, str) and table.displayName.lower() == key.lower()):
                return Table(self._engine, self.place, table)
        raise KeyError(key)

    @crossing("state")
    def __len__(self) -> int:
        return len(self.place.sheet.tables)

    def __iter__(self) -> Iterator[Table]:
        for table in list(self.place.sheet.tables.values()):
            self.calls.add("object", "Tables.__iter__")
            yield Table(self._engine, self.place, table)

    @crossing("object")
    def __contains__(self, key: str) -> bool:
        return key.lower() in {name.lower() for name in self.place.sheet.tables}


class Table(OfEngine, base_classes.Table):
    """A table."""

    def __init__(self, engine: Engine, place: OpenSheet, table: Definition) -> None:
        self._engine = engine
        self.place = place
        self.table = table

    @property
    def api(self) -> Any:
        return given(self._engine.program, self.native)

    @property
    def native(self) -> native.ComListObject:
        """Excel's own object, for what is done here."""
        return native.ComListObject(self._engine.program, self.place, self.table)

    @property
    def _area(self) -> Area:
        return parse_areas(self.table.ref)[0]

    @property
    def body(self) -> Area | None:
        """Its data rows; None for a table that has none."""
        area = self._area
        rows = area.rows - 1 - (self.table.totalsRowCount or 0)
        return None if self.table.insertRow or rows < 1 else Area(area.row + 1, area.column, rows, area.columns)

    def _range(self, area: Area) -> Range:
        return Range(self._engine, self.place, (area,))

    @property
    @crossing("state")
    def name(self) -> str:
        return str(self.table.displayName)

    @name.setter
    @crossing("state", "=")
    def name(self, value: str) -> None:
        raise NotImplementedError("renaming a table")

    @property
    @crossing("state")
    def display_name(self) -> str:
        return str(self.table.displayName)

    @display_name.setter
    @crossing("state", "=")
    def display_name(self, value: str) -> None:
        raise NotImplementedError("renaming a table")

    @property
    def parent(self) -> Sheet:
        from excel.book import Sheet

        self.calls.add("object", "Table.parent")
        return Sheet(self._engine, self.place)

    @property
    @crossing("object")
    def range(self) -> Range:
        return self._range(self._area)

    @property
    @crossing("object")
    def header_row_range(self) -> Range:
        return self._range(self._area._replace(rows=1))

    @property
    @crossing("object")
    def data_body_range(self) -> Range | None:
        return self._range(self.body) if self.body else None

    @property
    @crossing("object")
    def insert_row_range(self) -> Range | None:
        area = self._area
        return None if self.body else self._range(Area(area.row + 1, area.column, 1, area.columns))

    @property
    @crossing("state")
    def show_autofilter(self) -> bool:
        return self.table.autoFilter is not None

    @show_autofilter.setter
    @crossing("state", "=")
    def show_autofilter(self, value: bool) -> None:
        self.native.show_auto_filter(value)

    @property
    def autofilter(self) -> AutoFilter:
        return AutoFilter(self)

    @property
    def rows(self) -> TableRows:
        self.calls.add("object", "Table.rows")
        return TableRows(self)

    @crossing("act")
    def resize(self, wanted: Any) -> None:
        """Take in other rows and columns; the header row stays where it is."""
        self.grow(wanted.impl.areas[0])

    def grow(self, new: Area) -> None:
        """Give the table another rectangle; new rows get formats, rules and formulas of columns as in Excel.

        Raises:
            ComError: The sheet is protected, or the rectangle does not fit.
        """
        self.place.check_unprotected()
        old = self._area
        others = [parse_areas(one.ref)[0] for one in self.place.sheet.tables.values() if one is not self.table]
        if new.row != old.row or new.rows < 2 or new.column > old.last_column or new.last_column < old.column:
            raise ComError("Method 'Resize' of object 'ListObject' failed")
        if any(_overlap(new, other) for other in others):
            raise ComError("A table cannot overlap another table.")
        if new.column != old.column or new.columns != old.columns:
            self._columns(new)
        self.table.ref = new.address(False, False)
        if self.table.autoFilter is not None:
            self.table.autoFilter.ref = self.table.ref
        if new.last_row > old.last_row:
            self._extend(old, new)
            self.table.insertRow = None
        self.place.book.saved = False

    def _columns(self, new: Area) -> None:
        known = {column.name: column for column in self.table.tableColumns}
        columns = []
        for n in range(1, new.columns + 1):
            title = str(self.place.value((new.row, new.column + n - 1)) or f"列{n}")
            column = known.get(title) or TableColumn(id=max(one.id for one in known.values()) + n, name=title)
            columns.append(column)
        self.table.tableColumns = columns

    def _extend(self, old: Area, new: Area) -> None:
        sheet = self.place.sheet
        for column in range(new.column, new.last_column + 1):
            above = cells_of(sheet).get((old.last_row, column))
            formula = self.table.tableColumns[column - new.column].calculatedColumnFormula
            for row in range(old.last_row + 1, new.last_row + 1):
                cell = self.place.cell((row, column))
                if cell is None:
                    continue
                if above is not None and old.rows > 1:
                    same_style(cell, above)
                if formula is not None and cell.value is None:
                    cell.value = f"={formula.attr_text}"
        self.place.move_rules(lambda ranges: _longer(ranges, old, new))


def _overlap(one: Area, other: Area) -> bool:
    rows = one.row <= other.last_row and other.row <= one.last_row
    return rows and one.column <= other.last_column and other.column <= one.last_column


def _longer(ranges: MultiCellRange, old: Area, new: Area) -> MultiCellRange:
    """Lengthen what covers the table's last row; what already goes deeper stays."""
    made = []
    for one in ranges.ranges:
        inside = old.column <= one.min_col and one.max_col <= old.last_column
        bottom = new.last_row if inside and one.max_row == old.last_row else one.max_row
        made.append(CellRange(min_col=one.min_col, min_row=one.min_row, max_col=one.max_col, max_row=bottom))
    return MultiCellRange(made)


class TableRows(base_classes.TableRows):
    """The data rows of a table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def calls(self) -> Calls:
        return self.table.calls

    @crossing("state")
    def __len__(self) -> int:
        return self.table.body.rows if self.table.body else 0

    @property
    @crossing("state")
    def column_count(self) -> int:
        return len(self.table.table.tableColumns)

    @crossing("object")
    def __call__(self, key: int) -> TableRow:
        if self.table.body is None or not 1 <= key <= self.table.body.rows:
            raise KeyError(key)
        return TableRow(self.table, key)

    @crossing("act")
    def add(self, values: Sequence[object] | None, index: int | None) -> TableRow:
        """Add a row at the end; nothing may stand beneath, and no other place is known here."""
        place, area = self.table.place, parse_areas(self.table.table.ref)[0]
        body = self.table.body
        if index is not None and index != (body.rows if body else 0) + 1:
            raise NotImplementedError("a row in the middle of a table")
        if body is not None:
            beneath = [(area.last_row + 1, column) for column in range(area.column, area.last_column + 1)]
            if self.table.table.totalsRowCount or any(place.formula(one) for one in beneath):
                raise NotImplementedError("a row where something stands beneath the table")
            self.table.grow(area._replace(rows=area.rows + 1))
        else:
            place.check_unprotected()
            self.table.table.insertRow = None
        row = TableRow(self.table, body.rows + 1 if body else 1)
        if values is not None:
            place.fill(row.area, [list(values)])
        return row


class TableRow(base_classes.TableRow):
    """A data row of a table."""

    def __init__(self, table: Table, n: int) -> None:
        self.table = table
        self._n = n

    @property
    def calls(self) -> Calls:
        return self.table.calls

    @property
    def area(self) -> Area:
        """Where it is."""
        body = self.table.body
        assert body is not None, "a row of a table that has none"
        return body._replace(row=body.row + self._n - 1, rows=1)

    @property
    @crossing("state")
    def index(self) -> int:
        return self._n

    @property
    @crossing("object")
    def range(self) -> Range:
        return Range(self.table._engine, self.table.place, (self.area,))


class AutoFilter(base_classes.AutoFilter):
    """The filter of a table as xlwings has had it since 0.37.5."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def calls(self) -> Calls:
        return self._table.calls

    def _filtering(self) -> Filtering:
        return self._table.native.filtering()

    @property
    def criteria(self) -> list[dict[str, Any]]:
        made = []
        definition = self._table.table
        filtering = None if definition.autoFilter is None else self._filtering()
        for field in range(1, len(definition.tableColumns) + 1):
            self.calls.add("read", "AutoFilter.criteria")
            found = filtering.criteria(field) if filtering else None
            if found is None:
                made.append(base_classes.empty_autofilter_criteria(field))
                continue
            kind = "values" if found.operator == XL_FILTER_VALUES else "comparison"
            join = {XL_AND: "and", XL_OR: "or"}.get(found.operator)
            made.append(base_classes.autofilter_criteria_snapshot(field, kind, found.first, found.second, join))
        return made

    @crossing("act")
    def apply_values(self, field: int, values: list[str]) -> None:
        self._filtering().set(field, values, XL_FILTER_VALUES)

    @crossing("act")
    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        escaped = [re.sub(r"([~*?])", r"~\1", str(value)) for value in (value1, value2) if value is not None]
        if operator in _KINDS:
            first, join, second = _KINDS[operator]
            self._filtering().set(field, first.format(escaped[0]), join, second.format(escaped[1]))
        else:
            self._filtering().set(field, _PREFIXES[operator] + (escaped[0] if escaped else ""))

    @crossing("act")
    def clear(self, field: int | None) -> None:
        if field is None:
            self._filtering().clear()
        else:
            self._filtering().set(field)
