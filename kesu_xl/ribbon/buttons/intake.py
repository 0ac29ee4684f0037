"""登记: a new complaint, and the check of all of them."""

from __future__ import annotations

import getpass
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kesu_xl.flow.clicks import new_case as planned_case
from kesu_xl.flow.made_sheets import problem_list
from kesu_xl.package.a1 import column_letter
from kesu_xl.package.made import BUTTON_NAMES
from kesu_xl.ribbon.openbook import read_open
from kesu_xl.ribbon.selection import selected_rows
from kesu_xl.ribbon.writing import (
    as_typed,
    names_to_be,
    paused,
    put_keys,
    put_sheets,
    refuse_locked_book,
    refuse_locked_sheet,
    remember,
    working,
)
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from xlwings import App, Sheet

    from kesu_xl.flow.clicks import NewCase
    from kesu_xl.ribbon.dispatch import Click
    from kesu_xl.wording import Said

__all__ = ["check", "new_case"]

#: Hidden name of the newest number: when the workbook is saved, the macro looks whether somebody else has it too.
_NEWEST: Final = f"{BUTTON_NAMES}newest"


def new_case(click: Click) -> Said | None:
    """Register a complaint: the next number, received now by the user, in the row below the last one."""
    book, app = click.book, click.app
    with working(app) as tell:
        tell(click.say("reading"))
        workbook = read_open(book).workbook
        case = planned_case(workbook, now=datetime.now().astimezone(), user=_user(app))
        sheet = book.sheets[case.sheet]
        refuse_locked_sheet(sheet)
        if not click.agreed(Ref("buttons.ask_new_case", number=case.number, sheet=case.sheet, row=case.row)):
            return None
        tell(click.say("writing"))
        with paused(app):
            _make_room(sheet, case)
            for column, value in case.cells.items():
                sheet.range((case.row, column)).value = as_typed(value) if isinstance(value, str) else value
            remember(book, _NEWEST, case.sheet, f"${column_letter(case.column)}${case.row}")
        sheet.activate()
        sheet.range((case.row, case.next_column)).select()
    return None


def _user(app: App) -> str:
    """Return the user's name as Excel shows it in comments, else that of the computer's account."""
    with suppress(Exception):  # a Mac does not say it
        if name := str(app.api.UserName).strip():
            return name
    return getpass.getuser()


def _make_room(sheet: Sheet, case: NewCase) -> None:
    """Let there be a free row where the complaint goes; what stands there (totals, notes) goes down."""
    try:
        table = sheet.range((case.header_row, case.column)).table
    except NotImplementedError:  # an engine of xlwings need not know tables
        table = None
    if table is None:
        if not case.free:
            sheet.range(f"{case.row}:{case.row}").insert("down")
        return
    whole = table.range
    top, (height, _) = whole.row, whole.shape
    if case.row > top + height - 1:
        table.rows.add()
    elif not case.free:
        table.rows.add(index=case.row - top)


def check(click: Click) -> Said | None:
    """List the problems on the 问题 sheet; of several selected complaints only theirs."""
    book, app = click.book, click.app
    with working(app) as tell:
        tell(click.say("reading"))
        read = read_open(book)
        found = problem_list(read.workbook, as_of=datetime.now().astimezone(), selected=selected_rows(app))
        refuse_locked_book(book)
        levels = [problem.level for problem in found.result.found]
        counts = Ref(
            f"buttons.counts_{'selected' if found.selected else 'all'}", rows=found.result.rows,
            errors=levels.count("error"), warnings=levels.count("warning"), infos=levels.count("info"),
        )  # fmt: skip
        unread = Ref("buttons.unread", sheet=found.result.sheet, sheets=found.unread) if found.unread else ""
        to_be = names_to_be(found.sheets, read)
        if not click.agreed(Ref("buttons.ask_check", counts=counts, unread=unread, sheet=to_be)):
            return None
        tell(click.say("writing"))
        with paused(app):
            put_sheets(book, app, found.sheets, read)
            marked = put_keys(book, found.keys, read.names)
    return None if marked else Ref("buttons.no_rules")
