"""Every button, clicked in an open workbook; the saved file is then read as the command line reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from email import policy
from email.parser import BytesParser
from io import BytesIO
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from zipfile import ZipFile

import pytest
import xlwings
from excel.session import Excel, running
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH
from openpyxl.worksheet.table import Table

import kesu_xl
from kesu_xl.change import Cells, SetCells
from kesu_xl.complaint.numbering import next_number
from kesu_xl.errors import KesuError
from kesu_xl.flow.changing import annotate, show_clocks
from kesu_xl.flow.checking import check
from kesu_xl.flow.clicks import form_file
from kesu_xl.flow.made_sheets import clock_list, problem_list, score_list
from kesu_xl.flow.read_back import read_back
from kesu_xl.flow.scoring import show_scores
from kesu_xl.flow.weekly import compose_weekly, last_week
from kesu_xl.grid import position
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.opening import open_file
from kesu_xl.ribbon.dispatch import HANDLERS, dispatch
from kesu_xl.ribbon.openbook import read_open
from kesu_xl.ribbon.sheetvalues import SheetValues
from kesu_xl.ribbon.writing import as_typed
from kesu_xl.wording import say

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE: Final = ROOT / "workbooks" / "complaints.xlsx"
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
FAULTY: Final = ROOT / "workbooks" / "complaints_faulty.xlsx"
AS_OF: Final = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # naive: in the register's zone
HEADS: Final = (
    "客诉编号", "客户名称", "结案状况", "受理时间", "首次回复时间", "不良数量", "不良现象", "客户联系人", "投诉方式",
    "客诉类型", "产品型号", "客户要求", "安全问题", "受理人",
)  # fmt: skip


def at(*parts: int) -> datetime:
    """A time as a cell has it."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def now() -> datetime:
    return datetime.now().astimezone()


