"""Changing users' workbooks from the command line: in place with a backup, twice is once, and everything out again."""

from __future__ import annotations

import shutil
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import kesu_xl
from kesu_xl.annotation import Marked
from kesu_xl.annotation.listing import problem_sheet
from kesu_xl.cli import main
from kesu_xl.errors import KesuError
from kesu_xl.flow.changing import annotate, clean
from kesu_xl.flow.flagging import flag
from kesu_xl.flow.shipped import shipped
from kesu_xl.problem import Problem

AS_OF = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # in the register's zone
CLEAN = shipped("workbooks") / "complaints.xlsx"
FAULTY = shipped("workbooks") / "complaints_faulty.xlsx"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "客诉 台账.xlsx"
    shutil.copy(FAULTY, path)
    return path


def test_every_problem_is_listed_with_a_link_to_its_cell(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "标注.xlsx"
    result, written = annotate(register, out, as_of=AS_OF)
    assert written.path == str(out)
    sheet = load_workbook(out)["问题"]
    listed = {
        (row[7].value, row[1].hyperlink.location if row[1].hyperlink else None)
        for row in sheet.iter_rows(min_row=8)
        if row[7].value
    }
    assert listed == {(p.code, f"'{p.sheet}'!{p.cell or 'A1'}") for p in result.problems}
    levels = [str(row[0].value) for row in sheet.iter_rows(min_row=8) if row[7].value]
    assert levels == sorted(levels, key=lambda level: "■▲○".index(level[0]))


def test_colours_look_up_number_and_header_and_so_follow_a_sort(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "标注.xlsx"
    found = annotate(register, out, as_of=AS_OF)[0].found
    workbook = load_workbook(out)
    keys = workbook["_kesu_problems"]
    assert keys.sheet_state == "hidden"
    errors = {row[0].value for row in keys.iter_rows(min_row=2) if row[0].value}
    warnings = {row[1].value for row in keys.iter_rows(min_row=2) if row[1].value}
    missing, unanswered = (next(p for p in found if p.code == code) for code in ("C101", "C306"))
    assert f"{missing.case_no}|客户要求" in errors
    assert f"{unanswered.case_no}|首次回复时间" in warnings
    # two rows with one number are found by their rows, and marked so
    twice = [p for p in found if p.code == "C404" and p.case_no == "KS-2609-900"]
    assert len(twice) == 2
    assert {f"@{p.row}|客诉编号" for p in twice} <= errors
    assert not errors & warnings
    places = {row[1].value for row in workbook["问题"].iter_rows(min_row=8)}
    assert {f"{p.cell}（按位置）" for p in twice} <= places
    names = workbook.defined_names
    assert names["kesu_problem_error"].attr_text.endswith("!$A:$A")


def test_texts_of_users_stay_texts_on_the_problem_sheet(tmp_path: Path) -> None:
    book = load_workbook(CLEAN)
    book.worksheets[0]["I5"].value = "=HYPERLINK(1)"
    book.worksheets[0]["I5"].data_type = "s"
    path, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book.save(path)
    annotate(path, out, as_of=AS_OF)
    sheet = load_workbook(out)["问题"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]


def small_register(path: Path, *, title: bool) -> Path:
    """A register that lacks the times of reply and of the owner, whose clocks our columns show under these heads."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    if title:
        sheet.append(["客诉台账"])
    for row in (
        ["投诉编号", "客户", "不良现象", "收到时间", "状态", "结案时间"],
        ["C-001", "甲公司", "划伤", datetime(2026, 11, 20, 9), "处理中", None],  # noqa: DTZ001
        [None, "乙公司", "变形", "昨天", "处理中", None],
    ):
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("title", [True, False])
def test_our_own_columns_and_sheets_are_not_read(tmp_path: Path, title: bool) -> None:
    register = small_register(tmp_path / "台账.xlsx", title=title)
    before = kesu_xl.check(register, as_of=AS_OF).as_json()
    flag(register, None, as_of=AS_OF, add_columns=True)
    annotate(register, None, as_of=AS_OF)
    once = register.read_bytes()
    assert kesu_xl.check(register, as_of=AS_OF).as_json() == before
    annotate(register, None, as_of=AS_OF)
    flag(register, None, as_of=AS_OF, add_columns=True)
    assert register.read_bytes() == once


def test_merged_titles_and_remarks_are_no_obstacle_for_our_columns(tmp_path: Path) -> None:
    path = small_register(tmp_path / "台账.xlsx", title=True)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.merge_cells("A1:Z1")
    sheet.merge_cells("F3:H3")
    book.save(path)
    flag(path, None, as_of=AS_OF, add_columns=True)
    once = path.read_bytes()
    sheet = load_workbook(path).worksheets[0]
    assert [sheet[f"{column}2"].value is None for column in "GHI"] == [True, True, False]
    assert all(cell.value is None for cell in sheet[1][1:])
    flag(path, None, as_of=AS_OF, add_columns=True)
    assert path.read_bytes() == once


def test_our_columns_need_room(tmp_path: Path) -> None:
    path = small_register(tmp_path / "台账.xlsx", title=False)
    book = load_workbook(path)
    book.worksheets[0]["XFD1"] = "stray"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(KesuError, match="no room from XFE1"):
        flag(path, None, as_of=AS_OF, add_columns=True)
    assert path.read_bytes() == before


def test_what_stops_us_names_the_file(tmp_path: Path) -> None:
    path = small_register(tmp_path / "台账.xlsx", title=False)
    book = load_workbook(path)
    book.worksheets[0]["XFD1048576"] = "stray"
    book.save(path)
    for command in (flag, annotate):
        with pytest.raises(KesuError, match=path.stem):
            command(path, None, as_of=AS_OF)


def test_texts_that_fill_a_cell_are_cut_and_found_by_their_row(tmp_path: Path) -> None:
    path = small_register(tmp_path / "台账.xlsx", title=False)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    long = "号" * 32_767
    sheet["A3"], sheet["D3"], sheet["D1"] = long, long, "受理时间" + "（年月日）" * 40
    book.save(path)
    found = annotate(path, None, as_of=AS_OF)[0].found
    assert {problem.case_no for problem in found} >= {long}
    shown = load_workbook(path)
    texts = [str(cell.value) for row in shown["问题"].iter_rows() for cell in row if cell.value is not None]
    assert max(map(len, texts)) < 1000
    keys = {row[0].value for row in shown["_kesu_problems"].iter_rows(min_row=2)}
    assert "@3|#4" in keys
    assert max(len(str(key)) for key in keys) < 255
    rule = next(iter(shown.worksheets[0].conditional_formatting)).rules[0]
    assert "LEN(A$1)<=120" in rule.formula[0]


def marked() -> Marked:
    return Marked("台账", 1, 2, 9, 1, 3, {"case_no": 1}, {1: "编号"}, {2: "C-1"}, (), 8, 8)


def faults(last: int) -> list[Problem]:
    params = {"rows": "3"}
    return [Problem("C404", "台账", f"A{row}", row, "case_no", "C-1", "C-1", 1, params) for row in range(2, last)]


def test_excel_opens_so_many_links_and_no_more() -> None:
    problems = faults(65_600)
    put = problem_sheet(marked(), problems, "en", "")
    assert len(put.links) == 65_530
    assert max(block.last for block in put.blocks) == 7 + len(problems)


def test_what_a_sheet_cannot_hold_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kesu_xl.annotation.frame.ROW_LIMIT", 20)
    problems = faults(32)
    put = problem_sheet(marked(), problems, "en", "")
    last = max(put.blocks, key=lambda block: block.last)
    assert last.last == 20
    assert str(last.values[0]).startswith("18 more problems")
    assert len(put.links) == 12


@pytest.mark.parametrize("command", ["check", "flag", "summary"])
def test_in_place_twice_is_once_and_clean_gives_the_register_back(register: Path, command: str) -> None:
    before = register.read_bytes()
    arguments = [command, str(register), "--in-place", "--as-of", "2026-11-21T09:00", "-q"]
    run(*arguments)
    once = register.read_bytes()
    assert once != before
    backup = register.with_name("客诉 台账.kesu-backup.xlsx")
    assert backup.read_bytes() == before
    backup.unlink()
    run(*arguments)
    assert register.read_bytes() == once
    assert not backup.exists()  # nothing changed, nothing written
    assert run("clean", str(register), "--in-place") == 0
    was, now = parts(before), parts(register.read_bytes())
    assert list(now) == list(was)
    assert [name for name in was if was[name] != now[name] and name != "xl/styles.xml"] == []


def test_everything_at_once_and_everything_out(register: Path) -> None:
    before = register.read_bytes()
    for command in ("flag", "check", "summary"):
        run(command, str(register), "--in-place", "--as-of", "2026-11-21T09:00", "-q")
    result = kesu_xl.check(register, as_of=AS_OF)
    assert [(p.code, p.cell) for p in result.problems] == [
        (p.code, p.cell) for p in kesu_xl.check(FAULTY, as_of=AS_OF).problems
    ]
    clean(register, None)
    was, now = parts(before), parts(register.read_bytes())
    assert [name for name in was if was[name] != now.get(name) and name != "xl/styles.xml"] == []


def test_summary_into_another_book(register: Path, tmp_path: Path) -> None:
    book = tmp_path / "周报.xlsx"
    other = load_workbook(CLEAN)
    other.save(book)
    before = parts(book.read_bytes())
    assert run("summary", str(CLEAN), "--into", str(book), "--as-of", "2026-11-21T09:00") == 0
    after = parts(book.read_bytes())
    ours = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert [name for name in before if before[name] != after[name] and name not in ours] == []
    assert "总览" in load_workbook(book).sheetnames
    assert len([name for name in after if name.startswith("xl/charts/chart")]) >= 8


@pytest.mark.parametrize(
    "arguments",
    [
        ("flag", "{}"),
        ("flag", "{}", "-o", "x.xlsx", "--in-place"),
        ("clean", "{}"),
        ("summary", "{}"),
        ("summary", "{}", "--in-place", "--into", "x.xlsx"),
        ("check", "{}", "{}", "--in-place"),
    ],
)
def test_one_place_to_write_to(register: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    before = register.read_bytes()
    assert run(*(argument.format(register) for argument in arguments)) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert register.read_bytes() == before


def test_an_open_register_is_left_alone(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = register.read_bytes()
    (register.parent / f"~${register.name}").write_bytes(b"")
    assert run("flag", str(register), "--in-place") == 2
    assert f"~${register.name}" in capsys.readouterr().err
    assert register.read_bytes() == before


def test_old_formats_are_read_only(tmp_path: Path) -> None:
    ods = tmp_path / "a.ods"
    shutil.copy(next((shipped("workbooks") / "faulty").glob("*.ods")), ods)
    for change in (lambda: kesu_xl.flag(ods, None), lambda: clean(ods, None), lambda: annotate(ods, None, as_of=AS_OF)):
        with pytest.raises(KesuError) as refused:
            change()
        assert refused.value.code == "save_as_xlsx"


def test_our_own_columns_are_not_read_as_the_registers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["客诉编号", "收到时间", "客户", "不良现象"], ["K-1", datetime(2026, 11, 20, 9), "甲", "划伤"]):  # noqa: DTZ001
        sheet.append(row)
    path = tmp_path / "台账.xlsx"
    book.save(path)
    before = kesu_xl.map_columns(path)
    kesu_xl.flag(path, None, as_of=AS_OF, add_columns=True)
    once = path.read_bytes()
    kesu_xl.flag(path, None, as_of=AS_OF, add_columns=True)
    assert path.read_bytes() == once
    assert kesu_xl.map_columns(path).columns == before.columns
