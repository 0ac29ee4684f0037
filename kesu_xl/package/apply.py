"""Applying changes to a workbook of ours.

For now through openpyxl, which loses what it does not know: so only registers that we made are taken, and only while
nothing is in them that would be lost. Whatever is refused leaves nothing changed, as the result is new bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING, Final

from kesu_xl.change import (
    AddName,
    Cells,
    Change,
    DropOurs,
    Formula,
    Look,
    PutSheet,
    Rule,
    SetCells,
    SetRules,
    SetWidths,
    Value,
    rows,
)
from kesu_xl.package.losses import refuse_losses
from kesu_xl.package.ours import sheet_in
from kesu_xl.package.tidy import tidied

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["apply_changes"]

#: Excel's own ids of number formats end far below; ours in conditional formats count from here.
_FORMAT_IDS: Final = 1000
_TAG = re.compile(r'N\("kesu\.([^"]*)"\)')


def apply_changes(source: bytes, changes: Sequence[Change]) -> bytes:
    """Return the workbook with the changes made, in their order; the same changes again give the same bytes.

    Args:
        source: An .xlsx file that has our hidden name ``_kesu.register``.
        changes: What to change.

    Raises:
        KesuError: Not a workbook of ours, or something in it would be lost.
    """
    from openpyxl import load_workbook  # a tenth of a second at import

    refuse_losses(source)
    workbook = load_workbook(BytesIO(source), rich_text=True)
    for change in changes:
        _apply(workbook, change)
    # Excel keeps names in this order; a name that was dropped and made again is back in its place.
    names = sorted(workbook.defined_names.items(), key=lambda item: item[0].casefold())
    workbook.defined_names.clear()
    workbook.defined_names.update(names)
    workbook.calculation.fullCalcOnLoad = True
    written = BytesIO()
    workbook.save(written)
    return tidied(written.getvalue())


def _apply(workbook: Workbook, change: Change) -> None:
    match change:
        case SetCells():
            for block in change.blocks:
                _write(workbook[change.sheet], block)
        case PutSheet():
            _put_sheet(workbook, change)
        case SetRules():
            _set_rules(workbook, workbook[change.sheet], change.rules)
        case AddName():
            _add_name(workbook, change)
        case SetWidths():
            for column, pixels in change.at_least:
                _widen(workbook[change.sheet], column, pixels)
        case DropOurs():
            _drop(workbook, change)


# --- cells --------------------------------------------------------------------------------------------------------


def _write(sheet: Worksheet, block: Cells) -> None:
    from openpyxl.cell import Cell

    dressed: dict[Look, Cell] = {}
    looks = block.looks or (None,) * len(block.values)
    for row, values in rows(block):
        for column, (value, look) in enumerate(zip(values, looks, strict=True), start=block.column):
            cell = sheet.cell(row, column)
            if not isinstance(cell, Cell):
                raise ValueError(f"{sheet.title}!{cell.coordinate} is inside a merged cell")
            _put(cell, value)
            if look in dressed:
                # Equal looks are worked out once: this is most of the time of a large register.
                cell._style = copy(dressed[look]._style)  # type: ignore[attr-defined]  # not in the stubs
            elif look is not None:
                _dress(cell, look)
                dressed[look] = cell


def _put(cell: Cell, value: Value) -> None:
    if isinstance(value, Formula):
        cell.value = f"={value.text}"
    elif isinstance(value, str):
        cell.value = value
        # A text that begins with an equals sign stays a text.
        cell.data_type = "s"
    else:
        cell.value = value


def _dress(cell: Cell, look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    if look.number_format is not None:
        cell.number_format = look.number_format
    if look.ground is not None:
        cell.fill = PatternFill("solid", fgColor=look.ground, bgColor=look.ground)
    if look.font is not None or look.ink is not None or look.bold is not None:
        old = cell.font
        cell.font = Font(
            name=look.font or old.name,
            size=look.size or old.size,
            bold=old.bold if look.bold is None else look.bold,
            color=look.ink or old.color,
        )
    if look.horizontal is not None or look.wrap:
        cell.alignment = Alignment(
            horizontal=look.horizontal, vertical=look.vertical, indent=look.indent, wrap_text=look.wrap or None
        )
    if look.line_below is not None:
        cell.border = Border(bottom=Side(style="thin", color=look.line_below))


def _widen(sheet: Worksheet, column: int, pixels: int) -> None:
    from openpyxl.utils import get_column_letter

    width = round((pixels - 5) / 7, 4)
    letters = get_column_letter(column)
    # One <col> may stand for several columns; it has to be taken apart before one of them changes.
    for first, dimension in list(sheet.column_dimensions.items()):
        if (
            dimension.min
            and dimension.max
            and dimension.min <= column <= dimension.max
            and dimension.max > dimension.min
        ):
            for number in range(dimension.min, dimension.max + 1):
                own = sheet.column_dimensions[get_column_letter(number)]
                own.width, own.hidden = dimension.width, dimension.hidden
                own.min = own.max = number
            if first != get_column_letter(dimension.min):
                del sheet.column_dimensions[first]
    dimension = sheet.column_dimensions[letters]
    if not dimension.customWidth or dimension.width < width:
        dimension.width = width


# --- sheets and names ---------------------------------------------------------------------------------------------


def _put_sheet(workbook: Workbook, change: PutSheet) -> None:
    old = _sheet_of(workbook, change.slot)
    if old is None:
        taken = {name.casefold() for name in workbook.sheetnames}
        name, n = change.name, 2
        while name.casefold() in taken:
            name, n = f"{change.name} ({n})", n + 1
        at = len(workbook.sheetnames)
    else:
        name, at = old.title, workbook.sheetnames.index(old.title)
        workbook.remove(old)
    sheet = workbook.create_sheet(name, at)
    sheet.sheet_state = change.state
    for block in change.blocks:
        _write(sheet, block)
    _define(workbook, _slot_name(change.slot), f"{_quoted(name)}!$A$1", hidden=True)


def _sheet_of(workbook: Workbook, slot: int) -> Worksheet | None:
    defined = workbook.defined_names.get(_slot_name(slot))
    title = sheet_in(defined.attr_text or "") if defined else ""
    return workbook[title] if title in workbook.sheetnames else None


def _slot_name(slot: int) -> str:
    return f"_kesu.sheet.{slot}"


def _add_name(workbook: Workbook, change: AddName) -> None:
    refers_to = change.refers_to
    if change.slot is not None:
        sheet = _sheet_of(workbook, change.slot)
        if sheet is None:
            raise ValueError(f"{change.name}: there is no sheet {change.slot} of ours")
        refers_to = f"{_quoted(sheet.title)}!{refers_to}"
    _define(workbook, change.name, refers_to, hidden=change.hidden)


def _define(workbook: Workbook, name: str, refers_to: str, *, hidden: bool) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    workbook.defined_names[name] = DefinedName(name, attr_text=refers_to, hidden=hidden or None)


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


# --- conditional formats ------------------------------------------------------------------------------------------


def _set_rules(workbook: Workbook, sheet: Worksheet, new: Sequence[Rule]) -> None:
    from openpyxl.formatting.rule import Rule as Condition
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.styles.numbers import NumberFormat

    names = {rule.name for rule in new}
    _drop_rules(sheet, lambda name: name in names)
    ids = _format_ids(workbook)
    before = sum(len(area.rules) for area in sheet.conditional_formatting)
    for priority, rule in enumerate(new, start=before + 1):
        look = rule.look
        style = DifferentialStyle(
            font=Font(color=look.ink, bold=look.bold) if look.ink or look.bold is not None else None,
            # A conditional ground is the pattern's background; its foreground would hide it.
            fill=PatternFill(bgColor=look.ground) if look.ground else None,
            numFmt=NumberFormat(ids.setdefault(look.number_format, _FORMAT_IDS + len(ids)), look.number_format)
            if look.number_format
            else None,
        )
        condition = Condition(type="expression", dxf=style, formula=[rule.formula])
        condition.priority = priority
        sheet.conditional_formatting.add(rule.cells, condition)


def _format_ids(workbook: Workbook) -> dict[str, int]:
    """Return the number formats of the conditional formats that are there, with their ids."""
    ids: dict[str, int] = {}
    for style in workbook._differential_styles.styles:  # type: ignore[attr-defined]
        if style.numFmt is not None:
            ids[style.numFmt.formatCode] = style.numFmt.numFmtId
    return ids


def _drop_rules(sheet: Worksheet, ours: Callable[[str], bool]) -> None:
    from openpyxl.formatting.formatting import ConditionalFormattingList

    kept = []
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            name = _name_of(rule.formula)
            if name is None or not ours(name):
                kept.append((rule.priority, str(area.sqref), rule))
    sheet.conditional_formatting = ConditionalFormattingList()
    # Numbered anew in their old order, so that ours can come last.
    for number, (_, cells, rule) in enumerate(sorted(kept, key=lambda found: found[0]), start=1):
        rule.priority = number
        sheet.conditional_formatting.add(cells, rule)


def _name_of(formulas: Sequence[str]) -> str | None:
    for formula in formulas:
        found = _TAG.search(formula)
        if found:
            return found[1]
    return None


# --- taking out ---------------------------------------------------------------------------------------------------


def _drop(workbook: Workbook, change: DropOurs) -> None:
    for name in change.blocks:
        defined = workbook.defined_names.get(name)
        if defined is None:
            continue
        _empty(workbook, defined.attr_text or "")
        del workbook.defined_names[name]
    if change.rules:
        for sheet in workbook.worksheets:
            _drop_rules(sheet, lambda name: name.startswith(change.rules))
    for name in [name for name in workbook.defined_names if name.startswith(change.names)]:
        del workbook.defined_names[name]


def _empty(workbook: Workbook, refers_to: str) -> None:
    from openpyxl.utils import range_boundaries

    title, area = sheet_in(refers_to), refers_to.rpartition("!")[2]
    if title not in workbook.sheetnames or "#REF!" in area:
        return
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    for row in range(top or 1, (bottom or 0) + 1):
        for column in range(left or 1, (right or 0) + 1):
            # Forgotten rather than blanked: what is put there next starts from a cell without any look.
            workbook[title]._cells.pop((row, column), None)