def register(path: Path, rows: list[list[Any]], *, heads: tuple[str, ...] = HEADS, sheet: str = "台账",
             table: bool = True, top: int = 1) -> Path:  # fmt: skip
    """A small register: a table, or plain cells."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for column, head in enumerate(heads, 1):
        page.cell(top, column, head)
    for row, values in enumerate(rows, top + 1):
        for column, value in enumerate(values, 1):
            page.cell(row, column, value)
    if table:
        last = page.cell(top + max(len(rows), 1), len(heads)).coordinate
        page.add_table(Table(displayName="T", ref=f"A{top}:{last}"))
    book.save(path)
    return path


def open_case(number: str, received: datetime, customer: str = "甲厂", *, quantity: int = 3) -> list[Any]:
    """A row of a complaint that was just registered, without an error but for what is asked for."""
    return [
        number,
        customer,
        "新建",
        received,
        None,
        quantity,
        "划伤",
        "张三",
        "电话",
        "质量",
        "A-1",
        "换货",
        "否",
        "李四",
    ]


def opened(excel: Excel, source: Path, folder: Path, **how: Any) -> Path:
    """Open a copy of a workbook."""
    path = folder / source.name
    if path != source:
        shutil.copy(source, path)
    excel.open(path, **how)
    return path


def front(excel: Excel, path: Path) -> None:
    """Bring a workbook to the front again."""
    excel.program.active = next(book for book in excel.program.books if book.name == path.name)


def filled(page: Any) -> dict[str, Any]:
    """The filled cells of a sheet; figures that depend on the second are rounded."""
    values = {cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.value is not None}
    return {place: round(value, 1) if isinstance(value, float) else value for place, value in values.items()}


def cells(path: Path, sheet: str) -> dict[str, Any]:
    """The filled cells of a sheet of a file."""
    return filled(load_workbook(path)[sheet])


def all_cells(excel: Excel, folder: Path) -> dict[str, dict[str, Any]]:
    """All cells of the workbook in front."""
    book = load_workbook(excel.saved(folder / "now.xlsx"))
    return {page.title: filled(page) for page in book.worksheets}


@pytest.fixture(autouse=True)
def unchanged_excel(excel: Excel) -> Iterator[None]:
    """Whatever a click does, Excel draws, calculates and runs macros as before, and has its status bar back."""
    yield
    states = excel.program.states
    kept = {name: states[name] for name in ("screen_updating", "enable_events", "status_bar", "display_alerts")}
    assert kept == {"screen_updating": True, "enable_events": True, "status_bar": False, "display_alerts": True}
    assert states["calculation"] == states.get("chosen_calculation", "automatic")


# --- the open book is read as the file is -----------------------------------------------------------------------------

_ODD: Final = st.sampled_from([
    None, "", " ", "/", "N/A", "无", "2026-11-03", "2026/11/3 8:05", "三", "３", "1,200", "5 pcs", "#N/A", "#REF!",
    "'#N/A", "=1+1", "+5", "-", "@x", True, 0, 1, 12.5, -3, 45000, 46000.25, 1e17, 0.1 + 0.2, at(2026, 11, 3, 8, 30),
    at(2026, 11, 3, 8, 30, 59), at(2026, 11, 3), at(1906, 1, 1), at(2099, 1, 1), date(2026, 11, 4), time(8, 30),
    timedelta(hours=30, minutes=5), timedelta(days=200), "新建", "已结案", "甲厂", "KS-2611-001", "a\nb", "超长" * 300,
])  # fmt: skip
_ROW: Final = st.lists(_ODD, min_size=len(HEADS), max_size=len(HEADS))


@st.composite
def registers(draw: st.DrawFn) -> tuple[Workbook, str]:
    """A workbook with a register somewhere on it, in which anything may stand."""
    book = Workbook()
    if draw(st.booleans()):
        book.epoch = CALENDAR_MAC_1904
    page = book.worksheets[0]
    page.title = draw(st.sampled_from(["台账", "A'b c"]))
    top, left = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    for column, head in enumerate(HEADS, left):
        page.cell(top, column, head)
    rows = draw(st.lists(_ROW, min_size=1, max_size=6))
    row = top
    for at_row, values in enumerate(rows):
        row += draw(st.integers(1, 3)) if at_row else 1
        for column, value in enumerate(values, left):
            cell = page.cell(row, column)
            if isinstance(value, str) and value.startswith(("=", "'")):
                cell.value, cell.data_type = value.removeprefix("'"), "s"
            else:
                cell.value = value
        if draw(st.booleans()):
            page.row_dimensions[row].hidden = True
    if draw(st.booleans()):
        page.merge_cells(start_row=top + 1, end_row=top + 2, start_column=left + 1, end_column=left + 1)
    return book, page.title


_numbers = count()


@given(registers())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_open_book_is_read_as_its_file_is(tmp_path: Path, made: tuple[Workbook, str]) -> None:
    path = tmp_path / f"{next(_numbers)}.xlsx"
    made[0].save(path)
    with running(tmp_path) as excel:
        book = excel.open(path)
        expected = _found(path)
        assert _found(read_open(book).workbook) == expected
        assert _found(SheetValues(book, str(path))) == expected


def _found(source: Any) -> Any:
    try:
        result = check(source, as_of=AS_OF, timezone="Asia/Shanghai")
    except KesuError as error:
        return error.code
    return result.header_row, result.rows, [(p.code, p.sheet, p.cell, p.value, p.count) for p in result.found]


@pytest.mark.parametrize("name", ["C209_整栏没有时分", "R107_合计行", "R109_两行表头", "R111_并排两表"])
def test_the_values_of_a_faulty_book_show_the_problems_of_its_file(excel: Excel, tmp_path: Path, name: str) -> None:
    path = opened(excel, ROOT / "workbooks" / "faulty" / f"{name}.xlsx", tmp_path)
    assert _found(SheetValues(xlwings.Book.caller(), str(path))) == _found(path)


def test_what_was_not_saved_yet_is_read_too(excel: Excel, tmp_path: Path) -> None:
    path = opened(excel, register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))]), tmp_path)
    excel.front("台账").sheet["F2"] = -1
    excel.answer("ok")
    assert "错误 0" not in excel.click("check")
    assert [p.cell for p in check(excel.saved(tmp_path / "s.xlsx"), as_of=now()).found if p.level == "error"] == ["F2"]
    assert [p.cell for p in check(path, as_of=now()).found if p.level == "error"] == []


# --- 校验 -------------------------------------------------------------------------------------------------------------


def test_check_writes_the_sheet_that_the_command_line_writes(excel: Excel, tmp_path: Path) -> None:
    opened(excel, FAULTY, tmp_path)
    excel.answer("ok")
    message = excel.click("check")
    assert "kesu flag" in message  # this register has no rules that colour its cells
    saved = excel.saved(tmp_path / "saved.xlsx")
    result, _ = annotated(FAULTY, tmp_path / "annotated.xlsx")
    sheet, expected = load_workbook(saved)["问题"], load_workbook(tmp_path / "annotated.xlsx")["问题"]
    assert {c.coordinate: c.value for row in sheet.iter_rows(min_row=3) for c in row if c.value} == {
        c.coordinate: c.value for row in expected.iter_rows(min_row=3) for c in row if c.value
    }
    links = [sheet.cell(row, 2).hyperlink for row in range(8, sheet.max_row + 1)]
    wanted = [expected.cell(row, 2).hyperlink for row in range(8, expected.max_row + 1)]
    assert [link and link.location for link in links] == [link and link.location for link in wanted]
    assert len(result.found) > 50 and links[0] is not None
    assert sheet.freeze_panes == "C8" and sheet["A8"].font.b
    # nothing else in the workbook is different
    before, after = load_workbook(FAULTY), load_workbook(saved)
    assert after.sheetnames == [*before.sheetnames, "问题"]
    for name in before.sheetnames:
        assert filled(after[name]) == filled(before[name]), name
    # and the sheet is known as ours: `clean` takes it out
    kesu_xl.clean(saved, tmp_path / "clean.xlsx")
    assert "问题" not in load_workbook(tmp_path / "clean.xlsx").sheetnames


def annotated(source: Path, out: Path) -> Any:
    return annotate(source, out, as_of=now())


def test_check_again_replaces_its_sheet_where_the_user_left_it(excel: Excel, tmp_path: Path) -> None:
    rows = [open_case("K-1", at(2026, 11, 3, 8, 30), quantity=-1), open_case("K-2", at(2026, 11, 3, 9, 0))]
    path = opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    excel.answer("ok")
    excel.click("check")
    assert excel.program.active is not None
    book = excel.program.active.workbook
    book.move_sheet("问题", -1)  # now the first
    book["问题"].title = "待改"
    for name in book.defined_names.values():
        if name.attr_text and "问题" in name.attr_text:
            name.attr_text = name.attr_text.replace("问题", "待改")
    book["台账"]["Z1"] = "='待改'!A4"
    book["台账"]["F2"] = 7
    front(excel, path)
    excel.answer("ok")
    excel.click("check")
    saved = load_workbook(excel.saved(tmp_path / "s.xlsx"))
    assert saved.sheetnames == ["待改", "台账"]
    assert saved["台账"]["Z1"].value == "=待改!A4" or saved["台账"]["Z1"].value == "='待改'!A4"
    assert saved["待改"]["A4"].value == 0


def test_check_of_several_selected_rows_lists_only_theirs(excel: Excel, tmp_path: Path) -> None:
    rows = [open_case(f"K-{n}", at(2026, 11, 3, 8, 30), quantity=-1) for n in range(1, 6)]
    opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    excel.select("台账", "B3,D5:E6")
    excel.answer("ok")
    excel.click("check")
    assert "选中的 3 条" in excel.shown[0][1]
    page = load_workbook(excel.saved(tmp_path / "s.xlsx"))["问题"]
    assert {page.cell(row, 3).value for row in range(8, page.max_row + 1)} == {"K-2", "K-4", "K-5"}
    # one row alone is where the cursor happens to be
    front(excel, tmp_path / "r.xlsx")
    excel.select("台账", "B3")
    excel.answer("ok")
    excel.click("check")
    assert "全部 5 条" in excel.shown[0][1]


def test_rows_that_a_filter_hides_are_not_selected(excel: Excel, tmp_path: Path) -> None:
    rows = [open_case(f"K-{n}", at(2026, 11, 3, 8, 30), quantity=-1) for n in range(1, 9)]
    opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    for row in (3, 4, 6):
        excel.front("台账").sheet.row_dimensions[row].hidden = True
    excel.select("台账", "A2:N7")
    excel.answer("ok")
    excel.click("check")
    page = load_workbook(excel.saved(tmp_path / "s.xlsx"))["问题"]
    assert {page.cell(row, 3).value for row in range(8, page.max_row + 1)} == {"K-1", "K-4", "K-6"}


def test_check_fills_what_the_rules_of_a_register_look_up(excel: Excel, tmp_path: Path) -> None:
    cases = [("K-0", 1), ("=1+1", -1), ("@K-2", -1), ("K-3", -1)]
    rows = [open_case(number, at(2026, 11, 3, 8, 30), quantity=quantity) for number, quantity in cases]
    path = register(tmp_path / "r.xlsx", rows)
    book = load_workbook(path)
    book["台账"]["A3"].data_type = "s"
    book.save(path)
    annotated(path, tmp_path / "ruled.xlsx")
    excel.open(tmp_path / "ruled.xlsx")
    page = excel.front("台账").sheet
    for row in (3, 4, 5):
        page.cell(row, 6).value = 1
    excel.answer("ok")
    assert excel.click("check").startswith("检查了全部 4 条客诉")  # and no word of rules that are missing
    assert not errors_marked(excel.saved(tmp_path / "none.xlsx"))
    excel.front("台账")
    for row in (2, 3, 4, 5):
        page.cell(row, 6).value = -1
    excel.answer("ok")
    excel.click("check")
    saved = excel.saved(tmp_path / "four.xlsx")
    assert errors_marked(saved) == {f"{number}|不良数量" for number, _ in cases}
    written = load_workbook(saved)
    assert all(cell.data_type == "s" for cell in written["_kesu_problems"]["A"])
    assert str(written.defined_names["kesu_problem_error"].attr_text).endswith("!$A:$A")


def errors_marked(path: Path) -> set[str]:
    """The keys of the cells that are coloured as errors."""
    page = load_workbook(path)["_kesu_problems"]
    return {cell.value for cell in page["A"] if cell.value and cell.value != "|"}


def test_whoever_says_no_has_nothing_written(excel: Excel, tmp_path: Path) -> None:
    opened(excel, register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))]), tmp_path)
    before = all_cells(excel, tmp_path)
    for button in ("check", "refresh_clocks", "new_case", "score_8d", "refresh_summary"):
        excel.answer("cancel")
        question = excel.click(button)
        assert "撤销" in question and len(excel.shown) == 1
        assert all_cells(excel, tmp_path) == before


# --- 新建客诉 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pattern", "taken", "number"), [
    ("KS-{yy}{mm}-{nnn}", [], "KS-2611-001"),
    ("KS-{yy}{mm}-{nnn}", ["KS-2611-009", "ks-2611-041", "KS-2610-077", "x", ""], "KS-2611-042"),
    ("KS-{yy}{mm}-{nnn}", ["KS-2611-999"], "KS-2611-1000"),
    ("{n}/{yyyy}", ["7/2026", "9/2025"], "8/2026"),
    ("A.{nn}+({dd})", ["A.03+(21)", "AX03+(21)"], "A.04+(21)"),
])  # fmt: skip
def test_next_number(pattern: str, taken: list[str], number: str) -> None:
    assert next_number(pattern, taken, date(2026, 11, 21)) == number


@pytest.mark.parametrize("pattern", ["KS", "{n}{n}", "{x}{n}", "{n", "", "a\n{n}", "{nnn}" + "x" * 60])
def test_a_pattern_that_is_none(pattern: str) -> None:
    with pytest.raises(KesuError) as raised:
        next_number(pattern, [], date(2026, 11, 21))
    assert raised.value.code == "number_pattern"


def test_a_new_case_goes_below_the_last_one(excel: Excel, tmp_path: Path) -> None:
    path = opened(excel, SAMPLE, tmp_path)
    rows = check(path, as_of=AS_OF).rows
    excel.answer("ok")
    excel.click("new_case")
    saved = excel.saved(tmp_path / "s.xlsx")
    assert check(saved, as_of=now()).rows == rows + 1
    page = load_workbook(saved)["客诉台账"]
    table = next(iter(page.tables.values()))
    last = int(table.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    month = now().astimezone(kesu_zone()).strftime("%y%m")
    assert str(page.cell(last, 1).value).startswith(f"KS-{month}-")
    heads = {page.cell(4, column).value: column for column in range(1, page.max_column + 1)}
    received: Any = page.cell(last, heads["受理时间"]).value
    assert abs(received - now().astimezone(kesu_zone()).replace(tzinfo=None)) < timedelta(minutes=5)
    assert page.cell(last, heads["受理人"]).value
    # the next one gets another number
    front(excel, path)
    excel.answer("ok")
    excel.click("new_case")
    page = load_workbook(excel.saved(tmp_path / "t.xlsx"))["客诉台账"]
    numbers = [page.cell(row, 1).value for row in range(5, last + 2)]
    assert None not in numbers and len(set(numbers)) == len(numbers)


def kesu_zone() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Asia/Shanghai")


def test_the_first_case_fills_the_empty_row_of_a_new_register(excel: Excel, tmp_path: Path) -> None:
    from kesu_xl.newbook.register import new_register

    (tmp_path / "new.xlsx").write_bytes(new_register("zh-Hans"))
    excel.open(tmp_path / "new.xlsx")
    page = excel.front("客诉台账").sheet
    before = {table.name: table.ref for table in page.tables.values()}
    row = next(row for row in excel.front("设置").sheet.iter_rows() if row[0].value == "编号规则")
    row[1].value, row[1].data_type = "=1+{n}", "s"
    excel.answer("ok")
    excel.click("new_case")
    assert (page["A5"].value, page["A5"].data_type) == ("=1+1", "s")
    # the macro finds it again when the workbook is saved, and looks whether somebody else took the number
    assert excel.program.active is not None
    newest = excel.program.active.workbook.defined_names["_kesu.button.newest"]
    assert str(newest.attr_text).replace("'", "") == "客诉台账!$A$5"
    assert {table.name: table.ref for table in page.tables.values()} == before


def test_a_new_case_goes_above_what_stands_below_the_register(excel: Excel, tmp_path: Path) -> None:
    note = ["备注：受理后 4 小时内回复"]
    rows = [open_case("KS-2601-001", at(2026, 1, 3, 8, 30)), note]
    opened(excel, register(tmp_path / "r.xlsx", rows, table=False), tmp_path)
    excel.answer("ok")
    excel.click("new_case")
    page = load_workbook(excel.saved(tmp_path / "s.xlsx"))["台账"]
    assert str(page["A3"].value).startswith("KS-") and page["A4"].value == note[0]


def test_texts_never_become_formulas_numbers_or_dates() -> None:
    for text in ("=1+1", "+1", "-1", "@A1", "'x", "1", "1/2", "May-26", "TRUE"):
        assert as_typed(text) == "'" + text
    assert as_typed("张三") == "张三"


# --- 时效 -------------------------------------------------------------------------------------------------------------


def test_refresh_clocks_writes_the_sheet_of_clocks(excel: Excel, tmp_path: Path) -> None:
    rows = [open_case("K-1", now().replace(tzinfo=None) - timedelta(days=30)),
            open_case("K-2", now().replace(tzinfo=None) - timedelta(minutes=5))]  # fmt: skip
    path = opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    excel.answer("ok")
    message = excel.click("refresh_clocks")
    states: dict[str, set[str]] = {}
    for verdict in kesu_xl.clocks(path, as_of=now()).verdicts:
        states.setdefault(str(verdict.state), set()).add(str(verdict.case_no))
    assert f"超时 {len(states['breached'])} 件" in message and states["breached"] == {"K-1"}
    show_clocks(path, tmp_path / "listed.xlsx", as_of=now())
    saved, expected = cells(excel.saved(tmp_path / "s.xlsx"), "时效"), cells(tmp_path / "listed.xlsx", "时效")
    assert {c: v for c, v in saved.items() if c[0] in "ABCD" and c[1:] > "7"} == {
        c: v for c, v in expected.items() if c[0] in "ABCD" and c[1:] > "7"
    }


def visible(path: Path, sheet: str, rows: range) -> list[int]:
    page = load_workbook(path)[sheet]
    return [row for row in rows if not page.row_dimensions[row].hidden]


@pytest.mark.parametrize("table", [True, False])
def test_only_late_and_back(excel: Excel, tmp_path: Path, table: bool) -> None:
    old, fresh = now().replace(tzinfo=None) - timedelta(days=30), now().replace(tzinfo=None) - timedelta(minutes=5)
    rows = [
        open_case("K-1", old),
        open_case("K-2", fresh),
        open_case("K-3", old, "乙厂"),
        open_case("K-4", fresh, "乙厂"),
    ]
    path = opened(excel, register(tmp_path / "r.xlsx", rows, table=table), tmp_path)
    page = xlwings.Book.caller().sheets["台账"]
    whole = page.tables["T"].api.Range if table else page.range("A1:N5").api
    whole.AutoFilter(2, "乙厂")
    whole.AutoFilter(1, ["K-2", "K-3", "K-4"], 7)
    assert visible(excel.saved(tmp_path / "a.xlsx"), "台账", range(2, 6)) == [4, 5]
    assert excel.click("only_late", pressed=True) == ""
    assert visible(excel.saved(tmp_path / "b.xlsx"), "台账", range(2, 6)) == [4]
    # clicked again after a while, it is filtered anew, and still knows what was before, also after a rename
    front(excel, path)
    excel.click("only_late", pressed=True)
    xlwings.Book.caller().sheets["台账"].name = "新台账"
    assert excel.click("only_late", pressed=False) == ""
    saved = excel.saved(tmp_path / "c.xlsx")
    assert visible(saved, "新台账", range(2, 6)) == [4, 5]
    assert not [name for name in load_workbook(saved).defined_names if "kesu" in name]
    # what the buttons leave in a workbook, `clean` takes out
    kesu_xl.clean(tmp_path / "b.xlsx", tmp_path / "clean.xlsx")
    assert not [name for name in load_workbook(tmp_path / "clean.xlsx").defined_names if "kesu" in name]


def test_only_late_without_anything_late_leaves_the_filter(excel: Excel, tmp_path: Path) -> None:
    rows = [open_case("K-1", now().replace(tzinfo=None) - timedelta(minutes=5))]
    opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    before = all_cells(excel, tmp_path)
    assert excel.click("only_late", pressed=True) == say("buttons.nothing_late", "zh-Hans", unread="")
    assert all_cells(excel, tmp_path) == before and not load_workbook(tmp_path / "now.xlsx").defined_names
    assert excel.click("only_late", pressed=False) == ""


def test_only_late_does_not_overlook_what_has_no_number(excel: Excel, tmp_path: Path) -> None:
    old = now().replace(tzinfo=None) - timedelta(days=30)
    blank = register(tmp_path / "blank.xlsx", [open_case("", old), open_case("", old, "乙厂")])
    lost = register(tmp_path / "lost.xlsx", [open_case("K-1", old)[1:]], heads=HEADS[1:])
    excel.open(blank)
    assert excel.click("only_late", pressed=True) == say("buttons.late_without_number", "zh-Hans", count=2)
    excel.open(lost)
    assert say("errors.no_number_column", "zh-Hans", sheet="台账") in excel.click("only_late", pressed=True)


def test_an_engine_that_knows_values_only(excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What xlwings' base classes leave open an engine may leave open as well: the buttons do without."""
    path = register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))], table=False)
    excel.open(path)
    excel.calls.failing.add("ComWorkbook.SaveCopyAs")
    for kind, names in {
        "range.Range": ("merge_cells", "merge_area", "table", "number_format"),
        "book.Sheet": ("visible", "tables"),
        "app.App": ("calculate",),
    }.items():
        base = getattr(xlwings.base_classes, kind.rpartition(".")[2])
        for name in names:
            monkeypatch.setattr(f"excel.{kind}.{name}", getattr(base, name))
    excel.answer("ok", "ok", "ok")
    for button in ("new_case", "check", "refresh_clocks"):
        front(excel, path)
        assert "没有完成" not in excel.click(button), button
    front(excel, path)
    excel.select("台账", "A2")
    assert excel.click("only_late", pressed=True).startswith("没有完成：" + say("errors.no_filter_here", "zh-Hans"))
    excel.click("make_8d")
    assert (tmp_path / "8D" / "8D_K-1.xlsx").exists()
    page = load_workbook(excel.saved(tmp_path / "now.xlsx"))
    assert page["台账"]["A3"].value and {"问题", "时效"} <= set(page.sheetnames)


