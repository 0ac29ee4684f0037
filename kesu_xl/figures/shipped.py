"""Pieces complained about against pieces shipped, month by month: customer PPM."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from kesu_xl.figures.cases import as_moment, as_number
from kesu_xl.figures.group import Groups
from kesu_xl.figures.result import Measure
from kesu_xl.figures.scope import Scope, Window

__all__ = ["Shipped"]

_MILLION: Final = 1e6
_MONTH: Final = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?$")

#: Year and month.
Month = tuple[int, int]


class Shipped:
    """What was shipped, and what came back as bad, by month.

    A figure takes whole months: those that its days touch and that 出货 has.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        #: Month -> customer -> pieces.
        self._shipped: dict[Month, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for row in scope.cases.shipped:
            month, qty = _month(row), as_number(row.get("qty"))
            if month is not None and qty is not None:
                self._shipped[month][_plain(str(row.get("customer") or ""))] += qty
        self._bad: dict[Month, list[int]] = defaultdict(list)
        if self._shipped:
            for position, moment in enumerate(scope.received):
                if moment is not None and scope.counted[position] and not scope.refused[position]:
                    self._bad[moment.year, moment.month].append(position)

    def _months(self, window: Window | None) -> list[Month]:
        if window is None:
            return list(self._shipped)
        first, last = map(date.fromordinal, window)
        touched = ((first.year, first.month), (last.year, last.month))
        return [month for month in self._shipped if touched[0] <= month <= touched[1]]

    def measures(self, window: Window | None) -> dict[str, Measure]:
        """Return the figures of the months of a window."""
        months = self._months(window)
        shipped = sum(qty for month in months for qty in self._shipped[month].values())
        positions = [position for month in months for position in self._bad[month]]
        pieces = self._pieces(positions)
        if not shipped:
            return {"ppm": Measure(None), "complaint_ppm": Measure(None)}
        return {
            "ppm": Measure(pieces / shipped * _MILLION, round(shipped)),
            "complaint_ppm": Measure(len(positions) / shipped * _MILLION, round(shipped)),
        }

    def by_customer(self, window: Window | None, customers: Groups) -> None:
        """Give each customer's tally what was shipped and what was bad."""
        names = {_plain(str(tally.name)): tally for tally in customers.tallies if tally.name is not None}
        for month in self._months(window):
            for name, qty in self._shipped[month].items():
                if name in names:
                    names[name].shipped = (names[name].shipped or 0.0) + qty
            for position in self._bad[month]:
                customers.tallies[customers.ids[position]].ng += self._pieces([position])

    def _pieces(self, positions: Iterable[int]) -> int:
        column = self._scope.cases.column("defect_qty")
        return sum(column[position] or 0 for position in positions)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split())


def _month(row: Mapping[str, object]) -> Month | None:
    value = row.get("month")
    if isinstance(value, str) and (match := _MONTH.match(value.strip())):
        return int(match[1]), int(match[2])
    moment = as_moment(value)
    return None if moment is None else (moment.year, moment.month)
