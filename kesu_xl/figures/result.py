"""What a summary holds: counts, rates and lists as plain values, before anybody chose words for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

__all__ = [
    "AGE_LIMITS_H",
    "FEW",
    "RATED_CLOCKS",
    "TARGET",
    "Age",
    "Breach",
    "Category",
    "LeftOut",
    "Measure",
    "Missed",
    "Overview",
    "Rate",
    "Tally",
    "Urgent",
    "Week",
    "quantile",
]

#: The clocks that have an on-time rate, in the order of `Tally.on_time` and `Tally.decided`.
RATED_CLOCKS: Final = ("first_response", "owner_found", "closed_or_escalated")
#: On-time rate that we aim for (LOOK: target line).
TARGET: Final = 0.95
#: A rate over fewer decided clocks is marked: one case more or less would turn it over.
FEW: Final = 5
#: Upper ends of the ages of open complaints, in hours, each belonging to its group (DOMAIN, section 5).
AGE_LIMITS_H: Final = (4, 48, 7 * 24, 14 * 24, 30 * 24)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share: so many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: its value, None where there is nothing to divide by, and the number that it was divided by."""

    value: float | None
    whole: int | None = None

    @classmethod
    def share(cls, part: float, whole: int) -> Measure:
        """Return a share of so many."""
        return cls(part / whole if whole else None, whole)

    @classmethod
    def count(cls, number: int) -> Measure:
        """Return a count."""
        return cls(float(number))

    @classmethod
    def mean(cls, values: Sequence[float]) -> Measure:
        """Return the mean of some values."""
        return cls(sum(values) / len(values) if values else None, len(values))

    @classmethod
    def at(cls, ordered: Sequence[float], share: float) -> Measure:
        """Return a quantile of sorted values."""
        return cls(quantile(ordered, share), len(ordered))


@dataclass(slots=True)
class Tally:
    """What is counted for one group of complaints: a customer, a department, all of them.

    Attributes:
        name: What the group is called: a list value or text; None where the register says nothing.
        count: Received in the span.
        open: Open at the moment of the summary, whenever received.
        breached: Those of the open ones with a breached clock.
        repeats: Those of `count` that name an earlier complaint.
        on_time: Clocks met in time, by `RATED_CLOCKS`.
        decided: Clocks met, late or breached, by `RATED_CLOCKS`.
        hours: From received to closed, of each complaint closed in the span.
        scores: The customers' satisfaction, 1 to 5, of each complaint closed in the span that has it.
        ng: Pieces complained about in the months of the span, and `shipped` what was shipped in them; None without.
    """

    name: str | None = None
    count: int = 0
    open: int = 0
    breached: int = 0
    repeats: int = 0
    on_time: list[int] = field(default_factory=lambda: [0, 0, 0])
    decided: list[int] = field(default_factory=lambda: [0, 0, 0])
    hours: list[float] = field(default_factory=list)
    scores: list[int] = field(default_factory=list)
    ng: int = 0
    shipped: float | None = None

    def rate(self, clock: str) -> Rate:
        """Return the on-time rate of one of `RATED_CLOCKS`."""
        at = RATED_CLOCKS.index(clock)
        return Rate(self.on_time[at], self.decided[at])

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        """Return the sum of groups, without a name."""
        total = cls()
        for tally in tallies:
            total.count += tally.count
            total.open += tally.open
            total.breached += tally.breached
            total.repeats += tally.repeats
            total.hours += tally.hours
            total.scores += tally.scores
            if tally.shipped is not None:
                # pieces of somebody whose shipments nobody wrote down belong to no PPM
                total.ng += tally.ng
                total.shipped = (total.shipped or 0.0) + tally.shipped
            for at in range(len(RATED_CLOCKS)):
                total.on_time[at] += tally.on_time[at]
                total.decided[at] += tally.decided[at]
        return total

    @property
    def ppm(self) -> float | None:
        """Pieces complained about of a million shipped; None where nothing is known to be shipped."""
        return self.ng / self.shipped * 1e6 if self.shipped else None

    @property
    def is_thin(self) -> bool:
        """Whether a shown rate stands on fewer than `FEW` clocks (none at all shows no rate)."""
        return any(0 < self.decided[at] < FEW for at in (0, 2))


