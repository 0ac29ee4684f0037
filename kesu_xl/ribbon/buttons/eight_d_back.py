"""回读8D: what was filled into the newest report of a complaint goes back into the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.flow.clicks import chosen_cases, reports_of
from kesu_xl.flow.read_back import read_back
from kesu_xl.package.source import load
from kesu_xl.ribbon.buttons.eight_d import folder_of
from kesu_xl.ribbon.filling import fill_cells, fill_rows, open_tables, refuse_taken
from kesu_xl.ribbon.openbook import place_of, read_open, written_copy
from kesu_xl.ribbon.selection import selected_rows
from kesu_xl.ribbon.writing import add_sheets, paused, refuse_locked_book, working
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from xlwings import App

    from kesu_xl.flow.form_results import Entered
    from kesu_xl.flow.read_back import ReadBack
    from kesu_xl.ribbon.dispatch import Click
    from kesu_xl.wording import Said

__all__ = ["read_8d"]

#: So many differences, and so many things that were not taken, are named; the others are counted.
_MOST_NAMED: Final = 5
#: Characters of a value that a message shows.
_SHOWN: Final = 40


def read_8d(click: Click) -> Said | None:
    """Read the newest report of the selected complaint; after a yes, write what is different into the register."""
    book, app, now = click.book, click.app, datetime.now().astimezone()
    with working(app) as tell:
        tell(click.say("reading"))
        read = read_open(book)
        chosen = chosen_cases(read.workbook, selected_rows(app), as_of=now)
        if len(chosen.numbers) > 1:
            raise KesuError("one_case_only", count=len(chosen.numbers))
        folder, number = folder_of(click, chosen), chosen.numbers[0]
        if folder is None:
            return None
        reports = reports_of(folder, number)
        if not reports:
            return Ref("buttons.no_report", number=number, folder=str(folder))
        forms = ((path, _contents(app, path)) for path in reports)
        made = read_back(read.workbook, forms, number, as_of=now, areas=open_tables(book, read))
        taken = [one for one in made.differences if one.taken]
        left = _left(click, made)
        if not taken:
            return Ref("buttons.nothing_to_read_back", file=made.path.name, left=left)
        if made.sheets is not None:
            refuse_locked_book(book)
        refuse_taken(book, made.runs, made.rows)
        question = Ref(
            "buttons.ask_read_back", file=made.path.name, count=len(made.differences), taken=len(taken),
            changes=_first_of(click, [_change(click, one) for one in taken]), left=left,
        )  # fmt: skip
        if not click.agreed(question):
            return None
        tell(click.say("writing"))
        date1904 = read.workbook.date1904
        with paused(app):
            fill_cells(book, made.runs, date1904=date1904)
            fill_rows(book, made.rows, date1904=date1904)
            if made.sheets is not None:
                add_sheets(book, app, made.sheets)
    return None


def _contents(app: App, path: Path) -> bytes:
    """Return a report as it is: where it is open in this Excel, with what was not saved yet.

    Raises:
        KesuError: It cannot be read, or it is open and this Excel does not write copies.
    """
    for book in app.books:
        if str(book.name).casefold() == path.name.casefold() and _is_at(place_of(book), path):
            data = written_copy(book, path.name)
            if data is None:
                raise KesuError("close_form_first", file=path.name)
            return data
    return load(path)[0]


def _is_at(place: str, path: Path) -> bool:
    """Say whether an open workbook of a name is that file; on OneDrive nobody may know its folder."""
    return not Path(place).is_absolute() or Path(place).resolve() == path.resolve()


def _left(click: Click, made: ReadBack) -> Ref | str:
    """Return what is said of all that does not go into the register, and why."""
    told = [one.message(click.lang) for one in made.found if one.level != "info" or one.code.startswith("F22")]
    return Ref("buttons.not_read_back", count=len(told), reasons=_first_of(click, told)) if told else ""


def _change(click: Click, one: Entered) -> str:
    where = f"{one.sheet}!{one.cell}" if one.cell else one.sheet or one.field
    return click.say("read_back_change", where=where, old=_short(one.ours), new=_short(one.theirs))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"


def _first_of(click: Click, lines: Sequence[str]) -> str:
    """Return the first lines, one below the other, and how many there are besides."""
    more = len(lines) - _MOST_NAMED
    return "\n".join([*lines[:_MOST_NAMED], *([click.say("more_lines", count=more)] if more > 0 else [])])