def test_a_question_names_the_sheets_as_they_will_be_called(excel: Excel, tmp_path: Path) -> None:
    path = register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))])
    book = load_workbook(path)
    book.create_sheet("问题")["A1"] = "自己的"
    book.create_sheet("客户帕累托")["A1"] = "自己的"
    book.save(path)
    excel.open(path)
    excel.answer("ok", "ok", "cancel")
    excel.click("check", "en")
    assert "The sheet 问题 (2) will be written" in excel.shown[0][1]
    front(excel, path)
    excel.click("refresh_summary")
    assert "、客户帕累托 (2)、" in excel.shown[0][1]
    xlwings.Book.caller().sheets["问题 (2)"].name = "清单"
    front(excel, path)
    excel.click("check")
    assert "「清单」" in excel.shown[0][1]
    page = load_workbook(excel.saved(tmp_path / "now.xlsx"))
    assert {"清单", "客户帕累托 (2)"} <= set(page.sheetnames) and "问题 (2)" not in page.sheetnames
    assert page["问题"]["A1"].value == page["客户帕累托"]["A1"].value == "自己的"


def test_a_second_register_is_named(excel: Excel, tmp_path: Path) -> None:
    old = now().replace(tzinfo=None) - timedelta(days=30)
    path = register(tmp_path / "two.xlsx", [open_case("K-1", old), open_case("K-2", old)], table=False)
    book = load_workbook(path)
    copy = book.copy_worksheet(book["台账"])
    copy.title = "二厂台账"
    copy.delete_rows(3)
    book.save(path)
    excel.open(path)
    said = say("buttons.unread", "zh-Hans", sheet="台账", sheets=["二厂台账"])
    for button in ("check", "refresh_clocks"):
        excel.answer("cancel")
        excel.click(button)
        assert said in excel.shown[0][1], button
    assert excel.click("only_late", pressed=True) == said.strip()
    fresh = now().replace(tzinfo=None) - timedelta(minutes=5)
    for row in (2, 3):
        xlwings.Book.caller().sheets["台账"].range((row, 4)).value = fresh
    assert excel.click("only_late", pressed=True) == say("buttons.nothing_late", "zh-Hans", unread=said)


