"""Registers as other people keep them: sheet, header row, columns and complaints are found, the rest is said.

Twelve registers stand in tests/fixtures/registers, cell by cell, each with what must be found in it, written by hand.
They are built here as XML, so that a formula may lack its result, a cell may hold an error, and days count from 1904.
"""

from __future__ import annotations

import csv
import subprocess
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import kesu_xl
from kesu_xl.errors import KesuError
from kesu_xl.flow.opening import open_register
from kesu_xl.grid import Grid, column_letter, position
from kesu_xl.package.a1 import Area
from kesu_xl.problem import Problem
from kesu_xl.register import Register, register_in
from kesu_xl.register.label import read_label
from kesu_xl.register.mapping import parse_mapping

ROOT: Final = Path(__file__).resolve().parent.parent
CORPUS: Final = ROOT.parent / "shared" / "corpus"
FIXTURES: Final = sorted((Path(__file__).parent / "fixtures" / "registers").glob("*.toml"))
AS_OF: Final = datetime.fromisoformat("2026-11-21T09:00")

#: DOMAIN, section 3: what every complaint needs, and what one needs that has come further.
FROM_NEW: Final = frozenset((
    "case_no", "received_at", "customer", "customer_contact", "channel", "complaint_type", "product", "defect",
    "customer_demand", "safety_flag", "received_by", "status",
))  # fmt: skip
FROM_LATER: Final = frozenset((
    "lot_no", "defect_class", "defect_qty", "severity", "valid", "liability", "owner", "owner_dept",
    "owner_assigned_at", "first_response_at", "initial_measure", "containment_state", "root_cause_occ",
    "root_cause_esc", "action_occ", "action_esc", "closed_at", "closing_summary",
))  # fmt: skip

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
KINDS: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}

Cell = Any
Sheet = Mapping[str, Any]


# --- workbooks from the fixtures ---


class _Styles:
    """Number formats that cells ask for, in the order in which they were asked for."""

    def __init__(self) -> None:
        self.formats: list[str] = ["General"]

    def number(self, code: str) -> int:
        if code not in self.formats:
            self.formats.append(code)
        return self.formats.index(code)

    def xml(self) -> str:
        listed = "".join(
            f'<numFmt numFmtId="{170 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(self.formats)
        )
        cells = "".join(f'<xf numFmtId="{170 + at}" applyNumberFormat="1"/>' for at in range(len(self.formats)))
        return (
            f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(self.formats)}">{listed}</numFmts><fonts count="1">'
            '<font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
            f'<cellXfs count="{len(self.formats)}">{cells}</cellXfs></styleSheet>'
        )


def serial(moment: date, epoch: datetime) -> float:
    """Return what Excel stores for a day or a moment."""
    full = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    return (full - epoch).total_seconds() / 86400


def cell_xml(address: str, value: Cell, styles: _Styles, epoch: datetime) -> str:
    """Return one cell: a text, number, yes/no, date, a date with a format, a formula, an error."""
    formula = style = ""
    if isinstance(value, dict):
        if "e" in value:
            return f'<c r="{address}" t="e"><v>{escape(value["e"])}</v></c>'
        if "d" in value:
            style, value = f' s="{styles.number(value["fmt"])}"', value["d"]
        else:
            formula = f"<f>{escape(value['f'])}</f>"
            value = value.get("v", "")
    if isinstance(value, date):
        code = "yyyy/mm/dd hh:mm:ss" if isinstance(value, datetime) else "yyyy/mm/dd"
        style = style or f' s="{styles.number(code)}"'
        return f'<c r="{address}"{style}>{formula}<v>{serial(value, epoch)!r}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{address}" t="b">{formula}<v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{address}">{formula}<v>{value!r}</v></c>'
    if formula:
        return f'<c r="{address}">{formula}</c>'
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_xml(sheet: Sheet, styles: _Styles, epoch: datetime) -> str:
    """Return the XML of one sheet whose first cell stands at its `at`."""
    top, left = position(sheet.get("at", "A1"))
    rows = []
    for number, row in enumerate(sheet["rows"], top):
        cells = [
            cell_xml(f"{column_letter(left + at)}{number}", v, styles, epoch) for at, v in enumerate(row) if v != ""
        ]
        if cells:
            rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.get("merged", ()))
    merges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{merges}</worksheet>'


