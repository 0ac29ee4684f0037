"""``kesu read --into``: what was typed into a form stands in the register afterwards, and nothing else has changed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from kesu_xl import clean, enter_form, make_8d
from kesu_xl.change import Cells, SetCells
from kesu_xl.cli import main
from kesu_xl.complaint import DETAILS, Complaint
from kesu_xl.complaint.details import CAUSE_KIND, CAUSE_STATE, STEP, TEAM_ROLE
from kesu_xl.eight_d import Remembered, remembered
from kesu_xl.errors import KesuError
from kesu_xl.flow.form_results import EnterResult, FormReport
from kesu_xl.flow.reading import read_form
from kesu_xl.flow.shipped import shipped_templates
from kesu_xl.grid import position
from kesu_xl.newbook.register import new_register
from kesu_xl.newbook.save import saved
from kesu_xl.package.apply import apply_changes
from kesu_xl.problem import RULES
from kesu_xl.wording import LANGUAGES

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE: Final = ROOT / "workbooks" / "complaints.xlsx"
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
AS_OF: Final = datetime(2026, 11, 21, 9)  # noqa: DTZ001 - in the register's zone
NOON: Final = datetime(2026, 11, 19, 12)  # noqa: DTZ001
FORMS: Final = [name for name in shipped_templates() if name.startswith("8d")]
#: A complaint with an 8D of its own, by the tables of the register.
CASE: Final = "KS-2611-087"
ROWS: Final[dict[str, list[dict[str, Any]]]] = {
    "answers": [
        {"path": "d2.what", "value": "膜面横向划伤"},
        {"path": "d2.who", "value": "客户分切班组"},
    ],
    "team": [
        {"role": TEAM_ROLE.choices[1], "name": "张三", "title": "工程师", "extension": "801"},
        {"role": TEAM_ROLE.choices[2], "name": "李四", "title": "领班"},
    ],
    "containment": [{"place": "仓库", "action": "全检", "owner": "李四", "checked": 480, "ng": 5}],
    "causes": [{"kind": CAUSE_KIND.choices[0], "cause": "轴承磨损", "state": CAUSE_STATE.choices[0]}],
    "whys": [
        {"chain": CAUSE_KIND.choices[0], "level": 1, "why": "为何划伤", "because": "刀架接触膜面"},
        {"chain": CAUSE_KIND.choices[0], "level": 2, "why": "为何接触", "because": "刀架振动"},
    ],
    "actions": [
        {"step": STEP.choices[5], "action": "更换轴承", "owner": "王五", "due": date(2026, 11, 25)},
        {"step": STEP.choices[7], "action": "轴承列入保养", "owner": "张三", "due": date(2026, 12, 5)},
        {"step": STEP.choices[5], "action": "首检改全幅灯检", "owner": "李四", "due": date(2026, 11, 28)},
    ],
}  # fmt: skip


def register(path: Path, rows: Mapping[str, list[dict[str, Any]]] = ROWS, *, without: tuple[str, ...] = ()) -> Path:
    """Write a register of two complaints, of which one has detail rows; some sheets are left out."""
    complaint: dict[str, Any] = {
        "received_at": datetime(2026, 11, 18, 3), "customer": "华东包装", "product": "BOPP-18",  # noqa: DTZ001
        "defect": "划伤", "owner": "张三", "initial_measure": "锁定批次", "defect_qty": 12, "lot_qty": 240,
    }  # fmt: skip
    details = {
        table.name: [
            [CASE, *(row.get(column.name) for column in table.columns[1:])] for row in rows.get(table.name, ())
        ]
        for table in DETAILS
    }
    cases = [Complaint(case_no=number, **complaint) for number in (CASE, "KS-2611-088")]
    book = openpyxl.load_workbook(BytesIO(new_register("zh-Hans", "default", cases, details)))
    for name in without:
        del book[name]
    path.write_bytes(saved(book))
    return path


def make(book: Path, template: str = "8d", case: str = CASE) -> Path:
    """Make the form of a complaint beside the register."""
    made = make_8d(book, book.parent / f"forms_{template}", as_of=AS_OF, cases=[case], template=template)
    return Path(made.made[0].path)


def type_into(form: Path, values: Mapping[str, Any], *, cells: Mapping[str, Any] | None = None) -> FormReport:
    """Type values into the cells of fields (or into cells by address), as a person would; None empties a cell."""
    report = read_form(form).reports[0]
    places = {report.cells[path]: value for path, value in values.items()} | dict(cells or {})
    blocks: dict[str, list[Cells]] = {}
    for place, value in places.items():
        sheet, _, ref = place.rpartition("!")
        row, column = position(ref)
        blocks.setdefault(sheet, []).append(Cells(row, row, column, (value,)))
    changes = [SetCells(sheet, tuple(made)) for sheet, made in blocks.items()]
    form.write_bytes(apply_changes(form.read_bytes(), changes))
    return report


def enter(form: Path | list[Path], book: Path, **options: Any) -> EnterResult:
    return enter_form(form, book, as_of=AS_OF, **options)


def said(result: EnterResult) -> list[tuple[str, str, str, str, bool]]:
    """Return field, cell of the register, both values, and whether the form's was taken."""
    return [
        (one.field, f"{one.sheet}!{one.cell}", one.ours, one.theirs, one.taken)
        for report in result.reports
        for one in report.differences or ()
    ]


