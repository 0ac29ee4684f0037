"""Figures: a small register by hand, large ones counted a second time, sums that agree, and the filled workbook."""

from __future__ import annotations

import random
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from kesu_xl.clock import Verdict, all_verdicts, load_policy
from kesu_xl.complaint import Choice, Complaint
from kesu_xl.complaint.lists import CANCELLED, CLOSED, DEFECT_CLASS, NEW, NOT_JUSTIFIED, OWNER_DEPT
from kesu_xl.figures import Summary, catalogue, figures_page, summarise
from kesu_xl.figures.outcomes import MOST_LISTED
from kesu_xl.figures.pareto import merged, pareto, vital_few
from kesu_xl.figures.result import Category, quantile
from kesu_xl.figures.shown import percent
from kesu_xl.form import Template, compile_template
from kesu_xl.newbook.summary_book import summary_book
from kesu_xl.wording import LANGUAGES, say
from kesu_xl.wording.figures import TEXTS as DEFINITIONS
from kesu_xl.wording.summary import TEXTS

ROOT: Final = Path(__file__).resolve().parents[1]
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
NOW: Final = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
WALL: Final = NOW.replace(tzinfo=None)
RATED: Final = ("first_response", "owner_found", "closed_or_escalated")
FILES: Final = {"zh-Hans": "weekly.xlsx", "zh-Hant": "weekly.zh-Hant.xlsx", "en": "weekly.en.xlsx"}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time in November 2026."""
    return datetime(2026, 11, day, hour, minute)  # noqa: DTZ001  # a wall time of the register


def judged(complaints: Sequence[Complaint], now: datetime = NOW, zone: ZoneInfo = SHANGHAI) -> list[Verdict]:
    return all_verdicts(complaints, load_policy("default"), now, zone)


def summed(
    complaints: Sequence[Complaint],
    span: tuple[date, date] | None = None,
    now: datetime = NOW,
    zone: ZoneInfo = SHANGHAI,
) -> Summary:
    return summarise(complaints, judged(complaints, now, zone), now, zone, span, "台账.xlsx", "default")


def by_hand() -> list[Complaint]:
    """Return nine complaints, one of each kind that a definition speaks of."""
    return [
        Complaint(
            row=3, case_no="A", received_at=at(16, 9), first_response_at=at(16, 10), owner_assigned_at=at(16, 12),
            closed_at=at(17, 9), status=CLOSED, customer="甲Ａ公司", owner_dept="品保", defect_class="晶点",
            root_cause_occ="刀具 磨损", owner="张三",
        ),
        Complaint(
            row=4, case_no="B", received_at=at(17, 8), first_response_at=at(17, 13), owner_assigned_at=at(17, 11),
            closed_at=at(19, 8), status=CLOSED, customer="甲A公司 ", owner_dept="品保", defect_class="晶点",
            root_cause_occ="刀具　磨损", repeat_of="A", late_reason="夜班",
        ),
        Complaint(  # says that it is closed, but nobody wrote when: its clock runs
            row=5, case_no="C", received_at=at(18, 9), first_response_at=at(18, 10), owner_assigned_at=at(18, 10),
            status=CLOSED, customer="乙公司", owner_dept="涂布", defect_class="异响", root_cause_occ="",
        ),
        Complaint(
            row=6, case_no="D", received_at=at(21, 5, 30), owner_assigned_at=at(21, 6), status=NEW, customer="乙公司",
            owner_dept="涂布", defect_class="其他",
        ),
        Complaint(row=7, case_no="E", received_at=at(18, 9), status=CANCELLED, customer="丙公司", owner_dept="仓储"),
        Complaint(
            row=8, case_no="F", received_at=at(19, 9), first_response_at=at(19, 9, 30), owner_assigned_at=at(19, 10),
            approved_at=at(19, 20), status=NOT_JUSTIFIED, customer="丙公司", owner_dept="涂布", defect_class="异响",
        ),
        Complaint(row=9, case_no="G", status=NEW, customer="丙公司"),
        Complaint(row=10, case_no="H", received_at=at(22, 9), status=NEW, customer="丁公司"),
        Complaint(  # escalated after 47 h; 24 h later, to the second, the decision is still in time
            row=11, case_no="I", received_at=at(18, 10), first_response_at=at(18, 11), owner_assigned_at=at(18, 11),
            escalated_at=at(20, 9), escalated_to="质量总监", status=NEW, customer="乙公司", owner_dept="涂布",
            defect_class="异响",
        ),
    ]  # fmt: skip


def test_every_figure_of_the_hand_written_register() -> None:
    summary = summed(by_hand())
    seen = summary.overview
    assert (seen.received, seen.closed, seen.not_justified, seen.open) == (7, 2, 1, 4)
    assert (seen.escalated_open, seen.breached, seen.at_risk, seen.oldest_open_h) == (1, 1, 2, 72.0)
    assert (seen.first_response.part, seen.first_response.whole) == (4, 5)  # B late, D not decided
    assert (seen.owner_found.part, seen.owner_found.whole) == (6, 6)
    assert (seen.closed_or_escalated.part, seen.closed_or_escalated.whole) == (3, 4)  # without F
    assert (seen.close_mean_h, seen.close_median_h, seen.timed_closings) == (36.0, 36.0, 2)
    assert seen.close_p90_h == pytest.approx(45.6)
    assert seen.limits_h == (4.0, 4.0, 48.0)
    left = summary.left_out
    assert (left.cancelled, left.later, left.undated, left.untimed, left.unknown) == (1, 1, 1, 0, 3)
    assert [(one.case_no, one.clock, one.state, one.over_h) for one in summary.breaches] == [
        ("C", "closed_or_escalated", "breached", 24.0),
        ("B", "first_response", "met_late", 1.0),
    ]
    assert (summary.breaches[1].due, summary.breaches[1].stop) == (at(17, 12), at(17, 13))
    assert summary.breaches[0].stop is None and summary.breaches[1].reason == "夜班"
    assert [(one.clock, one.breached, one.late) for one in summary.missed] == [
        ("closed_or_escalated", 1, 0),
        ("first_response", 0, 1),
    ]
    assert [(one.case_no, one.clock, one.left_h, one.state) for one in summary.urgent] == [
        ("C", "closed_or_escalated", -24.0, "breached"),
        ("I", "decision", 0.0, "at_risk"),
        ("D", "first_response", 0.5, "at_risk"),
        ("G", "first_response", None, "unknown"),
    ]
    assert [(one.name, one.kind, one.count) for one in summary.defects] == [
        ("异响", "named", 3),
        ("晶点", "named", 2),
        (None, "rest", 1),  # the list value 其他
        (None, "blank", 1),
    ]
    assert [(one.name, one.kind, one.count) for one in summary.causes] == [
        ("刀具 磨损", "named", 2),
        (None, "blank", 5),
    ]
    assert [(one.name, one.count, one.open, one.breached, one.repeats) for one in summary.customers] == [
        ("乙公司", 3, 3, 1, 0),
        ("丙公司", 2, 1, 0, 0),
        ("甲Ａ公司", 2, 0, 0, 1),
    ]
    assert [(one.name, one.count, one.open, one.rate("closed_or_escalated").value) for one in summary.departments] == [
        ("涂布", 4, 3, 0.5),
        ("品保", 2, 0, 1.0),
        (None, 1, 1, None),
    ]
    assert all(one.is_thin for one in summary.departments[:2]) and not summary.departments[2].is_thin
    assert len(summary.weeks) == 13
    last = summary.weeks[-1]
    assert (last.name, last.received, last.closed) == ("2026-W47", 6, 2)
    assert (last.on_time, last.decided) == ([4, 6, 3], [5, 6, 4])
    assert [(one.count, one.breached) for one in summary.ages] == [
        (1, 0),
        (0, 0),
        (2, 1),
        (0, 0),
        (0, 0),
        (0, 0),
        (1, 0),
    ]
    assert summary.ages[-1].is_unknown


def test_a_span_holds_what_was_received_closed_and_due_in_it_and_what_is_open_now() -> None:
    summary = summed(by_hand(), (date(2026, 11, 17), date(2026, 11, 17)))
    seen = summary.overview
    assert (seen.received, seen.closed, seen.open, seen.breached) == (1, 1, 4, 1)
    assert (seen.first_response.part, seen.first_response.whole) == (0, 1)
    assert seen.closed_or_escalated.value is None
    # C fell due later, but it is open and breached now: a manager must see it.
    assert [one.case_no for one in summary.breaches] == ["C", "B"]
    assert sum(one.count for one in summary.defects) == 1


def test_a_date_without_a_time_has_no_duration_and_is_said() -> None:
    complaint = Complaint(row=3, case_no="A", received_at=date(2026, 11, 2), closed_at=date(2026, 11, 3), status=CLOSED)
    summary = summed([complaint])
    assert (summary.overview.closed, summary.overview.close_mean_h, summary.left_out.untimed) == (1, None, 1)
    assert summary.left_out.unknown == 3
    assert "缺时分" in summary.record("zh-Hans")["about"]["left_out"]


def test_reopened_is_open_until_it_is_closed_again() -> None:
    reopened = Complaint(
        row=3, case_no="A", received_at=at(2, 9), closed_at=at(3, 9), reopened_at=at(20, 12), status=NEW
    )  # fmt: skip
    assert (summed([reopened]).overview.open, summed([reopened]).overview.closed) == (1, 0)
    reopened.closed_at = at(21, 8)
    assert (summed([reopened]).overview.open, summed([reopened]).overview.closed) == (0, 1)


def test_days_and_weeks_are_those_of_the_zone() -> None:
    complaint = Complaint(row=3, case_no="A", received_at=datetime(2027, 1, 3, 23, 30))  # noqa: DTZ001
    now = datetime(2027, 1, 4, 1, tzinfo=SHANGHAI)
    assert [week.name for week in summed([complaint], now=now).weeks if week.received] == ["2026-W53"]
    utc = now.astimezone(ZoneInfo("UTC"))  # the same moment, said in another zone
    assert summed([complaint], now=utc) == summed([complaint], now=now)


def test_hours_to_close_pass_over_a_change_of_the_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start, stop = datetime(2026, 10, 24, 12), datetime(2026, 10, 25, 12)  # noqa: DTZ001
    complaint = Complaint(row=3, case_no="A", received_at=start, closed_at=stop, status=CLOSED)
    summary = summed([complaint], now=datetime(2026, 11, 1, tzinfo=berlin), zone=berlin)
    assert summary.overview.close_mean_h == 25.0


def test_two_registers_may_have_the_same_number_in_the_same_row() -> None:
    complaints = [*by_hand(), *by_hand()]
    one, two = summed(by_hand()), summed(complaints)
    for name in ("received", "closed", "open", "breached", "at_risk", "escalated_open"):
        assert getattr(two.overview, name) == 2 * getattr(one.overview, name)
    assert (two.overview.closed_or_escalated.part, two.overview.closed_or_escalated.whole) == (6, 8)
    assert len(two.breaches) == 2 * len(one.breaches)


def test_a_span_with_an_open_end_is_shown_closed() -> None:
    summary = summed(by_hand(), (date(2026, 11, 17), date.max))
    assert (summary.first, summary.last) == (date(2026, 11, 17), date(2026, 11, 21))
    assert summed(by_hand(), (date.min, date.max)).first == date(2026, 11, 16)
    assert summary.weeks[-1].name == "2026-W47"
    assert summed(by_hand(), (date(2026, 11, 1), date(2026, 11, 30))).weeks[-1].name == "2026-W47"


def test_a_verdict_of_no_complaint_is_a_fault_of_the_caller() -> None:
    complaints = by_hand()
    with pytest.raises(KeyError):
        summarise(complaints[1:], judged(complaints), NOW, SHANGHAI, None, "", "")


CUSTOMERS: Final = ("凯越汽销", "恒信印刷", "Delta Film", "Ｄelta Film", None, *(f"客户{n}" for n in range(30)))
CAUSES: Final = (None, " ", *(f"原因{n}" for n in range(14)))


@pytest.mark.parametrize("status", [NOT_JUSTIFIED, CANCELLED])
def test_a_decision_to_come_has_not_been_made(status: Choice) -> None:
    case = Complaint(row=3, case_no="A", received_at=at(16, 9), status=status, approved_at=at(18, 9), defect="漏气")
    then, now = summed([case], now=at(17, 9).replace(tzinfo=SHANGHAI)), summed([case])
    assert (then.overview.open, then.overview.not_justified, then.left_out.cancelled) == (1, 0, 0)
    assert (now.overview.open, now.overview.not_justified + now.left_out.cancelled) == (0, 1)
    # Without a class the list says so, and does not put another column's text there.
    assert then.record("zh-Hans")["urgent"][0]["defect"] == "（未填）"


def register(size: int, seed: int) -> list[Complaint]:
    """Return complaints of half a year with every kind of gap."""
    pick = random.Random(seed)

    def later(start: datetime, first: float, last: float) -> datetime:
        return start + timedelta(seconds=int(pick.uniform(first, last) * 3600))

    complaints = []
    for number in range(size):
        received = later(WALL - timedelta(days=184), 0, 184 * 24 + 10)
        one = Complaint(row=number + 4, case_no=f"KS-{number}", received_at=received, status=NEW)
        one.customer = pick.choice(CUSTOMERS)
        one.defect_class = pick.choice([*DEFECT_CLASS.choices, None, "自己的分类"])
        one.owner_dept = pick.choice([*OWNER_DEPT.choices, None])
        one.root_cause_occ = pick.choice(CAUSES)
        if pick.random() < 0.9:
            one.first_response_at = later(received, 0.1, 5)
        if pick.random() < 0.9:
            one.owner_assigned_at = later(received, 0.1, 5)
        if pick.random() < 0.85:
            one.closed_at, one.status = later(received, 5, 70), CLOSED
        if pick.random() < 0.1:
            one.escalated_at, one.escalated_to = later(received, 10, 60), "质量总监"
        if pick.random() < 0.05 and one.closed_at:
            one.reopened_at = later(WALL, -60, 5)
        kind = pick.random()
        if kind < 0.05:
            one.status = CANCELLED
        elif kind < 0.1:
            one.status, one.approved_at = NOT_JUSTIFIED, one.closed_at
        elif kind < 0.15:
            one.received_at = None
        elif kind < 0.2:
            one.received_at = received.date()
        if pick.random() < 0.1:
            one.repeat_of = "KS-0"
        complaints.append(one)
    return complaints


def midnight(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001


class Again:
    """The same figures, counted with a list per question instead of counters in one pass."""

    def __init__(self, complaints: Sequence[Complaint], span: tuple[date, date] | None) -> None:
        self.span = span
        self.known = [
            one
            for one in complaints
            if one.status != "已取消" and (one.received_at is None or midnight(one.received_at) <= WALL)
        ]
        self.received = [
            one
            for one in self.known
            if span is None or (one.received_at is not None and self.inside(midnight(one.received_at)))
        ]
        justified = [one for one in self.known if one.status != "不成立"]
        self.open = [one for one in justified if self.is_open(one)]
        self.closed = [
            one for one in justified if one.closed_at and not self.is_open(one) and self.inside(midnight(one.closed_at))
        ]
        of_case: dict[int, list[Verdict]] = {}
        for verdict in judged(complaints):
            of_case.setdefault(verdict.row, []).append(verdict)
        self.clocks = [(one, verdict) for one in self.known for verdict in of_case.get(one.row, [])]
        self.breached = [one for one in self.open if any(v.state == "breached" for v in of_case[one.row])]

    def inside(self, moment: datetime) -> bool:
        return self.span is None or self.span[0] <= moment.date() <= self.span[1]

    def is_open(self, one: Complaint) -> bool:
        if one.closed_at is None or midnight(one.closed_at) > WALL:
            return True
        return one.reopened_at is not None and midnight(one.closed_at) < midnight(one.reopened_at) <= WALL

    def decided(self, clock: str, of: Sequence[Complaint] | None = None) -> list[bool]:
        rows = {one.row for one in (self.known if of is None else of)}
        return [
            verdict.state == "met"
            for one, verdict in self.clocks
            if verdict.clock == clock
            and verdict.state in ("met", "met_late", "breached")
            and one.row in rows
            and not (clock == "closed_or_escalated" and one.status == "不成立")
            and verdict.due is not None
            and self.inside(verdict.due.replace(tzinfo=None))
        ]

    def hours(self) -> list[float]:
        return [
            (one.closed_at - one.received_at) / timedelta(hours=1)
            for one in self.closed
            if isinstance(one.closed_at, datetime) and isinstance(one.received_at, datetime)
        ]


@pytest.mark.parametrize(
    "span", [None, (date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 11, 16), date(2026, 11, 22))]
)
@pytest.mark.parametrize(("size", "seed"), [(400, 1), (37, 2), (1, 3), (0, 4)])
def test_figures_counted_again_are_the_same(size: int, seed: int, span: tuple[date, date] | None) -> None:
    complaints = register(size, seed)
    summary, again = summed(complaints, span), Again(complaints, span)
    seen = summary.overview
    assert seen.received == len(again.received)
    assert seen.closed == len(again.closed)
    assert seen.not_justified == sum(one.status == "不成立" for one in again.received)
    assert seen.open == len(again.open)
    assert seen.breached == len(again.breached)
    assert seen.escalated_open == sum(
        one.escalated_at is not None and midnight(one.escalated_at) <= WALL for one in again.open
    )
    for clock, rate in zip(RATED, (seen.first_response, seen.owner_found, seen.closed_or_escalated), strict=True):
        decided = again.decided(clock)
        assert (rate.part, rate.whole) == (sum(decided), len(decided))
    hours = again.hours()
    assert seen.timed_closings == len(hours)
    if hours:
        assert seen.close_mean_h == pytest.approx(statistics.fmean(hours))
        assert seen.close_median_h == pytest.approx(statistics.median(hours))
    if len(hours) > 1:
        assert seen.close_p90_h == pytest.approx(statistics.quantiles(hours, n=10, method="inclusive")[-1])
    listed = [
        verdict
        for one, verdict in again.clocks
        if verdict.state in ("breached", "met_late")
        and not (verdict.clock == "closed_or_escalated" and one.status == "不成立")
        and verdict.due is not None
        and (again.inside(verdict.due.replace(tzinfo=None)) or (verdict.state == "breached" and one in again.open))
    ]
    told = Counter(one.case_no for one in summary.breaches)
    assert told <= Counter(verdict.case_no for verdict in listed)
    assert told.total() == min(len(listed), MOST_LISTED)
    assert sum(one.breached + one.late for one in summary.missed) == len(listed)
    for group in summary.departments:
        members = [one for one in again.known if one.owner_dept == group.name]
        assert group.count == sum(one.owner_dept == group.name for one in again.received)
        assert group.open == sum(one.owner_dept == group.name for one in again.open)
        assert group.breached == sum(one.owner_dept == group.name for one in again.breached)
        assert group.repeats == sum(one.owner_dept == group.name and bool(one.repeat_of) for one in again.received)
        for clock in RATED:
            decided = again.decided(clock, members)
            assert (group.rate(clock).part, group.rate(clock).whole) == (sum(decided), len(decided))
    names = Counter((one.customer or "").replace("Ｄ", "D") for one in again.received)
    shown = {(tally.name or "").replace("Ｄ", "D"): tally.count for tally in summary.customers if tally.count}
    assert shown == dict(names)


@pytest.mark.parametrize("span", [None, (date(2026, 9, 7), date(2026, 11, 22))])
@pytest.mark.parametrize("seed", [5, 6])
def test_sums_on_cards_charts_and_tables_agree(seed: int, span: tuple[date, date] | None) -> None:
    summary = summed(register(300, seed), span)
    record = summary.record("en")
    cards = record["overview"]
    for name in ("defects", "causes", "top_defects", "customers", "departments"):
        if name != "top_defects":
            assert sum(row["count"] for row in record[name]) == cards["received"]
        if name != "departments":
            assert record[name][-1]["running"] == pytest.approx(1)
    for name in ("customers", "departments"):
        assert sum(row["open"] for row in record[name]) == cards["open"] == record["total"]["open"]
        assert sum(row["breached"] for row in record[name]) == cards["breached"] == record["total"]["breached"]
        assert sum(row["repeats"] for row in record[name]) == record["total"]["repeats"]
    assert sum(row["closing_due"] for row in record["departments"]) == cards["closing_due"]
    for name in ("ages", "age_chart"):
        assert sum(row["within"] + row["breached"] for row in record[name]) == cards["open"]
        assert sum(row["breached"] for row in record[name]) == cards["breached"]
    assert sum(row["breached"] for row in record["missed"]) == cards["breached_clocks"]
    assert cards["breached_clocks"] + cards["late_clocks"] == len(record["breaches"])
    assert (
        sum(one.part for one in (summary.overview.closed_or_escalated,))
        == cards["closing_due"] - cards["closing_missed"]
    )
    assert record["total"]["closing"] == cards["closing"] and record["total"]["mean"] == cards["close_mean"]
    if span is not None:  # eleven whole weeks: the shown 13 hold them all
        inside = [week for week in summary.weeks if span[0] <= week.monday <= span[1]]
        assert sum(week.received for week in inside) == cards["received"]
        assert sum(week.closed for week in inside) == cards["closed"]
        assert sum(week.decided[2] for week in inside) == cards["closing_due"]
    else:
        assert summary.overview.received == cards["open"] + cards["closed"] + cards["not_justified"]


def test_nothing_is_divided_by_nothing() -> None:
    for lang in LANGUAGES:
        record = summed([]).record(lang)
        assert record["overview"]["closing"] is None and record["overview"]["close_mean"] is None
        assert [row["text"] for row in record["findings"]] == [
            say(f"summary.finding.{name}", lang) for name in ("none_open", "none_received")
        ]
        assert record["defects"] == record["breaches"] == record["customers"] == []
        assert len(record["recent"]) == 13 and all(row["closing"] is None for row in record["recent"])


def test_quantile_is_that_of_excel() -> None:
    assert quantile([], 0.9) is None
    assert quantile([7.0], 0.9) == 7.0
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.9) == pytest.approx(3.7)
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.5


def test_vital_few_end_where_eighty_percent_is_reached() -> None:
    bars = [Category("a", "named", 5), Category("b", "named", 3), Category("c", "named", 2)]
    assert vital_few(bars) == (2, 8)
    assert vital_few([Category("a", "named", 1), Category(None, "blank", 9)]) == (1, 1)
    assert vital_few([]) == (0, 0)
    rows = pareto(bars, "en")
    assert [row["running"] for row in rows] == [0.5, 0.8, 1.0]
    assert [row["vital"] for row in rows] == [0.5, 0.3, None] and rows[2]["other"] == 0.2
    assert rows[0]["label"] == "a\n5"


def test_more_bars_than_fit_become_the_rest() -> None:
    bars = [Category(str(at), "named", 20 - at) for at in range(10)]
    bars += [Category(None, "rest", 4, 2), Category(None, "blank", 3)]
    few = merged(bars, 7)
    assert [one.kind for one in few] == ["named"] * 5 + ["rest", "blank"]
    assert sum(one.count for one in few) == sum(one.count for one in bars)
    assert few[5].groups == 7


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.86, "86 %"),
        (0.865, "87 %"),
        (0.9459, "94.6 %"),
        (0.9499, "94.9 %"),
        (0.95, "95 %"),
        (0.9999, "99.9 %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_in_words_never_says_that_a_missed_target_is_met(value: float, shown: str) -> None:
    assert percent(value) == shown


def test_findings_repeat_the_figures() -> None:
    record = summed(by_hand()).record("zh-Hans")
    assert [row["mark"] for row in record["findings"]] == ["■", "■", "■", "▲"]
    assert record["findings"][0]["text"] == "未结中 1 件超时，最久的 C 已超 24.0 h，需今日结案或上报。"
    assert record["findings"][1]["text"] == "48 h 结案或上报：按时率 75 %，低于目标 95 %，到期 4 项中 1 项未按时。"
    assert record["findings"][3]["text"] == "2 件将超时（I, D），请先处理。"
    english = summed(by_hand()).record("en")["findings"]
    assert not any(character > "\u2e7f" for row in english for character in row["text"])


def test_every_wording_has_the_same_placeholders_in_each_language() -> None:
    for texts in (TEXTS, DEFINITIONS):
        for key, words in texts.items():
            assert len({tuple(sorted(re.findall(r"{(\w+)}", text))) for text in words}) == 1, key
            assert all(words), key


def test_catalogue_has_all_texts() -> None:
    for lang in LANGUAGES:
        for entry in catalogue(lang):
            assert all(entry.values()) and "{" not in "".join(entry.values()), entry["name"]


def test_the_page_of_figures_is_generated() -> None:
    path = ROOT / "docs" / "figures.md"
    assert path.read_text("utf-8") == figures_page(), "write it anew: see figures_page()"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_shipped_templates_are_what_the_script_makes(lang: str) -> None:
    assert (ROOT / "templates" / FILES[lang]).read_bytes() == summary_book(lang)


@cache
def template_of(lang: str) -> Template:
    return compile_template(summary_book(lang), FILES[lang])


def filled(lang: str, complaints: Sequence[Complaint]) -> bytes:
    template = template_of(lang)
    record = {**summed(complaints).record(lang), "problems": [], "about_problems": "-"}
    result = template.fill(record, lang)
    assert result.problems == []
    return result.data


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filled_workbook_shows_the_figures_as_numbers(lang: str) -> None:
    complaints = register(300, 8)
    summary = summed(complaints)
    book = load_workbook(BytesIO(filled(lang, complaints)))
    tabs = (
        "overview", "indicators", "breaches", "defects", "causes", "customers", "weeks", "departments", "owners",
        "ages", "costs", "repeats", "open_cases", "agenda", "shares", "problems", "figures",
    )  # fmt: skip
    assert book.sheetnames == [say(f"summary.tab.{tab}", lang) for tab in tabs]
    overview = book.worksheets[0]
    assert [overview.cell(5, column).value for column in (2, 6, 18)] == [
        summary.overview.received,
        summary.overview.open,
        summary.overview.breached,
    ]
    assert overview["J5"].value == pytest.approx(summary.overview.closed_or_escalated.value)
    departments = book[say("summary.tab.departments", lang)]
    head = next(row for row in range(4, 40) if departments.cell(row, 2).value == say("summary.head.department", lang))
    assert departments.cell(head + 1, 3).value == summary.overview.received
    rows = [departments.cell(head + 2 + at, 3).value for at in range(len(summary.departments))]
    assert rows == [tally.count for tally in summary.departments]
    assert departments.print_area.endswith(f"${head + 1 + len(summary.departments)}")
    assert "{{" not in "".join(
        str(cell.value) for sheet in book.worksheets for line in sheet.iter_rows() for cell in line
    )


def test_charts_end_where_their_lists_end_and_refer_to_their_own_sheet() -> None:
    complaints = register(300, 8)
    summary = summed(complaints)
    data = filled("en", complaints)
    with ZipFile(BytesIO(data)) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
        drawings = [package.read(name) for name in package.namelist() if name.startswith("xl/drawings/drawing")]
    assert len(charts) == 13
    assert sum(drawing.count(b" descr=") for drawing in drawings) == len(charts)
    for chart in charts:
        assert len(set(re.findall(r"<(?:\w+:)?f>('[^']+'|[^!<]+)!", chart))) == 1
        assert "autoTitleDeleted" in chart
    weekly = next(chart for chart in charts if "'Weekly trend'!" in chart)
    count = re.search(r"'Weekly trend'!\$N\$(\d+):\$N\$(\d+)", weekly)
    assert count is not None and int(count[2]) - int(count[1]) + 1 == len(summary.weeks) == 26
    assert summary.weeks[-1].name.endswith("W47") and ">W47<" in weekly
