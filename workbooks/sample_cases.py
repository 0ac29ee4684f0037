"""The invented complaints of the clean sample: 150 rows, received 2026-05-21 to 2026-11-20, as of 2026-11-21 09:00.

Words stand in samples.toml. Everything random comes from one seeded generator, so that every run gives the same rows.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from sample_cast import CHAMPION, CUSTOMERS, DETECTED_WHERE, LATE_REASONS, OWNERS, PARTS, REVISIONS, SUMMARIES
from sample_plan import AS_OF, FIRST_MONDAY, OPEN, REFUSED, STATUSES, WEEKS, WITHDRAWN, at

from kesu_xl.complaint import COLUMNS, LISTS, Choice, Complaint

__all__ = ["ESCALATED", "HERE", "Case", "make_cases"]

HERE: Final = Path(__file__).resolve().parent
#: How a complaint goes: closed within 48 h, escalated and closed later, or closed too late.
QUICK, ESCALATED, LATE = "quick", "escalated", "late"


@dataclass(slots=True)
class Case:
    """A complaint together with what the detail tables need to know about it."""

    complaint: Complaint
    scenario: str
    words: dict[str, Any]
    plan: str


def choice(list_name: str, word: str) -> Choice:
    """Return the value of a list by its zh-Hans word."""
    choices = next(item for item in LISTS if item.name == list_name).choices
    return next(item for item in choices if item == word)


def make_cases() -> list[Case]:
    """Return the 150 complaints in order of receipt."""
    words = tomllib.loads((HERE / "samples.toml").read_text(encoding="utf-8"))
    rng = Random(2026)
    planned = {at(row[0]): row for row in OPEN}
    times = _receipts(rng, list(planned))
    classes = _classes(rng, words, times, planned)
    cases: list[Case] = []
    numbers: Counter[str] = Counter()
    for index, (received, scenario) in enumerate(zip(times, classes, strict=True)):
        month = f"{received:%y%m}"
        numbers[month] += 1
        complaint = _intake(rng, received, scenario, words[scenario], planned.get(received))
        complaint.case_no = f"KS-{month}-{numbers[month]:03d}"
        case = Case(complaint, scenario, words[scenario], QUICK)
        if received in planned:
            _open(rng, case, planned[received])
        elif index in REFUSED:
            _refuse(rng, case)
        elif index in WITHDRAWN:
            _withdraw(rng, case)
        else:
            _close(rng, case)
        cases.append(case)
    _link_repeats(cases)
    for case in cases:
        _tidy(case.complaint)
    return cases


def _receipts(rng: Random, fixed: list[datetime]) -> list[datetime]:
    """Return the times of receipt: working hours, a few evenings and Saturdays; the fixed ones among them."""
    times = list(fixed)
    for week, wanted in enumerate(WEEKS):
        monday = FIRST_MONDAY + timedelta(weeks=week)
        have = sum(monday <= time < monday + timedelta(days=7) for time in times)
        days = [3, 4, 5] if week == 0 else [0, 1, 2] if week == len(WEEKS) - 1 else [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5]
        while have < wanted:
            minute = rng.choice([rng.randrange(485, 705), rng.randrange(780, 1075), rng.randrange(780, 1240)])
            time = monday + timedelta(days=rng.choice(days), minutes=minute)
            if week == 0 and not any(t.date() == date(2026, 5, 21) for t in times):
                time = monday + timedelta(days=3, minutes=554)
            if time not in times:
                times.append(time)
                have += 1
    return sorted(times)


def _classes(rng: Random, words: dict[str, Any], times: list[datetime], planned: dict[datetime, Any]) -> list[str]:
    left = Counter({name: scenario["count"] for name, scenario in words.items()})
    given: dict[int, str] = {**REFUSED, **WITHDRAWN}
    given |= {index: planned[time][1] for index, time in enumerate(times) if time in planned}
    left.subtract(given.values())
    rest = list(left.elements())
    rng.shuffle(rest)
    return [given[index] if index in given else rest.pop() for index in range(len(times))]


def _intake(rng: Random, received: datetime, scenario: str, words: dict[str, Any], planned: Any) -> Complaint:
    """Write down what is known when a complaint comes in."""
    film = words["line"] == "film"
    known = [customer for customer in CUSTOMERS if customer[1] == words["line"]]
    name = planned[2] if planned else rng.choices([c[0] for c in known], [c[3] for c in known])[0]
    _, _, grade, _, contact = next(customer for customer in CUSTOMERS if customer[0] == name)
    product = rng.choice(words["products"])
    made = received.date() - timedelta(days=rng.randint(6, 45) if film else rng.randint(90, 900))
    lot_qty = rng.choice((36, 48, 60, 60, 96, 120, 240)) if film else 1
    qty = min(lot_qty, max(1, round(rng.triangular(1, lot_qty * 0.4, 3)))) if film else 1
    position = rng.choice(words["position"]) if words["position"] else None
    number = _figure(rng, scenario)
    text = rng.choice(words["defect"]).format(n=number, qty=qty, pos=position or "")
    channels = ("电话", "电子邮件", "现场", "在线", "信函") if film else ("电话", "现场", "在线", "短信", "留言")
    reference = f"{rng.choice(('NCR', 'QC', 'SCAR'))}-{rng.randint(1200, 9800)}"
    reference = reference if film and rng.random() < 0.6 else None
    severity = rng.choice(words["severity"])
    return Complaint(
        received_at=received,
        registered_at=received + timedelta(minutes=rng.randint(4, 38)),
        customer=name,
        customer_grade=choice("customer_grade", grade),
        customer_contact=contact if film or rng.random() < 0.4 else f"车主 尾号{rng.randint(1000, 9999)}",
        customer_ref=reference,
        channel=choice("channel", rng.choices(channels, (46, 24, 14, 10, 6))[0]),
        complaint_type=choice("complaint_type", words["type"]),
        product=product,
        part_no=PARTS[product],
        lot_no=f"L{made:%y%m%d}-{rng.randint(1, 4)}" if film else f"VIN {rng.randint(100000, 999999)}",
        production_at=made,
        line_machine=f"{rng.randint(1, 4)}# {'分切机' if '分切' in words['dept'] else '生产线'}" if film else None,
        operator=rng.choice(("甲班", "乙班", "丙班")) if film else None,
        detected_where=rng.choice(DETECTED_WHERE[words["line"]]),
        defect_position=choice("defect_position", position) if position else None,
        defect=text,
        defect_class=choice("defect_class", words["class"]),
        defect_qty=qty,
        lot_qty=lot_qty,
        customer_demand=rng.choice(words["demand"]),
        demand_within_policy=choice("yes_no", "是" if rng.random() < 0.9 else "否"),
        impact_type=choice("impact_type", words["impact"]),
        severity=choice("severity", severity),
        priority=choice("priority", "紧急" if severity == "严重" else "普通"),
        safety_flag=choice("yes_no", "否"),
        received_by=rng.choices(("郑十", "李四") if film else ("郑十", "孙七"), (3, 2))[0],
        complaint_nature=choice("complaint_nature", "正常"),
        warranty_until=None if film else made + timedelta(days=1095),
        status=choice("status", "新建"),
    )  # fmt: skip


def _figure(rng: Random, scenario: str) -> object:
    """Return the number in the sentence about the defect, in a range that fits it."""
    low, high = {
        "scratch": (2, 40), "noise": (20, 60), "edge": (2, 6), "gel": (6, 18), "delay": (3, 12), "thickness": (5, 9),
        "leak": (2, 8), "core": (3, 90), "static": (5, 12), "attitude": (15, 45), "paint": (2, 4), "seal": (8, 20),
        "lamp": (3, 40), "packing": (10, 30), "label": (2, 7), "gap": (2, 3),
    }[scenario]  # fmt: skip
    return rng.randint(low, high)


def _accept(rng: Random, case: Case, *, on_time: bool | None = None) -> datetime:
    """Fill what 已受理 demands, and return the time from which the work goes on."""
    complaint, words = case.complaint, case.words
    received = _moment(complaint.received_at)
    department = rng.choice(words["dept"])
    complaint.owner, complaint.owner_dept = OWNERS[department], choice("owner_dept", department)
    in_time = rng.random() < 0.93 if on_time is None else on_time
    longest = 540 if on_time is None else 330
    minutes = rng.triangular(38, 232, 80) if in_time else rng.triangular(251, longest, 300)
    complaint.first_response_at = received + timedelta(minutes=round(minutes))
    found_in_time = rng.random() < 0.91 if on_time is None else on_time
    minutes = rng.triangular(38, 228, 100) if found_in_time else rng.triangular(252, longest + 20, 310)
    complaint.owner_assigned_at = received + timedelta(minutes=round(minutes))
    complaint.initial_measure = rng.choice(words["measure"]).format(qty=complaint.defect_qty)
    complaint.valid = choice("valid", "成立")
    return max(complaint.first_response_at, complaint.owner_assigned_at)


def _propose(rng: Random, case: Case, start: datetime, end: datetime) -> None:
    """Fill the proposal and what the customer was promised."""
    complaint = case.complaint
    complaint.proposal = rng.choice(case.words["proposal"])
    if case.words["disposition"]:
        complaint.disposition = choice("disposition", rng.choice(case.words["disposition"]))
    if rng.random() < 0.85:
        agreed = _in_office(rng, start + (end - start) * rng.uniform(0.2, 0.6))
        complaint.customer_agreed_at = max(agreed, start + timedelta(minutes=20))
    if rng.random() < 0.6:
        complaint.promised_at = (start + (end - start) * rng.uniform(0.9, 1.4)).replace(hour=17, minute=30)
        complaint.promised_at = max(complaint.promised_at, start + timedelta(hours=2))


def _find_cause(rng: Random, case: Case) -> None:
    """Fill liability and causes; the deeper the 8D, the more often it is the first, best described one."""
    complaint, words = case.complaint, case.words
    known = rng.choices(range(len(words["occ"])), (6, 3, 2)[: len(words["occ"])])[0]
    if case.plan == ESCALATED and rng.random() < 0.8:
        known = 0
    liability = rng.choices(("我方", "双方", "供应商", "客户"), (80, 9, 8, 3))[0] if known else "我方"
    complaint.liability = choice("liability", liability)
    complaint.root_cause_occ, complaint.action_occ = words["occ"][known], words["action_occ"][known]
    if liability in ("我方", "双方"):
        missed = min(known, len(words["esc"]) - 1)
        complaint.root_cause_esc, complaint.action_esc = words["esc"][missed], words["action_esc"][missed]


def _close(rng: Random, case: Case) -> None:
    """Let a complaint take its course to 已结案."""
    complaint = case.complaint
    received = _moment(complaint.received_at)
    working = _accept(rng, case)
    days_left = (AS_OF - received) / timedelta(days=1)
    deep = case.words["type"] == "质量" or case.words["line"] == "film"
    roll = rng.random()
    if days_left > 9 and deep and roll < 0.5:
        case.plan = ESCALATED
    elif days_left > 5 and roll > 0.94:
        case.plan = LATE
    if case.plan == ESCALATED:
        closed = _long_way(rng, case, working, days_left)
    else:
        hours = rng.uniform(50, 100) if case.plan == LATE else rng.triangular(9, 46, 27)
        closed = _in_office(rng, received + timedelta(hours=hours))
        if case.plan == LATE:
            closed = max(closed, received + timedelta(hours=49, minutes=rng.randint(5, 50)))
            complaint.late_reason = rng.choice(LATE_REASONS[case.words["line"]])
        closed = min(max(closed, working + timedelta(minutes=rng.randint(35, 150))), AS_OF - timedelta(hours=14))
    state = rng.choices(("发生中", "已发生", "未发生"), (3, 6, 1))[0]
    complaint.containment_state = choice("containment_state", state)
    _propose(rng, case, working, closed)
    _find_cause(rng, case)
    complaint.closed_at = closed
    complaint.status = choice("status", "已结案")
    complaint.closing_summary = rng.choice(SUMMARIES[case.words["line"]])
    complaint.follow_up_due = (closed + timedelta(days=3)).date()
    if rng.random() < 0.86:
        complaint.satisfaction = rng.choices((5, 4, 3, 2, 1), (34, 41, 18, 5, 2))[0]
    if case.words["line"] == "film":
        complaint.cost_total = round((complaint.defect_qty or 1) * rng.uniform(180, 820), 2)
    elif rng.random() < 0.7:
        complaint.cost_total = float(rng.randrange(200, 6000, 50))


def _long_way(rng: Random, case: Case, working: datetime, days_left: float) -> datetime:
    """Escalate within 48 h, let the supervisor decide, finish the 8D; return when it was closed."""
    complaint = case.complaint
    received = _moment(complaint.received_at)
    complaint.escalated_at = max(
        _in_office(rng, received + timedelta(hours=rng.uniform(22, 46))), working + timedelta(minutes=25)
    )
    complaint.escalated_to = CHAMPION
    days = min(rng.triangular(4, 20, 10), days_left - 1.5)
    closed = _in_office(rng, received + timedelta(days=days))
    closed = max(closed, complaint.escalated_at + timedelta(hours=30))
    if rng.random() < 0.88:
        complaint.approved_by = CHAMPION
        decided = _in_office(rng, complaint.escalated_at + timedelta(hours=rng.uniform(3, 22)))
        complaint.approved_at = max(decided, complaint.escalated_at + timedelta(hours=1))
        if rng.random() < 0.5:
            complaint.revised_due_at = (closed + timedelta(days=rng.randint(0, 3))).replace(hour=17, minute=30)
            complaint.revise_reason = rng.choice(REVISIONS[case.words["line"]])
    complaint.d3_done_at = _contained(rng, working)
    complaint.d8_done_at = closed - timedelta(hours=rng.uniform(1, 5))
    complaint.due_8d_at = (received + timedelta(days=14)).replace(hour=17, minute=30)
    if closed > complaint.due_8d_at:
        complaint.late_reason = rng.choice(LATE_REASONS[case.words["line"]])
    complaint.fmea_no = f"PF-{rng.randint(1, 12):02d} 版本 {rng.choice('ABCD')}"
    if rng.random() < 0.4:
        others = [product for product in case.words["products"] if product != complaint.product]
        complaint.horizontal_parts = "、".join(others) or None
    if case.words["line"] == "vehicle" and rng.random() < 0.5:
        complaint.oem_answered_at = complaint.escalated_at + timedelta(hours=rng.uniform(4, 26))
    months = int((AS_OF - closed) / timedelta(days=30.4))
    for month, field in enumerate(("effect_m1", "effect_m2", "effect_m3"), start=1):
        if month <= months:
            setattr(complaint, field, rng.choices(("同类客诉 0 件", "同类客诉 1 件"), (9, 1))[0])
    return closed


def _refuse(rng: Random, case: Case) -> None:
    complaint = case.complaint
    working = _accept(rng, case)
    complaint.status, complaint.valid = choice("status", "不成立"), choice("valid", "不成立")
    complaint.liability = choice("liability", "客户")
    complaint.approved_by = CHAMPION
    complaint.approved_at = max(
        _in_office(rng, working + timedelta(hours=rng.uniform(4, 30))), working + timedelta(minutes=40)
    )
    complaint.remark = "现场复核符合约定标准，已书面说明并附检测记录，客户认可"
    complaint.complaint_nature = choice("complaint_nature", "非正常" if rng.random() < 0.4 else "正常")


def _withdraw(rng: Random, case: Case) -> None:
    complaint = case.complaint
    working = _accept(rng, case)
    complaint.status, complaint.valid = choice("status", "已取消"), None
    complaint.approved_by = CHAMPION
    complaint.approved_at = working + timedelta(minutes=rng.randint(45, 400))
    complaint.remark = "客户来电撤诉，确认为其内部误报"


def _open(rng: Random, case: Case, planned: Any) -> None:
    """Bring an open complaint as far as its status says."""
    _, _, _, status, escalated, approved, revised, late_reason = planned
    complaint = case.complaint
    received = _moment(complaint.received_at)
    complaint.status = choice("status", status)
    step = STATUSES.index(status)
    complaint.late_reason = late_reason or None
    if step == 0:
        return
    case.plan = ESCALATED
    working = _accept(rng, case, on_time=case.scenario != "attitude")
    if case.scenario in ("attitude", "noise") and step == 1:
        complaint.valid = choice("valid", "待判定")
    if escalated:
        complaint.escalated_at, complaint.escalated_to = at(escalated), CHAMPION
    if approved:
        complaint.approved_at, complaint.approved_by = at(approved), CHAMPION
    if revised:
        complaint.revised_due_at, complaint.revise_reason = at(revised), rng.choice(REVISIONS[case.words["line"]])
    if step >= 2:
        complaint.containment_state = choice("containment_state", "发生中" if step == 2 else "已发生")
        complaint.due_8d_at = max(received + timedelta(days=14), AS_OF + timedelta(days=4)).replace(hour=17, minute=30)
        _propose(rng, case, working, min(working + timedelta(hours=20), AS_OF))
        complaint.promised_at = complaint.revised_due_at or complaint.due_8d_at
        if received < at("11-18 00:00"):
            complaint.d3_done_at = _contained(rng, working)
    if step >= 3:
        _find_cause(rng, case)
        complaint.root_cause_occ, complaint.root_cause_esc = case.words["occ"][0], case.words["esc"][0]
        complaint.liability = choice("liability", "我方")
        complaint.action_occ, complaint.action_esc = (
            (case.words["action_occ"][0], case.words["action_esc"][0]) if step >= 4 else (None, None)
        )
    if step >= 4:
        complaint.fmea_no = f"PF-{rng.randint(1, 12):02d} 版本 C"


def _link_repeats(cases: list[Case]) -> None:
    """Mark a few complaints as repeats, raise one to a safety and one to a media case."""
    earlier: dict[tuple[str | None, str], str | None] = {}
    linked = 0
    for at_row, case in enumerate(cases):
        complaint = case.complaint
        key = (complaint.customer, case.scenario)
        if key in earlier and at_row % 17 == 5 and linked < 6:
            complaint.repeat_of = earlier[key]
            linked += 1
        if complaint.status == "已结案":
            earlier[key] = complaint.case_no
    escalated = [case.complaint for case in cases if case.plan == ESCALATED and case.complaint.status == "已结案"]
    safety = next(c for c in escalated if c.defect_class == "渗漏")
    media = next(c for c in escalated if c.defect_class == "异响")
    for complaint in (safety, media):
        # safety and media go to the supervisor at once
        first = max(_moment(complaint.first_response_at), _moment(complaint.owner_assigned_at))
        complaint.escalated_at = first + timedelta(minutes=20)
        complaint.severity = choice("severity", "严重")
        complaint.priority = choice("priority", "紧急")
    safety.safety_flag = choice("yes_no", "是")
    safety.legal_flag = choice("yes_no", "否")
    media.media_flag, media.crisis_level = choice("yes_no", "是"), choice("crisis_level", "3")
    media.motive, media.strategy = choice("motive", "讨要说法"), "专人对接，统一口径，先检测后结论"
    media.internal_note = "本地论坛发帖，已由公关联系，车主同意检测后删除"


def _contained(rng: Random, working: datetime) -> datetime:
    return max(_in_office(rng, working + timedelta(hours=rng.uniform(12, 24))), working + timedelta(minutes=50))


def _in_office(rng: Random, time: datetime) -> datetime:
    """Move a time back into working hours."""
    if time.hour >= 19:
        return time.replace(hour=17, minute=rng.randint(2, 58))
    if time.hour < 8:
        return (time - timedelta(days=1)).replace(hour=17, minute=rng.randint(2, 58))
    return time


def _tidy(complaint: Complaint) -> None:
    """Whole minutes, and never exactly midnight: that would read as a date without a time."""
    for name in COLUMNS:
        value = getattr(complaint, name)
        if isinstance(value, datetime):
            value = value.replace(second=0, microsecond=0)
            setattr(complaint, name, value + timedelta(minutes=7) if value.hour == value.minute == 0 else value)


def _moment(value: object) -> datetime:
    assert isinstance(value, datetime)
    return value
