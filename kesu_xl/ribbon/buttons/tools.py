"""工具: other forms of the selected complaint, the settings, the guide."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.flow.clicks import chosen_cases, form_file, own_sheet_labels
from kesu_xl.flow.forms import fill_form as fill
from kesu_xl.flow.output import make_folder
from kesu_xl.ribbon.buttons.eight_d import folder_of, show_file
from kesu_xl.ribbon.dialogs import ask_file
from kesu_xl.ribbon.openbook import read_open
from kesu_xl.ribbon.selection import selected_rows
from kesu_xl.ribbon.writing import working
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from kesu_xl.ribbon.dispatch import Click
    from kesu_xl.wording import Said

__all__ = ["fill_form", "help", "settings"]

#: What the ids of the menu's shipped forms begin with; a form's own name follows.
_FORM: Final = "form_"


def fill_form(click: Click) -> Said | None:
    """Fill a form with the selected complaint: a shipped one by its entry in the menu, or a workbook with markers."""
    app, now = click.app, datetime.now().astimezone()
    with working(app) as tell:
        tell(click.say("reading"))
        workbook = read_open(click.book).workbook
        chosen = chosen_cases(workbook, selected_rows(app), as_of=now)
        if len(chosen.numbers) > 1:
            raise KesuError("one_case_only", count=len(chosen.numbers))
        name = _named(click)
        folder = folder_of(click, chosen) if name else None
        if folder is None:
            return None
        tell(click.say("making_form"))
        make_folder(folder)
        out = folder / form_file(name, chosen.numbers[0])
        try:
            result = fill(name, workbook, out, case=chosen.numbers[0], as_of=now)
        except KesuError as error:
            if error.code != "output_exists":
                raise
            # what is said on the command line names an option that no button has
            raise KesuError("form_typed", file=out.name) from error
        show_file(app, out)
    unfilled = [problem for problem in result.found if problem.code.startswith("F1")]
    if not unfilled:
        return None
    return Ref("buttons.form_incomplete", count=len(unfilled), first=unfilled[0].message(click.lang))


def _named(click: Click) -> str:
    """Return the form that was asked for: its name, or the path that the user chose; "" where none was chosen.

    Raises:
        KesuError: This Excel cannot ask for a file.
    """
    if click.button.startswith(_FORM):
        return click.button.removeprefix(_FORM)
    path = ask_file(click.app, click.say("ask_form"))
    if path is None:
        raise KesuError("no_dialog_here")
    return path


def settings(click: Click) -> Said | None:
    """Show the 设置 sheet."""
    return _show(click, "settings")


def help(click: Click) -> Said | None:
    """Show the guide."""
    return _show(click, "help")


def _show(click: Click, which: str) -> Said | None:
    labels = {label.casefold() for label in own_sheet_labels(which)}
    sheet = next((sheet for sheet in click.book.sheets if str(sheet.name).casefold() in labels), None)
    if sheet is None:
        return Ref(f"buttons.no_{which}_sheet")
    if not sheet.visible:
        sheet.visible = True
    sheet.activate()
    return None
