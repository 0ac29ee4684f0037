"""A value on its way into a cell, as if it were typed there, and out of it, as COM hands it over.

Dates and currency are those of an Excel in Chinese: 2026/11/24, ¥.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from openpyxl.cell.rich_text import CellRichText
from openpyxl.formula.tokenizer import Tokenizer, TokenizerError
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import WINDOWS_EPOCH, to_excel

from excel.fault import ComError

__all__ = ["ERROR_CODES", "TEXT_FORMAT", "Entry", "entry", "handed_over", "shown"]

#: Errors of cells as COM hands them over: numbers, which look like values to who does not know them.
ERROR_CODES: Final = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
TEXT_FORMAT: Final = "@"

_GENERAL: Final = "General"
_LONGEST: Final = 32767
_LONGEST_FORMULA: Final = 8192
_LONGEST_LITERAL: Final = 255
_MARCH_1900: Final = datetime(1900, 3, 1)  # noqa: DTZ001  # cells know no zones
_CURRENCY: Final = re.compile(r"\[\$[^\]-]|[¥￥$€£]")
_NUMBER: Final = re.compile(
    r"(?P<sign>[+-]?)(?P<currency>[¥￥$]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?P<part>\.\d*)?"
    r"(?P<power>[eE][+-]?\d{1,3})?(?P<percent>%?)"
)
_DATE: Final = (
    re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?"),
    re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"),
    re.compile(r"(?P<month>\d{1,2})[-/](?P<day>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日"),
)
_TIME: Final = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?: ?(?P<half>[AaPp])[Mm])?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell holds after something was entered.

    Attributes:
        value: For openpyxl.
        kind: Its data type there: n, s, b, d, e, f; None lets openpyxl decide.
        number_format: The format that Excel gives a cell that was General.
        prefixed: Whether an apostrophe keeps it text.
    """

    value: Any
    kind: str | None = None
    number_format: str | None = None
    prefixed: bool = False


def entry(value: object, number_format: str, *, year: int = 2026) -> Entry:
    """Return what a cell of this format holds after the value was assigned to its Value.

    Args:
        value: As Python has it.
        number_format: Of the cell.
        year: The current one, which a date without year gets.

    Raises:
        ComError: Excel takes no such value.
    """
    if value is None or value == "":
        return Entry(None)
    if number_format == TEXT_FORMAT:
        return Entry(_as_text(value).removeprefix("'"), "s", prefixed=isinstance(value, str) and value.startswith("'"))
    found = _typed(value, year) if isinstance(value, str) else _given(value)
    return found if number_format == _GENERAL else Entry(found.value, found.kind, None, found.prefixed)


def _as_text(value: object) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            clock = "" if value.time() == time() else f" {value.hour}:{value:%M:%S}"
            return f"{value.year}/{value.month}/{value.day}{clock}"
    text = str(value)
    if len(text) > _LONGEST:
        raise ComError("Application-defined or object-defined error")
    return text


def _given(value: object) -> Entry:
    match value:
        case bool():
            return Entry(value, "b")
        case int() | float() | Decimal():
            return Entry(value, "n")
        case datetime() if value.tzinfo is not None:
            stamp = value.replace(tzinfo=None)
            return Entry(stamp, "d", "yyyy/m/d" if stamp.time() == time() else "yyyy/m/d h:mm")
    # pywin32 takes no bare dates, and needs a zone with a time: xlwings gives it UTC, but not in `raw_value`
    raise TypeError(f"{type(value).__name__} can not be converted to a COM VARIANT")


def _typed(text: str, year: int) -> Entry:
    if len(text) > _LONGEST:
        raise ComError("Application-defined or object-defined error")
    if text.startswith("'"):
        return Entry(text[1:], "s", prefixed=True)
    bare = text.strip()
    if bare.upper() in ERROR_CODES:
        return Entry(bare.upper(), "e")
    if bare.upper() in ("TRUE", "FALSE"):
        return Entry(bare.upper() == "TRUE", "b")
    return _number(bare) or _moment(bare, year) or _formula(text) or Entry(text, "s")


