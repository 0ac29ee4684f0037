"""What a clock can say, and which of several states a row shows."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

__all__ = ["SEVERITY", "State", "worst"]


class State(StrEnum):
    """The verdict of one clock; the values stand in the JSON and on the hidden sheet of a flagged register."""

    MET = "met"
    MET_LATE = "met_late"
    RUNNING = "running"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    PAUSED = "paused"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


#: From the one that needs somebody most to the one that needs nobody.
SEVERITY: Final = (
    State.BREACHED,
    State.AT_RISK,
    State.PAUSED,
    State.UNKNOWN,
    State.RUNNING,
    State.MET_LATE,
    State.MET,
    State.NOT_APPLICABLE,
)
_RANK: Final = {state: rank for rank, state in enumerate(SEVERITY)}


def worst(states: Iterable[State]) -> State:
    """Return the state that a row shows for all its clocks; `State.NOT_APPLICABLE` where there is none."""
    return min(states, key=_RANK.__getitem__, default=State.NOT_APPLICABLE)
