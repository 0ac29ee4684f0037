"""Working hours, holidays, pauses and limits of one's own: reported cases by hand, and a count second by second."""

# ruff: noqa: DTZ001  # wall times of a register have no zone
from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

import kesu_xl
from kesu_xl.clock import History, Limit, Pause, Policy, State, Verdict, load_policy, policy_of, verdicts
from kesu_xl.clock.calendar import Calendar
from kesu_xl.clock.counted import OPEN, due, elapsed, merged
from kesu_xl.clock.moment import WallClock
from kesu_xl.clock.week import read_week
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.details import DETAILS, TABLES
from kesu_xl.complaint.lists import NEW
from kesu_xl.errors import KesuError
from kesu_xl.newbook.register import new_register
from kesu_xl.settings import Customer, Settings
from kesu_xl.wording import LANGUAGES

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
LUNCH: Final = "08:30-12:00, 13:00-17:30"


def at(text: str) -> datetime:
    """Read ``11-16 08:30`` as a time of 2026."""
    return datetime.fromisoformat(f"2026-{text.replace(' ', 'T')}")


def rules(
    hours: str = LUNCH, holidays: str = "", zone: ZoneInfo = SHANGHAI, profile: str = "default", **more: Any
) -> Policy:
    values = {"working_hours": hours, "holidays": holidays, **more.pop("values", {})}
    return policy_of(Settings(zone, profile=profile, values=values, **more))


def judged(
    policy: Policy, received: str, now: str, *pauses: Pause, zone: Any = SHANGHAI, **cells: Any
) -> dict[str, Verdict]:
    times: dict[str, Any] = {name: at(value) if name.endswith("_at") else value for name, value in cells.items()}
    complaint = Complaint(case_no="A", row=5, received_at=at(received), status=NEW, **times)
    found = verdicts(complaint, policy, at(now).replace(tzinfo=zone), zone, history=History(pauses=pauses))
    return {verdict.clock: verdict for verdict in found}


def pause(begin: str, end: str | None, clock: str = "", reason: str = "") -> Pause:
    return Pause(at(begin), at(end) if end else None, clock, reason)


def due_of(verdict: Verdict) -> str | None:
    return f"{verdict.due:%m-%d %H:%M:%S}" if verdict.due else None


# --- cases that users of other systems reported (DOMAIN, section 4) -------------------------------------------------


def test_case_1_a_pause_over_closed_hours_takes_off_only_the_working_part() -> None:
    # Mon 16:30 to 17:30 count 1 h; the pause from 16:30 to Tue 09:30 takes 1 h + 1 h and not 17 h.
    verdict = judged(rules(), "11-16 16:00", "11-17 10:00", pause("11-16 16:30", "11-17 09:30"))["owner_found"]
    assert verdict.elapsed_s == 30 * 60 + 30 * 60
    # 4 h: 30 min on Monday, then from Tue 09:30 to 12:00 2.5 h, then 1 h from 13:00.
    assert due_of(verdict) == "11-17 14:00:00"


def test_case_1_pauses_that_overlap_count_once() -> None:
    pauses = (pause("11-16 10:00", "11-16 12:00"), pause("11-16 11:00", "11-16 14:00"))
    verdict = judged(load_policy("default"), "11-16 09:00", "11-16 15:00", *pauses)["owner_found"]
    assert (verdict.elapsed_s, verdict.excluded_s, due_of(verdict)) == (2 * 3600, 4 * 3600, "11-16 17:00:00")


def test_case_2_changing_priority_or_rules_keeps_the_pauses() -> None:
    paused = pause("11-16 10:00", "11-16 11:00")
    policy = rules("", limits=(("时限 责任人确定 优先级 紧急", "2"),))
    usual = judged(policy, "11-16 09:00", "11-16 09:30", paused)["owner_found"]
    urgent = judged(policy, "11-16 09:00", "11-16 09:30", paused, priority="紧急")["owner_found"]
    assert (due_of(usual), due_of(urgent)) == ("11-16 14:00:00", "11-16 12:00:00")


