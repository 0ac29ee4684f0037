"""The map of a form, read back: which cell of a form is which cell of its template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kesu_xl.form.map import MAP_PREFIX
from kesu_xl.package.a1 import position

__all__ = ["MapCell", "orders", "read_map"]

#: A formula longer than this is none that we wrote.
_LONGEST_READ: Final = 65_536
_NAME: Final = re.compile(rf"{re.escape(MAP_PREFIX)}(\d{{1,4}})\.(?:more(\d{{1,4}})\.)?(\d{{1,5}})", re.IGNORECASE)
_ENTRY: Final = re.compile(r"(?:'(?:[^']|'')*'|[^,'])+")
_CELL: Final = re.compile(r"(?:'((?:[^']|'')*)'|([^'!]+))!\s*(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})(?::.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MapCell:
    """Where a cell of the template is in a form; `sheet` is empty where it was deleted."""

    sheet: str
    row: int = 0
    column: int = 0


def orders(text: str) -> dict[int, str]:
    """Return the order of each sheet's cells by its number, from what `order_of` gave; strange parts are left out."""
    pairs = (one.partition(":") for one in text.split())
    return {int(number): hashed for number, _, hashed in pairs if number.isdecimal() and len(number) <= 4}


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
        enclosed, plain, ref = match.groups()
        yield MapCell(enclosed.replace("''", "'") if enclosed is not None else plain.strip("$"), *position(ref))