def codes(result: EnterResult) -> list[tuple[str, str, str]]:
    return [
        (problem.code, problem.sheet, problem.cell)
        for report in result.reports
        for problem in report.found
        if problem.code.startswith("F22")
    ]


def contents(path: Path) -> dict[tuple[str, str], Any]:
    """Return every filled cell of a workbook, formulas as they are."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def rows_in(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    found = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True)
    return [row for row in found if any(value is not None for value in row)]


def changed(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> dict[Any, Any]:
    return {key: after.get(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


# --- every shipped template, edited in a real program -----------------------------------------------------------------


@pytest.fixture(scope="module")
def edited(
    tmp_path_factory: pytest.TempPathFactory,
    edit_in_libreoffice: Callable[[Path, list[tuple[bytes, str]]], list[bytes]],
) -> Iterator[tuple[Path, dict[str, tuple[str, Path]]]]:
    """Give a register and a form by each template that LibreOffice has edited: one start for all of them."""
    folder = tmp_path_factory.mktemp("edited")
    book = folder / "register.xlsx"
    book.write_bytes(SAMPLE.read_bytes())
    sheet = openpyxl.load_workbook(SAMPLE, read_only=True)["围堵"]
    cases = list(dict.fromkeys(str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]))
    forms = {name: (case, make(book, name, case)) for name, case in zip(FORMS, cases, strict=False)}
    assert len(forms) == len(FORMS)
    edits = []
    for name, (_, form) in forms.items():
        cells = read_form(form).reports[0].cells
        commands = []
        for path, text in (("d2.what", f"=改成 {name}"), ("d3_actions[0].owner", "赵六六")):
            place, _, ref = cells[path].rpartition("!")
            commands.append(f'form.Sheets.getByName("{place}").getCellRangeByName("{ref}").String = "{text}"')
        commands.append("sheet.Rows.insertByIndex(0, 2)")
        edits.append((form.read_bytes(), "; ".join(commands)))
    (folder / "office").mkdir()
    for (_, form), data in zip(forms.values(), edit_in_libreoffice(folder / "office", edits), strict=True):
        form.write_bytes(data)
    yield book, forms


@pytest.mark.needs("soffice")
def test_register_to_form_to_libreoffice_to_register(edited: tuple[Path, dict[str, tuple[str, Path]]]) -> None:
    book, forms = edited
    before = contents(book)
    owners = {
        row[0].value: row[3].coordinate for row in reversed(list(openpyxl.load_workbook(book)["围堵"].iter_rows()))
    }
    result = enter([form for _, form in forms.values()], book)
    assert [(report.path, problem.message) for report in result.reports for problem in report.problems
            if problem.level != "info"] == []  # fmt: skip
    assert result.clean
    for name, (case, _) in forms.items():
        report = next(one for one in result.reports if one.case_no == case)
        told = {one.field: (one.theirs, one.newer, one.taken) for one in report.differences or ()}
        assert told == {
            "d2.what": (f"=改成 {name}", False, True),
            "d3_actions[0].owner": ("赵六六", False, True),
        }, name
    after = contents(book)
    new = changed(before, after)
    # besides the owners, there are only new rows of 8D内容 (or changed answers) and of 变更记录
    assert {key for key in new if key[0] not in ("8D内容", "变更记录")} == {
        ("围堵", owners[case]) for case, _ in forms.values()
    }
    assert {new["围堵", owners[case]] for case, _ in forms.values()} == {"赵六六"}
    answers = {row[0]: row[2] for row in rows_in(book, "8D内容") if row[1] == "d2.what"}
    assert {case: answers[case] for case, _ in forms.values()} == {
        case: f"=改成 {name}" for name, (case, _) in forms.items()
    }
    assert all(cell.data_type == "s" for row in openpyxl.load_workbook(book)["8D内容"].iter_rows() for cell in row
               if str(cell.value).startswith("="))  # fmt: skip
    log = rows_in(book, "变更记录")
    assert len(log) == 2 * len(FORMS)
    assert {(row[1], row[3]) for row in log} == {(AS_OF, "d2.what"), (AS_OF, "containment.owner")}
    # nothing is left to be said
    again = enter([form for _, form in forms.values()], book)
    assert (said(again), again.written) == ([], "")


@pytest.mark.needs("soffice", "ooxml")
def test_the_register_still_passes_the_validator(edited: tuple[Path, dict[str, tuple[str, Path]]]) -> None:
    book, _ = edited
    lacking = register(book.with_name("lacking.xlsx"), without=("8D内容", "措施", "变更记录"))
    form = make(lacking)
    type_into(form, {"d2.what": "改了"})
    assert enter(form, lacking).written
    for path in (book, lacking):
        ran = subprocess.run([VALIDATOR, str(path)], capture_output=True, text=True, check=False)
        assert json.loads(ran.stdout)["ok"], ran.stdout[:2000]


# --- what goes where --------------------------------------------------------------------------------------------------


def test_a_form_that_nobody_touched_changes_nothing(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    before = book.read_bytes()
    result = enter(make(book), book)
    assert (said(result), result.written, result.clean) == ([], "", True)
    assert book.read_bytes() == before


def test_a_form_filled_in_another_language_than_its_template_changes_nothing(tmp_path: Path) -> None:
    """The causes of actions that stand in columns of the row are words of ours: 产生 in an English form."""
    book = register(tmp_path / "r.xlsx", {"disposition": [{"kind": "换货", "qty": 6}]})
    opened = openpyxl.load_workbook(book)
    heads = {cell.value: int(cell.column or 0) for cell in opened.worksheets[0][4]}
    for label, word in (("产生原因", "护垫脱落"), ("产生对策", "更换护垫"), ("发生状态", "已发生")):
        opened.worksheets[0].cell(5, heads[label], word)
    opened.save(book)
    own = tmp_path / "own.xlsx"
    own.write_bytes(shipped_templates()["8d.en"].read_bytes())
    made = make_8d(book, tmp_path / "o", as_of=AS_OF, cases=[CASE], template=own, lang="zh-Hans")
    result = enter(Path(made.made[0].path), book)
    assert said(result) == []
    assert [problem.code for report in result.reports for problem in report.found if problem.code > "F22"] == []


def test_what_was_typed_over_a_total_is_said_and_goes_nowhere(tmp_path: Path) -> None:
    """D3 shows the rows of 处置 in one line; the letterhead stands in the settings."""
    book = register(tmp_path / "r.xlsx", {"disposition": [{"kind": "换货", "qty": 6}]})
    form = make(book)
    before = book.read_bytes()
    cell = read_form(form).reports[0].cells["d3.dispositions"]
    type_into(form, {"d3.dispositions": "换货 60"})
    result = enter(form, book)
    (told,) = [one for report in result.reports for one in report.found if one.code == "F230"]
    assert (f"{told.sheet}!{told.cell}", told.level, told.value, told.params["ours"]) == (
        cell, "info", "换货 60", "换货 6",
    )  # fmt: skip
    assert (said(result), result.written) == ([], "")
    assert book.read_bytes() == before


def test_each_value_goes_back_to_where_it_is_stored(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book, "8d_sheets")
    before = contents(book)
    type_into(form, {
        "customer": "华南包装", "d2.who": "李四发现", "team[1].title": "组长", "whys_occ[1].because": "轴承游隙",
        "cause_occ.cause": "轴承润滑不良", "d5_actions[1].owner": "王五", "d7_actions[0].due": "2026-12-09",
    })  # fmt: skip
    result = enter(form, book)
    heads = {cell.value: cell.coordinate.rstrip("4") for cell in openpyxl.load_workbook(book).worksheets[0][4]}
    where = f"{openpyxl.load_workbook(book).sheetnames[0]}!{heads['客户名称']}5"
    assert said(result) == [
        ("customer", where, "华东包装", "华南包装", True),
        ("d2.who", "8D内容!C3", "客户分切班组", "李四发现", True),
        ("cause_occ.cause", "原因!C2", "轴承磨损", "轴承润滑不良", True),
        ("team[1].title", "小组!D3", "领班", "组长", True),
        ("whys_occ[1].because", "5Why!E3", "刀架振动", "轴承游隙", True),
        ("d5_actions[1].owner", "措施!F4", "李四", "王五", True),
        ("d7_actions[0].due", "措施!G3", "2026-12-05", "2026-12-09", True),
    ]
    new = changed(before, contents(book))
    assert new.pop(("措施", "G3")) == datetime(2026, 12, 9)  # noqa: DTZ001
    assert {key: value for key, value in new.items() if key[0] != "变更记录"} == {
        tuple(where.split("!")): "华南包装", ("8D内容", "C3"): "李四发现", ("原因", "C2"): "轴承润滑不良",
        ("小组", "D3"): "组长", ("5Why", "E3"): "轴承游隙", ("措施", "F4"): "王五",
    }  # fmt: skip
    who = f"forms_8d_sheets/{form.name}"
    assert rows_in(book, "变更记录")[0] == (CASE, AS_OF, who, "customer", "华东包装", "华南包装")
    assert rows_in(book, "变更记录")[5] == (CASE, AS_OF, who, "actions.owner", "李四", "王五")
    backup = openpyxl.load_workbook(book.with_name("r.kesu-backup.xlsx"))
    assert backup["措施"]["F4"].value == "李四"


def test_rows_that_were_added_are_put_at_the_end_of_their_table(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    cells = read_form(form).reports[0].cells
    below = {}
    for column, value in (("action", "加装测速"), ("owner", "李四"), ("due", "2026-12-01")):
        sheet, _, ref = cells[f"d5_actions[1].{column}"].rpartition("!")
        row, _ = position(ref)
        below[f"{sheet}!{ref.removesuffix(str(row))}{row + 1}"] = value
    type_into(form, {}, cells=below)
    result = enter(form, book)
    assert [(field, cell, new) for field, cell, _, new, _ in said(result)] == [
        ("d5_actions[2].action", "措施!E5", "加装测速"),
        ("d5_actions[2].owner", "措施!F5", "李四"),
        ("d5_actions[2].due", "措施!G5", "2026-12-01"),
    ]
    assert rows_in(book, "措施")[-1][:7] == (
        CASE, "D5", None, None, "加装测速", "李四", datetime(2026, 12, 1),  # noqa: DTZ001
    )  # fmt: skip
    actions = openpyxl.load_workbook(book)["措施"]
    assert actions.tables["kesu_actions"].ref.endswith("5")
    assert actions["G5"].number_format == actions["G4"].number_format
    assert said(enter(form, book)) == []


def test_words_of_the_row_become_rows_of_the_table_once_they_differ(tmp_path: Path) -> None:
    """Without a team table the owner is shown as its leader: from now on the table says who is in it."""
    rows = {name: value for name, value in ROWS.items() if name != "team"}
    book = register(tmp_path / "r.xlsx", rows)
    form = make(book)
    type_into(form, {"team[0].name": "王五"})
    enter(form, book)
    assert [row[:3] for row in rows_in(book, "小组")] == [(CASE, "组长", "王五")]


@pytest.mark.parametrize("owner", ["张三", "王五"])
def test_the_words_of_the_row_go_into_the_table_with_the_rows_that_are_added(tmp_path: Path, owner: str) -> None:
    """Who adds a member below the leader that the row gave keeps the leader: the one whom the register has now."""
    rows = {name: value for name, value in ROWS.items() if name != "team"}
    book = register(tmp_path / "r.xlsx", rows)
    form = make(book)
    heads = {cell.value: cell.coordinate.rstrip("4") for cell in openpyxl.load_workbook(book).worksheets[0][4]}
    write(book, openpyxl.load_workbook(book).sheetnames[0], f"{heads['责任人']}5", owner)
    sheet, _, ref = read_form(form).reports[0].cells["team[0].name"].rpartition("!")
    row, _ = position(ref)
    type_into(form, {}, cells={f"{sheet}!{ref.removesuffix(str(row))}{row + 1}": "李四"})
    result = enter(form, book)
    assert [row[:3] for row in rows_in(book, "小组")] == [(CASE, "组长", owner), (CASE, None, "李四")]
    assert codes(result) == []
    assert said(enter(form, book)) == ([] if owner == "张三" else [("team[0].name", "小组!C2", "王五", "张三", False)])


def own_template(path: Path, *fields: str) -> Path:
    """Write a customer's form: a label and a field in each row."""
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    for number, field in enumerate(fields, 1):
        sheet[f"A{number}"], sheet[f"B{number}"] = f"项目 {number}", f"{{{{ {field} }}}}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(saved(book))
    return path


