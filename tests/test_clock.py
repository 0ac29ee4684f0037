"""Clocks: each decided rule with its expectation by hand, and all of them against a second, slow computation."""

# ruff: noqa: DTZ001  # wall times of a register have no zone
from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kesu_xl.clock import Limit, Policy, State, Verdict, all_verdicts, clock_name, load_policy, verdicts, worst
from kesu_xl.clock.verdict import span
from kesu_xl.complaint import COLUMNS, Complaint
from kesu_xl.complaint.lists import CANCELLED, CLOSED, NEW, NOT_JUSTIFIED
from kesu_xl.errors import KesuError
from kesu_xl.figures import summarise
from kesu_xl.flow.checking import verdicts_of
from kesu_xl.flow.opening import open_register
from kesu_xl.wording import LANGUAGES
from kesu_xl.wording.clock import TEXTS

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
DEFAULT: Final = load_policy("default")
NOW: Final = datetime(2026, 11, 21, 9, 0, 0, tzinfo=SHANGHAI)
WORKBOOKS: Final = Path(__file__).resolve().parent.parent / "workbooks"
RECEIVED: Final = datetime(2026, 11, 16, 8, 30)
SECOND: Final = timedelta(seconds=1)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def judged(
    now: datetime = NOW, zone: ZoneInfo = SHANGHAI, policy: Policy = DEFAULT, **cells: Any
) -> dict[str, Verdict]:
    complaint = Complaint(case_no="KS-2611-001", row=5, **{"received_at": RECEIVED, "status": NEW, **cells})
    return {verdict.clock: verdict for verdict in verdicts(complaint, policy, now, zone)}


def at(age: timedelta) -> datetime:
    """Return the present so that the complaint has this age."""
    return (RECEIVED + age).replace(tzinfo=SHANGHAI)


def test_the_policy_is_read_from_its_file() -> None:
    assert [(limit.clock, limit.hours) for limit in DEFAULT.limits] == [
        ("first_response", 4), ("owner_found", 4), ("closed_or_escalated", 48), ("decision", 24),
    ]  # fmt: skip
    assert DEFAULT.at_risk == 0.8
    assert set(DEFAULT.times) <= COLUMNS.keys()
    assert DEFAULT.limit("decision").hours == 24
    with pytest.raises(KeyError):
        DEFAULT.limit("nothing")


@pytest.mark.parametrize("name", ["", "vip", "../profiles/default", "default.toml"])
def test_an_unknown_profile_is_said(name: str) -> None:
    with pytest.raises(KesuError) as caught:
        load_policy(name)
    assert caught.value.code == "no_such_profile"
    assert "default" in caught.value.say("zh-Hans")


@pytest.mark.parametrize(
    ("clock", "column", "limit"),
    [
        ("first_response", "first_response_at", 4),
        ("owner_found", "owner_assigned_at", 4),
        ("closed_or_escalated", "closed_at", 48),
    ],
)
@pytest.mark.parametrize(("late", "state"), [(-1, State.MET), (0, State.MET), (1, State.MET_LATE)])
def test_late_is_after_the_due_second(clock: str, column: str, limit: int, late: int, state: State) -> None:
    stop = RECEIVED + hours(limit) + late * SECOND
    cells: dict[str, Any] = {column: stop}
    verdict = judged(**cells)[clock]
    assert verdict.state is state
    assert verdict.elapsed_s == limit * 3600 + late
    assert verdict.due == (RECEIVED + hours(limit)).replace(tzinfo=SHANGHAI)
    assert verdict.stop == stop.replace(tzinfo=SHANGHAI)
    assert (verdict.limit_s, verdict.excluded_s, verdict.n, verdict.row) == (limit * 3600, 0, 1, 5)


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (timedelta(0), State.RUNNING),
        (hours(3.2) - SECOND, State.RUNNING),
        (hours(3.2), State.AT_RISK),
        (hours(4), State.AT_RISK),
        (hours(4) + SECOND, State.BREACHED),
    ],
)
def test_at_risk_is_from_eighty_percent_and_breached_after_the_limit(age: timedelta, state: State) -> None:
    assert judged(at(age))["first_response"].state is state
    assert judged(at(age))["owner_found"].state is state
    assert judged(at(age * 12))["closed_or_escalated"].state is state