# --- 8D, 汇总, 表单 ---------------------------------------------------------------------------------------------------


def test_a_template_that_is_gone_is_no_report_that_was_not_made(excel: Excel, tmp_path: Path) -> None:
    path = register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))], table=False)
    book = load_workbook(path)
    for values in (("客户名称", "8D模板"), ("甲厂", "没有的.xlsx")):
        book["客户" if "客户" in book.sheetnames else book.create_sheet("客户").title].append(values)
    book.save(path)
    excel.open(path)
    excel.select("台账", "A2")
    message = excel.click("make_8d")
    assert message.startswith("生成了 1 份") and "未生成" not in message
    assert "1 处需要留意" in message and "没有的.xlsx" in message and "用了标准模板" in message


def test_a_form_never_has_the_name_of_the_report(excel: Excel, tmp_path: Path) -> None:
    path = register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))])
    own = tmp_path / "8D.xlsx"
    shutil.copy(ROOT / "templates" / "8d.xlsx", own)
    excel.open(path)
    excel.select("台账", "A2")
    excel.click("make_8d")
    report = tmp_path / "8D" / "8D_K-1.xlsx"
    before = report.read_bytes()
    excel.choose(own)
    front(excel, path)
    assert "没有完成" not in excel.click("fill_form")
    assert report.read_bytes() == before
    assert {file.name for file in report.parent.glob("8D*.xlsx")} == {report.name, "8D_form_K-1.xlsx"}
    # nor may capitals alone tell them apart
    assert form_file("8d", "K-1") == "8d_form_K-1.xlsx"


def test_reports_of_the_selected_cases(excel: Excel, tmp_path: Path) -> None:
    rows = [open_case(f"K-{n}", at(2026, 11, 3, 8, 30)) for n in range(1, 6)]
    path = opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    numbers = ["K-2", "K-3", "K-5"]
    excel.select("台账", "C3:D4,A6")
    message = excel.click("make_8d")
    assert message.startswith("生成了 3 份") and str(tmp_path / "8D") in message
    assert excel.status == ["正在读取台账…", "正在生成 8D 报告：0/3…", False]
    assert sorted(file.name for file in (tmp_path / "8D").glob("*.xlsx")) == sorted(f"8D_{n}.xlsx" for n in numbers)
    # the same as the command line makes
    kesu_xl.make_8d(path, tmp_path / "cli", as_of=now(), cases=numbers)
    for number in numbers:
        form = cells(tmp_path / "8D" / f"8D_{number}.xlsx", "8D")
        assert form == cells(tmp_path / "cli" / f"8D_{number}.xlsx", "8D")
    # one that somebody typed into is left alone, and told
    typed = tmp_path / "8D" / f"8D_{numbers[0]}.xlsx"
    typed.write_bytes(typed.read_bytes() + b" ")
    front(excel, path)
    excel.select("台账", "A3:A4")
    assert "未生成 1 份" in excel.click("make_8d")
    assert typed.read_bytes().endswith(b" ")
    # the newest one of a case is opened
    typed.unlink()
    newer = typed.with_name(f"8D_{numbers[0]}_r2.xlsx")
    shutil.copy(tmp_path / "8D" / f"8D_{numbers[1]}.xlsx", newer)
    excel.select("台账", "A3")
    assert excel.click("open_8d") == ""
    assert excel.program.active is not None and excel.program.active.name == newer.name


def test_reports_need_a_folder_and_a_row(excel: Excel, tmp_path: Path) -> None:
    rows = [open_case("K-1", at(2026, 11, 3, 8, 30))]
    opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path, never_saved=True)
    excel.select("台账", "A9")
    assert "没有选中客诉" in excel.click("make_8d")
    excel.select("台账", None)
    assert "没有选中客诉" in excel.click("make_8d")
    excel.select("台账", "A2")
    excel.choose(None)
    assert excel.click("make_8d") == ""
    excel.choose(tmp_path / "chosen")
    assert "生成了 1 份" in excel.click("make_8d")
    assert (tmp_path / "chosen" / "8D_K-1.xlsx").exists()
    excel.choose(tmp_path / "chosen2")
    assert "还没有 8D 报告" in excel.click("open_8d")


