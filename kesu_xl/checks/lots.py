"""The quick look at the cells of a column, a lot of rows at a time: it types what is as it should be.

A lot's cells lie close together in memory, a column's do not, so a lot passes through all columns before the next one
comes. What is odd about a cell, `kesu_xl.checks.read` finds out afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from sys import float_info
from typing import Any, Final

from kesu_xl.checks.dates import EARLIEST, LATEST, rounded
from kesu_xl.checks.words import Words
from kesu_xl.complaint import Column, Kind
from kesu_xl.register import EMPTY_MARKS, Value

__all__ = ["LONGEST", "MOMENTS", "NUMBERS", "ROWS", "FirstLook", "first_look"]

#: How many rows make a lot: their cells fit into the processor's cache.
ROWS: Final = 1000
#: What one cell of Excel can hold.
LONGEST: Final = 32_767
MOMENTS: Final = (Kind.DATETIME, Kind.DATE)
#: The numbers that need no second look, by kind: no "not a number" and nothing endless lies between.
_BETWEEN: Final = {
    Kind.COUNT: (0.0, float_info.max),
    Kind.POSITIVE: (1.0, float_info.max),
    Kind.MONEY: (-float_info.max, float_info.max),
    Kind.SCORE: (1.0, 5.0),
}
NUMBERS: Final = tuple(_BETWEEN)
_FIRST: Final = datetime.combine(EARLIEST, time())
_LAST: Final = datetime.combine(LATEST, time())

_Cells = Sequence[Value]
#: Typed values (None for a blank or odd cell; an odd text is there without its blanks), and which cells are odd.
_Looked = tuple[list[Any], list[int]]


@dataclass(slots=True)
class FirstLook:
    """A column that was looked at once.

    Attributes:
        column: What the cells should hold.
        values: One per complaint; None where the cell is blank, or odd.
        odd: Position and raw value of every filled cell that is not simply what it should be.
    """

    column: Column
    _look: Callable[[_Cells], _Looked]
    values: list[Any] = field(default_factory=list)
    odd: list[tuple[int, Value]] = field(default_factory=list)

    def take(self, cells: _Cells) -> None:
        """Look at the next lot of cells; a blank one is ``""``."""
        values, odd = self._look(cells)
        start = len(self.values)
        self.odd += [(start + at, cells[at]) for at in odd]
        self.values += values


def first_look(column: Column, words: Mapping[str, Words]) -> FirstLook:
    """Begin to look at a column; `words` are those of every list."""
    if column.kind in MOMENTS:
        return FirstLook(column, _moments)
    if column.kind in NUMBERS:
        return FirstLook(column, lambda cells: _numbers(cells, column.kind))
    if column.choices is not None:
        exact = words[column.choices.name].exact
        return FirstLook(column, lambda cells: _choices(cells, exact))
    return FirstLook(column, _texts)


def _texts(cells: _Cells) -> _Looked:
    try:
        texts = list(map(str.strip, cells))  # type: ignore[arg-type]  # a cell that is no text ends the try
    except TypeError:
        texts = [cell.strip() if isinstance(cell, str) else "" for cell in cells]
    # whole lists are compared and searched in no time; most lots have nothing odd
    if texts == list(cells) and EMPTY_MARKS.isdisjoint(texts) and max(map(len, texts), default=0) <= LONGEST:
        odd = []
    else:
        odd = [
            at
            for at, (cell, text) in enumerate(zip(cells, texts, strict=True))
            if text != cell or text in EMPTY_MARKS or len(text) > LONGEST
        ]
    return [text or None for text in texts] if "" in texts else texts, odd


def _choices(cells: _Cells, exact: Mapping[object, Any]) -> _Looked:
    values = list(map(exact.get, cells))
    return values, _odd(cells, values)


def _moments(cells: _Cells) -> _Looked:
    values = [
        (cell if not cell.microsecond else rounded(cell))
        if isinstance(cell, datetime) and _FIRST <= cell < _LAST
        else cell
        if isinstance(cell, date) and not isinstance(cell, datetime) and EARLIEST <= cell < LATEST
        else None
        for cell in cells
    ]
    return values, _odd(cells, values)


def _numbers(cells: _Cells, kind: Kind) -> _Looked:
    least, most = _BETWEEN[kind]
    values: list[Any]
    if kind is Kind.MONEY:
        values = [cell if isinstance(cell, float) and least <= cell <= most else None for cell in cells]
    else:
        values = [
            int(cell) if isinstance(cell, float) and least <= cell <= most and cell.is_integer() else None
            for cell in cells
        ]
    return values, _odd(cells, values)


def _odd(cells: _Cells, values: Sequence[object]) -> list[int]:
    return [at for at, value in enumerate(values) if value is None and cells[at] != ""]
