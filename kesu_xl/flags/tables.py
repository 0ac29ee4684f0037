"""The second hidden sheet: what the formulas look up, row by row as `kesu_xl.clock.tabled` worked it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kesu_xl.change import AddName, Cells, Change, DropOurs, PutSheet, Value, letters_of
from kesu_xl.clock.counting import column
from kesu_xl.clock.formula import as_word
from kesu_xl.clock.tabled import Block, Tabled

__all__ = ["FIRST", "TABLE_NAMES", "case_key", "table_changes"]

#: Number of the sheet among ours, and its name where that is free.
_SLOT: Final = 4
_SHEET: Final = "_kesu_x"
#: Beginnings of the names of its columns.
TABLE_NAMES: Final = ("kesu_x_",)
#: Row in which every table begins; the names of the columns stand above.
FIRST: Final = 2


def table_changes(tables: Tabled | None) -> list[Change]:
    """Return the changes that put the tables in, or take them out where there is nothing to look up."""
    if tables is None:
        return [DropOurs(names=TABLE_NAMES, slots=(_SLOT,))]
    columns = dict(_columns(tables))
    blocks = [Cells(1, 1, 1, tuple(columns))]
    for number, values in enumerate(columns.values(), start=1):
        blocks += [Cells(row, row, number, (value,)) for row, value in enumerate(values, start=FIRST)]
    names = [
        AddName(column(name), f"${letters_of(number)}:${letters_of(number)}", slot=_SLOT)
        for number, name in enumerate(columns, start=1)
    ]
    return [DropOurs(names=TABLE_NAMES), PutSheet(_SLOT, _SHEET, "hidden", tuple(blocks)), *names]


def case_key(case_no: str) -> str:
    """Return a complaint number as the formula has it that looks for it."""
    return " ".join(part for part in case_no.split(" ") if part)


def _columns(tables: Tabled) -> Iterator[tuple[str, list[Value]]]:
    """Yield name and values of every column: windows, calendars, customers, complaints, pauses, contacts."""
    starts = {block[0] for block, _, _ in tables.calendars}
    yield "wb", [window.begin for window in tables.windows]
    yield "we", [window.end for window in tables.windows]
    yield "ws", [window.shift for window in tables.windows]
    # the row before the first window is less than any moment
    yield "wc", [-1 if at in starts else window.before for at, window in enumerate(tables.windows, start=1)]
    yield from _blocks("c", [block for block, _, _ in tables.calendars])
    yield "c1", [first for _, first, _ in tables.calendars]
    yield "c2", [last for _, _, last in tables.calendars]
    totals: list[Value] = []
    for (first, count), _, _ in tables.calendars:
        window = tables.windows[first + count - 2]
        totals.append(window.end + window.shift)
    yield "ct", totals
    yield "un", [as_word(name) for name in tables.customers]
    yield "uc", list(tables.customers.values())
    yield "case", [case_key(number) for number in tables.cases]
    yield "bp", [int(bad) for bad in tables.pauses_unknown]
    for clock, blocks in tables.pause_blocks.items():
        yield from _blocks(f"p_{clock}_", blocks)
    for clock, bad in tables.unknown.items():
        yield f"b_{clock}", [int(one) for one in bad]
    for kind, blocks, moments in zip("tda", tables.contact_blocks, tables.contacts, strict=True):
        yield from _blocks(f"k{kind}", blocks)
        yield f"k{kind}", list(moments)
    for step, times in tables.steps.items():
        yield f"s_{step}_t", [timed for timed, _ in times]
        yield f"s_{step}_d", [day for _, day in times]
    yield "pb", [pause.begin for pause in tables.pauses]
    yield "pe", [pause.end for pause in tables.pauses]
    yield "pp", [pause.worked_begin for pause in tables.pauses]
    yield "pq", [pause.worked_end for pause in tables.pauses]
    yield "pg", [pause.counted for pause in tables.pauses]
    yield "pv", [int(pause.vague) for pause in tables.pauses]


def _blocks(name: str, blocks: list[Block]) -> Iterator[tuple[str, list[Value]]]:
    yield f"{name}f", [first + FIRST - 1 for first, _ in blocks]
    yield f"{name}n", [count for _, count in blocks]
