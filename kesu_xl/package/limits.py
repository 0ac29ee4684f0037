"""How much of a file we take in: the bounds that keep a hostile workbook from taking the machine down.

Six of them can be set for a machine by environment variables: ``KESU_LIMIT_FILE``, ``KESU_LIMIT_PART``,
``KESU_LIMIT_CELLS``, ``KESU_LIMIT_ENTRIES``, ``KESU_LIMIT_SHEETS``, ``KESU_LIMIT_RATIO``.
"""

from __future__ import annotations

import os
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.notation import ROW_LIMIT

__all__ = [
    "CELL_LIMIT",
    "COLUMN_LIMIT",
    "DEPTH_LIMIT",
    "ELEMENT_LIMIT",
    "ENTRY_LIMIT",
    "FILE_LIMIT",
    "HELD_LIMIT",
    "MERGE_LIMIT",
    "PART_LIMIT",
    "RATIO_FROM",
    "RATIO_LIMIT",
    "ROW_LIMIT",
    "SHEET_LIMIT",
    "SMALL_PART_LIMIT",
]


def _limit(name: str, usual: int) -> int:
    """Return a limit that this machine may have set.

    Raises:
        KesuError: It is no whole number.
    """
    text = os.environ.get(f"KESU_LIMIT_{name}", "").strip() or str(usual)
    if not text.isdecimal() or not int(text):
        raise KesuError("bad_limit", name=f"KESU_LIMIT_{name}", value=text)
    return int(text)


#: Columns of a sheet.
COLUMN_LIMIT: Final = 16_384

#: Cells of the used rectangle of one sheet. python-calamine takes 32 bytes for each, used or not.
CELL_LIMIT: Final = _limit("CELLS", 100_000_000)

#: Merged ranges of one sheet.
MERGE_LIMIT: Final = 1_000_000

#: Bytes of a file as it lies on disk.
FILE_LIMIT: Final = _limit("FILE", 1 << 30)

#: Entries of a zip package.
ENTRY_LIMIT: Final = _limit("ENTRIES", 50_000)

#: Sheets of a workbook; people have a few hundred.
SHEET_LIMIT: Final = _limit("SHEETS", 10_000)

#: Bytes of one part when inflated; a full-height sheet of 30 columns has 1.1 GB.
PART_LIMIT: Final = _limit("PART", 2 << 30)

#: Bytes from which on a part is not held as a whole where that is not needed.
HELD_LIMIT: Final = 8 << 20

#: Bytes of a part that is parsed as a whole (the list of sheets, relationships, content types).
SMALL_PART_LIMIT: Final = 32 << 20

#: Elements of such a part, and how deep they may stand in each other.
ELEMENT_LIMIT: Final = 1_000_000
DEPTH_LIMIT: Final = 200

#: From this size on, a part that inflates to more than RATIO_LIMIT times its compressed size is a zip bomb.
#: Sheets of real workbooks stay below 60, because each cell names its own address.
RATIO_FROM: Final = 64 << 20
RATIO_LIMIT: Final = _limit("RATIO", 250)
