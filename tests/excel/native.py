"""What ``.api`` gives on Windows: the few objects and members of Excel's own model that a button may need.

Everything else raises AttributeError, so that a button which relies on more is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter as Definition
from openpyxl.worksheet.table import Table

from excel.calls import crossing
from excel.comfilter import ComAutoFilter
from excel.comobject import ComObject
from excel.fault import ComError
from excel.filtering import XL_AND, Filtering
from excel.openbook import OpenBook
from excel.place import Area, OpenSheet, parse_areas
from excel.program import Program

__all__ = ["ComApplication", "ComListObject", "ComName", "ComRange", "ComWorkbook", "ComWorksheet"]


class ComApplication(ComObject):
    """Excel.Application."""

    __slots__ = ()

    @property
    @crossing("state")
    def UserName(self) -> str:
        return str(self._program.states["user_name"])

    @property
    @crossing("state")
    def ReferenceStyle(self) -> int:
        return int(self._program.states["reference_style"])

    @ReferenceStyle.setter
    @crossing("state", "=")
    def ReferenceStyle(self, value: int) -> None:
        self._program.set_state("reference_style", value)

    @crossing("object")
    def FileDialog(self, kind: int) -> ComFileDialog:
        """Return the dialog for a folder (4), for files to open (1, 3) or for a file to save (2)."""
        if kind not in (1, 2, 3, 4):
            raise ComError("Invalid procedure call or argument")
        return ComFileDialog(self._program)


class ComFileDialog(ComObject):
    """Office.FileDialog; its own settings are counted as one when it is shown."""

    __slots__ = ("AllowMultiSelect", "InitialFileName", "Title", "_picked")

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.AllowMultiSelect = False
        self.InitialFileName = ""
        self.Title = ""
        self._picked: str | None = None

    @crossing("ask")
    def Show(self) -> int:
        self._picked = self._program.pick(self.Title, self.InitialFileName)
        return 0 if self._picked is None else -1

    @property
    @crossing("object")
    def SelectedItems(self) -> ComSelectedItems:
        return ComSelectedItems(self._program, [] if self._picked is None else [self._picked])


class ComSelectedItems(ComObject):
    """Office.FileDialogSelectedItems."""

    __slots__ = ("_items",)

    def __init__(self, program: Program, items: list[str]) -> None:
        super().__init__(program)
        self._items = items

    @property
    @crossing("state")
    def Count(self) -> int:
        return len(self._items)

    @crossing("state")
    def Item(self, n: int) -> str:
        return self._items[n - 1]

    __call__ = Item

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)


class ComWorkbook(ComObject):
    """Excel.Workbook."""

    __slots__ = ("_book",)

    def __init__(self, program: Program, book: OpenBook) -> None:
        super().__init__(program)
        self._book = book

    @property
    @crossing("state")
    def FullName(self) -> str:
        return self._book.fullname

    @property
    @crossing("state")
    def Path(self) -> str:
        """Its folder, or the address of it; empty for a book that was never saved."""
        if self._book.url:
            return self._book.url.rpartition("/")[0]
        return str(self._book.path.parent) if self._book.path else ""

    @property
    @crossing("state")
    def Date1904(self) -> bool:
        return self._book.workbook.epoch == CALENDAR_MAC_1904

    @property
    @crossing("state")
    def ReadOnly(self) -> bool:
        return self._book.read_only

    @property
    @crossing("state")
    def Saved(self) -> bool:
        return self._book.saved

    @property
    @crossing("state")
    def ProtectStructure(self) -> bool:
        return self._book.structure_protected

    @crossing("act")
    def SaveCopyAs(self, filename: str) -> None:
        """Write the book as it is now to another file; it stays the open book, changed or not."""
        self._book.write(Path(filename))


class ComName(ComObject):
    """Excel.Name."""

    __slots__ = ("_defined",)

    def __init__(self, program: Program, defined: DefinedName) -> None:
        super().__init__(program)
        self._defined = defined

    @property
    @crossing("state")
    def Visible(self) -> bool:
        return not self._defined.hidden

    @Visible.setter
    @crossing("state", "=")
    def Visible(self, value: bool) -> None:
        self._defined.hidden = not value


class ComWorksheet(ComObject):
    """Excel.Worksheet."""

    __slots__ = ("_place",)

    def __init__(self, program: Program, place: OpenSheet) -> None:
        super().__init__(program)
        self._place = place

    @property
    @crossing("state")
    def ProtectContents(self) -> bool:
        return bool(self._place.sheet.protection.sheet)

    @property
    @crossing("state")
    def AutoFilterMode(self) -> bool:
        """Whether the sheet has a filter outside its tables."""
        return bool(self._place.sheet.auto_filter.ref)

    @property
    @crossing("object")
    def AutoFilter(self) -> ComAutoFilter | None:
        own = self._place.sheet.auto_filter
        return ComAutoFilter(self._program, Filtering(self._place, own)) if own.ref else None


class ComRange(ComObject):
    """Excel.Range; of a table where its ListObject gave it."""

    __slots__ = ("_areas", "_place", "_table")

    def __init__(
        self, program: Program, place: OpenSheet, areas: tuple[Area, ...], table: ComListObject | None = None
    ) -> None:
        super().__init__(program)
        self._place = place
        self._areas = areas
        self._table = table

    @property
    @crossing("object")
    def Areas(self) -> ComAreas:
        return ComAreas(self._program, self._place, self._areas)

    @property
    @crossing("state")
    def Address(self) -> str:
        return ",".join(area.address() for area in self._areas)

    @property
    @crossing("object")
    def EntireRow(self) -> ComEntireRow:
        return ComEntireRow(self._program, self)

    @crossing("act")
    def AutoFilter(
        self,
        Field: int | None = None,
        Criteria1: Any = None,
        Operator: int = XL_AND,
        Criteria2: str | None = None,
    ) -> None:
        """Set or clear the criteria of a column; without any argument, take the arrows on or off."""
        table = self._table
        if table is None:
            self._filter_sheet(Field, Criteria1, Operator, Criteria2)
        elif Field is None:
            table.show_auto_filter(not table.has_filter)
        else:
            table.show_auto_filter(True)
            table.filtering().set(Field, Criteria1, Operator, Criteria2)

    def _filter_sheet(self, field: int | None, first: Any, operator: int, second: str | None) -> None:
        own = self._place.sheet.auto_filter
        if field is None and own.ref:
            Filtering(self._place, own).clear()
            own.ref = None
            return
        self._place.check_unprotected()
        own.ref = own.ref or self._areas[0].address(False, False)
        if field is not None:
            Filtering(self._place, own).set(field, first, operator, second)

    def hidden_rows(self) -> bool | None:
        """Whether all its rows are hidden; None where some are."""
        dimensions = self._place.sheet.row_dimensions
        rows = [row for area in self._areas for row in range(area.row, area.last_row + 1)]
        found = {bool(row in dimensions and dimensions[row].hidden) for row in rows}
        return found.pop() if len(found) == 1 else None

    def hide_rows(self, value: bool) -> None:
        """Hide or show all its rows."""
        self._place.check_unprotected()
        for area in self._areas:
            for row in range(area.row, area.last_row + 1):
                self._place.sheet.row_dimensions[row].hidden = value
        self._place.book.saved = False


class ComEntireRow(ComObject):
    """The rows of a range."""

    __slots__ = ("_range",)

    def __init__(self, program: Program, range_: ComRange) -> None:
        super().__init__(program)
        self._range = range_

    @property
    @crossing("read")
    def Hidden(self) -> bool | None:
        return self._range.hidden_rows()

    @Hidden.setter
    @crossing("write", "=")
    def Hidden(self, value: bool) -> None:
        self._range.hide_rows(value)


class ComAreas(ComObject):
    """Excel.Areas."""

    __slots__ = ("_areas", "_place")

    def __init__(self, program: Program, place: OpenSheet, areas: tuple[Area, ...]) -> None:
        super().__init__(program)
        self._place = place
        self._areas = areas

    @property
    @crossing("state")
    def Count(self) -> int:
        return len(self._areas)

    @crossing("object")
    def Item(self, n: int) -> ComRange:
        return ComRange(self._program, self._place, (self._areas[n - 1],))

    __call__ = Item

    def __iter__(self) -> Iterator[ComRange]:
        for n in range(1, len(self._areas) + 1):
            yield self.Item(n)


class ComListObject(ComObject):
    """Excel.ListObject."""

    __slots__ = ("_place", "_table")

    def __init__(self, program: Program, place: OpenSheet, table: Table) -> None:
        super().__init__(program)
        self._place = place
        self._table = table

    @property
    def has_filter(self) -> bool:
        """Whether its header row has the arrows."""
        return self._table.autoFilter is not None

    def filtering(self) -> Filtering:
        """Return its filter, with the arrows shown."""
        self.show_auto_filter(True)
        assert self._table.autoFilter is not None
        return Filtering(self._place, self._table.autoFilter, self._table.totalsRowCount or 0)

    def show_auto_filter(self, value: bool) -> None:
        """Show the arrows, or take them away with all criteria."""
        if value == self.has_filter:
            return
        self._place.check_unprotected()
        if value:
            self._table.autoFilter = Definition(ref=self._table.ref)
        else:
            self.filtering().clear()
            self._table.autoFilter = None

    @property
    @crossing("object")
    def Range(self) -> ComRange:
        return ComRange(self._program, self._place, parse_areas(self._table.ref), self)

    @property
    @crossing("state")
    def ShowAutoFilter(self) -> bool:
        return self.has_filter

    @ShowAutoFilter.setter
    @crossing("state", "=")
    def ShowAutoFilter(self, value: bool) -> None:
        self.show_auto_filter(value)

    @property
    @crossing("object")
    def AutoFilter(self) -> ComAutoFilter | None:
        return ComAutoFilter(self._program, self.filtering()) if self.has_filter else None
