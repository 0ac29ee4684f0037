"""The summary of a register as one value, and the record that fills the summary workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kesu_xl.figures import heading, listed, shown
from kesu_xl.figures.bars import chart_rates
from kesu_xl.figures.cost import Cost
from kesu_xl.figures.figure import catalogue
from kesu_xl.figures.finding import findings
from kesu_xl.figures.indicators import Indicator
from kesu_xl.figures.openlist import OpenCase, Topic
from kesu_xl.figures.pareto import TOP_BARS, pareto
from kesu_xl.figures.repeats import Repeat
from kesu_xl.figures.result import (
    TARGET,
    Age,
    Breach,
    Category,
    LeftOut,
    Missed,
    Overview,
    Tally,
    Urgent,
    Week,
)
from kesu_xl.figures.shares import Share
from kesu_xl.figures.watch import Watched
from kesu_xl.figures.weeks import TREND_WEEKS
from kesu_xl.wording import say

__all__ = ["Summary"]

#: Slots of the overview.
_FINDINGS = 4
_DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that the summary tabs show; times are naive, in the register's zone.

    Attributes:
        register: Name of the register.
        policy: Name of the policy that the clocks follow.
        zone: Name of the register's zone.
        now: The moment of the summary.
        first: First day of the span, `last` its last day.
        is_whole: The span is the whole register.
        missed: The list of breaches by clock.
        total: The counters over all complaints; the groups add up to it.
        weeks: 13 to 26 weeks that end with the span's last day; not bound to the span's first day.
        breaches: The worst of all that `missed` counts.
        owners: The counters by handler.
        indicators: Every figure for the span, for the days before it, and for the last 13 weeks.
        currency: The currency of the amounts among them; "" where nobody says one.
        costs: What the complaints of the span cost, by kind and currency.
        repeats: Complaints of the span that name an earlier one; `proposals` are those that seem to repeat one.
        uncompared: So many complaints of the span were not compared with earlier ones.
        open_cases: The most pressing of the open complaints.
        agenda: What the meeting takes up; `agenda_count` is how many there are in all.
        watched: The categories of the watch list.
        shares: The complaints of the span by further columns.
    """

    register: str
    policy: str
    zone: str
    now: datetime
    first: date
    last: date
    is_whole: bool
    overview: Overview
    left_out: LeftOut
    urgent: tuple[Urgent, ...]
    breaches: tuple[Breach, ...]
    missed: tuple[Missed, ...]
    defects: tuple[Category, ...]
    causes: tuple[Category, ...]
    customers: tuple[Tally, ...]
    departments: tuple[Tally, ...]
    total: Tally
    weeks: tuple[Week, ...]
    ages: tuple[Age, ...]
    owners: tuple[Tally, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    currency: str = ""
    costs: tuple[Cost, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    proposals: tuple[Repeat, ...] = ()
    uncompared: int = 0
    open_cases: tuple[OpenCase, ...] = ()
    agenda: tuple[Topic, ...] = ()
    agenda_count: int = 0
    watched: tuple[Watched, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def is_week(self) -> bool:
        """Whether the span is one ISO week, which the last of the weeks then is."""
        is_seven = (self.last - self.first).days == _DAYS_OF_WEEK - 1
        return not self.is_whole and is_seven and self.first == self.weeks[-1].monday

    def record(self, lang: str) -> dict[str, Any]:
        """Return the values of the template's markers, with every text in `lang`; but for the problems of the data."""
        departments = [shown.tally_row(one, lang) for one in self.departments]
        owners = [listed.owner_row(one, lang) for one in self.owners]
        weeks = shown.week_rows(self.weeks)
        defects = pareto(self.defects, lang)
        return {
            "title": heading.title(self, lang),
            "target": TARGET,
            "target_label": say("summary.target", lang, target=shown.percent(TARGET)),
            "about": heading.about(self, lang),
            "overview": shown.overview_values(self, lang),
            "findings": [one.row(lang) for one in findings(self)[:_FINDINGS]],
            "urgent": [shown.urgent_row(one, lang) for one in self.urgent],
            "breaches": [shown.breach_row(one, lang) for one in self.breaches],
            "missed": shown.missed_rows(self.missed, lang),
            "defects": defects,
            "causes": pareto(self.causes, lang),
            "customers": shown.customer_rows(self.customers, lang),
            "customer_bars": shown.customer_bars(self.customers, lang),
            "departments": departments,
            "department_bars": chart_rates(self.departments, departments),
            "total": shown.tally_row(self.total, lang),
            "weeks": weeks,
            "week_heads": {f"w{at}": week.short for at, week in enumerate(self.weeks[-TREND_WEEKS:], 1)},
            "recent": shown.week_rows(self.weeks[-TREND_WEEKS:]),
            "top_defects": pareto(self.defects, lang, TOP_BARS),
            "ages": shown.age_rows(self.ages, self.overview.open, lang),
            "age_chart": shown.age_bars(self.ages, self.overview.open, lang),
            "owners": owners,
            "owner_bars": chart_rates(self.owners, owners),
            "indicators": listed.indicator_rows(self, lang),
            "costs": listed.cost_rows(self.costs, lang),
            "cost_total": listed.cost_total(self.costs, lang),
            "repeats": listed.repeat_rows(self, lang),
            "open_cases": [listed.open_row(one, lang) for one in self.open_cases],
            "agenda": [listed.topic_row(at, one, lang) for at, one in enumerate(self.agenda, 1)],
            "watched": [listed.watched_row(one, lang) for one in self.watched],
            "shares": listed.share_rows(self.shares, lang),
            "figures": catalogue(lang),
        }
