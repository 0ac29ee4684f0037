"""A customer's blank 8D form becomes a template: what is found, what is written, what is refused.

The forms stand in tests/fixtures/forms, with the expected cells beside each, written by hand. A field is expected by
the beginning of its path; ``D1`` stands for all that answers that discipline.
"""

from __future__ import annotations

import io
import json
import subprocess
import time
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import kesu_xl
from kesu_xl.complaint import Complaint
from kesu_xl.eight_d import assemble, known_paths
from kesu_xl.errors import KesuError
from kesu_xl.flow.form_results import SuggestResult
from kesu_xl.form import compile_template
from kesu_xl.form.marker import parse_marker
from kesu_xl.form.suggest import SURE
from kesu_xl.form.suggest.answers import LINES, aspect_of, block_fields, field_in, marker, signed_on
from kesu_xl.form.suggest.headings import numbered
from kesu_xl.form.suggest.labels import COLUMNS, HEAD, INSIDE, LISTS
from kesu_xl.form.suggest.lexicon import head_lexicon
from kesu_xl.form.suggest.words import gaps, is_hint
from kesu_xl.wording import LANGUAGES

ROOT: Final = Path(__file__).resolve().parent.parent
FORMS: Final = Path(__file__).resolve().parent / "fixtures" / "forms"
CORPUS: Final = ROOT.parent / "shared" / "corpus" / "8d"
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
BLANKS: Final = sorted(path.stem for path in FORMS.glob("*.json") if not path.stem.startswith("held_"))
HELD_OUT: Final = sorted(path.stem for path in FORMS.glob("held_*.json"))

#: What answers a discipline.
ANSWERS: Final = {
    "D0": "d0|defect", "D1": "team|d1", "D2": "d2|defect", "D3": "d3|initial_measure|containment",
    "D4": "d4|root_cause|cause|whys", "D5": "d5|action_occ|action_esc", "D6": "d6|d5_actions|validation",
    "D7": "d7|documents|horizontal", "D8": "d8|closing",
}  # fmt: skip


class Score:
    """How well a form was read, against what a person expects of it."""

    def __init__(self, result: SuggestResult, expected: Mapping[str, Any], first: str) -> None:
        def place(cell: str) -> str:
            return cell if "!" in cell else f"{first}!{cell}"

        wanted = {
            (d, place(cell))
            for d, cells in expected["headings"].items()
            for cell in (cells if isinstance(cells, list) else [cells])
        }
        found = {(heading.d, f"{heading.sheet}!{heading.cell}") for heading in result.headings}
        self.headings = len(wanted)
        self.headings_missed = sorted(wanted - found)
        answers = {place(cell): tuple(ANSWERS.get(f, f).split("|")) for cell, f in expected["answers"].items()}
        marked: dict[str, list[str]] = {}
        for one in result.markers:
            marked.setdefault(f"{one.sheet}!{one.cell}", []).append(one.field)
        self.answers = len(answers)
        self.answers_missed = [
            (cell, fields, marked.get(cell))
            for cell, fields in answers.items()
            if not any(field.startswith(fields) for field in marked.get(cell, ()))
        ]
        sure = [one for one in result.markers if one.sure >= SURE]
        self.sure = len(sure)
        self.wrongly_sure = [
            (f"{one.sheet}!{one.cell}", one.field, one.sure)
            for one in sure
            if not one.field.startswith(answers.get(f"{one.sheet}!{one.cell}", ("nothing",)))
        ]
        self.touched = [cell for cell in expected.get("untouched", ()) if place(cell) in marked]


def read(name: str) -> tuple[SuggestResult, Score]:
    path = FORMS / f"{name}.xlsx"
    result = kesu_xl.suggest_template(path, lang="en")
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return result, Score(result, expected, load_workbook(path, read_only=True).sheetnames[0])


# --- what is found ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BLANKS)
def test_headings_and_answer_places_of_a_blank_form_are_found(name: str) -> None:
    _, score = read(name)
    assert not score.headings_missed
    assert not score.answers_missed
    assert not score.wrongly_sure
    assert not score.touched


