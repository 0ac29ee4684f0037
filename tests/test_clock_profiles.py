"""Clocks of dealers and vehicle makers: what rows of 联系记录 and 8D进度 stop, each expectation by hand."""

# ruff: noqa: DTZ001  # wall times of a register have no zone
from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import openpyxl
import pytest

import kesu_xl
from kesu_xl.clock import NOTHING, History, State, Verdict, load_policy, verdicts
from kesu_xl.complaint import DETAILS, Complaint
from kesu_xl.complaint.lists import CANCELLED, NEW
from kesu_xl.newbook.register import new_register
from kesu_xl.wording import LANGUAGES

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
DEALER, OEM = load_policy("dealer"), load_policy("oem")
RECEIVED: Final = datetime(2026, 11, 2, 8, 30)
NOW: Final = datetime(2026, 11, 21, 9, 0)


def after(hours: float, seconds: int = 0) -> datetime:
    return RECEIVED + timedelta(hours=hours, seconds=seconds)


def judged(
    policy: Any, history: History = NOTHING, now: datetime = NOW, present: set[str] | None = None, **cells: Any
) -> list[Verdict]:
    complaint = Complaint(case_no="A", row=5, **{"received_at": RECEIVED, "status": NEW, **cells})
    return verdicts(complaint, policy, now.replace(tzinfo=SHANGHAI), SHANGHAI, present, (), history)


def one(found: list[Verdict], clock: str, n: int = 1) -> Verdict:
    (verdict,) = (verdict for verdict in found if (verdict.clock, verdict.n) == (clock, n))
    return verdict


def test_profiles_have_the_decided_clocks() -> None:
    assert {limit.clock: limit.hours for limit in DEALER.limits} == {
        "first_response": 2, "owner_found": 2, "feedback": 72, "second_contact": 2, "decision": 24,
    }  # fmt: skip
    assert {limit.clock: limit.hours for limit in OEM.limits} == {
        "first_response": 4, "owner_found": 4, "closed_or_escalated": 48, "D3": 24, "D4": 7 * 24, "D5": 14 * 24,
        "D6": 25 * 24, "D8": 30 * 24, "decision": 24,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("contacts", "cell", "state", "stop"),
    [
        ((after(2),), None, State.MET, after(2)),
        ((after(2, 1),), None, State.MET_LATE, after(2, 1)),
        ((after(3), after(1)), None, State.MET, after(1)),
        ((after(3),), after(1), State.MET, after(1)),
        ((after(1),), after(3), State.MET, after(1)),
        ((after(-1), after(1)), None, State.MET, after(1)),  # before the complaint: about something else
        ((), None, State.BREACHED, None),
    ],
)
def test_a_dealer_answers_by_whatever_came_first(
    contacts: tuple[datetime, ...], cell: datetime | None, state: State, stop: datetime | None
) -> None:
    verdict = one(judged(DEALER, History(contacts), first_response_at=cell), "first_response")
    assert verdict.state is state
    assert verdict.stop == (stop.replace(tzinfo=SHANGHAI) if stop else None)


def test_a_contact_on_a_bare_date_leaves_two_hours_open() -> None:
    found = judged(DEALER, History((date(2026, 11, 2),)))
    assert (one(found, "first_response").state, one(found, "first_response").fields) == (State.UNKNOWN, ("contacts",))
    assert (
        one(judged(DEALER, History((date(2026, 11, 3),)), first_response_at=after(1)), "first_response").state == "met"
    )


def test_feedback_is_due_every_three_days_from_the_last_contact_until_closing() -> None:
    history = History((after(1), after(1 + 72), after(200), after(500)))
    found = [v for v in judged(DEALER, history, closed_at=after(260)) if v.clock == "feedback"]
    assert [(v.n, v.state, v.elapsed_s) for v in found] == [
        (1, State.MET, 3600), (2, State.MET, 72 * 3600), (3, State.MET_LATE, 127 * 3600), (4, State.MET, 60 * 3600),
    ]  # fmt: skip
    assert [v.start for v in found] == [after(h).replace(tzinfo=SHANGHAI) for h in (0, 1, 73, 200)]
    assert "第 3 次" in found[2].explain("zh-Hans")