def test_the_present_and_cells_count_in_whole_seconds() -> None:
    half = timedelta(microseconds=500_000)
    assert judged(at(hours(4) + half))["first_response"].state is State.BREACHED
    assert judged(at(hours(4) + half - timedelta(microseconds=1)))["first_response"].state is State.AT_RISK
    stop = RECEIVED + hours(4)
    assert judged(first_response_at=stop + half)["first_response"].state is State.MET_LATE
    assert judged(first_response_at=stop + half - timedelta(microseconds=1))["first_response"].state is State.MET


def test_clocks_read_times_and_never_the_status() -> None:
    found = judged(status=CLOSED)
    assert {clock: verdict.state for clock, verdict in found.items()} == {
        "first_response": State.BREACHED, "owner_found": State.BREACHED, "closed_or_escalated": State.BREACHED,
    }  # fmt: skip


def test_closing_does_not_stop_the_first_response() -> None:
    found = judged(status=CLOSED, closed_at=RECEIVED + hours(2))
    assert found["first_response"].state is State.BREACHED
    assert found["owner_found"].state is State.BREACHED
    assert found["closed_or_escalated"].state is State.MET


def test_escalation_counts_only_with_time_and_addressee() -> None:
    moment = RECEIVED + hours(40)
    assert judged(escalated_at=moment)["closed_or_escalated"].state is State.BREACHED
    assert judged(escalated_to="李四")["closed_or_escalated"].state is State.BREACHED
    whole = judged(escalated_at=moment, escalated_to="李四")
    assert whole["closed_or_escalated"].state is State.MET
    assert whole["closed_or_escalated"].stop == moment.replace(tzinfo=SHANGHAI)
    assert "decision" not in judged(escalated_at=moment)
    assert "上报对象" in judged(escalated_at=moment)["closed_or_escalated"].explain("zh-Hans")


def test_the_earlier_of_closing_and_escalation_counts() -> None:
    found = judged(closed_at=RECEIVED + hours(50), escalated_at=RECEIVED + hours(48), escalated_to="李四")
    assert found["closed_or_escalated"].state is State.MET
    found = judged(closed_at=RECEIVED + hours(50), escalated_at=RECEIVED + hours(49), escalated_to="李四")
    assert found["closed_or_escalated"].elapsed_s == 49 * 3600


@pytest.mark.parametrize(
    ("cells", "state", "elapsed"),
    [
        ({}, State.BREACHED, 32.5),
        ({"approved_at": hours(24)}, State.MET, 24),
        ({"approved_at": hours(24) + SECOND}, State.MET_LATE, None),
        ({"approved_at": hours(20), "closed_at": hours(10)}, State.MET, 10),
        ({"approved_at": -hours(2)}, State.BREACHED, 32.5),  # approved something else, before
        ({"approved_at": timedelta(0)}, State.MET, 0),
        ({"closed_at": hours(30)}, State.MET_LATE, 30),
    ],
)
def test_an_escalated_case_waits_for_a_decision(
    cells: dict[str, timedelta], state: State, elapsed: float | None
) -> None:
    escalated = RECEIVED + hours(88)
    times: dict[str, Any] = {name: escalated + after for name, after in cells.items()}
    verdict = judged(escalated_at=escalated, escalated_to="李四", **times)["decision"]
    assert verdict.state is state
    assert verdict.due == (escalated + hours(24)).replace(tzinfo=SHANGHAI)
    if elapsed is not None:
        assert verdict.elapsed_s == elapsed * 3600


def test_a_case_that_was_closed_before_it_was_escalated_waits_for_nobody() -> None:
    closed: dict[str, Any] = {
        "closed_at": RECEIVED + hours(10),
        "escalated_at": RECEIVED + hours(20),
        "escalated_to": "李四",
    }
    assert "decision" not in judged(**closed)
    assert judged(**closed, reopened_at=RECEIVED + hours(15))["decision"].state is State.BREACHED


