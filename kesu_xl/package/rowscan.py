"""The rows of a sheet as bytes: where each row and each cell stands, without understanding what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from kesu_xl.package.a1 import column_number

__all__ = ["CellPlace", "RowPlace", "attribute_in", "cells_in", "masked", "rows_in", "split"]

_ROW: Final = re.compile(rb"""<((?:[\w.\-]+:)?)row(?=[\s/>])(?:[^>]*?\sr\s*=\s*["'](\d{1,9})["'])?[^>]*>""")
_CELL: Final = re.compile(
    rb"""<((?:[\w.\-]+:)?)c(?=[\s/>])(?:[^>]*?\sr\s*=\s*["']\$?([A-Za-z]{1,3})\$?\d+["'])?[^>]*>"""
)
_HIDING: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)


class RowPlace(NamedTuple):
    """A row: its number; its tag from `start` to `inner`, its content to `close`, all of it to `end`; its prefix."""

    number: int
    prefix: bytes
    start: int
    inner: int
    close: int
    end: int

    @property
    def empty(self) -> bool:
        """Whether it is written as ``<row/>``."""
        return self.close == self.end


class CellPlace(NamedTuple):
    """A cell of a row: its column, where it is, where its tag ends."""

    column: int
    start: int
    inner: int
    end: int


def masked(rows: bytes) -> bytes:
    """Return rows of the same length in which nothing but elements looks like an element."""
    # One sign is looked for much faster than two.
    if not (b"!" in rows and b"<!" in rows) and not (b"?" in rows and b"<?" in rows):
        return rows
    return _HIDING.sub(lambda found: b" " * len(found[0]), rows)


def rows_in(rows: bytes, number: int = 0) -> Iterator[RowPlace]:
    """Yield the rows; one without a number follows the one before.

    Args:
        rows: Masked rows.
        number: Number of the row before them.
    """
    at = 0
    while True:
        found = _ROW.search(rows, at)
        if found is None:
            return
        number = int(found[2]) if found[2] else number + 1
        if rows[found.end() - 2 : found.end()] == b"/>":
            close = end = found.end()
        else:
            close = rows.find(b"</" + found[1] + b"row", found.end())
            close = len(rows) if close < 0 else close
            end = rows.find(b">", close) + 1 or len(rows)
        yield RowPlace(number, found[1], found.start(), found.end(), close, end)
        at = end


def cells_in(rows: bytes, row: RowPlace) -> Iterator[CellPlace]:
    """Yield the cells of a row; one without an address follows the one before."""
    column, at = 0, row.inner
    while True:
        found = _CELL.search(rows, at, row.close)
        if found is None:
            return
        column = _column(found[2]) if found[2] else column + 1
        at = _end(rows, found, row)
        yield CellPlace(column, found.start(), found.end(), at)


def split(rows: bytes, row: RowPlace, left: int, right: int) -> tuple[int, list[CellPlace], int]:
    """Return where the cells of some columns stand, or would stand.

    Args:
        rows: Masked rows.
        row: One of them.
        left: First column.
        right: Last column.

    Returns:
        The end of what stands before them, the cells that are there, the start of what stands behind them.
    """
    # From the right, as blocks of ours stand there; no cell further left is looked at.
    inside: list[CellPlace] = []
    after, stop = -1, row.close
    while True:
        at = rows.rfind(b"<" + row.prefix + b"c ", row.inner, stop)
        if at < 0:
            # No more cells, or such as have no address.
            if _CELL.search(rows, row.inner, stop):
                break
            return row.inner, inside, row.inner if after < 0 else after
        found = _CELL.match(rows, at, row.close)
        if found is None or not found[2]:
            break
        column, end = _column(found[2]), _end(rows, found, row)
        if column < left:
            return end, inside, end if after < 0 else after
        if column <= right:
            inside.insert(0, CellPlace(column, at, found.end(), end))
            after = end if after < 0 else after
        stop = at
    return _split_counting(rows, row, left, right)


def _split_counting(rows: bytes, row: RowPlace, left: int, right: int) -> tuple[int, list[CellPlace], int]:
    inside: list[CellPlace] = []
    before = after = row.inner
    for place in cells_in(rows, row):
        if place.column > right:
            break
        after = place.end
        if place.column < left:
            before = after
        else:
            inside.append(place)
    return before, inside, after


def _end(rows: bytes, found: re.Match[bytes], row: RowPlace) -> int:
    if rows[found.end() - 2 : found.end()] == b"/>":
        return found.end()
    tag = b"</" + found[1] + b"c>"
    close = rows.find(tag, found.end(), row.close)
    return close + len(tag) if close >= 0 else row.close


@cache
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


def attribute_in(tag: bytes, name: bytes) -> bytes | None:
    """Return an attribute without a prefix of a tag as it is written; a blank stands before it."""
    found = _attribute(name).search(tag)
    if found is None:
        return None
    return found[1] if found[1] is not None else found[2]


@cache
def _attribute(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"\s" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""")
