"""What a click calls: one function for each button, by the id of its control; every failure is a message and a log.

The macro runs ``dispatch('check', 'zh-Hans')`` in a Python of its own. Nothing may be imported here that a click does
not need: the user waits for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.ribbon.running import only_one, state_folder, write_failure
from kesu_xl.wording import Ref, Said, nearest_language, say

if TYPE_CHECKING:
    from xlwings import App, Book

__all__ = ["HANDLERS", "Click", "Handler", "dispatch"]


@dataclass(frozen=True, slots=True)
class Click:
    """A click on the ribbon.

    Attributes:
        button: Id of the control.
        book: The workbook in which it happened, open in Excel.
        app: That Excel.
        lang: Language of the ribbon.
        pressed: Whether a toggle is down now; None for a button.
    """

    button: str
    book: Book
    app: App
    lang: str
    pressed: bool | None = None

    def say(self, name: str, **params: object) -> str:
        """Return a text of the buttons in its language."""
        return say(f"buttons.{name}", self.lang, **params)

    def agreed(self, question: Ref, *, writes: bool = True) -> bool:
        """Ask; before something is written, also say that whatever a macro writes empties Excel's undo list."""
        text = self.say("ask", question=question) if writes else question.say(self.lang)
        return self.app.alert(text, say("ribbon.title", self.lang), buttons="ok_cancel") != "cancel"


#: Does the work of a click and returns the one message at its end; None where Excel itself shows what was done.
Handler = Callable[[Click], Said | None]


def _in(module: str, function: str = "") -> Handler:
    """Return the function of a button, imported when it is clicked: the others cost nothing."""

    def run(click: Click) -> Said | None:
        from importlib import import_module

        handler: Handler = getattr(import_module(f"kesu_xl.ribbon.buttons.{module}"), function or click.button)
        return handler(click)

    return run


#: What each button does, by the id of its control in customUI14.xml: its function in a module of `buttons`.
HANDLERS: Final[dict[str, Handler]] = {
    "new_case": _in("intake"),
    "check": _in("intake"),
    "refresh_clocks": _in("clocks"),
    "only_late": _in("clocks"),
    "make_8d": _in("eight_d"),
    "open_8d": _in("eight_d"),
    "read_8d": _in("eight_d_back"),
    "score_8d": _in("scores"),
    "refresh_summary": _in("summary"),
    "make_weekly": _in("weekly"),
    "send_weekly": _in("weekly"),
    **dict.fromkeys(
        ("form_8d", "form_8d_short", "form_8d_two_column", "form_8d_table", "form_8d_sheets", "fill_form"),
        _in("tools", "fill_form"),
    ),
    "settings": _in("tools"),
    "help": _in("tools"),
}


#: Errors whose remedy on the command line is an option: in Excel there is another one.
_IN_EXCEL: Final = {
    "no_header": "no_register_open",
    "empty_sheet": "no_register_open",
    "form_template_unnamed": "no_form_to_read",
    "form_template_unknown": "no_form_to_read",
    "nobody_to_mail": "nobody_to_mail_here",
}


def dispatch(
    button: str,
    lang: str = "",
    pressed: bool | None = None,
    *,
    handlers: Mapping[str, Handler] = HANDLERS,
    folder: Path | None = None,
) -> None:
    """Do the work of a click on the calling workbook, and end with one message at most.

    Args:
        button: Id of the control.
        lang: Language of the ribbon.
        pressed: Whether a toggle is down now.
        handlers: What each button does.
        folder: Where lock and log are; the user's own folder where left out.

    Raises:
        SystemExit: Excel cannot be reached; the reason stands on stderr, which the macro shows.
        RuntimeError: The same in a Python that stays: the macro shows its text.
    """
    lang = nearest_language(lang) or "zh-Hans"
    folder = folder or state_folder()
    try:
        from xlwings import Book

        book = Book.caller()
        app = book.app
        with only_one(folder) as free:
            click = Click(button, book, app, lang, pressed)
            said = _answer(click, handlers, folder) if free else Ref("ribbon.busy")
        if said is not None:
            # some texts also stand behind others, in a paragraph of their own
            app.alert(said.say(lang).strip(), say("ribbon.title", lang))
    except Exception as error:  # whatever xlwings meets here, there is no Excel that could show a message
        unreachable = _failed(KesuError("excel_unreachable"), write_failure(folder, button, error)).say(lang)
        if _serves():
            raise RuntimeError(unreachable) from error
        sys.stderr.write(unreachable + "\n")
        sys.exit(1)


def _serves() -> bool:
    """Say whether this Python stays for further clicks (USE UDF SERVER): then it must not end itself."""
    return getattr(sys.modules.get("xlwings._xlwindows"), "BOOK_CALLER", None) is not None


def _answer(click: Click, handlers: Mapping[str, Handler], folder: Path) -> Said | None:
    handler = handlers.get(click.button)
    if handler is None:
        return Ref("ribbon.unknown_button", button=click.button)
    try:
        return handler(click)
    except Exception as error:  # a fault of ours must not end in a traceback before the user
        return _failed(error, write_failure(folder, click.button, error))


def _failed(error: Exception, log: Path) -> Ref:
    if isinstance(error, KesuError):
        reason = Ref(f"errors.{_IN_EXCEL.get(error.code, error.code)}", **error.params)
    else:
        reason = Ref("ribbon.fault", kind=type(error).__name__, detail=" ".join(str(error).split())[:200])
    return Ref("ribbon.failed", reason=reason, log=str(log))
