"""The figures counted again with pandas; detail tables, proposals, several registers; the workbook in real programs."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import kesu_xl
from kesu_xl.cli import main
from kesu_xl.clock import History, Pause, Planned, all_verdicts, load_policy
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CANCELLED, CLOSED, JUSTIFIED, NEW, NOT_JUSTIFIED, UNJUSTIFIED
from kesu_xl.complaint.pending import is_pending, is_refused
from kesu_xl.figures import FIGURES, Cases, Estimates, Summary, summarise_cases
from kesu_xl.figures.indicators import before
from kesu_xl.figures.outcomes import MOST_LISTED
from kesu_xl.figures.scope import Scope
from kesu_xl.form import compile_template
from kesu_xl.grid import read_book
from kesu_xl.newbook.register import new_register
from kesu_xl.newbook.summary_book import summary_book
from kesu_xl.wording import LANGUAGES, say

ROOT: Final = Path(__file__).resolve().parents[1]
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SAMPLE: Final = ROOT / "workbooks" / "complaints.xlsx"
AS_OF: Final = datetime(2026, 11, 21, 9)  # noqa: DTZ001  # in the register's zone
#: One of them in the first days of a year whose first days belong to week 53 of the year before.
MOMENTS: Final = (datetime(2026, 11, 21, 9), datetime(2027, 1, 3, 12), datetime(2026, 3, 30, 8))  # noqa: DTZ001
TIMES: Final = ("received_at", "first_response_at", "owner_assigned_at", "closed_at", "escalated_at", "approved_at",
                "reopened_at", "promised_at", "follow_up_due")  # fmt: skip


def complaints(size: int, seed: int, now: datetime) -> list[Complaint]:
    """Return complaints of the last 20 weeks with all that the figures look at; their times have a time of day."""
    pick = random.Random(seed)

    def later(start: datetime, hours: float) -> datetime:
        found = start + timedelta(seconds=pick.randrange(60, int(hours * 3600)))
        # not in the hours that come twice, or never
        return found + timedelta(hours=3) if found.hour in (2, 3) else found

    made = []
    for number in range(size):
        one = Complaint(row=number + 4, case_no=f"K{number}", status=NEW)
        one.received_at = received = later(now - timedelta(days=140), 140 * 24 + 24)
        one.customer = pick.choice(("甲公司", "乙公司", "Delta", None))
        one.part_no, one.defect = (
            pick.choice(("P1", "P2")),
            pick.choice(("膜面有划痕约3米", "膜面有划痕约12米", "端面错层")),
        )
        one.owner, one.owner_dept = pick.choice(("张三", "李四", None)), pick.choice(("品保", "生产", None))
        one.defect_class = pick.choice(("划伤", "错层", "异响", None))
        one.valid = pick.choice((JUSTIFIED, JUSTIFIED, UNJUSTIFIED, None))
        one.defect_qty = pick.choice((None, 3, 10))
        one.repeat_of = "K0" if pick.random() < 0.2 else None
        one.first_response_at = later(received, 6) if pick.random() < 0.9 else None
        one.owner_assigned_at = later(received, 6) if pick.random() < 0.9 else None
        if pick.random() < 0.75:
            one.closed_at, one.status = later(received, 96), CLOSED
            one.satisfaction = pick.choice((None, 1, 3, 4, 5))
            one.follow_up_due = one.closed_at.date() + timedelta(days=3)
            one.horizontal_parts, one.effect_m1 = pick.choice((None, "P9")), pick.choice((None, "有效"))
            if pick.random() < 0.2:
                one.reopened_at = later(one.closed_at, 200)
        if pick.random() < 0.3:
            one.escalated_at, one.escalated_to = later(received, 60), pick.choice(("王五", None))
        if pick.random() < 0.3:
            one.promised_at = later(received, 100)
        kind = pick.random()
        if kind < 0.08:
            one.status = CANCELLED
        elif kind < 0.2:
            one.status, one.approved_at = NOT_JUSTIFIED, later(received, 40)
        made.append(one)
    return made


def details(rows: Sequence[Complaint], seed: int, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return rows of the detail tables, some of them of no complaint."""
    pick = random.Random(seed + 1)
    numbers = [one.case_no for one in rows] + ["none"]
    names = ("actions", "costs", "handovers", "steps", "lessons", "revisions", "related_calls")
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(2 * len(rows)):
        number, day = pick.choice(numbers), now.date() - timedelta(days=pick.randrange(130))
        due = day + timedelta(days=pick.randrange(-5, 6))
        tables["actions"].append({"case_no": number, "due": due, "done": pick.choice((None, day))})
        tables["costs"].append(
            {
                "case_no": number,
                "kind": pick.choice(("退货", "返工", "自定")),
                "currency": pick.choice(("CNY", "USD")),
                "amount": pick.choice((100, 12.5, "abc")),
                "state": pick.choice(("索赔", "认赔", None)),
            }
        )
        tables["handovers"].append({"case_no": number, "at": datetime(day.year, day.month, day.day, 10), "to": "李四"})  # noqa: DTZ001
        tables["lessons"].append({"case_no": number, "lesson": "x", "date": day})
        tables["steps"].append({"case_no": number, "step": "D3", "submitted": datetime(day.year, day.month, day.day, 9),  # noqa: DTZ001
                                "result": pick.choice(("接受", "退回", None))})  # fmt: skip
        tables["revisions"].append({"case_no": number, "number": pick.choice((1, 2))})
        tables["related_calls"].append({"case_no": number, "called_at": day, "customer": "乙公司"})
    tables["shipped"] = [{"month": date(2026, month, 1), "customer": name, "qty": 5000}
                         for month in (1, 2, 3, 10, 11, 12) for name in ("甲公司", "乙公司")]  # fmt: skip
    return tables


