"""Room `form`: templates are compiled once and filled by joining bytes.

FM001 a cell of one marker takes the typed value; inside a longer text a value is text
FM002 text of users stays text: no formulas, no escapes, no broken XML; what cannot be held is said
FM003 list rows: fewer items, more items with nothing beneath (grow), more items with something beneath (continue)
FM004 charts end where the list ends and carry the filled values
FM005 what is no marker leaves as it came; the same input gives the same bytes
FM006 rows grow so that no wrapped text is cut
FM007 what is no template is refused with one line
FM008 protection, ten thousand slots, strange characters
"""

from __future__ import annotations

import json
import pickle
import re
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.errors import KesuError
from kesu_xl.form import Filled, Template, compile_template
from kesu_xl.form.marker import Marker, split_markers
from kesu_xl.form.overlong import without_note
from kesu_xl.form.shift import grown_range
from kesu_xl.newbook.save import saved
from kesu_xl.package.formulas import moved
from kesu_xl.package.xstring import cell_text, writable
from kesu_xl.wording import LANGUAGES, Ref

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
VALIDATOR = Path(__file__).resolve().parent.parent / ".tools" / "node_modules" / ".bin" / "ooxml-validator"


def at(text: str) -> datetime:
    """Return a moment as cells hold it, without a zone."""
    return datetime.fromisoformat(text)


def sheet_of(title: str = "8D") -> tuple[Workbook, Worksheet]:
    """Return a new workbook and its only sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def template_of(book: Workbook, name: str = "t") -> Template:
    """Compile a workbook made in a test."""
    return compile_template(saved(book), name)


def filled_book(filled: Filled) -> Workbook:
    """Read a filled form as a reader of workbooks does."""
    return openpyxl.load_workbook(BytesIO(filled.data), rich_text=True)


def fill_cells(cells: dict[str, Any], record: dict[str, Any], lang: str = "zh-Hans") -> tuple[Worksheet, Filled]:
    """Make a sheet of these cells, fill it, and return the filled sheet."""
    book, sheet = sheet_of()
    for ref, value in cells.items():
        sheet[ref] = value
    filled = template_of(book).fill(record, lang)
    done = filled_book(filled)["8D"]
    assert isinstance(done, Worksheet)
    return done, filled


def part(filled: Filled, name: str) -> str:
    """Return one part of a filled form as text."""
    with ZipFile(BytesIO(filled.data)) as archive:
        return archive.read(name).decode()


def codes(filled: Filled) -> list[tuple[str, str]]:
    """Return code and cell of each problem."""
    return [(problem.code, problem.cell) for problem in filled.problems]


# FM001 ------------------------------------------------------------------------------------------------------------


def test_a_cell_of_one_marker_takes_the_typed_value() -> None:
    """Number, date by the cell's format, truth value, text; blank where the record has nothing."""
    book, sheet = sheet_of()
    for row, name in enumerate(("qty", "money", "day", "moment", "flag", "word", "gone", "code"), 1):
        sheet.cell(row, 1, f"{{{{ v.{name} }}}}").font = Font(name="Calibri", size=9, bold=True)
    sheet["A3"].number_format = "yyyy-mm-dd"
    sheet["A4"].number_format = "mm-dd hh:mm"
    record = {
        "v": {
            "qty": 3,
            "money": Decimal("12.50"),
            "day": date(2026, 11, 20),
            "moment": at("2026-11-20 09:30"),
            "flag": True,
            "word": "划伤",
            "code": "00123",
        }
    }
    done = filled_book(template_of(book).fill(record, "zh-Hans"))["8D"]
    assert [done.cell(row, 1).value for row in range(1, 9)] == [
        3, 12.5, at("2026-11-20"), at("2026-11-20 09:30"), True, "划伤", None, "00123",
    ]  # fmt: skip
    assert all(done.cell(row, 1).font.b and done.cell(row, 1).font.sz == 9 for row in range(1, 9))


def test_a_date_in_a_cell_without_a_date_format_is_readable() -> None:
    """A serial number in a General cell would read 46346."""
    done, _ = fill_cells(
        {"A1": "{{ day }}", "A2": "{{ at }}"}, {"day": date(2026, 11, 20), "at": at("2026-01-02 03:04")}
    )
    assert (done["A1"].value, done["A2"].value) == ("2026-11-20", "2026-01-02 03:04")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("客户：{{ customer }}，数量 {{ qty }}", "客户：甲公司，数量 3"),
        ("{{ rate }} / {{ whole }}", "0.25 / 4"),
        ("{{ rate | percent }}", "25%"),
        ('{{ nothing | default("-") }}', "-"),
        ("{{ nothing|default(“无”) }}", "无"),
        ('{{ names | join(" + ") }}', "张三 + 李四"),
        ("{{ names }}", "张三、李四"),
        ("{{ at | date }}", "2026-11-20"),
        ("收到 {{ at | datetime }}。", "收到 2026-11-20 09:30。"),
        ("{{ yes | check }}有 {{ no | check }}无 {{ nothing | check }}", "☑有 ☐无 ☐"),
        ('{{ state | check("是") }}是 {{ state | check("否") }}否', "☑是 ☐否"),
        ("{{ state | label }}", "是"),
        ("{{ names[1] }}", "李四"),
        ("{{ nested.deep.value }}!", "7!"),
        ("{{ nothing.at.all }}", None),
        ("{{ customer.upper }}", None),
        ("{{ customer.__class__ }}", None),
        ("没有标记 { 和 }", "没有标记 { 和 }"),
    ],
)
def test_markers_and_filters(text: str, expected: str | None) -> None:
    """Each filter, several markers in one text, paths that lead nowhere."""
    record = {
        "customer": "甲公司", "qty": 3, "rate": 0.25, "whole": 4.0, "names": ["张三", "李四"], "yes": True, "no": False,
        "at": at("2026-11-20 09:30"), "state": Ref("form.yes"), "nested": {"deep": {"value": 7}},
    }  # fmt: skip
    done, filled = fill_cells({"B2": text, "A1": "{{ customer }}"}, record)
    assert done["B2"].value == expected
    assert filled.problems == []


