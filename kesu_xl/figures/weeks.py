"""The ISO weeks of a register, and which of them the trend shows."""

from __future__ import annotations

from datetime import date

from kesu_xl.figures.result import Week

__all__ = ["Weeks"]

_FEWEST_WEEKS, _MOST_WEEKS = 13, 26


class Weeks:
    """Weeks that are made when somebody first asks for one of their days."""

    def __init__(self) -> None:
        self._by_monday: dict[int, Week] = {}
        self._by_day: dict[date, Week] = {}

    def of(self, day: date) -> Week:
        """Return the week of a day."""
        week = self._by_day.get(day)
        if week is None:
            monday = day.toordinal() - day.weekday()
            week = self._by_monday.get(monday)
            if week is None:
                week = self._by_monday[monday] = Week(date.fromordinal(monday))
            self._by_day[day] = week
        return week

    def last(self, first: date, upto: date) -> tuple[Week, ...]:
        """Return every week from `first` to `upto`: at least 13, at most the last 26."""
        end = upto.toordinal() - upto.weekday()
        spanned = (end - (first.toordinal() - first.weekday())) // 7 + 1
        count = max(_FEWEST_WEEKS, min(_MOST_WEEKS, spanned))
        return tuple(
            self.of(date.fromordinal(end - 7 * back)) for back in reversed(range(count)) if end - 7 * back >= 1
        )
