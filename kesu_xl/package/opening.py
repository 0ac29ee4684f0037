"""Opening a workbook of any kind: its sheets, and one sheet's values with what the values do not show.

The room that reads grids sees only this interface; what reads the values behind it may change.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from functools import cached_property
from typing import BinaryIO, Final, Literal

from kesu_xl.errors import KesuError
from kesu_xl.package.archive import Archive
from kesu_xl.package.cells import Reading
from kesu_xl.package.limits import HELD_LIMIT, PART_LIMIT
from kesu_xl.package.numberformat import read_styles
from kesu_xl.package.pictures import CellPictures, has_pictures
from kesu_xl.package.scan import SheetScan
from kesu_xl.package.source import Label, container, label_of, load
from kesu_xl.package.strings import SharedStrings
from kesu_xl.package.table import SheetFacts, Values, read_first_rows, read_table
from kesu_xl.package.values import SheetName, ValuesReader, open_whole
from kesu_xl.package.workbook import WorkbookPart

__all__ = ["Format", "Opened", "open_file"]

Format = Literal["xlsx", "xls", "ods"]

#: The texts of a workbook are read one by one where they take so many times the bytes of the sheet that is read.
_TEXTS_BY_NUMBER: Final = 8
_NO_STRINGS: Final = b"<sst/>"


class Opened(ABC):
    """A workbook that was opened and is closed on disk again.

    Attributes:
        path: Path as the user gave it, ``""`` for a stream.
        format: What it is, by content.
        date1904: Whether its serial dates count from 1904.
        sheets: The worksheets in order.
        errors_known: Whether cells with errors can be told from blank ones.
    """

    format: Format
    date1904: bool = False
    errors_known: bool = False
    sheets: list[SheetName]

    def __init__(self, path: str) -> None:
        self.path = path
        self.label = label_of(path)

    @abstractmethod
    def read(self, index: int) -> tuple[Values, SheetFacts]:
        """Return the values of the sheet at `index`, and what they do not show.

        Raises:
            KesuError: The sheet is damaged, or too large.
        """

    def large(self, index: int) -> bool:
        """Say whether the sheet at `index` is so large that its first rows are read much faster than all."""
        return False

    def first_rows(self, index: int, count: int) -> Values:
        """Return so many rows of the sheet at `index` from the first filled one on; nothing behind them is read.

        Merged cells stand behind the rows of a sheet, and so are not told.

        Raises:
            KesuError: The sheet is damaged so far.
        """
        values, _ = self.read(index)
        return Values(values.top, values.left, values.rows[:count], [])

    def pictures(self, index: int) -> CellPictures | None:
        """Return the pictures that belong to cells of the sheet at `index`; None where the workbook has none."""
        return None

    def names(self) -> dict[str, str]:
        """Return the defined names of the workbook with their formulas, where they can be read."""
        return {}


def open_file(source: str | os.PathLike[str] | BinaryIO | bytes, path: str = "") -> Opened:
    """Open a workbook: a path, a stream in binary mode, or its bytes with the path that they came from.

    Raises:
        KesuError: It cannot be read; the text says what it is and what to do.
    """
    data, found = load(source)
    path = path or found
    label = label_of(path)
    if container(data, label) == "ole":
        return _open_ole(data, path, label)
    from kesu_xl.package.opendoc import is_opendocument, repack
    from kesu_xl.package.workbook import has_workbook, open_workbook

    archive = Archive(data, label)
    if has_workbook(archive):
        return _Package(path, archive, open_workbook(archive))
    if is_opendocument(archive):
        return _Whole(path, "ods", open_whole(repack(archive), label))
    raise KesuError("not_a_workbook", file=label)


def _open_ole(data: bytes, path: str, label: Label) -> Opened:
    from kesu_xl.package.oldxls import check_xls
    from kesu_xl.package.ole import Ole

    ole = Ole(data, label)
    if ole.find("DRMEncryptedDataSpace", "DRMEncryptedTransform", "\tDRMContent"):
        raise KesuError("label_protected", file=label)
    if ole.find("EncryptedPackage"):
        raise KesuError("encrypted", file=label)
    date1904 = check_xls(ole, label)
    return _Whole(path, "xls", open_whole(data, label), date1904)


class _Package(Opened):
    """An .xlsx, .xlsm or a template."""

    format: Format = "xlsx"
    errors_known = True

    def __init__(self, path: str, archive: Archive, workbook: WorkbookPart) -> None:
        super().__init__(path)
        self._archive, self._workbook = archive, workbook
        self.date1904 = workbook.date1904
        self.sheets = [SheetName(sheet.name, sheet.visible) for sheet in workbook.sheets]

    def large(self, index: int) -> bool:
        entry = self._workbook.sheets[index].entry
        return entry is not None and self._archive.size(entry) >= HELD_LIMIT

    def first_rows(self, index: int, count: int) -> Values:
        return read_first_rows(self._scan(index), count, self.sheets[index].name, self.label)

    def read(self, index: int) -> tuple[Values, SheetFacts]:
        scan = self._scan(index)
        entry, strings = self._workbook.sheets[index].entry, self._workbook.strings
        if strings and entry and self._archive.size(strings) < self._archive.size(entry) * _TEXTS_BY_NUMBER:
            self._reading.strings = self._strings.all()
        values, facts = read_table(scan, self.sheets[index].name, self.label)
        if facts.rich and self._has_rich_errors():
            facts.errors |= facts.rich
        return values, facts

    def _scan(self, index: int) -> SheetScan:
        sheet = self._workbook.sheets[index]
        if sheet.entry is None:
            raise KesuError("damaged_sheet", file=self.label, sheet=sheet.name)
        return SheetScan(self._archive.chunks(sheet.entry), self._reading, sheet.name, self.label)

    def pictures(self, index: int) -> CellPictures | None:
        entry = self._workbook.sheets[index].entry
        return CellPictures(self._archive, entry) if entry is not None and has_pictures(self._archive) else None

    def names(self) -> dict[str, str]:
        return self._workbook.names()

    @cached_property
    def _strings(self) -> SharedStrings:
        entry = self._workbook.strings
        return SharedStrings(self._archive.chunks(entry) if entry else iter((_NO_STRINGS,)), self.label)

    @cached_property
    def _reading(self) -> Reading:
        """What the cells of all sheets refer to."""
        archive, workbook = self._archive, self._workbook
        styles = read_styles(archive.chunks(workbook.styles), self.label) if workbook.styles else []
        return Reading(self._strings, styles, date1904=workbook.date1904)

    def _has_rich_errors(self) -> bool:
        # Pictures in cells are stored as errors for programs that do not know them; a workbook that has rich values
        # but no kind of error among them has only pictures.
        entry = self._archive.find("xl/richData/rdrichvaluestructure.xml")
        return entry is None or b'"_error"' in self._archive.read(entry, PART_LIMIT)


class _Whole(Opened):
    """An .xls or .ods, which its reader reads as a whole."""

    def __init__(self, path: str, kind: Format, reader: ValuesReader, date1904: bool = False) -> None:
        super().__init__(path)
        self.format = kind
        self.date1904 = date1904
        self._reader = reader
        self.sheets = reader.sheets()
        if not self.sheets:
            raise KesuError("no_worksheets", file=self.label)

    def read(self, index: int) -> tuple[Values, SheetFacts]:
        name = self.sheets[index].name
        values = self._reader.read(name, name)
        return values, SheetFacts(merged=values.merged)
