"""From complaints and the verdicts of their clocks to the summary, column by column.

What counts stands in the catalogue (`kesu_xl.figures.figure`), and the code here does nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime
from itertools import compress
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from kesu_xl.complaint import Complaint
from kesu_xl.figures.cases import Cases
from kesu_xl.figures.earlier import before
from kesu_xl.figures.estimates import Estimates
from kesu_xl.figures.group import Groups, ranked
from kesu_xl.figures.indicators import Indicators
from kesu_xl.figures.openlist import agenda_of, open_rows, ordered, urgent_of
from kesu_xl.figures.outcomes import MOST_LISTED, Outcomes
from kesu_xl.figures.repeats import proposals, told
from kesu_xl.figures.result import (
    AGE_LIMITS_H,
    RATED_CLOCKS,
    Age,
    LeftOut,
    Measure,
    Overview,
    Rate,
    Tally,
    Week,
    quantile,
)
from kesu_xl.figures.scope import Scope, Window, both
from kesu_xl.figures.shares import shares
from kesu_xl.figures.summary import Summary
from kesu_xl.figures.watch import watch_list
from kesu_xl.figures.weeks import TREND_WEEKS, Weeks

if TYPE_CHECKING:
    from kesu_xl.clock import Verdict

__all__ = ["summarise", "summarise_cases"]

_HOUR: Final = 3600.0


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
    return summarise_cases(Cases.of(complaints, verdicts), now, zone, span, register_name, policy_name)


def summarise_cases(
    cases: Cases,
    now: datetime,
    zone: ZoneInfo,
    span: tuple[date, date] | None,
    register_name: str,
    policy_name: str,
    estimates: Estimates | None = None,
) -> Summary:
    """Count everything that the summary shows, detail tables included.

    Args:
        cases: The complaints.
        now: See `summarise`, as the next four.
        zone: See there.
        span: See there.
        register_name: See there.
        policy_name: See there.
        estimates: The estimates that a register asks for; None: none.
    """
    scope = Scope(cases, now, zone, span)
    customers = Groups(cases.column("customer"))
    departments = Groups(cases.column("owner_dept"))
    owners = Groups(cases.column("owner"))
    defects, causes = Groups(cases.column("defect_class")), Groups(cases.column("root_cause_occ"))
    groups = (customers, departments, owners)
    outcomes = Outcomes(scope, groups)
    indicators = Indicators(scope, outcomes, estimates)
    first, last = _shown_span(scope)
    window = None if span is None else (first.toordinal(), last.toordinal())
    closed = scope.closed_days.within(window)
    untimed = _tally(scope, outcomes, groups, closed)
    for group in (defects, causes):
        for tally, count in group.counted(scope.in_span):
            tally.count = count
    indicators.shipped.by_customer(window, customers)
    total = Tally.total(departments.by_rate())
    order = ordered(scope, outcomes)
    weeks = _weeks(scope, outcomes, first, max(first, min(last, scope.today)))
    topics, topic_count = agenda_of(scope, outcomes, indicators.follow_up, indicators.undecided, order)
    proposed, uncompared = proposals(scope, window)
    earlier = _earlier(cases, zone, window, estimates, indicators.currency)
    return Summary(
        register=register_name,
        policy=policy_name,
        zone=str(zone),
        now=scope.now,
        first=first,
        last=last,
        is_whole=span is None,
        overview=_overview(scope, outcomes, indicators, total, window),
        left_out=LeftOut(
            scope.cancelled, scope.later, scope.undated, outcomes.unknown, untimed, cases.orphans,
            indicators.costs.unreadable,
        ),
        urgent=urgent_of(scope, outcomes, order),
        breaches=outcomes.breaches,
        missed=tuple(sorted(outcomes.missed.values(), key=lambda one: (-one.breached - one.late, one.clock))),
        defects=ranked(defects),
        causes=ranked(causes),
        customers=customers.by_count(),
        departments=departments.by_rate(),
        total=total,
        weeks=weeks,
        ages=_ages(scope, outcomes),
        owners=owners.by_count(),
        indicators=indicators.over_time(window, weeks[-TREND_WEEKS:], earlier),
        currency=indicators.currency,
        costs=tuple(indicators.costs.of_window(window)),
        repeats=tuple(told(scope, window, MOST_LISTED)),
        proposals=tuple(proposed),
        uncompared=uncompared,
        open_cases=open_rows(scope, outcomes, indicators.follow_up, order),
        agenda=topics,
        agenda_count=topic_count,
        watched=watch_list(scope, defects, max(first, min(last, scope.today)).toordinal()),
        shares=shares(scope),
    )  # fmt: skip


def _earlier(
    cases: Cases, zone: ZoneInfo, window: Window | None, estimates: Estimates | None, currency: str
) -> dict[str, Measure] | None:
    """Return the figures of the span before, as a summary of that time has them."""
    if cases.earlier is None or window is None:
        return None
    window = before(window)
    scope = Scope(
        cases.at_earlier(), cases.earlier.now, zone, (date.fromordinal(window[0]), date.fromordinal(window[1]))
    )
    return Indicators(scope, Outcomes(scope, ()), estimates, currency).measures(window)


def _shown_span(scope: Scope) -> tuple[date, date]:
    """Return first and last day, with an end that was left open closed by what there is."""
    first, last = scope.span or (date.min, date.max)
    if last == date.max:
        last = max(scope.today, first)
    if first == date.min:
        known = [moment for moment in compress(scope.received, scope.counted) if moment is not None]
        first = min(min(known).date(), last) if known else last
    return first, last


def _tally(scope: Scope, outcomes: Outcomes, groups: Sequence[Groups], closed: Sequence[int]) -> int:
    """Fill the counters of each group, and return how many closings have no duration."""
    cases = scope.cases
    scores = cases.column("satisfaction")
    repeated = both(scope.in_span, bytes(bool(number) for number in cases.column("repeat_of")))
    hours_to = scope.hours_to("closed_at")
    durations = [(at, hours) for at in closed if (hours := hours_to[at]) is not None]
    scored = [(at, score) for at in closed if (score := scores[at]) is not None] if any(scores) else []
    breached = [at for at, one in outcomes.pressing.items() if one.rank == 0]
    for group in groups:
        tallies, ids = group.tallies, group.ids
        for tally, count in group.counted(scope.in_span):
            tally.count = count
        for tally, count in group.counted(scope.open):
            tally.open = count
        for tally, count in group.counted(repeated):
            tally.repeats = count
        # a function that is looked up once, for each of many closings
        adders = [tally.hours.append for tally in tallies]
        for at, hours in durations:
            adders[ids[at]](hours)
        for at in breached:
            tallies[ids[at]].breached += 1
        for at, score in scored:
            tallies[ids[at]].scores.append(score)
    return len(closed) - len(durations)


def _weeks(scope: Scope, outcomes: Outcomes, first: date, upto: date) -> tuple[Week, ...]:
    weeks = Weeks()
    for day, count in scope.received_days.counts().items():
        weeks.of(day).received += count
    for day, count in scope.closed_days.counts().items():
        weeks.of(day).closed += count
    for at, clock in enumerate(RATED_CLOCKS):
        for day, (met, decided) in outcomes.daily.get(clock, {}).items():
            week = weeks.of(day)
            week.on_time[at] += met
            week.decided[at] += decided
    shown = weeks.last(first, upto)
    backlog = scope.open_by_day([week.monday.toordinal() + 6 for week in shown])
    for week, count in zip(shown, backlog, strict=True):
        week.backlog = count
    return shown


def _ages(scope: Scope, outcomes: Outcomes) -> tuple[Age, ...]:
    """Return the open complaints by age."""
    ages = [Age(start, upto) for start, upto in zip((0, *AGE_LIMITS_H), (*AGE_LIMITS_H, None), strict=True)]
    unknown = Age(0, None, is_unknown=True)
    for at in compress(range(scope.cases.count), scope.open):
        received = scope.received[at]
        age = unknown if received is None else ages[bisect_left(AGE_LIMITS_H, scope.hours(received, scope.now))]
        age.count += 1
        pressing = outcomes.pressing.get(at)
        age.breached += pressing is not None and pressing.rank == 0
    return (*ages, unknown) if unknown.count else tuple(ages)


def _overview(
    scope: Scope, outcomes: Outcomes, indicators: Indicators, total: Tally, window: Window | None
) -> Overview:
    hours = indicators.hours_between("closed_at", scope.closed_days.within(window))
    received = [moment for moment in compress(scope.received, scope.open) if moment is not None]
    limits = [outcomes.limits.get(clock, set()) for clock in RATED_CLOCKS]
    limits_h = [next(iter(found)) / _HOUR if len(found) == 1 else None for found in limits]
    return Overview(
        received=total.count,
        closed=len(scope.closed_days.within(window)),
        not_justified=sum(both(scope.in_span, scope.refused)),
        open=total.open,
        oldest_open_h=scope.hours(min(received), scope.now) if received else None,
        escalated_open=indicators.escalated_open,
        breached=total.breached,
        at_risk=sum(one.rank == 1 for one in outcomes.pressing.values()),
        first_response=Rate(total.on_time[0], total.decided[0]),
        owner_found=Rate(total.on_time[1], total.decided[1]),
        closed_or_escalated=Rate(total.on_time[2], total.decided[2]),
        close_mean_h=sum(hours) / len(hours) if hours else None,
        close_median_h=quantile(hours, 0.5),
        close_p90_h=quantile(hours, 0.9),
        timed_closings=len(hours),
        limits_h=(limits_h[0], limits_h[1], limits_h[2]),
    )
