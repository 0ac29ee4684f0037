"""Forms read back, turned into others, and made again: `kesu read`, `kesu convert`, `kesu 8d --update`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

import kesu_xl
from kesu_xl.cli import main
from kesu_xl.eight_d import typed
from kesu_xl.errors import KesuError
from kesu_xl.flow.making import DEMO_AS_OF
from kesu_xl.flow.shipped import shipped, shipped_templates
from kesu_xl.form import compile_template
from kesu_xl.wording import Ref

SAMPLE = shipped("workbooks") / "complaints.xlsx"
CASE = "KS-2611-001"
#: A complaint of which little is known yet.
SPARSE = "KS-2607-010"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code


def made(folder: Path, **options: Any) -> Path:
    """Make the report of one complaint and return it."""
    result = kesu_xl.make_8d(SAMPLE, folder, as_of=DEMO_AS_OF, **{"cases": [CASE], **options})
    return Path(result.made[0].path)


def type_into(path: Path, cells: Mapping[str, Any]) -> None:
    """Type into a form and save it with another program."""
    book = openpyxl.load_workbook(path)
    for ref, value in cells.items():
        book.worksheets[0][ref] = value
    book.save(path)


def cells_of(path: Path) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def fields_of(path: Path) -> dict[str, str]:
    """Return which field stands in each cell of a form."""
    (report,) = kesu_xl.read_form(path).reports
    return {cell.rpartition("!")[2]: field for field, cell in report.cells.items()}


# --- read ---


def test_a_report_is_read_into_typed_values(tmp_path: Path) -> None:
    result = kesu_xl.read_form(made(tmp_path))
    (report,) = result.reports
    assert (report.template, report.case_no, report.problems) == ("8d", CASE, [])
    record = report.record
    assert record["defect_qty"] == 46
    assert record["received_at"].isoformat() == "2026-11-03T09:26:00"
    assert record["due_8d_at"] == date(2026, 11, 25)
    assert record["severity"].say("en") == "Minor"
    assert record["states"]["first_response"] == Ref("clock.shown.met")
    assert record["team"][0]["role"].say("zh-Hant") == "批准人"


def test_words_and_texts_of_a_form_become_typed_values() -> None:
    record = {
        "case_no": 123, "lot_no": 20260101, "defect_qty": "1,046", "received_at": "2026-11-03 09:26",
        "customer": "2026-11-03", "d0": {"needed": "Yes", "action": "Yes"}, "revision": {"number": "2"},
        "d5_actions": [{"n": 1, "state": "● Done"}],
        "containment": [{"place": "Customer", "checked": "12 pcs"}], "disposition": [{"kind": "报废"}],
        "d7": {"lessons": ["甲", "乙"]},
    }  # fmt: skip
    made = typed(record, {"disposition": "退货"})
    assert made["case_no"] == "123"
    assert made["lot_no"] == "20260101"
    assert made["defect_qty"] == 1046
    assert made["received_at"].isoformat() == "2026-11-03T09:26:00"
    assert made["customer"] == "2026-11-03"
    assert (made["d0"]["needed"].say("zh-Hans"), made["d0"]["action"]) == ("是", "Yes")
    assert made["revision"]["number"] == 2
    assert made["d5_actions"] == [{"n": 1, "state": Ref("eight_d.state.done")}]
    assert made["containment"][0]["checked"] == "12 pcs"
    assert made["disposition"] == [{"kind": "就地报废"}]
    assert made["disposition"].say("zh-Hans") == "退货"
    assert made["d7"]["lessons"] == ["甲", "乙"]


def test_several_forms_of_which_one_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = made(tmp_path)
    text = tmp_path / "notes.xlsx"
    text.write_text("a,b\n1,2\n")
    assert run("read", str(form), str(text), "--json") == 1
    out = capsys.readouterr()
    good, bad = json.loads(out.out)["reports"]
    assert (good["path"], good["template"], good["case_no"], good["problems"]) == (str(form), "8d", CASE, [])
    assert good["record"]["received_at"] == "2026-11-03T09:26:00"
    assert good["record"]["d5_actions"][0]["n"] == 1
    assert (bad["register"], "notes.xlsx" in bad["failed"]) == (str(text), True)
    assert "notes.xlsx" in out.err
    assert run("read", str(text)) == 2
    assert "notes.xlsx" in capsys.readouterr().err


def test_read_prints_each_value_with_its_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", str(made(tmp_path, lang="en"))) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["8D!U5", "severity", "Minor"] in lines


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([str(SAMPLE)], "--template"),
        ([str(SAMPLE), "--template", "8d"], "8d"),
        (["missing.xlsx"], "missing.xlsx"),
        (["{form}", "--template", "nothing.xlsx"], "8d.en"),
        (["{form}", "--template", str(SAMPLE)], "complaints"),
    ],
)
def test_what_cannot_be_read_ends_with_one_line(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = str(made(tmp_path))
    assert run("read", *(argument.format(form=form) for argument in arguments)) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_a_form_of_somebodys_own_template(tmp_path: Path) -> None:
    own = tmp_path / "甲公司8D.xlsx"
    shutil.copy(shipped_templates()["8d"], own)
    type_into(own, {"C4": "甲公司专用"})
    form = made(tmp_path / "out", template=own)
    with pytest.raises(KesuError, match="甲公司8D"):
        kesu_xl.read_form(form)
    (report,) = kesu_xl.read_form([form], own).reports
    assert (report.template, report.case_no, report.problems) == ("甲公司8D", CASE, [])


# --- convert ---


def test_there_and_back_again_nothing_is_lost(tmp_path: Path) -> None:
    """Simplified to English to Traditional and back: the same record; words of lists change with the language."""
    form = made(tmp_path)
    for name in ("8d.en", "8d.zh-Hant", "8d"):
        converted = kesu_xl.convert(form, name, tmp_path / f"to {name}.xlsx")
        assert (converted.template, converted.case_no, converted.problems) == (name, CASE, [])
        form = Path(converted.path)
    first = kesu_xl.read_form(tmp_path / f"8D_{CASE}.xlsx").reports[0]
    last = kesu_xl.read_form(form).reports[0]
    assert last.record == first.record
    assert cells_of(tmp_path / "to 8d.en.xlsx")["U5"] == "Minor"
    assert cells_of(form) == cells_of(tmp_path / f"8D_{CASE}.xlsx")


def test_values_without_a_place_in_the_other_form_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "short.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active["B1"], book.active["B2"] = (
        "编号",
        "{{ case_no }}",
        "{{ team[0].name }} {{ d2.what }}",
    )
    book.save(other)
    out = tmp_path / "out.xlsx"
    assert run("convert", str(made(tmp_path)), "--to", str(other), "-o", str(out), "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["made"] == [{"case_no": CASE, "path": str(out), "template": "short"}]
    (problem,) = document["problems"]
    assert (problem["code"], problem["level"]) == ("F206", "info")
    assert "customer_ref" in problem["message"]
    assert "team[].name" not in problem["message"]
    assert cells_of(out)["B1"] == CASE


def form_with(path: Path, *markers: str) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row, marker in enumerate(markers, 1):
        book.active.cell(row, 1, f"{row}")
        book.active.cell(row, 2, marker)
    book.save(path)
    return path


def test_what_a_form_calls_otherwise_is_taken_along(tmp_path: Path) -> None:
    """Our form says `cause_occ.cause`, a customer's one `root_cause_occ`: the same thing, both ways."""
    asked = ("case_no", "root_cause_occ", "cause_esc.cause", "defect", "d1.leader", "action_occ")
    source = form_with(tmp_path / "甲.xlsx", *(f"{{{{ {name} }}}}" for name in asked))
    record = {
        "case_no": "K-1", "root_cause_occ": "轴承磨损", "cause_esc": {"cause": "未设检验点"}, "defect": "划伤",
        "d1": {"leader": "张三"}, "action_occ": "更换轴承",
    }  # fmt: skip
    filled = tmp_path / "filled.xlsx"
    filled.write_bytes(compile_template(source.read_bytes(), "甲").fill(record, "zh-Hans").data)
    wanted = ("cause_occ.cause", "root_cause_esc", "d2.what", "d1.leader", "d5_actions[].action")
    other = form_with(tmp_path / "乙.xlsx", *(f"{{{{ {name} }}}}" for name in wanted))
    converted = kesu_xl.convert(filled, other, tmp_path / "o.xlsx", template=source)
    assert [problem.field for problem in converted.found] == ["case_no"]  # nothing else is said to be lost
    assert [cells_of(tmp_path / "o.xlsx").get(f"B{n}") for n in range(1, 6)] == [
        "轴承磨损", "未设检验点", "划伤", "张三", "更换轴承",
    ]  # fmt: skip
    back = kesu_xl.convert(tmp_path / "o.xlsx", source, tmp_path / "p.xlsx", template=other)
    assert [problem.field for problem in back.found] == ["d5_actions[].action"]
    assert [cells_of(tmp_path / "p.xlsx").get(f"B{n}") for n in range(2, 6)] == [
        "轴承磨损", "未设检验点", "划伤", "张三",
    ]  # fmt: skip


