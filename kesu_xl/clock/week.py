"""Working hours as people write them: ``周一-周五 08:30-12:00, 13:00-17:30; 周六 08:30-12:00``."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

from kesu_xl.errors import KesuError

__all__ = ["Week", "read_week"]

#: Monday first: the windows of each day in seconds of that day; one may end after midnight.
Week = tuple[tuple[tuple[int, int], ...], ...]

_DAY_S: Final = 86400
_DAYS: Final = {
    word: day
    for day, words in enumerate(
        ("mon monday 一", "tue tuesday 二", "wed wednesday 三", "thu thursday 四", "fri friday 五", "sat saturday 六",
         "sun sunday 日 天")
    )
    for word in words.split()
}  # fmt: skip
_EVERY: Final = {"每天": range(7), "每日": range(7), "daily": range(7), "工作日": range(5), "weekdays": range(5)}
_BEFORE_DAY = re.compile("周|週|星期|礼拜|禮拜")
_DASHES = re.compile("[-–—~至到]+")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")


def read_week(text: str, where: str) -> Week:
    """Return the working hours that a text names; Monday to Friday where it names no days.

    Args:
        text: Windows ``hh:mm-hh:mm`` with commas between them, after the days that they are of; groups with a semicolon
            between them. A window that ends before it begins ends on the next day.
        where: Name of the setting, for the message.

    Raises:
        KesuError: It cannot be read, windows of a day overlap, or nothing is worked at all.
    """
    found: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    plain = unicodedata.normalize("NFKC", text).lower().replace("、", ",").replace("。", "")
    for group in filter(None, (part.strip() for part in re.split("[;\n]", plain))):
        match = re.search(r"\d", group)
        if match is None:
            raise KesuError("bad_working_hours", value=text, where=where)
        days = _days(group[: match.start()], text, where)
        windows = [_window(part, text, where) for part in group[match.start() :].split(",") if part.strip()]
        for day in days:
            found[day] += windows
    for windows in found:
        windows.sort()
        if any(second[0] < first[1] for first, second in pairwise(windows)):
            raise KesuError("bad_working_hours", value=text, where=where)
    if not any(found):
        raise KesuError("calendar_without_work", where=where)
    return tuple(tuple(windows) for windows in found)


def _days(named: str, text: str, where: str) -> list[int]:
    days: list[int] = []
    plain = _BEFORE_DAY.sub("", named).strip(" ,:")
    for part in re.split(r"[,\s]+(?![-–—~至到])", _DASHES.sub("-", re.sub(r"\s*[-–—~至到]\s*", "-", plain))):
        if not part:
            continue
        if part in _EVERY:
            days += _EVERY[part]
            continue
        ends = part.split("-")
        if len(ends) > 2 or not all(end in _DAYS for end in ends):
            raise KesuError("bad_working_hours", value=text, where=where)
        first, last = _DAYS[ends[0]], _DAYS[ends[-1]]
        days += [day % 7 for day in range(first, (last if last >= first else last + 7) + 1)]
    return days or list(range(5))


def _window(part: str, text: str, where: str) -> tuple[int, int]:
    ends = [_TIME.fullmatch(end.strip()) for end in _DASHES.split(part)]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        raise KesuError("bad_working_hours", value=text, where=where)
    begin, end = (int(match[1]) * 3600 + int(match[2] or 0) * 60 for match in ends if match)
    if begin >= _DAY_S or end > _DAY_S or begin == end or any(match and int(match[2] or 0) > 59 for match in ends):
        raise KesuError("bad_working_hours", value=text, where=where)
    return begin, end if end > begin else end + _DAY_S
