"""What all tabs of the summary workbook have in common: the title band, heads, number formats, printing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from kesu_xl.newbook import look
from kesu_xl.newbook.pen import Pen
from kesu_xl.wording import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["COUNT", "DATE", "HOURS", "MOMENT", "MONEY", "NUMBER", "PERCENT", "TEXT", "WIDTH", "Page", "marker"]

#: Pixels between the two margins of 14 px.
WIDTH: Final = 1252
_MARGIN: Final = 14
#: Number and code of the format of a rate that is nearly the target; formats of cells are numbered from 164.
_NEAR: Final = (197, '0.0 %"  "')
TEXT: Final = "@"
#: Padding stands in the format: a right indent comes out for some cells only in LibreOffice.
COUNT: Final = '#,##0"  ";-#,##0"  ";#,##0"  ";@"  "'
PERCENT: Final = '0 %"  ";-0 %"  ";0 %"  ";@"  "'
HOURS: Final = '#,##0.0"  ";-#,##0.0"  ";#,##0.0"  ";@"  "'
MONEY: Final = '#,##0.00"  ";-#,##0.00"  ";#,##0.00"  ";@"  "'
#: A number whose unit stands beside it, see `Page.format_by_unit`.
NUMBER: Final = "#,##0"
MOMENT: Final = "yyyy-mm-dd hh:mm"
DATE: Final = "yyyy-mm-dd"
#: Icon at the beginning of a state -> ground, text, bold.
_STATES: Final = (
    ("■", *look.BREACHED, True),
    ("▲", *look.AT_RISK, True),
    ("◆", *look.LATE, False),
    ("‖", *look.PAUSED, False),
)


def marker(path: str, otherwise: str | None = None) -> str:
    """Return the marker of a value; `otherwise` is shown where there is none."""
    return f'{{{{ {path} | default("{otherwise}") }}}}' if otherwise else f"{{{{ {path} }}}}"


class Page:
    """One tab while it is being made.

    Args:
        workbook: The workbook.
        pen: Its pen.
        key: Name of the tab in the wording.
        widths: Pixels of its columns between the margins.
        hidden: How many columns behind the right margin hold what only charts read.
    """

    def __init__(self, workbook: Workbook, pen: Pen, key: str, widths: list[int], hidden: int) -> None:
        self.pen = pen
        self.lang = pen.lang
        self.key = key
        self.sheet: Worksheet = workbook.create_sheet(self.say(f"tab.{key}"))
        self.last = len(widths) + 1
        self.hidden = self.last + 2
        self.alts: list[str] = []
        for at, pixels in enumerate([_MARGIN, *widths, _MARGIN], 1):
            self.pen.column(self.sheet, self.letter(at), pixels)
        for at in range(self.hidden, self.hidden + hidden):
            self.pen.column(self.sheet, self.letter(at), 80)
            self.sheet.column_dimensions[self.letter(at)].hidden = True
        self.sheet.sheet_view.showGridLines = False
        self.sheet.sheet_view.zoomScale = 100
        self.sheet.sheet_properties.tabColor = look.BRAND

    def say(self, key: str) -> str:
        """Return a text of the summary."""
        return say(f"summary.{key}", self.lang)

    def letter(self, column: int) -> str:
        """Return the letters of a column."""
        return get_column_letter(column)

    def height(self, row: int, pixels: float, upto: int | None = None) -> None:
        """Set the height of a row, or of the rows up to another."""
        for number in range(row, (upto or row) + 1):
            self.sheet.row_dimensions[number].height = look.pixels_to_points(pixels)

    def put(self, row: int, column: int, value: object, **style: object) -> None:
        """Write one cell; `style` as `Pen.style` takes it."""
        self.pen.put(self.sheet, row, column, value, self.pen.style(**style))  # type: ignore[arg-type]

    def band(self, title: str, subtitle: str) -> None:
        """Write the title band in rows 1 and 2, and the gap below it."""
        for row in (1, 2):
            self.pen.fill_row(self.sheet, row, self.last + 1, self.pen.style(ground=look.BRAND))
        self.put(1, 2, title, size=16, bold=True, color=look.WHITE, ground=look.BRAND)
        self.put(2, 2, subtitle, size=9, color=look.SUBTITLE, ground=look.BRAND, vertical="top")
        self.height(1, 40)
        self.height(2, 22)
        self.height(3, 10)

    def section(self, row: int, left: int, right: int, title: str, note: str = "", width: int = 2) -> None:
        """Write the title of a section over columns `left` to `right`, its finding in grey behind it.

        Args:
            row: Where.
            left: First column.
            right: Last column.
            title: The title.
            note: The finding; a text or a marker.
            width: Columns that the title takes.
        """
        for column in range(left, right + 1):
            self.put(row, column, None, line=look.RULE)
        self.put(row, left, title, size=11, bold=True, line=look.RULE)
        if note:
            self.put(row, left + width, note, size=9, color=look.INK_2, line=look.RULE)
        self.height(row, 24)

    def head(self, row: int, column: int, text: object, horizontal: str = "left") -> None:
        """Write one head of a table."""
        # The same padding as the numbers below: blanks in the text itself would be lost where a marker is filled.
        self.put(
            row, column, text, size=9.5, bold=True, ground=look.HEAD, line=look.BRAND, horizontal=horizontal,
            indent=int(horizontal == "left"), wrap=True, number_format='@"  "' if horizontal == "right" else TEXT,
        )  # fmt: skip

    def colour_states(self, cells: str) -> None:
        """Colour cells that hold icon and word of a state; the icon decides, whatever the language."""
        first = cells.partition(":")[0]
        for icon, ground, text, bold in _STATES:
            self._rule(cells, f'LEFT({first},1)="{icon}"', text, bold=bold, ground=ground)
        self._rule(cells, f'LEFT({first},1)="●"', look.GOOD)
        self._rule(cells, f'LEFT({first},1)="○"', look.RUNNING)

    def colour_words(self, cells: str) -> None:
        """Colour the text of cells by their icon, without a ground."""
        first = cells.partition(":")[0]
        for icon, color in (("■", look.BREACHED[0]), ("▲", "8A5A00"), ("●", look.GOOD), ("○", look.INK_2)):
            self._rule(cells, f'LEFT({first},1)="{icon}"', color)

    def colour_change(self, cell: str, *, up_is_good: bool) -> None:
        """Show a change for the better in green, one for the worse in red; its arrow is in the number's format."""
        for sign, is_good in ((">", up_is_good), ("<", not up_is_good)):
            color = look.GOOD if is_good else look.BREACHED[0]
            self._rule(cell, f"AND(ISNUMBER({cell}),{cell}{sign}0)", color, bold=True)

    def redden_rates(self, cells: str, target: str, near_format: tuple[int, str] = _NEAR) -> None:
        """Show rates below the target in red, with a decimal where 94.6 % would look like 95 %."""
        first = cells.partition(":")[0]
        near = f"AND(ISNUMBER({first}),{first}<{target},ROUND({first},2)>={target})"
        self._rule(cells, near, look.BREACHED[0], bold=True, number_format=near_format)
        self.redden(cells, f"{{}}<{target}")

    def redden(self, cells: str, condition: str) -> None:
        """Show cells in red where `condition` holds, with ``{}`` for the first cell."""
        first = cells.partition(":")[0]
        self._rule(cells, f"AND(ISNUMBER({first}),{condition.format(first)})", look.BREACHED[0], bold=True)

    def _rule(
        self,
        cells: str,
        formula: str,
        color: str,
        *,
        bold: bool | None = None,
        ground: str | None = None,
        number_format: tuple[int, str] | None = None,
    ) -> None:
        shown = DifferentialStyle(font=Font(bold=bold, color=color), fill=look.fill(ground) if ground else None)
        if number_format:
            shown.numFmt = NumberFormat(numFmtId=number_format[0], formatCode=number_format[1])
        self.sheet.conditional_formatting.add(cells, Rule(type="expression", dxf=shown, formula=[formula]))

    def format_by_unit(self, cells: str, unit: str, *, fine: bool) -> None:
        """Show numbers as their unit, which stands in a cell of the same row, asks for.

        Args:
            cells: The numbers.
            unit: The first unit's cell, its column fixed.
            fine: There is room for a decimal of rates and of ppm.
        """
        codes = {
            "percent": (200, "0.0 %") if fine else (201, "0 %"),
            "hour": (202, "#,##0.0"),
            "score": (202, "#,##0.0"),
            "ppm": (202, "#,##0.0") if fine else (203, "#,##0"),
        }
        for key, (number, code) in codes.items():
            shown = DifferentialStyle(numFmt=NumberFormat(numFmtId=number, formatCode=code))
            formula = f'{unit}="{say(f"figures.unit.{key}", self.lang)}"'
            self.sheet.conditional_formatting.add(cells, Rule(type="expression", dxf=shown, formula=[formula]))

    def freeze(self, row: int) -> None:
        """Keep the rows above this one in sight when the sheet is scrolled."""
        self.sheet.freeze_panes = f"A{row}"

    def edge(self, row: int, column: int, color: str) -> None:
        """Give a cell a broad left edge."""
        cell = self.sheet.cell(row, column)
        cell.border = Border(left=Side(style="thick", color=color))

    def print_area(self, last_row: int, *, titles: str | None = None, one_page: bool = False) -> None:
        """Print rows 1 to `last_row` on A4 across, one page wide."""
        sheet = self.sheet
        sheet.print_area = f"A1:{self.letter(self.last + 1)}{last_row}"
        if titles:
            sheet.print_title_rows = titles
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        setup = sheet.page_setup
        setup.orientation, setup.paperSize = "landscape", 9
        setup.fitToWidth, setup.fitToHeight = 1, 1 if one_page else 0
        sheet.page_margins = PageMargins(left=0.39, right=0.39, top=0.39, bottom=0.6, header=0.2, footer=0.3)
        sheet.print_options.horizontalCentered = True
        font = f'&"{look.FONTS[self.lang]},Regular"&8&K{look.INK_2}'
        footer: Any = sheet.oddFooter
        footer.left.text = f"{font}{self.say('footer')}"
        footer.right.text = f"{font}{sheet.title} · {self.say('page')}"