def test_case_3_a_due_time_after_a_pause_lies_in_working_hours() -> None:
    # 4 h from 15:00: 2.5 h to 17:30 without the hour of the pause = 1.5 h; 2.5 h are left for Tuesday.
    verdict = judged(rules(), "11-16 15:00", "11-16 15:30", pause("11-16 16:00", "11-16 17:00"))["owner_found"]
    assert due_of(verdict) == "11-17 11:00:00"


def test_case_4_a_contractual_due_is_not_moved_by_a_pause() -> None:
    paused = pause("11-16 10:00", None)
    verdict = judged(load_policy("default"), "11-16 09:00", "11-16 13:00", paused, fixed_due="是")["owner_found"]
    assert (verdict.state, due_of(verdict)) == (State.AT_RISK, "11-16 13:00:00")
    assert judged(load_policy("default"), "11-16 09:00", "11-16 13:00", paused)["owner_found"].state is State.PAUSED


@pytest.mark.parametrize(
    ("received", "due_at"),
    [
        ("11-16 22:00", "11-17 13:30:00"),  # in the evening: 3.5 h to lunch, half an hour after it
        ("11-14 10:00", "11-16 13:30:00"),  # on a Saturday
        ("10-03 10:00", "10-08 13:30:00"),  # in the National Day holidays, which last to 7 October
        ("11-16 12:30", "11-16 17:00:00"),  # at lunch
    ],
)
def test_case_5_what_comes_at_night_or_on_a_holiday_counts_from_the_first_working_minute(
    received: str, due_at: str
) -> None:
    verdict = judged(rules(holidays="CN"), received, received)["first_response"]
    assert (due_of(verdict), verdict.elapsed_s) == (due_at, 0)


def test_case_6_lunch_does_not_count() -> None:
    assert due_of(judged(rules(), "11-16 10:00", "11-16 10:00")["first_response"]) == "11-16 15:00:00"


def test_case_7_days_that_are_not_named_are_free_and_a_week_without_work_is_refused() -> None:
    assert due_of(judged(rules("周三 09:00-11:00"), "11-16 10:00", "11-16 10:00")["first_response"]) == "11-25 11:00:00"
    for text in (";", "\n"):
        with pytest.raises(KesuError) as caught:
            read_week(text, "工作时间")
        assert caught.value.code == "calendar_without_work"


def test_case_7_a_calendar_whose_days_are_all_free_ends() -> None:
    day = date(2026, 1, 1)
    free = {day + timedelta(n): False for n in range(366 * 75)}
    verdict = judged(rules(days=free), "11-16 10:00", "11-20 10:00")["owner_found"]
    assert (verdict.state, verdict.due, verdict.elapsed_s) == (State.RUNNING, None, 0)


def test_case_8_the_registers_own_days_win_over_the_official_ones() -> None:
    policy = rules(holidays="CN")
    # 10 October 2026 is a Saturday that is worked for the holidays; its hours are those of a usual day.
    assert due_of(judged(policy, "10-10 09:00", "10-10 09:00")["first_response"]) == "10-10 14:00:00"
    own = rules(holidays="CN", days={date(2026, 10, 10): False, date(2026, 10, 5): True})
    assert due_of(judged(own, "10-10 09:00", "10-10 09:00")["first_response"]) == "10-12 13:30:00"
    assert due_of(judged(own, "10-05 09:00", "10-05 09:00")["first_response"]) == "10-05 14:00:00"


@pytest.mark.parametrize(
    ("region", "day"),
    [("CN", "2026-02-18"), ("TW", "2026-02-28"), ("HK", "2026-07-01"), ("JP", "2026-11-23"), ("DE", "2026-10-03"),
     ("US", "2026-11-26"), ("US-CA", "2026-07-03"), ("中国", "2026-02-18")],
)  # fmt: skip
def test_case_8_holidays_of_many_regions(region: str, day: str) -> None:
    policy = rules("每天 08:00-17:00", region)
    assert policy.calendar is not None
    assert policy.calendar.windows_of(date.fromisoformat(day)) == ()


