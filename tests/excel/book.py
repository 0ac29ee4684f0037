"""xlwings' books, sheets and names over open workbooks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.worksheet import Worksheet
from xlwings import XlwingsError, base_classes

from excel import native
from excel.calls import OfEngine, crossing
from excel.comobject import given
from excel.fault import ComError
from excel.names import Names, destination
from excel.openbook import OpenBook
from excel.place import LAST_COLUMN, LAST_ROW, Area, OpenSheet, parse_areas
from excel.range import Range
from excel.sheetcopy import copy_sheet, delete_sheet, rename_sheet
from excel.table import Tables

if TYPE_CHECKING:
    from excel.app import App, Engine

__all__ = ["Book", "Sheet", "Sheets"]

_VISIBLE = {"visible": -1, "hidden": 0, "veryHidden": 2}


class Book(OfEngine, base_classes.Book):
    """A workbook."""

    def __init__(self, engine: Engine, book: OpenBook) -> None:
        self._engine = engine
        self.book = book

    @property
    def api(self) -> Any:
        return given(self._engine.program, native.ComWorkbook(self._engine.program, self.book))

    @property
    @crossing("state")
    def name(self) -> str:
        return self.book.name

    @property
    @crossing("state")
    def fullname(self) -> str:
        """Its path; for an address on OneDrive or SharePoint xlwings looks for the synchronised folder, or fails."""
        if not self.book.url:
            return self.book.fullname
        if self.book.synchronised:
            return str(self.book.path)
        raise XlwingsError("Couldn't find the local folder of the workbook.")

    @property
    @crossing("object")
    def sheets(self) -> Sheets:
        return Sheets(self._engine, self.book)

    @property
    @crossing("object")
    def app(self) -> App:
        from excel.app import App

        return App(self._engine)

    @property
    @crossing("object")
    def names(self) -> Names:
        return Names(self._engine, self.book)

    @crossing("act")
    def activate(self) -> None:
        self._engine.program.active = self.book

    @crossing("act")
    def close(self) -> None:
        self._engine.program.close(self.book)

    @crossing("act")
    def save(self, path: str | os.PathLike[str] | None = None, password: object = None) -> None:
        if path is None and self.book.path is None:
            path = f"{self.book.name}.xlsx"
        self._engine.program.save(self.book, Path(path).absolute() if path is not None else None)


class Sheets(OfEngine, base_classes.Sheets):
    """The worksheets of a book."""

    def __init__(self, engine: Engine, book: OpenBook) -> None:
        self._engine = engine
        self.book = book

    def _wrapped(self, sheet: Worksheet) -> Sheet:
        return Sheet(self._engine, OpenSheet(self.book, sheet))

    @property
    @crossing("object")
    def active(self) -> Sheet:
        return Sheet(self._engine, self._engine.program.active_sheet(self.book))

    @crossing("object")
    def __call__(self, name_or_index: str | int) -> Sheet:
        for n, sheet in enumerate(self.book.sheets, 1):
            if name_or_index == n or (isinstance(name_or_index, str) and sheet.title.lower() == name_or_index.lower()):
                return self._wrapped(sheet)
        raise ComError("Subscript out of range")

    @crossing("state")
    def __len__(self) -> int:
        return len(self.book.sheets)

    def __iter__(self) -> Iterator[Sheet]:
        for sheet in list(self.book.sheets):
            self.calls.add("object", "Sheets.__iter__")
            yield self._wrapped(sheet)

    @crossing("act")
    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        self.book.check_structure()
        place = self._engine.program.active_sheet(self.book).sheet if before is None else before.place.sheet
        index = self.book.sheets.index(place if after is None else after.place.sheet) + (after is not None)
        n = 1
        while f"sheet{n}" in {one.lower() for one in self.book.workbook.sheetnames}:
            n += 1
        made = self._wrapped(self.book.workbook.create_sheet(f"Sheet{n}", index))
        if name is not None:
            made.place.sheet.title = name
        self._engine.program.activate(made.place)
        self.book.saved = False
        return made


class Sheet(OfEngine, base_classes.Sheet):
    """A worksheet."""

    def __init__(self, engine: Engine, place: OpenSheet) -> None:
        self._engine = engine
        self.place = place

    @property
    def api(self) -> Any:
        return given(self._engine.program, native.ComWorksheet(self._engine.program, self.place))

    @property
    @crossing("state")
    def name(self) -> str:
        return self.place.sheet.title

    @name.setter
    @crossing("state", "=")
    def name(self, value: str) -> None:
        rename_sheet(self.place, value)

    @property
    @crossing("state")
    def index(self) -> int:
        return self.place.book.sheets.index(self.place.sheet) + 1

    @property
    @crossing("object")
    def book(self) -> Book:
        return Book(self._engine, self.place.book)

    @property
    @crossing("object")
    def names(self) -> Names:
        return Names(self._engine, self.place.book, self.place.sheet)

    @property
    @crossing("object")
    def tables(self) -> Tables:
        return Tables(self._engine, self.place)

    @property
    @crossing("object")
    def cells(self) -> Range:
        return Range(self._engine, self.place, (Area(1, 1, LAST_ROW, LAST_COLUMN),))

    @property
    @crossing("object")
    def used_range(self) -> Range:
        return Range(self._engine, self.place, (self.place.used,))

    @property
    @crossing("state")
    def visible(self) -> int:
        return _VISIBLE[self.place.sheet.sheet_state]

    @visible.setter
    @crossing("state", "=")
    def visible(self, value: int) -> None:
        self.place.book.check_structure()
        shown = [one for one in self.place.book.sheets if one.sheet_state == "visible"]
        if not value and shown == [self.place.sheet]:
            raise ComError("Unable to set the Visible property of the Worksheet class")
        self.place.sheet.sheet_state = "hidden" if value == 0 else "veryHidden" if value == 2 else "visible"

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return cells by address, row and column, name, table, or two corners."""
        self.calls.add("object", "Sheet.range")
        if isinstance(arg1, tuple) and len(arg1) == 4:
            return Range(self._engine, self.place, (Area(*arg1),), known=True)
        if arg2 is not None and not isinstance(arg1, str | tuple | Range):
            arg1, arg2 = (arg1, arg2), None
        areas = self._areas(arg1)
        if arg2 is not None:
            corner = self._areas(arg2)[0]
            top, left = min(areas[0].row, corner.row), min(areas[0].column, corner.column)
            bottom = max(areas[0].last_row, corner.last_row)
            right = max(areas[0].last_column, corner.last_column)
            areas = (Area(top, left, bottom - top + 1, right - left + 1),)
        return Range(self._engine, self.place, areas)

    def _areas(self, wanted: Any) -> tuple[Area, ...]:
        if isinstance(wanted, Range):
            return wanted.areas
        if isinstance(wanted, tuple):
            if 0 in wanted:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return (Area(wanted[0], wanted[1], 1, 1),)
        for table in self.place.sheet.tables.values():
            if table.displayName.lower() == wanted.lower():
                whole = parse_areas(table.ref)[0]
                footer = table.totalsRowCount or 0
                return (Area(whole.row + 1, whole.column, whole.rows - 1 - footer, whole.columns),)
        for names in (self.place.sheet.defined_names, self.place.book.workbook.defined_names):
            for name, defined in names.items():
                if name.lower() == wanted.lower():
                    sheet, areas = destination(self.place.book, defined)
                    if sheet is self.place.sheet:
                        return areas
        return parse_areas(wanted)

    @crossing("act")
    def activate(self) -> None:
        self._engine.program.activate(self.place)

    @crossing("act")
    def select(self) -> None:
        self._engine.program.activate(self.place)

    @crossing("act")
    def delete(self) -> None:
        book = self.place.book
        book.check_structure()
        if [one for one in book.sheets if one.sheet_state == "visible"] == [self.place.sheet]:
            raise ComError("A workbook must contain at least one visible worksheet.")
        was_active = self._engine.program.active_sheet(book).sheet is self.place.sheet
        delete_sheet(self.place)
        if was_active:
            book.workbook.active = next(one for one in book.sheets if one.sheet_state == "visible")

    @crossing("act")
    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        beside = before or after
        assert beside is not None, "xlwings always names one"
        target = beside.place.book
        index = target.sheets.index(beside.place.sheet) + (after is not None)
        made = copy_sheet(self.place, target, index)
        if made.sheet.sheet_state == "visible":
            self._engine.program.activate(made)

    @crossing("write")
    def clear_contents(self) -> None:
        self.place.check_unprotected()
        self.place.fill(self.place.used, [[None] * self.place.used.columns] * self.place.used.rows)

    @crossing("act")
    def autofit(self, axis: str | None = None) -> None:
        self.place.check_unprotected()