def histories(rows: Sequence[Complaint], seed: int, now: datetime) -> dict[str, History]:
    pick = random.Random(seed + 2)
    found = {}
    for one in rows:
        if pick.random() < 0.5 and isinstance(one.received_at, datetime):
            begin = one.received_at + timedelta(hours=pick.randrange(1, 30))
            due = one.received_at + timedelta(hours=pick.randrange(1, 90))
            done = pick.choice((None, due, due + timedelta(hours=1)))
            found[str(one.case_no)] = History(
                contacts=(now - timedelta(days=pick.randrange(1, 20)),),
                pauses=(Pause(begin, begin + timedelta(hours=5), "closed_or_escalated"),),
                promises=(Planned("x", due, done),),
                planned=(Planned("D4", due, done),),
            )
    return found


class Again:
    """The figures, from data frames: nothing of the code that is tested but its data."""

    def __init__(self, rows: Sequence[Complaint], tables: Mapping[str, Any], told: Mapping[str, History], now: datetime,
                 zone: str) -> None:  # fmt: skip
        names = [f for f in Complaint.__dataclass_fields__ if f != "row"]
        self.now = pd.Timestamp(now)
        self.zone = zone
        df = pd.DataFrame([{name: getattr(one, name) for name in names} for one in rows], columns=names)
        for name in TIMES:
            df[name] = pd.to_datetime(df[name])
        df["status"] = df["status"].astype(object).map(lambda one: None if one is None else str(one))
        ended = df[["approved_at", "closed_at"]]
        later = ended.notna().any(axis=1) & ~(ended <= self.now).any(axis=1)
        df["gone"] = (df["status"] == "已取消") & ~later
        df["refused"] = (df["status"] == "不成立") & ~later
        self.left = {
            "cancelled": int(df["gone"].sum()),
            "later": int((~df["gone"] & (df["received_at"] > self.now)).sum()),
        }
        df = df[~df["gone"] & (df["received_at"] <= self.now)].copy()
        again = (df["reopened_at"] > df["closed_at"]) & (df["reopened_at"] <= self.now)
        df["open"] = ~df["refused"] & (df["closed_at"].isna() | (df["closed_at"] > self.now) | again)
        df["done"] = df["closed_at"].where(~df["refused"] & ~df["open"])
        self.df = df
        self.tables = {}
        for name, found in tables.items():
            table = pd.DataFrame(found)
            if name != "shipped" and len(table):
                table = table.merge(df[["case_no", "refused"]], on="case_no")
            self.tables[name] = table
        # a contact is one, whatever became of its complaint
        self.heard = {
            next(row.customer for row in rows if row.case_no == number)
            for number, one in told.items()
            if self.now - pd.Timedelta(days=7) <= pd.Timestamp(one.contacts[0]) <= self.now
        }
        self.told = {number: one for number, one in told.items() if number in set(df["case_no"])}

    def within(self, moments: Any, span: tuple[date, date] | None) -> Any:
        if span is None:
            return pd.Series(True, index=moments.index)
        days = pd.to_datetime(moments).dt.normalize()
        return (days >= pd.Timestamp(span[0])) & (days <= pd.Timestamp(span[1]))

    def elapsed(self, stop: str, chosen: Any) -> Any:
        """Return hours from receipt to a time, through UTC."""
        utc = [
            chosen[name].dt.tz_localize(self.zone, ambiguous="NaT").dt.tz_convert("UTC")
            for name in ("received_at", stop)
        ]
        return (utc[1] - utc[0]).dt.total_seconds() / 3600

    def clock(self, name: str, span: tuple[date, date] | None) -> tuple[int, int]:
        """Return clocks met and decided; pauses move the due time of closing."""
        df = self.df[~self.df["refused"]] if name == "closing" else self.df
        start = df["received_at"].copy()
        hours = 48 if name == "closing" else 4
        if name == "response":
            stop = df["first_response_at"]
        elif name == "owner":
            ends = df["approved_at"].fillna(df["closed_at"]).where(df["status"].isin(["不成立", "已取消"]))
            stop = pd.concat([df["owner_assigned_at"].where(df["owner_assigned_at"] <= self.now),
                              ends.where(ends <= self.now)], axis=1).min(axis=1)  # fmt: skip
        else:
            restarted = df["reopened_at"] <= self.now
            start = df["reopened_at"].where(restarted, start)
            told = df["escalated_at"].where(df["escalated_to"].notna())
            ends = df["approved_at"].fillna(df["closed_at"]).where(df["status"].isin(["不成立", "已取消"]))
            both = [
                one.where((one <= self.now) & (~restarted | (one >= start))) for one in (df["closed_at"], told, ends)
            ]
            stop = pd.concat(both, axis=1).min(axis=1)
        stop = stop.where(stop <= self.now)
        due = start.dt.tz_localize(self.zone).dt.tz_convert("UTC") + pd.Timedelta(hours=hours)
        if name == "closing":
            shift = [
                self._paused(number, begin, at) for number, begin, at in zip(df["case_no"], start, due, strict=True)
            ]
            due = due + pd.to_timedelta(shift, unit="s")
        due = due.dt.tz_convert(self.zone).dt.tz_localize(None)
        decided = (start <= self.now) & (stop.notna() | (due < self.now)) & self.within(due, span)
        met = decided & stop.notna() & (stop <= due)
        return int(met.sum()), int(decided.sum())

    def _paused(self, number: str, start: pd.Timestamp, due: Any) -> float:
        """Return by how many seconds a pause moves a due time."""
        history = self.told.get(number)
        if history is None:
            return 0.0
        begin, end = (
            pd.Timestamp(one).tz_localize(self.zone, nonexistent="shift_backward", ambiguous=True)
            for one in (history.pauses[0].begin, history.pauses[0].end)
        )
        begin = max(begin, start.tz_localize(self.zone))
        return max((end - begin).total_seconds(), 0.0) if begin < due else 0.0


