"""8D评分: the verdicts on the 8Ds, listed beside the register."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kesu_xl.flow.made_sheets import score_list
from kesu_xl.ribbon.openbook import read_open
from kesu_xl.ribbon.selection import selected_rows
from kesu_xl.ribbon.writing import paused, put_sheets, refuse_locked_book, working
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from kesu_xl.ribbon.dispatch import Click
    from kesu_xl.wording import Said

__all__ = ["score_8d"]


def score_8d(click: Click) -> Said | None:
    """Judge the 8Ds of the selected complaints, of all where none is selected, on the sheets 评分 and 评分明细."""
    book, app = click.book, click.app
    with working(app) as tell:
        tell(click.say("reading"))
        read = read_open(book)
        result, selected, sheets = score_list(
            read.workbook, as_of=datetime.now().astimezone(), selected=selected_rows(app)
        )
        if not result.scored:
            return Ref("buttons.nothing_to_score")
        refuse_locked_book(book)
        counts = Ref(
            f"buttons.scores_{'selected' if selected else 'all'}", count=len(result.scored),
            blocking=sum(finding.blocking for one in result.scored for finding in one.judged.findings),
            **{verdict: result.counts[verdict] for verdict in ("accept", "rework", "no_measures", "na")},
        )  # fmt: skip
        # what is wrong with the rows themselves is told by the check
        faults = Ref("buttons.score_faults", count=len(result.found)) if result.found else ""
        if not click.agreed(Ref("buttons.ask_scores", counts=counts, faults=faults)):
            return None
        tell(click.say("writing"))
        with paused(app):
            put_sheets(book, app, sheets, read)
    return None
