"""The tabs of the summary workbook behind the overview: charts on top, one list at the bottom that grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kesu_xl.newbook import look
from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.summary_charts import Box, Slots, add_ages, add_columns, add_pareto, add_rates, add_stacks
from kesu_xl.newbook.summary_list import (
    SECOND_ROWS,
    SECTION,
    TOP,
    Column,
    add_list,
    behind_list,
    cell_of,
    chart_box,
    charts_room,
    redden_below_target,
)
from kesu_xl.newbook.summary_lists import (
    add_agenda,
    add_costs,
    add_figures,
    add_indicators,
    add_open,
    add_problems,
    add_repeats,
    add_shares,
)
from kesu_xl.newbook.summary_page import COUNT, DATE, HOURS, MOMENT, PERCENT, Page, marker
from kesu_xl.wording import say

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["add_tabs"]

#: As many as there are clocks.
_MISSED_SLOTS: Final = 11


def add_tabs(workbook: Workbook, pen: Pen) -> list[Page]:
    """Add all tabs behind the overview, and return their pages."""
    return [
        add_indicators(workbook, pen),
        _breaches(workbook, pen),
        _bars(workbook, pen, "defects", "defect"),
        _bars(workbook, pen, "causes", "cause"),
        _customers(workbook, pen),
        _weeks(workbook, pen),
        _by_who(workbook, pen, "departments", "department", (196, 90, 100, 190, 160, 120, 86)),
        _by_who(workbook, pen, "owners", "owner", (178, 84, 92, 176, 150, 110, 80, 96)),
        _ages(workbook, pen),
        add_costs(workbook, pen),
        add_repeats(workbook, pen),
        add_open(workbook, pen),
        add_agenda(workbook, pen),
        add_shares(workbook, pen),
        add_problems(workbook, pen),
        add_figures(workbook, pen),
    ]


def _breaches(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        Column("case_no", 116, bold=True),
        Column("customer", 128, wrap=True),
        Column("defect", 196, "description", wrap=True),
        Column("department", 84),
        Column("owner", 72, "owner"),
        Column("clock", 116 if pen.lang != "en" else 138, wrap=True),
        Column("due", 120, number_format=MOMENT),
        Column("stop", 120, number_format=MOMENT),
        Column("over_h", 100, "over", number_format="over"),
        Column("state", 92 if pen.lang != "en" else 98),
        Column("reason", 108 if pen.lang != "en" else 80, wrap=True),
    )
    page = Page(workbook, pen, "breaches", [column.pixels for column in columns], hidden=3)
    page.band(page.sheet.title, marker("about.breaches"))
    list_head = charts_room(page, page.say("section.missed"))
    first = page.hidden
    for at, (field, key) in enumerate((("clock", "clock"), ("breached", "breached"), ("late", "late"))):
        page.put(SECTION, first + at, page.say(f"head.{key}"), size=9, color=look.INK_2)
        for slot in range(_MISSED_SLOTS):
            page.put(TOP + slot, first + at, marker(f"missed[].{field}"), size=9, color=look.INK_2)
    slots = Slots(page.sheet, SECTION, TOP, TOP + _MISSED_SLOTS - 1, pen.lang)
    add_stacks(slots, chart_box(page), first, first + 1, first + 2)
    page.alts.append(page.say("alt.missed"))
    row = add_list(page, list_head, "breaches", columns)
    page.colour_states(cell_of(page, columns, "state", row))
    page.redden(cell_of(page, columns, "over_h", row), "{}>0")
    return page


def _bars(workbook: Workbook, pen: Pen, name: str, head: str) -> Page:
    columns = (
        Column("rank", 72, number_format=COUNT),
        Column("name", 560, head, total=say("summary.head.total", pen.lang), wrap=True, bold=True),
        Column("count", 200, number_format=COUNT, total=marker("overview.received")),
        Column("share", 200, number_format=PERCENT),
        Column("running", 220, number_format=PERCENT),
    )
    behind = ("label", "vital", "other", "running", "line")
    page = Page(workbook, pen, name, [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker(f"about.{name}"))
    list_head = charts_room(page, page.say("section.bars"))
    row = add_list(page, list_head, name, columns)
    slots = behind_list(page, list_head, row, name, behind)
    first = page.hidden
    add_pareto(slots, chart_box(page), first, first + 1, first + 2, first + 3, first + 4)
    page.alts.append(page.say("alt.top" if name == "defects" else "alt.causes"))
    return page


def _customers(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        Column("name", 248, "customer", total=say("summary.head.total", pen.lang), wrap=True, bold=True),
        Column("count", 90, number_format=COUNT, total=marker("total.count")),
        Column("share", 100, number_format=PERCENT),
        Column("running", 100, number_format=PERCENT),
        Column("open", 90, number_format=COUNT, total=marker("total.open")),
        Column("breached", 100, number_format=COUNT, total=marker("total.breached")),
        Column("closing", 190, number_format=PERCENT, total=marker("total.closing", "-")),
        Column("response", 160, number_format=PERCENT, total=marker("total.response", "-")),
        Column("repeats", 92, number_format=COUNT, total=marker("total.repeats")),
        Column("ppm", 82, number_format=HOURS),
    )
    behind = ("label", "share", "running", "target")
    page = Page(workbook, pen, "customers", [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker("about.customers"))
    list_head = charts_room(page, page.say("section.bars"))
    row = add_list(page, list_head, "customers", columns)
    slots = behind_list(page, list_head, row, "customers", behind)
    first = page.hidden
    add_pareto(slots, chart_box(page), first, first + 1, None, first + 2, None)
    page.alts.append(page.say("alt.customers"))
    redden_below_target(page, columns, row, ("closing", "response"), first + 3)
    return page


def _by_who(workbook: Workbook, pen: Pen, name: str, head: str, widths: tuple[int, ...]) -> Page:
    """Add 责任部门 or 责任人; the last width, where there is an eighth, is that of the satisfaction."""
    who, count, late, closing, response, mean, repeats, *satisfaction = widths
    columns = (
        Column("name", who, head, total=say("summary.head.total", pen.lang), wrap=True, bold=True),
        Column("count", count, number_format=COUNT, total=marker("total.count")),
        Column("open", count, number_format=COUNT, total=marker("total.open")),
        Column("breached", late, number_format=COUNT, total=marker("total.breached")),
        Column("closing_due", late, number_format=COUNT, total=marker("total.closing_due")),
        Column("closing", closing, number_format=PERCENT, total=marker("total.closing", "-")),
        Column("response", response, number_format=PERCENT, total=marker("total.response", "-")),
        Column("mean", mean, number_format=HOURS, total=marker("total.mean", "-")),
        Column("median", mean, number_format=HOURS, total=marker("total.median", "-")),
        Column("repeats", repeats, number_format=COUNT, total=marker("total.repeats")),
        *(
            Column("satisfaction", width, number_format=HOURS, total=marker("total.satisfaction", "-"))
            for width in satisfaction
        ),
    )
    behind = ("name", "closing", "response", "target")
    page = Page(workbook, pen, name, [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker(f"about.{name}"))
    list_head = charts_room(page, page.say(f"section.{name}"))
    row = add_list(page, list_head, name, columns)
    slots = behind_list(page, list_head, row, name, behind)
    first = page.hidden
    add_columns(slots, chart_box(page), first, (first + 1, first + 2), "0%", first + 3)
    page.alts.append(page.say(f"alt.{name}"))
    redden_below_target(page, columns, row, ("closing", "response"), first + 3)
    return page


def _weeks(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        Column("week", 120, bold=True),
        Column("monday", 116, number_format=DATE),
        Column("received", 96, number_format=COUNT),
        Column("closed", 96, number_format=COUNT),
        Column("backlog", 100, number_format=COUNT),
        Column("response_due", 120, number_format=COUNT),
        Column("response", 150, number_format=PERCENT),
        Column("owner", 150, number_format=PERCENT),
        Column("closing_due", 120, "week_closing_due", number_format=COUNT),
        Column("closing", 184, number_format=PERCENT),
    )
    behind = ("label", "closing", "response", "owner", "target", "closing_last", "received", "closed")
    page = Page(workbook, pen, "weeks", [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker("about.weeks"))
    list_head = charts_room(page, page.say("section.weeks"), page.say("section.volume"))
    row = add_list(page, list_head, "weeks", columns)
    slots = behind_list(page, list_head, row, "weeks", behind)
    first = page.hidden
    add_rates(slots, chart_box(page), first, (first + 1, first + 2, first + 3), first + 4, first + 5)
    add_columns(
        slots, Box(2, list_head - 1 - SECOND_ROWS, page.last, list_head - 2), first, (first + 6, first + 7), "0"
    )
    page.alts += [page.say("alt.weeks"), page.say("alt.volume")]
    redden_below_target(page, columns, row, ("response", "owner", "closing"), first + 4)
    return page


def _ages(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        Column("name", 352, "age", total=say("summary.head.total", pen.lang), bold=True),
        Column("count", 225, "open", number_format=COUNT, total=marker("overview.open")),
        Column("within", 225, number_format=COUNT),
        Column("breached", 225, number_format=COUNT, total=marker("overview.breached")),
        Column("share", 225, number_format=PERCENT),
    )
    behind = ("name", "within", "breached")
    page = Page(workbook, pen, "ages", [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker("about.ages"))
    list_head = charts_room(page, page.say("section.ages"))
    row = add_list(page, list_head, "ages", columns)
    slots = behind_list(page, list_head, row, "ages", behind)
    add_ages(slots, chart_box(page), page.hidden, page.hidden + 1, page.hidden + 2)
    page.alts.append(page.say("alt.ages"))
    page.redden(cell_of(page, columns, "breached", row), "{}>0")
    return page
