"""Which rows below the header are complaints: not the blank, the numbered but empty, the totals, the footers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from kesu_xl.complaint import EMPTY_MARKS
from kesu_xl.grid import Grid, Value, address
from kesu_xl.problem import Problem
from kesu_xl.register import rules
from kesu_xl.register.heads import Heads
from kesu_xl.register.label import folded, is_label

__all__ = ["EMPTY_MARKS", "ComplaintRows", "find_rows"]

_NOTHING: Final = EMPTY_MARKS | {""}
_TOTAL = re.compile(
    r"^(本[页頁日周週月季年])?(合计|总计|小计|累计|总数|合計|總計|小計|累計|平均|平均值|total|totals|grandtotal|subtotal|sum|average)[:：]?$",
    re.IGNORECASE,
)
#: With how many there are: ``合计：25 件``.
_TOTAL_COUNT = re.compile(r"^(合计|总计|小计|累计|共计|合計|總計|小計|累計|共計|共)[:：]?\d+\D{0,3}$")
_TOTAL_BEGINS: Final = "合总總小累共"
_DIGIT = re.compile(r"\d")
_FOOTER = re.compile(
    r"^(©|\(c\)|copyright|版权|版權|备注|備註|说明|說明|注[:：]|註[:：]|note|图例|圖例|legend|制表|製表|填表|编制|編制|审核|審核|批准|核准)",
    re.IGNORECASE,
)
#: What a log with one row per day says on the days without a complaint.
_NO_COMPLAINT: Final = frozenset(
    ("nocomplaint", "nocomplaints", "无客诉", "无投诉", "無客訴", "無投訴", "无客户投诉", "無客戶投訴")
)
#: What templates write into the row below their header: which columns must be filled, or how.
_HINTS: Final = frozenset((
    "必填", "必填项", "必填項", "非必填", "选填", "选填项", "選填", "可选", "可選", "自动", "自动计算", "下拉",
    "下拉选择", "文本", "日期", "数字",
    "required", "optional", "mandatory", "automatic", "auto", "text", "date", "number", "dropdown",
))  # fmt: skip
#: A first cell that says that the row only shows how it is done.
_EXAMPLE: Final = frozenset(("示例", "样例", "范例", "範例", "例", "举例", "example", "sample", "e.g"))
#: A remark below the table stands in one cell, or in two where the first only names it.
_FOOTER_CELLS: Final = 2
#: Headers of a running number: such a column says nothing about whether the row is a complaint.
_COUNTERS: Final = frozenset(
    ("序号", "序號", "项次", "項次", "行号", "no", "sn", "s/n", "sno", "s.no", "sr.no", "srno", "item", "index", "id")
)


@dataclass(slots=True)
class ComplaintRows:
    """The rows that hold complaints.

    Attributes:
        indexes: Positions in ``grid.rows``, in order.
        problems: What was left out, and why (infos).
    """

    indexes: list[int]
    problems: list[Problem] = field(default_factory=list)


def find_rows(grid: Grid, heads: Heads) -> ComplaintRows:
    """Return the rows of complaints below the header.

    A blank row is no row. A row of which only its number is filled, a total, a repeated header and a footer are no
    complaints: each kind is reported once, with how many and where the first stands.
    """
    start = max(heads.last_row_of_head + 1 - grid.top, 0)
    number = heads.fields.get("case_no")
    counters = {h.column for h in heads.unmapped if folded(h.text) in _COUNTERS or h.text.strip() == "#"}
    if number is not None:
        counters.add(number.column)
    ours = {h.column for h in heads.fields.values()} - counters
    columns = ours | ({h.column for h in heads.unmapped} - counters - heads.elsewhere)
    # a mapping may name columns outside of everything that is filled
    telling = sorted(column - grid.left for column in columns if grid.left <= column <= grid.right)
    if not telling:
        return ComplaintRows([index for index in range(start, len(grid.rows)) if any(grid.rows[index])])
    values_of: Callable[[list[Value]], tuple[Value, ...]] = (
        itemgetter(*telling) if len(telling) > 1 else _single(telling[0])
    )
    labelled = [h.column - grid.left for h in heads.fields.values() if grid.left <= h.column <= grid.right]
    key_index = number.column - grid.left if number is not None else min(labelled, default=0)
    if not 0 <= key_index < len(grid.rows[0]):
        key_index = telling[0]
    unreadable = {row for row, column in (*grid.errors, *grid.uncalculated) if column in ours}
    others = {column - grid.left for column in heads.elsewhere}
    found = ComplaintRows([])
    left_out: dict[str, list[int]] = {}
    for index in range(start, len(grid.rows)):
        row = grid.rows[index]
        # nearly every complaint has the first of the telling cells: then there is no need to look at the others
        if not (
            row[telling[0]] or any(told := values_of(row)) or (grid.top + index) in unreadable or _says_something(told)
        ):
            if any(row) and (not others or any(v for at, v in enumerate(row) if at not in others)):
                left_out.setdefault(rules.NOT_A_COMPLAINT, []).append(index)
            continue
        if row[telling[0]] in _NOTHING and (grid.top + index) not in unreadable and _is_crossed_out(values_of(row)):
            left_out.setdefault(rules.NOT_A_COMPLAINT, []).append(index)
            continue
        key = row[key_index]
        # a number with a digit in it is a complaint's: the slow looks are for the few other rows
        if key.__class__ is not str or key[:1] in _TOTAL_BEGINS or not _DIGIT.search(key):
            code = _other_than_complaint(row, labelled)
            if code:
                left_out.setdefault(code, []).append(index)
                continue
        found.indexes.append(index)
    for code, indexes in left_out.items():
        row_number = grid.top + indexes[0]
        column = next((grid.left + c for c, value in enumerate(grid.rows[indexes[0]]) if value != ""), grid.left)
        found.problems.append(
            Problem(code, grid.name, address(row_number, column), row_number, count=len(indexes),
                    value=str(grid.value(row_number, column)))
        )  # fmt: skip
    return found


def _single(position: int) -> Callable[[list[Value]], tuple[Value, ...]]:
    return lambda row: (row[position],)


def _says_something(values: tuple[Value, ...]) -> bool:
    """Say whether values that are all false in Python (0, no) hold more than one zero: a formula's leftovers do not."""
    return sum(1 for value in values if value != "") > 2


