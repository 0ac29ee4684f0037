"""``kesu template check``: what is wrong with a template, each with its cell.

TC001 every fault of a template is found at its cell, and nothing else
TC002 what is no template is said
TC003 the command: exit codes, one document or several
"""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl import check_template, fill_form, make_8d
from kesu_xl.cli.commands import build
from kesu_xl.eight_d import known_paths
from kesu_xl.errors import KesuError
from kesu_xl.newbook.save import saved
from kesu_xl.wording import LANGUAGES

ROOT: Final = Path(__file__).resolve().parent.parent
AS_OF: Final = datetime.fromisoformat("2026-11-21T09:00")
CASE: Final = "KS-2605-001"
_BOX: Final = (
    "<xdr:oneCellAnchor><xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>29</xdr:row>"
    '<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="900000" cy="300000"/><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
    '<xdr:cNvPr id="9" name="box"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody>'
    '<a:bodyPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:r><a:t>编号 {{ case</a:t></a:r>'
    "<a:r><a:t>_no }}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:oneCellAnchor>"
)


def sheet_of(book: Workbook, title: str) -> Worksheet:
    """Return a new first sheet."""
    sheet = book.worksheets[0]
    sheet.title = title
    return sheet


def clean() -> Workbook:
    """Return a template without a fault that asks for everything."""
    book = Workbook()
    sheet = sheet_of(book, "8D")
    for row, path in enumerate(sorted(path for path in known_paths() if "[]" not in path), 1):
        sheet.cell(row, 1, f"{{{{ {path} }}}}")
    sheet["C1"], sheet["C2"] = "{{ actions[].owner }}", "{{ actions[].owner }}"
    sheet["E1"] = "{{ photos[0] }}"
    sheet["E2"] = "{{ team[2].name }}"
    sheet["E3"] = "{{ d7.lessons[1] }}"
    sheet.print_area = "A1:F200"
    return book


def faulty() -> bytes:
    """Return a template with every fault that a check finds."""
    book = Workbook()
    sheet = sheet_of(book, "报告")
    cells = {
        "B2": "{{ d2.what }}", "D2": "{{ d2.wat }}", "B3": "{{ 1 + 1 }}", "D3": "{% for a in actions %}",
        "B5": "{{ customer }}", "C5": '=LEN("{{ x }}")', "B6": "{{ d2.what }}", "B7": "照片 {{ photos[0] }}",
        "A10": "{{ actions[].owner }}", "A11": "{{ actions[].owner }}", "B11": "=1+1", "A13": "{{ actions[].owner }}",
        "A14": "{{ team[].name }}", "A30": "签名", "C20": "=A10", "H2": "{{ os.system }}",
    }  # fmt: skip
    for ref, text in cells.items():
        sheet[ref] = text
    sheet["B4"] = CellRichText("{{ d2.", TextBlock(InlineFont(b=True), "what }}"))
    # A marker that a merged area hides: merge_cells would empty its cell.
    sheet["C15"] = "{{ d5.verification }}"
    sheet.merged_cells.add("B15:D16")
    sheet["B8"].comment = Comment("请填 {{ d3.proof }}", "张三")
    sheet.oddHeader.center.text = "8D {{ case_no }}"  # type: ignore[union-attr]  # openpyxl makes it
    bars = BarChart()
    bars.title = "{{ customer }} 的不良"
    bars.add_data(Reference(sheet, min_col=9, min_row=1, max_row=3))
    sheet.add_chart(bars, "I20")
    other = book.create_sheet("说明")
    other["A1"] = "没有标记的说明"
    data = BytesIO(saved(book))
    out = BytesIO()
    with ZipFile(data) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            xml = source.read(name).decode()
            if name == "xl/drawings/drawing1.xml":
                at = xml.rindex("</")
                xml = xml[:at] + _BOX.replace("xdr:", xml[at + 2 :].partition("wsDr")[0]) + xml[at:]
            target.writestr(name, xml)
    return out.getvalue()


# TC001 ------------------------------------------------------------------------------------------------------------


