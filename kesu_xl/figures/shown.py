"""Figures as rows of the summary workbook: numbers stay numbers, words are chosen, nothing is counted any more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.figures.bars import MOST_BARS, bar_label, split_labels
from kesu_xl.figures.outcomes import MOST_LISTED
from kesu_xl.figures.result import TARGET, Age, Breach, Missed, Rate, Tally, Urgent, Week, quantile
from kesu_xl.wording import Ref, in_language, say

if TYPE_CHECKING:
    from kesu_xl.figures.summary import Summary

__all__ = [
    "Row",
    "age_bars",
    "age_rows",
    "breach_row",
    "customer_bars",
    "customer_rows",
    "hours_text",
    "missed_rows",
    "overview_values",
    "percent",
    "rated_label",
    "tally_row",
    "urgent_row",
    "week_rows",
]

Row = dict[str, Any]
_AGE_PARTS: Final = ("within", "breached")
#: Pixels of the longest bar of the overview and of a whole page.
_BAR, _PAGE_BAR = 270, 1000
_DAY_H: Final = 24
_WEEK_RATES: Final = (("response", "first_response"), ("owner", "owner_found"), ("closing", "closed_or_escalated"))


def percent(value: float) -> str:
    """Return a share as people read it, ``86 %``: one decimal where the whole number would say that a target is met."""
    whole = math.floor(value * 100 + 0.5)
    if value < TARGET <= whole / 100 or (value < 1 and whole == 100):
        tenth = math.floor(value * 1000 + 0.5) / 10
        is_safe = tenth < 100 and not value < TARGET <= tenth / 100
        return f"{tenth if is_safe else math.floor(value * 1000) / 10:.1f} %"
    return f"{whole} %"


def hours_text(hours: float) -> str:
    """Return a duration as ``6.3 h``."""
    return f"{hours:,.1f} h"


def rated_label(summary: Summary, at: int) -> Ref:
    """Return what one of the rated clocks is called, with its limit where all complaints have the same."""
    limit = summary.overview.limits_h[at]
    name = ("response", "owner", "closing")[at]
    if limit is None:
        return Ref(f"summary.{name}")
    return Ref(f"summary.{name}_limit", limit=int(limit) if limit == int(limit) else round(limit, 1))


def overview_values(summary: Summary, lang: str) -> Row:
    """Return the values of the cards."""
    seen = summary.overview
    rates = (seen.first_response, seen.owner_found, seen.closed_or_escalated)
    row: Row = {
        "received": seen.received,
        "closed": seen.closed,
        "not_justified": seen.not_justified,
        "open": seen.open,
        "oldest_days": None if seen.oldest_open_h is None else seen.oldest_open_h / _DAY_H,
        "escalated": seen.escalated_open,
        "breached": seen.breached,
        "at_risk": seen.at_risk,
        "breached_clocks": sum(one.breached for one in summary.missed),
        "late_clocks": sum(one.late for one in summary.missed),
        "close_mean": seen.close_mean_h,
        "close_median": seen.close_median_h,
        "close_p90": seen.close_p90_h,
        "timed_closings": seen.timed_closings,
    }
    for at, (name, rate) in enumerate(zip(("response", "owner", "closing"), rates, strict=True)):
        row[name] = rate.value
        row[f"{name}_due"] = rate.whole
        row[f"{name}_missed"] = rate.whole - rate.part
        row[f"{name}_label"] = rated_label(summary, at).say(lang)
        row[f"{name}_word"] = _target_word(rate, lang)
    return row | _changes(summary)


def _changes(summary: Summary) -> Row:
    """Return what changed against the span before, rates in percentage points; None where there is none."""
    known = {one.name: one for one in summary.indicators}

    def change(name: str, factor: float = 1) -> float | None:
        one = known.get(name)
        now = one.now.value if one else None
        before = one.previous.value if one and one.previous else None
        return None if now is None or before is None else round((now - before) * factor, 1)

    return {
        "received_change": change("received"),
        "open_change": change("open"),
        "closing_change": change("closing_rate", 100),
        "response_change": change("response_rate", 100),
        "close_change": change("close_mean"),
    }


def _target_word(rate: Rate, lang: str) -> str:
    if rate.value is None:
        return say("summary.word.none", lang)
    return say("summary.word.met" if rate.value >= TARGET else "summary.word.missed", lang)


def tally_row(tally: Tally, lang: str) -> Row:
    """Return the row of a group: counts, rates (None without a denominator), hours to close."""
    hours = sorted(tally.hours)
    name = _group_name(tally, lang)
    return {
        "name": f"{name} *" if tally.is_thin else name,
        "count": tally.count,
        "open": tally.open,
        "breached": tally.breached,
        "repeats": tally.repeats,
        "response": tally.rate("first_response").value,
        "owner": tally.rate("owner_found").value,
        "closing": tally.rate("closed_or_escalated").value,
        "closing_due": tally.rate("closed_or_escalated").whole,
        "mean": sum(hours) / len(hours) if hours else None,
        "median": quantile(hours, 0.5),
        "ppm": tally.ppm,
        "satisfaction": sum(tally.scores) / len(tally.scores) if tally.scores else None,
        "target": TARGET,
    }


def _group_name(tally: Tally, lang: str) -> str:
    return str(in_language(tally.name, lang)) if tally.name is not None else say("summary.blank", lang)


def customer_rows(customers: Sequence[Tally], lang: str) -> list[Row]:
    """Return the customers, most complaints first, with shares that run to 100 %; a long list ends in the others."""
    rows = _with_rest(customers, MOST_LISTED, lang)
    for row in rows:
        row["name"] = f"{row['name']} *" if row.pop("is_thin") else row["name"]
    return rows


def customer_bars(customers: Sequence[Tally], lang: str) -> list[Row]:
    """Return the bars of the customers that complained: as many as fit, the others as one."""
    rows = _with_rest([one for one in customers if one.count], MOST_BARS, lang)
    return [
        {"label": bar_label(row["name"], row["count"]), "share": row["share"], "running": row["running"]}
        for row in rows
    ]


def _with_rest(customers: Sequence[Tally], most: int, lang: str) -> list[Row]:
    cut = len(customers) if len(customers) <= most else most - 1
    total = sum(tally.count for tally in customers)
    rows = []
    for tally in customers[:cut]:
        rows.append({**tally_row(tally, lang), "name": _group_name(tally, lang), "is_thin": tally.is_thin})
    if behind := customers[cut:]:
        rest = Tally.total(behind)
        name = say("summary.rest_customers", lang, count=len(behind))
        rows.append({**tally_row(rest, lang), "name": name, "is_thin": rest.is_thin})
    sofar = 0
    for row in rows:
        sofar += row["count"]
        row["share"] = row["count"] / total if total else None
        row["running"] = sofar / total if total else None
    return rows


def week_rows(weeks: Sequence[Week]) -> list[Row]:
    """Return the weeks; the last rate of closing stands in a column of its own, for the only label of the chart."""
    rows: list[Row] = []
    for week in weeks:
        row: Row = {
            "week": week.name,
            "label": week.short,
            "monday": week.monday,
            "received": week.received,
            "closed": week.closed,
            "backlog": week.backlog,
            "target": TARGET,
        }
        for name, clock in _WEEK_RATES:
            rate = week.rate(clock)
            row[name], row[f"{name}_due"] = rate.value, rate.whole
        row["closing_last"] = None
        rows.append(row)
    last = next((row for row in reversed(rows) if row["closing"] is not None), None)
    if last is not None:
        last["closing_last"] = last["closing"]
    return rows


def age_rows(ages: Sequence[Age], total: int, lang: str) -> list[Row]:
    """Return the ages of the open complaints."""
    rows = [
        {
            "name": _age_name(age, lang),
            "count": age.count,
            "within": age.count - age.breached,
            "breached": age.breached,
            "share": age.count / total if total else None,
        }
        for age in ages
    ]
    return split_labels(rows, _AGE_PARTS, _PAGE_BAR)


def _age_name(age: Age, lang: str) -> str:
    if age.is_unknown:
        return say("summary.age.unknown", lang)
    if age.upto_h is None:
        return say("summary.age.over", lang, days=age.from_h // _DAY_H)
    if age.upto_h <= 2 * _DAY_H:
        return say("summary.age.hours", lang, first=age.from_h, last=age.upto_h)
    # 7 days are over after the seventh: the next group is called from the eighth on.
    first = age.from_h // _DAY_H + (1 if age.from_h > 2 * _DAY_H else 0)
    return say("summary.age.days", lang, first=first, last=age.upto_h // _DAY_H)


def urgent_row(urgent: Urgent, lang: str) -> Row:
    """Return an open complaint with its most pressing clock."""
    return {
        "case_no": urgent.case_no,
        "customer": in_language(urgent.customer, lang),
        "defect": in_language(urgent.defect, lang) or say("summary.blank", lang),
        "department": in_language(urgent.department, lang),
        "owner": urgent.owner or say("summary.nobody", lang),
        "clock": clock_name(urgent.clock, 1, lang) if urgent.clock else None,
        "left_h": urgent.left_h,
        "state": state_words(urgent.state, lang),
    }


def breach_row(breach: Breach, lang: str) -> Row:
    """Return a clock that was breached or met late."""
    return {
        "case_no": breach.case_no,
        "customer": in_language(breach.customer, lang),
        "defect": breach.defect,
        "department": in_language(breach.department, lang),
        "owner": breach.owner or say("summary.nobody", lang),
        "clock": clock_name(breach.clock, breach.n, lang),
        "due": breach.due,
        "stop": breach.stop,
        "over_h": breach.over_h,
        "state": state_words(breach.state, lang),
        "reason": breach.reason or say("summary.no_reason", lang),
    }


def missed_rows(missed: Sequence[Missed], lang: str) -> list[Row]:
    """Return how often each clock stands on the list of breaches, with the numbers that fit on their bars."""
    rows = [{"clock": clock_name(one.clock, 1, lang), "breached": one.breached, "late": one.late} for one in missed]
    return split_labels(rows, ("breached", "late"), _PAGE_BAR)


def age_bars(ages: Sequence[Age], total: int, lang: str) -> list[Row]:
    """Return the ages of the open complaints as bars: how many there are beside each, numbers where they fit."""
    rows = age_rows(ages, total, lang)
    for row in rows:
        row["name"] = f"{row['name']} · {row['count']}" if row["count"] else row["name"]
    return split_labels(rows, _AGE_PARTS, _BAR)


def clock_name(clock: str, n: int, lang: str) -> str:
    """Return what a clock is called; from the second on with its number."""
    name = say(f"clock.{clock}", lang)
    return f"{name} {n}" if n > 1 else name


def state_words(state: str, lang: str) -> str:
    """Return icon and word of a state."""
    return say(f"clock.shown.{state}", lang)
