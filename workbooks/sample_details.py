"""The detail tables of the clean sample: what the 8D reports of its complaints are made of.

Words stand in samples_8d.toml. A complaint has as much of an 8D as its status says.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from sample_cases import ESCALATED, HERE, Case
from sample_cast import CHAMPION, CUSTOMERS, PEOPLE
from sample_plan import AS_OF, STATUSES

from kesu_xl.complaint import DETAILS, Complaint

__all__ = ["make_details"]

#: Closed complaints that have a full 8D.
_CLOSED_WITH_8D: Final = 12
_OF_ONE_CLASS: Final = 3
_FILM_TEAM: Final = ("李四", "王五", "赵六", "吴九", "郑十")
_VEHICLE_TEAM: Final = ("周八", "孙七", "李四", "郑十", "吴九")
Rows = dict[str, list[list[Any]]]


def make_details(cases: list[Case]) -> Rows:
    """Return the rows of every detail table by its name, and of 客户, 人员, 出货 and 设置."""
    depth = tomllib.loads((HERE / "samples_8d.toml").read_text(encoding="utf-8"))
    rows: Rows = {table.name: [] for table in DETAILS}
    seen: Counter[str] = Counter()
    for case in _with_8d(cases, depth):
        for name, row in _case_rows(case, depth[case.scenario]):
            if name == "documents" and row[2]:
                # the same document is changed again by the next 8D
                row[2] = chr(ord(row[2]) + seen[case.scenario])
            rows[name].append([case.complaint.case_no, *row])
        seen[case.scenario] += 1
    for case in cases:
        _contacts(case.complaint, rows)
    rows["customers"] = [
        [name, grade, None, "en" if name.isascii() else "zh-Hans", None, None, contact, CHAMPION]
        for name, _, grade, _, contact in CUSTOMERS
    ]
    rows["people"] = [[*(value or None for value in person), "zh-Hans"] for person in PEOPLE]
    rows["shipped"] = list(_shipped())
    rows["settings"] = [["supervisor", CHAMPION], ["company", "示例膜业与汽车服务有限公司"]]
    return rows


def _with_8d(cases: list[Case], depth: dict[str, Any]) -> list[Case]:
    """Return the open complaints from 已围堵 on, and some closed ones whose 8D is well described."""
    still_open = [
        case for case in cases
        if str(case.complaint.status) in STATUSES[2:5] and case.scenario in depth
    ]  # fmt: skip
    closed = [
        case for case in cases
        if case.complaint.status == "已结案" and case.plan == ESCALATED and "causes" in depth.get(case.scenario, {})
        and "still_running" not in depth[case.scenario]
        and case.complaint.root_cause_occ == case.words["occ"][0]
        and case.complaint.root_cause_esc == case.words["esc"][0]
    ]  # fmt: skip
    # the newest ones, but not all of the same class
    chosen: list[Case] = []
    for case in reversed(closed):
        if sum(other.scenario == case.scenario for other in chosen) < _OF_ONE_CLASS and len(chosen) < _CLOSED_WITH_8D:
            chosen.append(case)
    wanted = {id(case) for case in (*still_open, *chosen)}
    return [case for case in cases if id(case) in wanted]


def _case_rows(case: Case, depth: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield table name and row (without the number) of everything that belongs to one complaint."""
    complaint = case.complaint
    step = STATUSES.index(str(complaint.status))
    yield from _answers(case, depth, closed=step == 5)
    yield from _team(case)
    yield from _containment(case)
    yield from _steps(complaint, step)
    if step >= 3 and "causes" in depth:
        yield from _causes(depth)
    if step >= 3 and "actions" in depth:
        yield from _actions(complaint, depth, step)
    if step >= 4 and "actions" in depth:
        yield from _proof(complaint, depth)