def test_values_that_know_their_words_follow_the_form() -> None:
    """A list value is written in the language of the form, with or without the filter."""
    for lang, expected in zip(LANGUAGES, ("是", "是", "Yes"), strict=True):
        done, _ = fill_cells({"A1": "{{ v }}", "A2": "({{ v | label }})"}, {"v": Ref("form.yes")}, lang)
        assert (done["A1"].value, done["A2"].value) == (expected, f"({expected})")


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1 + 1 }}",
        "{{ a | upper }}",
        "{{ a.b() }}",
        "{{ }}",
        "{{ a",
        "{{ a[].b[].c }}",
        "{{ a | default }}",
        "{{ a b }}",
    ],
)
def test_a_broken_marker_stays_and_is_said(text: str) -> None:
    """Code, unknown filters, half a marker: left as they are, with the cell; good markers beside them are filled."""
    done, filled = fill_cells({"C4": text, "A1": "{{ ok }}", "A2": "{{ ok }} {{ 2 * 3 }}"}, {"ok": "好", "a": "x"})
    assert done["C4"].value == text
    assert (done["A1"].value, done["A2"].value) == ("好", "好 {{ 2 * 3 }}")
    assert sorted(codes(filled)) == [("F101", "A2"), ("F101", "C4")]
    for lang in LANGUAGES:
        assert all(problem.message(lang) and problem.remedy(lang) for problem in filled.problems)


def test_rich_text_is_kept_around_and_in_a_marker() -> None:
    """Formats of runs stay; a marker that is cut by two formats is said."""
    bold = InlineFont(b=True)
    cells = {
        "A1": CellRichText("数量 ", TextBlock(bold, "{{ qty }}"), " 件"),
        "A2": CellRichText("见 {{ q", TextBlock(bold, "ty }}")),
        "A3": CellRichText(TextBlock(bold, "{{ name }}")),
    }
    done, filled = fill_cells(cells, {"qty": 3, "name": "甲 & 乙"})
    rich = done["A1"].value
    assert str(rich) == "数量 3 件"
    assert isinstance(rich, CellRichText)
    assert isinstance(rich[1], TextBlock)
    assert (rich[1].text, rich[1].font.b) == ("3", True)
    assert str(done["A3"].value) == "甲 & 乙"
    assert codes(filled) == [("F102", "A2")]


def test_shared_strings_are_turned_into_text_of_the_cell() -> None:
    """Excel keeps texts in a shared part; the part stays as it is, the marker's cell does not refer to it any more."""
    book, sheet = sheet_of()
    sheet["A1"], sheet["B1"], sheet["C1"] = "{{ a }}", "标签", "{{ a }}"
    template = compile_template(as_shared(saved(book)), "t")
    filled = template.fill({"a": "值"}, "zh-Hans")
    done = filled_book(filled)["8D"]
    assert [done[ref].value for ref in ("A1", "B1", "C1")] == ["值", "标签", "值"]
    assert "{{ a }}" in part(filled, "xl/sharedStrings.xml")


def as_shared(data: bytes) -> bytes:
    """Turn the inline texts of a workbook into shared strings, as Excel stores them."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts: list[bytes] = []

    def share(match: re.Match[bytes]) -> bytes:
        texts.append(match.group(2))
        return b'%st="s"><v>%d</v></c>' % (match.group(1), len(texts) - 1)

    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb'(<c [^>]*?)t="inlineStr"[^>]*><is>(.*?)</is></c>', share, parts[sheet], flags=re.DOTALL)
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    rel = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="rIdS"/></Relationships>' % kind
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", rel)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (main, items)
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert texts
    return out.getvalue()


# FM002 ------------------------------------------------------------------------------------------------------------

HOSTILE = [
    "=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "<b>&amp;</b>", "]]>", "_x0041_", "_x000D_", "a\nb", " 前后空格 ",
    "{{ qty }}", "'quoted", '"', "\u202eabc", "😀",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_users_stays_text(text: str) -> None:
    """No formula, no markup, no escape of Excel's, no second filling."""
    cells: dict[str, Any] = {"A1": "{{ t }}", "A2": "x{{ t }}y", "A3": "{{ rows[].t }}"}
    done, filled = fill_cells(cells, {"t": text, "rows": [{"t": text}], "qty": 3})
    # openpyxl does not undo Excel's escapes in inline texts by itself.
    read = [str(done[ref].value).replace("_x005F_", "_") for ref in ("A1", "A2", "A3")]
    assert read == [text, f"x{text}y", text]
    assert all(done[ref].data_type == "s" for ref in ("A1", "A2", "A3"))
    assert filled.problems == []
    assert "<f>" not in part(filled, "xl/worksheets/sheet1.xml")


def test_what_a_cell_cannot_hold_is_replaced_and_said() -> None:
    """Control characters and lone surrogates become U+FFFD; line breaks of every kind become one."""
    done, filled = fill_cells({"A1": "{{ a }}", "A2": "{{ b }}"}, {"a": "x\x00y\ud800z\x0b", "b": "1\r\n2\r3\n4\t5"})
    assert done["A1"].value == "x\ufffdy\ufffdz\ufffd"
    assert done["A2"].value == "1\n2\n3\n4\t5"
    assert codes(filled) == [("F104", "A1")]
    assert filled.problems[0].params["strange"] == 3


def test_a_text_above_the_limit_is_cut_and_said() -> None:
    """32,767 UTF-16 units, text around the marker included, and no half character at the end."""
    done, filled = fill_cells({"A1": "{{ a }}", "A2": "前{{ b }}后"}, {"a": "字" * 40_000, "b": "😀" * 20_000})
    assert len(str(done["A1"].value)) == 32_767
    assert str(done["A2"].value) == "前" + "😀" * 16_382 + "后"
    assert [problem.params["over"] for problem in filled.problems] == [40_000 - 32_767, 40_000 - 32_764]
    assert [problem.level for problem in filled.problems] == ["warning", "warning"]


