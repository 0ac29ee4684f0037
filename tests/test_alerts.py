"""Alerts: what is told, whom, and under which key, each expectation by hand."""

# ruff: noqa: DTZ001  # wall times of a register have no zone
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any, Final

import openpyxl
import pytest

import kesu_xl
from kesu_xl.flow.alerting import AlertsResult
from kesu_xl.wording import LANGUAGES

NOW: Final = datetime(2026, 11, 20, 12, 0)
HEADS: Final = {
    "case_no": "客诉编号", "received_at": "受理时间", "customer": "客户名称",
    "owner": "责任人",     "received_by": "受理人", "owner_assigned_at": "责任人确定时间",
    "first_response_at": "首次回复时间",     "closed_at": "结案时间", "escalated_at": "上报时间",
    "escalated_to": "上报对象", "reopened_at": "重开时间",
    "promised_at": "承诺完成时间",     "revised_due_at": "调整后期限", "approved_at": "批准时间",
    "due_8d_at": "8D要求完成日", "d8_done_at": "8D完成时间",     "safety_flag": "安全问题",
    "crisis_level": "危机等级", "media_flag": "媒体介入", "status": "结案状况",     "defect": "不良现象",
    "follow_up_due": "回访日期", "satisfaction": "满意度",
}  # fmt: skip
PEOPLE: Final[list[list[Any]]] = [
    ["姓名", "邮箱", "主管", "代理人", "语言"],
    ["张三", "zhang@example.com", "王五", "李四", "en"],
    ["李四", "li@example.com", "王五", None, None],
    ["王五", "wang@example.com", None, None, "zh-Hant"],
]
#: A case of which nothing has to be told at `NOW`: answered, owned, spoken with, 20 hours old.
QUIET: Final = {
    "case_no": "K-1", "received_at": NOW - timedelta(hours=20), "customer": "东屿包装", "owner": "张三",
    "received_by": "李四", "owner_assigned_at": NOW - timedelta(hours=19),
    "first_response_at": NOW - timedelta(hours=18), "status": "已受理", "defect": "划伤",
}  # fmt: skip