def test_case_8_a_year_that_nobody_knows_is_said_and_not_guessed() -> None:
    policy = rules(holidays="CN")
    assert policy.calendar is not None
    assert policy.calendar.public is not None
    last = policy.calendar.public.last
    assert last is not None
    # in the last known year, with a limit that runs out in the first unknown one
    zone = SHANGHAI
    received = datetime(last, 12, 31, 17, 0)
    complaint = Complaint(received_at=received)
    (first, *_) = verdicts(complaint, policy, received.replace(tzinfo=zone), zone)
    assert (first.state, first.due, first.elapsed_s) == (State.RUNNING, None, 0)
    (first, *_) = verdicts(complaint, policy, received.replace(tzinfo=zone) + timedelta(days=9), zone)
    assert (first.state, first.reason, first.elapsed_s) == (State.UNKNOWN, "no_calendar", None)
    assert last + 1 in policy.calendar.unknown
    # one row of that year in 日历 makes it the register's own year
    own = rules(holidays="CN", days={date(last + 1, 1, 1): False})
    (first, *_) = verdicts(complaint, own, received.replace(tzinfo=zone), zone)
    assert first.due is not None
    assert first.due.year == last + 1


def test_case_10_a_register_is_in_one_zone_and_a_customers_hours_may_be_in_another() -> None:
    customers = (Customer("Nord GmbH", "Europe/Berlin", "DE 08:00-16:00"),)
    policy = rules(customers=customers)
    # 15:00 in Shanghai is 08:00 in Berlin (winter): four of the customer's hours end at 19:00 in Shanghai.
    assert (
        due_of(judged(policy, "11-16 15:00", "11-16 15:00", customer="Nord GmbH")["first_response"]) == "11-16 19:00:00"
    )
    assert due_of(judged(policy, "11-16 15:00", "11-16 15:00", customer="东屿")["first_response"]) == "11-17 10:00:00"


def test_case_11_a_night_shift_has_nine_hours_when_the_clocks_go_back() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    policy = rules("每天 20:00-04:00", zone=berlin, limits=(("limit first_response", "9"),))
    verdict = judged(policy, "10-24 20:00", "10-24 20:00", zone=berlin)["first_response"]
    assert due_of(verdict) == "10-25 04:00:00"
    verdict = judged(policy, "03-28 20:00", "03-28 20:00", zone=berlin)["first_response"]
    assert due_of(verdict) == "03-29 22:00:00"  # seven hours that night, two the next


def test_case_12_an_answer_stops_its_own_clock_only() -> None:
    found = judged(rules(), "11-16 08:30", "11-20 08:30", first_response_at="11-16 09:00")
    assert (found["first_response"].state, found["owner_found"].state) == (State.MET, State.BREACHED)
    assert (
        judged(rules(), "11-16 08:30", "11-30 08:30", first_response_at="11-16 09:00")["first_response"].state == "met"
    )


def test_case_13_every_verdict_is_worked_out_again_from_the_times() -> None:
    before, after = rules(""), rules("", limits=(("时限 首次回复", "1"),))
    cells = {"first_response_at": "11-16 11:00"}
    assert judged(before, "11-16 09:00", "11-16 12:00", **cells)["first_response"].state is State.MET
    assert judged(after, "11-16 09:00", "11-16 12:00", **cells)["first_response"].state is State.MET_LATE
    assert judged(after, "11-16 09:00", "11-16 12:00", **cells)["closed_or_escalated"].limit_s == 48 * 3600


# --- pauses ---------------------------------------------------------------------------------------------------------


def test_the_first_response_is_never_paused() -> None:
    verdict = judged(load_policy("default"), "11-16 09:00", "11-16 14:00", pause("11-16 09:00", None))["first_response"]
    assert (verdict.state, verdict.excluded_s) == (State.BREACHED, 0)