def summed(rows: Sequence[Complaint], tables: Mapping[str, Any], told: dict[str, History], now: datetime, zone: str,
           span: tuple[date, date] | None, estimates: Estimates | None = None) -> Summary:  # fmt: skip
    place = ZoneInfo(zone)
    moment = now.replace(tzinfo=place)
    cases = Cases.of(rows, all_verdicts(rows, load_policy("default"), moment, place, histories=told))
    cases.add_details({**tables, "contacts": []}, told)
    return summarise_cases(cases, moment, place, span, "台账.xlsx", "default", estimates)


def spans(now: datetime) -> list[tuple[date, date] | None]:
    monday = now.date() - timedelta(days=now.weekday())
    month = now.date().replace(day=1)
    return [
        None,
        (monday, monday + timedelta(6)),
        (monday - timedelta(7), monday - timedelta(1)),
        (month, (month + timedelta(31)).replace(day=1) - timedelta(1)),
        (date(2020, 1, 6), date(2020, 1, 12)),
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 9999), st.sampled_from((0, 1, 2, 25, 60)), st.sampled_from(MOMENTS),
       st.sampled_from(("Asia/Shanghai", "Europe/Berlin")), st.integers(0, 4))  # fmt: skip
def test_pandas_counts_the_same(seed: int, size: int, now: datetime, zone: str, which: int) -> None:
    rows = complaints(size, seed, now)
    tables, told = details(rows, seed, now), histories(rows, seed, now)
    span = spans(now)[which]
    summary = summed(rows, tables, told, now, zone, span)
    again = Again(rows, tables, told, now, zone)
    df = again.df
    got = {one.name: one.now for one in summary.indicators}
    received, done = df[again.within(df["received_at"], span)], df[df["done"].notna() & again.within(df["done"], span)]
    assert (summary.left_out.cancelled, summary.left_out.later) == (again.left["cancelled"], again.left["later"])

    def same(name: str, value: float | None, whole: int | None = None) -> None:
        shown = got[name]
        assert shown.value == (value if value is None else pytest.approx(value)), name
        if whole is not None:
            assert shown.whole == whole, name

    def share(part: float, whole: int) -> float | None:
        return part / whole if whole else None

    same("received", len(received))
    same("closed", len(done))
    same("open", df["open"].sum())
    same("not_justified", received["refused"].sum())
    no = received["refused"] | (received["valid"] == "不成立")
    yes = (received["valid"] == "成立") & ~received["refused"]
    same("justified_rate", share(yes.sum(), int((yes | no).sum())), int((yes | no).sum()))
    for name, clock in (("response_rate", "response"), ("owner_rate", "owner"), ("closing_rate", "closing")):
        if name in got:
            met, decided = again.clock(clock, span)
            same(name, share(met, decided), decided)
    answered = df[(df["first_response_at"] <= now) & again.within(df["first_response_at"], span)]
    for name, chosen, stop in (("response", answered, "first_response_at"), ("close", done, "closed_at")):
        hours = again.elapsed(stop, chosen)
        for kind, value in (("mean", hours.mean()), ("median", hours.quantile(0.5)), ("p90", hours.quantile(0.9))):
            same(f"{name}_{kind}", None if pd.isna(value) else value)
    net = [
        hours - (_overlap(again.told.get(number), one, zone) / 3600)
        for hours, number, one in zip(again.elapsed("closed_at", done), done["case_no"], done.itertuples(), strict=True)
    ]
    same("net_mean", share(sum(net), len(net)), len(net))
    same("repeat_rate", share(received["repeat_of"].notna().sum(), len(received)), len(received))
    closings = df[~df["refused"] & (df["closed_at"] <= now) & again.within(df["closed_at"], span)]
    same("reopen_rate", share((closings["reopened_at"] <= now).sum(), len(closings)), len(closings))
    told_at = df[df["escalated_to"].notna() & (df["escalated_at"] <= now)]
    same("escalated", len(told_at[again.within(told_at["escalated_at"], span)]))
    decided_on = (told_at["approved_at"] >= told_at["escalated_at"]) & (told_at["approved_at"] <= now)
    same("undecided", (told_at["open"] & ~decided_on).sum())
    scores = done["satisfaction"].dropna().astype(float)
    same("satisfaction", None if scores.empty else scores.mean(), len(scores))
    same("satisfied_rate", share((scores >= 4).sum(), len(scores)))
    same("horizontal_rate", share(done["horizontal_parts"].notna().sum(), len(done)))
    same("effect_rate", share(done["effect_m1"].notna().sum(), len(done)))
    _same_details(same, share, again, span, received)
    _same_sums(summary, got)


def _overlap(history: History | None, row: Any, zone: str) -> float:
    if history is None:
        return 0.0
    begin, end, start, stop = (
        pd.Timestamp(one).tz_localize(zone, ambiguous=True, nonexistent="shift_backward")
        for one in (history.pauses[0].begin, history.pauses[0].end, row.received_at, row.closed_at)
    )
    return float(max((min(end, stop) - max(begin, start)).total_seconds(), 0.0))


