"""Make the sample of policies: ``python workbooks/make_policies.py [FOLDER]`` writes policies.xlsx and its variants.

policies.xlsx has working hours, Chinese holidays, days of its own, customers with calendars and time zones, limits by
safety, customer, grade and priority, pauses that overlap, and reopened, escalated, refused and contractual cases. The
profiles dealer and oem stand beside it with the same complaints: policies_dealer.xlsx, policies_oem.xlsx.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from make_faulty import CLEAN

from kesu_xl.complaint import COLUMNS, DETAILS, TABLES, Kind
from kesu_xl.newbook.register import new_register

#: The moment at which it is looked at.
AS_OF: Final = datetime(2026, 10, 15, 10, 20)  # noqa: DTZ001  # registers hold naive times
_TABLES: Final = {table.name: table for table in (*DETAILS, *TABLES)}
_CUSTOMERS: Final = (
    ("东屿包装", "A", "", ""), ("川麓食品包装", "B", "", ""), ("Nordfolie GmbH", "B", "Europe/Berlin", "DE 08:00-16:00"),
    ("宁湖薄膜", "C", "", "每天 20:00-04:00"), ("启岸汽销", "B", "", "自然时间"), ("湾仔包装", "C", "", "HK"),
)  # fmt: skip
_GRADES: Final = {name: grade for name, grade, _, _ in _CUSTOMERS}
#: The times of the complaint that all are made from.
_NO_TIMES: Final[dict[str, Any]] = {
    name: None for name, column in COLUMNS.items()
    if column.kind is Kind.DATETIME and name not in (
        "received_at", "first_response_at", "owner_assigned_at", "closed_at", "escalated_at",
    )
}  # fmt: skip
_SETTINGS: Final[list[list[Any]]] = [
    ["工作时间", "周一-周五 08:30-12:00, 13:00-17:30; 周六 08:30-11:30"], ["节假日", "CN"], ["预警比例", "80%"],
    ["时限 首次回复 安全", "1"], ["时限 首次回复 客户 东屿包装", "2"], ["时限 结案或上报 等级 A", "16"],
    ["时限 首次回复 优先级 紧急", "3"], ["时限 责任人确定", "6"],
]  # fmt: skip
#: Hours from receipt: first response, owner found, closed, escalated; what the row is about; pauses (clock, from, to).
_Case = tuple[str, str, float | None, float | None, float | None, float | None, dict[str, Any], Sequence[Any]]
_CASES: Final[tuple[_Case, ...]] = (
    ("09-30 16:30", "川麓食品包装", 1, 2, 190, None, {}, ()),
    ("10-03 10:00", "川麓食品包装", 120, 121, None, None, {}, ()),
    ("10-09 17:00", "东屿包装", 15.5, 17, 70, None, {"customer_grade": "A"}, (("全部", 16, 40, "等客户样品"),)),
    ("10-10 09:00", "东屿包装", 1, 8, None, 47, {"customer_grade": "A"}, (("结案或上报", 2, 30, "等客户样品"), ("全部", 20, 52, "客户停线检修"))),
    ("10-12 08:30", "川麓食品包装", 4, 5, None, None, {"priority": "紧急"}, (("责任人确定", 1, 3, "客户停线检修"),)),
    ("10-12 11:30", "Nordfolie GmbH", 3, 6, None, None, {}, ()),
    ("10-12 21:30", "宁湖薄膜", 1, 4, 8, None, {}, ()),
    ("10-13 09:10", "启岸汽销", 2, 3, None, None, {"oem_answered_at": 5}, (("全部", 6, None, "等厂家寄样"),)),
    ("10-13 12:20", "湾仔包装", 3, 4, None, None, {"fixed_due": "是"}, (("全部", 4, None, "等客户样品"),)),
    ("10-13 15:00", "川麓食品包装", 0.5, 1, 4, None, {"reopened_at": 40}, (("结案或上报", 2, 42, "等客户样品"),)),
    ("10-14 08:40", "东屿包装", 0.75, None, None, None, {"safety_flag": "是", "customer_grade": "A"}, ()),
    ("10-14 14:00", "川麓食品包装", 2, 1, None, None, {"status": "不成立", "valid": "不成立", "approved_by": "李四", "approved_at": 3}, ()),
    ("10-14 16:00", "Nordfolie GmbH", None, None, None, None, {"priority": "紧急"}, ()),
    ("10-14 19:00", "宁湖薄膜", None, None, None, None, {}, ()),
    ("10-15 08:30", "川麓食品包装", None, None, None, None, {"priority": "紧急"}, (("全部", 1, None, "等客户样品"),)),
    ("10-15 09:30", "湾仔包装", None, None, None, None, {"safety_flag": "是"}, ()),
)  # fmt: skip


def _row(table: str, **cells: Any) -> list[Any]:
    return [cells.get(column.name) for column in _TABLES[table].columns]


def policies(profile: str) -> bytes:
    """Return the sample with one of the profiles."""
    complaints, pauses, contacts, steps = [], [], [], []
    for number, (received_at, customer, first, owner, closed, escalated, more, paused) in enumerate(_CASES, start=1):
        received = datetime.strptime(f"2026-{received_at}", "%Y-%m-%d %H:%M")  # noqa: DTZ007
        case_no = f"KS-2610-{number:03d}"

        def at(hours: float | None, received: datetime = received) -> datetime | None:
            return None if hours is None else received + timedelta(hours=hours)

        complaint = replace(
            CLEAN, **_NO_TIMES, case_no=case_no, received_at=received, customer=customer, customer_grade=_GRADES[customer],
            first_response_at=at(first), owner_assigned_at=at(owner), closed_at=at(closed), escalated_at=at(escalated),
            escalated_to="李四" if escalated else None, approved_by=None, valid="待判定", satisfaction=None, effect_m1=None,
            owner="李四" if owner else None,
        )  # fmt: skip
        status = "已结案" if closed else "已受理" if owner else "新建"
        valid = "成立" if closed else "待判定"
        for name, value in {"status": status, "valid": valid, **more}.items():
            setattr(complaint, name, at(value) if name.endswith("_at") else value)
        complaints.append(complaint)
        for clock, begin, end, reason in paused:
            pauses.append(
                _row("pauses", case_no=case_no, clock=clock, reason=reason, **{"from": at(begin), "to": at(end)})
            )
        for hours in (first, 60, 130) if number % 3 else (first,):
            if hours is not None and received + timedelta(hours=hours) < AS_OF:
                contacts.append(_row("contacts", case_no=case_no, at=at(hours), kind="电话", content="说明进度"))
        if number % 2:
            steps.append(_row("steps", case_no=case_no, step="D3", done=at(20 if number % 4 == 1 else 26)))
            steps.append(_row("steps", case_no=case_no, step="D4", done=at(150)))
    steps = [row for row in steps if row[3] < AS_OF]
    days = ((date(2026, 10, 12), "休息", "年度盘点"), (date(2026, 10, 11), "上班", "补 10 月 12 日"))
    customers = [
        _row("customers", name=name, grade=grade, timezone=zone or None, calendar=calendar or None, language="zh-Hans")
        for name, grade, zone, calendar in _CUSTOMERS
    ]
    details = {
        "pauses": pauses, "contacts": contacts, "steps": steps, "customers": customers, "settings": _SETTINGS,
        "calendar": [_row("calendar", date=day, kind=kind, note=note) for day, kind, note in days],
    }  # fmt: skip
    if profile == "dealer":
        # a closing clock is none of a dealer's
        details["settings"] = [row for row in _SETTINGS if "结案" not in row[0]]
    return new_register("zh-Hans", profile, complaints, details)


def main() -> None:
    """Write the samples into the folder that is named, or beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for profile, name in {"default": "policies", "dealer": "policies_dealer", "oem": "policies_oem"}.items():
        (folder / f"{name}.xlsx").write_bytes(policies(profile))


if __name__ == "__main__":
    main()