def test_a_pause_stops_the_clock_that_it_names() -> None:
    found = judged(load_policy("default"), "11-16 09:00", "11-16 12:00", pause("11-16 10:00", None, "owner_found"))
    assert {clock: verdict.state for clock, verdict in found.items()} == {
        "first_response": State.RUNNING, "owner_found": State.PAUSED, "closed_or_escalated": State.RUNNING,
    }  # fmt: skip
    assert (found["owner_found"].due, found["owner_found"].elapsed_s) == (None, 3600)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("11-16 09:59:59", State.RUNNING),
        ("11-16 10:00", State.PAUSED),
        ("11-16 10:59:59", State.PAUSED),
        ("11-16 11:00", State.RUNNING),
        ("11-16 13:11:59", State.RUNNING),
        ("11-16 13:12", State.AT_RISK),
        ("11-16 14:00", State.AT_RISK),
        ("11-16 14:00:01", State.BREACHED),
    ],
)
def test_a_pause_lasts_from_its_first_second_to_the_one_before_its_end(now: str, state: State) -> None:
    verdict = judged(load_policy("default"), "11-16 09:00", now, pause("11-16 10:00", "11-16 11:00"))["owner_found"]
    assert (verdict.state, due_of(verdict)) == (state, "11-16 14:00:00")


def test_a_limit_that_was_used_up_before_a_pause_is_breached() -> None:
    verdict = judged(load_policy("default"), "11-16 09:00", "11-16 15:00", pause("11-16 13:00:01", None))["owner_found"]
    assert (verdict.state, due_of(verdict), verdict.elapsed_s) == (State.BREACHED, "11-16 13:00:00", 4 * 3600 + 1)


def test_what_is_stopped_within_a_pause_is_stopped() -> None:
    paused = pause("11-16 10:00", None)
    found = judged(load_policy("default"), "11-16 09:00", "11-20 12:00", paused, owner_assigned_at="11-18 09:00")
    assert (found["owner_found"].state, found["owner_found"].elapsed_s) == (State.MET, 3600)


def test_a_reopened_case_takes_off_only_what_lies_in_its_new_round() -> None:
    paused = pause("11-10 10:00", "11-16 12:00")
    found = judged(load_policy("default"), "11-02 09:00", "11-16 15:00", paused, closed_at="11-09 10:00",
                   reopened_at="11-16 10:00")  # fmt: skip
    verdict = found["closed_or_escalated"]
    assert (verdict.elapsed_s, verdict.excluded_s, due_of(verdict)) == (3 * 3600, 2 * 3600, "11-18 12:00:00")


def test_a_pause_by_days_leaves_short_limits_open_and_counts_from_midnight_for_long_ones() -> None:
    days = Pause(date(2026, 11, 17), date(2026, 11, 19))
    policy = Policy("x", (Limit("owner_found", 71, ("received_at",), ("owner_assigned_at",)),
                          Limit("D3", 72, ("received_at",), ("d3_done_at",))))  # fmt: skip
    found = judged(policy, "11-16 12:00", "11-19 12:00", days)
    assert (found["owner_found"].reason, found["owner_found"].fields) == ("date_only", ("pauses",))
    assert (found["D3"].elapsed_s, due_of(found["D3"])) == (24 * 3600, "11-21 12:00:00")
    assert judged(policy, "11-12 12:00", "11-13 12:00", days)["owner_found"].state is State.RUNNING


# --- limits of one's own --------------------------------------------------------------------------------------------

OWN: Final = (
    ("时限 首次回复 优先级 紧急", "3"), ("时限 首次回复 等级 A", "2.5"), ("时限 首次回复 客户 东屿 包装", "2"),
    ("时限 首次回复 安全", "1"), ("时限 结案或上报", "36"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "hours"),
    [
        ({}, 4),
        ({"priority": "紧急"}, 3),
        ({"priority": "紧急", "customer_grade": "A"}, 2.5),
        ({"priority": "紧急", "customer_grade": "A", "customer": "东屿包装"}, 2),
        ({"priority": "紧急", "customer_grade": "A", "customer": "东屿包装", "safety_flag": "是"}, 1),
        ({"safety_flag": "否", "customer_grade": "B"}, 4),
    ],
)
def test_safety_comes_before_customer_before_grade_before_priority(cells: Mapping[str, str], hours: float) -> None:
    found = judged(rules("", limits=OWN), "11-16 09:00", "11-16 09:00", **cells)
    assert (found["first_response"].limit_s, found["owner_found"].limit_s) == (hours * 3600, 4 * 3600)
    assert found["closed_or_escalated"].limit_s == 36 * 3600