def _is_crossed_out(values: tuple[Value, ...]) -> bool:
    """Say whether a row holds marks of emptiness from end to end."""
    filled = [value for value in values if value != ""]
    return bool(filled) and EMPTY_MARKS.issuperset(filled)


def _other_than_complaint(row: list[Value], labelled: list[int]) -> str:
    """Return the rule that says what a row without a complaint number is, or "" where it may be a complaint."""
    filled = [value for value in row if value != ""]
    first = filled[0] if filled else ""
    if isinstance(first, str):
        if _TOTAL.match(folded(first)) or _TOTAL_COUNT.match(folded(first)):
            return rules.TOTAL_ROW
        if _FOOTER.match(first.strip()) and (len(set(filled)) <= _FOOTER_CELLS or all(map(_is_footer, filled))):
            return rules.NOT_A_COMPLAINT
        if folded(first) in _EXAMPLE or all(isinstance(value, str) and folded(value) in _HINTS for value in filled):
            return rules.NOT_A_COMPLAINT
    if len(filled) <= _FOOTER_CELLS + 1 and any(isinstance(v, str) and folded(v) in _NO_COMPLAINT for v in filled):
        return rules.NOT_A_COMPLAINT
    heads = sum(1 for position in labelled if is_label(row[position]))
    return rules.REPEATED_HEADER if heads * 2 > len(labelled) else ""


def _is_footer(value: Value) -> bool:
    return isinstance(value, str) and _FOOTER.match(value.strip()) is not None
