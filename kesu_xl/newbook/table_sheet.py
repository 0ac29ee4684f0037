"""A plain table on a sheet of its own: heads in row 1, one row per item below, ready to grow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import SheetFormatProperties
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableFormula

from kesu_xl.complaint import Table
from kesu_xl.newbook import look
from kesu_xl.newbook.entry import guard
from kesu_xl.newbook.layout import Computed
from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.shape import LONG, REQUIRED_MARK, Shape, lines_of, shaped
from kesu_xl.notation import ROW_LIMIT
from kesu_xl.wording import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["add_excel_table", "add_table_sheet", "page_set_up", "set_heights", "write_rows"]

#: Rows that formats and validations are prepared for; the table itself starts with one.
PREPARED: Final = 1000
_HEAD_HEIGHT, _ROW_HEIGHT = 40, 24
#: Heights of a row of one, two, three and four lines.
_ROW_HEIGHTS: Final = (_ROW_HEIGHT, 40, 58, 76)


def add_table_sheet(pen: Pen, table: Table, rows: Sequence[Sequence[Any]]) -> Worksheet:
    """Add the sheet of a detail table, or of a table that stands on its own.

    Args:
        pen: Writes the workbook.
        table: The table; the sheet gets its name.
        rows: Its rows, values in the order of its columns.
    """
    sheet: Worksheet = pen.workbook.create_sheet(table.say(pen.lang))
    shapes = shaped(table.columns, pen.lang)
    set_heights(sheet)
    sheet.row_dimensions[1].height = look.pixels_to_points(_HEAD_HEIGHT)
    for at, shape in enumerate(shapes, start=1):
        pen.put(sheet, 1, at, shape.column.say(pen.lang), head_style(pen, shape, look.HEAD))
    write_rows(pen, sheet, shapes, 2, rows, wrap=True)
    last = get_column_letter(len(shapes))
    add_excel_table(sheet, f"kesu_{table.name}", 1, max(len(rows), 1), [s.column.say(pen.lang) for s in shapes])
    guard(sheet, table.columns, pen.lang, 2, 1 + max(PREPARED, len(rows) * 2))
    sheet.freeze_panes = "B2"
    page_set_up(sheet, pen.lang, last, "1:1", wide=1)
    return sheet


def head_style(pen: Pen, shape: Shape, ground: str) -> Any:
    """Return the style of a head: it stands as its values do, at the top, clear of the filter button."""
    computed = isinstance(shape.column, Computed)
    mark = REQUIRED_MARK if shape.column.required_from else ""
    # over numbers the head stands off the edge as they do, by its format
    shown = "@_ " if computed and shape.horizontal == "right" else f'@"{mark}"' if mark else "General"
    return pen.style(
        bold=True, ground=look.BRAND_TINT if computed else ground, color=look.BRAND if computed else look.INK,
        line=look.RULE, horizontal=shape.horizontal, vertical="top", indent=shape.indent,
        wrap=True, number_format=shown,
    )  # fmt: skip


def write_rows(
    pen: Pen, sheet: Worksheet, shapes: Sequence[Shape], first_row: int, rows: Sequence[Sequence[Any]], *,
    wrap: bool = False, folded: Collection[str] = (),
) -> None:  # fmt: skip
    """Write the rows of a table (one blank row where there is none), and prepare its columns for more.

    With `wrap`, long texts run over several lines and rows are as high as they need; else the next cell ends them.
    Columns whose names are in `folded` are folded away.
    """
    inside = []
    for at, shape in enumerate(shapes, start=1):
        kept = {
            "bold": at == 1 and shape.number_format == "@", "horizontal": shape.horizontal, "indent": shape.indent,
            "number_format": shape.number_format, "wrap": wrap and shape.width >= LONG,
        }  # fmt: skip
        away = shape.column.name in folded
        pen.column(sheet, get_column_letter(at), shape.width, pen.style(**kept), folded=away)  # type: ignore[arg-type]
        ground = look.COMPUTED if isinstance(shape.column, Computed) else None
        inside.append(pen.style(**kept, ground=ground, line=look.HAIRLINE))  # type: ignore[arg-type]  # words of `style`
    for row, values in enumerate(rows or [()], start=first_row):
        lines = max((lines_of(value, shape, pen.lang) for value, shape in zip(values, shapes, strict=False)), default=1)
        pixels = _ROW_HEIGHT if not wrap else _ROW_HEIGHTS[min(lines, len(_ROW_HEIGHTS)) - 1]
        sheet.row_dimensions[row].height = look.pixels_to_points(pixels)
        for at, (shape, style) in enumerate(zip(shapes, inside, strict=True), start=1):
            if isinstance(shape.column, Computed):
                pen.compute(sheet, row, at, shape.column.formula, style)
            else:
                pen.put(sheet, row, at, values[at - 1] if at <= len(values) else None, style)


def add_excel_table(
    sheet: Worksheet,
    name: str,
    head_row: int,
    rows: int,
    heads: Sequence[str],
    formulas: Mapping[str, str] | None = None,
) -> None:
    """Make a range an Excel table, which grows with what is typed under it.

    Args:
        sheet: The sheet; the table starts in column A.
        name: Name of the table, the same in every language.
        head_row: Row of its heads.
        rows: Number of its rows, at least one.
        heads: Exact texts of its heads.
        formulas: Head -> formula of its column, which Excel puts into the rows that are added.
    """
    reference = f"A{head_row}:{get_column_letter(len(heads))}{head_row + rows}"
    table = ExcelTable(displayName=name, name=name, ref=reference)
    table.autoFilter = AutoFilter(ref=reference)
    table.tableColumns = [TableColumn(id=at, name=head) for at, head in enumerate(heads, start=1)]
    for column in table.tableColumns:
        if formulas and column.name in formulas:
            column.calculatedColumnFormula = TableFormula(attr_text=formulas[column.name])
    sheet.add_table(table)


def set_heights(sheet: Worksheet) -> None:
    """Give every row of a sheet a set height: automatic heights differ per program. No grid is shown."""
    sheet.sheet_format = SheetFormatProperties(
        defaultRowHeight=look.pixels_to_points(_ROW_HEIGHT), customHeight=True, baseColWidth=10
    )
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100


def page_set_up(
    sheet: Worksheet, lang: str, last_column: str, title_rows: str | None, *,
    wide: int, title_columns: str | None = None, landscape: bool = True,
) -> None:  # fmt: skip
    """Set up printing on A4: area (whole columns, as tables grow), repeated rows and columns, pages across, footer."""
    sheet.print_area = f"A1:{last_column}{ROW_LIMIT}"
    if title_rows:
        sheet.print_title_rows = title_rows
    if title_columns:
        sheet.print_title_cols = title_columns
    setup = sheet.page_setup
    setup.paperSize = 9
    setup.orientation = "landscape" if landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = wide, 0
    if sheet.sheet_properties.pageSetUpPr is None:
        raise AssertionError("openpyxl gives every sheet its page set-up")
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 10 / 25.4
    margins.bottom = 15 / 25.4
    margins.header = margins.footer = 7 / 25.4
    footer: Any = sheet.oddFooter
    for part, text in ((footer.left, "&A"), (footer.right, say("newbook.page", lang))):
        part.text, part.size, part.color = text, 8, look.INK_2
