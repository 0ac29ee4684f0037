"""The tabs of the weekly workbook that are mostly lists: figures over time, cost, repeats, open complaints, agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kesu_xl.newbook import look
from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.summary_charts import add_columns
from kesu_xl.newbook.summary_list import (
    SECTION,
    Column,
    add_list,
    behind_list,
    cell_of,
    chart_box,
    charts_room,
)
from kesu_xl.newbook.summary_page import COUNT, DATE, HOURS, MOMENT, MONEY, NUMBER, PERCENT, Page, marker

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = [
    "add_agenda", "add_costs", "add_figures", "add_indicators", "add_open", "add_problems", "add_repeats",
    "add_shares",
]  # fmt: skip

_WEEKS = 13
_WATCHED = 5


def add_indicators(workbook: Workbook, pen: Pen) -> Page:
    """Add 指标: every figure for the span, the span before, and 13 weeks."""
    is_wide = pen.lang == "en"
    columns = (
        Column("name", 226 if is_wide else 206, "figure", bold=True, wrap=True),
        Column("unit", 90 if is_wide else 76),
        Column("value", 82, number_format=NUMBER, bold=True),
        Column("previous", 82, number_format=NUMBER),
        Column("change", 82, number_format=NUMBER),
        Column("whole", 74, number_format=COUNT),
        *(
            Column(f"w{week}", 47 if is_wide else 50, marker(f"week_heads.w{week}"), number_format=NUMBER, size=8.5)
            for week in range(1, _WEEKS + 1)
        ),
    )
    page = Page(workbook, pen, "indicators", [column.pixels for column in columns], hidden=0)
    page.band(page.sheet.title, marker("about.indicators"))
    row = add_list(page, SECTION, "indicators", columns)
    unit = f"$C{row}"
    page.format_by_unit(f"D{row}:F{row}", unit, fine=True)
    page.format_by_unit(f"H{row}:{page.letter(page.last)}{row}", unit, fine=False)
    return page


def add_costs(workbook: Workbook, pen: Pen) -> Page:
    """Add 成本: cost of poor quality by kind, claims against what was accepted."""
    columns = (
        Column("kind", 332, total=marker("cost_total.kind"), wrap=True, bold=True),
        Column("currency", 140, total=marker("cost_total.currency")),
        Column("cases", 120, number_format=COUNT),
        Column("claimed", 165, number_format=MONEY, total=marker("cost_total.claimed")),
        Column("accepted", 165, number_format=MONEY, total=marker("cost_total.accepted")),
        Column("own", 165, number_format=MONEY, total=marker("cost_total.own")),
        Column("total", 165, "cost", number_format=MONEY, total=marker("cost_total.total")),
    )
    behind = ("label", "bar", "claim")
    page = Page(workbook, pen, "costs", [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker("about.costs"))
    head = charts_room(page, page.say("section.costs"))
    row = add_list(page, head, "costs", columns)
    slots = behind_list(page, head, row, "costs", behind, {"label": "kind", "bar": "cost", "claim": "claimed"})
    first = page.hidden
    add_columns(slots, chart_box(page), first, (first + 1, first + 2), "#,##0")
    page.alts.append(page.say("alt.costs"))
    return page


def add_repeats(workbook: Workbook, pen: Pen) -> Page:
    """Add 重复客诉: what the register names, and what seems to repeat an earlier complaint."""
    columns = (
        Column("state", 92, "repeat"),
        Column("case_no", 116, bold=True),
        Column("received", 96, number_format=DATE),
        Column("customer", 130, wrap=True),
        Column("part", 116, wrap=True),
        Column("earlier", 116),
        Column("days", 80, number_format=COUNT),
        Column("similarity", 80, number_format=PERCENT),
        Column("defect", 213, "description", wrap=True),
        Column("earlier_defect", 213, wrap=True),
    )
    page = Page(workbook, pen, "repeats", [column.pixels for column in columns], hidden=0)
    page.band(page.sheet.title, marker("about.repeats"))
    row = add_list(page, SECTION, "repeats", columns)
    page.colour_words(cell_of(page, columns, "state", row))
    return page


def add_open(workbook: Workbook, pen: Pen) -> Page:
    """Add 未结清单: all open complaints, the most pressing first."""
    is_wide = pen.lang == "en"
    columns = (
        Column("case_no", 116, bold=True),
        Column("customer", 104, wrap=True),
        Column("product", 96, wrap=True),
        Column("defect", 160, "description", wrap=True),
        Column("department", 92, wrap=True),
        Column("owner", 76, "owner", wrap=True),
        Column("received", 120, number_format=MOMENT),
        Column("age_days", 72, number_format=HOURS),
        Column("clock", 96 if not is_wide else 92, wrap=True),
        Column("left_h", 106, "left", number_format="left"),
        Column("state", 88 if not is_wide else 92),
        Column("escalated", 64 if not is_wide else 66),
        Column("overdue", 62 if not is_wide else 60, number_format=COUNT),
    )
    page = Page(workbook, pen, "open_cases", [column.pixels for column in columns], hidden=0)
    page.band(page.sheet.title, marker("about.open_cases"))
    row = add_list(page, SECTION, "open_cases", columns)
    page.colour_states(cell_of(page, columns, "state", row))
    page.redden(cell_of(page, columns, "left_h", row), "{}<0")
    return page


def add_agenda(workbook: Workbook, pen: Pen) -> Page:
    """Add 会议议程: the watch list, then the open complaints to take up, with room for what is decided."""
    columns = (
        Column("number", 40, number_format=COUNT),
        Column("case_no", 116, bold=True),
        Column("customer", 112, wrap=True),
        Column("defect", 172, "description", wrap=True),
        Column("department", 92, wrap=True),
        Column("owner", 76, "owner", wrap=True),
        Column("topic", 140, wrap=True),
        Column("left_h", 106, "left", number_format="left"),
        Column("needed", 200, wrap=True, bold=True),
        Column("", 198, "decision"),
    )
    page = Page(workbook, pen, "agenda", [column.pixels for column in columns], hidden=0)
    page.band(page.sheet.title, marker("about.agenda"))
    page.section(SECTION, 2, page.last, page.say("section.watched"), page.say("about.watched"), 2)
    watched = (("name", 3, "category"), ("before", 5, "before"), ("recent", 6, "lately"), ("count", 7, "lately_count"),
               ("state", 8, "watch"))  # fmt: skip
    head = SECTION + 1
    page.height(head, 38)
    page.height(head + 1, 26, head + _WATCHED)
    for column in range(2, page.last + 1):
        page.head(head, column, None)
        for slot in range(1, _WATCHED + 1):
            page.put(head + slot, column, None, line=look.HAIRLINE)
    for field, column, title in watched:
        is_number = field not in ("name", "state")
        page.head(head, column, page.say(f"head.{title}"), "right" if is_number else "left")
        for slot in range(1, _WATCHED + 1):
            page.put(
                head + slot, column, marker(f"watched[].{field}", "-" if field in ("before", "recent") else None),
                size=9.5, line=look.HAIRLINE, horizontal="right" if is_number else "left", indent=int(not is_number),
                number_format=COUNT if field == "count" else PERCENT if is_number else "@", bold=field == "name",
            )  # fmt: skip
    page.colour_words(f"{page.letter(8)}{head + 1}:{page.letter(8)}{head + _WATCHED}")
    below = head + _WATCHED + 2
    page.height(below - 1, 10)
    page.section(below, 2, page.last, page.say("section.agenda"))
    row = add_list(page, below + 1, "agenda", columns)
    page.colour_words(cell_of(page, columns, "topic", row))
    page.redden(cell_of(page, columns, "left_h", row), "{}<0")
    return page


def add_shares(workbook: Workbook, pen: Pen) -> Page:
    """Add 分布: the complaints by further columns."""
    columns = (
        Column("column", 300, bold=True),
        Column("name", 500, "value_name", wrap=True),
        Column("count", 220, number_format=COUNT),
        Column("share", 232, number_format=PERCENT),
    )
    page = Page(workbook, pen, "shares", [column.pixels for column in columns], hidden=0)
    page.band(page.sheet.title, marker("about.shares"))
    add_list(page, SECTION, "shares", columns)
    return page


def add_problems(workbook: Workbook, pen: Pen) -> Page:
    """Add 数据问题: what the check found, so that nobody takes a figure for better than its data."""
    columns = (
        Column("register", 176, wrap=True),
        Column("level", 84),
        Column("code", 64),
        Column("place", 150, wrap=True),
        Column("case_no", 116, bold=True),
        Column("message", 342, wrap=True),
        Column("remedy", 320, wrap=True),
    )
    page = Page(workbook, pen, "problems", [column.pixels for column in columns], hidden=0)
    page.band(page.sheet.title, marker("about_problems"))
    row = add_list(page, SECTION, "problems", columns)
    page.colour_words(cell_of(page, columns, "level", row))
    return page


def add_figures(workbook: Workbook, pen: Pen) -> Page:
    """Add 指标定义: the catalogue of all figures."""
    columns = (
        Column("label", 190, wrap=True, bold=True),
        Column("formula", 470, wrap=True),
        Column("denominator", 240, wrap=True),
        Column("excluded", 250, wrap=True),
        Column("unit", 102, wrap=True),
    )
    page = Page(workbook, pen, "figures", [column.pixels for column in columns], hidden=0)
    page.band(page.sheet.title, page.say("figures_intro"))
    add_list(page, SECTION, "figures", columns)
    return page