def test_forms_that_nothing_was_fitted_to_are_read_well_enough() -> None:
    # first reading, before anything was changed for them: 40 of 40 headings, 122 of 125 places, none wrongly sure
    scores = [read(name)[1] for name in HELD_OUT]
    assert len(scores) >= 5
    found = 1 - sum(len(s.headings_missed) for s in scores) / sum(s.headings for s in scores)
    placed = 1 - sum(len(s.answers_missed) for s in scores) / sum(s.answers for s in scores)
    wrong = sum(len(s.wrongly_sure) for s in scores) / sum(s.sure for s in scores)
    assert found >= 0.9
    assert placed >= 0.9
    assert wrong <= 0.05


#: Headings and answers of the real forms, by hand: all five are one layout in two languages.
REAL: Final[Mapping[str, Any]] = {
    "headings": {"D1": "A8", "D2": "A11", "D3": "A14", "D4": "A17", "D5": "A23", "D6": "A26", "D7": "A29", "D8": "A32"},
    "answers": {
        "B6": "customer", "D6": "part_no", "G6": "product", "B7": "customer", "D7": "d2.how_many", "G7": "received_at",
        "A9": "D1", "A12": "D2", "A15": "D3", "A18": "D4", "A24": "D5", "A27": "D6", "A30": "D7", "A33": "D8",
        "F10": "owner", "F13": "owner", "E16": "owner", "E22": "owner", "E25": "owner", "E28": "owner", "E31": "owner",
        "G35": "d8.approved_by",
    },
    "untouched": ["A36"],
}  # fmt: skip


@pytest.mark.needs("corpus")
def test_real_forms_are_read() -> None:
    paths = sorted(CORPUS.glob("*.xlsx"))
    assert paths
    for path in paths:
        result = kesu_xl.suggest_template(path)
        score = Score(result, REAL, load_workbook(path, read_only=True).sheetnames[0])
        assert not score.headings_missed, path.name
        assert not score.answers_missed, path.name
        assert not score.wrongly_sure, path.name
        assert not score.touched, path.name


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("D1 — 成立小组", 1), ("D2. Problem", 2), ("3. Sofortmaßnahmen", 3), ("4 Kök neden", 4), ("5 D 永久对策", 5),
        ("6对策验证", 6), ("7, 재발 방지", 7), ("4-1.(발생 원인)", 4), ("8D 结案", 8), ("Ｄ２．问题描述", 2),
        ("D3\u00a0Containment", 3), ("步骤三：临时措施", 3), ("Step 4: Root cause", 4), ("2단계 문제 정의", 2),
        ("五、永久措施", 5), ("（六）效果验证", 6), ("③ 临时措施", 3), ("■ D7: Prevention", 7), ("第2步 问题描述", 2),
        ("D-4 Root cause", 4), ("1. Adım: Ekip", 1), ("Schritt 6 – Umsetzung", 6),
    ],
)  # fmt: skip
def test_numbers_of_headings_are_read_in_every_style(text: str, number: int) -> None:
    found = numbered(text)
    assert found is not None
    assert found.d == number


@pytest.mark.parametrize("text", ["2026-11-21", "12 pcs", "4M1E", "5W2H", "100 %", "D12 valve", "Customer", "3.5 mm"])
def test_other_numbers_are_none(text: str) -> None:
    found = numbered(text)
    assert found is None or not found.rest.strip() or text == "3.5 mm"


