"""Where the cells of a template are in a form that somebody filled: by its map, else by labels, else by address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from kesu_xl.form.align import Alignment, align, best_sheet
from kesu_xl.form.fill import continued_name
from kesu_xl.form.filled import FilledBook, FilledSheet, folded
from kesu_xl.form.map import unit_cells
from kesu_xl.form.mapped import MapCell, orders, read_map
from kesu_xl.form.origin import Origin
from kesu_xl.form.plan import Overflow, Run, SheetPlan
from kesu_xl.form.sheet import CellPlan
from kesu_xl.form.template import Template
from kesu_xl.package.cells import Value
from kesu_xl.package.opening import open_file
from kesu_xl.wording import LANGUAGES

__all__ = ["Located", "Lost", "Places", "label_counts", "locate", "sheets_without_fields", "template_values"]

#: A form pasted into a workbook of more sheets than this is searched on the first of them.
_SEARCHED_SHEETS: Final = 60
#: So many rows below a list are searched for one whose place is known, and so many rows that people put in are read.
_NEXT_ROWS: Final = 5
_MOST_INSERTED: Final = 500

#: Which item of each list a cell shows: number of the slot, and of the row that somebody put in after it.
Items = Mapping[str, tuple[int, int]]
How = Literal["map", "labels", "address", "inserted"]


@dataclass(frozen=True, slots=True)
class Located:
    """A cell of the template and where it is in the form."""

    plan: CellPlan
    items: Items
    sheet: str
    row: int
    column: int
    how: How


@dataclass(frozen=True, slots=True)
class Lost:
    """A cell of the template that the form does not have: deleted, or not to be found; `sheet` is the template's."""

    sheet: str
    plan: CellPlan
    deleted: bool


@dataclass(slots=True)
class Places:
    """All cells of a template, in its order; then the rows that somebody put in."""

    found: list[Located] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)


def locate(template: Template, book: FilledBook, origin: Origin) -> Places:
    """Find the cells of a template in a form.

    Raises:
        KesuError: A sheet of the form is damaged or too large.
    """
    maps = read_map(book.defined)
    expected = orders(template.order)
    places = Places()
    for number, plan in template.sheets.items():
        cells = maps.get((number, 0), [])
        # without the property (another program dropped it) the number of cells has to do
        in_order = origin.order.get(number, expected[number]) == expected[number]
        labels = template_labels(template)[number]
        slots_of = _slots(plan)
        found: list[Located] = []
        if in_order and len(cells) == len(plan.plans) and any(cell.sheet in book.names for cell in cells):
            for (_, cell), at in zip(sorted(plan.plans.items()), cells, strict=True):
                _add(places.lost, found, plan, cell, _items(cell, slots_of), at, book)
            inserted = list(_inserted(plan, found, labels, book))
            for index, overflow in enumerate(plan.overflows, 1):
                unit = unit_cells(overflow)
                for position, at in enumerate(maps.get((number, index), ())):
                    nth, which = divmod(position, len(unit))
                    cell = unit[which]
                    items = {name: (slots + nth, 0) for name, slots in overflow.lists if name in cell.lists}
                    _add(places.lost, found, plan, cell, items, at, book)
        else:
            _find_by_labels(plan, labels, slots_of, book, places.lost, found)
            inserted = list(_inserted(plan, found, labels, book))
        places.found += found + inserted
    return places


def _add(
    lost: list[Lost], found: list[Located], plan: SheetPlan, cell: CellPlan, items: Items, at: MapCell, book: FilledBook
) -> None:
    if at.sheet in book.names:
        found.append(Located(cell, items, at.sheet, at.row, at.column, "map"))
    else:
        lost.append(Lost(plan.name, cell, deleted=True))


def _slots(plan: SheetPlan) -> Mapping[int, Mapping[str, int]]:
    """Return row -> list -> number of the slot that the row is."""
    slots: dict[int, dict[str, int]] = {}
    for run in plan.runs:
        for slot, row in enumerate(run.rows):
            slots.setdefault(row, {})[run.list_name] = slot
    return slots


def _items(cell: CellPlan, slots: Mapping[int, Mapping[str, int]]) -> Items:
    return {name: (slots[cell.row][name], 0) for name in cell.lists}


@lru_cache(maxsize=64)
def template_labels(template: Template) -> Mapping[int, Mapping[str, list[tuple[int, int]]]]:
    """Return the fixed texts of each sheet of a template, folded, with their places; by the number of the sheet."""
    book = FilledBook(open_file(template.data))
    found = {}
    for number, plan in template.sheets.items():
        texts = book.sheet(plan.name).labels if plan.name in book.names else {}
        kept = {text: [place for place in places if place not in plan.plans] for text, places in texts.items()}
        found[number] = {text: places for text, places in kept.items() if places}
    return found


@lru_cache(maxsize=64)
def label_counts(template: Template) -> Mapping[str, int]:
    """Return how often each label stands on a sheet of a template, on the one where it stands most often."""
    counts: dict[str, int] = {}
    for texts in template_labels(template).values():
        counts |= {text: max(len(places), counts.get(text, 0)) for text, places in texts.items()}
    return counts


@lru_cache(maxsize=64)
def template_values(template: Template) -> frozenset[Value]:
    """Return everything that stands in the cells of a template."""
    book = FilledBook(open_file(template.data))
    return frozenset(value for name in book.names for _, _, value in book.sheet(name))


@lru_cache(maxsize=64)
def sheets_without_fields(template: Template) -> tuple[Mapping[str, list[tuple[int, int]]], ...]:
    """Return the labels of each sheet of a template that has no marker: summaries by formula, instructions."""
    book = FilledBook(open_file(template.data))
    filled = {plan.name for plan in template.sheets.values()}
    return tuple(book.sheet(name).labels for name in book.names if name not in filled)


