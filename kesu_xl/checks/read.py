"""From the raw values of a column to typed ones: what the quick look found odd is read here, or reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import compress, count, repeat
from math import isfinite
from operator import is_
from typing import Any, Final
from zoneinfo import ZoneInfo

from kesu_xl.checks import rules
from kesu_xl.checks.dates import TextDate, decide_order, from_number, read_text, rounded, shown, texts_by_mark
from kesu_xl.checks.lots import LONGEST, MOMENTS, NUMBERS, FirstLook
from kesu_xl.checks.numbers import fault, from_text, from_words
from kesu_xl.checks.words import Words
from kesu_xl.complaint import ChoiceList, Column, Kind
from kesu_xl.register import EMPTY_MARKS, Value

__all__ = ["ColumnReader", "Typed"]

#: So many values of a list are named where none of them is near to what the cell says.
_PROPOSED: Final = 4


@dataclass(slots=True)
class Typed:
    """A column that was read.

    Attributes:
        values: One per complaint; None where the cell is empty or unreadable.
        odd: Position and raw value of the cells that were not simply what the column should hold.
        unreadable: Positions of the cells that hold something, but nothing that can be used: they are not "missing".
    """

    values: list[Any]
    odd: Sequence[tuple[int, Value]] = ()
    unreadable: set[int] = field(default_factory=set)

    def empty(self) -> list[int]:
        """Return the positions where the cell is really empty, not merely unreadable."""
        empty = list(compress(count(), map(is_, self.values, repeat(None))))
        return [position for position in empty if position not in self.unreadable] if self.unreadable else empty


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

    def read(self, look: FirstLook, errors: Mapping[int, str], uncalculated: set[int]) -> Typed:
        """Return the typed values of one column.

        Args:
            look: The quick look at all its cells.
            errors: Position -> error that the cell shows.
            uncalculated: Positions of formulas without a stored result.
        """
        column, typed = look.column, Typed(look.values, look.odd)
        if column.kind in MOMENTS:
            self._moments(column, typed)
        elif column.kind in NUMBERS:
            self._numbers(column, typed)
        elif column.choices is not None:
            self._choices(column, column.choices, typed)
        else:
            self._texts(column, typed)
        for position, error in errors.items():
            self.report(rules.ERROR_CELL, column.name, position, error)
            typed.unreadable.add(position)
        for position in uncalculated:
            self.report(rules.UNCALCULATED, column.name, position, "")
            typed.unreadable.add(position)
        return typed

    def _says_nothing(self, column: Column, position: int, value: Value) -> bool:
        """Say whether a cell holds blanks, or a mark for "nothing": a mark is noted."""
        if not isinstance(value, str):
            return False
        text = value.strip()
        if text in EMPTY_MARKS:
            self.note(rules.EMPTY_MARK, column.name, position, value)
        return not text or text in EMPTY_MARKS

    def _texts(self, column: Column, typed: Typed) -> None:
        for position, value in typed.odd:
            if not isinstance(value, str):
                typed.values[position] = _shown(value)
            elif self._says_nothing(column, position, value):
                typed.values[position] = None
            elif len(text := value.strip()) > LONGEST:
                self._unreadable(typed, column, position, text[:40] + "…", rules.TEXT_TOO_LONG, length=len(text))
            elif text and column.name == "case_no":
                self.note(rules.BLANKS_AROUND, column.name, position, value)

    # --- times ---

    def _moments(self, column: Column, typed: Typed) -> None:
        texts: list[tuple[int, TextDate]] = []
        for position, value in typed.odd:
            if self._says_nothing(column, position, value):
                continue
            if isinstance(value, str):
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
                    self.note(rules.NUMBER_AS_DATE, column.name, position, _shown(value))
            elif isinstance(value, date):
                self._unreadable(typed, column, position, value, rules.IMPLAUSIBLE_YEAR)
            else:
                self._unreadable(typed, column, position, value, rules.UNREADABLE_DATE)
        if texts:
            self._text_dates(column, typed, texts)

    def _text_dates(self, column: Column, typed: Typed, texts: list[tuple[int, TextDate]]) -> None:
        """Read the dates that stand as text; one that could be two days is decided by the whole column, or reported."""
        until = (self.now + timedelta(days=366)).date()
        raw = dict(typed.odd)
        for same_mark in texts_by_mark(texts).values():
            order = decide_order((text for _, text in same_mark), until)
            for position, text in same_mark:
                readings = text.readings
                if len(readings) == 1:
                    moment = next(iter(readings.values()))
                    self.note(rules.TEXT_DATE, column.name, position, raw[position])
                elif order is not None and order in readings:
                    moment = readings[order]
                    self.note(rules.ORDER_DECIDED, column.name, position, raw[position], order=_order_shown(order))
                else:
                    days = sorted({shown(reading) for reading in readings.values()})
                    self._unreadable(typed, column, position, raw[position], rules.AMBIGUOUS_DATE, readings=days)
                    continue
                typed.values[position] = moment

    # --- numbers ---

    def _numbers(self, column: Column, typed: Typed) -> None:
        whole = column.kind is not Kind.MONEY
        for position, value in typed.odd:
            if self._says_nothing(column, position, value):
                continue
            number: float | None = None
            if isinstance(value, str):
                number = from_text(value)
                if number is None:
                    words = from_words(value)
                    code = rules.NOT_A_NUMBER if words is None else rules.NUMBER_IN_WORDS
                    self._unreadable(typed, column, position, value, code, proposal=words)
                    continue
            elif isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
                number = float(value)
            else:
                self._unreadable(typed, column, position, value, rules.NOT_A_NUMBER)
                continue
            code = fault(column.kind, number)
            if code:
                self._unreadable(typed, column, position, value, code)
            else:
                typed.values[position] = int(number) if whole else number
                if isinstance(value, str):
                    self.note(rules.NUMBER_AS_TEXT, column.name, position, value)

    # --- lists ---

    def _choices(self, column: Column, choices: ChoiceList, typed: Typed) -> None:
        words = self.words[choices.name]
        for position, value in typed.odd:
            if self._says_nothing(column, position, value):
                continue
            text = value.strip() if isinstance(value, str) else _shown(value)
            choice = words.read(text)
            if choice is not None:
                typed.values[position] = choice
                if choice != text and text not in getattr(choice, "texts", ()):
                    self.note(rules.OTHER_WORD, column.name, position, _shown(value), choice=choice)
            elif choices.own:
                typed.values[position] = text
                nearest = words.nearest(text) or words.names[:_PROPOSED]
                self.report(rules.NOT_IN_OWN_LIST, column.name, position, value, nearest=nearest, label=column)
            else:
                nearest = words.nearest(text) or words.names[:_PROPOSED]
                self._unreadable(typed, column, position, value, rules.NOT_IN_LIST, nearest=nearest, label=column)

    def _unreadable(
        self, typed: Typed, column: Column, position: int, value: object, code: str, **params: object
    ) -> None:
        typed.values[position] = None
        typed.unreadable.add(position)
        self.report(code, column.name, position, _shown(value), **params)


def _shown(value: object) -> str:
    """Return a cell's value as its user sees it, nearly."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return shown(rounded(value))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _order_shown(order: str) -> str:
    return "-".join({"y": "YYYY", "m": "MM", "d": "DD"}[part] for part in order)
