"""What ``.api`` gives on Windows: the few objects and members of Excel's own model that a button may need.

Everything else raises AttributeError, so that a button which relies on more is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl.worksheet.filters import AutoFilter as Definition
from openpyxl.worksheet.table import Table

from excel.calls import Calls, crossing
from excel.fault import ComError
from excel.filtering import XL_AND, Criteria, Filtering
from excel.openbook import OpenBook
from excel.place import Area, OpenSheet, parse_areas
from excel.program import Program

__all__ = ["ComApplication", "ComListObject", "ComRange", "ComWorkbook", "ComWorksheet"]


class _Object:
    """A COM object; to set what it does not know is an error, as on COM."""

    __slots__ = ("_program",)

    def __init__(self, program: Program) -> None:
        self._program = program

    @property
    def calls(self) -> Calls:
        return self._program.calls


class ComApplication(_Object):
    """Excel.Application."""

    __slots__ = ()

    @property
    @crossing("state")
    def ReferenceStyle(self) -> int:
        return int(self._program.states["reference_style"])

    @ReferenceStyle.setter
    @crossing("state")
    def ReferenceStyle(self, value: int) -> None:
        self._program.set_state("reference_style", value)

    @crossing("object")
    def FileDialog(self, kind: int) -> ComFileDialog:
        """Return the dialog for a folder (4), for files to open (1, 3) or for a file to save (2)."""
        if kind not in (1, 2, 3, 4):
            raise ComError("Invalid procedure call or argument")
        return ComFileDialog(self._program)


class ComFileDialog(_Object):
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


class ComSelectedItems(_Object):
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


class ComWorkbook(_Object):
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


class ComWorksheet(_Object):
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


class ComRange(_Object):
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
        return self._areas[0].address()

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


class ComEntireRow(_Object):
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
    @crossing("write")
    def Hidden(self, value: bool) -> None:
        self._range.hide_rows(value)


class ComAreas(_Object):
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


class ComListObject(_Object):
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
    @crossing("state")
    def ShowAutoFilter(self, value: bool) -> None:
        self.show_auto_filter(value)

    @property
    @crossing("object")
    def AutoFilter(self) -> ComAutoFilter | None:
        return ComAutoFilter(self._program, self.filtering()) if self.has_filter else None


class ComAutoFilter(_Object):
    """Excel.AutoFilter."""

    __slots__ = ("_filtering",)

    def __init__(self, program: Program, filtering: Filtering) -> None:
        super().__init__(program)
        self._filtering = filtering

    @property
    @crossing("state")
    def FilterMode(self) -> bool:
        return self._filtering.active

    @property
    @crossing("object")
    def Filters(self) -> ComFilters:
        return ComFilters(self._program, self._filtering)

    @crossing("act")
    def ShowAllData(self) -> None:
        self._filtering.clear()


class ComFilters(_Object):
    """Excel.Filters: one for each column."""

    __slots__ = ("_filtering",)

    def __init__(self, program: Program, filtering: Filtering) -> None:
        super().__init__(program)
        self._filtering = filtering

    @property
    @crossing("state")
    def Count(self) -> int:
        return self._filtering.area.columns

    @crossing("object")
    def Item(self, n: int) -> ComFilter:
        return ComFilter(self._program, self._filtering.criteria(n))

    __call__ = Item


class ComFilter(_Object):
    """Excel.Filter; a property that the filter does not have is refused, as in Excel."""

    __slots__ = ("_criteria",)

    def __init__(self, program: Program, criteria: Criteria | None) -> None:
        super().__init__(program)
        self._criteria = criteria

    def _given(self) -> Criteria:
        if self._criteria is None:
            raise ComError("Application-defined or object-defined error")
        return self._criteria

    @property
    @crossing("read")
    def On(self) -> bool:
        return self._criteria is not None

    @property
    @crossing("read")
    def Criteria1(self) -> str | tuple[str, ...]:
        return self._given().first

    @property
    @crossing("read")
    def Operator(self) -> int:
        return self._given().operator

    @property
    @crossing("read")
    def Criteria2(self) -> str:
        if self._given().second is None:
            raise ComError("Application-defined or object-defined error")
        return str(self._given().second)
