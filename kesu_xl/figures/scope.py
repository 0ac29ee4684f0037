"""Which complaints count, in which days, and what was known: what every figure begins with.

Cancelled complaints and those received after the moment of the summary count nowhere; a complaint belongs to the span
by its receipt, a clock by its due time, a closing by its time; what is open is so at that moment, whatever the span.
What happened after the moment is not known at it. A cell that has no time beside it counts as it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate, compress
from typing import Any, Final
from zoneinfo import ZoneInfo

from kesu_xl.clock.moment import WallClock
from kesu_xl.complaint.lists import CANCELLED, NOT_JUSTIFIED
from kesu_xl.figures.cases import Cases, Item

__all__ = ["Days", "Scope", "Window", "both"]

_HOUR: Final = 3600.0
#: Days that the 13 weeks of the trend and the week before them lie in.
_RECENT: Final = 7 * 16
_DECIDED: Final = frozenset((CANCELLED, NOT_JUSTIFIED))

#: Ordinals of the first and the last day, both inside.
Window = tuple[int, int]


def both(one: bytes, other: bytes) -> bytes:
    """Return 1 where two lists of 0 and 1 both say so."""
    return (int.from_bytes(one, "big") & int.from_bytes(other, "big")).to_bytes(len(one), "big")


@dataclass(slots=True)
class Days:
    """Positions by the day on which something happened.

    Attributes:
        positions: Those that have a time.
        days: The day (its ordinal) of each of them.
    """

    positions: list[int]
    days: list[int]
    _by_day: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, moments: Sequence[datetime | None], chosen: bytes, until: datetime) -> Days:
        """Return the positions of the chosen ones that have a time, up to a moment."""
        positions, days = [], []
        for at, moment in zip(compress(range(len(moments)), chosen), compress(moments, chosen), strict=True):
            if moment is not None and moment <= until:
                positions.append(at)
                days.append(moment.toordinal())
        return cls(positions, days)

    def counts(self) -> Counter[int]:
        """Return day -> how many."""
        return Counter(self.days)

    def within(self, window: Window | None) -> list[int]:
        """Return the positions in some days, in all for None."""
        if window is None:
            return self.positions
        first, last = window
        # Summaries look at a few recent weeks, one after the other; what is older is searched for when it is asked for.
        recent = max(self.days, default=0) - _RECENT if not self._by_day else min(self._by_day)
        if first < recent:
            return [p for p, day in zip(self.positions, self.days, strict=True) if first <= day <= last]
        if not self._by_day:
            self._by_day[recent] = []
            for position, day in zip(self.positions, self.days, strict=True):
                if day >= recent:
                    self._by_day.setdefault(day, []).append(position)
        return [p for day in range(first, last + 1) if day in self._by_day for p in self._by_day[day]]


def _with_time(moments: Sequence[Any]) -> Sequence[datetime | None]:
    """Return a column of times without the days that have no time."""
    if set(map(type, moments)) <= {datetime, type(None)}:
        return moments
    return [moment if isinstance(moment, datetime) else None for moment in moments]


class Scope:
    """Complaints as seen at a moment, for a span of days.

    Args:
        cases: The complaints.
        now: The moment, aware.
        zone: The register's zone: days are its days.
        span: First and last day, `date.min` and `date.max` for an open end; None for everything.

    Attributes:
        counted: 1 for each complaint that counts at all.
        refused: 1 for those that were decided to be 不成立 by the moment.
        justified: 1 for those that count and are not refused.
        open: 1 for those that count, are not refused, and not closed.
        in_span: 1 for those that count and were received in the span.
        received: When each was received.
        closed: When each was closed that counts as closed; else None.
    """

    def __init__(self, cases: Cases, now: datetime, zone: ZoneInfo, span: tuple[date, date] | None) -> None:
        self.cases = cases
        self.zone = zone
        self.now = now.astimezone(zone).replace(tzinfo=None)
        self.today = self.now.date()
        self.span = span
        self._hours_to: dict[str, list[float | None]] = {}
        self.received = cases.instants("received_at")
        self.cancelled = self.later = self.undated = 0
        self.counted, self.refused = self._decided()
        self.justified = both(self.counted, bytes(1 - flag for flag in self.refused))
        self.open = both(self._open(), self.justified)
        closed = cases.instants("closed_at")
        is_closed = both(self.justified, bytes(1 - flag for flag in self.open))
        self.closed = [moment if flag else None for moment, flag in zip(closed, is_closed, strict=True)]
        self.in_span = self._in_span()

    def _decided(self) -> tuple[bytes, bytes]:
        """Return which complaints count, and which of them are not justified."""
        now = self.now
        counted = bytearray(moment is None or moment <= now for moment in self.received)
        self.later = len(counted) - sum(counted)
        refused = bytearray(len(counted))
        status = self.cases.column("status")
        approved, closed = self.cases.instants("approved_at"), self.cases.instants("closed_at")
        for at in compress(range(len(status)), map(_DECIDED.__contains__, status)):
            decisions = [moment for moment in (approved[at], closed[at]) if moment is not None]
            if decisions and all(moment > now for moment in decisions):
                continue  # it was refused or cancelled only after the moment of the summary
            if status[at] == CANCELLED:
                # Told as cancelled, whenever it was received.
                self.cancelled += 1
                self.later -= not counted[at]
                counted[at] = 0
            else:
                refused[at] = counted[at]
        self.undated = sum(counted[at] for at, moment in enumerate(self.received) if moment is None)
        return bytes(counted), bytes(refused)

    def _open(self) -> bytes:
        now = self.now
        closed = self.cases.instants("closed_at")
        found = bytearray(moment is None or moment > now for moment in closed)
        for at, again in enumerate(self.cases.instants("reopened_at")):
            if again is not None and not found[at]:
                last = closed[at]
                assert last is not None
                found[at] = last < again <= now
        return bytes(found)

    def _in_span(self) -> bytes:
        if self.span is None:
            return self.counted
        first, last = self.span
        inside = bytes(moment is not None and first <= moment.date() <= last for moment in self.received)
        return both(self.counted, inside)

    def items(self, table: str) -> Iterator[Item]:
        """Yield the rows of a detail table that had happened by the moment, of the complaints that count."""
        counted, now = self.counted, self.now
        return (
            item for item in self.cases.items.get(table, ())
            if counted[item.position] and (item.at is None or item.at <= now)
        )  # fmt: skip

    @cached_property
    def repeated(self) -> dict[int, int]:
        """Complaint that counts and names an earlier one -> that one, where the same register has it."""
        named, numbers = self.cases.column("repeat_of"), self.cases.column("case_no")
        naming = [at for at in compress(range(len(named)), self.counted) if named[at]]
        if not naming:
            return {}
        # two registers may use the same numbers
        places: dict[tuple[int, str], int] = {}
        for at, number in enumerate(numbers):
            if number:
                places.setdefault((self.cases.register_of(at), str(number)), at)
        found = {at: places.get((self.cases.register_of(at), str(named[at]))) for at in naming}
        return {at: earlier for at, earlier in found.items() if earlier is not None}

    def open_by_day(self, days: Sequence[int]) -> list[int]:
        """Return how many were open at the end of some days (ordinals, ascending), the last one at the moment.

        Each is what `open` sums up to for a summary of that time.
        """
        steps: Counter[int] = Counter()
        cases, now = self.cases, self.now
        closed, again, approved = map(cases.instants, ("closed_at", "reopened_at", "approved_at"))
        for at, (begun, end, status) in enumerate(zip(self.received, closed, cases.column("status"), strict=True)):
            if begun is not None and begun > now:
                continue
            if status in _DECIDED:
                decisions = [moment for moment in (end, approved[at]) if moment is not None]
                if not decisions:
                    continue
                end = min(decisions)
            first = 0 if begun is None else begun.toordinal()
            steps[first] += 1
            if end is not None and end <= now:
                steps[max(first, end.toordinal())] -= 1
                reopened = again[at]
                if reopened is not None and end < reopened <= now and status not in _DECIDED:
                    steps[max(first, reopened.toordinal())] += 1
        ordered = sorted(steps)
        sums = list(accumulate(steps[day] for day in ordered))
        return [sums[place - 1] if (place := bisect_right(ordered, day)) else 0 for day in days]

    @property
    def window(self) -> Window | None:
        """The span as a window; None for everything."""
        return None if self.span is None else (self.span[0].toordinal(), self.span[1].toordinal())

    @cached_property
    def received_days(self) -> Days:
        """The complaints that count, by the day of receipt."""
        return Days.of(self.received, self.counted, self.now)

    @cached_property
    def closed_days(self) -> Days:
        """The complaints that count as closed, by the day of closing."""
        return Days.of(self.closed, self.counted, self.now)

    def received_in(self, window: Window | None) -> list[int]:
        """Return the complaints received in a window; those without a time of receipt are in everything."""
        if window is None:
            return list(compress(range(self.cases.count), self.counted))
        return self.received_days.within(window)

    @cached_property
    def _is_steady(self) -> bool:
        known = [moment for moment in self.received if moment is not None]
        if not known:
            return True
        clock = WallClock(self.zone)
        days = range(min(known).toordinal(), max(self.now, *known).toordinal() + 400)
        return len({clock.offset(day) for day in days}) == 1

    def hours(self, start: datetime, stop: datetime) -> float:
        """Return the hours between two wall times."""
        if self._is_steady:
            return (stop - start).total_seconds() / _HOUR
        # Clocks go forward and back between two wall times: only the difference in UTC is elapsed time.
        shift = (self.zone.utcoffset(stop) or timedelta()) - (self.zone.utcoffset(start) or timedelta())
        return (stop - start - shift).total_seconds() / _HOUR

    def hours_to(self, name: str) -> list[float | None]:
        """Return the hours from the receipt to a time, for each complaint that has both with a time of day.

        None also for a time before the receipt, which is a fault of the row.
        """
        known = self._hours_to.get(name)
        if known is None:
            starts, stops = self.cases.column("received_at"), self.cases.column(name)
            pairs = zip(_with_time(starts), _with_time(stops), strict=True)
            if self._is_steady:
                known = [
                    None if start is None or stop is None or stop < start else (stop - start).total_seconds() / _HOUR
                    for start, stop in pairs
                ]
            else:
                known = [
                    None if start is None or stop is None or stop < start else self.hours(start, stop)
                    for start, stop in pairs
                ]
            self._hours_to[name] = known
        return known
