"""The rules over rows: each is broken by a sample, none by the clean register, and every fault is shown at its cell."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

import kesu_xl
import kesu_xl.wording
from kesu_xl.checks import Checked, check_register
from kesu_xl.checks.numbers import from_words
from kesu_xl.checks.words import words_of
from kesu_xl.clock.policy import load_policy
from kesu_xl.complaint import COLUMNS
from kesu_xl.flow.catalogues import all_rules, fields_document, rules_document
from kesu_xl.grid import Grid, column_letter
from kesu_xl.problem import RULES, Problem
from kesu_xl.register import register_in
from kesu_xl.settings import Settings
from kesu_xl.wording import LANGUAGES

ROOT: Final = Path(__file__).resolve().parent.parent
WORKBOOKS: Final = ROOT / "workbooks"
FAULTY: Final = sorted(path for path in (*WORKBOOKS.glob("*faulty.json"), *WORKBOOKS.glob("faulty/*.json")))
AS_OF: Final = datetime.fromisoformat("2026-11-21T09:00")
ZONE: Final = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}")


#: A closed complaint of our own liability, without a fault: every column that a closed one needs, and most others.
CLEAN: Final[dict[str, Any]] = {
    "case_no": "", "received_at": at("09-01T09:20"), "registered_at": at("09-01T09:30"), "customer": "远航包装",
    "customer_grade": "B", "customer_contact": "张三", "customer_ref": "SCAR-1", "channel": "电话",
    "complaint_type": "质量", "product": "BOPP-18", "part_no": "M1", "lot_no": "L1",
    "production_at": date(2026, 8, 20), "defect": "划伤", "defect_class": "外观划伤", "defect_qty": 12, "lot_qty": 240,
    "photo": "1.jpg", "customer_demand": "换货", "severity": "一般", "priority": "普通", "safety_flag": "否",
    "valid": "成立", "liability": "我方", "repeat_of": "", "received_by": "王五", "owner": "李四", "owner_dept": "分切",
    "owner_assigned_at": at("09-01T10:40"), "first_response_at": at("09-01T10:05"), "initial_measure": "封存",
    "customer_agreed_at": at("09-01T15:10"), "promised_at": at("09-05T17:00"), "revised_due_at": "",
    "revise_reason": "", "approved_by": "赵六", "approved_at": at("09-02T09:15"), "containment_state": "已发生",
    "root_cause_occ": "轴承游隙", "root_cause_esc": "首检漏检", "action_occ": "换轴承", "action_esc": "全幅灯检",
    "d3_done_at": at("09-01T18:00"), "d8_done_at": at("09-28T10:00"), "due_8d_at": at("09-30T17:00"),
    "late_reason": "", "status": "已结案", "closed_at": at("09-02T16:30"), "closing_summary": "同意结案",
    "escalated_at": "", "escalated_to": "", "reopened_at": "", "oem_answered_at": "", "cost_total": 1860.5,
    "follow_up_due": date(2026, 9, 5), "satisfaction": 5, "media_flag": "否", "crisis_level": "", "remark": "",
}  # fmt: skip
FIELDS: Final = list(CLEAN)
#: What makes the clean row an open one that was escalated in time and decided.
OPEN: Final[dict[str, Any]] = {
    "status": "对策已实施", "closed_at": "", "closing_summary": "", "satisfaction": "", "follow_up_due": "",
    "escalated_at": at("09-02T17:00"), "escalated_to": "赵六", "approved_at": at("09-02T18:15"),
}  # fmt: skip
TOP, LEFT = 4, 2


def row_of(number: int, changes: Mapping[str, Any] = {}) -> list[Any]:  # never changed
    return list({**CLEAN, "case_no": f"K-{number:03d}", **changes}.values())


def checked(rows: Sequence[Sequence[Any]], **more: Any) -> Checked:
    """Check rows below our own header, which stands in B4."""
    grid = Grid.from_values("客诉", [[COLUMNS[name].labels[0] for name in FIELDS], *rows], top=TOP, left=LEFT)
    for name, value in more.items():
        setattr(grid, name, value)
    return check_register(
        register_in(grid), Settings(ZONE), load_policy("default"), AS_OF.replace(tzinfo=ZONE), date1904=False
    )


def found(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Return code and cell of the problems of rows: the header lacks columns on purpose."""
    return [(problem.code, problem.cell) for problem in problems if problem.code.startswith("C")]


