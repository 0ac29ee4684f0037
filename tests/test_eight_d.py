"""The 8D record: what `assemble` makes of a register row and its detail rows, and what never gets into it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from copy import deepcopy
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import pytest

from kesu_xl.complaint import COLUMNS, DETAILS, Choice, Complaint
from kesu_xl.complaint.details import CAUSE_KIND, TEAM_ROLE
from kesu_xl.complaint.lists import CLOSED, CONTAINMENT, DISPOSITION, OWNER_DEPT, YES_NO
from kesu_xl.eight_d import ANSWERS, CLOCKS, EightD, assemble, completed, known_paths, shown_by
from kesu_xl.form import compile_template
from kesu_xl.newbook.eight_d.full import full_form
from kesu_xl.wording import LANGUAGES, Ref, say

#: Times are naive, as a register has them.
MORNING = datetime(2026, 11, 18, 3, 0)  # noqa: DTZ001
EVENING = datetime(2026, 11, 20, 17, 0)  # noqa: DTZ001
HINTS = [*zip(CONTAINMENT.choices, ("Ongoing:", "Occurred:", "Not yet:"), strict=True)]
ROW = Complaint(
    case_no="KS-2611-087",
    received_at=MORNING,
    customer="华东包装",
    product="BOPP-18",
    detected_where="客户 2 号分切机",
    defect="膜面横向划伤",
    defect_qty=12,
    lot_qty=240,
    owner="张三",
    owner_dept=OWNER_DEPT.choices[0],
    initial_measure="04:00 书面回复，锁定批次",
    containment_state=CONTAINMENT.choices[1],
    disposition=DISPOSITION.choices[1],
    root_cause_occ="轴承游隙超差",
    root_cause_esc="首检只看端部",
    action_occ="轴承列入预防保养",
    action_esc="首检改全幅灯检",
    fmea_no="PF-SL-02",
    horizontal_parts="CPP-30",
    repeat_of="KS-2604-011",
    closing_summary="对策有效",
    cost_total=8640.5,
    status=CLOSED,
)


def said(value: Any, lang: str = "zh-Hans") -> Any:
    return value.say(lang) if isinstance(value, Ref | Choice) else value


def texts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: said(value) for name, value in row.items()}


def test_the_row_alone_fills_what_it_knows() -> None:
    record = assemble(ROW, {}).record()

    assert record["case_no"] == "KS-2611-087"
    assert record["status"] == "已结案"
    assert record["d0"]["action"] == "04:00 书面回复，锁定批次"
    assert record["d1"] == {"leader": "张三", "champion": None}
    assert record["team"] == [{"case_no": "KS-2611-087", "role": "组长", "name": "张三", "dept": "品保"}]
    assert record["d2"] == {
        **dict.fromkeys(record["d2"]),
        "what": "膜面横向划伤",
        "when": MORNING,
        "where": "客户 2 号分切机",
        "how_many": "12 / 240",
        "history": "KS-2604-011",
    }
    assert record["d3_actions"] == [{"case_no": "KS-2611-087", "action": "04:00 书面回复，锁定批次", "n": 1}]
    assert said(record["d3"]["hint"]) == "已发生：筛选不良并管制；已到客户处的，派人处置，否则请客户代为封存"
    assert record["d3"]["dispositions"] == "退回重整"
    assert (record["d3"]["checked"], record["d3"]["ng"], record["d3"]["calls"]) == (None, None, None)
    assert record["cause_occ"] == {"kind": "产生", "cause": "轴承游隙超差"}
    assert record["cause_esc"] == {"kind": "流出", "cause": "首检只看端部"}
    assert record["cause_sys"] == {}
    assert record["whys_occ"] == record["whys_esc"] == record["d7_actions"] == record["validation"] == []
    base = {"case_no": "KS-2611-087", "step": "D5", "owner": "张三"}
    assert record["d5_actions"] == [
        {**base, "cause": "产生", "action": "轴承列入预防保养", "n": 1},
        {**base, "cause": "流出", "action": "首检改全幅灯检", "n": 2},
    ]
    assert record["documents"] == [{"case_no": "KS-2611-087", "kind": "PFMEA", "number": "PF-SL-02"}]
    assert record["d7"]["horizontal"] == "CPP-30"
    assert record["d8"]["summary"] == "对策有效"
    # The row says nothing of dates of actions, signatures or the customer's consent: neither does the record.
    assert record["d8"]["all_done"] is None
    assert record["d8"]["approved_by"] is record["d8"]["customer_accepted"] is None
    assert record["revision"] == record["states"] == {}


def test_a_new_complaint_invents_nothing() -> None:
    row = Complaint(case_no="KS-1", received_at=date(2026, 11, 20), customer="北方汽贸", defect="异响")
    record = assemble(row, {}).record()
    filled = {
        f"{section}.{name}": value
        for section in ("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8")
        for name, value in record[section].items()
        if value is not None
    }
    assert filled == {"d2.what": "异响", "d2.when": date(2026, 11, 20)}
    lists = {name: value for name, value in record.items() if isinstance(value, list | dict) and value}
    assert lists.keys() == {*(f"d{n}" for n in range(9)), "repeat", "report", "gaps"}
    assert not any(value for name in ("repeat", "report", "gaps") for value in record[name].values())


def test_detail_rows_go_before_the_row() -> None:
    record = assemble(
        ROW,
        {
            "answers": [
                {"case_no": "KS-2611-087", "path": "d2.what", "value": "每 3 m 重复一次"},
                {"path": "d0.form", "value": "Full"},
                {"path": "d0.needed", "value": "是"},
                {"path": "customer_score", "value": 85},
                {"path": "d9.unknown", "value": "x"},
                {"path": "d2.who", "value": ""},
            ],
            "team": [{"role": "Leader", "name": "李四"}, {"role": "批准人", "name": "王五"}],
            "causes": [
                {"kind": "产生", "cause": "保养表无轴承寿命", "state": "验证", "share": 0.7},
                {"kind": "发生", "cause": "轴承游隙超差", "state": "假设", "share": 30},
                {"kind": "流出", "cause": "只看端部", "method": "复检 20 卷"},
                {"kind": "系统", "cause": "变更管理无评审"},
            ],
            "documents": [{"kind": "控制计划", "number": "CP-1"}],
            "lessons": [{"lesson": "须有振动基线"}, {"lesson": "须有评审"}],
            "revisions": [{"number": 2, "date": date(2026, 12, 9)}, {"number": 1}],
            "costs": [{"kind": "退货", "amount": 6000, "currency": "CNY"}, {"amount": 12.5}],
            "disposition": [{"kind": "退回重整", "qty": 12}, {"kind": "就地报废"}],
            "related_calls": [{"customer": "甲", "same_lot": "是"}, {"customer": "乙", "same_lot": "否"}],
        },
    ).record()

    assert record["d2"]["what"] == "每 3 m 重复一次"
    assert record["d2"]["who"] is None
    assert (said(record["d0"]["form"], "en"), said(record["d0"]["needed"], "en")) == ("Full", "Yes")
    assert record["customer_score"] == 85
    assert record["d1"] == {"leader": "李四", "champion": "王五"}
    # a cause that nobody verified is not exported as one
    assert record["cause_occ"] == {
        "kind": "产生",
        "cause": ["保养表无轴承寿命", Ref("eight_d.hypothesis", value="轴承游隙超差")],
        "state": ["验证", "假设"],
        "share": ["70 %", "30 %"],
    }
    assert record["cause_esc"] == {"kind": "流出", "cause": "只看端部", "method": "复检 20 卷"}
    assert record["d4"]["systemic"] == "变更管理无评审"
    assert record["documents"] == [{"kind": "控制计划", "number": "CP-1"}]
    assert record["d7"]["lessons"] == ["须有振动基线", "须有评审"]
    assert record["revision"] == {"number": 2, "date": date(2026, 12, 9)}
    assert [said(line, "en") for line in record["d8"]["costs"]] == ["Return 6,000.00 CNY", "12.50"]
    assert [said(line) for line in record["d3"]["dispositions"]] == ["退回重整 12", "就地报废"]
    assert said(record["d3"]["calls"]) == "已联系 2 家，同批次 1 家"


def test_a_cause_that_only_the_table_has_stands_under_the_row_s_name_too() -> None:
    """Customers' forms ask for `root_cause_occ`; the row's own words go first."""
    row = Complaint(case_no="K-1", root_cause_esc="首检只看端部")
    causes = [{"kind": "产生", "cause": "轴承磨损"}, {"kind": "流出", "cause": "未设检验点"}]
    record = assemble(row, {"causes": causes}).record()
    assert (record["root_cause_occ"], record["root_cause_esc"]) == ("轴承磨损", "首检只看端部")


def test_actions_go_to_their_disciplines_with_a_state() -> None:
    done = date(2026, 11, 20)
    record = assemble(
        ROW,
        {
            "containment": [
                {"place": "Warehouse", "action": "全检", "checked": 480, "ng": 5},
                {"place": "客户", "action": "封存", "checked": 240, "ng": 12},
            ],
            "actions": [
                {"step": "D3", "action": "停机", "owner": "赵六", "done": done, "result": "R-1"},
                {"step": "D5", "action": "早", "due": date(2026, 11, 20), "done": EVENING},
                {"step": "5D", "action": "迟", "due": date(2026, 11, 19), "done": done},
                {"step": "D5", "action": "做", "due": date(2026, 12, 1)},
                {"action": "没有日期"},
                {"step": "D7", "action": "治本", "done": done},
            ],
        },
    ).record()

    assert [texts(row) for row in record["d3_actions"]] == [
        {"place": "仓库", "action": "全检", "checked": 480, "ng": 5, "n": 1},
        {"place": "客户", "action": "封存", "checked": 240, "ng": 12, "n": 2},
        {"action": "停机", "owner": "赵六", "introduced_on": done, "evidence": "R-1", "n": 3},
    ]
    assert (record["d3"]["checked"], record["d3"]["ng"]) == (720, 17)
    assert [(row["n"], row["action"], said(row.get("state"))) for row in record["d5_actions"]] == [
        (1, "早", "● 完成"),
        (2, "迟", "◆ 迟完成"),
        (3, "做", "○ 进行中"),
        (4, "没有日期", None),
    ]
    assert [(row["n"], said(row["state"], "zh-Hant")) for row in record["d7_actions"]] == [(1, "● 完成")]
    assert record["d8"]["all_done"] == "否"


def test_whys_are_sorted_into_their_chains() -> None:
    record = assemble(
        ROW,
        {
            "whys": [
                {"chain": "产生", "level": 2, "because": "二", "layer": "远因"},
                {"chain": "流出", "level": 1, "because": "甲"},
                {"chain": "产生", "level": 1, "because": "一", "layer": "Symptom"},
                {"chain": "系统", "level": 2, "because": "末"},
                {"chain": "系统", "level": 1, "because": "首"},
            ]
        },
    ).record()
    assert [(row["because"], row["layer"]) for row in record["whys_occ"]] == [("一", "现象"), ("二", "n次因")]
    assert [row["because"] for row in record["whys_esc"]] == ["甲"]
    assert record["d4"]["systemic"] == "末"


@pytest.mark.parametrize(("state", "begins"), HINTS)
def test_each_state_has_its_hint(state: Choice, begins: str) -> None:
    hint = assemble(Complaint(containment_state=state), {}).d3.hint
    assert hint.say("en").startswith(begins)
    assert all(hint.say(lang) for lang in LANGUAGES)


def test_a_table_that_shares_its_name_with_a_column_gives_both() -> None:
    template = compile_template(full_form("en"), "8d")
    assert not template.problems
    record = assemble(ROW, {"disposition": [{"kind": "换货", "qty": 3}]}).record()
    assert record["disposition"][0]["qty"] == 3
    assert record["disposition"].say("en") == "Return and rework"
    assert assemble(ROW, {}).record()["disposition"] == "退回重整"


def test_internal_fields_are_not_in_the_record_nor_in_any_part_of_a_form() -> None:
    internal = [name for name, column in COLUMNS.items() if column.internal]
    assert {"operator", "complaint_nature", "motive", "personality", "strategy", "internal_note"} <= set(internal)
    row = Complaint(case_no="KS-1", received_at=MORNING, customer="华东包装", defect="划伤")
    for name in internal:
        setattr(row, name, f"canary-{name}")
    log = [
        {"field": word, "old": f"canary-old-{name}", "new": f"canary-new-{name}"}
        for name in internal
        for word in (name, *COLUMNS[name].labels)
    ]
    details = {
        "log": [*log, {"field": "defect", "old": "a", "new": "b"}],
        "actions": [{"action": "x", "motive": "canary"}],
    }
    record = assemble(row, details)

    assert "canary" not in repr(record)
    assert not set(internal) & record.record().keys()
    assert [entry["field"] for entry in record.tables["log"]] == ["defect"]
    for lang in LANGUAGES:
        filled = compile_template(full_form(lang), "8d").fill(record.record(), lang)
        with zipfile.ZipFile(io.BytesIO(filled.data)) as package:
            assert not [name for name in package.namelist() if b"canary" in package.read(name)]


def test_known_paths_are_the_paths_of_the_record() -> None:
    paths = known_paths()
    assert {"case_no", "d2.what", "actions[].owner", "whys_esc[].layer", "photos[]", "states.first_response"} <= paths
    assert {name for name in paths if "." not in name and "[" not in name} == {
        name for name, column in COLUMNS.items() if not column.internal
    } | {"customer_score", "stance", "company", "department"}
    assert "team[].name" in paths
    assert not paths & {name for name, column in COLUMNS.items() if column.internal}
    assert ANSWERS.keys() <= paths
    assert {table.name for table in DETAILS} <= {path.partition("[")[0] for path in paths}

    details = {
        table.name: [{column.name: "1" if column.name != "level" else 1 for column in table.columns}]
        for table in DETAILS
    }
    details["revisions"][0]["number"] = 1
    record = assemble(ROW, details, dict.fromkeys(CLOCKS, "x")).record()
    unknown = []
    for name, value in record.items():
        if isinstance(value, list):
            unknown += [f"{name}[].{key}" for row in value for key in row if f"{name}[].{key}" not in paths]
        elif isinstance(value, dict):
            unknown += [f"{name}.{key}" for key in value if f"{name}.{key}" not in paths]
        elif name not in paths:
            unknown.append(name)
    assert unknown == []


def test_every_answer_has_a_label() -> None:
    for path in ANSWERS:
        assert len({say(f"eight_d.{path}", lang) for lang in LANGUAGES}) >= 1
    assert ANSWERS["d0.needed"] is YES_NO


def test_the_record_is_complete_and_the_room_is_light() -> None:
    names = {item.name for item in fields(EightD)} - {"columns", "tables"}
    assert names <= assemble(ROW, {}).record().keys()
    heavy = "import sys, kesu_xl.eight_d; print({'pydantic', 'openpyxl', 'lxml'} & sys.modules.keys())"
    ran = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


# --- the same fact under several paths ---

OCCURRENCE, ESCAPE, SYSTEM = CAUSE_KIND.choices


@pytest.mark.parametrize(("said", "path", "expected"), [
    ({"root_cause_occ": "过滤网破损"}, "cause_occ", {"cause": "过滤网破损"}),
    ({"root_cause_occ": "过滤网破损"}, "causes", [{"kind": OCCURRENCE, "cause": "过滤网破损"}]),
    ({"cause_esc": {"cause": "漏检", "state": "验证"}}, "root_cause_esc", "漏检"),
    ({"causes": [{"kind": "系统", "cause": "未评审"}, {"cause": "磨损"}]}, "root_cause_occ", "磨损"),
    ({"causes": [{"kind": "系统", "cause": "未评审"}, {"cause": "磨损"}]}, "d4", {"systemic": "未评审"}),
    ({"d2": {"what": "划伤"}}, "defect", "划伤"),
    ({"defect": "划伤", "d2": {"what": "膜面划伤"}}, "d2", {"what": "膜面划伤"}),
    ({"action_occ": "换网", "owner": "李四"}, "d5_actions",
     [{"n": 1, "cause": OCCURRENCE, "action": "换网", "owner": "李四"}]),
    ({"d5_actions": [{"cause": "流出", "action": "全检"}, {"action": "换网"}, {"cause": "产生", "action": "降速"}]},
     "action_occ", "降速"),
    ({"actions": [{"step": "D7", "action": "修订"}, {"step": "D3", "action": "隔离"}]}, "d7_actions",
     [{"step": "D7", "action": "修订", "n": 1}]),
    ({"actions": [{"step": "D3", "action": "隔离"}]}, "d5_actions", None),
    ({"whys_esc": [{"why": "为何流出", "because": "未检"}]}, "whys", [
        {"chain": ESCAPE, "why": "为何流出", "because": "未检"},
    ]),
    ({"d1": {"leader": "张三"}}, "team", [{"role": TEAM_ROLE.choices[1], "name": "张三"}]),
])  # fmt: skip
def test_a_record_is_completed_with_what_it_says_elsewhere(said: dict[str, Any], path: str, expected: Any) -> None:
    before = deepcopy(said)
    made = completed(said)
    assert made.get(path) == expected
    assert said == before
    # What was said stays, and completing again adds nothing.
    assert completed(made) == made


@pytest.mark.parametrize(("field", "asked", "is_shown"), [
    ("root_cause_occ", {"cause_occ.cause"}, True), ("cause_occ.cause", {"root_cause_occ"}, True),
    ("causes[].cause", {"root_cause_occ"}, False),
    ("causes[].cause", {"root_cause_occ", "root_cause_esc", "d4.systemic"}, True),
    ("causes[].method", {"cause_occ.method", "cause_esc.method", "cause_sys.method"}, True),
    ("d5_actions[].owner", {"actions[].owner"}, True), ("actions[].owner", {"d5_actions[].owner"}, False),
    ("d5_actions[].owner", {"d7_actions[].owner"}, False), ("d5_actions[].action", {"action_occ"}, False),
    ("action_esc", {"d5_actions[].action"}, True), ("whys_esc[].why", {"whys[].why"}, True), ("remark", set(), False),
])  # fmt: skip
def test_what_another_form_shows(field: str, asked: set[str], is_shown: bool) -> None:
    assert any(paths <= asked for paths in shown_by(field)) == is_shown


def test_every_path_that_shows_another_is_known() -> None:
    known = known_paths()
    unknown = {path for field in known for paths in shown_by(field) for path in paths} - known
    # numbers and states are worked out for the lists of one discipline only
    assert {path for path in unknown if not path.endswith((".n", ".state", ".kind"))} == set()
