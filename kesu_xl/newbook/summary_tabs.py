"""The tabs of the summary workbook behind the overview: charts on top, one list at the bottom that grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kesu_xl.newbook import look
from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.summary_charts import Box, Slots, add_ages, add_columns, add_pareto, add_rates, add_stacks
from kesu_xl.newbook.summary_page import COUNT, DATE, HOURS, MOMENT, PERCENT, TEXT, Page, marker
from kesu_xl.wording import say

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["add_tabs"]

_SECTION: Final = 4
_TOP: Final = 5
_CHART_ROWS, _SECOND_ROWS, _CHART_ROW = 10, 7, 23
_MISSED_SLOTS: Final = 8


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a list.

    Attributes:
        field: Of the list's items.
        pixels: Its width.
        head: Key of its head, or a marker; the field's own head where empty.
        number_format: Of a number; a text's is ``@``.
        total: Marker of its cell in the row of totals.
        wrap: Long texts continue on the next line.
        bold: As names are.
    """

    field: str
    pixels: int
    head: str = ""
    number_format: str = TEXT
    total: str = ""
    wrap: bool = False
    bold: bool = False

    @property
    def horizontal(self) -> str:
        return "left" if self.number_format in (TEXT, MOMENT, DATE) else "right"


_LABELS: Final = {
    "closing": marker("overview.closing_label"),
    "response": marker("overview.response_label"),
    "owner": marker("overview.owner_label"),
    "target": marker("target_label"),
}


def add_tabs(workbook: Workbook, pen: Pen) -> list[Page]:
    """Add all tabs behind the overview, and return their pages."""
    return [
        _breaches(workbook, pen),
        _bars(workbook, pen, "defects", "defect"),
        _bars(workbook, pen, "causes", "cause"),
        _customers(workbook, pen),
        _departments(workbook, pen),
        _weeks(workbook, pen),
        _ages(workbook, pen),
        _figures(workbook, pen),
    ]


def _breaches(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        _Column("case_no", 116, bold=True),
        _Column("customer", 128, wrap=True),
        _Column("defect", 196, "description", wrap=True),
        _Column("department", 84),
        _Column("owner", 72, "owner"),
        _Column("clock", 116 if pen.lang != "en" else 138, wrap=True),
        _Column("due", 120, number_format=MOMENT),
        _Column("stop", 120, number_format=MOMENT),
        _Column("over_h", 100, "over", number_format="over"),
        _Column("state", 92 if pen.lang != "en" else 98),
        _Column("reason", 108 if pen.lang != "en" else 80, wrap=True),
    )
    page = Page(workbook, pen, "breaches", [column.pixels for column in columns], hidden=3)
    page.band(page.sheet.title, marker("about.breaches"))
    list_head = _charts_room(page, page.say("section.missed"))
    first = page.hidden
    for at, (field, key) in enumerate((("clock", "clock"), ("breached", "breached"), ("late", "late"))):
        page.put(_SECTION, first + at, page.say(f"head.{key}"), size=9, color=look.INK_2)
        for slot in range(_MISSED_SLOTS):
            page.put(_TOP + slot, first + at, marker(f"missed[].{field}"), size=9, color=look.INK_2)
    slots = Slots(page.sheet, _SECTION, _TOP, _TOP + _MISSED_SLOTS - 1, pen.lang)
    add_stacks(slots, _box(page), first, first + 1, first + 2)
    page.alts.append(page.say("alt.missed"))
    row = _list(page, list_head, "breaches", columns)
    page.colour_states(_cell(page, columns, "state", row))
    page.redden(_cell(page, columns, "over_h", row), "{}>0")
    return page