def _number(text: str) -> Entry | None:
    found = _NUMBER.fullmatch(text)
    if found is None or not re.search(r"\d", (found["digits"] or "") + (found["part"] or "")):
        return None
    digits, part = found["digits"] or "0", found["part"] or ""
    number = float(f"{found['sign']}{digits.replace(',', '')}{part}{found['power'] or ''}")
    decimals = ".00" if len(part) > 1 else ""
    number_format = None
    if found["percent"]:
        number, number_format = number / 100, f"0{decimals}%"
    elif found["power"]:
        number_format = "0.00E+00"
    elif found["currency"]:
        number_format = f'"{found["currency"]}"#,##0{decimals}'
    elif "," in digits:
        number_format = f"#,##0{decimals}"
    return Entry(int(number) if number.is_integer() else number, "n", number_format)


def _moment(text: str, year: int) -> Entry | None:
    day_text, _, clock_text = text.partition(" ")
    if clock := _clock(text):
        return Entry(clock, "d", "h:mm:ss" if clock.second else "h:mm")
    day = _day(day_text, year)
    if day is None:
        return None
    if not clock_text.strip():
        return Entry(day[0], "d", day[1])
    clock = _clock(clock_text.strip())
    return Entry(datetime.combine(day[0], clock), "d", "yyyy/m/d h:mm") if clock else None


def _day(text: str, year: int) -> tuple[datetime, str] | None:
    for pattern in _DATE:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            try:
                day = datetime(int(parts.get("year") or year), int(parts["month"]), int(parts["day"] or 1))  # noqa: DTZ001  # cells know no zones
            except ValueError:
                return None
            whole = parts.get("year") and parts["day"]
            return (day, "yyyy/m/d" if whole else 'm"月"d"日"') if parts["day"] else (day, 'yyyy"年"m"月"')
    return None


def _clock(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def _formula(text: str) -> Entry | None:
    """Excel takes for a formula what begins with = + - or @, also where a person meant a list or a handle."""
    if len(text) < 2 or text[0] not in "=+-@":
        return None
    formula = text if text[0] == "=" else f"={text.removeprefix('@')}" if text[0] == "@" else f"={text}"
    try:
        tokens = Tokenizer(formula).items
    except TokenizerError as error:
        raise ComError("Application-defined or object-defined error") from error
    if any(one.subtype == "TEXT" and len(one.value.replace('""', '"')) - 2 > _LONGEST_LITERAL for one in tokens):
        raise ComError("Application-defined or object-defined error")
    if len(formula) > _LONGEST_FORMULA or formula.count("(") != formula.count(")"):
        raise ComError("Application-defined or object-defined error")
    return Entry(formula, "f")


def handed_over(value: object, number_format: str, *, epoch: datetime = WINDOWS_EPOCH, is_error: bool = False) -> Any:
    """Return a cell's value as COM gives it: floats, times in UTC, Decimal for currency, numbers for errors.

    Args:
        value: As openpyxl has it.
        number_format: Of the cell.
        epoch: Day 0 of the workbook: 1899-12-30, or 1904-01-01.
        is_error: Whether it is the text of an error.
    """
    zero = epoch.replace(tzinfo=UTC)
    match value:
        case str() if is_error:
            return ERROR_CODES[value]
        case None | bool():
            return value
        case datetime():
            # Excel takes 1900 for a leap year, COM does not: up to February they differ by a day
            shifted = epoch == WINDOWS_EPOCH and value < _MARCH_1900
            return value.replace(tzinfo=UTC) - timedelta(days=shifted)
        case time():
            return datetime.combine(zero, value, UTC)
        case timedelta():
            return zero + value
        case date():
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        case int() | float():
            if is_date_format(number_format):
                return zero + timedelta(days=float(value))
            return Decimal(str(round(value, 4))) if _CURRENCY.search(number_format) else float(value)
    return str(value) if isinstance(value, CellRichText) else value


def shown(value: object) -> str:
    """Return a value as a filter sees it; numbers and dates in their plainest form."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return f"{value:.15g}"
        case datetime() | date() | time():
            return f"{to_excel(value):.15g}"
    return str(value)
