"""Times that stand in a cell as text or as a bare number: what they can mean, and which reading the column proves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import permutations
from math import isfinite
from typing import Final
from zoneinfo import ZoneInfo

__all__ = [
    "EARLIEST",
    "LATEST",
    "Order",
    "TextDate",
    "decide_order",
    "from_number",
    "read_text",
    "rounded",
    "shown",
    "texts_by_mark",
]

#: A complaint's times lie between these; what lies outside is a slip of the keyboard.
EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2100, 1, 1)

#: Order of the parts of a date: a permutation of "ymd".
Order = str

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1,
    )
    for name in names.split()
}  # fmt: skip

_CLOCK: Final = (
    r"(?P<half>上午|下午|中午|晚上|凌晨|早上|[AaPp][Mm])?\s*(?P<hour>\d{1,2})\s*(?:[:：时時点點])\s*(?:(?P<minute>\d{1,2})\s*分?)?"
    r"(?:\s*[:：]?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<ampm>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|\+\d{2}:?\d{2}|(?<!\s)-\d{2}:?\d{2})?"
)
_HALVES: Final = {"下午": "p", "中午": "p", "晚上": "p", "上午": "a", "早上": "a", "凌晨": "a", "am": "a", "pm": "p"}
#: 中午 10:30 is before noon, 中午 1:00 after it.
_STILL_MORNING: Final = 10
_NUMERIC = re.compile(
    r"^(?P<one>\d{1,4})\s*(?P<mark>[-/.年])\s*(?P<two>\d{1,2})\s*(?:(?P=mark)|月)\s*(?P<three>\d{1,4})\s*[日号號]?"
    rf"(?:(?P<joint>[\sT,，]*){_CLOCK})?$"
)
_NAMED = re.compile(
    rf"^(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/,.]*(?P<month>[A-Za-z]{{3,9}})"
    rf"|(?P<month2>[A-Za-z]{{3,9}})[\s\-/,.]*(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf"[\s\-/,.]+(?P<year>\d{{4}}|\d{{2}})(?:(?P<joint>[\s,T]*){_CLOCK})?$"
)
_COMPACT = re.compile(rf"^(?P<year>(?:19|20)\d{{2}})(?P<month>\d{{2}})(?P<day>\d{{2}})(?:(?P<joint>[\sT]*){_CLOCK})?$")
#: 民國 115 年 is 2026: the year of the republic, only where the text says so.
_REPUBLIC = re.compile(r"^(?:中[華华])?民[國国]\s*(\d{1,3})(?=\s*[-/.年])")
_YEARS_BEFORE: Final = 1911
_WEEKDAY = re.compile(
    r"\s*\(?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]\)?\s*|\s*\([一二三四五六日]\)\s*|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+",
    re.IGNORECASE,
)
#: Excel's day 0 in the 1900 system, right for every date from March 1900 on.
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # a cell's time is naive, in the register's zone
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class TextDate:
    """A date in text: its readings.

    Attributes:
        readings: Order of the parts -> the moment, for every order that gives a real date. A date that can only be
            read one way has one reading.
        mark: What separates the parts; texts with the same mark are read in the same order.
    """

    readings: dict[Order, datetime | date]
    mark: str


def read_text(text: str, zone: ZoneInfo) -> TextDate | None:
    """Return what a text can mean as a date, or None where it is none.

    Args:
        text: As it stands in the cell.
        zone: The register's zone; a time with an offset is put into it.
    """
    plain = _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()).strip()
    plain = _REPUBLIC.sub(lambda found: str(int(found[1]) + _YEARS_BEFORE), plain)
    for pattern, orders in ((_COMPACT, None), (_NAMED, None), (_NUMERIC, _orders)):
        if match := pattern.match(plain):
            clock = _clock(match)
            if isinstance(clock, bool):
                return None
            dates = orders(match) if orders else _single(match)
            readings = {
                order: _in_zone(datetime.combine(day, clock), match["zone"], zone) if clock is not None else day
                for order, day in dates.items()
            }
            return TextDate(readings, match.groupdict().get("mark") or "named") if readings else None
    return None


def _clock(match: re.Match[str]) -> time | None | bool:
    """Return the time of day; None where the text has none, False where it is no time."""
    if match["hour"] is None:
        return None
    if (
        (match["zone"] or "").startswith("-")
        and "T" not in match["joint"]
        and (not match["second"] or ":" in match["zone"])
    ):
        return False  # 09:30-10:00 is from when to when; an offset is it behind an ISO time, or as in 09:30:00-1000
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    half = (match["ampm"] or "").lower()[:1] or _HALVES.get((match["half"] or "").lower(), "")
    if match["half"] == "晚上" and hour == 12:
        return False  # midnight of this day, or of the next one
    if half == "p" and hour < (_STILL_MORNING if match["half"] == "中午" else 12):
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return False
    return time(hour, minute, second)


def _in_zone(moment: datetime, offset: str | None, zone: ZoneInfo) -> datetime:
    if not offset:
        return moment
    if offset == "Z":
        shift = timedelta(0)
    else:
        digits = offset[1:].replace(":", "")
        shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if offset[0] == "-" else 1)
    utc = (moment - shift).replace(tzinfo=ZoneInfo("UTC"))
    return utc.astimezone(zone).replace(tzinfo=None)


def _single(match: re.Match[str]) -> dict[Order, date]:
    parts = match.groupdict()
    name = parts.get("month2") or parts["month"]
    month = int(name) if name.isdigit() else _MONTHS.get(name.lower(), 0)
    day = _date(int(parts["year"]), month, int(parts.get("day2") or parts["day"]))
    return {"ymd": day} if day else {}


def _orders(match: re.Match[str]) -> dict[Order, date]:
    """Return every reading of three numbers: a four-digit one is the year; Chinese marks name their parts."""
    numbers = (match["one"], match["two"], match["three"])
    if match["mark"] == "年" or len(match["one"]) == 4:
        # year first is month second everywhere
        day = _date(*(int(number) for number in numbers))
        return {"ymd": day} if day else {}
    if 3 in map(len, numbers):
        return {}
    found = {}
    for order in ("dmy", "mdy") if len(match["three"]) == 4 else ("dmy", "mdy", "ymd"):
        parts = dict(zip(order, numbers, strict=True))
        if day := _date(int(parts["y"]), int(parts["m"]), int(parts["d"])):
            found[order] = day
    if len(set(found.values())) == 1 and len(found) > 1:
        # 05/05/2026 is the same day either way
        return {"ymd": next(iter(found.values()))}
    return found


def _date(year: int, month: int, day: int) -> date | None:
    if year < 100:
        year += 2000
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found < LATEST else None


def decide_order(dates: Iterable[TextDate], until: date) -> Order | None:
    """Return the one order of the parts that every text of a column agrees with, or None where two are possible.

    ``04-08-15`` alone may be three days; beside ``22-04-15`` the month cannot be first, and beside ``30-04-15``, seen
    in 2026, the year cannot be either.

    Args:
        dates: The texts of one column that have the same mark.
        until: Readings after this day do not count.
    """
    possible: set[Order] = {"".join(order) for order in permutations("ymd")}
    for text in dates:
        orders = {order for order, moment in text.readings.items() if _day(moment) <= until}
        if len(text.readings) > 1 or text.readings.keys() != {"ymd"}:
            possible &= orders or set(text.readings)
    return possible.pop() if len(possible) == 1 else None


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def from_number(number: float, *, date1904: bool) -> datetime | date | None:
    """Return the moment of a number that is a date serial, or one written as 20261118; None for any other number."""
    if not isfinite(number):
        return None
    if number == int(number) and 20000101 <= number < 21000101:
        digits = str(int(number))
        return _date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if not 36526 - 1462 * date1904 <= number < 73051:
        return None
    moment = (_EPOCH_1904 if date1904 else _EPOCH) + timedelta(seconds=round(number * 86400))
    return moment.date() if moment.time() == time(0) else moment


def rounded(moment: datetime) -> datetime:
    """Return a cell's time rounded to the whole second (serials cannot hold every second exactly)."""
    if not moment.microsecond:
        return moment
    if moment.microsecond < 500_000:
        return moment.replace(microsecond=0)
    try:
        return moment.replace(microsecond=0) + timedelta(seconds=1)
    except OverflowError:  # the last second that there is
        return moment.replace(microsecond=0)


def shown(moment: date) -> str:
    """Return a moment as a person writes it: ``2026-09-01 09:20``, with seconds only where it has some."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(sep=" ", timespec="auto" if moment.second or moment.microsecond else "minutes")


def texts_by_mark(found: Sequence[tuple[int, TextDate]]) -> dict[str, list[tuple[int, TextDate]]]:
    """Group the texts of a column by what separates their parts."""
    grouped: dict[str, list[tuple[int, TextDate]]] = {}
    for index, text in found:
        grouped.setdefault(text.mark, []).append((index, text))
    return grouped
