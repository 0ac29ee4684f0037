"""The register's own sheet: title, legend, group bands, heads, and the table of complaints."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from kesu_xl.complaint import COLUMNS, Column, Complaint, Group
from kesu_xl.newbook import look
from kesu_xl.newbook.entry import CASES, guard
from kesu_xl.newbook.shape import Shape, shaped
from kesu_xl.newbook.table_sheet import (
    PREPARED,
    add_excel_table,
    head_style,
    page_set_up,
    set_heights,
    write_rows,
)
from kesu_xl.package.ours import IDENTITY_NAME
from kesu_xl.wording import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from kesu_xl.newbook.pen import Pen

__all__ = ["HEAD_ROW", "REGISTER", "REGISTER_NAME", "fill_register_sheet"]

#: Row of the heads; the complaints follow from the next row on.
HEAD_ROW: Final = 4
#: Name of the Excel table.
REGISTER: Final = "kesu_register"
#: Hidden names that mark a workbook as made by us, and say where its register is.
REGISTER_NAME: Final = "_kesu.register"
_VERSION_NAME: Final = "_kesu.version"
_VERSION: Final = "1"

_TITLE_ROW, _LEGEND_ROW, _BAND_ROW = 1, 2, 3
_HEIGHTS: Final = {_TITLE_ROW: 40, _LEGEND_ROW: 26, _BAND_ROW: 22, HEAD_ROW: 40}
_FROZEN: Final = 3
#: Chips of the legend: icon, state, ground and text.
_LEGEND: Final = (
    ("■", "breached", look.BREACHED),
    ("▲", "at_risk", look.AT_RISK),
    ("◆", "late", look.LATE),
    ("‖", "paused", look.PAUSED),
)
#: Pixels of an A4 page across, without margins, when the text is printed at about 7 pt.
_PAGE_PIXELS: Final = 1490


def register_columns() -> list[Column]:
    """Return the columns of the register as they stand on the sheet: by group, the number first."""
    # the customer is written down after the number, but read right beside it
    in_groups = {group: [c for c in COLUMNS.values() if c.group is group] for group in Group}
    return [column for group in Group for column in in_groups[group]]


def fill_register_sheet(
    pen: Pen, sheet: Worksheet, profile: str, complaints: Sequence[Complaint], identity: str = ""
) -> None:
    """Make the first sheet of a workbook the register.

    Args:
        pen: Writes the workbook.
        sheet: The sheet, still empty, already named.
        profile: Name of the policy, said in the title band.
        complaints: Rows of the register, in order; None where a cell is empty.
        identity: What the register is known by; "" for its path.
    """
    lang = pen.lang
    columns = register_columns()
    shapes = shaped(columns, lang, banded=True)
    set_heights(sheet)
    for row, pixels in _HEIGHTS.items():
        sheet.row_dimensions[row].height = look.pixels_to_points(pixels)
    _write_title(pen, sheet, len(columns), profile)
    _write_heads(pen, sheet, shapes)
    rows = [[getattr(complaint, column.name) for column in columns] for complaint in complaints]
    write_rows(pen, sheet, shapes, HEAD_ROW + 1, rows)
    add_excel_table(sheet, REGISTER, HEAD_ROW, max(len(rows), 1), [column.say(lang) for column in columns])
    last_row = HEAD_ROW + max(PREPARED, len(rows) * 2)
    guard(sheet, columns, lang, HEAD_ROW + 1, last_row)
    _name_places(pen, sheet, last_row, identity)
    sheet.freeze_panes = f"{get_column_letter(_FROZEN + 1)}{HEAD_ROW + 1}"
    sheet.sheet_properties.tabColor = look.BRAND
    _set_up_page(sheet, lang, shapes)


def _write_title(pen: Pen, sheet: Worksheet, width: int, profile: str) -> None:
    lang = pen.lang
    band = pen.style(ground=look.BRAND, color=look.SUBTITLE)
    for row in (_TITLE_ROW, _LEGEND_ROW):
        pen.fill_row(sheet, row, width, band)
    title = pen.style(size=16, bold=True, color=look.WHITE, ground=look.BRAND, indent=1)
    pen.put(sheet, _TITLE_ROW, 1, say("newbook.title", lang), title)
    note = pen.style(size=9, color=look.SUBTITLE, ground=look.BRAND, indent=1)
    rules = f"{clocks_in_words(profile, lang)}    {say('newbook.subtitle', lang)}"
    pen.put(sheet, _TITLE_ROW, _FROZEN + 1, rules, note)
    for at, (icon, state, (ground, color)) in enumerate(_LEGEND, start=1):
        chip = pen.style(bold=True, ground=ground, color=color, horizontal="center")
        pen.put(sheet, _LEGEND_ROW, at, f"{icon} {say(f'newbook.state.{state}', lang)}", chip)
    pen.put(sheet, _LEGEND_ROW, len(_LEGEND) + 1, say("newbook.legend", lang), note)


def clocks_in_words(profile: str, lang: str) -> str:
    """Return the clocks of a profile in one line."""
    if profile in ("default", "dealer", "oem"):
        return say(f"newbook.clocks.{profile}", lang)
    return say("newbook.clocks.own", lang, profile=profile)


def _write_heads(pen: Pen, sheet: Worksheet, shapes: Sequence[Shape]) -> None:
    grounds = dict(zip(Group, look.GROUP_BANDS, strict=True))
    labelled: set[Group] = set()
    for at, shape in enumerate(shapes, start=1):
        group = shape.column.group
        band = pen.style(size=9, bold=True, color=look.WHITE, ground=grounds[group], indent=1)
        label = None if group in labelled else say(f"newbook.group.{group.name}", pen.lang)
        labelled.add(group)
        pen.put(sheet, _BAND_ROW, at, label, band)
        ground = look.BRAND_TINT if group is Group.CLOCKS else look.HEAD
        pen.put(sheet, HEAD_ROW, at, shape.column.say(pen.lang), head_style(pen, shape, ground))


def _name_places(pen: Pen, sheet: Worksheet, last_row: int, identity: str) -> None:
    place = quote_sheetname(sheet.title)
    own = ((IDENTITY_NAME, f'"{identity}"'),) if identity else ()
    for name, value in (
        *own,
        (REGISTER_NAME, f"{place}!$A${HEAD_ROW}"),
        (_VERSION_NAME, f'"{_VERSION}"'),
        (CASES, f"{place}!$A${HEAD_ROW + 1}:$A${last_row}"),
    ):
        pen.workbook.defined_names[name] = DefinedName(name, attr_text=value, hidden=True)


def _set_up_page(sheet: Worksheet, lang: str, shapes: Sequence[Shape]) -> None:
    frozen = sum(shape.width for shape in shapes[:_FROZEN])
    rest = sum(shape.width for shape in shapes[_FROZEN:])
    page_set_up(
        sheet, lang, get_column_letter(len(shapes)), f"{_TITLE_ROW}:{HEAD_ROW}",
        wide=ceil(rest / (_PAGE_PIXELS - frozen)), title_columns=f"A:{get_column_letter(_FROZEN)}",
    )  # fmt: skip
