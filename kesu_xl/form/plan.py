"""The plan of a filled sheet: which bytes stand between the markers, which rows are slots, where lists may go on.

Consecutive slot rows of one list are its block: item i fills slot i. Behind the last slot a list grows downwards when
nothing stands beneath; else the rest goes to a continuation sheet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kesu_xl.form.marker import Marker
from kesu_xl.form.named import NamedCells, with_named
from kesu_xl.form.scan import RawCell, RawRow, RawSheet, scan_sheet
from kesu_xl.form.sheet import CellPlan, Layout, find_markers, fixed_cell, fixed_value, without_cached
from kesu_xl.form.style import CellStyle
from kesu_xl.form.write import TEXT_START
from kesu_xl.package.a1 import Area, column_letter
from kesu_xl.package.formulas import moved
from kesu_xl.package.markup import escaped, unescaped
from kesu_xl.package.rowscan import attribute_in
from kesu_xl.problem import Problem

__all__ = ["LooseCell", "LooseRow", "Overflow", "RowPlan", "Run", "SheetPlan", "compile_sheet"]

_FORMULA: Final = re.compile(rb"<f(\s[^>]*?)?(?:/>|>(.*?)</f\s*>)", re.DOTALL)
_HEIGHT: Final = re.compile(rb'\s(?:ht|customHeight)="[^"]*"')
#: What is said about a photo.
_ABOUT_PHOTO: Final = re.compile(r"(?:^|\.)photos\[\d+\]\.\w+$")
#: Rows above a block that a continuation sheet repeats: the section's title and the column heads.
_HEADER_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row with markers, at its place, and the rows without markers that follow it.

    Attributes:
        head: The start tag, without the closing angle.
        attributes: Of the start tag, without address and height, for a row that becomes higher.
        height: Points that the template gives the row.
        cells: Bytes up to behind a marked cell's address and style, the same bytes and the start of a text, the cell.
        end: The rest of the row and the rows up to the next one with markers.
        slots: The row's slot number in each list, from 0.
        covered: It is hidden in the template, and only shown where it gets a picture, or stands below such a row.
    """

    number: int
    head: bytes
    attributes: bytes
    height: float
    cells: tuple[tuple[bytes, bytes, CellPlan], ...]
    end: bytes
    slots: tuple[tuple[str, int], ...]
    covered: bool


@dataclass(frozen=True, slots=True)
class LooseCell:
    """A cell that may be written in any row: its column and what follows its address."""

    letters: bytes
    plan: CellPlan | None
    fixed: bytes
    source: RawCell | None


