"""A list of the weekly workbook: heads, a row of totals, one slot row that grows, and what its charts read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kesu_xl.newbook import look
from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.summary_charts import Box, Slots, add_columns
from kesu_xl.newbook.summary_page import DATE, HOURS, MOMENT, NUMBER, PERCENT, TEXT, Page, marker
from kesu_xl.wording import say

__all__ = [
    "MOST_BARS", "RATED", "SECTION", "TOP", "Column", "add_list", "behind_list", "cell_of", "chart_box", "charts_room",
    "fixed_list", "rated_bars", "redden_below_target", "redden_groups", "stacked_fields",
]  # fmt: skip

#: First row below the title band, and the first one below a section there.
SECTION: Final = 4
TOP: Final = 5
CHART_ROWS, SECOND_ROWS, _CHART_ROW = 10, 7, 23
#: Slots for groups in a chart, as many as `kesu_xl.figures.bars` gives.
MOST_BARS: Final = 12
_RATED_FIELDS: Final = ("closing", "response", "target")
#: Hidden columns of `rated_bars`.
RATED: Final = 1 + len(_RATED_FIELDS)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        field: Of the list's items.
        pixels: Its width.
        head: Key of its head, or a marker; the field's own head where empty.
        number_format: Of a number; a text's is ``@``.
        total: Marker of its cell in the row of totals.
        wrap: Long texts continue on the next line.
        bold: As names are.
        size: Points.
    """

    field: str
    pixels: int
    head: str = ""
    number_format: str = TEXT
    total: str = ""
    wrap: bool = False
    bold: bool = False
    size: float = 9.5

    @property
    def horizontal(self) -> str:
        """Numbers stand at the right."""
        return "left" if self.number_format in (TEXT, MOMENT, DATE) else "right"


_LABELS: Final = {
    "closing": marker("overview.closing_label"),
    "response": marker("overview.response_label"),
    "owner": marker("overview.owner_label"),
    "target": marker("target_label"),
}


def charts_room(page: Page, title: str, second: str = "", note: str = "") -> int:
    """Write the section above the chart, and above a second one, make room, and return the row of the list's heads.

    Args:
        page: The tab.
        title: Title of the first chart; `note` is what is said about it, or a marker.
        second: Title of the second one.
        note: See `title`.
    """
    row = SECTION
    for text, rows in ((title, CHART_ROWS), (second, SECOND_ROWS)):
        if text:
            page.section(row, 2, page.last, text, note if text == title else "")
            page.height(row + 1, _CHART_ROW, row + rows)
            page.height(row + rows + 1, 10)
            row += rows + 2
    return row


def chart_box(page: Page) -> Box:
    """Return where the first chart stands."""
    return Box(2, TOP, page.last, TOP + CHART_ROWS - 1)


def add_list(page: Page, head: int, name: str, columns: Sequence[Column]) -> int:
    """Write heads, totals and the slot row of a list that grows, set up printing, and return the slot's row."""
    has_total = any(column.total for column in columns)
    slot = head + (2 if has_total else 1)
    page.height(head, 38 if name in ("customers", "departments", "owners", "weeks", "open_cases") else 28)
    page.height(head + 1, 26, slot)
    for at, column in enumerate(columns, 2):
        page.head(head, at, _head(page, column), column.horizontal)
        is_worded = column.number_format in ("over", "left")
        code = page.say(f"format.{column.number_format}") if is_worded else column.number_format
        style = {
            "size": column.size,
            "horizontal": column.horizontal,
            "indent": int(column.horizontal == "left"),
            "number_format": code,
        }
        if has_total:
            page.put(head + 1, at, column.total or None, bold=True, ground=look.SOFT, line=look.RULE, **style)
        is_dashed = column.number_format in (PERCENT, HOURS, NUMBER) or column.field in (
            "rank",
            "stop",
            "due",
            "left_h",
        )
        dash = "-  " if column.number_format == "left" else "-"
        text = marker(f"{name}[].{column.field}", dash if is_dashed else None) if column.field else None
        page.put(
            slot, at, text, bold=column.bold, wrap=column.wrap,
            line=look.HAIRLINE, **style,
        )  # fmt: skip
    page.print_area(slot, titles=f"{head}:{head}")
    # A head below charts is too far down: it would take the screen.
    page.freeze(head + 1 if head == SECTION else SECTION)
    return slot


