"""Working time: windows of every day as cumulative seconds, so that counting between two moments is two searches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from kesu_xl.clock.holidays import Official
from kesu_xl.clock.moment import DAY_S, WallClock
from kesu_xl.clock.week import Week

__all__ = ["Calendar"]

#: Years outside of these are slips of the keyboard; nothing is counted in them.
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2099


class Calendar:
    """The working hours of a register, or of a customer. Years are worked out when they are needed.

    Args:
        week: Windows of each weekday.
        wall: The zone that the windows are in.
        own: Days of the register's 日历 sheet: whether they are worked. They win over everything else.
        public: The region's holidays and make-up workdays.
        name: How sentences call it.
    """

    def __init__(
        self, week: Week, wall: WallClock, own: Mapping[date, bool], public: Official | None = None, name: str = ""
    ) -> None:
        self.week = week
        self.wall = wall
        self.own = own
        self.public = public
        self.name = name
        self._own_years = {day.year for day in own}
        # A make-up workday on a day of the week without windows is like the first one that has some.
        self._usual = next(windows for windows in week if windows)
        self.first_s = self.last_s = 0
        self._first = self._last = 0
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = []
        #: The unknown years that were asked for.
        self.unknown: set[int] = set()

    def windows_of(self, day: date) -> tuple[tuple[int, int], ...]:
        """Return the windows that begin on a day, in seconds of that day."""
        works = self.own.get(day)
        if works is None and self.public is not None:
            works = self.public.works(day)
        if works is None:
            return self.week[day.weekday()]
        return (self.week[day.weekday()] or self._usual) if works else ()

    def knows(self, year: int) -> bool:
        """Say whether the days of a year are known: by the library, or by the register's own sheet."""
        return self.public is None or year in self._own_years or self.public.known(year)

    def covers(self, begin: int, end: int) -> bool:
        """Say whether all days between two moments are known; the years that are not are remembered."""
        if begin < self.first_s or end >= self.last_s:
            self._reach(begin)
            self._reach(end)
        return self.first_s <= begin and end < self.last_s

    def upto(self, moment: int) -> int:
        """Return the worked seconds up to a moment, counted from the first day that is worked out."""
        at = bisect_right(self._starts, moment) - 1
        if at < 0:
            return 0
        start, end = self._starts[at], self._ends[at]
        return self._before[at] + (moment if moment < end else end) - start

    def when(self, worked: int) -> int | None:
        """Return the first moment at which so many seconds have been worked, as `upto` counts.

        Returns:
            None where that lies beyond the years that are known.
        """
        while not self._before or worked > self._before[-1] + self._ends[-1] - self._starts[-1]:
            if not self._grow():
                return None
        at = max(bisect_left(self._before, worked) - 1, 0)
        return self._starts[at] + worked - self._before[at]

    def spans(self, first: date, last: date) -> Iterator[tuple[date, int, int]]:
        """Yield day, begin and end of every window between two days, in seconds of the day's wall clock."""
        for number in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            for begin, end in self.windows_of(day):
                yield day, begin, end

    def _grow(self) -> bool:
        """Work out the years after the last one; say whether there were any."""
        if not self._first or self._last >= _LAST_YEAR:
            return False
        if not self.knows(self._last + 1):
            self.unknown.add(self._last + 1)
            return False
        self._add(self._last + 1)
        return True

    def _reach(self, moment: int) -> None:
        """Work out the years to that of a moment, as far as no unknown one lies between."""
        try:
            year = self.wall.moment(moment).year
        except (OverflowError, ValueError):
            return
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            return
        if not self._first:
            anchor = year
            if self.public is not None and self.public.last is not None and not self.knows(year):
                anchor = self.public.last
            if not self.knows(anchor):
                self.unknown.add(anchor)
                return
            self._first, self._last = anchor, anchor - 1
            self._add(anchor)
        first = self._first
        while first > year and self.knows(first - 1):
            first -= 1
        if first < self._first:
            self._rebuild(first, self._last)
        while self._last < year and self._grow():
            pass
        if not self._first <= year <= self._last:
            self.unknown.add(year)

    def _rebuild(self, first: int, last: int) -> None:
        self._starts, self._ends, self._before = [], [], []
        self._first, self._last = first, first - 1
        for year in range(first, last + 1):
            self._add(year)

    def _add(self, year: int) -> None:
        """Append the windows of the year after the last one."""
        starts, ends, before = self._starts, self._ends, self._before
        done = before[-1] + ends[-1] - starts[-1] if starts else 0
        for day, opens, closes in self.spans(date(year, 1, 1), date(year, 12, 31)):
            begin, end = self._seconds(day, opens), self._seconds(day, closes)
            if starts and begin <= ends[-1]:
                # a night shift that runs into the next window
                done += max(end - ends[-1], 0)
                ends[-1] = max(end, ends[-1])
            elif end > begin:
                starts.append(begin)
                ends.append(end)
                before.append(done)
                done += end - begin
        self._last = year
        self.first_s = self.wall.seconds(date(self._first, 1, 1))
        self.last_s = self.wall.seconds(date(year + 1, 1, 1))

    def _seconds(self, day: date, second: int) -> int:
        more, rest = divmod(second, DAY_S)
        midnight = datetime.combine(day + timedelta(more), time())
        return self.wall.seconds(midnight + timedelta(seconds=rest))
