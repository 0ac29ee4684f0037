"""The 时效 sheet: every clock of every open complaint, the most urgent first, each with a link to its row and why.

It holds values as of one time. What follows the clock on the wall is the business of `flags`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kesu_xl.annotation.frame import (
    CARDS_ROW,
    FIRST_ROW,
    HEAD_ROW,
    band,
    card,
    head,
    link_to,
    list_sheet,
    more,
    that_fit,
)
from kesu_xl.annotation.pen import HAIRLINE, INK, INK_2, LINK, MOST_LINKS, SENTENCE, SOFT, Pen, cut, height
from kesu_xl.change import Cells, Look, PutSheet, Value, serial
from kesu_xl.clock import SEVERITY, State, Verdict, clock_name
from kesu_xl.flags.tones import CLOSED, QUIET, TONES
from kesu_xl.wording import Ref, say

__all__ = ["Listed", "clock_sheet"]

_SLOT: Final = 5
_COLUMNS: Final = (
    "state", "case_no", "customer", "clock", "start", "due", "stop", "elapsed", "left", "explanation",
)  # fmt: skip
_WIDTHS: Final = (98, 130, 122, 136, 150, 150, 150, 92, 104, 560)
_TIMES: Final = "yyyy-mm-dd hh:mm"
#: States that have a card of their own, and the columns of the cards.
_CARDS: Final = ((1, State.BREACHED), (2, State.AT_RISK), (3, State.PAUSED), (4, State.UNKNOWN), (5, State.RUNNING))
#: States in which a clock still asks for something.
_GOING: Final = (State.BREACHED, State.AT_RISK, State.RUNNING, State.PAUSED)
_RANK: Final = {state: rank for rank, state in enumerate(SEVERITY)}


@dataclass(frozen=True, slots=True)
class Listed:
    """What the sheet is about.

    Attributes:
        sheet: Name of the register's sheet.
        column: Letters of the column to which the links lead.
        customers: Row of the register -> customer, as typed.
        pending: Rows of the complaints that are open.
        with_closed: The clocks of the others are listed as well, below.
    """

    sheet: str
    column: str
    customers: Mapping[int, str]
    pending: Collection[int]
    with_closed: bool


def clock_sheet(listed: Listed, verdicts: Sequence[Verdict], lang: str, heading: str) -> PutSheet:
    """Return the sheet with the clocks; put in again, it replaces the one that is there.

    Args:
        listed: What it is about.
        verdicts: The verdicts of all clocks of the register.
        lang: Language of the sheet.
        heading: What stands under its title.
    """
    pending = listed.pending
    wanted = [verdict for verdict in verdicts if listed.with_closed or verdict.row in pending]
    wanted.sort(key=lambda verdict: (verdict.row not in pending, *_urgency(verdict)))
    shown, others = that_fit(wanted)
    pen = Pen("clocksheet", lang)
    rows = [(verdict, cut(verdict.explain(lang), SENTENCE)) for verdict in shown]
    heads = [pen.say(f"head_{name}") for name in _COLUMNS]
    return list_sheet(
        _SLOT,
        pen.say("sheet"),
        (
            *_top(listed, verdicts, pen, heading),
            head(HEAD_ROW, heads, pen),
            *_list(listed, rows, pen),
            *more(others, pen),
        ),
        (
            link_to(row, 2, listed.sheet, f"{listed.column}{verdict.row}")
            for row, verdict in enumerate(shown[:MOST_LINKS], start=FIRST_ROW)
        ),
        _WIDTHS,
        [height([(why, _WIDTHS[-1])]) for _, why in rows],
        frozen_columns=2,
    )


def _urgency(verdict: Verdict) -> tuple[int, int, int]:
    """Return what sorts clocks: what is overdue longest comes first, then what is due next; what is done, last."""
    due = verdict.due_s if verdict.due_s is not None else verdict.now_s
    return _RANK[verdict.state], due if verdict.state in _GOING else -due, verdict.row


def _top(listed: Listed, verdicts: Sequence[Verdict], pen: Pen, heading: str) -> Iterator[Cells]:
    width = len(_COLUMNS)
    yield from band(width, pen.say("title"), heading, pen)
    pending = [verdict for verdict in verdicts if verdict.row in listed.pending]
    counts = Counter(verdict.state for verdict in pending)
    cards = [
        (
            column,
            say(f"clock.shown.{state}", pen.lang),
            counts[state],
            pen.say("in_cases", cases=len({verdict.row for verdict in pending if verdict.state is state})),
        )
        for column, state in _CARDS
    ]
    cards.append((6, pen.say("open_cases"), len(listed.pending), pen.say("of_cases", cases=len(listed.customers))))
    for column, label, number, note in cards:
        yield from card(column, label, number, note, pen)
    soft = pen.look(INK_2, SOFT, size=9)
    first = min((verdict for verdict in pending if verdict.state in _GOING), key=_urgency, default=None)
    said = f"{first.case_no or ''} {_name(first).say(pen.lang)}".strip() if first is not None else pen.say("none")
    yield Cells(CARDS_ROW - 1, CARDS_ROW - 1, width, (pen.say("most"),), (soft,))
    yield Cells(CARDS_ROW, CARDS_ROW, width, (cut(said),), (pen.look(INK, SOFT, bold=True, wrap=True),))
    for row in range(CARDS_ROW - 1, CARDS_ROW + 2):
        yield Cells(row, row, 7, (None,) * (width - 7), (soft,) * (width - 7))
    note = pen.say("closed" if listed.with_closed else "not_closed")
    yield Cells(CARDS_ROW + 1, CARDS_ROW + 1, width, (note,), (soft,))


def _list(listed: Listed, rows: Sequence[tuple[Verdict, str]], pen: Pen) -> Iterator[Cells]:
    open_looks, closed_looks = _looks(pen, INK), _looks(pen, CLOSED.ink or INK)
    states = {
        state: pen.look(tone.ink or INK, tone.ground, bold=bool(tone.bold), line=HAIRLINE)
        for state, tone in {**dict.fromkeys(State, Look()), **QUIET, **TONES}.items()
    }
    link = pen.look(LINK, line=HAIRLINE)
    more, less, _ = say("flag.format.left", pen.lang).split(";")
    # late without having used more than the limit: the working day had ended
    over = pen.look(line=HAIRLINE, number_format=f"{more};{less};{less}", horizontal="right")
    for row, (verdict, why) in enumerate(rows, start=FIRST_ROW):
        looks = open_looks if verdict.row in listed.pending else closed_looks
        values: tuple[Value, ...] = (
            say(f"clock.shown.{verdict.state}", pen.lang),
            cut(verdict.case_no or f"{listed.column}{verdict.row}"),
            cut(listed.customers.get(verdict.row, "")),
            _name(verdict).say(pen.lang),
            *(None if moment is None else serial(moment) for moment in (verdict.start, verdict.due, verdict.stop)),
            None if verdict.elapsed_s is None else verdict.elapsed_s / 3600,
            _left_h(verdict),
            why,
        )
        place = link if row < FIRST_ROW + MOST_LINKS else looks[1]
        left = over if verdict.state is State.BREACHED else looks[-2]
        yield Cells(row, row, 1, values, (states[verdict.state], place, *looks[2:-2], left, looks[-1]))


def _looks(pen: Pen, ink: str) -> tuple[Look, ...]:
    text, wrapped = pen.look(ink, line=HAIRLINE), pen.look(ink, line=HAIRLINE, wrap=True)
    time = pen.look(ink, line=HAIRLINE, number_format=_TIMES)
    hours = pen.look(ink, line=HAIRLINE, number_format='#,##0.0" h"', horizontal="right")
    left = pen.look(ink, line=HAIRLINE, number_format=say("flag.format.left", pen.lang), horizontal="right")
    return text, text, text, text, time, time, time, hours, left, wrapped


def _name(verdict: Verdict) -> Ref:
    name = clock_name(verdict.clock)
    return name if verdict.n == 1 else Ref("clock.numbered", clock=name, n=verdict.n)


def _left_h(verdict: Verdict) -> float | None:
    """Return the counted hours up to the limit, negative past it, of a clock that was not stopped."""
    if verdict.elapsed_s is None or verdict.state not in _GOING:
        return None
    return (verdict.limit_s - verdict.elapsed_s) / 3600
