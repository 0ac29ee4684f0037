"""A look at an .xls before it is read: how far its sheets reach. Its reader lays every sheet out at once, when opening.

Source: MS-XLS 2.1.4 (records), 2.5.10 (cells), 2.4.90 (Dimensions).
"""

from __future__ import annotations

from struct import Struct

from kesu_xl.errors import KesuError
from kesu_xl.package.limits import CELL_LIMIT
from kesu_xl.package.ole import Ole
from kesu_xl.package.source import Label

__all__ = ["check_xls"]

_RECORD = Struct("<HH")
_CELL = Struct("<HH")
_DIMENSIONS = Struct("<IIHH")
# Records of filled cells: FORMULA, RK, LABELSST, LABEL, RSTRING, NUMBER, BOOLERR and MULRK. BOF begins a sheet.
_FILLED = frozenset((0x06, 0x27E, 0xFD, 0x204, 0xD6, 0x203, 0x205, 0xBD))
_MULRK, _BOF, _SIZES, _PASSWORD = 0xBD, 0x809, 0x200, 0x2F


def check_xls(ole: Ole, label: Label) -> bool:
    """Make sure that an .xls can be read, and return whether its dates count from 1904.

    Raises:
        KesuError: Encrypted, not a workbook, damaged, or its sheets reach too far.
    """
    name = ole.find("Workbook", "Book")
    if name is None:
        raise KesuError(
            "other_office_file" if ole.find("WordDocument", "PowerPoint Document") else "not_a_workbook", file=label
        )
    stream = ole.read(name)
    date1904 = False
    total = 0
    top = left = 1 << 16
    bottom = right = -1
    position, end = 0, len(stream) - 4
    while position <= end:
        kind, size = _RECORD.unpack_from(stream, position)
        position += 4
        if kind in _FILLED and size >= 6:
            row, column = _CELL.unpack_from(stream, position) if position + 4 <= len(stream) else (0, 0)
            # MULRK ends with its last column.
            last = column if kind != _MULRK else int.from_bytes(stream[position + size - 2 : position + size], "little")
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column, last)
        elif kind == _BOF:
            total += _cells(top, left, bottom, right)
            top = left = 1 << 16
            bottom = right = -1
        elif kind == _SIZES and size >= 12 and position + 12 <= len(stream):
            first_row, row, first_column, column = _DIMENSIONS.unpack_from(stream, position)
            _check(_cells(first_row, first_column, row, column), label)
        elif kind == _PASSWORD:
            raise KesuError("encrypted", file=label)
        elif kind == 0x22 and size == 2:
            date1904 = stream[position : position + 2] == b"\x01\x00"
        position += size
    _check(total + _cells(top, left, bottom, right), label)
    return date1904


def _cells(top: int, left: int, bottom: int, right: int) -> int:
    return max(bottom - top + 1, 0) * max(right - left + 1, 0)


def _check(cells: int, label: Label) -> None:
    if cells > CELL_LIMIT:
        raise KesuError("sheets_too_large", file=label, cells=f"{cells:,}")