def test_a_clean_template_has_no_problem() -> None:
    """Plain fields, slots that grow, a picture, one of several values."""
    result = check_template(BytesIO(saved(clean())))
    assert [(problem.code, problem.cell, problem.value) for problem in result.found] == []
    assert "actions[].owner" in result.fields
    assert result.clean


def test_every_fault_is_found_at_its_cell() -> None:
    """Written by hand from the cells above."""
    result = check_template(BytesIO(faulty()), lang="zh-Hans")
    found = {(problem.code, problem.cell) for problem in result.found}
    assert found == {
        ("F141", "D2"),  # d2.wat
        ("F141", "H2"),  # os.system
        ("F101", "B3"),  # code
        ("F102", "B4"),  # two formats
        ("F150", "D3"),  # another language
        ("F145", "C5"),  # a formula beside a marker
        ("F149", "C5"),  # a marker in a formula
        ("F166", "B7"),  # a picture in a text
        ("F145", "B11"),  # a formula in a slot row
        ("F142", "A13"),  # slot rows apart
        ("F143", "A13"),  # one slot only, with something beneath
        ("F143", "A14"),
        ("F144", "C15"),  # hidden by B15:D16
        ("F149", "B8"),  # comment
        ("F149", ""),  # header and chart title
        ("F149", "G30"),  # text box
        ("F148", ""),  # no print area
        ("F146", "B6"),  # d2.what twice
        ("F147", ""),  # what an 8D has besides
    }
    by_code = {(problem.code, problem.cell): problem for problem in result.found}
    assert by_code["F141", "D2"].params == {"nearest": "d2.what"}
    assert by_code["F144", "C15"].params == {"corner": "B15"}
    assert by_code["F146", "B6"].count == 2
    where = sorted((problem.value, problem.message("en")) for problem in result.found if problem.code == "F149")
    assert [value for value, _ in where] == [
        "{{ case_no }}", "{{ case_no }}", "{{ customer }}", "{{ d3.proof }}", "{{ x }}",
    ]  # fmt: skip
    assert {problem.sheet for problem in result.found if problem.code not in ("F147",)} == {"报告"}
    for lang in LANGUAGES:
        assert all(problem.message(lang) and problem.remedy(lang) for problem in result.found)


@pytest.mark.parametrize(
    "text", ["｛｛ case_no ｝｝", "编号：｛｛case_no｝｝", "{ { case_no } }", "｛{ case_no }｝", "{{ case_no ｝｝"]
)
def test_braces_that_make_no_marker_are_found(text: str) -> None:
    """An input method for Chinese types full-width braces."""
    book = clean()
    book.worksheets[0]["F9"] = text
    (problem,) = check_template(BytesIO(saved(book))).found
    assert (problem.code, problem.level, problem.cell) == ("F101", "error", "F9")


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("8d*.xlsx")), ids=lambda path: path.name)
def test_shipped_forms_are_clean(path: Path) -> None:
    """Infos only."""
    assert check_template(path).clean


# TC002 ------------------------------------------------------------------------------------------------------------