def test_what_is_said_of_a_cause_of_the_row_makes_a_row_that_names_the_cause(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx", {})
    heads = {cell.value: cell.coordinate.rstrip("4") for cell in openpyxl.load_workbook(book).worksheets[0][4]}
    write(book, openpyxl.load_workbook(book).sheetnames[0], f"{heads['产生原因']}5", "轴承磨损")
    own = own_template(tmp_path / "own" / "甲方.xlsx", "case_no", "cause_occ.cause", "cause_occ.method")
    form = Path(make_8d(book, tmp_path / "8D", as_of=AS_OF, cases=[CASE], template=own).made[0].path)
    data = openpyxl.load_workbook(form)
    data.worksheets[0]["B3"] = "装回旧轴承再现"
    data.save(form)
    told = said(enter(form, book, template=own))
    assert told == [("cause_occ.method", "原因!E2", "", "装回旧轴承再现", True)]
    assert rows_in(book, "原因")[0][:5] == (CASE, "产生", "轴承磨损", None, "装回旧轴承再现")


def test_a_row_of_which_nothing_can_be_taken_is_not_put_in(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    sheet, _, ref = read_form(form).reports[0].cells["d5_actions[1].due"].rpartition("!")
    row, _ = position(ref)
    type_into(form, {}, cells={f"{sheet}!{ref.removesuffix(str(row))}{row + 1}": "下周"})
    before = contents(book)
    result = enter(form, book)
    assert [code for code, _, _ in codes(result)] == ["F224"]
    assert contents(book) == before


def test_a_sheet_that_only_has_the_name_of_the_log_is_left_alone(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx", without=("变更记录",))
    data = openpyxl.load_workbook(book)
    data.create_sheet("变更记录")["A1"] = "我的笔记"
    data.save(book)
    form = make(book)
    type_into(form, {"d2.who": "甲"})
    result = enter(form, book)
    assert [code for code, _, _ in codes(result)] == ["F223"]
    assert openpyxl.load_workbook(book)["8D内容"]["C3"].value == "甲"
    assert openpyxl.load_workbook(book).sheetnames.count("变更记录") == 1


def test_a_register_without_the_sheets_gets_them_for_good(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx", {}, without=("8D内容", "变更记录"))
    form = make(book)
    type_into(form, {"d2.what": "@SUM(A1)"})
    result = enter(form, book)
    assert said(result) == [("d2.what", "8D内容!C2", "划伤", "@SUM(A1)", True)]
    made = openpyxl.load_workbook(book)
    assert [cell.value for cell in made["8D内容"][1]] == ["客诉编号", "项目", "内容"]
    assert [cell.value for cell in made["8D内容"][2]] == [CASE, "d2.what", "@SUM(A1)"]
    assert made["8D内容"].freeze_panes == "B2"
    # what a person typed is no sheet of ours: kesu clean leaves it
    clean(book, tmp_path / "cleaned.xlsx")
    assert "8D内容" in openpyxl.load_workbook(tmp_path / "cleaned.xlsx").sheetnames
    second = make(book, "8d.en", "KS-2611-088")
    type_into(second, {"d2.what": "x"})
    enter(second, book)
    assert [row[:3] for row in rows_in(book, "8D内容")] == [
        (CASE, "d2.what", "@SUM(A1)"),
        ("KS-2611-088", "d2.what", "x"),
    ]


# --- who wins ---------------------------------------------------------------------------------------------------------


def write(book: Path, sheet: str, cell: str, value: Any) -> None:
    row, column = position(cell)
    book.write_bytes(apply_changes(book.read_bytes(), [SetCells(sheet, (Cells(row, row, column, (value,)),))]))


def test_a_cell_that_changed_in_the_register_is_kept_unless_the_form_is_right(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    type_into(form, {"d2.who": "表单的人", "d5_actions[0].owner": "李四"})
    write(book, "8D内容", "C3", "台账的人")
    result = enter(form, book)
    assert said(result) == [
        ("d2.who", "8D内容!C3", "台账的人", "表单的人", False),
        ("d5_actions[0].owner", "措施!F2", "王五", "李四", True),
    ]
    assert codes(result) == [("F221", "8D内容", "C3")]
    assert not result.clean
    assert openpyxl.load_workbook(book)["8D内容"]["C3"].value == "台账的人"
    result = enter(form, book, theirs=True)
    assert said(result) == [("d2.who", "8D内容!C3", "台账的人", "表单的人", True)]
    assert result.clean
    assert openpyxl.load_workbook(book)["8D内容"]["C3"].value == "表单的人"


def test_what_was_kept_is_said_with_its_sheet_where_it_has_no_cell_yet(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx", {name: rows for name, rows in ROWS.items() if name != "team"})
    form = make(book)
    heads = {cell.value: cell.coordinate.rstrip("4") for cell in openpyxl.load_workbook(book).worksheets[0][4]}
    write(book, openpyxl.load_workbook(book).sheetnames[0], f"{heads['责任人']}5", "王五")
    (kept,) = [problem for report in enter(form, book).reports for problem in report.found if problem.code == "F221"]
    assert kept.message("zh-Hans").startswith("小组 的 team[0].")


def test_the_same_form_may_be_typed_into_again(tmp_path: Path) -> None:
    """The value that its first reading left in the register is no newer than the form."""
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    for text in ("第一次", "第二次"):
        type_into(form, {"d2.who": text})
        assert [row[3:] for row in said(enter(form, book))] == [(text, True)]
    other = form.with_name("copy.xlsx")
    other.write_bytes(form.read_bytes())
    type_into(other, {"d2.who": "别人的副本"})
    assert said(enter(other, book)) == [("d2.who", "8D内容!C3", "第二次", "别人的副本", False)]


def test_what_was_emptied_or_taken_out_stays_unless_the_form_is_right(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    report = read_form(form).reports[0]
    row = {path: None for path in report.cells if path.startswith("d5_actions[0].")}
    type_into(form, {"d2.who": None, **row})
    before = contents(book)
    result = enter(form, book)
    assert [(field, cell, old, taken) for field, cell, old, _, taken in said(result)] == [
        ("d2.who", "8D内容!C3", "客户分切班组", False),
        ("d5_actions[]", "措施!A2", "更换轴承 | 王五 | 2026-11-25", False),
    ]
    assert codes(result) == [("F222", "8D内容", "C3"), ("F222", "措施", "A2")]
    assert contents(book) == before
    enter(form, book, theirs=True)
    assert openpyxl.load_workbook(book)["8D内容"]["C3"].value is None
    assert [row[4] for row in rows_in(book, "措施")] == ["轴承列入保养", "首检改全幅灯检"]


def test_rows_that_the_register_got_since_are_left_alone(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    for cell, value in (("A5", CASE), ("B5", "D5"), ("E5", "后来加的"), ("F5", "王五")):
        write(book, "措施", cell, value)
    type_into(form, {"d5_actions[1].owner": "王五"})
    assert said(enter(form, book, theirs=True)) == [("d5_actions[1].owner", "措施!F4", "李四", "王五", True)]
    assert rows_in(book, "措施")[-1][4] == "后来加的"


def test_a_form_that_does_not_say_what_it_was_filled_with_only_fills_blank_cells(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    type_into(form, {"d2.who": "表单的人"})
    data: Any = openpyxl.load_workbook(form)
    for name in [one.name for one in data.custom_doc_props.props if one.name.startswith("kesu.filled")]:
        del data.custom_doc_props[name]
    form.write_bytes(saved(data))
    result = enter(form, book)
    assert said(result) == [("d2.who", "8D内容!C3", "客户分切班组", "表单的人", False)]
    assert [code for code, _, _ in codes(result)] == ["F227", "F221"]


def test_two_forms_of_one_complaint_are_entered_one_after_the_other(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    first, second = make(book), make(book, "8d_table.en")
    type_into(first, {"d2.who": "甲"})
    type_into(second, {"d2.who": "乙", "d2.what": "横向"})
    result = enter([first, second], book)
    assert [(field, new, taken) for field, _, _, new, taken in said(result)] == [
        ("d2.who", "甲", True), ("d2.what", "横向", True), ("d2.who", "乙", False),
    ]  # fmt: skip


def test_a_dry_run_says_all_and_writes_nothing(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    type_into(form, {"d2.who": "甲"})
    before = book.read_bytes()
    assert said(enter(form, book, dry_run=True)) == [("d2.who", "8D内容!C3", "客户分切班组", "甲", True)]
    assert book.read_bytes() == before


# --- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "code"), [("KS-9", "F225"), (None, "F226")])
def test_a_form_whose_complaint_is_not_in_the_register(tmp_path: Path, number: str | None, code: str) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    report = type_into(form, {"case_no": number, "d2.who": "甲"})
    result = enter(form, book)
    sheet, _, cell = report.cells["case_no"].rpartition("!") if number else ("", "", "")
    assert (codes(result), said(result), result.written) == ([(code, sheet, cell)], [], "")


def test_a_number_that_stands_in_two_rows_is_not_guessed(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    type_into(form, {"d2.who": "甲"})
    write(book, openpyxl.load_workbook(book).sheetnames[0], "A6", CASE)
    assert [code for code, _, _ in codes(enter(form, book))] == ["F228"]


def test_a_value_that_its_column_cannot_hold_is_refused_at_the_form_s_cell(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    report = type_into(
        form, {"d5_actions[0].due": "下周", "d3_actions[0].checked": "很多", "d3_actions[0].place": "月球"}
    )
    before = contents(book)
    result = enter(form, book)
    told = [report.cells[f"{path}"].split("!")[1] for path in ("d3_actions[0].place", "d3_actions[0].checked")]
    assert sorted(codes(result)) == sorted(
        ("F224", "8D", cell) for cell in (*told, report.cells["d5_actions[0].due"].split("!")[1])
    )
    assert contents(book) == before


def test_two_leaders_and_dates_before_the_complaint_are_said_at_the_form_s_cell(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    type_into(form, {"team[1].role": "组长", "d5_actions[1].due": "2026-11-01"})
    report = read_form(form).reports[0]
    assert [(one.code, f"{one.sheet}!{one.cell}") for one in report.found if one.level != "info"] == [
        ("F231", report.cells["team[1].role"]), ("F233", report.cells["d5_actions[1].due"]),
    ]  # fmt: skip


def test_five_hundred_members_come_and_go_and_are_said(tmp_path: Path) -> None:
    people = [{"role": TEAM_ROLE.choices[2], "name": f"李四{number}"} for number in range(500)]
    book = register(tmp_path / "r.xlsx", {"team": people})
    form = make(book)
    report = read_form(form).reports[0]
    assert len(report.record["team"]) == 500
    assert [(one.code, one.params["members"]) for one in report.found if one.code == "F232"] == [("F232", 500)]
    type_into(form, {"team[499].name": "王五"})
    assert said(enter(form, book)) == [("team[499].name", "小组!C501", "李四499", "王五", True)]


def test_a_complaint_without_detail_rows_is_said_once(tmp_path: Path) -> None:
    made = make_8d(register(tmp_path / "r.xlsx"), tmp_path / "out", as_of=AS_OF)
    told = [(one.code, one.cell, one.count, one.case_no) for one in made.found if one.code == "F218"]
    assert told == [("F218", "A6", 1, "KS-2611-088")]


def test_words_of_another_language_are_the_list_s_own(tmp_path: Path) -> None:
    """An English form of a Chinese register: Warehouse stays 仓库, Customer becomes 客户."""
    book = register(tmp_path / "r.xlsx")
    form = make(book, "8d.en")
    assert said(enter(form, book)) == []
    type_into(form, {"d3_actions[0].place": "Customer"})
    assert said(enter(form, book)) == [("d3_actions[0].place", "围堵!B2", "仓库", "客户", True)]


def test_a_customer_s_own_form_is_known_by_the_register(tmp_path: Path) -> None:
    own_template(tmp_path / "own" / "甲方8D.xlsx", "case_no", "defect", "root_cause_occ")
    book = register(tmp_path / "r.xlsx")
    for cell, value in (("A2", "华东包装"), ("C2", "own/甲方8D.xlsx")):
        write(book, "客户", cell, value)
    made = make_8d(book, tmp_path / "8D", as_of=AS_OF, cases=[CASE])
    form = openpyxl.load_workbook(made.made[0].path)
    form.worksheets[0]["B2"] = "客户写的现象"
    form.save(made.made[0].path)
    result = enter(Path(made.made[0].path), book)
    assert [(one[0], one[2], one[3], one[4]) for one in said(result)] == [("defect", "划伤", "客户写的现象", True)]
    with pytest.raises(KesuError) as error:
        read_form(made.made[0].path)
    assert error.value.code == "form_template_unknown"


def test_a_formula_of_the_register_is_not_replaced(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    data = openpyxl.load_workbook(book)
    data["8D内容"]["C3"] = '="客户分切"&"班组"'
    data.save(book)
    type_into(form, {"d2.who": "甲"})
    before = book.read_bytes()
    with pytest.raises(KesuError) as error:
        enter(form, book, theirs=True)
    assert (error.value.code, error.value.params["cell"]) == ("cell_calculated", "C3")
    assert book.read_bytes() == before


def test_the_register_must_be_one_that_can_be_written(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    old = tmp_path / "r.xls"
    old.write_bytes(book.read_bytes())
    with pytest.raises(KesuError) as error:
        enter(form, old)
    assert error.value.code == "save_as_xlsx"


# --- the command ------------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(end.value.code or 0), out, err


def test_the_command_shows_the_differences_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = register(tmp_path / "r.xlsx")
    form = make(book)
    type_into(form, {"d2.who": "甲"})
    write(book, "措施", "F2", "赵六")
    type_into(form, {"d5_actions[0].owner": "李四"})
    asked = ("read", str(form), "--into", str(book), "--as-of", "2026-11-21T09:00")
    code, out, _ = run(capsys, *asked, "--dry-run", "--json")
    document = json.loads(out)
    assert (code, document["written"], document["register"]) == (1, "", str(book))
    who = read_form(form).reports[0].cells
    assert document["reports"][0]["differences"] == [
        {"field": "d2.who", "sheet": "8D内容", "cell": "C3", "ours": "客户分切班组", "theirs": "甲",
         "form_cell": who["d2.who"], "newer": False, "taken": True},
        {"field": "d5_actions[0].owner", "sheet": "措施", "cell": "F2", "ours": "赵六", "theirs": "李四",
         "form_cell": who["d5_actions[0].owner"], "newer": True, "taken": False},
    ]  # fmt: skip
    code, out, _ = run(capsys, *asked)
    assert code == 1
    assert "8D内容!C3" in out
    assert "台账较新，保留" in out
    assert "r.kesu-backup.xlsx" in out
    code, out, _ = run(capsys, *asked, "--theirs")
    assert (code, "已写入" in out) == (0, True)
    assert run(capsys, "read", str(form), "--theirs")[0] == 2


# --- what a form remembers --------------------------------------------------------------------------------------------


def test_a_form_remembers_check_sums_and_nothing_else() -> None:
    fields = ("d2.what", "case_no", "actions[].owner", "actions[].due", "company", "states.D3")
    record = {"d2": {"what": " 划伤 "}, "case_no": "K-1", "actions": [{"owner": "张三", "due": date(2026, 1, 2)}]}
    text = remembered(record, fields)
    before = Remembered(text, fields)
    assert before.is_known
    assert before.had("d2.what", "划伤")
    assert before.had("actions[0].due", date(2026, 1, 2))
    assert before.had_row("actions", {"owner": "张三", "due": date(2026, 1, 2), "n": 7})
    assert not before.had("d2.what", "划痕")
    assert not before.had("actions[1].owner", "张三")
    assert not before.had_row("actions", {"owner": "张三"})
    assert not Remembered("不是", fields).is_known
    assert remembered(record, fields) == remembered(dict(reversed(record.items())), fields)


def test_the_form_says_it_within_what_excel_keeps(tmp_path: Path) -> None:
    form = make(register(tmp_path / "r.xlsx"))
    data: Any = openpyxl.load_workbook(form)
    parts = [one.value for one in data.custom_doc_props.props if one.name.startswith("kesu.filled")]
    assert parts
    assert all(len(part) <= 255 for part in parts)


@pytest.mark.parametrize("code", sorted(code for code, one in RULES.items() if one.room == "entering"))
def test_every_rule_is_said_in_three_languages(code: str) -> None:
    assert all(RULES[code].what(lang) and RULES[code].remedy(lang) for lang in LANGUAGES)


def test_reading_without_a_register_needs_none(tmp_path: Path) -> None:
    script = "import sys, kesu_xl.flow.reading; print('kesu_xl.flow.entering' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ran.stdout.strip() == "False"
