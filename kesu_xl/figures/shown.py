"""Figures as rows of the summary workbook: numbers stay numbers, words are chosen, nothing is counted any more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.figures.pareto import TOP_BARS, bar_label, merged, vital_few
from kesu_xl.figures.repeats import MOST_PROPOSED, SIMILAR, WITHIN_DAYS
from kesu_xl.figures.result import TARGET, Age, Breach, Category, Missed, Rate, Tally, Urgent, Week, quantile
from kesu_xl.wording import Ref, in_language, say

if TYPE_CHECKING:
    from kesu_xl.figures.summary import Summary

__all__ = [
    "Row",
    "about",
    "age_rows",
    "breach_row",
    "customer_rows",
    "hours_text",
    "missed_row",
    "overview_values",
    "percent",
    "rated_label",
    "tally_row",
    "title",
    "urgent_row",
    "week_rows",
]

Row = dict[str, Any]
_MOST_CUSTOMERS: Final = 20
_DAY_H: Final = 24
_WEEK_RATES: Final = (("response", "first_response"), ("owner", "owner_found"), ("closing", "closed_or_escalated"))


def title(summary: Summary, lang: str) -> str:
    """Return the heading of the overview."""
    return say("summary.title", lang, span=_span(summary))


def about(summary: Summary, lang: str, unread: int = 0) -> dict[str, str]:
    """Return the line under the title of each tab; `unread` registers could not be read, and are in no figure."""
    left = summary.left_out
    notes = [
        Ref(f"summary.left.{name}", count=count)
        for name, count in (
            ("registers", unread),
            ("cancelled", left.cancelled),
            ("later", left.later),
            ("undated", left.undated),
            ("untimed", left.untimed),
            ("unknown", left.unknown),
            ("orphans", left.orphans),
            ("amounts", left.amounts),
        )
        if count
    ]
    joint = say("summary.dot", lang)
    breached = sum(one.breached for one in summary.missed)
    span = _span(summary)
    few = sum(tally.is_thin for tally in summary.departments)
    late = sum(one.late for one in summary.missed)
    return {
        "overview": say(
            "summary.about.overview", lang, register=summary.register, now=f"{summary.now:%Y-%m-%d %H:%M}",
            zone=summary.zone, policy=summary.policy,
        ),
        "left_out": joint.join(note.say(lang) for note in notes) or say("summary.left.nothing", lang),
        "breaches": say(
            "summary.about.breaches", lang, breached=breached, cases=summary.overview.breached, late=late, span=span,
        ) + _cut(len(summary.breaches), breached + late, lang),
        "defects": _about_bars(summary, summary.defects, lang),
        "causes": _about_bars(summary, summary.causes, lang),
        "top_defects": _about_top(summary, lang),
        "customers": say("summary.about.customers", lang, count=len(summary.customers), span=span),
        "departments": say("summary.about.departments", lang, span=span, few=few),
        "weeks": say(
            "summary.about.weeks", lang, count=len(summary.weeks), first=summary.weeks[0].name,
            last=summary.weeks[-1].name,
        ),
        "recent": say(
            "summary.about.recent", lang, last=summary.weeks[-1].name, count=summary.weeks[-1].received,
        ),
        "ages": say(
            "summary.about.ages", lang, open=summary.overview.open, breached=summary.overview.breached,
            escalated=summary.overview.escalated_open,
        ),
        "urgent": say("summary.about.urgent", lang, shown=len(summary.urgent), open=summary.overview.open),
        "owners": say(
            "summary.about.owners", lang, span=span, count=sum(one.name is not None for one in summary.owners),
        ),
        "indicators": say("summary.about.indicators", lang, span=span, last=summary.weeks[-1].name),
        "costs": say("summary.about.costs" if summary.costs else "summary.about.no_costs", lang, span=span),
        "repeats": _about_repeats(summary, lang),
        "open_cases": say(
            "summary.about.open_cases", lang, open=summary.overview.open, breached=summary.overview.breached,
            at_risk=summary.overview.at_risk,
        ) + _cut(len(summary.open_cases), summary.overview.open, lang),
        "agenda": say("summary.about.agenda", lang, count=summary.agenda_count)
        + _cut(len(summary.agenda), summary.agenda_count, lang),
        "shares": say("summary.about.shares", lang, span=span, count=summary.overview.received),
    }  # fmt: skip


def _about_repeats(summary: Summary, lang: str) -> str:
    text = say(
        "summary.about.repeats", lang, span=_span(summary), named=summary.total.repeats,
        proposed=len(summary.proposals), days=WITHIN_DAYS, similar=percent(SIMILAR / 100),
    )  # fmt: skip
    text += _cut(len(summary.repeats), summary.total.repeats, lang)
    if summary.uncompared:
        if len(summary.proposals) == MOST_PROPOSED:
            text += say("summary.about.proposals_cut", lang, shown=MOST_PROPOSED)
        text += say("summary.about.uncompared", lang, count=summary.uncompared)
    return text


def _cut(shown: int, count: int, lang: str) -> str:
    """Return a note where a list shows only the first of its rows."""
    return say("summary.about.cut", lang, shown=shown) if shown < count else ""


def _about_bars(summary: Summary, categories: Sequence[Category], lang: str) -> str:
    few, part = vital_few(categories)
    total = sum(one.count for one in categories)
    blank = sum(one.count for one in categories if one.kind == "blank")
    if not total:
        return say("summary.about.no_bars", lang, span=_span(summary))
    key = "summary.about.bars" if few else "summary.about.bars_blank"
    return say(key, lang, span=_span(summary), total=total, few=few, share=percent(part / total), blank=blank)


def _about_top(summary: Summary, lang: str) -> str:
    bars = merged(summary.defects, TOP_BARS)
    few, part = vital_few(bars)
    total = sum(one.count for one in bars)
    return say("summary.about.top", lang, few=few, share=percent(part / total)) if few else ""


def _span(summary: Summary) -> str:
    return f"{summary.first} – {summary.last}"


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
    return row


def _target_word(rate: Rate, lang: str) -> str:
    if rate.value is None:
        return say("summary.word.none", lang)
    return say("summary.word.met" if rate.value >= TARGET else "summary.word.missed", lang)


def tally_row(tally: Tally, lang: str) -> Row:
    """Return the row of a group: counts, rates (None without a denominator), hours to close."""
    hours = sorted(tally.hours)
    name = in_language(tally.name, lang) if tally.name is not None else say("summary.blank", lang)
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


def customer_rows(customers: Sequence[Tally], lang: str) -> list[Row]:
    """Return the customers with most complaints, the others as one row, and shares that run to 100 %."""
    cut = len(customers) if len(customers) <= _MOST_CUSTOMERS else _MOST_CUSTOMERS - 1
    behind = customers[cut:]
    total = sum(tally.count for tally in customers)
    rows = [tally_row(tally, lang) for tally in customers[:cut]]
    if behind:
        rest = tally_row(Tally.total(behind), lang)
        rest["name"] = say("summary.rest_customers", lang, count=len(behind))
        rows.append(rest)
    sofar = 0
    for row in rows:
        sofar += row["count"]
        row["share"] = row["count"] / total if total else None
        row["running"] = sofar / total if total else None
        row["label"] = bar_label(str(row["name"]).removesuffix(" *"), row["count"])
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
    return [
        {
            "name": _age_name(age, lang),
            "count": age.count,
            "within": age.count - age.breached,
            "breached": age.breached,
            "share": age.count / total if total else None,
        }
        for age in ages
    ]


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


def missed_row(missed: Missed, lang: str) -> Row:
    """Return how often one clock stands on the list of breaches."""
    return {"clock": clock_name(missed.clock, 1, lang), "breached": missed.breached, "late": missed.late}


def clock_name(clock: str, n: int, lang: str) -> str:
    """Return what a clock is called; from the second on with its number."""
    name = say(f"clock.{clock}", lang)
    return f"{name} {n}" if n > 1 else name


def state_words(state: str, lang: str) -> str:
    """Return icon and word of a state."""
    return say(f"clock.shown.{state}", lang)