def zipped(parts: Mapping[str, str]) -> bytes:
    """Return a package of text parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def excel(sheets: Sequence[Sheet], kind: str = "xlsx", date1904: bool = False) -> bytes:
    """Return an .xlsx or .xlsm with these sheets."""
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    styles = _Styles()
    parts = {f"xl/worksheets/sheet{n}.xml": sheet_xml(sheet, styles, epoch) for n, sheet in enumerate(sheets, 1)}
    listed = "".join(
        f'<sheet name={quoteattr(s["name"])} sheetId="{n}"{" state=" + quoteattr("hidden") if s.get("hidden") else ""}'
        f' r:id="r{n}"/>'
        for n, s in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    types = "".join(
        f'<Override PartName="/{name}" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for name in parts
    )
    parts |= {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{KINDS[kind]}"/>{types}'
        '<Override PartName="/xl/styles.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(date1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}<Relationship Id="st" '
        f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles.xml(),
    }
    return zipped(parts)


def opendocument(sheets: Sequence[Sheet]) -> bytes:
    """Return an .ods with these sheets."""

    def cell(value: Cell) -> str:
        if value == "":
            return "<table:table-cell/>"
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'

    tables = "".join(
        f"<table:table table:name={quoteattr(sheet['name'])}>"
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in sheet["rows"])
        + "</table:table>"
        for sheet in sheets
    )
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{listed}"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        }
    )


def fixture(path: Path) -> tuple[bytes, str, Mapping[str, Any]]:
    """Return the workbook of a fixture, its ending, and what must be found in it."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    kind = content.get("file", "xlsx")
    sheets = content["sheets"]
    made = opendocument(sheets) if kind == "ods" else excel(sheets, kind, content.get("date1904", False))
    return made, kind, content["expect"]


def written(folder: Path, rows: Sequence[Sequence[object]], name: str = "台账.xlsx", sheet: str = "客诉") -> Path:
    """Write a register of plain values."""
    workbook = Workbook()
    worksheet = workbook.active
    assert isinstance(worksheet, Worksheet)
    worksheet.title = sheet
    for row in rows:
        worksheet.append(list(row))
    workbook.save(folder / name)
    return folder / name


# --- the twelve registers ---


def shown(problem: Problem) -> str:
    """Return a problem as the fixtures write it."""
    return f"{problem.code} {problem.cell or problem.sheet}" + (f" x{problem.count}" if problem.count > 1 else "")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_register_as_somebody_keeps_it(path: Path, tmp_path: Path) -> None:
    data, kind, expect = fixture(path)
    register = tmp_path / f"register.{kind}"
    register.write_bytes(data)

    result = kesu_xl.check(register, as_of=AS_OF, timezone="Asia/Shanghai")

    assert (result.sheet, result.header_row, result.rows) == (expect["sheet"], expect["header_row"], expect["rows"])
    assert {column.field: column.column for column in result.columns} == expect["columns"]
    absent = [problem for problem in result.found if problem.code in ("R101", "R102")]
    assert Counter(p.field for p in absent) == Counter((FROM_NEW | FROM_LATER) - expect["columns"].keys())
    assert {p.code for p in absent if p.field in FROM_NEW} <= {"R101"}
    assert {p.code for p in absent if p.field in FROM_LATER} <= {"R102"}
    assert {p.row for p in absent} <= {expect["header_row"]}
    others = [problem for problem in result.found if problem not in absent]
    assert sorted(map(shown, others)) == sorted(expect["problems"])
    letters = expect["columns"]
    for problem in others:
        if problem.code.startswith("C"):
            assert problem.cell == f"{letters[problem.field]}{problem.row}"


@pytest.mark.parametrize(
    "path", [p for p in FIXTURES if "[expect.values]" in p.read_text("utf-8")], ids=lambda p: p.stem
)
def test_what_the_cells_were_read_as(path: Path, tmp_path: Path) -> None:
    data, kind, expect = fixture(path)
    (tmp_path / f"register.{kind}").write_bytes(data)
    opened = open_register(tmp_path / f"register.{kind}", timezone="Asia/Shanghai")
    columns = opened.checked(AS_OF.replace(tzinfo=opened.settings.zone)).columns
    for field, values in expect["values"].items():
        assert columns[field] == [None if value == "" else value for value in values], field


def test_dates_without_times_and_no_first_response_give_unknown_clocks_that_say_what_to_fill(tmp_path: Path) -> None:
    register = tmp_path / "log.xlsx"
    register.write_bytes(fixture(FIXTURES[-1])[0])
    found = kesu_xl.clocks(register, as_of=AS_OF, timezone="Asia/Shanghai", lang="en").as_json()["clocks"]
    assert len(found) >= 9
    assert {clock["state"] for clock in found} == {"unknown"}
    first = next(c for c in found if c["clock"] == "first_response")
    assert "First response" in first["explanation"]
    closing = next(c for c in found if c["clock"] == "closed_or_escalated")
    assert "Received at" in closing["explanation"]