def test_a_folder_elsewhere_is_asked_about(excel: Excel, tmp_path: Path) -> None:
    """Whoever sent the workbook may have written it there; nothing is written into the workbook, so no word of Undo."""
    path = register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))])
    book = load_workbook(path)
    page = book.create_sheet("设置")
    page.append(["8D文件夹", "../elsewhere"])
    book.save(path)
    opened(excel, path, tmp_path)
    excel.select("台账", "A2")
    excel.answer("cancel")
    question = excel.click("make_8d")
    assert "elsewhere" in question and "撤销" not in question and not (tmp_path.parent / "elsewhere").exists()


# --- 回读8D -----------------------------------------------------------------------------------------------------------

ANSWERS: Final[list[Any]] = [
    ["客诉编号", "项目", "内容"],
    ["K-1", "d2.what", "膜面横向划伤"],
    ["K-1", "d2.who", "客户班组"],
]
ACTIONS: Final[list[Any]] = [
    ["客诉编号", "步骤", "措施", "责任人", "计划完成"],
    ["K-1", "D5", "更换轴承", "王五", at(2026, 11, 25)],
]
LOG: Final[list[Any]] = [["客诉编号", "时间", "修改人", "栏位", "原值", "新值"]]


def with_tables(path: Path, epoch: datetime = WINDOWS_EPOCH, /, **tables: list[Any]) -> Path:
    """A register of two complaints with some detail tables, each an Excel table on a sheet of its own."""
    register(path, [open_case(f"K-{n}", at(2026, 11, 3, 8, 30)) for n in (1, 2)])
    book = load_workbook(path)
    book.epoch = epoch
    for number, (title, rows) in enumerate(tables.items()):
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
        last = page.cell(max(len(rows), 2), len(rows[0])).coordinate
        page.add_table(Table(displayName=f"D{number}", ref=f"A1:{last}"))
    book.save(path)
    return path


def filled_report(path: Path, values: dict[str, Any], number: str = "K-1") -> Path:
    """The 8D report of a complaint beside its register, with something typed into cells by field or address."""
    form = path.parent / "8D" / f"8D_{number}.xlsx"
    if not form.exists():
        kesu_xl.make_8d(path, form.parent, as_of=now(), cases=[number])
    places = kesu_xl.read_form(form).reports[0].cells
    blocks: dict[str, list[Cells]] = {}
    for field, value in values.items():
        sheet, _, cell = places.get(field, field).rpartition("!")
        row, column = position(cell)
        blocks.setdefault(sheet, []).append(Cells(row, row, column, (value,)))
    changes = [SetCells(sheet, tuple(typed)) for sheet, typed in blocks.items()]
    form.write_bytes(apply_changes(form.read_bytes(), changes))
    return form


def told_apart(path: Path) -> dict[str, dict[str, Any]]:
    """Every filled cell of a file with its kind; the time in 变更记录, which runs on, is left out."""
    book = load_workbook(path)
    return {
        page.title: {
            cell.coordinate: (cell.value, cell.data_type, cell.number_format if cell.is_date else "")
            for row in page.iter_rows() for cell in row
            if cell.value is not None and not (page.title == "变更记录" and cell.column == 2 and cell.row > 1)
        }
        for page in book.worksheets
    }  # fmt: skip


TYPED: Final = {
    "d2.what": "=1+1 漏装", "d2.who": "-3号线", "d5_actions[0].owner": "李四", "d5_actions[0].due": "2026-11-30",
    "8D!F69": "首检全检", "8D!M69": "张三",
}  # fmt: skip


@pytest.mark.parametrize(("copies", "epoch"), [
    (True, WINDOWS_EPOCH), (False, WINDOWS_EPOCH), (True, CALENDAR_MAC_1904),
])  # fmt: skip
def test_a_report_is_read_back_as_the_command_line_does(
    excel: Excel, tmp_path: Path, copies: bool, epoch: datetime
) -> None:
    path = with_tables(tmp_path / "r.xlsx", epoch, **{"8D内容": ANSWERS, "措施": ACTIONS, "变更记录": LOG})
    form = filled_report(path, TYPED)
    kesu_xl.enter_form(form, path, tmp_path / "cli.xlsx", as_of=now())
    opened(excel, path, tmp_path)
    excel.program.on_mac = not copies  # then no copy is written, and the tables are asked for in Excel
    excel.select("台账", "C2")
    excel.answer("ok")
    question = excel.click("read_8d")
    assert "将写入 6 处" in question and "措施!D2：“王五” → “李四”" in question and "撤销" in question
    excel.program.on_mac = False
    saved = excel.saved(tmp_path / "s.xlsx")
    assert told_apart(saved) == told_apart(tmp_path / "cli.xlsx")
    # by hand: a row beside the one that was there, in tables that took it in; texts are texts
    written = load_workbook(saved)
    assert written["8D内容"]["C2"].value == "=1+1 漏装" and written["8D内容"]["C2"].data_type == "s"
    assert [cell.value for cell in written["措施"][3]][:4] == ["K-1", "D5", "首检全检", "张三"]
    assert [str(table.ref) for page in ("8D内容", "措施") for table in written[page].tables.values()] == [
        "A1:C3", "A1:E3",
    ]  # fmt: skip
    moment: Any = written["变更记录"]["B2"].value
    assert abs(moment - now().replace(tzinfo=None)) < timedelta(minutes=5)  # no zone is set: that of the machine
    assert written["变更记录"].max_row == 7
    # and again there is nothing left to write
    front(excel, path)
    excel.select("台账", "A2")
    assert excel.click("read_8d") == "8D_K-1.xlsx：没有要写入台账的内容。"


def test_what_is_newer_in_the_register_is_kept_and_named(excel: Excel, tmp_path: Path) -> None:
    path = with_tables(tmp_path / "r.xlsx", **{"8D内容": ANSWERS, "措施": ACTIONS, "变更记录": LOG})
    filled_report(path, {"d2.who": "表单的人"})
    opened(excel, path, tmp_path)
    excel.front("8D内容").sheet["C3"] = "台账的人"
    excel.select("台账", "A2")
    before = all_cells(excel, tmp_path)
    message = excel.click("read_8d")
    assert "没有要写入台账的内容" in message and "8D内容!C3" in message and "表单的人" in message
    assert len(excel.shown) == 1 and all_cells(excel, tmp_path) == before
    # beside something that is taken, it is named in the question; whoever says no has nothing written
    filled_report(path, {"d2.who": "表单的人", "d2.what": "横向划痕"})
    for answer in ("cancel", "ok"):
        front(excel, path)
        excel.select("台账", "A2")
        excel.answer(answer)
        question = excel.click("read_8d")
        assert "8D内容!C2：“膜面横向划伤” → “横向划痕”" in question and "8D内容!C3" in question
        if answer == "cancel":
            assert all_cells(excel, tmp_path) == before
    after = all_cells(excel, tmp_path)
    assert after["8D内容"] == before["8D内容"] | {"C2": "横向划痕"}
    assert after["台账"] == before["台账"] and [after["变更记录"][cell] for cell in ("A2", "D2", "E2", "F2")] == [
        "K-1", "d2.what", "膜面横向划伤", "横向划痕",
    ]  # fmt: skip


