"""The Excel that buttons are tested with does what Excel does; what is expected here was written down by hand."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
import xlwings
from excel.fault import ComError
from excel.session import Excel
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

import kesu_xl
from kesu_xl.ribbon.book import new_register
from kesu_xl.ribbon.dispatch import Click
from kesu_xl.wording import Ref

ROOT: Final = Path(__file__).resolve().parent.parent
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SAMPLE: Final = ROOT / "workbooks" / "complaints.xlsx"
AS_OF: Final = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # naive: in the register's zone


def at(*parts: int) -> datetime:
    """A time as a cell has it."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Five rows in a table `T` from A3, a formula, an error, a list of choices, a rule, a name, a chart."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "台账"
    rows: list[list[Any]] = [
        ["编号", "状态", "数量"],
        ["A1", "超时", 1],
        ["A2", "按时", 2],
        ["A3", "将超时", 3],
        ["A4", None, 4],
    ]
    for row, values in enumerate(rows, 3):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    sheet.add_table(Table(displayName="T", ref="A3:C7"))
    sheet["C7"].number_format = "0.0"
    sheet["E1"], sheet["E2"], sheet["E3"] = "=SUM(C4:C7)", "#N/A", 12.5
    sheet["E3"].number_format = '"¥"#,##0.00'
    sheet["E4"], sheet["E5"] = True, date(2026, 11, 24)
    sheet["F1"].number_format = "@"
    sheet["F2"].protection = Protection(locked=False)
    choices = DataValidation("list", formula1='"超时,按时"')
    choices.add("B4:B7")
    sheet.add_data_validation(choices)
    sheet.conditional_formatting.add("B4:B7", FormulaRule(["$B4=$C$4"], fill=PatternFill(bgColor="FF0000")))
    sheet.column_dimensions["A"].width = 20
    sheet["A3"].font = Font(bold=True, name="微软雅黑")
    book.defined_names["here"] = DefinedName("here", attr_text="台账!$A$4")
    other = book.create_sheet("汇总")
    other["A1"], other["A2"] = "=台账!C4", "=A1"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=3, max_row=7), titles_from_data=True)
    sheet.add_chart(chart, "H2")
    path = tmp_path / "small.xlsx"
    book.save(path)
    return path


def sheet_of(book: xlwings.Book) -> Any:
    return book.sheets["台账"]


# --- values -----------------------------------------------------------------------------------------------------------


def test_what_a_cell_holds_comes_as_from_com(excel: Excel, small: Path) -> None:
    sheet = sheet_of(excel.open(small))
    assert sheet["A4:C5"].value == [["A1", "超时", 1.0], ["A2", "按时", 2.0]]
    assert type(sheet["C4"].value) is float
    assert sheet["E2"].raw_value == -2146826246
    assert sheet["E2"].value is None and sheet["E2"].options(err_to_str=True).value == "#N/A"
    assert sheet["E3"].value == Decimal("12.5")
    assert sheet["E4"].value is True
    assert sheet["E5"].value == at(2026, 11, 24)
    assert sheet["B7"].value is None
    assert sheet["E1"].value is None and sheet["E1"].formula == "=SUM(C4:C7)"  # the file came without a result
    assert sheet["here"].address == "$A$4"


@pytest.mark.parametrize(
    ("written", "held", "number_format"),
    [
        ("007", 7.0, "General"),
        ("1,234", 1234.0, "#,##0"),
        ("12.50%", 0.125, "0.00%"),
        ("2026-11-24", at(2026, 11, 24), "yyyy/m/d"),
        ("2026/11/24 9:05", at(2026, 11, 24, 9, 5), "yyyy/m/d h:mm"),
        ("1/2", at(2026, 1, 2), 'm"月"d"日"'),
        ("9:05", at(1899, 12, 30, 9, 5), "h:mm"),
        ("true", True, "General"),
        ("'=1+1", "=1+1", "General"),
        ("'007", "007", "General"),
        ("2026-13-45", "2026-13-45", "General"),
        ("KS-2026-001", "KS-2026-001", "General"),
        ("", None, "General"),
        (date(2026, 11, 24), at(2026, 11, 24), "yyyy/m/d"),
        (5, 5.0, "General"),
    ],
)
def test_text_is_taken_as_if_it_were_typed(
    excel: Excel, small: Path, written: object, held: object, number_format: str
) -> None:
    cell = sheet_of(excel.open(small))["D10"]
    cell.value = written
    assert (cell.value, cell.number_format) == (held, number_format)


