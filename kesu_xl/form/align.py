"""Where the rows and columns of a template are in a sheet that has no map: by the labels that both show.

Rows and columns are put in and taken out as a whole, so each is placed for itself: by the labels in it, else by the
nearest row or column that has some.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from kesu_xl.form.filled import FilledSheet

__all__ = ["Alignment", "align", "best_sheet"]

#: At least this part of the template's labels stands on a sheet that is a form of it.
_ENOUGH: Final = 0.4
_Labels = Mapping[str, Collection[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Places of the rows and columns that have labels: number in the template -> number in the form."""

    rows: Mapping[int, int]
    columns: Mapping[int, int]

    def place(self, row: int, column: int, *, is_slot: bool) -> tuple[int, int, bool] | None:
        """Return row and column of a cell in the form, and whether the labels agree on it; None where it is gone.

        Args:
            row: Its row in the template.
            column: Its column.
            is_slot: It shows an item of a list: that rows were put in below it does not make its row unsure.
        """
        down, across = _place(self.rows, row), _place(self.columns, column)
        if down is None or across is None:
            return None
        return down[0], across[0], (down[1] or (is_slot and down[2])) and across[1]


def _place(known: Mapping[int, int], number: int) -> tuple[int, bool, bool] | None:
    """Return the place of a row or column, whether the labels on both sides agree on it, whether one before it does."""
    if number in known:
        return known[number], True, True
    numbers = list(known)
    at = bisect_left(numbers, number)
    if at == 0:
        first = numbers[0] if numbers else number
        moved = known.get(first, first) - (first - number)
        return (moved, False, False) if moved > 0 else None
    before = numbers[at - 1]
    moved = known[before] + number - before
    if at == len(numbers):
        # behind the last labels nothing says where the form ends: what is written there stood under them
        return moved, True, True
    after = known[numbers[at]]
    return (moved, after - known[before] == numbers[at] - before, True) if moved < after else None


def align(labels: _Labels, sheet: FilledSheet) -> Alignment:
    """Place the rows and columns of a template.

    Args:
        labels: The template's labels, folded, with their places.
        sheet: The sheet of the form.
    """
    rows: dict[int, Counter[int]] = {}
    columns: dict[int, Counter[int]] = {}
    for text, places in labels.items():
        found = sheet.labels.get(text, ())
        # a label that stands there more or less often than in the template says nothing about which is which
        if len(found) == len(places):
            for (row, column), (to_row, to_column) in zip(sorted(places), found, strict=True):
                rows.setdefault(row, Counter())[to_row] += 1
                columns.setdefault(column, Counter())[to_column] += 1
    return Alignment(_rising(rows), _rising(columns))


def _rising(found: Mapping[int, Counter[int]]) -> dict[int, int]:
    """Return the longest choice of places in which the order of the template is kept."""
    pairs = [(number, max(votes, key=lambda place: (votes[place], -place))) for number, votes in sorted(found.items())]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [index]
    kept = []
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.append(pairs[index])
        index = before[index]
    return dict(reversed(kept))


def best_sheet(labels: _Labels, sheets: Collection[FilledSheet]) -> FilledSheet | None:
    """Return the sheet that shows most of the template's labels; None where none shows enough of them."""
    if not labels:
        return None
    shown = {sheet.name: sum(text in sheet.labels for text in labels) for sheet in sheets}
    best = max(sheets, key=lambda sheet: shown[sheet.name], default=None)
    return best if best is not None and shown[best.name] >= max(1, _ENOUGH * len(labels)) else None
