"""Writing cells into the rows of a sheet of somebody's: in order, their formats kept, everything else as it stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kesu_xl.package.a1 import Area, position
from kesu_xl.package.formulas import moved
from kesu_xl.package.markup import escaped, unescaped
from kesu_xl.package.rowscan import CellPlace, RowPlace, attribute_in, masked, rows_in, split

__all__ = ["CellsOf", "Note", "Written", "cleared", "unshared", "written"]

_FORMULA: Final = re.compile(rb"<(?:[\w.\-]+:)?f(?=[\s/>])([^>]*?)(/>|>([^<]*)<)")
#: New rows that are handed on at a time.
_ROWS: Final = 1000


@dataclass(slots=True)
class Written:
    """What is learnt while a block is written.

    Attributes:
        formulas: Whether a formula was overwritten.
        masters: Formulas that were overwritten and that other cells share: number, text, row and column.
    """

    formulas: bool = False
    masters: list[tuple[bytes, str, int, int]] = field(default_factory=list)


#: Gives the cells of a row from its number and the formats that they have by now.
CellsOf = Callable[[int, tuple[int, ...]], bytes]
#: Is told what stood in a cell that was there: row, column, XML.
Note = Callable[[int, int, bytes], None]


def written(
    chunks: Iterable[bytes],
    prefix: str,
    box: Area,
    cells: CellsOf,
    default: Callable[[int], int],
    told: Written,
    *,
    spans: bool,
    note: Note | None = None,
) -> Iterator[bytes]:
    """Yield the rows of a sheet with a block written into them, as they come.

    Args:
        chunks: The rows, some whole ones at a time.
        prefix: Of the part's elements, with the colon.
        box: Which cells.
        cells: Gives those of a row.
        default: Column -> format of its cells where the row says nothing.
        told: Takes what is learnt.
        spans: Widen the hint of a row about its columns; left where the cells are taken out again later.
        note: Is told what stood there.
    """
    by_column = tuple(default(column) for column in range(box.left, box.right + 1))
    number, wanted = 0, box.top

    def new_rows(stop: int) -> Iterator[bytes]:
        for new in range(wanted, stop):
            if content := cells(new, by_column):
                yield f'<{prefix}row r="{new}">'.encode() + content + f"</{prefix}row>".encode()

    for rows in chunks:
        if number > box.bottom:
            yield rows
            continue
        pieces: list[bytes] = []
        mask = masked(rows)
        at = 0
        for row in rows_in(mask, number):
            number = row.number
            if number < box.top:
                continue
            stop = min(number, box.bottom + 1)
            pieces.append(rows[at : row.start])
            for new in new_rows(stop):
                pieces.append(new)
                if len(pieces) > _ROWS:
                    yield b"".join(pieces)
                    pieces.clear()
            at, wanted = row.start, max(wanted, stop)
            if number > box.bottom:
                break
            tag = rows[row.start : row.inner]
            places = split(mask, row, box.left, box.right)
            styles = list(_row_default(tag) or by_column)
            styles = styles * len(by_column) if len(styles) == 1 else styles
            for place in places[1]:
                xml = rows[place.start : place.end]
                style = attribute_in(xml[: place.inner - place.start], b"s") or b"0"
                styles[place.column - box.left] = int(style) if style.isdigit() else 0
                if note is not None:
                    note(number, place.column, xml)
                _learn(told, xml, number, place.column)
            pieces += _row_with(rows, row, places, box, cells(number, tuple(styles)), spans=spans)
            at, wanted = row.end, number + 1
        pieces.append(rows[at:])
        yield b"".join(pieces)
    if number <= box.bottom:
        # Behind the last row.
        yield from new_rows(box.bottom + 1)


def _learn(told: Written, xml: bytes, row: int, column: int) -> None:
    """Note the formula of a cell that is overwritten."""
    formula = _FORMULA.search(xml)
    if formula is not None:
        told.formulas = True
        shared = attribute_in(formula[1], b"si")
        if shared is not None and formula[3]:
            told.masters.append((shared, unescaped(formula[3].decode()), row, column))


def _row_default(tag: bytes) -> tuple[int] | None:
    """Return the format that a row gives to its empty cells."""
    style = attribute_in(tag, b"s")
    if style is None or not style.isdigit() or attribute_in(tag, b"customFormat") not in (b"1", b"true"):
        return None
    return (int(style),)


def _row_with(
    rows: bytes, row: RowPlace, places: tuple[int, list[CellPlace], int], box: Area, content: bytes, *, spans: bool
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


def _widened(tag: bytes, box: Area) -> bytes:
    found = re.search(rb"""\sspans\s*=\s*["'](\d+):(\d+)["']""", tag)
    if found is None:
        return tag
    first, last = min(int(found[1]), box.left), max(int(found[2]), box.right)
    return tag[: found.start(1)] + b"%d:%d" % (first, last) + tag[found.end(2) :]


def unshared(rows: bytes, shared: bytes, text: str, number: int, column: int) -> bytes:
    """Give the cells that shared a formula with an overwritten one their own.

    Args:
        rows: Some whole rows.
        shared: Number of the formula.
        text: The formula.
        number: Row of the cell that was overwritten.
        column: Its column.
    """
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


def cleared(chunks: Iterable[bytes], box: Area, restored: dict[int, bytes] | None = None) -> Iterator[bytes]:
    """Yield the rows of a sheet without some cells; one with nothing left goes, unless its tag says something.

    Args:
        chunks: The rows, some whole ones at a time.
        box: Which cells.
        restored: Row -> what to put in their place.
    """
    number = 0
    for rows in chunks:
        if number > box.bottom:
            yield rows
            continue
        pieces: list[bytes] = []
        at = 0
        mask = masked(rows)
        for row in rows_in(mask, number):
            number = row.number
            if number < box.top:
                continue
            if number > box.bottom:
                break
            _, inside, _ = split(mask, row, box.left, box.right)
            if not inside:
                continue
            left = (
                rows[row.inner : inside[0].start] + (restored or {}).get(number, b"") + rows[inside[-1].end : row.close]
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
        yield b"".join(pieces)