def test_feedback_runs_from_receipt_where_nobody_called() -> None:
    (verdict,) = (v for v in judged(DEALER, now=after(72)) if v.clock == "feedback")
    assert (verdict.n, verdict.state, verdict.due) == (1, State.AT_RISK, after(72).replace(tzinfo=SHANGHAI))
    assert one(judged(DEALER, now=after(72, 1)), "feedback").state is State.BREACHED


def test_feedback_begins_anew_when_a_case_is_reopened() -> None:
    found = judged(DEALER, History((after(1),)), closed_at=after(10), reopened_at=after(300), now=after(310))
    assert [(v.n, v.state) for v in found if v.clock == "feedback"] == [
        (1, State.MET), (2, State.MET), (3, State.RUNNING),
    ]  # fmt: skip
    assert one(found, "feedback", 3).start == after(300).replace(tzinfo=SHANGHAI)


def test_a_second_contact_is_due_two_hours_after_the_makers_answer() -> None:
    assert not [v for v in judged(DEALER, History((after(1),))) if v.clock == "second_contact"]
    answered = after(100)
    states = {
        name: one(judged(DEALER, History(contacts), oem_answered_at=answered), "second_contact").state
        for name, contacts in {
            "none": (after(1),), "exact": (after(1), after(102)), "late": (after(102, 1),), "same": (after(100),),
        }.items()
    }  # fmt: skip
    assert states == {"none": "breached", "exact": "met", "late": "met_late", "same": "met"}


@pytest.mark.parametrize(("step", "hours"), [("D3", 24), ("D4", 168), ("D5", 336), ("D6", 600), ("D8", 720)])
@pytest.mark.parametrize(("late", "state"), [(-1, State.MET), (0, State.MET), (1, State.MET_LATE)])
def test_a_step_is_stopped_by_its_row(step: str, hours: float, late: int, state: State) -> None:
    done = History(steps={step: (after(hours, late),)})
    verdict = one(judged(OEM, done, now=after(800)), step)
    assert (verdict.state, verdict.elapsed_s) == (state, hours * 3600 + late)
    assert verdict.due == after(hours).replace(tzinfo=SHANGHAI)


def test_d3_and_d8_fall_back_on_the_columns_and_the_first_of_several_rows_counts() -> None:
    found = judged(OEM, History(steps={"D3": (after(30), after(20))}), d3_done_at=after(1), d8_done_at=after(700),
                   now=after(800))  # fmt: skip
    assert (one(found, "D3").elapsed_s, one(found, "D8").elapsed_s) == (20 * 3600, 700 * 3600)
    assert one(found, "D4").state is State.BREACHED
    assert [v.clock for v in found] == [
        "first_response", "owner_found", "closed_or_escalated", "D3", "D4", "D5", "D6", "D8",
    ]  # fmt: skip


def test_a_cancelled_complaint_owes_no_further_step() -> None:
    found = judged(OEM, status=CANCELLED, closed_at=after(40), now=after(800))
    assert {v.clock: v.state for v in found} == {
        "first_response": "breached", "owner_found": "met_late", "closed_or_escalated": "met", "D3": "met_late",
        "D4": "met", "D5": "met", "D6": "met", "D8": "met",
    }  # fmt: skip


def test_a_register_without_the_sheet_cannot_tell() -> None:
    columns = {"received_at", "first_response_at", "closed_at", "d3_done_at", "owner_assigned_at", "status"}
    found = judged(OEM, present=columns, d3_done_at=after(20))
    assert (one(found, "D3").state, one(found, "D4").state, one(found, "D4").fields) == ("met", "unknown", ("steps",))
    assert "8D进度" in one(found, "D4").explain("zh-Hans")
    found = judged(DEALER, present=columns, first_response_at=after(1))
    assert (one(found, "first_response").state, one(found, "feedback").state) == ("met", "unknown")
    # The sheet alone is enough for the first response.
    found = judged(DEALER, History((after(1),)), present={"received_at", "contacts"})
    assert one(found, "first_response").state is State.MET