def test_items_of_a_list_that_the_other_form_has_no_place_for_are_said(tmp_path: Path) -> None:
    other = form_with(tmp_path / "one.xlsx", "{{ team[0].name }}")
    converted = kesu_xl.convert(made(tmp_path), other, tmp_path / "o.xlsx")
    (lost,) = (problem for problem in converted.found if problem.code == "F206")
    fields = lost.params["fields"]
    assert isinstance(fields, list)
    assert ("team[0].name" in fields, "team[1].name" in fields) == (False, True)


@pytest.mark.parametrize(("to", "out"), [("nothing", "o.xlsx"), ("8d.en", "o.xls"), ("8d.en", "8D_KS-2611-001.xlsx")])
def test_convert_refuses_what_it_cannot_write(to: str, out: str, tmp_path: Path) -> None:
    form = made(tmp_path)
    before = form.read_bytes()
    assert run("convert", str(form), "--to", to, "-o", str(tmp_path / out), "--force") == 2
    assert form.read_bytes() == before
    assert not (tmp_path / "o.xls").exists()


# --- the form of the customer ---


def with_customer(folder: Path, **values: str) -> Path:
    """Return the sample with something on the 客户 sheet for the customer of the complaint."""
    folder.mkdir(parents=True, exist_ok=True)
    book = openpyxl.load_workbook(SAMPLE)
    sheet = book["客户"]
    heads = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=4) for cell in row if cell.value}
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "东屿包装")
    for head, value in values.items():
        sheet.cell(row, heads[head], value)
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def test_template_and_language_by_the_customer(tmp_path: Path) -> None:
    register = with_customer(tmp_path, **{"8D模板": "表单/甲.xlsx", "语言": "English"})
    (tmp_path / "表单").mkdir()
    shutil.copy(shipped_templates()["8d.en"], tmp_path / "表单" / "甲.xlsx")
    result = kesu_xl.make_8d(register, tmp_path / "o", as_of=DEMO_AS_OF, cases=[CASE, "KS-2611-005"])
    assert [(one.case_no, one.template) for one in result.made] == [(CASE, "甲.xlsx"), ("KS-2611-005", "8d.xlsx")]
    assert not [problem for problem in result.problems if problem.code.startswith("F")]
    assert cells_of(Path(result.made[0].path))["U5"] == "Minor"
    english = kesu_xl.make_8d(
        with_customer(tmp_path / "b", 语言="英文"), tmp_path / "p", as_of=DEMO_AS_OF, cases=[CASE]
    )
    assert english.made[0].template == "8d.en.xlsx"
    named = kesu_xl.make_8d(register, tmp_path / "q", as_of=DEMO_AS_OF, cases=[CASE], template="8d", lang="zh-Hant")
    assert named.made[0].template == "8d.zh-Hant.xlsx"


