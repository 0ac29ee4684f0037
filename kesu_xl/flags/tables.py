"""The second hidden sheet: what the formulas look up, row by row as `kesu_xl.clock.tabled` worked it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kesu_xl.change import AddName, Cells, Change, DropOurs, Formula, PutSheet, Value
from kesu_xl.clock.counting import OWNER, Hours, case_key, column, place_of_end, worked
from kesu_xl.clock.formula import as_word
from kesu_xl.clock.tabled import ENDLESS, Block, PauseRow, Tabled
from kesu_xl.notation import column_letter

__all__ = ["TABLE_NAMES", "span_of", "table_changes"]

#: Number of the sheet among ours, and its name where that is free.
_SLOT: Final = 4
_SHEET: Final = "_kesu_x"
#: Beginnings of the names of its columns.
TABLE_NAMES: Final = ("kesu_x_",)
#: Row in which every table begins; the names of the columns stand above.
_FIRST: Final = 2


def table_changes(tables: Tabled | None) -> list[Change]:
    """Return the changes that put the tables in, or take them out where there is nothing to look up."""
    if tables is None:
        return [DropOurs(names=TABLE_NAMES, slots=(_SLOT,))]
    columns = dict(_columns(tables))
    blocks = [Cells(1, 1, 1, tuple(columns))]
    for number, values in enumerate(columns.values(), start=1):
        blocks += [Cells(row, row, number, (value,)) for row, value in enumerate(values, start=_FIRST)]
    names = [
        AddName(column(name), _area(column_letter(number), len(values)), slot=_SLOT)
        for number, (name, values) in enumerate(columns.items(), start=1)
    ]
    return [DropOurs(names=TABLE_NAMES), PutSheet(_SLOT, _SHEET, "hidden", tuple(blocks)), *names]


def _area(letters: str, count: int) -> str:
    return f"${letters}${_FIRST}:${letters}${_FIRST + max(count, 1) - 1}"


def _columns(tables: Tabled) -> Iterator[tuple[str, list[Value]]]:
    """Yield name and values of every column: windows, calendars, customers, complaints, pauses, contacts."""
    yield from _calendars(tables)
    yield "un", [as_word(name) for name in tables.customers]
    yield "uc", list(tables.customers.values())
    yield "case", [case_key(number) for number in tables.cases]
    # one row before the first, less than any
    yield "ce", [-1, *(place_of_end(number) for number in tables.cases)]
    if any(tables.pauses_unknown):
        yield "bp", [int(bad) for bad in tables.pauses_unknown]
    yield from _pauses(tables)
    for clock, bad in tables.unknown.items():
        if any(bad):
            yield f"b_{clock}", [int(one) for one in bad]
    for kind, blocks, moments in zip("tda", tables.contact_blocks, tables.contacts, strict=True):
        yield from _blocks(f"k{kind}", blocks)
        yield f"k{kind}", list(moments)
    for step, times in tables.steps.items():
        yield f"s_{step}_t", [timed for timed, _ in times]
        yield f"s_{step}_d", [day for _, day in times]


def _calendars(tables: Tabled) -> Iterator[tuple[str, list[Value]]]:
    """Yield the windows by moment and by worked seconds, and the span and total of each calendar."""
    # nobody knows; every hour counts
    rows = [(-OWNER, ENDLESS, 0, -OWNER - 1), (0, ENDLESS, 0, -1)]
    for number, ((first, count), _, _) in enumerate(tables.calendars, start=1):
        base = number * OWNER
        windows = tables.windows[first - 1 : first - 1 + count]
        for at, window in enumerate(windows):
            # the row before the first window is less than any moment
            rows.append((base + window.begin, window.end, window.shift, base + (window.before if at else -1)))
    for place, name in enumerate(("wb", "we", "ws", "wk")):
        yield name, [row[place] for row in rows]
    spans = [span_of(tables, number) for number in range(-1, len(tables.calendars) + 1)]
    for place, name in enumerate(("c1", "c2", "ct")):
        yield name, [span[place] for span in spans]
    now = "ROUND(kesu_now*86400,0)"
    yield "cn", [Formula(worked(now, Hours(str(number)))) for number in range(-1, len(tables.calendars) + 1)]


def span_of(tables: Tabled, number: int) -> tuple[int, int, int]:
    """Return the first second that a calendar knows, the first that it does not know any more, its worked seconds."""
    if number <= 0:
        return (0 if number == 0 else ENDLESS), (ENDLESS if number == 0 else 0), ENDLESS
    (first, count), known_from, known_to = tables.calendars[number - 1]
    last = tables.windows[first + count - 2]
    return known_from, known_to, last.end + last.shift


def _pauses(tables: Tabled) -> Iterator[tuple[str, list[Value]]]:
    """Yield the pauses by their beginning, in worked seconds and without the pauses before; and who has which."""
    # begin, its end; worked begin, worked end, counted; by what counted, what pauses up to then took off
    rows: list[tuple[int, ...]] = [(0, 0, 0, 0, 0, -1, 0)]
    vague: list[PauseRow] = []
    known: dict[tuple[PauseRow, ...], int] = {(): 0}
    for clock, blocks in tables.pause_blocks.items():
        numbers: list[Value] = []
        days: list[Block] = []
        for first, count in blocks:
            every = tables.pauses[first - 1 : first - 1 + count]
            timed = tuple(pause for pause in every if not pause.vague)
            if timed not in known:
                known[timed] = len(known)
                base = known[timed] * OWNER
                rows.append((base, 0, base, 0, 0, base - 1, 0))
                for p in timed:
                    off = p.worked_end - p.counted
                    rows.append((base + p.begin, p.end, base + p.worked_begin, p.worked_end, p.counted,
                                 base + p.counted, off))  # fmt: skip
            numbers.append(known[timed])
            days.append((len(vague) + 1, sum(pause.vague for pause in every)))
            vague += [pause for pause in every if pause.vague]
        yield f"p_{clock}", numbers
        if any(pause.vague for pause in tables.pauses):
            yield from _blocks(f"v_{clock}_", days)
    for place, name in enumerate(("pb", "pe", "pp", "pq", "pg", "pk", "po")):
        yield name, [row[place] for row in rows]
    yield "vb", [pause.begin for pause in vague]
    yield "ve", [pause.end for pause in vague]


def _blocks(name: str, blocks: list[Block]) -> Iterator[tuple[str, list[Value]]]:
    yield f"{name}f", [first for first, _ in blocks]
    yield f"{name}n", [count for _, count in blocks]
