"""What the clocks say, counted: rates by day and by group, the list of breaches, what presses most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from heapq import nsmallest
from itertools import compress
from typing import Final

from kesu_xl.clock import STATES, State, Track
from kesu_xl.figures.group import Groups
from kesu_xl.figures.result import RATED_CLOCKS, Breach, Missed, Rate
from kesu_xl.figures.scope import Scope, Window

__all__ = ["MOST_LISTED", "Outcomes", "Pressing"]

#: Rows of the longest lists, some eight pages: who looks further filters the register. The heads give the count.
MOST_LISTED: Final = 250
_HOUR: Final = timedelta(hours=1)
_NEVER: Final = timedelta.max
_MET, _LATE, _BREACHED, _UNKNOWN = (
    STATES.index(state) for state in (State.MET, State.MET_LATE, State.BREACHED, State.UNKNOWN)
)
_STATES: Final = len(STATES)
_DECIDED: Final = frozenset((_MET, _LATE, _BREACHED))
#: How pressing a clock of an open complaint is; the other states press nobody.
_PRESSING: Final = {
    STATES.index(state): rank
    for rank, state in enumerate((State.BREACHED, State.AT_RISK, State.RUNNING, State.PAUSED, State.UNKNOWN))
}
_IDLE: Final = len(_PRESSING)


@dataclass(slots=True)
class Pressing:
    """The most pressing clock of an open complaint.

    Attributes:
        rank: 0 breached, 1 at risk, 2 running, 3 paused, 4 unknown, 5 nothing runs.
        left: Time left; None where nobody knows.
        clock: Its name.
        state: Its state.
    """

    rank: int
    left: timedelta | None
    clock: str
    state: str

    @property
    def left_h(self) -> float | None:
        """Hours left of a clock that runs or is paused."""
        return (
            self.left / _HOUR if self.left is not None and self.rank <= _PRESSING[STATES.index(State.PAUSED)] else None
        )

    @property
    def key(self) -> tuple[int, timedelta]:
        """Sorts the most pressing first."""
        return self.rank, _NEVER if self.left is None else self.left


class Outcomes:
    """The verdicts that count.

    Args:
        scope: What counts.
        groups: Their tallies get the rates of the span.

    Attributes:
        daily: Clock -> day of the due time -> clocks met, and clocks decided (met, late, breached).
        missed: Clock -> how many stand on the list of breaches.
        pressing: Position of an open complaint -> its most pressing clock.
        unknown: Clocks that cannot run for want of a time, of complaints of the span.
        limits: Clock -> its limits in seconds.
    """

    def __init__(self, scope: Scope, groups: Sequence[Groups]) -> None:
        self._scope = scope
        self._shared: tuple[list[tuple[int, ...]], list[int]] | None = None
        self.daily: dict[str, dict[int, list[int]]] = {}
        self.missed: dict[str, Missed] = {}
        #: Position -> key of the order, time left, clock, index of the state.
        self._most_pressing: dict[int, tuple[tuple[int, timedelta], timedelta | None, str, int]] = {}
        self.unknown = 0
        self.limits = {name: track.limits for name, track in scope.cases.tracks.items()}
        self._listed: list[tuple[Track, list[int]]] = []
        for track in scope.cases.tracks.values():
            counts = scope.justified if track.clock == "closed_or_escalated" else scope.counted
            states = track.states
            kept: Sequence[int] = range(len(states))
            if not all(counts):
                kept = list(compress(kept, map(counts.__getitem__, track.positions)))
            self._press(track, kept)
            if _UNKNOWN in states:
                self.unknown += sum(scope.in_span[track.positions[at]] for at in kept if states[at] == _UNKNOWN)
            decided = [at for at in kept if states[at] in _DECIDED]
            self._rate(track, decided, groups)
            self._listed.append((track, self._late(track, decided)))
        self.pressing: dict[int, Pressing] = {
            at: Pressing(key[0], left, clock, STATES[state].value)
            for at, (key, left, clock, state) in self._most_pressing.items()
        }

    def rate(self, clock: str, window: Window | None) -> Rate:
        """Return the on-time rate of a clock over the days of a window."""
        days = self.daily.get(clock, {})
        chosen = days.values() if window is None else [n for day, n in days.items() if window[0] <= day <= window[1]]
        return Rate(sum(met for met, _ in chosen), sum(decided for _, decided in chosen))

    def _press(self, track: Track, kept: Iterable[int]) -> None:
        is_open, positions, states, lefts = self._scope.open, track.positions, track.states, track.left
        pressing, clock = self._most_pressing, track.clock
        for at in compress(kept, map(is_open.__getitem__, map(positions.__getitem__, kept))):
            position, state, left = positions[at], states[at], lefts[at]
            rank = _PRESSING.get(state, _IDLE)
            key = rank, _NEVER if left is None else left
            known = pressing.get(position)
            if known is None or key < known[0]:
                pressing[position] = key, left, clock, state

    def _rate(self, track: Track, decided: Sequence[int], groups: Sequence[Groups]) -> None:
        # a pause that nobody ended leaves a clock without a due time: what was done all the same counts on its own day
        ends = [track.due[at] or track.stop[at] for at in decided]
        days = [end.toordinal() for end in ends if end is not None]
        states = list(map(track.states.__getitem__, decided))
        daily = self.daily.setdefault(track.clock, {})
        both = [day * _STATES + state for day, state in zip(days, states, strict=True)]
        for number, count in Counter(both).items():
            day, state = divmod(number, _STATES)
            one = daily.setdefault(day, [0, 0])
            one[0] += count if state == _MET else 0
            one[1] += count
        if track.clock not in RATED_CLOCKS:
            return
        rated = RATED_CLOCKS.index(track.clock)
        positions = list(map(track.positions.__getitem__, decided))
        if (window := self._scope.window) is not None:
            inside = [window[0] <= day <= window[1] for day in days]
            positions, states = list(compress(positions, inside)), list(compress(states, inside))
        # One look at all groups together: most complaints share customer, department and owner with others.
        joint, ids = self._joint(groups)
        both = [ids[at] * _STATES + state for at, state in zip(positions, states, strict=True)]
        for number, count in Counter(both).items():
            place, state = divmod(number, _STATES)
            for group, at in zip(groups, joint[place], strict=True):
                tally = group.tallies[at]
                tally.decided[rated] += count
                tally.on_time[rated] += count if state == _MET else 0

    def _joint(self, groups: Sequence[Groups]) -> tuple[list[tuple[int, ...]], list[int]]:
        """Return the groups that complaints share, and which of these each complaint is in."""
        if self._shared is None:
            shared = list(zip(*(group.ids for group in groups), strict=True)) or [()] * self._scope.cases.count
            joint = list(dict.fromkeys(shared))
            places = {one: place for place, one in enumerate(joint)}
            self._shared = joint, list(map(places.__getitem__, shared))
        return self._shared

    def _late(self, track: Track, decided: Sequence[int]) -> list[int]:
        """Count what stands on the list of breaches, and return it."""
        window, is_open, states, positions = self._scope.window, self._scope.open, track.states, track.positions
        late = [at for at in decided if states[at] != _MET]
        if window is not None:
            late = [
                at for at in late
                if ((due := track.due[at]) is not None and window[0] <= due.toordinal() <= window[1])
                or (states[at] == _BREACHED and is_open[positions[at]])
            ]  # fmt: skip
        if late:
            breached = sum(states[at] == _BREACHED for at in late)
            self.missed[track.clock] = Missed(track.clock, breached, len(late) - breached)
        return late

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        """The worst of the list of breaches: breached before late, most over first, as far as the list goes."""
        return tuple(self._breaches(self._listed))

    def _breaches(self, late: Sequence[tuple[Track, list[int]]]) -> Iterable[Breach]:
        left_over = MOST_LISTED
        number = self._scope.cases.column("case_no")
        for state in (_BREACHED, _LATE):
            worst: list[tuple[timedelta, int, int, int]] = []
            for which, (track, found) in enumerate(late):
                chosen = [at for at in found if track.states[at] == state] if left_over else []
                lefts = [(track.left[at] or timedelta(), track.positions[at], which, at) for at in chosen]
                worst += nsmallest(left_over, lefts)
            worst.sort(key=lambda one: (one[0], str(number[one[1]]), late[one[2]][0].clock, one[3]))
            for left, position, which, at in worst[:left_over]:
                yield self._breach(late[which][0], at, position, left)
            left_over -= min(left_over, len(worst))

    def _breach(self, track: Track, at: int, position: int, left: timedelta) -> Breach:
        column = self._scope.cases.column
        is_breached = track.states[at] == _BREACHED
        return Breach(
            case_no=column("case_no")[position],
            customer=column("customer")[position],
            defect=column("defect")[position],
            department=column("owner_dept")[position],
            owner=column("owner")[position],
            clock=track.clock,
            n=track.numbers[at],
            due=track.due[at],
            stop=None if is_breached else track.stop[at],
            over_h=-left / _HOUR,
            state=STATES[track.states[at]].value,
            reason=column("late_reason")[position],
            is_open=bool(self._scope.open[position]),
        )
