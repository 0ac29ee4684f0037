"""The figures against a second count: generated registers, three policies, as the summary and as its tabs show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd
from figures_again import HOURS, Again, Figure, alike, earlier, same
from generated_register import MOMENTS, complaints, details, histories, scores, spans, summed
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kesu_xl.figures import FIGURES, Estimates, Summary

Span = tuple[date, date] | None


class Register:
    """A generated register, counted twice."""

    def __init__(self, seed: int, size: int, now: datetime, zone: str, policy: str) -> None:
        self.now, self.zone, self.policy = now, zone, policy
        self.rows = complaints(size, seed, now)
        self.tables, self.told = details(self.rows, seed, now), histories(self.rows, seed, now)
        self.scored = scores(self.rows, seed)

    def again(self, now: datetime | None = None) -> Again:
        return Again(self.rows, self.tables, self.told, self.scored, now or self.now, self.zone, self.policy)

    def summary(self, span: Span, estimates: Estimates | None = None) -> Summary:
        return summed(self.rows, self.tables, self.told, self.now, self.zone, span, estimates, self.policy, self.scored)


def agree(got: Mapping[str, Any], expected: Mapping[str, Figure]) -> set[str]:
    """Compare figures, and return their names."""
    for name, measure in got.items():
        value, whole = expected[name]
        assert same(measure.value, value), (name, measure, value)
        assert whole is None or measure.whole == whole, (name, measure, whole)
    return set(got)


@settings(
    max_examples=24,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, 9999), st.sampled_from((0, 1, 2, 25, 40)), st.sampled_from(MOMENTS),
       st.sampled_from(("Asia/Shanghai", "Europe/Berlin")), st.integers(0, 4),
       st.sampled_from(("default", "dealer", "oem")))  # fmt: skip
def test_pandas_counts_the_same(seed: int, size: int, now: datetime, zone: str, which: int, policy: str) -> None:
    register = Register(seed, size, now, zone, policy)
    span = spans(now)[which]
    summary, again = register.summary(span), register.again()
    agree({one.name: one.now for one in summary.indicators}, again.figures(span) | again.current())
    assert (summary.left_out.cancelled, summary.left_out.later) == (again.left["cancelled"], again.left["later"])
    assert summary.currency == again.main_currency()


def shown_again(register: Register, span: Span, summary: Summary) -> set[str]:
    """Compare every number of the tabs but the figures over time, and return the names of the figures."""
    again, record = register.again(), summary.record("zh-Hans")
    received, done, df = again.received_in(span), again.closed_in(span), again.df
    cards = record["overview"]
    figures, current = again.figures(span), again.current()

    def is_same(one: Any, other: Any) -> None:
        assert same(one, other), (one, other)

    for name in ("received", "closed", "not_justified", "close_mean", "close_median", "close_p90"):
        is_same(cards[name], figures[name][0])
    is_same(cards["timed_closings"], len(done))
    for name in ("open", "breached", "at_risk"):
        is_same(cards[name], current[name][0])
    opened = df[df["open"]]
    ages = (again.now - opened["received_at"]).dt.total_seconds() / 3600
    is_same(cards["oldest_days"], ages.max() / 24 if len(ages) else None)
    told = opened["escalated_to"].notna() & opened["escalated_at"].notna()
    is_same(cards["escalated"], int(told.sum()))
    for name, clock in (("closing", "closed_or_escalated"), ("response", "first_response"), ("owner", "owner_found")):
        clocks = again.counted_clocks(clock, span)
        met = int((clocks["state"] == "met").sum())
        assert (cards[f"{name}_due"], cards[f"{name}_missed"]) == (len(clocks), len(clocks) - met)
        is_same(cards[name], met / len(clocks) if len(clocks) else None)
    found = {
        "received",
        "closed",
        "not_justified",
        "close_mean",
        "close_median",
        "close_p90",
        "timed_closings",
        "open",
        "breached",
        "at_risk",
        "oldest_open",
        "escalated_open",
        "closing_rate",
        "response_rate",
        "owner_rate",
        "due",
        "missed",
    }
    assert record["target"] == 0.95
    assert (summary.left_out.cancelled, summary.left_out.later) == (again.left["cancelled"], again.left["later"])
    found |= {"target", "left_out"}
    found |= clocks_again(again, span, summary, record)
    for name, column in (("defects", "defect_class"), ("causes", "root_cause_occ")):
        found |= bars_again(record[name], received[column].dropna(), len(received))
    for name, column in (("customers", "customer"), ("departments", "owner_dept"), ("owners", "owner")):
        found |= groups_again(again, span, record[name], column)
    for row in record["departments"]:
        assert row["owner"] is None or 0 <= row["owner"] <= 1
    edges = (4, 48, 168, 336, 720, float("inf"))
    late = {number for number, state in again.states.items() if state == "breached"}
    for row, first, last in zip(record["ages"], (-1, *edges), edges, strict=False):
        chosen = opened[(ages > first) & (ages <= last)]
        bad = int(chosen["case_no"].isin(late).sum())
        assert (row["count"], row["within"], row["breached"]) == (len(chosen), len(chosen) - bad, bad)
        is_same(row["share"], len(chosen) / len(opened) if len(opened) else None)
    found |= {"age_count", "age_within", "age_breached", "age_share"}
    severe = {row["name"]: row for row in record["shares"] if row["column"] == "严重等级"}
    for value, count in received["severity"].fillna("（未填）").value_counts().items():
        assert severe[value]["count"] == count
        is_same(severe[value]["share"], count / len(received))
    found |= {"share_count", "share_share"}
    return found | costs_again(again, received, record) | repeats_again(register, again, received, summary)


def clocks_again(again: Again, span: Span, summary: Summary, record: Mapping[str, Any]) -> set[str]:
    """Compare the lists of clocks: breaches, open complaints, agenda."""
    opened = set(again.df[again.df["open"]]["case_no"])
    refused = set(again.df[again.df["refused"]]["case_no"])
    clocks = again.clocks[~((again.clocks["clock"] == "closed_or_escalated") & again.clocks["case_no"].isin(refused))]
    clocks = clocks[clocks["state"].isin(["breached", "met_late"])]
    is_due = again.inside(pd.to_datetime(clocks["due"], utc=True), span) if len(clocks) else []
    clocks = (
        clocks[is_due | ((clocks["state"] == "breached") & clocks["case_no"].isin(opened))] if len(clocks) else clocks
    )
    expected = sorted((n, c, s, round(-left.total_seconds())) for n, c, s, left in
                      clocks[["case_no", "clock", "state", "left"]].itertuples(index=False))  # fmt: skip
    shown = sorted((str(one.case_no), one.clock, one.state, round(one.over_h * 3600)) for one in summary.breaches)
    assert shown == expected
    assert record["overview"]["breached_clocks"] == sum(one[2] == "breached" for one in expected)
    assert record["overview"]["late_clocks"] == sum(one[2] == "met_late" for one in expected)
    actions, promises, states = again.actions(), again.promises(), again.states
    overdue = {n: again.overdue([*actions.get(n, []), *promises.get(n, [])]) for n in opened}
    received = dict(zip(again.df["case_no"], again.df["received_at"], strict=True))
    assert {row["case_no"] for row in record["open_cases"]} == opened
    for row in record["open_cases"]:
        number = row["case_no"]
        assert same(row["left_h"], again.left_h(number)), number
        assert (row["overdue"] or 0) == overdue[number]
        assert same(row["age_days"], (again.now - received[number]).total_seconds() / 86400)
    crises = set(again.df[again.df["crisis_level"].notna()]["case_no"]) & opened
    undecided = set(again.undecided()["case_no"])
    grave = [crises, undecided, {n for n in opened if states.get(n) == "breached"},
             {n for n in opened if states.get(n) == "at_risk"}, {n for n in opened if overdue[n]}]  # fmt: skip
    ranks = [next(at for at, names in enumerate(grave) if row["case_no"] in names) for row in record["agenda"]]
    assert ranks == sorted(ranks) and len(ranks) == len(set().union(*grave))
    assert [row["number"] for row in record["agenda"]] == list(range(1, len(ranks) + 1))
    return {"breached_clocks", "late_clocks", "over", "left", "overdue_items", "age_days", "topic_number"}


def bars_again(rows: list[dict[str, Any]], values: pd.Series[Any], whole: int) -> set[str]:
    """Compare a Pareto: ten names, the others, what is not filled."""
    counts = values.map(str).value_counts()
    others = int(counts.get("其他", 0))
    named = sorted(counts.drop("其他", errors="ignore"), reverse=True)
    expected = [*named[:10], *([sum(named[10:]) + others] if named[10:] or others else [])]
    blank = whole - len(values)
    expected += [blank] if blank else []
    assert [row["count"] for row in rows] == expected
    sofar, vital = 0, True
    names = min(len(named), 10)
    for at, row in enumerate(rows):
        sofar += row["count"]
        assert same(row["share"], row["count"] / whole) and same(row["running"], sofar / whole)
        assert row["rank"] == (at + 1 if at < names else None)
        assert (row["vital"] is not None) == (vital and at < names) and (row["vital"] is None) == (
            row["other"] is not None
        )
        vital &= sofar / whole < 0.8
        assert row["line"] == 0.8
    return {"bar_count", "bar_share", "running_share", "vital", "rank"}


def groups_again(again: Again, span: Span, rows: list[dict[str, Any]], column: str) -> set[str]:
    """Compare the table of a group."""
    received, done, df = again.received_in(span), again.closed_in(span), again.df
    late = {number for number, state in again.states.items() if state == "breached"}
    months, _ = again.shipped_in(span, "qty")
    for row in rows:
        name = str(row["name"]).removesuffix(" *")

        def of(frame: pd.DataFrame, name: str = name) -> pd.DataFrame:
            return frame[frame[column].isna() if name in ("（未填）", "（未定）") else frame[column] == name]

        mine, closed = of(received), of(done)
        assert row["count"] == len(mine) and row["repeats"] == mine["repeat_of"].notna().sum()
        opened = of(df[df["open"]])
        assert (row["open"], row["breached"]) == (len(opened), opened["case_no"].isin(late).sum())
        for key, clock in (
            ("closing", "closed_or_escalated"),
            ("response", "first_response"),
            ("owner", "owner_found"),
        ):
            clocks = again.counted_clocks(clock, span)
            clocks = clocks[clocks["case_no"].isin(of(df)["case_no"])]
            assert same(row[key], (clocks["state"] == "met").mean() if len(clocks) else None)
            assert key != "closing" or row["closing_due"] == len(clocks)
        hours, scores = again.hours("closed_at", closed), closed["satisfaction"].dropna().astype(float)
        assert same(row["mean"], hours.mean() if len(hours) else None)
        assert same(row["median"], hours.median() if len(hours) else None)
        assert same(row["satisfaction"], scores.mean() if len(scores) else None)
        if column == "customer":
            shipped, back = again.shipped_in(span, "qty")
            own = again.shipped_of(span, name)
            bad = of(back)["defect_qty"].fillna(0).astype(float).sum()
            assert same(row["ppm"], bad / own * 1e6 if own and months and shipped else None)
    return {
        "group_count",
        "group_open",
        "group_breached",
        "repeats",
        "group_closing_rate",
        "group_response_rate",
        "group_due",
        "group_mean",
        "group_median",
        "group_satisfaction",
        "group_ppm",
    }


def costs_again(again: Again, received: pd.DataFrame, record: Mapping[str, Any]) -> set[str]:
    """Compare the costs by kind and currency."""
    costs = again.costs
    costs = costs[costs["case_no"].isin(received["case_no"])]
    costs["kind"] = costs["kind"].where(costs["kind"].notna(), "未分类（含台账质量损失金额）")
    costs["state"] = costs["state"].where(costs["state"].notna(), "")
    shown = {(row["kind"], row["currency"]): row for row in record["costs"] if row["cases"] is not None}
    found = dict(list(costs.groupby(["kind", "currency"])))
    assert len(shown) == len(found)
    for (kind, currency), rows in found.items():
        row = shown[kind, currency or "（未注明）"]
        sums = {state: rows[rows["state"] == word]["amount"].sum() for state, word in
                (("claimed", "索赔"), ("accepted", "认赔"), ("own", ""))}  # fmt: skip
        for state, amount in sums.items():
            assert same(row[state], amount)
        assert same(row["total"], sums["accepted"] + sums["own"]) and row["cases"] == rows["case_no"].nunique()
    return {"cost_kind", "cost_cases"}


def repeats_again(register: Register, again: Again, received: pd.DataFrame, summary: Summary) -> set[str]:
    """Compare the repeats that the register names, and the proposals."""
    df = again.df.set_index("case_no")
    days = again.days(again.df.set_index("case_no")["received_at"]) if len(df) else {}
    named = received[received["repeat_of"].notna()]
    assert {(one.case_no, one.earlier) for one in summary.repeats} == set(
        zip(named["case_no"], named["repeat_of"], strict=True)
    )
    for one in summary.repeats:
        if one.days is not None and one.case_no in df.index and one.earlier in df.index:
            assert one.days == (days[one.case_no] - days[one.earlier]).days
    expected = {}
    for row in received[received["repeat_of"].isna() & received["customer"].notna()].itertuples():
        family = again.df[
            (again.df["customer"] == row.customer) & (again.df["part_no"] == row.part_no)
            & (again.df["received_at"] < row.received_at)
            & (again.df["received_at"] >= row.received_at - pd.Timedelta(days=90))
        ]  # fmt: skip
        best = max((alike(row.defect, one) for one in family["defect"]), default=0)
        if best >= 0.7:
            expected[row.case_no] = best
    assert {one.case_no for one in summary.proposals} == set(expected)
    for one in summary.proposals:
        assert same(one.similarity, expected[str(one.case_no)]) and one.earlier is not None
        assert one.days == (days[one.case_no] - days[one.earlier]).days
    return {"repeat_days", "similarity"}


def over_time_again(register: Register, span: tuple[date, date], summary: Summary) -> set[str]:
    """Compare the figures with their denominators, those of the span before, and three of the weeks."""
    again, record = register.again(), summary.record("zh-Hans")
    rows = dict(zip((one.name for one in summary.indicators), record["indicators"], strict=True))
    worth = {**again.figures(span), **again.current(), **again.estimates(span, 1000.0)}
    found = agree({one.name: one.now for one in summary.indicators}, worth)
    moment, days = earlier(register.now, span)
    then = register.again(moment)
    before = {**then.figures(days), **then.current(), **then.estimates(days, 1000.0)}
    for name, row in rows.items():
        value, whole = worth[name]
        assert same(row["value"], value) and (whole is None or row["whole"] == whole), name
        if name not in ("copq", "claimed", "accepted", "granted_rate"):  # two moments may have two currencies
            assert same(row["previous"], before[name][0] if name in before else None), name
            both = row["value"] is not None and row["previous"] is not None
            assert same(row["change"], row["value"] - row["previous"] if both else None), name
    for back in (0, 1, 6):
        week = summary.weeks[-1 - back]
        days = week.monday, week.monday + timedelta(6)
        end = min(register.now, datetime.combine(days[1], time(23, 59, 59)))
        weekly = again.figures(days) | {"open": register.again(end).current()["open"]}
        for name, row in rows.items():
            assert same(row[f"w{13 - back}"], weekly[name][0] if name in weekly else None), (name, back)
        shown = record["weeks"][-1 - back]
        assert shown["week"] == f"{week.monday:%G-W%V}"
        for key, name in (("received", "received"), ("closed", "closed"), ("backlog", "open")):
            assert shown[key] == weekly[name][0]
        for key, clock in (
            ("response", "first_response"),
            ("owner", "owner_found"),
            ("closing", "closed_or_escalated"),
        ):
            clocks = again.counted_clocks(clock, days)
            assert same(shown[key], (clocks["state"] == "met").mean() if len(clocks) else None)
            assert shown[f"{key}_due"] == len(clocks)
    sunday = week_end(summary)
    recent = again.received_in((sunday - timedelta(27), sunday))
    earlier_on = again.received_in((sunday - timedelta(90), sunday - timedelta(28)))
    for row in record["watched"]:
        count = int((recent["defect_class"] == row["name"]).sum())
        assert row["count"] == count and same(row["recent"], count / len(recent) if len(recent) else None)
        assert same(row["before"], (earlier_on["defect_class"] == row["name"]).sum() / len(earlier_on))
    return found | {
        "whole",
        "previous",
        "change",
        "by_week",
        "week_received",
        "week_closed",
        "week_backlog",
        "week_response_rate",
        "week_owner_rate",
        "week_closing_rate",
        "week_due",
        "watch_share",
        "watch_count",
    }


def week_end(summary: Summary) -> date:
    return summary.weeks[-1].monday + timedelta(6)


def test_every_figure_is_counted_a_second_time() -> None:
    """A figure without a second count is a fault of this test: its definition has nobody who reads it."""
    counted: set[str] = set()
    for at, policy in enumerate(HOURS):
        now = MOMENTS[at]
        register = Register(at, 40, now, ("Asia/Shanghai", "Europe/Berlin")[at % 2], policy)
        for span in (spans(now)[0], spans(now)[1 + at]):
            summary = register.summary(span, Estimates(1000.0))
            counted |= shown_again(register, span, summary)
            if span is not None:
                counted |= over_time_again(register, span, summary)
    assert {figure.name for figure in FIGURES} - counted == set()