def test_a_register_without_the_tables_gets_them_for_good(excel: Excel, tmp_path: Path) -> None:
    path = with_tables(tmp_path / "r.xlsx")
    form = filled_report(path, {"d2.what": "@SUM(A1)"})
    kesu_xl.enter_form(form, path, tmp_path / "cli.xlsx", as_of=now())
    opened(excel, path, tmp_path)
    excel.select("台账", "A2")
    excel.answer("ok")
    excel.click("read_8d")
    saved = excel.saved(tmp_path / "s.xlsx")
    assert told_apart(saved) == told_apart(tmp_path / "cli.xlsx")
    assert load_workbook(saved).sheetnames == ["台账", "8D内容", "变更记录"]
    kesu_xl.clean(saved, tmp_path / "clean.xlsx")
    assert load_workbook(tmp_path / "clean.xlsx").sheetnames == ["台账", "8D内容", "变更记录"]


def test_a_report_that_is_open_is_read_as_it_is_now(excel: Excel, tmp_path: Path) -> None:
    path = with_tables(tmp_path / "r.xlsx", **{"8D内容": ANSWERS, "变更记录": LOG})
    form = filled_report(path, {})
    sheet, _, cell = kesu_xl.read_form(form).reports[0].cells["d2.who"].rpartition("!")
    opened(excel, path, tmp_path)
    excel.select("台账", "A2")
    excel.click("open_8d")
    assert excel.program.active is not None
    excel.program.active.workbook[sheet][cell] = "没有保存的人"
    front(excel, path)
    excel.select("台账", "A2")
    excel.answer("ok")
    assert "没有保存的人" in excel.click("read_8d")
    assert load_workbook(excel.saved(tmp_path / "s.xlsx"))["8D内容"]["C3"].value == "没有保存的人"


@pytest.mark.parametrize("way", ["formula", "merged", "sheet", "structure", "another", "submitted", "two", "none"])
def test_what_cannot_be_read_back_is_told_and_nothing_written(excel: Excel, tmp_path: Path, way: str) -> None:
    details: dict[str, list[Any]] = {} if way == "structure" else {"8D内容": ANSWERS, "变更记录": LOG}
    path = with_tables(tmp_path / "r.xlsx", **details)
    form = filled_report(path, {"8D!E24": "x", "8D!E27": "y"})
    if way in ("formula", "merged"):
        book = load_workbook(path)
        page = book["8D内容"]
        if way == "formula":
            page["C2"] = '=MID("膜面横向划伤",1,9)'
        else:
            page.tables.clear()
            page.merge_cells("B3:C3")
        book.save(path)
    if way == "formula":  # as Excel saves it, with its result
        with ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        with ZipFile(path, "w") as new:
            for name, data in parts.items():
                result = '<c r="C2" t="str"><f>MID("膜面横向划伤",1,9)</f><v>膜面横向划伤</v></c>'.encode()
                new.writestr(name, re.sub(rb'<c r="C2"[^>]*><f>MID.*?</c>', result, data))
    if way == "another":
        places = kesu_xl.read_form(form).reports[0].cells
        sheet, _, cell = places["case_no"].rpartition("!")
        row, column = position(cell)
        changes = [SetCells(sheet, (Cells(row, row, column, ("K-2",)),))]
        form.write_bytes(apply_changes(form.read_bytes(), changes))
    if way == "submitted":
        book = Workbook()
        book.worksheets[0]["A1"] = "K-1"
        book.save(form)
    if way == "none":
        form.unlink()
    opened(excel, path, tmp_path)
    excel.protect(structure=way == "structure", sheet="8D内容" if way == "sheet" else "")
    excel.select("台账", "A2:A3" if way == "two" else "A2")
    before = all_cells(excel, tmp_path)
    message = excel.click("read_8d")
    expected = {
        "formula": "8D内容!C2 是公式", "merged": "8D内容”的 C3 在合并单元格", "sheet": "受保护", "structure": "保护",
        "another": "客诉 K-2 的表单", "submitted": "不能回读", "two": "选中了 2 条", "none": "还没有 8D 报告",
    }  # fmt: skip
    assert expected[way] in message and len(excel.shown) == 1
    assert all_cells(excel, tmp_path) == before


# --- 8D评分 -----------------------------------------------------------------------------------------------------------


def test_scores_as_the_command_line_makes_them(excel: Excel, tmp_path: Path) -> None:
    path = with_tables(tmp_path / "r.xlsx", **{"8D内容": ANSWERS, "措施": ACTIONS})
    opened(excel, path, tmp_path)
    excel.select("措施", "A1")
    excel.answer("ok")
    question = excel.click("score_8d")
    result, _ = show_scores(path, tmp_path / "cli.xlsx", as_of=now())
    counts = result.counts
    assert question.startswith(f"评了全部 {len(result.scored)} 份 8D：接受 {counts['accept']}，返工 {counts['rework']}")
    saved = excel.saved(tmp_path / "s.xlsx")
    written: Any = load_workbook(saved)
    expected: Any = load_workbook(tmp_path / "cli.xlsx")
    assert written.sheetnames == expected.sheetnames == ["台账", "8D内容", "措施", "评分", "评分明细"]
    for name in written.sheetnames:
        assert {c: v for c, v in filled(written[name]).items() if c != "A2"} == {
            c: v for c, v in filled(expected[name]).items() if c != "A2"
        }
    assert [(c.ref, c.location) for c in written["评分明细"]._hyperlinks] == [
        (c.ref, c.location) for c in expected["评分明细"]._hyperlinks
    ]
    kesu_xl.clean(saved, tmp_path / "clean.xlsx")
    assert load_workbook(tmp_path / "clean.xlsx").sheetnames == load_workbook(path).sheetnames


def test_scores_of_the_selected_rows_only(excel: Excel, tmp_path: Path) -> None:
    rows = [open_case(f"K-{n}", at(2026, 11, 3, 8, 30)) for n in range(1, 6)]
    rows[3][2] = "已取消"
    path = opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    for selected, numbers in (
        ("B3", {"K-2"}),
        ("A2:A3,C6", {"K-1", "K-2", "K-5"}),
        ("H9", {"K-1", "K-2", "K-3", "K-5"}),
    ):
        front(excel, path)
        excel.select("台账", selected)
        excel.answer("ok")
        question = excel.click("score_8d")
        assert ("选中" in question) == (selected != "H9") and f" {len(numbers)} 份" in question
        book = load_workbook(excel.saved(tmp_path / "s.xlsx"))
        page = book["评分"]
        assert {page.cell(row, 1).value for row in range(8, page.max_row + 1)} == numbers
        assert book.sheetnames == ["台账", "评分", "评分明细"]
        assert ("选中" in str(page["A2"].value)) == (selected != "H9")
    front(excel, path)
    excel.select("台账", "A5")
    before = all_cells(excel, tmp_path)
    assert excel.click("score_8d") == say("buttons.nothing_to_score", "zh-Hans")
    assert all_cells(excel, tmp_path) == before


# --- 汇总, 表单 -------------------------------------------------------------------------------------------------------


def test_summary_tabs_as_the_command_line_makes_them(excel: Excel, tmp_path: Path) -> None:
    path = opened(excel, SAMPLE, tmp_path)
    excel.answer("ok")
    excel.click("refresh_summary")
    saved = excel.saved(tmp_path / "s.xlsx")
    kesu_xl.summary(SAMPLE, tmp_path / "summary.xlsx", as_of=now())
    expected: Any = load_workbook(tmp_path / "summary.xlsx")
    # a name that is taken gets a number, as on the command line
    tabs = [f"{tab} (2)" if tab == "客户" else tab for tab in expected.sheetnames]
    written: Any = load_workbook(saved)
    assert written.sheetnames == [*load_workbook(SAMPLE).sheetnames, *tabs]
    for tab, page in list(zip(tabs, expected.worksheets, strict=True))[1:]:
        # made a second later: sums over all open complaints grow faster than by the digit that is rounded away
        expected_cells = {
            cell: pytest.approx(value, rel=1e-5, abs=0.11) if isinstance(value, float) else value
            for cell, value in filled(page).items()
        }
        assert filled(written[tab]) == expected_cells, tab
    assert [len(page._charts) for page in written.worksheets[-len(tabs) :]] == [
        len(page._charts) for page in expected.worksheets
    ]
    # formulas of users that point at a tab still do after the next refresh, and the tabs stay where they are
    assert excel.program.active is not None
    page = excel.program.active.workbook["说明"]
    page["Z1"] = f"='{tabs[1]}'!A1"
    front(excel, path)
    excel.answer("ok")
    excel.click("refresh_summary")
    again = load_workbook(excel.saved(tmp_path / "t.xlsx"))
    assert again.sheetnames == written.sheetnames
    assert str(again["说明"]["Z1"].value).replace("'", "") == f"={tabs[1]}!A1"


