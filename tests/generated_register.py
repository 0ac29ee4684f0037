"""Generated registers for the figures: few complaints, rich ones, with their detail tables and a time of their own."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from kesu_xl.clock import History, Pause, Planned, all_verdicts, load_policy, tracks_of
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CANCELLED, CLOSED, JUSTIFIED, NEW, NOT_JUSTIFIED, UNJUSTIFIED, YES_NO
from kesu_xl.figures import Cases, Earlier, Estimates, Score, Summary, moment_before, summarise_cases

#: The second is in a week 53, in the days of the next year; the third is after a change of the clocks.
MOMENTS: Final = (datetime(2026, 11, 21, 9), datetime(2027, 1, 3, 12), datetime(2026, 3, 30, 8))  # noqa: DTZ001
#: The first complaint was received so long before.
DAYS: Final = 140
NAMES: Final = ("actions", "costs", "handovers", "steps", "lessons", "revisions", "related_calls")


def later(pick: random.Random, start: datetime, hours: float) -> datetime:
    """Return a later time, not in the hours that come twice, or never."""
    found = start + timedelta(seconds=pick.randrange(60, int(hours * 3600)))
    return found + timedelta(hours=3) if found.hour in (2, 3) else found


def complaints(size: int, seed: int, now: datetime) -> list[Complaint]:
    """Return complaints of the last 20 weeks, some of the next day, with all that the figures look at."""
    pick = random.Random(seed)
    made = []
    for number in range(size):
        one = Complaint(row=number + 4, case_no=f"K{number}", status=NEW)
        one.received_at = received = later(pick, now - timedelta(days=DAYS), DAYS * 24 + 24)
        one.customer = pick.choice(("甲公司", "乙公司", "Delta", None))
        one.part_no = pick.choice(("P1", "P2"))
        one.defect = pick.choice(("膜面有划痕约3米", "膜面有划痕约12米", "端面错层"))
        one.owner, one.owner_dept = pick.choice(("张三", "李四", None)), pick.choice(("品保", "生产", None))
        one.defect_class = pick.choice(("划伤", "错层", "异响", "其他", None, *(f"类别{n}" for n in range(12))))
        one.root_cause_occ = pick.choice(("刀具磨损", "轴承 磨损", None))
        one.severity, one.channel = pick.choice(("严重", "一般", None)), pick.choice(("电话", "其他"))
        one.valid = pick.choice((JUSTIFIED, JUSTIFIED, UNJUSTIFIED, None))
        one.defect_qty, one.lot_qty = pick.choice((None, 3, 10)), pick.choice((None, 100, 250))
        one.repeat_of = f"K{pick.randrange(size)}" if pick.random() < 0.2 else None
        one.fixed_due = pick.choice((None, YES_NO.choices[0], None))
        one.cost_total = pick.choice((None, 80))
        one.first_response_at = later(pick, received, 6) if pick.random() < 0.9 else None
        one.owner_assigned_at = later(pick, received, 6) if pick.random() < 0.9 else None
        one.d3_done_at = later(pick, received, 50) if pick.random() < 0.6 else None
        one.d8_done_at = later(pick, received, 1200) if pick.random() < 0.6 else None
        if pick.random() < 0.75:
            one.closed_at, one.status = later(pick, received, pick.choice((96, 1500))), CLOSED
            one.satisfaction = pick.choice((None, 1, 3, 4, 5))
            one.follow_up_due = one.closed_at.date() + timedelta(days=3)
            one.horizontal_parts, one.effect_m1 = pick.choice((None, "P9")), pick.choice((None, "有效"))
            if pick.random() < 0.3:
                one.reopened_at = later(pick, one.closed_at, 400)
        if pick.random() < 0.4:
            told = later(pick, received, 60)
            is_open = one.closed_at is None or told < one.closed_at
            one.escalated_at, one.escalated_to = (told, pick.choice(("王五", None))) if is_open else (None, None)
        if pick.random() < 0.3:
            one.oem_answered_at = later(pick, received, 200)
        if pick.random() < 0.4:
            one.promised_at = later(pick, received, 100)
            if pick.random() < 0.5:
                one.revised_due_at = later(pick, one.promised_at, 100)
        if pick.random() < 0.4:
            one.approved_at = later(pick, received, 150)
        if pick.random() < 0.2:
            one.status, one.approved_at = pick.choice((CANCELLED, NOT_JUSTIFIED)), later(pick, received, 40)
        elif pick.random() < 0.05:
            one.crisis_level = "2"
        made.append(one)
    return made


def details(rows: Sequence[Complaint], seed: int, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return rows of the detail tables, some of no complaint, some of days to come."""
    pick = random.Random(seed + 1)
    numbers = [one.case_no for one in rows] + ["none"]
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    for _ in range(2 * len(rows)):
        number, day = pick.choice(numbers), now.date() + timedelta(days=pick.randrange(-130, 6))
        hour = datetime(day.year, day.month, day.day, 10)  # noqa: DTZ001
        due = day + timedelta(days=pick.randrange(-5, 6))
        planned = {"due": pick.choice((due, due, None)), "done": pick.choice((None, day))}
        tables["actions"].append({"case_no": number, **planned})
        tables["costs"].append({
            "case_no": number, "kind": pick.choice(("退货", "返工", "自定", None)), "date": pick.choice((None, day)),
            "currency": pick.choice(("CNY", "USD", "人民币", None)), "amount": pick.choice((100, 12.5, "abc", "1,000")),
            "state": pick.choice(("索赔", "认赔", None)),
        })  # fmt: skip
        tables["handovers"].append({"case_no": number, "at": hour, "to": "李四"})
        tables["lessons"].append({"case_no": number, "lesson": "x", "date": pick.choice((day, None))})
        told = pick.choice(({"submitted": hour}, {"done": hour}, {}))
        tables["steps"].append({"case_no": number, "step": "D8", **told, "result": pick.choice(("接受", "退回", None))})
        tables["revisions"].append({"case_no": number, "number": pick.choice((1, 2)), "date": pick.choice((day, None))})
        tables["related_calls"].append({"case_no": number, "called_at": day, "customer": "乙公司"})
    months = [(now - timedelta(days=30 * back)).date().replace(day=1) for back in range(-1, 6)]
    tables["shipped"] = [
        {"month": month, "customer": name, "qty": 5000, "lots": pick.choice((None, 20, 33))}
        for month in months for name in ("甲公司", "乙公司") if pick.random() < 0.8
    ]  # fmt: skip
    return tables


