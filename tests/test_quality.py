"""The checks of an 8D: each with a case that passes and one that fails, what it reads, what its words catch."""

# ruff: noqa: E501 - tables of Chinese text: a Chinese character counts as two columns

# ruff: noqa: DTZ001  # times are naive, as a register has them
from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from importlib import util
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesu_xl.complaint import COLUMNS, DETAILS, Complaint, Kind
from kesu_xl.complaint.details import CAUSE_KIND, CAUSE_STATE, PLACE, TEAM_ROLE
from kesu_xl.complaint.lists import (
    CLOSED,
    CONTAINMENT,
    CUSTOMER_GRADE,
    CUSTOMERS,
    NOT_JUSTIFIED,
    OWNER_DEPT,
    SEVERITY,
    UNJUSTIFIED,
    YES_NO,
    Choice,
)
from kesu_xl.eight_d import REPORT_FORM, assemble, known_paths
from kesu_xl.eight_d.quality import CHECKS, Alike, House, Judge, Judged, shipped_words
from kesu_xl.eight_d.report_form import proposed_form
from kesu_xl.errors import KesuError
from kesu_xl.wording import LANGUAGES

_SPEC: Final = util.spec_from_file_location("perfect_8d", Path(__file__).with_name("perfect_8d.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
_PERFECT: Final = util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_PERFECT)
ANSWERS, perfect_complaint, perfect_details = _PERFECT.ANSWERS, _PERFECT.perfect_complaint, _PERFECT.perfect_details

YES, NO = YES_NO.choices
OCCURRENCE, ESCAPE, SYSTEM = CAUSE_KIND.choices
CHAMPION, LEADER, MEMBER = TEAM_ROLE.choices
FULL, SHORT, THREE_D, FOUR_D, FIVE_D = REPORT_FORM.choices
CRITICAL, MAJOR, MINOR = SEVERITY.choices

#: What is changed: a column, an answer, ``table[n].column``, a table as a whole, or a part of the record.
Edits = Mapping[str, Any]

_ROW: Final = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")


def record_of(edits: Edits) -> dict[str, Any]:
    """Return the perfect record with some of its sources changed; None empties a cell."""
    complaint, details = perfect_complaint(), deepcopy(perfect_details())
    late = {}
    for path, value in edits.items():
        if match := _ROW.fullmatch(path):
            details[match[1]][int(match[2])][match[3]] = value
        elif path in COLUMNS:
            setattr(complaint, path, value)
        elif path in details:
            details[path] = value
        elif path in ANSWERS:
            details["answers"] = [row for row in details["answers"] if row["path"] != path]
            details["answers"].append({"path": path, "value": value})
        else:
            late[path] = value
    record = assemble(complaint, details).stored()
    for path, value in late.items():
        section, _, name = path.partition(".")
        record[section][name] = value
    return record


def judged(edits: Edits, house: House | None = None) -> Judged:
    return Judge(house or House()).judge(record_of(edits))


def failing(edits: Edits, house: House | None = None) -> set[str]:
    return {finding.check for finding in judged(edits, house).findings}


def without(table: str, *numbers: int) -> list[dict[str, Any]]:
    return [row for number, row in enumerate(perfect_details()[table]) if number not in numbers]


SECOND_CAUSE: Final = {
    "kind": OCCURRENCE, "cause": "导辊划伤", "state": CAUSE_STATE.choices[0], "method": "换辊", "evidence": "QR-119",
    "share": 0.5,
}  # fmt: skip

#: Check -> what spoils the perfect record, and which checks fail then, written by hand.
CASES: Final[list[tuple[str, Edits, set[str]]]] = [
    ("d0.1", {"d0.customer_protected_at": None}, {"d0.1"}),
    ("d0.1", {"d0.customer_protected": "N/A"}, {"d0.1"}),
    ("d0.2", {"safety_flag": None}, {"d0.2"}),
    ("d0.3", {"d0.lots_blocked": NO}, {"d0.3"}),
    ("d0.4", {"d0.form_reason": None}, {"d0.4"}),
    ("d0.4", {"d0.form": None}, {"d0.4"}),
    ("d0.5", {"d0.detected_at": datetime(2026, 8, 3, 9, 30)}, {"d0.5"}),
    ("d0.5", {"first_response_at": datetime(2026, 8, 3, 8, 59)}, {"d0.5"}),
    ("d1.1", {"team[0].role": MEMBER}, {"d1.1"}),
    ("d1.2", {"team[2].role": LEADER}, {"d1.2"}),
    ("d1.3", {"team[0].name": "张三"}, {"d1.3"}),
    ("d1.4", {"team": without("team", 4)}, {"d1.4"}),
    ("d1.5", {"team[2].mail": None}, {"d1.5"}),
    ("d1.5", {"team[4].name": "Smith"}, {"d1.5"}),
    ("d1.6", {f"team[{n}].dept": OWNER_DEPT.choices[0] for n in range(5)}, {"d1.6"}),
    ("d1.7", {"actions[0].owner": "钱七"}, {"d1.7"}),
    ("d2.1", {"d2.object": None, "product": None}, {"d2.1"}),
    ("d2.2", {"d2.who": None}, {"d2.2"}),
    ("d2.3", {"d2.how_many": "很多"}, {"d2.3"}),
    ("d2.3", {"d2.how_many": "12 卷"}, {"d2.3"}),
    ("d2.4", {"is_isnot": []}, {"d2.4"}),
    ("d2.4", {"is_isnot[1].is_not": None}, {"d2.4"}),
    ("d2.5", {"d2.returned_qty": None}, {"d2.5"}),
    ("d2.6", {"d2.what": "由于刀架振动，膜面划伤"}, {"d2.6"}),
    ("d2.7", {"d2.history": None}, {"d2.7"}),
    ("d2.8", {"d2.other_parts": None}, {"d2.8"}),
    ("d2.9", {"d2.verbatim": None}, {"d2.9"}),
    ("d2.10", {"d2.how_many": "13 / 240 卷"}, {"d2.10"}),
    ("d2.10", {"d2.when": "2026-08-04 首次"}, {"d2.10"}),
    ("d2.10", {"d2.object": "薄膜，料号 M999"}, {"d2.10"}),
    ("d2.11", {"d2.risk": None}, {"d2.11"}),
    ("d2.12", {"photo": None, "photos": []}, {"d2.12"}),
    ("d3.1", {"containment": [], "initial_measure": None}, {"d3.1", "d3.3", "d3.8"}),
    ("d3.1", {f"containment[{n}].cancelled": YES for n in range(4)}, {"d3.1", "d3.3", "d3.8"}),
    ("d3.2", {"containment[0].owner": None}, {"d3.2"}),
    ("d3.3", {"containment[1].place": PLACE.choices[2]}, {"d3.3"}),
    ("d3.3", {"containment[1].ng": None}, {"d3.3"}),
    ("d3.4", {"d3.effectiveness": "好"}, {"d3.4"}),
    ("d3.5", {"d3.clean_point": None}, {"d3.5"}),
    ("d3.6", {"d3.firewall": None}, {"d3.6"}),
    ("d3.7", {"containment[2].action": "将对库存全数复检"}, {"d3.7"}),
    ("d3.8", {"containment_state": None}, {"d3.8"}),
    ("d3.8", {f"containment[{n}].action": "已处理" for n in range(4)} | {"d0.action": None, "initial_measure": "已处理",
              "d0.lots_blocked": NO} | {f"containment[{n}].evidence": None for n in range(4)}, {"d0.3", "d3.8"}),
    ("d3.9", {"disposition[0].qty": 9}, {"d3.9"}),
    ("d3.10", {"related_calls[0].called_at": datetime(2026, 8, 5, 9, 0)}, {"d3.10"}),
    ("d3.10", {"related_calls": []}, {"d3.10"}),
    ("d3.11", {"customer": "上汽大众", "d3.secured_qty": None}, {"d3.11"}),
    ("d3.12", {"d3.informed": None}, {"d3.12"}),
    ("d4.1", {"causes": without("causes", 1), "root_cause_esc": None}, {"d4.1", "d5.1", "d5.2"}),
    ("d4.2", {"d4.candidates": "刀架松动"}, {"d4.2"}),
    ("d4.3", {"causes[0].state": CAUSE_STATE.choices[1]}, {"d4.3"}),
    ("d4.3", {"causes[1].evidence": None}, {"d4.3"}),
    ("d4.4", {"d4.explains_is_isnot": NO}, {"d4.4"}),
    ("d4.5", {"causes": [*perfect_details()["causes"], SECOND_CAUSE]}, {"d4.5"}),
    ("d4.6", {"whys": without("whys", 5, 6)}, {"d4.6"}),
    ("d4.6", {"whys[1].layer": None}, {"d4.6"}),
    ("d4.7", {"causes[0].cause": "操作工疏忽", "whys[3].because": "员工粗心"}, {"d4.7"}),
    ("d4.8", {"d4.systemic": None, "causes": without("causes", 2), "whys": without("whys", 7)}, {"d4.8", "d7.5"}),
    ("d4.9", {"d4.failure_category": "制造"}, {"d4.9"}),
    ("d4.10", {"d4.not_reproduced": YES}, {"d4.10"}),
    ("d5.1", {"actions[0].cause": None}, {"d5.1", "d5.2"}),
    ("d5.1", {"actions[0].cause": "员工"}, {"d5.1", "d5.2"}),
    ("d5.2", {"actions[1].cause": OCCURRENCE}, {"d5.1", "d5.2"}),
    ("d5.3", {"d5.side_effects": None}, {"d5.3"}),
    ("d5.4", {"actions[0].due": None}, {"d5.4"}),
    ("d5.5", {"actions[0].action": "加强员工培训", "actions[1].action": "提醒检验员注意"}, {"d5.5"}),
    ("d5.6", {"d5.effectiveness": None}, {"d5.6"}),
    ("d6.1", {"actions[0].done": date(2026, 8, 19)}, {"d6.1"}),
    ("d6.1", {"actions[0].done": None}, {"d6.1", "d8.1"}),
    ("d6.2", {"validation[0].method": None}, {"d6.2"}),
    ("d6.2", {"validation[0].ng_before": None}, {"d6.2"}),
    # 12 of 240 are 5 %: ln 0.05 / ln 0.95 = 58.4
    ("d6.3", {"validation[0].checked": 58}, {"d6.3"}),
    ("d6.4", {"d6.containment_removed_at": date(2026, 9, 8)}, {"d6.4"}),
    ("d6.5", {"d6.customer_confirmed": None}, {"d6.5"}),
    ("d6.6", {"validation[0].cut_in_lot": None}, {"d6.6"}),
    ("d7.1", {"documents[0].date": None}, {"d7.1"}),
    ("d7.1", {"documents": without("documents", 2)}, {"d7.1"}),
    ("d7.2", {"d7.horizontal_result": None}, {"d7.2"}),
    ("d7.3", {"d7.lessons": None, "lessons": []}, {"d7.3"}),
    ("d7.4", {"d7.recommendation_owner": None}, {"d7.4"}),
    ("d7.5", {"actions[2].cause": OCCURRENCE}, {"d7.5"}),
    ("d8.1", {"effect_m2": None}, {"d8.1"}),
    ("d8.2", {"d8.approved_on": None}, {"d8.2"}),
    ("d8.3", {"d8.customer_accepted": None, "steps[4].result": None}, {"d8.3"}),
    ("d8.4", {"d8.recognition": None}, {"d8.4"}),
    ("d8.5", {"closed_at": datetime(2026, 9, 13, 9, 0)}, {"d8.5"}),
    ("d8.6", {"costs": [], "cost_total": None}, {"d8.6"}),
    ("d8.7", {"owner": None}, {"d8.7"}),
    ("g.1", {"d8.reviewed_by": None}, {"g.1"}),
    ("g.2", {"steps[1].done": datetime(2026, 8, 2, 9, 0)}, {"g.2"}),
    ("g.3", {"revisions": []}, {"g.3"}),
    ("g.5", {"report.template": "8d"}, {"g.5"}),
    ("g.6", {"d3.clean_point": "待定"}, {"g.6"}),
    ("g.repeat", {"repeat.closed_at": date(2026, 7, 1), "repeat.root_cause_occ": "刀架轴承超期"}, {"g.repeat"}),
    ("t.1", {"d8.summary": "我们保证今后不再发生"}, {"t.1"}),
    ("t.2", {"d6.customer_confirmed": "是，但主要是贵司使用不当"}, {"t.2"}),
    ("t.3", {"proposal": "同意赔偿客户停机损失"}, {"t.3"}),
]  # fmt: skip

#: Edits after which every check is still met.
GOOD: Final[list[Edits]] = [
    {},
    {"d0.suspect_lots": "N/A", "d0.lots_blocked": None},  # nothing is under suspicion
    {"d2.how_many": "共 240 卷，其中 12 卷"},
    {"d2.how_many": "12 of 240 rolls"},
    {"validation[0].checked": 59},
    {"d5.justification": "只有这一道工序可以控制", "actions[0].action": "加强员工培训", "actions[1].action": "全检"},
    {"actions[0].action": "更新作业指导书并培训员工"},
    {"documents[2].revision": None, "documents[2].date": None},
    {"causes[0].cause": "操作工未按规定换轴承"},  # the why-chain goes on to the system
    {"customer": "上汽大众"},
    {"d4.not_reproduced": YES, "d4.no_trouble_found": "与客户约定：3 台车各路试 50 km"},
    {"repeat.closed_at": date(2026, 8, 20), "repeat.root_cause_occ": "刀架轴承超期"},  # closed after this one came
    {"repeat.closed_at": date(2026, 7, 1), "repeat.root_cause_occ": "导辊毛刺"},  # another cause
    {"liability": CUSTOMERS, "causes[1].kind": OCCURRENCE, "actions[1].cause": OCCURRENCE, "causes[1].share": 0,
     "root_cause_esc": None, "whys": without("whys", 4, 5, 6)},
]  # fmt: skip


@pytest.mark.parametrize(("check", "edits", "expected"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)])
def test_a_spoiled_record_fails_the_checks_that_were_named_by_hand(
    check: str, edits: Edits, expected: set[str]
) -> None:
    assert check in expected
    assert failing(edits) == expected


