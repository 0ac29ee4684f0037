"""登记: a new complaint, and the check of all of them."""

from __future__ import annotations

import getpass
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from kesu_xl.flow.clicks import new_case as planned_case
from kesu_xl.flow.clicks import problem_list
from kesu_xl.ribbon.openbook import read_open
from kesu_xl.ribbon.selection import selected_rows
from kesu_xl.ribbon.writing import (
    as_typed,
    paused,
    put_keys,
    put_sheets,
    refuse_locked_book,
    refuse_locked_sheet,
    working,
)
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from xlwings import App, Sheet

    from kesu_xl.flow.clicks import NewCase
    from kesu_xl.ribbon.dispatch import Click
    from kesu_xl.wording import Said

__all__ = ["check", "new_case"]


def new_case(click: Click) -> Said | None:
    """Register a complaint: the next number, received now by the user, in the row below the last one."""
    book, app = click.book, click.app
    with working(app, click.say("reading")):
        workbook = read_open(book)
        case = planned_case(workbook, now=datetime.now().astimezone(), user=_user(app))
    sheet = book.sheets[case.sheet]
    refuse_locked_sheet(sheet)
    if not click.agreed(Ref("buttons.ask_new_case", number=case.number, sheet=case.sheet, row=case.row)):
        return None
    with working(app, click.say("writing")), paused(app):
        _make_room(sheet, case)
        for column, value in case.cells.items():
            sheet.range((case.row, column)).value = as_typed(value) if isinstance(value, str) else value
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
    """Let there be a free row of the table where the complaint goes."""
    if not case.free:
        # what stands below (totals, notes) goes down; in a table Excel makes a row of the table
        sheet.range(f"{case.row}:{case.row}").insert("down")
    table = sheet.range((case.header_row, case.column)).table
    if table is None:
        return
    whole = table.range
    top, left = whole.row, whole.column
    height, width = whole.shape
    if top + height - 1 < case.row:
        table.resize(sheet.range((top, left), (case.row, left + width - 1)))


def check(click: Click) -> Said | None:
    """List the problems on the 问题 sheet; of several selected complaints only theirs."""
    book, app = click.book, click.app
    with working(app, click.say("reading")):
        selected = selected_rows(app)
        workbook = read_open(book)
        found = problem_list(workbook, as_of=datetime.now().astimezone(), selected=selected)
    refuse_locked_book(book)
    result = found.result
    levels = [problem.level for problem in result.found]
    counts = Ref(
        f"buttons.counts_{'selected' if found.selected else 'all'}", rows=result.rows, errors=levels.count("error"),
        warnings=levels.count("warning"), infos=levels.count("info"),
    )  # fmt: skip
    if not click.agreed(Ref("buttons.ask_check", counts=counts)):
        return None
    names = workbook.names()
    with working(app, click.say("writing")):
        marked = put_keys(book, app, found.keys, names)
        put_sheets(book, app, found.sheets, names)
    return None if marked else Ref("buttons.no_rules")
