"""Summaries: spans and weeks, proposals, several registers, what is cut; the workbook in real programs."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from generated_register import MOMENTS, complaints, details, histories, scores, spans, summed
from openpyxl import load_workbook

import kesu_xl
from kesu_xl.alerting import raised
from kesu_xl.cli import main
from kesu_xl.clock import History, Pause, Planned, all_verdicts, load_policy
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CANCELLED, CLOSED, NEW, NOT_JUSTIFIED
from kesu_xl.complaint.pending import is_pending, is_refused
from kesu_xl.figures import FIGURES, Cases, Estimates, Summary, moment_before, summarise_cases
from kesu_xl.figures.earlier import before
from kesu_xl.figures.outcomes import MOST_LISTED
from kesu_xl.figures.result import Measure
from kesu_xl.figures.scope import Scope
from kesu_xl.flow.opening import open_register
from kesu_xl.form import compile_template
from kesu_xl.grid import read_book
from kesu_xl.newbook.register import new_register
from kesu_xl.newbook.summary_book import summary_book
from kesu_xl.wording import LANGUAGES, say

ROOT: Final = Path(__file__).resolve().parents[1]
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SAMPLE: Final = ROOT / "workbooks" / "complaints.xlsx"
AS_OF: Final = datetime(2026, 11, 21, 9)  # noqa: DTZ001  # in the register's zone
#: Columns that say when something happened.
HAPPENED: Final = ("first_response_at", "owner_assigned_at", "closed_at", "reopened_at", "escalated_at", "approved_at",
                   "oem_answered_at", "d3_done_at", "d8_done_at")  # fmt: skip
#: Two summaries may count in two currencies.
MONEY: Final = ("copq", "claimed", "accepted", "granted_rate")


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

    def of(moment: datetime, span: tuple[date, date] | None) -> Summary:
        return summed(rows, tables, told, moment, "Asia/Shanghai", span)

    whole = of(now, None)
    for back in (0, 3, 12):
        week = whole.weeks[-1 - back]
        span = week.monday, week.monday + timedelta(6)
        alone = {one.name: one for one in of(now, span).indicators}
        for one in whole.indicators:
            if one.weeks[-1] is not None and one.name != "open":
                assert one.weeks[-1 - back] == alone[one.name].now, one.name
        # what was open at the end of the week, and what the span is compared with, are those of a summary of that time
        end = min(now, datetime.combine(span[1], time(23, 59, 59)))
        assert week.backlog == of(end, None).overview.open
        before_it = of(now - timedelta(7), (span[0] - timedelta(7), span[1] - timedelta(7)))
        earlier = {one.name: one.now for one in before_it.indicators}
        assert all(one.previous == earlier.get(one.name) for one in alone.values() if one.name not in MONEY)


def test_a_week_that_runs_is_compared_with_the_same_part_of_the_week_before() -> None:
    wednesday = datetime(2026, 11, 18, 12)  # noqa: DTZ001
    days = ((0, 10), (2, 11), (2, 13), (4, 9), (7, 10), (9, 11))
    monday = datetime(2026, 11, 9)  # noqa: DTZ001
    rows = [Complaint(row=at, case_no=str(at), status=NEW, received_at=monday + timedelta(days=day, hours=hour))
            for at, (day, hour) in enumerate(days)]  # fmt: skip
    rows[0].closed_at, rows[0].reopened_at = rows[0].received_at, wednesday - timedelta(days=1)
    found = {one.name: one for one in summed(rows, {}, {}, wednesday, "Asia/Shanghai", spans(wednesday)[1]).indicators}
    assert (found["received"].now.value, found["received"].previous) == (2, Measure(2.0))
    # reopened only this week: last Wednesday it was closed
    assert (found["open"].now.value, found["open"].previous) == (6, Measure(1.0))
    assert found["closed"].previous == Measure(1.0)
    assert [week and week.value for week in found["open"].weeks[-3:]] == [0, 3, 6]


@pytest.mark.parametrize(("now", "span", "moment"), [
    ("2026-11-23T08", (date(2026, 11, 16), date(2026, 11, 22)), "2026-11-16T08:00:00"),
    ("2026-11-05T08", (date(2026, 11, 1), date(2026, 11, 30)), "2026-10-05T08:00:00"),
    ("2026-03-30T08", (date(2026, 3, 1), date(2026, 3, 31)), "2026-02-28T23:59:59"),
    ("2026-04-01T08", (date(2026, 3, 1), date(2026, 3, 31)), "2026-03-04T08:00:00"),
    ("2026-11-05T08", (date(2026, 11, 3), date.max), "2026-11-02T08:00:00"),
    ("2026-11-05T08", (date.min, date(2026, 11, 3)), None),
    ("2026-11-05T08", None, None),
])  # fmt: skip
def test_the_moment_of_the_span_before(now: str, span: Any, moment: str | None) -> None:
    found = moment_before(datetime.fromisoformat(now), span)
    assert (found and found.isoformat()) == moment


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


def value_of(summary: Summary, name: str) -> Measure:
    return next(one.now for one in summary.indicators if one.name == name)


def test_proposals_that_the_list_has_no_room_for_are_said() -> None:
    rows = [Complaint(row=at, case_no=str(at), customer="甲", part_no="P", defect="漏气漏气", status=NEW,
                      received_at=AS_OF - timedelta(hours=at + 1)) for at in range(130)]  # fmt: skip
    summary = summed(rows, {}, {}, AS_OF, "Asia/Shanghai", None)
    assert (len(summary.proposals), summary.uncompared) == (100, 30)
    assert summary.record("zh-Hans")["about"]["repeats"].endswith("；建议列满 100 项为止；另有 30 件较早的未比对")
    named = [Complaint(row=at, case_no=str(at), repeat_of="0", received_at=AS_OF) for at in range(MOST_LISTED + 5)]
    about = summed(named, {}, {}, AS_OF, "Asia/Shanghai", None).record("zh-Hans")["about"]["repeats"]
    assert f"台账已登记重复 {MOST_LISTED + 5} 件" in about and about.endswith(f"；列出前 {MOST_LISTED} 项")


def test_an_approved_revised_due_time_moves_the_promise_from_its_approval_on() -> None:
    day = AS_OF.replace(hour=0)
    one = Complaint(row=1, case_no="A", status=NEW, received_at=day - timedelta(days=20), revise_reason="等样品",
                    promised_at=day - timedelta(days=9), revised_due_at=day + timedelta(days=9))  # fmt: skip
    for approved, overdue in ((None, 1), (AS_OF - timedelta(hours=1), 0), (AS_OF + timedelta(hours=1), 1)):
        one.approved_at = approved
        summary = summed([one], {}, {}, AS_OF, "Asia/Shanghai", None)
        assert value_of(summary, "promises_overdue").value == overdue
        # an alert says the same
        place = ZoneInfo("Asia/Shanghai")
        told = raised([], [one], {}, AS_OF.replace(tzinfo=place), place, contacts_known=False)
        assert len(told) == overdue


def test_what_happens_after_the_moment_is_not_known_at_it() -> None:
    """Every figure is the same whether the later events are in the register or not."""
    now, place = AS_OF - timedelta(days=30), "Asia/Shanghai"
    rows = complaints(60, 11, AS_OF)
    tables, told = details(rows, 11, AS_OF), histories(rows, 11, AS_OF)

    def known(moment: Any) -> Any:
        as_time = (
            datetime.combine(moment, time())
            if isinstance(moment, date) and not isinstance(moment, datetime)
            else moment
        )
        return None if moment is not None and as_time > now else moment

    before_it = []
    for one in rows:
        if one.received_at is not None and one.received_at > now:
            continue
        earlier = replace(one)
        happened = [one.approved_at, one.closed_at]
        for name in HAPPENED:
            setattr(earlier, name, known(getattr(one, name)))
        if one.status in (CANCELLED, NOT_JUSTIFIED) and any(happened) and not any(map(known, happened)):
            earlier.status, earlier.valid = NEW, None if one.status is NOT_JUSTIFIED else one.valid
        before_it.append(earlier)
    when = {"handovers": "at", "lessons": "date", "related_calls": "called_at", "revisions": "date", "costs": "date"}
    cut = {
        name: [row for row in found if row.get(when[name]) is None or known(row[when[name]]) is not None]
        for name, found in tables.items() if name in when
    }  # fmt: skip
    cut["actions"] = [{**row, "done": known(row["done"])} for row in tables["actions"]]
    cut["steps"] = [row for row in tables["steps"] if known(row.get("submitted") or row.get("done") or now) is not None]
    month = (now.year, now.month)
    cut["shipped"] = [row for row in tables["shipped"] if (row["month"].year, row["month"].month) <= month]
    cut_told = {
        number: replace(
            one, contacts=tuple(filter(known, one.contacts)),
            steps={step: found for step, done in one.steps.items() if (found := tuple(filter(known, done)))},
            promises=tuple(replace(plan, done=known(plan.done)) for plan in one.promises),
            planned=tuple(replace(plan, done=known(plan.done)) for plan in one.planned),
        )
        for number, one in told.items()
    }  # fmt: skip
    for span in spans(now):
        full = summed(rows, tables, told, now, place, span)
        past = summed(before_it, cut, cut_told, now, place, span)
        assert [(one.name, one.now, one.previous) for one in full.indicators] == [
            (one.name, one.now, one.previous) for one in past.indicators
        ]
        for name in (
            "overview",
            "customers",
            "owners",
            "total",
            "weeks",
            "ages",
            "costs",
            "defects",
            "watched",
            "missed",
        ):
            assert getattr(full, name) == getattr(past, name), name
        assert {one.case.case_no for one in full.agenda} == {one.case.case_no for one in past.agenda}


def test_a_clock_that_was_met_in_a_pause_without_an_end_counts() -> None:
    begun = AS_OF - timedelta(days=9)
    one = Complaint(row=1, case_no="A", status=CLOSED, received_at=begun, closed_at=begun + timedelta(hours=30),
                    first_response_at=begun, owner_assigned_at=begun)  # fmt: skip
    told = {"A": History(pauses=(Pause(begun + timedelta(hours=5), None, "closed_or_escalated"),))}
    day = (begun + timedelta(hours=30)).date()
    for span, whole in ((None, 1), ((day, day), 1), ((day - timedelta(5), day - timedelta(1)), 0)):
        summary = summed([one], {}, told, AS_OF, "Asia/Shanghai", span)
        assert value_of(summary, "closing_rate") == Measure(1.0 if whole else None, whole)
    assert value_of(summed([one], {}, told, AS_OF, "Asia/Shanghai", None), "net_mean").value == 5.0


def test_the_score_of_an_8d_is_that_of_the_command() -> None:
    judged = {one.case_no: one.judged.score for one in kesu_xl.score(SAMPLE, as_of=AS_OF).scored}
    book = read_book(SAMPLE)
    reports = set()
    for name in ("8D内容", "小组", "是非", "原因", "5Why", "验证"):
        rows = [row for row in book.grid(name).rows if row and row[0]]
        reports |= {str(row[0]) for row in rows[1:]}
    columns = open_register(SAMPLE).checked(AS_OF.replace(tzinfo=ZoneInfo("Asia/Shanghai"))).columns
    closed = {
        number
        for number, end, status in zip(columns["case_no"], columns["closed_at"], columns["status"], strict=True)
        if end is not None and status is CLOSED and number in reports
    }
    found = value_of(figures(SAMPLE), "score_8d")
    assert found.whole == len(closed) > 5
    assert found.value == pytest.approx(sum(judged[number] for number in closed) / len(closed))


def test_the_command_writes_every_tab(tmp_path: Path) -> None:
    out = tmp_path / "周报.xlsx"
    code = run("summary", str(SAMPLE), "-o", str(out), "--as-of", "2026-11-21T09:00", "--week", "2026-W47", "-q")
    assert code == 0
    book = load_workbook(out)
    assert book.sheetnames == [
        "总览", "指标", "超时清单", "不良帕累托", "原因帕累托", "客户", "趋势", "责任部门", "责任人", "账龄", "成本",
        "重复客诉", "未结清单", "会议议程", "分布", "数据问题", "指标定义",
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
        rows, details(rows, 3, AS_OF), histories(rows, 3, AS_OF), AS_OF, "Asia/Shanghai", None, Estimates(5.0),
        scored=scores(rows, 3),
    )  # fmt: skip
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


def test_charts_hold_the_values_of_their_cells() -> None:
    from io import BytesIO
    from zipfile import ZipFile

    data = many("en")
    book = load_workbook(BytesIO(data))
    seen = 0
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if not name.startswith("xl/charts/chart"):
                continue
            chart = package.read(name).decode()
            for reference, points in re.findall(
                r"<(?:\w+:)?numRef><(?:\w+:)?f>([^<]+)</(?:\w+:)?f>(.*?)</(?:\w+:)?numRef>", chart
            ):
                sheet, _, cells = reference.rpartition("!")
                found = book[sheet.strip("'")][cells.replace("$", "")]
                values = [row[0].value for row in found] if isinstance(found, tuple) else [found.value]
                cached = dict(re.findall(r'idx="(\d+)"[^>]*><(?:\w+:)?v>([^<]*)<', points))
                shown = {str(at): value for at, value in enumerate(values) if isinstance(value, int | float)}
                assert {at: float(value) for at, value in cached.items()} == pytest.approx(shown), (name, reference)
                seen += len(shown)
    assert seen > 100


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
