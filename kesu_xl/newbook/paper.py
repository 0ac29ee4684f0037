"""Drawing a printed form on a fine grid: boxes of merged cells, line by line from top to bottom.

24 columns of 32 px are 203 mm; on the 186 mm between the margins of an A4 page they print at 92 %, so that 9 points on
the screen are 8 on paper. Narrower columns print larger, but a report of usual length then wraps onto a third page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter

from kesu_xl.newbook.look import (
    BOX,
    BRAND,
    BRAND_TINT,
    HEAD,
    INK,
    INK_2,
    SOFT,
    WHITE,
    aligned,
    fill,
    font,
    pixels_to_points,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["GRID", "Horizontal", "Paper"]

#: Columns of the grid.
GRID: Final = 24
_COLUMN: Final = 32

Horizontal = Literal["left", "center", "right"]


class Paper:
    """A sheet that is filled line by line; each method that draws a line goes on to the next one."""

    def __init__(self, sheet: Worksheet, lang: str) -> None:
        self.sheet = sheet
        self.lang = lang
        self.row = 1
        self.column = 1
        for column in range(1, GRID + 1):
            # The width in a file counts the cell's padding, so it is simply pixels by the 7 px of a digit.
            sheet.column_dimensions[get_column_letter(column)].width = _COLUMN / 7

    def line(self, pixels: float) -> int:
        """Begin a line of this height; the boxes that follow stand in it from left to right. Returns its row."""
        if self.column > 1:
            self.end()
        self.sheet.row_dimensions[self.row].height = pixels_to_points(pixels)
        return self.row

    def end(self) -> None:
        """Go to the next line."""
        self.row += 1
        self.column = 1

    def gap(self, pixels: float = 4) -> None:
        """Leave a blank line."""
        self.line(pixels)
        self.end()

    def box(
        self,
        text: str,
        span: int,
        *,
        rows: int = 1,
        size: float = 9,
        bold: bool = False,
        color: str = INK,
        ground: str | None = None,
        horizontal: Horizontal = "left",
        indent: int = 1,
        wrap: bool = True,
        number_format: str = "General",
        edge: Literal["thin", "dashed"] | None = "thin",
    ) -> str:
        """Draw a box of `span` columns and return the address of its first cell.

        Values wrap, so that a form grows the row for a long text; labels do not have to.
        """
        sheet, top, left = self.sheet, self.row, self.column
        bottom, right = top + rows - 1, left + span - 1
        cell = sheet.cell(top, left)
        cell.value = text or None
        # English is set one size up; half a size does on paper, where space is scarce.
        cell.font = font(self.lang, size - 0.5 if self.lang == "en" else size, bold=bold, color=color)
        cell.alignment = aligned(horizontal, indent=indent if horizontal != "center" else 0, wrap=wrap)
        cell.number_format = number_format
        if rows * span > 1:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        side = Side(style=edge, color=BOX) if edge else Side()
        none = Side()
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                part = sheet.cell(row, column)
                part.border = Border(
                    left=side if column == left else none,
                    right=side if column == right else none,
                    top=side if row == top else none,
                    bottom=side if row == bottom else none,
                )
                if ground:
                    part.fill = fill(ground)
        self.column = right + 1
        return f"{get_column_letter(left)}{top}"

    def label(self, text: str, span: int) -> str:
        """Draw the label of the value that follows."""
        return self.box(text, span, size=8.5, color=INK_2, ground=SOFT)

    def value(self, text: str, span: int, *, number_format: str = "General", bold: bool = False) -> str:
        """Draw a box to be filled."""
        return self.box(text, span, number_format=number_format, bold=bold)

    def heads(self, *heads: tuple[str, int, Horizontal], pixels: float = 20) -> None:
        """Draw the head line of a table: text, columns, alignment of each."""
        self.line(pixels)
        for text, span, horizontal in heads:
            # Over numbers the head stands off the edge as they do: by its format.
            is_number = horizontal == "right"
            self.box(
                text,
                span,
                size=8.5,
                bold=True,
                ground=HEAD,
                horizontal=horizontal,
                indent=0 if is_number else 1,
                number_format="@_ " if is_number else "General",
            )
        self.end()

    def bar(self, number: str, text: str, aside: str) -> None:
        """Draw the bar of a section: number in a dark cell, its name, its English name at the right."""
        # A Chinese line of 11 points needs 22 pixels, an English one fits into 20.
        self.line(20 if self.lang == "en" else 22)
        self.box(number, 2, size=11, bold=True, color=WHITE, ground=BRAND, horizontal="center", edge=None)
        self.box(text, 14 if aside else 22, size=11, bold=True, ground=BRAND_TINT, edge=None, wrap=False)
        if aside:
            self.box(aside, 8, size=9, color=INK_2, ground=BRAND_TINT, horizontal="right", edge=None)
        self.end()