def sheet_with(lines: Mapping[str, str]) -> bytes:
    """Return a workbook with these texts; an address with a colon is merged."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for ref, text in lines.items():
        sheet[ref.partition(":")[0]] = text or None
        if ":" in ref:
            sheet.merge_cells(ref)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


SMALL: Final = {
    "A1:D1": "8D Report", "A2": "Customer", "B2:D2": "", "A3:D3": "D1 Team", "A4:D6": "",
    "A7:D7": "D2 Problem description",
    "A8:D10": "", "A11:D11": "D3 Containment", "A12:D14": "",
}  # fmt: skip


def suggested(lines: Mapping[str, str]) -> SuggestResult:
    return kesu_xl.suggest_template(io.BytesIO(sheet_with(lines)), lang="en")


def fields_of(result: SuggestResult) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in result.markers:
        found.setdefault(one.cell, []).append(one.field)
    return found


def test_titles_and_bars_of_progress_are_no_headings() -> None:
    bar = dict(zip("BCDEFGHI", (f"D{n}" for n in range(1, 9)), strict=True))
    lines = {f"{column}2": text for column, text in bar.items()}
    lines |= {
        "A1:I1": "8D 报告",
        "A3": "3D完成时间",
        "B3:D3": "",
        "A5:I5": "D1 小组",
        "A6:I8": "",
        "A9:I9": "D2 问题描述",
        "A10:I12": "",
    }
    result = suggested(lines)
    assert [(h.d, h.cell) for h in result.headings] == [("D1", "A5"), ("D2", "A9")]
    assert fields_of(result)["B3"] == ["d3_done_at"]


def test_occurrence_and_escape_have_their_own_places() -> None:
    lines = {
        "A1:D1": "D4 发生原因分析",
        "A2:D4": "",
        "A5:D5": "D4 流出原因分析",
        "A6:D8": "",
        "A9:D9": "D5 流出对策",
        "A10:D12": "",
    }
    assert fields_of(suggested(lines)) == {"A2": ["root_cause_occ"], "A6": ["root_cause_esc"], "A10": ["action_esc"]}


@pytest.mark.parametrize(
    ("heading", "aspect"),
    [
        ("4. 真因分析\n(為何發生／為何流出)", ""), ("根本原因（发生／流出）", ""), ("為何流出", "esc"),
        ("为什么发生", "occ"),
    ],
)  # fmt: skip
def test_a_heading_may_name_both_sides_of_a_cause(heading: str, aspect: str) -> None:
    assert aspect_of(heading) == aspect


def test_one_place_for_d5_takes_all_its_measures() -> None:
    """A form that was read back has them as rows: in a customer's one cell they would be missed otherwise."""
    assert block_fields(5, "D5 永久对策") == ("d5_actions[].action",)
    assert block_fields(5, "D5 发生对策") == ("action_occ",)


def test_members_that_have_a_label_each_get_one_item_each() -> None:
    lines = {
        "A1:B1": "D1 Team",
        "A2": "Team leader:",
        "B2": "",
        "A3": "Member:",
        "A4": "Member:",
        "A5:B5": "D2 Problem",
        "A6:B8": "",
        "C1:D8": "",
    }
    found = fields_of(suggested(lines))
    assert found["B2"] == ["d1.leader"]
    assert (found["B3"], found["B4"]) == (["team[0].name"], ["team[1].name"])


def test_what_found_no_place_is_said() -> None:
    lines = dict(SMALL)
    del lines["A12:D14"]
    lines |= {
        "A12:D14": "gesperrte Ware im Lager, sortiert",
        "A15": "Lagerplatz",
        "B15:D15": "",
        "A16:D16": "□ Ja □ Nein",
    }
    result = suggested(lines)
    found = {(problem.code, problem.cell) for problem in result.problems}
    assert ("F403", "A12") in found  # a text that is no hint stands in the answer's place
    assert ("F409", "A15") in found  # a label that nobody knows beside an empty cell
    assert ("F410", "A16") in found  # boxes to tick
    assert {problem.message.split()[-1] for problem in result.problems if problem.code == "F401"} == {
        "D4", "D5", "D6", "D7", "D8",
    }  # fmt: skip
    assert not result.clean