def cell(field: str, number: int) -> str:
    return f"{column_letter(LEFT + FIELDS.index(field))}{TOP + number}"


def of_row(**changes: Any) -> list[tuple[str, str]]:
    """Return what is found in one row that differs from the clean one, as code and column."""
    result = checked([row_of(1, changes)])
    assert all(problem.row == TOP + 1 for problem in result.problems if problem.code.startswith("C"))
    names = {cell(name, 1): name for name in FIELDS}
    return sorted((code, names[place]) for code, place in found(result.problems))


# --- the samples ---


@cache
def wanted(path: Path) -> list[dict[str, Any]]:
    problems: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["problems"]
    return problems


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_faulty_sample_gives_exactly_what_stands_beside_it(path: Path) -> None:
    workbook = next(path.with_suffix(end) for end in (".xlsx", ".ods") if path.with_suffix(end).exists())
    result = kesu_xl.check(workbook, as_of=AS_OF)

    def key(code: str, field: str, cell: str, row: int, count: int) -> tuple[object, ...]:
        return code, field, cell, row, count

    expected = Counter(key(p["code"], p["field"], p["cell"], p["row"], p.get("count", 1)) for p in wanted(path))
    assert Counter(key(p.code, p.field, p.cell, p.row, p.count) for p in result.found) == expected


def test_every_rule_is_broken_by_a_sample() -> None:
    broken = {problem["code"] for path in FAULTY for problem in wanted(path)}
    # of the rules about settings, those that a user's workbook breaks without anybody's knowing
    assert broken == {code for code in all_rules() if code[0] in "CR"} | {"S205", "S206"}
    assert len(broken) >= 35


def test_the_clean_sample_has_no_error_and_no_warning() -> None:
    result = kesu_xl.check(WORKBOOKS / "complaints.xlsx", as_of=AS_OF)
    assert (result.rows, result.valid, result.clean) == (150, 150, True)
    assert [(p.code, p.level) for p in result.found] == [("C606", "info")]


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_every_problem_can_be_said_in_every_language(path: Path) -> None:
    workbook = next(path.with_suffix(end) for end in (".xlsx", ".ods") if path.with_suffix(end).exists())
    for problem in kesu_xl.check(workbook, as_of=AS_OF).found:
        said = {lang: problem.message(lang) + problem.remedy(lang) for lang in LANGUAGES}
        assert all("{" not in text and "None" not in text for text in said.values()), (problem, said)
        assert len(set(said.values())) == 3 or problem.code in ("C408",), said
        # no word of Chinese in English but what stands in the cell itself, or in the list that the register uses
        english = said["en"].replace(problem.value, "")
        assert not re.search(r"[\u4e00-\u9fff]", english) or problem.params, english


# --- the catalogue ---


def test_the_catalogue_has_every_rule_of_every_room() -> None:
    """Asked of a program of its own: in this one other tests have imported everything."""
    code = "import json; from kesu_xl.flow.catalogues import all_rules; print(json.dumps(list(all_rules())))"
    known = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
    sources = [path.read_text(encoding="utf-8") for path in Path(kesu_xl.__file__).parent.rglob("*.py")]
    written = {found for text in sources for found in re.findall(r'\brule\("([A-Z]\d{3})"', text)}
    assert len(written) > 50 and written <= set(known), written - set(known)


def test_the_documents_say_what_the_catalogues_say() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_document()
    assert (ROOT / "docs" / "fields.md").read_text(encoding="utf-8") == fields_document()


def test_every_rule_has_its_texts_and_a_source() -> None:
    all_rules()
    for rule in RULES.values():
        texts = import_module(f"kesu_xl.wording.{rule.room}").TEXTS
        for part in ("what", "message", "remedy"):
            assert len(texts[f"{rule.code}.{part}"]) == 3
            assert all(texts[f"{rule.code}.{part}"]), rule.code
        assert rule.source and rule.level in ("error", "warning", "info")
        assert f"## {rule.code} ·" in rules_document()