@pytest.mark.needs("soffice")
def test_old_xls_files_are_read_alike(tmp_path: Path) -> None:
    """An .xls, as LibreOffice saves it, says what the .xlsx says, except for what it cannot show."""
    paths = [FIXTURES[0], FIXTURES[4]]
    for path in paths:
        (tmp_path / f"{path.stem}.xlsx").write_bytes(fixture(path)[0])
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "xls", "--outdir",
         str(tmp_path), *(str(tmp_path / f"{path.stem}.xlsx") for path in paths)],
        check=True, capture_output=True,
    )  # fmt: skip
    for path in paths:
        before = kesu_xl.check(tmp_path / f"{path.stem}.xlsx", as_of=AS_OF, timezone="Asia/Shanghai")
        after = kesu_xl.check(tmp_path / f"{path.stem}.xls", as_of=AS_OF, timezone="Asia/Shanghai")
        assert (after.header_row, after.rows, after.columns) == (before.header_row, before.rows, before.columns)
        # a formula without a result was calculated by LibreOffice; an error looks like a blank
        hidden = {"C408", "C409", "R108", "C113"}
        assert {shown(p) for p in after.found if p.code not in hidden} == {
            shown(p) for p in before.found if p.code not in hidden
        }
        assert [p.code for p in after.found].count("R108") == 1


# --- headers ---


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("客诉编号", "case_no"), (" 客訴編號 ", "case_no"), ("Claim No.", "case_no"), ("ＮＯ．", "case_no"),
        ("客诉编号\nComplaint No.", "case_no"), ("Complaint ID", "case_no"), ("*客诉编号：", "case_no"),
        ("客户名称(简称)", "customer"), ("客戶名稱 Customer", "customer"), ("Customer / 客户", "customer"),
        ("客户代码", "customer"), ("不良数量（PCS）", "defect_qty"), ("不良數量\n（片）", "defect_qty"),
        ("受理 时间", "received_at"), ("投诉日期\n(年/月/日)", "received_at"), ("RECEIVED  AT", "received_at"),
        ("首次回复时间*", "first_response_at"), ("结案时间 Closed at", "closed_at"), ("料号&品名", "part_no"),
        ("責任部門", "owner_dept"), ("责任部门/Dept.", "owner_dept"), ("received_at", "received_at"),
        ("计划完成日", "promised_at"), ("实际完成", "closed_at"), ("首次回复日", "first_response_at"),
        ("complaint_number", "case_no"), ("Opened_Date", "received_at"), ("Remarkes", "remark"),
        ("DFMEA&PFMEA", "fmea_no"), ("Finish date of 8D", "d8_done_at"), ("Closing sumary", "closing_summary"),
    ],
)  # fmt: skip
def test_a_header_is_known_in_any_spelling(header: str, field: str) -> None:
    reading = read_label(header)
    assert reading is not None and reading.field == field


@pytest.mark.parametrize(
    "header",
    [
        "", "  ", "序号", "快递公司", "备用1", "完成周期", "Zip code", "City", "Cycle", "合格率", "12", "8D", "效果",
        # nearly one of ours, but about something else
        "首次回复人", "不良数量率", "问题描述人", "处理结果者",
        "Corrective action date", "Root cause code", "Escalated by",
    ],
)  # fmt: skip
def test_an_unknown_header_is_not_guessed(header: str) -> None:
    assert read_label(header) is None


def simple(rows: Sequence[Sequence[Any]], **at: int) -> Register:
    return register_in(Grid.from_values("客诉", rows, **at))


HEADS: Final[list[Any]] = ["客诉编号", "受理时间", "客户名称", "不良现象", "结案状况"]
ROW: Final[list[Any]] = ["K-1", AS_OF, "远航包装", "划伤", "新建"]


def test_sixty_columns_of_which_five_are_ours() -> None:
    filler = [f"检查项{n}" for n in range(1, 56)]
    register = simple([[*filler[:30], *HEADS, *filler[30:]], [*range(30), *ROW, *range(25)]])
    assert {name: head.column for name, head in register.heads.fields.items()} == {
        "case_no": 31, "received_at": 32, "customer": 33, "defect": 34, "status": 35,
    }  # fmt: skip
    assert len(register.heads.unmapped) == 55
    assert len(register.indexes) == 1


