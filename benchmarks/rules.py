"""The rules, names and widths that `kesu flag` puts on the register of the benchmark: for us and for rivals."""

from __future__ import annotations

from benchmarks.register import FIELDS
from kesu_xl.change import AddName, Change, SetRules, SetWidths
from kesu_xl.clock import load_policy
from kesu_xl.flags import Place, flag_changes
from kesu_xl.grid import read_book

__all__ = ["all_changes", "rule_changes"]


def all_changes(path: str, rows: int) -> list[Change]:
    """Return all that flagging changes in a register with so many complaints."""
    columns = {name: place for place, name in enumerate(FIELDS, start=1)}
    place = Place(read_book(path).sheet_names[0], 1, 2, rows + 1, columns, len(columns), 14)
    return flag_changes(place, load_policy("default"), "zh-Hans", None)


def rule_changes(path: str, rows: int) -> list[SetRules | AddName | SetWidths]:
    """Return those among them that need no hidden sheet."""
    return [
        change
        for change in all_changes(path, rows)
        if isinstance(change, SetRules | SetWidths) or (isinstance(change, AddName) and change.slot is None)
    ]
