"""The map of a form: hidden names that say where each filled cell is now, whatever was inserted, deleted or renamed.

A name is a union of cells in the template's order (sheet by sheet, row by row), so that a position in it is a cell of
the template. ``_kesu.map.2.1`` holds the first cells of the second sheet; ``_kesu.map.2.more1.1`` the rows that its
first list put in or continued on another sheet, unit by unit. A deleted cell stays as ``#REF!`` and keeps its position.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from kesu_xl.form.marker import Marker
from kesu_xl.form.plan import Overflow, SheetPlan
from kesu_xl.form.sheet import CellPlan
from kesu_xl.package.a1 import column_letter
from kesu_xl.package.markup import attribute
from kesu_xl.package.names import quoted

__all__ = ["MAP_PREFIX", "Copies", "copied_names", "map_names", "order_of", "unit_cells"]

MAP_PREFIX: Final = "_kesu.map."
#: A name has at most 8,192 characters in Excel; cells of a sheet whose name is short fill half of it.
_MOST_CELLS: Final = 100
_MOST_CHARACTERS: Final = 4000


@dataclass(frozen=True, slots=True)
class Copies:
    """Further slots of the lists that share their last row.

    Attributes:
        overflow: Place of the `Overflow` among those of its sheet.
        first: Row of the first further slot.
        units: How many there are.
    """

    overflow: int
    first: int
    units: int


def map_names(plan: SheetPlan, number: int) -> bytes:
    """Return the defined names for the cells of a sheet that stand in the template, as XML."""
    sheet = _quoted(plan.name)
    refs = [f"{sheet}!${column_letter(cell.column)}${cell.row}" for _, cell in sorted(plan.plans.items())]
    return _names(f"{MAP_PREFIX}{number}.", plan.name, refs)


def copied_names(plan: SheetPlan, number: int, name: str, copies: Copies) -> bytes:
    """Return the defined names for the cells of further slots, which stand on the sheet `name`, as XML."""
    overflow = plan.overflows[copies.overflow]
    sheet = _quoted(name)
    cells = [(f"{sheet}!${column_letter(one.column)}$", one.row - overflow.first) for one in unit_cells(overflow)]
    starts = range(copies.first, copies.first + copies.units * overflow.span, overflow.span)
    refs = [f"{column}{start + down}" for start in starts for column, down in cells]
    return _names(f"{MAP_PREFIX}{number}.more{copies.overflow + 1}.", name, refs)


def unit_cells(overflow: Overflow) -> list[CellPlan]:
    """Return the cells with markers of a list's last slot, in the order in which a map has them."""
    return [cell.plan for row in overflow.unit for cell in row.cells if cell.plan is not None]


def _quoted(sheet: str) -> str:
    return attribute(quoted(sheet))


def _names(prefix: str, sheet: str, refs: Sequence[str]) -> bytes:
    """Return the names of unions of addresses, which are XML already."""
    each = max(1, min(_MOST_CELLS, _MOST_CHARACTERS // (len(sheet) + sheet.count("'") + 15)))
    return "".join(
        f'<definedName name="{prefix}{number}" hidden="1">{",".join(refs[start : start + each])}</definedName>'
        for number, start in enumerate(range(0, len(refs), each), 1)
    ).encode()


def order_of(plans: Mapping[int, SheetPlan]) -> str:
    """Return what a form remembers of the order of its map: a short hash of each sheet's cells, by sheet number.

    ``"1:0f3a5c7e9b1d2f4a"``; a template that was only restyled keeps it.
    """
    return " ".join(f"{number}:{_order(plan)}" for number, plan in sorted(plans.items()))


def _order(plan: SheetPlan) -> str:
    cells = "\0".join(
        "".join(part if isinstance(part, str) else _shown(part) for part in cell.texts)
        for _, cell in sorted(plan.plans.items())
    )
    return sha256(cells.encode("utf-8", "replace")).hexdigest()[:16]


def _shown(marker: Marker) -> str:
    return "{{" + "|".join((marker.field, *(f"{step.name}({step.text})" for step in marker.filters))) + "}}"