@pytest.mark.parametrize("edits", GOOD)
def test_what_is_good_is_left_in_peace(edits: Edits) -> None:
    assert failing(edits) == set()


def test_every_check_has_a_failing_case() -> None:
    elsewhere = {"g.4", "t.4"}  # below: they look at the house, too
    assert {check for check, _, _ in CASES} | elsewhere == set(CHECKS)


def test_the_customers_language_and_names_from_the_house() -> None:
    house = House(people=frozenset(("孙八", "张三")), languages={"华东包装": "en"})
    assert failing({"report.language": "zh-Hans"}, house) == {"g.4"}
    assert failing({"report.language": "en"}, house) == set()
    assert failing({"d8.summary": "孙八已确认，张三复核"}, house) == {"t.4"}


def test_a_perfect_record_scores_100_and_is_accepted() -> None:
    verdict = judged({})
    assert (verdict.score, verdict.verdict) == (100, "accept")
    assert [part.verdict for part in verdict.disciplines] == ["fulfilled"] * 9


def test_nothing_scores_nothing() -> None:
    verdict = Judge().judge(assemble(Complaint(case_no="K-1"), {}).stored())
    assert (verdict.score, verdict.verdict) == (0, "no_measures")
    assert [part.verdict for part in verdict.disciplines] == ["not"] * 9


