"""What is wrong with a template before anybody fills it, with the cells: `check_template`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from kesu_xl.form.book import parsed
from kesu_xl.form.marker import Marker
from kesu_xl.form.plan import SheetPlan
from kesu_xl.form.rules import (
    BROKEN_MARKER,
    FEW_SLOTS,
    FIELD_TWICE,
    FIELDS_NOT_ASKED,
    FORMULA_BESIDE,
    INTERNAL_FIELD,
    IS_REPORT,
    NO_MARKERS,
    NO_PRINT_AREA,
    NOT_TOP_LEFT,
    OTHER_LANGUAGE,
    SLOTS_APART,
    UNKNOWN_FIELD,
)
from kesu_xl.form.scan import RawSheet, scan_sheet
from kesu_xl.form.sheet import CellPlan, cell_texts
from kesu_xl.form.template import Sources, Template, read_sources, refused_in_one_line
from kesu_xl.form.unfilled import unfilled_markers
from kesu_xl.package.a1 import Area, address
from kesu_xl.problem import Problem

__all__ = ["Checked", "check_template", "unknown_fields"]

_INDEX: Final = re.compile(r"\[\d*\]")
_D: Final = re.compile(r"d[0-8]\.")
#: Tags of other template languages: loops and code, of which nothing runs here.
_OTHER: Final = re.compile(r"\{%.*?%\}|\{#.*?#\}|<%.*?%>|<jx:[^>]*>|\$\{[^}]*\}", re.DOTALL)
#: Braces of an East Asian keyboard, or with a blank between: typed as a marker, and no marker.
_ALMOST: Final = re.compile(r"(?!\{\{)[{\uff5b]\s*[{\uff5b][^{}\uff5b\uff5d]{1,80}[}\uff5d]\s*[}\uff5d]")
#: Merged areas up to so many rows are looked up by row.
_TALL: Final = 256
_SHOWN: Final = 80
_NAMED: Final = 12


@dataclass(slots=True)
class Checked:
    """What a template asks for, in the order of sheets, rows and columns, and what is wrong with it."""

    fields: list[str]
    problems: list[Problem]


def check_template(data: bytes, name: str, known: Collection[str], internal: Collection[str] = ()) -> Checked:
    """Look for everything in a template that would surprise whoever fills it.

    Args:
        data: The .xlsx file.
        name: What messages call it.
        known: Every path that a record has; items of a list as ``actions[].owner``.
        internal: Fields that never leave the house, and so are in no record.

    Returns:
        Its fields and its problems, sheet by sheet; what concerns the whole file comes last.

    Raises:
        KesuError: It is no workbook that could be a template.
    """
    with refused_in_one_line(name):
        return _checked(read_sources(data, name), name, known, internal)


def unknown_fields(template: Template, known: Collection[str], internal: Collection[str] = ()) -> Iterator[Problem]:
    """Yield the markers of a compiled template that stay blank in every form, as no record has their field."""
    for plan in template.sheets.values():
        yield from _fields_of(plan, known, internal)


def _checked(sources: Sources, name: str, known: Collection[str], internal: Collection[str]) -> Checked:
    plans = {plan.name: plan for plan in sources.sheets.values()}
    problems = list(sources.problems)
    for part in sources.book.sheets:
        plan = plans.get(part.name)
        raw = scan_sheet(sources.archive.read(part.part))
        found = [*_no_markers(raw, part.name, sources.shared), *unfilled_markers(sources.archive, part, raw)]
        if plan is not None:
            found += [*plan.problems, *_fields_of(plan, known, internal), *_lists_of(plan), *_cells_of(plan)]
            if plan.plans and part.name not in sources.printed:
                found.append(Problem(NO_PRINT_AREA, part.name))
        problems += sorted(found, key=lambda problem: (problem.row, problem.cell))
    places = [(plan.name, cell, marker) for plan in sources.sheets.values() for cell, marker in _markers(plan)]
    if not places:
        return Checked([], [*problems, Problem(IS_REPORT if _is_report(sources) else NO_MARKERS, value=name)])
    problems += _twice(places)
    fields = list(dict.fromkeys(marker.field for _, _, marker in places))
    problems += _not_asked(fields, known)
    return Checked(fields, problems)


def _markers(plan: SheetPlan) -> Iterator[tuple[CellPlan, Marker]]:
    for _, cell in sorted(plan.plans.items()):
        for part in cell.texts:
            if isinstance(part, Marker):
                yield cell, part


def _fields_of(plan: SheetPlan, known: Collection[str], internal: Collection[str]) -> Iterator[Problem]:
    for cell, marker in _markers(plan):
        if _INDEX.sub("[]", marker.field) in internal:
            yield Problem(INTERNAL_FIELD, plan.name, cell.ref, cell.row, field=marker.field, value=marker.field)
        elif not _is_known(marker, known):
            near = get_close_matches(_INDEX.sub("[]", marker.field), sorted(known), 1, 0.0)
            yield Problem(
                UNKNOWN_FIELD, plan.name, cell.ref, cell.row, field=marker.field, value=marker.field,
                params={"nearest": near[0]},
            )  # fmt: skip


def _is_known(marker: Marker, known: Collection[str]) -> bool:
    path = _INDEX.sub("[]", marker.field)
    # One of several values of a field, such as the second lesson.
    return path in known or marker.is_picture or (path.endswith("[]") and path.removesuffix("[]") in known)


def _lists_of(plan: SheetPlan) -> Iterator[Problem]:
    first: dict[str, set[str]] = {}
    fields: dict[int, dict[str, tuple[CellPlan, set[str]]]] = {}
    for cell, marker in _markers(plan):
        if marker.items is not None:
            _, asked = fields.setdefault(cell.row, {}).setdefault(marker.list_name, (cell, set()))
            asked.add(marker.field)
    for run in plan.runs:
        cell, asked = fields[run.rows[0]][run.list_name]
        if asked & first.get(run.list_name, set()):
            # Each block begins with the first item again.
            yield Problem(SLOTS_APART, plan.name, cell.ref, cell.row, value=run.list_name)
        first.setdefault(run.list_name, set()).update(asked)
    for overflow in plan.overflows:
        for name, slots in overflow.lists:
            if slots == 1 and not overflow.grows:
                cell, _ = fields[overflow.first][name]
                yield Problem(FEW_SLOTS, plan.name, cell.ref, cell.row, value=name)


def _cells_of(plan: SheetPlan) -> Iterator[Problem]:
    covered = _Covered(RawSheet(plan.head, (), plan.tail).merges())
    by_row: dict[int, list[CellPlan]] = {}
    for cell in plan.plans.values():
        by_row.setdefault(cell.row, []).append(cell)
        over = covered.by(cell.row, cell.column)
        if over is not None:
            top_left = address(over.top, over.left)
            value = "".join(f"{{{{ {part.field} }}}}" for part in cell.texts if isinstance(part, Marker))
            yield Problem(NOT_TOP_LEFT, plan.name, cell.ref, cell.row, value=value, params={"corner": top_left})
    for row, column in sorted(plan.formulas):
        cells = by_row.get(row, ())
        if any(cell.lists or abs(cell.column - column) == 1 or _touches(covered, cell, column) for cell in cells):
            yield Problem(FORMULA_BESIDE, plan.name, address(row, column), row)


def _touches(covered: _Covered, cell: CellPlan, column: int) -> bool:
    over = covered.at(cell.row, cell.column)
    return over is not None and column == over.right + 1


class _Covered:
    """Finds the merged area over a cell."""

    def __init__(self, merges: Sequence[Area]) -> None:
        self._tall = [cells for cells in merges if cells.bottom - cells.top >= _TALL]
        self._rows: dict[int, list[Area]] = {}
        for cells in merges:
            if cells.bottom - cells.top < _TALL:
                for row in range(cells.top, cells.bottom + 1):
                    self._rows.setdefault(row, []).append(cells)

    def at(self, row: int, column: int) -> Area | None:
        """Return the area that a cell lies in."""
        areas: list[Area] = [*self._rows.get(row, ()), *self._tall]
        for cells in areas:
            if cells.top <= row <= cells.bottom and cells.left <= column <= cells.right:
                return cells
        return None

    def by(self, row: int, column: int) -> Area | None:
        """Return the area that hides a cell."""
        over = self.at(row, column)
        return None if over is None or (over.top, over.left) == (row, column) else over


def _no_markers(raw: RawSheet, sheet: str, shared: Sequence[bytes]) -> Iterator[Problem]:
    for cell, text in cell_texts(raw.rows, shared):
        found = _OTHER.search(text)
        if found is not None:
            yield Problem(OTHER_LANGUAGE, sheet, cell.ref, cell.row, value=found.group()[:_SHOWN])
        almost = _ALMOST.search(text)
        if almost is not None:
            yield Problem(BROKEN_MARKER, sheet, cell.ref, cell.row, value=almost.group()[:_SHOWN])


def _twice(places: Sequence[tuple[str, CellPlan, Marker]]) -> Iterator[Problem]:
    """Yield a problem for each plain field that stands in several cells, at the second one."""
    cells: dict[str, list[tuple[str, CellPlan]]] = {}
    for sheet, cell, marker in places:
        if marker.items is None and (sheet, cell) not in cells.setdefault(marker.field, []):
            cells[marker.field].append((sheet, cell))
    for field, found in cells.items():
        if len(found) > 1:
            sheet, cell = found[1]
            others = ", ".join(f"{name}!{one.ref}" for name, one in found[:_NAMED])
            yield Problem(
                FIELD_TWICE, sheet, cell.ref, cell.row, field=field, value=field, count=len(found),
                params={"cells": others},
            )  # fmt: skip


def _not_asked(fields: Sequence[str], known: Collection[str]) -> Iterator[Problem]:
    asked = {_INDEX.sub("[]", field) for field in fields}
    # not every form shows photos, and `photos[]` has those of every discipline
    missing = sorted(path for path in known if _D.match(path) and path not in asked and ".photos[]" not in path)
    if missing:
        shown = ", ".join(missing[:_NAMED]) + ("…" if len(missing) > _NAMED else "")
        yield Problem(FIELDS_NOT_ASKED, value=shown, count=len(missing))


def _is_report(sources: Sources) -> bool:
    """Say whether a workbook is a form that was filled: it says which template it was made from."""
    properties = "docProps/custom.xml"
    if properties not in sources.archive:
        return False
    return any(item.get("name") == "kesu.template" for item in parsed(sources.archive.read(properties)))