@pytest.mark.parametrize("area", [module.name for module in iter_modules(kesu_xl.wording.__path__)])
def test_a_text_has_the_same_placeholders_in_three_languages(area: str) -> None:
    for name, texts in import_module(f"kesu_xl.wording.{area}").TEXTS.items():
        assert len(texts) == 3, name
        holes = [frozenset(hole for _, hole, _, _ in Formatter().parse(text) if hole is not None) for text in texts]
        assert holes[0] == holes[1] == holes[2], (area, name)
        # a note of two Latin words may be alike everywhere; a sentence of Han characters is never English
        assert not re.search(r"[\u4e00-\u9fff]{4,}", re.sub(r"[“\"「][^”\"」]*[”\"」]", "", texts[2])), (area, name)


def test_every_text_that_rooms_ask_for_is_there() -> None:
    areas = {module.name for module in iter_modules(kesu_xl.wording.__path__)}
    for path in (ROOT / "kesu_xl").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            key = node.args[0].value
            area, _, name = str(key).partition(".")
            if called in ("say", "Ref") and area in areas:
                assert name in import_module(f"kesu_xl.wording.{area}").TEXTS, (path.name, key)
            if called == "KesuError":
                assert key in import_module("kesu_xl.wording.errors").TEXTS, (path.name, key)


# --- a fault in a random row ---

#: Columns that a closed complaint must have and no rule of its own speaks of.
EMPTIED: Final = (
    "received_at", "customer", "customer_contact", "channel", "complaint_type", "product", "defect", "customer_demand",
    "safety_flag", "received_by", "defect_class", "severity", "valid", "owner_dept", "owner_assigned_at",
    "initial_measure", "lot_no", "defect_qty", "containment_state", "liability", "closing_summary",
)  # fmt: skip
#: Column, what somebody typed there, the rule that it breaks.
PLANTED: Final[tuple[tuple[str, Any, str], ...]] = (
    *((name, "", "C101") for name in EMPTIED),
    ("root_cause_occ", "", "C110"), ("root_cause_esc", " ", "C110"), ("owner", "", "C111"), ("action_occ", "", "C112"),
    ("action_esc", "", "C112"), ("first_response_at", "", "C306"),
    ("received_at", "昨天", "C201"), ("closed_at", "2026-09-31", "C201"), ("registered_at", True, "C201"),
    ("d8_done_at", 12.0, "C201"), ("production_at", "04-08-15", "C202"), ("registered_at", "2026-09-01 9:30", "C203"),
    ("received_at", date(2026, 9, 1), "C204"), ("closed_at", date(2026, 9, 2), "C204"),
    ("first_response_at", date(2026, 9, 1), "C204"), ("d8_done_at", at("11-21T09:00:01"), "C205"),
    ("follow_up_due", date(2206, 9, 5), "C206"), ("promised_at", 46270.5, "C207"), ("promised_at", 20260905.0, "C207"),
    ("registered_at", at("09-01T09:19:59"), "C301"), ("registered_at", date(2026, 8, 31), "C301"),
    ("first_response_at", at("09-01T09:00"), "C302"), ("owner_assigned_at", at("08-31T09:00"), "C303"),
    ("closed_at", at("08-31T10:00"), "C304"), ("escalated_at", at("09-01T08:00"), "C305"),
    ("first_response_at", at("09-02T16:30:01"), "C307"), ("reopened_at", at("08-30T08:00"), "C308"),
    ("production_at", date(2026, 9, 2), "C309"), ("customer_agreed_at", at("08-31T09:00"), "C310"),
    ("approved_at", at("08-31T09:00"), "C311"), ("d3_done_at", at("08-31T09:00"), "C312"),
    ("d3_done_at", at("09-28T10:00:01"), "C313"), ("promised_at", date(2026, 8, 31), "C315"),
    ("oem_answered_at", at("08-31T09:00"), "C317"),
    ("channel", "QQ群", "C401"), ("severity", "很严重", "C401"), ("status", "归档", "C401"), ("valid", 3.0, "C401"),
    ("owner_dept", "涂布课", "C402"), ("defect_class", "发霉", "C402"), ("channel", "邮件", "C403"),
    ("status", "关闭", "C403"),
    ("safety_flag", "n", "C403"), ("liability", "供方", "C403"), ("repeat_of", "K-999", "C405"),
    ("remark", "无", "C410"),
    ("part_no", "N/A", "C410"), ("remark", "长" * 32_768, "C407"),
    ("defect_qty", "若干", "C501"), ("defect_qty", at("09-01T09:00"), "C501"), ("defect_qty", True, "C501"),
    ("lot_qty", "240 卷", "C502"), ("cost_total", "¥1,860.50", "C502"), ("defect_qty", "十二", "C503"),
    ("defect_qty", -1, "C504"), ("defect_qty", 0.5, "C505"), ("lot_qty", 0, "C506"), ("defect_qty", 241, "C507"),
    ("satisfaction", 0, "C508"), ("satisfaction", 4.5, "C508"), ("valid", "不成立", "C601"),
    ("status", "已围堵", "C602"),
    ("valid", "待判定", "C603"), ("photo", "", "C606"), ("cost_total", float("inf"), "C501"),
)  # fmt: skip