def test_a_blocking_check_weighs_three_times_and_forbids_to_accept() -> None:
    # Of the 81 checks 6 have nothing to look at: no VW, no NTF, no form (2), no repeat, no list of people. 15 of the
    # 75 others block: 60 + 3 x 15 = 105. One that does not block: 104 / 105; one that does: 102 / 105.
    assert judged({"d8.recognition": None}).score == 99
    assert judged({"d8.recognition": None}).verdict == "accept"
    assert judged({"safety_flag": None}).score == 97
    assert judged({"safety_flag": None}).verdict == "rework"


def test_verdicts_of_a_discipline() -> None:
    assert judged({"d8.recognition": None}).disciplines[8].verdict == "partly"
    assert judged({"owner": None}).disciplines[8].verdict == "not"  # it blocks
    none: dict[str, Any] = {"d7.horizontal": None, "horizontal_parts": None, "d7.lessons": None, "lessons": [],
            "d7.recommendation": None}  # fmt: skip
    assert judged(none).disciplines[7].verdict == "not"  # 3 of 5


@pytest.mark.parametrize(("form", "last"), [(SHORT, 3), (THREE_D, 3), (FOUR_D, 4), (FIVE_D, 5), (FULL, 8)])
def test_a_short_form_is_judged_as_far_as_it_goes(form: Any, last: int) -> None:
    empty = Complaint(case_no="K-1", product="膜", defect="划伤")
    verdict = Judge().judge(assemble(empty, {"answers": [{"path": "d0.form", "value": form}]}).stored())
    assert [part.verdict == "na" for part in verdict.disciplines] == [n > last for n in range(9)]
    assert verdict.chosen == form


