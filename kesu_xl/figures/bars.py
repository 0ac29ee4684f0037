"""What the charts read where it is not what the table shows: the few bars that fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kesu_xl.figures.result import Tally

__all__ = ["MOST_BARS", "bar_label", "chart_rates", "rated_groups", "split_labels"]

#: So many bars, or pairs of bars, can be told apart on a page, each with its name.
MOST_BARS: Final = 12
#: Pixels of a digit on a bar, and what is free beside the number.
_DIGIT, _FREE = 7, 6
_Row = dict[str, Any]


def bar_label(name: str, count: int) -> str:
    """Return what stands under a bar: the name, and the count on the next line."""
    # The count stands under the name: a number on the bar would collide with the line.
    return f"{name}\n{count}"


def rated_groups(tallies: Sequence[Tally]) -> list[int]:
    """Return the places of the groups that have a name and a rate."""
    return [
        at for at, one in enumerate(tallies) if one.name is not None and any(one.decided[clock] for clock in (0, 2))
    ]


def chart_rates(tallies: Sequence[Tally], rows: Sequence[_Row]) -> list[_Row]:
    """Return the bars of the first groups that have any: their names and rates of closing and first response.

    Args:
        tallies: The groups.
        rows: Their rows in the table.
    """
    bars = [rows[at] for at in rated_groups(tallies)[:MOST_BARS]]
    return [
        {
            "name": row["name"],
            **{key: row[key] for key in ("closing", "response", "target")},
        }
        for row in bars
    ]


def split_labels(rows: Sequence[_Row], fields: Sequence[str], pixels: int) -> list[_Row]:
    """Return rows of stacked bars with each value in one of two columns: ``x_wide`` has a number on its bar.

    A number that is wider than its bar would stand on the next one; ``x_slim`` holds those without.

    Args:
        rows: The rows.
        fields: Their stacked values.
        pixels: Length of the longest bar.
    """
    most = max((sum(row[field] for field in fields) for row in rows), default=0)
    split = []
    for row in rows:
        parts: _Row = {}
        for field in fields:
            value = row[field]
            is_wide = bool(value) and value / most * pixels >= _DIGIT * len(str(value)) + _FREE
            parts |= {f"{field}_wide": value if is_wide else None, f"{field}_slim": None if is_wide else value}
        split.append({**row, **parts})
    return split
