"""The sheet of keys and values that the macros of a workbook read: where Python is, what to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from kesu_xl.newbook.pen import Pen

__all__ = ["Settings", "fill_config_sheet", "new_config_book"]

#: Keys and values, in order.
Settings = Sequence[tuple[str, str | bool]]

_KEY, _VALUE = 240, 640


def fill_config_sheet(pen: Pen, sheet: Worksheet, settings: Settings) -> None:
    """Write keys into column A and values into column B, from row 1 and without a gap, as the macros read them."""
    for letter, pixels in (("A", _KEY), ("B", _VALUE)):
        pen.column(sheet, letter, pixels)
    for row, (key, value) in enumerate(settings, start=1):
        pen.put(sheet, row, 1, key, pen.style(bold=True))
        pen.put(sheet, row, 2, value, pen.style())


def new_config_book(lang: str, name: str, settings: Settings) -> bytes:
    """Return a workbook with nothing but this sheet: what an add-in consists of besides its macros.

    Args:
        lang: Language of its texts.
        name: Name of the sheet.
        settings: What stands on it.
    """
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from kesu_xl.newbook.pen import Pen
    from kesu_xl.newbook.save import saved

    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    fill_config_sheet(Pen(workbook, lang), sheet, settings)
    return saved(workbook, "kesu_xl")