def test_a_customers_template_that_is_not_there_is_said_and_the_standard_form_made(tmp_path: Path) -> None:
    register = with_customer(tmp_path, **{"8D模板": "没有.xlsx", "语言": "法语"})
    result = kesu_xl.make_8d(register, tmp_path / "o", as_of=DEMO_AS_OF, cases=[CASE])
    assert result.made[0].template == "8d.xlsx"
    found = {p.code: (p.level, p.value) for p in result.problems if p.code.startswith("F")}
    assert found == {"F208": ("warning", "没有.xlsx"), "F209": ("warning", "法语")}


# --- update ---


def test_update_keeps_what_people_typed(tmp_path: Path) -> None:
    """Typed into a blank cell, over what the register says, into a blank row; a cleared cell gets the register's."""
    form = made(tmp_path, cases=[SPARSE])
    fresh = cells_of(form)
    typed_in = {
        "E27": "张三发现",
        "E24": "现场改写的描述",
        "A19": "组员",
        "D19": "李四",
        "D11": "☑ 是  ☐ 否",
        "E25": None,
        "U7": "■ 超时",
    }
    assert [fresh.get(ref) for ref in ("E27", "D18", "D19", "D11")] == [None, None, None, "☐ 是  ☐ 否"]
    type_into(form, typed_in)
    plain = kesu_xl.make_8d(SAMPLE, tmp_path, as_of=DEMO_AS_OF, cases=[SPARSE])
    assert (plain.made, [p.code for p in plain.problems]) == ([], ["F218", "F201"])
    result = kesu_xl.make_8d(SAMPLE, tmp_path, as_of=DEMO_AS_OF, cases=[SPARSE], update=True)
    now = {**fresh, **typed_in, "E25": fresh["E25"], "U7": fresh["U7"]}
    # the blank row of the team above is closed
    now["A18"], now["D18"] = now.pop("A19"), now.pop("D19")
    assert cells_of(form) == now
    assert {p.cell: (p.code, p.level) for p in result.problems} == {
        **dict.fromkeys(("E27", "E24", "A19", "D19", "D11"), ("F210", "info")), "A45": ("F218", "info"),
    }  # fmt: skip
    assert next(p for p in result.problems if p.cell == "E24").value == "现场改写的描述"
    # the form is still somebody's: a plain run leaves it alone, an update changes nothing more
    data = form.read_bytes()
    again = kesu_xl.make_8d(SAMPLE, tmp_path, as_of=DEMO_AS_OF, cases=[SPARSE])
    assert [p.code for p in again.problems] == ["F218", "F201"]
    kesu_xl.make_8d(SAMPLE, tmp_path, as_of=DEMO_AS_OF, cases=[SPARSE], update=True)
    assert form.read_bytes() == data