@pytest.mark.parametrize("edits", [{"status": NOT_JUSTIFIED}, {"valid": UNJUSTIFIED}])
def test_what_was_not_justified_is_not_judged(edits: Edits) -> None:
    verdict = judged({**edits, "d2.what": None, "defect": None})
    assert (verdict.verdict, verdict.findings) == ("na", [])
    assert {part.verdict for part in verdict.disciplines} == {"na"}


# --- what a check reads

_COLUMN_KEYS: Final = [name for name in COLUMNS if name not in ("status", "valid", "case_no")]
_CELL_KEYS: Final = [
    f"{table}[{number}].{column.name}"
    for table, rows in perfect_details().items()
    for number, row in enumerate(rows)
    for column in next(one for one in DETAILS if one.name == table).columns
    if table != "answers" and column.name != "case_no"
]
#: status, valid and d0.form say whether, and how far, a report is judged at all.
_KEYS: Final = [*_COLUMN_KEYS, *(path for path in ANSWERS if path != "d0.form"), *_CELL_KEYS]
_REPLACEMENTS: Final = [
    None, "", "不适用", "x", "12 / 240 卷", "由于疏忽，将加强培训", "TBD", "我们保证今后不再发生，并赔偿客户", "张三", "M999",
    "VW", "Smith", 0, 7, 12, 0.5, date(2026, 8, 1), date(2027, 1, 1), datetime(2026, 8, 3, 9, 0), YES, NO, OCCURRENCE,
    ESCAPE, SYSTEM, LEADER, CHAMPION, MEMBER, *PLACE.choices, *CAUSE_STATE.choices, CRITICAL, MINOR, CUSTOMERS, "D3", "D7",
]  # fmt: skip