def _same_details(same: Any, share: Any, again: Again, span: tuple[date, date] | None, received: Any) -> None:
    now, df, tables = again.now, again.df, again.tables
    justified = df[~df["refused"]]
    today = now.normalize()
    if len(tables["actions"]):
        actions = tables["actions"][~tables["actions"]["refused"]].copy()
        due, finished = pd.to_datetime(actions["due"]), pd.to_datetime(actions["done"])
        decided = again.within(due, span) & (finished.notna() | (due < today))
        same("action_rate", share((decided & (finished <= due)).sum(), int(decided.sum())), int(decided.sum()))
        same("actions_overdue", (finished.isna() & (due < today)).sum())
        for name, table, column in (("handovers", "handovers", "at"), ("lessons", "lessons", "date"),
                                    ("related_calls", "related_calls", "called_at")):  # fmt: skip
            chosen = tables[table][again.within(pd.to_datetime(tables[table][column]), span)]
            same(name, len(chosen))
            if name == "handovers":
                same("handed_twice", (chosen.groupby("case_no").size() > 1).sum())
        steps = tables["steps"][tables["steps"]["result"].notna()]
        latest = pd.to_datetime(steps.groupby("case_no")["submitted"].max())
        chosen = latest[again.within(latest, span)].index
        refused = steps[steps["result"] == "退回"]
        versions = tables["revisions"].groupby("case_no")["number"].max()
        good = [n for n in chosen if n not in set(refused["case_no"]) and versions.get(n, 0) <= 1]
        same("first_pass", share(len(good), len(chosen)), len(chosen))
        same("refused_8d", len(refused[again.within(pd.to_datetime(refused["submitted"]), span)]))
        costs = tables["costs"][tables["costs"]["amount"] != "abc"]
        main = costs.groupby("currency")["case_no"].nunique()
        if len(main):
            usual = sorted(main.index, key=lambda name: (-main[name], name))[0]
            mine = costs[(costs["currency"] == usual) & costs["case_no"].isin(received["case_no"])]
            sums = {state: mine[mine["state"] == state]["amount"].astype(float).sum() for state in ("索赔", "认赔")}
            total = mine["amount"].astype(float).sum()
            same("copq", total - sums["索赔"])
            same("claimed", sums["索赔"])
            same("granted_rate", sums["认赔"] / sums["索赔"] if sums["索赔"] else None)
    promises = [
        (p.due, p.done) for n, one in again.told.items() if n in set(justified["case_no"]) for p in one.promises
    ]
    promises += [
        (one.promised_at, None if one.open else one.closed_at)
        for one in justified.itertuples()
        if pd.notna(one.promised_at)
    ]
    frame = pd.DataFrame(promises, columns=["due", "done"]).apply(pd.to_datetime)
    frame["done"] = frame["done"].where(frame["done"] <= now)
    decided = again.within(frame["due"], span) & (frame["done"].notna() | (frame["due"] < now))
    same(
        "promise_rate", share((decided & (frame["done"] <= frame["due"])).sum(), int(decided.sum())), int(decided.sum())
    )
    same("promises_overdue", (frame["done"].isna() & (frame["due"] < now)).sum())
    waiting = set(df[df["open"]]["customer"].dropna())
    same("call_coverage", share(len(waiting & again.heard), len(waiting)), len(waiting))
    shipped = tables["shipped"]
    months = pd.to_datetime(shipped["month"]).dt.to_period("M")
    if span is not None:
        first, last = pd.Timestamp(span[0]).to_period("M"), pd.Timestamp(span[1]).to_period("M")
        inside = (months >= first) & (months <= last)
        shipped, months = shipped[inside], months[inside]
    back = justified[justified["received_at"].dt.to_period("M").isin(set(months))]
    pieces = shipped["qty"].sum()
    same("ppm", back["defect_qty"].fillna(0).astype(float).sum() / pieces * 1e6 if pieces else None)
    same("complaint_ppm", len(back) / pieces * 1e6 if pieces else None)


def _same_sums(summary: Summary, got: Mapping[str, Any]) -> None:
    """Every tab adds up to the same totals."""
    for groups in (summary.customers, summary.departments, summary.owners):
        for name, total in (
            ("count", got["received"].value),
            ("open", got["open"].value),
            ("breached", got["breached"].value),
        ):
            assert sum(getattr(one, name) for one in groups) == total
        assert sum(one.decided[2] for one in groups) == summary.overview.closed_or_escalated.whole
        assert sum(len(one.hours) for one in groups) == summary.overview.timed_closings
    for share in summary.shares:
        assert sum(bar.count for bar in share.bars) == got["received"].value
    for bars in (summary.defects, summary.causes):
        assert sum(bar.count for bar in bars) == got["received"].value
    assert sum(one.count for one in summary.ages) == got["open"].value == len(summary.open_cases)
    main = [one for one in summary.costs if one.currency == summary.currency]
    assert sum(one.total for one in main) == pytest.approx(got["copq"].value or 0)
    assert len(summary.repeats) == summary.total.repeats
    assert sum(one.breached + one.late for one in summary.missed) == len(summary.breaches)


@pytest.mark.parametrize("seed", range(4))
def test_open_and_refused_are_told_by_column_as_by_complaint(seed: int) -> None:
    rows = complaints(120, seed, AS_OF)
    for one in rows[::7]:  # decided, closed or reopened only after the moment; bare dates
        one.approved_at = one.closed_at = AS_OF + timedelta(hours=1)
    for one in rows[3::11]:
        one.closed_at = AS_OF.date()
    scope = Scope(Cases.of(rows, []), AS_OF.replace(tzinfo=ZoneInfo("Asia/Shanghai")), ZoneInfo("Asia/Shanghai"), None)
    for one, counted, refused, is_open in zip(rows, scope.counted, scope.refused, scope.open, strict=True):
        if counted:
            assert (bool(refused), bool(is_open)) == (is_refused(one, AS_OF), is_pending(one, AS_OF)), one


