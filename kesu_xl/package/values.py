"""The sheets and values of an .xls or .ods, read by python-calamine behind an interface of our own.

What is given to it was looked at before (`oldxls`, `opendoc`): it lays a sheet out as a full rectangle, and what does
not fit into memory takes the process down.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Final

from kesu_xl.collecting import without_collecting
from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import Area
from kesu_xl.package.cells import Value
from kesu_xl.package.source import Label
from kesu_xl.package.table import Values

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["SheetName", "ValuesReader", "open_whole"]

_LAST: Final = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001  # a cell's time has no zone


@dataclass(frozen=True, slots=True)
class SheetName:
    """A worksheet as an .xls or .ods lists it."""

    name: str
    visible: bool


class ValuesReader:
    """Gives the values of the sheets of one workbook."""

    def __init__(self, workbook: CalamineWorkbook, label: Label) -> None:
        self._workbook = workbook
        self._label = label

    def sheets(self) -> list[SheetName]:
        """Return the worksheets in order, without charts, macro sheets and modules."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return [
            SheetName(sheet.name, sheet.visible == SheetVisibleEnum.Visible)
            for sheet in self._workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def read(self, name: str, shown: str) -> Values:
        """Return the values of a sheet; `shown` is what it is called in messages.

        Raises:
            KesuError: The sheet is damaged.
        """
        with _contained("damaged_sheet", file=self._label, sheet=shown):
            return _values(self._workbook.get_sheet_by_name(name))


def open_whole(data: bytes, label: Label) -> ValuesReader:
    """Return a reader for a workbook whose content was looked at before.

    Raises:
        KesuError: Damaged or encrypted.
    """
    from python_calamine import CalamineWorkbook

    with _contained("damaged_file", file=label):
        return ValuesReader(CalamineWorkbook.from_filelike(BytesIO(data)), label)


def _values(sheet: CalamineSheet) -> Values:
    start = sheet.start
    merged = [Area(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    if start is None:
        return Values(1, 1, [], merged)
    with without_collecting():
        rows = [[_whole(value) for value in row] for row in sheet.to_python()]
    return Values(start[0] + 1, start[1] + 1, rows, merged)


def _whole(value: Value) -> Value:
    """Return a time rounded to the second, as all times of cells are, and any other value as it is."""
    if isinstance(value, datetime | time) and value.microsecond:
        later = value.microsecond >= 500_000
        value = value.replace(microsecond=0)
        if later and isinstance(value, datetime) and value < _LAST:
            return value + timedelta(seconds=1)
        if later and isinstance(value, time):
            return (datetime.combine(_LAST, value) - timedelta(days=1) + timedelta(seconds=1)).time()
    return value


@contextmanager
def _contained(code: str, **params: object) -> Iterator[None]:
    """Turn whatever the reader raises into the one line `code`, its panics included."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise KesuError("encrypted", file=params["file"]) from None
    except (CalamineError, OSError, ValueError, LookupError, ArithmeticError, RuntimeError) as error:
        raise KesuError(code, **params) from error
    except BaseException as error:
        # A panic of the reader is no Exception, and its type can only be known by name.
        if type(error).__name__ != "PanicException":
            raise
        raise KesuError(code, **params) from None