@pytest.mark.parametrize("status", [NOT_JUSTIFIED, CANCELLED])
def test_a_decided_complaint_keeps_only_its_first_response(status: str) -> None:
    found = judged(status=status, approved_at=RECEIVED + hours(3), closed_at=RECEIVED + hours(60))
    assert found["first_response"].state is State.BREACHED
    assert (found["owner_found"].state, found["owner_found"].elapsed_s) == (State.MET, 3 * 3600)
    assert (found["closed_or_escalated"].state, found["closed_or_escalated"].elapsed_s) == (State.MET, 3 * 3600)
    found = judged(status=status, closed_at=RECEIVED + hours(5))
    assert found["owner_found"].state is State.MET_LATE
    assert found["closed_or_escalated"].state is State.MET
    assert judged(status=status)["owner_found"].state is State.BREACHED
    assert judged(approved_at=RECEIVED + hours(3))["owner_found"].state is State.BREACHED


def test_reopening_starts_the_closing_clock_anew_and_never_the_first_response() -> None:
    old: dict[str, Any] = {"closed_at": RECEIVED + hours(60), "first_response_at": RECEIVED + hours(1)}
    found = judged(**old, reopened_at=RECEIVED + hours(100))
    assert found["first_response"].state is State.MET
    assert found["closed_or_escalated"].state is State.RUNNING
    assert found["closed_or_escalated"].start == (RECEIVED + hours(100)).replace(tzinfo=SHANGHAI)
    # An escalation of the former round does not count either, a later one does.
    former: dict[str, Any] = {"escalated_to": "李四", "escalated_at": RECEIVED + hours(47)}
    assert judged(**old, **former, reopened_at=RECEIVED + hours(100))["closed_or_escalated"].state is State.RUNNING
    later: dict[str, Any] = {"escalated_to": "李四", "escalated_at": RECEIVED + hours(101)}
    assert judged(**old, **later, reopened_at=RECEIVED + hours(100))["closed_or_escalated"].state is State.MET


def test_closing_again_after_a_reopening_counts_from_the_reopening() -> None:
    found = judged(closed_at=RECEIVED + hours(110), reopened_at=RECEIVED + hours(100))
    assert (found["closed_or_escalated"].state, found["closed_or_escalated"].elapsed_s) == (State.MET, 10 * 3600)


def test_a_missing_start_is_unknown_and_says_what_to_fill() -> None:
    found = judged(received_at=None)
    assert {verdict.state for verdict in found.values()} == {State.UNKNOWN}
    verdict = found["first_response"]
    assert (verdict.start, verdict.due, verdict.elapsed_s) == (None, None, None)
    assert "受理时间" in verdict.explain("zh-Hans")
    assert "14:30" in verdict.explain("en")


def test_a_date_without_a_time_is_unknown_under_three_days() -> None:
    assert judged(received_at=date(2026, 11, 16))["closed_or_escalated"].state is State.UNKNOWN
    verdict = judged(first_response_at=date(2026, 11, 16))["first_response"]
    assert (verdict.state, verdict.reason, verdict.fields) == (State.UNKNOWN, "date_only", ("first_response_at",))
    assert verdict.due is not None
    # A date in a column that the clock does not read is no matter.
    assert judged(first_response_at=date(2026, 11, 16))["owner_found"].state is State.BREACHED


def test_a_date_is_enough_for_three_days_and_more() -> None:
    limit = Limit("D3", 72, ("received_at",), ("d3_done_at",))
    policy = Policy("long", (limit,))
    found = judged(policy=policy, received_at=date(2026, 11, 16), d3_done_at=date(2026, 11, 19))["D3"]
    assert (found.state, found.elapsed_s) == (State.MET, 72 * 3600)
    assert judged(policy=policy, received_at=RECEIVED, d3_done_at=date(2026, 11, 16))["D3"].state is State.MET
    assert judged(policy=policy, received_at=RECEIVED, d3_done_at=date(2026, 11, 15))["D3"].state is State.UNKNOWN
    under = Policy("under", (Limit("D3", 71.99, ("received_at",), ("d3_done_at",)),))
    assert judged(policy=under, received_at=date(2026, 11, 16))["D3"].state is State.UNKNOWN