def test_a_sheet_with_only_a_header_has_no_complaints(tmp_path: Path) -> None:
    result = kesu_xl.check(written(tmp_path, [HEADS]), as_of=AS_OF)
    assert (result.header_row, result.rows, result.valid) == (1, 0, 0)
    assert {problem.code for problem in result.found} == {"R101", "R102"}


def test_one_complaint_is_enough() -> None:
    assert simple([HEADS, ROW]).row_number(0) == 2


def test_two_columns_with_the_same_label_are_refused_and_both_cells_named() -> None:
    with pytest.raises(KesuError) as refused:
        simple([["客诉编号", "客户名称", "客戶名稱 ", "不良现象", "不良现象"], ROW], top=3, left=2)
    assert refused.value.code == "same_label"
    assert "E3" in refused.value.say("en") and "F3" in refused.value.say("en")


def test_the_better_of_two_labels_of_one_meaning_wins_wherever_it_stands() -> None:
    register = simple([["编号", "客诉编号", "客户名称", "不良现象"], ["7", "K-7", "甲公司", "划伤"]])
    assert register.heads.fields["case_no"].column == 2
    said = [p for p in register.problems if p.code == "R103"]
    assert [(p.cell, p.field) for p in said] == [("A1", "case_no")]
    assert register.value("case_no", 0) == "K-7"


def test_columns_of_one_unknown_label_are_only_said() -> None:
    register = simple([[*HEADS, "备用", "备用"], [*ROW, 1, 2]])
    assert [(p.code, p.cell) for p in register.problems if p.code == "R104"] == [("R104", "F1"), ("R104", "G1")]


@pytest.mark.parametrize("deep", [1, 9, 29])
def test_the_header_is_found_within_the_first_thirty_rows(deep: int) -> None:
    letterhead = [["远航塑料有限公司 客户投诉处理台账"], *([["说明：客户、状态、备注等各栏请如实填写"]] * (deep - 1))]
    assert simple([*letterhead, HEADS, ROW]).heads.row == deep + 1


def test_a_header_further_down_is_not_found() -> None:
    with pytest.raises(KesuError) as refused:
        simple([*([["说明"]] * 30), HEADS, ROW])
    assert refused.value.code == "no_header"


# --- which rows are complaints ---


@pytest.mark.parametrize(
    "total", ["合计", "总计：", "小 计", "本页小计", "本月合计", "Total", "Grand total:", "TOTALS", "合計", "累计"]
)
def test_totals_are_no_complaints(total: str) -> None:
    register = simple([HEADS, ROW, [total, "", "", 3, ""]])
    assert len(register.indexes) == 1
    assert [(p.code, p.cell) for p in register.problems if p.code == "R107"] == [("R107", "A3")]


def test_a_complaint_without_a_number_is_still_a_complaint() -> None:
    register = simple([HEADS, ["", AS_OF, "甲公司", "划伤", "新建"], ["", "", "乙公司", "", ""]])
    assert [register.row_number(n) for n in range(len(register.indexes))] == [2, 3]


def test_a_customer_called_like_a_footer_is_a_complaint() -> None:
    register = simple(
        [
            ["客户名称", "不良现象", "状态", "责任人"],
            ["说明书印刷厂", "缺页", "新建", "张三"],
            ["合计机械厂", "异响", "新建", ""],
        ]
    )
    assert len(register.indexes) == 2


def test_days_without_a_complaint_are_none() -> None:
    heads = ["Date", "Complaints", "Complaint Description", "Status"]
    rows = [[date(2026, 1, 1), "No Complaint", "", ""], [date(2026, 1, 2), "Complaint", "Scratch", "Open"],
            [date(2026, 1, 3), "无客诉", "", ""]]  # fmt: skip
    register = simple([heads, *rows])
    assert [register.row_number(n) for n in range(len(register.indexes))] == [3]
    assert [(p.code, p.cell, p.count) for p in register.problems if p.code == "R106"] == [("R106", "A2", 2)]


def test_values_of_merged_cells_count_for_every_complaint_of_the_merge() -> None:
    """Somebody merged the customer over three rows, the last of which is only numbered."""
    grid = Grid.from_values("客诉", [HEADS, ROW, ["K-2", AS_OF, "", "起皱", "新建"], ["K-3", "", "", "", ""]])
    grid.merged.append(Area(2, 3, 4, 3))
    register = register_in(grid)
    assert len(register.indexes) == 2
    assert register.value("customer", 1) == ROW[2]
    assert [(p.code, p.cell, p.count, p.value) for p in register.problems if p.code == "R114"] == [
        ("R114", "C3", 1, ROW[2])
    ]
    assert grid.value(3, 3) == ""