def test_what_is_no_template_is_said(tmp_path: Path) -> None:
    """A filled report, a register, a workbook without markers; no workbook is refused."""
    register = ROOT / "workbooks" / "complaints.xlsx"
    report = tmp_path / "报告.xlsx"
    made = fill_form("8d", register, report, case=CASE, as_of=AS_OF, lang="en")
    assert [(one.case_no, one.template) for one in made.made] == [(CASE, "8d.en.xlsx")]
    blank = Workbook()
    sheet_of(blank, "D1")["A1"] = "1. 团队"
    for source, code in ((report, "F152"), (register, "F153"), (BytesIO(saved(blank)), "F151")):
        result = check_template(source)
        assert [problem.code for problem in result.found] == [code]
        assert result.fields == []
        assert not result.clean
    for data in (b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0" + bytes(600), b"PK\x05\x06" + bytes(18)):
        with pytest.raises(KesuError):
            check_template(BytesIO(data))


# TC003 ------------------------------------------------------------------------------------------------------------


def test_the_command(tmp_path: Path) -> None:
    """0 clean, 1 problems, 2 no workbook; one document, or several in one."""
    good, bad, none = (tmp_path / name for name in ("good.xlsx", "坏.xlsx", "none.xlsx"))
    good.write_bytes(saved(clean()))
    bad.write_bytes(faulty())
    none.write_text("x", encoding="utf-8")
    run = CliRunner()
    kesu = build("en")
    one = run.invoke(kesu, ["template", "check", str(good), "--json"], standalone_mode=False)
    assert one.return_value == 0
    assert json.loads(one.stdout)["template"] == str(good)
    assert json.loads(one.stdout)["problems"] == []
    shown = run.invoke(kesu, ["template", "check", str(bad)], standalone_mode=False)
    assert shown.return_value == 1
    assert "报告!D2" in shown.stdout
    several = run.invoke(kesu, ["template", "check", str(good), str(bad), str(none), "--json"], standalone_mode=False)
    assert several.return_value == 1
    documents = json.loads(several.stdout)["templates"]
    assert [document["template"] for document in documents] == [str(good), str(bad), str(none)]
    assert {"code", "level", "sheet", "cell", "row", "message", "remedy"} <= set(documents[1]["problems"][0])
    assert set(documents[2]) == {"template", "failed"}
    assert isinstance(run.invoke(kesu, ["template", "check", str(none)], standalone_mode=False).exception, KesuError)


def test_forms_by_name_and_by_path(tmp_path: Path) -> None:
    """Own forms by path; unknown names and numbers are refused in one line."""
    run = CliRunner()
    kesu = build("en")
    listed = json.loads(run.invoke(kesu, ["form", "--list", "--json"], standalone_mode=False).stdout)["forms"]
    assert {"name": "8d", "languages": list(LANGUAGES)} in listed
    assert "weekly" not in [form["name"] for form in listed]
    own = tmp_path / "客户.xlsx"
    book = Workbook()
    sheet_of(book, "D")["B2"] = "No. {{ case_no }}"
    own.write_bytes(saved(book))
    register = str(ROOT / "workbooks" / "complaints.xlsx")
    common = ["--as-of", "2026-11-21T09:00", "--case"]
    out = tmp_path / "out.xlsx"
    filled = ["form", str(own), register, *common, CASE, "-o", str(out), "--json"]
    made = run.invoke(kesu, filled, standalone_mode=False)
    assert made.return_value == 0, made.output
    assert json.loads(made.stdout)["made"] == [{"case_no": CASE, "path": str(out), "template": "客户.xlsx"}]
    with ZipFile(out) as archive:
        assert f"No. {CASE}" in archive.read("xl/worksheets/sheet1.xml").decode()
    for arguments, code in (
        (["9d", register, *common, CASE, "-o", str(out)], "no_such_form"),
        ([str(tmp_path / "no.xlsx"), register, *common, CASE, "-o", str(out)], "file_not_found"),
        (["8d", register, *common, "none", "-o", str(out)], "no_such_case"),
        (["8d", register, *common, CASE, "-o", str(tmp_path / "out.xls")], "wrong_ending"),
    ):
        refused = run.invoke(kesu, ["form", *arguments], standalone_mode=False)
        assert isinstance(refused.exception, KesuError)
        assert refused.exception.code == code


def test_a_field_that_no_record_has_is_said_when_a_form_is_filled(tmp_path: Path) -> None:
    """It stays blank in every form: once for all reports, with its cell and the nearest field."""
    own = tmp_path / "客户.xlsx"
    book = Workbook()
    sheet = sheet_of(book, "D")
    sheet["B2"], sheet["B3"] = "{{ case_no }}", "{{ custmer }}"
    own.write_bytes(saved(book))
    register = ROOT / "workbooks" / "complaints.xlsx"
    made = make_8d(register, tmp_path / "8D", as_of=AS_OF, template=own, lang="en")
    assert len(made.made) > 100
    filled = fill_form(own, register, tmp_path / "one.xlsx", case=CASE, as_of=AS_OF, lang="en")
    for result in (made, filled):
        (problem,) = result.found
        assert (problem.code, problem.level, problem.sheet, problem.cell) == ("F141", "error", "D", "B3")
        assert "customer" in problem.message("en")
