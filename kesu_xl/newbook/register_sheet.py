"""The register's own sheet: title, legend, group bands, heads, and the table of complaints."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from kesu_xl.clock import Policy
from kesu_xl.complaint import Column, Complaint, Group
from kesu_xl.newbook import look
from kesu_xl.newbook.entry import CASES, guard
from kesu_xl.newbook.layout import Computed, Placed, live_columns, plain_columns
from kesu_xl.newbook.shape import Shape, shaped
from kesu_xl.newbook.table_sheet import (
    PREPARED,
    add_excel_table,
    head_style,
    page_set_up,
    set_heights,
    write_rows,
)
from kesu_xl.notation import ROW_LIMIT
from kesu_xl.package.ours import COMPUTED_NAME, IDENTITY_NAME
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
#: Chips that count: state, ground and text, formula. A row without a complaint has no state; those that are closed in
#: any way have a 1.
_COUNTED: Final = (
    ("breached", look.BREACHED, 'COUNTIF(kesu_s_worst,"breached")'),
    ("at_risk", look.AT_RISK, 'COUNTIF(kesu_s_worst,"at_risk")'),
    ("paused", look.PAUSED, 'COUNTIF(kesu_s_worst,"paused")'),
    ("open", (look.WHITE, look.INK), 'COUNTIFS(kesu_s_worst,"?*",kesu_s_closed,0)'),
)
#: Pixels of an A4 page across, without margins, when the text is printed at about 7 pt.
_PAGE_PIXELS: Final = 1490


def fill_register_sheet(
    pen: Pen,
    sheet: Worksheet,
    profile: str,
    complaints: Sequence[Complaint],
    policy: Policy | None,
    identity: str = "",
) -> None:
    """Make the first sheet of a workbook the register.

    Args:
        pen: Writes the workbook.
        sheet: The sheet, still empty, already named.
        profile: Name of the policy, said in the title band.
        complaints: Rows of the register, in order; None where a cell is empty.
        policy: The clocks that columns of their own show; None: no column shows any.
        identity: What the register is known by; "" for its path.
    """
    lang = pen.lang
    placed = plain_columns() if policy is None else live_columns(policy, lang)
    columns = [place.column for place in placed]
    shapes = shaped(columns, lang, banded=True)
    frozen = _FROZEN if policy is None else _FROZEN + 1
    set_heights(sheet)
    for row, pixels in _HEIGHTS.items():
        sheet.row_dimensions[row].height = look.pixels_to_points(pixels)
    _write_band(pen, sheet, len(columns))
    if policy is None:
        _write_legend(pen, sheet, profile)
    else:
        _write_counts(pen, sheet, profile)
    _write_heads(pen, sheet, shapes)
    folded = [place.column.name for place in placed if place.folded]
    rows = [[getattr(complaint, column.name, None) for column in columns] for complaint in complaints]
    write_rows(pen, sheet, shapes, HEAD_ROW + 1, rows, folded=folded)
    if folded:
        _fold(sheet, placed)
    add_excel_table(
        sheet, REGISTER, HEAD_ROW, max(len(rows), 1), [column.say(lang) for column in columns],
        {column.say(lang): column.formula for column in columns if isinstance(column, Computed)},
    )  # fmt: skip
    last_row = HEAD_ROW + max(PREPARED, len(rows) * 2)
    guard(sheet, columns, lang, HEAD_ROW + 1, last_row)
    _name_places(pen, sheet, last_row, identity)
    if policy is not None:
        _name_computed(pen, sheet, columns)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{HEAD_ROW + 1}"
    sheet.sheet_properties.tabColor = look.BRAND
    shown = [shape for shape, place in zip(shapes, placed, strict=True) if not place.folded]
    _set_up_page(sheet, lang, shown, get_column_letter(len(columns)), frozen)


def _write_band(pen: Pen, sheet: Worksheet, width: int) -> None:
    band = pen.style(ground=look.BRAND, color=look.SUBTITLE)
    for row in (_TITLE_ROW, _LEGEND_ROW):
        pen.fill_row(sheet, row, width, band)
    title = pen.style(size=16, bold=True, color=look.WHITE, ground=look.BRAND, indent=1)
    pen.put(sheet, _TITLE_ROW, 1, say("newbook.title", pen.lang), title)


def _write_legend(pen: Pen, sheet: Worksheet, profile: str) -> None:
    """Write the rules beside the title, and what the colours mean once the register is flagged."""
    lang = pen.lang
    note = pen.style(size=9, color=look.SUBTITLE, ground=look.BRAND, indent=1)
    rules = f"{clocks_in_words(profile, lang)}    {say('newbook.subtitle', lang)}"
    pen.put(sheet, _TITLE_ROW, _FROZEN + 1, rules, note)
    for at, (icon, state, (ground, color)) in enumerate(_LEGEND, start=1):
        chip = pen.style(bold=True, ground=ground, color=color, horizontal="center")
        pen.put(sheet, _LEGEND_ROW, at, f"{icon} {say(f'newbook.state.{state}', lang)}", chip)
    pen.put(sheet, _LEGEND_ROW, len(_LEGEND) + 1, say("newbook.legend", lang), note)


def _write_counts(pen: Pen, sheet: Worksheet, profile: str) -> None:
    """Write beside the title as of when, and how many complaints are in which state.

    Without what the formulas read, which `kesu clean` takes out, the chips still say what the colours mean.
    """
    lang = pen.lang
    for at, (state, (ground, color), formula) in enumerate(_COUNTED, start=1):
        word = say("newbook.open", lang) if state == "open" else say(f"clock.shown.{state}", lang)
        shown = f'"{word} "0;;"{word} "0;"{word}"'
        chip = pen.style(bold=True, ground=ground, color=color, horizontal="center", number_format=shown)
        pen.compute(sheet, _LEGEND_ROW, at, f'IFERROR({formula},"")', chip)
    now = pen.style(
        size=9, color=look.SUBTITLE, ground=look.BRAND, indent=1, number_format=say("newbook.as_of", lang)
    )  # fmt: skip
    note = pen.style(size=9, color=look.SUBTITLE, ground=look.BRAND)
    first = len(_COUNTED) + 1
    pen.compute(sheet, _TITLE_ROW, first, 'IFERROR(kesu_now,"")', now)
    pen.put(sheet, _TITLE_ROW, first + 1, clocks_in_words(profile, lang), note)
    indented = pen.style(size=9, color=look.SUBTITLE, ground=look.BRAND, indent=1)
    pen.put(sheet, _LEGEND_ROW, first, say("newbook.live", lang), indented)


def _fold(sheet: Worksheet, placed: Sequence[Placed]) -> None:
    """Put the button that unfolds columns over the column before them."""
    outline = sheet.sheet_properties.outlinePr
    assert outline is not None  # openpyxl gives every sheet one
    outline.summaryRight = False
    # without the level in the sheet's format Excel keeps no room for the buttons; openpyxl takes it from here
    sheet.column_dimensions.max_outline = 1
    for at, (before, place) in enumerate(pairwise(placed), start=1):
        if place.folded and not before.folded:
            sheet.column_dimensions[get_column_letter(at)].collapsed = True


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


def _name_computed(pen: Pen, sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Say which cells are no input: the counts above the heads, and each computed column with its head."""
    letters = [get_column_letter(at) for at, column in enumerate(columns, start=1) if isinstance(column, Computed)]
    counts = get_column_letter(len(_COUNTED))
    areas = [f"$A${_LEGEND_ROW}:${counts}${_LEGEND_ROW}"]
    areas.append(f"${get_column_letter(len(_COUNTED) + 1)}${_TITLE_ROW}")
    areas += [f"${letter}${HEAD_ROW}:${letter}${ROW_LIMIT}" for letter in letters]
    place = quote_sheetname(sheet.title)
    text = ",".join(f"{place}!{area}" for area in areas)
    pen.workbook.defined_names[COMPUTED_NAME] = DefinedName(COMPUTED_NAME, attr_text=text, hidden=True)


def _set_up_page(sheet: Worksheet, lang: str, shown: Sequence[Shape], last_column: str, frozen: int) -> None:
    repeated = sum(shape.width for shape in shown[:frozen])
    rest = sum(shape.width for shape in shown[frozen:])
    page_set_up(
        sheet, lang, last_column, f"{_TITLE_ROW}:{HEAD_ROW}",
        wide=ceil(rest / (_PAGE_PIXELS - repeated)), title_columns=f"A:{get_column_letter(frozen)}",
    )  # fmt: skip
