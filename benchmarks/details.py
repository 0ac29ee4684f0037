"""Rows of the detail tables of a register: 26 for each complaint, of eight tables.

``python -m benchmarks.details ROWS COUNT`` prints the numbers of so many complaints that stand once in a register.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from kesu_xl.complaint import DETAILS

__all__ = ["detail_sheets"]

_Cell = str | int | float | date | None
_FIRST_DAY: Final = date(2026, 1, 5)
#: Table -> the rows of one complaint, without its number; a whole number counts days after the first.
_ROWS: Final[dict[str, tuple[dict[str, _Cell], ...]]] = {
    "answers": tuple(
        {"path": path, "value": value}
        for path, value in (
            ("d2.object", "BOPP-18 薄膜"),
            ("d2.who", "客户分切班组"),
            ("d2.how", "首件目视检查"),
            ("d2.how_many", "12 / 240 卷，划伤长 30-80 mm"),
            ("d3.proof", "复检记录 QR-118"),
            ("d8.recognition", "部门例会表扬"),
        )
    ),
    "team": tuple(
        {"role": role, "name": name, "title": title, "dept": dept, "extension": extension, "mail": "qa@example.com"}
        for role, name, title, dept, extension in (
            ("批准人", "张三", "质量总监", "品保", "8001"),
            ("组长", "李四", "客诉工程师", "品保", "8012"),
            ("组员", "王五", "工艺工程师", "涂布", "8105"),
            ("组员", "王五", "设备主管", "分切", "8210"),
        )
    ),
    "containment": tuple(
        {
            "place": place,
            "action": f"{place}同批薄膜全检并隔离",
            "owner": "李四",
            "introduced_on": 1,
            "effective_from": 2,
            "checked": 240,
            "ng": 3,
            "evidence": "复检记录 QR-118",
        }
        for place in ("客户", "在途", "仓库", "在制")
    ),
    "causes": (
        {
            "kind": "产生",
            "cause": "刀架轴承磨损，振幅 0.2 mm",
            "state": "验证",
            "method": "换新轴承对比",
            "evidence": "FX-12",
        },
        {"kind": "流出", "cause": "出货只检端部 1 m", "state": "验证", "method": "全幅灯检复现", "evidence": "FX-13"},
    ),
    "whys": tuple(
        {"chain": "产生", "level": level, "why": f"为什么 {level}", "because": because, "layer": layer}
        for level, (because, layer) in enumerate(
            (
                ("膜面被刀架划到", "现象"),
                ("刀架振动", "一次因"),
                ("轴承超期使用", "中间"),
                ("保养周期没有依据", "n次因"),
            ),
            1,
        )
    ),
    "actions": (
        {
            "step": "D5",
            "kind": "改善",
            "cause": "产生",
            "action": "刀架加装振动监测，超限停机",
            "owner": "王五",
            "due": 20,
            "done": 18,
        },
        {
            "step": "D5",
            "kind": "改善",
            "cause": "流出",
            "action": "出货检改为全幅灯检",
            "owner": "李四",
            "due": 20,
            "done": 19,
        },
        {
            "step": "D7",
            "kind": "治本",
            "cause": "n次因",
            "action": "保养周期按振动数据制定",
            "owner": "王五",
            "due": 40,
            "done": 38,
        },
    ),
    "validation": (
        {"action": "振动监测", "checked": 1200, "ng_before": 12, "ng_after": 0, "method": "3 批全检", "date": 30},
    ),
    "documents": (
        {"kind": "PFMEA", "number": "PF-018", "revision": "C", "date": 35},
        {"kind": "控制计划", "number": "CP-018", "revision": "D", "date": 36},
    ),
}


def detail_sheets(numbers: Sequence[str]) -> Iterator[tuple[str, Iterable[Sequence[_Cell]]]]:
    """Yield name and rows of each sheet.

    Args:
        numbers: Numbers of the complaints.
    """
    for table in DETAILS:
        if table.name in _ROWS:
            yield table.labels[0], _rows(table.name, [column.name for column in table.columns], numbers)


def _rows(name: str, columns: Sequence[str], numbers: Sequence[str]) -> Iterator[Sequence[_Cell]]:
    table = next(table for table in DETAILS if table.name == name)
    yield [column.labels[0] for column in table.columns]
    days = {column.name for column in table.columns if column.kind.value == "date"}
    for place, number in enumerate(numbers):
        for row in _ROWS[name]:
            values = {"case_no": number, **row}
            for column in days & values.keys():
                values[column] = _FIRST_DAY + timedelta(days=place % 200 + int(str(values[column])))
            yield [values.get(column) for column in columns]


def main(rows: int, count: int) -> None:
    """Print numbers of complaints, one a line."""
    from benchmarks.register import case_numbers

    often = Counter(case_numbers(rows))
    print("\n".join([number for number, times in often.items() if times == 1][-count:]))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