def test_weeks_are_counted_like_spans() -> None:
    now = MOMENTS[0]
    rows = complaints(80, 5, now)
    tables, told = details(rows, 5, now), histories(rows, 5, now)
    whole = summed(rows, tables, told, now, "Asia/Shanghai", None)
    for back in (0, 3, 12):
        week = whole.weeks[-1 - back]
        span = week.monday, week.monday + timedelta(6)
        alone = {one.name: one for one in summed(rows, tables, told, now, "Asia/Shanghai", span).indicators}
        for one in whole.indicators:
            if one.weeks[-1] is not None:
                assert one.weeks[-1 - back] == alone[one.name].now, one.name
        earlier = {one.name: one.now for one in summed(rows, tables, told, now, "Asia/Shanghai", (
            span[0] - timedelta(7), span[1] - timedelta(7))).indicators}  # fmt: skip
        assert all(one.previous is None or one.previous == earlier[one.name] for one in alone.values())


def test_the_span_before_a_month_is_the_month_before() -> None:
    def of(*days: date) -> tuple[date, ...]:
        return tuple(map(date.fromordinal, before((days[0].toordinal(), days[1].toordinal()))))

    assert of(date(2026, 3, 1), date(2026, 3, 31)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert of(date(2026, 11, 16), date(2026, 11, 22)) == (date(2026, 11, 9), date(2026, 11, 15))
    assert of(date(2026, 3, 2), date(2026, 3, 31)) == (date(2026, 1, 31), date(2026, 3, 1))


def repeating(*rows: tuple[str, str, str, int, str], repeat_of: str | None = None) -> Summary:
    made = [
        Complaint(row=at + 4, case_no=number, customer=customer, part_no=part, defect=defect,
                  received_at=AS_OF - timedelta(days=days), status=NEW)
        for at, (number, customer, part, days, defect) in enumerate(rows)
    ]  # fmt: skip
    made[-1].repeat_of = repeat_of
    return summed(made, {}, {}, AS_OF, "Asia/Shanghai", None)


@pytest.mark.parametrize(("earlier", "expected"), [
    (("B", "甲公司", "P1", 50, "膜面有纵向划痕，约12米处开始"), "B"),
    (("B", "甲公司", "P1", 50, "膜面有纵向划痕 约 12 米处开始"), "B"),
    (("B", "甲公司", "P2", 50, "膜面有纵向划痕，约12米处开始"), None),  # another part
    (("B", "乙公司", "P1", 50, "膜面有纵向划痕，约12米处开始"), None),  # another customer
    (("B", "甲公司", "P1", 120, "膜面有纵向划痕，约12米处开始"), None),  # too long ago
    (("B", "甲公司", "P1", 50, "收卷端面错层"), None),  # another defect
    (("B", "甲公司", "Ｐ1", 50, "膜面有縱向划痕，約30米處開始"), None),
])  # fmt: skip
def test_a_repeat_is_proposed_for_the_same_customer_part_and_text(earlier: Any, expected: str | None) -> None:
    summary = repeating(earlier, ("A", "甲公司", "P1", 1, "膜面有纵向划痕，约35米处开始"))
    assert [one.earlier for one in summary.proposals] == ([expected] if expected else [])
    assert summary.total.repeats == 0  # people decide
    assert all(one.case_no == "A" and one.days == 49 and (one.similarity or 0) >= 0.7 for one in summary.proposals)


def test_a_repeat_that_the_register_names_is_no_proposal() -> None:
    summary = repeating(("B", "甲", "P", 9, "漏气漏气"), ("A", "甲", "P", 1, "漏气漏气"), repeat_of="B")
    assert summary.proposals == () and [(one.case_no, one.earlier) for one in summary.repeats] == [("A", "B")]


def test_watched_categories_leave_when_their_share_falls() -> None:
    rows = [("划伤", 60)] * 6 + [("错层", 60)] * 2 + [("划伤", 3)] * 1 + [("错层", 3)] * 3
    made = [Complaint(row=at, case_no=str(at), status=NEW, defect_class=name, received_at=AS_OF - timedelta(days=days))
            for at, (name, days) in enumerate(rows)]  # fmt: skip
    watched = summed(made, {}, {}, AS_OF, "Asia/Shanghai", None).watched
    assert [(one.name, one.before, one.recent, one.has_fallen) for one in watched] == [
        ("划伤", 0.75, 0.25, True),
        ("错层", 0.25, 0.75, False),
    ]


def test_the_agenda_takes_up_what_is_grave_first() -> None:
    def case(number: str, **given: Any) -> Complaint:
        return Complaint(case_no=number, status=NEW, **given)

    fresh, answered = AS_OF - timedelta(hours=1), {"first_response_at": AS_OF, "owner_assigned_at": AS_OF}
    rows = [
        case("calm", row=1, received_at=fresh, **answered),
        case("late", row=2, received_at=AS_OF - timedelta(days=9)),
        case("crisis", row=3, received_at=fresh, crisis_level="1", **answered),
        case("told", row=4, received_at=fresh, escalated_at=fresh, escalated_to="王五", **answered),
    ]
    tables = {"actions": [{"case_no": "calm", "due": date(2026, 11, 1), "done": None}]}
    summary = summed(rows, tables, {}, AS_OF, "Asia/Shanghai", None)
    assert [(one.case.case_no, one.reasons) for one in summary.agenda] == [
        ("crisis", ("crisis",)), ("told", ("undecided",)), ("late", ("breached",)), ("calm", ("overdue",)),
    ]  # fmt: skip


def test_estimates_stand_only_where_somebody_asked_for_them() -> None:
    rows = [Complaint(row=4, case_no="A", status=NEW, received_at=AS_OF)]
    names = {"hidden", "word_of_mouth", "at_stake"}
    assert not names & {one.name for one in summed(rows, {}, {}, AS_OF, "Asia/Shanghai", None).indicators}
    asked = summed(rows, {}, {}, AS_OF, "Asia/Shanghai", None, Estimates(1000.0))
    found = {one.name: one.now.value for one in asked.indicators}
    assert (found["hidden"], found["word_of_mouth"]) == (24, 25) and found["at_stake"] == pytest.approx(810)
    for lang in LANGUAGES:
        texts = {figure.name: figure.texts(lang) for figure in FIGURES}
        assert all(any(word in texts[name]["formula"] for word in ("估算", "estimate")) for name in names)


def test_a_long_list_is_cut_and_says_so() -> None:
    rows = [Complaint(row=at, case_no=str(at), status=NEW, received_at=AS_OF - timedelta(days=30 + at % 9))
            for at in range(MOST_LISTED)]  # fmt: skip
    summary = summed(rows, {}, {}, AS_OF, "Asia/Shanghai", None)
    record = summary.record("zh-Hans")
    assert sum(one.breached for one in summary.missed) == 3 * MOST_LISTED
    assert len(record["breaches"]) == MOST_LISTED and f"列出前 {MOST_LISTED} 项" in record["about"]["breaches"]
    assert record["overview"]["breached_clocks"] == 3 * MOST_LISTED
    assert "列出前" not in record["about"]["open_cases"]


def test_the_command_writes_every_tab(tmp_path: Path) -> None:
    out = tmp_path / "周报.xlsx"
    code = run("summary", str(SAMPLE), "-o", str(out), "--as-of", "2026-11-21T09:00", "--week", "2026-W47", "-q")
    assert code == 0
    book = load_workbook(out)
    assert book.sheetnames == [
        "总览", "指标", "超时清单", "不良帕累托", "原因帕累托", "客户帕累托", "趋势", "责任部门", "责任人", "账龄",
        "成本", "重复客诉", "未结清单", "会议议程", "分布", "数据问题", "指标定义",
    ]  # fmt: skip
    defined = {cell.value for (cell,) in book["指标定义"]["B5:B400"]}
    assert {cell.value for (cell,) in book["指标"]["B5:B100"] if cell.value} <= defined
    assert "{{" not in str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


def test_problems_are_counted_and_listed_and_their_rows_count_all_the_same(tmp_path: Path) -> None:
    faulty = ROOT / "workbooks" / "complaints_faulty.xlsx"
    checked = kesu_xl.check(faulty, as_of=AS_OF)
    serious = [one for one in checked.problems if one.level != "info"]
    result = kesu_xl.summary(faulty, tmp_path / "s.xlsx", as_of=AS_OF)
    book = load_workbook(tmp_path / "s.xlsx")
    listed = [row[5].value for row in book["数据问题"].iter_rows(min_row=5) if row[1].value]
    assert len(listed) == len(serious) and result.complaints == checked.rows
    errors = sum(one.level == "error" for one in serious)
    assert f"错误 {errors}、警告 {len(serious) - errors}" in book["数据问题"]["B2"].value
    assert any(f"数据问题 {len(serious)} 处" in str(cell.value) for row in book["总览"].iter_rows() for cell in row)


def test_a_week_without_complaints_says_so(tmp_path: Path) -> None:
    kesu_xl.summary(SAMPLE, tmp_path / "s.xlsx", as_of=AS_OF, span=(date(2025, 1, 6), date(2025, 1, 12)))
    book = load_workbook(tmp_path / "s.xlsx")
    texts = [str(cell.value) for row in book["总览"].iter_rows() for cell in row if cell.value]
    assert "统计区间内没有受理客诉。" in texts
    assert book["指标"]["D7"].value == 0 and book["指标"]["D8"].value == "-"


def test_rollup_searches_folders_and_lists_what_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plants = tmp_path / "plants"
    (plants / "a").mkdir(parents=True)
    (plants / "b").mkdir()
    data = SAMPLE.read_bytes()
    for name in ("a/台账.xlsx", "b/台账.xlsx", "a/~$台账.xlsx", "a/台账.kesu-backup.xlsx"):
        (plants / name).write_bytes(data)
    (plants / "b" / "broken.xlsx").write_bytes(b"PK nothing")
    (plants / "b" / "notes.txt").write_text("x")
    kesu_xl.summary(plants / "a" / "台账.xlsx", plants / "a" / "周报.xlsx", as_of=AS_OF)
    out = plants / "group.xlsx"
    arguments = ("rollup", str(plants), "-o", str(out), "--as-of", "2026-11-21T09:00", "--json", "-q")
    assert run(*arguments) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(Path(one["register"]).parent.name, one.get("complaints")) for one in told["registers"]] == [
        ("a", 150), ("b", 150), ("b", None),
    ]  # fmt: skip
    assert told["registers"][2]["failed"] and told["complaints"] == 300
    assert {Path(one).name for one in told["skipped"]} == {"~$台账.xlsx", "台账.kesu-backup.xlsx", "周报.xlsx"}
    assert run(*arguments) == 1  # its own output is skipped, and replaced
    told = json.loads(capsys.readouterr().out)
    assert told["complaints"] == 300 and str(out) in told["skipped"]
    listed = load_workbook(out)["数据问题"]
    assert "broken.xlsx" in str(listed["B5"].value)
    one = {n.name: n.now for n in figures(SAMPLE).indicators}
    shown = load_workbook(out)["指标"]
    assert shown["D5"].value == 2 * (one["received"].value or 0)
    two = kesu_xl.rollup(
        [plants / "a", plants / "b" / "台账.xlsx"], tmp_path / "t.xlsx", as_of=AS_OF, jobs=2, executor="thread"
    )
    assert two.complaints == 300 and not two.failed
    with pytest.raises(kesu_xl.errors.KesuError):
        kesu_xl.rollup(tmp_path / "none", tmp_path / "u.xlsx", as_of=AS_OF)