def _bars(workbook: Workbook, pen: Pen, name: str, head: str) -> Page:
    columns = (
        _Column("rank", 72, number_format=COUNT),
        _Column("name", 560, head, total=say("summary.head.total", pen.lang), wrap=True, bold=True),
        _Column("count", 200, number_format=COUNT, total=marker("overview.received")),
        _Column("share", 200, number_format=PERCENT),
        _Column("running", 220, number_format=PERCENT),
    )
    behind = ("label", "vital", "other", "running", "line")
    page = Page(workbook, pen, name, [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker(f"about.{name}"))
    list_head = _charts_room(page, page.say("section.bars"))
    row = _list(page, list_head, name, columns)
    slots = _behind(page, list_head, row, name, behind)
    first = page.hidden
    add_pareto(slots, _box(page), first, first + 1, first + 2, first + 3, first + 4)
    page.alts.append(page.say("alt.top" if name == "defects" else "alt.causes"))
    return page


def _customers(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        _Column("name", 320, "customer", total=say("summary.head.total", pen.lang), wrap=True, bold=True),
        _Column("count", 90, number_format=COUNT, total=marker("total.count")),
        _Column("share", 100, number_format=PERCENT),
        _Column("running", 100, number_format=PERCENT),
        _Column("open", 90, number_format=COUNT, total=marker("total.open")),
        _Column("breached", 100, number_format=COUNT, total=marker("total.breached")),
        _Column("closing", 190, number_format=PERCENT, total=marker("total.closing", "-")),
        _Column("response", 160, number_format=PERCENT, total=marker("total.response", "-")),
        _Column("repeats", 102, number_format=COUNT, total=marker("total.repeats")),
    )
    behind = ("label", "share", "running", "target")
    page = Page(workbook, pen, "customers", [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker("about.customers"))
    list_head = _charts_room(page, page.say("section.bars"))
    row = _list(page, list_head, "customers", columns)
    slots = _behind(page, list_head, row, "customers", behind)
    first = page.hidden
    add_pareto(slots, _box(page), first, first + 1, None, first + 2, None)
    page.alts.append(page.say("alt.customers"))
    _redden_rates(page, columns, row, ("closing", "response"), first + 3)
    return page


def _departments(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        _Column("name", 196, "department", total=say("summary.head.total", pen.lang), wrap=True, bold=True),
        _Column("count", 90, number_format=COUNT, total=marker("total.count")),
        _Column("open", 90, number_format=COUNT, total=marker("total.open")),
        _Column("breached", 100, number_format=COUNT, total=marker("total.breached")),
        _Column("closing_due", 100, number_format=COUNT, total=marker("total.closing_due")),
        _Column("closing", 190, number_format=PERCENT, total=marker("total.closing", "-")),
        _Column("response", 160, number_format=PERCENT, total=marker("total.response", "-")),
        _Column("mean", 120, number_format=HOURS, total=marker("total.mean", "-")),
        _Column("median", 120, number_format=HOURS, total=marker("total.median", "-")),
        _Column("repeats", 86, number_format=COUNT, total=marker("total.repeats")),
    )
    behind = ("name", "closing", "response", "target")
    page = Page(workbook, pen, "departments", [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker("about.departments"))
    list_head = _charts_room(page, page.say("section.departments"))
    row = _list(page, list_head, "departments", columns)
    slots = _behind(page, list_head, row, "departments", behind)
    first = page.hidden
    add_columns(slots, _box(page), first, (first + 1, first + 2), "0%", first + 3)
    page.alts.append(page.say("alt.departments"))
    _redden_rates(page, columns, row, ("closing", "response"), first + 3)
    return page


def _weeks(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        _Column("week", 130, bold=True),
        _Column("monday", 120, number_format=DATE),
        _Column("received", 110, number_format=COUNT),
        _Column("closed", 110, number_format=COUNT),
        _Column("response_due", 130, number_format=COUNT),
        _Column("response", 160, number_format=PERCENT),
        _Column("owner", 160, number_format=PERCENT),
        _Column("closing_due", 130, "week_closing_due", number_format=COUNT),
        _Column("closing", 202, number_format=PERCENT),
    )
    behind = ("label", "closing", "response", "owner", "target", "closing_last", "received", "closed")
    page = Page(workbook, pen, "weeks", [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker("about.weeks"))
    list_head = _charts_room(page, page.say("section.weeks"), page.say("section.volume"))
    row = _list(page, list_head, "weeks", columns)
    slots = _behind(page, list_head, row, "weeks", behind)
    first = page.hidden
    add_rates(slots, _box(page), first, (first + 1, first + 2, first + 3), first + 4, first + 5)
    add_columns(
        slots, Box(2, list_head - 1 - _SECOND_ROWS, page.last, list_head - 2), first, (first + 6, first + 7), "0"
    )
    page.alts += [page.say("alt.weeks"), page.say("alt.volume")]
    _redden_rates(page, columns, row, ("response", "owner", "closing"), first + 4)
    return page


def _ages(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        _Column("name", 352, "age", total=say("summary.head.total", pen.lang), bold=True),
        _Column("count", 225, "open", number_format=COUNT, total=marker("overview.open")),
        _Column("within", 225, number_format=COUNT),
        _Column("breached", 225, number_format=COUNT, total=marker("overview.breached")),
        _Column("share", 225, number_format=PERCENT),
    )
    behind = ("name", "within", "breached")
    page = Page(workbook, pen, "ages", [column.pixels for column in columns], hidden=len(behind))
    page.band(page.sheet.title, marker("about.ages"))
    list_head = _charts_room(page, page.say("section.ages"))
    row = _list(page, list_head, "ages", columns)
    slots = _behind(page, list_head, row, "ages", behind)
    add_ages(slots, _box(page), page.hidden, page.hidden + 1, page.hidden + 2)
    page.alts.append(page.say("alt.ages"))
    page.redden(_cell(page, columns, "breached", row), "{}>0")
    return page


def _figures(workbook: Workbook, pen: Pen) -> Page:
    columns = (
        _Column("label", 190, wrap=True, bold=True),
        _Column("formula", 470, wrap=True),
        _Column("denominator", 240, wrap=True),
        _Column("excluded", 250, wrap=True),
        _Column("unit", 102, wrap=True),
    )
    page = Page(workbook, pen, "figures", [column.pixels for column in columns], hidden=0)
    page.band(page.sheet.title, page.say("figures_intro"))
    _list(page, _SECTION, "figures", columns)
    return page


def _charts_room(page: Page, title: str, second: str = "") -> int:
    """Write the section above the chart, and above a second one, make room, and return the row of the list's heads."""
    row = _SECTION
    for text, rows in ((title, _CHART_ROWS), (second, _SECOND_ROWS)):
        if text:
            page.section(row, 2, page.last, text)
            page.height(row + 1, _CHART_ROW, row + rows)
            page.height(row + rows + 1, 10)
            row += rows + 2
    return row


def _box(page: Page) -> Box:
    return Box(2, _TOP, page.last, _TOP + _CHART_ROWS - 1)


def _list(page: Page, head: int, name: str, columns: Sequence[_Column]) -> int:
    """Write heads, totals and the slot row of a list that grows, set up printing, and return the slot's row."""
    has_total = any(column.total for column in columns)
    slot = head + (2 if has_total else 1)
    page.height(head, 38 if name in ("customers", "departments", "weeks") else 28)
    page.height(head + 1, 26, slot)
    for at, column in enumerate(columns, 2):
        text = page.say(f"head.{column.head}") if column.head else _LABELS.get(column.field)
        text = text or page.say(f"head.{column.field}")
        page.head(head, at, text, column.horizontal)
        code = page.say("format.over") if column.number_format == "over" else column.number_format
        style = {
            "size": 9.5,
            "horizontal": column.horizontal,
            "indent": int(column.horizontal == "left"),
            "number_format": code,
        }
        if has_total:
            page.put(head + 1, at, column.total or None, bold=True, ground=look.SOFT, line=look.RULE, **style)
        otherwise = "-" if column.number_format in (PERCENT, HOURS) or column.field in ("rank", "stop", "due") else None
        page.put(
            slot, at, marker(f"{name}[].{column.field}", otherwise), bold=column.bold, wrap=column.wrap,
            line=look.HAIRLINE, **style,
        )  # fmt: skip
    page.print_area(slot, titles=f"{head}:{head}")
    return slot


def _behind(page: Page, head: int, slot: int, name: str, fields: Sequence[str]) -> Slots:
    """Write what only the charts read into the hidden columns of the list."""
    own = {"vital": "few", "other": "others", "label": "count", "name": "count"}
    for at, field in enumerate(fields, page.hidden):
        text = _LABELS.get(field) or (field if field.endswith("_last") else page.say(f"head.{own.get(field, field)}"))
        page.put(head, at, text, size=9, color=look.INK_2)
        page.put(slot, at, marker(f"{name}[].{field}"), size=9, color=look.INK_2)
    return Slots(page.sheet, head, slot, slot, page.lang)


def _cell(page: Page, columns: Sequence[_Column], field: str, row: int) -> str:
    at = next(at for at, column in enumerate(columns, 2) if column.field == field)
    return f"{page.letter(at)}{row}"


def _redden_rates(page: Page, columns: Sequence[_Column], row: int, fields: Sequence[str], target: int) -> None:
    for field in fields:
        page.redden_rates(_cell(page, columns, field, row), f"${page.letter(target)}{row}")