def test_update_of_a_form_that_was_only_saved_again(tmp_path: Path) -> None:
    form = made(tmp_path)
    data = form.read_bytes()
    type_into(form, {})
    assert form.read_bytes() != data
    result = kesu_xl.make_8d(SAMPLE, tmp_path, as_of=DEMO_AS_OF, cases=[CASE], update=True)
    assert result.problems == []
    assert form.read_bytes() == data


@pytest.mark.parametrize("kind", ["outside", "other file", "unclear", "sheet", "note"])
def test_update_leaves_a_form_alone_that_would_lose_something(kind: str, tmp_path: Path) -> None:
    form = made(tmp_path)
    if kind == "outside":
        type_into(form, {"E24": "改写", "AC3": "给王五的备注"})
    elif kind == "unclear":
        type_into(form, {"S2": "第三版"})
    elif kind == "note":
        book = openpyxl.load_workbook(form)
        book.worksheets[0]["E24"].comment = Comment("照片在附件里", "张三")
        book.save(form)
    elif kind == "sheet":
        book = openpyxl.load_workbook(form)
        book.create_sheet("附件")["A1"] = "测量数据"
        book.save(form)
    else:
        form.write_bytes(b"PK not a workbook")
    data = form.read_bytes()
    result = kesu_xl.make_8d(SAMPLE, tmp_path, as_of=DEMO_AS_OF, cases=[CASE], update=True)
    assert result.made == []
    assert [p.code for p in result.problems][-1] == "F211"
    assert form.read_bytes() == data


# --- PDF ---


@pytest.mark.needs("soffice")
def test_a_pdf_beside_each_report(tmp_path: Path) -> None:
    cases = [CASE, "KS-2611-005"]
    arguments = [argument for case in cases for argument in ("--case", case)]
    command = ["8d", str(SAMPLE), "-o", str(tmp_path), "--as-of", "2026-11-21T09:00", "--pdf", "-q", *arguments]
    assert run(*command) == 0
    assert [(tmp_path / f"8D_{case}.pdf").read_bytes()[:4] for case in cases] == [b"%PDF", b"%PDF"]
    assert run(*command) == 0


def test_without_libreoffice_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    out = tmp_path / "o"
    if any(Path(home).is_file() for home in ("/Applications/LibreOffice.app/Contents/MacOS/soffice",)):
        pytest.skip("LibreOffice is where it always is")
    assert run("8d", str(SAMPLE), "-o", str(out), "--case", CASE, "--as-of", "2026-11-21T09:00", "--pdf", "-q") == 2
    assert "LibreOffice" in capsys.readouterr().err
    assert not out.exists()


def test_open_files_are_read_too(tmp_path: Path) -> None:
    with BytesIO(made(tmp_path).read_bytes()) as stream:
        assert kesu_xl.read_form(stream).reports[0].case_no == CASE


def test_update_into_a_form_without_a_place_for_what_was_typed_leaves_it_alone(tmp_path: Path) -> None:
    """The short form has no D4: what was typed there would be gone."""
    form = made(tmp_path)
    cause = next(ref for ref, cell in fields_of(form).items() if cell == "cause_occ.cause")
    type_into(form, {cause: "人写的根因"})
    before = form.read_bytes()
    options: dict[str, Any] = {"as_of": DEMO_AS_OF, "cases": [CASE], "update": True}
    result = kesu_xl.make_8d(SAMPLE, tmp_path, template="8d_short", **options)
    assert result.made == []
    (problem,) = (problem for problem in result.found if problem.code == "F211")
    assert f"8D!{cause}" in problem.message("zh-Hans")
    assert form.read_bytes() == before
    result = kesu_xl.make_8d(SAMPLE, tmp_path, template="8d_table.en", **options)
    assert [(problem.code, problem.field) for problem in result.found] == [("F210", "cause_occ.cause")]
    assert kesu_xl.read_form(form).reports[0].record["cause_occ"]["cause"] == "人写的根因"
