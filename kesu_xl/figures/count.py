"""From complaints and verdicts to figures, in one pass over each.

What counts stands in the catalogue (`kesu_xl.figures.figure`), and the code here does nothing else: cancelled
complaints and those received after the moment of the summary count nowhere; a complaint belongs to the span by its time
of receipt, a clock by its due time, a closing by its time; what is open or breached is so at that moment, whatever the
span.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import nsmallest
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from kesu_xl.complaint import Complaint, Moment
from kesu_xl.complaint.lists import CANCELLED
from kesu_xl.complaint.pending import instant, is_after, is_pending, is_refused
from kesu_xl.figures.group import Groups, ranked
from kesu_xl.figures.result import (
    AGE_LIMITS_H,
    RATED_CLOCKS,
    Age,
    Breach,
    LeftOut,
    Missed,
    Overview,
    Rate,
    Tally,
    Urgent,
    Week,
    quantile,
)
from kesu_xl.figures.summary import Summary
from kesu_xl.figures.weeks import Weeks

if TYPE_CHECKING:
    from kesu_xl.clock import Verdict

__all__ = ["summarise"]

_HOUR: Final = 3600.0
#: Every zone's midnight falls on a quarter of an hour: the seconds of one quarter have one day.
_QUARTER: Final = 900
_URGENT: Final = 10
_RATED: Final = {clock: at for at, clock in enumerate(RATED_CLOCKS)}
_CLOSING: Final = RATED_CLOCKS.index("closed_or_escalated")
#: How pressing a clock of an open complaint is; the other states press nobody.
_PRESSING: Final = {"breached": 0, "at_risk": 1, "running": 2, "paused": 3, "unknown": 4}
_BREACHED, _AT_RISK, _IDLE = 0, 1, 5


@dataclass(slots=True)
class _Case:
    """A complaint while its verdicts come in."""

    complaint: Complaint
    customer: Tally
    department: Tally
    is_open: bool
    is_refused: bool
    is_in_span: bool
    pressing: int = _IDLE
    left_s: float = 0.0
    verdict: Verdict | None = None


def summarise(
    complaints: Sequence[Complaint],
    verdicts: Sequence[Verdict],
    now: datetime,
    zone: ZoneInfo,
    span: tuple[date, date] | None,
    register_name: str,
    policy_name: str,
) -> Summary:
    """Count everything that the summary shows.

    Args:
        complaints: All complaints of a register, or of several one after the other.
        verdicts: Their clocks, judged as of `now`, in the order of the complaints.
        now: The moment of the summary, aware.
        zone: The register's zone: days and weeks are its days and weeks.
        span: First and last day, both inside, `date.min` and `date.max` for an open end; None for the whole register.
        register_name: Shown as the source.
        policy_name: Shown as the rule book.

    Raises:
        KeyError: A verdict belongs to none of the complaints.
    """
    return _Count(now, zone, span).over(complaints, verdicts, register_name, policy_name)


class _Count:
    """The counters of one run."""

    def __init__(self, now: datetime, zone: ZoneInfo, span: tuple[date, date] | None) -> None:
        self._zone = zone
        self._now = now.astimezone(zone).replace(tzinfo=None)
        self._today = self._now.date()
        self._span = span
        self._first, self._last = span or (date.min, date.max)
        self._departments, self._customers = Groups(), Groups()
        self._defects, self._causes = Groups(), Groups()
        self._weeks = Weeks()
        #: Quarter of an hour -> whether it is in the span, and its week.
        self._places: dict[int, tuple[bool, Week]] = {}
        #: None for a complaint that counts nowhere.
        self._cases: dict[tuple[int, str | None], _Case | None] = {}
        self._twins: dict[tuple[int, str | None], list[_Case | None]] = {}
        self._turns: dict[tuple[int, str | None, str, int], int] = {}
        self._open: list[_Case] = []
        self._earliest = date.max
        self._closed = self._not_justified = self._escalated = 0
        self._cancelled = self._later = self._undated = self._untimed = self._unknown = 0
        self._limits: list[set[float]] = [set(), set(), set()]
        self._breaches: list[Breach] = []
        self._missed: dict[str, Missed] = {}

    def over(
        self, complaints: Iterable[Complaint], verdicts: Iterable[Verdict], register_name: str, policy_name: str
    ) -> Summary:
        for complaint in complaints:
            self._complaint(complaint)
        for verdict in verdicts:
            self._verdict(verdict)
        ages = self._ages()
        departments = self._departments.by_rate()
        total = Tally.total(departments)
        first, last = self._shown_span()
        self._breaches.sort(key=lambda breach: (breach.state != "breached", -breach.over_h, str(breach.case_no)))
        urgent = nsmallest(_URGENT, self._open, key=lambda case: (case.pressing, case.left_s, case.complaint.row))
        return Summary(
            register=register_name,
            policy=policy_name,
            zone=str(self._zone),
            now=self._now,
            first=first,
            last=last,
            is_whole=self._span is None,
            overview=self._overview(total),
            left_out=LeftOut(self._cancelled, self._later, self._undated, self._unknown, self._untimed),
            urgent=tuple(map(_urgent, urgent)),
            breaches=tuple(self._breaches),
            missed=tuple(sorted(self._missed.values(), key=lambda one: (-one.breached - one.late, one.clock))),
            defects=ranked(self._defects),
            causes=ranked(self._causes),
            customers=self._customers.by_count(),
            departments=departments,
            total=total,
            weeks=self._weeks.last(first, max(first, min(last, self._today))),
            ages=ages,
        )

    def _shown_span(self) -> tuple[date, date]:
        """Return first and last day, with an end that was left open closed by what there is."""
        first, last = self._span or (date.min, date.max)
        if last == date.max:
            last = max(self._today, first)
        if first == date.min:
            first = min(self._earliest, last)
        return first, last

    def _complaint(self, complaint: Complaint) -> None:
        status = complaint.status
        key = complaint.row, complaint.case_no
        is_twin = key in self._cases
        if is_twin:
            # Two registers may have the same number in the same row.
            self._twins.setdefault(key, [self._cases[key]]).append(None)
        else:
            self._cases[key] = None
        is_decided = is_refused(complaint, self._now)
        if is_decided and status == CANCELLED:
            self._cancelled += 1
            return
        received = complaint.received_at
        if received is None:
            self._undated += 1
            is_in_span = self._span is None
        else:
            if isinstance(received, datetime):
                is_later, day = received > self._now, received.date()
            else:
                is_later, day = received > self._today, received
            if is_later:
                self._later += 1
                return
            is_in_span = self._first <= day <= self._last
            if day < self._earliest:
                self._earliest = day
            self._weeks.of(day).received += 1
        customer = self._customers.of(complaint.customer)
        department = self._departments.of(complaint.owner_dept)
        tallies = (customer, department)
        if is_in_span:
            self._defects.of(complaint.defect_class).count += 1
            self._causes.of(complaint.root_cause_occ).count += 1
            repeats = 1 if complaint.repeat_of else 0
            for tally in tallies:
                tally.count += 1
                tally.repeats += repeats
            if is_decided:
                self._not_justified += 1
        is_open = not is_decided and is_pending(complaint, self._now)
        case = _Case(complaint, customer, department, is_open, is_decided, is_in_span)
        if is_twin:
            self._twins[key][-1] = case
        else:
            self._cases[key] = case
        if is_open:
            self._open.append(case)
            for tally in tallies:
                tally.open += 1
            escalated = complaint.escalated_at
            if escalated is not None and complaint.escalated_to and not is_after(escalated, self._now):
                self._escalated += 1
        elif not is_decided and complaint.closed_at is not None:
            self._closing(received, complaint.closed_at, tallies)

    def _closing(self, received: Moment | None, closed: Moment, tallies: Iterable[Tally]) -> None:
        day = closed.date() if isinstance(closed, datetime) else closed
        self._weeks.of(day).closed += 1
        if not self._first <= day <= self._last:
            return
        self._closed += 1
        if isinstance(received, datetime) and isinstance(closed, datetime):
            hours = self._hours(received, closed)
            for tally in tallies:
                tally.hours.append(hours)
        else:
            self._untimed += 1

    def _hours(self, start: datetime, stop: datetime) -> float:
        # Clocks go forward and back between two wall times: only the difference in UTC is elapsed time.
        shift = (self._zone.utcoffset(stop) or timedelta()) - (self._zone.utcoffset(start) or timedelta())
        return (stop - start - shift).total_seconds() / _HOUR

    def _verdict(self, verdict: Verdict) -> None:
        case = self._cases[verdict.row, verdict.case_no]
        if self._twins:
            case = self._twin(verdict, case)
        if case is None:
            return
        state = verdict.state
        if case.is_open:
            pressing = _PRESSING.get(state, _IDLE)
            left = verdict.limit_s - (verdict.elapsed_s or 0)
            if (pressing, left) < (case.pressing, case.left_s) or case.verdict is None:
                case.pressing, case.left_s, case.verdict = pressing, left, verdict
        at = _RATED.get(verdict.clock, -1)
        if (at == _CLOSING and case.is_refused) or state == "not_applicable":
            return
        if at >= 0:
            self._limits[at].add(verdict.limit_s)
        is_met = state == "met"
        if not is_met and state != "met_late" and state != "breached":
            if state == "unknown" and case.is_in_span:
                self._unknown += 1
            return
        due = verdict.due_s
        if due is None:
            return
        place = self._places.get(due // _QUARTER)
        if place is None:
            day = datetime.fromtimestamp(due, self._zone).date()
            place = self._places[due // _QUARTER] = self._first <= day <= self._last, self._weeks.of(day)
        is_in_span, week = place
        if at >= 0:
            week.decided[at] += 1
            week.on_time[at] += is_met
            if is_in_span:
                for tally in (case.customer, case.department):
                    tally.decided[at] += 1
                    if is_met:
                        tally.on_time[at] += 1
        if not is_met and (is_in_span or (state == "breached" and case.is_open)):
            self._breach(case, verdict)

    def _twin(self, verdict: Verdict, case: _Case | None) -> _Case | None:
        """Return the complaint of a verdict where several have its row and number: verdicts come in their order."""
        twins = self._twins.get((verdict.row, verdict.case_no))
        if twins is None:
            return case
        key = verdict.row, verdict.case_no, verdict.clock, verdict.n
        turn = self._turns.get(key, 0)
        self._turns[key] = turn + 1
        return twins[min(turn, len(twins) - 1)]

    def _breach(self, case: _Case, verdict: Verdict) -> None:
        complaint, clock = case.complaint, verdict.clock
        missed = self._missed.get(clock)
        if missed is None:
            missed = self._missed[clock] = Missed(clock)
        is_breached = verdict.state == "breached"
        if is_breached:
            missed.breached += 1
        else:
            missed.late += 1
        self._breaches.append(
            Breach(
                case_no=complaint.case_no,
                customer=complaint.customer,
                defect=complaint.defect,
                department=complaint.owner_dept,
                owner=complaint.owner,
                clock=clock,
                n=verdict.n,
                due=_wall(verdict.due),
                stop=None if is_breached else _wall(verdict.stop),
                over_h=((verdict.elapsed_s or 0) - verdict.limit_s) / _HOUR,
                state=str(verdict.state),
                reason=complaint.late_reason,
                is_open=case.is_open,
            )
        )

    def _ages(self) -> tuple[Age, ...]:
        """Return the open complaints by age; breached ones are counted for their groups on the way."""
        ages = [Age(start, upto) for start, upto in zip((0, *AGE_LIMITS_H), (*AGE_LIMITS_H, None), strict=True)]
        unknown = Age(0, None, is_unknown=True)
        for case in self._open:
            received = case.complaint.received_at
            if received is None:
                age = unknown
            else:
                hours = self._hours(instant(received), self._now)
                age = ages[bisect_left(AGE_LIMITS_H, hours)]
            age.count += 1
            if case.pressing == _BREACHED:
                age.breached += 1
                for tally in (case.customer, case.department):
                    tally.breached += 1
        return (*ages, unknown) if unknown.count else tuple(ages)

    def _overview(self, total: Tally) -> Overview:
        hours = sorted(total.hours)
        received = [instant(case.complaint.received_at) for case in self._open if case.complaint.received_at]
        limits = [next(iter(found)) / _HOUR if len(found) == 1 else None for found in self._limits]
        return Overview(
            received=total.count,
            closed=self._closed,
            not_justified=self._not_justified,
            open=total.open,
            oldest_open_h=self._hours(min(received), self._now) if received else None,
            escalated_open=self._escalated,
            breached=total.breached,
            at_risk=sum(case.pressing == _AT_RISK for case in self._open),
            first_response=Rate(total.on_time[0], total.decided[0]),
            owner_found=Rate(total.on_time[1], total.decided[1]),
            closed_or_escalated=Rate(total.on_time[2], total.decided[2]),
            close_mean_h=sum(hours) / len(hours) if hours else None,
            close_median_h=quantile(hours, 0.5),
            close_p90_h=quantile(hours, 0.9),
            timed_closings=len(hours),
            limits_h=(limits[0], limits[1], limits[2]),
        )


def _wall(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=None)


def _urgent(case: _Case) -> Urgent:
    complaint, verdict = case.complaint, case.verdict
    is_pressing = case.pressing <= _PRESSING["paused"]
    return Urgent(
        case_no=complaint.case_no,
        customer=complaint.customer,
        defect=complaint.defect_class,
        department=complaint.owner_dept,
        owner=complaint.owner,
        clock=verdict.clock if verdict else None,
        left_h=case.left_s / _HOUR if is_pressing else None,
        state=str(verdict.state) if verdict else "unknown",
    )
