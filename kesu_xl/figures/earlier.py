"""What a span is compared with: the days before it, as they were known when they were as old as the span is now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from kesu_xl.figures.scope import Window

__all__ = ["before", "moment_before"]


def before(window: Window) -> Window:
    """Return the days before a window: the month before a whole month, else as many days."""
    first, last = map(date.fromordinal, window)
    is_month = (
        first.day == 1 and (last + timedelta(1)).day == 1 and (first.year, first.month) == (last.year, last.month)
    )
    if is_month:
        earlier = first - timedelta(1)
        return earlier.replace(day=1).toordinal(), earlier.toordinal()
    return window[0] - (window[1] - window[0] + 1), window[0] - 1


def moment_before(now: datetime, span: tuple[date, date] | None) -> datetime | None:
    """Return the moment at which the span before is looked at; None where nothing lies before.

    It is as far from the beginning of that span as `now` is from the beginning of its own: on a Wednesday the week is
    compared with the week before as that was known on its Wednesday. While a span runs, the one before has not run
    out, either, where it is shorter (February).

    Args:
        now: The moment of the summary, aware, in the register's zone.
        span: First and last day, `date.max` for an open end; None, or `date.min` as the first, for everything so far.
    """
    if span is None or span[0] == date.min:
        return None
    first, last = span[0], max(now.date(), span[0]) if span[1] == date.max else span[1]
    earlier = before((first.toordinal(), last.toordinal()))
    moment = now - timedelta(first.toordinal() - earlier[0])
    if now.date() <= last and moment.toordinal() > earlier[1]:
        moment = datetime.combine(date.fromordinal(earlier[1]), time(23, 59, 59), now.tzinfo)
    return moment
