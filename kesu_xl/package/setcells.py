"""`SetCells` on a sheet of somebody's: refused where cells must not be written, remembered where they are ours."""

from __future__ import annotations

import re
from typing import Final

from kesu_xl.change import Cells, Formula, Look, SetCells
from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import address, area
from kesu_xl.package.blocks import described, drop_block
from kesu_xl.package.celltext import row_of_cells
from kesu_xl.package.cellwrite import Box, written
from kesu_xl.package.columns import column_format
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.limits import COLUMN_LIMIT, ROW_LIMIT
from kesu_xl.package.made import remember
from kesu_xl.package.markup import element
from kesu_xl.package.rowscan import attribute_in
from kesu_xl.package.sheettext import SheetText

__all__ = ["box_of", "set_cells", "widen_dimension"]

_ARRAY: Final = re.compile(rb"<(?:[\w.\-]+:)?f(?=\s)[^>]*\bt\s*=\s*[\"'](?:array|dataTable)[\"'][^>]*>")
#: A cell with a value or a formula.
_FILLED: Final = re.compile(rb"<(?:[\w.\-]+:)?(?:v>[^<]|f[\s>/]|is>)")
#: Bytes of a description of what stood in cells that we overwrote; more is not remembered.
_LONGEST: Final = 7000


def box_of(block: Cells) -> Box:
    """Return the rectangle of a block."""
    return Box(block.first, block.column, block.last, block.column + len(block.values) - 1)


def set_cells(edit: WorkbookEdit, change: SetCells) -> None:
    """Write cells.

    Raises:
        KesuError: A cell is inside a merged one, belongs to an array formula, is locked on a protected sheet, or lies
            beyond the last column or row; or a cell of a block that is ours is filled by somebody.
    """
    text = edit.text(change.sheet)
    there = edit.book.names.get(change.block) if change.block else None
    if there is not None:
        drop_block(edit, there.text)
    before = text.xml(span) if (span := text.find("dimension")) else b""
    replaced: list[tuple[int, int, bytes]] = []
    for block in change.blocks:
        if block.last < block.first or not block.values:
            continue
        box = box_of(block)
        if box.right > COLUMN_LIMIT or box.bottom > ROW_LIMIT:
            raise KesuError("no_room", sheet=change.sheet, cell=address(box.top, box.left))
        _refuse_taken(text, change.sheet, box, block)
        replaced += _write(edit, text, change, block)
        if change.block and (taken := [(row, at) for row, at, xml in replaced if _FILLED.search(xml)]):
            # What we take out again later is never put over what somebody typed.
            raise KesuError("cell_taken", sheet=change.sheet, cell=address(*taken[0]))
        if any(isinstance(value, Formula) for value in block.values):
            edit.calculates()
        widen_dimension(text, box)
    edit.stale = True
    if change.block and change.blocks:
        names, place = edit.book.names, edit.place(change.sheet)
        after = text.xml(span) if (span := text.find("dimension")) else b""
        if before != after:
            remember(names, place, "dimension", before, after)
        boxes = [box_of(block) for block in change.blocks]
        known = described(replaced)
        if known and len(known) < _LONGEST:
            remember(names, place, "cells", known.encode(), _outline(boxes))


def _outline(boxes: list[Box]) -> bytes:
    top, left = min(box.top for box in boxes), min(box.left for box in boxes)
    return f"{top},{left},{max(box.bottom for box in boxes)},{max(box.right for box in boxes)}".encode()


def _write(edit: WorkbookEdit, text: SheetText, change: SetCells, block: Cells) -> list[tuple[int, int, bytes]]:
    styles = edit.styles
    locked = _locked(text)

    def make_row(bases: tuple[int, ...]) -> str:
        for number, base in enumerate(bases, start=block.column):
            if locked and styles.locked(base) and not _open_range(text, block, number):
                raise KesuError("sheet_protected", sheet=change.sheet, cell=address(block.first, number))

        def style_of(look: Look | None, column: int) -> int:
            base = bases[column - block.column]
            return base if look is None else styles.dressed(base, look)

        return row_of_cells(block, text.prefix, style_of, styles, date1904=edit.book.date1904)

    def default(column: int) -> int:
        return column_format(text, column)

    result = written(text.rows, text.prefix, block, make_row, default, spans=not change.block)
    text.rows = result.rows
    if result.formulas:
        edit.book.forget_order()
    return result.replaced


def _locked(text: SheetText) -> bool:
    span = text.find("sheetProtection")
    return span is not None and span.attributes.get("sheet", "0") in ("1", "true")


def _open_range(text: SheetText, block: Cells, column: int) -> bool:
    """Say whether a range without a lock covers a column of a block."""
    span = text.find("protectedRanges")
    for found in text.children(span) if span else []:
        secured = any(found.attributes.get(key) for key in ("password", "hashValue", "securityDescriptor"))
        for ref in found.attributes.get("sqref", "").split():
            top, left, bottom, right = area(ref)
            if not secured and top <= block.first and block.last <= bottom and left <= column <= right:
                return True
    return False


def _refuse_taken(text: SheetText, sheet: str, box: Box, block: Cells) -> None:
    if all(value is None for value in block.values):
        return
    span = text.find("mergeCells")
    for merged in text.children(span) if span else []:
        top, left, bottom, right = _area(merged.attributes.get("ref", ""))
        if top > box.bottom or bottom < box.top or left > box.right or right < box.left:
            continue
        for row in range(max(top, box.top), min(bottom, box.bottom) + 1):
            for column in range(max(left, box.left), min(right, box.right) + 1):
                if (row, column) != (top, left) and block.values[column - box.left] is not None:
                    raise KesuError("cell_merged", sheet=sheet, cell=address(row, column))
    if b"array" not in text.rows and b"dataTable" not in text.rows:
        return
    for found in _ARRAY.finditer(text.rows):
        ref = (attribute_in(found[0], b"ref") or b"").decode()
        top, left, bottom, right = _area(ref)
        if top > box.bottom or bottom < box.top or left > box.right or right < box.left:
            continue
        if (top, left) != (bottom, right):
            raise KesuError("cell_of_array", sheet=sheet, cell=address(max(top, box.top), max(left, box.left)))


def _area(ref: str) -> tuple[int, int, int, int]:
    try:
        return area(ref)
    except ValueError:
        return 0, 0, 0, 0


def widen_dimension(text: SheetText, box: Box) -> None:
    """Let the stated extent of a sheet take in a rectangle; a sheet that states none keeps none."""
    span = text.find("dimension")
    if span is None:
        return
    top, left, bottom, right = _area(span.attributes.get("ref", ""))
    if not top:
        return
    wide = min(top, box.top), min(left, box.left), max(bottom, box.bottom), max(right, box.right)
    if wide != (top, left, bottom, right):
        ref = f"{address(wide[0], wide[1])}:{address(wide[2], wide[3])}"
        text.put("dimension", element(f"{text.prefix}dimension", {"ref": ref}).encode())
