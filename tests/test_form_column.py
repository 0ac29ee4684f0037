"""Room `form`: rows by which a list grows are made column by column, and are what slot rows would have been.

FM003 list rows: more items with nothing beneath (grow)
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.form import Filled, Template, compile_template
from kesu_xl.newbook.save import saved
from kesu_xl.wording import Ref

#: Column -> its marker. A and B are written as they are, C wraps, D and E show dates, F has two markers.
MARKERS: Final = {
    "A": "{{ rows[].a }}",
    "B": '{{ rows[].b | default("100%") }}',
    "C": "{{ rows[].c }}",
    "D": "{{ rows[].d }}",
    "E": "{{ rows[].e | date }}",
    "F": "{{ rows[].a }} / {{ rows[].b }}",
    "G": "5 %d",
}
MOST: Final = 6


def _template(slots: int) -> Template:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in range(1, slots + 1):
        for letter, marker in MARKERS.items():
            sheet[f"{letter}{row}"] = marker
        sheet[f"C{row}"].alignment = Alignment(wrap_text=True)
        sheet[f"D{row}"].number_format = sheet[f"E{row}"].number_format = "yyyy-mm-dd hh:mm"
        sheet.row_dimensions[row].height = 15
    return compile_template(saved(book), f"t{slots}")


GROWS, SLOTS = _template(1), _template(MOST)


def _seen(filled: Filled) -> list[tuple[float | None, list[tuple[str, Any]]]]:
    """Return height and cells (type and value) of each row."""
    sheet = openpyxl.load_workbook(BytesIO(filled.data)).worksheets[0]
    return [
        (sheet.row_dimensions[row].height, [(cell.data_type, cell.value) for cell in cells])
        for row, cells in enumerate(sheet.iter_rows(min_row=1, max_row=MOST, max_col=len(MARKERS)), start=1)
    ]


def _told(filled: Filled) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.cell, problem.value) for problem in filled.problems]


def test_each_value_is_written_as_what_it_is() -> None:
    values: list[Any] = ["第一行", "=1+1 & <b>", 7, 1.0, True, None]
    filled = GROWS.fill({"rows": [{"a": value, "b": value, "d": date(2026, 11, 24)} for value in values]}, "zh-Hans")
    sheet = openpyxl.load_workbook(BytesIO(filled.data)).worksheets[0]
    shown = [[sheet.cell(row, column).value for row in range(1, MOST + 1)] for column in (1, 2)]
    assert shown[0] == ["第一行", "=1+1 & <b>", 7, 1, True, None]
    assert shown[1] == ["第一行", "=1+1 & <b>", 7, 1, True, "100%"]
    assert sheet["A2"].data_type == "s"
    assert [sheet.cell(row, 4).value for row in range(1, MOST + 1)] == [datetime(2026, 11, 24)] * MOST  # noqa: DTZ001
    assert [sheet.cell(row, 7).value for row in range(1, MOST + 1)] == ["5 %d"] * MOST
    assert filled.problems == []


def test_what_is_wrong_is_told_row_by_row() -> None:
    rows = [{"a": "甲"}, {"a": "乙\x01", "c": "丙\x02"}, {"a": "丁\x03"}]
    filled = GROWS.fill({"rows": rows}, "zh-Hans")
    assert [problem.cell for problem in filled.problems] == ["A2", "C2", "F2", "A3", "F3"]
    assert {problem.code for problem in filled.problems} == {"F104"}


def test_lists_side_by_side_need_not_be_of_one_length() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["B1"] = '{{ long[].a | default("-") }}', '{{ short[].a | default("-") }}'
    filled = compile_template(saved(book), "t").fill({"long": [{"a": 1}, {}, {"a": 3}], "short": [{}, {}]}, "en")
    shown = openpyxl.load_workbook(BytesIO(filled.data)).worksheets[0]
    assert [[cell.value for cell in row] for row in shown.iter_rows()] == [[1, "-"], ["-", "-"], [3, None]]


VALUES: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**16), 10**16),
    st.floats(),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000),
    st.text(max_size=40),
    st.sampled_from(["", "-", "_x0041_", "'=1", "长" * 200, "a\r\nb", "\ud800", "x" * 33_000, "1"]),
    st.sampled_from([1, 1.0, -0.0, [], ["a", 1]]),
    st.dates(date(1890, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1890, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
    st.sampled_from([time(8, 30), timedelta(hours=30), Ref("form.yes"), Decimal("3")]),
)  # fmt: skip
#: openpyxl warns of a number that is no day: the cells of days get none.
DAYS: Final = st.one_of(st.none(), st.booleans(), st.text(max_size=9), st.dates(date(1890, 1, 1), date(2100, 1, 1)))
ITEMS: Final = st.one_of(
    st.fixed_dictionaries({}, optional={**dict.fromkeys("abc", VALUES), **dict.fromkeys("de", DAYS)}),
    st.none(),
    st.just("text"),
)


@given(rows=st.lists(ITEMS, min_size=2, max_size=MOST))
@settings(max_examples=60, deadline=None)
def test_a_row_that_grew_is_what_a_slot_would_be(rows: list[Any]) -> None:
    grown, slots = (template.fill({"rows": rows}, "zh-Hans") for template in (GROWS, SLOTS))
    assert _seen(grown)[: len(rows)] == _seen(slots)[: len(rows)]
    assert _told(grown) == _told(slots)
