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

from kesu_xl.complaint import COLUMNS, LISTS, Choice, Complaint

__all__ = ["AS_OF", "CUSTOMERS", "PEOPLE", "Case", "make_cases"]

HERE: Final = Path(__file__).resolve().parent
#: The moment at which the sample is clean, and at which its clocks are spread over all states.
AS_OF: Final = datetime(2026, 11, 21, 9, 0)
#: Complaints a week, from the week of 2026-05-18 on; they add up to 150.
WEEKS: Final = (3, 5, 4, 6, 7, 5, 4, 6, 5, 8, 6, 4, 7, 5, 6, 4, 7, 8, 6, 3, 3, 7, 6, 5, 4, 7, 9)
FIRST_MONDAY: Final = datetime(2026, 5, 18)

CHAMPION: Final = "张三"
#: Name, department, title, extension, mail, supervisor, stand-in.
PEOPLE: Final = (
    ("张三", "品保", "品保主管", "8001", "qa.head@example.com", "", "李四"),
    ("李四", "品保", "品保工程师", "8012", "qa.engineer@example.com", "张三", "张三"),
    ("王五", "分切", "分切课长", "8103", "slitting@example.com", "张三", "赵六"),
    ("赵六", "涂布", "涂布课长", "8105", "coating@example.com", "张三", "王五"),
    ("孙七", "售后", "售后经理", "8201", "service@example.com", "张三", "周八"),
    ("周八", "维修车间", "车间主管", "8203", "workshop@example.com", "孙七", "孙七"),
    ("吴九", "物流", "物流主管", "8301", "logistics@example.com", "张三", "郑十"),
    ("郑十", "销售", "客服专员", "8402", "sales@example.com", "张三", "孙七"),
)
OWNERS: Final = {
    "品保": "李四", "分切": "王五", "涂布": "赵六", "研发": "李四", "设备": "赵六", "仓储": "吴九", "物流": "吴九",
    "采购": "吴九", "售后": "孙七", "维修车间": "周八", "销售": "郑十",
}  # fmt: skip
#: Name, line of business, grade, how often it complains, contact.
CUSTOMERS: Final = (
    ("东屿包装", "film", "A", 22, "品管课 8021"),
    ("宁湖薄膜", "film", "B", 16, "质检科 316"),
    ("恒砚印刷", "film", "B", 14, "生产部 205"),
    ("嘉苇软包", "film", "C", 11, "采购部 118"),
    ("川麓食品包装", "film", "A", 9, "品控部 620"),
    ("岭北电容", "film", "B", 6, "IQC 077"),
    ("Northbay Film", "film", "C", 5, "Quality x410"),
    ("启岸汽销", "vehicle", "A", 17, "服务经理 601"),
    ("北麓汽贸", "vehicle", "B", 13, "售后前台 12"),
    ("云汀汽车", "vehicle", "B", 9, "客户关系 033"),
    ("溪午汽贸", "vehicle", "C", 7, "店长室 101"),
    ("栖原汽服", "vehicle", "C", 5, "服务台 108"),
)
PARTS: Final = {
    "BOPP-18": "M30210-01", "BOPP-20H": "M30214-02", "PET-12": "M30221-01", "PET-25": "M30223-02",
    "CPP-30": "M30249-01", "CPP-25M": "M30251-03", "KX7 2.0T": "V70-2021", "KX5 1.5T": "V50-1518",
    "V9 商务": "V90-2400", "E2 纯电": "VE2-0088",
}  # fmt: skip
LATE_REASONS: Final = {
    "film": (
        "客户现场复判推迟，封存样品晚到 1 天", "委外检测排期，报告延后", "供应商原料追溯资料迟交", "不良样品寄回途中延误",
        "双方测量结果不一致，重新会测",
    ),
    "vehicle": ("配件缺货，等待空运到店", "车主出差，推迟到店", "厂家技术支持答复较晚", "异响偶发，多次试车才再现"),
}  # fmt: skip
SUMMARIES: Final = {
    "film": (
        "客户接受处理结果，改善措施已落实，跟踪一个月", "原因清楚，对策有效，客户满意",
        "及时补货未影响客户生产，措施已固化到作业指导", "处理及时；类似规格首件加严", "按协议结清，列入月度品质会议",
    ),
    "vehicle": (
        "车主确认无异常，回访满意", "原因清楚，一次修好，车主认可", "补偿已兑现，车主继续在店保养", "措施已纳入车间作业指导",
    ),
}  # fmt: skip
REVISIONS: Final = {
    "film": ("等待客户试用三批确认效果", "委外检测需 7 天", "改善设备到厂调试"),
    "vehicle": ("新配件到货期调整", "等待厂家答复", "车主预约下周到店"),
}

