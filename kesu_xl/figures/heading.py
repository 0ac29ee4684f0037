"""Headings of the tabs: their titles, and the line under each that says of what and how much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kesu_xl.figures.bars import MOST_BARS, rated_groups
from kesu_xl.figures.pareto import TOP_BARS, merged, vital_few
from kesu_xl.figures.repeats import MOST_PROPOSED, SIMILAR, WITHIN_DAYS
from kesu_xl.figures.result import Category, Tally
from kesu_xl.figures.shown import percent
from kesu_xl.wording import Ref, say

if TYPE_CHECKING:
    from kesu_xl.figures.summary import Summary

__all__ = ["about", "title"]


def title(summary: Summary, lang: str) -> str:
    """Return the heading of the overview."""
    if summary.is_week:
        return say("summary.title_week", lang, week=summary.weeks[-1].name)
    if _is_month(summary):
        return say("summary.title_month", lang, month=f"{summary.first:%Y-%m}")
    return say("summary.title", lang, span=_span(summary))


def _is_month(summary: Summary) -> bool:
    first, last = summary.first, summary.last
    return not summary.is_whole and first.day == 1 and last + timedelta(days=1) == _month_after(first)


def _month_after(day: date) -> date:
    return (day + timedelta(days=31)).replace(day=1)


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
        "overview": (_span(summary) + joint if summary.is_week or _is_month(summary) else "") + say(
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
        "customer_bars": _about_bars_shown(
            "summary.about.customer_bars", MOST_BARS - 1, sum(one.count > 0 for one in summary.customers), lang
        ),
        "department_bars": _about_rates("summary.about.department_bars", summary.departments, lang),
        "owner_bars": _about_rates("summary.about.owner_bars", summary.owners, lang),
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


def _about_rates(key: str, tallies: Sequence[Tally], lang: str) -> str:
    """Return which groups have bars; a note where none has."""
    rated = len(rated_groups(tallies))
    if not rated:
        return say("summary.about.no_rates", lang)
    return _about_bars_shown(key, MOST_BARS, rated, lang)


def _about_bars_shown(key: str, shown: int, count: int, lang: str) -> str:
    """Return a note where a chart shows only the first of its groups."""
    return say(key, lang, shown=shown, count=count) if count > MOST_BARS else ""


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