@dataclass(frozen=True, slots=True)
class LooseRow:
    """A row that may be written anywhere; `offset` counts from the first row of its unit."""

    offset: int
    attributes: bytes
    bare: bytes
    height: float
    cells: tuple[LooseCell, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """The block of one list on a sheet: first rows of its slots, each `span` rows high."""

    list_name: str
    rows: tuple[int, ...]
    span: int
    columns: frozenset[int]

    @property
    def last(self) -> int:
        """Last row of the block."""
        return self.rows[-1] + self.span - 1


@dataclass(frozen=True, slots=True)
class Overflow:
    """Where the items go that find no slot: the lists whose last slot is the same row.

    Attributes:
        grows: They repeat the last slot downwards; else they go on on another sheet.
        first: First row of the last slot.
        unit: Its rows.
        merges: Merged areas inside it.
        lists: Name and number of slots of each list.
        header: The rows above the block, in order, for the continuation sheet.
        header_merges: Merged areas inside these.
        header_first: Row of the first of these.
    """

    grows: bool
    first: int
    span: int
    unit: tuple[LooseRow, ...]
    merges: tuple[Area, ...]
    lists: tuple[tuple[str, int], ...]
    header: tuple[LooseRow, ...]
    header_merges: tuple[Area, ...]
    header_first: int

    @property
    def last(self) -> int:
        """Last row of the block."""
        return self.first + self.span - 1


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A compiled sheet.

    Attributes:
        part: Name of its entry.
        name: What its tab says.
        lists: One marker of each list.
        below: Blank rows beneath a list that grows; they move down.
        fixed: Values of the cells without markers that charts show, by row and column; formulas are missing.
        formulas: Places of the cells whose value only a spreadsheet program knows.
    """

    part: str
    name: str
    head: bytes
    rows: tuple[RowPlan, ...]
    lists: tuple[Marker, ...]
    below: bytes
    tail: bytes
    plans: Mapping[tuple[int, int], CellPlan]
    runs: tuple[Run, ...]
    overflows: tuple[Overflow, ...]
    fixed: Mapping[tuple[int, int], str | float]
    formulas: frozenset[tuple[int, int]]
    problems: tuple[Problem, ...]


def compile_sheet(
    part: str,
    name: str,
    xml: bytes,
    shared: Sequence[bytes],
    styles: Sequence[CellStyle],
    drawn_to: Collection[Area],
    keep_values: bool,
    named: Sequence[NamedCells] = (),
) -> SheetPlan | None:
    """Compile a worksheet; None for one without markers and without faults in them.

    Args:
        part: Name of its entry.
        name: What its tab says.
        xml: The part.
        shared: The shared strings as XML.
        styles: The cell formats.
        drawn_to: Places of pictures and charts on the sheet.
        keep_values: Remember the values of all cells, because charts show some.
        named: Cells that defined names mark.

    Raises:
        ValueError: The part is not a worksheet in the plain namespace.
    """
    sheet, problems = with_named(scan_sheet(xml), name, named)
    layout = Layout.of(sheet, styles)
    plans, faults = find_markers(sheet.rows, name, shared, layout)
    problems += faults
    if not plans and not problems:
        return None
    rows = _without_shared_formulas(sheet.rows)
    runs = _runs(plans, layout.merged)
    overflows = tuple(_overflows(runs, rows, plans, layout, drawn_to))
    growing = next((overflow for overflow in overflows if overflow.grows), None)
    upto = [row for row in rows if growing is None or row.number <= growing.last]
    head, row_plans = _row_plans(sheet, upto, plans, runs, layout)
    below = b"".join(_fixed_row(row) for row in rows[len(upto) :])
    fixed = {}
    if keep_values:
        for cell in (cell for row in rows for cell in row.cells if (cell.row, cell.column) not in plans):
            value = fixed_value(cell, shared)
            if value is not None:
                fixed[cell.row, cell.column] = value
    return SheetPlan(
        part=part,
        name=name,
        head=head,
        rows=tuple(row_plans),
        lists=_list_markers(plans),
        below=below,
        tail=sheet.tail,
        plans=plans,
        runs=runs,
        overflows=overflows,
        fixed=fixed,
        formulas=frozenset((cell.row, cell.column) for row in rows for cell in row.cells if b"<f" in cell.inner),
        problems=tuple(problems),
    )


def _list_markers(plans: Mapping[tuple[int, int], CellPlan]) -> tuple[Marker, ...]:
    markers = (part for cell in plans.values() for part in cell.texts if isinstance(part, Marker))
    return tuple({marker.list_name: marker for marker in markers if marker.items is not None}.values())


def _without_shared_formulas(rows: Sequence[RawRow]) -> tuple[RawRow, ...]:
    """Write each shared formula out in its own cell, so that rows can be copied one by one."""
    masters: dict[bytes, tuple[str, int, int]] = {}
    done = []
    for row in rows:
        cells = []
        for cell in row.cells:
            match = _FORMULA.search(cell.inner) if b'"shared"' in cell.inner else None
            group = attribute_in(match.group(1) or b"", b"si") if match else None
            if match is not None and group is not None:
                if match.group(2):
                    masters[group] = (unescaped(match.group(2).decode()), cell.row, cell.column)
                text, top, left = masters.get(group, ("#REF!", cell.row, cell.column))
                formula = escaped(moved(text, cell.row - top, cell.column - left))
                inner = cell.inner.replace(match.group(), b"<f>%s</f>" % formula.encode())
                cell = RawCell(cell.row, cell.column, cell.attributes, inner)
            cells.append(without_cached(cell))
        done.append(RawRow(row.number, row.attributes, tuple(cells)))
    return tuple(done)


def _runs(plans: Mapping[tuple[int, int], CellPlan], merged: Mapping[tuple[int, int], Area]) -> tuple[Run, ...]:
    places: dict[str, dict[int, list[CellPlan]]] = {}
    for plan in plans.values():
        for name in plan.lists:
            places.setdefault(name, {}).setdefault(plan.row, []).append(plan)
    runs = []
    for name, by_row in places.items():
        block: list[int] = []
        span = 1
        for row in [*sorted(by_row), None]:
            if block and (row is None or row != block[-1] + span):
                columns = frozenset(plan.column for number in block for plan in by_row[number])
                runs.append(Run(name, tuple(block), span, columns))
                block = []
            if row is not None:
                heights = (_span(plan, merged) for plan in by_row[row])
                span = max(heights) if not block else span
                block.append(row)
    return tuple(sorted(runs, key=lambda run: (run.rows[0], min(run.columns))))


def _span(plan: CellPlan, merged: Mapping[tuple[int, int], Area]) -> int:
    cells = merged.get((plan.row, plan.column))
    return cells.bottom - cells.top + 1 if cells else 1


def _overflows(
    runs: Sequence[Run],
    rows: Sequence[RawRow],
    plans: Mapping[tuple[int, int], CellPlan],
    layout: Layout,
    drawn_to: Collection[Area],
) -> list[Overflow]:
    groups: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        groups.setdefault((run.rows[-1], run.last), []).append(run)
    lowest = max((row.number for row in rows if not row.is_blank), default=0)
    merges = layout.sheet.merges()
    found = []
    for (first, last), group in groups.items():
        columns = set().union(*(run.columns for run in group))
        is_drawn = any(
            cells.bottom > last and cells.top >= last and any(cells.left <= column <= cells.right for column in columns)
            for cells in drawn_to
        )
        # A merged area beneath would lie across the rows that are put in.
        is_free = lowest <= last and not is_drawn and not any(cells.top > last for cells in merges)
        header = _header(min(run.rows[0] for run in group), rows, plans)
        header_first = header[0].number if header else 0
        unit = [row for row in rows if first <= row.number <= last]
        found.append(
            Overflow(
                grows=is_free,
                first=first,
                span=last - first + 1,
                unit=tuple(_loose(row, first, plans, layout) for row in unit),
                merges=_inside(merges, first, last),
                lists=tuple((run.list_name, len(run.rows)) for run in group),
                header=tuple(_loose(row, header_first, plans, layout) for row in header),
                header_merges=_inside(merges, header_first, header_first + len(header) - 1) if header else (),
                header_first=header_first,
            )
        )
    return found


def _inside(merges: Sequence[Area], first: int, last: int) -> tuple[Area, ...]:
    return tuple(cells for cells in merges if first <= cells.top and cells.bottom <= last)


def _header(first: int, rows: Sequence[RawRow], plans: Mapping[tuple[int, int], CellPlan]) -> list[RawRow]:
    """Return the rows directly above row `first` that name its columns: with content, without markers."""
    by_number = {row.number: row for row in rows}
    header: list[RawRow] = []
    for number in range(first - 1, first - 1 - _HEADER_ROWS, -1):
        row = by_number.get(number)
        if row is None or row.is_blank or any((cell.row, cell.column) in plans for cell in row.cells):
            break
        header.insert(0, row)
    return header


def _loose(row: RawRow, first: int, plans: Mapping[tuple[int, int], CellPlan], layout: Layout) -> LooseRow:
    cells = []
    for cell in row.cells:
        plan = plans.get((cell.row, cell.column))
        letters = column_letter(cell.column).encode()
        if plan is not None:
            cells.append(LooseCell(letters, plan, plan.attributes, None))
        elif b"<f" in cell.inner:
            cells.append(LooseCell(letters, None, b"", cell))
        else:
            cells.append(LooseCell(letters, None, fixed_cell(cell, lambda formula: formula), None))
    bare = _HEIGHT.sub(b"", row.attributes)
    return LooseRow(row.number - first, row.attributes, bare, layout.height(row.number), tuple(cells))


def _fixed_row(row: RawRow) -> bytes:
    return b"%s>%s</row>" % (row.head, b"".join(cell.xml for cell in row.cells))


def _is_covered(row: RawRow, cells: Sequence[CellPlan]) -> bool:
    """Say whether a row is hidden and has nothing but places for photos, or for what is said about them."""
    if attribute_in(row.attributes, b"hidden") not in (b"1", b"true"):
        return False
    fields = [part.field for cell in cells for part in cell.texts if isinstance(part, Marker)]
    return all(cell.picture is not None for cell in cells) or all(map(_ABOUT_PHOTO.search, fields))


def _row_plans(
    sheet: RawSheet,
    rows: Sequence[RawRow],
    plans: Mapping[tuple[int, int], CellPlan],
    runs: Sequence[Run],
    layout: Layout,
) -> tuple[bytes, list[RowPlan]]:
    """Return what stands before the first row with markers, and the rows with markers."""
    slots: dict[int, list[tuple[str, int]]] = {}
    for run in runs:
        for index, number in enumerate(run.rows):
            slots.setdefault(number, []).append((run.list_name, index))
    starts = [at for at, row in enumerate(rows) if any((cell.row, cell.column) in plans for cell in row.cells)]
    head = sheet.head + b"".join(_fixed_row(row) for row in (rows[: starts[0]] if starts else rows))
    made = []
    for start, stop in zip(starts, [*starts[1:], len(rows)], strict=True):
        row = rows[start]
        cells = []
        before = b">"
        for cell in row.cells:
            plan = plans.get((cell.row, cell.column))
            if plan is None:
                before += cell.xml
            else:
                before = b'%s<c r="%s"%s' % (before, plan.ref.encode(), plan.attributes)
                cells.append((before, before + TEXT_START, plan))
                before = b""
        end = before + b"</row>" + b"".join(_fixed_row(other) for other in rows[start + 1 : stop])
        attributes = _HEIGHT.sub(b"", row.attributes)
        made.append(
            RowPlan(
                row.number, row.head, attributes, layout.height(row.number), tuple(cells), end,
                tuple(slots.get(row.number, ())), _is_covered(row, [cell for _, _, cell in cells]),
            )
        )  # fmt: skip
    return head, made