def _answers(case: Case, depth: dict[str, Any], *, closed: bool) -> Iterator[tuple[str, list[Any]]]:
    complaint = case.complaint
    received = _moment(complaint.received_at)
    film = case.words["line"] == "film"
    share = 100 * (complaint.defect_qty or 0) / (complaint.lot_qty or 1)
    unit = "卷" if film else "台"
    values = {
        "d0.form": "完整",
        "d0.form_reason": "客户要求 8D 报告" if film else "影响行车或重复返修，须查明真因",
        "d0.action": complaint.initial_measure,
        "d2.what": f"{complaint.product}（{complaint.part_no}）：{complaint.defect}",
        "d2.where": depth["where"],
        "d2.when": f"{received:%Y-%m-%d %H:%M} 首次反馈，批次 {complaint.lot_no}",
        "d2.who": f"{complaint.customer} {complaint.customer_contact} 发现，{complaint.received_by} 受理",
        "d2.why": depth["why"],
        "d2.how": depth["how"],
        "d2.how_many": f"{complaint.defect_qty} {unit} / {complaint.lot_qty} {unit}，不良率 {share:.1f} %",
    }
    if closed:
        values["d8.recognition"] = "感谢小组成员跨部门协作，按期完成验证；经验已在月度品质会议分享"
    for path, value in values.items():
        yield "answers", [path, value]


def _team(case: Case) -> Iterator[tuple[str, list[Any]]]:
    owner = str(case.complaint.owner)
    others = _FILM_TEAM if case.words["line"] == "film" else _VEHICLE_TEAM
    roles = [("批准人", CHAMPION), ("组长", owner)]
    roles += [("组员", name) for name in others if name != owner][:3]
    people = {person[0]: person for person in PEOPLE}
    for role, name in roles:
        _, department, title, extension, mail, _, _ = people[name]
        yield "team", [role, name, title, department, extension, mail]