def figures(path: Path) -> Summary:
    from kesu_xl.flow.counting import counted, figures_of
    from kesu_xl.flow.opening import open_register

    return figures_of([counted(open_register(path), AS_OF)], None, path.name)


def test_a_register_of_another_zone_is_counted_by_the_days_of_the_first(tmp_path: Path) -> None:
    def register(zone: str) -> Path:
        path = tmp_path / f"{zone.replace('/', '_')}.xlsx"
        path.write_bytes(new_register("zh-Hans", "default", timezone=zone))
        book = load_workbook(path)
        sheet = book.worksheets[0]
        heads = {str(cell.value).strip(" *"): cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
        for name, value in (("客诉编号", zone), ("受理时间", datetime(2026, 11, 15, 20)), ("客户名称", "甲")):  # noqa: DTZ001
            head = heads[name]
            sheet.cell(head.row + 1, head.column).value = value
        book.save(path)
        return path

    paths = [register("Asia/Shanghai"), register("Europe/Berlin")]
    monday, sunday = date(2026, 11, 16), date(2026, 11, 15)
    counts = {}
    for order in (paths, paths[::-1]):
        out = tmp_path / "s.xlsx"
        kesu_xl.summary(order, out, as_of=datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Asia/Shanghai")), force=True,
                        span=(monday, monday + timedelta(6)))  # fmt: skip
        counts[order[0].name] = load_workbook(out).worksheets[1]["D5"].value
    # 20 h in Berlin on Sunday is 3 h on Monday in Shanghai
    assert counts == {"Asia_Shanghai.xlsx": 1, "Europe_Berlin.xlsx": 0} and sunday < monday
    # 5 h on Monday in Shanghai, for both: nobody has answered the one for 9 h, the other in Berlin for 2 h
    for run in (kesu_xl.summary, kesu_xl.rollup):
        run(paths, out, as_of=datetime(2026, 11, 16, 5), force=True)  # noqa: DTZ001
        shown = {row[1]: row[3] for row in load_workbook(out).worksheets[1].iter_rows(values_only=True)}
        assert (shown["未结"], shown["未结超时"]) == (2, 1)


@cache
def template_of(lang: str) -> Any:
    return compile_template(summary_book(lang), f"weekly.{lang}")


def full_record(lang: str) -> dict[str, Any]:
    """Return a record in which every list has rows."""
    rows = complaints(120, 3, AS_OF)
    summary = summed(
        rows, details(rows, 3, AS_OF), histories(rows, 3, AS_OF), AS_OF, "Asia/Shanghai", None, Estimates(5.0)
    )
    problem = dict.fromkeys(("register", "level", "code", "place", "case_no", "message", "remedy"), "x")
    return {**summary.record(lang), "about_problems": say("summary.about.no_problems", lang), "problems": [problem]}


def many(lang: str) -> bytes:
    """Return a workbook in which every list has rows."""
    filled = template_of(lang).fill(full_record(lang), lang)
    assert filled.problems == []
    return bytes(filled.data)


def leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """Return every marker path of a record with a value."""
    if isinstance(value, Mapping):
        return [leaf for key, item in value.items() for leaf in leaves(item, f"{path}.{key}" if path else key)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item, f"{path}[]")]
    return [(path, value)]