def test_nothing_is_overridden_as_shipped() -> None:
    for profile in ("default", "dealer", "oem"):
        policy = load_policy(profile)
        assert (policy.specials, dict(policy.customers), policy.calendar, policy.at_risk) == ((), {}, None, 0.8)


@pytest.mark.parametrize(
    ("key", "value", "seconds"),
    [
        ("时限 首次回复", "2", 7200),
        ("時限 首次回覆", "90 分鐘", 5400),
        ("Limit First response", "1.5 h", 5400),
        ("limit.first_response", "2小时", 7200),
        ("limit.first_response.grade.a", "1 d", 86400),
        ("Limit First response priority Urgent", "30 min", 1800),
        ("时限 首次回复 优先级 紧急", "0.5", 1800),
    ],
)
def test_limits_are_read_in_every_language(key: str, value: str, seconds: int) -> None:
    found = judged(rules("", limits=((key, value),)), "11-16 09:00", "11-16 09:00", customer_grade="A", priority="紧急")
    assert found["first_response"].limit_s == seconds


def test_a_limit_says_which_hours_it_counts() -> None:
    policy = rules(limits=(("时限 首次回复", "4 自然小时"), ("时限 D4", "16 工时")), profile="oem")
    found = judged(policy, "11-16 16:00", "11-16 16:00")
    assert due_of(found["first_response"]) == "11-16 20:00:00"
    assert due_of(found["owner_found"]) == "11-17 11:00:00"
    assert due_of(found["D4"]) == "11-18 16:00:00"
    assert due_of(found["D8"]) == "12-16 16:00:00"  # days stay days


@pytest.mark.parametrize(
    ("values", "limits", "code"),
    [
        ({"working_hours": "从早到晚"}, (), "bad_working_hours"),
        ({"working_hours": "08:00-12:00, 11:00-17:00"}, (), "bad_working_hours"),
        ({"working_hours": "08:00-17:00", "holidays": "XX"}, (), "no_such_holidays"),
        ({"at_risk": "很多"}, (), "bad_share"),
        ({"at_risk": "100%"}, (), "bad_share"),
        ({}, (("时限 首次回复", "尽快"),), "bad_clock_limit"),
        ({}, (("时限 首次回复", "0"),), "bad_clock_limit"),
        ({}, (("时限 首次回复", "-4"),), "bad_clock_limit"),
        ({}, (("时限 首次回复", "999999999"),), "bad_clock_limit"),
        ({}, (("时限 回信", "4"),), "limit_of_no_clock"),
        ({}, (("时限 首次回复 大客户", "4"),), "limit_for_nobody"),
        ({}, (("时限 首次回复 等级", "4"),), "limit_for_nobody"),
        ({}, (("时限 首次回复", "8 工时"),), "limit_without_hours"),
        ({}, (("时限 首次回复", "50"),), "response_after_closing"),
    ],
)
def test_wrong_rules_get_one_plain_line(values: dict[str, str], limits: Any, code: str) -> None:
    with pytest.raises(KesuError) as caught:
        policy_of(Settings(SHANGHAI, values=values, limits=limits))
    assert caught.value.code == code
    assert all("\n" not in caught.value.say(lang) and "{" not in caught.value.say(lang) for lang in LANGUAGES)


def test_at_risk_begins_where_the_register_says() -> None:
    for share in ("50%", "0.5", "50"):
        policy = rules("", values={"at_risk": share})
        assert judged(policy, "11-16 09:00", "11-16 11:00")["first_response"].state is State.AT_RISK
        assert judged(policy, "11-16 09:00", "11-16 10:59:59")["first_response"].state is State.RUNNING


def test_a_customer_whose_row_cannot_be_read_is_unknown_and_the_others_are_not() -> None:
    policy = rules(
        customers=(Customer("A", "Mars/Base", "", "E5"), Customer("B", "", "标准", "F6"), Customer("C", "", "24h"))
    )
    assert [(problem.code, problem.cell, problem.row) for problem in policy.problems] == [
        ("S203", "E5", 5), ("S203", "F6", 6),
    ]  # fmt: skip
    assert all(problem.message(lang) for problem in policy.problems for lang in LANGUAGES)
    states = {name: judged(policy, "11-16 09:00", "11-16 09:30", customer=name)["owner_found"] for name in "ABCD"}
    assert [states[name].state for name in "ABCD"] == ["unknown", "unknown", "running", "running"]
    assert due_of(states["C"]) == "11-16 13:00:00"
    assert due_of(states["D"]) == "11-16 14:00:00"