#: Faults that show at another cell than where they were typed: the part of two that is wrong by INTERFACE.
ELSEWHERE: Final = {("production_at", "C309"): "received_at", ("d3_done_at", "C313"): "d8_done_at"}
#: What a fault implies besides.
IMPLIED: Final[dict[tuple[str, str], list[tuple[str, str]]]] = {
    ("escalated_at", "C305"): [("C120", "escalated_to")],
}


@examples(max_examples=250, deadline=None)
@given(st.sampled_from(PLANTED), st.integers(1, 12), st.integers(12, 30))
def test_a_fault_is_shown_at_its_cell_and_nothing_else(fault: tuple[str, Any, str], number: int, count: int) -> None:
    field, value, code = fault
    rows = [row_of(n) for n in range(1, count + 1)]
    rows[number - 1] = row_of(number, {field: value})
    result = checked(rows)
    expected = [(code, cell(ELSEWHERE.get((field, code), field), number))]
    expected += [(other, cell(name, number)) for other, name in IMPLIED.get((field, code), [])]
    problems = [p for p in result.problems if p.code.startswith("C")]
    assert sorted(found(problems)) == sorted(expected)
    assert {p.case_no for p in problems} == {f"K-{number:03d}"}
    errors = any(RULES[other].level == "error" for other, _ in expected)
    assert (result.rows, result.valid) == (count, count - errors)


def test_planted_faults_cover_the_rules_over_one_cell() -> None:
    assert {fault[2] for fault in PLANTED} >= {code for code in RULES if code[:2] in ("C2", "C3", "C4", "C5")} - {
        "C208", "C209", "C304", "C314", "C316", "C318", "C404", "C406", "C408", "C409", "C411",
    }  # fmt: skip


def test_the_clean_row_is_clean() -> None:
    assert of_row() == []
    assert of_row(**OPEN) == []


#: Whatever may stand in a cell.
ANYTHING: Final = st.one_of(
    st.sampled_from(
        ["", "", "/", " ", "无", "K-1", "是", "已结案", "已受理", "不成立", "暂停", "04-08-15", "25/01/2026 9:30",
         "12pcs", "{value}", "我方", "合计", "客诉编号", "©", "=1+1", "必填", "无客诉", "x" * 32_768]
    ),
    st.booleans(), st.floats(), st.integers(-1, 10**6).map(float), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(), st.text(max_size=8),
)  # fmt: skip


