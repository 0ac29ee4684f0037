"""What the clocks say, counted: rates by day and by group, the list of breaches, what presses most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import compress
from typing import Final

from kesu_xl.clock import STATES, State, Track
from kesu_xl.figures.group import Groups
from kesu_xl.figures.result import RATED_CLOCKS, Breach, Missed, Rate
from kesu_xl.figures.scope import Scope, Window

__all__ = ["MOST_LISTED", "Outcomes", "Pressing"]

#: Rows of the longest lists: who looks further filters the register. The heads say how many there are in all.
MOST_LISTED: Final = 500
_HOUR: Final = timedelta(hours=1)
_MET, _LATE, _BREACHED, _UNKNOWN = (
    STATES.index(state) for state in (State.MET, State.MET_LATE, State.BREACHED, State.UNKNOWN)
)
_DECIDED: Final = frozenset((_MET, _LATE, _BREACHED))
#: How pressing a clock of an open complaint is; the other states press nobody.
_PRESSING: Final = {
    STATES.index(state): rank
    for rank, state in enumerate((State.BREACHED, State.AT_RISK, State.RUNNING, State.PAUSED, State.UNKNOWN))
}
_IDLE: Final = len(_PRESSING)


@dataclass(frozen=True, slots=True)
class Pressing:
    """The most pressing clock of an open complaint.

    Attributes:
        rank: 0 breached, 1 at risk, 2 running, 3 paused, 4 unknown, 5 nothing runs.
        left: Time left; None where nobody knows.
        clock: Its name.
        state: Its state.
        due: When it falls due, naive; None where nobody knows.
        breached: How many of the complaint's clocks are breached.
    """

    rank: int
    left: timedelta | None
    clock: str
    state: str
    due: datetime | None
    breached: int = 0

    @property
    def left_h(self) -> float | None:
        """Hours left of a clock that runs or is paused."""
        return (
            self.left / _HOUR if self.left is not None and self.rank <= _PRESSING[STATES.index(State.PAUSED)] else None
        )

    @property
    def key(self) -> tuple[int, timedelta]:
        """Sorts the most pressing first."""
        return self.rank, timedelta.max if self.left is None else self.left


class Outcomes:
    """The verdicts that count.

    Args:
        scope: What counts.
        groups: Their tallies get the rates of the span.

    Attributes:
        daily: Clock -> day of the due time -> clocks met, and clocks decided (met, late, breached).
        missed: Clock -> how many stand on the list of breaches.
        breaches: The worst of that list.
        pressing: Position of an open complaint -> its most pressing clock.
        unknown: Clocks that cannot run for want of a time, of complaints of the span.
        limits: Clock -> its limits in seconds.
    """

    def __init__(self, scope: Scope, groups: Sequence[Groups]) -> None:
        self._scope = scope
        self.daily: dict[str, dict[int, list[int]]] = {}
        self.missed: dict[str, Missed] = {}
        self.pressing: dict[int, Pressing] = {}
        self.unknown = 0
        self.limits = {name: track.limits for name, track in scope.cases.tracks.items()}
        worst: dict[int, list[tuple[timedelta, int, Track, int]]] = {_BREACHED: [], _LATE: []}
        for track in scope.cases.tracks.values():
            counts = scope.justified if track.clock == "closed_or_escalated" else scope.counted
            kept = list(compress(range(len(track.positions)), map(counts.__getitem__, track.positions)))
            self._press(track, kept)
            self.unknown += sum(scope.in_span[track.positions[at]] for at in kept if track.states[at] == _UNKNOWN)
            decided = [at for at in kept if track.states[at] in _DECIDED and track.due[at] is not None]
            self._rate(track, decided, groups)
            self._list(track, decided, worst)
        self.breaches = tuple(self._breaches(worst))

    def rate(self, clock: str, window: Window | None) -> Rate:
        """Return the on-time rate of a clock over the days of a window."""
        days = self.daily.get(clock, {})
        chosen = days.values() if window is None else [n for day, n in days.items() if window[0] <= day <= window[1]]
        return Rate(sum(met for met, _ in chosen), sum(decided for _, decided in chosen))

    def _press(self, track: Track, kept: Iterable[int]) -> None:
        is_open, positions, states = self._scope.open, track.positions, track.states
        for at in kept:
            position = positions[at]
            if not is_open[position]:
                continue
            rank = _PRESSING.get(states[at], _IDLE)
            left, known = track.left[at], self.pressing.get(position)
            breached = (known.breached if known else 0) + (states[at] == _BREACHED)
            if known is None or (rank, timedelta.max if left is None else left) < known.key:
                known = Pressing(rank, left, track.clock, STATES[states[at]].value, track.due[at])
            if known.breached != breached:
                known = Pressing(known.rank, known.left, known.clock, known.state, known.due, breached)
            self.pressing[position] = known

    def _rate(self, track: Track, decided: Sequence[int], groups: Sequence[Groups]) -> None:
        days = [due.toordinal() for at in decided if (due := track.due[at]) is not None]
        states = [track.states[at] for at in decided]
        daily = self.daily.setdefault(track.clock, {})
        for (day, state), count in Counter(zip(days, states, strict=True)).items():
            one = daily.setdefault(day, [0, 0])
            one[0] += count if state == _MET else 0
            one[1] += count
        if track.clock not in RATED_CLOCKS:
            return
        rated = RATED_CLOCKS.index(track.clock)
        positions = [track.positions[at] for at in decided]
        if (window := self._scope.window) is not None:
            inside = [window[0] <= day <= window[1] for day in days]
            positions, states = list(compress(positions, inside)), list(compress(states, inside))
        for group in groups:
            for (at, state), count in Counter(zip(map(group.ids.__getitem__, positions), states, strict=True)).items():
                tally = group.tallies[at]
                tally.decided[rated] += count
                tally.on_time[rated] += count if state == _MET else 0

    def _list(
        self, track: Track, decided: Sequence[int], worst: dict[int, list[tuple[timedelta, int, Track, int]]]
    ) -> None:
        """Count what is not on time, and keep what may stand on the list."""
        window, is_open = self._scope.window, self._scope.open
        late = [at for at in decided if track.states[at] != _MET]
        if window is not None:
            late = [
                at for at in late
                if ((due := track.due[at]) is not None and window[0] <= due.toordinal() <= window[1])
                or (track.states[at] == _BREACHED and is_open[track.positions[at]])
            ]  # fmt: skip
        if not late:
            return
        missed = self.missed[track.clock] = Missed(track.clock)
        for state, found in worst.items():
            chosen = [at for at in late if track.states[at] == state]
            if state == _BREACHED:
                missed.breached = len(chosen)
            else:
                missed.late = len(chosen)
            lefts = ((track.left[at] or timedelta(), track.positions[at], at) for at in chosen)
            found += [(left, position, track, at) for left, position, at in nsmallest(MOST_LISTED, lefts)]

    def _breaches(self, worst: dict[int, list[tuple[timedelta, int, Track, int]]]) -> Iterable[Breach]:
        cases, left_over = self._scope.cases, MOST_LISTED
        number = cases.column("case_no")
        for state in (_BREACHED, _LATE):
            found = sorted(worst[state], key=lambda one: (one[0], str(number[one[1]]), one[2].clock, one[3]))
            for left, position, track, at in found[:left_over]:
                yield Breach(
                    case_no=number[position],
                    customer=cases.column("customer")[position],
                    defect=cases.column("defect")[position],
                    department=cases.column("owner_dept")[position],
                    owner=cases.column("owner")[position],
                    clock=track.clock,
                    n=track.numbers[at],
                    due=track.due[at],
                    stop=None if state == _BREACHED else track.stop[at],
                    over_h=-left / _HOUR,
                    state=STATES[state].value,
                    reason=cases.column("late_reason")[position],
                    is_open=bool(self._scope.open[position]),
                )
            left_over -= min(left_over, len(found))
