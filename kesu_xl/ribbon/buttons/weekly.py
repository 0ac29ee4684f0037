"""周报: the weekly workbook of the register, and the mail that takes it to the managers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kesu_xl.errors import KesuError
from kesu_xl.flow.weekly import compose_weekly, send_composed, weekly_book
from kesu_xl.ribbon.buttons.eight_d import show_file
from kesu_xl.ribbon.dialogs import ask_folder
from kesu_xl.ribbon.openbook import place_of, read_open
from kesu_xl.ribbon.writing import working
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from kesu_xl.ribbon.dispatch import Click
    from kesu_xl.wording import Said

__all__ = ["make_weekly", "send_weekly"]


def make_weekly(click: Click) -> Said | None:
    """Write the weekly workbook of the last complete week beside the register, and open it."""
    app, place = click.app, Path(place_of(click.book))
    with working(app) as tell:
        tell(click.say("reading"))
        workbook = read_open(click.book).workbook
        folder = place.parent if place.is_absolute() else _asked(click)
        if folder is None:
            return None
        tell(click.say("making_weekly"))
        try:
            path = weekly_book(workbook, folder, as_of=datetime.now().astimezone())
        except KesuError as error:
            if error.code != "output_exists":
                raise
            # what is said on the command line names an option that no button has
            raise KesuError("form_typed", file=Path(str(error.params["file"])).name) from error
        show_file(app, path)
    return None


def _asked(click: Click) -> Path | None:
    """Return the folder that the user chooses for a workbook that lies in none; None where none was chosen.

    Raises:
        KesuError: This Excel cannot ask for a folder.
    """
    asked = ask_folder(click.app, click.say("ask_weekly_folder"))
    if asked is None:
        raise KesuError("save_weekly_first", file=str(click.book.name))
    return Path(asked) if asked else None


def send_weekly(click: Click) -> Said | None:
    """Put the weekly mail of the last complete week into the outbox and send it, once a week; asks first."""
    now = datetime.now().astimezone()
    with working(click.app) as tell:
        if not Path(place_of(click.book)).is_absolute():
            # by its path a register is known: nobody could say whether the week was sent before
            raise KesuError("save_weekly_first", file=str(click.book.name))
        tell(click.say("reading"))
        workbook = read_open(click.book).workbook
        tell(click.say("making_weekly"))
        result = compose_weekly(workbook, as_of=now)
        mail, key = result.mails[0], "ask_send_weekly"
        if not mail.to:
            raise KesuError("nobody_to_mail")
        if result.was_queued:
            result.queue()  # what is there already is only found by this
            if mail.queued is not None and mail.queued.state == "sent":
                return Ref("mail.sent_before", week=result.week, to=list(mail.to))
            key = "ask_send_queued"
        told = {"week": result.week, "to": list(mail.to), "subject": mail.subject, "file": mail.file}
        if not click.agreed(Ref(f"buttons.{key}", **told), writes=False):
            return None
        tell(click.say("sending"))
        return send_composed(result, now)
