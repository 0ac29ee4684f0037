"""The verdicts of one clock on many complaints, by column: what figures count.

Most complaints are plain: their times are there, in order, in one offset from UTC, and nothing pauses, moves or ends
their clocks. What `kesu_xl.clock.judge` says of such a row is a subtraction, done here for whole columns at once; every
other row goes to the judge itself. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import compress
from operator import add, sub
from typing import Any, Final
from zoneinfo import ZoneInfo

from kesu_xl.clock.history import NOTHING, History
from kesu_xl.clock.judge import Judge
from kesu_xl.clock.moment import WallClock
from kesu_xl.clock.policy import Limit, Policy
from kesu_xl.clock.ready import lacking_of
from kesu_xl.clock.seen import DECIDED
from kesu_xl.clock.state import State
from kesu_xl.clock.verdict import Verdict
from kesu_xl.complaint import Complaint

__all__ = ["STATES", "Track", "tracks", "tracks_of"]

#: The states by their number in `Track.states`: counting numbers is many times as fast as counting words.
STATES: Final = tuple(State)
_MET, _LATE, _RUNNING, _AT_RISK, _BREACHED, _, _UNKNOWN, _ = range(len(STATES))
_ZERO: Final = timedelta()


@dataclass(slots=True)
class Track:
    """The verdicts of one clock, one place in each list for each of them.

    Attributes:
        clock: Name of the clock.
        positions: Which complaint it is about, counted from 0.
        states: Index into `STATES`.
        due: When it falls due, naive, in the register's zone; None where nobody knows. So is `stop`.
        left: Limit minus counted time; below zero it is over. None where nobody knows.
        numbers: Which of several verdicts of this clock on the complaint.
        limits: The limits in seconds that were in force.
    """

    clock: str
    positions: list[int] = field(default_factory=list)
    states: list[int] = field(default_factory=list)
    due: list[datetime | None] = field(default_factory=list)
    stop: list[datetime | None] = field(default_factory=list)
    left: list[timedelta | None] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    limits: set[int] = field(default_factory=set)

    def add(self, position: int, verdict: Verdict) -> None:
        """Add one verdict."""
        due, stop = verdict.due, verdict.stop
        self.positions.append(position)
        self.states.append(STATES.index(verdict.state))
        self.due.append(None if due is None else due.replace(tzinfo=None))
        self.stop.append(None if stop is None else stop.replace(tzinfo=None))
        used = verdict.elapsed_s
        self.left.append(None if used is None else timedelta(seconds=verdict.limit_s - used))
        self.numbers.append(verdict.n)
        if verdict.state != State.NOT_APPLICABLE:
            self.limits.add(verdict.limit_s)

    def extend(self, other: Track, offset: int) -> None:
        """Add the verdicts of further complaints, whose positions begin at `offset`."""
        self.positions += [position + offset for position in other.positions]
        self.states += other.states
        self.due += other.due
        self.stop += other.stop
        self.left += other.left
        self.numbers += other.numbers
        self.limits |= other.limits


def tracks_of(complaints: Sequence[Complaint], verdicts: Iterable[Verdict]) -> dict[str, Track]:
    """Return clock -> its verdicts, for verdicts that come in the order of the complaints.

    Raises:
        KeyError: A verdict belongs to none of the complaints.
    """
    found: dict[str, Track] = {}
    at = -1
    key: tuple[int, str | None] | None = None
    told: set[tuple[str, int]] = set()
    for verdict in verdicts:
        named = verdict.row, verdict.case_no
        one = verdict.clock, verdict.n
        # Two registers may have the same number in the same row: the second begins where a clock comes again.
        if named != key or one in told:
            at += 1
            while at < len(complaints) and (complaints[at].row, complaints[at].case_no) != named:
                at += 1
            if at == len(complaints):
                raise KeyError(named)
            key, told = named, set()
        told.add(one)
        found.setdefault(verdict.clock, Track(verdict.clock)).add(at, verdict)
    return found


def tracks(
    columns: Mapping[str, Sequence[Any]],
    complaint: Callable[[int], Complaint],
    count: int,
    policy: Policy,
    now: datetime,
    zone: ZoneInfo,
    *,
    present: Collection[str] | None = None,
    special: Iterable[int] = (),
    unreadable: Mapping[int, Collection[str]] | None = None,
    histories: Mapping[str, History] | None = None,
) -> dict[str, Track]:
    """Return clock -> its verdicts on all complaints of a register.

    Args:
        columns: Column -> its typed values, for the columns that the register has.
        complaint: Gives the complaint at a position.
        count: How many complaints there are.
        policy: See `kesu_xl.clock.all_verdicts`, as the next three.
        now: See there.
        zone: See there.
        present: See there.
        special: Positions of the complaints with something unreadable in a column of times, or with detail rows.
        unreadable: See there.
        histories: See there.
    """
    found = {limit.clock: Track(limit.clock) for limit in policy.limits}
    plain = _plain_rows(columns, count, policy, now, zone, special)
    if any(plain):
        wall = _wall(now, zone)
        positions = list(compress(range(count), plain))
        chosen = {name: list(compress(values, plain)) for name, values in columns.items() if name in policy.times}
        for limit in policy.limits:
            if not limit.only_once_started:
                _settle(found[limit.clock], limit, policy, chosen, positions, wall, present)
    judge = Judge(policy, now, zone, present)
    bad, told = unreadable or {}, histories or {}
    for position in (at for at, is_plain in enumerate(plain) if not is_plain):
        one = complaint(position)
        for verdict in judge.judge(one, bad.get(one.row, ()), told.get(one.case_no or "", NOTHING)):
            found[verdict.clock].add(position, verdict)
    return {name: track for name, track in found.items() if track.positions}


def _settle(
    track: Track,
    limit: Limit,
    policy: Policy,
    columns: Mapping[str, list[Any]],
    positions: list[int],
    now: datetime,
    present: Collection[str] | None,
) -> None:
    """Add the verdicts of one clock on plain rows."""
    size = len(positions)
    track.positions += positions
    track.numbers += [1] * size
    track.limits.add(limit.seconds)
    if present is not None and lacking_of(limit, present):
        track.states += [_UNKNOWN] * size
        track.due += [None] * size
        track.stop += [None] * size
        track.left += [None] * size
        return
    allowed, warned = timedelta(seconds=limit.seconds), timedelta(seconds=limit.seconds - policy.warn_s(limit))
    due = list(map(add, columns["received_at"], [allowed] * size))
    # The other stops of a plain row are empty.
    name = next((name for name in limit.stop if name in columns), "")
    stop: list[datetime | None] = columns.get(name, [None] * size)
    left = list(map(sub, due, [moment or now for moment in stop]))
    track.states += [
        (_MET if rest >= _ZERO else _LATE) if moment is not None
        else _BREACHED if rest < _ZERO else _AT_RISK if rest <= warned else _RUNNING
        for moment, rest in zip(stop, left, strict=True)
    ]  # fmt: skip
    track.due += due
    track.stop += stop
    track.left += left


def _wall(now: datetime, zone: ZoneInfo) -> datetime:
    """Return now as the judge takes it: in whole seconds."""
    return datetime.fromtimestamp(int((now.timestamp() + 0.5) // 1), zone).replace(tzinfo=None)


def _plain_rows(
    columns: Mapping[str, Sequence[Any]],
    count: int,
    policy: Policy,
    now: datetime,
    zone: ZoneInfo,
    special: Iterable[int],
) -> bytearray:
    """Return 1 for each complaint whose clocks are subtractions."""
    plain = bytearray(count)
    lasting = [limit for limit in policy.limits if not limit.only_once_started]
    is_usual = policy.calendar is None and not policy.specials and not policy.customers
    if not is_usual or "received_at" not in columns or any(limit.start != ("received_at",) for limit in lasting):
        return plain
    wall = _wall(now, zone)
    ends = dict.fromkeys(limit.stop[0] for limit in lasting if limit.stop)
    moved = dict.fromkeys(name for limit in lasting for name in (*limit.stop[1:], limit.restart) if name)
    moved |= dict.fromkeys(name for limit in policy.limits if limit.only_once_started for name in limit.start)
    empty = [None] * count
    first = columns["received_at"]
    stops = [columns.get(name, empty) for name in ends if name not in moved]
    plain = bytearray([
        type(start) is datetime and start <= wall and bool(start.hour or start.minute or start.second)
        for start in first
    ])  # fmt: skip
    for column in stops:
        plain = bytearray([
            is_plain and (stop is None or (
                type(stop) is datetime and start <= stop <= wall and bool(stop.hour or stop.minute or stop.second)
            ))
            for is_plain, start, stop in zip(plain, first, column, strict=True)
        ])  # fmt: skip
    for name in moved:
        for at in compress(range(count), columns.get(name, empty)):
            plain[at] = 0
    if "status" in columns:
        decided = map(DECIDED.__contains__, columns["status"])
        for at in compress(range(count), decided):
            plain[at] = 0
    for at in special:
        plain[at] = 0
    _only_steady(plain, first, stops, lasting, wall, WallClock(zone))
    return plain


def _only_steady(
    plain: bytearray,
    starts: Sequence[Any],
    stops: Sequence[Sequence[Any]],
    limits: Sequence[Limit],
    now: datetime,
    clock: WallClock,
) -> None:
    """Take out the complaints between whose times the zone's offset changes."""
    begun = list(compress(starts, plain))
    if not begun:
        return
    allowed = [timedelta(seconds=limit.seconds) for limit in limits]
    has_endless = any(not limit.stop for limit in limits)
    longest = max(allowed, default=_ZERO)
    days = range(min(begun).toordinal(), (max(now, max(begun) + longest)).toordinal() + 1)
    if len({clock.offset(day) for day in days}) == 1 and clock.offset(days[0]) is not None:
        return
    for at in compress(range(len(plain)), plain):
        start = starts[at]
        moments = [start, *(column[at] or now for column in stops)]
        moments += [start + limit for limit in allowed]
        if has_endless:
            moments.append(now)
        offsets = {clock.offset(moment.toordinal()) for moment in moments}
        if len(offsets) > 1 or None in offsets:
            plain[at] = 0