def test_what_cannot_be_read_is_unknown() -> None:
    found = judged(OEM, History(unreadable={"D4"}))
    assert (one(found, "D4").reason, one(found, "D5").state) == ("unreadable", State.BREACHED)
    found = judged(DEALER, History((after(1),), unreadable={"contacts"}))
    assert {one(found, clock).reason for clock in ("first_response", "feedback")} == {"unreadable"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_clock_explains_itself(lang: str) -> None:
    for verdict in [*judged(DEALER, oem_answered_at=after(1)), *judged(OEM)]:
        text = verdict.explain(lang)
        assert "{" not in text
        assert text.endswith("." if lang == "en" else "。")


def _register(path: Path, profile: str, lang: str = "zh-Hans") -> Path:
    complaint = Complaint(case_no="KS-1", received_at=RECEIVED, customer="东屿包装", defect="划伤", status=NEW)
    names = {table.name: table for table in DETAILS}

    def row(table: str, **cells: Any) -> list[Any]:
        return [{"case_no": "KS-1", **cells}.get(column.name) for column in names[table].columns]

    details = {
        "contacts": [row("contacts", at=after(1.5), content="电话")],
        "steps": [row("steps", step="3D", done=after(20)), row("steps", step="D4", done="2026-11-06 10:00")],
    }
    path.write_bytes(new_register(lang, profile, [complaint], details, timezone="Asia/Shanghai"))
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_detail_sheets_of_a_register_are_read_in_every_language(lang: str, tmp_path: Path) -> None:
    oem = kesu_xl.clocks(_register(tmp_path / "oem.xlsx", "oem", lang), as_of=NOW)
    states = {clock["clock"]: (clock["state"], clock["elapsed_h"]) for clock in oem.as_json()["clocks"]}
    assert (states["D3"], states["D4"]) == (("met", 20), ("met", 97.5))
    assert [problem.code for problem in oem.found if problem.code.startswith("C7")] == ["C706"]
    dealer = kesu_xl.clocks(_register(tmp_path / "dealer.xlsx", "dealer", lang), as_of=NOW)
    found = {(clock["clock"], clock["n"]): clock["state"] for clock in dealer.as_json()["clocks"]}
    assert (found["first_response", 1], found["feedback", 1], found["feedback", 2]) == ("met", "met", "breached")


def test_a_sheet_that_only_shares_the_name_is_left_alone(tmp_path: Path) -> None:
    path = _register(tmp_path / "own.xlsx", "dealer")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["联系记录"]
    sheet.delete_rows(1, sheet.max_row)
    sheet.append(["姓名", "电话", "内容"])
    sheet.append(["张三", "8120", "采购"])
    workbook.save(path)
    found = kesu_xl.clocks(path, as_of=NOW)
    assert not [problem for problem in found.found if problem.code.startswith("C7") and problem.sheet == "联系记录"]
    assert {c.state for c in found.clocks if c.clock == "feedback"} == {"unknown"}


def test_sheets_that_only_look_like_ours_say_nothing(tmp_path: Path) -> None:
    path = _register(tmp_path / "own.xlsx", "dealer")
    workbook = openpyxl.load_workbook(path)
    for name, heads, row in (
        ("联系记录", ["客诉编号", "我方", "内容"], ["KS-1", "李四", "电话"]),
        ("日历", ["日期", "说明"], [datetime(2026, 11, 3), "盘点"]),
        ("暂停", ["客诉编号", "原因"], ["KS-1", "停线"]),
    ):
        sheet = workbook[name]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(heads)
        sheet.append(row)
    workbook.save(path)
    found = kesu_xl.clocks(path, as_of=NOW)
    assert {p.code for p in found.found if p.code.startswith(("C7", "S"))} == {"C706"}  # the text among the steps
    states = {clock.clock: clock.state for clock in found.clocks}
    assert (states["feedback"], states["first_response"]) == ("unknown", "breached")