def _containment(case: Case) -> Iterator[tuple[str, list[Any]]]:
    complaint = case.complaint
    day = _moment(complaint.received_at).date()
    qty, lot = complaint.defect_qty or 1, complaint.lot_qty or 1
    owner = str(complaint.owner)
    if case.words["line"] == "film":
        found = [
            ("客户", f"不良 {qty} 卷封存并挂标识，同批其余由我方派人挑选", owner, lot, qty, "客户签收的封存单"),
            ("在途", "在途车辆联系承运商返回，未入客户库", "吴九", lot // 2, 0, "承运商回执"),
            ("仓库", "同批库存冻结，逐卷复检后贴绿标放行", "李四", lot * 2, max(1, qty // 4), "复检记录"),
            ("在制", "在制品加严：每卷首、中、尾三点检验，至 D6 验证结束", owner, lot, 0, "加严检验单"),
        ]
    else:
        found = [
            ("客户", "车辆到店检修，提供代步车", owner, 1, qty, "维修工单与照片"),
            ("在制", "在修同类车辆逐台复检后交车", "周八", 9, 1, "复检清单"),
            ("仓库", "同批配件停用隔离，改发合格批", "吴九", 60, 2, "隔离单"),
        ]
    for at_row, (place, action, who, checked, ng, evidence) in enumerate(found):
        on = min(day + timedelta(days=at_row // 2), AS_OF.date())
        yield "containment", [place, action, who, on, on, checked, ng, evidence]
    disposition = complaint.disposition
    if disposition:
        yield "disposition", [disposition, qty, complaint.cost_total, complaint.proposal]
    similar = [
        customer[0] for customer in CUSTOMERS if customer[1] == case.words["line"] and customer[0] != complaint.customer
    ]
    called = min(_moment(complaint.first_response_at) + timedelta(hours=2, minutes=13), AS_OF - timedelta(minutes=40))
    for number, name in enumerate(similar[:2]):
        result = "同批在用，未见异常，持续关注" if number == 0 else "未用该批，无异常"
        yield (
            "related_calls",
            [name, "是" if number == 0 else "否", called + timedelta(minutes=17 * number), "郑十", result],
        )


def _steps(complaint: Complaint, step: int) -> Iterator[tuple[str, list[Any]]]:
    received = _moment(complaint.received_at)
    done3 = complaint.d3_done_at
    yield "steps", ["D3", received + timedelta(hours=24), done3, done3, "接受" if step >= 3 else None, None]
    if step >= 3:
        start = _moment(done3 or complaint.first_response_at)
        end = _moment(complaint.d8_done_at or AS_OF)
        accepted = "接受" if step == 5 else None
        done4 = _between(start, end, 0.35)
        yield "steps", ["D4", received + timedelta(days=7), done4, done4, accepted, None]
        done5 = _between(start, end, 0.7) if step >= 4 else None
        yield "steps", ["D5", received + timedelta(days=10), done5, done5, accepted, None]
    if step == 5:
        done8 = complaint.d8_done_at
        yield "steps", ["D8", complaint.due_8d_at, done8, done8, "接受", None]


def _causes(depth: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    for line in depth["causes"]:
        kind, cause, method, evidence, share = line.split("|")
        yield "causes", [kind, cause, "验证", method, evidence, int(share)]
    levels: dict[str, int] = {}
    for line in depth["whys"]:
        chain, why, because, layer = line.split("|")
        levels[chain] = levels.get(chain, 0) + 1
        yield "whys", [chain, levels[chain], why, because, layer]
    for line in depth.get("is_isnot", ()):
        yield "is_isnot", line.split("|")


def _actions(complaint: Complaint, depth: dict[str, Any], step: int) -> Iterator[tuple[str, list[Any]]]:
    day = _moment(complaint.received_at).date()
    last = min(_moment(complaint.closed_at or AS_OF).date(), (AS_OF - timedelta(days=1)).date())
    for line in depth["actions"]:
        number, kind, cause, action, owner, days, verification, result = line.split("|")
        due = day + timedelta(days=int(days))
        done = _done(number, due, last, step)
        yield (
            "actions",
            [number, kind, cause, action, owner, due, done, verification, result if done and result else None],
        )


def _done(number: str, due: date, last: date, step: int) -> date | None:
    """Return when an action was done: not before the causes allow, nor after the complaint was closed."""
    if step == 5:
        return min(due, last)
    if number == "D3" or (step == 4 and number == "D5"):
        return min(due, last)
    return None


def _proof(complaint: Complaint, depth: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    last = min(_moment(complaint.closed_at or AS_OF).date(), (AS_OF - timedelta(days=1)).date())
    corrective = [line.split("|") for line in depth["actions"] if line.startswith("D5")]
    for number, parts in enumerate(corrective):
        lot = f"{last - timedelta(days=number + 1):%y%m%d} 批起"
        yield "validation", [parts[3], 60 + 30 * number, 9 - 4 * number, 0, parts[6], lot, last]
    for line in depth["documents"]:
        kind, document, revision, change = line.split("|")
        yield "documents", [kind, document, revision or None, last if revision else None, change]
    yield "lessons", [depth["lesson"], "同类产线与车间", last]
    if complaint.cost_total:
        yield "costs", ["返工", round(complaint.cost_total * 0.7, 2), "CNY", "认赔"]
        yield "costs", ["差旅", round(complaint.cost_total * 0.3, 2), "CNY", "认赔"]


def _contacts(complaint: Complaint, rows: Rows) -> None:
    """Write down the calls to the customer: the first response, and the closing where there was one."""
    if complaint.first_response_at is None:
        return
    first = _moment(complaint.first_response_at)
    recent = first > AS_OF - timedelta(days=45)
    if recent:
        promise = complaint.promised_at
        rows["contacts"].append([
            complaint.case_no, first, complaint.received_by, complaint.customer_contact, "电话",
            f"告知初步处理措施：{complaint.initial_measure}", "客户知悉，要求持续反馈",
            "按承诺时间回复结果" if promise else None, promise, complaint.closed_at if promise else None,
        ])  # fmt: skip
    if recent and complaint.closed_at is not None:
        rows["contacts"].append([
            complaint.case_no, _moment(complaint.closed_at) - timedelta(minutes=30), complaint.owner,
            complaint.customer_contact, "邮件", "发送处理结果与改善报告", "客户同意结案", None, None, None,
        ])  # fmt: skip


def _shipped() -> Iterator[list[Any]]:
    """Yield what was shipped: rolls or vehicles a month, by customer and product."""
    for month in range(5, 12):
        for number, (name, line, _, weight, _) in enumerate(CUSTOMERS):
            products = ("BOPP-18", "PET-25", "CPP-30") if line == "film" else ("KX7 2.0T", "KX5 1.5T")
            for which, product in enumerate(products[: 2 if line == "film" else 1]):
                base = weight * (160 if line == "film" else 4)
                qty = base + (month * 37 + number * 53 + which * 71) % (base // 3 + 1)
                yield [date(2026, month, 1), name, product, qty]


def _between(start: datetime, end: datetime, share: float) -> datetime:
    """Return a time between two others, in working hours where there is room."""
    time = (start + (end - start) * share).replace(second=0, microsecond=0)
    at_work = time.replace(hour=min(max(time.hour, 9), 16))
    return at_work if start <= at_work <= end else time


def _moment(value: object) -> datetime:
    assert isinstance(value, datetime)
    return value
