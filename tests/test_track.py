"""The quick verdicts by column say what the judge says, for every kind of row, zone and profile."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesu_xl.clock import History, Track, all_verdicts, load_policy, tracks, tracks_of
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CANCELLED, CLOSED, NEW, NOT_JUSTIFIED

#: In Berlin the clocks go back on 25 October 2026 at 3 h.
NOW: Final = datetime(2026, 11, 21, 9)  # noqa: DTZ001  # a wall time
TIMES: Final = (
    "received_at", "first_response_at", "owner_assigned_at", "closed_at", "escalated_at", "approved_at", "reopened_at",
    "oem_answered_at", "d3_done_at", "d8_done_at",
)  # fmt: skip
PRESENT: Final = {*TIMES, "escalated_to", "status", "contacts", "steps", "pauses"}
#: Hours after the receipt: each limit to the second, a second beyond, and some others.
STEPS: Final = st.sampled_from((0, 1, 2, 3.2, 4, 4 + 1 / 3600, 38.4, 48, 48 + 1 / 3600, 72, 168, 336, 600, 720, -2))


@st.composite
def complaints(draw: st.DrawFn) -> list[Complaint]:
    found = []
    for row in range(draw(st.integers(1, 12))):
        one = Complaint(row=row + 4, case_no=f"K{row}", status=draw(st.sampled_from((NEW, NEW, CLOSED, NOT_JUSTIFIED,
                        CANCELLED))), escalated_to=draw(st.sampled_from((None, "王五"))))  # fmt: skip
        hours = draw(st.one_of(st.integers(0, 2400), STEPS))
        received = NOW - timedelta(seconds=round(hours * 3600))
        times: dict[str, Any] = {"received_at": received}
        for name in TIMES[1:4] if draw(st.booleans()) else TIMES[1:]:
            if draw(st.booleans()):
                times[name] = received + timedelta(seconds=round(draw(STEPS) * 3600))
        for name, moment in times.items():
            setattr(one, name, draw(st.sampled_from((moment,) * 6 + (moment.date(), None))))
        found.append(one)
    return found


def rows_of(found: dict[str, Track]) -> dict[tuple[str, int, int], tuple[Any, ...]]:
    return {
        (name, position, number): (state, due, stop, left)
        for name, track in found.items()
        for position, number, state, due, stop, left in zip(
            track.positions, track.numbers, track.states, track.due, track.stop, track.left, strict=True
        )
    }


@settings(max_examples=150, deadline=None)
@given(
    complaints(),
    st.sampled_from(("default", "dealer", "oem")),
    st.sampled_from(("Asia/Shanghai", "Europe/Berlin")),
    st.sampled_from(("escalated_at", "closed_at", "d8_done_at", "contacts", "reopened_at")),
)
def test_columns_say_what_the_judge_says(rows: list[Complaint], profile: str, name: str, lacking: str) -> None:
    zone, policy = ZoneInfo(name), load_policy(profile)
    now = NOW.replace(tzinfo=zone)
    present = PRESENT - {lacking}
    told = {"K1": History(contacts=(NOW - timedelta(hours=3),)), "K2": History(steps={"D4": (date(2026, 11, 20),)})}
    columns = {name: [getattr(one, name) for one in rows] for name in present if hasattr(rows[0], name)}
    if lacking in TIMES:
        for one in rows:
            setattr(one, lacking, None)
    special = [at for at, one in enumerate(rows) if one.case_no in told]
    quick = tracks(columns, rows.__getitem__, len(rows), policy, now, zone, present=present, special=special,
                   histories=told)  # fmt: skip
    judged = tracks_of(rows, all_verdicts(rows, policy, now, zone, present, {}, told))
    assert rows_of(quick) == rows_of(judged)
    assert {name: track.limits for name, track in quick.items()} == {n: track.limits for n, track in judged.items()}


def test_a_verdict_of_no_complaint_is_a_fault_of_the_caller() -> None:
    rows = [Complaint(row=4, case_no="A", received_at=NOW), Complaint(row=5, case_no="B", received_at=NOW)]
    zone = ZoneInfo("Asia/Shanghai")
    judged = all_verdicts(rows, load_policy("default"), NOW.replace(tzinfo=zone), zone)
    with pytest.raises(KeyError):
        tracks_of(rows[1:], judged)
