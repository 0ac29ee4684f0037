"""What a cell holds: the text between its tags, its type and its style make a value.

Source: ECMA-376 part 1, 18.3.1.4 (c), 18.18.11 (ST_CellType).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Final, NamedTuple, Protocol

from kesu_xl.package.numberformat import FormatKind
from kesu_xl.package.xstring import plain_text

__all__ = ["Cell", "CellType", "Reading", "Value", "unescaped"]

#: What a cell holds; a blank cell is ``""``.
Value = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta


class Texts(Protocol):
    """Texts by their number, from 0; IndexError where there is none."""

    def __getitem__(self, number: int, /) -> str: ...


#: ``n`` number, ``s`` shared string, ``str`` text of a formula, ``inlineStr``, ``b``, ``e`` error, ``d`` ISO date.
CellType = str


class Cell(NamedTuple):
    """One cell as it stands in the sheet.

    Attributes:
        row: Row number, from 1.
        column: Column number, from 1.
        type: Its type as written, ``n`` where nothing is written.
        style: Index of its style.
        value: None for a blank cell, and for a formula without a result; what the cell shows for an error.
        formula: Whether a formula stands in it.
        rich: Whether the value's metadata says more (a picture, a newer kind of error).
    """

    row: int
    column: int
    type: CellType
    style: int
    value: Value | None
    formula: bool = False
    rich: bool = False


_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_WHOLE = re.compile(r"[-+]?[0-9]{16,}")
_ISO = re.compile(
    r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2}))?(?:(?:^|T)([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_BOOLEANS: Final = {"1": True, "0": False, "true": True, "false": False}

#: Day 0; the days before 1900-03-01 are one later, as there was no 1900-02-29, and serial 60 is no day at all.
_EPOCH: Final = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  # a cell's time has no zone
_EPOCH_1904: Final = datetime.datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_DAY: Final = 60
_DAY_SECONDS: Final = 86400
#: 9999-12-31, the last day of a sheet.
_LAST_DAY: Final = 2_958_465


def unescaped(text: str) -> str:
    """Return the text of XML with its character references resolved.

    Raises:
        ValueError: A reference that XML does not know without a DOCTYPE, or a letter that no XML may have.
    """
    return _REFERENCE.sub(_letter, text) if "&" in text else text


def _letter(found: re.Match[str]) -> str:
    name, decimal, hexadecimal = found.groups()
    if name:
        return _NAMED[name]
    if not (decimal or hexadecimal):
        raise ValueError(found[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if (code < 0x20 and code not in (9, 10, 13)) or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
        raise ValueError(found[0])
    return chr(code)


class Reading:
    """How the cells of a workbook are read: its shared strings, its styles, its epoch.

    Args:
        strings: The shared strings.
        styles: What each style makes of a number.
        date1904: Serial dates count from 1904.
    """

    def __init__(self, strings: Texts, styles: Sequence[FormatKind], *, date1904: bool) -> None:
        self.strings = strings
        self.styles = styles
        self._epoch = _EPOCH_1904 if date1904 else _EPOCH
        self._leap_day = 0 if date1904 else _LEAP_DAY
        self._last_day = _LAST_DAY - (1462 if date1904 else 0)
        #: Days are shared by all cells that show them.
        self._days: dict[float, datetime.date] = {}
        self._texts: dict[str, str] = {}
        self._of_type: Mapping[CellType, Callable[[str], Value]] = {
            "s": self.shared,
            "str": self.text,
            "inlineStr": self.text,
            "b": _boolean,
            "d": _iso,
            "e": str,
        }

    def kind(self, style: int) -> FormatKind:
        """Return what a style makes of a number; a style that is not there makes nothing of it."""
        return self.styles[style] if style < len(self.styles) else "number"

    def value(self, cell_type: CellType, style: int, raw: str) -> Value | None:
        """Return the value of a cell, None for a blank one.

        Args:
            cell_type: Its type.
            style: Index of its style.
            raw: The text of its value, character references resolved.

        Raises:
            IndexError: It names a shared string that is not there.
            ValueError: It names a shared string by something that is no number.
        """
        read = self._of_type.get(cell_type)
        if read is not None:
            return read(raw) if cell_type in ("str", "inlineStr") or raw.strip() else None
        raw = raw.strip()
        if not raw:
            return None
        if not _NUMBER.fullmatch(raw):
            # Nothing is guessed: what stands there is shown as it is.
            return self.text(raw)
        number = float(raw)
        if not isfinite(number):
            return raw
        kind = self.kind(style)
        if kind == "number":
            return number if not _WHOLE.fullmatch(raw) or int(raw) == number else int(raw)
        return self.moment(number) if kind == "date" else self.duration(number)

    def shared(self, raw: str) -> str:
        """Return the shared string that a cell names."""
        raw = raw.strip()
        if not (raw.isascii() and raw.isdecimal()) or len(raw) > 9:
            raise ValueError(raw)
        return self.strings[int(raw)]

    def text(self, raw: str) -> str:
        """Return a text that stands in the sheet itself; equal ones are one object."""
        text = plain_text(raw)
        if len(self._texts) > 1 << 17:
            self._texts.clear()
        return self._texts.setdefault(text, text)

    def moment(self, serial: float) -> Value:
        """Return the date, the time of day or both that a serial number means, to the second.

        A number that is no date (negative, after 9999, the day 1900-02-29 that never was) is given back.
        """
        day = self._days.get(serial)
        if day is not None:
            return day
        if not 0 <= serial < self._last_day + 1:
            return serial
        seconds = round(serial * _DAY_SECONDS)
        if serial < 1:
            return (self._epoch + datetime.timedelta(0, seconds)).time()
        if serial < self._leap_day:
            seconds += _DAY_SECONDS
        elif serial < self._leap_day + 1 and self._leap_day:
            return serial
        # The last half second that there is cannot be rounded up.
        moment = self._epoch + datetime.timedelta(0, min(seconds, (self._last_day + 1) * _DAY_SECONDS - 1))
        if not serial.is_integer():
            return moment
        return self._days.setdefault(serial, moment.date())

    def moments(self, serials: Sequence[str]) -> list[Value]:
        """Return what `moment` gives for many numbers in one go."""
        numbers = list(map(float, serials))
        if not numbers:
            return []
        if min(numbers) <= _LEAP_DAY + 1 or max(numbers) >= self._last_day:
            return list(map(self.moment, numbers))
        epoch, span, days, moment = self._epoch, datetime.timedelta, self._days, self.moment
        return [
            (days.get(number) or moment(number)) if number.is_integer() else epoch + span(0, round(number * 86400.0))
            for number in numbers
        ]

    def duration(self, serial: float) -> Value:
        """Return the length of time that a number of days means, to the second; a negative number is given back."""
        if not 0 <= serial < 1e9:
            return serial
        return datetime.timedelta(seconds=round(serial * _DAY_SECONDS))


def _boolean(raw: str) -> Value:
    raw = raw.strip()
    if raw in _BOOLEANS:
        return _BOOLEANS[raw]
    return float(raw) != 0 if _NUMBER.fullmatch(raw) else raw


def _iso(raw: str) -> Value:
    found = _ISO.fullmatch(raw.strip())
    if not found or not raw.strip():
        return raw
    day, clock = found.groups()
    try:
        if clock is None:
            return datetime.date.fromisoformat(day)
        # A time alone is one of any day, which the rounding may leave.
        exact = datetime.datetime.fromisoformat(f"{day or '2000-01-01'}T{clock[:15]}")
        moment = exact.replace(microsecond=0) + datetime.timedelta(seconds=round(exact.microsecond / 1_000_000))
        if day is None:
            return moment.time()
        return moment.date() if exact.time() == datetime.time() else moment
    except (ValueError, OverflowError):
        return raw
