"""What we put into a workbook, found again by its hidden names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kesu_xl.package.a1 import Area, area
from kesu_xl.package.archive import Archive
from kesu_xl.package.names import sheet_in
from kesu_xl.package.workbook import open_workbook

__all__ = [
    "BLOCK_NAME", "COMPUTED_NAME", "IDENTITY_NAME", "REGISTER_NAME", "SHEET_NAME", "own_block", "own_blocks",
    "own_columns", "own_sheets",
]  # fmt: skip

#: Hidden name of the register in workbooks that we make.
REGISTER_NAME: Final = "_kesu.register"
#: Hidden name whose value is a register's own, wherever its file goes.
IDENTITY_NAME: Final = "_kesu.identity"
#: Hidden names of our sheets.
SHEET_NAME: Final = re.compile(r"_kesu\.sheet\.\d+")
#: Hidden name of our visible columns beside the register.
BLOCK_NAME: Final = "_kesu.columns"
#: Hidden name of the computed cells inside a register that we made: areas, each column of the table by itself, so that
#: a column that somebody inserts between two of them is read as theirs.
COMPUTED_NAME: Final = "_kesu.computed"
_AREA: Final = re.compile(r"(?:'((?:[^']|'')*)'|([^'!,]+))!(\$[A-Z]{1,3}\$\d+(?::\$[A-Z]{1,3}\$\d+)?)")


def own_columns(source: bytes, sheet: str) -> tuple[int, int] | None:
    """Return the first and the last of our visible columns on a sheet, None where there are none.

    Args:
        source: A workbook.
        sheet: Name of the sheet.

    Raises:
        KesuError: Not a workbook.
    """
    block = own_block(open_workbook(Archive(source, "")).names(), sheet)
    return (block.left, block.right) if block else None


def own_block(names: Mapping[str, str], sheet: str) -> Area | None:
    """Return the cells of our visible columns on a sheet, None where there are none.

    Args:
        names: Defined names of the workbook with their formulas.
        sheet: Name of the sheet.
    """
    refers_to = names.get(BLOCK_NAME, "")
    return _area(refers_to) if sheet_in(refers_to) == sheet else None


def own_blocks(names: Mapping[str, str], sheet: str) -> list[Area]:
    """Return all cells on a sheet that say what we made of it: beside the register, and computed inside of it.

    Args:
        names: Defined names of the workbook with their formulas.
        sheet: Name of the sheet.
    """
    beside = own_block(names, sheet)
    areas = _AREA.findall(names.get(COMPUTED_NAME, ""))
    inside = (_area(cells) for quoted, bare, cells in areas if (quoted.replace("''", "'") or bare) == sheet)
    return [block for block in (beside, *inside) if block is not None]


def _area(refers_to: str) -> Area | None:
    """Return the rectangle that a name stands for, None where its cells were deleted."""
    try:
        return area(refers_to.rpartition("!")[2])
    except ValueError:
        return None


def own_sheets(names: Mapping[str, str]) -> set[str]:
    """Return the names of the sheets that we put into a workbook (its defined names with their formulas)."""
    return {sheet_in(refers_to) for name, refers_to in names.items() if SHEET_NAME.fullmatch(name)}
