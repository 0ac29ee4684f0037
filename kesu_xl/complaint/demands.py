"""What each status demands: the columns that must be filled once a complaint says that it has come this far."""

from __future__ import annotations

from functools import cache
from typing import Final

from kesu_xl.complaint.lists import (
    ACCEPTED,
    CANCELLED,
    CAUSE_FOUND,
    CLOSED,
    CONTAINED,
    CUSTOMERS,
    IMPLEMENTED,
    NEW,
    NOT_JUSTIFIED,
    SUPPLIERS,
)
from kesu_xl.complaint.model import COLUMNS

__all__ = ["STEPS", "demanded", "is_open", "others_liability", "step_of"]

#: The letters of the requirements, in the order in which a complaint passes them.
STEPS: Final = "NACRIX"

_STEP: Final[dict[str, str]] = {
    NEW: "N",
    ACCEPTED: "A",
    CONTAINED: "C",
    CAUSE_FOUND: "R",
    IMPLEMENTED: "I",
    CLOSED: "X",
    # A refused complaint was at least looked at; a cancelled one was at least written down.
    NOT_JUSTIFIED: "A",
    CANCELLED: "N",
}

#: A complaint that is refused needs somebody who decided it.
_ALSO: Final[dict[str, tuple[str, ...]]] = {NOT_JUSTIFIED: ("approved_by", "approved_at")}


def step_of(status: str | None) -> str:
    """Return the letter that a status has reached; an unknown or empty status counts as 新建."""
    return _STEP.get(status or NEW, "N")


def is_open(status: str | None) -> bool:
    """Say whether a complaint with this status is still being worked on."""
    return status not in (CLOSED, NOT_JUSTIFIED, CANCELLED)


def others_liability(liability: str | None) -> bool:
    """Say whether it was decided that the fault is not ours: then no escape cause or action is demanded."""
    return liability in (CUSTOMERS, SUPPLIERS)


@cache
def demanded(status: str | None) -> tuple[str, ...]:
    """Return the names of the columns that a complaint in this status must have filled, in register order.

    Columns that are demanded under our own liability only are included; see `others_liability`.
    """
    reached = STEPS[: STEPS.index(step_of(status)) + 1]
    own = tuple(name for name, column in COLUMNS.items() if column.required_from and column.required_from in reached)
    return own + _ALSO.get(status or NEW, ())