def test_the_weekly_workbook_is_made_beside_the_register_and_opened(excel: Excel, tmp_path: Path) -> None:
    rows = [open_case(f"K-{n}", at(2026, 11, 3, 8, 30)) for n in (1, 2)]
    path = opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    before = all_cells(excel, tmp_path)
    assert excel.click("make_weekly") == ""
    week = last_week(now().date())
    made = tmp_path / f"客诉周报_{week}.xlsx"
    assert excel.program.active is not None and excel.program.active.name == made.name
    written = load_workbook(made)
    expected = compose_weekly(path, as_of=now(), unmasked=True).mails[0].workbook
    sheets = load_workbook(BytesIO(expected))
    assert written.sheetnames == sheets.sheetnames and "总览" in written.sheetnames
    assert filled(written["未结清单"]).keys() == filled(sheets["未结清单"]).keys()
    front(excel, path)
    assert all_cells(excel, tmp_path) == before
    # what somebody typed into it stays
    made.write_bytes(made.read_bytes() + b" ")
    front(excel, path)
    message = excel.click("make_weekly")
    assert made.name in message and "有人填写过" in message and made.read_bytes().endswith(b" ")
    # a workbook in no folder asks for one
    opened(excel, path, tmp_path, never_saved=True)
    excel.choose(None)
    assert excel.click("make_weekly") == ""


def test_the_weekly_mail_is_sent_once_after_a_yes(excel: Excel, tmp_path: Path) -> None:
    path = register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))])
    settings = tmp_path / "kesu.toml"
    settings.write_text('[mail]\noutbox = "outbox"\n', encoding="utf-8")
    opened(excel, path, tmp_path)
    message = excel.click("send_weekly")
    assert "没有完成" in message and "没有收件人" in message and "kesu.toml" in message and "--to" not in message
    settings.write_text('[mail]\nto = ["boss@example.com"]\noutbox = "outbox"\n', encoding="utf-8")
    week = last_week(now().date())

    def mails() -> list[str]:
        return sorted(one.parent.name for one in (tmp_path / "outbox").rglob("*.eml"))

    excel.answer("cancel")
    question = excel.click("send_weekly")
    assert week in question and "boss@example.com" in question and "撤销" not in question and mails() == []
    excel.answer("ok")
    message = excel.click("send_weekly")
    assert "transport 为 folder" in message and "boss@example.com" in message
    assert mails() == ["delivered", "sent"]
    mail = BytesParser(policy=policy.default).parsebytes(
        next((tmp_path / "outbox" / "delivered").iterdir()).read_bytes()
    )
    assert mail["To"] == "boss@example.com" and week in mail["Subject"]
    # the same week once: said, not asked, not sent
    assert excel.click("send_weekly") == say("mail.sent_before", "zh-Hans", week=week, to=["boss@example.com"])
    assert len(excel.shown) == 1 and mails() == ["delivered", "sent"]
    opened(excel, path, tmp_path, never_saved=True)
    assert "还没有保存" in excel.click("send_weekly")


def test_a_weekly_mail_that_waits_is_sent_and_not_queued_again(excel: Excel, tmp_path: Path) -> None:
    path = register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))])
    lines = '[mail]\nto = ["boss@example.com"]\noutbox = "outbox"\n'
    (tmp_path / "kesu.toml").write_text(lines, encoding="utf-8")
    compose_weekly(path, as_of=now()).queue()
    opened(excel, path, tmp_path)
    excel.answer("cancel")
    assert "已经在发件箱里" in excel.click("send_weekly")
    assert len(list((tmp_path / "outbox" / "queued").glob("*.eml"))) == 1
    excel.answer("ok")
    assert "boss@example.com" in excel.click("send_weekly")
    assert len(list((tmp_path / "outbox" / "sent").glob("*.eml"))) == 1
    assert not list((tmp_path / "outbox" / "queued").glob("*.eml"))


def test_a_form_for_the_selected_case(excel: Excel, tmp_path: Path) -> None:
    number, rows = "K-2", [open_case(f"K-{n}", at(2026, 11, 3, 8, 30)) for n in (1, 2)]
    path = opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    excel.select("台账", "A3")
    excel.click("form_8d_short")
    made = tmp_path / "8D" / f"8d_short_{number}.xlsx"
    kesu_xl.fill_form("8d_short", path, tmp_path / "cli.xlsx", case=number, as_of=now())
    assert cells(made, "D0-D3") == cells(tmp_path / "cli.xlsx", "D0-D3")
    assert excel.program.active is not None and excel.program.active.name == made.name
    # a form of one's own, by a dialog; a file that is none is told
    front(excel, path)
    own = tmp_path / "own.xlsx"
    book = Workbook()
    book.worksheets[0]["B2"] = "{{ case_no }}"
    book.save(own)
    excel.choose(own)
    assert excel.click("fill_form") == ""
    assert cells(tmp_path / "8D" / f"own_{number}.xlsx", "Sheet") == {"B2": number}
    front(excel, path)
    own.unlink()
    excel.choose(own)
    assert "没有完成" in excel.click("fill_form")
    excel.choose(None)
    assert excel.click("fill_form") == ""
    excel.select("台账", "A2:A3")
    assert "选中了 2 条" in excel.click("form_8d")


def test_every_shipped_form_has_its_entry_in_the_menu() -> None:
    from kesu_xl.flow.forms import forms

    assert {f"form_{form.name}" for form in forms()} == {button for button in HANDLERS if button.startswith("form_")}


def test_settings_and_guide_are_shown(excel: Excel, tmp_path: Path) -> None:
    path = opened(excel, SAMPLE, tmp_path)
    assert excel.program.active is not None
    for button, sheet in (("settings", "设置"), ("help", "说明")):
        assert excel.click(button) == ""
        in_front: Any = excel.program.active.workbook.active
        assert in_front.title == sheet
    other = opened(excel, register(tmp_path / "r.xlsx", []), tmp_path)
    front(excel, other)
    assert excel.click("settings") == say("buttons.no_settings_sheet", "zh-Hans")
    assert excel.click("help", "en") == say("buttons.no_help_sheet", "en")
    assert path.exists()


