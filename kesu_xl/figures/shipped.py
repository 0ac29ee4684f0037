"""Complaints and pieces complained about against what was shipped, month by month: customer PPM, rate per lots."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from kesu_xl.figures.cases import as_moment, as_number
from kesu_xl.figures.group import Groups, group_key
from kesu_xl.figures.result import Measure
from kesu_xl.figures.scope import Scope, Window

__all__ = ["Shipped"]

_MILLION: Final = 1e6
_MONTH: Final = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?$")

#: Year and month.
Month = tuple[int, int]


class Shipped:
    """What was shipped, and what came back as bad, by month.

    A figure takes whole months: those that its days touch and that 出货 has; later months than that of the moment are
    not known yet.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        #: Month -> customer -> pieces.
        self._shipped: dict[Month, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        #: Month -> lots.
        self._lots: dict[Month, float] = defaultdict(float)
        this_month = scope.now.year, scope.now.month
        for row in scope.cases.shipped:
            month, qty, lots = _month(row), as_number(row.get("qty")), as_number(row.get("lots"))
            if month is None or month > this_month:
                continue
            if qty is not None:
                self._shipped[month][group_key(str(row.get("customer") or ""))] += qty
            if lots is not None:
                self._lots[month] += lots
        self._bad: dict[Month, list[int]] = defaultdict(list)
        if self._shipped or self._lots:
            for position, moment in enumerate(scope.received):
                if moment is not None and scope.justified[position]:
                    self._bad[moment.year, moment.month].append(position)

    def measures(self, window: Window | None) -> dict[str, Measure]:
        """Return the figures of the months of a window."""
        months = _touched(self._shipped, window)
        shipped = sum(qty for month in months for qty in self._shipped[month].values())
        positions = self._received(months)
        lot_months = _touched(self._lots, window)
        return {
            "ppm": _per_million(self._pieces(positions), shipped),
            "complaint_ppm": _per_million(len(positions), shipped),
            "lot_rate": Measure.share(
                len(self._received(lot_months)), round(sum(map(self._lots.__getitem__, lot_months)))
            ),
        }

    def _received(self, months: Iterable[Month]) -> list[int]:
        return [position for month in months for position in self._bad[month]]

    def by_customer(self, window: Window | None, customers: Groups) -> None:
        """Give each customer's tally what was shipped and what was bad."""
        names = {group_key(str(tally.name)): tally for tally in customers.tallies if tally.name is not None}
        for month in _touched(self._shipped, window):
            for name, qty in self._shipped[month].items():
                if name in names:
                    names[name].shipped = (names[name].shipped or 0.0) + qty
            for position in self._bad[month]:
                customers.tallies[customers.ids[position]].ng += self._pieces([position])

    def _pieces(self, positions: Iterable[int]) -> int:
        column = self._scope.cases.column("defect_qty")
        return sum(column[position] or 0 for position in positions)


def _touched(known: Iterable[Month], window: Window | None) -> list[Month]:
    """Return the months that a window touches, of those that are known."""
    if window is None:
        return list(known)
    first, last = map(date.fromordinal, window)
    return [month for month in known if (first.year, first.month) <= month <= (last.year, last.month)]


def _per_million(part: float, whole: float) -> Measure:
    return Measure(part / whole * _MILLION, round(whole)) if whole else Measure(None)


def _month(row: Mapping[str, object]) -> Month | None:
    value = row.get("month")
    if isinstance(value, str) and (match := _MONTH.match(value.strip())):
        return int(match[1]), int(match[2])
    moment = as_moment(value)
    return None if moment is None else (moment.year, moment.month)
