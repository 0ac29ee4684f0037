"""The quick look at the cells of a column, a lot of rows at a time: it types what is as it should be.

A lot's cells lie close together in memory, a column's do not, so a lot passes through all columns before the next one
comes. What is odd about a cell, `kesu_xl.checks.read` finds out afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any, Final

from pydantic_core import SchemaValidator, ValidationError, core_schema

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
NUMBERS: Final = (Kind.COUNT, Kind.POSITIVE, Kind.MONEY, Kind.SCORE)

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
        number = _number_list(column.kind)
        return FirstLook(column, lambda cells: _numbers(cells, number, whole=column.kind is not Kind.MONEY))
    if column.choices is not None:
        exact = words[column.choices.name].exact
        return FirstLook(column, lambda cells: _choices(cells, exact))
    return FirstLook(column, _texts)


def _texts(cells: _Cells) -> _Looked:
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
    return [text or None for text in texts], odd


def _choices(cells: _Cells, exact: Mapping[object, Any]) -> _Looked:
    values = list(map(exact.get, cells))
    return values, [at for at, value in enumerate(values) if value is None and cells[at] != ""]


def _moments(cells: _Cells) -> _Looked:
    values, odd = _validated(_moment_list(), cells)
    return [v if v is None or v.__class__ is date or not v.microsecond else rounded(v) for v in values], odd


def _numbers(cells: _Cells, number: SchemaValidator, *, whole: bool) -> _Looked:
    values, odd = _validated(number, cells)
    return [None if value is None else int(value) for value in values] if whole else values, odd


def _validated(validator: SchemaValidator, cells: _Cells) -> _Looked:
    """Look at cells that should hold no text: every text that is not blank is odd."""
    odd = [at for at, cell in enumerate(cells) if cell.__class__ is str and cell] if str in map(type, cells) else []
    values: list[Any] = [None if cell.__class__ is str else cell for cell in cells]
    try:
        return validator.validate_python(values), odd
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False, include_input=False):
            at = int(fault["loc"][0])
            if values[at] is not None:
                values[at] = None
                odd.append(at)
        return validator.validate_python(values), sorted(odd)


@cache
def _moment_list() -> SchemaValidator:
    first, last = datetime.combine(EARLIEST, time()), datetime.combine(LATEST, time())
    moment = core_schema.union_schema(
        [
            core_schema.datetime_schema(strict=True, ge=first, lt=last),
            core_schema.date_schema(strict=True, ge=EARLIEST, lt=LATEST),
        ],
        mode="left_to_right",
    )
    return SchemaValidator(core_schema.list_schema(core_schema.nullable_schema(moment)))


@cache
def _number_list(kind: Kind) -> SchemaValidator:
    number = {
        Kind.COUNT: core_schema.float_schema(strict=True, ge=0, multiple_of=1, allow_inf_nan=False),
        Kind.POSITIVE: core_schema.float_schema(strict=True, gt=0, multiple_of=1, allow_inf_nan=False),
        Kind.SCORE: core_schema.float_schema(strict=True, ge=1, le=5, multiple_of=1, allow_inf_nan=False),
        Kind.MONEY: core_schema.float_schema(strict=True, allow_inf_nan=False),
    }[kind]
    return SchemaValidator(core_schema.list_schema(core_schema.nullable_schema(number)))