def test_times_out_of_order_are_unknown() -> None:
    verdict = judged(first_response_at=RECEIVED - SECOND)["first_response"]
    assert (verdict.state, verdict.reason, verdict.elapsed_s) == (State.UNKNOWN, "out_of_order", None)
    assert "首次回复时间 2026-11-16 08:29:59" in verdict.explain("zh-Hans")


def test_a_complaint_received_later_has_no_clock_yet() -> None:
    found = judged(at(-SECOND), first_response_at=RECEIVED, closed_at=RECEIVED + hours(1))
    assert {(v.state, v.elapsed_s, v.reason) for v in found.values()} == {(State.NOT_APPLICABLE, None, "not_started")}
    assert found["first_response"].due == (RECEIVED + hours(4)).replace(tzinfo=SHANGHAI)
    assert judged(at(timedelta(0)))["first_response"].state is State.RUNNING
    tomorrow = judged(received_at=date(2026, 11, 22))["first_response"]
    assert (tomorrow.state, tomorrow.due) == (State.NOT_APPLICABLE, None)
    assert judged(received_at=date(2026, 11, 21))["first_response"].reason == "date_only"


@pytest.mark.parametrize(
    ("age", "stop", "state"),
    [(3, 3.5, State.RUNNING), (3.5, 3.6, State.AT_RISK), (5, 6, State.BREACHED), (6, 6, State.MET_LATE)],
)
def test_a_stop_after_the_present_has_not_happened(age: float, stop: float, state: State) -> None:
    verdict = judged(at(hours(age)), first_response_at=RECEIVED + hours(stop))["first_response"]
    assert verdict.state is state
    assert verdict.elapsed_s == age * 3600
    assert (verdict.stop is None) is (stop > age)


def test_closing_reopening_escalation_and_decision_after_the_present_have_not_happened() -> None:
    later: dict[str, Any] = {"escalated_at": RECEIVED + hours(40), "escalated_to": "李四"}
    found = judged(at(hours(39)), **later, approved_at=RECEIVED + hours(41))
    assert found["closed_or_escalated"].state is State.AT_RISK
    assert "decision" not in found
    found = judged(at(hours(70)), **later, approved_at=RECEIVED + hours(71))
    assert (found["closed_or_escalated"].state, found["decision"].state) == (State.MET, State.BREACHED)
    assert judged(at(hours(71)), **later, approved_at=RECEIVED + hours(71))["decision"].state is State.MET_LATE
    again: dict[str, Any] = {"closed_at": RECEIVED + hours(10), "reopened_at": RECEIVED + hours(20)}
    assert judged(at(hours(15)), **again)["closed_or_escalated"].state is State.MET
    assert judged(at(hours(21)), **again)["closed_or_escalated"].state is State.RUNNING
    refused: dict[str, Any] = {"status": NOT_JUSTIFIED, "approved_at": RECEIVED + hours(3)}
    assert judged(at(hours(2)), **refused)["owner_found"].state is State.RUNNING
    assert judged(at(hours(3)), **refused)["owner_found"].state is State.MET


def test_a_bare_date_leaves_open_only_what_it_may_decide() -> None:
    escalated: dict[str, Any] = {"escalated_at": datetime(2026, 11, 17, 10), "escalated_to": "李四"}
    found = judged(**escalated, closed_at=date(2026, 11, 18))["closed_or_escalated"]
    assert (found.state, found.elapsed_s) == (State.MET, 25.5 * 3600)
    found = judged(**escalated, closed_at=date(2026, 11, 17))["closed_or_escalated"]
    assert (found.state, found.reason, found.fields) == (State.UNKNOWN, "date_only", ("closed_at",))
    assert judged(**escalated, closed_at=date(2026, 11, 16))["closed_or_escalated"].reason == "date_only"


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (datetime(2026, 11, 17), "date_only"),
        (datetime(2026, 11, 17, 0, 0, 0, 400_000), "date_only"),
        (datetime(2026, 11, 16, 23, 59, 59, 600_000), "date_only"),
        (datetime(2026, 11, 16, 23, 59, 59, 400_000), "met_late"),
        (datetime(2026, 11, 17, 0, 0, 0, 600_000), "met_late"),
    ],
)
def test_what_rounds_to_midnight_is_a_date(moment: datetime, reason: str) -> None:
    assert judged(first_response_at=moment)["first_response"].reason == reason