# --- what is said ---------------------------------------------------------------------------------------------------


def test_explanations_say_what_was_taken_off_and_which_rule() -> None:
    policy = rules(limits=(("时限 责任人确定 等级 A", "3"),))
    paused = pause("11-16 16:30", "11-17 09:30", reason="等客户样品")
    verdict = judged(policy, "11-16 16:00", "11-17 10:00", paused, customer_grade="A")["owner_found"]
    assert verdict.explain("zh-Hans") == (
        "责任人确定：受理时间 2026-11-16 16:00 起 3 小时内（按工作时间，扣除 非工作时间 15 小时、"
        "暂停 2 小时（等客户样品）），期限 2026-11-17 12:00；截至 2026-11-17 10:00 还没有责任人确定时间，"
        "还剩 2 小时（规则：default，等级 A）。"
    )
    assert verdict.explain("en") == (
        "Owner found: 3 h from “Received at” 2026-11-16 16:00 (working hours, 15 h outside of them, 2 h of pauses "
        "(等客户样品) excluded), due 2026-11-17 12:00; no “Owner found at” by 2026-11-17 10:00, 2 h left "
        "(policy: default, grade A)."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_paused_clock_says_what_is_left(lang: str) -> None:
    verdict = judged(rules(), "11-16 16:00", "11-16 17:00", pause("11-16 16:30", None))["owner_found"]
    assert (verdict.state, verdict.elapsed_s) == (State.PAUSED, 1800)
    text = verdict.explain(lang)
    assert "{" not in text
    assert "3" in text
    assert "30" in text


# --- from a workbook ------------------------------------------------------------------------------------------------


def test_a_due_time_behind_an_open_pause_is_not_fixed_yet() -> None:
    waiting = pause("11-16 09:00", None)
    policy = rules("")
    verdict = judged(policy, "11-16 08:30", "11-17 10:00", waiting, closed_at="11-16 10:00")["closed_or_escalated"]
    assert (verdict.state, verdict.due) == ("met", None)
    assert "期限 待定；" in verdict.explain("zh-Hans") and "due not fixed yet;" in verdict.explain("en")


def test_a_register_with_everything(tmp_path: Path) -> None:
    tables = {table.name: table for table in (*DETAILS, *TABLES)}

    def row(table: str, **cells: Any) -> list[Any]:
        return [cells.get(column.name) for column in tables[table].columns]

    complaint = Complaint(case_no="KS-1", received_at=at("10-09 16:30"), customer="Nord", defect="划伤", status=NEW)
    details = {
        "pauses": [
            row("pauses", case_no="KS-1", clock="Owner found", **{"from": at("10-10 09:00"), "to": at("10-10 10:00")})
        ],
        "calendar": [row("calendar", date=date(2026, 10, 12), kind="放假"), row("calendar", date="十月", kind="休息")],
        "customers": [row("customers", name="Süd", calendar="什么")],
        "settings": [["工作时间", LUNCH], ["节假日", "CN"], ["时限 首次回复", "2"]],
    }
    path = tmp_path / "register.xlsx"
    path.write_bytes(new_register("zh-Hans", "default", [complaint], details))
    result = kesu_xl.clocks(path, as_of=at("10-10 11:00"))
    found = {clock["clock"]: clock for clock in result.as_json()["clocks"]}
    # 9 October 16:30: one hour on Friday; the Saturday is worked for the holidays.
    assert found["first_response"]["due"] == "2026-10-10T09:30:00+08:00"
    assert found["owner_found"]["due"] == "2026-10-10T13:30:00+08:00"
    assert (found["owner_found"]["elapsed_h"], found["owner_found"]["excluded_h"]) == (2.5, 16)
    assert [problem.code for problem in result.found if problem.code[0] == "S"] == ["S201", "S203"]


def test_a_limit_for_nobody_is_said_at_its_cell(tmp_path: Path) -> None:
    complaint = Complaint(
        case_no="KS-1", customer="Süd", customer_grade="B", priority="紧急", received_at=at("10-09 16:30"), status=NEW,
        received_by="李四", defect="划伤",
    )  # fmt: skip
    limits = [
        ["时限 首次回复 客户 Nord", "2"], ["时限 首次回复 客户 süd", "2"], ["时限 首次回复 客户 West", "2"],
        ["时限 首次回复 等级 AA", "2"], ["时限 首次回复 等级 A", "2"], ["时限 首次回复 优先级 Urgent", "2"],
        ["时限 首次回复 优先级 特急", "2"], ["时限 首次回复 安全", "1"], ["时限 D4", "3 天"],
        ["时限 定期反馈 等级 A", "1 天"],
    ]  # fmt: skip
    details = {"customers": [["West"]], "settings": limits}
    path = tmp_path / "register.xlsx"
    path.write_bytes(new_register("zh-Hans", "default", [complaint], details))
    found = [p for p in kesu_xl.check(path, as_of=at("10-10 11:00")).as_json()["problems"] if p["code"][0] == "S"]
    wrong = [(problem["code"], problem["value"]) for problem in found]
    assert wrong == [
        ("S205", "时限 首次回复 客户 Nord"), ("S205", "时限 首次回复 等级 AA"), ("S205", "时限 首次回复 优先级 特急"),
        ("S206", "时限 D4"), ("S206", "时限 定期反馈 等级 A"),
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(path)["设置"]
    assert [sheet[problem["cell"]].value for problem in found] == [value for _, value in wrong]
    assert {problem["level"] for problem in found} == {"warning"}


# --- second by second -----------------------------------------------------------------------------------------------

_SPAN_S: Final = 12 * 86400
#: Zone, first day of the tested span, hours, own days.
PLACES: Final = {
    "lunch": ("Asia/Shanghai", date(2026, 9, 28), LUNCH + "; 周六 09:00-11:00", {date(2026, 10, 1): False,
              date(2026, 10, 2): False, date(2026, 10, 4): True}),
    "night": ("Europe/Berlin", date(2026, 10, 19), "每天 20:00-04:00", {date(2026, 10, 22): False}),
    "spring": ("Europe/Berlin", date(2026, 3, 23), "周一-周六 00:00-24:00", {}),
}  # fmt: skip


@cache
def second_by_second(place: str) -> tuple[int, bytes]:
    """Return the first second and one byte for each second after it: 1 where it is worked, told by its wall time."""
    name, first, hours, own = PLACES[place]
    zone, week = ZoneInfo(name), read_week(hours, "")
    usual = next(windows for windows in week if windows)
    begin = int(datetime(first.year, first.month, first.day, tzinfo=zone).timestamp())

    def windows(day: date) -> tuple[tuple[int, int], ...]:
        if day not in own:
            return week[day.weekday()]
        return (week[day.weekday()] or usual) if own[day] else ()

    line = bytearray(_SPAN_S)
    for second in range(_SPAN_S):
        wall = datetime.fromtimestamp(begin + second, zone)
        of_day = wall.hour * 3600 + wall.minute * 60 + wall.second
        today = any(opens <= of_day < closes for opens, closes in windows(wall.date()))
        over_night = any(of_day + 86400 < closes for _, closes in windows(wall.date() - timedelta(1)))
        line[second] = today or over_night
    return begin, bytes(line)


def counted(line: bytes, start: int, end: int) -> int:
    return line[start:end].count(1)


def used_up(line: bytes, start: int, limit: int) -> int | None:
    """Return the end of the second in which the limit is used up."""
    left = limit
    for hour in range(start, len(line), 3600):
        there = counted(line, hour, hour + 3600)
        if there >= left:
            for second in range(hour, hour + 3600):
                left -= line[second]
                if not left:
                    return second + 1
        left -= there
    return None


def cases(rng: random.Random, count: int) -> Iterator[tuple[str, int, int, list[tuple[int, int]], int, bytes]]:
    """Yield place, start, limit, pauses, end, seconds; every other end is at the limit or a second beside it."""
    for number in range(count):
        place = rng.choice(list(PLACES))
        start = rng.randrange(3 * 86400)
        if rng.random() < 0.3:
            start -= start % 1800
        limit = rng.choice((1, 3600, 2 * 3600, 4 * 3600, 8 * 3600, rng.randrange(1, 20 * 3600)))
        pauses = []
        for _ in range(rng.choice((0, 0, 1, 2, 3))):
            begin = start + rng.randrange(-86400, 3 * 86400)
            begin -= begin % rng.choice((1, 1800))
            pauses.append((begin, OPEN if rng.random() < 0.1 else begin + rng.randrange(1, 86400)))
        line = without(second_by_second(place)[1], pauses)
        limit_end = used_up(line, start, limit)
        if number % 2 == 0 and limit_end is not None:
            end = max(limit_end + rng.choice((-1, 0, 1)), start)
        else:
            end = start + rng.randrange(5 * 86400)
        yield place, start, limit, pauses, end, line


def without(line: bytes, pauses: list[tuple[int, int]]) -> bytes:
    changed = bytearray(line)
    for begin, end in pauses:
        first, last = max(begin, 0), max(min(end, _SPAN_S), 0)
        changed[first:last] = bytes(max(last - first, 0))
    return bytes(changed)


@cache
def calendar_of(place: str) -> Calendar:
    name, _, hours, own = PLACES[place]
    return Calendar(read_week(hours, ""), WallClock(ZoneInfo(name)), own)


@examples(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_ten_thousand_cases_agree_with_a_count_of_every_second(seed: int) -> None:
    for place, start, limit, pauses, end, line in cases(random.Random(seed), 100):
        begin = second_by_second(place)[0]
        calendar = calendar_of(place)
        spans = merged((first + begin, last if last == OPEN else last + begin) for first, last in pauses)
        assert calendar.covers(begin + start, begin + end)
        told = elapsed(begin + start, begin + end, calendar, spans), due(begin + start, limit, calendar, spans)
        wanted = used_up(line, start, limit)
        case = (place, start, limit, pauses, end)
        assert told[0] == counted(line, start, end), case
        if wanted is not None:
            assert told[1] == begin + wanted, case
        else:
            assert told[1] is None or told[1] > begin + _SPAN_S, case
        # and the verdicts, for a case that was stopped then and for one that is still open
        state = verdict_of(place, start, limit, pauses, end, stopped=True)
        late = wanted is not None and end > wanted
        assert state in (None, State.MET_LATE if late else State.MET), case
        state = verdict_of(place, start, limit, pauses, end, stopped=False)
        paused = any(first <= end < last for first, last in pauses)
        risky = counted(line, start, end) * 5 >= limit * 4
        expected = State.BREACHED if late else State.PAUSED if paused else State.AT_RISK if risky else State.RUNNING
        assert state in (None, expected), case


def verdict_of(
    place: str, start: int, limit: int, pauses: list[tuple[int, int]], end: int, *, stopped: bool
) -> State | None:
    begin, zone = second_by_second(place)[0], ZoneInfo(PLACES[place][0])

    def wall(second: int) -> datetime:
        return datetime.fromtimestamp(begin + second, zone).replace(tzinfo=None)

    def exact(second: int) -> bool:
        # a wall time that exists twice is the first one, and midnight is a date: those have their own tests
        moment = wall(second)
        return moment.replace(tzinfo=zone).timestamp() == begin + second and moment.time() != datetime.min.time()

    told = [start, end, *(first for first, _ in pauses), *(last for _, last in pauses if last != OPEN)]
    if not all(map(exact, told)):
        return None
    clock = Limit("owner_found", limit / 3600, ("received_at",), ("owner_assigned_at",))
    policy = replace(Policy("x", (clock,)), calendar=calendar_of(place))
    rows = tuple(Pause(wall(first), None if last == OPEN else wall(last)) for first, last in pauses)
    complaint = Complaint(received_at=wall(start), owner_assigned_at=wall(end) if stopped else None)
    now = datetime.fromtimestamp(begin + end + (5 if stopped else 0), zone)
    (verdict,) = verdicts(complaint, policy, now, zone, history=History(pauses=rows))
    return verdict.state