def test_numbers_that_a_cell_would_change_are_written_as_text() -> None:
    """More than 15 digits lose some; what is no number is blank."""
    done, _ = fill_cells(
        {"A1": "{{ a }}", "A2": "{{ b }}", "A3": "{{ c }}"}, {"a": 12345678901234567, "b": float("nan"), "c": 0}
    )
    assert [done[ref].value for ref in ("A1", "A2", "A3")] == ["12345678901234567", None, 0]


def test_escaping_is_exact() -> None:
    """The two small functions, at their edges."""
    assert cell_text("_x0041_ & <a> _x00") == "_x005F_x0041_ &amp; &lt;a&gt; _x00"
    assert writable("a\r\n\rb") == ("a\n\nb", 0, 0)
    assert writable("abc", 2) == ("ab", 0, 1)
    assert writable("😀😀", 3) == ("😀", 0, 2)
    assert split_markers("a {{ b[].c }} d") == (["a ", Marker("b[].c", ("b",), ("c",), "b"), " d"], [])


# FM003 ------------------------------------------------------------------------------------------------------------


def actions(count: int) -> list[dict[str, Any]]:
    """Return `count` actions."""
    return [
        {"n": n, "what": f"措施 {n}", "owner": "张三", "due": date(2026, 11, n % 28 + 1)} for n in range(1, count + 1)
    ]


def list_sheet(slots: int, beneath: str | None = None) -> Workbook:
    """A heading, a header row, slot rows from row 3 on with merges, styles and validations; maybe a row beneath."""
    book, sheet = sheet_of()
    sheet["A1"] = "D5 纠正措施"
    for column, head in zip("ABDE", ("序号", "措施", "责任人", "计划"), strict=True):
        sheet[f"{column}2"] = head
    sheet.merge_cells("B2:C2")
    line = Side(style="thin", color="FFBFC9D1")
    for row in range(3, 3 + slots):
        for column, name in zip("ABDE", ("n", "what", "owner", "due"), strict=True):
            cell = sheet[f"{column}{row}"]
            cell.value = f"{{{{ actions[].{name} }}}}"
            cell.border = Border(bottom=line)
            cell.font = Font(name="Calibri", size=9)
        sheet[f"B{row}"].alignment = Alignment(wrap_text=True, vertical="top")
        sheet[f"E{row}"].number_format = "yyyy-mm-dd"
        sheet.merge_cells(f"B{row}:C{row}")
        sheet.row_dimensions[row].height = 21
    last = 2 + slots
    validation = DataValidation(type="list", formula1='"张三,李四"')
    validation.add(f"D3:D{last}")
    sheet.add_data_validation(validation)
    fill = PatternFill(start_color="FFFBE5E3", end_color="FFFBE5E3", fill_type="solid")
    sheet.conditional_formatting.add(f"E3:E{last}", FormulaRule(formula=["E3<TODAY()"], fill=fill))
    if beneath:
        sheet[f"A{last + 2}"] = beneath
    sheet.print_area = f"A1:E{last}"
    return book


def column(sheet: Worksheet, letter: str, first: int, last: int) -> list[Any]:
    """Return the values of a piece of a column."""
    return [sheet[f"{letter}{row}"].value for row in range(first, last + 1)]


def test_fewer_items_leave_the_rest_of_the_slots_blank() -> None:
    """Item i fills slot i; the other slots keep their styles."""
    filled = template_of(list_sheet(4, "签名")).fill({"actions": actions(2)}, "zh-Hans")
    done = filled_book(filled)["8D"]
    assert isinstance(done, Worksheet)
    assert column(done, "B", 3, 8) == ["措施 1", "措施 2", None, None, None, None]
    assert done["A8"].value == "签名"
    assert done["E3"].value == at("2026-11-02")
    assert done["B6"].border.bottom.style == "thin"
    assert filled.problems == []


def test_a_list_with_nothing_beneath_grows() -> None:
    """Rows, addresses, heights, merges, validation, conditional format and print area follow the last slot."""
    filled = template_of(list_sheet(2)).fill({"actions": actions(5)}, "zh-Hans")
    done = filled_book(filled)["8D"]
    assert isinstance(done, Worksheet)
    assert column(done, "A", 3, 8) == [1, 2, 3, 4, 5, None]
    assert column(done, "B", 3, 7) == [f"措施 {n}" for n in range(1, 6)]
    assert done["E7"].value == at("2026-11-06")
    assert [done.row_dimensions[row].height for row in range(3, 8)] == [21] * 5
    assert sorted(str(cells) for cells in done.merged_cells.ranges) == [
        "B2:C2",
        *(f"B{row}:C{row}" for row in range(3, 8)),
    ]
    assert [str(item.sqref) for item in done.data_validations.dataValidation] == ["D3:D7"]
    assert [str(item.sqref) for item in done.conditional_formatting] == ["E3:E7"]
    assert done.print_area == "'8D'!$A$1:$E$7"
    assert '<dimension ref="A1:E7"/>' in part(filled, "xl/worksheets/sheet1.xml")
    assert done["B7"].border.bottom.style == "thin"
    assert filled.problems == []