@pytest.mark.parametrize(("written", "formula"), [("=1+1", "=1+1"), ("-漏装", "=-漏装"), ("@SUM(A1)", "=SUM(A1)")])
def test_what_looks_like_a_formula_becomes_one(excel: Excel, small: Path, written: str, formula: str) -> None:
    cell = sheet_of(excel.open(small))["D10"]
    cell.value = written
    assert (cell.formula, cell.value) == (formula, None)


def test_a_cell_formatted_as_text_keeps_every_text(excel: Excel, small: Path, tmp_path: Path) -> None:
    cell = sheet_of(excel.open(small))["F1"]
    for written, held in [("=1+1", "=1+1"), ("007", "007"), (5, "5"), ("2026-11-24", "2026-11-24")]:
        cell.value = written
        assert cell.value == held
    cell.value = "=1+1"
    saved = load_workbook(excel.saved(tmp_path / "saved.xlsx"))["台账"]["F1"]
    assert (saved.value, saved.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("written", ["x" * 32768, "=SUM(", '="x'])
def test_what_excel_does_not_take_is_an_error_and_changes_nothing(excel: Excel, small: Path, written: str) -> None:
    sheet = sheet_of(excel.open(small))
    with pytest.raises(ComError):
        sheet["A4:B4"].raw_value = (("new", written),)
    assert sheet["A4:B4"].value == ["A1", "超时"]


@pytest.mark.parametrize(
    ("epoch", "clock", "span"),
    [
        (WINDOWS_EPOCH, at(1899, 12, 30, 8, 30), at(1899, 12, 31, 6)),
        (CALENDAR_MAC_1904, at(1904, 1, 1, 8, 30), at(1904, 1, 2, 6)),
    ],
)
def test_times_count_from_the_first_day_of_the_workbook(
    excel: Excel, tmp_path: Path, epoch: datetime, clock: datetime, span: datetime
) -> None:
    book = Workbook()
    book.epoch = epoch
    for cell, value in (("A1", time(8, 30)), ("A2", timedelta(hours=30)), ("A3", at(2026, 11, 24))):
        book.worksheets[0][cell] = value
    book.save(tmp_path / "times.xlsx")
    opened = excel.open(tmp_path / "times.xlsx")
    assert opened.sheets[0]["A1:A3"].value == [clock, span, at(2026, 11, 24)]
    assert opened.api.Date1904 == (epoch == CALENDAR_MAC_1904)


def test_the_first_days_of_1900_are_a_day_earlier_for_com(excel: Excel, small: Path) -> None:
    book = load_workbook(small)
    book["台账"]["E5"], book["台账"]["E6"] = date(1900, 2, 28), date(1900, 3, 1)
    book.save(small)
    assert sheet_of(excel.open(small))["E5:E6"].value == [at(1900, 2, 27), at(1900, 3, 1)]


def test_text_that_is_escaped_in_the_file(excel: Excel, small: Path, tmp_path: Path) -> None:
    book = load_workbook(small)
    book["台账"]["D10"] = "a_x000D_b"  # openpyxl writes and reads what the file has
    book.save(small)
    sheet = sheet_of(excel.open(small))
    assert sheet["D10"].value == "a\rb"
    sheet["D11"].value = "_x000D_"
    saved = load_workbook(excel.saved(tmp_path / "saved.xlsx"))["台账"]
    assert (saved["D10"].value, saved["D11"].value) == ("a_x000D_b", "_x005F_x000D_")
    assert sheet["D11"].value == "_x000D_"


def test_times_cross_as_utc_and_only_so(excel: Excel, small: Path) -> None:
    cell = sheet_of(excel.open(small))["E5"]
    assert cell.raw_value == datetime(2026, 11, 24, tzinfo=UTC)
    cell.raw_value = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
    assert cell.value == at(2026, 11, 25, 8, 30)
    for refused in (at(2026, 11, 24), date(2026, 11, 24)):
        with pytest.raises(TypeError):
            cell.raw_value = refused


def test_a_matrix_of_another_size(excel: Excel, small: Path) -> None:
    sheet = sheet_of(excel.open(small))
    sheet["A10:C11"].raw_value = (("a", "b"), ("c", "d"))
    assert sheet["A10:C11"].options(err_to_str=True).value == [["a", "b", "#N/A"], ["c", "d", "#N/A"]]
    sheet["A10:A11"].raw_value = "x"
    assert sheet["A10:A11"].value == ["x", "x"]


def test_results_of_formulas_outlive_a_save(excel: Excel, small: Path, tmp_path: Path) -> None:
    calculated, saved = tmp_path / "calculated.xlsx", tmp_path / "saved.xlsx"
    with ZipFile(small) as source, ZipFile(calculated, "w") as target:
        for part in source.namelist():
            # as a spreadsheet program would have written it
            target.writestr(part, re.sub(rb"(<f>SUM\(C4:C7\)</f>)<v(?: ?/|></v)>", rb"\1<v>10</v>", source.read(part)))
    sheet = sheet_of(excel.open(calculated))
    assert (sheet["E1"].value, sheet["E1"].formula) == (10.0, "=SUM(C4:C7)")
    excel.saved(saved)
    assert load_workbook(saved, data_only=True)["台账"]["E1"].value == 10
    assert load_workbook(saved)["台账"]["E1"].value == "=SUM(C4:C7)"
    sheet["E1"].value = "=1+1"
    assert sheet["E1"].value is None  # nothing is calculated here


# --- protection, read-only, unsaved, addresses ------------------------------------------------------------------------


def test_a_protected_sheet_refuses_and_stays_as_it_is(excel: Excel, small: Path) -> None:
    sheet = sheet_of(excel.open(small))
    excel.protect(sheet="台账")
    assert sheet.api.ProtectContents
    for attempt in (
        lambda: setattr(sheet["A4"], "value", "x"),
        lambda: setattr(sheet["A4"], "number_format", "0"),
        lambda: sheet.tables["T"].resize(sheet["A3:C9"]),
        lambda: sheet.tables["T"].api.Range.AutoFilter(2, "超时"),
        lambda: setattr(sheet["A4"].api.EntireRow, "Hidden", True),
    ):
        with pytest.raises(ComError, match="Exception occurred"):
            attempt()
    assert sheet["A4"].value == "A1"
    sheet["F2"].value = "unlocked"
    assert sheet["F2"].value == "unlocked"


def test_a_protected_structure_takes_no_sheet(excel: Excel, small: Path) -> None:
    book = excel.open(small)
    excel.protect(structure=True)
    assert book.api.ProtectStructure
    for attempt in (
        lambda: book.sheets.add("新"),
        book.sheets["汇总"].delete,
        book.sheets["汇总"].copy,
        lambda: setattr(book.sheets["汇总"], "name", "新"),
    ):
        with pytest.raises(ComError):
            attempt()
    assert book.sheet_names == ["台账", "汇总"]


def test_books_by_name_path_and_address(excel: Excel, small: Path, tmp_path: Path) -> None:
    book = excel.open(small)
    assert (book.name, book.fullname, book.api.Path) == ("small.xlsx", str(small), str(tmp_path))
    assert (tmp_path / "~$small.xlsx").exists()
    assert xlwings.Book(str(small)) == book and len(xlwings.books) == 1
    new = xlwings.books.add()
    assert (new.name, new.fullname, new.api.Path) == ("工作簿1", "工作簿1", "")
    assert xlwings.books.active == new
    new.save(tmp_path / "named.xlsx")
    assert new.fullname == str(tmp_path / "named.xlsx") and (tmp_path / "named.xlsx").exists()
    book.close()
    assert [one.name for one in xlwings.books] == ["named.xlsx"] and not (tmp_path / "~$small.xlsx").exists()
    with pytest.raises(KeyError):
        xlwings.books["small.xlsx"]
    other = excel.open(small, url="https://firma.sharepoint.com/sites/QA/Documents/台账.xlsx")
    assert (other.name, other.api.FullName) == (
        "台账.xlsx",
        "https://firma.sharepoint.com/sites/QA/Documents/台账.xlsx",
    )
    with pytest.raises(xlwings.XlwingsError):  # as on a machine where the folder is not synchronised
        _ = other.fullname


def test_a_read_only_book_is_changed_in_memory_only(excel: Excel, small: Path, tmp_path: Path) -> None:
    before = small.read_bytes()
    book = excel.open(small, read_only=True)
    book.sheets["台账"]["A4"].value = "x"
    assert book.api.ReadOnly and not book.api.Saved
    with pytest.raises(ComError):
        book.save()
    book.api.SaveCopyAs(str(tmp_path / "copy.xlsx"))
    assert load_workbook(tmp_path / "copy.xlsx")["台账"]["A4"].value == "x"
    assert (book.name, small.read_bytes()) == ("small.xlsx", before)


def test_only_the_listed_members_of_com_are_there(excel: Excel, small: Path) -> None:
    book = excel.open(small)
    sheet = book.sheets[0]
    members: list[tuple[Any, str]] = [
        (book.app, "Goto"),
        (book, "Password"),
        (sheet, "Unprotect"),
        (sheet["A1"], "Sort"),
    ]
    for thing, member in members:
        with pytest.raises(AttributeError):
            getattr(thing.api, member)
    with pytest.raises(AttributeError):
        book.sheets[0].api.AutoFilterNode = False


# --- tables and filters -----------------------------------------------------------------------------------------------


def hidden(sheet: Any) -> list[int]:
    return [row for row in range(4, 8) if sheet[f"A{row}"].api.EntireRow.Hidden]


def test_a_table_is_filtered_and_shown_again(excel: Excel, small: Path, tmp_path: Path) -> None:
    sheet = sheet_of(excel.open(small))
    table = sheet.tables["T"]
    assert table.api.ShowAutoFilter and not table.api.AutoFilter.FilterMode
    table.api.Range.AutoFilter(Field=2, Criteria1=["超时", "将超时"], Operator=7)
    assert hidden(sheet) == [5, 7]
    state = table.api.AutoFilter
    assert state.FilterMode and [state.Filters(n).On for n in (1, 2, 3)] == [False, True, False]
    assert (state.Filters(2).Criteria1, state.Filters(2).Operator, state.Filters(2).Criteria2) == (
        "=超时",
        2,
        "=将超时",
    )
    with pytest.raises(ComError):
        _ = state.Filters(1).Criteria1
    table.api.Range.AutoFilter(3, ">=2")
    assert hidden(sheet) == [4, 5, 7]
    saved = load_workbook(excel.saved(tmp_path / "saved.xlsx"))["台账"]
    assert [row for row in range(4, 8) if saved.row_dimensions[row].hidden] == [4, 5, 7]
    assert [one.colId for one in saved.tables["T"].autoFilter.filterColumn] == [1, 2]
    table.api.Range.AutoFilter(3)
    assert hidden(sheet) == [5, 7]
    state.ShowAllData()
    assert hidden(sheet) == [] and not state.FilterMode and table.api.ShowAutoFilter
    sheet["A5"].rows.hidden = True
    table.api.ShowAutoFilter = False
    assert hidden(sheet) == [] and table.api.AutoFilter is None


@pytest.mark.parametrize(
    ("arguments", "gone"),
    [
        (("=*超时*",), [5, 7]),
        (("<>超时",), [4]),
        (("=",), [4, 5, 6]),
        (("<>",), [7]),
        (("=按?",), [4, 6, 7]),
        (("=超时", 2, "=按时"), [6, 7]),
    ],
)
def test_criteria_of_a_filter(excel: Excel, small: Path, arguments: tuple[Any, ...], gone: list[int]) -> None:
    sheet = sheet_of(excel.open(small))
    sheet.tables["T"].api.Range.AutoFilter(2, *arguments)
    assert hidden(sheet) == gone


def test_the_filter_of_xlwings_is_the_same(excel: Excel, small: Path) -> None:
    sheet = sheet_of(excel.open(small))
    table = sheet.tables["T"]
    table.autofilter.apply_values(1, ["A1", "A2", "A4"])
    table.autofilter.apply_comparison(2, "equal_to", None)
    assert hidden(sheet) == [4, 5, 6]
    assert [(one.type, one.values, one.value1) for one in table.autofilter.criteria] == [
        ("values", ["A1", "A2", "A4"], None), ("comparison", None, None), ("none", None, None),
    ]  # fmt: skip
    table.autofilter.clear()
    assert hidden(sheet) == []


def test_a_table_grows_with_its_formats_choices_and_rules(excel: Excel, small: Path, tmp_path: Path) -> None:
    sheet = sheet_of(excel.open(small))
    table = sheet.tables["T"]
    assert (table.range.address, table.header_row_range.address) == ("$A$3:$C$7", "$A$3:$C$3")
    table.resize(sheet["A3:C9"])
    assert table.data_body_range.address == "$A$4:$C$9"
    row = table.rows.add(["A7", "按时", 7])
    assert (row.range.address, sheet["C10"].number_format) == ("$A$10:$C$10", "0.0")
    saved = load_workbook(excel.saved(tmp_path / "saved.xlsx"))["台账"]
    assert saved.tables["T"].ref == "A3:C10"
    assert str(saved.data_validations.dataValidation[0].sqref) == "B4:B10"
    assert [str(one.sqref) for one in saved.conditional_formatting] == ["B4:B10"]
    with pytest.raises(ComError):
        table.resize(sheet["A4:C9"])
    sheet["C3"].value = 2026
    assert sheet["C3"].value == "2026"
    assert [one.name for one in excel.program.books[0].workbook["台账"].tables["T"].tableColumns] == [
        "编号",
        "状态",
        "2026",
    ]


# --- sheets, names, selection -----------------------------------------------------------------------------------------


def test_a_sheet_is_copied_into_another_book(excel: Excel, small: Path, tmp_path: Path) -> None:
    source = excel.open(small)
    target = xlwings.books.add()
    copied = source.sheets["台账"].copy(after=target.sheets[-1], name="副本")
    again = source.sheets["台账"].copy(before=target.sheets[0])
    links = source.sheets["汇总"].copy(after=copied)
    assert target.sheet_names == ["台账", "Sheet1", "副本", "汇总"]
    assert target.sheets.active == links and xlwings.books.active == target
    assert [table.name for table in copied.tables] == ["T"] and [table.name for table in again.tables] == ["T2"]
    assert links["A1"].formula == "='[small.xlsx]台账'!C4"  # what was meant to be no link must not look at other sheets
    assert target.names["here"].refers_to == "=副本!$A$4"
    saved = load_workbook(excel.saved(tmp_path / "saved.xlsx"))
    sheet: Any = saved["副本"]
    assert (sheet["A3"].font.name, sheet["A3"].font.b, sheet.column_dimensions["A"].width) == ("微软雅黑", True, 20)
    assert (sheet["C7"].number_format, sheet["C7"].value, sheet["E1"].value) == ("0.0", 4, "=SUM(C4:C7)")
    rule = sheet.conditional_formatting["B4:B7"][0]
    assert rule.formula == ["$B4=$C$4"] and rule.dxf.fill.bgColor.rgb == "00FF0000"
    assert str(sheet.data_validations.dataValidation[0].sqref) == "B4:B7"
    assert sheet._charts[0].series[0].val.numRef.f == "副本!$C$4:$C$7"


def test_sheets_are_added_and_deleted(excel: Excel, small: Path) -> None:
    book = excel.open(small)
    added = book.sheets.add("问题", after=book.sheets["台账"])
    assert (book.sheet_names, book.sheets.active, added.index) == (["台账", "问题", "汇总"], added, 2)
    with pytest.raises(ComError):
        book.sheets["没有"]
    book.sheets["台账"].delete()
    assert book.names["here"].refers_to == "=#REF!$A$4"
    assert [book.sheets["汇总"][cell].formula for cell in ("A1", "A2")] == ["=#REF!C4", "=A1"]
    book.sheets["汇总"].visible = False
    with pytest.raises(ComError):
        book.sheets["汇总"].activate()
    with pytest.raises(ComError):
        added.delete()


def test_a_row_is_inserted_and_references_follow(excel: Excel, small: Path, tmp_path: Path) -> None:
    book = excel.open(small)
    sheet = sheet_of(book)
    sheet["5:5"].insert("down")
    assert sheet.tables["T"].range.address == "$A$3:$C$8"
    assert sheet["A4:A6"].value == ["A1", None, "A2"]
    assert sheet["E1"].formula == "=SUM(C4:C8)"
    sheet["4:4"].insert("down")
    assert (book.sheets["汇总"]["A1"].formula, book.names["here"].refers_to) == ("=台账!C5", "=台账!$A$5")
    saved: Any = load_workbook(excel.saved(tmp_path / "saved.xlsx"))["台账"]
    assert [str(one.sqref) for one in saved.conditional_formatting] == ["B5:B9"]
    assert saved.conditional_formatting["B5:B9"][0].formula == ["$B5=$C$5"]
    assert str(saved.data_validations.dataValidation[0].sqref) == "B5:B9"
    assert (saved.tables["T"].ref, saved["C9"].value, saved["C9"].number_format) == ("A3:C9", 4, "0.0")


def test_names_are_made_hidden_and_refused(excel: Excel, small: Path) -> None:
    book = excel.open(small)
    name = book.names.add("_kesu.x", "=台账!$A$1")
    name.api.Visible = False
    book.names.add("_kesu.x", '="' + "x" * 255 + '"')  # of one name there is one
    assert [one.name for one in book.names] == ["_kesu.x", "here"]
    assert "here" in book.names and book.names["here"].refers_to_range.address == "$A$4"
    with pytest.raises(ComError):  # no longer text stands in a formula
        book.names.add("_kesu.y", '="' + "x" * 256 + '"')
    book.names["_kesu.x"].delete()
    assert len(book.names) == 1


def test_merged_cells_are_found(excel: Excel, small: Path) -> None:
    book = excel.open(small)
    excel.program.books[0].workbook["汇总"].merge_cells("B2:C3")
    sheet = book.sheets["汇总"]
    found = [sheet[cells].merge_cells for cells in ("A1:A9", "B2:C3", "A1:C9")]
    assert found == [False, True, None] and sheet["C3"].merge_area.address == "$B$2:$C$3"


def test_selection_of_several_areas(excel: Excel, small: Path) -> None:
    book = excel.open(small)
    excel.select("台账", "A5:C6,A7")
    selection = book.app.selection
    assert selection is not None
    assert (selection.address, selection.shape, selection.sheet.name) == ("$A$5:$C$6,$A$7", (2, 3), "台账")
    assert [area.Address for area in selection.api.Areas] == ["$A$5:$C$6", "$A$7"]
    excel.select("台账", ",".join(f"A{row}" for row in range(1, 200, 2)))
    address = book.app.selection.address  # type: ignore[union-attr]
    assert len(address) <= 255 and address.endswith("$A$85")  # Excel gives no longer one
    assert book.app.selection.api.Areas.Count == 100  # type: ignore[union-attr]
    excel.select("台账", None)
    assert book.app.selection is None
    with pytest.raises(ComError):
        book.sheets["汇总"]["A1"].select()


def test_a_link_to_a_place_in_the_book(excel: Excel, small: Path, tmp_path: Path) -> None:
    sheet = sheet_of(excel.open(small))
    sheet["G1"].add_hyperlink("#台账!A4", "A4", "到单元格")
    link = load_workbook(excel.saved(tmp_path / "saved.xlsx"))["台账"]["G1"]
    assert (link.value, link.hyperlink.location, link.hyperlink.target) == ("A4", "台账!A4", None)


# --- the application --------------------------------------------------------------------------------------------------


def test_settings_questions_and_dialogs(excel: Excel, small: Path, tmp_path: Path) -> None:
    app = excel.open(small).app
    with app.properties(screen_updating=False, calculation="manual", status_bar="校验 1/3"):
        assert (app.screen_updating, app.calculation) == (False, "manual")
    assert (app.screen_updating, app.calculation, excel.status) == (True, "automatic", ["校验 1/3", False])
    app.api.ReferenceStyle = -4150
    assert sheet_of(xlwings.books.active)["A4"].address == "$A$4"  # addresses stay as they are in R1C1
    excel.answer("no")
    assert app.alert("覆盖？", "客诉", "yes_no") == "no" and excel.shown == [("客诉", "覆盖？")]
    with pytest.raises(AssertionError, match="nobody answers"):
        app.alert("覆盖？", "客诉", "yes_no")
    excel.choose(tmp_path, None)
    dialog = app.api.FileDialog(4)
    dialog.Title = "文件夹"
    assert dialog.Show() == -1 and dialog.SelectedItems(1) == str(tmp_path)
    assert app.api.FileDialog(4).Show() == 0


def test_calls_are_counted(excel: Excel, small: Path) -> None:
    book = excel.open(small)
    assert excel.calls.total == 0
    cells = book.sheets["台账"]["A4:C7"]
    assert [kind for kind, _ in excel.calls.made] == ["object"] * 3  # sheets, the sheet, the range
    excel.calls.reset()
    _ = cells.raw_value
    cells.raw_value = (("x",) * 3,) * 4
    assert excel.calls.made == [("read", "Range.raw_value"), ("write", "Range.raw_value=")]
    excel.calls.reset()
    book.app.screen_updating = False
    assert excel.calls.by_member == {"Book.app": 1, "App.pid": 1, "App.screen_updating=": 1}
    excel.calls.reset()
    cells.value = [[1, 2, 3]] * 4
    assert excel.calls.by_kind["write"] == 1  # however many cells; xlwings itself asks where they are, several times
    assert excel.calls.total > 5


def test_a_busy_excel_refuses_every_call(excel: Excel, small: Path) -> None:
    book = excel.open(small)
    excel.calls.rejecting = True
    with pytest.raises(ComError) as failed:
        _ = book.sheets
    assert failed.value.hresult == -2147418111
    excel.calls.rejecting = False
    excel.calls.failing.add("Range.raw_value=")
    with pytest.raises(ComError), book.app.properties(screen_updating=False):
        sheet_of(book)["A4"].value = "x"
    assert book.app.screen_updating and sheet_of(book)["A4"].value == "A1"


def test_a_mac_has_other_native_objects(excel: Excel, small: Path) -> None:
    book = excel.open(small)
    excel.program.on_mac = True
    with pytest.raises(AttributeError):
        book.api.SaveCopyAs("copy.xlsx")
    cell = sheet_of(book)["A4"]
    cell.value = "x"
    assert cell.value == "x"


# --- a click on a real register ---------------------------------------------------------------------------------------


def test_a_click_works_on_the_book_in_front_and_the_saved_file_is_a_register(excel: Excel, tmp_path: Path) -> None:
    excel.open(SAMPLE, never_saved=True)
    seen: list[str] = []

    def handler(click: Click) -> Ref:
        sheet = click.book.sheets[0]
        seen.append(f"{click.book.name} {click.lang} {click.pressed}")
        table = sheet.tables["kesu_register"]
        rows = table.data_body_range
        assert rows is not None
        rows[0, received].value = "昨天"
        return Ref("ribbon.busy")

    before = kesu_xl.check(SAMPLE, as_of=AS_OF)
    received = next(n for n, column in enumerate(before.columns) if column.field == "received_at")
    shown = excel.click("only_late", "en", True, handlers={"only_late": handler})
    assert seen == ["工作簿1 en True"] and shown == Ref("ribbon.busy").say("en")
    after = kesu_xl.check(excel.saved(tmp_path / "saved.xlsx"), as_of=AS_OF)
    assert (after.rows, after.sheet, len(after.columns)) == (before.rows, before.sheet, len(before.columns))
    wrong = {problem.cell for problem in after.problems} - {problem.cell for problem in before.problems}
    assert f"{before.columns[received].column}5" in wrong


@pytest.mark.needs("ooxml")
def test_a_register_with_macros_keeps_its_ribbon_and_takes_our_sheets(excel: Excel, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsm"
    new_register(path)
    register = excel.open(path)
    made = xlwings.books.open(ROOT / "templates" / "weekly.xlsx")
    for name in ("总览", "不良帕累托"):
        made.sheets[name].copy(after=register.sheets[-1])
    made.close()
    saved = excel.saved(tmp_path / "saved.xlsm")
    with ZipFile(path) as before, ZipFile(saved) as after:
        assert before.read("xl/vbaProject.bin") == after.read("xl/vbaProject.bin")
        assert before.read("customUI/customUI14.xml") == after.read("customUI/customUI14.xml")
        assert b"/ui/extensibility" in after.read("_rels/.rels")
    assert load_workbook(saved).sheetnames[-2:] == ["总览", "不良帕累托"]
    said = subprocess.run([str(VALIDATOR), str(saved)], capture_output=True, text=True, check=False)
    assert json.loads(said.stdout)["errors"] == []
