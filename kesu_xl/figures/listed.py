"""Rows of the lists: handlers, all figures over time, costs, repeats, open complaints, agenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.complaint import COLUMNS
from kesu_xl.figures.bars import bar_label
from kesu_xl.figures.cost import Cost
from kesu_xl.figures.figure import FIGURES
from kesu_xl.figures.openlist import OpenCase, Topic
from kesu_xl.figures.repeats import Repeat
from kesu_xl.figures.result import Measure, Tally
from kesu_xl.figures.shares import Share
from kesu_xl.figures.shown import Row, clock_name, state_words, tally_row
from kesu_xl.figures.watch import Watched
from kesu_xl.figures.weeks import TREND_WEEKS
from kesu_xl.wording import in_language, say

if TYPE_CHECKING:
    from kesu_xl.figures.summary import Summary

__all__ = [
    "cost_rows",
    "cost_total",
    "currency_name",
    "indicator_rows",
    "open_row",
    "owner_row",
    "repeat_rows",
    "share_rows",
    "topic_row",
    "watched_row",
]

_FIGURES: Final = {figure.name: figure for figure in FIGURES}
#: A row of the agenda asks for so many decisions at most.
_DECISIONS: Final = 2
#: Clocks that say themselves what is to be done when their time is over.
_OWN_DECISION: Final = ("first_response", "owner_found", "closed_or_escalated", "decision", "feedback")
_COUNTED: Final = ("figures.unit.case", "figures.unit.clock", "figures.unit.item")


def owner_row(tally: Tally, lang: str) -> Row:
    """Return the row of a handler."""
    row = tally_row(tally, lang)
    if tally.name is None:
        row["name"] = say("summary.nobody", lang)
    return row


def indicator_rows(summary: Summary, lang: str) -> list[Row]:
    """Return every figure with its unit, its change, and the last weeks: ``w1`` to ``w13``, the newest."""
    rows = []
    for one in summary.indicators:
        figure = _FIGURES[one.name]
        is_count = figure.unit in _COUNTED
        now, previous = _value(one.now, is_count), _value(one.previous, is_count)
        unit = say(figure.unit, lang)
        if figure.unit == "figures.unit.money":
            unit = currency_name(summary.currency, lang)
        row: Row = {
            "name": say(figure.label, lang),
            "unit": unit,
            "value": now,
            "previous": previous,
            "change": None if now is None or previous is None else now - previous,
            "whole": one.now.whole,
        }
        weeks = [None] * (TREND_WEEKS - len(one.weeks)) + list(one.weeks)
        for at, week in enumerate(weeks, 1):
            row[f"w{at}"] = _value(week, is_count)
        rows.append(row)
    return rows


def _value(measure: Measure | None, is_count: bool) -> float | int | None:
    if measure is None or measure.value is None:
        return None
    return int(measure.value) if is_count else measure.value


def currency_name(currency: str, lang: str) -> str:
    """Return a currency, or words for one that nobody wrote down."""
    return currency or say("summary.no_currency", lang)


def cost_rows(costs: Sequence[Cost], lang: str) -> list[Row]:
    """Return the kinds of cost, currency after currency; after the first each currency has its sum behind its kinds.

    Only the first currency has bars in the chart: amounts of two currencies do not stand beside each other.
    """
    rows: list[Row] = []
    first = costs[0].currency if costs else ""
    for at, cost in enumerate(costs):
        rows.append(_cost_row(cost, lang, has_bar=cost.currency == first))
        is_last = at + 1 == len(costs) or costs[at + 1].currency != cost.currency
        if is_last and cost.currency != first:
            total = cost_total(costs, lang, cost.currency)
            rows.append({**total, "label": None, "bar": None, "claim": None})
    return rows


def _cost_row(cost: Cost, lang: str, *, has_bar: bool) -> Row:
    name = say("summary.cost_unsorted", lang) if cost.kind is None else str(in_language(cost.kind, lang))
    return {
        "kind": name,
        "currency": currency_name(cost.currency, lang),
        "cases": cost.cases,
        "claimed": cost.claimed,
        "accepted": cost.accepted,
        "own": cost.own,
        "total": cost.total,
        "label": bar_label(name, cost.cases) if has_bar else None,
        "bar": cost.total if has_bar else None,
        "claim": cost.claimed if has_bar else None,
    }


def cost_total(costs: Sequence[Cost], lang: str, currency: str | None = None) -> Row:
    """Return the sum of one currency; of the first one where none is said."""
    if currency is None:
        currency = costs[0].currency if costs else ""
    chosen = [cost for cost in costs if cost.currency == currency]
    return {
        "kind": say("summary.head.total", lang),
        "currency": currency_name(currency, lang) if chosen else None,
        "cases": None,
        "claimed": sum(cost.claimed for cost in chosen),
        "accepted": sum(cost.accepted for cost in chosen),
        "own": sum(cost.own for cost in chosen),
        "total": sum(cost.total for cost in chosen),
    }


def repeat_rows(summary: Summary, lang: str) -> list[Row]:
    """Return the repeats that the register names, then the proposals."""
    rows = [_repeat_row(one, "summary.repeat_named", lang) for one in summary.repeats]
    return rows + [_repeat_row(one, "summary.repeat_proposed", lang) for one in summary.proposals]


def _repeat_row(repeat: Repeat, state: str, lang: str) -> Row:
    return {
        "state": say(state, lang),
        "case_no": repeat.case_no,
        "received": repeat.received,
        "customer": in_language(repeat.customer, lang),
        "part": repeat.part,
        "earlier": repeat.earlier,
        "days": repeat.days,
        "similarity": repeat.similarity,
        "defect": repeat.defect,
        "earlier_defect": repeat.earlier_defect,
    }


def open_row(case: OpenCase, lang: str) -> Row:
    """Return an open complaint."""
    return {
        "case_no": case.case_no,
        "customer": in_language(case.customer, lang),
        "product": case.product,
        "defect": case.defect,
        "department": in_language(case.department, lang),
        "owner": case.owner or say("summary.nobody", lang),
        "received": case.received,
        "age_days": case.age_days,
        "clock": clock_name(case.clock, 1, lang) if case.clock else None,
        "left_h": case.left_h,
        "state": state_words(case.state, lang),
        "escalated": say("summary.yes", lang) if case.escalated else None,
        "overdue": case.overdue or None,
    }


def topic_row(number: int, topic: Topic, lang: str) -> Row:
    """Return what the meeting takes up."""
    case = topic.case
    joint = say("summary.dot", lang)
    return {
        "number": number,
        "case_no": case.case_no,
        "customer": in_language(case.customer, lang),
        "defect": case.defect,
        "owner": case.owner or say("summary.nobody", lang),
        "department": in_language(case.department, lang),
        "topic": joint.join(say(f"summary.reason.{reason}", lang, count=case.overdue) for reason in topic.reasons),
        "needed": say("summary.semicolon", lang).join(say(key, lang) for key in _needed(topic)),
        "clock": clock_name(case.clock, 1, lang) if case.clock else None,
        "left_h": case.left_h,
        "state": state_words(case.state, lang),
    }


def _needed(topic: Topic) -> list[str]:
    """Return the keys of what is to be decided, the gravest first; one of each clock's own where its time is over."""
    own = f".{topic.case.clock}" if topic.case.clock in _OWN_DECISION else ""
    reasons = topic.reasons
    if own == ".decision" and "undecided" in reasons:
        # the supervisor's decision is asked for already
        reasons = tuple(reason for reason in reasons if reason != "breached")
    return [f"summary.needed.{reason}{own if reason == 'breached' else ''}" for reason in reasons[:_DECISIONS]]


def watched_row(one: Watched, lang: str) -> Row:
    """Return a category of the watch list."""
    key = "unknown" if one.recent is None else "fallen" if one.has_fallen else "stays"
    return {
        "name": in_language(one.name, lang),
        "before": one.before,
        "recent": one.recent,
        "count": one.count,
        "state": say(f"summary.watch.{key}", lang),
    }


def share_rows(found: Sequence[Share], lang: str) -> list[Row]:
    """Return the values of all columns, column after column."""
    rows: list[Row] = []
    for share in found:
        total = sum(bar.count for bar in share.bars)
        for bar in share.bars:
            name: Any = bar.name if bar.kind == "named" else say(f"summary.{bar.kind}", lang)
            rows.append(
                {
                    "column": COLUMNS[share.column].say(lang),
                    "name": in_language(name, lang),
                    "count": bar.count,
                    "share": bar.count / total,
                }
            )
    return rows