def test_tables_names_and_formulas_follow_a_list_that_grows() -> None:
    """The reference of a table and its filter, a named range, and the formula of the repeated row."""
    book, sheet = sheet_of("明细")
    for column_letter, head in zip("ABC", ("件", "价", "和"), strict=True):
        sheet[f"{column_letter}1"] = head
    sheet["A2"], sheet["B2"], sheet["C2"] = "{{ rows[].qty }}", "{{ rows[].price }}", "=A2*B2+$E$1"
    sheet["E1"] = 10
    table = Table(displayName="表1", ref="A1:C2")
    table._initialise_columns()  # type: ignore[attr-defined]  # as openpyxl names headers that are not text yet
    for head, made in zip(("件", "价", "和"), table.tableColumns, strict=True):
        assert isinstance(made, TableColumn)
        made.name = head
    sheet.add_table(table)
    book.defined_names["数量"] = DefinedName("数量", attr_text="'明细'!$A$2:$A$2")
    book.defined_names["价格"] = DefinedName("价格", attr_text="'明细'!$B$1:$B$2")
    filled = template_of(book).fill({"rows": [{"qty": n, "price": 2} for n in range(1, 5)]}, "en")
    done = filled_book(filled)
    assert [done["明细"][f"C{row}"].value for row in range(2, 6)] == [f"=A{row}*B{row}+$E$1" for row in range(2, 6)]
    assert done["明细"].tables["表1"].ref == "A1:C5"
    assert done["明细"].tables["表1"].autoFilter.ref == "A1:C5"
    assert done.defined_names["价格"].attr_text == "'明细'!$B$1:$B$5"
    assert 'fullCalcOnLoad="1"' in part(filled, "xl/workbook.xml")


def test_rows_of_several_cells_high_grow_as_one() -> None:
    """A slot whose cells are merged over two rows repeats both rows."""
    book, sheet = sheet_of()
    for row in (2, 4):
        sheet[f"A{row}"], sheet[f"B{row}"] = "{{ a[].x }}", "{{ a[].y }}"
        sheet.merge_cells(f"A{row}:A{row + 1}")
        sheet.merge_cells(f"B{row}:B{row + 1}")
    filled = template_of(book).fill({"a": [{"x": n, "y": -n} for n in range(1, 5)]}, "en")
    done = filled_book(filled)["8D"]
    assert isinstance(done, Worksheet)
    assert column(done, "A", 2, 9) == [1, None, 2, None, 3, None, 4, None]
    assert column(done, "B", 8, 8) == [-4]
    assert len(done.merged_cells.ranges) == 8


def test_a_list_with_something_beneath_goes_on_on_another_sheet() -> None:
    """Header, style and merges as above the block; a warning that names list, slots and items."""
    for lang, name in zip(LANGUAGES, ("续 D5", "續 D5", "Cont. D5"), strict=True):
        filled = template_of(list_sheet(2, "签名")).fill({"actions": actions(5)}, lang)
        book = filled_book(filled)
        assert book.sheetnames == ["8D", name]
        assert column(book["8D"], "B", 3, 6) == ["措施 1", "措施 2", None, None]
        rest = book[name]
        assert isinstance(rest, Worksheet)
        assert (rest["A1"].value, rest["B2"].value, rest["D2"].value) == ("D5 纠正措施", "措施", "责任人")
        assert column(rest, "B", 3, 6) == ["措施 3", "措施 4", "措施 5", None]
        assert rest["E5"].value == at("2026-11-06")
        assert "B5:C5" in {str(cells) for cells in rest.merged_cells.ranges}
        assert rest["B5"].border.bottom.style == "thin"
        assert rest.column_dimensions["A"].width == book["8D"].column_dimensions["A"].width
        assert codes(filled) == [("F103", "A4")]
        assert filled.problems[0].params == {"list": Ref("form.list_d5"), "slots": 2, "items": 5}
        assert filled.problems[0].value == "actions"
        assert "D5" in filled.problems[0].message(lang)
        assert filled.problems[0].level == "warning"
        assert "5" in filled.problems[0].message(lang)


def test_a_chart_beneath_counts_as_something() -> None:
    """A list must not grow under a picture or a chart; beside one it may."""
    for anchor, grows in (("A8", False), ("H8", True)):
        book = list_sheet(2)
        sheet = book.worksheets[0]
        sheet.add_chart(BarChart(), anchor)
        filled = template_of(book).fill({"actions": actions(4)}, "en")
        assert (codes(filled) == []) is grows


def test_lists_side_by_side_each_have_their_own_items() -> None:
    """Two why-chains in the same rows; one is longer than the other and both grow together."""
    book, sheet = sheet_of()
    for row in (2, 3):
        sheet[f"A{row}"], sheet[f"C{row}"] = "{{ occ[].why }}", "{{ esc[].why }}"
    filled = template_of(book).fill({"occ": [{"why": f"o{n}"} for n in range(5)], "esc": [{"why": "e0"}]}, "en")
    done = filled_book(filled)["8D"]
    assert isinstance(done, Worksheet)
    assert column(done, "A", 2, 6) == ["o0", "o1", "o2", "o3", "o4"]
    assert column(done, "C", 2, 6) == ["e0", None, None, None, None]


def test_blank_styled_rows_beneath_move_down() -> None:
    """A closing line below the list is no content, and stays below."""
    book = list_sheet(1)
    sheet = book["8D"]
    sheet["A4"].border = Border(top=Side(style="thick"))
    done = filled_book(template_of(book).fill({"actions": actions(3)}, "en"))["8D"]
    assert isinstance(done, Worksheet)
    assert column(done, "A", 3, 6) == [1, 2, 3, None]
    assert done["A6"].border.top.style == "thick"
    assert done["A4"].border.top is None or done["A4"].border.top.style is None


def test_a_few_thousand_rows() -> None:
    """One join, every row in its place."""
    filled = template_of(list_sheet(1)).fill({"actions": actions(4000)}, "en")
    sheet = filled_book(filled)["8D"]
    assert isinstance(sheet, Worksheet)
    assert sheet.max_row == 4002
    assert sheet["B4002"].value == "措施 4000"


def test_ranges_and_formulas_move_as_they_should() -> None:
    """What reaches the last row takes the new ones in; relative addresses of copied rows move."""
    assert grown_range("A5:C8", 8, 3) == "A5:C11"
    assert grown_range("A5:C7 B20", 8, 3) == "A5:C7 B23"
    assert grown_range("$A$8", 8, 3) == "$A$8:$A$11"
    assert moved('=IF(A5>$B$1,LOG10(C5),"A5")', 2) == '=IF(A7>$B$1,LOG10(C7),"A5")'
    assert moved("'A5'!A5+表1[A5]+A5:B6", 1) == "'A5'!A6+表1[A5]+A6:B7"


