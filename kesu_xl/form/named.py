"""Cells that a defined name marks: ``kesu.d2.what`` -> ``'Form'!$B$5`` is the marker ``{{ d2.what }}`` without a text.

Names have no brackets, so a number is an index (``kesu.photos.0``), and a name over several cells below each other is a
list (``kesu.actions.owner`` over five rows: five slots of ``{{ actions[].owner }}``). The names stay in the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kesu_xl.form.book import parsed
from kesu_xl.form.marker import parse_marker
from kesu_xl.form.rules import NAME_UNUSABLE
from kesu_xl.form.scan import RawCell, RawRow, RawSheet
from kesu_xl.package.a1 import REFERENCE, Area, area
from kesu_xl.package.rowscan import attribute_in
from kesu_xl.problem import Problem

__all__ = ["NamedCells", "named_cells", "with_named"]

_PREFIX: Final = "kesu."
_COLUMN: Final = re.compile(rb"<col\s([^>]*?)/?>")
#: A name over more rows is no list of a form.
_MOST_ROWS: Final = 10_000


@dataclass(frozen=True, slots=True)
class NamedCells:
    """The cells of one name on one sheet, and the path that it names, with dots only."""

    name: str
    sheet: str
    cells: Area
    path: str


def named_cells(workbook: bytes) -> tuple[list[NamedCells], list[Problem]]:
    """Return what the defined names of a workbook part mark, and those that mark nothing."""
    found: list[NamedCells] = []
    problems: list[Problem] = []
    if _PREFIX.encode() not in workbook.lower():
        return found, problems
    for item in parsed(workbook).iter():
        name = str(item.get("name") or "")
        if not str(item.tag).endswith("}definedName") or not name.lower().startswith(_PREFIX):
            continue
        text = (item.text or "").strip()
        parts = list(REFERENCE.finditer(text))
        path = name[len(_PREFIX) :]
        is_union = parts and text == ",".join(part.group() for part in parts)
        areas = [area(part.group(3)) for part in parts]
        if not is_union or not _is_path(path) or any(cells.bottom - cells.top >= _MOST_ROWS for cells in areas):
            problems.append(Problem(NAME_UNUSABLE, value=name, params={"refers": text[:80]}))
            continue
        for part, cells in zip(parts, areas, strict=True):
            sheet = (part.group(1) or "").replace("''", "'") or part.group(2)
            found.append(NamedCells(name, sheet, cells, path))
    return found, problems


def _is_path(path: str) -> bool:
    try:
        parse_marker(f"{{{{ {_marker(path, is_list=False)} }}}}")
    except ValueError:
        return False
    return True


def _marker(path: str, *, is_list: bool) -> str:
    """Return the path of a marker: ``photos.0`` -> ``photos[0]``; a list: ``team.name`` -> ``team[].name``."""
    plain = re.sub(r"\.(\d{1,4})(?=\.|$)", r"[\1]", path)
    if not is_list:
        return plain
    head, dot, key = plain.rpartition(".")
    return f"{head}[].{key}" if dot else f"{plain}[]"


def with_named(sheet: RawSheet, name: str, named: Iterable[NamedCells]) -> tuple[RawSheet, list[Problem]]:
    """Return a sheet in whose named cells the markers stand as texts.

    Args:
        sheet: The sheet.
        name: What its tab says.
        named: The names of the workbook.
    """
    mine = [one for one in named if one.sheet == name]
    if not mine:
        return sheet, []
    merged = {
        (row, column): cells
        for cells in sheet.merges()
        if cells.bottom - cells.top < _MOST_ROWS
        for row in range(cells.top, cells.bottom + 1)
        for column in (cells.left,)
    }
    markers: dict[tuple[int, int], tuple[str, NamedCells]] = {}
    for one in mine:
        rows = [
            row
            for row in range(one.cells.top, one.cells.bottom + 1)
            if (over := merged.get((row, one.cells.left))) is None or over.top == row
        ]
        for row in rows:
            text = f"{{{{ {_marker(one.path, is_list=len(rows) > 1)} }}}}"
            markers[row, one.cells.left] = text, one
    problems: list[Problem] = []
    by_number = {row.number: row for row in sheet.rows}
    for number in sorted({place[0] for place in markers}):
        wanted = {column: found for (row, column), found in markers.items() if row == number}
        before = by_number.get(number, RawRow(number, b"", ()))
        by_number[number] = _with_markers(before, wanted, sheet, name, problems)
    return replace(sheet, rows=tuple(by_number[number] for number in sorted(by_number))), problems


def _with_markers(
    row: RawRow,
    wanted: Mapping[int, tuple[str, NamedCells]],
    sheet: RawSheet,
    name: str,
    problems: list[Problem],
) -> RawRow:
    cells = {cell.column: cell for cell in row.cells}
    for column, (text, one) in wanted.items():
        cell = cells.get(column)
        if cell is not None and b"<f" in cell.inner:
            # What a formula works out is not ours to write over.
            problems.append(Problem(NAME_UNUSABLE, name, cell.ref, row.number, value=one.name, params={"refers": "="}))
            continue
        attributes = re.sub(rb"\st=\"[^\"]*\"", b"", cell.attributes) if cell else _style(row, column, sheet)
        inner = f"<is><t>{text}</t></is>".encode()
        cells[column] = RawCell(row.number, column, attributes + b' t="inlineStr"', inner)
    return RawRow(row.number, row.attributes, tuple(cells[column] for column in sorted(cells)))


def _style(row: RawRow, column: int, sheet: RawSheet) -> bytes:
    """Return the format that a cell has before there is one: that of its row, else of its column."""
    style = attribute_in(row.attributes, b"s") if b"customFormat" in row.attributes else None
    for found in _COLUMN.findall(sheet.head) if style is None else ():
        first, last, of_column = (attribute_in(b" " + found, key) for key in (b"min", b"max", b"style"))
        if first and last and of_column and int(first) <= column <= int(last):
            style = of_column
    return b' s="%s"' % style if style else b""
