"""汇总: the summary tabs of the register."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kesu_xl.flow.made_sheets import summary_tabs
from kesu_xl.ribbon.openbook import read_open
from kesu_xl.ribbon.writing import names_to_be, paused, put_sheets, refuse_locked_book, working
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from kesu_xl.ribbon.dispatch import Click
    from kesu_xl.wording import Said

__all__ = ["refresh_summary"]


def refresh_summary(click: Click) -> Said | None:
    """Make the summary tabs anew."""
    book, app = click.book, click.app
    with working(app) as tell:
        tell(click.say("reading"))
        read = read_open(book)
        with tempfile.TemporaryDirectory(prefix="kesu_", ignore_cleanup_errors=True) as folder:
            result, tabs = summary_tabs(read.workbook, Path(folder), as_of=datetime.now().astimezone())
        refuse_locked_book(book)
        if not click.agreed(Ref("buttons.ask_summary", rows=result.complaints, tabs=names_to_be(tabs, read))):
            return None
        tell(click.say("writing"))
        with paused(app):
            put_sheets(book, app, tabs, read)
    return None
