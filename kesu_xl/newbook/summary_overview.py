"""总览: six cards, what to know, three charts, the most urgent complaints; one page.

The grid is 24 columns of 51 px. What the charts read stands below the page in hidden columns: each tab refers to itself
only, so that it can be copied into another workbook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kesu_xl.newbook import look
from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.summary_charts import Box, Slots, add_ages, add_pareto, add_rates
from kesu_xl.newbook.summary_page import Page, marker

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["add_overview"]

_COLUMNS, _COLUMN = 24, 51
_LEFT, _RIGHT = 2, 25
_CARDS, _FINDINGS, _CHARTS, _BELOW = 4, 10, 16, 26
_FINDING_ROWS, _CHART_ROWS, _URGENT_ROWS = 4, 8, 10
_LEGEND: Final = _BELOW + 2 + _URGENT_ROWS + 1
_LAST: Final = _LEGEND + 1
#: First column and number of columns of each column of the list.
_URGENT: Final = (
    ("case_no", 10, 3, "left"),
    ("customer", 13, 3, "left"),
    ("defect", 16, 2, "left"),
    ("department", 18, 2, "left"),
    ("owner", 20, 2, "left"),
    ("left", 22, 2, "right"),
    ("state", 24, 2, "left"),
)
_AGE_FIELDS: Final = {
    "name": "week",
    "within_wide": "within",
    "within_slim": "within",
    "breached_wide": "breached",
    "breached_slim": "breached",
}
#: List behind a chart, its number of slots and its columns.
_BEHIND: Final = (
    ("recent", 13, ("label", "closing", "response", "target", "closing_last")),
    ("top_defects", 7, ("label", "vital", "other", "running", "line")),
    ("age_chart", 7, tuple(_AGE_FIELDS)),
)


def add_overview(workbook: Workbook, pen: Pen) -> Page:
    """Add the tab and return its page."""
    page = Page(workbook, pen, "overview", [_COLUMN] * _COLUMNS, hidden=6)
    page.band(marker("title"), marker("about.overview"))
    _cards(page)
    _findings(page)
    _charts(page)
    _urgent(page)
    page.height(_LEGEND - 1, 8)
    page.height(_LEGEND, 20, _LAST)
    page.put(_LEGEND, _LEFT, page.say("legend"), size=9, color=look.INK_2)
    page.put(_LAST, _LEFT, marker("about.left_out"), size=9, color=look.INK_2)
    page.print_area(_LAST, one_page=True)
    page.sheet.sheet_view.tabSelected = True
    return page


def _cards(page: Page) -> None:
    page.height(_CARDS, 24)
    page.height(_CARDS + 1, 42)
    page.height(_CARDS + 2, 20, _CARDS + 4)
    page.height(_CARDS + 5, 10)
    cases, hours = page.say("format.cases"), page.say("format.hours")
    target = (marker("target"), page.say("format.target"))
    cards = (
        (
            page.say("card.received"), "received", cases, look.RULE,
            _change(page, "received", "change"),
            ((marker("overview.closed"), page.say("format.closed")), ("", "")),
            ((marker("overview.not_justified"), page.say("format.not_justified")), ("", "")),
        ),
        (
            page.say("card.open"), "open", cases, look.RULE,
            _change(page, "open", "change"),
            ((marker("overview.escalated"), page.say("format.escalated")), ("", "")),
            ((marker("overview.oldest_days", "-"), page.say("format.oldest")), ("", "")),
        ),
        (
            marker("overview.closing_label"), "closing", "0 %", look.BRAND_2,
            _change(page, "closing", "change_points"),
            (target, (marker("overview.closing_word"), "@")),
            ((marker("overview.closing_due"), page.say("format.due")),
             (marker("overview.closing_missed"), page.say("format.missed"))),
        ),
        (
            marker("overview.response_label"), "response", "0 %", look.BRAND_2,
            _change(page, "response", "change_points"),
            (target, (marker("overview.response_word"), "@")),
            ((marker("overview.owner", "-"), page.say("format.owner")), (marker("overview.owner_word"), "@")),
        ),
        (
            page.say("card.breached"), "breached", cases, look.RULE,
            ((marker("overview.at_risk"), page.say("format.at_risk")), ("", "")),
            ((marker("overview.breached_clocks"), page.say("format.breached_clocks")), ("", "")),
            ((marker("overview.late_clocks"), page.say("format.late_clocks")), ("", "")),
        ),
        (
            page.say("card.close"), "close_mean", hours, look.RULE,
            _change(page, "close", "change_hours"),
            ((marker("overview.close_median", "-"), page.say("format.median")),
             (marker("overview.close_p90", "-"), page.say("format.p90"))),
            ((marker("overview.timed_closings"), page.say("format.timed")), ("", "")),
        ),
    )  # fmt: skip
    for at, (label, value, number_format, edge, *captions) in enumerate(cards):
        _card(page, _LEFT + 4 * at, (label, marker(f"overview.{value}", "-"), number_format), edge, captions)
    for column in (_LEFT + 8, _LEFT + 12):
        page.redden_rates(
            f"{page.letter(column)}{_CARDS + 1}", f"${page.letter(_LEFT + 8)}${_CARDS + 3}", (198, "0.0 %")
        )
    page.redden_rates(
        f"{page.letter(_LEFT + 12)}{_CARDS + 4}",
        f"${page.letter(_LEFT + 8)}${_CARDS + 3}",
        (199, page.say("format.owner").replace("0 %", "0.0 %")),
    )
    page.redden(f"{page.letter(_LEFT + 16)}{_CARDS + 1}", "{}>0")
    page.colour_words(f"{page.letter(_LEFT + 10)}{_CARDS + 3}:{page.letter(_LEFT + 15)}{_CARDS + 4}")
    for card, up_is_good in ((0, False), (1, False), (2, True), (3, True), (5, False)):
        page.colour_change(f"{page.letter(_LEFT + 4 * card)}{_CARDS + 2}", up_is_good=up_is_good)


_Caption = tuple[tuple[str, str], tuple[str, str]]


def _change(page: Page, name: str, number_format: str) -> _Caption:
    """Return the line of a card that says what changed."""
    return (marker(f"overview.{name}_change", page.say("no_previous")), page.say(f"format.{number_format}")), ("", "")


def _card(
    page: Page,
    left: int,
    main: tuple[str, str, str],
    edge: str,
    captions: list[_Caption],
) -> None:
    label, value, number_format = main
    sheet = page.sheet
    for row in range(_CARDS, _CARDS + 5):
        for column in range(left, left + 4):
            page.put(row, column, None, ground=look.SOFT)
    page.put(_CARDS, left, label, size=9, color=look.INK_2, ground=look.SOFT, indent=1)
    page.put(_CARDS + 1, left, value, size=24, bold=True, ground=look.SOFT, indent=1, number_format=number_format)
    sheet.merge_cells(start_row=_CARDS, end_row=_CARDS, start_column=left, end_column=left + 3)
    sheet.merge_cells(start_row=_CARDS + 1, end_row=_CARDS + 1, start_column=left, end_column=left + 3)
    for row, pair in enumerate(captions, _CARDS + 2):
        is_alone = not pair[1][0]
        for column, (text, code) in zip((left, left + 2), pair, strict=True):
            if text:
                page.put(
                    row, column, text, size=8.5, color=look.INK_2, ground=look.SOFT, indent=int(column == left),
                    number_format=code,
                )  # fmt: skip
                end = left + 3 if is_alone or column > left else left + 1
                sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=end)
    for row in range(_CARDS, _CARDS + 5):
        page.edge(row, left, edge)


def _findings(page: Page) -> None:
    page.section(_FINDINGS, _LEFT, _RIGHT, page.say("section.findings"))
    first = _FINDINGS + 1
    last = _FINDINGS + _FINDING_ROWS
    for row in range(first, last + 1):
        page.put(row, _LEFT, marker("findings[].mark"), horizontal="center", bold=True)
        page.put(row, _LEFT + 1, marker("findings[].text"))
    page.height(first, 22, last)
    page.height(last + 1, 8)
    page.colour_words(f"{page.letter(_LEFT)}{first}:{page.letter(_LEFT)}{last}")


def _charts(page: Page) -> None:
    behind = _behind(page)
    top, bottom = _CHARTS + 1, _CHARTS + _CHART_ROWS
    page.section(_CHARTS, _LEFT, _LEFT + 13, page.say("section.recent"), marker("about.recent"), 4)
    page.section(_CHARTS, _LEFT + 15, _RIGHT, page.say("section.defects"), marker("about.top_defects"), 3)
    page.height(top, 22, bottom)
    page.height(bottom + 1, 8)
    first = page.hidden
    add_rates(
        behind["recent"], Box(_LEFT, top, _LEFT + 13, bottom), first, (first + 1, first + 2), first + 3, first + 4
    )
    add_pareto(
        behind["top_defects"], Box(_LEFT + 15, top, _RIGHT, bottom), first, first + 1, first + 2, first + 3, first + 4,
        narrow=True,
    )  # fmt: skip
    page.section(
        _BELOW, _LEFT, _LEFT + 6, page.say("section.ages"), marker("about.ages"), 2 if page.lang != "en" else 3
    )
    add_ages(behind["age_chart"], Box(_LEFT, _BELOW + 1, _LEFT + 6, _BELOW + 1 + _URGENT_ROWS), first, 0.25)
    page.alts += [page.say("alt.recent"), page.say("alt.top"), page.say("alt.ages")]


def _behind(page: Page) -> dict[str, Slots]:
    """Write the lists that the charts read, each under a row of series names."""
    heads = {
        "closing": marker("overview.closing_label"),
        "response": marker("overview.response_label"),
        "target": marker("target_label"),
        "vital": page.say("head.few"),
        "other": page.say("head.others"),
    }
    slots = {}
    row = _LAST + 2
    for name, count, columns in _BEHIND:
        for column, field in enumerate(columns, page.hidden):
            key = _AGE_FIELDS.get(field, field if field != "label" else "week")
            head = heads.get(field) or (page.say(f"head.{key}") if not field.endswith("_last") else field)
            page.put(row, column, head, size=9, color=look.INK_2)
            for slot in range(1, count + 1):
                page.put(row + slot, column, marker(f"{name}[].{field}"), size=9, color=look.INK_2)
        slots[name] = Slots(page.sheet, row, row + 1, row + count, page.lang)
        row += count + 2
    return slots


def _urgent(page: Page) -> None:
    left = _URGENT[0][1]
    page.section(_BELOW, left, _RIGHT, page.say("section.urgent"), marker("about.urgent"), 3)
    head = _BELOW + 1
    page.height(head, 26)
    page.height(head + 1, 23, head + _URGENT_ROWS)
    sheet = page.sheet
    for name, column, width, horizontal in _URGENT:
        for row in range(head, head + 1 + _URGENT_ROWS):
            for covered in range(column, column + width):
                page.put(row, covered, None, line=look.HAIRLINE if row > head else look.BRAND)
        for covered in range(column, column + width):
            page.head(head, covered, page.say(f"head.{name}") if covered == column else None, horizontal)
        sheet.merge_cells(start_row=head, end_row=head, start_column=column, end_column=column + width - 1)
        for row in range(head + 1, head + 1 + _URGENT_ROWS):
            path = f"urgent[].{'left_h' if name == 'left' else name}"
            page.put(
                row, column, marker(path, "-  ") if name == "left" else marker(path), size=9.5,
                bold=name == "case_no", line=look.HAIRLINE, horizontal=horizontal, indent=int(horizontal == "left"),
                number_format=page.say("format.left") if name == "left" else "@",
            )  # fmt: skip
            if width > 1:
                sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + width - 1)
    rows = (head + 1, head + _URGENT_ROWS)
    page.redden(f"{page.letter(22)}{rows[0]}:{page.letter(22)}{rows[1]}", "{}<0")
    page.colour_states(f"{page.letter(24)}{rows[0]}:{page.letter(24)}{rows[1]}")