@examples(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FIELDS), min_size=4, max_size=12, unique=True), st.data())
def test_whatever_stands_in_the_cells_every_row_is_accounted_for(fields: list[str], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(ANYTHING, min_size=len(fields), max_size=len(fields)), max_size=8))
    heads = [COLUMNS[name].say(data.draw(st.sampled_from(LANGUAGES))) for name in fields]
    grid = Grid.from_values("客诉", [heads, *rows], top=TOP, left=LEFT)
    # the header itself is not what is tried here: a row of words may look more like one
    register = register_in(grid, header_row=TOP)
    now = AS_OF.replace(tzinfo=ZONE)
    result = check_register(register, Settings(ZONE), load_policy("default"), now, date1904=data.draw(st.booleans()))
    left_out = sum(p.count for p in result.problems if p.code in ("R106", "R107", "R112"))
    below = grid.rows[register.heads.last_row_of_head + 1 - TOP :]
    # zeros and refusals say something where there are more than two of them; a number beside them does not
    told = [[value for name, value in zip(fields, row, strict=True) if name != "case_no"] for row in below]
    said = [any(row) or sum(value != "" for value in others) > 2 for row, others in zip(below, told, strict=True)]
    assert result.rows + left_out == sum(said)
    assert len(result.complaints()) == result.rows == len({c.row for c in result.complaints()})
    assert all(len(values) == result.rows for values in result.columns.values())
    for problem in result.problems:
        assert all(problem.message(lang) and problem.remedy(lang) for lang in LANGUAGES)


