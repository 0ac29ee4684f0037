"""Complaints of the span by further columns: channel, type, severity, liability, product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kesu_xl.figures.group import Groups, ranked
from kesu_xl.figures.result import Category
from kesu_xl.figures.scope import Scope

__all__ = ["DIMENSIONS", "Share", "shares"]

#: The columns, in the order in which they are shown.
DIMENSIONS: Final = ("complaint_type", "channel", "severity", "liability", "product")


@dataclass(frozen=True, slots=True)
class Share:
    """The complaints of the span by one column.

    Attributes:
        column: Its name.
        bars: Its values by size; what is not filled comes last.
    """

    column: str
    bars: tuple[Category, ...]


def shares(scope: Scope) -> tuple[Share, ...]:
    """Return the complaints of the span by each of the columns."""
    found = []
    for name in DIMENSIONS:
        groups = Groups(scope.cases.column(name))
        for tally, count in groups.counted(scope.in_span):
            tally.count = count
        found.append(Share(name, ranked(groups)))
    return tuple(found)
