"""The workbook that is open in Excel, read as a file is read: unsaved changes included, and nothing in it changed.

On Windows Excel writes a copy (one call, and every sheet, name and error is as in the file). Where it cannot, or where
the copy is locked (a password, a label, a program that encrypts every file), the sheets' values are read instead.
"""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.package.opening import Opened, open_file
from kesu_xl.ribbon.sheetvalues import SheetValues

if TYPE_CHECKING:
    from xlwings import Book

__all__ = ["place_of", "read_open"]

_ENDINGS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")


def place_of(book: Book) -> str:
    """Return the path of a workbook; only its name where it was never saved, or where nobody knows its folder."""
    try:
        path = str(book.fullname)
    except Exception:  # OneDrive: xlwings does not find the folder of a web address
        return str(book.name)
    return path if PurePath(path).is_absolute() else path.replace("\\", "/").rpartition("/")[2]


def read_open(book: Book) -> Opened:
    """Read a workbook that is open in Excel.

    Raises:
        KesuError: It has no worksheets.
    """
    path = place_of(book)
    copied = _copy(book, path)
    return copied if copied is not None else SheetValues(book, path)


def _copy(book: Book, path: str) -> Opened | None:
    """Return a copy that Excel wrote, None where there is none that shows everything."""
    ending = Path(path).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="kesu_", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"open{ending if ending in _ENDINGS else '.xlsx'}"
        try:
            book.api.SaveCopyAs(str(copy))
            data = copy.read_bytes()
        except Exception:  # a Mac has no such call; Excel may be forbidden to write
            return None
    try:
        opened = open_file(data, path)
    except KesuError:
        return None
    # .xls and .csv do not show errors in cells, .xlsb cannot be read at all: the values do
    return opened if opened.format == "xlsx" else None