_JUDGE: Final = Judge(House(people=frozenset(("孙八", "李四"))))


def findings_by_check(edits: Edits) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in _JUDGE.judge(record_of(edits)).findings:
        found.setdefault(finding.check, set()).add(f"{finding.field} {finding.text} {finding.params}")
    return found


def assert_declared(key: str, value: Any, before: dict[str, set[str]], after: dict[str, set[str]]) -> None:
    changed = {check for check in {*before, *after} if before.get(check) != after.get(check)}
    field = re.sub(r"\[\d+\]", "[]", key)
    assert {check for check in changed if field not in CHECKS[check].reads} == set(), (key, value)


def test_each_field_only_concerns_checks_that_declare_it() -> None:
    before = findings_by_check({})
    # the first row of a table; of causes, whys and actions the last one is of another kind
    ends = {f"{table}[0]" for table in perfect_details()} | {"causes[2]", "whys[7]", "actions[2]"}
    for key in _KEYS:
        if "[" not in key or key.partition(".")[0] in ends:
            for value in _replacements(key):
                assert_declared(key, value, before, findings_by_check({key: value}))


def _replacements(key: str) -> list[Any]:
    """Return values that a cell could hold instead, by what it holds."""
    table, _, name = key.partition(".")
    columns = {column.name: column for one in DETAILS if one.name == table.partition("[")[0] for column in one.columns}
    column = columns.get(name) if "[" in key else COLUMNS.get(key)
    if key in ANSWERS or column is None or column.kind is Kind.TEXT:
        own = ANSWERS.get(key)
        if isinstance(own, Choice):
            return [None, YES, NO]
        if isinstance(own, date):
            return [None, date(2026, 8, 1), date(2027, 1, 1)]
        return [None, "不适用", "由于疏忽，将加强培训 TBD；我们保证今后不再发生，并赔偿客户；贵司使用不当；孙八、李四"]
    if column.choices is not None:
        return [None, *column.choices.choices]
    return [None, 0, 1, 7] if column.kind in (Kind.COUNT, Kind.POSITIVE, Kind.MONEY, Kind.SCORE) else [
        None, datetime(2026, 8, 1, 8, 0), datetime(2027, 1, 1)
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_KEYS), st.sampled_from(_REPLACEMENTS)), min_size=1, max_size=4))
def test_a_change_only_concerns_checks_that_declare_the_field(changes: list[tuple[str, Any]]) -> None:
    edits: dict[str, Any] = {}
    before = findings_by_check(edits)
    for key, value in changes:
        edits[key] = value
        after = findings_by_check(edits)
        assert_declared(key, value, before, after)
        before = after


def test_every_field_that_is_read_or_named_is_one_of_the_record() -> None:
    paths = known_paths()
    assert {path for check in CHECKS.values() for path in check.reads} <= paths
    empty = Judge().judge(assemble(Complaint(case_no="K-1"), {}).stored())
    named = {finding.field for finding in empty.findings} | {
        finding.field for _, edits, _ in CASES for finding in judged(edits).findings
    }
    assert named <= paths


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_and_demand_has_its_words(lang: str) -> None:
    for check in CHECKS.values():
        assert check.demand(lang)
    for _, edits, _ in CASES:
        assert all(finding.message(lang) for finding in judged(edits).findings)