# --- whatever state the workbook is in --------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["mac", "never_saved", "url", "read_only", "r1c1", "manual", "no_filter_left"])
def test_works_in_any_state_of_the_workbook(excel: Excel, tmp_path: Path, state: str) -> None:
    rows = [open_case("K-1", at(2026, 11, 3, 8, 30), quantity=-1)]
    source = register(tmp_path / "r.xlsx", rows, sheet="我的 '台账'=1")
    ways: dict[str, dict[str, Any]] = {
        "never_saved": {"never_saved": True},
        "read_only": {"read_only": True},
        "url": {"url": "https://example.sharepoint.com/sites/qa/r.xlsx"},
    }
    opened(excel, source, tmp_path, **ways.get(state, {}))
    excel.program.on_mac = state == "mac"
    if state == "r1c1":
        excel.program.states["reference_style"] = -4150
    if state == "manual":
        excel.program.states["calculation"] = excel.program.states["chosen_calculation"] = "manual"
    if state == "no_filter_left":
        xlwings.Book.caller().sheets[0].tables["T"].api.ShowAutoFilter = False
    for button, pressed in (("check", None), ("refresh_clocks", None), ("only_late", True), ("only_late", False),
                            ("new_case", None), ("refresh_summary", None)):  # fmt: skip
        excel.program.answers.clear()
        excel.answer("ok")
        message = excel.click(button, pressed=pressed)
        if state == "mac" and pressed:
            assert "Mac" in message
        else:
            assert "没有完成" not in message, (button, message)
    book = load_workbook(excel.saved(tmp_path / "s.xlsx"))
    assert {"问题", "时效", "总览"} <= set(book.sheetnames)
    found = [problem for problem in check(tmp_path / "s.xlsx", as_of=now()).found if problem.level == "error"]
    assert ("C", "F2") in {(problem.code[0], problem.cell) for problem in found}
    link = book["问题"]["B8"].hyperlink
    assert link is not None and link.location == "'我的 ''台账''=1'!F2"


@pytest.mark.parametrize("locked", ["structure", "sheet"])
def test_a_protected_workbook_is_left_as_it_is(excel: Excel, tmp_path: Path, locked: str) -> None:
    opened(excel, register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))]), tmp_path)
    excel.protect(structure=locked == "structure", sheet="台账" if locked == "sheet" else "")
    before = all_cells(excel, tmp_path)
    buttons = ("check", "refresh_clocks", "refresh_summary") if locked == "structure" else ("new_case", "only_late")
    for button in buttons:
        message = excel.click(button, pressed=True if button == "only_late" else None)
        assert "没有完成" in message and "保护" in message and "ribbon.log" in message, message
        assert len(excel.shown) == 1
        assert all_cells(excel, tmp_path) == before


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_a_workbook_without_a_register_is_told_and_left(excel: Excel, tmp_path: Path, lang: str) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "=1"
    book.save(tmp_path / "none.xlsx")
    opened(excel, tmp_path / "none.xlsx", tmp_path)
    before = all_cells(excel, tmp_path)
    failed = say("ribbon.failed", lang, reason="", log="").partition("\n")[0].strip()
    for button in sorted({*HANDLERS} - {"settings", "help"}):
        message = excel.click(button, lang, True if button == "only_late" else None)
        assert message.startswith(failed), (button, message)
        assert all_cells(excel, tmp_path) == before


def test_a_register_that_lost_a_column_and_one_of_two(excel: Excel, tmp_path: Path) -> None:
    lost = register(
        tmp_path / "lost.xlsx", [["甲厂", "待处理", at(2026, 11, 3, 8, 30)]], heads=("客户", "状态", "受理时间")
    )
    opened(excel, lost, tmp_path)
    excel.answer("ok")
    assert "没有完成" not in excel.click("check")
    front(excel, lost)
    assert "客诉编号" in excel.click("new_case")
    two = opened(excel, ROOT / "workbooks" / "faulty" / "R110_分月多表.xlsx", tmp_path)
    excel.answer("ok")
    excel.click("check")
    saved = excel.saved(tmp_path / "s.xlsx")
    page = load_workbook(saved)["问题"]
    codes = {page.cell(row, 8).value for row in range(8, page.max_row + 1)}
    assert codes == {problem.code for problem in check(two, as_of=now()).found} and "R110" in codes


@pytest.mark.parametrize("failing", ["Books.open", "Sheet.copy", "Sheet.delete", "Names.add", "Range.raw_value="])
def test_a_failure_in_the_middle_is_told_and_leaves_what_was_there(excel: Excel, tmp_path: Path, failing: str) -> None:
    path = register(tmp_path / "r.xlsx", [open_case("K-1", at(2026, 11, 3, 8, 30))])
    annotated(path, tmp_path / "ruled.xlsx")
    opened(excel, tmp_path / "ruled.xlsx", tmp_path)
    excel.front("台账").sheet["F2"] = -1
    before = all_cells(excel, tmp_path)
    excel.calls.failing.add(failing)
    buttons = ("new_case",) if failing == "Range.raw_value=" else ("check", "refresh_clocks")
    for button in buttons:
        if button == "refresh_clocks" and failing == "Sheet.delete":
            continue  # there is none to delete
        excel.program.answers.clear()
        excel.answer("ok")
        message = excel.click(button)
        assert "没有完成" in message and "ribbon.log" in message
        left = all_cells(excel, tmp_path)
        if failing != "Sheet.delete":  # then the copy cannot be taken out again either
            assert left == before
        assert {name: left[name] for name in before} == before


def test_many_separate_rows_are_all_selected(excel: Excel, tmp_path: Path) -> None:
    """Excel cuts an address off after 255 characters."""
    rows = [open_case(f"K-{n}", at(2026, 11, 3, 8, 30), quantity=-1) for n in range(1, 101)]
    opened(excel, register(tmp_path / "r.xlsx", rows), tmp_path)
    excel.select("台账", ",".join(f"A{row}" for row in range(2, 102, 2)))
    excel.answer("ok")
    assert "选中的 50 条" in excel.click("check") or "选中的 50 条" in excel.shown[0][1]
    front(excel, tmp_path / "r.xlsx")
    excel.program.on_mac = True
    excel.select("台账", ",".join(f"A{row}" for row in range(2, 102, 2)))
    assert "选区太零散" in excel.click("make_8d")


def test_a_python_that_stays_is_not_ended_by_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With USE UDF SERVER the macro shows the text of the error; without, what stands on stderr."""
    monkeypatch.setattr(xlwings.Book, "_mock_caller", None, raising=False)
    with pytest.raises(SystemExit):
        dispatch("check", "en", folder=tmp_path)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", SimpleNamespace(BOOK_CALLER=object()))
    with pytest.raises(RuntimeError, match=r"ribbon\.log"):
        dispatch("check", "en", folder=tmp_path)


@pytest.mark.needs("ooxml")
def test_what_excel_copies_in_is_a_workbook_as_excel_wants_it(tmp_path: Path) -> None:
    found = problem_list(open_file(FAULTY.read_bytes(), "r.xlsx"), as_of=now())
    _, clock_sheets = clock_list(open_file(FAULTY.read_bytes(), "r.xlsx"), as_of=now())
    book = with_tables(tmp_path / "r.xlsx")
    *_, score_sheets = score_list(open_file(book), as_of=now())
    form = filled_report(book, {"d2.what": "划伤一条"})
    made = read_back(open_file(book), [(form, form.read_bytes())], "K-1", as_of=now(), areas=[]).sheets
    assert made is not None
    parts = {"problems": found.sheets, "clocks": clock_sheets, "scores": score_sheets, "tables": made}
    for name, sheets in parts.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(sheets.data)
        done = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        assert [tab for _, tab in sheets.slots] == load_workbook(path).sheetnames[1:]


# --- few calls --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["check", "refresh_clocks"])
def test_a_click_makes_few_calls_however_many_rows(excel: Excel, tmp_path: Path, button: str) -> None:
    """12 calls that carry cells or change the workbook; all calls, settings of Excel included, do not grow with it."""
    totals = []
    for rows in (10, 1000):
        made = [open_case(f"K-{n}", at(2026, 11, 3, 8, 30), quantity=-1) for n in range(rows)]
        opened(excel, register(tmp_path / f"r{rows}.xlsx", made), tmp_path)
        for _ in range(2):
            excel.answer("ok")
            excel.click(button)
            front(excel, tmp_path / f"r{rows}.xlsx")
        carried = sum(excel.calls.by_kind[kind] for kind in ("read", "write", "act"))
        assert carried <= 12, excel.calls.by_member
        totals.append(excel.calls.total)
    assert totals[0] == totals[1] <= 60
