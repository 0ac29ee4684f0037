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
from kesu_xl.wording import Ref, Said, nearest_language

if TYPE_CHECKING:
    from xlwings import Book

__all__ = ["HANDLERS", "Click", "Handler", "dispatch"]


@dataclass(frozen=True, slots=True)
class Click:
    """A click on the ribbon.

    Attributes:
        button: Id of the control.
        book: The workbook in which it happened, open in Excel.
        lang: Language of the ribbon.
        pressed: Whether a toggle is down now; None for a button.
    """

    button: str
    book: Book
    lang: str
    pressed: bool | None = None


#: Does the work of a click and returns the one message at its end; None where Excel itself shows what was done.
Handler = Callable[[Click], Said | None]


def _not_yet(click: Click) -> Said:
    return Ref("ribbon.not_yet", button=Ref(f"ribbon.{click.button}"))


#: What each button does, by the id of its control in customUI14.xml.
HANDLERS: Final[dict[str, Handler]] = {
    "new_case": _not_yet,
    "check": _not_yet,
    "refresh_clocks": _not_yet,
    "only_late": _not_yet,
    "make_8d": _not_yet,
    "open_8d": _not_yet,
    "read_8d": _not_yet,
    "score_8d": _not_yet,
    "refresh_summary": _not_yet,
    "make_weekly": _not_yet,
    "send_weekly": _not_yet,
    "fill_form": _not_yet,
    "settings": _not_yet,
    "help": _not_yet,
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
    """
    lang = nearest_language(lang) or "zh-Hans"
    folder = folder or state_folder()
    try:
        from xlwings import Book

        book = Book.caller()
        with only_one(folder) as free:
            said = _answer(Click(button, book, lang, pressed), handlers, folder) if free else Ref("ribbon.busy")
        if said is not None:
            book.app.alert(said.say(lang), Ref("ribbon.title").say(lang))
    except Exception as error:  # whatever xlwings meets here, there is no Excel that could show a message
        unreachable = _failed(KesuError("excel_unreachable"), write_failure(folder, button, error))
        sys.stderr.write(unreachable.say(lang) + "\n")
        sys.exit(1)


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
        reason = Ref(f"errors.{error.code}", **error.params)
    else:
        reason = Ref("ribbon.fault", kind=type(error).__name__, detail=" ".join(str(error).split())[:200])
    return Ref("ribbon.failed", reason=reason, log=str(log))