@pytest.mark.parametrize("value", ["", " ", "=1+1", "\x00", "9" * 400, "x" * 50_000, 1e308, -1, True, [], [["a"]], {}])
def test_whatever_a_cell_holds_is_judged(value: Any) -> None:
    record: dict[str, Any] = {}
    # a list before the column of its name
    for path in sorted(known_paths(), key=lambda path: "[]" not in path):
        name, is_list, column = path.partition("[].")
        section, _, part = path.partition(".")
        if is_list:
            record.setdefault(name, [{}])[0][column] = value
        elif part:
            record.setdefault(section, {})[part] = value
        else:
            record.setdefault(path, value)
    verdict = Judge().judge(record)
    assert 0 <= verdict.score < 100
    assert len(verdict.disciplines) == 9


# --- rows of a register that are alike

_LATER: Final = [None, datetime(2026, 8, 3, 9, 0), datetime(2026, 8, 4, 9, 0), datetime(2026, 9, 1), date(2026, 8, 3)]
_BY_COLUMN: Final[dict[str, list[Any]]] = {
    "owner": [None, "张三", "李四", "Smith", "John Smith", "张三、李四"],
    "customer": ["华东包装", "恒砚印刷", "上汽大众"],
    "defect_qty": [None, 0, 4, 12, 100, 10**10],
    "lot_qty": [None, 100, 240],
    "defect": ["膜面划伤", "端面不齐", "由于碰撞划伤", "TBD", "不适用"],
    "initial_measure": [None, "隔离 3 卷", "隔离 9 卷", "将隔离库存", "筛选 9 卷", "停机，已查明原因", "加严抽检"],
    "containment_state": [None, *CONTAINMENT.choices],
    "root_cause_occ": [None, "轴承超期", "张力过大", "人为疏忽"],
    "root_cause_esc": [None, "只看端部", "轴承超期"],
    "action_occ": [None, "加装监测", "改用新轴承", "加强培训"],
    "action_esc": [None, "改全幅灯检", "加装监测", "提醒检验员"],
    "received_at": _LATER,
    "first_response_at": _LATER,
    "closed_at": _LATER,
    "d8_done_at": _LATER,
    "severity": [None, *SEVERITY.choices, "自定"],
    "safety_flag": [None, YES, NO],
    "liability": [None, CUSTOMERS],
    "repeat_of": [None, None, None, "K-0"],
    "closing_summary": [None, "完成", "孙八已确认"],
    "effect_m1": [None, "0 件", "完成"],
}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in _BY_COLUMN.items()}), max_size=12)
)
def test_rows_that_are_alike_get_the_verdict_that_each_gets_alone(rows: list[dict[str, Any]]) -> None:
    judge = Judge(House(people=frozenset(("孙八",))))
    complaints = [Complaint(case_no="K-1", **row) for row in rows]
    alike = Alike(judge, complaints)
    # one after the other, and once more when all are known
    for complaint in [*complaints, *complaints]:
        assert alike.judge(complaint) == judge.judge(assemble(complaint, {}).stored())


_FILLED: Final[dict[str, Any]] = {
    "owner": "张三", "customer": "华东包装", "defect_qty": 4, "lot_qty": 240, "defect": "膜面划伤", "severity": MINOR,
    "initial_measure": "隔离 3 卷", "root_cause_occ": "轴承超期", "root_cause_esc": "只看端部", "action_occ": "加装监测",
    "action_esc": "改全幅灯检", "received_at": datetime(2026, 8, 3, 9, 0), "closed_at": datetime(2026, 9, 1),
    "first_response_at": datetime(2026, 8, 3, 9, 0), "d8_done_at": datetime(2026, 9, 1), "status": CLOSED,
}  # fmt: skip


def test_one_cell_that_matters_makes_a_row_unlike() -> None:
    judge = Judge(House(people=frozenset(("孙八",))))
    complaints = [
        Complaint(case_no="K-1", **{**base, name: option})
        for base in ({}, _FILLED, {**_FILLED, "lot_qty": 100})
        for name, options in _BY_COLUMN.items()
        for option in options
    ]
    alike = Alike(judge, complaints)
    for complaint in complaints:
        assert alike.judge(complaint) == judge.judge(assemble(complaint, {}).stored()), complaint