def histories(rows: Sequence[Complaint], seed: int, now: datetime) -> dict[str, History]:
    """Return what the detail tables say to the clocks: contacts, steps, pauses, promises, planned steps."""
    pick = random.Random(seed + 2)
    found = {}
    for one in rows:
        begun = one.received_at
        if pick.random() < 0.3 or not isinstance(begun, datetime):
            continue
        pauses = []
        for _ in range(pick.randrange(3)):
            begin = later(pick, begun, 60)
            end = later(pick, begin, 30) if pick.random() < 0.85 else None
            pauses.append(Pause(begin, end, pick.choice(("closed_or_escalated", ""))))
        steps = {
            step: tuple(later(pick, begun, hours) for _ in range(pick.randrange(3)))
            for step, hours in (("D3", 60), ("D4", 300), ("D5", 500), ("D6", 900), ("D8", 1200))
        }
        plans = []
        for step in (f"D{n}" for n in range(1, 9)):
            if pick.random() < 0.4:
                due = later(pick, begun, 900)
                done = pick.choice((None, due, due + timedelta(hours=1), due - timedelta(hours=30), due.date()))
                plans.append(Planned(step, pick.choice((due, due.date())), done))
        promised = later(pick, begun, 300)
        found[str(one.case_no)] = History(
            contacts=tuple(later(pick, begun, pick.choice((6, 900, 3000))) for _ in range(pick.randrange(5))),
            steps={step: done for step, done in steps.items() if done},
            pauses=tuple(pauses),
            promises=(Planned("x", promised, pick.choice((None, promised, promised + timedelta(hours=1)))),),
            planned=tuple(plans),
        )
    return found


def scores(rows: Sequence[Complaint], seed: int) -> dict[int, Score]:
    """Return the scores of some 8D reports."""
    pick = random.Random(seed + 3)
    return {at: Score(pick.randrange(101), pick.choice((None, 80))) for at in range(len(rows)) if pick.random() < 0.5}


def cases_of(
    rows: Sequence[Complaint], tables: Mapping[str, Any], told: dict[str, History], now: datetime, zone: str,
    span: tuple[date, date] | None, policy: str = "default", scored: Mapping[int, Score] | None = None,
) -> Cases:  # fmt: skip
    """Return a register as the figures take it, its clocks judged for the span before, too."""
    place = ZoneInfo(zone)
    moment = now.replace(tzinfo=place)
    rules = load_policy(policy)
    cases = Cases.of(rows, all_verdicts(rows, rules, moment, place, histories=told))
    cases.add_details({**tables, "contacts": []}, told)
    cases.scores = dict(scored or {})
    earlier = moment_before(moment, span)
    if earlier is not None:
        verdicts = all_verdicts(rows, rules, earlier, place, histories=told)
        cases.earlier = Earlier(earlier, tracks_of(rows, verdicts))
    return cases


def summed(
    rows: Sequence[Complaint], tables: Mapping[str, Any], told: dict[str, History], now: datetime, zone: str,
    span: tuple[date, date] | None, estimates: Estimates | None = None, policy: str = "default",
    scored: Mapping[int, Score] | None = None,
) -> Summary:  # fmt: skip
    """Return the summary of a register."""
    cases = cases_of(rows, tables, told, now, zone, span, policy, scored)
    place = ZoneInfo(zone)
    return summarise_cases(cases, now.replace(tzinfo=place), place, span, "台账.xlsx", policy, estimates)


def spans(now: datetime) -> list[tuple[date, date] | None]:
    """Return spans: everything, the week, the week before, the month, the week of years ago."""
    monday = now.date() - timedelta(days=now.weekday())
    month = now.date().replace(day=1)
    return [
        None,
        (monday, monday + timedelta(6)),
        (monday - timedelta(7), monday - timedelta(1)),
        (month, (month + timedelta(31)).replace(day=1) - timedelta(1)),
        (date(2020, 1, 6), date(2020, 1, 12)),
    ]