#: How a complaint goes: closed within 48 h, escalated and closed later, or closed too late.
QUICK, ESCALATED, LATE = "quick", "escalated", "late"


def at(text: str) -> datetime:
    """Read ``11-18 09:10`` as a time of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M")  # noqa: DTZ007  # registers hold naive times


#: The complaints that are open as of then: received, class, customer, status, escalated, approved, revised due,
#: late reason. Together they show every state of the clocks.
OPEN: Final[tuple[tuple[str, str, str, str, str, str, str, str], ...]] = (
    ("10-27 10:12", "leak", "云汀汽车", "对策已实施", "10-28 17:20", "10-29 09:15", "11-27 17:30", ""),
    ("11-03 09:26", "scratch", "东屿包装", "对策已实施", "11-04 16:40", "11-05 08:50", "11-26 17:30", ""),
    ("11-09 14:40", "edge", "宁湖薄膜", "原因已明", "11-11 10:30", "11-11 15:05", "11-25 17:30", ""),
    ("11-11 08:55", "paint", "启岸汽销", "原因已明", "11-13 12:10", "11-14 08:40", "11-27 12:00", "车主出差，到店比色推迟一天"),
    ("11-12 10:05", "gel", "川麓食品包装", "原因已明", "", "", "", "封存样品 14 日才寄到，晶点复测延后"),
    ("11-13 16:20", "core", "恒砚印刷", "已围堵", "11-15 09:30", "11-16 08:40", "", ""),
    ("11-17 13:30", "noise", "北麓汽贸", "已围堵", "", "", "", "等待预涂消音片到货，车主同意周末更换"),
    ("11-18 09:10", "scratch", "嘉苇软包", "已围堵", "11-19 16:25", "", "", ""),
    ("11-18 17:35", "thickness", "岭北电容", "已围堵", "11-20 15:10", "", "", ""),
    ("11-19 10:20", "noise", "启岸汽销", "已受理", "", "", "", ""),
    ("11-19 15:15", "scratch", "东屿包装", "已围堵", "", "", "", ""),
    ("11-20 09:35", "static", "Northbay Film", "已围堵", "", "", "", ""),
    ("11-20 16:48", "attitude", "溪午汽贸", "已受理", "", "", "", ""),
    ("11-20 21:26", "scratch", "宁湖薄膜", "新建", "", "", "", ""),
)  # fmt: skip
STATUSES: Final = ("新建", "已受理", "已围堵", "原因已明", "对策已实施", "已结案")
#: Complaints (in order of receipt) that were refused, and that the customer withdrew.
REFUSED: Final = {11: "noise", 34: "static", 61: "edge", 97: "delay", 118: "noise"}
WITHDRAWN: Final = {23: "attitude", 72: "delay", 109: "packing"}


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
    severity = rng.choice(words["severity"])
    return Complaint(
        received_at=received,
        registered_at=received + timedelta(minutes=rng.randint(4, 38)),
        customer=name,
        customer_grade=choice("customer_grade", grade),
        customer_contact=contact if film or rng.random() < 0.4 else f"车主 尾号{rng.randint(1000, 9999)}",
        customer_ref=f"{rng.choice(('NCR', 'QC', 'SCAR'))}-{rng.randint(1200, 9800)}" if film and rng.random() < 0.6 else None,
        channel=choice("channel", rng.choices(channels, (46, 24, 14, 10, 6))[0]),
        complaint_type=choice("complaint_type", words["type"]),
        product=product,
        part_no=PARTS[product],
        lot_no=f"L{made:%y%m%d}-{rng.randint(1, 4)}" if film else f"VIN {rng.randint(100000, 999999)}",
        production_at=made,
        line_machine=f"{rng.randint(1, 4)}# {'分切机' if '分切' in words['dept'] else '生产线'}" if film else None,
        operator=rng.choice(("甲班", "乙班", "丙班")) if film else None,
        detected_where=rng.choice(("客户印刷车间", "客户来料检验", "客户制袋机", "客户仓库") if film else ("车主用车", "交车现场", "车间路试")),
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