def _head(page: Page, column: Column) -> str:
    if column.head.startswith("{{"):
        return column.head
    told = page.say(f"head.{column.head}") if column.head else _LABELS.get(column.field)
    return told or page.say(f"head.{column.field}")


def behind_list(
    page: Page, head: int, slot: int, name: str, fields: Sequence[str], heads: Mapping[str, str] | None = None,
    at: int = 0,
) -> Slots:  # fmt: skip
    """Write what only charts and conditions read into the hidden columns of the list.

    Args:
        page: The tab.
        head: Row of the list's heads.
        slot: Row of its slot.
        name: The list.
        fields: What they read.
        heads: Keys of other heads.
        at: The first column; the first hidden one where left out.
    """
    own = {"vital": "few", "other": "others", "label": "count", "name": "count", **(heads or {})}
    own |= {f"{part}_{width}": part for part in ("within", "breached") for width in ("wide", "slim")}
    for column, field in enumerate(fields, at or page.hidden):
        text = _LABELS.get(field) or (field if field.endswith("_last") else page.say(f"head.{own.get(field, field)}"))
        page.put(head, column, text, size=9, color=look.INK_2)
        page.put(slot, column, marker(f"{name}[].{field}"), size=9, color=look.INK_2)
    return Slots(page.sheet, head, slot, slot, page.lang)


def fixed_list(page: Page, column: int, name: str, fields: Mapping[str, str], count: int) -> Slots:
    """Write slots for a list that only a chart reads, beside the chart from its section's row down.

    Args:
        page: The tab.
        column: First of the hidden columns.
        name: The list.
        fields: Its fields, with the texts that name their series.
        count: How many slots.
    """
    for at, (field, head) in enumerate(fields.items(), column):
        page.put(SECTION, at, head, size=9, color=look.INK_2)
        for slot in range(count):
            page.put(TOP + slot, at, marker(f"{name}[].{field}"), size=9, color=look.INK_2)
    return Slots(page.sheet, SECTION, TOP, TOP + count - 1, page.lang)


def rated_bars(page: Page, column: int, name: str) -> None:
    """Add the chart of the rates of closing and first response of some groups, against the target."""
    fields = {"name": page.say("head.count"), **{field: _LABELS[field] for field in _RATED_FIELDS}}
    slots = fixed_list(page, column, name, fields, MOST_BARS)
    add_columns(slots, chart_box(page), column, (column + 1, column + 2), "0%", column + 3)


def stacked_fields(pen: Pen, first: str, *parts: str) -> dict[str, str]:
    """Return the fields of stacked bars with the names of their series: each part wide and slim."""
    names = {part: say(f"summary.head.{part}", pen.lang) for part in parts}
    return {
        first: say("summary.head.count", pen.lang),
        **{f"{part}_{width}": name for part, name in names.items() for width in ("wide", "slim")},
    }


def cell_of(page: Page, columns: Sequence[Column], field: str, row: int) -> str:
    """Return the cell of a column in a row."""
    at = next(at for at, column in enumerate(columns, 2) if column.field == field)
    return f"{page.letter(at)}{row}"


def redden_groups(page: Page, columns: Sequence[Column], head: int, row: int, name: str, at: int) -> None:
    """Show the rates of groups in red where they are below the target, which two hidden columns hold from `at` on."""
    # LibreOffice prints number signs for a number whose neighbours are blank, hidden or not: so the name is one.
    behind_list(page, head, row, name, ("name", "target"), at=at)
    redden_below_target(page, columns, row, ("closing", "response"), at + 1)


def redden_below_target(page: Page, columns: Sequence[Column], row: int, fields: Sequence[str], target: int) -> None:
    """Show the rates of some columns in red where they are below the target."""
    for field in fields:
        page.redden_rates(cell_of(page, columns, field, row), f"${page.letter(target)}{row}")
