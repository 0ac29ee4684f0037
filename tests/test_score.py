"""kesu score: registers and filled forms, one line, JSON, sheets in the workbook, exit codes."""

# ruff: noqa: DTZ001  # times are naive, as a register has them
from __future__ import annotations

import json
import subprocess
from datetime import datetime
from importlib import util
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import openpyxl
import pytest

import kesu_xl
from kesu_xl.cli import main
from kesu_xl.complaint import COLUMNS, DETAILS, Complaint
from kesu_xl.complaint.lists import CANCELLED, CLOSED, NEW, NOT_JUSTIFIED
from kesu_xl.eight_d import assemble
from kesu_xl.errors import KesuError
from kesu_xl.flow.shipped import template
from kesu_xl.form import compile_template
from kesu_xl.wording import LANGUAGES

_SPEC: Final = util.spec_from_file_location("perfect_8d", Path(__file__).with_name("perfect_8d.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
_PERFECT: Final = util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_PERFECT)
perfect_complaint, perfect_details = _PERFECT.perfect_complaint, _PERFECT.perfect_details

VALIDATOR: Final = Path(__file__).resolve().parent.parent / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
NOW: Final = datetime(2026, 12, 31, 9, 0)
_D: Final = [f"D{n}" for n in range(9)]


def write_register(path: Path) -> Path:
    """Write a register with a good 8D, its repeat, a bare complaint, a refused and a cancelled one."""
    good = perfect_complaint()
    later = datetime(2026, 12, 20, 9, 0)
    bare = Complaint(case_no="K-3", received_at=later, customer="=1+1", defect="划伤", status=NEW)
    again = Complaint(case_no="K-2", received_at=later, customer="华东包装", defect="划伤", status=CLOSED,
                      root_cause_occ="刀架轴承超期", repeat_of=good.case_no)  # fmt: skip
    others = [Complaint(case_no=f"K-{n}", received_at=later, status=status, defect="划伤")
              for n, status in ((4, NOT_JUSTIFIED), (5, CANCELLED))]  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账 '1'"
    names = [name for name, column in COLUMNS.items() if not column.internal]
    sheet.append([COLUMNS[name].labels[0] for name in names])
    for complaint in (good, again, bare, *others):
        sheet.append([getattr(complaint, name) for name in names])
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f":
                cell.data_type = "s"
    for table in DETAILS:
        if rows := perfect_details().get(table.name):
            detail = book.create_sheet(table.labels[0])
            detail.append([column.labels[0] for column in table.columns])
            for row in rows:
                line = {"case_no": good.case_no, **row}
                detail.append([line.get(column.name) for column in table.columns])
    book.create_sheet("设置").append(["时区", "Asia/Shanghai"])
    people = book.create_sheet("人员")
    people.append(["姓名", "部门"])
    people.append(["孙八", "品保"])
    book.save(path)
    return path


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_register(tmp_path_factory.mktemp("score") / "台账.xlsx")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = assemble(perfect_complaint(), perfect_details()).record()
    path = tmp_path_factory.mktemp("form") / "8D.xlsx"
    path.write_bytes(compile_template(template("8d", "en").read_bytes(), "8d.en").fill(record, "en").data)
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_every_complaint_that_is_not_cancelled_is_judged(register: Path) -> None:
    reports = kesu_xl.score(register, as_of=NOW).as_json()["reports"]
    assert [(report["case_no"], report["verdict"]) for report in reports] == [
        ("KS-2608-001", "accept"), ("K-2", "rework"), ("K-3", "no_measures"), ("K-4", "na"),
    ]  # fmt: skip
    good, again, bare, refused = reports
    assert (good["score"], good["customer_score"]) == (100, 92)
    assert good["form"] == {"chosen": "完整", "proposed": "完整", "reason": "严重等级为严重"}
    for report in reports:
        assert [part["d"] for part in report["disciplines"]] == _D
    assert {part["verdict"] for part in refused["disciplines"]} == {"na"}
    found = {finding["check"]: finding for part in again["disciplines"] for finding in part["findings"]}
    assert found["g.repeat"] == {
        "check": "g.repeat", "blocking": True, "field": "repeat_of",
        "message": "重复 KS-2608-001 已结案的原因（刀架轴承超期，微振划伤膜面）：上次的措施没有守住",
    }  # fmt: skip
    assert "g.repeat" not in {finding["check"] for part in bare["disciplines"] for finding in part["findings"]}


def test_that_it_does_not_apply_is_an_answer(register: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(register)
    answers = book["8D内容"]
    rows = {answers.cell(row, 2).value: row for row in range(2, answers.max_row + 1)}
    for path, said in (("d2.risk", "不适用"), ("d3.firewall", "N/A"), ("d2.other_parts", "-"), ("d0.needed", None)):
        answers.cell(rows[path], 3).value = said
    book.save(tmp_path / "a.xlsx")
    good = kesu_xl.score(tmp_path / "a.xlsx", as_of=NOW, cases=["KS-2608-001"]).scored[0].judged
    assert [(finding.check, finding.field) for finding in good.findings] == [
        ("g.1", "d0.needed"), ("d2.8", "d2.other_parts"),
    ]  # fmt: skip


def test_one_complaint_of_a_register(register: Path) -> None:
    result = kesu_xl.score(register, as_of=NOW, cases=["KS-2608-001"])
    assert [one.case_no for one in result.scored] == ["KS-2608-001"]
    # what it repeats is known all the same
    again = kesu_xl.score(register, as_of=NOW, cases=["K-2"]).scored[0].judged
    assert "g.repeat" in {finding.check for finding in again.blocking}
    with pytest.raises(KesuError, match="K-9"):
        kesu_xl.score(register, as_of=NOW, cases=["K-9"], lang="en")


@pytest.mark.parametrize("name", ["8d", "8d_sheets", "8d_short", "8d_table", "8d_two_column"])
def test_a_form_is_judged_by_what_it_asks_for(tmp_path: Path, name: str) -> None:
    record = assemble(perfect_complaint(), perfect_details()).record()
    filled = compile_template(template(name, "zh-Hans").read_bytes(), name)
    full, empty = tmp_path / "full.xlsx", tmp_path / "empty.xlsx"
    full.write_bytes(filled.fill(record, "zh-Hans").data)
    empty.write_bytes(filled.fill(assemble(Complaint(case_no="K-1"), {}).record(), "zh-Hans").data)
    good, bad = kesu_xl.score([full, empty], as_of=NOW).as_json()["reports"]
    assert (good["case_no"], good["score"], good["verdict"]) == ("KS-2608-001", 100, "accept")
    assert (bad["case_no"], bad["verdict"]) == ("K-1", "no_measures")
    assert bad["score"] < 10  # all that is there is the record of its template
    # what the short form does not ask for does not apply
    beyond = [part["verdict"] for part in good["disciplines"]][5:8]
    assert beyond == (["na"] * 3 if name == "8d_short" else ["fulfilled"] * 3)


def test_words_of_kesu_toml_count(register: Path, tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(register.read_bytes())
    (tmp_path / "kesu.toml").write_text('[words.over_promise]\nadd = ["效果稳定"]\n', encoding="utf-8")
    result = kesu_xl.score(tmp_path / "台账.xlsx", as_of=NOW, cases=["KS-2608-001"])
    assert [(one.check, one.field) for one in result.findings(result.scored[0])] == [("t.1", "d8.summary")]
    (tmp_path / "kesu.toml").write_text('[words.nothing]\nadd = ["x"]\n', encoding="utf-8")
    with pytest.raises(KesuError, match="nothing"):
        kesu_xl.score(tmp_path / "台账.xlsx", as_of=NOW)


def test_what_is_neither_a_form_nor_a_register(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(KesuError):
        kesu_xl.score(path, as_of=NOW)
    with pytest.raises(KesuError):
        kesu_xl.score(BytesIO(b"no workbook"), as_of=NOW)


def test_a_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_text("a,b")
    with pytest.raises(KesuError, match=r"broken\.xlsx"):
        kesu_xl.score(broken, as_of=NOW)


def test_exit_codes_and_several_sources(
    register: Path, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = ("--as-of", "2026-12-31T09:00")
    assert run("score", form, *now) == 0
    out = capsys.readouterr().out
    assert "100  ●  ●  ●  ●  ●  ●  ●  ●  ●  ● Accept  KS-2608-001" in out
    assert run("score", register, *now, "--case", "K-3", "--lang", "en") == 1
    out = capsys.readouterr().out
    assert "■ d3.1   containment[].action: there is no containment action" in out
    assert "Form: -; proposed Full (nobody has judged its severity yet)" in out
    assert run("score", form, form, *now, "--json") == 0
    assert [one["score"] for one in json.loads(capsys.readouterr().out)["reports"]] == [100, 100]
    missing = tmp_path / "missing.xlsx"
    assert run("score", register, form, missing, *now, "--json") == 1
    shown = capsys.readouterr()
    first, second, third = json.loads(shown.out)["registers"]
    assert (first["register"], len(first["reports"]), len(second["reports"])) == (str(register), 4, 1)
    assert third["register"] == str(missing)
    assert third["failed"] in shown.err
    assert run("score", missing, *now) == 2


def values(path: Path, sheet: str, first: int) -> list[tuple[Any, ...]]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=first, values_only=True)
    return [row for row in rows if any(value is not None for value in row)]


def test_the_sheets_list_verdicts_and_findings(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    result, written = kesu_xl.show_scores(register, out, as_of=NOW)
    assert written.path == str(out)
    rows = values(out, "评分", 8)
    assert [row[0] for row in rows] == ["K-3", "K-2", "KS-2608-001", "K-4"]  # the worst first, n/a last
    assert rows[2][:13] == ("KS-2608-001", "华东包装", 100, *"●●●●●●●●●", "● 接受")
    assert rows[2][14:] == ("完整", "完整：严重等级为严重", 92)
    assert rows[3][2:13] == (None, *"---------", "○ 不适用")
    book = openpyxl.load_workbook(out)
    sheet, findings = book["评分"], book["评分明细"]
    link = sheet["A10"].hyperlink
    assert link is not None
    assert link.location == "'台账 ''1'''!A2"
    assert sheet["B8"].value == "=1+1"
    assert sheet["B8"].data_type == "s"
    listed = values(out, "评分明细", 4)
    assert len(listed) == sum(len(one.judged.findings) for one in result.scored)
    levels = [row[0] for row in listed if row[1] == "K-3"]
    assert levels == sorted(levels, key=lambda level: level != "■ 阻断")
    safety = next(number for number, row in enumerate(listed, 4) if row[1] == "K-3" and row[3] == "d0.2")
    column = openpyxl.utils.get_column_letter(
        [name for name, column in COLUMNS.items() if not column.internal].index("safety_flag") + 1
    )
    link = findings.cell(safety, 5).hyperlink
    assert link is not None
    assert link.location == f"'台账 ''1'''!{column}4"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheets_speak_every_language(register: Path, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "out.xlsx"
    kesu_xl.show_scores(register, out, as_of=NOW, lang=lang)
    name = {"zh-Hans": "评分", "zh-Hant": "評分", "en": "Scores"}[lang]
    word = {"zh-Hans": "● 接受", "zh-Hant": "● 接受", "en": "● Accept"}[lang]
    assert values(out, name, 8)[2][12] == word


def test_again_they_replace_themselves_and_clean_takes_them_out(register: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    before = register.read_bytes()
    path.write_bytes(before)
    kesu_xl.show_scores(path, None, as_of=NOW)
    once = path.read_bytes()
    kesu_xl.show_scores(path, None, as_of=NOW)
    assert path.read_bytes() == once
    assert kesu_xl.check(path, as_of=NOW).sheet == "台账 '1'"
    kesu_xl.clean(path, None)
    with ZipFile(BytesIO(before)) as old, ZipFile(path) as new:
        assert new.namelist() == old.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == ["xl/styles.xml"]


@pytest.mark.needs("ooxml")
def test_what_is_written_is_valid(tmp_path: Path) -> None:
    out, sample = tmp_path / "out.xlsx", Path(__file__).resolve().parent.parent / "workbooks" / "complaints.xlsx"
    kesu_xl.show_scores(sample, out, as_of=datetime(2026, 11, 21, 9, 0), cases=["KS-2605-001"])
    checked = subprocess.run([str(VALIDATOR), str(out)], capture_output=True, text=True, check=False)
    assert json.loads(checked.stdout)["ok"], checked.stdout


def test_several_places_to_write_to_are_refused(register: Path, tmp_path: Path) -> None:
    assert run("score", register, "-o", tmp_path / "a.xlsx", "--in-place") == 2
    assert run("score", register, register, "-o", tmp_path / "a.xlsx") == 2