# FM004 ------------------------------------------------------------------------------------------------------------


def chart_book() -> Workbook:
    """A growing list with a chart over it, prepared for 40 rows, and one over fixed cells."""
    book, sheet = sheet_of("帕累托")
    sheet["H1"], sheet["I1"] = "客户", "{{ total }}"
    sheet["H2"], sheet["I2"] = "内部", 4
    sheet["A20"], sheet["B20"] = "不良", "数量"
    sheet["A21"], sheet["B21"] = "{{ pareto[].label }}", "{{ pareto[].count }}"
    for last, anchor, columns in ((60, "A1", (1, 2, 20)), (2, "A10", (8, 9, 0))):
        chart = BarChart()
        label, value, head = columns
        chart.add_data(Reference(sheet, min_col=value, min_row=head or 1, max_row=last), titles_from_data=bool(head))
        chart.set_categories(Reference(sheet, min_col=label, min_row=head + 1, max_row=last))
        chart.height = 4
        sheet.add_chart(chart, anchor)
    return book


def chart_facts(filled: Filled, number: int) -> tuple[list[str], list[str]]:
    """Return the references and the stored values of one chart."""
    xml = part(filled, f"xl/charts/chart{number}.xml")
    return re.findall(r"<(?:c:)?f>(.*?)</", xml), re.findall(r"<(?:c:)?v>(.*?)</", xml)


@pytest.mark.parametrize(("count", "last"), [(0, 21), (1, 21), (6, 26)])
def test_charts_end_where_the_list_ends(count: int, last: int) -> None:
    """Ranges are trimmed to the filled rows, caches hold what was filled; without items one blank row is kept."""
    items = [{"label": f"不良{n}", "count": 10 - n} for n in range(count)]
    filled = template_of(chart_book()).fill({"pareto": items, "total": 9}, "zh-Hans")
    references, values = chart_facts(filled, 1)
    rows = "$21" if last == 21 else f"$21:$@${last}"
    assert references == ["'帕累托'!B20", *(f"'帕累托'!${c}{rows.replace('@', c)}" for c in "AB")]
    assert values == ["数量", *(item["label"] for item in items), *(str(item["count"]) for item in items)]
    assert chart_facts(filled, 2) == (["'帕累托'!$H$1:$H$2", "'帕累托'!$I$1:$I$2"], ["客户", "内部", "9", "4"])


# FM005 ------------------------------------------------------------------------------------------------------------


def entries(data: bytes) -> dict[str, tuple[int, bytes]]:
    """Return check sum and compressed bytes of every entry."""
    found = {}
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename.encode())
            found[info.filename] = (info.CRC, data[start : start + info.compress_size])
    return found


def test_the_rest_leaves_as_it_came() -> None:
    """Entries that hold no marker are the same compressed bytes; sheets with markers differ only in those cells."""
    book = list_sheet(2, "签名")
    other = book.create_sheet("说明")
    other["A1"] = "固定"
    data = saved(book)
    filled = compile_template(data, "t").fill({"actions": actions(1)}, "en")
    before, after = entries(data), entries(filled.data)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/core.xml", "docProps/custom.xml", "_rels/.rels",
        "[Content_Types].xml",
    }  # fmt: skip
    assert "说明" in filled_book(filled).sheetnames


def test_same_input_same_bytes_also_in_another_process() -> None:
    """Nothing depends on the clock or on the process."""
    template = template_of(list_sheet(2, "签名"))
    record = {"actions": actions(4)}
    first = template.fill(record, "zh-Hans", title="8D")
    again = pickle.loads(pickle.dumps(template))
    assert again.fill(record, "zh-Hans", title="8D").data == first.data
    assert compile_template(saved(list_sheet(2, "签名")), "t") is template


def test_properties_say_which_template_and_no_author() -> None:
    """Title as given, template's name and hash; the template's author is gone."""
    book = list_sheet(1)
    filled = template_of(book, "8d.xlsx").fill({}, "en", title="8D <K-1> & Co")
    done = filled_book(filled)
    assert done.properties.title == "8D <K-1> & Co"
    assert "creator" not in part(filled, "docProps/core.xml")
    custom = {item.name: item.value for item in done.custom_doc_props.props}  # type: ignore[attr-defined]
    assert custom["kesu.template"] == "8d.xlsx"
    assert re.fullmatch("[0-9a-f]{64}", custom["kesu.template_hash"])


