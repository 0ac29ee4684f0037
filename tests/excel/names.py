"""xlwings' defined names over open workbooks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

from excel import native
from excel.calls import OfEngine, crossing
from excel.cellvalue import entry
from excel.comobject import given
from excel.fault import ComError
from excel.openbook import OpenBook
from excel.place import Area, OpenSheet, parse_areas
from excel.range import Range

if TYPE_CHECKING:
    from excel.app import Engine

__all__ = ["Name", "Names", "destination"]


def destination(book: OpenBook, defined: DefinedName) -> tuple[Worksheet | None, tuple[Area, ...]]:
    """Return sheet and cells of a name; neither for a constant or formula."""
    found = re.fullmatch(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!([$A-Za-z0-9:]+)", defined.attr_text or "")
    if found is None:
        return None, ()
    title = (found[1] or found[2]).replace("''", "'").lower()
    return next((one for one in book.sheets if one.title.lower() == title), None), parse_areas(found[3])


class Names(OfEngine, base_classes.Names):
    """The defined names of a book with those of its sheets, or of one sheet."""

    def __init__(self, engine: Engine, book: OpenBook, sheet: Worksheet | None = None) -> None:
        self._engine = engine
        self.book = book
        self._sheet = sheet

    def _all(self) -> list[Name]:
        sheets = self.book.sheets if self._sheet is None else [self._sheet]
        found = [Name(self._engine, self.book, name, one) for one in sheets for name in one.defined_names]
        if self._sheet is None:
            found += [Name(self._engine, self.book, name, None) for name in self.book.workbook.defined_names]
        return sorted(found, key=lambda name: name.full.lower())

    @crossing("object")
    def __call__(self, name_or_index: str | int) -> Name:
        found = self._all()
        if isinstance(name_or_index, int):
            return found[name_or_index - 1]
        wanted = name_or_index.lower()
        # a bare name is the book's, or that of its only sheet
        for name in sorted(found, key=lambda one: one.sheet is not None):
            if wanted in (name.full.lower(), name.key.lower()):
                return name
        raise ComError("Application-defined or object-defined error")

    def contains(self, name_or_index: str | int) -> bool:
        try:
            self(name_or_index)
        except ComError:
            return False
        return True

    @crossing("state")
    def __len__(self) -> int:
        return len(self._all())

    def snapshot(self) -> list[tuple[str, Name]]:
        """Return all with their names: two calls each, as a loop over COM's collection."""
        found = self._all()
        for _ in found:
            self.calls.add("object", "Names.snapshot")
            self.calls.add("state", "Names.snapshot")
        return [(name.full, name) for name in found]

    @crossing("act")
    def add(self, name: str, refers_to: str) -> Name:
        if (held := entry(refers_to, "General")).kind != "f":
            raise ComError("There's a problem with this formula.")
        defined = DefinedName(name, attr_text=str(held.value)[1:])
        if self._sheet is None:
            self.book.workbook.defined_names[name] = defined
        else:
            self._sheet.defined_names[name] = defined
        self.book.saved = False
        return Name(self._engine, self.book, name, self._sheet)


class Name(OfEngine, base_classes.Name):
    """A defined name."""

    def __init__(self, engine: Engine, book: OpenBook, key: str, sheet: Worksheet | None) -> None:
        self._engine = engine
        self.book = book
        self.key = key
        self.sheet = sheet

    @property
    def api(self) -> Any:
        return given(self._engine.program, native.ComName(self._engine.program, self._defined))

    @property
    def full(self) -> str:
        """The name, with its sheet where it belongs to one."""
        if self.sheet is None:
            return self.key
        title = self.sheet.title
        quoted = title if re.fullmatch(r"[^\W\d]\w*", title) else "'" + title.replace("'", "''") + "'"
        return f"{quoted}!{self.key}"

    @property
    def _defined(self) -> DefinedName:
        names = self.book.workbook.defined_names if self.sheet is None else self.sheet.defined_names
        return names[self.key]

    @property
    @crossing("state")
    def name(self) -> str:
        return self.full

    @name.setter
    @crossing("state", "=")
    def name(self, value: str) -> None:
        raise NotImplementedError("renaming a name")

    @property
    @crossing("state")
    def refers_to(self) -> str:
        return f"={self._defined.attr_text}"

    @refers_to.setter
    @crossing("state", "=")
    def refers_to(self, value: str) -> None:
        if (held := entry(value, "General")).kind != "f":
            raise ComError("There's a problem with this formula.")
        self._defined.attr_text = str(held.value)[1:]
        self.book.saved = False

    @property
    @crossing("object")
    def refers_to_range(self) -> Range:
        sheet, areas = destination(self.book, self._defined)
        if sheet is None:
            raise ComError("Application-defined or object-defined error")
        return Range(self._engine, OpenSheet(self.book, sheet), areas)

    @crossing("act")
    def delete(self) -> None:
        names = self.book.workbook.defined_names if self.sheet is None else self.sheet.defined_names
        del names[self.key]
        self.book.saved = False
