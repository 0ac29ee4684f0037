"""The plan of the clean sample: when complaints come in, and how those go that a reader will look at first."""

from __future__ import annotations

from datetime import datetime
from typing import Final

__all__ = ["AS_OF", "FIRST_MONDAY", "OPEN", "REFUSED", "STATUSES", "WEEKS", "WITHDRAWN", "at"]

#: The moment at which the sample is clean, and at which its clocks are spread over all states.
AS_OF: Final = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # registers hold naive times
#: Complaints a week, from the week of 2026-05-18 on; they add up to 150.
WEEKS: Final = (3, 5, 4, 6, 7, 5, 4, 6, 5, 8, 6, 4, 7, 5, 6, 4, 7, 8, 6, 3, 3, 7, 6, 5, 4, 7, 9)
FIRST_MONDAY: Final = datetime(2026, 5, 18)  # noqa: DTZ001


def at(text: str) -> datetime:
    """Read ``11-18 09:10`` as a time of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M")  # noqa: DTZ007  # registers hold naive times


#: The complaints that are open as of then: received, class, customer, status, escalated, approved, revised due,
#: late reason. Together they show every state of the clocks.
OPEN: Final[tuple[tuple[str, str, str, str, str, str, str, str], ...]] = (
    ("10-27 10:12", "leak", "云汀汽车", "对策已实施", "10-28 17:20", "10-29 09:15", "11-27 17:30", ""),
    ("11-03 09:26", "scratch", "东屿包装", "对策已实施", "11-04 16:40", "11-05 08:50", "11-26 17:30", ""),
    ("11-09 14:40", "edge", "宁湖薄膜", "原因已明", "11-11 10:30", "11-11 15:05", "11-25 17:30", ""),
    ("11-11 08:55", "paint", "启岸汽销", "原因已明", "11-13 12:10", "11-14 08:40", "11-27 12:00", "车主出差，推迟一天"),
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