def test_a_cell_of_the_header_that_is_merged_down_fills_nothing() -> None:
    grid = Grid.from_values("客诉", [HEADS, ["", "", "", "", ""], ROW, ["K-2", AS_OF, "", "起皱", "新建"]])
    grid.merged += [Area(1, column, 2, column) for column in range(1, 6)]
    register = register_in(grid)
    assert [register.value("customer", n) for n in range(2)] == [ROW[2], ""]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("不良数量 PCS", "defect_qty"), ("不良数量PCS", "defect_qty"), ("不良数量/PCS", "defect_qty"),
        ("批量 pcs", "lot_qty"), ("批量【片】", "lot_qty"), ("批量：卷", "lot_qty"), ("Lot qty (pcs)", "lot_qty"),
        ("Lot qty pcs", "lot_qty"), ("质量损失金额：元", "cost_total"), ("质量损失金额 万元", "cost_total"),
        ("結案狀況▼", "status"), ("★不良现象★", "defect"), ("● 客户名称 *", "customer"),
    ],
)  # fmt: skip
def test_units_and_signs_at_the_ends_of_a_header_are_no_part_of_its_name(text: str, field: str) -> None:
    reading = read_label(text, similar=False)
    assert reading is not None
    assert reading.field == field


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("质量损失金额(万元)", "万元"),
        ("质量损失金额（千元）", "千元"),
        ("质量损失金额 KRMB", "KRMB"),
        ("质量损失金额（元）", ""),
    ],
)
def test_a_unit_that_multiplies_is_said(head: str, unit: str) -> None:
    register = simple([[*HEADS, head], [*ROW, 3.5]])
    assert "cost_total" in register.heads.fields
    said = [(p.field, p.cell, p.params["unit"]) for p in register.problems if p.code == "R113"]
    assert said == ([("cost_total", "F1", unit)] if unit else [])


def test_a_band_above_columns_with_names_of_their_own_only_groups_them() -> None:
    rows = [["案件", "", "", "跟进", "", "内部", ""], [*HEADS, "流水号码", "跟进电话"], [*ROW, 1, 2]]
    grid = Grid.from_values("客诉", rows)
    grid.merged += [Area(1, 1, 1, 3), Area(1, 4, 1, 5), Area(1, 6, 1, 7)]
    assert not [p for p in register_in(grid).problems if p.code == "R109"]


@pytest.mark.parametrize(("left", "right"), [("", "费"), ("日", "号"), ("快递公司", "费")])
def test_a_name_that_is_only_whole_with_the_band_above_it_is_said(left: str, right: str) -> None:
    grid = Grid.from_values("客诉", [["", "", "", "", "", "快递", ""], [*HEADS, left, right], [*ROW, 1, 2]])
    grid.merged.append(Area(1, 6, 1, 7))
    said = [p.cell for p in register_in(grid).problems if p.code == "R109"]
    assert said == ["G2" if left == "快递公司" else "F2"]


@pytest.mark.parametrize("side", [["客户名称", "件数"], ["客户名称"], ["件数", "客户名称", "占比"]])
def test_a_small_list_at_the_side_is_another_table(side: list[str]) -> None:
    blank = ["", ""]
    register = simple([[*HEADS, *blank, *side], [*ROW, *blank, *("x" for _ in side)]])
    assert register.heads.fields["customer"].column == 3
    assert [p.cell for p in register.problems if p.code == "R111"] == ["H1"]
    register = simple([[*side, *blank, *HEADS], [*("x" for _ in side), *blank, *ROW]])
    assert register.heads.fields["customer"].column == len(side) + 5
    assert [p.cell for p in register.problems if p.code == "R111"] == ["A1"]


def test_a_title_at_the_side_is_no_header() -> None:
    grid = Grid.from_values("客诉", [["客诉台账", *HEADS], ["", *ROW], ["", "K-2", *ROW[1:]], ["", "K-3", *ROW[1:]]])
    grid.merged.append(Area(1, 1, 4, 1))
    grid.merged.append(Area(1, 1, 40, 1))
    register = register_in(grid)
    assert [register.row_number(n) for n in range(len(register.indexes))] == [2, 3, 4]