def test_a_plain_list_of_labels_is_answered_in_the_wide_column_beside() -> None:
    """No lines, no merged cells: only the width of the column says where the answers go."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 70
    texts = ("Corrective Action Request", "", "CAR Number", "Part No", "Date Received", "")
    words = ("Team Members", "Problem Statement", "Containment", "Root Cause")
    for row, text in enumerate((*texts, *(f"Discipline {n}: {word}" for n, word in enumerate(words, 1))), 1):
        sheet.cell(row, 1, text or None)
    data = io.BytesIO()
    book.save(data)
    found = fields_of(kesu_xl.suggest_template(data, lang="en"))
    assert {cell: fields[0] for cell, fields in found.items()} == {
        "B3": "customer_ref", "B4": "part_no", "B5": "received_at", "B7": "team[].name", "B8": "d2.what",
        "B9": "d3_actions[].action", "B10": "root_cause_occ",
    }  # fmt: skip


def test_a_label_in_a_heading_does_not_take_the_place_of_the_answer() -> None:
    lines = {"A1:D1": "Global 8D", "A2:D2": "D2 Problem description", "A3:D5": ""}
    lines |= {"A6:D6": "D3 Containment actions   % Effective:", "A7:D9": ""}
    lines |= {"A10:D10": "D6 Implemented actions   Date Implemented:", "A11:D13": ""}
    found = fields_of(suggested(lines))
    assert found["A7"] == ["d3_actions[].action"]
    assert found["A6"] == ["d3.effectiveness"]
    assert found["A11"] == ["validation[].method", "d5_actions[].result"]
    assert found["A10"] == ["d5_actions[].done"]


@pytest.mark.parametrize(
    ("label", "field"), [("SCAR #", "customer_ref"), ("Concern No.", "customer_ref"), ("Qty Received", "lot_qty")]
)
def test_words_of_suppliers_forms_are_known(label: str, field: str) -> None:
    known = head_lexicon({}).find(label)
    assert known is not None
    assert (known.field, known.sure >= SURE) == (field, True)


def test_a_column_of_a_table_that_nothing_goes_into_is_said() -> None:
    lines = {"A1:F1": "8D Report", "A2:F2": "D2 Problem description", "A3:F5": "", "A6:F6": "D3 Containment actions"}
    heads = ("No.", "Action", "Responsible", "Due date", "Colour of the label", "Status")
    lines |= {f"{'ABCDEF'[n]}7": head for n, head in enumerate(heads)}
    for row in (8, 9, 10):
        lines |= {f"A{row}": f"{row - 7}"} | {f"{column}{row}": " " for column in "BCDEF"}
    lines |= {"A11:F11": "D4 Root cause", "A12:F14": ""}
    result = suggested(lines)
    assert fields_of(result)["B8"] == ["d3_actions[].action"]
    said = [(problem.code, problem.cell, problem.value) for problem in result.found if problem.code == "F405"]
    assert said == [("F405", "E8", "Colour of the label"), ("F405", "F8", "Status")]


def test_a_sheet_of_instructions_is_left_alone() -> None:
    book = load_workbook(io.BytesIO(sheet_with(SMALL)))
    guide = book.create_sheet("填写说明")
    guide["A1"], guide["A2"] = "D4 根本原因", None
    guide.merge_cells("A2:D5")
    data = io.BytesIO()
    book.save(data)
    result = kesu_xl.suggest_template(data, lang="en")
    assert {one.sheet for one in result.markers} == {"Sheet"}
    assert [problem.sheet for problem in result.problems if problem.code == "F406"] == ["填写说明"]


def test_labels_know_their_gaps() -> None:
    assert [(gap.label, gap.empty) for gap in gaps("签名：               时间：")] == [("签名", True), ("时间", True)]
    assert [(gap.label, gap.empty) for gap in gaps("Report No: 8D-2026-001")] == [("Report No", False)]
    assert [(gap.label, gap.empty) for gap in gaps("작성일자:      년   월   일")] == [("작성일자", True)]
    assert [gap.label for gap in gaps("Prepared by ______")] == ["Prepared by"]
    assert gaps("10:30") == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("(please fill in)", True), ("<Describe the problem>", True), ("请填写小组成员", True), ("【示例】", True),
        ("z.B. Sortierung", True), ("구체적으로 기술할 것", True),
        ("Lütfen doldurunuz", True), ("TBD", True), ("年  月  日", True),
        ("Seal ring worn, replaced on line 3", False), ("密封圈磨损", False),
    ],
)  # fmt: skip
def test_hints_are_told_from_answers(text: str, hint: bool) -> None:
    assert is_hint(text) is hint


def test_every_field_that_may_be_suggested_is_one_of_the_record() -> None:
    fields = {*HEAD, *LINES.values()}
    for d, words in INSIDE.items():
        fields |= {field_in(name, d) for name in words} | {signed_on(d)}
    for d in range(9):
        for heading in ("", "发生", "流出", "system cause", "symptom", "closure", "closure and recognition"):
            fields |= set(block_fields(d, heading))
    for d, columns in COLUMNS.items():
        name = LISTS.get(d, "is_isnot")
        fields |= {f"{name}[].{column.rstrip('?')}" for column in columns if column}
    plain = {field.rstrip("?").replace("[0]", "[]") for field in fields} - {""}
    assert plain <= known_paths(), plain - known_paths()
    assert all(parse_marker(marker(field)) for field in plain)


# --- what is written ----------------------------------------------------------------------------------------------


def cells(data: bytes) -> dict[tuple[str, str], Any]:
    book = load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("name", [*BLANKS, *HELD_OUT])
def test_nothing_but_the_marked_cells_changes(name: str) -> None:
    path = FORMS / f"{name}.xlsx"
    result = kesu_xl.suggest_template(path)
    before, after = cells(path.read_bytes()), cells(result.data)
    marked = {(one.sheet, one.cell) for one in result.markers}
    changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    assert changed == marked
    assert all(isinstance(after[place], str) and "{{ " in after[place] for place in marked)
    assert not any(isinstance(before.get(place), str) and str(before[place]).startswith("=") for place in marked)
    sheets = {f"xl/worksheets/sheet{n}.xml" for n in range(1, 40)}
    old, new = parts(path.read_bytes()), parts(result.data)
    assert {part for part in old if old[part] != new[part]} <= {*sheets, "xl/styles.xml", "xl/workbook.xml"}


def test_a_label_keeps_its_text_and_gets_its_marker_behind_the_colon() -> None:
    after = cells(kesu_xl.suggest_template(FORMS / "zh_nosep.xlsx").data)
    assert after["Sheet1", "D11"] == "签名：{{ owner }}    时间：{{ d3_done_at | date }}"
    after = cells(kesu_xl.suggest_template(FORMS / "hant_inline.xlsx").data)
    assert after["8D報告", "C3"] == "發生日期：{{ received_at | date }}"


def test_unsure_cells_are_coloured_as_long_as_the_marker_stands_in_them() -> None:
    result = kesu_xl.suggest_template(FORMS / "hant_table.xlsx")
    unsure = {one.cell for one in result.markers if one.sure < SURE}
    book = load_workbook(io.BytesIO(result.data))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    coloured = {
        str(area.sqref).partition(":")[0]: rules[0].formula[0]
        for area, rules in ((area, area.rules) for area in sheet.conditional_formatting)
    }
    assert coloured.keys() == unsure
    assert all(f"${cell[0]}${cell[1:]}" in formula and 'FIND("{{"' in formula for cell, formula in coloured.items())


def sample() -> dict[str, Any]:
    """Return a record with the lists that forms ask for."""
    row = Complaint(
        case_no="K-1", customer="甲公司", part_no="M30210-01", product="BOPP-18", defect="膜面横向划伤", defect_qty=12,
        initial_measure="隔离库存", root_cause_occ="轴承磨损", root_cause_esc="未抽检到", action_occ="更换轴承",
        action_esc="增加首检", closing_summary="有效", owner="张三",
    )  # fmt: skip
    day = date(2026, 11, 28)
    details: dict[str, list[dict[str, Any]]] = {
        "team": [{"role": "组长", "name": "张三", "dept": "品保"}, {"role": "组员", "name": "李四", "dept": "生产"}],
        "actions": [
            {"step": "D5", "action": "更换轴承", "owner": "张三", "due": day, "done": day, "result": "无划伤"},
            {"step": "D7", "action": "列入保养", "owner": "李四", "due": day},
        ],
        "validation": [{"action": "更换轴承", "method": "抽检 600 件", "checked": 600, "ng_after": 0}],
    }
    return assemble(row, details).record()


@pytest.mark.parametrize(
    "name", ["zh_dash", "ko_comma", "hant_table", "en_protected", "mixed_sheets", "en_lines", "tr_tables"]
)
def test_the_template_fills(name: str) -> None:
    result = kesu_xl.suggest_template(FORMS / f"{name}.xlsx")
    filled = compile_template(result.data, name).fill(sample(), "zh-Hans")
    texts = " ".join(str(value) for value in cells(filled.data).values())
    assert "{{" not in texts
    for word in ("张三", "李四", "膜面横向划伤", "隔离库存", "轴承磨损", "更换轴承", "无划伤", "列入保养"):
        assert word in texts, word
    assert [problem.code for problem in filled.problems if problem.code in ("F101", "F102")] == []


def test_all_items_of_a_list_go_into_one_cell() -> None:
    data = sheet_with({"A1": '{{ team[].name | join("、") }}', "A2": '{{ actions[].due | join("; ") }}', "A3": "Ende"})
    record = {"team": [{"name": "张三"}, {"dept": "品保"}, {"name": "李四"}], "actions": []}
    filled = compile_template(data, "t").fill(record, "zh-Hans")
    assert cells(filled.data)["Sheet", "A1"] == "张三、李四"
    assert ("Sheet", "A2") not in cells(filled.data)
    assert not filled.problems


@pytest.mark.needs("ooxml", "soffice")
def test_templates_are_valid_and_their_colours_show_in_a_spreadsheet_program(tmp_path: Path) -> None:
    names = ["en_protected", "hant_table", "mixed_sheets"]
    for name in names:
        (tmp_path / f"{name}.xlsx").write_bytes(kesu_xl.suggest_template(FORMS / f"{name}.xlsx").data)
        said = subprocess.run(
            [str(VALIDATOR), str(tmp_path / f"{name}.xlsx")], capture_output=True, text=True, check=False
        )
        assert json.loads(said.stdout)["ok"], said.stdout[:2000]
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "html", "--outdir",
         str(tmp_path), str(tmp_path / "hant_table.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    page = (tmp_path / "hant_table.html").read_text("utf-8", errors="replace")
    assert "d3_actions[].owner" in page
    assert page.lower().count("#ffe699") >= 8


# --- what is refused ----------------------------------------------------------------------------------------------


def test_a_form_that_cannot_be_a_template_is_refused_in_one_line(tmp_path: Path) -> None:
    filled = {"A1:D1": "8D Report"}
    words = ("Team", "Problem description", "Containment", "Root cause", "Corrective action")
    for n, word in enumerate(words, 1):
        filled |= {
            f"A{n * 3}:D{n * 3}": f"D{n} {word}",
            f"A{n * 3 + 1}:D{n * 3 + 2}": f"Seal ring worn on line {n}, replaced",
        }
    marked = {**SMALL, "A4:D6": "{{ team[].name }}"}
    heads = ("客诉编号", "受理时间", "客户名称", "不良现象", "结案状况", "责任人", "料号")
    register = {f"{'ABCDEFG'[n]}1": head for n, head in enumerate(heads)} | {"A2": "K-1", "A3": "K-2"}
    letter = {"A1": "Dear customer", "A2": "we are sorry"}
    for lines, code in (
        (filled, "form_filled"), (marked, "form_has_markers"), (register, "form_is_register"),
        (letter, "form_no_headings"),
    ):  # fmt: skip
        with pytest.raises(KesuError) as refused:
            suggested(lines)
        assert refused.value.code == code
        assert all("\n" not in refused.value.say(lang) for lang in LANGUAGES)


def test_a_report_of_ours_and_a_whole_register_are_no_blank_forms() -> None:
    template = compile_template((ROOT / "templates" / "8d.xlsx").read_bytes(), "8d")
    report = template.fill({"case_no": "K-1", "defect": "划伤"}, "zh-Hans").data
    # the register's other sheets name D1 to D8: lists, steps of the 8D
    register = (ROOT / "workbooks" / "complaints.xlsx").read_bytes()
    for data, code in ((report, "form_is_report"), (register, "form_is_register")):
        with pytest.raises(KesuError) as refused:
            kesu_xl.suggest_template(io.BytesIO(data))
        assert refused.value.code == code
        assert all("\n" not in refused.value.say(lang) for lang in LANGUAGES)


def test_old_workbooks_and_other_files_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "form.xlsx"
    other.write_text("D1 Team", "utf-8")
    with pytest.raises(KesuError):
        kesu_xl.suggest_template(other)
    with pytest.raises(KesuError):
        kesu_xl.suggest_template(tmp_path / "gone.xlsx")


@pytest.mark.needs("corpus")
def test_xls_says_save_as_xlsx() -> None:
    path = next(iter(sorted(CORPUS.glob("*.xls"))))
    with pytest.raises(KesuError) as refused:
        kesu_xl.suggest_template(path)
    assert refused.value.code == "save_as_xlsx"


def test_locked_cells_of_a_protected_sheet_stay_as_they_are() -> None:
    book = load_workbook(io.BytesIO(sheet_with(SMALL)))
    sheet = book.worksheets[0]
    sheet.protection.enable()
    data = io.BytesIO()
    book.save(data)
    result = kesu_xl.suggest_template(data, lang="en")
    assert result.markers == []
    assert {problem.cell for problem in result.problems if problem.code == "F404"} == {"A4", "A8", "A12"}


def test_a_hostile_form_is_refused_or_read_in_bounded_time() -> None:
    book = load_workbook(io.BytesIO(sheet_with(SMALL)))
    sheet = book.worksheets[0]
    for row in range(20, 60):
        sheet.merged_cells.add(f"A{row}:XFD{row + 500}")
    data = io.BytesIO()
    book.save(data)
    started = time.perf_counter()
    with pytest.raises(KesuError) as refused:
        kesu_xl.suggest_template(data)
    assert refused.value.code == "form_too_large"
    assert time.perf_counter() - started < 20


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 6), st.text(max_size=30)), max_size=25))
def test_any_texts_around_the_form_are_survived(texts: list[tuple[int, int, str]]) -> None:
    lines = dict(SMALL)
    for row, column, text in texts:
        plain = "".join(c for c in text if c.isprintable() and not "\ud800" <= c <= "\udfff").lstrip("=")
        lines[f"{'EFGHIJ'[column - 1]}{row}"] = plain
    try:
        result = suggested(lines)
    except KesuError as refused:
        assert refused.code in ("form_has_markers", "form_filled")
        return
    after = cells(result.data)
    before = cells(sheet_with(lines))
    marked = {(one.sheet, one.cell) for one in result.markers}
    assert {place for place in before if after.get(place) != before[place]} <= marked


# --- the command --------------------------------------------------------------------------------------------------


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    from kesu_xl.cli import main

    with pytest.raises(SystemExit) as ended:
        main([*arguments, *(() if "--lang" in arguments else ("--lang", "en"))])
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


def test_the_command_writes_a_template_and_says_what_it_did(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "template.xlsx"
    code, said, _ = run(capfd, "template", "suggest", str(FORMS / "zh_dash.xlsx"), "-o", str(out))
    assert code == 0
    assert "8D报告!A7" in said and "team[].name" in said and "the empty area below heading A6" in said
    assert out.exists()
    code, _, error = run(capfd, "template", "suggest", str(out), "-o", str(tmp_path / "again.xlsx"))
    assert code == 2
    assert "already" in error and not (tmp_path / "again.xlsx").exists()
    code, _, error = run(capfd, "template", "suggest", str(FORMS / "zh_dash.xlsx"), "-o", str(FORMS / "zh_dash.xlsx"))
    assert code == 2


def test_the_command_prints_json(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    form = str(FORMS / "hant_table.xlsx")
    code, said, _ = run(capfd, "template", "suggest", form, "-o", str(tmp_path / "t.xlsx"), "--json")
    document = json.loads(said)
    assert code == 0
    assert document.keys() == {"form", "headings", "markers", "problems"}
    assert document["form"] == form
    assert {"d": "D1", "sheet": "8D", "cell": "A6"} in document["headings"]
    assert all(one.keys() == {"sheet", "cell", "field", "sure", "why"} for one in document["markers"])
    assert all(0 <= one["sure"] <= 1 and one["why"] for one in document["markers"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_speaks_every_language(lang: str, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (["template"], ["template", "suggest"]):
        code, said, _ = run(capfd, *arguments, "--help", "--lang", lang)
        assert code == 0
        assert any("\u4e00" <= c <= "\u9fff" for c in said) == (lang != "en")
