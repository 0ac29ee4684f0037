"""Cells and rows of a register that are about to be written, as changes: new rows at the end of tables, new sheets.

A detail table that the register lacks gets a sheet in our form; it is the user's own from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from kesu_xl.change import AppendRows, Cells, Change, Look, PutSheet, SetCells, SetLists, Value
from kesu_xl.complaint import DETAILS, Choice, Column, Kind, Table
from kesu_xl.grid import address
from kesu_xl.notation import column_letter
from kesu_xl.package.tables import TableArea
from kesu_xl.register.tables import DetailSheet
from kesu_xl.wording import in_language

__all__ = ["RowDesk", "fits", "said"]

_TABLES: Final = {table.name: table for table in DETAILS}
#: Number of the first of the sheets that are put in, see `PutSheet`.
_FIRST_SLOT: Final = 81
_DAY_0: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # a serial has no zone
_FORMATS: Final = {Kind.DATE: "yyyy-mm-dd", Kind.DATETIME: "yyyy-mm-dd hh:mm"}
_NUMBERS: Final = (Kind.COUNT, Kind.POSITIVE, Kind.MONEY, Kind.SCORE)
_FONTS: Final = {"zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei", "en": "Calibri"}
_INK, _HEAD, _RULE, _HAIRLINE = "1C2B36", "E6EBEF", "8A97A3", "E1E6EA"
#: Rows of a new sheet that get a dropdown, and the longest text of one.
_PREPARED, _LONGEST_LIST = 1000, 250
#: Pixels of the narrowest column and of the highest row of a new sheet.
_NARROWEST, _TALLEST = 130, 400


def fits(value: Any, column: Column) -> bool:
    """Say whether a value is of the kind that a column holds; lists that users fill take any word."""
    if column.kind in _FORMATS:
        return isinstance(value, date)
    if column.kind in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if column.kind in (Kind.LIST, Kind.YES_NO):
        return isinstance(value, Choice)
    return True


def said(value: Any, lang: str) -> str:
    """Return a value as people read it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat() if isinstance(value, date | time) else str(in_language(value, lang))


def _value(value: Any, lang: str) -> Value:
    """Return a value as a cell gets it; a text stays a text whatever it begins with."""
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
        whole = (moment.replace(tzinfo=None) - _DAY_0).total_seconds() / 86400
        return int(whole) if whole.is_integer() else whole
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return said(value, lang)