def test_a_row_crossed_out_from_end_to_end_is_no_complaint() -> None:
    register = simple(
        [HEADS, ROW, ["K-2", "/", "/", "/", "/"], ["K-3", "-", "", "无", ""], ["K-4", "/", "甲公司", "/", ""]]
    )
    assert [register.row_number(n) for n in range(len(register.indexes))] == [2, 5]
    assert [(p.code, p.cell, p.count) for p in register.problems if p.code == "R106"] == [("R106", "A3", 2)]


@pytest.mark.parametrize(
    "row",
    [
        ["必填", "必填", "必填", "必填", "选填"], ["Required", "Date", "", "optional", ""],
        ["示例", AS_OF, "甲公司", "划伤", "新建"], ["Example:", "2026-01-01", "A", "Scratch", "New"],
    ],
)  # fmt: skip
def test_a_hint_below_the_header_is_no_complaint(row: list[Any]) -> None:
    register = simple([HEADS, row, ROW])
    assert [register.row_number(n) for n in range(len(register.indexes))] == [3]
    assert [(p.code, p.cell) for p in register.problems if p.code == "R106"] == [("R106", "A2")]


def test_a_mapping_reads_what_a_joined_header_splits(tmp_path: Path) -> None:
    data, _, expect = fixture(next(path for path in FIXTURES if "joined" in path.stem))
    (tmp_path / "a.xlsx").write_bytes(data)
    text = 'header_row = 4\n[columns]\nstatus = "F"\nclosed_at = "G"\n'
    result = kesu_xl.check(tmp_path / "a.xlsx", as_of=AS_OF, mapping=mapped(tmp_path, text))
    assert (result.rows, result.header_row) == (expect["rows"], 4)
    assert {c.field: c.column for c in result.columns} == {**expect["columns"], "status": "F", "closed_at": "G"}
    # the lowest of the three rows serves as well
    found = kesu_xl.map_columns(tmp_path / "a.xlsx", mapping=mapped(tmp_path, "header_row = 5\n"))
    assert found.rows == 2
    assert {c.field for c in found.columns} >= {"case_no", "received_at", "customer", "defect", "owner", "status"}


