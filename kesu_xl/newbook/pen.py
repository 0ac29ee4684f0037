"""Writing cells: users' text stays text, and cells that look alike share one style."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

from kesu_xl.newbook import look
from kesu_xl.wording import in_language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Pen"]


class Pen:
    """Writes the cells of one workbook in one language.

    Setting font, fill, border and alignment of each cell by itself would take most of the time; a style is made once,
    as openpyxl's own array of numbers, and copied into the cells.

    Args:
        workbook: The workbook that is being made.
        lang: Its language; list values are written in it.
    """

    def __init__(self, workbook: Workbook, lang: str) -> None:
        self.workbook = workbook
        self.lang = lang
        self._styles: dict[tuple[object, ...], StyleArray] = {}

    def style(
        self,
        *,
        size: float = 10,
        bold: bool = False,
        color: str = look.INK,
        ground: str | None = None,
        line: str | None = None,
        horizontal: str = "left",
        vertical: str = "center",
        indent: int = 0,
        wrap: bool = False,
        number_format: str = "General",
    ) -> StyleArray:
        """Return a style; the same words give the same style, however often they are asked for."""
        key = (size, bold, color, ground, line, horizontal, vertical, indent, wrap, number_format)
        if key not in self._styles:
            sheet = self.workbook.worksheets[0]
            pattern: Any = Cell(sheet, row=1, column=1)
            pattern.font = look.font(self.lang, size, bold=bold, color=color)
            pattern.alignment = look.aligned(horizontal, vertical, indent=indent, wrap=wrap)
            pattern.number_format = number_format
            if ground:
                pattern.fill = look.fill(ground)
            if line:
                pattern.border = look.bottom_line(line)
            self._styles[key] = copy(pattern._style)
        return self._styles[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: object, style: StyleArray) -> None:
        """Write one cell; text is written as text, whatever it looks like.

        Raises:
            TypeError: `value` is nothing that a cell holds.
        """
        cell: Any = sheet.cell(row, column)
        value = in_language(value, self.lang)
        if isinstance(value, str):
            # openpyxl takes "=…" for a formula and "#N/A" for an error unless it is told the type
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            if value:
                cell.data_type = "s"
        elif value is None or isinstance(value, int | float | date | datetime):
            cell.value = value
        else:
            raise TypeError(f"no cell value: {type(value).__name__}")
        # after the value: openpyxl gives a date a format of its own
        cell._style = copy(style)

    def compute(self, sheet: Worksheet, row: int, column: int, formula: str, style: StyleArray) -> None:
        """Write a formula of ours, in the file's own form without the leading equals sign."""
        cell: Any = sheet.cell(row, column)
        cell.value = f"={formula}"
        cell._style = copy(style)

    def fill_row(self, sheet: Worksheet, row: int, columns: int, style: StyleArray) -> None:
        """Give `columns` empty cells of a row the same style, e.g. the ground of a band."""
        for column in range(1, columns + 1):
            cell: Any = sheet.cell(row, column)
            cell._style = copy(style)

    def column(
        self, sheet: Worksheet, letter: str, pixels: int, style: StyleArray | None = None, *, folded: bool = False
    ) -> None:
        """Set the width of a column, and the style of its cells that nobody has written yet; fold it away."""
        dimension: Any = sheet.column_dimensions[letter]
        dimension.width = look.pixels_to_width(pixels)
        if folded:
            dimension.outlineLevel = 1
            dimension.hidden = True
        if style is not None:
            dimension._style = copy(style)
