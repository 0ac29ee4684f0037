"""The verdicts: complaints and a policy in, verdicts of its clocks out. `now` is an argument, nothing is stored.

Decided in DOMAIN, section 4, and here:

- What lies after `now` has not happened yet: such a stop, restart, escalation or decision is as if its cell were empty
  (a time in the future is also a problem of the row), and a clock whose start lies there is not applicable.
- A bare date among the stops leaves the outcome open only where it may be the earliest of them: not where another stop
  has a time before that day.
- A time that is midnight when rounded to the second counts as a bare date.
- A stop before its start is a fault of the row: the clock is unknown, as nobody can say which of the two is wrong. A
  contact before the start belongs to something else.
- Late is after the due second, the first at which the whole limit has counted: an answer in the evening after a limit
  that was used up when the working day ended is late.
- Reopening: `reopened_at` starts the closing clock anew; a `closed_at` before it belongs to the former round, one
  after it closes the new round.
- The decision clock exists for a case that was not closed when it was escalated, and still says how it ended once
  the case is closed.
- An escalation column is optional: a register without one has no escalations.
- With a limit of three days or more, a bare date counts as its midnight, and against a time only days compare.
- A pause is an arrangement, no event: one that is written down counts, also where it lies after `now`.
- A clock that had used up its limit before a pause is breached, and not paused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from kesu_xl.clock.counted import OPEN, Spans, due, elapsed, merged
from kesu_xl.clock.history import NOTHING, History
from kesu_xl.clock.moment import DAY_S, WallClock, is_bare
from kesu_xl.clock.policy import Policy
from kesu_xl.clock.ready import YES, Rule, Rules
from kesu_xl.clock.seen import Seen, Stop, end_of, start_of, stops, unread, was_over, ways
from kesu_xl.clock.state import State
from kesu_xl.clock.verdict import Verdict
from kesu_xl.collecting import without_collecting
from kesu_xl.complaint import Complaint

__all__ = ["Judge", "all_verdicts", "verdicts"]


def verdicts(
    complaint: Complaint,
    policy: Policy,
    now: datetime,
    zone: ZoneInfo,
    present: Collection[str] | None = None,
    unreadable: Collection[str] = (),
    history: History = NOTHING,
) -> list[Verdict]:
    """Return the verdict of every clock of one complaint, in the order of the policy.

    Args:
        complaint: The row.
        policy: The clocks.
        now: An aware time; counted in whole seconds.
        zone: The register's zone, in which the complaint's times are.
        present: Names of the columns that the register has, and of its detail tables; None: all.
        unreadable: Names of the columns whose cell in this row holds something that is no time. Such a clock is
            unknown, and not running as if the cell were empty.
        history: What the detail tables say of the complaint.
    """
    return Judge(policy, now, zone, present).judge(complaint, unreadable, history)


def all_verdicts(
    complaints: Iterable[Complaint],
    policy: Policy,
    now: datetime,
    zone: ZoneInfo,
    present: Collection[str] | None = None,
    unreadable: Mapping[int, Collection[str]] | None = None,
    histories: Mapping[str, History] | None = None,
) -> list[Verdict]:
    """Return the verdicts of many complaints, row after row.

    Args:
        complaints: The rows.
        policy: See `verdicts`, as the next three.
        now: See `verdicts`.
        zone: See `verdicts`.
        present: See `verdicts`.
        unreadable: The columns of `verdicts` by row number.
        histories: The history of `verdicts` by complaint number.
    """
    judge = Judge(policy, now, zone, present)
    bad, told = unreadable or {}, histories or {}
    found: list[Verdict] = []
    with without_collecting():
        for complaint in complaints:
            found += judge.judge(complaint, bad.get(complaint.row, ()), told.get(complaint.case_no or "", NOTHING))
    return found


class Judge:
    """A policy at one moment, for one register; the arguments are those of `verdicts`."""

    def __init__(self, policy: Policy, now: datetime, zone: ZoneInfo, present: Collection[str] | None) -> None:
        if now.tzinfo is None:
            raise ValueError("now needs a time zone")
        self.wall = WallClock(zone)
        self.now = int((now.timestamp() + 0.5) // 1)
        self.times = policy.times
        self.rules = Rules(policy, present)

    def judge(self, complaint: Complaint, unreadable: Collection[str], history: History) -> list[Verdict]:
        """Return the verdicts of one complaint."""
        seen = Seen(complaint, unreadable, history)
        for name in self.times:
            moment = getattr(complaint, name)
            if moment is not None:
                seconds = self.wall.seconds(moment)
                (seen.at if seconds <= self.now else seen.later)[name] = seconds
                if is_bare(moment):
                    seen.bare.add(name)
        rules = self.rules
        found: list[Verdict] = []
        for rule in rules.of(complaint) if rules.varies else rules.usual:
            if rule.limit.repeats:
                found += self._repeated(rule, seen)
            elif (verdict := self._single(rule, seen)) is not None:
                found.append(verdict)
        return found

    def _single(self, rule: Rule, seen: Seen) -> Verdict | None:
        begun = self._begins(rule, seen)
        if not isinstance(begun, str):
            return begun
        limit, start = rule.limit, seen.at[begun]
        restarted = begun == limit.restart
        stop: Stop | None = None
        days: list[Stop] = []
        for name in unread(limit, seen):
            return self._unknown(rule, seen, "unreadable", (name,), start)
        for one in stops(limit, seen, self.wall, self.now):
            name, time, bare = one
            if (restarted or limit.stops_after_start or name == "contacts") and end_of(one) < start:
                continue
            if bare and not rule.days_suffice:
                days.append(one)
            elif stop is None or time < stop[1]:
                stop = one
        for one in days:
            if stop is None or one[1] <= stop[1]:
                return self._unknown(rule, seen, "date_only", (one[0],), start)
        return self._settled(rule, seen, 1, begun, start, stop)

    def _repeated(self, rule: Rule, seen: Seen) -> Iterator[Verdict]:
        """Yield one verdict for each period between contacts, until the end."""
        begun = self._begins(rule, seen)
        if not isinstance(begun, str):
            if begun is not None:
                yield begun
            return
        limit, start = rule.limit, seen.at[begun]
        since: tuple[str, int] | None = (begun, start)
        for name in unread(limit, seen):
            # nobody can tell from which contact it counts
            yield self._unknown(rule, seen, "unreadable", (name,))
            return
        events: list[tuple[int, int, Stop]] = []
        for one in dict.fromkeys(stops(limit, seen, self.wall, self.now)):
            events.append((one[1], 0 if one[0] == "contacts" else 2, one))
        again = seen.at.get(limit.restart or "", -1)
        if again >= start:
            events.append((again, 1, (limit.restart or "", again, False)))
        n = 1
        for time, kind, one in sorted(events):
            if kind == 1:
                since = (one[0], time)
            elif since is not None:
                if end_of(one) < since[1]:
                    if kind == 2 and again < 0:
                        yield self._settled(rule, seen, n, since[0], since[1], one)
                        return
                    continue
                if one[2] and not rule.days_suffice:
                    yield self._unknown(rule, seen, "date_only", (one[0],), since[1], n)
                    return
                yield self._settled(rule, seen, n, since[0], since[1], one)
                n += 1
                since = ("contacts", max(time, since[1])) if kind == 0 else None
        if since is not None:
            yield self._settled(rule, seen, n, since[0], since[1], None)

    def _begins(self, rule: Rule, seen: Seen) -> str | Verdict | None:
        """Return the column that begins a clock; the verdict where it cannot run; None where there is no such clock."""
        limit, lacking = rule.limit, rule.lacking
        begun = start_of(limit, seen)
        if begun is None or (limit.not_after and was_over(limit, begun, seen)):
            if limit.only_once_started:
                return None
            reason = "no_column" if lacking else "no_start"
            return self._unknown(rule, seen, reason, (lacking or limit.start[0],))
        if lacking:
            return self._unknown(rule, seen, "no_column", (lacking,))
        if begun in seen.unreadable:
            return self._unknown(rule, seen, "unreadable", (begun,))
        is_vague = begun in seen.bare and not rule.days_suffice
        if begun in seen.later:
            start = None if is_vague else seen.later[begun]
            return self._verdict(rule, seen, State.NOT_APPLICABLE, "not_started", (begun,), start)
        if is_vague:
            return self._unknown(rule, seen, "date_only", (begun,))
        return begun

    def _settled(self, rule: Rule, seen: Seen, n: int, begun: str, start: int, stop: Stop | None) -> Verdict:
        """Return the verdict of a clock that began, and was stopped or not."""
        limit_s = rule.limit_s
        end = self.now if stop is None else stop[1]
        if stop is not None and end < start:
            if end_of(stop) < start:
                return self._unknown(rule, seen, "out_of_order", (begun, stop[0]), start, n, end)
            end = start
        calendar = rule.calendar
        if rule.broken:
            return self._unknown(rule, seen, "no_calendar", ("customers",), start, n)
        if calendar is not None and not calendar.covers(start, end):
            return self._unknown(rule, seen, "no_calendar", ("calendar",), start, n)
        pauses: Spans = ()
        if seen.history is not NOTHING:
            unclear = self._pauses(rule, seen, start, end)
            if isinstance(unclear, str):
                return self._unknown(rule, seen, unclear, ("pauses",), start, n)
            pauses = unclear
        if pauses:
            last = due(start, limit_s, calendar, pauses)
            used = elapsed(start, end, calendar, pauses)
        elif calendar is not None:
            # the same, counted once: most complaints are never paused
            first = calendar.upto(start)
            last = calendar.when(first + limit_s)
            used = calendar.upto(end) - first
        else:
            last = start + limit_s
            used = end - start
        late = used > limit_s or (used == limit_s and last is not None and end > last)
        if stop is not None:
            state = State.MET_LATE if late else State.MET
            names: tuple[str, ...] = (begun, stop[0])
        else:
            if late:
                state = State.BREACHED
            elif any(paused <= end < resumed for paused, resumed in pauses):
                state = State.PAUSED
            else:
                state = State.AT_RISK if used >= rule.warn_s else State.RUNNING
            names = (begun, *ways(rule.limit, seen))
        complaint = seen.complaint
        return Verdict(
            complaint.case_no, complaint.row, rule.limit.clock, n, state, str(state), names, start, last,
            None if stop is None else stop[1], used, limit_s, end - start - used, rule.policy, self.now, self.wall,
            seen.history.pauses if pauses else (), calendar, rule.special,
        )  # fmt: skip

    def _unknown(
        self, rule: Rule, seen: Seen, reason: str, names: tuple[str, ...], start: int | None = None, n: int = 1,
        stop: int | None = None,
    ) -> Verdict:  # fmt: skip
        return self._verdict(rule, seen, State.UNKNOWN, reason, names, start, n, stop)

    def _verdict(
        self, rule: Rule, seen: Seen, state: State, reason: str, names: tuple[str, ...], start: int | None,
        n: int = 1, stop: int | None = None,
    ) -> Verdict:  # fmt: skip
        calendar, last = rule.calendar, None
        is_known = start is not None and not rule.broken and not self._has_pauses(rule, seen)
        if start is not None and is_known and (calendar is None or calendar.covers(start, start)):
            last = due(start, rule.limit_s, calendar, ())
        return Verdict(
            seen.complaint.case_no, seen.complaint.row, rule.limit.clock, n, state, reason, names, start, last, stop,
            None, rule.limit_s, 0, rule.policy, self.now, self.wall, (), calendar, rule.special,
        )  # fmt: skip

    @staticmethod
    def _has_pauses(rule: Rule, seen: Seen) -> bool:
        """Say whether there are pauses that may move a clock's due time."""
        history = seen.history
        if history is NOTHING or not rule.limit.pausable or seen.complaint.fixed_due == YES:
            return False
        return "pauses" in history.unreadable or any(p.clock in ("", rule.limit.clock) for p in history.pauses)

    def _pauses(self, rule: Rule, seen: Seen, start: int, end: int) -> Spans | str:
        """Return the pauses of a clock, or why they cannot be told."""
        history = seen.history
        if not rule.limit.pausable or seen.complaint.fixed_due == YES:
            return ()
        if "pauses" in history.unreadable:
            return "unreadable"
        spans = []
        for pause in history.pauses:
            if pause.clock not in ("", rule.limit.clock):
                continue
            begin = self.wall.seconds(pause.begin)
            stop = OPEN if pause.end is None else self.wall.seconds(pause.end)
            if not rule.days_suffice:
                vague = is_bare(pause.begin), pause.end is not None and is_bare(pause.end)
                if any(vague) and begin <= end and stop + DAY_S > start:
                    return "date_only"
            if stop > begin:
                spans.append((begin, stop))
        return merged(spans)