def test_formulas_stay_without_their_old_results() -> None:
    """LibreOffice believes stored results, so they are taken out, also on sheets without markers."""
    book, sheet = sheet_of()
    sheet["A1"], sheet["A2"], sheet["A3"] = "{{ a }}", "=A1*2", "x"
    other = book.create_sheet("和")
    other["A1"] = "='8D'!A1"
    with ZipFile(BytesIO(saved(book))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number in (1, 2):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = re.sub(rb"<v ?/>|<v></v>", b"<v>999</v>", parts[name])
        assert b"999" in parts[name]
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    filled = compile_template(out.getvalue(), "t").fill({"a": 4}, "en")
    done = filled_book(filled)
    assert (done["8D"]["A1"].value, done["8D"]["A2"].value, done["和"]["A1"].value) == (4, "=A1*2", "='8D'!A1")
    assert "999" not in part(filled, "xl/worksheets/sheet1.xml") + part(filled, "xl/worksheets/sheet2.xml")
    assert "fullCalcOnLoad" in part(filled, "xl/workbook.xml")


def test_the_xml_has_no_stray_text() -> None:
    """Between the elements of a sheet stands nothing, whatever rows became higher, were added or moved."""
    for filled in outputs().values():
        with ZipFile(BytesIO(filled.data)) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    data = ElementTree.fromstring(archive.read(name)).find(f"{MAIN}sheetData")
                    assert data is not None
                    for item in (data, *data, *(cell for row in data for cell in row)):
                        assert not (item.text or "").strip()
                        assert not (item.tail or "").strip()


def test_sheets_may_be_left_out() -> None:
    """With their names, charts and tables; the others keep their own names and print areas."""
    book = chart_book()
    for title in ("逾期", "说明"):
        sheet = book.create_sheet(title)
        sheet["A1"], sheet["A2"] = "{{ total }}", title
        sheet.print_area = "A1:C9"
    book.defined_names["合计"] = DefinedName("合计", attr_text="'帕累托'!$I$1")
    filled = template_of(book).fill({"total": 5}, "en", drop_sheets=["帕累托", "没有"])
    done = filled_book(filled)
    assert done.sheetnames == ["逾期", "说明"]
    assert done["逾期"]["A1"].value == 5
    assert [sheet.print_area for sheet in done.worksheets] == ["'逾期'!$A$1:$C$9", "'说明'!$A$1:$C$9"]
    assert "合计" not in done.defined_names
    with ZipFile(BytesIO(filled.data)) as archive:
        assert not [name for name in archive.namelist() if "chart" in name or "drawing" in name]


def test_the_template_tells_what_it_asks_for() -> None:
    """Every path once, in the order of the sheet."""
    template = template_of(list_sheet(2))
    assert template.fields == ("actions[].n", "actions[].what", "actions[].owner", "actions[].due")
    assert template.name == "t"


# FM006 ------------------------------------------------------------------------------------------------------------

TEXTS = [
    "客户在装配线上发现外壳表面有划伤。",
    "客户在装配线上发现外壳表面有划伤，数量 3/500，要求 48 小时内给出围堵措施并在一周内提交完整的 8D 报告。" * 2,
    "The customer found scratches on the housing surface during assembly; three of five hundred parts are affected.",
    "Lot 20261120-A17 was blocked in the warehouse, in transit and at the customer; sorting starts tomorrow morning. "
    * 3,
    "原因：inspection station #4 的光源老化（luminance < 300 lx），导致 0.2 mm 以下的划伤漏检。" * 2,
    "第一行\n第二行\n\n第四行",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "零件号/批次：A-1001/20261101，A-1002/20261102，A-1003/20261103，A-1004/20261104，A-1005/20261105",
    "「包裝完整」經確認為人員作業時未依標準書執行，已對全體人員重新進行教育訓練並加裝防呆裝置。" * 2,
    "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 4,
    "Internationalization and misidentification of nonconformities notwithstanding, requalification is unavoidable.",
    "已完成。" * 40,
]


def height_book(merged: bool, font: str = "Calibri") -> Workbook:
    """Wrapped markers in cells of three widths, two font sizes; merged over two columns or not."""
    book, sheet = sheet_of()
    for number, (letter, width, size) in enumerate((("A", 24, 9), ("C", 40, 10), ("E", 64, 11))):
        other = chr(ord(letter) + 1)
        sheet.column_dimensions[letter].width = width / 2 if merged else width
        sheet.column_dimensions[other].width = width / 2 if merged else 3
        for row in range(len(TEXTS)):
            at = row * 3 + number + 1
            cell = sheet[f"{letter}{at}"]
            cell.value = f"{{{{ t{row} }}}}"
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
            cell.font = Font(name=font, size=size)
            if merged:
                sheet.merge_cells(f"{letter}{at}:{other}{at}")
    return book


def row_heights(filled: Filled) -> list[float]:
    """Return the height of each row; 15 where the row has none."""
    xml = part(filled, "xl/worksheets/sheet1.xml")
    rows = re.findall(r'<row r="\d+"([^>]*)>', xml)
    return [float(match.group(1)) if (match := re.search(r'\sht="([\d.]+)"', row)) else 15.0 for row in rows]


def test_rows_grow_with_their_texts() -> None:
    """By hand: 9 pt is 12 px an em; 24 digits are 168 px, 163 without padding: 13 Chinese characters a line."""
    book = height_book(merged=False)
    book["8D"].row_dimensions[1].height = 30
    template = template_of(book)
    heights = row_heights(template.fill({"t0": "字" * 26}, "zh-Hans"))
    assert heights[0] == 30
    assert row_heights(template.fill({"t0": "字" * 27}, "zh-Hans"))[0] == pytest.approx(41.25)
    assert row_heights(template.fill({"t0": "a\nb\nc"}, "zh-Hans"))[0] == pytest.approx(38.25)
    assert row_heights(template.fill({}, "zh-Hans"))[0] == 30


def test_a_merged_area_counts_as_wide_as_it_is() -> None:
    """Two columns of half the width hold the same lines; rows of the merged area below lend their height."""
    record = {f"t{number}": text for number, text in enumerate(TEXTS)}
    single = row_heights(template_of(height_book(merged=False)).fill(record, "en"))
    double = row_heights(template_of(height_book(merged=True)).fill(record, "en"))
    assert all(one >= 15 for one in single)
    assert sum(double) == pytest.approx(sum(single), rel=0.05)
    book, sheet = sheet_of()
    sheet["A1"] = "{{ t }}"
    sheet["A1"].alignment = Alignment(wrap_text=True)
    sheet.merge_cells("A1:A4")
    sheet.column_dimensions["A"].width = 24
    for row in (1, 2, 3, 4):
        sheet.row_dimensions[row].height = 20
    assert row_heights(template_of(book).fill({"t": "字" * 33}, "en"))[0] == 20
    assert row_heights(template_of(book).fill({"t": "字" * 66}, "en"))[0] > 20


def test_a_text_above_the_highest_row_is_said() -> None:
    """409 points are the end; the problem names the cell."""
    filled = template_of(height_book(merged=False)).fill({"t0": "字" * 2000}, "zh-Hans")
    assert row_heights(filled)[0] == 409
    assert codes(filled)[0] == ("F106", "A1")


def test_a_text_above_the_highest_row_is_printed_in_full_on_a_further_sheet() -> None:
    """The cell names the sheet and holds all of the text; no row there is cut; the note comes off again."""
    lines = [f"第{number}条：光源老化，导致划伤漏检 =1+1 _x0041_。" for number in range(120)]
    book, sheet = sheet_of()
    sheet["B2"], sheet["B3"] = "{{ long }}", "说明：{{ long }}"
    for ref in ("B2", "B3"):
        sheet[ref].alignment = Alignment(wrap_text=True)
    for lang, name, note in (
        ("zh-Hans", "续文", "【全文见工作表“续文”】\n"),
        ("zh-Hant", "續文", "【全文見工作表「續文」】\n"),
        ("en", "Long texts", "[In full on sheet “Long texts”]\n"),
    ):
        filled = template_of(book).fill({"long": "\n".join(lines)}, lang)
        done = filled_book(filled)
        assert done["8D"]["B2"].value == note + "\n".join(lines)
        assert str(done["8D"]["B3"].value) == "说明：" + note + "\n".join(lines)
        assert without_note(str(done["8D"]["B2"].value)) == "\n".join(lines)
        assert done.sheetnames == ["8D", name]
        rows = [(row[0].value, str(row[1].value)) for row in done[name].iter_rows()]
        second = next(place for place, (ref, _) in enumerate(rows) if ref == "8D!B3")
        assert [ref for ref, _ in rows if ref] == ["8D!B2", "8D!B3"]
        assert "\n".join(text for _, text in rows[:second]) == "\n".join(lines)
        assert "\n".join(text for _, text in rows[second:]) == "说明：" + "\n".join(lines)
        assert all(0 < float(done[name].row_dimensions[row + 1].height) <= 409 for row in range(len(rows)))
    longest = template_of(book).fill({"long": "字" * 32_767}, "en")
    assert filled_book(longest)["8D"]["B2"].value == "字" * 32_767
    assert ("F106", "B2") in codes(longest)


# FM007 ------------------------------------------------------------------------------------------------------------


def without_markers() -> bytes:
    """Return a workbook with no marker in it."""
    book, sheet = sheet_of()
    sheet["A1"] = "已填好的报告"
    return saved(book)


def other_zip() -> bytes:
    """Return a zip file that is no workbook."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "template_not_workbook"),
        (lambda: b"case_no,customer\n1,2\n", "template_not_workbook"),
        (lambda: saved(list_sheet(1))[:900], "template_not_workbook"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "template_old_or_encrypted"),
        (other_zip, "template_not_workbook"),
        (without_markers, "template_no_markers"),
    ],
)
def test_what_is_no_template_is_refused(make: Callable[[], bytes], code: str) -> None:
    """One line in each language that says what to do."""
    with pytest.raises(KesuError) as caught:
        compile_template(make(), "表单.xlsx")
    assert caught.value.code == code
    for lang in LANGUAGES:
        assert "表单.xlsx" in caught.value.say(lang) or "part" in caught.value.params


@pytest.mark.needs("corpus")
def test_no_file_of_other_people_makes_it_fall_over() -> None:
    """Real and broken workbooks: compiled, or refused in one line."""
    seen = {"compiled": 0, "refused": 0}
    for path in sorted(CORPUS.rglob("*.xls*")):
        try:
            compile_template(path.read_bytes(), path.name).fill({}, "en")
            seen["compiled"] += 1
        except KesuError as refusal:
            assert "\n" not in refusal.say("zh-Hans")
            seen["refused"] += 1
    assert seen["refused"] > 100


# real programs ----------------------------------------------------------------------------------------------------


def two_sheets() -> Workbook:
    """Return a list with a chart on one sheet, and a second sheet with a chart and a name of its own."""
    book = chart_book()
    other = book.create_sheet("说明")
    other["A1"] = "{{ total }}"
    other.print_area = "A1:C9"
    other.add_chart(BarChart(), "A5")
    return book


def outputs() -> dict[str, Filled]:
    """Return filled forms of every kind: grown, continued, charts, hostile, empty."""
    record = {
        "actions": actions(7),
        "a": "=x",
        "total": 3,
        "pareto": [{"label": "划伤", "count": 4}, {"label": "<b>", "count": 1}],
    }
    grown, continued = template_of(list_sheet(2)), template_of(list_sheet(2, "签名"))
    hostile = "\n".join(HOSTILE) + "\x00\ud800"
    heights = {f"t{number}": text for number, text in enumerate(TEXTS)}
    return {
        "grown": grown.fill(record, "zh-Hans", title="8D & <报告>"),
        "continued": continued.fill(record, "zh-Hant"),
        "empty": continued.fill({}, "en"),
        "hostile": grown.fill({"actions": [{"what": hostile, "n": hostile}] * 3}, "en", title=hostile),
        "charts": template_of(chart_book()).fill(record, "zh-Hans"),
        "dropped": template_of(two_sheets()).fill(record, "zh-Hans", drop_sheets=["说明"]),
        "nochart": template_of(chart_book()).fill({}, "zh-Hans"),
        "heights": template_of(height_book(merged=True)).fill(heights, "zh-Hans"),
        "overlong": template_of(height_book(merged=True)).fill({"t0": "行\n" * 300, "t1": "<" * 9000}, "en"),
    }


@pytest.mark.needs("ooxml")
@pytest.mark.parametrize("kind", ["grown", "continued", "empty", "hostile", "charts", "dropped", "nochart", "overlong"])
def test_the_validator_finds_nothing(kind: str, tmp_path: Path) -> None:
    """Open XML SDK, every kind of output."""
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(outputs()[kind].data)
    run = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
    verdict = json.loads(run.stdout)
    assert verdict["ok"], verdict


def libreoffice(folder: Path, kind: str, *paths: Path) -> None:
    """Let LibreOffice open files and save them again as `kind`, in the folder of that name."""
    profile = (folder / "profile").as_uri()
    out = folder / kind
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=120)


@pytest.mark.needs("soffice")
def test_libreoffice_reads_what_was_filled_and_needs_no_higher_rows(tmp_path: Path) -> None:
    """Every kind of output loads with its values; its own row heights for the same texts are never above ours."""
    paths, autos = [], []
    for name, filled in outputs().items():
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(filled.data)
    record = {f"t{number}": text for number, text in enumerate(TEXTS)}
    ours = {}
    for font in ("Calibri", "Noto Sans CJK SC"):
        filled = template_of(height_book(merged=False, font=font)).fill(record, "zh-Hans")
        ours[font] = row_heights(filled)
        # Without heights LibreOffice works them out for itself.
        bare = BytesIO()
        with ZipFile(BytesIO(filled.data)) as source, ZipFile(bare, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                if name == "xl/worksheets/sheet1.xml":
                    content = re.sub(rb' ht="[\d.]+" customHeight="1"', b"", content)
                target.writestr(name, content)
        autos.append(tmp_path / f"auto {font}.xlsx")
        autos[-1].write_bytes(bare.getvalue())
    # Only a file of its own kind makes LibreOffice work out heights while it loads.
    libreoffice(tmp_path, "ods", *autos)
    libreoffice(tmp_path, "xlsx", *paths, *(tmp_path / "ods" / f"{path.stem}.ods" for path in autos))
    read = {path.stem: openpyxl.load_workbook(tmp_path / "xlsx" / path.name) for path in (*paths, *autos)}
    assert read["grown"]["8D"]["B9"].value == "措施 7"
    assert read["continued"]["續 D5"]["B7"].value == "措施 7"
    assert str(read["hostile"]["8D"]["B3"].value).split("\n")[: len(HOSTILE) - 7] == HOSTILE[: len(HOSTILE) - 7]
    assert read["charts"]["帕累托"]["B21"].value == 4
    for font, heights in ours.items():
        sheet = read[f"auto {font}"]["8D"]
        theirs = [sheet.row_dimensions[row].height or 15 for row in range(1, len(heights) + 1)]
        cut = [
            (row, mine, other) for row, (mine, other) in enumerate(zip(heights, theirs, strict=True), 1) if mine < other
        ]
        assert cut == [], font
        assert sum(heights) < 1.35 * sum(theirs)


# FM008 ------------------------------------------------------------------------------------------------------------


def test_a_protected_sheet_stays_protected() -> None:
    """With a password, structure locked, cells unlocked: the form is filled, and protects the same."""
    book, sheet = sheet_of()
    sheet["A1"], sheet["A2"] = "{{ what }}", "{{ what }}"
    sheet["A2"].protection = Protection(locked=False)
    sheet.protection.set_password("geheim")
    sheet.protection.enable()
    book.security.lockStructure = True
    source = saved(book)
    filled = compile_template(source, "t").fill({"what": "划伤"}, "zh-Hans")
    done = filled_book(filled)["8D"]
    assert (done["A1"].value, done["A2"].value) == ("划伤", "划伤")
    assert (done["A1"].protection.locked, done["A2"].protection.locked) == (True, False)
    with ZipFile(BytesIO(source)) as archive:
        before = re.search(r"<sheetProtection[^>]*>", archive.read("xl/worksheets/sheet1.xml").decode())
        locked = re.search(r"<workbookProtection[^>]*>", archive.read("xl/workbook.xml").decode())
    assert before is not None
    assert before.group() in part(filled, "xl/worksheets/sheet1.xml")
    assert locked is not None
    assert locked.group() in part(filled, "xl/workbook.xml")


def test_ten_thousand_slots() -> None:
    """Compiled and filled in seconds; what finds no slot goes on on a continuation sheet."""
    book, sheet = sheet_of()
    for row in range(1, 10_001):
        sheet.cell(row, 1, "{{ actions[].what }}")
    sheet["A10001"] = "签名"
    started = perf_counter()
    filled = template_of(book).fill({"actions": [{"what": f"措施 {n}"} for n in range(10_002)]}, "zh-Hans")
    assert perf_counter() - started < 60
    with ZipFile(BytesIO(filled.data)) as archive:
        assert "措施 9999<" in archive.read("xl/worksheets/sheet1.xml").decode()
        assert archive.read("xl/worksheets/kesu_continued1.xml").decode().count("措施") == 2
    assert codes(filled) == [("F103", "A10000")]


def test_characters_that_no_workbook_holds_are_said_wherever_they_stand() -> None:
    """In a cell of its own, in a text, in rich text, in a list, on a continuation sheet (with that sheet's name)."""
    book, sheet = sheet_of()
    sheet["A1"], sheet["A2"] = "{{ a }}", "值：{{ a }}。"
    sheet["A3"] = CellRichText(TextBlock(InlineFont(b=True), "{{ a }}"), " kg")
    sheet["A5"], sheet["A6"] = "{{ rows[].v }}", "签名"
    bad = "x\x00\x1b\ud800y\ufffe"
    filled = template_of(book).fill({"a": bad, "rows": [{"v": bad}, {"v": bad}]}, "zh-Hans")
    assert [(problem.code, problem.sheet, problem.cell) for problem in filled.problems] == [
        ("F104", "8D", "A1"), ("F104", "8D", "A2"), ("F104", "8D", "A3"), ("F104", "8D", "A5"), ("F103", "8D", "A5"),
        ("F104", "续 rows", "A1"),
    ]  # fmt: skip
    done = filled_book(filled)
    assert done["8D"]["A1"].value == "x\ufffd\ufffd\ufffdy\ufffd"
    assert str(done["8D"]["A3"].value) == "x\ufffd\ufffd\ufffdy\ufffd kg"
    assert done["续 rows"]["A1"].value == "x\ufffd\ufffd\ufffdy\ufffd"
