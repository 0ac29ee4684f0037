"""The summary of a register as one value, and the record that fills the summary workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kesu_xl.figures import shown
from kesu_xl.figures.figure import catalogue
from kesu_xl.figures.finding import findings
from kesu_xl.figures.pareto import TOP_BARS, pareto
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
from kesu_xl.wording import say

__all__ = ["Summary"]

#: Slots of the overview; the other sheets have lists that grow.
_RECENT_WEEKS, _FINDINGS = 13, 4


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

    def record(self, lang: str) -> Mapping[str, Any]:
        """Return the values of the template's markers, with every text in `lang`."""
        customers = shown.customer_rows(self.customers, lang)
        weeks = shown.week_rows(self.weeks)
        defects = pareto(self.defects, lang)
        return {
            "title": shown.title(self, lang),
            "target": TARGET,
            "target_label": say("summary.target", lang, target=shown.percent(TARGET)),
            "about": shown.about(self, lang),
            "overview": shown.overview_values(self, lang),
            "findings": [one.row(lang) for one in findings(self)[:_FINDINGS]],
            "urgent": [shown.urgent_row(one, lang) for one in self.urgent],
            "breaches": [shown.breach_row(one, lang) for one in self.breaches],
            "missed": [shown.missed_row(one, lang) for one in self.missed],
            "defects": defects,
            "causes": pareto(self.causes, lang),
            "customers": customers,
            "departments": [shown.tally_row(one, lang) for one in self.departments],
            "total": shown.tally_row(self.total, lang),
            "weeks": weeks,
            "recent": shown.week_rows(self.weeks[-_RECENT_WEEKS:]),
            "top_defects": pareto(self.defects, lang, TOP_BARS),
            "ages": shown.age_rows(self.ages, self.overview.open, lang),
            "age_chart": shown.age_rows(self.ages, self.overview.open, lang),
            "figures": catalogue(lang),
        }