def told(*rows: Mapping[str, Any], now: datetime = NOW, **sheets: Any) -> AlertsResult:
    """Return the alerts of a register with these rows; each says only how it differs from `QUIET`."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.append(list(HEADS.values()))
    for row in rows:
        sheet.append([{**QUIET, **row}.get(name) for name in HEADS])
    for name, lines in {"人员": PEOPLE, "设置": [["时区", "Asia/Shanghai"]], **sheets}.items():
        if lines is not None:
            other = book.create_sheet(name)
            for line in lines:
                other.append(list(line))
    saved = BytesIO()
    book.save(saved)
    return kesu_xl.alerts(saved, as_of=now)


def shown(result: AlertsResult) -> list[tuple[str, str | None, str, str]]:
    return [(str(alert.kind), alert.case_no, alert.clock, alert.state) for alert in result.alerts]


def names(result: AlertsResult) -> list[tuple[str, str]]:
    (alert,) = result.alerts
    return [(to.name, to.role) for to in alert.to]


OWNER: Final = ("张三", "owner")
SUPERVISOR: Final = ("王五", "supervisor")
STAND_IN: Final = ("李四", "stand_in")


def test_nothing_to_tell() -> None:
    result = told({})
    assert shown(result) == []
    assert result.problems == []


def test_a_clock_at_risk_is_told_to_the_owner_from_80_percent_on() -> None:
    received = {"received_at": NOW - timedelta(hours=38, minutes=24)}
    assert shown(told(received, now=NOW - timedelta(seconds=1))) == []
    result = told(received)
    assert shown(result) == [("at_risk", "K-1", "closed_or_escalated", "at_risk")]
    assert names(result) == [OWNER, STAND_IN]
    assert [(to.mail, to.lang) for to in result.alerts[0].to] == [
        ("zhang@example.com", "en"), ("li@example.com", "zh-Hans"),
    ]  # fmt: skip
    assert not result.alerts[0].urgent
    assert result.alerts[0].due is not None
    assert result.alerts[0].due.isoformat() == "2026-11-20T21:36:00+08:00"


def test_a_breach_is_told_to_owner_and_supervisor() -> None:
    result = told({"received_at": NOW - timedelta(hours=48, seconds=1)})
    assert shown(result) == [("breached", "K-1", "closed_or_escalated", "breached")]
    assert names(result) == [OWNER, SUPERVISOR, STAND_IN]


def test_a_key_is_the_same_run_after_run_and_another_one_after_reopening() -> None:
    received = {"received_at": datetime(2026, 11, 17, 8, 0)}
    keys = {told(received, now=NOW + timedelta(hours=later)).alerts[0].key for later in (0, 5, 30)}
    assert keys == {"breached|K-1|closed_or_escalated|1|breached|2026-11-19T00:00:00Z"}
    again = {**received, "closed_at": datetime(2026, 11, 17, 10, 0), "reopened_at": datetime(2026, 11, 18, 9, 0)}
    assert [alert.key for alert in told(again).alerts] == [
        "breached|K-1|closed_or_escalated|1|breached|2026-11-20T01:00:00Z"
    ]


def test_a_bar_in_a_number_cannot_make_two_keys_one() -> None:
    late = {"received_at": NOW - timedelta(hours=50)}
    first, second = told({**late, "case_no": "A|B"}, {**late, "case_no": "A%7CB"}).alerts
    assert first.key != second.key


def test_a_decision_is_told_to_whom_it_was_escalated() -> None:
    escalated = {"received_at": NOW - timedelta(hours=40), "escalated_to": "王五"}
    for hours, state in ((1, "running"), (20, "at_risk"), (25, "breached")):
        result = told({**escalated, "escalated_at": NOW - timedelta(hours=hours)})
        assert shown(result) == [("decision_due", "K-1", "decision", state)]
        assert names(result) == [("王五", "escalated_to")]


def test_a_step_is_overdue_by_its_own_date_or_by_its_clock() -> None:
    oem = [["规则", "oem"], ["时区", "Asia/Shanghai"]]
    steps: list[list[Any]] = [["客诉编号", "步骤", "期限", "完成"], ["K-1", "D3", date(2026, 11, 19), None]]
    case = {"received_at": NOW - timedelta(hours=30)}
    result = told(case, now=NOW, 设置=oem, **{"8D进度": steps})
    # of its own date (the end of the 19th), and not of the 24 hours of the profile as well
    assert shown(result) == [("step_overdue", "K-1", "D3", "overdue")]
    assert result.alerts[0].due is not None
    assert result.alerts[0].due.isoformat() == "2026-11-19T23:59:59+08:00"
    assert names(result) == [OWNER, SUPERVISOR, STAND_IN]
    steps[1][2] = date(2026, 11, 20)
    assert shown(told(case, now=NOW, 设置=oem, **{"8D进度": steps})) == [("step_overdue", "K-1", "D3", "breached")]
    steps[1][3] = datetime(2026, 11, 19, 9, 0)
    assert shown(told(case, now=NOW, 设置=oem, **{"8D进度": steps})) == []


def test_the_date_that_the_customer_set_for_the_8d_counts_as_well() -> None:
    result = told({"due_8d_at": date(2026, 11, 19)})
    assert shown(result) == [("step_overdue", "K-1", "D8", "overdue")]
    assert shown(told({"due_8d_at": date(2026, 11, 19), "d8_done_at": datetime(2026, 11, 20, 11, 0)})) == []
    assert shown(told({"due_8d_at": date(2026, 11, 20)})) == []


def test_promises_are_told_until_they_are_kept() -> None:
    contacts = [
        ["客诉编号", "时间", "承诺", "承诺期限", "承诺完成"],
        ["K-1", NOW - timedelta(hours=3), "寄回样品", NOW - timedelta(seconds=1), None],
        ["K-1", NOW - timedelta(hours=3), "复检", NOW - timedelta(seconds=1), None],
        ["K-1", NOW - timedelta(hours=3), "报告", NOW - timedelta(hours=1), NOW - timedelta(hours=2)],
        ["K-1", NOW - timedelta(hours=3), "换货", NOW, None],
    ]
    closed = {"closed_at": NOW - timedelta(hours=1), "status": "已结案"}
    for case in ({}, closed):
        result = told(case, 联系记录=contacts)
        assert shown(result) == [("commitment_overdue", "K-1", "", "overdue")] * 2
        assert len({alert.key for alert in result.alerts}) == 2
        assert "“寄回样品”" in result.alerts[0].explain("zh-Hans")


@pytest.mark.parametrize(
    ("sheet", "head", "beside"),
    [("联系记录", "时间 承诺 承诺期限 承诺完成", NOW - timedelta(3)), ("措施", "步骤 措施 计划完成 实际完成", "D5")],
)
def test_a_commitment_is_told_once_whatever_happens_to_those_beside_it(sheet: str, head: str, beside: Any) -> None:
    day, end = date(2026, 11, 19), datetime(2026, 11, 19, 23, 59, 59)

    def keys(*rows: tuple[str, date, date | None]) -> list[str]:
        lines: dict[str, Any] = {sheet: [["客诉编号", *head.split()], *(["K-1", beside, *row] for row in rows)]}
        return [alert.key for alert in told({}, **lines).alerts]

    sample, report, kept = ("寄回样品", day, None), ("报告", day, None), ("寄回样品", day, datetime(2026, 11, 20, 9, 0))
    first = keys(sample, report)
    assert len(set(first)) == 2
    # the first one is kept, another one of that time comes in, and the rows are sorted
    later, again = keys(("换货", end, None), report, kept)
    assert again == first[1]
    assert later not in first
    # two that say the same
    twice = keys(sample, ("寄回 样品", end, None))
    assert len(set(twice)) == 2
    assert keys(kept, ("寄回样品", end, None)) == twice[1:]


def test_the_promised_completion_and_its_approved_revision() -> None:
    promised = {"promised_at": NOW - timedelta(hours=1)}
    assert shown(told(promised)) == [("commitment_overdue", "K-1", "promised_at", "overdue")]
    revised = {**promised, "revised_due_at": NOW + timedelta(hours=5)}
    assert len(told(revised).alerts) == 1
    assert shown(told({**revised, "approved_at": NOW - timedelta(hours=2)})) == []
    assert shown(told({**promised, "closed_at": NOW, "status": "已结案"})) == []


def test_an_overdue_action_is_told_to_its_own_owner() -> None:
    head = ["客诉编号", "步骤", "措施", "责任人", "计划完成", "实际完成", "已取消"]
    day = date(2026, 11, 19)
    rows: list[list[Any]] = [
        head,
        ["K-1", "D5", "更换轴承", "李四", day, None, None],
        ["K-1", "D5", "加装测速", "李四", day, datetime(2026, 11, 19, 9, 0), None],
        ["K-1", "D7", "列入保养", "李四", day, None, "是"],
        ["K-1", "D7", "修订 PFMEA", "李四", date(2026, 11, 20), None, None],
        ["K-1", "D7", "培训", "李四", "下周", None, None],
        ["K-1", "D7", "点检", "李四", day, "做完了", None],
        ["K-9", "D5", "不是这里的", "李四", day, None, None],
    ]
    result = told({}, 措施=rows)
    assert shown(result) == [("commitment_overdue", "K-1", "actions", "overdue")]
    assert names(result) == [("李四", "owner"), SUPERVISOR]
    assert result.alerts[0].due is not None
    assert result.alerts[0].due.isoformat() == "2026-11-19T23:59:59+08:00"
    assert [result.alerts[0].explain(lang) for lang in LANGUAGES] == [
        "D5 措施“更换轴承”应于 2026-11-19 23:59 前完成，“措施”里还没有实际完成日期。",
        "D5 措施「更换轴承」應於 2026-11-19 23:59 前完成，「措施」裡還沒有實際完成日期。",
        'The D5 action "更换轴承" was due by 2026-11-19 23:59; the sheet Actions has no done date yet.',
    ]
    # the same a day later and after the closing, beside what has come due since; not of a complaint that was refused
    closed = {"closed_at": NOW - timedelta(hours=1), "status": "已结案"}
    later = told(closed, 措施=rows, now=NOW + timedelta(days=1))
    first, second = (alert.key for alert in later.alerts)
    assert first == result.alerts[0].key
    assert first.startswith("commitment_overdue|K-1|actions|1|overdue|2026-11-19T15:59:59Z|")
    assert second.startswith("commitment_overdue|K-1|actions|1|overdue|2026-11-20T15:59:59Z|")
    assert shown(told({**closed, "status": "不成立"}, 措施=rows)) == []


def test_an_action_of_nobody_is_its_complaints_and_a_stranger_is_a_problem_at_the_cell() -> None:
    head = ["客诉编号", "措施", "责任人", "计划完成", "实际完成"]
    rows = [head, ["K-1", "甲", None, date(2026, 11, 19), None], ["K-1", "乙", "赵六", date(2026, 11, 19), None]]
    result = told({}, 措施=rows)
    assert [[to.name for to in alert.to] for alert in result.alerts] == [["张三", "王五", "李四"], []]
    assert len({alert.key for alert in result.alerts}) == 2
    assert [(p.code, p.problem.sheet, p.cell, p.value) for p in result.problems] == [
        ("A101", "措施", "C3", "赵六"), ("A103", "台账", "D2", ""),
    ]  # fmt: skip


def test_a_follow_up_is_overdue_until_somebody_spoke_with_the_customer() -> None:
    closed = {"closed_at": datetime(2026, 11, 16, 9, 0), "status": "已结案", "follow_up_due": date(2026, 11, 19)}
    head = ["客诉编号", "时间"]
    before = ["K-1", datetime(2026, 11, 16, 9, 0)]
    result = told(closed, 联系记录=[head, before])
    assert shown(result) == [("commitment_overdue", "K-1", "follow_up_due", "overdue")]
    assert names(result) == [OWNER, SUPERVISOR, STAND_IN]
    assert result.alerts[0].key == "commitment_overdue|K-1|follow_up_due|1|overdue|2026-11-19T15:59:59Z"
    assert shown(told(closed, now=datetime(2026, 11, 19, 23, 59, 59), 联系记录=[head, before])) == []
    assert shown(told(closed, 联系记录=[head, ["K-1", datetime(2026, 11, 16, 9, 0, 1)]])) == []
    assert shown(told(closed, 联系记录=[head, ["K-1", "昨天"]])) == []
    assert shown(told({**closed, "satisfaction": 4}, 联系记录=[head, before])) == []
    assert shown(told({**closed, "reopened_at": NOW - timedelta(hours=1)}, 联系记录=[head, before])) == []
    assert shown(told({**closed, "closed_at": None, "status": "已受理"}, 联系记录=[head, before])) == []
    assert shown(told(closed)) == []


def test_a_customer_with_an_open_case_hears_from_us_every_seven_days() -> None:
    old = {"received_at": datetime(2026, 11, 2, 9, 0), "owner_assigned_at": datetime(2026, 11, 2, 9, 0),
           "first_response_at": datetime(2026, 11, 2, 9, 0), "escalated_at": datetime(2026, 11, 3, 9, 0),
           "escalated_to": "王五", "approved_at": datetime(2026, 11, 3, 10, 0)}  # fmt: skip
    cases = [old, {**old, "case_no": "K-2", "owner": "李四", "received_at": datetime(2026, 11, 2, 10, 0)}]
    head = ["客诉编号", "时间"]
    spoken = [head, ["K-2", NOW - timedelta(days=7)]]
    assert shown(told(*cases, 联系记录=spoken)) == []
    result = told(*cases, 联系记录=spoken, now=NOW + timedelta(seconds=1))
    assert shown(result) == [("customer_silent", "K-1", "", "silent")]
    assert names(result) == [OWNER, SUPERVISOR, ("李四", "owner")]
    assert result.alerts[0].key == "customer_silent|东屿包装||1|silent|2026-11-20T04:00:00Z"
    # without the sheet nobody can know; a closed case needs no word
    assert shown(told(*cases)) == []
    done = [{**case, "closed_at": datetime(2026, 11, 4), "status": "已结案"} for case in cases]
    assert shown(told(*done, 联系记录=[head, ["K-2", datetime(2026, 11, 3)]])) == []
    # a contact that cannot be read may be the last one
    assert shown(told(*cases, 联系记录=[head, ["K-2", "昨天"]])) == []


def test_safety_and_crisis_are_told_at_once() -> None:
    boss = [["默认主管", "李四"], ["时区", "Asia/Shanghai"]]
    result = told({"safety_flag": "是"}, 设置=boss)
    assert shown(result) == [("safety", "K-1", "", "safety")]
    assert names(result) == [OWNER, SUPERVISOR, ("李四", "default_supervisor")]
    assert result.alerts[0].urgent
    keys = {told({"media_flag": "是", "crisis_level": level}).alerts[0].key for level in ("1", "1", "2")}
    assert len(keys) == 2
    assert shown(told({"media_flag": "是"})) == [("crisis", "K-1", "", "media")]
    assert shown(told({"safety_flag": "是", "closed_at": NOW, "status": "已结案"})) == []


def test_case_9_what_comes_due_at_night_is_told_once_and_waits_unless_it_is_urgent() -> None:
    # 03:00 on a Sunday: the values say which alert may wait for the morning, and it is the same one then
    night, morning = datetime(2026, 11, 22, 3, 0), datetime(2026, 11, 23, 8, 30)
    case = {"received_at": datetime(2026, 11, 20, 2, 0), "safety_flag": "是"}
    at_night, later = told(case, now=night), told(case, now=morning)
    assert [(alert.kind, alert.urgent) for alert in at_night.alerts] == [("safety", True), ("breached", False)]
    assert [alert.key for alert in at_night.alerts] == [alert.key for alert in later.alerts]


def test_case_14_a_customer_who_never_answers_is_told_of_after_a_week_and_nothing_closes_by_itself() -> None:
    waiting = {"escalated_at": NOW - timedelta(hours=1), "escalated_to": "王五", "approved_at": NOW}
    contacts = [["客诉编号", "时间"], ["K-1", NOW]]
    for days, kinds in ((7, []), (8, ["customer_silent"])):
        result = told(waiting, now=NOW + timedelta(days=days), 联系记录=contacts)
        assert [alert.kind for alert in result.alerts] == kinds
    assert result.alerts[0].explain("en").endswith("no contact for 8 days, since 2026-11-20 12:00.")


def test_who_is_told_while_there_is_no_owner() -> None:
    case = {"received_at": NOW - timedelta(hours=39), "owner": None}
    assert names(told(case)) == [("李四", "received_by")]


def test_a_supervisor_of_the_customer_or_of_the_settings() -> None:
    people = [PEOPLE[0], ["张三", "zhang@example.com", None, None, None], *PEOPLE[2:]]
    late = {"received_at": NOW - timedelta(hours=49)}
    customers = [["客户名称", "主管"], ["东屿包装", "王五"]]
    boss = [["默认主管", "李四"], ["时区", "Asia/Shanghai"]]
    assert names(told(late, 人员=people, 客户=customers, 设置=boss)) == [OWNER, SUPERVISOR]
    assert names(told(late, 人员=people, 设置=boss)) == [OWNER, ("李四", "default_supervisor")]


def test_a_cell_with_several_names() -> None:
    result = told({"received_at": NOW - timedelta(hours=39), "owner": "张三、 李四/王五"})
    assert names(result) == [OWNER, ("李四", "owner"), ("王五", "owner")]


@pytest.mark.parametrize(("owner", "people", "expected"), [
    ("赵六", PEOPLE, [("A101", "台账", "D2", "赵六"), ("A103", "台账", "D2", "")]),
    ("张三", [PEOPLE[0], ["张三", None, None, "李四", None], PEOPLE[2]], [("A102", "人员", "B2", "")]),
    ("张三", [PEOPLE[0], ["张三", "a@b, c@d", None, "李四", None], PEOPLE[2]], [("A102", "人员", "B2", "a@b, c@d")]),
    ("张三", [PEOPLE[0], ["张三", "a@b.cn", None, "李四", None], ["张三", "c@d.cn", None, None, None], PEOPLE[2]],
     [("A105", "人员", "B2", "张三")]),
    ("张三", [PEOPLE[0], ["张三", "a@b.cn", None, "赵六", None]], [("A101", "人员", "D2", "赵六")]),
    ("张三", None, [("A104", "", "", "")]),
    (None, None, [("A104", "", "", "")]),
])  # fmt: skip
def test_a_name_that_leads_nowhere_is_a_problem_at_its_cell(
    owner: str | None, people: list[list[Any]] | None, expected: list[tuple[str, str, str, str]]
) -> None:
    result = told({"received_at": NOW - timedelta(hours=39), "owner": owner}, 人员=people)
    assert [(p.code, p.problem.sheet, p.cell, p.value) for p in result.problems] == expected
    if people is not None and owner == "张三":
        # somebody else is told in the place of one who cannot be: nothing gets lost
        assert len(result.alerts[0].to) == 1


def test_a_name_in_many_rows_is_one_problem() -> None:
    late = {"received_at": NOW - timedelta(hours=39), "owner": "赵六"}
    result = told(*({**late, "case_no": f"K-{n}"} for n in range(5)))
    assert [(p.code, p.count) for p in result.problems if p.code == "A101"] == [("A101", 5)]


def test_that_there_is_nobody_to_tell_is_said_once() -> None:
    late = {"received_at": NOW - timedelta(hours=39), "owner": "赵六"}
    result = told(*({**late, "case_no": f"K-{n}"} for n in range(5)), 人员=None)
    assert [(p.code, p.count) for p in result.problems] == [("A104", 1)]
    assert len(result.alerts) >= 5
    assert not any(alert.to for alert in result.alerts)


def test_the_json_and_the_sentences() -> None:
    result = told({"received_at": NOW - timedelta(hours=49), "safety_flag": "是", "crisis_level": "2",
                   "media_flag": "是", "promised_at": NOW - timedelta(hours=1), "due_8d_at": date(2026, 11, 19)},
                  联系记录=[["客诉编号", "时间"], ["K-9", NOW]], 人员=None)  # fmt: skip
    read = result.as_json()
    assert read["as_of"] == "2026-11-20T12:00:00+08:00"
    assert {alert["kind"] for alert in read["alerts"]} == {
        "breached", "safety", "crisis", "commitment_overdue", "step_overdue",
    }  # fmt: skip
    for alert in result.alerts:
        said = {lang: alert.explain(lang) for lang in LANGUAGES}
        assert len(set(said.values())) == 3
        assert all(text and "{" not in text for text in said.values())
    for problem in result.found:
        assert len({problem.message(lang) + problem.remedy(lang) for lang in LANGUAGES}) == 3
