"""The ISO weeks of a register, and which of them the trend shows."""

from __future__ import annotations

from datetime import date

from kesu_xl.figures.result import Week

__all__ = ["TREND_WEEKS", "Weeks"]

#: The overview and the figures over time look back so far; the trend at most twice as far.
TREND_WEEKS = 13
_MOST_WEEKS = 26


class Weeks:
    """Weeks that are made when somebody first asks for one of their days."""

    def __init__(self) -> None:
        self._by_monday: dict[int, Week] = {}

    def of(self, day: int) -> Week:
        """Return the week of a day (its ordinal)."""
        monday = day - (day - 1) % 7
        week = self._by_monday.get(monday)
        if week is None:
            week = self._by_monday[monday] = Week(date.fromordinal(monday))
        return week

    def last(self, first: date, upto: date) -> tuple[Week, ...]:
        """Return every week from `first` to `upto`: at least 13, at most the last 26."""
        end = upto.toordinal() - upto.weekday()
        spanned = (end - (first.toordinal() - first.weekday())) // 7 + 1
        count = max(TREND_WEEKS, min(_MOST_WEEKS, spanned))
        return tuple(self.of(end - 7 * back) for back in reversed(range(count)) if end - 7 * back >= 1)
