"""Writing cells into the rows of a sheet of somebody's: in order, their formats kept, everything else as it stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kesu_xl.change import Cells
from kesu_xl.package.a1 import position
from kesu_xl.package.celltext import ROW
from kesu_xl.package.formulas import moved
from kesu_xl.package.markup import escaped, unescaped
from kesu_xl.package.rowscan import CellPlace, RowPlace, attribute_in, masked, rows_in, split

__all__ = ["Box", "Written", "cleared", "written"]

_FORMULA: Final = re.compile(rb"<(?:[\w.\-]+:)?f(?=[\s/>])([^>]*?)(/>|>([^<]*)<)")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Written:
    """What came out of writing a block.

    Attributes:
        rows: The rows.
        formulas: Whether a formula was overwritten.
        replaced: What stood in cells that were there: row, column and XML of each.
    """

    rows: bytes
    formulas: bool = False
    replaced: list[tuple[int, int, bytes]] = field(default_factory=list)


#: Gives the cells of a row of a block from the formats that they have by now, `ROW` for the row number.
MakeRow = Callable[[tuple[int, ...]], str]


def written(
    rows: bytes, prefix: str, block: Cells, make_row: MakeRow, default: Callable[[int], int], *, spans: bool
) -> Written:
    """Write a block.

    Args:
        rows: The rows of the sheet.
        prefix: Of the part's elements, with the colon.
        block: Which cells.
        make_row: Gives them.
        default: Column -> format of its cells where the row says nothing.
        spans: Widen the hint of a row about its columns; left where the cells are taken out again later.
    """
    box = Box(block.first, block.column, block.last, block.column + len(block.values) - 1)
    made: dict[tuple[int, ...], str] = {}
    result = Written(b"")
    masters: list[tuple[bytes, str, int, int]] = []
    by_column = tuple(default(column) for column in range(box.left, box.right + 1))
    pieces: list[bytes] = []
    mask = masked(rows)
    at, wanted = 0, box.top

    def cells(number: int, styles: tuple[int, ...]) -> bytes:
        if styles not in made:
            made[styles] = make_row(styles)
        return made[styles].replace(ROW, str(number)).encode()

    def new_rows(stop: int) -> Iterator[bytes]:
        for number in range(wanted, stop):
            content = cells(number, by_column)
            if content:
                yield f'<{prefix}row r="{number}">'.encode() + content + f"</{prefix}row>".encode()

    for row in rows_in(mask):
        if row.number < box.top:
            continue
        stop = min(row.number, box.bottom + 1)
        pieces.append(rows[at : row.start])
        pieces += new_rows(stop)
        at, wanted = row.start, max(wanted, stop)
        if row.number > box.bottom:
            break
        tag = rows[row.start : row.inner]
        places = split(mask, row, box.left, box.right)
        styles = list(_row_default(tag) or by_column)
        styles = styles * len(by_column) if len(styles) == 1 else styles
        for place in places[1]:
            xml = rows[place.start : place.end]
            style = attribute_in(xml[: place.inner - place.start], b"s") or b"0"
            styles[place.column - box.left] = int(style) if style.isdigit() else 0
            result.replaced.append((row.number, place.column, xml))
            formula = _FORMULA.search(xml)
            if formula is not None:
                result.formulas = True
                shared = attribute_in(formula[1], b"si")
                if shared is not None and formula[3]:
                    masters.append((shared, unescaped(formula[3].decode()), row.number, place.column))
        content = cells(row.number, tuple(styles))
        pieces += _row_with(rows, row, places, box, content, spans=spans)
        at, wanted = row.end, row.number + 1
    else:
        # Behind the last row.
        pieces.append(rows[at:])
        at = len(rows)
        pieces += new_rows(box.bottom + 1)
    pieces.append(rows[at:])
    result.rows = b"".join(pieces)
    for shared, text, number, column in masters:
        result.rows = _unshared(result.rows, shared, text, number, column)
    return result


def _row_default(tag: bytes) -> tuple[int] | None:
    """Return the format that a row gives to its empty cells."""
    style = attribute_in(tag, b"s")
    if style is None or not style.isdigit() or attribute_in(tag, b"customFormat") not in (b"1", b"true"):
        return None
    return (int(style),)


def _row_with(
    rows: bytes, row: RowPlace, places: tuple[int, list[CellPlace], int], box: Box, content: bytes, *, spans: bool
) -> list[bytes]:
    tag = rows[row.start : row.inner]
    if spans:
        tag = _widened(tag, box)
    if row.empty:
        if not content:
            return [tag]
        name = re.match(rb"<([^\s/>]+)", tag)
        # The blank before > says that it was <row/>: so it is again when nothing is left in it.
        return [tag[:-2] + b" >", content, b"</" + (name[1] if name else b"row") + b">"]
    before, _, after = places
    closed = rows[after : row.end]
    if content and not rows[row.inner : row.close].strip():
        # And the blank in the end tag says that it was <row></row>.
        closed = closed[:-1] + b" >"
    return [tag, rows[row.inner : before], content, closed]


def _widened(tag: bytes, box: Box) -> bytes:
    found = re.search(rb"""\sspans\s*=\s*["'](\d+):(\d+)["']""", tag)
    if found is None:
        return tag
    first, last = min(int(found[1]), box.left), max(int(found[2]), box.right)
    return tag[: found.start(1)] + b"%d:%d" % (first, last) + tag[found.end(2) :]


def _unshared(rows: bytes, shared: bytes, text: str, number: int, column: int) -> bytes:
    """Give the cells that shared a formula with an overwritten one their own."""
    pattern = re.compile(
        rb"""(<(?:[\w.\-]+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]+\d+)["'][^>]*>\s*)<((?:[\w.\-]+:)?f)\s([^>]*?)(?:/>|></\3>)"""
    )

    def own(found: re.Match[bytes]) -> bytes:
        if attribute_in(b" " + found[4], b"si") != shared:
            return found[0]
        row, at = position(found[2].decode())
        formula = escaped(moved(text, row - number, at - column)).encode()
        return found[1] + b"<" + found[3] + b">" + formula + b"</" + found[3] + b">"

    return pattern.sub(own, rows)


def cleared(rows: bytes, box: Box, restored: dict[int, bytes] | None = None) -> bytes:
    """Take cells out; a row that has nothing left and says nothing of itself goes as well.

    Args:
        rows: The rows of the sheet.
        box: Which cells.
        restored: Row -> what to put in their place.
    """
    pieces: list[bytes] = []
    at = 0
    mask = masked(rows)
    for row in rows_in(mask):
        if row.number < box.top:
            continue
        if row.number > box.bottom:
            break
        _, inside, _ = split(mask, row, box.left, box.right)
        if not inside:
            continue
        left = (
            rows[row.inner : inside[0].start] + (restored or {}).get(row.number, b"") + rows[inside[-1].end : row.close]
        )
        tag = rows[row.start : row.inner]
        pieces.append(rows[at : row.start])
        at = row.end
        if left.strip():
            pieces += (tag, left, rows[row.close : row.end])
        elif rows[row.close : row.end].endswith(b" >"):
            pieces += (tag, left, rows[row.close : row.end - 2], b">")
        elif tag.endswith(b" >"):
            pieces.append(tag[:-2] + b"/>")
        elif not re.fullmatch(rb'<(?:[\w.\-]+:)?row r="\d+">', tag):
            pieces += (tag, left, rows[row.close : row.end])
    pieces.append(rows[at:])
    return b"".join(pieces)
