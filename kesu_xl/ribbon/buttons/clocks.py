"""时效: how the complaints stand, and only those that somebody has to see to."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from kesu_xl.errors import KesuError
from kesu_xl.flow.made_sheets import clock_counts, clock_list
from kesu_xl.ribbon.filtering import switch_off, switch_on
from kesu_xl.ribbon.openbook import read_open
from kesu_xl.ribbon.writing import names_to_be, paused, put_sheets, refuse_locked_book, working
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from kesu_xl.flow.made_sheets import ClockCounts
    from kesu_xl.ribbon.dispatch import Click
    from kesu_xl.wording import Said

__all__ = ["only_late", "refresh_clocks"]


def refresh_clocks(click: Click) -> Said | None:
    """List every clock as of now on the 时效 sheet, and let Excel work out what the cells show."""
    book, app = click.book, click.app
    with working(app) as tell:
        tell(click.say("reading"))
        read = read_open(book)
        found, sheets = clock_list(read.workbook, as_of=datetime.now().astimezone())
        with suppress(NotImplementedError):  # an engine of xlwings need not calculate
            app.calculate()
        refuse_locked_book(book)
        unread, to_be = _unread(found) or "", names_to_be(sheets, read)
        if not click.agreed(Ref("buttons.ask_clocks", counts=_counted(found), unread=unread, sheet=to_be)):
            return None
        tell(click.say("writing"))
        with paused(app):
            put_sheets(book, app, sheets, read)
    return None


def _counted(found: ClockCounts) -> Ref:
    names = ("breached", "at_risk", "met_late", "paused", "unknown")
    return Ref(
        "buttons.clock_counts", as_of=found.as_of.strftime("%Y-%m-%d %H:%M"),
        **{name: found.counts.get(name, 0) for name in names},
    )  # fmt: skip


def only_late(click: Click) -> Said | None:
    """Show only what is breached or at risk; off: what was shown before."""
    book, app = click.book, click.app
    with working(app) as tell:
        if not click.pressed:
            tell(click.say("writing"))
            with paused(app):
                switch_off(book)
            return None
        tell(click.say("reading"))
        found = clock_counts(read_open(book).workbook, as_of=datetime.now().astimezone())
        if not found.late:
            # they are late all the same, and a filter by numbers cannot show them
            return _unshown(found) or Ref("buttons.nothing_late", unread=_unread(found) or "")
        tell(click.say("writing"))
        with paused(app):
            restorable = switch_on(book, found)
    if not restorable:
        return Ref("buttons.filter_replaced")
    return _unshown(found) or _unread(found)


def _unread(found: ClockCounts) -> Ref | None:
    """Say that there are other registers, whose complaints nobody looked at; None where there are none."""
    return Ref("buttons.unread", sheet=found.sheet, sheets=found.unread) if found.unread else None


def _unshown(found: ClockCounts) -> Ref | None:
    """Say that complaints without a number are late; None where there are none."""
    if not found.numberless:
        return None
    if not found.number_column:
        raise KesuError("no_number_column", sheet=found.sheet)
    return Ref("buttons.late_without_number", count=found.numberless)
