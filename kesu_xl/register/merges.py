"""Cells that are merged downwards over several complaints: their value is that of every row they cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kesu_xl.grid import Grid, Value, address
from kesu_xl.problem import Problem
from kesu_xl.register import rules
from kesu_xl.register.heads import Heads

__all__ = ["filled_down"]


def filled_down(grid: Grid, heads: Heads, indexes: Sequence[int]) -> tuple[Grid, list[Problem]]:
    """Return the grid with the values of merged cells in every complaint of the merge, and the info that says so.

    Only rows that are complaints by what else they say are filled; the grid that was given stays as it is.

    Args:
        grid: The sheet.
        heads: Its header: cells of its columns count, and only those below it.
        indexes: Positions of the complaints in ``grid.rows``.
    """
    columns = {heading.column for heading in heads.fields.values()}
    merges = sorted(
        area for area in grid.merged if area[0] > heads.last_row_of_head and area[2] > area[0] and area[1] in columns
    )
    if not merges:
        return grid, []
    complaints, rows = set(indexes), list(grid.rows)
    filled: dict[tuple[int, int], Value] = {}
    for first_row, column, last_row, _ in merges:
        value, place = grid.value(first_row, column), column - grid.left
        if value == "":
            continue
        for row in range(first_row + 1, min(last_row, grid.bottom) + 1):
            index = row - grid.top
            if index not in complaints or rows[index][place] != "":
                continue
            rows[index] = list(rows[index])
            rows[index][place] = value
            filled[row, column] = value
    if not filled:
        return grid, []
    row, column = min(filled)
    info = Problem(
        rules.MERGED_DOWN, grid.name, address(row, column), row, value=_as_seen(filled[row, column]), count=len(filled)
    )
    return replace(grid, rows=rows), [info]


def _as_seen(value: Value) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
