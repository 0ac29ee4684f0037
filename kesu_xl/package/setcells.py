"""`SetCells` on a sheet of somebody's: refused where cells must not be written, remembered where they are ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from kesu_xl.change import Cells, Formula, Look, SetCells
from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import Area, address, area
from kesu_xl.package.blocks import Described, drop_block
from kesu_xl.package.celltext import ROW, row_of_cells
from kesu_xl.package.cellwrite import CellsOf, Written, unshared, written
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
_FORMULA: Final = re.compile(rb"<(?:[\w.\-]+:)?f[\s>/]")
#: Bytes of a description of what stood in cells that we overwrote; more is not remembered.
_LONGEST: Final = 7000


def box_of(block: Cells) -> Area:
    """Return the rectangle of a block."""
    return Area(block.first, block.column, block.last, block.column + len(block.values) - 1)


def set_cells(edit: WorkbookEdit, change: SetCells) -> None:
    """Write cells.

    Raises:
        KesuError: A cell is inside a merged one, belongs to an array formula, is locked on a protected sheet, or lies
            beyond the last column or row; or a cell of a block that is ours is filled by somebody; or a cell holds a
            formula that is to be spared.
    """
    text = edit.text(change.sheet)
    there = edit.book.names.get(change.block) if change.block else None
    if there is not None:
        drop_block(edit, there.text)
    before = text.xml(span) if (span := text.find("dimension")) else b""
    blocks = [block for block in change.blocks if block.last >= block.first and block.values]
    for block in blocks:
        box = box_of(block)
        if box.right > COLUMN_LIMIT or box.bottom > ROW_LIMIT:
            raise KesuError("no_room", sheet=change.sheet, cell=address(box.top, box.left))
        _refuse_merged(text, change.sheet, block)
    stood = _write(edit, text, change, blocks)
    for block in blocks:
        if any(isinstance(value, Formula) for value in block.values):
            edit.calculates()
        widen_dimension(text, box_of(block))
    edit.stale = True
    if change.block and change.blocks:
        names, place = edit.book.names, edit.place(change.sheet)
        after = text.xml(span) if (span := text.find("dimension")) else b""
        if before != after:
            remember(names, place, "dimension", before, after)
        known = stood.text()
        if known and len(known) < _LONGEST:
            remember(names, place, "cells", known.encode(), _outline([box_of(block) for block in change.blocks]))


def _outline(boxes: list[Area]) -> bytes:
    top, left = min(box.top for box in boxes), min(box.left for box in boxes)
    return f"{top},{left},{max(box.bottom for box in boxes)},{max(box.right for box in boxes)}".encode()


def _write(edit: WorkbookEdit, text: SheetText, change: SetCells, blocks: Sequence[Cells]) -> Described:
    """Write all blocks in one pass over the rows; return what stood there, where that is to be remembered."""
    told = Written()
    stood = [Described() for _ in blocks]
    chunks = _refuse_arrays(text.chunks(), change.sheet, blocks)
    for block, here in zip(blocks, stood, strict=True):
        chunks = written(
            chunks,
            text.prefix,
            box_of(block),
            _cells_of(edit, text, change.sheet, block),
            partial(column_format, text),
            told,
            spans=not change.block,
            note=_noted(change, here),
        )
    text.rewrite(chunks)
    for master in told.masters:
        text.rewrite(unshared(rows, *master) for rows in text.chunks())
    if told.formulas:
        edit.book.forget_order()
    whole = Described()
    for here in stood:
        whole.take(here)
    return whole


def _noted(change: SetCells, stood: Described) -> Callable[[int, int, bytes], None] | None:
    if change.block:
        return partial(_note, stood, change.sheet)
    return partial(_refuse_formula, change.sheet) if change.spares_formulas else None


def _refuse_formula(sheet: str, row: int, column: int, xml: bytes) -> None:
    if _FORMULA.search(xml):
        raise KesuError("cell_calculated", sheet=sheet, cell=address(row, column))


def _note(stood: Described, sheet: str, row: int, column: int, xml: bytes) -> None:
    """Remember what stood in a cell; what we take out again later is never put over what somebody typed."""
    if _FILLED.search(xml):
        raise KesuError("cell_taken", sheet=sheet, cell=address(row, column))
    stood.add(row, column, xml)


def _cells_of(edit: WorkbookEdit, text: SheetText, sheet: str, block: Cells) -> CellsOf:
    """Return what gives the cells of a row of a block; they are worked out once for every set of formats."""
    styles = edit.styles
    locked = _locked(text)
    made: dict[tuple[int, ...], str] = {}

    def make_row(bases: tuple[int, ...]) -> str:
        for number, base in enumerate(bases, start=block.column):
            if locked and styles.locked(base) and not _open_range(text, block, number):
                raise KesuError("sheet_protected", sheet=sheet, cell=address(block.first, number))

        def style_of(look: Look | None, column: int) -> int:
            base = bases[column - block.column]
            return base if look is None else styles.dressed(base, look)

        return row_of_cells(block, text.prefix, style_of, styles, date1904=edit.book.date1904)

    def cells(number: int, bases: tuple[int, ...]) -> bytes:
        if bases not in made:
            made[bases] = make_row(bases)
        return made[bases].replace(ROW, str(number)).encode()

    return cells


def _locked(text: SheetText) -> bool:
    span = text.find("sheetProtection")
    return span is not None and span.attributes.get("sheet", "0") in ("1", "true")


def _open_range(text: SheetText, block: Cells, column: int) -> bool:
    """Say whether a range without a lock covers a column of a block."""
    span = text.find("protectedRanges")
    for found in text.children(span) if span else []:
        secured = any(found.attributes.get(key) for key in ("password", "hashValue", "securityDescriptor"))
        for ref in found.attributes.get("sqref", "").split():
            free = area(ref)
            inside = free.top <= block.first and block.last <= free.bottom and free.left <= column <= free.right
            if inside and not secured:
                return True
    return False


def _refuse_merged(text: SheetText, sheet: str, block: Cells) -> None:
    if all(value is None for value in block.values):
        return
    box = box_of(block)
    span = text.find("mergeCells")
    for merged in text.children(span) if span else []:
        whole = _area(merged.attributes.get("ref", ""))
        covered = whole.shared(box)
        if covered is None:
            continue
        for row in range(covered.top, covered.bottom + 1):
            for column in range(covered.left, covered.right + 1):
                if (row, column) != whole[:2] and block.values[column - box.left] is not None:
                    raise KesuError("cell_merged", sheet=sheet, cell=address(row, column))


def _refuse_arrays(chunks: Iterable[bytes], sheet: str, blocks: Sequence[Cells]) -> Iterator[bytes]:
    """Hand rows on; refuse where one has an array formula whose cells a block would break up."""
    boxes = [box_of(block) for block in blocks if any(value is not None for value in block.values)]
    for rows in chunks:
        for found in _ARRAY.finditer(rows) if b"array" in rows or b"dataTable" in rows else ():
            whole = _area((attribute_in(found[0], b"ref") or b"").decode())
            for box in boxes:
                covered = whole.shared(box)
                if covered is not None and whole[:2] != whole[2:]:
                    raise KesuError("cell_of_array", sheet=sheet, cell=address(covered.top, covered.left))
        yield rows


def _area(ref: str) -> Area:
    """Return a rectangle; for what is none, one that lies outside of any sheet."""
    try:
        return area(ref)
    except ValueError:
        return Area(0, 0, 0, 0)


def widen_dimension(text: SheetText, box: Area) -> None:
    """Let the stated extent of a sheet take in a rectangle; a sheet that states none keeps none."""
    span = text.find("dimension")
    if span is None:
        return
    old = _area(span.attributes.get("ref", ""))
    if not old.top:
        return
    wide = Area(min(old.top, box.top), min(old.left, box.left), max(old.bottom, box.bottom), max(old.right, box.right))
    if wide != old:
        text.put("dimension", element(f"{text.prefix}dimension", {"ref": wide.ref}).encode())