def test_the_sample_as_it_was_on_a_monday_in_the_past() -> None:
    opened = open_register(str(WORKBOOKS / "complaints.xlsx"))
    now = datetime(2026, 11, 16, 9, tzinfo=SHANGHAI)
    checked = opened.checked(now)
    complaints = checked.complaints()
    found = verdicts_of(opened, checked, complaints, now)
    figures = summarise(complaints, found, now, SHANGHAI, None, "", "default")
    assert (figures.overview.open, figures.overview.breached) == (8, 2)
    breached = {(verdict.case_no, verdict.clock, verdict.due) for verdict in found if verdict.state is State.BREACHED}
    due = datetime(2026, 11, 9, 17, 31, tzinfo=SHANGHAI)
    assert {case_no for case_no, _, _ in breached} == {"KS-2611-008", "KS-2611-004"}
    assert ("KS-2611-004", "decision", due) in breached


def test_a_missing_column_is_unknown_and_no_guess() -> None:
    complaint = Complaint(received_at=RECEIVED, closed_at=RECEIVED + hours(50), row=9)
    present = {"received_at", "owner_assigned_at", "closed_at"}
    found = {v.clock: v for v in verdicts(complaint, DEFAULT, NOW, SHANGHAI, present)}
    assert found["first_response"].reason == "no_column"
    assert "首次回复时间" in found["first_response"].explain("zh-Hans")
    assert found["owner_found"].state is State.BREACHED
    # Without escalation columns nobody escalated.
    assert found["closed_or_escalated"].state is State.MET_LATE
    assert "decision" not in found
    found = {v.clock: v for v in verdicts(complaint, DEFAULT, NOW, SHANGHAI, {"first_response_at"})}
    assert found["first_response"].fields == ("received_at",)


def test_an_unreadable_cell_is_unknown_and_not_empty() -> None:
    complaint = Complaint(received_at=RECEIVED, row=9)
    found = {v.clock: v for v in verdicts(complaint, DEFAULT, NOW, SHANGHAI, None, {"first_response_at"})}
    assert found["first_response"].reason == "unreadable"
    assert found["owner_found"].state is State.BREACHED
    listed = all_verdicts([complaint], DEFAULT, NOW, SHANGHAI, None, {9: {"closed_at"}})
    assert [verdict.state for verdict in listed] == [State.BREACHED, State.BREACHED, State.UNKNOWN]


def test_hours_are_real_hours_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    # In the night to 25 October 2026 the hour from two to three is there twice, on 29 March it is not there.
    autumn = judged(
        zone=berlin, received_at=datetime(2026, 10, 25, 0, 30), first_response_at=datetime(2026, 10, 25, 3, 30)
    )
    assert autumn["first_response"].elapsed_s == 4 * 3600
    assert autumn["first_response"].state is State.MET
    assert autumn["first_response"].due == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    spring = judged(
        zone=berlin, received_at=datetime(2026, 3, 29, 0, 30), first_response_at=datetime(2026, 3, 29, 5, 30)
    )
    assert spring["first_response"].elapsed_s == 4 * 3600
    assert spring["closed_or_escalated"].due == datetime(2026, 3, 31, 1, 30, tzinfo=berlin)


def test_the_present_may_be_given_in_any_zone() -> None:
    there = NOW.astimezone(ZoneInfo("America/Los_Angeles"))
    assert judged(there)["first_response"].elapsed_s == judged(NOW)["first_response"].elapsed_s
    with pytest.raises(ValueError, match="time zone"):
        judged(NOW.replace(tzinfo=None))


def test_every_clock_in_the_order_of_the_policy_and_the_decision_last() -> None:
    complaint = Complaint(received_at=RECEIVED, escalated_at=RECEIVED + hours(1), escalated_to="李四")
    names = [verdict.clock for verdict in verdicts(complaint, DEFAULT, NOW, SHANGHAI)]
    assert names == ["first_response", "owner_found", "closed_or_escalated", "decision"]
    many = all_verdicts([complaint, Complaint(received_at=RECEIVED)], DEFAULT, NOW, SHANGHAI)
    assert [verdict.clock for verdict in many] == [*names, *names[:3]]