@dataclass(slots=True)
class Week:
    """One ISO week of the register's zone; clocks belong to the week in which they fall due.

    `backlog` is how many were open when the week ended, or at the moment of the summary.
    """

    monday: date
    received: int = 0
    closed: int = 0
    backlog: int = 0
    on_time: list[int] = field(default_factory=lambda: [0, 0, 0])
    decided: list[int] = field(default_factory=lambda: [0, 0, 0])

    @property
    def name(self) -> str:
        """E.g. ``2026-W47``."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def short(self) -> str:
        """E.g. ``W47``."""
        return self.name.partition("-")[2]

    def rate(self, clock: str) -> Rate:
        """Return the on-time rate of one of `RATED_CLOCKS`."""
        at = RATED_CLOCKS.index(clock)
        return Rate(self.on_time[at], self.decided[at])


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of the cards.

    Attributes:
        oldest_open_h: Age of the oldest open complaint, hours; None where no age is known.
        close_mean_h: Hours from received to closed; None where nothing was closed. So with median and P90.
        timed_closings: How many closings these hours come from.
        limits_h: Limit of each of `RATED_CLOCKS` in hours; None where the complaints have different ones, or none.
    """

    received: int
    closed: int
    not_justified: int
    open: int
    oldest_open_h: float | None
    escalated_open: int
    breached: int
    at_risk: int
    first_response: Rate
    owner_found: Rate
    closed_or_escalated: Rate
    close_mean_h: float | None
    close_median_h: float | None
    close_p90_h: float | None
    timed_closings: int
    limits_h: tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the figures do not hold, so that nothing disappears without a word.

    Attributes:
        cancelled: Complaints with status 已取消: counted nowhere.
        later: Received after the moment of the summary: counted nowhere.
        undated: Without a time of receipt: in no week and no age, and in no span but the whole register.
        unknown: Clocks that cannot run for want of a time: in no rate.
        untimed: Closed in the span, but without the times of day that a duration needs.
        orphans: Detail rows whose number is that of no complaint.
        amounts: Rows of 费用 whose amount is no number.
    """

    cancelled: int
    later: int
    undated: int
    unknown: int
    untimed: int
    orphans: int = 0
    amounts: int = 0


@dataclass(frozen=True, slots=True)
class Category:
    """One bar of a Pareto.

    Attributes:
        name: List value or text; None for complaints where nothing is filled, and for the rest.
        kind: ``rest`` holds what is behind the first ten (and the list value 其他), ``blank`` what is not filled.
        groups: How many different names are behind it.
    """

    name: str | None
    kind: Literal["named", "rest", "blank"]
    count: int
    groups: int = 1


@dataclass(frozen=True, slots=True)
class Urgent:
    """An open complaint with its most pressing clock; `left_h` below 0 is time over the limit."""

    case_no: str | None
    customer: str | None
    defect: str | None
    department: str | None
    owner: str | None
    clock: str | None
    left_h: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Breach:
    """A clock that was breached or met late; times are naive, in the register's zone."""

    case_no: str | None
    customer: str | None
    defect: str | None
    department: str | None
    owner: str | None
    clock: str
    n: int
    due: datetime | None
    stop: datetime | None
    over_h: float
    state: str
    reason: str | None
    is_open: bool


@dataclass(slots=True)
class Missed:
    """How often one clock stands on the list of breaches."""

    clock: str
    breached: int = 0
    late: int = 0


@dataclass(slots=True)
class Age:
    """Open complaints of one age: `upto_h` is the last hour that belongs to it; None for the oldest.

    `is_unknown` is the group of those without a time of receipt.
    """

    from_h: int
    upto_h: int | None
    is_unknown: bool = False
    count: int = 0
    breached: int = 0


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """Return the value that `share` of the sorted values do not pass, as Excel's PERCENTILE.INC; None for none."""
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