def test_another_row_is_quoted_with_its_own_words() -> None:
    complaints = {text: Complaint(case_no="K-1", initial_measure=text) for text in ("隔离 3 卷", "隔离 9 卷")}
    alike = Alike(Judge(), complaints.values())
    for text, complaint in complaints.items():
        found = alike.judge(complaint).findings
        assert {dict(finding.params)["action"] for finding in found if finding.check == "d3.2"} == {text}


# --- which form


@pytest.mark.parametrize(("row", "form", "reason"), [
    ({"safety_flag": YES, "severity": MINOR}, FULL, "safety"),
    ({"repeat_of": "K-0", "severity": MINOR}, FULL, "repeat"),
    ({"severity": CRITICAL}, FULL, "critical"),
    ({"customer_grade": CUSTOMER_GRADE.choices[0], "severity": MINOR}, FULL, "customer"),
    ({"severity": MINOR, "defect_qty": 100}, FIVE_D, "large"),
    ({"severity": MINOR, "defect_qty": 5, "lot_qty": 100}, FIVE_D, "large"),
    ({"severity": MAJOR, "defect_qty": 4, "lot_qty": 100}, FOUR_D, "major"),
    ({"severity": MINOR, "defect_qty": 4, "lot_qty": 100, "safety_flag": NO}, SHORT, "minor"),
    ({}, FULL, "unjudged"),
    ({"defect_qty": "many", "lot_qty": 0, "severity": MINOR}, SHORT, "minor"),
])  # fmt: skip
def test_rules_propose_the_form(row: dict[str, Any], form: Any, reason: str) -> None:
    proposed = proposed_form(row.get)
    assert proposed.form == form
    assert proposed.reason.key == f"quality.form.{reason}"


# --- what may be said

BAD: Final = [
    ("over_promise", "我们保证以后不再出现"), ("over_promise", "此问题绝对不会再次发生"), ("over_promise", "我們保證今後零不良"),
    ("over_promise", "We guarantee zero defects."), ("over_promise", "This will never happen again"),
    ("blame_customer", "主要是客户使用不当"), ("blame_customer", "屬於貴司操作不當"),
    ("blame_customer", "It is the customer’s fault."), ("blame_customer", "Caused by customer misuse"),
    ("compensation", "我司将赔偿贵司损失"), ("compensation", "同意賠償"), ("compensation", "We will refund the parts."),
    ("link", "由于轴承磨损，膜面划伤"), ("link", "Scratched due to a worn bearing"), ("cause", "刮傷，原因為軸承"),
    ("appeal", "加强员工教育"), ("appeal", "提醒作業員小心"), ("appeal", "Operator was retrained"),
    ("human", "作业员粗心"), ("human", "人為疏忽"), ("human", "Operator error"),
    ("future", "将于下周复检"), ("future", "Stock will be sorted"), ("future", "預計明天完成"),
    ("placeholder", "TBD"), ("placeholder", "报告号 XXX"), ("placeholder", "待定"), ("placeholder", "日期???"),
    ("placeholder", "{{ d2.what }}"), ("placeholder", "to be determined"),
]  # fmt: skip
HARMLESS: Final = [
    ("over_promise", "我们不保证其它批次的结果"), ("over_promise", "我司无法保证今后的来料"), ("over_promise", "質量保證部已確認"),
    ("over_promise", "加装定位销以保证装配方向"), ("over_promise", "We do not guarantee results of other lots"),
    ("over_promise", "客户要求我们保证交期"), ("over_promise", "The guarantee period is 24 months"),
    ("blame_customer", "客户 2 号分切机首件检查发现"), ("blame_customer", "并非客户使用不当"),
    ("blame_customer", "The customer found it at incoming inspection"), ("blame_customer", "It is not the customer's fault"),
    ("compensation", "客户要求全额赔偿"), ("compensation", "未同意赔偿"), ("compensation", "张力补偿辊已调整"),
    ("compensation", "We will pay attention to the film edge"), ("compensation", "The customer asks for full compensation"),
    ("cause", "膜面横向划伤，每 3 m 一次"), ("cause", "原因待查"), ("cause", "Scratch on the outer face, 30 mm long"),
    ("appeal", "刀架加装振动监测"), ("appeal", "Vibration sensor stops the machine"),
    ("human", "轴承超期，微振划伤膜面"), ("human", "Bearing worn: not in the maintenance plan"),
    ("future", "已按计划完成全检"), ("future", "模拟运输试验合格"), ("future", "Sorted as planned: 1480 rolls"),
    ("placeholder", "待定位销到位后锁紧"), ("placeholder", "型号 XXL-3"), ("placeholder", "每日等待定期点检"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), BAD)
