"""The map of a form: hidden names that say where each filled cell is now, whatever was inserted, deleted or renamed.

A name is a union of cells in the template's order (sheet by sheet, row by row), so that a position in it is a cell of
the template. ``_kesu.map.2.1`` holds the first cells of the second sheet; ``_kesu.map.2.more1.1`` the rows that its
first list put in or continued on another sheet, unit by unit. A deleted cell stays as ``#REF!`` and keeps its position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from kesu_xl.form.escape import attribute
from kesu_xl.form.marker import Marker
from kesu_xl.form.plan import Overflow, SheetPlan
from kesu_xl.form.scan import area, column_letters
from kesu_xl.form.sheet import CellPlan

__all__ = [
    "MAP_PREFIX",
    "Copies",
    "MapCell",
    "copied_names",
    "map_names",
    "order_of",
    "orders",
    "read_map",
    "unit_cells",
]

MAP_PREFIX: Final = "_kesu.map."
#: A name has at most 8,192 characters in Excel; cells of a sheet whose name is short fill half of it.
_MOST_CELLS: Final = 100
_MOST_CHARACTERS: Final = 4000
#: A formula longer than this is none that we wrote.
_LONGEST_READ: Final = 65_536
_NAME: Final = re.compile(rf"{re.escape(MAP_PREFIX)}(\d{{1,4}})\.(?:more(\d{{1,4}})\.)?(\d{{1,5}})", re.IGNORECASE)
_ENTRY: Final = re.compile(r"(?:'(?:[^']|'')*'|[^,'])+")
_CELL: Final = re.compile(r"(?:'((?:[^']|'')*)'|([^'!]+))!\s*(\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?::.*)?", re.DOTALL)


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


@dataclass(frozen=True, slots=True)
class MapCell:
    """Where a cell of the template is in a form; `sheet` is empty where it was deleted."""

    sheet: str
    row: int = 0
    column: int = 0


def map_names(plan: SheetPlan, number: int) -> bytes:
    """Return the defined names for the cells of a sheet that stand in the template, as XML."""
    sheet = _quoted(plan.name)
    refs = [f"{sheet}!${column_letters(cell.column)}${cell.row}" for _, cell in sorted(plan.plans.items())]
    return _names(f"{MAP_PREFIX}{number}.", plan.name, refs)


def copied_names(plan: SheetPlan, number: int, name: str, copies: Copies) -> bytes:
    """Return the defined names for the cells of further slots, which stand on the sheet `name`, as XML."""
    overflow = plan.overflows[copies.overflow]
    sheet = _quoted(name)
    cells = [(f"{sheet}!${column_letters(one.column)}$", one.row - overflow.first) for one in unit_cells(overflow)]
    starts = range(copies.first, copies.first + copies.units * overflow.span, overflow.span)
    refs = [f"{column}{start + down}" for start in starts for column, down in cells]
    return _names(f"{MAP_PREFIX}{number}.more{copies.overflow + 1}.", name, refs)


def unit_cells(overflow: Overflow) -> list[CellPlan]:
    """Return the cells with markers of a list's last slot, in the order in which a map has them."""
    return [cell.plan for row in overflow.unit for cell in row.cells if cell.plan is not None]


def _quoted(sheet: str) -> str:
    return attribute("'" + sheet.replace("'", "''") + "'")


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


def orders(text: str) -> dict[int, str]:
    """Return the order of each sheet's cells by its number, from what `order_of` gave; strange parts are left out."""
    pairs = (one.partition(":") for one in text.split())
    return {int(number): hashed for number, _, hashed in pairs if number.isdecimal() and len(number) <= 4}


def _order(plan: SheetPlan) -> str:
    cells = "\0".join(
        "".join(part if isinstance(part, str) else _shown(part) for part in cell.texts)
        for _, cell in sorted(plan.plans.items())
    )
    return sha256(cells.encode("utf-8", "replace")).hexdigest()[:16]


def _shown(marker: Marker) -> str:
    return "{{" + "|".join((marker.field, *(f"{step.name}({step.text})" for step in marker.filters))) + "}}"


def read_map(names: Mapping[str, str]) -> dict[tuple[int, int], list[MapCell]]:
    """Return the maps among the defined names of a form.

    Returns:
        (number of the template's sheet, number of the list's overflow from 1, 0 for the template's own cells) -> its
        cells in order.
    """
    found: dict[tuple[int, int], dict[int, str]] = {}
    for name, formula in names.items():
        match = _NAME.fullmatch(name)
        if match and len(formula) <= _LONGEST_READ:
            key = int(match.group(1)), int(match.group(2) or 0)
            found.setdefault(key, {})[int(match.group(3))] = formula
    return {key: [cell for _, text in sorted(parts.items()) for cell in _cells(text)] for key, parts in found.items()}


def _cells(union: str) -> Iterator[MapCell]:
    for entry in _ENTRY.findall(union.strip().removeprefix("(").removesuffix(")")):
        match = _CELL.fullmatch(entry.strip())
        if match is None:
            yield MapCell("")
            continue
        quoted, plain, ref = match.groups()
        place = area(ref)
        yield MapCell(quoted.replace("''", "'") if quoted is not None else plain.strip("$"), place.top, place.left)
