"""The workbook that is open in Excel, read as a file is read: unsaved changes included, and nothing in it changed.

On Windows Excel writes a copy (one call, and every sheet, name and error is as in the file). Where it cannot, or where
the copy is locked (a password, a label, a program that encrypts every file), the sheets' values are read instead.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.package.dangling import formulas_on_ours
from kesu_xl.package.opening import Opened, open_file
from kesu_xl.ribbon.sheetvalues import SheetValues

if TYPE_CHECKING:
    from xlwings import Book

__all__ = ["Read", "place_of", "read_open", "written_copy"]

_ENDINGS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")


def place_of(book: Book) -> str:
    """Return the path of a workbook; only its name where it was never saved, or where nobody knows its folder."""
    try:
        path = str(book.fullname)
    except Exception:  # OneDrive: xlwings does not find the folder of a web address
        return str(book.name)
    return path if PurePath(path).is_absolute() else path.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Read:
    """An open workbook that was read.

    Attributes:
        workbook: What flow works on.
        data: The copy that Excel wrote, None where its values were read.
    """

    workbook: Opened
    data: bytes | None

    @property
    def names(self) -> dict[str, str]:
        """Defined names with their formulas."""
        return self.workbook.names()

    @property
    def sheets(self) -> list[str]:
        """Names of the worksheets."""
        return [sheet.name for sheet in self.workbook.sheets]

    def pointing_at_ours(self) -> list[str] | None:
        """Return cells such as ``'台账'!B5``, and names, that point at sheets of ours; None where nobody knows."""
        if self.data is None:
            return None
        try:
            return formulas_on_ours(self.data)
        except KesuError:  # signed, or shared with revisions: Excel itself says what it thinks of a change
            return None


def read_open(book: Book) -> Read:
    """Read a workbook that is open in Excel.

    Raises:
        KesuError: It has no worksheets.
    """
    path = place_of(book)
    copied = _copy(book, path)
    return copied if copied is not None else Read(SheetValues(book, path), None)


def _copy(book: Book, path: str) -> Read | None:
    """Return a copy that Excel wrote, None where there is none that shows everything."""
    data = written_copy(book, path)
    if data is None:
        return None
    try:
        opened = open_file(data, path)
    except KesuError:
        return None
    # .xls and .csv do not show errors in cells, .xlsb cannot be read at all: the values do
    return Read(opened, data) if opened.format == "xlsx" else None


def written_copy(book: Book, path: str) -> bytes | None:
    """Let Excel write a copy of an open workbook, unsaved changes included; None where it cannot."""
    ending = Path(path).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="kesu_", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"open{ending if ending in _ENDINGS else '.xlsx'}"
        try:
            book.api.SaveCopyAs(str(copy))
            return copy.read_bytes()
        except Exception:  # a Mac has no such call; Excel may be forbidden to write
            return None
