"""The hidden sheet: due time and state of every clock beside each row, and the names by which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from kesu_xl.change import AddName, Cells, Formula, Look, PutSheet, serial
from kesu_xl.clock import Limit, Policy, State, clock_name, formula
from kesu_xl.clock.counting import ENDS
from kesu_xl.clock.ready import lacking_of
from kesu_xl.clock.tabled import Tabled
from kesu_xl.flags.counting import ALWAYS_READ, Clock, Counting
from kesu_xl.flags.place import Place
from kesu_xl.flags.row import Columns, HiddenColumn
from kesu_xl.notation import column_letter, quoted
from kesu_xl.wording import say

__all__ = ["NAMES", "hidden_columns", "hidden_names", "hidden_sheet"]

#: Beginnings of the names: cells of the register, states, times, stops, due times, hours left.
NAMES: Final = ("kesu_c_", "kesu_s_", "kesu_t_", "kesu_e_", "kesu_d_", "kesu_l_")

#: Number of the sheet among ours, and its name where that is free.
_SLOT: Final = 1
_SHEET: Final = "_kesu"
_NOW: Final = "kesu_now"
#: Present in whole seconds, on the hidden sheet.
_NOW_S: Final = "$A$2"
#: Words that say "nothing", "decided", "closed", on the hidden sheet.
_EMPTY, _DECIDED, _CLOSED, _STATUSES = "$A$4", "$A$5", "$A$6", "$A$7"
#: Every state, and the ends of complaint numbers that the tables have apart.
_STATES, _ENDS = "$A$8", "$A$9"
#: A row with nothing but a number is a prepared one, not a complaint.
_CONTENT: Final = ("customer", "defect")
#: Tables whose rows the formulas know.
_TABLES: Final = ("contacts", "steps")


def hidden_columns(
    place: Place, policy: Policy, *, with_left: bool, tables: Tabled | None = None
) -> list[HiddenColumn]:
    """Return the columns of the hidden sheet.

    Args:
        place: Where the register is.
        policy: Its clocks.
        with_left: Also the hours to each due time.
        tables: What the formulas look up besides the row.
    """
    columns = Columns(place)
    add, here, cell, raw = columns.add, columns.here, columns.cell, columns.raw
    for field in policy.recorded:
        if field in place.columns:
            add(f"r_{field}", formula.time_of(raw(field), _EMPTY))
    for field in policy.happened:
        if field in place.columns:
            add(f"t_{field}", formula.time_of(raw(field), _EMPTY, _NOW_S))
    every = list(columns.made.values())
    times = f"${every[0].letters}{{row}}:${every[-1].letters}{{row}}" if every else ""
    for field in dict.fromkeys(other for limit in policy.limits for _, other in limit.together):
        if field in place.columns:
            add(f"t_{field}", formula.filled(raw(field), _EMPTY))
    there = [field for field in policy.times if field in place.columns]
    # A time to come is content as well, though it counts as nothing.
    said = [formula.filled(raw(field), _EMPTY) for field in _CONTENT if field in place.columns]
    filled = f"MAX({','.join(said)})" if said else "0"
    if there:
        filled = f'IF(COUNT({",".join(map(raw, there))}),1,IF(COUNTIF({times},"<>0"),1,{filled}))'
    case = columns.work("case", filled)
    status = "status" in place.columns
    word = add("word", formula.word_of(raw("status"), _STATUSES)) if status else '""'
    decided = columns.work("decided", formula.has_word(word, _DECIDED) if status else "0")
    closed = formula.has_word(word, _CLOSED) if status else "0"
    if status and "t_closed_at" in columns.made:
        # A case that is to be closed later has not stepped back yet.
        closed = f"IF(AND(ISNUMBER({raw('closed_at')}),{cell('closed_at')}=0),0,{closed})"
    add("s_closed", closed)
    counting = Counting(columns, policy, tables, _ENDS) if tables is not None else None
    found: dict[str, Clock] = {}
    for limit in policy.limits:
        by_decision = formula.ended(limit, cell, decided)
        if by_decision != "0":
            by_decision = columns.work("_".join(("o", *limit.ended_by)), by_decision)
        if counting is not None and counting.needed(limit):
            found[limit.clock] = counting.clock(limit, by_decision, _NOW_S)
        else:
            found[limit.clock] = _plain(columns, policy, limit, by_decision)
    present = {*place.columns, *(_TABLES if tables is not None else ())}
    for limit in policy.limits:
        state = found[limit.clock].state
        if lacking_of(limit, present):
            state = f'"{State.UNKNOWN}"'
        exists = formula.exists(limit, cell, found[limit.clock].begun)
        condition = f"{case}=1" if exists == "TRUE" else f"AND({case}=1,{exists})"
        add(f"s_{limit.clock}", f'IF({condition},{state},"")')
    states = [here(f"s_{limit.clock}") for limit in policy.limits]
    add("s_worst", formula.worst_of(states, _STATES))
    for limit in policy.limits:
        shown = here(f"s_{limit.clock}")
        due, left = found[limit.clock].due(shown), found[limit.clock].left(shown)
        if lacking_of(limit, present):
            due = left = '""'
        add(f"d_{limit.clock}", f'IF({shown}="","",{due})', "yyyy-mm-dd hh:mm:ss")
        if with_left:
            add(f"l_{limit.clock}", f'IF({shown}="","",{left})', "0.0")
    return list(columns.made.values())


def _plain(columns: Columns, policy: Policy, limit: Limit, by_decision: str) -> Clock:
    """Return the formulas of a clock that counts every hour, and needs nothing but its row."""
    cell = columns.cell
    begun = columns.work(
        f"b_{limit.clock}", formula.start(limit, cell, cell if limit.only_once_started else columns.begins)
    )
    stopped = columns.add(f"e_{limit.clock}", formula.stop(limit, cell, begun, by_decision))
    return Clock(
        begun,
        formula.state(limit, policy, begun, stopped, _NOW_S),
        lambda _: formula.due(limit, begun),
        lambda _: formula.hours_left(limit, begun, stopped, _NOW_S),
    )


def hidden_sheet(
    place: Place,
    columns: Sequence[HiddenColumn],
    lang: str,
    now: datetime | None,
    left_out: Sequence[str] = (),
    *,
    snapshot: bool = False,
) -> PutSheet:
    """Return the sheet with the formulas of every covered row; the present time stands in A1.

    Args:
        place: Where the register is.
        columns: See `hidden_columns`.
        lang: Language of its note.
        now: A time that freezes the verdicts, in the register's zone; None: they are live.
        left_out: Names of the clocks that the sheet does not show.
        snapshot: The formulas look up tables that only a new run brings up to date.
    """
    present: Formula | float = Formula("NOW()") if now is None else serial(now)
    note = say("flag.note.live", lang) if now is None else say("flag.note.frozen", lang, now=f"{now:%Y-%m-%d %H:%M:%S}")
    note += say("flag.note.snapshot" if snapshot else "flag.note.no_pauses", lang)
    if left_out:
        note += say("flag.note.left_out", lang, clocks=[clock_name(clock) for clock in left_out])
    plain = Look(number_format="yyyy-mm-dd hh:mm:ss")
    return PutSheet(
        _SLOT,
        _SHEET,
        "hidden",
        (
            Cells(1, 1, 1, (present,), (plain,)),
            Cells(2, 2, 1, (Formula("ROUND($A$1*86400,0)"),)),
            Cells(3, 3, 1, (note,)),
            Cells(4, 4, 1, (formula.listed(formula.EMPTY_WORDS),)),
            Cells(5, 5, 1, (formula.listed(formula.DECIDED_WORDS),)),
            Cells(6, 6, 1, (formula.listed(formula.CLOSED_WORDS),)),
            Cells(7, 7, 1, (formula.PLAIN_STATUSES,)),
            Cells(8, 8, 1, (formula.STATES,)),
            Cells(9, 9, 1, (ENDS,)),
            Cells(place.header_row, place.header_row, 2, tuple(column.key for column in columns)),
            Cells(
                place.first_row,
                place.last_covered,
                2,
                tuple(Formula(column.text) for column in columns),
                tuple(Look(number_format=column.number_format) if column.number_format else None for column in columns),
            ),
        ),
    )


def hidden_names(place: Place, columns: Sequence[HiddenColumn]) -> Iterator[AddName]:
    """Yield the names by which sheet and rules read the register, and rules read the sheet."""
    yield AddName(_NOW, "$A$1", hidden=False, slot=_SLOT)
    used = {column.key for column in columns}
    for field, number in place.columns.items():
        if f"t_{field}" in used or f"r_{field}" in used or field in (*ALWAYS_READ, *_CONTENT):
            letters = column_letter(number)
            # relative to the row of the formula: shorter for programs than to look up the row, and it adds up
            yield AddName(f"kesu_c_{field}", f"{quoted(place.sheet)}!${letters}1")
    for column in columns:
        if column.key.startswith(("s_", "t_", "e_", "d_", "l_")):
            yield AddName(f"kesu_{column.key}", f"${column.letters}:${column.letters}", slot=_SLOT)
