"""What a complaint says to its clocks, in seconds: what begins them, what stops them, what nobody can read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from kesu_xl.clock.history import History
from kesu_xl.clock.moment import DAY_S, WallClock, is_bare
from kesu_xl.clock.policy import Limit
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CANCELLED, NOT_JUSTIFIED

__all__ = ["Seen", "Stop", "end_of", "start_of", "stops", "unread", "was_over", "ways"]

DECIDED: Final = (NOT_JUSTIFIED, CANCELLED)


class Seen:
    """What a complaint says, in seconds."""

    __slots__ = ("at", "bare", "complaint", "history", "later", "unreadable")

    def __init__(self, complaint: Complaint, unreadable: Collection[str], history: History) -> None:
        self.complaint = complaint
        self.unreadable = unreadable
        self.history = history
        self.at: dict[str, int] = {}
        self.later: dict[str, int] = {}
        self.bare: set[str] = set()

    def has(self, name: str) -> bool:
        """Say whether a column holds something that has happened, or that nobody can read."""
        return name in self.at or name in self.unreadable


#: A stop: what it is, its time, whether it is a day without a time.
Stop = tuple[str, int, bool]


def start_of(limit: Limit, seen: Seen) -> str | None:
    """Return the column that begins a clock, or None."""
    if limit.restart and not limit.repeats and seen.has(limit.restart):
        return limit.restart
    for name in limit.start:
        is_there = seen.has(name) or (name in seen.later and not limit.only_once_started)
        if is_there and together(seen.complaint, limit, name):
            return name
    return None


def stops(limit: Limit, seen: Seen, wall: WallClock, now: int) -> list[Stop]:
    """Return what may have stopped a clock by now."""
    found: list[Stop] = []
    if limit.step and (done := seen.history.steps.get(limit.step)):
        found = [one for one in (("steps", wall.seconds(moment), is_bare(moment)) for moment in done) if one[1] <= now]
    if not found:
        found = [
            (name, seen.at[name], name in seen.bare)
            for name in limit.stop
            if name in seen.at and together(seen.complaint, limit, name)
        ]
    if limit.contact and seen.history.contacts:
        told = (("contacts", wall.seconds(moment), is_bare(moment)) for moment in seen.history.contacts)
        found += [one for one in told if one[1] <= now]
    if limit.ended_by and seen.complaint.status in DECIDED:
        name = next((name for name in limit.ended_by if seen.has(name)), "")
        if name in seen.at:
            found.append((name, seen.at[name], name in seen.bare))
    return found


def unread(limit: Limit, seen: Seen) -> list[str]:
    """Return what could have stopped a clock and cannot be read."""
    found: list[str] = []
    if seen.unreadable:
        found = [n for n in limit.stop if n in seen.unreadable and together(seen.complaint, limit, n)]
        if limit.ended_by and seen.complaint.status in DECIDED:
            found += [name for name in limit.ended_by if seen.has(name)][:1]
            found = [name for name in found if name in seen.unreadable]
    if seen.history.unreadable:
        if limit.contact and "contacts" in seen.history.unreadable:
            found.append("contacts")
        if limit.step and limit.step in seen.history.unreadable:
            found.append("steps")
    return found


def was_over(limit: Limit, begun: str, seen: Seen) -> bool:
    """Say whether the case was closed, and not reopened, before this clock could begin."""
    assert limit.not_after is not None
    if (
        (limit.unless is not None and seen.has(limit.unless))
        or begun not in seen.at
        or begun in seen.bare
        or limit.not_after not in seen.at
    ):
        return False
    return end_of((limit.not_after, seen.at[limit.not_after], limit.not_after in seen.bare)) < seen.at[begun]


def end_of(stop: Stop) -> int:
    """Return the last second that a stop can mean: the end of the day for a bare date."""
    return stop[1] + DAY_S - 1 if stop[2] else stop[1]


def together(complaint: Complaint, limit: Limit, name: str) -> bool:
    return not limit.together or all(getattr(complaint, other) for time, other in limit.together if time == name)


def ways(limit: Limit, seen: Seen) -> list[str]:
    """Return what to fill so that a clock stops; where a time lacks what has to stand beside it, that."""
    found = []
    for name in limit.stop:
        beside = (other for time, other in limit.together if time == name and name in seen.at)
        found.append(next(beside, name))
    if limit.contact:
        found.append("contacts")
    # a step's row comes first
    return ["steps", *found] if limit.step else found
