"""What we put into a workbook, found again by its hidden names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kesu_xl.package.archive import Archive
from kesu_xl.package.workbook import open_workbook

__all__ = [
    "BLOCK_NAME", "COMPUTED_NAME", "IDENTITY_NAME", "REGISTER_NAME", "SHEET_NAME", "Block", "own_block", "own_blocks",
    "own_columns", "own_sheets", "sheet_in",
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


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells of ours: columns and rows from 1, both ends included."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, refers_to: str) -> Block | None:
        """Return the rectangle that a name stands for, None where its cells were deleted."""
        corners = re.findall(r"\$([A-Z]{1,3})\$(\d+)", refers_to.rpartition("!")[2])
        if len(corners) not in (1, 2):
            return None
        (first, top), (last, bottom) = corners[0], corners[-1]
        return cls(_number(first), int(top), _number(last), int(bottom))

    def holds(self, address: str) -> bool:
        """Say whether a cell such as ``AB12`` is inside."""
        found = re.fullmatch(r"([A-Z]+)(\d+)", address)
        if found is None:
            return False
        return self.left <= _number(found[1]) <= self.right and self.top <= int(found[2]) <= self.bottom


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


def own_block(names: Mapping[str, str], sheet: str) -> Block | None:
    """Return the cells of our visible columns on a sheet, None where there are none.

    Args:
        names: Defined names of the workbook with their formulas.
        sheet: Name of the sheet.
    """
    refers_to = names.get(BLOCK_NAME, "")
    return Block.of(refers_to) if sheet_in(refers_to) == sheet else None


def own_blocks(names: Mapping[str, str], sheet: str) -> list[Block]:
    """Return all cells on a sheet that say what we made of it: beside the register, and computed inside of it.

    Args:
        names: Defined names of the workbook with their formulas.
        sheet: Name of the sheet.
    """
    beside = own_block(names, sheet)
    areas = _AREA.findall(names.get(COMPUTED_NAME, ""))
    inside = (Block.of(f"!{cells}") for quoted, bare, cells in areas if (quoted.replace("''", "'") or bare) == sheet)
    return [block for block in (beside, *inside) if block is not None]


def own_sheets(names: Mapping[str, str]) -> set[str]:
    """Return the names of the sheets that we put into a workbook (its defined names with their formulas)."""
    return {sheet_in(refers_to) for name, refers_to in names.items() if SHEET_NAME.fullmatch(name)}


def sheet_in(refers_to: str) -> str:
    """Return the sheet of a reference such as ``'It''s'!$A$1``."""
    return refers_to.rpartition("!")[0].removeprefix("'").removesuffix("'").replace("''", "'")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
