"""What the checks look at: the record of one 8D, however it came about, and what its house says besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from kesu_xl.complaint.lists import EMPTY_MARKS
from kesu_xl.eight_d.record import Row
from kesu_xl.eight_d.words import WordLists, shipped_words

__all__ = ["Case", "House", "day_of", "days_of", "is_filled", "is_told", "number_of", "percent_of", "shown", "texts_of"]

_DAY: Final = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_NUMBER: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,15}(?:\.\d{1,15})?")
_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,9})?)\s*[%％]")
_NOT_APPLICABLE: Final = frozenset(mark.casefold() for mark in EMPTY_MARKS)


@dataclass(frozen=True, slots=True)
class House:
    """What stands outside of the record.

    Attributes:
        words: The lists of words that texts are searched for.
        people: Names of the 人员 sheet.
        languages: Customer -> language of the customer's reports by the 客户 sheet.
    """

    words: WordLists = field(default_factory=shipped_words)
    people: frozenset[str] = frozenset()
    languages: Mapping[str, str] = field(default_factory=dict)


class Case:
    """One report under the eyes of the checks. Whatever a cell holds is taken as it is: nothing here raises."""

    __slots__ = ("_rows", "house", "known", "record")

    def __init__(self, record: Mapping[str, Any], house: House) -> None:
        """Take a record as nested mappings and lists under the paths of markers."""
        self.record = record
        self.house = house
        #: What was worked out once and is asked for by several checks.
        self.known: dict[str, Any] = {}
        self._rows: dict[str, list[Row]] = {}

    def value(self, path: str) -> Any:
        """Return what stands under a path without lists: ``d2.what``, ``safety_flag``."""
        first, _, second = path.partition(".")
        found = self.record.get(first)
        if second:
            return found.get(second) if isinstance(found, Mapping) else None
        # a table that shares its name with a column knows the column's word
        return getattr(found, "word", None) if isinstance(found, list) and hasattr(found, "word") else found

    def text(self, path: str) -> str:
        """Return the words under a path, "" where there are none."""
        return " ".join(texts_of(self.value(path)))

    def filled(self, path: str) -> bool:
        """Say whether anything stands there; that it does not apply is an answer, too."""
        return is_filled(self.value(path))

    def told(self, path: str) -> bool:
        """Say whether something stands there that says more than "n/a"."""
        return is_told(self.value(path))

    def day(self, path: str) -> date | None:
        """Return the day that stands there."""
        return day_of(self.value(path))

    def number(self, path: str) -> float | None:
        """Return the number that stands there."""
        return number_of(self.value(path))

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a list; several values in one cell are one text."""
        found = self.record.get(name)
        if not found or not isinstance(found, list):
            return []
        if name not in self._rows:
            self._rows[name] = [_plain(row) for row in found if isinstance(row, dict)]
        return self._rows[name]


def _plain(row: Row) -> Row:
    if any(isinstance(value, list | tuple | dict) for value in row.values()):
        return {
            name: " ".join(texts_of(value)) if isinstance(value, list | tuple | dict) else value
            for name, value in row.items()
        }
    return row


def is_filled(value: Any) -> bool:
    """Say whether a cell holds anything."""
    return value is not None and not (isinstance(value, str | list | tuple | dict) and not value) and value != " "


def is_told(value: Any) -> bool:
    """Say whether a cell holds something that says more than "n/a"."""
    if isinstance(value, str):
        plain = value.strip()
        return bool(plain) and plain.casefold() not in _NOT_APPLICABLE
    return is_filled(value)


def texts_of(value: Any) -> Iterator[str]:
    """Yield the texts of a value: itself, or those of its items."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield shown(float(value))


def day_of(value: Any) -> date | None:
    """Return a value's day; of a text the first day in it that names its year."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (found := _DAY.search(value)):
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            return None
    return None


def days_of(values: Iterable[Any]) -> list[date]:
    """Return the days of those values that have one."""
    return [day for value in values if (day := day_of(value)) is not None]


def number_of(value: Any) -> float | None:
    """Return a value's number; of a text the first one in it."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str) and (found := _NUMBER.search(value)):
        return float(found.group().replace(",", ""))
    return None


def shown(number: float) -> str:
    """Return a number as people write it: a whole one without a point."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:g}"


def percent_of(value: Any) -> float | None:
    """Return a share in percent: ``0.4``, ``40`` and ``"40 %"`` are 40; a text without a percent sign is none."""
    if isinstance(value, str):
        return float(found.group(1)) if (found := _PERCENT.search(value)) else None
    number = number_of(value)
    return None if number is None else number * 100 if 0 <= number <= 1 else number
