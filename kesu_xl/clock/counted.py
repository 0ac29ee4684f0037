"""Time that counts: between two moments, and the moment at which so much of it has passed.

All times are POSIX seconds. A calendar maps them to worked seconds; pauses take time off in those. Where time does not
count, the count stands still, so that a pause and the closed hours under it are never taken off twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

__all__ = ["OPEN", "Spans", "Working", "due", "elapsed", "merged"]

#: End of a pause that nobody ended yet: later than any time.
OPEN: Final = 1 << 62

#: Pauses as (begin, end), sorted, none touching another.
Spans = tuple[tuple[int, int], ...]


class Working(Protocol):
    """A calendar, as far as counting needs it."""

    def upto(self, moment: int) -> int:
        """Return the worked seconds up to a moment, counted from anywhere."""

    def when(self, worked: int) -> int | None:
        """Return the first moment at which so many have been worked, as `upto` counts; None beyond the calendar."""


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Return spans as `Spans`: sorted, overlaps joined.

    ``(1, 5) (3, 9) (9, 10)`` -> ``(1, 10)``
    """
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return tuple(found)


def elapsed(begin: int, end: int, calendar: Working | None, pauses: Spans) -> int:
    """Return the seconds between two moments that count."""
    upto = calendar.upto if calendar is not None else int
    first, last = upto(begin), upto(end)
    counted = last - first
    for paused, resumed in pauses:
        if paused >= end:
            break
        if resumed > begin:
            counted -= (last if resumed >= end else upto(resumed)) - (first if paused <= begin else upto(paused))
    return counted


def due(begin: int, limit: int, calendar: Working | None, pauses: Spans) -> int | None:
    """Return the first moment at which `limit` seconds have counted.

    Returns:
        None where nobody knows: a pause before it is still open, or the calendar ends before it.
    """
    upto = calendar.upto if calendar is not None else int
    first = upto(begin)
    target = first + limit
    for paused, resumed in pauses:
        if resumed <= begin:
            continue
        off = max(upto(paused), first)
        if off >= target:
            break
        if resumed == OPEN:
            return None
        target += upto(resumed) - off
    return target if calendar is None else calendar.when(target)