def test_every_number_that_a_tab_shows_is_defined() -> None:
    template = template_of("zh-Hans")
    assert template.problems == ()
    shown = set(template.fields)
    values = leaves(full_record("zh-Hans"))
    known = {path for path, _ in values}
    assert shown - known == set(), "markers without a value"
    numbers = {path for path, value in values if isinstance(value, int | float)} & shown
    defined = {path for figure in FIGURES for path in figure.shown}
    assert numbers - defined == set(), "numbers without a definition"
    assert defined - known == set(), "definitions of nothing"
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)


@pytest.mark.needs("ooxml")
def test_templates_and_full_and_empty_workbooks_are_valid(tmp_path: Path) -> None:
    empty = {**summed([], {}, {}, AS_OF, "Asia/Shanghai", None).record("en"), "problems": [], "about_problems": "-"}
    (tmp_path / "template.xlsx").write_bytes(summary_book("en"))
    (tmp_path / "empty.xlsx").write_bytes(template_of("en").fill(empty, "en").data)
    for lang in LANGUAGES:
        (tmp_path / f"{lang}.xlsx").write_bytes(many(lang))
    for path in tmp_path.glob("*.xlsx"):
        told = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
        assert '"ok": true' in told.stdout, (path.name, told.stdout)


@pytest.mark.needs("soffice")
def test_libreoffice_reads_the_same_values_and_prints_every_tab(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        (tmp_path / f"{lang}.xlsx").write_bytes(many(lang))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{lang}.xlsx") for lang in LANGUAGES]
    for target, made in (("pdf", files), ("ods", files[:1])):
        subprocess.run(["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path), *made],
                       capture_output=True, check=False, timeout=170)  # fmt: skip
    for lang in LANGUAGES:
        pages = (tmp_path / f"{lang}.pdf").read_bytes().count(b"/Type/Page/")
        assert 17 <= pages <= 60, lang
    for lang in LANGUAGES[:1]:
        ours, theirs = load_workbook(tmp_path / f"{lang}.xlsx"), read_book(tmp_path / f"{lang}.ods")
        assert theirs.sheet_names == ours.sheetnames
        for sheet in ours:
            grid = theirs.grid(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, int | float):
                        value = grid.rows[cell.row - grid.top][cell.column - grid.left]
                        assert value == pytest.approx(cell.value), (sheet.title, cell.coordinate)


def test_detail_rows_of_another_zone_are_the_same_moments() -> None:
    """20 h in Berlin is 3 h in Shanghai; what is promised by 8 h in Berlin is not overdue at 9 h in Shanghai."""
    berlin, shanghai = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
    now = datetime(2026, 11, 21, 9, tzinfo=shanghai)
    rows = [
        Complaint(row=4, case_no="K", status=CLOSED, received_at=datetime(2026, 11, 16, 8), closed_at=datetime(2026, 11, 16, 18)),  # noqa: DTZ001, E501
        Complaint(row=5, case_no="L", status=NEW, received_at=datetime(2026, 11, 16, 8)),  # noqa: DTZ001
    ]  # fmt: skip
    told = {
        "K": History(pauses=(Pause(datetime(2026, 11, 16, 8), datetime(2026, 11, 16, 9)),)),  # noqa: DTZ001
        "L": History(promises=(Planned("", datetime(2026, 11, 21, 8)), Planned("", date(2026, 11, 20)))),  # noqa: DTZ001
    }  # fmt: skip
    handed = [{"case_no": "K", "at": datetime(2026, 11, 15, 20)}, {"case_no": "K", "at": date(2026, 11, 15)}]  # noqa: DTZ001
    cases = Cases.of(rows, all_verdicts(rows, load_policy("default"), now, berlin, histories=told))
    cases.add_details({"handovers": handed, "contacts": []}, told)
    cases.moved(berlin, shanghai)
    week = (date(2026, 11, 16), date(2026, 11, 22))
    summary = summarise_cases(cases, now, shanghai, week, "台账.xlsx", "default")
    found = {one.name: one.now.value for one in summary.indicators}
    assert (found["close_mean"], found["net_mean"]) == (10.0, 9.0)
    assert (found["promises_overdue"], found["handovers"]) == (1, 1)


def test_a_time_typed_as_text_in_a_detail_table_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(new_register("zh-Hans", "default"))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value).strip(" *"): cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
    for name, value in (("客诉编号", "K1"), ("受理时间", datetime(2026, 11, 2, 8)), ("客户名称", "甲")):  # noqa: DTZ001
        sheet.cell(heads[name].row + 1, heads[name].column).value = value
    actions = book["措施"]
    places = {str(cell.value): at for at, cell in enumerate(actions[1], start=1)}
    dues: tuple[str | int, ...] = ("2026/11/5", "2026年11月6日", 46333)  # the last one a day without its format
    for row, due in enumerate(dues, start=2):
        for name, typed in (("客诉编号", "K1"), ("计划完成", due)):
            actions.cell(row, places[name]).value = typed
    book.save(path)
    overdue = {one.name: one.now for one in figures(path).indicators}["actions_overdue"]
    assert overdue.value == 3


def test_the_currency_is_that_of_most_complaints_and_not_of_most_rows() -> None:
    rows = [Complaint(row=at, case_no=str(at), status=NEW, received_at=AS_OF - timedelta(days=3)) for at in range(3)]
    costs = [{"case_no": "0", "amount": 10, "currency": "USD"}] * 3
    costs += [{"case_no": str(at), "amount": 100, "currency": "RMB"} for at in (1, 2)]
    summary = summed(rows, {"costs": costs}, {}, AS_OF, "Asia/Shanghai", None)
    assert summary.currency == "CNY"
    assert {one.name: one.now.value for one in summary.indicators}["copq"] == 200


@pytest.mark.parametrize(("contact", "rate"), [
    (date(2026, 11, 12), 1.0), (date(2026, 11, 10), 0.0), (date(2026, 11, 30), 0.0), (datetime(2026, 11, 10, 18), 1.0),  # noqa: DTZ001
])  # fmt: skip
def test_a_contact_on_a_later_day_is_a_follow_up(contact: date, rate: float) -> None:
    closed = Complaint(row=1, case_no="K", status=CLOSED, received_at=datetime(2026, 11, 9, 8),  # noqa: DTZ001
                       closed_at=datetime(2026, 11, 10, 17), follow_up_due=date(2026, 11, 13))  # noqa: DTZ001  # fmt: skip
    summary = summed([closed], {}, {"K": History(contacts=(contact,))}, AS_OF, "Asia/Shanghai", None)
    assert {one.name: one.now.value for one in summary.indicators}["visit_rate"] == rate


def test_a_customer_written_in_two_ways_is_one_that_was_called() -> None:
    rows = [
        Complaint(row=at, case_no=name, customer=name, status=NEW, received_at=AS_OF - timedelta(days=9))
        for at, name in enumerate(("甲A公司", "甲Ａ公司 ", "乙公司"))
    ]
    told = {"甲A公司": History(contacts=(AS_OF - timedelta(days=1),))}
    coverage = {one.name: one.now for one in summed(rows, {}, told, AS_OF, "Asia/Shanghai", None).indicators}[
        "call_coverage"
    ]
    assert (coverage.value, coverage.whole) == (0.5, 2)