# --- rules over several cells ---


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # what a status demands, and no more
        ({"status": "新建", "closed_at": "", "owner": "", "severity": "", "first_response_at": "", "valid": "",
          "late_reason": "等样"}, []),
        ({"status": "", "closed_at": "", "late_reason": "x"}, [("C101", "status")]),
        ({**OPEN, "status": "已受理", "lot_no": "", "root_cause_occ": "", "action_occ": ""}, []),
        ({**OPEN, "status": "已围堵", "lot_no": "", "root_cause_occ": ""}, [("C101", "lot_no")]),
        ({**OPEN, "status": "原因已明", "root_cause_esc": "", "action_esc": ""}, [("C101", "root_cause_esc")]),
        ({"liability": "客户", "root_cause_esc": "", "action_esc": ""}, []),
        ({"liability": "供应商", "root_cause_esc": "", "action_esc": ""}, []),
        ({"liability": "双方", "root_cause_esc": ""}, [("C110", "root_cause_esc")]),
        ({"status": "不成立", "valid": "不成立", "closed_at": "", "lot_no": "", "root_cause_occ": ""}, []),
        ({"status": "不成立", "valid": "不成立", "approved_by": "", "approved_at": ""},
         [("C101", "approved_at"), ("C101", "approved_by")]),
        ({"status": "已取消", "closed_at": "", "owner": "", "valid": "", "severity": ""}, []),
        ({"status": "已取消", "customer_demand": ""}, [("C101", "customer_demand")]),
        # closed, and how
        ({"closed_at": "", "late_reason": "等客户"}, [("C113", "closed_at")]),
        ({"closed_at": "", "escalated_at": at("09-02T10:00"), "escalated_to": "赵六"}, [("C113", "closed_at")]),
        ({"closed_at": "不详"}, [("C201", "closed_at")]),
        ({"first_response_at": at("09-02T16:30")}, []),
        ({"first_response_at": date(2026, 9, 2), "closed_at": date(2026, 9, 2)},
         [("C204", "closed_at"), ("C204", "first_response_at")]),
        ({"reopened_at": at("09-10T08:00"), "status": "已围堵", "late_reason": "再发"}, []),
        # late, and no reason: from the second after 48 h
        ({"closed_at": at("09-03T09:20:00")}, []),
        ({"closed_at": at("09-03T09:20:01")}, [("C102", "late_reason")]),
        ({"closed_at": at("09-03T09:20:01"), "late_reason": "停电"}, []),
        ({"closed_at": at("09-03T09:20:01"), "late_reason": "/"}, [("C102", "late_reason"), ("C410", "late_reason")]),
        ({"closed_at": at("09-03T09:20:01"), "escalated_at": at("09-03T09:20:00"), "escalated_to": "赵六"}, []),
        ({"due_8d_at": at("09-02T16:29")}, [("C102", "late_reason")]),
        ({"due_8d_at": date(2026, 9, 2)}, []),
        ({**OPEN, "escalated_at": "", "escalated_to": ""}, [("C102", "late_reason")]),
        # what stands together
        ({"escalated_at": at("09-02T10:00")}, [("C120", "escalated_to")]),
        ({"escalated_to": "赵六"}, [("C121", "escalated_at")]),
        ({"escalated_at": at("09-02T10:00"), "escalated_to": "-"},
         [("C120", "escalated_to"), ("C410", "escalated_to")]),
        ({"revised_due_at": at("09-10T17:00"), "revise_reason": "等样"}, []),
        ({"revised_due_at": at("09-10T17:00")}, [("C122", "revise_reason")]),
        ({"revise_reason": "等样"}, [("C123", "revised_due_at")]),
        ({"revised_due_at": at("08-10T17:00"), "revise_reason": "等样"}, [("C316", "revised_due_at")]),
        ({"revised_due_at": at("09-10T17:00"), "revise_reason": "等样", "approved_at": ""}, [("C125", "approved_at")]),
        ({"media_flag": "是"}, [("C124", "crisis_level")]),
        ({"media_flag": "是", "crisis_level": 2}, []),
        ({"media_flag": "是", "crisis_level": "二级"}, [("C403", "crisis_level")]),
        # a date against a date-time compares days
        ({"registered_at": date(2026, 9, 1)}, []),
        ({"production_at": date(2026, 9, 1)}, []),
        ({"due_8d_at": date(2026, 8, 31), "late_reason": "x"}, [("C314", "due_8d_at")]),
        ({"d3_done_at": "", "d8_done_at": at("08-31T10:00")}, [("C318", "d8_done_at")]),
        ({"d8_done_at": date(2026, 11, 21)}, []),
        ({"d8_done_at": at("11-21T09:00:00")}, []),
        ({"promised_at": at("12-31T09:00")}, []),
        # quantities
        ({"defect_qty": 240}, []),
        ({"defect_qty": 0}, []),
        ({"lot_qty": ""}, []),
        ({"satisfaction": 1}, []),
        ({"cost_total": -5}, []),
        ({"remark": "长" * 32_767}, []),
        # values
        ({"status": "Closed", "channel": "Phone", "severity": "嚴重"}, []),
        ({**OPEN, "status": "暂停"}, [("C403", "status"), ("C607", "status")]),
        ({"safety_flag": True}, []),
        ({"safety_flag": "YES "}, [("C403", "safety_flag")]),
        ({"repeat_of": "K-001"}, [("C406", "repeat_of")]),
        ({"case_no": " K-001 "}, [("C411", "case_no")]),
        ({"case_no": 7}, []),
        ({"case_no": "/"}, [("C101", "case_no"), ("C410", "case_no")]),
        ({"case_no": ""}, [("C101", "case_no")]),
    ],
)  # fmt: skip
def test_what_a_row_gives(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert of_row(**changes) == sorted(expected)


def test_a_number_used_twice_is_shown_at_every_occurrence() -> None:
    rows = [row_of(1), row_of(2), row_of(3, {"case_no": "K-001"}), row_of(4, {"case_no": "K-001 "})]
    result = checked(rows)
    assert found(result.problems) == [
        ("C404", cell("case_no", 1)), ("C404", cell("case_no", 3)), ("C404", cell("case_no", 4)),
        ("C411", cell("case_no", 4)),
    ]  # fmt: skip
    assert [p.params["rows"] for p in result.problems if p.code == "C404"] == ["7, 8", "5, 8", "5, 7"]
    assert result.valid == 1


def test_a_thousand_rows_with_one_number_stay_readable() -> None:
    result = checked([row_of(1)] * 1000)
    assert len([p for p in result.problems if p.code == "C404"]) == 1000
    assert all(len(p.message("en")) < 150 for p in result.problems)


def test_errors_and_formulas_without_a_result_are_not_missing() -> None:
    place = (TOP + 1, LEFT + FIELDS.index("defect"))
    other = (TOP + 2, LEFT + FIELDS.index("closed_at"))
    rows = [row_of(1, {"defect": ""}), row_of(2, {"closed_at": ""})]
    result = checked(rows, errors={place: "#REF!"}, uncalculated={other})
    assert found(result.problems) == [("C408", cell("defect", 1)), ("C409", cell("closed_at", 2))]
    assert [p.value for p in result.problems if p.code == "C408"] == ["#REF!"]


def test_infos_are_counted_per_column_and_kind_at_the_first_cell() -> None:
    rows = [row_of(n, {"remark": "/" if n % 2 else "ok", "part_no": "无" if n > 3 else "M1"}) for n in range(1, 7)]
    problems = [p for p in checked(rows).problems if p.code == "C410"]
    assert [(p.cell, p.count) for p in problems] == [(cell("remark", 1), 3), (cell("part_no", 4), 3)]


def test_a_column_without_any_time_is_said_once() -> None:
    rows = [row_of(n, {"received_at": date(2026, 9, 1)}) for n in range(1, 5)]
    assert [(p.code, p.cell, p.count) for p in checked(rows).problems if p.code.startswith("C")] == [
        ("C209", cell("received_at", 1), 4)
    ]


def _codes(*rows: list[Any]) -> list[tuple[str, str, int]]:
    return [(p.code, p.field, p.row) for p in checked(list(rows)).problems if p.code.startswith("C")]


def test_one_number_written_in_several_ways_is_one_number() -> None:
    written = ["KS-1", "ks-1", "KS－1", "KS - 1", "KS-11"]
    result = checked([row_of(n, {"case_no": number}) for n, number in enumerate(written, start=1)])
    said = [(p.cell, p.value) for p in result.problems if p.code == "C404"]
    assert said == [(cell("case_no", n), number) for n, number in enumerate(written[:4], start=1)]
    rows = [
        row_of(1, {"case_no": "KS-1"}),
        row_of(2, {"repeat_of": "ks－1"}),
        row_of(3, {"case_no": "a 3", "repeat_of": "A3"}),
    ]
    assert [(p.code, p.cell) for p in checked(rows).problems if p.code in ("C405", "C406")] == [
        ("C406", cell("repeat_of", 3))
    ]


@pytest.mark.parametrize(
    "changes",
    [{"closed_at": None}, {**OPEN, "escalated_at": None}, {**OPEN, "escalated_to": None},
     {"production_at": date(2026, 11, 22)}, {"received_at": at("12-01T09:00")}],
)  # fmt: skip
def test_one_fault_is_reported_once(changes: dict[str, Any]) -> None:
    said = of_row(**changes)
    assert len(said) == 1, said


@pytest.mark.parametrize(
    ("level", "media", "said"),
    [("2", "", ["C126"]), ("2", "否", ["C126"]), ("2", "是", []), ("", "否", []), ("", "是", ["C124"]),
     ("2", "不知道", ["C401"])],
)  # fmt: skip
def test_media_and_crisis_level_go_together(level: str, media: str, said: list[str]) -> None:
    codes = [code for code, *_ in _codes(row_of(1, {"crisis_level": level, "media_flag": media}))]
    assert codes == said


def test_times_are_shown_as_a_person_writes_them() -> None:
    rows = [row_of(1, {"first_response_at": at("09-01T09:19")}),
            row_of(2, {"first_response_at": at("09-01T09:19:30")})]  # fmt: skip
    first, second = (p for p in checked(rows).problems if p.code == "C302")
    assert first.value == "2026-09-01 09:19"
    assert second.value == "2026-09-01 09:19:30"
    assert "09:19”" not in second.message("zh-Hans")
    assert ":00:00" not in first.message("zh-Hans") + first.message("en")


@pytest.mark.parametrize(
    ("field", "word", "meant"),
    [("status", word, "已结案") for word in ("已闭环", "闭环", "OK", "ok", "完结", "Y", "√")]
    + [("status", "未闭环", "新建"), ("status", "N", "新建")]
    + [("channel", word, "在线") for word in ("wechat", "WeChat", "微信")],
)
def test_words_that_people_use(field: str, word: str, meant: str) -> None:
    result = checked([row_of(1, {field: word})])
    assert result.columns[field] == [meant]


@pytest.mark.parametrize(
    ("text", "number"),
    [("壹佰", 100), ("貳拾叁", 23), ("伍仟零陸拾", 5060), ("玖", 9), ("壹佰贰拾卷", 120)],
)
def test_numbers_as_on_invoices(text: str, number: int) -> None:
    assert from_words(text) == number


def test_where_no_word_is_near_the_first_ones_are_named() -> None:
    (said,) = [p for p in checked([row_of(1, {"severity": "XYZ"})]).problems if p.code == "C401"]
    assert said.remedy("zh-Hans") == "从下拉列表里选，如：严重、一般、轻微"
    assert said.remedy("en") == "choose from the list, e.g. Critical, Major, Minor"
    assert words_of({})["severity"].nearest("XYZ") == ""
    assert words_of({})["severity"].nearest("严重级") == "严重"


def test_a_value_outside_its_list_comes_with_the_nearest_word() -> None:
    said = [p for p in checked([row_of(1, {"severity": "严重级"})]).problems if p.code == "C401"]
    assert len(said) == 1
    assert "严重" in said[0].message("zh-Hans") + said[0].remedy("zh-Hans")
    assert "Critical" in said[0].message("en") + said[0].remedy("en")


def test_a_word_is_never_proposed_as_its_opposite() -> None:
    status = words_of({})["status"]
    assert [str(status.nearest(word)) for word in ("未办结", "尚未完成", "Unsolved")] == ["新建", "新建", ""]
    assert str(status.nearest("已办结")) == "已结案"


def test_words_for_a_complaint_that_is_not_done_are_read_as_open() -> None:
    words = ("未完成", "未解決", "待处理", "整改中", "跟进中")
    assert {str(words_of({})["status"].read(word)) for word in words} == {"新建"}


def test_lists_of_the_register_replace_the_shipped_ones_but_not_the_fixed() -> None:
    own = {"owner_dept": ("涂布课", "分切"), "channel": ("QQ群", "电话"), "status": ("归档",)}
    grid = Grid.from_values("客诉", [[COLUMNS[n].labels[0] for n in FIELDS],
                            row_of(1, {"owner_dept": "涂布课", "channel": "QQ群"}), row_of(2, {"channel": "信函"}),
                            row_of(3, {"status": "归档"})])  # fmt: skip
    result = check_register(register_in(grid), Settings(ZONE, lists=own), load_policy("default"),
                            AS_OF.replace(tzinfo=ZONE), date1904=False)  # fmt: skip
    assert [(p.code, p.field, p.row) for p in result.problems if p.code.startswith("C")] == [
        ("C401", "channel", 3), ("C401", "status", 4),
    ]  # fmt: skip


def test_nothing_is_skipped_and_unreadable_cells_are_none() -> None:
    result = checked([row_of(1), row_of(2, {"received_at": "昨天", "defect_qty": "若干"}), row_of(3)])
    complaints = result.complaints()
    assert [c.row for c in complaints] == [5, 6, 7]
    assert (complaints[1].received_at, complaints[1].defect_qty, complaints[1].customer) == (None, None, "远航包装")
    assert result.unreadable == {6: {"received_at", "defect_qty"}}


def test_times_are_whole_seconds() -> None:
    exact = at("09-01T09:20")
    rows = [row_of(1, {"received_at": exact + timedelta(microseconds=4), "first_response_at": exact})]
    assert found(checked(rows).problems) == []


def test_now_is_seen_in_the_zone_of_the_register() -> None:
    """09:30 in Shanghai is still to come at 09:00 there, but not at 01:30 UTC of a register in UTC."""
    grid = Grid.from_values(
        "客诉", [[COLUMNS[n].labels[0] for n in FIELDS], row_of(1, {"d8_done_at": at("11-21T09:30")})]
    )
    now = AS_OF.replace(tzinfo=ZONE)
    for zone, codes in ((ZONE, ["C205"]), (ZoneInfo("Asia/Tokyo"), [])):
        result = check_register(register_in(grid), Settings(zone), load_policy("default"), now, date1904=False)
        assert [p.code for p in result.problems if p.code.startswith("C")] == codes
