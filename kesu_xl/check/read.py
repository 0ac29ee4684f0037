"""From the raw values of a column to typed ones: by column, in lots, in pydantic's core; words only for what failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic_core import SchemaValidator, ValidationError, core_schema

from kesu_xl.check import rules
from kesu_xl.check.dates import (
    EARLIEST,
    LATEST,
    TextDate,
    decide_order,
    from_number,
    read_text,
    rounded,
    texts_by_mark,
)
from kesu_xl.check.numbers import from_text, from_words
from kesu_xl.check.words import Words
from kesu_xl.complaint import Column, Kind
from kesu_xl.grid import Value
from kesu_xl.register import EMPTY_MARKS

__all__ = ["ColumnReader", "Typed"]

#: Cells are handed to the validator in lots of so many: a bad one costs its lot a second look, not the column.
_CHUNK: Final = 1000
#: What one cell of Excel can hold.
_LONGEST: Final = 32_767

_MOMENTS: Final = (Kind.DATETIME, Kind.DATE)
_NUMBERS: Final = (Kind.COUNT, Kind.POSITIVE, Kind.MONEY, Kind.SCORE)


@dataclass(slots=True)
class Typed:
    """A column that was read.

    Attributes:
        values: One per complaint; None where the cell is empty or unreadable.
        unreadable: Positions of the cells that hold something, but nothing that can be used: they are not "missing".
    """

    values: list[Any]
    unreadable: set[int] = field(default_factory=set)


@dataclass(slots=True)
class ColumnReader:
    """Reads the columns of one register; what is wrong goes to `report`, what was only changed in form to `note`.

    Attributes:
        zone: The register's time zone.
        now: As-of time, naive, in that zone.
        date1904: Serial numbers count from 1904.
        words: List name -> the words of the list, the register's own included.
        report: Called with code, field, position, raw value, further params.
        note: The same for infos, which are counted per column.
    """

    zone: ZoneInfo
    now: datetime
    date1904: bool
    words: Mapping[str, Words]
    report: Callable[..., None]
    note: Callable[..., None]

    def read(self, column: Column, raw: Sequence[Value], errors: Mapping[int, str], uncalculated: set[int]) -> Typed:
        """Return the typed values of one column.

        Args:
            column: What the cells should hold.
            raw: The cells of the complaints, in order; a blank one is ``""``.
            errors: Position -> error that the cell shows.
            uncalculated: Positions of formulas without a stored result.
        """
        values: list[Any] = [None if value == "" else value for value in raw]
        typed = self._by_kind(column, values)
        for position, shown in errors.items():
            self.report(rules.ERROR_CELL, column.name, position, shown)
            typed.unreadable.add(position)
        for position in uncalculated:
            self.report(rules.UNCALCULATED, column.name, position, "")
            typed.unreadable.add(position)
        return typed

    def _by_kind(self, column: Column, values: list[Any]) -> Typed:
        self._empty_marks(column, values)
        if column.kind in _MOMENTS:
            return self._moments(column, values)
        if column.kind in _NUMBERS:
            return self._numbers(column, values)
        if column.choices is not None:
            return self._choices(column, values)
        return self._texts(column, values)

    def _empty_marks(self, column: Column, values: list[Any]) -> None:
        if EMPTY_MARKS.isdisjoint(values):
            return
        for position, value in enumerate(values):
            if value.__class__ is str and value in EMPTY_MARKS:
                values[position] = None
                self.note(rules.EMPTY_MARK, column.name, position, value)

    def _texts(self, column: Column, values: list[Any]) -> Typed:
        out, failed = _validated(_text_list(), values)
        typed = Typed(out)
        for position in failed:
            value = values[position]
            if isinstance(value, str):
                text = value.strip()
                if len(text) > _LONGEST:
                    self.report(rules.TEXT_TOO_LONG, column.name, position, text[:40] + "…", length=len(text))
                    typed.unreadable.add(position)
                elif text in EMPTY_MARKS:
                    self.note(rules.EMPTY_MARK, column.name, position, value)
                elif text:
                    out[position] = text
            else:
                out[position] = _shown(value)
        if column.name == "case_no":
            for position, value in enumerate(values):
                if value.__class__ is str and value != out[position] and out[position] is not None:
                    self.note(rules.BLANKS_AROUND, column.name, position, value)
        return typed

    # --- times ---

    def _moments(self, column: Column, values: list[Any]) -> Typed:
        out, failed = _validated(_moment_list(), values)
        typed = Typed([v if v is None or v.__class__ is date or not v.microsecond else rounded(v) for v in out])
        texts: list[tuple[int, TextDate]] = []
        for position in failed:
            value = values[position]
            if isinstance(value, str):
                if not value.strip() or value.strip() in EMPTY_MARKS:
                    continue
                found = read_text(value, self.zone)
                if found is None:
                    self._unreadable(typed, column, position, value, rules.UNREADABLE_DATE)
                else:
                    texts.append((position, found))
            elif isinstance(value, int | float) and not isinstance(value, bool):
                moment = from_number(value, date1904=self.date1904)
                if moment is None:
                    self._unreadable(typed, column, position, value, rules.UNREADABLE_DATE)
                else:
                    typed.values[position] = moment
                    self.note(rules.NUMBER_AS_DATE, column.name, position, value)
            elif isinstance(value, date):
                self._unreadable(typed, column, position, value, rules.IMPLAUSIBLE_YEAR)
            else:
                self._unreadable(typed, column, position, value, rules.UNREADABLE_DATE)
        if texts:
            self._text_dates(column, values, typed, texts)
        return typed

    def _text_dates(self, column: Column, values: list[Any], typed: Typed, texts: list[tuple[int, TextDate]]) -> None:
        """Read the dates that stand as text; one that could be two days is decided by the whole column, or reported."""
        until = (self.now + timedelta(days=366)).date()
        for same_mark in texts_by_mark(texts).values():
            order = decide_order((text for _, text in same_mark), until)
            for position, text in same_mark:
                readings = text.readings
                if len(readings) == 1:
                    moment = next(iter(readings.values()))
                    self.note(rules.TEXT_DATE, column.name, position, values[position])
                elif order is not None and order in readings:
                    moment = readings[order]
                    self.note(rules.ORDER_DECIDED, column.name, position, values[position], order=_order_shown(order))
                else:
                    days = sorted({reading.isoformat(sep=" ") if isinstance(reading, datetime) else reading.isoformat()
                                   for reading in readings.values()})  # fmt: skip
                    self._unreadable(typed, column, position, values[position], rules.AMBIGUOUS_DATE, readings=days)
                    continue
                typed.values[position] = moment

    # --- numbers ---

    def _numbers(self, column: Column, values: list[Any]) -> Typed:
        whole = column.kind is not Kind.MONEY
        out, failed = _validated(_number_list(column.kind), values)
        typed = Typed([None if v is None else int(v) for v in out] if whole else out)
        for position in failed:
            value = values[position]
            number: float | None = None
            if isinstance(value, str):
                if not value.strip() or value.strip() in EMPTY_MARKS:
                    continue
                number = from_text(value)
                if number is None:
                    words = from_words(value)
                    code = rules.NOT_A_NUMBER if words is None else rules.NUMBER_IN_WORDS
                    self._unreadable(typed, column, position, value, code, proposal=words)
                    continue
                self.note(rules.NUMBER_AS_TEXT, column.name, position, value)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                number = float(value)
            else:
                self._unreadable(typed, column, position, value, rules.NOT_A_NUMBER)
                continue
            code = _number_fault(column.kind, number)
            if code:
                self._unreadable(typed, column, position, value, code)
            else:
                typed.values[position] = int(number) if whole else number
        return typed

    # --- lists ---

    def _choices(self, column: Column, values: list[Any]) -> Typed:
        assert column.choices is not None
        words = self.words[column.choices.name]
        out = list(map(words.exact.get, values))
        typed = Typed(out)
        # only a filled cell that no list has can give None twice
        for position in [p for p, v in enumerate(out) if v is None and values[p] is not None]:
            value = values[position]
            text = value.strip() if isinstance(value, str) else _shown(value)
            if not text or text in EMPTY_MARKS:
                continue
            choice = words.read(text)
            if choice is not None:
                out[position] = choice
                if choice != text and text not in getattr(choice, "texts", ()):
                    self.note(rules.OTHER_WORD, column.name, position, value, choice=choice)
            elif column.choices.own:
                out[position] = text
                nearest = words.nearest(text)
                self.report(rules.NOT_IN_OWN_LIST, column.name, position, value, nearest=nearest, label=column)
            else:
                nearest = words.nearest(text)
                self._unreadable(typed, column, position, value, rules.NOT_IN_LIST, nearest=nearest, label=column)
        return typed

    def _unreadable(
        self, typed: Typed, column: Column, position: int, value: object, code: str, **params: object
    ) -> None:
        typed.values[position] = None
        typed.unreadable.add(position)
        self.report(code, column.name, position, _shown(value), **params)


def _number_fault(kind: Kind, number: float) -> str:
    """Return the rule that a number breaks, or "" for one that fits."""
    if kind is Kind.MONEY:
        return ""
    if kind is Kind.SCORE:
        return "" if 1 <= number <= 5 and number.is_integer() else rules.OUTSIDE_SCALE
    if number < 0:
        return rules.NEGATIVE
    if not number.is_integer():
        return rules.NOT_WHOLE
    if kind is Kind.POSITIVE and number == 0:
        return rules.ZERO_LOT
    return ""


def _shown(value: object) -> str:
    """Return a cell's value as its user sees it, nearly."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return rounded(value).isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _order_shown(order: str) -> str:
    return "-".join({"y": "YYYY", "m": "MM", "d": "DD"}[part] for part in order)


def _validated(validator: SchemaValidator, values: list[Any]) -> tuple[list[Any], list[int]]:
    """Return the values as the validator gives them (None for one that fails) and the positions that failed."""
    out: list[Any] = []
    failed: list[int] = []
    for start in range(0, len(values), _CHUNK):
        chunk = values[start : start + _CHUNK]
        try:
            out += validator.validate_python(chunk)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=False, include_input=False)
            bad = {int(fault["loc"][0]) for fault in faults}
            out += validator.validate_python([None if i in bad else value for i, value in enumerate(chunk)])
            failed += [start + i for i in sorted(bad)]
    return out, failed


@cache
def _text_list() -> SchemaValidator:
    text = core_schema.str_schema(strict=True, strip_whitespace=True, min_length=1, max_length=_LONGEST)
    return SchemaValidator(core_schema.list_schema(core_schema.nullable_schema(text)))


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
