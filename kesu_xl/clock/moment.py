"""Wall times of a register as seconds that can be subtracted, across changes of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["DAY_S", "WallClock", "is_bare"]

DAY_S: Final = 86400
_EPOCH: Final = date(1970, 1, 1).toordinal()


def is_bare(moment: date) -> bool:
    """Say whether nobody wrote a time of day: a date, or a time that is midnight when rounded to the second."""
    if not isinstance(moment, datetime):
        return True
    # A cell cannot tell midnight from a date, and a time a fraction of a second beside it is shown as midnight.
    if moment.microsecond < 500_000:
        return not (moment.hour or moment.minute or moment.second)
    return moment.hour == 23 and moment.minute == 59 and moment.second == 59


class WallClock:
    """The clock on the wall of one time zone.

    Args:
        zone: The register's zone.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        # Offset of each day from UTC in seconds; None for a day on which it changes.
        self._offsets: dict[int, int | None] = {}
        self._midnights: dict[int, int] = {}

    def seconds(self, moment: date) -> int:
        """Return the POSIX time of a wall time, rounded to the second; a bare date counts as its midnight.

        A wall time that exists twice is the first one; one that the clocks skip is taken as if they had not.
        """
        day = moment.toordinal()
        offset = self.offset(day)
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001  # a wall time
        if offset is None:
            offset = _offset(moment, self.zone)
        return (
            (day - _EPOCH) * DAY_S + moment.hour * 3600 + moment.minute * 60 + moment.second
            - offset + (moment.microsecond >= 500_000)
        )  # fmt: skip

    def moment(self, seconds: int) -> datetime:
        """Return the wall time of a POSIX time, aware of its zone."""
        return datetime.fromtimestamp(seconds, UTC).astimezone(self.zone)

    def offset(self, day: int) -> int | None:
        """Return the seconds by which a day (its ordinal) differs from UTC; None for a day on which that changes."""
        if day not in self._offsets:
            self._offsets[day] = self._offset_of(day)
        return self._offsets[day]

    def _offset_of(self, day: int) -> int | None:
        before, after = self._at_midnight(day), self._at_midnight(day + 1)
        return before if before == after else None

    def _at_midnight(self, day: int) -> int:
        known = self._midnights.get(day)
        if known is None:
            known = self._midnights[day] = _offset(datetime.fromordinal(day), self.zone)
        return known


def _offset(moment: datetime, zone: ZoneInfo) -> int:
    offset = moment.replace(tzinfo=zone).utcoffset()
    assert offset is not None  # a ZoneInfo always has one
    return round(offset.total_seconds())
