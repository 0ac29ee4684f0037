"""Drawing a printed form on a fine grid: boxes of merged cells, line by line from top to bottom.

Portrait forms have 24 columns of 32 px, 203 mm; on the 186 mm between the margins of an A4 page they print at 92 %, so
that 9 points on the screen are 8 on paper. Narrower columns print larger, but a report of usual length then wraps onto
a third page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from kesu_xl.newbook.look import (
    BOX,
    BRAND,
    BRAND_TINT,
    FONTS,
    HEAD,
    INK,
    INK_2,
    SOFT,
    WHITE,
    aligned,
    fill,
    font,
    pixels_to_points,
    pixels_to_width,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["GRID", "Horizontal", "Paper"]

#: Pixels of the columns of a portrait form.
GRID: Final = (32,) * 24
_INCHES_PER_MM: Final = 1 / 25.4

Horizontal = Literal["left", "center", "right"]


class Paper:
    """A sheet that is filled line by line; each method that draws a line goes on to the next one.

    Args:
        sheet: The sheet.
        lang: Language of its texts and fonts.
        widths: Pixels of its columns.
        pixels: Height of a line that does not name its own.

    Attributes:
        left: Column where lines begin; beside a box that is several lines high it lies further right.
    """

    def __init__(self, sheet: Worksheet, lang: str, widths: Sequence[int] = GRID, *, pixels: float = 20) -> None:
        self.sheet = sheet
        self.lang = lang
        self.pixels = pixels
        self.row = 1
        self.left = self.column = 1
        self.columns = len(widths)
        for column, pixels in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = pixels_to_width(pixels)

    def line(self, pixels: float | None = None) -> int:
        """Begin a line of this height; the boxes that follow stand in it from left to right. Returns its row."""
        if self.column > self.left:
            self.end()
        self.sheet.row_dimensions[self.row].height = pixels_to_points(pixels or self.pixels)
        return self.row

    def end(self) -> None:
        """Go to the next line."""
        self.row += 1
        self.column = self.left

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
        vertical: str = "center",
        wrap: bool = True,
        shrink: bool = False,
        number_format: str = "General",
        edge: Literal["thin", "dashed"] | None = "thin",
    ) -> str:
        """Draw a box of `span` columns and return the address of its first cell.

        Values wrap, so that a form grows the row for a long text; dates and numbers, which cannot wrap, shrink.
        """
        sheet, top, left = self.sheet, self.row, self.column
        bottom, right = top + rows - 1, left + span - 1
        cell = sheet.cell(top, left)
        cell.value = text or None
        # English is set one size up; half a size does on paper, where space is scarce.
        cell.font = font(self.lang, size - 0.5 if self.lang == "en" else size, bold=bold, color=color)
        cell.alignment = aligned(
            horizontal, vertical, indent=indent if horizontal != "center" else 0, wrap=wrap, shrink=shrink
        )
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

    def head(self, text: str, span: int, horizontal: Horizontal = "left") -> str:
        """Draw the head of a column of a table."""
        # Over numbers the head stands off the edge as they do: by its format.
        is_number = horizontal == "right"
        return self.box(
            text,
            span,
            size=8.5,
            bold=True,
            ground=HEAD,
            horizontal=horizontal,
            indent=0 if is_number else 1,
            number_format="@_ " if is_number else "General",
        )

    def bar(self, number: str, text: str, aside: str = "", *, span: int = 0) -> None:
        """Draw the bar of a section: number in a dark cell, its name, its English name at the right.

        Args:
            number: Number of the section.
            text: Its name.
            aside: Its English name.
            span: Columns of the whole bar; the rest of the line where left out.
        """
        span = span or self.columns - self.column + 1
        aside_span = span // 3 if aside else 0
        self.box(number, 2, size=11, bold=True, color=WHITE, ground=BRAND, horizontal="center", edge=None)
        self.box(text, span - 2 - aside_span, size=11, bold=True, ground=BRAND_TINT, edge=None, wrap=False)
        if aside:
            self.box(aside, aside_span, size=9, color=INK_2, ground=BRAND_TINT, horizontal="right", edge=None)

    @property
    def bar_pixels(self) -> int:
        """Height of a bar: a Chinese line of 11 points needs 22 pixels, an English one fits into 20."""
        return 20 if self.lang == "en" else 22

    def rule(self) -> None:
        """Draw the thick line under the title."""
        row = self.line(4)
        for column in range(1, self.columns + 1):
            self.sheet.cell(row, column).border = Border(top=Side(style="medium", color=BRAND))
        self.end()

    def set_up_print(self, footer: str, page: str, *, landscape: bool = False, repeated: str = "") -> None:
        """Set the sheet up for A4, one page wide and any number of pages high; all that was drawn is printed.

        Args:
            footer: Text at the left of the foot.
            page: Text at the right of the foot.
            landscape: Print across.
            repeated: Rows that stand on every page, such as ``9:9``.
        """
        sheet = self.sheet
        sheet.print_area = f"A1:{get_column_letter(self.columns)}{self.row - 1}"
        if repeated:
            sheet.print_title_rows = repeated
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = 12 * _INCHES_PER_MM
        margins.bottom = 15 * _INCHES_PER_MM
        margins.header = margins.footer = 7 * _INCHES_PER_MM
        foot = sheet.oddFooter
        assert foot is not None
        for part, text in ((foot.left, footer), (foot.right, page)):
            part.text, part.size, part.color, part.font = text, 8, INK_2, f"{FONTS[self.lang]},Regular"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 100
