"""The tabs of the summary workbook behind the overview: charts on top, one list at the bottom that grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.summary_charts import Box, add_ages, add_columns, add_pareto, add_rates, add_stacks
from kesu_xl.newbook.summary_list import (
    MOST_BARS,
    RATED,
    SECOND_ROWS,
    Column,
    add_list,
    behind_list,
    cell_of,
    chart_box,
    charts_room,
    fixed_list,
    rated_bars,
    redden_below_target,
    redden_groups,
    stacked_fields,
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
        Column("customer", 116, wrap=True),
        Column("defect", 188, "description", wrap=True),
        Column("department", 92, wrap=True),
        Column("owner", 76, "owner", wrap=True),
        Column("clock", 96, wrap=True),
        Column("due", 120, number_format=MOMENT),
        Column("stop", 120, number_format=MOMENT),
        Column("over_h", 104 if pen.lang != "en" else 118, "over", number_format="over"),
        Column("state", 88 if pen.lang != "en" else 98),
        Column("reason", 136 if pen.lang != "en" else 112, wrap=True),
    )
    fields = stacked_fields(pen, "clock", "breached", "late")
    page = Page(workbook, pen, "breaches", [column.pixels for column in columns], hidden=len(fields))
    page.band(page.sheet.title, marker("about.breaches"))
    list_head = charts_room(page, page.say("section.missed"))
    slots = fixed_list(page, page.hidden, "missed", fields, _MISSED_SLOTS)
    add_stacks(slots, chart_box(page), page.hidden)
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
    bars = ("label", "share", "running")
    page = Page(workbook, pen, "customers", [column.pixels for column in columns], hidden=len(bars) + 2)
    page.band(page.sheet.title, marker("about.customers"))
    list_head = charts_room(page, page.say("section.bars"), note=marker("about.customer_bars"))
    row = add_list(page, list_head, "customers", columns)
    heads = {"label": page.say("head.count"), **{field: page.say(f"head.{field}") for field in bars[1:]}}
    first = page.hidden
    slots = fixed_list(page, first, "customer_bars", heads, MOST_BARS)
    add_pareto(slots, chart_box(page), first, first + 1, None, first + 2, None)
    page.alts.append(page.say("alt.customers"))
    redden_groups(page, columns, list_head, row, "customers", first + len(bars))
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
    page = Page(workbook, pen, name, [column.pixels for column in columns], hidden=RATED + 2)
    page.band(page.sheet.title, marker(f"about.{name}"))
    list_head = charts_room(page, page.say(f"section.{name}"), note=marker(f"about.{name[:-1]}_bars"))
    row = add_list(page, list_head, name, columns)
    rated_bars(page, page.hidden, f"{name[:-1]}_bars")
    page.alts.append(page.say(f"alt.{name}"))
    redden_groups(page, columns, list_head, row, name, page.hidden + RATED)
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
    add_columns(slots, Box(2, list_head - 1 - SECOND_ROWS, page.last, list_head - 2), first, (first + 6, first + 7), "")
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
    behind = tuple(stacked_fields(pen, "name", "within", "breached"))
    page = Page(workbook, pen, "ages", [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker("about.ages"))
    list_head = charts_room(page, page.say("section.ages"))
    row = add_list(page, list_head, "ages", columns)
    slots = behind_list(page, list_head, row, "ages", behind)
    add_ages(slots, chart_box(page), page.hidden, 0.16)
    page.alts.append(page.say("alt.ages"))
    page.redden(cell_of(page, columns, "breached", row), "{}>0")
    return page