def test_words_that_should_not_go_out_are_found(name: str, text: str) -> None:
    assert shipped_words().found(name, text)


@pytest.mark.parametrize(("name", "text"), HARMLESS)
def test_ordinary_sentences_raise_no_alarm(name: str, text: str) -> None:
    assert shipped_words().found(name, text) == []


def test_the_words_are_quoted_as_they_stand() -> None:
    assert shipped_words().found("over_promise", "We Guarantee it; we guarantee it") == ["We Guarantee", "we guarantee"]


def test_users_change_the_lists() -> None:
    words = shipped_words().changed({
        "over_promise": {"add": ["包您满意"], "drop": ["万无一失"], "except": ["我们保证金"]},
    })  # fmt: skip
    assert words.found("over_promise", "包您满意") == ["包您满意"]
    assert words.found("over_promise", "万无一失") == []
    assert words.found("over_promise", "我们保证金已付") == []
    assert shipped_words().found("over_promise", "万无一失")


@pytest.mark.parametrize("changes", [{"no_such": {"add": ["a"]}}, {"human": {"add": "a"}}, {"human": ["a"]},
                                     {"human": {"plus": ["a"]}}, {"human": {"add": [" "]}}])  # fmt: skip
def test_lists_that_cannot_be_used_are_refused(changes: Any) -> None:
    with pytest.raises(KesuError):
        shipped_words().changed(changes)


def test_a_long_text_is_searched_in_no_time() -> None:
    text = "不" * 100_000 + "not " * 50_000
    for name in shipped_words().lists:
        shipped_words().found(name, text)


def test_the_catalogue_in_the_docs_is_the_one_that_is_used() -> None:
    from kesu_xl.flow.catalogues import quality_document

    page = (Path(__file__).resolve().parent.parent / "docs" / "quality.md").read_text(encoding="utf-8")
    written = page.partition("<!-- catalogue -->\n")[2]
    assert written == quality_document(), "put kesu_xl.flow.catalogues.quality_document() behind the mark"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("over_promise", "我司承诺今后类似问题不再发生。"),
        ("over_promise", "我司承諾今後類似問題不再發生。"),
        ("over_promise", "杜绝此类问题再次发生。"),
        ("over_promise", "This problem won’t happen again."),
        ("over_promise", "It will not recur."),
        ("blame_customer", "责任在客户。"),
        ("blame_customer", "客户没有按说明书操作。"),
        ("blame_customer", "貴司員工現場操作失誤。"),
        ("blame_customer", "Incorrect installation by the customer."),
        ("blame_customer", "The customer used the product wrongly."),
        ("compensation", "我司将承担贵司的一切损失。"),
        ("compensation", "We offer a compensation of 500 EUR."),
        ("placeholder", "XX月XX日完成"),
        ("placeholder", "To be confirmed"),
        ("appeal", "加强对作业人员的培训。"),
        ("appeal", "增强员工质量意识。"),
        ("appeal", "Operators have been instructed."),
        ("human", "作业员操作不规范。"),
        ("human", "The operator was inattentive."),
        ("future", "后续将安排挑选。"),
    ],
)
def test_words_with_a_gap_find_what_people_write(name: str, text: str) -> None:
    assert shipped_words().found(name, text)


@pytest.mark.parametrize(
    "text",
    [
        "客户未按要求退货，退回数量与通知不符。", "排除客户操作不当的可能。", "不能排除客户安装不当。",
        "为保证不良品不再流出，增加视觉检测工位。", "客户没有收到按要求包装的样品。", "该零件型号为 XXX-200。",
        "我司承担本次换货的运费。", "客戶操作手冊已同步更新。", "客户并未按错误方式操作。", "承诺交期为 11 月 20 日。",
        "The customer asked that this never happen again.", "The part number is XXX-200.",
        "The customer failed to reproduce the noise.", "The storage was not improper at the customer.",
        "We offer no compensation.", "The defect did not occur again after 500 km.",
    ],
)  # fmt: skip
def test_ordinary_sentences_are_no_findings(text: str) -> None:
    words = shipped_words()
    for name in ("placeholder", "over_promise", "blame_customer", "compensation"):
        assert words.found(name, text) == [], name