@pytest.mark.parametrize("column", ["A", "Z"])
def test_a_mapping_may_name_an_empty_column_outside_of_what_is_filled(column: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(excel([{"name": "客诉", "at": "C3", "rows": [HEADS, ROW]}]))
    text = f'[columns]\ncase_no = "{column}"\nremark = "B"\n'
    result = kesu_xl.check(tmp_path / "a.xlsx", as_of=AS_OF, mapping=mapped(tmp_path, text))
    assert result.rows == 1
    missing = [p for p in result.found if p.code == "C101"]
    assert [(p.field, p.cell) for p in missing] == [("case_no", f"{column}4")]


# --- mapping files ---


def test_a_mapping_is_written_and_read_back_with_the_same_result(tmp_path: Path) -> None:
    for path in FIXTURES:
        data, kind, expect = fixture(path)
        register = tmp_path / f"{path.stem}.{kind}"
        register.write_bytes(data)
        found = kesu_xl.map_columns(register)
        assert (found.sheet, found.header_row, found.rows) == (expect["sheet"], expect["header_row"], expect["rows"])
        (tmp_path / "MAP.toml").write_text(found.mapping, encoding="utf-8")
        again = kesu_xl.map_columns(register, mapping=tmp_path / "MAP.toml")
        assert (again.sheet, again.header_row, again.rows) == (found.sheet, found.header_row, found.rows)
        assert [(c.field, c.column, c.header) for c in again.columns] == [
            (c.field, c.column, c.header) for c in found.columns
        ]
        assert {c.how for c in again.columns} == {"mapped"}
        assert {(c.header, c.column) for c in again.unmapped} == {(c.header, c.column) for c in found.unmapped}


def test_map_says_how_and_how_sure_and_what_is_missing_for_what(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        [["客诉编号", "投诉日期", "客户", "Closing sumary", "快递公司"], ["K-1", AS_OF, "甲公司", "已解决", "自提"]],
    )
    found = kesu_xl.map_columns(path, lang="en")
    assert [(c.field, c.column, c.how) for c in found.columns] == [
        ("case_no", "A", "exact"), ("received_at", "B", "alias"), ("customer", "C", "alias"),
        ("closing_summary", "D", "similar"),
    ]  # fmt: skip
    sure = [column.sure for column in found.columns]
    assert sure == sorted(sure, reverse=True) and 0 < sure[-1] < sure[0] == 1
    assert [(c.header, c.column) for c in found.unmapped] == [("快递公司", "E")]
    missing = {item["field"]: item["needed_for"] for item in found.as_json()["missing"]}
    assert missing.keys() >= FROM_NEW - {"case_no", "received_at", "customer"}
    assert "First response" in missing["first_response_at"]
    assert "Closed or escalated" in missing["closed_at"]


def mapped(tmp_path: Path, text: str) -> Path:
    (tmp_path / "对应 表.toml").write_text(text, encoding="utf-8")
    return tmp_path / "对应 表.toml"


TWO_NUMBERS: Final = [["客诉编号", "客诉编号", "客户名称", "不良现象"], ["K-1", "X-1", "甲公司", "划伤"]]


def test_a_mapping_decides_between_two_columns_of_one_label(tmp_path: Path) -> None:
    path = written(tmp_path, TWO_NUMBERS)
    with pytest.raises(KesuError) as refused:
        kesu_xl.map_columns(path)
    assert "A1" in str(refused.value) and "B1" in str(refused.value)
    found = kesu_xl.map_columns(path, mapping=mapped(tmp_path, '[columns]\ncase_no = "B"\n'))
    assert [(c.field, c.column, c.how) for c in found.columns][1] == ("case_no", "B", "mapped") or found.columns[
        0
    ].column == "B"
    assert [(c.header, c.column) for c in found.unmapped] == [("客诉编号", "A")]


def test_a_mapping_swaps_columns_and_hides_one(tmp_path: Path) -> None:
    path = written(tmp_path, [HEADS, ROW])
    text = '[columns]\ncustomer = "D"\ndefect = "C"\nstatus = ""\n'
    found = kesu_xl.map_columns(path, mapping=mapped(tmp_path, text))
    assert {c.field: c.column for c in found.columns} == {
        "case_no": "A", "received_at": "B", "customer": "D", "defect": "C",
    }  # fmt: skip
    assert [(c.header, c.column) for c in found.unmapped] == [("结案状况", "E")]


def test_a_mapping_names_sheet_and_header_row(tmp_path: Path) -> None:
    path = written(tmp_path, [["Kd"], ["Nr", "Wer", "Was"], ["K-1", "甲公司", "划伤"]])
    text = 'sheet = "客诉"\nheader_row = 2\n[columns]\ncase_no = "A"\ncustomer = "b"\ndefect = "C"\n'
    found = kesu_xl.map_columns(path, mapping=mapped(tmp_path, text))
    assert (found.header_row, found.rows) == (2, 1)
    assert [(c.header, c.column) for c in found.columns] == [("Nr", "A"), ("Wer", "B"), ("Was", "C")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[columns\n", "mapping_not_toml"), ("columns = 3\n", "mapping_not_toml"), ("sheet = 3\n", "mapping_not_toml"),
        ('[columns]\ncase_nr = "A"\n', "mapping_unknown_field"), ("[columns]\ncase_no = 1\n", "mapping_bad_column"),
        ('[columns]\ncase_no = "A1"\n', "mapping_bad_column"), ('[columns]\ncase_no = "AAAA"\n', "mapping_bad_column"),
        ('[columns]\ncase_no = "ZZZ"\n', "mapping_bad_column"), ('header_row = "4"\n', "mapping_not_toml"),
        ('[columns]\ncase_no = "A"\ncustomer = "a"\n', "mapping_column_twice"),
        ("header_row = true\n", "mapping_not_toml"),
        ("header_row = 40\n", "no_header_in_row"), ('sheet = "没有"\n', "no_such_sheet"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_in_one_line(text: str, code: str, tmp_path: Path) -> None:
    path = written(tmp_path, [HEADS, ROW])
    with pytest.raises(KesuError) as refused:
        kesu_xl.map_columns(path, mapping=mapped(tmp_path, text))
    assert refused.value.code == code
    assert all("\n" not in refused.value.say(lang) for lang in ("zh-Hans", "zh-Hant", "en"))


def test_a_mapping_with_a_byte_order_mark_or_in_another_encoding(tmp_path: Path) -> None:
    path = written(tmp_path, [HEADS, ROW])
    (tmp_path / "bom.toml").write_bytes('\ufeffsheet = "客诉"\n'.encode())
    assert kesu_xl.map_columns(path, mapping=tmp_path / "bom.toml").rows == 1
    (tmp_path / "gbk.toml").write_bytes('sheet = "客诉"\n'.encode("gbk"))
    with pytest.raises(KesuError):
        kesu_xl.map_columns(path, mapping=tmp_path / "gbk.toml")
    with pytest.raises(KesuError):
        kesu_xl.map_columns(path, mapping=tmp_path / "没有.toml")


@pytest.mark.parametrize("head", ["Safety related (Y/N)", "是否涉及安全", "安全相關"])
def test_other_heads_of_the_safety_question_are_known(head: str) -> None:
    grid = Grid.from_values("客诉", [["客诉编号", "受理时间", "客户名称", head], ["1", AS_OF, "甲", "是"]])
    assert "safety_flag" in register_in(grid).heads.fields


def test_a_mapping_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(KesuError) as caught:
        kesu_xl.check(ROOT / "workbooks" / "complaints.xlsx", as_of=AS_OF, mapping=str(tmp_path / "map.toml"))
    assert caught.value.code == "file_not_found"


def test_headers_with_quotes_and_line_breaks_make_a_mapping_that_can_be_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        [['客诉编号\n"No."', "受理时间", '备"注\\', "客户名称"], ["K-1", AS_OF, "", "甲公司"]],
        sheet="客诉 'A' \"B\"",
    )
    text = kesu_xl.map_columns(path).mapping
    again = parse_mapping(text, "MAP.toml")
    assert again.sheet == "客诉 'A' \"B\""
    assert again.columns["case_no"] == "A"


# --- registers of others ---


@pytest.mark.needs("corpus")
def test_the_register_of_the_corpus_is_read() -> None:
    """A daily log with one row per day; three of its days have a complaint."""
    path = CORPUS / "registers" / "Data_Dashboard__Customer Complaints.xlsx"
    found = kesu_xl.map_columns(path)
    assert (found.sheet, found.header_row) == ("Complaint Details", 1)
    assert {c.field: c.column for c in found.columns} == {
        "received_at": "A", "defect": "C", "registered_at": "D", "promised_at": "E", "status": "F", "owner": "G",
    }  # fmt: skip
    assert [(c.header, c.column) for c in found.unmapped] == [("Complaints", "B")]
    assert found.rows == 3
    checked = kesu_xl.check(path, as_of=AS_OF)
    said = [shown(p) for p in checked.found if p.code not in ("R101", "R102", "R104")]
    assert "R106 A2 x372" in said
    assert "C209 A340 x3" in said or any(text.startswith("C209 A") for text in said)


def register_of(name: str, folder: Path) -> tuple[Path, list[list[str]]]:
    """Write a CSV of the corpus into a workbook, every value as the text that it is."""
    with next((CORPUS / "datasets").glob(f"*{name}.csv")).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("data")
    for row in rows:
        sheet.append(row)
    workbook.save(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx", rows


@pytest.mark.needs("corpus")
def test_text_dates_of_a_real_log_are_decided_from_the_whole_column(tmp_path: Path) -> None:
    path, rows = register_of("complaints_data", tmp_path)
    opened = open_register(path, timezone="America/New_York")
    checked = opened.checked(AS_OF.replace(tzinfo=opened.settings.zone))
    fields = {name: head.text for name, head in opened.register.heads.fields.items()}
    assert fields == {
        "case_no": "Ticket #", "defect": "Customer Complaint", "received_at": "Date", "channel": "Received Via",
        "status": "Status",
    }  # fmt: skip
    assert checked.rows == len(rows) - 1
    # the column beside it spells the month out
    named = [datetime.strptime(row[3], "%d-%b-%y").date() for row in rows[1:]]  # noqa: DTZ007
    assert checked.columns["received_at"] == named
    assert {p.code for p in checked.problems if p.field == "received_at"} == {"C203", "C208", "C209"}


@pytest.mark.needs("corpus")
def test_other_tables_of_the_corpus_are_read_without_a_fault(tmp_path: Path) -> None:
    path, rows = register_of("complaints", tmp_path)
    result = kesu_xl.check(path, as_of=AS_OF)
    assert {c.field: c.header for c in result.columns} == {
        "case_no": "complaint_id", "complaint_type": "complaint_type", "severity": "severity",
        "received_at": "opened_date", "status": "status",
    }  # fmt: skip
    assert result.rows == len(rows) - 1
    path, rows = register_of("capas", tmp_path)
    # actions are no complaints: either refused in one line, or every row is there
    try:
        assert kesu_xl.check(path, as_of=AS_OF).rows == len(rows) - 1
    except KesuError as refused:
        assert refused.code == "no_header"
