"""The verdicts: complaints and a policy in, one verdict per clock out. `now` is an argument, nothing is stored.

Decided in DOMAIN, section 4, and here:

- What lies after `now` has not happened yet: such a stop, restart, escalation or decision is as if its cell were empty
  (a time in the future is also a problem of the row), and a clock whose start lies there is not applicable.
- A bare date among the stops leaves the outcome open only where it may be the earliest of them: not where another stop
  has a time before that day.
- A time that is midnight when rounded to the second counts as a bare date.
- A stop before its start is a fault of the row: the clock is unknown, as nobody can say which of the two is wrong.
- Reopening: `reopened_at` starts the closing clock anew; a `closed_at` before it belongs to the former round, one
  after it closes the new round.
- The decision clock exists for a case that was not closed when it was escalated, and still says how it ended once
  the case is closed.
- An escalation column is optional: a register without one has no escalations.
- With a limit of three days or more, a bare date counts as its midnight, and against a time only days compare.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from kesu_xl.clock.moment import DAY_S, WallClock, is_bare
from kesu_xl.clock.policy import DAYS_SUFFICE_S, Limit, Policy
from kesu_xl.clock.state import State
from kesu_xl.clock.verdict import Verdict
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CANCELLED, NOT_JUSTIFIED

__all__ = ["all_verdicts", "verdicts"]

_DECIDED = (NOT_JUSTIFIED, CANCELLED)


def verdicts(
    complaint: Complaint,
    policy: Policy,
    now: datetime,
    zone: ZoneInfo,
    present: Collection[str] | None = None,
    unreadable: Collection[str] = (),
) -> list[Verdict]:
    """Return the verdict of every clock of one complaint, in the order of the policy.

    Args:
        complaint: The row.
        policy: The clocks.
        now: An aware time; counted in whole seconds.
        zone: The register's zone, in which the complaint's times are.
        present: Names of the columns that the register has; None: all.
        unreadable: Names of the columns whose cell in this row holds something that is no time. Such a clock is
            unknown, and not running as if the cell were empty.
    """
    return _Judge(policy, now, zone, present).judge(complaint, unreadable)


def all_verdicts(
    complaints: Iterable[Complaint],
    policy: Policy,
    now: datetime,
    zone: ZoneInfo,
    present: Collection[str] | None = None,
    unreadable: Mapping[int, Collection[str]] | None = None,
) -> list[Verdict]:
    """Return the verdicts of many complaints, row after row.

    Args:
        complaints: The rows.
        policy: See `verdicts`, as the next three.
        now: See `verdicts`.
        zone: See `verdicts`.
        present: See `verdicts`.
        unreadable: The columns of `verdicts` by row number.
    """
    judge = _Judge(policy, now, zone, present)
    bad = unreadable or {}
    found: list[Verdict] = []
    for complaint in complaints:
        found += judge.judge(complaint, bad.get(complaint.row, ()))
    return found


class _Judge:
    """A policy at one moment, for one register."""

    def __init__(self, policy: Policy, now: datetime, zone: ZoneInfo, present: Collection[str] | None) -> None:
        if now.tzinfo is None:
            raise ValueError("now needs a time zone")
        self.policy = policy
        self.wall = WallClock(zone)
        self.now = int((now.timestamp() + 0.5) // 1)
        self.times = policy.times
        self.limits = [
            (limit, limit.seconds, policy.warn_s(limit), self._lacking(limit, present)) for limit in policy.limits
        ]

    @staticmethod
    def _lacking(limit: Limit, present: Collection[str] | None) -> str | None:
        if present is None:
            return None
        if not any(name in present for name in limit.start):
            return limit.start[0]
        return None if limit.stop[0] in present else limit.stop[0]

    def judge(self, complaint: Complaint, unreadable: Collection[str]) -> list[Verdict]:
        at: dict[str, int] = {}
        later: dict[str, int] = {}
        bare: set[str] = set()
        for name in self.times:
            moment = getattr(complaint, name)
            if moment is not None:
                seconds = self.wall.seconds(moment)
                (at if seconds <= self.now else later)[name] = seconds
                if is_bare(moment):
                    bare.add(name)
        found = []
        for limit, limit_s, warn_s, lacking in self.limits:
            verdict = self._one(complaint, limit, limit_s, warn_s, lacking, at, later, bare, unreadable)
            if verdict is not None:
                found.append(verdict)
        return found

    def _one(
        self,
        complaint: Complaint,
        limit: Limit,
        limit_s: int,
        warn_s: int,
        lacking: str | None,
        at: dict[str, int],
        later: dict[str, int],
        bare: set[str],
        unreadable: Collection[str],
    ) -> Verdict | None:
        def verdict(
            state: State, reason: str, fields: tuple[str, ...], elapsed: int | None = None, stop: int | None = None
        ) -> Verdict:
            due = None if start is None else start + limit_s
            return Verdict(
                complaint.case_no, complaint.row, limit.clock, 1, state, reason, fields, start, due, stop,
                elapsed, limit_s, 0, self.policy.name, self.now, self.wall,
            )  # fmt: skip

        start: int | None = None
        begun = self._begun(complaint, limit, at, later, unreadable)
        if begun is None or (limit.not_after and self._was_over(limit, begun, at, bare, unreadable)):
            if limit.only_once_started:
                return None
            return verdict(State.UNKNOWN, "no_column" if lacking else "no_start", (lacking or limit.start[0],))
        if lacking:
            return verdict(State.UNKNOWN, "no_column", (lacking,))
        if begun in unreadable:
            return verdict(State.UNKNOWN, "unreadable", (begun,))
        days_suffice = limit_s >= DAYS_SUFFICE_S
        is_vague = begun in bare and not days_suffice
        if begun in later:
            start = None if is_vague else later[begun]
            return verdict(State.NOT_APPLICABLE, "not_started", (begun,))
        if is_vague:
            return verdict(State.UNKNOWN, "date_only", (begun,))
        start = at[begun]
        restarted = begun == limit.restart
        stop: int | None = None
        stopped = ""
        days: list[str] = []
        for name in self._stops(complaint, limit, at, unreadable):
            if name in unreadable:
                return verdict(State.UNKNOWN, "unreadable", (name,))
            time = at[name]
            whole_day = name in bare
            if (restarted or limit.stops_after_start) and time + (DAY_S - 1 if whole_day else 0) < start:
                continue
            if whole_day and not days_suffice:
                days.append(name)
            elif stop is None or time < stop:
                stop, stopped = time, name
        for name in days:
            if stop is None or at[name] <= stop:
                return verdict(State.UNKNOWN, "date_only", (name,))
        if stop is None:
            elapsed = self.now - start
            ways = (begun, *(_wanted(limit, name, at) for name in limit.stop))
            if elapsed > limit_s:
                return verdict(State.BREACHED, "breached", ways, elapsed)
            if elapsed >= warn_s:
                return verdict(State.AT_RISK, "at_risk", ways, elapsed)
            return verdict(State.RUNNING, "running", ways, elapsed)
        elapsed = stop - start
        if elapsed < 0:
            if stop + (DAY_S - 1 if stopped in bare else 0) < start:
                return verdict(State.UNKNOWN, "out_of_order", (begun, stopped), None, stop)
            elapsed = 0
        if elapsed > limit_s:
            return verdict(State.MET_LATE, "met_late", (begun, stopped), elapsed, stop)
        return verdict(State.MET, "met", (begun, stopped), elapsed, stop)

    @staticmethod
    def _begun(
        complaint: Complaint, limit: Limit, at: dict[str, int], later: dict[str, int], unreadable: Collection[str]
    ) -> str | None:
        if limit.restart and (limit.restart in at or limit.restart in unreadable):
            return limit.restart
        for name in limit.start:
            is_there = name in at or name in unreadable or (name in later and not limit.only_once_started)
            if is_there and _together(complaint, limit, name):
                return name
        return None

    @staticmethod
    def _stops(complaint: Complaint, limit: Limit, at: dict[str, int], unreadable: Collection[str]) -> Iterable[str]:
        found = [
            name for name in limit.stop if (name in at or name in unreadable) and _together(complaint, limit, name)
        ]
        if limit.ended_by and complaint.status in _DECIDED:
            found += [name for name in limit.ended_by if name in at or name in unreadable][:1]
        return found

    @staticmethod
    def _was_over(limit: Limit, begun: str, at: dict[str, int], bare: set[str], unreadable: Collection[str]) -> bool:
        """Say whether the case was closed, and not reopened, before this clock could begin."""
        assert limit.not_after is not None
        if (
            limit.unless in at
            or limit.unless in unreadable
            or begun not in at
            or begun in bare
            or limit.not_after not in at
        ):
            return False
        return at[limit.not_after] + (DAY_S - 1 if limit.not_after in bare else 0) < at[begun]


def _together(complaint: Complaint, limit: Limit, name: str) -> bool:
    return all(getattr(complaint, other) for time, other in limit.together if time == name)


def _wanted(limit: Limit, name: str, at: dict[str, int]) -> str:
    """Return the column to fill so that `name` counts: itself, or what has to stand beside it."""
    return next((other for time, other in limit.together if time == name and name in at), name)
