"""Small registers for the tests of mail: a row says only how it differs from a complaint that is all right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import openpyxl

from kesu_xl.complaint import COLUMNS

NOW: Final = datetime(2026, 11, 20, 12, 0)  # noqa: DTZ001  # wall times of a register have no zone
HEADS: Final = {name: column.labels[0] for name, column in COLUMNS.items()}
PEOPLE: Final[list[list[Any]]] = [
    ["姓名", "邮箱", "主管", "代理人", "语言"],
    ["张三", "zhang@example.com", "王五", None, "zh-Hans"],
    ["李四", "li@example.com", "王五", None, "en"],
    ["王五", "wang@example.com", None, None, "zh-Hant"],
]
CASE: Final = {
    "case_no": "K-1", "received_at": NOW - timedelta(hours=20), "customer": "东屿包装", "owner": "张三",
    "received_by": "李四", "owner_assigned_at": NOW - timedelta(hours=19),
    "first_response_at": NOW - timedelta(hours=18), "status": "已受理", "defect": "划伤", "defect_class": "外观划伤",
    "customer_contact": "钱女士", "safety_flag": "否", "channel": "电话", "complaint_type": "质量", "product": "PET 膜",
    "customer_demand": "换货", "severity": "一般", "valid": "待判定", "owner_dept": "品保",
    "initial_measure": "隔离库存",
}  # fmt: skip


def register(path: Path, *rows: Mapping[str, Any], **sheets: Any) -> Path:
    """Write a register with these rows, with 人员 and 设置 unless they are given otherwise (None: without)."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.append(list(HEADS.values()))
    for number, row in enumerate(rows, 1):
        sheet.append([{**CASE, "case_no": f"K-{number}", **row}.get(name) for name in HEADS])
    for name, lines in {"人员": PEOPLE, "设置": [["时区", "Asia/Shanghai"]], **sheets}.items():
        if lines is not None:
            other = book.create_sheet(name)
            for line in lines:
                other.append(list(line))
    book.save(path)
    return path
