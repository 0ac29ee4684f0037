"""8D: the reports of the selected complaints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.flow.clicks import chosen_cases, reports_of
from kesu_xl.flow.reports import EDITED, NUMBERLESS, SAME_NAME
from kesu_xl.flow.reports import make_8d as make_reports
from kesu_xl.ribbon.dialogs import ask_folder
from kesu_xl.ribbon.openbook import read_open
from kesu_xl.ribbon.selection import selected_rows
from kesu_xl.ribbon.writing import working
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from xlwings import App

    from kesu_xl.flow.clicks import Chosen
    from kesu_xl.ribbon.dispatch import Click
    from kesu_xl.wording import Said

__all__ = ["folder_of", "make_8d", "open_8d", "show_file"]

#: So many reasons why a report was not made, or is not as expected, are named; the others are counted.
_MOST_NAMED: Final = 5
#: So many reports lie between two words in the status bar.
_STEP: Final = 25


def make_8d(click: Click) -> Said | None:
    """Make the reports of the selected complaints."""
    book, app, now = click.book, click.app, datetime.now().astimezone()
    with working(app) as tell:
        tell(click.say("reading"))
        workbook = read_open(book).workbook
        chosen = chosen_cases(workbook, selected_rows(app), as_of=now)
        folder = folder_of(click, chosen)
        if folder is None:
            return None

        def progress(done: int, count: int) -> None:
            if done % _STEP == 0:
                tell(click.say("making_reports", done=done, count=count))

        progress(0, len(chosen.numbers))
        result = make_reports(workbook, folder, as_of=now, cases=chosen.numbers, progress=progress)
    # what is wrong with the rows themselves is told by the check
    told = [problem for problem in result.found if problem.code.startswith("F2") and problem.level != "info"]
    not_made = (EDITED, SAME_NAME)
    left = _listed("reports_left", [one.message(click.lang) for one in told if one.code in not_made])
    others = [one.message(click.lang) for one in told if one.code not in (*not_made, NUMBERLESS)]
    noted = _listed("reports_noted", others)
    return Ref("buttons.reports_made", count=len(result.made), folder=str(folder), left=left, noted=noted)


def _listed(text: str, reasons: Sequence[str]) -> Ref | str:
    return Ref(f"buttons.{text}", count=len(reasons), reasons="\n".join(reasons[:_MOST_NAMED])) if reasons else ""


def folder_of(click: Click, chosen: Chosen) -> Path | None:
    """Return where reports go; None where the user was asked and said no.

    Raises:
        KesuError: Nobody can say it: the workbook was never saved, and this Excel has no dialog for it.
    """
    if chosen.folder is None:
        asked = ask_folder(click.app, click.say("ask_folder"))
        if asked is None:
            raise KesuError("save_first", file=str(click.book.name))
        return Path(asked) if asked else None
    # a folder elsewhere stands in the settings of the workbook, and whoever sent that may have written it
    if chosen.outside and not click.agreed(Ref("buttons.ask_outside", folder=str(chosen.folder)), writes=False):
        return None
    return chosen.folder


def open_8d(click: Click) -> Said | None:
    """Open the newest report of the selected complaint."""
    app = click.app
    with working(app) as tell:
        tell(click.say("reading"))
        workbook = read_open(click.book).workbook
        chosen = chosen_cases(workbook, selected_rows(app), as_of=datetime.now().astimezone())
        if len(chosen.numbers) > 1:
            raise KesuError("one_case_only", count=len(chosen.numbers))
        folder, number = folder_of(click, chosen), chosen.numbers[0]
        if folder is None:
            return None
        reports = reports_of(folder, number)
        if not reports:
            return Ref("buttons.no_report", number=number, folder=str(folder))
        show_file(app, reports[0])
    return None


def show_file(app: App, path: Path) -> None:
    """Open a workbook that we made.

    Raises:
        KesuError: Another one of that name is open.
    """
    try:
        app.books.open(path, update_links=False)
    except ValueError as error:
        raise KesuError("name_is_open", file=path.name) from error