class RowDesk:
    """Where cells and rows arrive, table by table.

    Args:
        sheets: The detail tables that the register has.
        names: Names of all sheets of the workbook.
        areas: Its Excel tables.
        lang: Language of list values and of the heads of new sheets.
    """

    def __init__(
        self, sheets: Mapping[str, DetailSheet], names: Sequence[str], areas: Sequence[TableArea], lang: str
    ) -> None:
        self._sheets, self._lang = sheets, lang
        self._taken = {name.casefold() for name in names}
        self._areas = {
            table: area
            for table, sheet in sheets.items()
            for area in areas
            if area.sheet == sheet.name and area.first == sheet.head + 1 and sheet.columns["case_no"] >= area.left
        }
        self._cells: dict[str, list[Cells]] = {}
        self._appended: dict[str, list[tuple[tuple[str, Value], ...]]] = {}
        self._new: dict[str, list[tuple[Value, ...]]] = {}
        self._next = {table: sheet.last + 1 for table, sheet in sheets.items()}

    def has_room(self, table: str) -> bool:
        """Say whether rows can be put into a table: it is there, or its name is still free."""
        return table in self._sheets or self.sheet_name(table) != ""

    def sheet_name(self, table: str) -> str:
        """Return the name of a table's sheet, or the one that it will have; "" where something else has it."""
        if table in self._sheets:
            return self._sheets[table].name
        label = _TABLES[table].say(self._lang)
        # by another label the table would be found as well, but beside a sheet of its name nobody would look for it
        return label if label.casefold() not in self._taken else ""

    def has_column(self, table: str, column: str) -> bool:
        """Say whether a table has a column; new sheets have all."""
        return table not in self._sheets or column in self._sheets[table].columns

    def put(self, sheet: str, row: int, column: int, value: Any, kind: Kind, *, was_blank: bool) -> None:
        """Write one cell; a blank one may not know yet how times are shown."""
        text = _value(value, self._lang)
        look = Look(number_format=_FORMATS[kind]) if was_blank and kind in _FORMATS and text is not None else None
        self._cells.setdefault(sheet, []).append(Cells(row, row, column, (text,), (look,) if look else ()))

    def empty_row(self, table: str, row: int) -> None:
        """Empty the cells of a row."""
        sheet = self._sheets[table]
        for column in sheet.columns.values():
            self._cells.setdefault(sheet.name, []).append(Cells(row, row, column, (None,)))

    def add(self, table: str, values: Mapping[str, Any]) -> tuple[str, int]:
        """Put a row at the end of a table.

        Args:
            table: Its name; `has_room` says whether that is possible.
            values: Column name -> value, the complaint number too; columns that the sheet lacks are left out.

        Returns:
            Name of the sheet and number of the row.
        """
        sheet = self._sheets.get(table)
        columns = _TABLES[table].columns
        if sheet is None:
            rows = self._new.setdefault(table, [])
            rows.append(tuple(_value(values.get(column.name), self._lang) for column in columns))
            return self.sheet_name(table), len(rows) + 1
        number = self._next[table]
        self._next[table] += 1
        area = self._areas.get(table)
        if area is None or number <= area.last:
            for column in columns:
                if column.name in sheet.columns and values.get(column.name) is not None:
                    place = sheet.columns[column.name]
                    self.put(sheet.name, number, place, values[column.name], column.kind, was_blank=True)
            return sheet.name, number
        told = [
            (area.headings[sheet.columns[column.name] - area.left], _value(values[column.name], self._lang))
            for column in columns
            if values.get(column.name) is not None
            and 0 <= sheet.columns.get(column.name, 0) - area.left < len(area.headings)
        ]
        self._appended.setdefault(area.name, []).append(tuple(told))
        return sheet.name, number

    def cell(self, table: str, row: int, column: str) -> str:
        """Return the address of a cell in a table, also of a sheet that is still to be put in."""
        if table in self._sheets:
            return self._sheets[table].cell(column, row)
        names = [one.name for one in _TABLES[table].columns]
        return address(row, names.index(column) + 1)

    def changes(self) -> list[Change]:
        """Return everything that was said, as changes."""
        made: list[Change] = [
            SetCells(sheet, tuple(blocks), spares_formulas=True) for sheet, blocks in self._cells.items()
        ]
        made += [AppendRows(name, tuple(rows)) for name, rows in self._appended.items()]
        for table, rows in self._new.items():
            made += self._sheet(_TABLES[table], rows)
        return made

    def _sheet(self, table: Table, rows: Sequence[tuple[Value, ...]]) -> Iterator[Change]:
        name, font = self.sheet_name(table.name), _FONTS[self._lang]
        head = Look(_HEAD, _INK, True, None, font, 10, "left", "center", 1, True, _RULE)
        width = len(table.columns)
        plain = tuple(
            Look(None, _INK, column.name == "case_no", _FORMATS.get(column.kind), font, 10, "left", "center", 1, True,
                 _HAIRLINE)
            for column in table.columns
        )  # fmt: skip
        blocks = [Cells(1, 1, 1, tuple(column.say(self._lang) for column in table.columns), (head,) * width)]
        blocks += [Cells(number, number, 1, values, plain) for number, values in enumerate(rows, start=2)]
        widths = [max(column.width, _NARROWEST) for column in table.columns]
        heights = [(number, _height(values, widths)) for number, values in enumerate(rows, start=2)]
        yield PutSheet(
            _FIRST_SLOT + DETAILS.index(table), name, "visible", tuple(blocks),
            widths=tuple(enumerate(widths, start=1)), frozen_rows=1, frozen_columns=1,
            filtered=f"A1:{column_letter(width)}{len(rows) + 1}",
            heights=((1, 40), *heights), printed=True, given=True,
        )  # fmt: skip
        for number, column in enumerate(table.columns, start=1):
            words = [choice.say(self._lang) for choice in column.choices.choices] if column.choices else []
            listed = ",".join(words)
            # a word with a comma would be two; lists that users fill take any word
            if words and column.kind in (Kind.LIST, Kind.YES_NO) and len(listed) <= _LONGEST_LIST:
                letters = column_letter(number)
                yield SetLists(name, f"{letters}2:{letters}{_PREPARED}", f'"{listed}"')


def _height(values: Sequence[Value], widths: Sequence[int]) -> int:
    """Return the pixels of a row whose longest text runs over several lines; programs do not agree on their own."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        pixels = sum(8 if character.isascii() else 15 for character in value) if isinstance(value, str) else 0
        lines = max(lines, -(-pixels // (width - 20)))
    return min(8 + 18 * lines, _TALLEST)