def _find_by_labels(
    plan: SheetPlan,
    labels: Mapping[str, list[tuple[int, int]]],
    slots: Mapping[int, Mapping[str, int]],
    book: FilledBook,
    lost: list[Lost],
    found: list[Located],
) -> None:
    """Find the cells of a sheet by the labels around them; none where no sheet of the form shows enough of them."""
    names = book.names[:_SEARCHED_SHEETS]
    sheet = best_sheet(labels, [book.sheet(name) for name in names])
    alignment = align(labels, sheet) if sheet is not None else None
    for _, cell in sorted(plan.plans.items()):
        # rows that were put in among the slots of a list are read as well, so it does not matter where
        place = alignment.place(cell.row, cell.column, is_slot=bool(cell.lists)) if alignment is not None else None
        if place is None or sheet is None:
            lost.append(Lost(plan.name, cell, deleted=False))
        else:
            row, column, sure = place
            found.append(Located(cell, _items(cell, slots), sheet.name, row, column, "labels" if sure else "address"))
    if sheet is not None and alignment is not None:
        others = [book.sheet(name) for name in names if name != sheet.name]
        for overflow in plan.overflows:
            found += _further(overflow, labels, sheet, alignment, others)


def _further(
    overflow: Overflow,
    labels: Mapping[str, list[tuple[int, int]]],
    sheet: FilledSheet,
    alignment: Alignment,
    others: Sequence[FilledSheet],
) -> Iterator[Located]:
    """Yield the cells of rows that a list grew, or of the sheets that continue it, up to the first blank slot."""
    if overflow.grows:
        cells = unit_cells(overflow)
        places = {cell.column: alignment.place(overflow.first, cell.column, is_slot=True) for cell in cells}
        columns = {column: place[1] for column, place in places.items() if place is not None}
        rows = [place[0] for place in places.values() if place is not None]
        if rows:
            yield from _units(overflow, sheet, rows[0] + overflow.span, columns)
        return
    height = len(overflow.header)
    heads = [
        (row - overflow.header_first + 1, column, text)
        for text, known in labels.items()
        for row, column in known
        if 0 <= row - overflow.header_first < height
    ]
    # where nothing names the columns, the sheet is known by its name only
    names = {continued_name([name for name, _ in overflow.lists], lang) for lang in LANGUAGES}
    for other in others:
        shows_heads = all(folded(str(other.value(row, column))) == text for row, column, text in heads)
        if shows_heads and (heads or other.name in names):
            yield from _units(overflow, other, height + 1, {})
            return


def _units(overflow: Overflow, sheet: FilledSheet, start: int, columns: Mapping[int, int]) -> Iterator[Located]:
    """Yield the cells of slots that follow one another from row `start` on, up to a blank one."""
    cells = unit_cells(overflow)
    nth = 0
    while True:
        places = [(start + cell.row - overflow.first, columns.get(cell.column, cell.column)) for cell in cells]
        if all(sheet.value(*place) == "" for place in places):
            return
        for cell, (row, column) in zip(cells, places, strict=True):
            items = {name: (slots + nth, 0) for name, slots in overflow.lists if name in cell.lists}
            yield Located(cell, items, sheet.name, row, column, "labels")
        start, nth = start + overflow.span, nth + 1


def _inserted(
    plan: SheetPlan, found: list[Located], labels: Mapping[str, list[tuple[int, int]]], book: FilledBook
) -> Iterator[Located]:
    """Yield the cells of rows that somebody put in between the slots of a list, or below them, and filled."""
    rows: dict[int, tuple[str, int]] = {}
    columns: dict[tuple[int, int], int] = {}
    for one in found:
        rows.setdefault(one.plan.row, (one.sheet, one.row))
        columns[one.plan.row, one.plan.column] = one.column
    by_row: dict[int, list[CellPlan]] = {}
    for _, cell in sorted(plan.plans.items()):
        by_row.setdefault(cell.row, []).append(cell)
    alignments: dict[str, Alignment] = {}
    for run in plan.runs:
        placed = [(slot, number, *rows[number]) for slot, number in enumerate(run.rows) if number in rows]
        if run.span != 1 or not placed:
            continue
        name = placed[-1][2]
        if name not in alignments:
            alignments[name] = align(labels, book.sheet(name))
        ends = [(sheet, row) for _, _, sheet, row in placed[1:]]
        ends.append((name, placed[-1][3] + 1 + _put_in_below(run, rows, alignments[name], placed[-1][3], name)))
        for (slot, number, sheet, row), (next_sheet, next_row) in zip(placed, ends, strict=True):
            if sheet != next_sheet or not row < next_row <= row + _MOST_INSERTED:
                continue
            cells = [c for c in by_row[number] if c.lists == {run.list_name} and (number, c.column) in columns]
            for nth, put_in in enumerate(range(row + 1, next_row), 1):
                values = [book.sheet(sheet).value(put_in, columns[number, cell.column]) for cell in cells]
                if any(v != "" for v in values) and not any(isinstance(v, str) and folded(v) in labels for v in values):
                    items = {run.list_name: (slot, nth)}
                    for cell in cells:
                        yield Located(cell, items, sheet, put_in, columns[number, cell.column], "inserted")


def _put_in_below(run: Run, rows: Mapping[int, tuple[str, int]], alignment: Alignment, last: int, sheet: str) -> int:
    """Return how many rows were put in between the last slot and the next row whose place is known."""
    for number in range(run.last + 1, run.last + 1 + _NEXT_ROWS):
        row = None
        if number in rows and rows[number][0] == sheet:
            row = rows[number][1]
        elif number in alignment.rows:
            row = alignment.rows[number]
        if row is not None:
            return max(0, row - last - (number - run.last))
    return 0