def test_the_worst_state_of_a_row() -> None:
    order = [
        State.BREACHED, State.AT_RISK, State.PAUSED, State.UNKNOWN, State.RUNNING, State.MET_LATE, State.MET,
        State.NOT_APPLICABLE,
    ]  # fmt: skip
    assert set(order) == set(State)
    for number, state in enumerate(order):
        assert worst(order[number:]) is state
        assert worst(reversed(order[number:])) is state
    assert worst([]) is State.NOT_APPLICABLE


REASONS: Final[dict[str, dict[str, Any]]] = {
    "met": {"first_response_at": RECEIVED + hours(1)},
    "met_late": {"first_response_at": RECEIVED + hours(5)},
    "running": {"received_at": datetime(2026, 11, 21, 8, 0)},
    "at_risk": {"received_at": datetime(2026, 11, 21, 5, 10)},
    "breached": {},
    "not_started": {"received_at": datetime(2026, 11, 22)},
    "no_start": {"received_at": None},
    "date_only": {"received_at": date(2026, 11, 16)},
    "out_of_order": {"first_response_at": RECEIVED - hours(1)},
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_every_explanation_is_one_sentence_with_all_it_needs(reason: str, lang: str) -> None:
    verdict = judged(**REASONS[reason])["first_response"]
    assert verdict.reason == reason
    text = verdict.explain(lang)
    assert clock_name("first_response").say(lang) in text
    assert "default" in text
    assert "{" not in text
    assert text.endswith("." if lang == "en" else "。")
    assert verdict.due is None or reason in ("out_of_order", "not_started") or f"{verdict.due:%Y-%m-%d %H:%M}" in text
    if lang == "en":
        assert not re.search(r"[\u4e00-\u9fff]", text)


def test_explanations_read_well() -> None:
    assert judged(first_response_at=RECEIVED + hours(5.5))["first_response"].explain("zh-Hans") == (
        "首次回复：受理时间 2026-11-16 08:30 起 4 小时内（按自然时间、无扣除），期限 2026-11-16 12:30；"
        "首次回复时间 2026-11-16 14:00，用时 5 小时 30 分，迟 1 小时 30 分（规则：default）。"
    )
    assert judged()["closed_or_escalated"].explain("en") == (
        "Closed or escalated: 48 h from “Received at” 2026-11-16 08:30 (calendar time, nothing excluded), due "
        "2026-11-18 08:30; no “Closed at, Escalated at” by 2026-11-21 09:00, 72 h 30 min over (policy: default)."
    )


def test_lengths_of_time() -> None:
    assert [span(seconds, "en") for seconds in (0, 1, 60, 3600, 3661, 93600)] == [
        "0 h", "1 s", "1 min", "1 h", "1 h 1 min 1 s", "26 h",
    ]  # fmt: skip


def test_state_words_are_those_of_the_interface() -> None:
    words = {state: [text.split()[0] for text in TEXTS[f"shown.{state}"]] for state in State}
    assert {state: set(icons) for state, icons in words.items() if state is not State.NOT_APPLICABLE} == {
        State.MET: {"●"}, State.MET_LATE: {"◆"}, State.RUNNING: {"○"}, State.AT_RISK: {"▲"}, State.BREACHED: {"■"},
        State.PAUSED: {"‖"}, State.UNKNOWN: {"○"},
    }  # fmt: skip
    for state in State:
        for alone, shown in zip(TEXTS[f"state.{state}"], TEXTS[f"shown.{state}"], strict=True):
            assert shown.endswith(alone)
    assert TEXTS["state.breached"] == ("超时", "超時", "Breached")
    assert TEXTS["state.met"] == ("按时", "準時", "On time")
    assert TEXTS["state.met_late"] == ("迟完成", "遲完成", "Late")


# --- against a second computation -----------------------------------------------------------------------------------

AGES = st.one_of(
    # Never at midnight, which is a date and has its own tests.
    st.integers(-7200, 400 * 3600).filter(lambda age: (age + 8.5 * 3600) % 86400),
    st.sampled_from([round(limit * share) for limit in (14400, 172800, 86400) for share in (0.8, 1)]).flatmap(
        lambda limit: st.sampled_from([limit - 1, limit, limit + 1])
    ),
)
MOMENTS = st.one_of(st.none(), AGES.map(lambda age: RECEIVED + timedelta(seconds=age)))


def expected(case: Complaint, now: datetime) -> dict[str, State]:
    """Work the default policy out again, straight from the text of the rules, in naive times of a zone without DST."""

    def by_time(start: datetime, stops: list[datetime], limit: float) -> State:
        if start > now:
            return State.NOT_APPLICABLE
        if stops:
            took = (min(stops) - start).total_seconds()
            if took < 0:
                return State.UNKNOWN
            return State.MET if took <= limit * 3600 else State.MET_LATE
        aged = (now - start).total_seconds()
        if aged > limit * 3600:
            return State.BREACHED
        return State.AT_RISK if aged * 10 >= limit * 3600 * 8 else State.RUNNING

    def times(*values: Any) -> list[datetime]:
        return [value for value in values if value is not None and value <= now]

    received = case.received_at
    assert isinstance(received, datetime)
    decided = case.status in ("不成立", "已取消")
    decision = next(iter(times(case.approved_at, case.closed_at)), None) if decided else None
    escalated = next(iter(times(case.escalated_at)), None) if case.escalated_to else None
    closed, reopened = (next(iter(times(value)), None) for value in (case.closed_at, case.reopened_at))
    found = {
        "first_response": by_time(received, times(case.first_response_at), 4),
        "owner_found": by_time(received, times(case.owner_assigned_at, decision), 4),
    }
    stops = times(case.closed_at, escalated, decision)
    if reopened:
        stops = [stop for stop in stops if stop >= reopened]
        found["closed_or_escalated"] = by_time(reopened, stops, 48)
    else:
        found["closed_or_escalated"] = by_time(received, stops, 48)
    if isinstance(escalated, datetime):
        was_closed = closed is not None and closed < escalated and not reopened
        if not was_closed:
            answers = [stop for stop in times(case.closed_at, case.approved_at) if stop >= escalated]
            found["decision"] = by_time(escalated, answers, 24)
    return found


@given(
    now=AGES.map(lambda age: RECEIVED + timedelta(seconds=age)),
    status=st.sampled_from([NEW, CLOSED, NOT_JUSTIFIED, CANCELLED]),
    escalated_to=st.sampled_from([None, "李四"]),
    moments=st.fixed_dictionaries(
        dict.fromkeys([name for name in DEFAULT.times if name != "received_at"], MOMENTS)
    ),
)  # fmt: skip
def test_agrees_with_a_second_computation(
    now: datetime, status: Any, escalated_to: str | None, moments: dict[str, Any]
) -> None:
    case = Complaint(received_at=RECEIVED, status=status, escalated_to=escalated_to, **moments)
    found = verdicts(case, DEFAULT, now.replace(tzinfo=SHANGHAI), SHANGHAI)
    assert {verdict.clock: verdict.state for verdict in found} == expected(case, now)


@given(
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"]),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    length=st.integers(0, 400 * 3600),
)  # fmt: skip
def test_elapsed_time_is_that_of_utc(zone: str, start: datetime, length: int) -> None:
    place = ZoneInfo(zone)
    begun = start.replace(microsecond=0, tzinfo=place)
    stopped = (begun.astimezone(UTC) + timedelta(seconds=length)).astimezone(place).replace(fold=0)
    cells: dict[str, Any] = {
        "received_at": begun.replace(tzinfo=None),
        "first_response_at": stopped.replace(tzinfo=None),
    }
    verdict = judged(datetime(2031, 1, 1, tzinfo=UTC), zone=place, **cells)["first_response"]
    counted = stopped.astimezone(UTC) - begun.astimezone(UTC)
    if counted.total_seconds() >= 0 and verdict.reason != "date_only":
        assert verdict.elapsed_s == counted.total_seconds()
