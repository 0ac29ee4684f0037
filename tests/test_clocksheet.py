"""The 时效 sheet: which clocks stand on it, in which order, what each says, and that it goes without a trace."""

# ruff: noqa: DTZ001  # wall times of a register have no zone
from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import openpyxl
import pytest

import kesu_xl
from kesu_xl.cli import main
from kesu_xl.wording import LANGUAGES

NOW: Final = datetime(2026, 11, 20, 12, 0)
HEADS: Final = [
    "客诉编号",
    "受理时间",
    "客户名称",
    "责任人确定时间",
    "首次回复时间",
    "结案时间",
    "上报时间",
    "上报对象",
    "不良现象",
]


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


#: Late since 2 h; just at risk; all in time; closed.
ROWS: Final[list[list[Any]]] = [
    ["K-1", ago(30), "甲", ago(29), ago(28), None, None, None, "划伤"],
    ["K-2", ago(50), "=1+1", ago(49), ago(45), None, None, None, "划伤"],
    ["=2+2", ago(39), "乙", ago(38), ago(37), None, None, None, "划伤"],
    ["K-4", ago(100), "甲", ago(99), ago(98), ago(70), None, None, "划伤"],
]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账 '1'"
    for line in [HEADS, *ROWS]:
        sheet.append(line)
    sheet["A4"].data_type = sheet["C3"].data_type = "s"
    book.create_sheet("设置").append(["时区", "Asia/Shanghai"])
    path = tmp_path / "客诉 a.xlsx"
    book.save(path)
    return path


def listed(path: Path, name: str = "时效") -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path)[name]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8, max_col=10)]


def test_the_most_urgent_clock_of_an_open_complaint_comes_first(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    kesu_xl.show_clocks(register, out, as_of=NOW)
    assert [(row[0], row[1], row[3]) for row in listed(out)] == [
        ("■ 超时", "K-2", "结案或上报"), ("▲ 将超时", "=2+2", "结案或上报"), ("○ 进行中", "K-1", "结案或上报"),
        ("◆ 迟完成", "K-2", "首次回复"),
        # of what is done, the latest comes first
        ("● 按时", "K-1", "首次回复"), ("● 按时", "K-1", "责任人确定"), ("● 按时", "=2+2", "首次回复"),
        ("● 按时", "=2+2", "责任人确定"), ("● 按时", "K-2", "责任人确定"),
    ]  # fmt: skip
    late, risky, *_ = listed(out)
    assert late[2] == "=1+1"
    assert late[4:6] == [ago(50), ago(2)]
    assert late[6:9] == [None, 50, -2]
    assert late[9].startswith("结案或上报：受理时间 2026-11-18 10:00 起 48 小时内")
    assert risky[7:9] == [39, 9]


def test_closed_complaints_stand_below_where_wanted(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    kesu_xl.show_clocks(register, out, as_of=NOW, with_closed=True)
    assert [row[1] for row in listed(out)[-3:]] == ["K-4"] * 3
    assert len(listed(out)) == 12
    assert listed(out)[-3][6] == ago(70)


def test_it_leads_to_the_row_and_is_ready_to_be_read_and_printed(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    kesu_xl.show_clocks(register, out, as_of=NOW)
    sheet = openpyxl.load_workbook(out)["时效"]
    assert [sheet[f"B{row}"].hyperlink.location for row in (8, 9, 10)] == [
        "'台账 ''1'''!A3", "'台账 ''1'''!A4", "'台账 ''1'''!A2",
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C8", "A7:J16")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    fit = sheet.sheet_properties.pageSetUpPr
    assert fit is not None
    assert fit.fitToPage
    assert sheet.print_title_rows == "$7:$7"
    assert [sheet.cell(4, column).value for column in range(1, 7)] == [1, 1, 0, 0, 1, 3]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_stands_in_every_language(register: Path, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "out.xlsx"
    kesu_xl.show_clocks(register, out, as_of=NOW, lang=lang)
    name = {"zh-Hans": "时效", "zh-Hant": "時效", "en": "Clocks"}[lang]
    word = {"zh-Hans": "■ 超时", "zh-Hant": "■ 超時", "en": "■ Breached"}[lang]
    assert listed(out, name)[0][0] == word


def test_again_it_replaces_itself_and_clean_takes_it_out(register: Path, tmp_path: Path) -> None:
    before = register.read_bytes()
    kesu_xl.show_clocks(register, None, as_of=NOW)
    once = register.read_bytes()
    kesu_xl.show_clocks(register, None, as_of=NOW)
    assert register.read_bytes() == once
    kesu_xl.show_clocks(register, None, as_of=NOW + timedelta(hours=10))
    assert openpyxl.load_workbook(register).sheetnames.count("时效") == 1
    assert [row[0] for row in listed(register)[:2]] == ["■ 超时"] * 2
    # it is no register, and no problem of one
    assert kesu_xl.check(register, as_of=NOW).sheet == "台账 '1'"
    kesu_xl.clean(register, None)
    with ZipFile(BytesIO(before)) as old, ZipFile(register) as new:
        assert new.namelist() == old.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == ["xl/styles.xml"]


def test_a_sheet_of_the_users_with_that_name_is_left_alone(register: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(register)
    book.create_sheet("时效").append(["我的"])
    book.save(register)
    out = tmp_path / "out.xlsx"
    kesu_xl.show_clocks(register, out, as_of=NOW)
    names = openpyxl.load_workbook(out).sheetnames
    assert names[:3] == ["台账 '1'", "设置", "时效"]
    assert openpyxl.load_workbook(out)["时效"]["A1"].value == "我的"
    assert len(names) == 4


def test_the_command(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.xlsx"
    with pytest.raises(SystemExit) as ended:
        main(["clocks", str(register), "-o", str(out), "--as-of", "2026-11-20T12:00", "--lang", "zh-Hans"])
    # columns are missing that a register needs: that is said elsewhere; breaches are no problem
    assert ended.value.code == 1
    assert f"时效写进 {out}" in capsys.readouterr().err
    assert len(listed(out)) == 9
    with pytest.raises(SystemExit) as ended:
        main(["clocks", str(register), "-o", str(out), "--in-place"])
    assert ended.value.code == 2
